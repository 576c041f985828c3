/*
 * csv: comma-separated values (RFC 4180) as Go's encoding/csv reads them, with places.
 *
 * Records end with LF or CRLF; empty lines are skipped. A field that begins with a quote ends with
 * the next single one; two stand for one; a quote anywhere else is an error. CRLF within quotes
 * becomes LF. All records have as many fields as the first.
 */
#ifndef TEXT_CSV_H
#define TEXT_CSV_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

struct csv_field {
    struct str text;
    uint32_t start, end;           /* bytes of the source, quotes included */
    bool verbatim;                 /* is `text` the source's bytes text_start..text_end? */
    uint32_t text_start, text_end; /* if verbatim */
};

struct csv_record {
    struct csv_field *items;
    size_t n;
};

struct csv {
    struct csv_record *items; /* the first one is the header, if there is one */
    size_t n, cap;
};

/* In arena a; fields borrow from the text where they can. ERR_SYNTAX, ERR_LIMIT. */
MUST_CHECK int csv_parse(struct arena *a, struct str text, struct csv *ret, struct err *e);

#endif
