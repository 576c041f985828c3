/*
 * inflate: what gzip compressed (RFC 1951 and 1952). Small and careful rather than fast: it is
 * there for base64gunzip(), whose texts are short.
 */
#ifndef TEXT_INFLATE_H
#define TEXT_INFLATE_H

#include "base/err.h"
#include "base/str.h"

/* All members of a gzip stream, at most max bytes, in arena a; checksums are compared. */
MUST_CHECK int gunzip(struct arena *a, struct str bytes, size_t max, struct str *ret,
                      struct err *e);

#endif
