#include "report/markdown.h"

#include "report/wrap.h"

static struct str one_line(struct arena *a, struct str s)
{
    char *copy = arena_copy(a, s.p, s.n);

    for (size_t i = 0; i < s.n; i++)
        if (copy[i] == '\n' || copy[i] == '\r' || copy[i] == '\t')
            copy[i] = ' ';
    return text_printable(a, str_of(copy, s.n));
}

/* Code ends at a run of backticks as long as the one that it began with. */
static size_t longest_run(struct str s)
{
    size_t longest = 0, run = 0;

    for (size_t i = 0; i < s.n; i++) {
        run = s.p[i] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

/*
 * A cell ends at every "|" that has no backslash, in code, too; the backslash is taken away before
 * the code is read. Elsewhere it would be seen, so that code with a "|" is written as HTML.
 */
void md_code(struct buf *out, struct str s)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct str text = one_line(&scratch, s);
    size_t fence = longest_run(text) + 1;
    bool padded = text.n && (text.p[0] == '`' || text.p[text.n - 1] == '`');

    if (!text.n)
        return;
    if (str_find_char(text, '|') != STR_NONE || !str_trim(text).n) {
        md_html_code(out, s);
        return;
    }
    buf_repeat(out, '`', fence);
    buf_addz(out, padded ? " " : "");
    buf_add(out, text);
    buf_addz(out, padded ? " " : "");
    buf_repeat(out, '`', fence);
}

/* What Markdown would still read between the tags is written by number. */
void md_html_code(struct buf *out, struct str s)
{
    static const char special[] = "&<>\"'`*_[]()!|\\~@#:$^={}";
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct str text = one_line(&scratch, s);

    buf_addz(out, "<code>");
    for (size_t i = 0; i < text.n; i++) {
        if (strchr(special, text.p[i]))
            buf_printf(out, "&#%d;", text.p[i]);
        else
            buf_addc(out, text.p[i]);
    }
    buf_addz(out, "</code>");
}

/* Does what begins here become a link or a mention by itself? Then it is cut by a comment. */
static bool links_itself(struct str s, size_t at)
{
    struct str rest = str_skip(s, at);

    return rest.p[0] == '@' || rest.p[0] == '#' || str_starts(rest, str_lit("://")) ||
           (rest.p[0] == '.' && at >= 3 && str_eq_nocase(str_slice(s, at - 3, at), str_lit("www")));
}

static void escape(struct buf *out, struct str s, size_t at)
{
    static const char special[] = "\\`*_{}[]<>|~$!";
    char c = s.p[at];

    if (c == '&') {
        buf_addz(out, "&amp;");
        return;
    }
    if (strchr(special, c) || (c == '#' && at == 0))
        buf_addc(out, '\\');
    buf_addc(out, c);
    if (links_itself(s, at))
        buf_addz(out, "<!-- -->");
}

/* How many bytes at the start would make it an item of a list or a heading's underline. */
static size_t marker(struct str s)
{
    size_t digits = 0;

    if (s.n && strchr("-+=", s.p[0]))
        return 1;
    while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
        digits++;
    return digits && digits < s.n && (s.p[digits] == '.' || s.p[digits] == ')') ? digits + 1 : 0;
}

static void add(struct buf *out, struct str s, bool code)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct str text = str_trim(one_line(&scratch, s));
    size_t at = marker(text);

    if (at) {
        buf_add(out, str_slice(text, 0, at - 1));
        buf_printf(out, "\\%c", text.p[at - 1]);
    }
    while (at < text.n) {
        size_t end =
            code && text.p[at] == '`' ? str_find_char(str_skip(text, at + 1), '`') : STR_NONE;

        if (end == STR_NONE || end == 0) {
            escape(out, text, at++);
            continue;
        }
        md_code(out, str_slice(text, at + 1, at + 1 + end));
        at += end + 2;
    }
}

void md_text(struct buf *out, struct str s)
{
    add(out, s, false);
}

void md_prose(struct buf *out, struct str s)
{
    add(out, s, true);
}
