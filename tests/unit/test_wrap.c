#include "unit.h"

#include "report/wrap.h"

/* Lines are separated by "|". */
static const struct {
    const char *text;
    size_t indent;
    unsigned columns;
    const char *want;
} cases[] = {
    { "", 0, 80, "|" },
    { "one two", 0, 0, "one two|" },
    { "one two", 0, 80, "one two|" },
    { "one  two ", 0, 80, "one two|" },
    { "aaaaaaaaaa bbbbbbbbbb", 0, 21, "aaaaaaaaaa bbbbbbbbbb|" },
    { "aaaaaaaaaa bbbbbbbbbbb", 0, 21, "aaaaaaaaaa|bbbbbbbbbbb|" },
    { "aaaaaaaaaa bbbbbbbbbbb", 2, 23, "aaaaaaaaaa|  bbbbbbbbbbb|" },
    { "aaaaaaaaaa bbbbbbbbbb", 0, 5, "aaaaaaaaaa|bbbbbbbbbb|" }, /* 20 at least */
    { "a bbbbbbbbbbbbbbbbbbbbbbbbb c", 0, 20, "a|bbbbbbbbbbbbbbbbbbbbbbbbb|c|" },
    { "a\033[2Jb\tc", 0, 80, "a?[2Jb?c|" },
    /* wide characters count two columns */
    { "\xe5\xa4\xa7\xe5\xa4\xa7\xe5\xa4\xa7\xe5\xa4\xa7\xe5\xa4\xa7 aaaaaaaaaa", 0, 21,
      "\xe5\xa4\xa7\xe5\xa4\xa7\xe5\xa4\xa7\xe5\xa4\xa7\xe5\xa4\xa7 aaaaaaaaaa|" },
    { "\xe5\xa4\xa7\xe5\xa4\xa7\xe5\xa4\xa7\xe5\xa4\xa7\xe5\xa4\xa7 aaaaaaaaaaa", 0, 21,
      "\xe5\xa4\xa7\xe5\xa4\xa7\xe5\xa4\xa7\xe5\xa4\xa7\xe5\xa4\xa7|aaaaaaaaaaa|" },
};

static void wraps(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_BUF struct buf b = BUF_INIT;

        print_message("%s\n", cases[i].text);
        wrap_text(&b, str_z(cases[i].text), cases[i].indent, cases[i].columns);
        for (size_t k = 0; k < b.n; k++)
            if (b.p[k] == '\n')
                b.p[k] = '|';
        assert_str(buf_str(&b), cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(wraps) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
