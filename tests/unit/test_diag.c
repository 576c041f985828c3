#include "hcl/diag.h"
#include "unit.h"

static void positions(void **state)
{
    static const struct {
        const char *text;
        size_t offset;
        uint32_t line, column;
    } cases[] = {
        { "", 0, 1, 1 },
        { "ab\ncd", 0, 1, 1 },
        { "ab\ncd", 2, 1, 3 },
        { "ab\ncd", 3, 2, 1 },
        { "ab\ncd", 5, 2, 3 },
        { "ab\r\ncd", 5, 2, 2 },
        { "\n\n\n", 3, 4, 1 },
        { "\ta", 1, 1, 2 },
        { "\xC3\xA9x", 2, 1, 2 },
        { "e\xCC\x81x", 3, 1, 2 },
        { "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7x", 18, 1, 2 },
        { "\xF0\x9F\x87\xA9\xF0\x9F\x87\xAAx", 8, 1, 2 },
        { "\xFF\xFFx", 2, 1, 3 },
        { "\xEF\xBB\xBF"
          "ab",
          4, 1, 2 },
        { "ab", 99, 1, 3 },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        uint32_t line, column;

        hcl_position(str_z(cases[i].text), cases[i].offset, &line, &column);
        assert_int_equal(line, cases[i].line);
        assert_int_equal(column, cases[i].column);
    }
}

static void prints(void **state)
{
    static const struct {
        const char *text;
        uint32_t start;
        const char *want;
    } cases[] = {
        { "a = x\n", 4, "f:1:5: Sum\n    a = x\n        ^\n" },
        { "\n\ta = x\r\n", 6, "f:2:6: Sum\n    \ta = x\n    \t    ^\n" },
        { "a", 1, "f:1:2: Sum\n    a\n     ^\n" },
        { "a\n", 2, "f:2:1: Sum\n    \n    ^\n" },
        { "", 0, "f:1:1: Sum\n    \n    ^\n" },
        /* Two columns wide, combining, control, not UTF-8, right-to-left override. */
        { "\xE6\x97\xA5x", 3, "f:1:2: Sum\n    \xE6\x97\xA5x\n      ^\n" },
        { "e\xCC\x81x", 3, "f:1:2: Sum\n    e\xCC\x81x\n     ^\n" },
        { "\x1B[1mx", 4, "f:1:5: Sum\n    \xEF\xBF\xBD[1mx\n        ^\n" },
        { "\xFFx", 1, "f:1:2: Sum\n    \xEF\xBF\xBDx\n     ^\n" },
        { "\xEF\xBB\xBFx", 3, "f:1:1: Sum\n    x\n    ^\n" },
        { "\xE2\x80\xAEx", 3, "f:1:2: Sum\n    \xEF\xBF\xBDx\n     ^\n" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_BUF struct buf out = BUF_INIT, want = BUF_INIT;
        struct hcl_source s = { str_lit("f"), str_z(cases[i].text), 0 };
        struct hcl_diag d = { .at = { cases[i].start, cases[i].start },
                              .source = &s,
                              .summary = str_lit("Sum"),
                              .detail = str_lit("Do this.") };

        buf_printf(&want, "error: %s    Do this.\n", cases[i].want);
        hcl_diag_print(&out, &d);
        assert_str(buf_str(&out), want.p);
    }
}

static void prints_without_source(void **state)
{
    AUTO_BUF struct buf out = BUF_INIT;
    struct hcl_diag d = { .severity = HCL_WARNING, .summary = str_lit("A\x07") };

    (void)state;
    hcl_diag_print(&out, &d);
    assert_str(buf_str(&out), "warning: A\xEF\xBF\xBD\n");
}

/* Of a long line the part around the place is shown, and the caret stays below it. */
static void cuts_long_lines(void **state)
{
    static const uint32_t places[] = { 0, 50, 500, 9990, 10000 };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        AUTO_BUF struct buf text = BUF_INIT, out = BUF_INIT;
        struct hcl_source s = { str_lit("f"), { 0 }, 0 };
        struct hcl_diag d = { .at = { places[i], places[i] }, .source = &s };
        struct str rest, line, caret;

        buf_repeat(&text, '.', 10000);
        if (places[i] < text.n)
            text.p[places[i]] = 'X';
        s.text = buf_str(&text);
        hcl_diag_print(&out, &d);
        rest = buf_str(&out);
        str_cut(&rest, '\n');
        line = str_cut(&rest, '\n');
        caret = str_cut(&rest, '\n');
        assert_true(line.n < 200);
        assert_int_equal(caret.p[caret.n - 1], '^');
        if (places[i] < text.n)
            assert_int_equal(line.p[caret.n - 1], 'X');
        else
            assert_int_equal(line.n, caret.n - 1);
    }
}

static void keeps_a_maximum(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_diags d = { .arena = &a }, muted = { .arena = &a, .mute = true };

    (void)state;
    for (int i = 0; i < HCL_DIAGS_MAX + 5; i++) {
        hcl_diag_add(&d, NULL, (struct hcl_range){ 0, 0 }, "S", "%d", i);
        hcl_diag_add(&muted, NULL, (struct hcl_range){ 0, 0 }, "S", "%d", i);
    }
    assert_int_equal(d.n, HCL_DIAGS_MAX);
    assert_int_equal(d.n_errors, HCL_DIAGS_MAX + 5);
    assert_str(d.items[HCL_DIAGS_MAX - 1].detail, "99");
    assert_int_equal(muted.n, 0);
    assert_int_equal(muted.n_errors, HCL_DIAGS_MAX + 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions),
        cmocka_unit_test(prints),
        cmocka_unit_test(prints_without_source),
        cmocka_unit_test(cuts_long_lines),
        cmocka_unit_test(keeps_a_maximum),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
