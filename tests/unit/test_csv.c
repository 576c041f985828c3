#include "text/csv.h"

#include "base/buf.h"
#include "text/json.h"
#include "unit.h"

static void show(struct buf *out, const struct csv *csv, struct str text)
{
    for (size_t i = 0; i < csv->n; i++) {
        buf_addz(out, i ? " [" : "[");
        for (size_t k = 0; k < csv->items[i].n; k++) {
            const struct csv_field *f = &csv->items[i].items[k];

            if (k)
                buf_addc(out, ',');
            json_quote(out, f->text);
            assert_true(f->start <= f->end && f->end <= text.n);
            if (f->verbatim)
                assert_true(str_eq(f->text, str_slice(text, f->text_start, f->text_end)));
        }
        buf_addc(out, ']');
    }
}

static void reads(void **state)
{
    static const struct {
        const char *text, *want;
    } cases[] = {
        { "", "" },
        { "\n\r\n\n", "" },
        { "a", "[\"a\"]" },
        { "a,b\n1,2\n", "[\"a\",\"b\"] [\"1\",\"2\"]" },
        { "a,b\r\n1,2\r\n", "[\"a\",\"b\"] [\"1\",\"2\"]" },
        { "a,b\n\n,\n", "[\"a\",\"b\"] [\"\",\"\"]" },
        { "a\r", "[\"a\"]" },
        { "a\rb", "[\"a\\rb\"]" },
        { "\"a,b\",\"x\"\"y\"", "[\"a,b\",\"x\\\"y\"]" },
        { "\"a\r\nb\nc\",d", "[\"a\\nb\\nc\",\"d\"]" },
        { "\"\",\"\"\"\"", "[\"\",\"\\\"\"]" },
        { " a, b ", "[\" a\",\" b \"]" },
        { "\xc3\xa9,\xe6\x97\xa5", "[\"\xc3\xa9\",\"\xe6\x97\xa5\"]" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf out = BUF_INIT;
        struct csv csv;
        struct err e = { 0 };

        if (csv_parse(&a, str_z(cases[i].text), &csv, &e) < 0)
            fail_msg("%s: %s", cases[i].text, e.message);
        show(&out, &csv, str_z(cases[i].text));
        assert_str(buf_str(&out), cases[i].want);
    }
}

static void refuses(void **state)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        { "a,b\n1\n", "line 2: fewer" },           { "a,b\n1,2,3\n", "line 2: more" },
        { "a\n1\"2\n", "line 2: a quote" },        { "a\n\"1\n", "closing quote" },
        { "a\n\"x\" \n", "line 2: only a comma" }, { "\"a\"b", "only a comma" },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct csv csv;
        struct err e = { 0 };

        assert_int_equal(csv_parse(&a, str_z(cases[i].text), &csv, &e), -1);
        if (!strstr(e.message, cases[i].message))
            fail_msg("%s: %s", cases[i].text, e.message);
    }
}

static void keeps_places(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text = str_lit("ref\n\"v1.2\"\nv1.3\n\"a\"\"b\"\n");
    struct csv csv;

    (void)state;
    assert_int_equal(csv_parse(&a, text, &csv, NULL), 0);
    assert_str(str_slice(text, csv.items[1].items[0].start, csv.items[1].items[0].end), "\"v1.2\"");
    assert_true(csv.items[1].items[0].verbatim);
    assert_int_equal(csv.items[1].items[0].text_start, 5);
    assert_int_equal(csv.items[2].items[0].start, 11);
    assert_false(csv.items[3].items[0].verbatim);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads),
        cmocka_unit_test(refuses),
        cmocka_unit_test(keeps_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
