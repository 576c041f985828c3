#include "upgrade/bump_place.h"

#include "base/vec.h"
#include "text/yaml.h"
#include "upgrade/semver.h"

enum language { PLAIN_TEXT, TOKENS, YAML };

/* What is known of a file's syntax: its tokens, or its scalars. */
struct file_syntax {
    enum language language;
    struct hcl_tokens tokens; /* HCL and JSON, whose tokens are the same */
    VEC(const struct yaml *)
    scalars;       /* YAML; by place. None if it cannot be read as one document */
    uint32_t seen; /* while scalars are collected: where the last one ends */
};

void bump_places_init(struct bump_places *p, struct arena *scratch, size_t n_files)
{
    *p = (struct bump_places){
        .scratch = scratch,
        .files = arena_array(scratch, n_files + 1, sizeof(struct file_syntax *)),
        .n_files = n_files,
    };
}

/* ---- one file ------------------------------------------------------------------------------ */

/* Files that hold nothing but text (v.txt, a template) take the version as it is. */
static enum language language_of(struct str path)
{
    static const struct {
        struct str end;
        enum language language;
    } ends[] = {
        { STR_INIT(".hcl"), TOKENS },  { STR_INIT(".tf"), TOKENS },
        { STR_INIT(".tofu"), TOKENS }, { STR_INIT(".tfvars"), TOKENS },
        { STR_INIT(".json"), TOKENS }, { STR_INIT(".yaml"), YAML },
        { STR_INIT(".yml"), YAML },
    };

    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        if (str_ends(path, ends[i].end))
            return ends[i].language;
    return PLAIN_TEXT;
}

/*
 * An alias is the node of its anchor, with the anchor's place: so what begins before the end of
 * what was seen was seen already. The reader limits the depth.
 */
static void collect_scalars(struct arena *a, struct file_syntax *f, const struct yaml *node)
{
    if (node->start < f->seen)
        return;
    if (node->kind == YAML_SEQUENCE || node->kind == YAML_MAPPING) {
        for (size_t i = 0; i < node->n; i++)
            collect_scalars(a, f, node->items[i]);
        return;
    }
    if (node->start == node->end)
        return; /* a null that is not written */
    vec_push(a, &f->scalars, node);
    f->seen = node->end;
}

static struct file_syntax *syntax_of(struct bump_places *p, const struct hcl_source *source)
{
    struct hcl_range all = { 0, (uint32_t)source->text.n };
    struct file_syntax *f;
    struct yaml *root;
    struct err ignored;

    if (source->id > p->n_files)
        BUG("a source that is no file of the repository");
    if (p->files[source->id])
        return p->files[source->id];
    f = arena_new(p->scratch, struct file_syntax);
    f->language = language_of(source->path);
    if (f->language == TOKENS)
        f->tokens = hcl_tokenize(p->scratch, source, all);
    else if (f->language == YAML &&
             yaml_parse(p->scratch, source->text, &root, NULL, &ignored) == 0)
        collect_scalars(p->scratch, f, root);
    p->files[source->id] = f;
    return f;
}

/* ---- HCL and JSON -------------------------------------------------------------------------- */

/* A number literal of HCL, JSON or YAML that is printed as it is written. */
static bool is_plain_number(struct str text)
{
    size_t dots = 0;

    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '.')
            dots++;
        else if (text.p[i] < '0' || text.p[i] > '9')
            return false;
    }
    if (!text.n || dots > 1 || text.p[0] == '.' || text.p[text.n - 1] == '.')
        return false;
    if (dots && text.p[text.n - 1] == '0')
        return false; /* 0.10 would be read as 0.1 */
    return !(text.n > 1 && text.p[0] == '0' && text.p[1] != '.');
}

/* The first token that ends behind the byte. */
static size_t token_at(const struct hcl_tokens *tokens, uint32_t at)
{
    size_t low = 0, high = tokens->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (tokens->items[middle].range.end > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static struct str write_token(const struct file_syntax *f, struct arena *a,
                              const struct origin_span *span, struct str text)
{
    struct str now = str_slice(span->source->text, span->range.start, span->range.end);
    size_t at = token_at(&f->tokens, span->range.start);
    const struct hcl_token *token = at < f->tokens.n ? &f->tokens.items[at] : NULL;
    bool is_word = token && token->range.start == span->range.start &&
                   token->range.end == span->range.end &&
                   (token->kind == HCL_TOKEN_NUMBER || token->kind == HCL_TOKEN_IDENT);

    /* A text with escapes is replaced with its quotes; a number or a word ("true") gets some. */
    if (str_starts(now, str_lit("\"")) || (is_word && !is_plain_number(text)))
        return str_printf(a, "\"%.*s\"", STR(text));
    return text;
}

/* ---- YAML ---------------------------------------------------------------------------------- */

static const struct yaml *scalar_at(const struct file_syntax *f, uint32_t at)
{
    size_t low = 0, high = f->scalars.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (f->scalars.items[middle]->end > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low < f->scalars.n && f->scalars.items[low]->start <= at ? f->scalars.items[low] : NULL;
}

/* The scalar's text with another one at the span; false if the span is not in one of its pieces. */
static bool text_after(struct arena *a, const struct yaml *scalar, struct hcl_range range,
                       struct str text, struct str *ret)
{
    for (size_t i = 0; i < scalar->n_pieces; i++) {
        const struct yaml_piece *p = &scalar->pieces[i];
        size_t start, end;

        if (range.start < p->start || range.end > p->start + p->len)
            continue;
        start = p->at + (range.start - p->start);
        end = p->at + (range.end - p->start);
        *ret = str_printf(a, "%.*s%.*s%.*s", STR(str_slice(scalar->text, 0, start)), STR(text),
                          STR(str_skip(scalar->text, end)));
        return true;
    }
    return false;
}

/*
 * Would the scalar, written so, be read as this very text? YAML takes some texts for numbers,
 * words or dates: a number may follow a number if it prints the same, all else has to be text.
 */
static bool reads_back(const struct yaml *scalar, struct str text)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    bool block = scalar->style == YAML_STYLE_BLOCK;
    struct str document = text;
    struct yaml *node;
    struct err ignored;

    if (scalar->style == YAML_STYLE_QUOTED || (block && str_find_char(text, '\n') != STR_NONE))
        return true; /* no text of several lines means anything else */
    if (block)
        document = str_printf(&scratch, "|-\n  %.*s", STR(text));
    else if (scalar->in_flow)
        document = str_printf(&scratch, "[%.*s]", STR(text));
    if (yaml_parse(&scratch, document, &node, NULL, &ignored) < 0)
        return false;
    if (!block && scalar->in_flow) {
        if (node->kind != YAML_SEQUENCE || node->n != 1)
            return false;
        node = node->items[0];
    }
    return str_eq(node->text, text) && node->style == scalar->style &&
           (node->kind == YAML_STRING ||
            (node->kind == YAML_NUMBER && scalar->kind == YAML_NUMBER && is_plain_number(text)));
}

static bool refuse_scalar(struct arena *a, const struct origin_span *span, const char *why,
                          struct str *ret_reason)
{
    uint32_t line, column;

    hcl_position(span->source->text, span->range.start, &line, &column);
    *ret_reason =
        str_printf(a, "the YAML scalar at %.*s:%u %s", STR(span->source->path), line, why);
    return false;
}

static bool write_scalar(const struct file_syntax *f, struct arena *a,
                         const struct origin_span *span, struct str text, struct str *ret_written,
                         struct str *ret_reason)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    const struct yaml *scalar = scalar_at(f, span->range.start);
    bool whole = scalar && span->range.start == scalar->start && span->range.end == scalar->end;
    struct str after;

    *ret_written = text;
    if (!scalar)
        return true; /* no scalar's text: a comment, or a file that is not decoded */
    if (text_after(&scratch, scalar, span->range, text, &after)) {
        if (reads_back(scalar, after))
            return true;
        if (scalar->style == YAML_STYLE_BLOCK)
            return refuse_scalar(a, span,
                                 "is a block, in which YAML reads the new version as "
                                 "something else: write it in quotes",
                                 ret_reason);
        if (!whole)
            return refuse_scalar(a, span, "would need quotes to hold the new version", ret_reason);
    } else if (scalar->style == YAML_STYLE_BLOCK) {
        return refuse_scalar(a, span,
                             "is a block whose lines are not its text as they are: write "
                             "it in quotes",
                             ret_reason);
    } else if (!whole || span->len != scalar->text.n) {
        return refuse_scalar(a, span,
                             "has escapes or lines where the version stands: write it "
                             "without",
                             ret_reason);
    }
    if (scalar->style == YAML_STYLE_QUOTED || !reads_back(scalar, text))
        *ret_written = str_printf(a, "\"%.*s\"", STR(text));
    return true;
}

bool bump_written_as(struct bump_places *p, struct arena *a, const struct origin_span *span,
                     struct str text, struct str *ret_written, struct str *ret_reason)
{
    const struct file_syntax *f = syntax_of(p, span->source);

    if (f->language == YAML)
        return write_scalar(f, a, span, text, ret_written, ret_reason);
    *ret_written = f->language == TOKENS ? write_token(f, a, span, text) : text;
    return true;
}

/* ---- comments ------------------------------------------------------------------------------ */

static bool names_version(struct str text)
{
    size_t start, end;

    return semver_find(text, 0, &start, &end);
}

/* A comment without what makes it one. */
static struct hcl_range comment_text(struct str text, struct hcl_range comment)
{
    struct str all = str_slice(text, comment.start, comment.end), inner;

    if (str_starts(all, str_lit("/*")))
        inner = str_slice(all, 2, all.n >= 4 ? all.n - 2 : 2);
    else
        inner = str_skip(all, str_starts(all, str_lit("//")) ? 2 : 1);
    inner = str_trim(inner);
    comment.start = (uint32_t)(inner.p - text.p);
    comment.end = comment.start + (uint32_t)inner.n;
    return comment;
}

/* Is it another text that a version comment could belong to? */
static bool is_source_text(struct str s)
{
    size_t digits = 0;

    for (size_t i = 0; i < s.n && digits < 40; i++)
        digits = memchr("0123456789abcdef", s.p[i], 16) ? digits + 1 : 0;
    return digits == 40 || str_find(s, str_lit("?ref=")) != STR_NONE ||
           str_find(s, str_lit("&ref=")) != STR_NONE;
}

static bool has_break(struct str s)
{
    return str_find_char(s, '\n') != STR_NONE;
}

/* The tokens behind the one of the span, to the end of its line. */
static void comment_behind_token(const struct file_syntax *f, struct str text, size_t at,
                                 struct comment_place *ret)
{
    for (size_t i = at + 1; i < f->tokens.n; i++) {
        const struct hcl_token *t = &f->tokens.items[i];
        struct str own = str_slice(text, t->range.start, t->range.end);

        if (t->kind == HCL_TOKEN_NEWLINE || t->kind == HCL_TOKEN_EOF) {
            ret->can_add = true;
            ret->line_end = t->range.start;
            return;
        }
        if (t->kind == HCL_TOKEN_TEMPLATE && is_source_text(own)) {
            ret->why_not = "another source stands on the same line";
            return;
        }
        if (has_break(own)) {
            ret->why_not = t->kind == HCL_TOKEN_COMMENT ? "a comment of several lines stands there"
                                                        : "it is not clear where the line ends";
            return;
        }
        if (t->kind == HCL_TOKEN_COMMENT &&
            !(ret->found && names_version(str_slice(text, ret->text.start, ret->text.end)))) {
            ret->found = true;
            ret->text = comment_text(text, t->range);
        }
    }
}

static void comment_in_tokens(const struct file_syntax *f, const struct origin_span *span,
                              struct comment_place *ret)
{
    struct str text = span->source->text;
    size_t at = token_at(&f->tokens, span->range.start);
    const struct hcl_token *own = at < f->tokens.n ? &f->tokens.items[at] : NULL;

    if (str_ends(span->source->path, str_lit(".json")))
        ret->why_not = "JSON has no comments";
    else if (own && own->kind == HCL_TOKEN_TEMPLATE && text.p[own->range.start] == '<')
        ret->why_not = "in a heredoc it would be text";
    else
        comment_behind_token(f, text, at, ret);
}

static void comment_in_yaml(const struct file_syntax *f, const struct origin_span *span,
                            struct comment_place *ret)
{
    struct str text = span->source->text;
    const struct yaml *scalar = scalar_at(f, span->range.start), *other;
    size_t i;

    ret->why_not =
        !scalar ? "the file is not read as one YAML document" : "in a YAML block it would be text";
    if (!scalar || scalar->style == YAML_STYLE_BLOCK)
        return;
    ret->why_not = "it is not clear where the line ends";
    for (i = scalar->end; i < text.n && text.p[i] != '\n' && text.p[i] != '\r'; i++) {
        other = scalar_at(f, (uint32_t)i);
        if (other) {
            i = other->end - 1; /* its bytes are text, whatever they are */
            if (has_break(str_slice(text, other->start, other->end)))
                return;
        } else if (text.p[i] == '"' || text.p[i] == '\'') {
            return; /* a key in quotes: who knows where it ends */
        } else if (text.p[i] == '#' && (text.p[i - 1] == ' ' || text.p[i - 1] == '\t')) {
            struct hcl_range all = { (uint32_t)i, (uint32_t)i };

            while (all.end < text.n && text.p[all.end] != '\n' && text.p[all.end] != '\r')
                all.end++;
            ret->found = true;
            ret->text = comment_text(text, all);
            return;
        }
    }
    ret->can_add = true;
    ret->line_end = (uint32_t)i;
}

void bump_find_comment(struct bump_places *p, const struct origin_span *span,
                       struct comment_place *ret)
{
    const struct file_syntax *f = syntax_of(p, span->source);

    *ret = (struct comment_place){ 0 };
    if (f->language == TOKENS)
        comment_in_tokens(f, span, ret);
    else if (f->language == YAML)
        comment_in_yaml(f, span, ret);
    else
        ret->why_not = "the file is a text without comments";
}
