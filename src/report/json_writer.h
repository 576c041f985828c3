/*
 * json_writer: JSON text, written piece by piece.
 *
 *     struct json_writer w = { .out = &buf };
 *     jw_object(&w);
 *     jw_key_text(&w, "unit", unit);
 *     jw_key(&w, "moves"); jw_array(&w); jw_text(&w, x); jw_end(&w);
 *     jw_end(&w);
 *
 * Commas and indentation are its own business. Text that is not UTF-8 gets U+FFFD in place of
 * what is not.
 */
#ifndef REPORT_JSON_WRITER_H
#define REPORT_JSON_WRITER_H

#include "base/buf.h"

enum { JW_DEPTH_MAX = 32 };

struct json_writer {
    struct buf *out;
    bool compact; /* everything on one line */
    unsigned depth;
    struct {
        bool array, filled;
    } levels[JW_DEPTH_MAX];
    bool after_key;
};

void jw_object(struct json_writer *w);
void jw_array(struct json_writer *w);
void jw_end(struct json_writer *w); /* the innermost object or array */
void jw_key(struct json_writer *w, const char *name);
void jw_text(struct json_writer *w, struct str s);
void jw_number(struct json_writer *w, uint64_t n);
void jw_bool(struct json_writer *w, bool b);
void jw_null(struct json_writer *w);
/* In front of one value that the caller appends to `out` by itself. */
void jw_raw(struct json_writer *w);
void jw_key_text(struct json_writer *w, const char *name, struct str s);
void jw_key_number(struct json_writer *w, const char *name, uint64_t n);
void jw_key_bool(struct json_writer *w, const char *name, bool b);

#endif
