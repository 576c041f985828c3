/* Addresses: how they are read, and what they name. */
#include "hcl/address.h"

#include "hcl/parse.h"
#include "unit.h"

/* Steps as "name", "[0]", "+", "f(0)" and "!", separated by blanks. */
static void put_steps(struct buf *out, const struct address *address)
{
    for (size_t i = 0; i < address->n; i++) {
        const struct address_step *step = &address->items[i];

        if (i)
            buf_addc(out, ' ');
        switch (step->kind) {
        case ADDRESS_NAME:
            buf_printf(out, "'%.*s'", STR(step->text));
            break;
        case ADDRESS_INDEX:
            buf_printf(out, "[%u]", step->index);
            break;
        case ADDRESS_APPEND:
            buf_addc(out, '+');
            break;
        case ADDRESS_CALL:
            buf_printf(out, "%.*s(%u)", STR(step->text), step->index);
            break;
        case ADDRESS_INNER:
            buf_addc(out, '!');
            break;
        }
    }
}

static void readable(void **state)
{
    static const struct {
        const char *text, *steps;
    } cases[] = {
        { "", "" },
        { "a", "'a'" },
        { "a.b-c._d", "'a' 'b-c' '_d'" },
        { "\xc3\xa4.\xe6\x97\xa5", "'\xc3\xa4' '\xe6\x97\xa5'" },
        { "a[\"b c\"].d", "'a' 'b c' 'd'" },
        { "a[\"\"]", "'a' ''" },
        { "a[\"\\\"\\\\\\n\\t\\r\"]", "'a' '\"\\\n\t\r'" },
        { "a[\"\\u00e9\\U0001F600\"]", "'a' '\xc3\xa9\xf0\x9f\x98\x80'" },
        { "a[\"\\u00E9\"]", "'a' '\xc3\xa9'" },
        { "a[\"${b}\"]", "'a' '${b}'" },
        { "a[\"]\"]", "'a' ']'" },
        { "a[0][12]", "'a' [0] [12]" },
        { "a[4294967295]", "'a' [4294967295]" },
        { "a[+]", "'a' +" },
        { "a.merge(1).x", "'a' merge(1) 'x'" },
        { "a.provider::b::c(0)", "'a' provider::b::c(0)" },
        { "a!", "'a' !" },
        { "a!b.c", "'a' ! 'b' 'c'" },
        { "a!b!c[0]", "'a' ! 'b' ! 'c' [0]" },
        { "a!.b", "'a' ! 'b'" },
        { "a!!b", "'a' ! ! 'b'" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf got = BUF_INIT;
        struct address address;
        struct err e;

        if (address_parse(&a, str_z(cases[i].text), &address, NULL, &e) < 0)
            fail_msg("%s: %s", cases[i].text, e.message);
        put_steps(&got, &address);
        assert_str(buf_str(&got), cases[i].steps);
        assert_str(address.text, cases[i].text);
    }
}

static void unreadable(void **state)
{
    static const struct {
        const char *text, *reason;
    } cases[] = {
        { ".a", "at byte 1" },
        { "a.", "a name is expected" },
        { "a..b", "at byte 3" },
        { "[0]", "a name is expected" },
        { "a[", "at byte 3" },
        { "a[]", "a number" },
        { "a[-1]", "a number" },
        { "a[1.5]", "] is expected" },
        { "a[4294967296]", "a number" },
        { "a[b]", "a number" },
        { "a[\"b\"", "] is expected" },
        { "a[\"b]", "closing quote" },
        { "a[\"\\x\"]", "unknown escape" },
        { "a[\"\\", "unknown escape" },
        { "a[\"\\u00g0\"]", "hexadecimal" },
        { "a[\"\\u00\x10\x11\"]", "hexadecimal" },
        { "a[\"\\u12", "hexadecimal" },
        { "a[\"\\ud800\"]", "no character" },
        { "a[\"\\U00110000\"]", "no character" },
        { "a[+", "] is expected" },
        { "a.f(", "a number" },
        { "a.f(0", ") is expected" },
        { "a.f()", "a number" },
        { "f(0)", "at byte 2" },
        { "a.b::c", "a function is followed" },
        { "a b", "at byte 2" },
        { "a=1", "at byte 2" },
        { "1a", "a name is expected" },
        { "a.1", "a name is expected" },
        { "a\xff", "at byte 2" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct address address;
        struct err e;

        if (address_parse(&a, str_z(cases[i].text), &address, NULL, &e) == 0)
            fail_msg("%s can be read", cases[i].text);
        assert_int_equal(e.code, ERR_USAGE);
        if (!strstr(e.message, cases[i].reason))
            fail_msg("%s: %s", cases[i].text, e.message);
    }
}

static void rest_and_limit(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf text = BUF_INIT;
    struct address address;
    struct str rest;
    struct err e;

    (void)state;
    assert_int_equal(address_parse(&a, str_lit("a[\"=\"].b = 1"), &address, &rest, &e), 0);
    assert_str(rest, " = 1");
    assert_str(address.text, "a[\"=\"].b");
    assert_int_equal(address_parse(&a, str_lit("=x {}"), &address, &rest, &e), 0);
    assert_int_equal(address.n, 0);
    assert_str(rest, "=x {}");

    buf_addz(&text, "a");
    for (int i = 1; i < ADDRESS_STEPS_MAX; i++)
        buf_addz(&text, ".a");
    assert_int_equal(address_parse(&a, buf_str(&text), &address, NULL, &e), 0);
    buf_addz(&text, "[0]");
    assert_int_equal(address_parse(&a, buf_str(&text), &address, NULL, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

/* What address_with() writes can be read again and means the same. */
static void parts(void **state)
{
    static const char *const texts[] = {
        "a.b",
        "a[\"b c\"]",
        "a[\"\\\"\\\\\"]",
        "a[\"x\\ny\\t\\r\\u0001\"]",
        "a[3]",
        "a[+]",
        "a!b",
        "a!",
        "a.f(0).x",
        "a!b[\"c d\"]!e",
        "a[\"${x}\"]",
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf want = BUF_INIT, got = BUF_INIT;
        struct address address, parent, with, again;
        struct err e;

        assert_int_equal(address_parse(&a, str_z(texts[i]), &address, NULL, &e), 0);
        put_steps(&want, &address);
        parent = address_parent(&address, address.n - 1);
        assert_str(parent.text, "a");
        with = address_with(&a, &parent, address.items + 1, address.n - 1);
        if (address_parse(&a, with.text, &again, NULL, &e) < 0)
            fail_msg("%s", e.message);
        put_steps(&got, &again);
        assert_true(str_eq(buf_str(&got), buf_str(&want)));
        assert_int_equal(address_parent(&address, 9).n, 0);
    }
}

/* ---- what they name ---------------------------------------------------------------------- */

static const char file[] =
    "top = [1, [2, 3]]\n"                                                         /* 1 */
    "module \"vpc\" {\n  source = \"s\"\n}\n"                                     /* 2 to 4 */
    "resource \"a\" \"b\" {\n  in {\n    p = 1\n  }\n  in {\n    p = 2\n  }\n}\n" /* 5 to 12 */
    "obj = { k = 1, \"q r\" = 2, 3 = 4, (\"p\") = 5, (x) = 6, \"i${x}\" = 7 }\n"  /* 13 */
    "m = merge(local.a, { x = 1, y = 2 }, { x = 3 }, local.b)\n"                  /* 14 */
    "h = <<-E\n  in = \"a\"\n  b \"l\" {\n    c = ${local.x}\n  }\nE\n"           /* 15 to 20 */
    "q = \"z = \\\"w\\\"\"\n"                                                     /* 21 */
    "e \"x\" \"y\" {}\ne \"x\" {}\n";                                             /* 22, 23 */

static void names(void **state)
{
    static const struct {
        const char *address, *text, *described;
    } cases[] = {
        { "top", "[1, [2, 3]]", "attribute top (line 1)" },
        { "top[0]", "1", "element 0 (line 1)" },
        { "top[1][1]", "3", "element 1 (line 1)" },
        { "module.vpc", "module \"vpc\" {\n  source = \"s\"\n}", "block module \"vpc\" (line 2)" },
        { "module[\"vpc\"].source", "\"s\"", "attribute source (line 3)" },
        { "module[0].vpc", NULL, "no block module has the label 0" },
        { "module.vpc[0].source", "\"s\"", "attribute source (line 3)" },
        { "resource.a.b.in[1].p", "2", "attribute p (line 10)" },
        { "resource.a.b.in[0]", "in {\n    p = 1\n  }", "block in (line 6)" },
        { "obj.k", "1", "key k (line 13)" },
        { "obj[\"q r\"]", "2", "key q r (line 13)" },
        { "obj[3]", "4", "key 3 (line 13)" },
        { "obj.p", "5", "key p (line 13)" },
        { "obj.x", NULL, "no key x" },
        { "m.x", "3", "key x (line 14)" },
        { "m.y", "2", "key y (line 14)" },
        { "m.merge(1).x", "1", "key x (line 14)" },
        { "m.merge(3)", "local.b", "argument 3 of merge() (line 14)" },
        { "m.merge(4)", NULL, "only 4 arguments" },
        { "h!in", "\"a\"", "attribute in (line 16)" },
        { "h!b.l.c", "${local.x}", "attribute c (line 18)" },
        { "h!b.l", "b \"l\" {\n  c = ${local.x}\n}", "block b \"l\" (line 17)" },
        { "q!z", "\"w\"", "attribute z (line 21)" },
        { "e.x", "e \"x\" {}", "block e \"x\" (line 23)" },
        { "e.x.y", "e \"x\" \"y\" {}", "block e \"x\" \"y\" (line 22)" },
        { "resource.a", NULL, "label" },
        { "nothing", NULL, "the file has no nothing, only top, module, resource" },
        { "m.x.y", NULL, "plain value" },
        { "m.x[+]", NULL, "m.x[+]: the address goes on, but line 14 has a plain value (3)" },
        { "m[+]", NULL, "what merge() computes (line 14) cannot be followed by [+]" },
        { "m!a", NULL, "what merge() computes (line 14) cannot be followed by !" },
        { "top[+]", NULL, "[+] is the place behind the last element of line 1's list" },
        { "m.f(0)", NULL, "line 14 calls merge(), not f()" },
        { "h!b.l[+]", NULL, "block b (line 17) cannot be followed by [+]" },
        { "module.vpc.f(0)", NULL, "block module (line 2) cannot be followed by .f(0)" },
        { "module.vpc!x", NULL, "block module (line 2) cannot be followed by !" },
        { "module[+]", NULL, "a block module has 1 label that must be given" },
        { "resource.a!", NULL, "a block resource has 2 labels that must be given" },
        { "resource.a.b.f(1)", NULL, "cannot be followed by .f(1)" },
        { "h!", "in = \"a\"\nb \"l\" {\n  c = ${local.x}\n}\n",
          "the text inside of the template of line 15" },
        { "q!", "z = \"w\"", "the text inside of the template of line 21" },
    };
    struct hcl_source source = { .path = str_lit("f"), .text = str_z(file) };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct hcl_diags diags = { .arena = &a };
        struct hcl_text text = hcl_text_file(&source, hcl_parse_file(&a, &source, &diags));
        struct address_target target;
        struct address address;
        struct err e;

        assert_int_equal(diags.n_errors, 0);
        assert_int_equal(address_parse(&a, str_z(cases[i].address), &address, NULL, &e), 0);
        if (address_resolve(&a, &text, &address, &target, &e) < 0) {
            if (cases[i].text || !strstr(e.message, cases[i].described))
                fail_msg("%s", e.message);
            continue;
        }
        if (!cases[i].text)
            fail_msg("%s is found", cases[i].address);
        assert_str(hcl_text_slice(&a, target.in, target.range), cases[i].text);
        assert_str(address_describe(&a, &target), cases[i].described);
    }
}

/* More things of one name than are listed. */
static void many(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf text = BUF_INIT;
    struct hcl_diags diags = { .arena = &a };
    struct hcl_source source = { .path = str_lit("f") };
    struct address_target target;
    struct address_found found;
    struct address address;
    struct hcl_text file_text;
    struct err e;

    (void)state;
    for (int i = 0; i < 3 * ADDRESS_CANDIDATES_MAX; i++)
        buf_addz(&text, "b {\n  x = 1\n}\n");
    source.text = buf_str(&text);
    file_text = hcl_text_file(&source, hcl_parse_file(&a, &source, &diags));
    assert_int_equal(address_parse(&a, str_lit("b.x"), &address, NULL, &e), 0);
    found = address_find(&a, &file_text, &address);
    assert_int_equal(found.n, ADDRESS_CANDIDATES_MAX);
    assert_int_equal(address_resolve(&a, &file_text, &address, &target, &e), -1);
    assert_int_equal(e.code, ERR_CONFLICT);
    assert_int_equal(address_parse(&a, str_lit("b[59].x"), &address, NULL, &e), 0);
    assert_int_equal(address_resolve(&a, &file_text, &address, &target, &e), 0);
    assert_int_equal(address_parse(&a, str_lit("b[60].x"), &address, NULL, &e), 0);
    assert_int_equal(address_resolve(&a, &file_text, &address, &target, &e), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readable), cmocka_unit_test(unreadable), cmocka_unit_test(rest_and_limit),
        cmocka_unit_test(parts),    cmocka_unit_test(names),      cmocka_unit_test(many),
    };

    return cmocka_run_group_tests_name("address", tests, NULL, NULL);
}
