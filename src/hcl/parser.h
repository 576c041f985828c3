/*
 * parser: what parse.c (structure), parse_expr.c, parse_brackets.c and parse_template.c share.
 * Not for others.
 *
 * A recursive descent over the array of tokens with one token of look-ahead. Newlines count or do
 * not, depending on the brackets around; comments never do, except that a line comment stands for
 * its newline.
 *
 * Which error is found first, and where, is part of what footing promises, so errors go the way
 * of the reference parser: a function that finds one reports it, skips to the closing bracket of
 * what it was parsing (parser_recover) and returns what it has. After skipping the parser is
 * `lost`: whatever does not fit any more is a consequence, and is not reported. At the next
 * argument or block it has found its way again.
 */
#ifndef HCL_PARSER_H
#define HCL_PARSER_H

#include "hcl/lex.h"
#include "hcl/parse.h"

struct parser {
    struct arena *arena;
    const struct hcl_source *source;
    const char *text;
    struct lex_tokens tokens;
    const struct lex_token *next; /* the first that has not been read */
    const struct lex_token *at;   /* from there the first that counts: the one that comes next */
    enum lex_kind kind;           /* its kind; a line comment is LEX_NEWLINE where newlines count */
    uint32_t end;                 /* where the last token that was read ends */
    bool newlines;                /* do newlines count? change with parser_newlines() */
    bool lost;       /* has skipped tokens and not yet reached the next argument or block */
    bool was_lost;   /* at any time */
    bool stopped;    /* a limit was exceeded: the rest of the text is not looked at */
    unsigned depth;  /* of nested expressions and blocks, for HCL_DEPTH_MAX */
    unsigned height; /* of the expression parsed last, for HCL_HEIGHT_MAX */
    size_t faults;   /* errors of syntax, also those not worth reporting */

    struct hcl_diags *diags;
    size_t first_diag; /* those before it are not ours */
    uint32_t checked;  /* bad tokens before this one are reported */
    uint8_t told[LEX_BAD_UTF8 - LEX_FIRST_BAD + 1];

    /* Items of lists that are not complete yet, lists within lists on top of each other. */
    char *list;
    size_t list_n, list_cap;
};

void parser_init(struct parser *p, struct arena *a, const struct hcl_source *source,
                 struct hcl_range within, enum lex_mode mode, struct hcl_diags *d);
void parser_finish(struct parser *p);

/* ---- tokens ---------------------------------------------------------------------------------- */

/* Makes newlines count or not; returns what was before. */
bool parser_newlines(struct parser *p, bool count);

/* Goes on to the next token; returns the range of the one that is now read. */
struct hcl_range parser_read(struct parser *p);

static inline struct hcl_range parser_range(const struct parser *p)
{
    return (struct hcl_range){ p->at->start, p->at->end };
}

static inline struct str parser_text(const struct parser *p, struct hcl_range r)
{
    return str_of(p->text + r.start, r.end - r.start);
}

/* Does a name come next, and is it this one? Keywords of HCL are plain names elsewhere. */
bool parser_is_word(const struct parser *p, const char *word);

/* Reads a name, which must come next. */
struct hcl_name parser_name(struct parser *p);

/* ---- errors ---------------------------------------------------------------------------------- */

void parser_fault(struct parser *p, struct hcl_range at, const char *summary,
                  const char *detail_format, ...) PRINTF_LIKE(4, 5);

/* Did the parser find an error since it had counted `before`, and lose its way? */
static inline bool parser_failed(const struct parser *p, size_t before)
{
    return p->lost && p->faults > before;
}

/*
 * Skips to the closing bracket of that kind which belongs to a bracket already read, and reads
 * it. Returns the range of what was read last, which is the end of the text if there is none.
 */
struct hcl_range parser_recover(struct parser *p, enum lex_kind close);

/* Skips to the end of the line, or of the last line of what is open on it. */
void parser_recover_line(struct parser *p);

static inline void parser_lose(struct parser *p)
{
    p->lost = p->was_lost = true;
}

/* Would a diagnostic be kept? If not, its words need not be found. */
static inline bool parser_reports(const struct parser *p)
{
    return !p->stopped && !p->diags->mute && p->diags->n < HCL_DIAGS_MAX;
}

/*
 * One level deeper, by what is written at `at`; false, with a diagnostic, at the limit. Always
 * followed by parser_leave().
 */
bool parser_enter(struct parser *p, struct hcl_range at);

static inline void parser_leave(struct parser *p)
{
    p->depth--;
}

/* Sets the height of an expression whose highest part has the height of `part`. */
void parser_height(struct parser *p, unsigned part);

static inline unsigned higher(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

/* ---- lists ----------------------------------------------------------------------------------- */

/*
 * size_t mark = p->list_n;
 * parser_push(p, &item, sizeof item);                 pointers into the list are valid until here
 * items = parser_take(p, mark, sizeof *items, &n);    now in the arena
 */
void parser_push(struct parser *p, const void *item, size_t size);
void *parser_take(struct parser *p, size_t mark, size_t size, size_t *ret_n);

/* ---- grammar --------------------------------------------------------------------------------- */

struct hcl_expr *parser_expr_new(struct parser *p, enum hcl_expr_kind kind, uint32_t start);

/* What is written from `start` on but could not be understood; p->end: nothing is written. */
struct hcl_expr *parser_broken(struct parser *p, uint32_t start);

/* In parse_expr.c: an expression. Never NULL. */
struct hcl_expr *parse_expression(struct parser *p);

/* In parse_brackets.c: with the brackets, the first of which comes next. */
struct hcl_expr *parse_call(struct parser *p, struct hcl_name name); /* "(" or "::" comes next */
struct hcl_expr *parse_tuple(struct parser *p);
struct hcl_expr *parse_object(struct parser *p);

/* In parse_template.c: what follows an opening quote or heredoc, or a whole bare template. */
struct hcl_expr *parse_template(struct parser *p, enum hcl_template_kind kind,
                                struct hcl_range open);

/* A quoted text without sequences, as block labels are: `open` is its quote, already read. */
struct str parse_literal(struct parser *p, struct hcl_range open, struct hcl_range *ret_range);

#endif
