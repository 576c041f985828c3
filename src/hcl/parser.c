#include "hcl/parser.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/fs.h"
#include "text/utf8.h"

/* ---- tokens ---------------------------------------------------------------------------------- */

/* Finds the token that comes next, from p->next on. */
static inline void seek(struct parser *p)
{
    const struct lex_token *t = p->next;

    while (t->kind == LEX_COMMENT ||
           (!p->newlines && (t->kind == LEX_COMMENT_LINE || t->kind == LEX_NEWLINE)))
        t++;
    p->at = t;
    p->kind = t->kind == LEX_COMMENT_LINE ? LEX_NEWLINE : t->kind;
}

bool parser_newlines(struct parser *p, bool count)
{
    bool before = p->newlines;

    p->newlines = count;
    if (before != count)
        seek(p);
    return before;
}

struct hcl_range parser_read(struct parser *p)
{
    struct hcl_range r = parser_range(p);

    p->end = r.end;
    if (p->kind != LEX_EOF) {
        p->next = p->at + 1;
        seek(p);
    }
    return r;
}

bool parser_is_word(const struct parser *p, const char *word)
{
    return p->kind == LEX_IDENT && str_is(parser_text(p, parser_range(p)), word);
}

struct hcl_name parser_name(struct parser *p)
{
    struct hcl_range r = parser_read(p);

    return (struct hcl_name){ parser_text(p, r), r };
}

/* ---- errors ---------------------------------------------------------------------------------- */

static void report(struct parser *p, struct hcl_range at, const char *summary, const char *detail)
{
    hcl_diag_add(p->diags, p->source, at, summary, "%s", detail);
}

static void report_invalid(struct parser *p, struct hcl_range at)
{
    struct str text = parser_text(p, at);
    uint32_t code;

    if (str_is(text, "\xE2\x80\x9C") || str_is(text, "\xE2\x80\x9D")) {
        report(p, at, "Curly quote",
               "Texts are enclosed in straight quotes (\"). Word processors and web pages replace "
               "them by curly ones: type them again.");
        return;
    }
    utf8_next(text, &code);
    if (text.n > 4)
        report(p, at, "Template is not closed",
               "From this character on nothing could be read: a carriage return without a line "
               "feed, or a \"$\" or \"%\" at the very end of the file.");
    else if (code == '\r')
        report(p, at, "Carriage return within a line",
               "A line ends with LF or CR LF. Save the file with Unix line ends.");
    else if (code == '\\' || code == '$' || code == '%')
        hcl_diag_add(p->diags, p->source, at, "Invalid character",
                     "\"%c\" means something only within quotes, in front of another character.",
                     (char)code);
    else if (code < ' ' || code == 0x7F || (code >= 0x80 && code != UTF8_BAD))
        hcl_diag_add(p->diags, p->source, at, "Invalid character",
                     "The character U+%04X is not part of the language outside of quotes and "
                     "comments. Delete it.",
                     code);
    else
        report(p, at, "Invalid character",
               "This character is not part of the language outside of quotes and comments.");
}

static void report_bitwise(struct parser *p, enum lex_kind kind, struct hcl_range at)
{
    const char *instead = "There are no bitwise operators.";

    if (kind == LEX_BIT_AND)
        instead = "There are no bitwise operators; the logical \"and\" is written \"&&\".";
    else if (kind == LEX_BIT_OR)
        instead = "There are no bitwise operators; the logical \"or\" is written \"||\".";
    else if (kind == LEX_BIT_NOT)
        instead = "There are no bitwise operators; the logical \"not\" is written \"!\".";
    report(p, at, "Unsupported operator", instead);
}

/* How often some kind of bad token has been met, up to a number that stays. */
static unsigned told(struct parser *p, enum lex_kind kind)
{
    uint8_t *n = &p->told[kind - LEX_FIRST_BAD];

    return *n < 4 ? (*n)++ : 4;
}

/*
 * Reports a token that is wrong anywhere. Those that come in numbers when somebody writes another
 * language are reported the first times only; of quotes every other one is a closing quote.
 */
static void report_bad(struct parser *p, enum lex_kind kind, struct hcl_range at)
{
    unsigned before = told(p, kind);

    if (kind <= LEX_BIT_NOT) {
        if (before < 4)
            report_bitwise(p, kind, at);
    } else if (kind == LEX_APOSTROPHE) {
        if (before == 0 || before == 2)
            report(p, at, "Single quote", "Texts are enclosed in double quotes (\").");
    } else if (kind == LEX_BACKTICK) {
        if (before == 0 || before == 2)
            report(p, at, "Backtick",
                   "Texts are enclosed in double quotes (\"); one of several lines is written as "
                   "a heredoc, <<EOT.");
    } else if (kind == LEX_SEMICOLON) {
        if (before == 0)
            report(p, at, "Semicolon",
                   "Arguments and blocks end at the end of their line, items of lists and objects "
                   "are separated by commas.");
    } else if (kind == LEX_BAD_UTF8) {
        if (before == 0)
            report(p, at, "Text is not UTF-8",
                   "Save the file in the encoding UTF-8; this byte belongs to another one.");
    } else if (kind == LEX_QUOTED_NEWLINE) {
        report(p, at, "Newline within quotes",
               "A quoted text ends on its line. Close it here, or write \\n for the newline, or "
               "use a heredoc, <<EOT.");
    } else {
        report_invalid(p, at);
    }
}

/* Reports the bad tokens that start at or before an offset. */
static void report_bad_until(struct parser *p, uint32_t offset)
{
    for (; p->checked < p->tokens.n; p->checked++) {
        const struct lex_token *t = &p->tokens.items[p->checked];

        if (t->start > offset)
            break;
        if (t->kind >= LEX_FIRST_BAD)
            report_bad(p, t->kind, (struct hcl_range){ t->start, t->end });
    }
}

static bool is_reported(const struct parser *p, struct hcl_range at)
{
    for (size_t i = p->first_diag; i < p->diags->n; i++)
        if (p->diags->items[i].at.start == at.start && p->diags->items[i].at.end == at.end)
            return true;
    return false;
}

/* Is this token, at hand or just read, part of a slash and star that begin a comment without an
 * end? */
static bool is_comment_start(const struct parser *p, struct hcl_range at)
{
    const struct lex_token *t = p->at;

    if (t > p->tokens.items && t->start != at.start)
        t--;
    if (t->start != at.start)
        return false;
    if (t->kind == LEX_SLASH)
        return t[1].kind == LEX_STAR && t[1].start == t->end;
    return t->kind == LEX_STAR && t > p->tokens.items && t[-1].kind == LEX_SLASH &&
           t[-1].end == t->start;
}

void parser_fault(struct parser *p, struct hcl_range at, const char *summary,
                  const char *detail_format, ...)
{
    struct str detail;
    va_list args;

    p->faults++;
    if (p->stopped)
        return;
    /* What is wrong with the token itself is more to the point than what was expected here. */
    if (p->tokens.has_bad)
        report_bad_until(p, at.start);
    if (is_reported(p, at))
        return;
    if (!parser_reports(p)) {
        p->diags->n_errors++;
        return;
    }
    if (is_comment_start(p, at)) {
        report(p, at, "Comment is not closed", "The \"*/\" that ends this comment is missing.");
        return;
    }
    va_start(args, detail_format);
    detail = str_vprintf(p->arena, detail_format, args);
    va_end(args);
    hcl_diag_add(p->diags, p->source, at, summary, "%.*s", STR(detail));
}

struct hcl_range parser_recover(struct parser *p, enum lex_kind close)
{
    enum lex_kind open = close - 1;
    size_t nested = 0;

    parser_lose(p);
    for (;;) {
        enum lex_kind kind = p->kind;
        struct hcl_range r = parser_read(p);

        if (close == LEX_CLOSE_SEQUENCE && kind == LEX_OPEN_DIRECTIVE)
            kind = LEX_OPEN_VALUE;
        if (kind == LEX_EOF || (kind == close && nested == 0))
            return r;
        if (kind == open)
            nested++;
        else if (kind == close)
            nested--;
    }
}

static bool is_open(enum lex_kind kind)
{
    return kind == LEX_OPEN_DIRECTIVE ||
           (kind >= LEX_OPEN_BRACE && kind <= LEX_OPEN_VALUE && (kind - LEX_OPEN_BRACE) % 2 == 0);
}

static bool is_close(enum lex_kind kind)
{
    return kind > LEX_OPEN_BRACE && kind <= LEX_CLOSE_SEQUENCE && (kind - LEX_OPEN_BRACE) % 2 == 1;
}

/* Drops from the list of open brackets (bytes) all that a closing one closes. */
static void close_bracket(struct parser *p, size_t mark, enum lex_kind close)
{
    while (p->list_n > mark) {
        enum lex_kind open = (unsigned char)p->list[--p->list_n];

        if (open == close - 1 || (open == LEX_OPEN_DIRECTIVE && close == LEX_CLOSE_SEQUENCE))
            return;
    }
}

void parser_recover_line(struct parser *p)
{
    size_t mark = p->list_n;

    parser_lose(p);
    for (;;) {
        enum lex_kind kind = p->kind;

        parser_read(p);
        if (kind == LEX_EOF || (kind == LEX_NEWLINE && p->list_n == mark))
            break;
        if (is_open(kind))
            parser_push(p, &(char){ (char)kind }, 1);
        else if (is_close(kind))
            close_bracket(p, mark, kind);
    }
    p->list_n = mark;
}

/* Makes the end of the text come next, whatever there is before it. */
static void stop(struct parser *p)
{
    p->stopped = true;
    p->next = p->tokens.items + p->tokens.n - 1;
    parser_lose(p);
    seek(p);
}

bool parser_enter(struct parser *p, struct hcl_range at)
{
    if (++p->depth <= HCL_DEPTH_MAX)
        return true;
    parser_fault(p, at, "Nested too deeply",
                 "Brackets, templates and blocks may be nested %d deep. The rest of the text has "
                 "not been read.",
                 HCL_DEPTH_MAX);
    stop(p);
    return false;
}

void parser_height(struct parser *p, unsigned part)
{
    p->height = part + 1;
    if (p->height <= HCL_HEIGHT_MAX)
        return;
    parser_fault(p, parser_range(p), "Expression is too long",
                 "An expression may apply %d operators or steps on top of each other. The rest of "
                 "the text has not been read.",
                 HCL_HEIGHT_MAX);
    stop(p);
    p->height = 0;
}

/* ---- lists ----------------------------------------------------------------------------------- */

void parser_push(struct parser *p, const void *item, size_t size)
{
    if (p->list_cap - p->list_n < size) {
        p->list_cap = size_add(size_mul(p->list_cap, 2), size < 1024 ? 1024 : size);
        p->list = xrealloc(p->list, p->list_cap);
    }
    memcpy(p->list + p->list_n, item, size);
    p->list_n += size;
}

void *parser_take(struct parser *p, size_t mark, size_t size, size_t *ret_n)
{
    size_t len = p->list_n - mark;
    void *items = NULL;

    if (len) {
        items = arena_alloc(p->arena, len);
        memcpy(items, p->list + mark, len);
    }
    p->list_n = mark;
    *ret_n = len / size;
    return items;
}

struct hcl_expr *parser_expr_new(struct parser *p, enum hcl_expr_kind kind, uint32_t start)
{
    struct hcl_expr *e = arena_new(p->arena, struct hcl_expr);

    e->kind = kind;
    e->range = (struct hcl_range){ start, p->end };
    return e;
}

struct hcl_expr *parser_broken(struct parser *p, uint32_t start)
{
    p->height = 1;
    return parser_expr_new(p, HCL_EXPR_BROKEN, start);
}

/* ---- begin and end --------------------------------------------------------------------------- */

void parser_init(struct parser *p, struct arena *a, const struct hcl_source *source,
                 struct hcl_range within, enum lex_mode mode, struct hcl_diags *d)
{
    size_t n = source->text.n;

    *p = (struct parser){ .arena = a,
                          .source = source,
                          .text = n ? source->text.p : "",
                          .end = within.start,
                          .newlines = true,
                          .diags = d,
                          .first_diag = d->n };
    if (n > FS_FILE_MAX) {
        parser_fault(p, within, "File is too large", "The limit is %d bytes.", FS_FILE_MAX);
        within = (struct hcl_range){ 0, 0 };
    }
    if (within.end > n || within.start > within.end)
        BUG("a range that is not in its source");
    lex(source->text, within.start, within.end, mode, &p->tokens);
    p->next = p->tokens.items;
    seek(p);
}

/* Diagnostics come in the order of the text, though some are about an opening bracket. */
static bool comes_before(const struct hcl_diag *a, const struct hcl_diag *b)
{
    return a->at.start < b->at.start || (a->at.start == b->at.start && a->at.end < b->at.end);
}

static void sort_diags(struct hcl_diags *d, size_t first)
{
    for (size_t i = first + 1; i < d->n; i++) {
        struct hcl_diag item = d->items[i];
        size_t to = i;

        for (; to > first && comes_before(&item, &d->items[to - 1]); to--)
            d->items[to] = d->items[to - 1];
        d->items[to] = item;
    }
}

void parser_finish(struct parser *p)
{
    if (p->tokens.has_bad && !p->stopped)
        report_bad_until(p, UINT32_MAX);
    if (p->diags->n > p->first_diag)
        sort_diags(p->diags, p->first_diag);
    lex_release(&p->tokens);
    free(p->list);
}
