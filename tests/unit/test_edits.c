#include "text/edits.h"
#include "unit.h"

struct change {
    size_t start, end;
    const char *text;
};

static struct edits list_of(struct arena *a, const struct change *changes)
{
    struct edits list = { 0 };

    for (; changes->text; changes++)
        edits_add(a, &list, changes->start, changes->end, str_z(changes->text));
    return list;
}

static void applies(void **state)
{
    static const struct {
        const char *old;
        struct change changes[5];
        const char *new;
    } cases[] = {
        { "", { { 0, 0, "a" } }, "a" },
        { "abc", { { 0, 0, "" } }, "abc" },
        { "abc", { { 1, 2, "B" } }, "aBc" },
        { "abc", { { 0, 3, "" } }, "" },
        { "abc", { { 3, 3, "d" }, { 0, 0, "-" } }, "-abcd" },
        { "abcdef", { { 4, 6, "xyz" }, { 0, 1, "" }, { 2, 3, "C" } }, "bCdxyz" },
        /* Insertions at one place: in the order of addition, before a replacement there. */
        { "abc", { { 1, 1, "1" }, { 1, 1, "2" }, { 1, 1, "3" } }, "a123bc" },
        { "abc", { { 1, 2, "B" }, { 1, 1, "1" }, { 2, 2, "2" } }, "a1B2c" },
        { "abcd", { { 1, 2, "B" }, { 2, 3, "C" } }, "aBCd" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct edits list = list_of(&a, cases[i].changes);
        struct str new;
        struct err e;

        assert_int_equal(edits_apply(&a, str_z(cases[i].old), &list, &new, &e), 0);
        assert_str(new, cases[i].new);
        assert_int_equal(edits_verify(str_z(cases[i].old), new, &list, &e), 0);
    }
}

static void refuses(void **state)
{
    static const struct {
        struct change changes[3];
        enum err_code code;
        const char *message;
    } cases[] = {
        { { { 2, 4, "x" }, { 1, 3, "y" } },
          ERR_CONFLICT,
          "two edits overlap: bytes 1 to 3 and bytes 2 to 4" },
        { { { 2, 4, "x" }, { 2, 4, "x" } },
          ERR_CONFLICT,
          "two edits overlap: bytes 2 to 4 and bytes 2 to 4" },
        { { { 2, 4, "" }, { 3, 3, "y" } },
          ERR_CONFLICT,
          "two edits overlap: bytes 2 to 4 and bytes 3 to 3" },
        { { { 5, 7, "" } },
          ERR_USAGE,
          "an edit of bytes 5 to 7 lies outside of the text (6 bytes)" },
        { { { 3, 2, "" } },
          ERR_USAGE,
          "an edit of bytes 3 to 2 lies outside of the text (6 bytes)" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct edits list = list_of(&a, cases[i].changes);
        struct str new;
        struct err e;

        assert_int_equal(edits_apply(&a, str_lit("abcdef"), &list, &new, &e), -1);
        assert_int_equal(e.code, cases[i].code);
        assert_string_equal(e.message, cases[i].message);
    }
}

/* The proof must not accept a text in which anything else is different. */
static void proof_sees_every_byte(void **state)
{
    static const struct change changes[] = { { 1, 2, "XY" }, { 4, 4, "Z" }, { 0 } };
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct edits list = list_of(&a, changes);
    struct str old = str_lit("abcdef"), new;
    struct err e;

    (void)state;
    assert_int_equal(edits_apply(&a, old, &list, &new, &e), 0);
    assert_str(new, "aXYcdZef");
    for (size_t i = 0; i < new.n; i++) {
        char *bad = arena_copy(&a, new.p, new.n);

        bad[i] = '!';
        assert_int_equal(edits_verify(old, str_of(bad, new.n), &list, &e), -1);
        assert_int_equal(edits_verify(old, str_of(new.p, i), &list, &e), -1);
    }
    assert_int_equal(edits_verify(old, str_lit("aXYcdZef!"), &list, &e), -1);
}

static void trims(void **state)
{
    static const struct change changes[] = {
        { 0, 3, "abc" }, { 3, 5, "dXe" }, { 6, 6, "" }, { 6, 7, "ggg" }, { 8, 9, "j" }, { 0 },
    };
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct edits list = list_of(&a, changes);
    struct str old = str_lit("abcdefghi"), before, after;
    struct err e;

    (void)state;
    assert_int_equal(edits_apply(&a, old, &list, &before, &e), 0);
    edits_trim(old, &list);
    assert_int_equal(list.n, 3);
    assert_int_equal(list.items[0].start, 4);
    assert_int_equal(list.items[0].end, 4);
    assert_str(list.items[0].text, "X");
    assert_int_equal(edits_apply(&a, old, &list, &after, &e), 0);
    assert_true(str_eq(before, after));
}

/* Small numbers from a seed, the same in every run. */
static unsigned next(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}

static struct edits random_edits(struct arena *a, unsigned *seed, size_t n)
{
    struct edits list = { 0 };
    size_t at = 0;

    while (at <= n) {
        size_t end = at + next(seed, 3);

        end = end > n ? n : end;
        if (next(seed, 2))
            edits_add(a, &list, at, end,
                      str_printf(a, "%.*s", (int)next(seed, 4), &"0123456789"[next(seed, 7)]));
        at = end + next(seed, 4);
        if (at == end && next(seed, 2))
            at++;
    }
    return list;
}

static void composes(void **state)
{
    unsigned seed = 1;

    (void)state;
    for (int round = 0; round < 20000; round++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct str old = str_slice(str_lit("abcdefghijklmnopqrst"), 0, next(&seed, 20));
        struct edits first = random_edits(&a, &seed, old.n), second, both;
        struct str middle, new, at_once;
        struct err e;

        assert_int_equal(edits_apply(&a, old, &first, &middle, &e), 0);
        second = random_edits(&a, &seed, middle.n);
        assert_int_equal(edits_apply(&a, middle, &second, &new, &e), 0);
        both = edits_compose(&a, &first, middle, &second);
        assert_int_equal(edits_verify(old, new, &both, &e), 0);
        assert_int_equal(edits_apply(&a, old, &both, &at_once, &e), 0);
        assert_true(str_eq(new, at_once));
        edits_trim(old, &both);
        assert_int_equal(edits_apply(&a, old, &both, &at_once, &e), 0);
        assert_true(str_eq(new, at_once));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(applies),
        cmocka_unit_test(refuses),
        cmocka_unit_test(proof_sees_every_byte),
        cmocka_unit_test(trims),
        cmocka_unit_test(composes),
    };

    return cmocka_run_group_tests_name("edits", tests, NULL, NULL);
}
