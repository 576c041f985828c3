#include "unit.h"

#include "report/markdown.h"

static const struct {
    const char *text, *code, *plain;
} cases[] = {
    { "a/b", "`a/b`", "a/b" },
    { "", "", "" },
    { "a`b", "``a`b``", "a\\`b" },
    { "`a``", "``` `a`` ```", "\\`a\\`\\`" },
    { "a|b", "<code>a&#124;b</code>", "a\\|b" },
    { "<img src=x>", "`<img src=x>`", "\\<img src=x\\>" },
    { "a|<b>&`", "<code>a&#124;&#60;b&#62;&#38;&#96;</code>", "a\\|\\<b\\>&amp;\\`" },
    { "[x](http://y)", "`[x](http://y)`", "\\[x\\](http:<!-- -->//y)" },
    { "![x](//y)", "`![x](//y)`", "\\!\\[x\\](//y)" },
    { "www.evil.example", "`www.evil.example`", "www.<!-- -->evil.example" },
    { "hi @all #1", "`hi @all #1`", "hi @<!-- -->all #<!-- -->1" },
    { "# x", "`# x`", "\\#<!-- --> x" },
    { "- x", "`- x`", "\\- x" },
    { "12. x", "`12. x`", "12\\. x" },
    { "*a* _b_ ~c~ $d$", "`*a* _b_ ~c~ $d$`", "\\*a\\* \\_b\\_ \\~c\\~ \\$d\\$" },
    { "a\n\n# b", "`a  # b`", "a  #<!-- --> b" },
    { "a\\", "`a\\`", "a\\\\" },
    { "a\033[2Jb", "`a?[2Jb`", "a?\\[2Jb" },
    { " ", "<code> </code>", "" },
};

static void others_text_stays_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_BUF struct buf code = BUF_INIT, plain = BUF_INIT;

        print_message("%s\n", cases[i].text);
        md_code(&code, str_z(cases[i].text));
        md_text(&plain, str_z(cases[i].text));
        assert_str(buf_str(&code), cases[i].code);
        assert_str(buf_str(&plain), cases[i].plain);
    }
}

static const struct {
    const char *text, *prose;
} prose[] = {
    { "set `a_b` to true", "set `a_b` to true" },
    { "a_b `c", "a\\_b \\`c" },
    { "`a|b`", "<code>a&#124;b</code>" },
    { "`` x", "\\`\\` x" },
};

static void our_prose_has_code(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(prose); i++) {
        AUTO_BUF struct buf b = BUF_INIT;

        md_prose(&b, str_z(prose[i].text));
        assert_str(buf_str(&b), prose[i].prose);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(others_text_stays_text),
        cmocka_unit_test(our_prose_has_code),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
