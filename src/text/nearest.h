/*
 * nearest: what somebody who mistyped a word may have meant.
 *
 *     size_t i = text_nearest(word, names, n);
 *     if (i != STR_NONE) ... "did you mean names[i]?"
 */
#ifndef TEXT_NEAREST_H
#define TEXT_NEAREST_H

#include "base/str.h"

/*
 * The candidate that the fewest letters have to change for (Levenshtein, by bytes), the first of
 * equals; STR_NONE if none is near: more than a third of the word's letters, and more than one.
 * Words longer than NEAREST_WORD_MAX are near to nothing.
 */
size_t text_nearest(struct str word, const struct str *candidates, size_t n);

enum { NEAREST_WORD_MAX = 64 };

#endif
