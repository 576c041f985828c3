/* Which texts a text contains, compared with looking for each of them. */
#include "unit.h"

#include "text/needles.h"

static const char *const texts[] = {
    "aaaa",  "aaab",       "baaaa",     "needle", "needles", "\xff\xff\xff\xff", "edle",
    "edle ", "Error: xyz", "aaaaaaaaa", "needle", "    ",    "ABCDabcd",         "dabcd",
};

static void finds_what_is_there(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str needles[ARRAY_LEN(texts)];
    bool found[ARRAY_LEN(texts)];
    struct needles *n;
    uint32_t random = 1;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        needles[i] = str_z(texts[i]);
    n = needles_new(&a, needles, ARRAY_LEN(texts));
    for (int round = 0; round < 20000; round++) {
        AUTO_BUF struct buf text = BUF_INIT;
        size_t pieces;

        random = random * 1103515245 + 12345;
        pieces = random >> 16 & 3;
        for (size_t i = 0; i < pieces; i++) {
            struct str piece;
            size_t start;

            random = random * 1103515245 + 12345;
            piece = needles[(random >> 16) % ARRAY_LEN(texts)];
            start = random >> 8 & 3;
            buf_add(&text, str_slice(piece, start, start + (random >> 10 & 15)));
        }
        needles_find(n, buf_str(&text), found);
        for (size_t i = 0; i < ARRAY_LEN(texts); i++)
            assert_int_equal(found[i], str_find(buf_str(&text), needles[i]) != STR_NONE);
    }
}

static void takes_nothing(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    bool found[1];

    (void)state;
    needles_find(needles_new(&a, NULL, 0), str_lit("some text"), found);
    needles_find(needles_new(&a, (struct str[]){ str_lit("some") }, 1), str_lit(""), found);
    assert_false(found[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_is_there),
        cmocka_unit_test(takes_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
