/*
 * layout: where things stand in a text: lines, indentation, comments, and who owns them.
 *
 * Inside of the editor only (edit.h). Works on tokens, so that what looks like a comment inside
 * of a template is none. Offsets given to these functions are those of tokens.
 */
#ifndef HCL_LAYOUT_H
#define HCL_LAYOUT_H

#include "hcl/inner.h"
#include "hcl/parse.h"

struct layout {
    struct arena *arena;
    const struct hcl_text *text;
    struct str s;             /* its bytes */
    size_t begin;             /* 3 behind a BOM, else 0 */
    struct hcl_token *tokens; /* without the one of the end */
    size_t n;
};

void layout_init(struct layout *l, struct arena *a, const struct hcl_text *text);

/* ---- tokens ------------------------------------------------------------------------------ */

/* The first token that starts at or behind `offset`; n if there is none. */
size_t layout_token(const struct layout *l, size_t offset);

/* Is token i of that kind, or that punctuation? False for i out of range. */
bool layout_is(const struct layout *l, size_t i, enum hcl_token_kind kind);
bool layout_is_punct(const struct layout *l, size_t i, char c);

/* The first token from i on that is no comment. */
size_t layout_skip_comments(const struct layout *l, size_t i);

/* ---- lines ------------------------------------------------------------------------------- */

size_t layout_line_start(const struct layout *l, size_t offset);
size_t layout_next_line(const struct layout *l, size_t offset);  /* behind the line's newline */
bool layout_starts_line(const struct layout *l, size_t offset);  /* only blanks in front of it? */
struct str layout_indent(const struct layout *l, size_t offset); /* the blanks of its line */
struct str layout_eol(const struct layout *l, size_t offset);    /* as near there */
bool layout_is_blank(const struct layout *l, size_t start, size_t end); /* blanks, no hole */

/* One step of indentation, as the text uses it; two spaces where it shows none. */
struct str layout_unit(const struct layout *l);

/* ---- what belongs to an element ---------------------------------------------------------- */

/*
 * Where the element that starts at `offset` begins with its comments: the start of the line of
 * the first comment directly above; or, if something else stands on its line before it, the
 * first comment between that and it.
 */
size_t layout_lead(const struct layout *l, size_t offset, bool *ret_own_line);

/*
 * The token behind the element that ends at `offset`, its comma (if `comma`) and comments: a
 * newline, n at the end of the text, or whatever stands on the same line.
 */
size_t layout_trail(const struct layout *l, size_t offset, bool comma);

/*
 * Whole lines start..end that go: takes blank lines with them that would meet others or stand
 * at the edge of a body, and keeps a missing newline at the end of the text missing.
 */
void layout_close_gap(const struct layout *l, size_t *start, size_t *end);

/* ---- name = value ------------------------------------------------------------------------ */

/* An attribute or an object's item, as it is written. */
struct layout_pair {
    uint32_t start, name_end, sep, value, end; /* sep: the "=" or ":" */
};

struct layout_pairs {
    struct layout_pair *items;
    size_t n, cap;
};

struct layout_pair layout_pair(const struct layout *l, struct hcl_range name,
                               struct hcl_range value);

/*
 * What stands between the name and the value of a new pair behind pairs->items[n - 1], as
 * " = ": as there, and in line with it if it is in line with the one above.
 */
struct str layout_separator(const struct layout *l, const struct layout_pairs *pairs,
                            struct str name, bool value_is_long);

/*
 * How many blanks shall stand before the separator of pair i when its name gets `width` columns:
 * as many as keep it in line with a neighbour or with itself, if it was padded.
 */
size_t layout_padding(const struct layout *l, const struct layout_pairs *pairs, size_t i,
                      size_t width);

#endif
