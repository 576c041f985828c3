/*
 * Numbers as Go's math/big.Float has them, made with MPFR. Both round to nearest even and both
 * give a number its own precision; so only three things need care here: the precision of results,
 * the text (MPFR's digits identify a number but are not the fewest that do), and memory, which
 * must be the arena's.
 */
#include <gmp.h>
#include <inttypes.h>

#include "hcl/value.h"

enum { LIMBS_MAX = NUMBER_BITS / GMP_NUMB_BITS };

/* Digits of a text: more means an exponent beyond the limit, or zeros without end. */
enum { DIGITS_MAX = 400 * 1000 };

struct number {
    __mpfr_struct head;
    mp_limb_t limbs[];
};

/* A zero of that precision in the arena; MPFR writes results into it without allocating. */
static mpfr_ptr number_new(struct arena *a, mpfr_prec_t bits)
{
    size_t limbs = ((size_t)bits + GMP_NUMB_BITS - 1) / GMP_NUMB_BITS;
    struct number *n = arena_alloc(a, sizeof *n + limbs * sizeof(mp_limb_t));

    mpfr_custom_init_set(&n->head, MPFR_ZERO_KIND, 0, bits, n->limbs);
    return &n->head;
}

static uint32_t number_weight(mpfr_srcptr n)
{
    mpfr_exp_t exponent = mpfr_regular_p(n) ? mpfr_get_exp(n) : 0;

    /* Large exponents have as many digits; log10(2) is about 1/3. */
    return 8 + (uint32_t)((exponent < 0 ? -exponent : exponent) / 3);
}

static const struct value *wrap(struct arena *a, mpfr_srcptr n)
{
    struct value *v = arena_new(a, struct value);

    v->type = &type_number;
    v->weight = number_weight(n);
    v->u.number = n;
    return v;
}

const struct value *value_int(struct arena *a, int64_t n)
{
    mpfr_ptr to = number_new(a, NUMBER_BITS_INT);

    mpfr_set_si(to, n, MPFR_RNDN);
    return wrap(a, to);
}

const struct value *value_double(struct arena *a, double n)
{
    mpfr_ptr to = number_new(a, NUMBER_BITS_DOUBLE);

    if (n != n)
        BUG("not a number");
    mpfr_set_d(to, n, MPFR_RNDN);
    return wrap(a, to);
}

const struct value *value_number(struct arena *a, mpfr_srcptr n)
{
    mpfr_ptr to = number_new(a, mpfr_get_prec(n));

    if (mpfr_nan_p(n))
        BUG("not a number");
    mpfr_set(to, n, MPFR_RNDN);
    return wrap(a, to);
}

static bool in_range(mpfr_srcptr n)
{
    mpfr_exp_t exponent;

    if (!mpfr_regular_p(n))
        return true;
    exponent = mpfr_get_exp(n);
    return exponent <= NUMBER_EXPONENT_MAX && exponent >= -NUMBER_EXPONENT_MAX;
}

/* ---- text to number ---------------------------------------------------------------------- */

static size_t skip_digits(struct str s, size_t i)
{
    while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
        i++;
    return i;
}

/*
 * Is it decimal: [+-] digits [. digits] [e [+-] digits], with a digit before or after the dot?
 * The exponent may also be one of 2, as in "1p3", which is 8; then its place is told.
 */
static bool is_decimal(struct str s, size_t *ret_p)
{
    size_t i = s.n && (s.p[0] == '+' || s.p[0] == '-') ? 1 : 0;
    size_t start = i, digits;

    i = skip_digits(s, i);
    digits = i - start;
    if (i < s.n && s.p[i] == '.') {
        start = i + 1;
        i = skip_digits(s, start);
        digits += i - start;
    }
    if (digits == 0)
        return false;
    *ret_p = s.n;
    if (i < s.n && strchr("eEpP", s.p[i])) {
        if (s.p[i] == 'p' || s.p[i] == 'P')
            *ret_p = i;
        i++;
        if (i < s.n && (s.p[i] == '+' || s.p[i] == '-'))
            i++;
        start = i;
        i = skip_digits(s, i);
        if (i == start)
            return false;
    }
    return i == s.n;
}

/* "inf" and "Inf" with or without a sign, as Go's parser has them. */
static bool is_infinity(struct str s, bool *ret_negative)
{
    *ret_negative = s.n && s.p[0] == '-';
    if (s.n && (s.p[0] == '+' || s.p[0] == '-'))
        s = str_skip(s, 1);
    return str_is(s, "inf") || str_is(s, "Inf");
}

/* Up to 18 digits: most numbers there are. */
static bool small_integer(struct str s, long *ret)
{
    long n = 0;

    if (s.n == 0 || s.n > 18 || skip_digits(s, 0) != s.n)
        return false;
    for (size_t i = 0; i < s.n; i++)
        n = n * 10 + (s.p[i] - '0');
    *ret = n;
    return true;
}

/* Sets n to the decimal text. False if it is beyond MPFR's exponents, that is, infinite or zero. */
static bool parse_decimal(mpfr_ptr n, struct str text)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    char *end;
    int inexact = mpfr_strtofr(n, str_cstr(&scratch, text), &end, 10, MPFR_RNDN);

    return !*end && !mpfr_inf_p(n) && !(mpfr_zero_p(n) && inexact);
}

/* Multiplies by 2^text. */
static bool apply_exponent(mpfr_ptr n, struct str text)
{
    uint64_t exponent;
    bool negative = text.p[0] == '-';

    if (text.p[0] == '-' || text.p[0] == '+')
        text = str_skip(text, 1);
    if (!str_to_u64(text, 2 * (uint64_t)NUMBER_EXPONENT_MAX, &exponent))
        return mpfr_zero_p(n);
    mpfr_mul_2si(n, n, negative ? -(long)exponent : (long)exponent, MPFR_RNDN);
    return true;
}

const struct value *value_number_parse(struct arena *a, struct str text)
{
    mpfr_ptr to;
    bool negative;
    long small;
    size_t p;

    if (small_integer(text, &small)) {
        to = number_new(a, NUMBER_BITS);
        mpfr_set_si(to, small, MPFR_RNDN);
        return wrap(a, to);
    }
    if (is_infinity(text, &negative)) {
        to = number_new(a, NUMBER_BITS);
        mpfr_set_inf(to, negative ? -1 : 1);
        return wrap(a, to);
    }
    if (text.n > DIGITS_MAX || !is_decimal(text, &p))
        return NULL;
    to = number_new(a, NUMBER_BITS);
    if (!parse_decimal(to, str_slice(text, 0, p)))
        return NULL;
    if (p < text.n && !apply_exponent(to, str_skip(text, p + 1)))
        return NULL;
    return in_range(to) ? wrap(a, to) : NULL;
}

/* ---- number to text ---------------------------------------------------------------------- */

/*
 * A decimal number 0.DIGITS * 10^point. Only the digits matter in shortest(); they are padded by
 * digit().
 */
struct decimal {
    const char *digits;
    size_t n;
    long point;
};

/* mantissa * 2^exponent as decimal digits; `scratch` is overwritten. */
static struct decimal exact_decimal(struct arena *a, const mpz_t mantissa, long exponent,
                                    mpz_t scratch)
{
    struct decimal d;
    char *text;

    if (exponent >= 0) {
        mpz_mul_2exp(scratch, mantissa, (mp_bitcnt_t)exponent);
    } else {
        /* m / 2^k = m * 5^k / 10^k */
        mpz_ui_pow_ui(scratch, 5, (unsigned long)-exponent);
        mpz_mul(scratch, scratch, mantissa);
    }
    text = arena_alloc(a, mpz_sizeinbase(scratch, 10) + 2);
    mpz_get_str(text, 10, scratch);
    d.digits = text;
    d.n = strlen(text);
    d.point = (long)d.n + (exponent < 0 ? exponent : 0);
    while (d.n && d.digits[d.n - 1] == '0')
        d.n--;
    return d;
}

static char digit(const struct decimal *d, size_t i)
{
    return i < d->n ? d->digits[i] : '0';
}

/* Rounds d to n digits: to nearest even if `nearest`, else up. Digits are copied. */
static void decimal_round(struct arena *a, struct decimal *d, size_t n, bool nearest)
{
    char *to;
    bool up = !nearest;

    if (n >= d->n)
        return;
    if (nearest) {
        bool half = d->digits[n] == '5' && n + 1 == d->n;

        up = half ? n > 0 && (d->digits[n - 1] - '0') % 2 : d->digits[n] >= '5';
    }
    to = arena_copy(a, d->digits, n);
    d->digits = to;
    if (up) {
        while (n && to[n - 1] == '9')
            n--;
        if (n == 0) {
            d->digits = "1";
            n = 1;
            d->point++;
        } else {
            to[n - 1]++;
        }
    }
    d->n = n;
    while (d->n && d->digits[d->n - 1] == '0')
        d->n--;
}

/*
 * Cuts d, the exact digits of a number, to the fewest that still lie between its neighbours'
 * halfway points `low` and `high` (which count themselves if the mantissa is even, since ties
 * round to even). Steele and White's method as Go's big.Float has it, so that the same digits
 * come out: digits are compared by index, also where `low` or `high` has a digit more or less in
 * front of its point.
 */
static void shortest(struct arena *a, struct decimal *d, const struct decimal *low,
                     const struct decimal *high, bool inclusive)
{
    for (size_t i = 0; i < d->n; i++) {
        char m = d->digits[i], u = digit(high, i);
        bool down = digit(low, i) != m || (inclusive && i + 1 == low->n);
        bool up = m != u && (inclusive || m + 1 < u || i + 1 < high->n);

        if (down && up) {
            decimal_round(a, d, i + 1, true);
            return;
        }
        if (down) {
            d->n = i + 1;
            while (d->n && d->digits[d->n - 1] == '0')
                d->n--;
            return;
        }
        if (up) {
            decimal_round(a, d, i + 1, false);
            return;
        }
    }
}

static struct decimal shortest_decimal(struct arena *a, mpfr_srcptr n)
{
    struct decimal d, low, high;
    mpz_t mantissa, around, scratch;
    long exponent;
    bool even;

    mpz_inits(mantissa, around, scratch, NULL);
    exponent = (long)mpfr_get_z_2exp(mantissa, n);
    mpz_abs(mantissa, mantissa);
    even = mpz_even_p(mantissa);
    d = exact_decimal(a, mantissa, exponent, scratch);
    /* Halfway to the neighbours; that a power of two has a nearer one below it does not count. */
    mpz_mul_2exp(around, mantissa, 1);
    mpz_add_ui(around, around, 1);
    high = exact_decimal(a, around, exponent - 1, scratch);
    mpz_sub_ui(around, around, 2);
    low = exact_decimal(a, around, exponent - 1, scratch);
    mpz_clears(mantissa, around, scratch, NULL);
    shortest(a, &d, &low, &high, even);
    return d;
}

static struct str decimal_text(struct arena *a, const struct decimal *d, bool negative)
{
    AUTO_BUF struct buf b = BUF_INIT;

    if (negative)
        buf_addc(&b, '-');
    if (d->point <= 0) {
        buf_addz(&b, "0.");
        buf_repeat(&b, '0', (size_t)-d->point);
        buf_add(&b, str_of(d->digits, d->n));
    } else if ((size_t)d->point >= d->n) {
        buf_add(&b, str_of(d->digits, d->n));
        buf_repeat(&b, '0', (size_t)d->point - d->n);
    } else {
        buf_add(&b, str_of(d->digits, (size_t)d->point));
        buf_addc(&b, '.');
        buf_add(&b, str_of(d->digits + d->point, d->n - (size_t)d->point));
    }
    return str_copy(a, buf_str(&b));
}

struct str value_number_text(struct arena *a, const struct value *number)
{
    mpfr_srcptr n = number->u.number;
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct decimal d;

    if (mpfr_inf_p(n))
        return mpfr_sgn(n) > 0 ? str_lit("+Inf") : str_lit("-Inf");
    if (mpfr_zero_p(n))
        return mpfr_signbit(n) ? str_lit("-0") : str_lit("0");
    /* An integer below 2^precision: a shorter text would be another integer. */
    if (mpfr_integer_p(n) && mpfr_fits_slong_p(n, MPFR_RNDN) && mpfr_get_exp(n) <= mpfr_get_prec(n))
        return str_printf(a, "%ld", mpfr_get_si(n, MPFR_RNDN));
    d = shortest_decimal(&scratch, n);
    return decimal_text(a, &d, mpfr_signbit(n));
}

/* ---- arithmetic -------------------------------------------------------------------------- */

static mpfr_prec_t wider(mpfr_srcptr x, mpfr_srcptr y)
{
    return mpfr_get_prec(x) > mpfr_get_prec(y) ? mpfr_get_prec(x) : mpfr_get_prec(y);
}

/* The full product is made first; the precision grows where the operands' would lose digits. */
static mpfr_ptr multiply(struct arena *a, mpfr_srcptr x, mpfr_srcptr y)
{
    mp_limb_t limbs[LIMBS_MAX];
    __mpfr_struct product;
    mpfr_prec_t bits = wider(x, y);
    mpfr_ptr to;

    memset(limbs, 0, sizeof limbs);
    mpfr_custom_init_set(&product, MPFR_ZERO_KIND, 0, NUMBER_BITS, limbs);
    mpfr_mul(&product, x, y, MPFR_RNDN);
    if (mpfr_regular_p(&product) && mpfr_min_prec(&product) > bits)
        bits = mpfr_min_prec(&product);
    to = number_new(a, bits);
    mpfr_set(to, &product, MPFR_RNDN);
    return to;
}

/* x - trunc(x / y) * y, each step rounded to the precision of x; x where y is zero. */
static mpfr_srcptr modulo(struct arena *a, mpfr_srcptr x, mpfr_srcptr y)
{
    mpfr_ptr quotient, work;

    if (mpfr_zero_p(y))
        return x;
    quotient = number_new(a, wider(x, y));
    mpfr_div(quotient, x, y, MPFR_RNDN);
    work = number_new(a, mpfr_get_prec(x));
    if (!mpfr_number_p(quotient) || !mpfr_number_p(y)) {
        mpfr_set_nan(work);
        return work;
    }
    mpfr_rint_trunc(quotient, quotient, MPFR_RNDN);
    mpfr_set(work, quotient, MPFR_RNDN);
    /* As an integer, which the reference makes of the quotient, zero has no sign. */
    if (mpfr_zero_p(work))
        mpfr_set_zero(work, 1);
    mpfr_mul(work, y, work, MPFR_RNDN);
    mpfr_sub(work, x, work, MPFR_RNDN);
    return work;
}

const struct value *value_arithmetic(struct arena *a, enum number_op op, const struct value *x,
                                     const struct value *y, const char **ret_why)
{
    mpfr_srcptr l = x->u.number, r = y->u.number, result = NULL;
    mpfr_ptr to;
    const char *why = NULL;

    switch (op) {
    case NUMBER_ADD:
    case NUMBER_SUBTRACT:
        to = number_new(a, wider(l, r));
        if (op == NUMBER_ADD)
            mpfr_add(to, l, r, MPFR_RNDN);
        else
            mpfr_sub(to, l, r, MPFR_RNDN);
        result = to;
        why = "infinities of opposite sign have no sum";
        break;
    case NUMBER_MULTIPLY:
        result = multiply(a, l, r);
        why = "zero times infinity has no result";
        break;
    case NUMBER_DIVIDE:
        to = number_new(a, wider(l, r));
        mpfr_div(to, l, r, MPFR_RNDN);
        result = to;
        why = "zero by zero and infinity by infinity cannot be divided";
        break;
    case NUMBER_MODULO:
        result = modulo(a, l, r);
        why = "an infinite number has no remainder";
        break;
    }
    if (!mpfr_nan_p(result)) {
        if (in_range(result))
            return wrap(a, result);
        why = "the result is too large or too small to compute with";
    }
    *ret_why = why;
    return NULL;
}

const struct value *value_negate(struct arena *a, const struct value *x)
{
    mpfr_ptr to = number_new(a, mpfr_get_prec(x->u.number));

    mpfr_neg(to, x->u.number, MPFR_RNDN);
    return wrap(a, to);
}

/* ---- comparison -------------------------------------------------------------------------- */

/*
 * 0.1 + 0.2 and 0.3 differ in their last bits but have the same shortest text, and are equal.
 */
bool value_number_eq(const struct value *x, const struct value *y)
{
    mpfr_srcptr l = x->u.number, r = y->u.number;
    AUTO_ARENA struct arena scratch = ARENA_INIT;

    if (mpfr_sgn(l) != mpfr_sgn(r))
        return false;
    if (mpfr_equal_p(l, r) && (mpfr_integer_p(l) || mpfr_get_prec(l) == mpfr_get_prec(r)))
        return true;
    if (mpfr_inf_p(l) || mpfr_inf_p(r))
        return mpfr_equal_p(l, r);
    if (mpfr_integer_p(l) || mpfr_integer_p(r))
        return false;
    return str_eq(value_number_text(&scratch, x), value_number_text(&scratch, y));
}

bool value_to_int(const struct value *number, int64_t min, int64_t max, int64_t *ret)
{
    mpfr_srcptr n = number->u.number;
    int64_t i;

    if (!mpfr_integer_p(n) || !mpfr_fits_slong_p(n, MPFR_RNDN))
        return false;
    i = mpfr_get_si(n, MPFR_RNDN);
    if (i < min || i > max)
        return false;
    *ret = i;
    return true;
}
