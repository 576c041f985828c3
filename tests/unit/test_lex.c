/* hcl_tokenize(), and through it the lexer: which bytes are what. */
#include "hcl/parse.h"
#include "unit.h"

/* One letter for a kind, then the text: "i:a" is an identifier. */
static void show(struct buf *out, const struct hcl_source *s, struct hcl_range within)
{
    static const char letters[] = "eNcinptx";
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_tokens tokens = hcl_tokenize(&a, s, within);

    for (size_t i = 0; i < tokens.n; i++) {
        struct str text =
            str_slice(s->text, tokens.items[i].range.start, tokens.items[i].range.end);

        if (tokens.items[i].kind == HCL_TOKEN_EOF)
            continue;
        buf_printf(out, "%s%c", out->n ? " " : "", letters[tokens.items[i].kind]);
        if (tokens.items[i].kind != HCL_TOKEN_NEWLINE)
            buf_printf(out, ":%.*s", STR(text));
    }
    /* The last token is the end, where the text ends. */
    assert_int_equal(tokens.items[tokens.n - 1].kind, HCL_TOKEN_EOF);
    assert_int_equal(tokens.items[tokens.n - 1].range.start, within.end);
    assert_int_equal(tokens.items[tokens.n - 1].range.end, within.end);
}

struct lex_case {
    const char *text, *want;
};

static void check(const struct lex_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        AUTO_BUF struct buf out = BUF_INIT;
        struct hcl_source s = { str_lit("x"), str_z(cases[i].text), 0 };

        show(&out, &s, (struct hcl_range){ 0, (uint32_t)s.text.n });
        assert_str(buf_str(&out), cases[i].want);
    }
}

static void code(void **state)
{
    static const struct lex_case cases[] = {
        { "", "" },
        { " \t", "" },
        { "a = 1\n", "i:a p:= n:1 N" },
        { "a\r\nb", "i:a N i:b" },
        { "a\rb", "i:a x:\r i:b" },
        { "a-b -c n-1", "i:a-b p:- i:c i:n-1" },
        { "_a \xC3\xA9\xE6\x97\xA5 a\xCC\x81", "i:_a i:\xC3\xA9\xE6\x97\xA5 i:a\xCC\x81" },
        { "\xE2\x82\xAC \xC2\xA0", "x:\xE2\x82\xAC x:\xC2\xA0" },
        { "a\xFF"
          "b",
          "i:a x:\xFF i:b" },
        { "\xC4 = 1", "x:\xC4 p:= n:1" },
        { "1.5e3 1.e2 1.2.3 007", "n:1.5e3 n:1.e2 n:1.2.3 n:007" },
        { "1... 1. 1e 1e+ .5", "n:1 p:... n:1 p:. n:1 i:e n:1 i:e p:+ p:. n:5" },
        { "0x1F", "n:0 i:x1F" },
        { "== != <= >= && || => :: ... .. ! =", "p:== p:!= p:<= p:>= p:&& p:|| p:=> p::: p:... "
                                                "p:. p:. p:! p:=" },
        { "& | ^ ~ ; ' `", "x:& x:| x:^ x:~ x:; x:' x:`" },
        { "\xEF\xBB\xBF"
          "a\xEF\xBB\xBF",
          "i:a x:\xEF\xBB\xBF" },
        { "<<a <<-a", "p:< p:< i:a p:< p:< p:- i:a" },
        { "<<a \nb\na\n", "p:< p:< i:a N i:b N i:a N" },
    };

    (void)state;
    check(cases, ARRAY_LEN(cases));
}

static void comments(void **state)
{
    static const struct lex_case cases[] = {
        { "# a\n// b\r\n/* c\nd */e", "c:# a N c:// b N c:/* c\nd */ i:e" },
        { "a # b", "i:a c:# b" },
        { "#\n#", "c:# N c:#" },
        { "/**/ /*/ */ /* /* */ */", "c:/**/ c:/*/ */ c:/* /* */ p:* p:/" },
        { "/* a", "p:/ p:* i:a" },
        { "a/b", "i:a p:/ i:b" },
        { "# \xFF \"", "c:# \xFF \"" },
        { "# a\rb\n", "c:# a\rb N" },
        { "\"# a\" // b", "t:\"# a\" c:// b" },
        { "<<E\n# a\nE\n# b", "t:<<E\n# a\nE N c:# b" },
    };

    (void)state;
    check(cases, ARRAY_LEN(cases));
}

static void whole_templates(void **state)
{
    static const struct lex_case cases[] = {
        { "\"a\" b", "t:\"a\" i:b" },
        { "\"a\\\"b\" c", "t:\"a\\\"b\" i:c" },
        { "\"${\"}\"}\" c", "t:\"${\"}\"}\" i:c" },
        { "\"${ { } }\" c", "t:\"${ { } }\" i:c" },
        { "\"$${\" c", "t:\"$${\" i:c" },
        { "\"%{if \"${a}\"}\" c", "t:\"%{if \"${a}\"}\" i:c" },
        { "\"${ # }\n}\" c", "t:\"${ # }\n}\" i:c" },
        { "<<E\na\n E \nb\n", "t:<<E\na\n E  N i:b N" },
        { "<<-E-1\nE\nE-1\nb", "t:<<-E-1\nE\nE-1 N i:b" },
        { "<<E\n${<<F\nE\nF\n}\nE\nb", "t:<<E\n${<<F\nE\nF\n}\nE N i:b" },
        { "<<E\n${a}E\nE\nb", "t:<<E\n${a}E\nE N i:b" },
        { "<<E\nEF\nF E\nE\nb", "t:<<E\nEF\nF E\nE N i:b" },
        { "<<E\nE", "t:<<E\nE" },
        { "a \"b", "i:a t:\"b" },
        { "\"", "t:\"" },
    };

    (void)state;
    check(cases, ARRAY_LEN(cases));
}

static void piece_of_a_text(void **state)
{
    AUTO_BUF struct buf out = BUF_INIT;
    struct hcl_source s = { str_lit("x"), str_lit("a \"b c\" d"), 0 };

    (void)state;
    show(&out, &s, (struct hcl_range){ 3, 8 });
    assert_str(buf_str(&out), "i:b i:c t:\" ");
}

/* What took quadratic time in other lexers. */
static void long_texts(void **state)
{
    static const char *const units[] = { "/*", "<<E\n", "<<", "\"", "\"${",
                                         "$",  "\"$${", "1e", "..", "<<E\n$" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf text = BUF_INIT;
        struct hcl_source s = { str_lit("x"), { 0 }, 0 };

        for (int k = 0; k < 200000; k++)
            buf_addz(&text, units[i]);
        s.text = buf_str(&text);
        assert_true(hcl_tokenize(&a, &s, (struct hcl_range){ 0, (uint32_t)text.n }).n >= 2);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code),
        cmocka_unit_test(comments),
        cmocka_unit_test(whole_templates),
        cmocka_unit_test(piece_of_a_text),
        cmocka_unit_test(long_texts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
