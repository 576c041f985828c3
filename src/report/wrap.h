/*
 * wrap: text for people, as wide as a terminal is.
 */
#ifndef REPORT_WRAP_H
#define REPORT_WRAP_H

#include "base/buf.h"

/* Columns that the text takes on a terminal: wide characters count two, combining ones none. */
size_t text_columns(struct str s);

/*
 * The text with "?" in place of what could move the cursor, turn the direction of writing or is no
 * UTF-8; s itself if there is nothing of that.
 */
struct str text_printable(struct arena *a, struct str s);

/*
 * Appends the text and a newline. It is cut at spaces so that no line is wider than `columns` (0:
 * there is no terminal, and nothing is cut); what follows the first line is indented by `indent`,
 * which is where the caller already is. However narrow the terminal, a line has room for
 * WRAP_LEAST columns of text, and a longer word stands alone.
 */
void wrap_text(struct buf *out, struct str text, size_t indent, unsigned columns);

enum { WRAP_LEAST = 20 };

#endif
