/*
 * needles: which of many texts a text contains, in one pass.
 *
 *     struct needles *n = needles_new(a, texts, count);       each of NEEDLE_MIN bytes or more
 *     needles_find(n, text, found);                           found[i]: is texts[i] in it?
 *
 * Time is that of one pass over the text, whatever the number of needles, as long as few of them
 * have four bytes in common that the text is full of.
 */
#ifndef TEXT_NEEDLES_H
#define TEXT_NEEDLES_H

#include "base/str.h"

enum { NEEDLE_MIN = 4 };

struct needles;

/* In arena a; borrows the texts. There may be equal ones. */
struct needles *needles_new(struct arena *a, const struct str *texts, size_t n);

/* found: as many as there are needles; all of them are set. */
void needles_find(const struct needles *needles, struct str text, bool *found);

#endif
