/*
 * The grammar as such is held against the reference parser by tests/oracle; here is what that
 * comparison does not see: the inside of expressions and templates, all errors of a text, limits.
 */
#include "hcl_dump.h"
#include "unit.h"

static struct hcl_source source_of(const char *text)
{
    return (struct hcl_source){ str_lit("test.hcl"), str_z(text), 1 };
}

static struct hcl_range all_of(const struct hcl_source *s)
{
    return (struct hcl_range){ 0, (uint32_t)s->text.n };
}

/* The first diagnostic, or what `e` looks like. */
static void outcome(struct buf *out, const struct hcl_source *s, const struct hcl_expr *e,
                    const struct hcl_diags *d)
{
    if (d->n)
        buf_printf(out, "%u: %.*s", d->items[0].at.start, STR(d->items[0].summary));
    else
        dump_expr(out, s, e);
}

static void expressions(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "1", "1" },
        { "null", "null" },
        { "true", "true" },
        { "a-b", "a-b" },
        { "a - b", "(- a b)" },
        { "1 + 2 * 3 - 4", "(- (+ 1 (* 2 3)) 4)" },
        { "1 - 2 - 3", "(- (- 1 2) 3)" },
        { "a || b && c == d < e + f * g", "(|| a (&& b (== c (< d (+ e (* f g))))))" },
        { "a * b + c < d == e && f || g", "(|| (&& (== (< (+ (* a b) c) d) e) f) g)" },
        { "-a.b[0]", "(neg (index (. a b) 0))" },
        { "!a == b", "(== (not a) b)" },
        { "- -1", "(neg (neg 1))" },
        { "(1 + 2) * 3", "(* (paren (+ 1 2)) 3)" },
        { "a ? b : c ? d : e", "(? a b (? c d e))" },
        { "a ? b ? c : d : e", "(? a (? b c d) e)" },
        { "a + b ? c : d + e", "(? (+ a b) c (+ d e))" },
        { "a.b.c", "(. (. a b) c)" },
        { "a [ 0 ] . b", "(. (index a 0) b)" },
        { "a.0.b", "(. (legacy a 0) b)" },
        { "a[b.c]", "(index a (. b c))" },
        { "a[\"k\"]", "(index a \"k\")" },
        { "a.*.b.0[1]", "(index (.* a (legacy (. @ b) 0)) 1)" },
        { "a[*].b[0]", "([*] a (index (. @ b) 0))" },
        { "a[*][*]", "([*] a ([*] @ @))" },
        { "a.*", "(.* a @)" },
        { "\"x\".y", "(. \"x\" y)" },
        { "f()", "(call f)" },
        { "f (a, b...)", "(call... f a b)" },
        { "f(a,)", "(call f a)" },
        { "x::y :: z(1)", "(call x::y::z 1)" },
        { "x::y(1)", "(call x::y 1)" },
        { "[1, [2,],\n3]", "(list 1 (list 2) 3)" },
        { "{a = 1, b : 2\n\n c=3}", "{a=1, b=2, c=3}" },
        { "{true = 1, null = 2, for_ = 3}", "{true=1, null=2, for_=3}" },
        { "{(a) = 1, \"b\" = 2, c.d = 3, 4 = 5}", "{(paren a)=1, \"b\"=2, (. c d)=3, 4=5}" },
        { "{a = 1, for = 2}", "{a=1, for=2}" },
        { "[for x in y : x]", "(for x y x)" },
        { "[for k, v in y : v if k]", "(for-if k,v y v k)" },
        { "{for k, v in y : k => v}", "(for-object k,v y k v)" },
        { "{\nfor v in y :\n v => v... if v\n}", "(for-object-if... v y v v v)" },
        { "\n1\n+\n2\n", "(+ 1 2)" },
        { "1 # c\n // c\n /* c */ + 2", "(+ 1 2)" },
        { "", "0: Value is missing" },
        { "1 2", "2: Unexpected text after the expression" },
        { "{for = 1}", "5: Invalid for-expression" },
        { "[for x in y : x => x]", "14: Invalid for-expression" },
        { "1.2.3", "0: Invalid number" },
        { "1e99999999999", "0: Invalid number" },
        { "a.0.1", "2: Ambiguous index" },
        { "a.*.*", "4: Splat within a splat" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf out = BUF_INIT;
        struct hcl_source s = source_of(cases[i].text);
        struct hcl_diags d = { .arena = &a };

        outcome(&out, &s, hcl_parse_expr(&a, &s, all_of(&s), &d), &d);
        assert_str(buf_str(&out), cases[i].want);
    }
}

static void templates(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "\"\"", "\"\"" },
        { "\"abc\"", "\"abc\"" },
        { "\"a${b}c\"", "\"a\" ${b} \"c\"" },
        { "\"${b}\"", "${b}" },
        { "\"a\\nb\\\"\"", "\"a\" '\\n' \"b\" '\"'" },
        { "\"\\u00e9\\U0001F600\"", "'\xC3\xA9' '\xF0\x9F\x98\x80'" },
        { "\"$${a}%%{b}\"", "'${' \"a}\" '%{' \"b}\"" },
        { "\"$$${a}\"", "\"$\" '${' \"a}\"" },
        { "\"5$ 5% $\"", "\"5\" \"$\" \" 5\" \"%\" \" \" \"$\"" },
        { "\"a ${~ b ~} c\"", "\"a\" ${b} \"c\"" },
        { "\"a \\n ${~ b}\"", "\"a\" '' \"\" ${b}" },
        { "\"${b ~} \"", "${b} \"\"" },
        { "\"%{if a}b%{else}c%{endif}\"", "%{if a: \"b\" else \"c\"}" },
        { "\"%{ for k, v in m ~}  ${k}%{ endfor }\"", "%{for k, v in m: \"\" ${k}}" },
        { "\"%{if a}%{for b in c}d%{endfor}%{endif}\"", "%{if a: %{for b in c: \"d\"}}" },
        { "\"${\"${a}\"}\"", "${${a}}" },
        { "<<E\n a\n  $${b}\\n\nE\n", "\" a\\n\" \"  \" '${' \"b}\\n\\n\"" },
        { "<<E\nE\n", "\"\"" },
        { "<<E\n  E \t\n", "\"\"" },
        { "<<E\nEE\n E.\nE\n", "\"EE\\n\" \" E.\\n\"" },
        { "<<-E\n    a\n      b\n\n    c\n  E\n", "\"a\\n\" \"  b\\n\" \"\\n\" \"c\\n\"" },
        { "<<-E\n\ta\n  b\nE\n", "\"a\\n\" \" b\\n\"" },
        { "<<-E\n  a\n${b}\n  c\nE\n", "\"  a\\n\" ${b} \"\\n\" \"  c\\n\"" },
        { "<<-E\n  ${a ~}\n  b\nE\n", "\"\" ${a} \"\" \"  b\\n\"" },
        { "<<E\r\na\r\nE\r\n", "\"a\\r\\n\"" },
        { "\"\\x\"", "1: Invalid escape" },
        { "\"\\uD800\"", "1: Invalid escape" },
        { "\"\\u12\"", "1: Invalid escape" },
        { "\"%{if a}\"", "8: Directive is not closed" },
        { "\"%{endif}\"", "1: Unexpected directive" },
        { "\"%{while a}\"", "3: Unknown directive" },
        { "\"${}\"", "3: Value is missing" },
        { "<<E\na", "5: Text is not closed" },
        { "<<E\na\nE", "7: Text is not closed" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf out = BUF_INIT;
        struct hcl_source s = source_of(cases[i].text);
        struct hcl_diags d = { .arena = &a };

        outcome(&out, &s, hcl_parse_expr(&a, &s, all_of(&s), &d), &d);
        assert_str(buf_str(&out), cases[i].want);
    }
}

static void bare_templates(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "", "\"\"" },
        { "a\nb\\n\"\n", "\"a\\n\" \"b\\n\"\\n\"" },
        { "${a}", "${a}" },
        { "${a}\n", "${a} \"\\n\"" },
        { "$${a} $", "'${' \"a} \" \"$\"" },
        { "a\rb$${c}", "\"a\" \"\\rb\" '${' \"c}\"" },
        { "\xEF\xBB\xBF"
          "a",
          "\"a\"" },
        { "%{ for x in y ~}\n${x}\n%{ endfor ~}\n", "%{for x in y: \"\" ${x} \"\\n\"} \"\"" },
        { "a\n\xFF", "2: Text is not UTF-8" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf out = BUF_INIT;
        struct hcl_source s = source_of(cases[i].text);
        struct hcl_diags d = { .arena = &a };

        outcome(&out, &s, hcl_parse_template(&a, &s, all_of(&s), &d), &d);
        assert_str(buf_str(&out), cases[i].want);
    }
}

/* A piece of a text is parsed as if it were alone, but ranges are those of the text. */
static void pieces_of_a_text(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf out = BUF_INIT;
    struct hcl_source s = source_of("xx [a, \"b${c}\"] yy");
    struct hcl_diags d = { .arena = &a };
    struct hcl_expr *e = hcl_parse_expr(&a, &s, (struct hcl_range){ 3, 15 }, &d);

    (void)state;
    assert_int_equal(d.n_errors, 0);
    dump_expr(&out, &s, e);
    assert_str(buf_str(&out), "(list a \"b\" ${c})");
    assert_int_equal(e->range.start, 3);
    assert_int_equal(e->range.end, 15);
    e = hcl_parse_template(&a, &s, (struct hcl_range){ 7, 14 }, &d);
    buf_clear(&out);
    dump_expr(&out, &s, e);
    assert_str(buf_str(&out), "\"\"b\" ${c} \"\"\"");
    assert_int_equal(e->u.template.parts.items[1].range.start, 9);
}

static void structure(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_source s = source_of("\xEF\xBB\xBF"
                                    "a = 1 # c\nb c \"d\\te\" {\n  f = <<E\nx\nE\n  g {}\n}\n"
                                    "h { i = [\n] }\nb {\n}\n");
    struct hcl_diags d = { .arena = &a };
    struct hcl_body *body = hcl_parse_file(&a, &s, &d);
    struct hcl_block *b = hcl_body_block(body, str_lit("b"), NULL);

    (void)state;
    assert_int_equal(d.n_errors, 0);
    assert_int_equal(body->n, 4);
    assert_int_equal(body->range.start, 0);
    assert_int_equal(hcl_body_attribute(body, str_lit("a"))->name.range.start, 3);
    assert_null(hcl_body_attribute(body, str_lit("b")));
    assert_int_equal(b->n_labels, 2);
    assert_false(b->labels[0].quoted);
    assert_str(b->labels[1].text, "d\te");
    assert_str(str_slice(s.text, b->labels[1].range.start, b->labels[1].range.end), "\"d\\te\"");
    assert_str(str_slice(s.text, b->range.start, b->open.start), "b c \"d\\te\" ");
    assert_str(str_slice(s.text, b->body.range.start, b->body.range.end),
               "\n  f = <<E\nx\nE\n  g {}\n");
    assert_int_equal(b->close.start, b->body.range.end);
    assert_int_equal(b->range.end, b->close.end);
    assert_non_null(hcl_body_block(&b->body, str_lit("g"), NULL));
    assert_ptr_equal(hcl_body_block(body, str_lit("b"), b), body->items[3].block);
    assert_null(hcl_body_block(body, str_lit("b"), body->items[3].block));
    assert_str(str_slice(s.text, body->items[2].block->body.items[0].attribute->range.start,
                         body->items[2].block->body.items[0].attribute->range.end),
               "i = [\n]");
}

static void all_errors(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "a = 1 2\nb = 3\nc = 4 5\n",
          "6 Missing newline after argument; 20 Missing newline after argument" },
        { "a = [1 2]\nb {\n c = f(1 2)\n}\nd = \n",
          "7 Comma is missing; 23 Comma is missing; 32 Value is missing" },
        { "a {\n  b = {\n", "12 Value is missing" },
        { "a {\n", "2 Block is not closed" },
        { "}\na = 1 2\n", "0 Closing brace without a block; 8 Missing newline after argument" },
        { "\"a\" = 1\n\"b\" = 2\n", "0 Name in quotes" },
        { "a = 1\na = 2\n", "6 Argument is set twice" },
        { "a = 1,\nb = 2;\n", "5 Comma after argument; 12 Semicolon" },
        { "a = 'x'\n", "4 Single quote" },
        { "a = \"x\nb = 1\n", "6 Newline within quotes; 12 Newline within quotes" },
        { "a = \xE2\x80\x9Cx\xE2\x80\x9D\n", "4 Curly quote; 8 Curly quote" },
        { "a = b & c\n", "6 Unsupported operator" },
        { "a = \xFF\n", "4 Text is not UTF-8" },
        { "# \xFF\na = 1\n", "" },
        { "a \"${b}\" {}\n", "3 Template in a label" },
        { "a b = 1\n", "4 Invalid block" },
        { "a\n{\n}\n", "0 Argument or block expected" },
        { "a { b = 1\n}\n", "9 Block is half on one line" },
        { "a { b {} }\n", "4 Block within a line" },
        { "a = {\n  b { c = 1 }\n}\n", "10 Block within an object" },
        { "a = 1 /*\nb = 2\n", "7 Comment is not closed" },
        { "/* a\nb = 2\n", "0 Comment is not closed" },
        { "a = 1\n}\n/**/*\n", "6 Closing brace without a block" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf out = BUF_INIT;
        struct hcl_source s = source_of(cases[i].text);
        struct hcl_diags d = { .arena = &a };

        hcl_parse_file(&a, &s, &d);
        for (size_t k = 0; k < d.n; k++)
            buf_printf(&out, "%s%u %.*s", k ? "; " : "", d.items[k].at.start,
                       STR(d.items[k].summary));
        assert_str(buf_str(&out), cases[i].want);
    }
}

/* Terragrunt's files from before version 0.19 are told what they are. */
static void legacy_terragrunt(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_source s = source_of("terragrunt = {\n  terraform {\n    source = \"x\"\n  }\n}\n");
    struct hcl_diags d = { .arena = &a };

    (void)state;
    hcl_parse_file(&a, &s, &d);
    assert_int_equal(d.n_errors, 1);
    assert_int_equal(d.items[0].at.start, 27);
    assert_true(str_find(d.items[0].detail, str_lit("Terragrunt 0.18")) != STR_NONE);
    assert_true(str_find(d.items[0].detail, str_lit("terragrunt.hcl")) != STR_NONE);
}

struct repeat {
    const char *before, *unit, *after, *want; /* want: the summary of the only error, or NULL */
    size_t n;
};

static void limits(void **state)
{
    static const char deep[] = "Nested too deeply", high[] = "Expression is too long";
    static const struct repeat cases[] = {
        { "a = ", "(", "", deep, 100000 },
        { "a = ", "[", "", deep, 100000 },
        { "a = ", "{a=", "", deep, 100000 },
        { "a = ", "f(", "", deep, 100000 },
        { "a = ", "\"${", "", deep, 100000 },
        { "a = ", "<<E\n${", "", deep, 100000 },
        { "a = ", "-", "1\n", deep, 100000 },
        { "a = ", "a ? b : ", "c\n", deep, 100000 },
        { "a = x", "[*]", "\n", deep, 100000 },
        { "a = x", "[x", "", deep, 100000 },
        { "a = \"", "%{if x}", "\"\n", deep, 100000 },
        { "", "a {\n", "", deep, 100000 },
        { "a = ", "1+", "1\n", high, 100000 },
        { "a = x", ".y", "\n", high, 100000 },
        { "a = x.*", ".y", "\n", high, 100000 },
        { "a = ", "(", "1))))", NULL, 4 },
        { "a = ", "1+", "1\n", NULL, 4000 },
        { "a = x", ".y", "\n", NULL, 4000 },
        { "a = \"", "${x}", "\"\n", NULL, 100000 },
        { "a = x::", "y::", "z()\n", NULL, 100000 },
        { "", "/* ", "*/", NULL, 100000 },
        { "", "/* ", "", "Comment is not closed", 100000 },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf text = BUF_INIT;
        struct hcl_diags d = { .arena = &a };
        struct hcl_source s;

        buf_addz(&text, cases[i].before);
        for (size_t k = 0; k < cases[i].n; k++)
            buf_addz(&text, cases[i].unit);
        buf_addz(&text, cases[i].after);
        s = source_of(text.p);
        hcl_parse_file(&a, &s, &d);
        assert_str(d.n ? d.items[0].summary : str_lit("none"),
                   cases[i].want ? cases[i].want : "none");
        assert_true(d.n_errors <= 1);
    }
}

/* Thousands of names: found twice all the same, and fast; errors beyond the maximum are counted. */
static void many_arguments(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf text = BUF_INIT;
    struct hcl_diags d = { .arena = &a };
    struct hcl_source s;

    (void)state;
    for (int i = 0; i < 40000; i++)
        buf_printf(&text, "name_%d = 1\n", i < 39000 ? i : i - 39000);
    s = source_of(text.p);
    hcl_parse_file(&a, &s, &d);
    assert_int_equal(d.n_errors, 1000);
    assert_int_equal(d.n, HCL_DIAGS_MAX);
    assert_str(d.items[0].detail,
               "\"name_0\" has been set in line 1 already. An argument has one value.");
}

static void identifiers(void **state)
{
    (void)state;
    assert_true(hcl_is_identifier(str_lit("a")));
    assert_true(hcl_is_identifier(str_lit("_")));
    assert_true(hcl_is_identifier(str_lit("a-b-")));
    assert_true(hcl_is_identifier(str_lit("\xE6\x97\xA5\xE6\x9C\xAC")));
    assert_false(hcl_is_identifier(str_lit("")));
    assert_false(hcl_is_identifier(str_lit("-a")));
    assert_false(hcl_is_identifier(str_lit("1a")));
    assert_false(hcl_is_identifier(str_lit("a b")));
    assert_false(hcl_is_identifier(str_lit("a\xFF")));
    assert_false(hcl_is_identifier(str_lit("\xC4 ")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expressions),       cmocka_unit_test(templates),
        cmocka_unit_test(bare_templates),    cmocka_unit_test(pieces_of_a_text),
        cmocka_unit_test(structure),         cmocka_unit_test(all_errors),
        cmocka_unit_test(legacy_terragrunt), cmocka_unit_test(limits),
        cmocka_unit_test(many_arguments),    cmocka_unit_test(identifiers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
