/* Arenas: what memory looks like, however large the pieces are. */
#include "base/arena.h"

#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

/* Pieces of all sizes: zeroed, aligned, apart from each other. */
static void pieces(void **state)
{
    enum { N = 3000 };
    AUTO_ARENA struct arena a = ARENA_INIT;
    static char *all[N];
    static size_t sizes[N];
    size_t asked = 0;

    (void)state;
    for (size_t i = 0; i < N; i++) {
        sizes[i] = i % 100 == 99 ? i * 97 : i % 70;
        all[i] = arena_alloc(&a, sizes[i]);
        assert_non_null(all[i]);
        assert_int_equal((uintptr_t)all[i] % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(all[i][k], 0);
        memset(all[i], (int)i | 1, sizes[i]);
        asked += sizes[i];
    }
    for (size_t i = 0; i < N; i++)
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(all[i][k], (char)((int)i | 1));
    assert_true(a.total >= asked && a.total < asked + 16 * N);
}

static void nothing(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    char *x = arena_alloc(&a, 0), *y = arena_alloc(&a, 0);

    (void)state;
    assert_true(x && y && x != y);
    assert_string_equal(arena_copy(&a, NULL, 0), "");
    arena_release(&a);
    assert_int_equal(a.total, 0);
    assert_string_equal(arena_copy(&a, "xy", 1), "x");
}

/* More than the blocks that an arena goes on in when it is large. */
static void large(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    (void)state;
    for (int i = 0; i < 300; i++) {
        char *p = arena_alloc(&a, 50 * 1000);

        assert_int_equal(p[0] | p[49999], 0);
        memset(p, 1, 50 * 1000);
    }
}

/* Sizes around the largest there are end the program, as out of memory does. */
static void impossible(void **state)
{
    (void)state;
    for (volatile size_t less = 0; less < 20; less++) {
        pid_t child = fork();
        int status = 0;

        if (child == 0) {
            struct arena a = ARENA_INIT;

            (void)arena_alloc(&a, 1);
            fclose(stderr);
            (void)arena_alloc(&a, SIZE_MAX - less);
            _exit(0);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_not_equal(WEXITSTATUS(status), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces),
        cmocka_unit_test(nothing),
        cmocka_unit_test(large),
        cmocka_unit_test(impossible),
    };

    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
