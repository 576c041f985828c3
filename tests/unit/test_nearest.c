#include "unit.h"

#include "text/nearest.h"

static void counts_letters(void **state)
{
    static const struct {
        const char *x, *y;
        size_t distance;
    } cases[] = {
        { "", "", 0 },         { "", "abc", 3 },           { "abc", "", 3 },
        { "abc", "abc", 0 },   { "abc", "abd", 1 },        { "abc", "ab", 1 },
        { "abc", "xabc", 1 },  { "abc", "acb", 1 },        { "level", "levle", 1 },
        { "abcd", "badc", 2 }, { "kitten", "sitting", 3 },
    };
    char longest[NEAREST_WORD_MAX + 1];

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        print_message("%s %s\n", cases[i].x, cases[i].y);
        assert_int_equal(text_distance(str_z(cases[i].x), str_z(cases[i].y)), cases[i].distance);
        assert_int_equal(text_distance(str_z(cases[i].y), str_z(cases[i].x)), cases[i].distance);
    }
    memset(longest, 'x', sizeof longest);
    assert_int_equal(text_distance(str_of(longest, NEAREST_WORD_MAX), str_lit("")),
                     NEAREST_WORD_MAX);
    assert_int_equal(text_distance(str_of(longest, NEAREST_WORD_MAX + 1), str_lit("")), STR_NONE);
    assert_int_equal(text_distance(str_lit("a"), str_of(longest, sizeof longest)), STR_NONE);
}

static void finds_what_is_meant(void **state)
{
    static const struct str words[] = { STR_INIT("level"), STR_INIT("title"), STR_INIT("control"),
                                        STR_INIT("changed"), STR_INIT("a") };
    static const struct {
        const char *word;
        size_t want;
    } cases[] = {
        { "levl", 0 },    { "levels", 0 },     { "lebel", 0 },   { "titel", 1 },
        { "tittle", 1 },  { "b", 4 },          { "contrlo", 2 }, { "change", 3 },
        { "", STR_NONE }, { "xyz", STR_NONE }, { "level", 0 },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        print_message("%s\n", cases[i].word);
        assert_int_equal(text_nearest(str_z(cases[i].word), words, ARRAY_LEN(words)),
                         cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_letters),
        cmocka_unit_test(finds_what_is_meant),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
