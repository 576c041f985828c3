/*
 * parse: HCL native syntax to a tree (syntax.h).
 *
 * Every function returns a tree, also for a broken text: what could be understood is in it, and
 * `d` says what could not. Whoever must not go on with a broken text asks d->n_errors. Errors do
 * not end the parse: it goes on after the next newline outside of brackets.
 *
 * Limits, each with a diagnostic of its own: HCL_DEPTH_MAX nested expressions or blocks, and an
 * expression's tree is at most HCL_HEIGHT_MAX nodes high. The latter is a limit on chains, such as
 * 1 + 1 + 1 or a.b.c, which lean to the left (`left`, `of`) and may be that long. So whoever goes
 * through a tree may recurse if it can afford HCL_HEIGHT_MAX calls, else go down chains in a loop.
 */
#ifndef HCL_PARSE_H
#define HCL_PARSE_H

#include "hcl/syntax.h"

enum { HCL_DEPTH_MAX = 1000, HCL_HEIGHT_MAX = 5000 };

/* A whole file. A BOM at its start is allowed. */
struct hcl_body *hcl_parse_file(struct arena *a, const struct hcl_source *source,
                                struct hcl_diags *d);

/*
 * The bytes `within` of the source as one expression (newlines are insignificant around it), or
 * as a template without quotes (as templatefile() reads a file). Ranges are those of the source.
 */
struct hcl_expr *hcl_parse_expr(struct arena *a, const struct hcl_source *source,
                                struct hcl_range within, struct hcl_diags *d);
struct hcl_expr *hcl_parse_template(struct arena *a, const struct hcl_source *source,
                                    struct hcl_range within, struct hcl_diags *d);

/* Is the text one identifier? (ID_Start or "_", then ID_Continue or "-".) */
bool hcl_is_identifier(struct str text);

/* ---- tokens, for those who need comments and the space between things --------------------- */

enum hcl_token_kind {
    HCL_TOKEN_EOF,
    HCL_TOKEN_NEWLINE,
    HCL_TOKEN_COMMENT,
    HCL_TOKEN_IDENT,
    HCL_TOKEN_NUMBER,
    HCL_TOKEN_PUNCT,    /* operators and brackets */
    HCL_TOKEN_TEMPLATE, /* a whole quoted template or heredoc, with all that it contains */
    HCL_TOKEN_INVALID,
};

struct hcl_token {
    enum hcl_token_kind kind;
    struct hcl_range range; /* a line comment's range excludes its newline; that is its own token */
};

struct hcl_tokens {
    struct hcl_token *items;
    size_t n, cap;
};

/* The tokens of the bytes `within`, in order, without white space, with comments and EOF. */
struct hcl_tokens hcl_tokenize(struct arena *a, const struct hcl_source *source,
                               struct hcl_range within);

#endif
