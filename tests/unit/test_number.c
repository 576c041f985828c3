#include "hcl/value.h"
#include "unit.h"

static const struct value *parse(struct arena *a, const char *text)
{
    const struct value *v = value_number_parse(a, str_z(text));

    assert_non_null(v);
    return v;
}

static void test_parse_and_text(void **state)
{
    static const struct {
        const char *text, *want; /* want NULL: no number */
    } cases[] = {
        { "0", "0" },
        { "-0", "-0" },
        { "007", "7" },
        { "+1", "1" },
        { ".5", "0.5" },
        { "5.", "5" },
        { "1.e5", "100000" },
        { "1e3", "1000" },
        { "1E-3", "0.001" },
        { "0.1", "0.1" },
        { "1e+21", "1000000000000000000000" },
        { "123456789012345678901234567890", "123456789012345678901234567890" },
        { "0.1234567890123456789012345678901234567890",
          "0.123456789012345678901234567890123456789" },
        { "999999999999999999", "999999999999999999" },
        { "9999999999999999999", "9999999999999999999" },
        { "1p3", "8" },
        { "1.5P-1", "0.75" },
        { "0p99999999999999999999", "0" },
        { "1p99999999999999999999", NULL },
        { "1p9999999", NULL },
        { "1p", NULL },
        { "inf", "+Inf" },
        { "+Inf", "+Inf" },
        { "-inf", "-Inf" },
        { "", NULL },
        { " 1", NULL },
        { "1 ", NULL },
        { "0x10", NULL },
        { "1_000", NULL },
        { "1e", NULL },
        { "e1", NULL },
        { ".", NULL },
        { "-", NULL },
        { "--1", NULL },
        { "INF", NULL },
        { "infinity", NULL },
        { "nan", NULL },
        { "1e99999999", NULL },
        { "1e99999999999999999999", NULL },
        { "1e-99999999", NULL },
        { "1,5", NULL },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        const struct value *v = value_number_parse(&a, str_z(cases[i].text));

        if (cases[i].want) {
            assert_non_null(v);
            assert_str(value_number_text(&a, v), cases[i].want);
        } else if (v) {
            fail_msg("%s is taken as a number", cases[i].text);
        }
    }
}

/* Bits of one third, in each of the precisions. */
static void test_precision(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct value *one = value_int(&a, 1), *three = value_int(&a, 3);
    const char *why;

    (void)state;
    assert_str(value_number_text(&a, value_arithmetic(&a, NUMBER_DIVIDE, one, three, &why)),
               "0.33333333333333333334");
    one = value_double(&a, 1);
    three = value_double(&a, 3);
    assert_str(value_number_text(&a, value_arithmetic(&a, NUMBER_DIVIDE, one, three, &why)),
               "0.3333333333333333");
    one = parse(&a, "1");
    assert_str(value_number_text(&a, value_arithmetic(&a, NUMBER_DIVIDE, one, three, &why)),
               "0.333333333333333333333333333333333333333333333333333333333333333333333333333333333"
               "33333333333333333333333333333333333333333333333333333333333333333333333335");
    /* A product gets the precision that it needs. */
    one = value_int(&a, INT64_MAX);
    assert_str(value_number_text(&a, value_arithmetic(&a, NUMBER_MULTIPLY, one, one, &why)),
               "85070591730234615847396907784232501249");
    assert_str(value_number_text(&a, value_double(&a, 0.1)), "0.1");
    assert_str(value_number_text(&a, value_double(&a, 0x1p64)), "18446744073709550000");
}

static void test_arithmetic(void **state)
{
    static const struct {
        const char *x;
        enum number_op op;
        const char *y, *want; /* want NULL: an error */
    } cases[] = {
        { "0.1", NUMBER_ADD, "0.2", "0.3" },
        { "1", NUMBER_SUBTRACT, "3", "-2" },
        { "0", NUMBER_SUBTRACT, "0", "0" },
        { "-0", NUMBER_ADD, "-0", "-0" },
        { "0", NUMBER_MULTIPLY, "-1", "-0" },
        { "1", NUMBER_DIVIDE, "0", "+Inf" },
        { "-1", NUMBER_DIVIDE, "0", "-Inf" },
        { "1", NUMBER_DIVIDE, "inf", "0" },
        { "0", NUMBER_DIVIDE, "0", NULL },
        { "inf", NUMBER_DIVIDE, "inf", NULL },
        { "inf", NUMBER_SUBTRACT, "inf", NULL },
        { "inf", NUMBER_ADD, "inf", "+Inf" },
        { "inf", NUMBER_MULTIPLY, "0", NULL },
        { "11", NUMBER_MODULO, "5", "1" },
        { "-11", NUMBER_MODULO, "5", "-1" },
        { "11", NUMBER_MODULO, "-5", "1" },
        { "5", NUMBER_MODULO, "0", "5" },
        { "5.5", NUMBER_MODULO, "2", "1.5" },
        { "-0", NUMBER_MODULO, "7", "-0" },
        { "-0", NUMBER_MODULO, "-7", "0" },
        { "inf", NUMBER_MODULO, "2", NULL },
        { "2", NUMBER_MODULO, "inf", NULL },
        { "1e300000", NUMBER_MULTIPLY, "1e300000", NULL },
        { "1e-300000", NUMBER_MULTIPLY, "1e-300000", NULL },
    };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        const char *why = NULL;
        const struct value *v =
            value_arithmetic(&a, cases[i].op, parse(&a, cases[i].x), parse(&a, cases[i].y), &why);

        if (cases[i].want) {
            assert_non_null(v);
            assert_str(value_number_text(&a, v), cases[i].want);
        } else {
            assert_null(v);
            assert_non_null(why);
        }
    }
}

static void test_equal(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const char *why;
    const struct value *sum =
        value_arithmetic(&a, NUMBER_ADD, parse(&a, "0.1"), parse(&a, "0.2"), &why);

    (void)state;
    assert_true(value_number_eq(sum, parse(&a, "0.3")));
    assert_true(value_number_eq(parse(&a, "0"), parse(&a, "-0")));
    assert_true(value_number_eq(value_int(&a, 3), parse(&a, "3")));
    assert_true(value_number_eq(value_double(&a, 0.1), parse(&a, "0.1")));
    assert_true(value_number_eq(parse(&a, "inf"), parse(&a, "inf")));
    assert_false(value_number_eq(parse(&a, "inf"), parse(&a, "-inf")));
    assert_false(value_number_eq(parse(&a, "1"), parse(&a, "1.5")));
    assert_false(value_number_eq(parse(&a, "1"), parse(&a, "-1")));
    assert_false(value_number_eq(parse(&a, "0.25"), parse(&a, "0.125")));
}

static void test_to_int(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    int64_t n = 77;

    (void)state;
    assert_true(value_to_int(parse(&a, "-5"), -5, 5, &n));
    assert_int_equal(n, -5);
    assert_false(value_to_int(parse(&a, "6"), -5, 5, &n));
    assert_false(value_to_int(parse(&a, "0.5"), -5, 5, &n));
    assert_false(value_to_int(parse(&a, "inf"), INT64_MIN, INT64_MAX, &n));
    assert_false(value_to_int(parse(&a, "1e30"), INT64_MIN, INT64_MAX, &n));
    assert_true(value_to_int(parse(&a, "-9223372036854775808"), INT64_MIN, INT64_MAX, &n));
    assert_true(n == INT64_MIN);
    assert_true(value_to_int(parse(&a, "-0"), 0, 0, &n));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse_and_text), cmocka_unit_test(test_precision),
        cmocka_unit_test(test_arithmetic),     cmocka_unit_test(test_equal),
        cmocka_unit_test(test_to_int),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
