#include "hcl/value.h"
#include "unit.h"

static const struct hcl_source source = {
    .path = STR_INIT("x.hcl"),
    .text = STR_INIT("ref = \"v0.27.0\" # a comment"),
    .id = 1,
};

/* text|at+len kind start-end|...: "=" an exact span, "~" one that is not, "?" a hole. */
static void show(struct buf *b, const struct value *v)
{
    buf_addc(b, v->state == VALUE_UNKNOWN ? '?' : '"');
    buf_add(b, v->u.string);
    buf_addc(b, v->state == VALUE_UNKNOWN ? '?' : '"');
    for (size_t i = 0; v->origin && i < v->origin->n; i++) {
        const struct origin_span *s = &v->origin->spans[i];

        buf_printf(b, " %u+%u", s->at, s->len);
        if (s->kind == ORIGIN_HOLE)
            buf_printf(b, "?%.*s", STR(s->note));
        else
            buf_printf(b, "%c%u-%u", s->exact ? '=' : '~', s->range.start, s->range.end);
    }
}

static void check(const struct value *v, const char *want)
{
    AUTO_BUF struct buf b = BUF_INIT;

    assert_non_null(v);
    show(&b, v);
    assert_str(buf_str(&b), want);
}

static void add_ref(struct text_builder *b)
{
    text_add_source(b, str_lit("v0.27.0"), &source, (struct hcl_range){ 7, 14 });
}

static void test_pieces(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct text_builder b;

    (void)state;
    text_init(&b, &a);
    check(text_finish(&b), "\"\"");

    text_init(&b, &a);
    text_add(&b, str_lit("?ref="));
    add_ref(&b);
    text_add(&b, str_lit("!"));
    check(text_finish(&b), "\"?ref=v0.27.0!\" 5+7=7-14");

    /* What is written in one piece is one span; an escape stands alone. */
    text_init(&b, &a);
    text_add_source(&b, str_lit("v0"), &source, (struct hcl_range){ 7, 9 });
    text_add_source(&b, str_lit(".27"), &source, (struct hcl_range){ 9, 12 });
    text_add_source(&b, str_lit("\n"), &source, (struct hcl_range){ 12, 14 });
    check(text_finish(&b), "\"v0.27\n\" 0+5=7-12 5+1~12-14");
}

static void test_slices(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct text_builder b;
    const struct value *v;

    (void)state;
    text_init(&b, &a);
    text_add(&b, str_lit("a/"));
    add_ref(&b);
    text_add_source(&b, str_lit("\t"), &source, (struct hcl_range){ 20, 22 });
    text_add(&b, str_lit("/b"));
    v = text_finish(&b);
    check(v, "\"a/v0.27.0\t/b\" 2+7=7-14 9+1~20-22");
    check(value_slice(&a, v, 0, 12), "\"a/v0.27.0\t/b\" 2+7=7-14 9+1~20-22");
    check(value_slice(&a, v, 3, 11), "\"0.27.0\t/\" 0+6=8-14 6+1~20-22");
    check(value_slice(&a, v, 4, 6), "\".2\" 0+2=9-11");
    check(value_slice(&a, v, 0, 2), "\"a/\"");
    check(value_slice(&a, v, 9, 99), "\"\t/b\" 0+1~20-22");
    check(value_slice(&a, v, 5, 5), "\"\"");
    assert_ptr_equal(value_slice(&a, v, 0, 12), v);
}

static void test_holes(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct text_builder b;
    const struct value *v;

    (void)state;
    text_init(&b, &a);
    text_add_hole(&b, str_lit("${f()}"), str_lit("runs a command"));
    text_add(&b, str_lit("?ref="));
    add_ref(&b);
    text_add_hole(&b, str_lit("${g()}"), str_lit("second"));
    v = text_finish(&b);
    check(v, "?${f()}?ref=v0.27.0${g()}? 0+6?runs a command 11+7=7-14 18+6?second");
    assert_str(v->why, "runs a command");
    assert_true(v->not_null);
    /* Between the holes everything is known. */
    check(value_slice(&a, v, 6, 18), "\"?ref=v0.27.0\" 5+7=7-14");
    check(value_slice(&a, v, 17, 24), "?0${g()}? 0+1=13-14 1+6?second");

    text_init(&b, &a);
    text_add(&b, str_lit("x"));
    text_add_value(&b, value_unknown(&a, &type_string, str_lit("later")), 0, 0);
    check(text_finish(&b), "?x${...}? 1+6?later");
}

/* e and a combining acute accent become one character; spans around it keep their place. */
static void test_normal_form(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct text_builder b;

    (void)state;
    text_init(&b, &a);
    text_add_source(&b, str_lit("v0"), &source, (struct hcl_range){ 7, 9 });
    text_add(&b, str_lit("e\xcc\x81"));
    text_add_source(&b, str_lit(".27"), &source, (struct hcl_range){ 9, 12 });
    check(text_finish(&b), "\"v0\xc3\xa9.27\" 0+2=7-9 4+3=9-12");

    text_init(&b, &a);
    text_add_source(&b, str_lit("v0e\xcc\x81z"), &source, (struct hcl_range){ 7, 13 });
    check(text_finish(&b), "\"v0\xc3\xa9z\" 0+5~7-13");
}

static void test_sensitive(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct text_builder b;
    const struct value *v = value_with_sensitive(&a, value_string(&a, str_lit("pw")), true);

    (void)state;
    text_init(&b, &a);
    text_add_value(&b, v, 0, 2);
    assert_true(text_finish(&b)->sensitive);
    text_add(&b, str_lit("!"));
    assert_true(text_finish(&b)->sensitive);
}

static void test_too_long(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct text_builder b;
    const struct value *v;

    (void)state;
    text_init(&b, &a);
    text_add(&b, str_lit("0123456789abcdef"));
    v = text_finish(&b);
    while (v->u.string.n < TEXT_MAX) {
        text_init(&b, &a);
        text_add_value(&b, v, 0, v->u.string.n);
        text_add_value(&b, v, 0, v->u.string.n);
        v = text_finish(&b);
        assert_non_null(v);
    }
    text_init(&b, &a);
    text_add_value(&b, v, 0, v->u.string.n);
    text_add(&b, str_lit("x"));
    assert_null(text_finish(&b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces),    cmocka_unit_test(test_slices),
        cmocka_unit_test(test_holes),     cmocka_unit_test(test_normal_form),
        cmocka_unit_test(test_sensitive), cmocka_unit_test(test_too_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
