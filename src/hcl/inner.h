/*
 * inner: HCL that is written inside of a template, such as the `contents` of a generate block:
 *
 *     contents = <<-EOF
 *       provider "aws" {
 *         region = "${local.region}"
 *       }
 *     EOF
 *
 * inner_open() decodes the template (escapes, indentation of <<-) and parses the outcome as a
 * file of its own, with a map from each of its bytes to the bytes that it was written as. What
 * the outer template computes is a hole: the decoded text has as many "_" there, an identifier,
 * so that `"${local.region}"` is a text and `x = ${f()}` an attribute; a line of nothing but
 * holes is blank, and so is a directive (%{ if … } up to its end) that begins a line. Edits of the
 * decoded text are led back by inner_map(): new text gets the escapes and the indentation that the
 * template asks for, and a hole is never touched.
 *
 * Inner texts may be nested; a struct hcl_text is a file or a text inside of another.
 */
#ifndef HCL_INNER_H
#define HCL_INNER_H

#include "base/err.h"
#include "base/map.h"
#include "hcl/syntax.h"
#include "text/edits.h"

enum { INNER_DEPTH_MAX = 8 };

/* Bytes at..at+len of the inner text are written as bytes start..end of the outer one. */
enum inner_kind { INNER_SAME, INNER_ESCAPE, INNER_HOLE };

struct inner_piece {
    enum inner_kind kind;
    bool directive; /* of a hole: %{ if … }, %{ for … } */
    uint32_t at, len;
    uint32_t start, end;
};

struct hcl_text {
    const struct hcl_source *source; /* of an inner text: the decoded one */
    const struct hcl_body *body;
    const struct hcl_text *outer;     /* NULL: a file; the rest is for inner texts only */
    const struct hcl_expr *from;      /* the template, in `outer` */
    const struct inner_piece *pieces; /* in order; gaps of the outer text are indentation that
                                         was taken away, or space that "~" took */
    size_t n_pieces;
    unsigned depth;
    const struct map *names; /* of hcl_text_index(); or NULL */
};

/* The items of a body that have one name, in order. */
struct hcl_named {
    uint32_t *items;
    size_t n, cap;
};

/* A file that was parsed without errors. Borrows all. */
struct hcl_text hcl_text_file(const struct hcl_source *source, const struct hcl_body *body);

/*
 * Makes `names` (name to struct hcl_named, of the text's own body), in arena a, so that thousands
 * of addresses are found without looking at all items each time.
 */
void hcl_text_index(struct arena *a, struct hcl_text *text);

/*
 * The text inside of template `from` of `outer`, in arena a. ERR_SYNTAX if it is not HCL (the
 * message says where, by the line of the file), ERR_LIMIT beyond INNER_DEPTH_MAX.
 */
MUST_CHECK int inner_open(struct arena *a, const struct hcl_text *outer,
                          const struct hcl_expr *from, const struct hcl_text **ret, struct err *e);

/* The bytes of the text as a person would write them: holes as "${…}". In arena a or borrowed. */
struct str hcl_text_slice(struct arena *a, const struct hcl_text *text, struct hcl_range range);

/* Does the outer template compute a part of these bytes? */
bool hcl_text_has_hole(const struct hcl_text *text, struct hcl_range range);

/* Where a byte of the text is written in the file, and on which of its lines. */
size_t hcl_text_offset(const struct hcl_text *text, size_t offset);
uint32_t hcl_text_line(const struct hcl_text *text, size_t offset);

/*
 * Edits of an inner text as edits of its outer one. ERR_CONFLICT if they touch a hole, or cut an
 * escape in two. The caller proves the outcome by decoding it again.
 */
MUST_CHECK int inner_map(struct arena *a, const struct hcl_text *text, const struct edits *inner,
                         struct edits *ret_outer, struct err *e);

#endif
