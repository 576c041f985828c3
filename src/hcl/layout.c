#include "hcl/layout.h"

#include "base/vec.h"
#include "text/utf8.h"

void layout_init(struct layout *l, struct arena *a, const struct hcl_text *text)
{
    struct hcl_range all = { 0, (uint32_t)text->source->text.n };
    struct hcl_tokens tokens = hcl_tokenize(a, text->source, all);

    *l = (struct layout){
        .arena = a, .text = text, .s = text->source->text, .tokens = tokens.items, .n = tokens.n
    };
    if (str_starts(l->s, str_lit("\xEF\xBB\xBF")))
        l->begin = 3;
    if (l->n && l->tokens[l->n - 1].kind == HCL_TOKEN_EOF)
        l->n--;
}

/* ---- tokens ------------------------------------------------------------------------------ */

size_t layout_token(const struct layout *l, size_t offset)
{
    size_t low = 0, high = l->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (l->tokens[middle].range.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool layout_is(const struct layout *l, size_t i, enum hcl_token_kind kind)
{
    return i < l->n && l->tokens[i].kind == kind;
}

bool layout_is_punct(const struct layout *l, size_t i, char c)
{
    return layout_is(l, i, HCL_TOKEN_PUNCT) && l->s.p[l->tokens[i].range.start] == c &&
           l->tokens[i].range.end - l->tokens[i].range.start == 1;
}

size_t layout_skip_comments(const struct layout *l, size_t i)
{
    while (layout_is(l, i, HCL_TOKEN_COMMENT))
        i++;
    return i;
}

/* ---- lines ------------------------------------------------------------------------------- */

size_t layout_line_start(const struct layout *l, size_t offset)
{
    while (offset > l->begin && l->s.p[offset - 1] != '\n')
        offset--;
    return offset;
}

size_t layout_next_line(const struct layout *l, size_t offset)
{
    size_t at = str_find_char(str_skip(l->s, offset), '\n');

    return at == STR_NONE ? l->s.n : offset + at + 1;
}

struct str layout_indent(const struct layout *l, size_t offset)
{
    size_t start = layout_line_start(l, offset), end = start;

    while (end < offset && (l->s.p[end] == ' ' || l->s.p[end] == '\t'))
        end++;
    return str_slice(l->s, start, end);
}

bool layout_starts_line(const struct layout *l, size_t offset)
{
    return layout_line_start(l, offset) + layout_indent(l, offset).n == offset;
}

/* How lines end in a text that has none: in a heredoc as its own first line does. */
static struct str outer_eol(const struct hcl_text *text)
{
    struct str outer;
    size_t at;

    if (!text->outer || text->from->u.template.kind == HCL_QUOTED)
        return str_lit("\n");
    outer = text->outer->source->text;
    at = str_find_char(str_skip(outer, text->from->range.start), '\n');
    if (at == STR_NONE || at == 0 || outer.p[text->from->range.start + at - 1] != '\r')
        return str_lit("\n");
    return str_lit("\r\n");
}

struct str layout_eol(const struct layout *l, size_t offset)
{
    size_t at = layout_next_line(l, offset);

    /* The last line may have none: then as the line before ends. */
    if (at == 0 || l->s.p[at - 1] != '\n')
        at = layout_line_start(l, at);
    if (at == 0 || l->s.p[at - 1] != '\n')
        return outer_eol(l->text);
    return at >= 2 && l->s.p[at - 2] == '\r' ? str_lit("\r\n") : str_lit("\n");
}

bool layout_is_blank(const struct layout *l, size_t start, size_t end)
{
    struct hcl_range range = { (uint32_t)start, (uint32_t)end };

    return str_trim(str_slice(l->s, start, end)).n == 0 && !hcl_text_has_hole(l->text, range);
}

/* Is token i an opening bracket? */
static bool opens(const struct layout *l, size_t i)
{
    return layout_is_punct(l, i, '{') || layout_is_punct(l, i, '[') || layout_is_punct(l, i, '(');
}

static bool closes(const struct layout *l, size_t i)
{
    return layout_is_punct(l, i, '}') || layout_is_punct(l, i, ']') || layout_is_punct(l, i, ')');
}

struct str layout_unit(const struct layout *l)
{
    for (size_t i = 0; i + 1 < l->n; i++) {
        size_t child = layout_skip_comments(l, i + 1);
        struct str outer, inner;

        if (!opens(l, i) || !layout_is(l, child, HCL_TOKEN_NEWLINE))
            continue;
        while (layout_is(l, child, HCL_TOKEN_NEWLINE))
            child++;
        if (child >= l->n)
            break;
        outer = layout_indent(l, l->tokens[i].range.start);
        inner = layout_indent(l, l->tokens[child].range.start);
        if (inner.n > outer.n && str_starts(inner, outer))
            return str_skip(inner, outer.n);
    }
    return str_lit("  ");
}

/* ---- what belongs to an element ---------------------------------------------------------- */

/* Is what ends with token i a line that has comments only? Then *i is its first token. */
static bool comment_line(const struct layout *l, size_t *i)
{
    size_t first = *i + 1;

    while (first > 0 && l->tokens[first - 1].kind == HCL_TOKEN_COMMENT)
        first--;
    if (first == *i + 1 || (first > 0 && l->tokens[first - 1].kind != HCL_TOKEN_NEWLINE))
        return false;
    *i = first;
    return true;
}

size_t layout_lead(const struct layout *l, size_t offset, bool *ret_own_line)
{
    size_t i = layout_token(l, offset), line;

    while (i > 0 && l->tokens[i - 1].kind == HCL_TOKEN_COMMENT)
        offset = l->tokens[--i].range.start;
    *ret_own_line = i == 0 || l->tokens[i - 1].kind == HCL_TOKEN_NEWLINE;
    if (!*ret_own_line)
        return offset;
    while (i >= 2) {
        line = i - 2;
        if (!comment_line(l, &line))
            break;
        i = line;
        offset = l->tokens[i].range.start;
    }
    return layout_line_start(l, offset);
}

size_t layout_trail(const struct layout *l, size_t offset, bool comma)
{
    size_t i = layout_skip_comments(l, layout_token(l, offset));

    if (comma && layout_is_punct(l, i, ','))
        i = layout_skip_comments(l, i + 1);
    return i;
}

/* Is token i - 1 (the one before i) an opening bracket, or nothing at all? */
static bool at_body_start(const struct layout *l, size_t i)
{
    while (i > 0 && l->tokens[i - 1].kind == HCL_TOKEN_NEWLINE)
        i--;
    return i == 0 || opens(l, i - 1);
}

static bool at_body_end(const struct layout *l, size_t i)
{
    while (layout_is(l, i, HCL_TOKEN_NEWLINE))
        i++;
    return i >= l->n || closes(l, i);
}

/* The line before the one that starts at `start` is blank: *ret is where it starts. */
static bool blank_before(const struct layout *l, size_t start, size_t *ret)
{
    if (start <= l->begin)
        return false;
    *ret = layout_line_start(l, start - 1);
    return layout_is_blank(l, *ret, start);
}

void layout_close_gap(const struct layout *l, size_t *start, size_t *end)
{
    bool first = at_body_start(l, layout_token(l, *start));
    bool last = at_body_end(l, layout_token(l, *end));
    size_t line;

    if (first || blank_before(l, *start, &line)) {
        while (*end < l->s.n && layout_is_blank(l, *end, layout_next_line(l, *end)))
            *end = layout_next_line(l, *end);
    }
    if (last && !first) {
        while (blank_before(l, *start, &line))
            *start = line;
    }
    if (*end == l->s.n && l->s.n > l->begin && l->s.p[l->s.n - 1] != '\n' && *start > l->begin) {
        *start -= 1;
        if (*start > l->begin && l->s.p[*start - 1] == '\r')
            *start -= 1;
    }
}

/* ---- name = value ------------------------------------------------------------------------ */

struct layout_pair layout_pair(const struct layout *l, struct hcl_range name,
                               struct hcl_range value)
{
    size_t sep = layout_skip_comments(l, layout_token(l, name.end));
    struct layout_pair pair = { name.start, name.end, value.start, value.start, value.end };

    if (sep < l->n)
        pair.sep = l->tokens[sep].range.start;
    return pair;
}

/* Columns of the bytes start..end. */
static size_t columns(const struct layout *l, size_t start, size_t end)
{
    return utf8_clusters(str_slice(l->s, start, end));
}

static size_t column_of_sep(const struct layout *l, const struct layout_pair *p)
{
    return columns(l, layout_line_start(l, p->start), p->sep);
}

/* The space between name and separator, which may be a comment, too. */
static struct str gap_of(const struct layout *l, const struct layout_pair *p)
{
    return str_slice(l->s, p->name_end, p->sep);
}

/* On a line of its own, all of it on that line, only spaces before the "=". */
static bool is_simple(const struct layout *l, const struct layout_pair *p)
{
    return layout_starts_line(l, p->start) && l->s.p[p->sep] == '=' &&
           str_trim(gap_of(l, p)).n == 0 && str_find_char(gap_of(l, p), '\t') == STR_NONE &&
           layout_line_start(l, p->end) == layout_line_start(l, p->start);
}

/* Simple neighbours on lines that follow each other. */
static bool are_neighbours(const struct layout *l, const struct layout_pair *above,
                           const struct layout_pair *below)
{
    return is_simple(l, above) && is_simple(l, below) &&
           layout_next_line(l, above->end) == layout_line_start(l, below->start);
}

struct str layout_separator(const struct layout *l, const struct layout_pairs *pairs,
                            struct str name, bool value_is_long)
{
    const struct layout_pair *p = pairs->n ? &pairs->items[pairs->n - 1] : NULL;
    size_t padding = 1, width = utf8_clusters(name);
    AUTO_BUF struct buf out = BUF_INIT;
    struct str gap;
    char sign;

    if (!p || !memchr("=:", l->s.p[p->sep], 2))
        return str_lit(" = ");
    sign = l->s.p[p->sep];
    gap = gap_of(l, p);
    if (!value_is_long && is_simple(l, p) &&
        (pairs->n < 2 || !are_neighbours(l, p - 1, p) ||
         column_of_sep(l, p - 1) == column_of_sep(l, p))) {
        size_t reach = columns(l, p->start, p->sep);

        padding = reach > width ? reach - width : 1;
    }
    if (str_find_char(gap, '\t') != STR_NONE && str_trim(gap).n == 0)
        buf_add(&out, gap);
    else
        buf_repeat(&out, ' ', gap.n ? padding : 0);
    buf_addc(&out, sign);
    buf_repeat(&out, ' ', p->value > p->sep + 1 ? 1 : 0);
    return str_copy(l->arena, buf_str(&out));
}

size_t layout_padding(const struct layout *l, const struct layout_pairs *pairs, size_t i,
                      size_t width)
{
    const struct layout_pair *p = &pairs->items[i];
    size_t gap = p->sep - p->name_end, old_width = columns(l, p->start, p->name_end);
    bool aligned = gap > 1;

    if (!is_simple(l, p) || gap == 0)
        return gap;
    if (i > 0 && are_neighbours(l, p - 1, p))
        aligned = aligned || column_of_sep(l, p - 1) == column_of_sep(l, p);
    if (i + 1 < pairs->n && are_neighbours(l, p, p + 1))
        aligned = aligned || column_of_sep(l, p + 1) == column_of_sep(l, p);
    if (!aligned)
        return gap;
    return old_width + gap > width ? old_width + gap - width : 1;
}
