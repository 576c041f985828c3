/*
 * fuzz_diff: a diff, applied by the book, gives the new text.
 *
 * The input is the old text up to the first 0xff and then edits of it: offset, length, length of
 * the replacement, replacement. The diff is made with the edits known and without them.
 */
#include "text/diff.h"

#include "../unit/apply_diff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check(struct str old, struct str new, const struct edits *edits)
{
    AUTO_BUF struct buf diff = BUF_INIT, back = BUF_INIT;

    diff_unified(&diff, str_lit("f"), old, new, edits, false);
    if (!apply_diff(old, buf_str(&diff), &back) || !str_eq(buf_str(&back), new))
        BUG("the diff does not lead to the new text");
    if (str_eq(old, new) != (diff.n == 0))
        BUG("a diff of equal texts, or none of different ones");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str input = str_of((const char *)data, n), old = str_cut(&input, '\xff'), new;
    struct edits edits = { 0 };
    size_t at = 0;
    struct err e;

    while (input.n >= 3) {
        size_t start = at + (unsigned char)input.p[0], end = start + (unsigned char)input.p[1] % 16;
        size_t len = (unsigned char)input.p[2] % 32;

        if (end > old.n)
            break;
        edits_add(&a, &edits, start, end, str_slice(input, 3, 3 + len));
        input = str_skip(input, 3 + len);
        at = end;
    }
    if (edits_apply(&a, old, &edits, &new, &e) < 0 || edits_verify(old, new, &edits, &e) < 0)
        BUG("%s", e.message);
    check(old, new, &edits);
    check(old, new, NULL);
    check(new, old, NULL);
    return 0;
}
