#include "unit.h"

#include "upgrade/choose.h"

/* pattern as given in /r/live; a unit as it is listed there; is it meant? */
static const struct {
    const char *given, *unit;
    bool meant;
} cases[] = {
    { "dev/*", "dev/us/vpc", true },
    { "dev/*", "dev", false },
    { "./prod/", "prod/vpc", true },
    { "./prod/", "prod", true },
    { "prod", "production/vpc", false },
    { "a.tf:module.x", "a.tf:module.x", true },
    { "a.tf:module.x", "a.tf:module.xy", false },
    { "a.tf", "a.tf:module.x", true },
    { "*/vpc", "dev/us/vpc", true },
    { "v?c", "vpc", true },
    { "[dev]", "[dev]", true },
    { "[dev]", "d", true },
    { ".", "anything/below", true },
    { ".", "../beside", false },
    { ".", "..", false },
    { "/r/live/dev", "dev/vpc", true },
    { "/r/live", "dev/vpc", true },
    { "/r/shared/*", "../shared/vpc", true },
    { "../shared", "../shared/vpc", true },
    { "dev/../prod", "prod/vpc", true },
};

static void means_units(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct str pattern = choose_pattern(&a, str_lit("/r/live"), str_z(cases[i].given));

        if (choose_matches(pattern, str_z(cases[i].unit)) != cases[i].meant)
            fail_msg("\"%s\" and \"%s\"", cases[i].given, cases[i].unit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_units),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
