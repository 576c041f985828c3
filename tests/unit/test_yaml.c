#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

/* The tree on one line, as flow YAML with kinds visible: texts quoted, numbers and words not. */
static void show(struct buf *out, const struct yaml *node)
{
    switch (node->kind) {
    case YAML_NULL:
        buf_addz(out, "null");
        break;
    case YAML_BOOL:
        buf_addz(out, node->boolean ? "true" : "false");
        break;
    case YAML_NUMBER:
        buf_add(out, node->text);
        break;
    case YAML_STRING:
        json_quote(out, node->text);
        break;
    case YAML_SEQUENCE:
    case YAML_MAPPING:
        buf_addc(out, node->kind == YAML_SEQUENCE ? '[' : '{');
        for (size_t i = 0; i < node->n; i++) {
            if (i)
                buf_addz(out, ", ");
            if (node->kind == YAML_MAPPING) {
                show(out, node->keys[i]);
                buf_addz(out, ": ");
            }
            show(out, node->items[i]);
        }
        buf_addc(out, node->kind == YAML_SEQUENCE ? ']' : '}');
        break;
    }
}

/* Each pair was answered so by Terraform 1.11.4, but for keys and texts that it converts. */
static const struct {
    const char *text, *want;
} cases[] = {
    { "a", "\"a\"" },
    { "{}", "{}" },
    { "[]", "[]" },
    { "a: 1\nb: [x, 2]\n", "{\"a\": 1, \"b\": [\"x\", 2]}" },
    { "- a\n- - b\n  - c\n-\n", "[\"a\", [\"b\", \"c\"], null]" },
    { "[y, Y, yes, Yes, YES, on, On, ON, true, True, TRUE]",
      "[true, true, true, true, true, true, true, true, true, true, true]" },
    { "[n, N, no, No, NO, off, Off, OFF, false, False, FALSE]",
      "[false, false, false, false, false, false, false, false, false, false, false]" },
    { "[tRUE, yEs, nULL, oN]", "[\"tRUE\", \"yEs\", \"nULL\", \"oN\"]" },
    { "[~, null, Null, NULL, '', \"\", ]", "[null, null, null, null, \"\", \"\"]" },
    { "[017, 0o17, 0x1F, 1e3, +1, -2, 1., .5, -.5e+2, 0b11]",
      "[017, 15, 31, 1e3, +1, -2, 1., .5, -.5e+2, \"0b11\"]" },
    { "[1_000, 1.5e, 0x, 0o8, 1:30, -, +, 1.2.3, v1, .]",
      "[\"1_000\", \"1.5e\", \"0x\", \"0o8\", \"1:30\", \"-\", \"+\", \"1.2.3\", \"v1\", \".\"]" },
    { "[.inf, +.Inf, -.INF, inf, .INf]", "[inf, inf, -inf, \"inf\", \".INf\"]" },
    { "[!!int 1_000, !!float inf, !!int 0b11, !!int -0x10, !!str 12, !!str y]",
      "[1000, inf, 3, -16, \"12\", \"y\"]" },
    { "[!!bool 'yes', !!bool no, !!null x, !!null 5, !!binary aGVsbG8=]",
      "[\"yes\", false, null, 5, \"aGVsbG8=\"]" },
    { "2024-01-01", "\"2024-01-01T00:00:00Z\"" },
    { "2024-1-1 10:00:00", "\"2024-01-01T10:00:00Z\"" },
    { "2024-01-01T00:00:00.5Z", "\"2024-01-01T00:00:00Z\"" },
    { "2024-01-01t01:02:03+05:30", "\"2024-01-01T01:02:03+05:30\"" },
    { "2024-02-30", "\"2024-02-30\"" },
    { "'2024-01-01'", "\"2024-01-01\"" },
    { "|-\n  yes", "\"true\"" },
    { "|-\n  0x10", "\"16\"" },
    { "|-\n  ~", "null" },
    { "|\n  12\n", "\"12\\n\"" },
    { ">-\n  a\n  b\n", "\"a b\"" },
    { "'it''s'", "\"it's\"" },
    { "\"a\\tb\\x41\\u00e9\"", "\"a\\tbA\xc3\xa9\"" },
    { "\"a\\\n   b\"", "\"ab\"" },
    { "a b\n  c", "\"a b c\"" },
    { "a: &x {q: 1}\nb: *x\nc: [*x]",
      "{\"a\": {\"q\": 1}, \"b\": {\"q\": 1}, \"c\": [{\"q\": 1}]}" },
    { "a: &x {q: 1}\nb:\n  <<: *x\n  q: 2", "{\"a\": {\"q\": 1}, \"b\": {\"q\": 1, \"q\": 2}}" },
    { "\"<<\": {a: 1}\nb: 2", "{\"a\": 1, \"b\": 2}" },
    { "a: <<", "{\"a\": \"<<\"}" },
    { "&a a: 1\nb: &a c\nd: *a", "{\"a\": 1, \"b\": \"c\", \"d\": \"c\"}" },
    { "{a: 1, a: b}", "{\"a\": 1, \"a\": \"b\"}" },
    { "on: 1\n1.50: 2", "{true: 1, 1.50: 2}" },
    { "? a\n: b", "{\"a\": \"b\"}" },
    { "%YAML 1.1\n---\na: 1\n...\n", "{\"a\": 1}" },
    { "\xef\xbb\xbf"
      "a: b",
      "{\"a\": \"b\"}" },
    { "a: b # c\n# d\n", "{\"a\": \"b\"}" },
};

static void reads(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf out = BUF_INIT;
        struct yaml *root;
        struct err e = { 0 };

        if (yaml_parse(&a, str_z(cases[i].text), &root, NULL, &e) < 0)
            fail_msg("%s: %s", cases[i].text, e.message);
        show(&out, root);
        assert_str(buf_str(&out), cases[i].want);
    }
}

static const struct {
    const char *text, *message;
    size_t offset;
} faults[] = {
    { "", "no content", 0 },
    { "# only a comment\n", "no content", 17 },
    { "a: 1\n---\nb: 2", "only one document", 5 },
    { "%YAML 1.2\n---\na: 1", "directive", 0 },
    { "[.nan]", "NaN", 1 },
    { "a: !Ref x", "tag", 3 },
    { "! 12", "tag", 0 },
    { "!!seq {}", "tag", 0 },
    { "!!set {a}", "tag", 0 },
    { "!!bool x", "!!bool", 0 },
    { "!!int x", "number", 0 },
    { "!!binary _", "base64", 0 },
    { "~: b", "null", 0 },
    { "[a, {b: c}: d]", "scalar", 4 },
    { "{a: *x}", "anchor", 4 },
    { "&x [*x]", "inside", 4 },
    { "a: &x 1\n<<: *x", "merged", 12 },
    { "a: &x {q: 1}\nb:\n  <<: [*x]", "merged", 25 },
    { "a: b: c", "line 1: mapping values", 4 },
    { "a: 1\n\n@", "line 3", 6 },
    { "[1,2", "line 1", 4 },
    { "\xff", "UTF-8", 0 },
};

static void refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct yaml *root;
        struct err e = { 0 };
        size_t offset = 999;

        if (yaml_parse(&a, str_z(faults[i].text), &root, &offset, &e) == 0)
            fail_msg("%s: was accepted", faults[i].text);
        if (!strstr(e.message, faults[i].message))
            fail_msg("%s: %s", faults[i].text, e.message);
        if (offset != faults[i].offset)
            fail_msg("%s: at %zu, not %zu", faults[i].text, offset, faults[i].offset);
    }
}

/* The pieces of a scalar's text that are bytes of the file, "~" between them for what is not. */
static struct str pieces_of(struct arena *a, struct str text, const struct yaml *node)
{
    struct str shown = str_lit("");
    size_t at = 0;

    for (size_t i = 0; i < node->n_pieces; i++) {
        const struct yaml_piece *p = &node->pieces[i];
        struct str piece = str_slice(text, p->start, p->start + p->len);

        assert_true(p->start >= node->start && p->start + p->len <= node->end);
        assert_true(str_eq(piece, str_slice(node->text, p->at, p->at + p->len)));
        shown = str_printf(a, "%.*s%s%.*s", STR(shown), p->at > at || i > 0 ? "~" : "", STR(piece));
        at = p->at + p->len;
    }
    return at < node->text.n ? str_printf(a, "%.*s~", STR(shown)) : shown;
}

/* The place of the value of key "k": its bytes, and which of them are the text. */
static void keeps_ranges(void **state)
{
    static const struct {
        const char *text, *node, *pieces;
    } places[] = {
        { "k: v1.2  # c", "v1.2", "v1.2" },
        { "k: 'v1.2'", "'v1.2'", "v1.2" },
        { "k: \"v1.2\"", "\"v1.2\"", "v1.2" },
        { "# \xc3\xa9\nj: \xe6\x97\xa5\nk: v1.2\n", "v1.2", "v1.2" },
        { "\xef\xbb\xbfk: \xc3\xa9 # x", "\xc3\xa9", "\xc3\xa9" },
        { "a: 1\r\nk: v1.2\r\nb: 2\r\n", "v1.2", "v1.2" },
        { "k: &anchor !!str v1.2", "v1.2", "v1.2" },
        { "k: !!str # c\n  &anchor\n  'v1.2'", "'v1.2'", "v1.2" },
        { "j: &x v1.2\nk: *x", "v1.2", "v1.2" },
        { "j: &x {k: v1.2}\n<<: *x", "v1.2", "v1.2" },
        { "k: 1.20", "1.20", "1.20" },
        { "k: 0x10", "0x10", "~" },
        { "k: 'it''s'", "'it''s'", "it~s" },
        { "k: ''''", "''''", "~" },
        { "k: \"a\\\\\"", "\"a\\\\\"", "a~" },
        { "k: \"\\ttt\"", "\"\\ttt\"", "~tt" },
        { "k: \"vpc\\x20v1.2\\n\"", "\"vpc\\x20v1.2\\n\"", "vpc~" },
        { "k: \"\"", "\"\"", "" },
        { "k:\nj: 1", "", "" },
        { "k: a\n  b\nj: 1", "a\n  b", "a~b" },
        { "k: a \r\n\r\n  b\r\nj: 1", "a \r\n\r\n  b", "a~b" },
        { "k: 'a\n\n  b'", "'a\n\n  b'", "a~b" },
        { "k: 2024-01-01", "2024-01-01", "~" },
        { "k: |-\n  v1.2\nj: 1", "|-\n  v1.2\n", "v1.2" },
        { "k: >- # c\n    v1.2\n\n\nj: 1", ">- # c\n    v1.2\n\n\n", "v1.2" },
        { "k: |-\n  v1.2", "|-\n  v1.2", "v1.2" },
        { "k: |\r\n  v1.2\r\nj: 1", "|\r\n  v1.2\r\n", "v1.2~" },
        { "k: |+\n  v1.2\n  \n\nj: 1", "|+\n  v1.2\n  \n\n", "v1.2~" },
        { "k: &x !!str >2-\n\n    v1.2\nj: 1", ">2-\n\n    v1.2\n", "~  v1.2" },
        { "k: |\n  a\n\n   b\n  c\nj: 1", "|\n  a\n\n   b\n  c\n", "a~ b~c~" },
        { "k: >\n  a\n  b\n\n  c\n   d\nj: 1", ">\n  a\n  b\n\n  c\n   d\n", "a~b~c~ d~" },
        { "k: |-\n  yes\nj: 1", "|-\n  yes\n", "~" },
        { "k: [a, b] # c\nj: 1", "[a, b]", "" },
        { "k:\n  - a\n  - b: c # d\n\nj: 1", "- a\n  - b: c", "" },
        { "k:\n  a: &x b\n  c: *x\n# d\nj: 1", "a: &x b\n  c: *x", "" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct str text = str_z(places[i].text);
        struct yaml *root, *node;
        struct err e = { 0 };

        if (yaml_parse(&a, text, &root, NULL, &e) < 0)
            fail_msg("%s: %s", places[i].text, e.message);
        node = yaml_get(root, str_lit("k"));
        assert_non_null(node);
        assert_str(str_slice(text, node->start, node->end), places[i].node);
        print_message("%s\n", places[i].text);
        assert_str(pieces_of(&a, text, node), places[i].pieces);
    }
}

static void survives_laughs(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf text = BUF_INIT;
    struct yaml *root;
    struct err e = { 0 };

    (void)state;
    buf_addz(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
        buf_printf(&text, "a%d: &a%d [", i, i);
        for (int k = 0; k < 10; k++)
            buf_printf(&text, "*a%d, ", i - 1);
        buf_addz(&text, "]\n");
    }
    assert_int_equal(yaml_parse(&a, buf_str(&text), &root, NULL, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

static void limits_depth(void **state)
{
    (void)state;
    for (int depth = YAML_DEPTH_MAX; depth <= YAML_DEPTH_MAX + 1; depth++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf text = BUF_INIT;
        struct yaml *root;
        struct err e = { 0 };
        int rc;

        buf_repeat(&text, '[', (size_t)depth);
        buf_repeat(&text, ']', (size_t)depth);
        rc = yaml_parse(&a, buf_str(&text), &root, NULL, &e);
        assert_int_equal(rc, depth > YAML_DEPTH_MAX ? -1 : 0);
        assert_int_equal(e.code, depth > YAML_DEPTH_MAX ? ERR_LIMIT : ERR_NONE);
    }
}

/* Depth that only aliases make. */
static void limits_aliased_depth(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf text = BUF_INIT;
    struct yaml *root;
    struct err e = { 0 };

    (void)state;
    buf_addz(&text, "- &a0 x\n");
    for (int i = 1; i <= YAML_DEPTH_MAX; i++)
        buf_printf(&text, "- &a%d [*a%d]\n", i, i - 1);
    assert_int_equal(yaml_parse(&a, buf_str(&text), &root, NULL, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads),        cmocka_unit_test(refuses),
        cmocka_unit_test(keeps_ranges), cmocka_unit_test(survives_laughs),
        cmocka_unit_test(limits_depth), cmocka_unit_test(limits_aliased_depth),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
