#include "text/regex.h"

#include "base/buf.h"
#include "unit.h"

/* All matches as "start-end(start-end,…)", a group that took no part as "-". */
static void show(struct buf *out, struct regex_run *run)
{
    struct err e = { 0 };
    int found;

    while ((found = regex_next(run, &e)) > 0) {
        if (out->n)
            buf_addc(out, ' ');
        for (size_t i = 0; i <= regex_groups(run->re); i++) {
            struct regex_span span = run->spans[i];

            if (i)
                buf_addc(out, i == 1 ? '(' : ',');
            if (span.start == STR_NONE)
                buf_addc(out, '-');
            else
                buf_printf(out, "%zu-%zu", span.start, span.end);
        }
        if (regex_groups(run->re))
            buf_addc(out, ')');
    }
    if (found < 0)
        fail_msg("%s", e.message);
}

/* The answers are those of Go's regexp, FindAllStringSubmatchIndex. */
static void finds(void **state)
{
    static const struct {
        const char *pattern, *text, *want;
    } cases[] = {
        { "a", "banana", "1-2 3-4 5-6" },
        { "", "ab", "0-0 1-1 2-2" },
        { "a*", "baac", "0-0 1-3 4-4" },
        { "a|ab", "ab", "0-1" },
        { "(a|ab)(c|bcd)", "abcd", "0-4(0-1,1-4)" },
        { "(a+)(b+)?", "aab a", "0-3(0-2,2-3) 4-5(4-5,-)" },
        { "a+?", "aa", "0-1 1-2" },
        { "(?U)a+", "aa", "0-1 1-2" },
        { "(?U)a+?", "aa", "0-2" },
        { "(|a)*", "aa", "0-0(0-0) 1-1(1-1) 2-2(2-2)" },
        { "(|a)+", "aa", "0-0(0-0) 1-1(1-1) 2-2(2-2)" },
        { "(a|b)*", "abab", "0-4(3-4)" },
        { "a{2}", "aaaaa", "0-2 2-4" },
        { "a{2,}", "aaaaa", "0-5" },
        { "a{1,2}?", "aaa", "0-1 1-2 2-3" },
        { "a{,2}", "a{,2}", "0-5" },
        { "^a", "a\na", "0-1" },
        { "(?m)^a$", "a\na", "0-1 2-3" },
        { "a$", "a\n", "" },
        { "a\\z", "ba", "1-2" },
        { ".", "\n\xc3\xa9", "1-3" },
        { "(?s).", "\nx", "0-1 1-2" },
        { "\\bfoo\\b", "foo foobar foo", "0-3 11-14" },
        { "\\B.",
          "\xc3\xa9"
          "ab",
          "0-2 3-4" },
        { "\\d+", "a12\xd9\xa3", "1-3" },
        { "[[:alpha:]-]+", "a-b_", "0-3" },
        { "[^a-c\\s]+", "abc xyz", "4-7" },
        { "[]a]+", "]a[", "0-2" },
        { "\\p{Lu}\\pL*",
          "\xc3\x89"
          "a b",
          "0-3" },
        { "\\p{Greek}+\\P{Greek}",
          "a\xce\xb1\xce\xb2"
          "b",
          "1-6" },
        { "(?i)k\xc3\xa9", "\xe2\x84\xaa\xc3\x89", "0-5" },
        { "(?i)[^k]", "kK\xe2\x84\xaax", "5-6" },
        { "(?i:a)b", "AbaB", "0-2" },
        { "a(?i)b|c", "aBC", "0-2 2-3" },
        { "\\Qa.b\\E+", "a.bb", "0-4" },
        { "\\x41\\x{65e5}\\101",
          "A\xe6\x97\xa5"
          "A",
          "0-5" },
        { "v(?P<major>\\d+)\\.(?<minor>\\d+)", "v1.22", "0-5(1-2,3-5)" },
        { "^*a", "a", "0-1" },
        { "(?:(a)|b)*", "ab", "0-2(0-1)" },
        { "x*?$", "xx", "0-2" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf out = BUF_INIT;
        struct regex *re;
        struct regex_run run;
        struct err e = { 0 };

        if (regex_compile(&a, str_z(cases[i].pattern), &re, &e) < 0)
            fail_msg("%s: %s", cases[i].pattern, e.message);
        regex_start(&run, &a, re, str_z(cases[i].text));
        show(&out, &run);
        if (!str_is(buf_str(&out), cases[i].want))
            fail_msg("%s on %s: %.*s, not %s", cases[i].pattern, cases[i].text, STR(buf_str(&out)),
                     cases[i].want);
    }
}

static void refuses(void **state)
{
    static const char *const patterns[] = {
        "(",
        ")",
        "(a",
        "a)",
        "[",
        "[a",
        "[b-a]",
        "[[:x:]]",
        "*",
        "a|*",
        "(*a)",
        "a**",
        "a*+",
        "a{2}{3}",
        "a{1001}",
        "a{2,1}",
        "\\",
        "\\1",
        "(a)\\1",
        "\\C",
        "\\Z",
        "\\G",
        "\\h",
        "\\q",
        "\\x4",
        "\\x{}",
        "(?=a)",
        "(?!a)",
        "(?<=a)",
        "(?<!a)",
        "(?>a)",
        "(?#a)",
        "(?P=n)",
        "(?P<>a)",
        "(?P<a-b>c)",
        "(?i-)a",
        "(?x)a",
        "\\p{",
        "\\p{Foo}",
        "\\pX",
        "[\\b]",
        "(?P<n",
        "((a{100}){100}){100}",
        "\xff",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct regex *re;
        struct err e = { 0 };

        if (regex_compile(&a, str_z(patterns[i]), &re, &e) == 0)
            fail_msg("%s was accepted", patterns[i]);
        assert_true(e.message[0] != '\0');
    }
}

static void names_groups(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct regex *re;

    (void)state;
    assert_int_equal(regex_compile(&a, str_lit("(?P<x>a)(b)(?:c)(?<y1>d)"), &re, NULL), 0);
    assert_int_equal(regex_groups(re), 3);
    assert_str(regex_group_name(re, 1), "x");
    assert_str(regex_group_name(re, 2), "");
    assert_str(regex_group_name(re, 3), "y1");
}

/* What every match contains; nothing may be found by skipping that a run would not find. */
static void knows_literals(void **state)
{
    static const struct {
        const char *pattern, *literal, *text;
    } cases[] = {
        { "abc", "abc", "xabcx" },
        { "ab.cde", "cde", "abxcde" },
        { "(?:ab(cd))ef", "abcdef", "abcdef" },
        { "x+abc", "abc", "xxabc" },
        { "(abc){2,}x", "abc", "abcabcx" },
        { "a?bc|bcd", "", "bc" },
        { "a(?:bc|de)fgh", "fgh", "adefgh" },
        { "a*bc", "bc", "bc" },
        { "(?:abc)?d", "d", "d" },
        { "(?i)abc", "", "ABC" },
        { "(?i:ab)c-d", "c-d", "ABc-d" },
        { "(?i)ab-12:cd", "-12:", "AB-12:CD" },
        { "^\\bab$", "ab", "ab" },
        { "a\\.b\\[0\\]", "a.b[0]", "a.b[0]" },
        { "a\\x{fffd}bc", "bc",
          "a\xff"
          "bc" },
        { "\xc3\xbc-x", "\xc3\xbc-x", "\xc3\xbc-x" },
        { "", "", "" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct regex *re;
        struct regex_run run;
        struct err e;

        print_message("%s\n", cases[i].pattern);
        assert_int_equal(regex_compile(&a, str_z(cases[i].pattern), &re, &e), 0);
        assert_str(regex_literal(re), cases[i].literal);
        regex_start(&run, &a, re, str_z(cases[i].text));
        assert_int_equal(regex_next(&run, &e), 1);
    }
}

static void repeated(struct buf *out, const char *z, int n)
{
    for (int i = 0; i < n; i++)
        buf_addz(out, z);
}

/* What explodes in a backtracking matcher. */
static void is_linear(void **state)
{
    static const char *const patterns[] = { "(a+)+$", "(a|aa)*b", "(a*)*b", "a*a*a*a*a*b",
                                            "(x?){200}b" };
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf text = BUF_INIT;

    (void)state;
    repeated(&text, "a", 2000);
    buf_addc(&text, 'c');
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++) {
        struct regex *re;
        struct regex_run run;

        assert_int_equal(regex_compile(&a, str_z(patterns[i]), &re, NULL), 0);
        regex_start(&run, &a, re, buf_str(&text));
        assert_int_equal(regex_next(&run, NULL), 0);
    }
}

static void has_limits(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf deep = BUF_INIT, large = BUF_INIT;
    struct regex *re;
    struct err e = { 0 };

    (void)state;
    repeated(&deep, "(", REGEX_DEPTH_MAX + 1);
    assert_int_equal(regex_compile(&a, buf_str(&deep), &re, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
    repeated(&large, "[ab]{1000}", 101);
    assert_int_equal(regex_compile(&a, buf_str(&large), &re, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds),     cmocka_unit_test(refuses),    cmocka_unit_test(names_groups),
        cmocka_unit_test(is_linear), cmocka_unit_test(has_limits), cmocka_unit_test(knows_literals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
