/*
 * nearest: what somebody who mistyped a word may have meant.
 *
 *     size_t i = text_nearest(word, names, n);
 *     if (i != STR_NONE) ... "did you mean names[i]?"
 */
#ifndef TEXT_NEAREST_H
#define TEXT_NEAREST_H

#include "base/str.h"

enum { NEAREST_WORD_MAX = 64 };

/*
 * How many mistakes are between two words: a byte added, left out or changed, or two neighbours
 * exchanged (optimal string alignment). STR_NONE if one is longer than NEAREST_WORD_MAX.
 */
size_t text_distance(struct str x, struct str y);

/*
 * The candidate with the fewest mistakes, the first of equals; STR_NONE if none is near: one
 * mistake in three letters is too many, but one in a word is not.
 */
size_t text_nearest(struct str word, const struct str *candidates, size_t n);

#endif
