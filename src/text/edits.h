/*
 * edits: the one way in which a text is changed.
 *
 * A text is never printed anew: it stays as it was read, and a change of it is a list of edits,
 * each of which replaces the bytes start..end (end excluded; equal to start for an insertion) by
 * other bytes. So every byte that no edit names is copied, whatever it is: tabs, CRLF, a BOM,
 * a comment, something that is no text at all.
 *
 *     struct edits list = { 0 };
 *     edits_add(&a, &list, 10, 17, str_lit("v0.27.0"));
 *     TRY(edits_apply(&a, old, &list, &new, e));
 *     TRY(edits_verify(old, new, &list, e));              before anything is written
 *
 * Edits may be added in any order. They must not overlap: two edits that want the same byte are
 * a mistake of the caller's, and an error. Insertions at one place keep the order in which they
 * were added, and stand before a replacement that begins there.
 */
#ifndef TEXT_EDITS_H
#define TEXT_EDITS_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

struct edit {
    size_t start, end; /* bytes of the old text */
    struct str text;   /* what stands there afterwards; borrowed */
    size_t order;      /* which one it was in the order of addition */
};

struct edits {
    struct edit *items;
    size_t n, cap;
};

void edits_add(struct arena *a, struct edits *list, size_t start, size_t end, struct str text);

/*
 * Sorts the list by place. ERR_CONFLICT if two edits overlap, ERR_USAGE if one lies outside of a
 * text of old_len bytes. All functions below sort by themselves or say that they need it.
 */
MUST_CHECK int edits_sort(struct edits *list, size_t old_len, struct err *e);

/* The new text, in arena a. Sorts the list. Fails as edits_sort() does; ERR_LIMIT beyond
 * EDITS_TEXT_MAX bytes. */
MUST_CHECK int edits_apply(struct arena *a, struct str old, struct edits *list, struct str *ret_new,
                           struct err *e);

enum { EDITS_TEXT_MAX = 128 * 1024 * 1024 };

/*
 * The proof: `new` without the replacements is byte for byte `old` without the replaced ranges,
 * and what stands at each range is its replacement. Does not trust edits_apply(): it walks both
 * texts. ERR_CONFLICT with the first difference. The list must be sorted.
 */
MUST_CHECK int edits_verify(struct str old, struct str new, const struct edits *list,
                            struct err *e);

/*
 * Two rounds of edits as one: `first` leads from some text to `middle`, `second` from `middle` on.
 * The result leads from the first text to the last one; edits that touch each other become one.
 * Both lists must be sorted; texts in arena a or borrowed.
 */
struct edits edits_compose(struct arena *a, const struct edits *first, struct str middle,
                           const struct edits *second);

/*
 * Shortens each edit by the bytes at its ends that stay as they are, and drops those that change
 * nothing. The list must be sorted.
 */
void edits_trim(struct str old, struct edits *list);

#endif
