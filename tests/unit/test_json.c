#include "text/json.h"
#include "unit.h"

/* The tree as text: what each node is and, for strings, which bytes it came from. */
static void show(struct buf *out, const struct json *node, struct str text)
{
    switch (node->kind) {
    case JSON_NULL:
        buf_addz(out, "null");
        break;
    case JSON_BOOL:
        buf_addz(out, node->boolean ? "true" : "false");
        break;
    case JSON_NUMBER:
        buf_add(out, node->text);
        break;
    case JSON_STRING:
        json_quote(out, node->text);
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        buf_addc(out, node->kind == JSON_ARRAY ? '[' : '{');
        for (size_t i = 0; i < node->n; i++) {
            if (i)
                buf_addc(out, ',');
            if (node->kind == JSON_OBJECT) {
                show(out, node->keys[i], text);
                buf_addc(out, ':');
            }
            show(out, node->items[i], text);
        }
        buf_addc(out, node->kind == JSON_ARRAY ? ']' : '}');
        break;
    }
    assert_true(node->start < node->end && node->end <= text.n);
    for (size_t i = 0; i < node->n_pieces; i++) {
        const struct json_piece *p = &node->pieces[i];

        assert_true(p->escape == (text.p[p->start] == '\\'));
        if (!p->escape)
            assert_memory_equal(text.p + p->start, node->text.p + p->at, p->len);
    }
}

static void reads(void **state)
{
    static const struct {
        struct str text;
        const char *want;
    } cases[] = {
        { STR_INIT("1"), "1" },
        { STR_INIT(" \t\r\n{ } "), "{}" },
        { STR_INIT("[ ]"), "[]" },
        { STR_INIT("[null, true,false]"), "[null,true,false]" },
        { STR_INIT("[-0,0.5,-1.25e+10,1E5,12345678901234567890123]"),
          "[-0,0.5,-1.25e+10,1E5,12345678901234567890123]" },
        { STR_INIT("{\"a\":{\"b\":[1]},\"a\":2}"), "{\"a\":{\"b\":[1]},\"a\":2}" },
        { STR_INIT("\"\""), "\"\"" },
        { STR_INIT("\"a\\\"\\\\\\/\\b\\f\\n\\r\\tz\""), "\"a\\\"\\\\/\\b\\f\\n\\r\\tz\"" },
        { STR_INIT("\"\\u00e9\\u65E5\\ud83d\\ude00\""),
          "\"\xc3\xa9\xe6\x97\xa5\xf0\x9f\x98\x80\"" },
        { STR_INIT("\"\\ud83d\\u0041\""), "\"\xef\xbf\xbd"
                                          "A\"" },
        { STR_INIT("\"\\ude00x\\ud83d\""), "\"\xef\xbf\xbdx\xef\xbf\xbd\"" },
        { STR_INIT("\"\\u0000\\u001f\""), "\"\\u0000\\u001f\"" },
        { STR_INIT("\"a\x7f\""), "\"a\\u007f\"" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf out = BUF_INIT;
        struct json *root;
        struct err e = { 0 };

        if (json_parse(&a, cases[i].text, &root, NULL, &e) < 0)
            fail_msg("case %zu: %s", i, e.message);
        show(&out, root, cases[i].text);
        assert_str(buf_str(&out), cases[i].want);
    }
}

static void refuses(void **state)
{
    static const struct {
        struct str text;
        size_t offset;
        const char *message; /* a part of it */
    } cases[] = {
        { STR_INIT(""), 0, "expected a JSON value, but the text ends" },
        { STR_INIT("\xef\xbb\xbf{}"), 0, "found byte 0xef" },
        { STR_INIT("{\"a\":1,}"), 7, "member name" },
        { STR_INIT("[1,]"), 3, "expected a JSON value" },
        { STR_INIT("[,]"), 1, "expected a JSON value" },
        { STR_INIT("[1 2]"), 3, "',' or ']'" },
        { STR_INIT("{\"a\" 1}"), 5, "':'" },
        { STR_INIT("{a:1}"), 1, "double quotes" },
        { STR_INIT("{\"a\":1\n\n2"), 8, "line 3" },
        { STR_INIT("01"), 1, "must not begin with 0" },
        { STR_INIT("-"), 1, "digit" },
        { STR_INIT("1."), 2, "digit" },
        { STR_INIT(".5"), 0, "JSON value" },
        { STR_INIT("1e"), 2, "digit" },
        { STR_INIT("+1"), 0, "JSON value" },
        { STR_INIT("0x10"), 1, "nothing more" },
        { STR_INIT("NaN"), 0, "JSON value" },
        { STR_INIT("nul"), 0, "JSON value" },
        { STR_INIT("truex"), 4, "nothing more" },
        { STR_INIT("'a'"), 0, "JSON value" },
        { STR_INIT("\"a"), 2, "end of a string" },
        { STR_INIT("\"\\"), 2, "escape" },
        { STR_INIT("\"\\x41\""), 2, "escape" },
        { STR_INIT("\"\\u12g4\""), 2, "hexadecimal" },
        { STR_INIT("\"\\u123"), 2, "hexadecimal" },
        { STR_INIT("\"a\nb\""), 2, "control character" },
        { STR_INIT("\"\xff\""), 1, "UTF-8" },
        { STR_INIT("\"\xc0\x80\""), 1, "UTF-8" },
        { STR_INIT("\"\xed\xa0\x80\""), 1, "UTF-8" },
        { STR_INIT("\"\xf4\x90\x80\x80\""), 1, "UTF-8" },
        { STR_INIT("\"\xe6\x97"), 1, "UTF-8" },
        { STR_INIT("// c\n1"), 0, "JSON value" },
        { STR_INIT("1\0"), 1, "0x00" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct json *root;
        struct err e = { 0 };
        size_t offset = 999;

        if (json_parse(&a, cases[i].text, &root, &offset, &e) == 0)
            fail_msg("case %zu was accepted", i);
        assert_int_equal(e.code, ERR_SYNTAX);
        if (!strstr(e.message, cases[i].message))
            fail_msg("case %zu: %s", i, e.message);
        assert_int_equal(offset, cases[i].offset);
    }
}

static void keeps_ranges(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text = str_lit("{ \"k\": [ \"v1\", 2 ],\n  \"e\": \"x\\ty\\u0041\" }");
    struct json *root, *v;

    (void)state;
    assert_int_equal(json_parse(&a, text, &root, NULL, NULL), 0);
    assert_str(str_slice(text, root->start, root->end), text.p);
    assert_str(str_slice(text, root->keys[0]->start, root->keys[0]->end), "\"k\"");
    v = json_get(root, str_lit("k"));
    assert_str(str_slice(text, v->start, v->end), "[ \"v1\", 2 ]");
    assert_str(str_slice(text, v->items[0]->start, v->items[0]->end), "\"v1\"");
    assert_true(v->items[0]->text.p == text.p + v->items[0]->start + 1);
    assert_null(v->items[0]->pieces);
    v = json_get(root, str_lit("e"));
    assert_str(v->text, "x\tyA");
    assert_int_equal(v->n_pieces, 4);
    assert_str(str_slice(text, v->pieces[3].start, v->pieces[3].end), "\\u0041");
    assert_int_equal(v->pieces[3].at, 3);
    assert_null(json_get(root, str_lit("none")));
    assert_null(json_get(v, str_lit("k")));
}

static void last_of_equal_keys(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct json *root;

    (void)state;
    assert_int_equal(json_parse(&a, str_lit("{\"a\":1,\"a\":2}"), &root, NULL, NULL), 0);
    assert_int_equal(root->n, 2);
    assert_str(json_get(root, str_lit("a"))->text, "2");
}

static void limits_depth(void **state)
{
    (void)state;
    for (int depth = JSON_DEPTH_MAX; depth <= JSON_DEPTH_MAX + 1; depth++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf text = BUF_INIT;
        struct json *root;
        struct err e = { 0 };
        int rc;

        buf_repeat(&text, '[', (size_t)depth);
        buf_repeat(&text, ']', (size_t)depth);
        rc = json_parse(&a, buf_str(&text), &root, NULL, &e);
        assert_int_equal(rc, depth > JSON_DEPTH_MAX ? -1 : 0);
        assert_int_equal(e.code, depth > JSON_DEPTH_MAX ? ERR_LIMIT : ERR_NONE);
    }
}

static void quotes(void **state)
{
    AUTO_BUF struct buf out = BUF_INIT;

    (void)state;
    json_quote(&out, str_lit("a\"\\\n\x01\xe6\x97\xa5\xff<"));
    assert_str(buf_str(&out), "\"a\\\"\\\\\\n\\u0001\xe6\x97\xa5\xef\xbf\xbd<\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads),        cmocka_unit_test(refuses),
        cmocka_unit_test(keeps_ranges), cmocka_unit_test(last_of_equal_keys),
        cmocka_unit_test(limits_depth), cmocka_unit_test(quotes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
