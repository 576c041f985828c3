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

/*
 * A cheap look before the file is tokenized again: is there a "source" with a comment's start in
 * front of it on its line, or any block comment at all?
 */
static bool may_have_any(struct str text)
{
    size_t from = 0;
    bool block = str_find(text, str_lit("/*")) != STR_NONE;

    for (;;) {
        size_t at = str_find(str_skip(text, from), str_lit("source")), line;
        struct str before;

        if (at == STR_NONE)
            return false;
        if (block)
            return true;
        line = str_rfind_char(str_slice(text, 0, from + at), '\n');
        before = str_slice(text, line == STR_NONE ? 0 : line + 1, from + at);
        if (str_find_char(before, '#') != STR_NONE || str_find(before, str_lit("//")) != STR_NONE)
            return true;
        from += at + 6;
    }
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

static void scan_file(struct comment_scan *s)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct str text = s->file->source.text;
    struct hcl_tokens tokens =
        hcl_tokenize(&scratch, &s->file->source, (struct hcl_range){ 0, (uint32_t)text.n });
    size_t start = 0, end = 0;

    for (size_t i = 0; i < tokens.n; i++) {
        const struct hcl_token *t = &tokens.items[i];

        if (t->kind == HCL_TOKEN_COMMENT) {
            if (!end)
                start = t->range.start;
            end = t->range.end;
        } else if (t->kind != HCL_TOKEN_NEWLINE && end) {
            scan_run(s, start, end);
            end = 0;
        }
    }
    if (end)
        scan_run(s, start, end);
}

void scan_comments(struct repository *r)
{
    for (size_t i = 0; i < r->walk.files.n; i++) {
        struct comment_scan s = { .r = r, .path = r->walk.files.items[i] };

        if (str_ends(s.path, str_lit(".json")) || str_is(path_base(s.path), "terraform.tfvars"))
            continue;
        s.file = files_read(&r->files, s.path);
        if (s.file->failure || s.file->comments_scanned || !may_have_any(s.file->source.text))
            continue;
        s.file->comments_scanned = true;
        scan_file(&s);
    }
}
