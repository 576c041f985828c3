#include "text/diff.h"

#include "apply_diff.h"
#include "unit.h"

static void diffs(void **state)
{
    static const struct {
        const char *path, *old, *new, *want;
    } cases[] = {
        { "f", "a\n", "a\n", "" },
        { "f", "", "", "" },
        { "f", "a\nb\nc\n", "a\nB\nc\n", "--- a/f\n+++ b/f\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n" },
        { "f", "a\n", "", "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n" },
        { "f", "", "a\nb\n", "--- a/f\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n" },
        { "f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\nx\n",
          "--- a/f\n+++ b/f\n@@ -7,3 +7,4 @@\n 7\n 8\n 9\n+x\n" },
        /* Six lines between two changes: one hunk. Seven: two. */
        { "f", "a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
          "--- a/f\n+++ b/f\n@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n" },
        { "f", "a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
          "--- a/f\n+++ b/f\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n"
          "@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n" },
        { "f", "a\nb", "a\nc",
          "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n"
          "+c\n\\ No newline at end of file\n" },
        { "f", "a\nb", "A\nb",
          "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n-a\n+A\n b\n\\ No newline at end of file\n" },
        { "f", "b", "b\n",
          "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-b\n\\ No newline at end of file\n+b\n" },
        { "f", "a\r\nb\r\n", "a\r\nc\n", "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\n" },
        /* As few lines as possible. */
        { "f", "a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n",
          "--- a/f\n+++ b/f\n@@ -1,7 +1,6 @@\n-a\n-b\n c\n+b\n a\n b\n-b\n a\n+c\n" },
        { "/x/y z", "a\n", "b\n", "--- a/x/y z\t\n+++ b/x/y z\t\n@@ -1 +1 @@\n-a\n+b\n" },
        { "q\"\\\t\xc3\xa9", "a\n", "b\n",
          "--- \"a/q\\\"\\\\\\t\\303\\251\"\n+++ \"b/q\\\"\\\\\\t\\303\\251\"\n"
          "@@ -1 +1 @@\n-a\n+b\n" },
        { "f", NULL, "a\n", "--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+a\n" },
        { "f", "a\n", NULL, "--- a/f\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_BUF struct buf out = BUF_INIT;

        diff_unified(&out, str_z(cases[i].path), str_z(cases[i].old), str_z(cases[i].new), NULL,
                     false);
        assert_str(buf_str(&out), cases[i].want);
    }
}

/* With the edits known only their lines are looked at; the outcome is the same diff. */
static void diffs_of_edits(void **state)
{
    static const struct {
        const char *old;
        struct {
            size_t start, end;
            const char *text;
        } edits[3];
        const char *want;
    } cases[] = {
        { "a\nb\nc\n", { { 2, 3, "B" } }, "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n" },
        { "a\nb\nc\n", { { 2, 2, "x\n" } }, "@@ -1,3 +1,4 @@\n a\n+x\n b\n c\n" },
        { "a\nb\nc\n",
          { { 6, 6, "x" } },
          "@@ -1,3 +1,4 @@\n a\n b\n c\n+x\n\\ No newline at end of file\n" },
        { "a",
          { { 1, 1, "x" } },
          "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+ax\n\\ No newline at end of file\n" },
        { "a\nb",
          { { 1, 3, "" } },
          "@@ -1,2 +1 @@\n-a\n-b\n\\ No newline at end of file\n+a\n\\ No newline at end of "
          "file\n" },
        { "a b\nc\n", { { 0, 1, "A" }, { 2, 3, "B" } }, "@@ -1,2 +1,2 @@\n-a b\n+A B\n c\n" },
        /* A big replacement of which little is new. */
        { "{\n1\n2\n3\n}\n",
          { { 0, 9, "{\n1\n2\n4\n}" } },
          "@@ -1,5 +1,5 @@\n {\n 1\n 2\n-3\n+4\n }\n" },
        { "a\n", { { 0, 1, "a" } }, "" },
        /* Edits of different lines that undo each other. */
        { "a\n\n\n\n", { { 1, 1, "\n" }, { 2, 3, "" } }, "" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf out = BUF_INIT;
        struct edits list = { 0 };
        struct str old = str_z(cases[i].old), new;
        struct err e;

        for (size_t j = 0; cases[i].edits[j].text; j++)
            edits_add(&a, &list, cases[i].edits[j].start, cases[i].edits[j].end,
                      str_z(cases[i].edits[j].text));
        assert_int_equal(edits_apply(&a, old, &list, &new, &e), 0);
        diff_unified(&out, str_lit("f"), old, new, &list, false);
        assert_str(str_skip(buf_str(&out), str_lit("--- a/f\n+++ b/f\n").n), cases[i].want);
    }
}

static unsigned next(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}

/* Random texts of few different lines: the diff, applied, gives the new text, with the edits
 * known and unknown. */
static void applies_again(void **state)
{
    unsigned seed = 7;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf blind = BUF_INIT, told = BUF_INIT, back = BUF_INIT;
        struct edits list = { 0 };
        struct str old, new;
        char text[60];
        size_t n = next(&seed, sizeof text), at = 0;
        struct err e;

        for (size_t i = 0; i < n; i++)
            text[i] = "\nab\n\n"[next(&seed, 5)];
        old = str_of(text, n);
        while (at <= n) {
            size_t end = at + next(&seed, 4);

            end = end > n ? n : end;
            edits_add(&a, &list, at, end,
                      str_slice(str_lit("a\n\nb\na"), next(&seed, 6), next(&seed, 7)));
            at = end + 1 + next(&seed, 20);
        }
        assert_int_equal(edits_apply(&a, old, &list, &new, &e), 0);
        diff_unified(&blind, str_lit("f"), old, new, NULL, false);
        diff_unified(&told, str_lit("f"), old, new, &list, false);
        assert_true(apply_diff(old, buf_str(&blind), &back));
        assert_true(str_eq(buf_str(&back), new));
        buf_clear(&back);
        assert_true(apply_diff(old, buf_str(&told), &back));
        assert_true(str_eq(buf_str(&back), new));
    }
}

/* More differences than the search is allowed to look for: replaced as a whole, still right. */
static void gives_up_cleanly(void **state)
{
    AUTO_BUF struct buf old = BUF_INIT, new = BUF_INIT, out = BUF_INIT, back = BUF_INIT;

    (void)state;
    for (int i = 0; i < 2 * DIFF_COST_MAX; i++) {
        buf_printf(&old, "old %d\nsame\n", i);
        buf_printf(&new, "new %d\nsame\n", i);
    }
    diff_unified(&out, str_lit("f"), buf_str(&old), buf_str(&new), NULL, false);
    assert_true(apply_diff(buf_str(&old), buf_str(&out), &back));
    assert_true(str_eq(buf_str(&back), buf_str(&new)));
}

static void colours(void **state)
{
    AUTO_BUF struct buf out = BUF_INIT;

    (void)state;
    diff_unified(&out, str_lit("f"), str_lit("-- a\nk\n"), str_lit("k\n++ b"), NULL, true);
    assert_str(buf_str(&out), "\033[1m--- a/f\033[m\n\033[1m+++ b/f\033[m\n"
                              "\033[36m@@ -1,2 +1,2 @@\033[m\n\033[31m--- a\033[m\n k\n"
                              "\033[32m+++ b\033[m\n\\ No newline at end of file\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(diffs),         cmocka_unit_test(diffs_of_edits),
        cmocka_unit_test(applies_again), cmocka_unit_test(gives_up_cleanly),
        cmocka_unit_test(colours),
    };

    return cmocka_run_group_tests_name("diff", tests, NULL, NULL);
}
