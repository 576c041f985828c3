/*
 * Which parts of a scalar's text stand in the file as they are: a part of yaml.c.
 */
#include "base/vec.h"
#include "text/yaml_scalar.h"

struct finder {
    struct arena *arena;
    struct str source;
    const struct yaml *node;
    VEC(struct yaml_piece) pieces;
};

static void add(struct finder *f, size_t at, size_t len, size_t start)
{
    struct yaml_piece piece = { (uint32_t)at, (uint32_t)len, (uint32_t)start };

    if (len)
        vec_push(f->arena, &f->pieces, piece);
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

/* ---- plain and quoted ---------------------------------------------------------------------- */

/* Lines that are folded and escapes begin and end with one of these. */
static bool is_special(const struct finder *f, char c)
{
    char quote = f->node->style == YAML_STYLE_QUOTED ? f->source.p[f->node->start] : 0;

    return is_break(c) || (quote == '"' && c == '\\') || (quote == '\'' && c == '\'');
}

/*
 * What stands before the first and after the last escape or line break. Pieces between two of
 * these are not looked for: a version that stands there is seen by nobody.
 */
static void find_ends(struct finder *f)
{
    size_t quotes = f->node->style == YAML_STYLE_QUOTED ? 1 : 0;
    size_t first = f->node->start + quotes, last = f->node->end - quotes, head = 0, tail = 0, most;
    struct str text = f->node->text, written;

    if (f->node->end - f->node->start < 2 * quotes)
        return;
    written = str_slice(f->source, first, last);
    if (str_eq(written, text)) {
        add(f, 0, text.n, first);
        return;
    }
    most = text.n < written.n ? text.n : written.n;
    while (head < most && text.p[head] == written.p[head] && !is_special(f, text.p[head]))
        head++;
    while (tail < most - head && text.p[text.n - 1 - tail] == written.p[written.n - 1 - tail] &&
           !is_special(f, text.p[text.n - 1 - tail]))
        tail++;
    /* A space beside a line break may be the one that stands for the break. */
    while (head > 0 && is_space(text.p[head - 1]))
        head--;
    while (tail > 0 && is_space(text.p[text.n - tail]))
        tail--;
    add(f, 0, head, first);
    add(f, text.n - tail, tail, last - tail);
}

/* ---- literal and folded -------------------------------------------------------------------- */

static size_t count_spaces(struct str s)
{
    size_t n = 0;

    while (n < s.n && s.p[n] == ' ')
        n++;
    return n;
}

/* From the end of one line's text to the start of the next one's, which is `content`. */
static size_t skip_joint(struct str text, size_t at, struct str content)
{
    while (at < text.n && text.p[at] == '\n')
        at++;
    /* Two folded lines; lines that begin with more space than the others are not folded. */
    if (at < text.n && text.p[at] == ' ' && content.p[0] != ' ')
        at++;
    return at;
}

/*
 * Line by line: without its indentation each one is part of the text. False if that does not hold,
 * as with line breaks of other kinds.
 */
static bool find_lines(struct finder *f)
{
    struct str text = f->node->text, all = str_slice(f->source, 0, f->node->end);
    size_t at = 0, from = f->node->start, indent = STR_NONE;

    while (from < all.n && !is_break(all.p[from]))
        from++; /* "|-", "2", a comment */
    while (from < all.n) {
        size_t end = ++from, spaces;
        struct str line;

        while (end < all.n && !is_break(all.p[end]))
            end++;
        line = str_slice(all, from, end);
        spaces = count_spaces(line);
        if (indent == STR_NONE && spaces < line.n) {
            /* With an indicator ("|2") the first line of the text may begin with spaces. */
            size_t own = count_spaces(str_skip(text, skip_joint(text, at, line)));

            if (own > spaces)
                return false;
            indent = spaces - own;
        }
        line = str_skip(line, spaces < indent ? spaces : indent);
        if (line.n) {
            at = skip_joint(text, at, line);
            if (!str_starts(str_skip(text, at), line))
                return false;
            add(f, at, line.n, end - line.n);
            at += line.n;
        }
        from = end;
    }
    while (at < text.n && text.p[at] == '\n')
        at++;
    return at == text.n;
}

void yaml_find_pieces(struct arena *a, struct str source, struct yaml *node)
{
    struct finder f = { .arena = a, .source = source, .node = node };

    /* Of a text that resolution has changed (dates, 0x10) the bytes mean something else. */
    if (!node->text.n || !str_eq(node->text, node->raw))
        return;
    if (node->style != YAML_STYLE_BLOCK)
        find_ends(&f);
    else if (!find_lines(&f))
        return;
    node->pieces = f.pieces.items;
    node->n_pieces = f.pieces.n;
}
