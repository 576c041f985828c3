/*
 * json: a strict JSON reader that keeps where everything is written.
 *
 * RFC 8259, UTF-8 only. Unlike general libraries it keeps the byte range of every value and key
 * (side files are edited by byte range) and a number's text (HCL's numbers have 512 bits). Depth
 * is limited to JSON_DEPTH_MAX. Of equal keys in one object all are kept, in order.
 */
#ifndef TEXT_JSON_H
#define TEXT_JSON_H

#include "base/buf.h"
#include "base/err.h"
#include "base/vec.h"

enum { JSON_DEPTH_MAX = 500 };

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

/* A piece of a decoded string: which bytes of the text it was written as. */
struct json_piece {
    uint32_t at, len;    /* bytes of the decoded string */
    uint32_t start, end; /* bytes of the text; of equal length and bytes if not `escape` */
    bool escape;
};

struct json {
    enum json_kind kind;
    uint32_t start, end; /* bytes of the text, quotes and brackets included */
    bool boolean;
    struct str text; /* STRING: decoded; NUMBER: as written */
    struct json_piece
        *pieces; /* STRING: NULL if it has no escapes (text is a slice of the input) */
    size_t n_pieces;
    struct json **items; /* ARRAY, OBJECT: values */
    struct json **keys;  /* OBJECT: STRING nodes */
    size_t n;
};

/* The tree, in arena a. On failure ERR_SYNTAX with what and where; *ret_offset (may be NULL) is the
 * place. */
MUST_CHECK int json_parse(struct arena *a, struct str text, struct json **ret, size_t *ret_offset,
                          struct err *e);

/* The last member of that name, or NULL. */
struct json *json_get(const struct json *object, struct str key);

/* Appends s as a JSON string with quotes. Invalid UTF-8 becomes U+FFFD. */
void json_quote(struct buf *out, struct str s);

#endif
