#include "value_cases.h"

/* convert(value, like): the value as one of the other's type. unify(...): the common type. */
static void test_cases(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    check_file(&f, CASES "conversion.txt");
    arena_release(&f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
