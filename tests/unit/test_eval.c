#include "value_cases.h"

static void test_language(void **state)
{
    struct fixture f;

    (void)state;
    fixture_init(&f);
    check_file(&f, CASES "language.txt");
    arena_release(&f.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_language) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
