#include "unit.h"

#include "report/upgrade_groups.h"
#include "report/wrap.h"

enum { NAMES = 4 };

static const struct {
    const char *names[NAMES];
    const char *want;
} shortened[] = {
    { { "dev/base" }, "dev/base" },
    { { "dev/base", "prod/base" }, "{dev,prod}/base" },
    { { "live/dev/base", "live/prod/base" }, "live/{dev,prod}/base" },
    { { "live/dev/a", "live/dev/b" }, "live/dev/{a,b}" },
    { { "a", "b", "c" }, "a, b, c" },
    { { "x/base", "y/base", "z" }, "x/base, y/base, z" },
    { { "a/a", "a/a/a" }, "a/{a,a/a}" },
    { { "main.tf:module.a", "main.tf:module.b" }, "main.tf:module.a, main.tf:module.b" },
    { { "d/main.tf:module.a", "e/main.tf:module.a" }, "{d,e}/main.tf:module.a" },
    { { "same/x", "same/x" }, "same/{x,x}" },
    { { "abc/x", "abd/x" }, "{abc,abd}/x" },
    { { "a\033/x", "b/x" }, "{a?,b}/x" },
};

static void names_are_shortened(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(shortened); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct str names[NAMES];
        size_t n = 0;

        for (; n < NAMES && shortened[i].names[n]; n++)
            names[n] = str_z(shortened[i].names[n]);
        assert_str(names_in_short(&a, names, n), shortened[i].want);
    }
}

static void many_names_are_counted(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str names[100], got;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        names[i] = str_printf(&a, "%zu/x", i);
    got = names_in_short(&a, names, ARRAY_LEN(names));
    assert_true(str_starts(got, str_lit("{0,1,2,")));
    assert_true(str_ends(got, str_lit(",… 84 more}/x")));
}

static const struct {
    const char *text, *want;
} printable[] = {
    { "plain \xc3\xa9\xe2\x82\xac", "plain \xc3\xa9\xe2\x82\xac" },
    { "a\033[31mb\x07", "a?[31mb?" },
    { "a\x7f\tb\n", "a??b?" },
    { "\xc2\x9b"
      "1m",
      "?1m" }, /* U+009B: a command on some terminals */
    { "a\xe2\x80\xae"
      "b\xe2\x81\xa6",
      "a?b?" },                /* from right to left; isolated */
    { "\x9b\xff\xc3", "???" }, /* no UTF-8 */
};

static void what_moves_the_cursor_is_replaced(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(printable); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;

        assert_str(text_printable(&a, str_z(printable[i].text)), printable[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_shortened),
        cmocka_unit_test(many_names_are_counted),
        cmocka_unit_test(what_moves_the_cursor_is_replaced),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
