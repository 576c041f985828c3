/*
 * scan_comments: sources that stand in a comment.
 *
 * People keep the local-development source, or a whole module, in a comment beside the live one.
 * They are listed, so that nobody wonders, and never touched. Only remote addresses count.
 */
#include "upgrade/references.h"

struct comment_scan {
    struct repository *r;
    struct repo_file *file;
    struct str path;
};

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* name = "value" with the name at `at`: where the value is; false if it is not of that form. */
static bool quoted_value(struct str text, size_t at, size_t name_len, size_t *ret_start,
                         size_t *ret_end)
{
    size_t i = at + name_len;

    while (i < text.n && is_space(text.p[i]))
        i++;
    if (i == text.n || text.p[i] != '=')
        return false;
    i++;
    while (i < text.n && is_space(text.p[i]))
        i++;
    if (i == text.n || text.p[i] != '"')
        return false;
    *ret_start = ++i;
    while (i < text.n && text.p[i] != '"' && text.p[i] != '\n')
        i++;
    *ret_end = i;
    return i < text.n && text.p[i] == '"';
}

/* The commented text as a value, with "${…}" as holes. */
static const struct value *comment_value(struct comment_scan *s, size_t start, size_t end)
{
    struct str text = s->file->source.text;
    struct text_builder b;

    text_init(&b, s->r->arena);
    while (start < end) {
        struct str rest = str_slice(text, start, end);
        size_t hole = str_find(rest, str_lit("${"));
        size_t plain = hole == STR_NONE ? rest.n : hole;

        text_add_source(&b, str_slice(rest, 0, plain), &s->file->source,
                        (struct hcl_range){ (uint32_t)start, (uint32_t)(start + plain) });
        start += plain;
        if (hole != STR_NONE) {
            size_t close = str_find_char(str_skip(rest, hole), '}');
            size_t len = close == STR_NONE ? rest.n - hole : close + 1;

            text_add_hole(&b, str_slice(rest, hole, hole + len), str_lit("it stands in a comment"));
            start += len;
        }
    }
    return text_finish(&b);
}

/* `version = "…"` within the next lines of the same comment, for registry modules. */
static const struct value *version_nearby(struct comment_scan *s, size_t from, size_t limit)
{
    struct str text = s->file->source.text;
    size_t at = str_find(str_slice(text, from, limit), str_lit("version")), start, end;

    if (at == STR_NONE || !quoted_value(text, from + at, 7, &start, &end))
        return NULL;
    return comment_value(s, start, end);
}

static void add_commented(struct comment_scan *s, size_t start, size_t end, size_t limit)
{
    struct repository *r = s->r;
    struct hcl_expr place = { .range = { (uint32_t)start, (uint32_t)end } };
    struct reference_values v = {
        .file = &s->file->source,
        .source_expr = &place,
        .language = walk_is_terraform(s->path) ? SOURCE_IN_TERRAFORM : SOURCE_IN_TERRAGRUNT,
        .source = comment_value(s, start, end),
        .version = version_nearby(s, end, limit),
    };
    struct reference probe = { 0 };

    reference_fill(r, &probe, &v);
    if (probe.module.kind != SOURCE_GIT && probe.module.kind != SOURCE_REGISTRY)
        return;
    reference_fill(r,
                   repository_add(r, REFERENCE_COMMENTED, files_shown(&r->files, s->path),
                                  str_copy(r->arena, path_dir(s->path))),
                   &v);
}

/* A run of comments: bytes start..end, nothing but comments and space inside. */
static void scan_run(struct comment_scan *s, size_t start, size_t end)
{
    struct str text = s->file->source.text;
    size_t from = start;

    for (;;) {
        size_t at = str_find(str_slice(text, from, end), str_lit("source")), first, last;

        if (at == STR_NONE)
            return;
        at += from;
        from = at + 6;
        if (at > start && (is_space(text.p[at - 1]) || memchr("#/*\n{", text.p[at - 1], 5)) &&
            quoted_value(text, at, 6, &first, &last) && last < end)
            add_commented(s, first, last, end);
    }
}

void scan_comments(struct repository *r, struct repo_file *file, struct str path)
{
    struct comment_scan s = { .r = r, .file = file, .path = path };
    const struct hcl_comments *comments = file->body ? file->body->comments : NULL;

    if (!comments || file->comments_scanned)
        return;
    file->comments_scanned = true;
    for (size_t i = 0; i < comments->n; i++)
        scan_run(&s, comments->runs[i].start, comments->runs[i].end);
}
