#include <math.h>

#include "hcl/func.h"
#include "hcl/ref_math.h"

static const struct value *from_double(struct call *c, double d)
{
    return isnan(d) ? call_error(c, -1, "the result is not a number") : value_double(c->arena, d);
}

/* The argument as a double; false after call_error() if it is finite and becomes infinite. */
static bool arg_double(struct call *c, size_t i, double *ret)
{
    *ret = mpfr_get_d(c->args[i]->u.number, MPFR_RNDN);
    if (isinf(*ret) && !mpfr_inf_p(c->args[i]->u.number)) {
        call_error(c, (int)i, "the number is too large");
        return false;
    }
    return true;
}

static const struct value *abs_run(struct call *c)
{
    const struct value *v = c->args[0];
    mpfr_t n;

    if (!mpfr_signbit(v->u.number))
        return v;
    mpfr_init2(n, mpfr_get_prec(v->u.number));
    mpfr_abs(n, v->u.number, MPFR_RNDN);
    v = value_number(c->arena, n);
    mpfr_clear(n);
    return v;
}

static const struct value *round_to(struct call *c, mpfr_rnd_t direction)
{
    const struct value *v = c->args[0];
    mpfr_t n;

    if (mpfr_inf_p(v->u.number) || (mpfr_integer_p(v->u.number) && !mpfr_zero_p(v->u.number)))
        return v;
    mpfr_init2(n, mpfr_get_prec(v->u.number));
    mpfr_rint(n, v->u.number, direction);
    if (mpfr_zero_p(n)) /* there is no -0 among the results */
        mpfr_set_zero(n, 1);
    v = value_number(c->arena, n);
    mpfr_clear(n);
    return v;
}

static const struct value *ceil_run(struct call *c)
{
    return round_to(c, MPFR_RNDU);
}

static const struct value *floor_run(struct call *c)
{
    return round_to(c, MPFR_RNDD);
}

static const struct value *extreme(struct call *c, int sign)
{
    const struct value *best;

    if (c->n == 0)
        return call_error(c, -1, "at least one number is needed");
    best = c->args[0];
    for (size_t i = 1; i < c->n; i++)
        if (mpfr_cmp(c->args[i]->u.number, best->u.number) * sign > 0)
            best = c->args[i];
    return best;
}

static const struct value *max_run(struct call *c)
{
    return extreme(c, 1);
}

static const struct value *min_run(struct call *c)
{
    return extreme(c, -1);
}

static const struct value *log_run(struct call *c)
{
    double n, base;

    if (!arg_double(c, 0, &n) || !arg_double(c, 1, &base))
        return NULL;
    return from_double(c, ref_log(n) / ref_log(base));
}

static const struct value *pow_run(struct call *c)
{
    double n, exponent;

    if (!arg_double(c, 0, &n) || !arg_double(c, 1, &exponent))
        return NULL;
    return from_double(c, ref_pow(n, exponent));
}

static const struct value *signum_run(struct call *c)
{
    int64_t n;

    if (!arg_int(c, 0, INT64_MIN, INT64_MAX, &n))
        return NULL;
    return value_int(c->arena, (n > 0) - (n < 0));
}

/* A digit of a number in base 2 to 62: up to 36 both cases are the same. */
static int digit_value(char ch, int64_t base)
{
    if (ch >= '0' && ch <= '9')
        return ch - '0';
    if (ch >= 'a' && ch <= 'z')
        return ch - 'a' + 10;
    if (ch >= 'A' && ch <= 'Z')
        return ch - 'A' + (base <= 36 ? 10 : 36);
    return 62;
}

static const struct value *parseint_run(struct call *c)
{
    enum { DIGITS_MAX = 10000, BITS_PER_DIGIT = 6 };
    const struct value *v;
    struct str s;
    int64_t base;
    bool minus;
    mpfr_t n;

    if (c->args[0]->type->kind != TYPE_STRING)
        return call_error(c, 0, "a string is needed, not %s", type_words(c, c->args[0]->type));
    if (!arg_int(c, 1, 2, 62, &base))
        return NULL;
    s = arg_text(c, 0);
    minus = s.n && s.p[0] == '-';
    s = str_skip(s, s.n && (s.p[0] == '-' || s.p[0] == '+'));
    if (s.n == 0 || s.n > DIGITS_MAX)
        return call_error(c, 0, s.n ? "the number has too many digits" : "a number is needed");
    mpfr_init2(n, (mpfr_prec_t)(s.n * BITS_PER_DIGIT < 64 ? 64 : s.n * BITS_PER_DIGIT));
    mpfr_set_zero(n, 1);
    for (size_t i = 0; i < s.n; i++) {
        int digit = digit_value(s.p[i], base);

        if (digit >= base) {
            mpfr_clear(n);
            return call_error(c, 0, "this is no whole number in base %d", (int)base);
        }
        mpfr_mul_si(n, n, (long)base, MPFR_RNDN);
        mpfr_add_si(n, n, digit, MPFR_RNDN);
    }
    if (minus && !mpfr_zero_p(n))
        mpfr_neg(n, n, MPFR_RNDN);
    if (mpfr_get_prec(n) > NUMBER_BITS)
        mpfr_prec_round(n, NUMBER_BITS, MPFR_RNDN);
    v = value_number(c->arena, n);
    mpfr_clear(n);
    return v;
}

/* An element of sum()'s list as a number; NULL after call_error(). */
static const struct value *addend(struct call *c, const struct value *v)
{
    struct str why;

    v = value_is_null(v) ? NULL : value_convert(c->arena, v, &type_number, &why);
    return v ? v : call_error(c, 0, "every element must be a number");
}

static const struct value *sum_run(struct call *c)
{
    const struct value *list = c->args[0], *v, *sum;
    const char *why;

    if (!is_sequence(list->type))
        return call_error(c, 0, "a list, set or tuple is needed, not %s",
                          type_words(c, list->type));
    if (list->u.list.n == 0)
        return call_error(c, 0, "an empty list has no sum");
    if (list->partial)
        return func_unknown(c, &type_number);
    sum = addend(c, list->u.list.items[0]);
    for (size_t i = 1; sum && i < list->u.list.n; i++) {
        v = addend(c, list->u.list.items[i]);
        if (!v)
            return NULL;
        sum = value_arithmetic(c->arena, NUMBER_ADD, sum, v, &why);
        if (!sum)
            return call_error(c, 0, "%s", why);
    }
    return sum;
}

/* Start, end and step of range(); false after call_error(). */
static bool range_bounds(struct call *c, const struct value *ret[3])
{
    if (c->n < 1 || c->n > 3) {
        call_error(c, -1, "one to three arguments are needed: start, end and step");
        return false;
    }
    ret[0] = c->n > 1 ? c->args[0] : value_int(c->arena, 0);
    ret[1] = c->n > 1 ? c->args[1] : c->args[0];
    ret[2] = c->n > 2
                 ? c->args[2]
                 : value_int(c->arena, mpfr_less_p(ret[1]->u.number, ret[0]->u.number) ? -1 : 1);
    if (mpfr_sgn(ret[2]->u.number) < 0 ? mpfr_greater_p(ret[1]->u.number, ret[0]->u.number)
                                       : mpfr_less_p(ret[1]->u.number, ret[0]->u.number)) {
        call_error(c, 1, "the end cannot be reached from the start by steps of this sign");
        return false;
    }
    return true;
}

static const struct value *range_run(struct call *c)
{
    enum { RANGE_MAX = 1024 };
    VEC(const struct value *) items = { 0 };
    const struct value *n[3];
    const char *why;
    bool down;

    if (!range_bounds(c, n))
        return NULL;
    down = mpfr_sgn(n[2]->u.number) < 0;
    while (down ? mpfr_greater_p(n[0]->u.number, n[1]->u.number)
                : mpfr_less_p(n[0]->u.number, n[1]->u.number)) {
        if (items.n == RANGE_MAX)
            return call_error(c, -1, "more than %d numbers; use a larger step or a nearer end",
                              RANGE_MAX);
        vec_push(c->arena, &items, n[0]);
        n[0] = value_arithmetic(c->arena, NUMBER_ADD, n[0], n[2], &why);
        if (!n[0])
            return call_error(c, -1, "%s", why);
    }
    return value_list(c->arena, &type_number, items.items, items.n);
}

static const struct type *range_type(struct call *c)
{
    return type_list(c->arena, &type_number);
}

static const struct param one_number[] = { { "num", &type_number, 0 } };
static const struct param numbers = { "numbers", &type_number, 0 };
static const struct param log_params[] = { { "num", &type_number, 0 },
                                           { "base", &type_number, 0 } };
static const struct param pow_params[] = { { "num", &type_number, 0 },
                                           { "power", &type_number, 0 } };
static const struct param parseint_params[] = { { "number", &type_dynamic, 0 },
                                                { "base", &type_number, 0 } };
static const struct param sum_params[] = { { "list", &type_dynamic, 0 } };

static const struct function table[] = {
    { "abs", one_number, 1, NULL, result_number, abs_run },
    { "ceil", one_number, 1, NULL, result_number, ceil_run },
    { "floor", one_number, 1, NULL, result_number, floor_run },
    { "log", log_params, 2, NULL, result_number, log_run },
    { "max", NULL, 0, &numbers, result_number, max_run },
    { "min", NULL, 0, &numbers, result_number, min_run },
    { "parseint", parseint_params, 2, NULL, result_number, parseint_run },
    { "pow", pow_params, 2, NULL, result_number, pow_run },
    { "range", NULL, 0, &numbers, range_type, range_run },
    { "signum", one_number, 1, NULL, result_number, signum_run },
    { "sum", sum_params, 1, NULL, result_number, sum_run },
};

const struct function_table functions_number = { table, ARRAY_LEN(table), &functions_string };
