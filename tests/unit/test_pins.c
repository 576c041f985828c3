#include "unit.h"

#include "upgrade/pins.h"

/* constraint; minimum; before ("" : none); is there a version that both allow? */
static const struct {
    const char *constraint, *minimum, *before;
    bool allows;
} cases[] = {
    { ">= 0.14.11, < 0.15.0", "0.15.1", "", false },
    { ">= 0.14.11", "0.15.1", "", true },
    { "0.14.11", "0.15.1", "", false },
    { "1.0.11", "0.15.1", "", true },
    { "= 0.15.0", "0.15.1", "", false },
    { "~> 0.14.0", "0.15.1", "", false },
    { "~> 0.14", "0.15.1", "", true },
    { "~> 3.0", "3.75.0", "", true },
    { "~> 3.0", "4.29.0", "5.0.0", false },
    { "~> 3.74.0", "3.75.0", "", false },
    { ">= 5.0", "4.29.0", "5.0.0", false },
    { ">= 4.0, < 5.0", "4.29.0", "5.0.0", true },
    { "< 4.30.0", "4.29.0", "5.0.0", true },
    { "< 4.29.0", "4.29.0", "5.0.0", false },
    { "<= 4.29.0", "4.29.0", "5.0.0", true },
    { "> 4.99.0", "4.29.0", "5.0.0", true }, /* 4.99.1 */
    { "!= 4.29.0, ~> 4.29", "4.29.0", "5.0.0", true },
    { "latest", "0.15.1", "", true }, /* nothing that can be judged */
};

static void judges_constraints(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct semver minimum, before = { 0 };

        assert_true(semver_parse(str_z(cases[i].minimum), &minimum));
        if (cases[i].before[0])
            assert_true(semver_parse(str_z(cases[i].before), &before));
        if (pin_allows(str_z(cases[i].constraint), &minimum, &before) != cases[i].allows)
            fail_msg("%s, from %s, before %s", cases[i].constraint, cases[i].minimum,
                     cases[i].before);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_constraints),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
