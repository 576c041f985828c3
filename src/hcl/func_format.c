/*
 * format() and formatlist(). The verbs are those of Go's fmt as far as Terraform allows them:
 *
 *     % [#0+- ]* [width] [.precision] ["[" number "]"] letter
 *
 * Width and precision of texts count grapheme clusters.
 */
#include <limits.h>

#include "hcl/func.h"
#include "text/utf8.h"

enum { WIDTH_MAX = 1000 * 1000 }; /* Go's own limit */

struct verb {
    size_t start, end; /* bytes of the format */
    char mode;
    bool sharp, zero, minus, plus, space;
    bool has_width, has_precision;
    size_t width, precision;
    size_t arg; /* from 1 */
};

struct formatter {
    struct call *call;
    const struct value *format;
    const struct value **args;
    size_t n_args;
    struct text_builder out;
};

static bool fail(struct formatter *f, const struct verb *verb, const char *what)
{
    struct str s = str_slice(f->format->u.string, verb->start, verb->end);

    call_error(f->call, -1, "%.*s at byte %zu of the format: %s", STR(s), verb->start, what);
    return false;
}

/* ---- padding ------------------------------------------------------------------------------ */

static bool pad(struct formatter *f, char c, size_t n)
{
    char spaces[64];

    if (!func_text_fits(f->call, f->out.text.n + n))
        return false;
    memset(spaces, c, sizeof spaces);
    for (; n > 0; n -= n < sizeof spaces ? n : sizeof spaces)
        text_add(&f->out, str_of(spaces, n < sizeof spaces ? n : sizeof spaces));
    return true;
}

/* Bytes 0..len of v within the verb's width. */
static bool add_padded(struct formatter *f, const struct verb *verb, const struct value *v,
                       size_t len)
{
    size_t have = 0, missing;

    if (verb->has_width)
        have = utf8_clusters(str_slice(v->u.string, 0, len));
    missing = verb->has_width && verb->width > have ? verb->width - have : 0;
    if (!verb->minus && !pad(f, verb->zero ? '0' : ' ', missing))
        return false;
    if (!func_text_fits(f->call, f->out.text.n + len))
        return false;
    text_add_value(&f->out, v, 0, len);
    return !verb->minus || pad(f, verb->zero ? '0' : ' ', missing);
}

/* ---- numbers ------------------------------------------------------------------------------ */

/* A finite number as 0.DIGITS x 10^exponent; digits without zeros at the ends, none for zero. */
struct decimal {
    bool minus;
    struct str digits;
    long exponent;
};

static struct str strip_zeros(struct str s)
{
    while (s.n && s.p[s.n - 1] == '0')
        s.n--;
    return s;
}

/* The shortest digits that tell the number from its neighbours. */
static struct decimal shortest_decimal(struct formatter *f, const struct value *number)
{
    struct str s = value_number_text(f->call->arena, number);
    struct decimal d = { .minus = s.n && s.p[0] == '-' };
    char *digits = arena_alloc(f->call->arena, s.n);
    bool fraction = false;
    size_t n = 0;

    for (size_t i = d.minus; i < s.n; i++) {
        if (s.p[i] == '.') {
            fraction = true;
            continue;
        }
        if (n == 0 && s.p[i] == '0') {
            d.exponent -= fraction;
            continue;
        }
        digits[n++] = s.p[i];
        d.exponent += !fraction;
    }
    d.digits = strip_zeros(str_of(digits, n));
    return d;
}

static struct decimal rounded_decimal(struct formatter *f, const struct value *number, size_t n)
{
    struct decimal d = { .minus = mpfr_signbit(number->u.number) };
    char *text;
    mpfr_exp_t exponent;

    if (mpfr_zero_p(number->u.number))
        return d;
    text = mpfr_get_str(NULL, &exponent, 10, n, number->u.number, MPFR_RNDN);
    if (!text)
        die("out of memory");
    d.digits = strip_zeros(str_copy(f->call->arena, str_z(text + d.minus)));
    d.exponent = exponent;
    mpfr_free_str(text);
    return d;
}

/* %g: with an exponent if that is below -4 or at least `limit`. Without sign. */
static struct str general_text(struct formatter *f, const struct decimal *d, long limit, char e)
{
    struct arena *a = f->call->arena;
    long exponent = d->exponent - 1;
    struct str digits = d->digits;
    struct str head, tail;

    if (digits.n == 0)
        return str_lit("0");
    if (exponent < -4 || exponent >= limit) {
        head = str_slice(digits, 0, 1);
        tail = str_skip(digits, 1);
        return str_printf(a, "%.*s%s%.*s%c%c%02ld", STR(head), tail.n ? "." : "", STR(tail), e,
                          exponent < 0 ? '-' : '+', labs(exponent));
    }
    if (exponent < 0)
        return str_printf(a, "0.%.*s%.*s", (int)(-exponent - 1), "000", STR(digits));
    head = str_slice(digits, 0, (size_t)exponent + 1);
    tail = str_skip(digits, (size_t)exponent + 1);
    if (tail.n)
        return str_printf(a, "%.*s.%.*s", STR(head), STR(tail));
    if ((size_t)exponent + 1 > digits.n)
        return str_printf(a, "%.*s%0*d", STR(head), (int)((size_t)exponent + 1 - digits.n), 0);
    return head;
}

/* The digits of a number for e, E, f, g, G, v; without sign. *ret is false if it is too long. */
static struct str float_text(struct formatter *f, const struct verb *verb,
                             const struct value *number)
{
    size_t precision = verb->has_precision ? verb->precision : 6;
    char e = verb->mode == 'E' || verb->mode == 'G' ? 'E' : 'e';
    struct decimal d;
    long limit;
    char *text;
    struct str s;
    int n;

    if (mpfr_inf_p(number->u.number))
        return str_lit("Inf");
    if (verb->mode == 'v' || ((verb->mode == 'g' || verb->mode == 'G') && !verb->has_precision)) {
        d = shortest_decimal(f, number);
        /* Go takes 21 only for doubles; here it is 6 as in C. */
        limit = 6;
        return general_text(f, &d, limit, e);
    }
    if (verb->mode == 'g' || verb->mode == 'G') {
        if (precision == 0)
            precision = 1;
        d = rounded_decimal(f, number, precision);
        limit = (long)precision;
        if (precision > d.digits.n && d.exponent <= (long)d.digits.n)
            limit = (long)d.digits.n;
        return general_text(f, &d, limit, e);
    }
    n = mpfr_asprintf(&text, verb->mode == 'f' ? "%.*Rf" : "%.*Re", (int)precision,
                      number->u.number);
    if (n < 0)
        die("cannot format a number");
    s = str_copy(f->call->arena, str_z(text + (text[0] == '-')));
    mpfr_free_str(text);
    if (verb->mode == 'E')
        for (size_t i = 0; i < s.n; i++)
            if (s.p[i] == 'e')
                s = str_printf(f->call->arena, "%.*sE%.*s", STR(str_slice(s, 0, i)),
                               STR(str_skip(s, i + 1)));
    return s;
}

static const char *sign_text(const struct verb *verb, bool minus, bool infinite)
{
    if (minus)
        return "-";
    if (infinite)
        return verb->space ? " " : "+";
    return verb->plus ? "+" : verb->space ? " " : "";
}

/*
 * A formatted number. If its text is just what the number's own conversion to text gives, then
 * that carries the provenance ("v%d" of a version number in some file).
 */
static bool add_number_text(struct formatter *f, const struct value *number, struct str text)
{
    struct str why;
    const struct value *own = value_convert(f->call->arena, number, &type_string, &why);

    if (!func_text_fits(f->call, f->out.text.n + text.n))
        return false;
    if (own && own->state == VALUE_KNOWN && str_eq(own->u.string, text))
        text_add_value(&f->out, own, 0, text.n);
    else
        text_add(&f->out, text);
    return true;
}

static bool add_float(struct formatter *f, const struct verb *verb, const struct value *number)
{
    struct str digits;
    const char *sign =
        sign_text(verb, mpfr_signbit(number->u.number), mpfr_inf_p(number->u.number) != 0);
    size_t len, missing;

    digits = float_text(f, verb, number);
    len = digits.n + strlen(sign);
    missing = verb->has_width && verb->width > len ? verb->width - len : 0;
    if (verb->zero && !mpfr_inf_p(number->u.number)) {
        text_add(&f->out, str_z(sign));
        return pad(f, '0', missing) && add_number_text(f, number, digits);
    }
    digits = str_printf(f->call->arena, "%s%.*s", sign, STR(digits));
    return (verb->minus || pad(f, ' ', missing)) && add_number_text(f, number, digits) &&
           (!verb->minus || pad(f, ' ', missing));
}

/* The digits of a whole number in the verb's base, without sign. */
static struct str integer_digits(struct formatter *f, const struct verb *verb,
                                 const struct value *number)
{
    int base = verb->mode == 'b' ? 2 : verb->mode == 'o' ? 8 : verb->mode == 'd' ? 10 : 16;
    mpfr_exp_t exponent;
    char *text;
    struct str s;
    size_t n;

    if (mpfr_zero_p(number->u.number))
        return str_lit("0");
    text = mpfr_get_str(NULL, &exponent, base, 0, number->u.number, MPFR_RNDN);
    if (!text)
        die("out of memory");
    s = str_z(text + (text[0] == '-'));
    /* Its digits stand behind a point: as many as the exponent says are in front of it. */
    n = (size_t)exponent;
    if (n <= s.n)
        s = str_copy(f->call->arena, str_slice(s, 0, n));
    else
        s = str_printf(f->call->arena, "%.*s%0*d", STR(s), (int)(n - s.n), 0);
    mpfr_free_str(text);
    if (verb->mode == 'X') {
        char *upper = arena_copy(f->call->arena, s.p, s.n);

        for (size_t i = 0; i < s.n; i++)
            if (upper[i] >= 'a' && upper[i] <= 'f')
                upper[i] = (char)(upper[i] - 'a' + 'A');
        s.p = upper;
    }
    return s;
}

static bool add_integer(struct formatter *f, const struct verb *verb, const struct value *number)
{
    const char *sign =
        sign_text(verb, mpfr_signbit(number->u.number) && !mpfr_zero_p(number->u.number), false);
    const char *prefix = "";
    struct str digits;
    size_t zeros = 0, missing, len;

    if (!mpfr_integer_p(number->u.number))
        return fail(f, verb, "a whole number is needed");
    if (mpfr_regular_p(number->u.number) && mpfr_get_exp(number->u.number) > NUMBER_EXPONENT_MAX)
        return fail(f, verb, "the number has too many digits");
    digits = integer_digits(f, verb, number);
    if (verb->sharp)
        prefix = verb->mode == 'b'   ? "0b"
                 : verb->mode == 'o' ? "0"
                 : verb->mode == 'x' ? "0x"
                 : verb->mode == 'X' ? "0X"
                                     : "";
    if (verb->has_precision) {
        if (verb->precision == 0 && str_is(digits, "0"))
            return true; /* as Go: nothing at all, not even the width */
        if (verb->precision > digits.n)
            zeros = verb->precision - digits.n;
    }
    len = strlen(sign) + strlen(prefix) + zeros + digits.n;
    missing = verb->has_width && verb->width > len ? verb->width - len : 0;
    if (missing && !verb->minus && verb->zero && !verb->has_precision) {
        zeros = missing;
        missing = 0;
    }
    if (!verb->minus && !pad(f, ' ', missing))
        return false;
    digits = str_printf(f->call->arena, "%s%s%s%.*s", sign, prefix, "", STR(digits));
    if (zeros) {
        size_t front = strlen(sign) + strlen(prefix);

        text_add(&f->out, str_slice(digits, 0, front));
        digits = str_skip(digits, front);
    }
    return pad(f, '0', zeros) && add_number_text(f, number, digits) &&
           (!verb->minus || pad(f, ' ', missing));
}

/* ---- other values ------------------------------------------------------------------------- */

/* The value as JSON; a plain string keeps its provenance inside the quotes. */
static bool add_json(struct formatter *f, const struct verb *verb, const struct value *v)
{
    AUTO_BUF struct buf json = BUF_INIT;
    struct text_builder b;
    const struct value *text;

    if (!func_is_finite(v))
        return fail(f, verb, "JSON has no infinite numbers");
    value_json(&json, v);
    if (!func_text_fits(f->call, json.n))
        return false;
    text_init(&b, f->call->arena);
    if (v->type->kind == TYPE_STRING && v->state == VALUE_KNOWN && json.n == v->u.string.n + 2) {
        text_add(&b, str_lit("\""));
        text_add_value(&b, v, 0, v->u.string.n);
        text_add(&b, str_lit("\""));
    } else {
        text_add(&b, str_copy(f->call->arena, buf_str(&json)));
    }
    text = func_finish(f->call, &b);
    return add_padded(f, verb, text, text->u.string.n);
}

static bool add_string(struct formatter *f, const struct verb *verb, const struct value *v)
{
    struct str why = { 0 };
    size_t len;

    v = value_convert(f->call->arena, v, &type_string, &why);
    if (!v)
        return fail(f, verb, "a string is needed");
    len = v->u.string.n;
    if (verb->has_precision && verb->precision > 0) {
        len = 0;
        for (size_t i = 0; i < verb->precision && len < v->u.string.n; i++)
            len += utf8_cluster(str_skip(v->u.string, len));
    }
    if (verb->mode == 'q')
        return add_json(f, verb, value_slice(f->call->arena, v, 0, len));
    return add_padded(f, verb, v, len);
}

static bool add_any(struct formatter *f, const struct verb *verb, const struct value *v)
{
    if (!verb->sharp && v->state == VALUE_KNOWN) {
        if (v->type->kind == TYPE_STRING)
            return add_padded(f, verb, v, v->u.string.n);
        if (v->type->kind == TYPE_NUMBER) {
            struct verb plain = { .mode = 'v' };
            struct str text = float_text(f, &plain, v);
            bool minus = mpfr_signbit(v->u.number), infinite = mpfr_inf_p(v->u.number);
            struct formatter own = { .call = f->call, .format = f->format };
            const struct value *made;

            text =
                str_printf(f->call->arena, "%s%.*s", sign_text(&plain, minus, infinite), STR(text));
            text_init(&own.out, f->call->arena);
            if (!add_number_text(&own, v, text))
                return false;
            made = func_finish(f->call, &own.out);
            return add_padded(f, verb, made, made->u.string.n);
        }
    }
    return add_json(f, verb, v);
}

static bool add_verb(struct formatter *f, const struct verb *verb)
{
    const struct value *v = f->args[verb->arg - 1];
    const struct type *type;
    struct str why = { 0 };

    if (!strchr("vtbdoxXeEfgGsq", verb->mode))
        return fail(f, verb, "there is no such verb");
    if (!value_is_wholly_known(v)) {
        if (v->type->kind != TYPE_STRING || v->state != VALUE_UNKNOWN)
            v = value_unknown(f->call->arena, &type_string, v->why);
        text_add_value(&f->out, v, 0, v->u.string.n);
        return true;
    }
    if (verb->mode == 'v')
        return add_any(f, verb, v);
    if (value_is_null(v))
        return fail(f, verb, "null cannot be formatted");
    if (verb->mode == 's' || verb->mode == 'q')
        return add_string(f, verb, v);
    type = verb->mode == 't' ? &type_bool : &type_number;
    v = value_convert(f->call->arena, v, type, &why);
    if (!v)
        return fail(f, verb, type == &type_bool ? "a bool is needed" : "a number is needed");
    if (verb->mode == 't') {
        text_add(&f->out, v->u.boolean ? str_lit("true") : str_lit("false"));
        return true;
    }
    return strchr("bdoxX", verb->mode) ? add_integer(f, verb, v) : add_float(f, verb, v);
}

/* ---- the format --------------------------------------------------------------------------- */

/* Digits as a number, with a limit; the position moves behind them. */
static bool scan_number(struct str s, size_t *at, size_t *ret)
{
    size_t n = 0;

    while (*at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9') {
        n = n * 10 + (size_t)(s.p[*at] - '0');
        if (n > WIDTH_MAX)
            return false;
        ++*at;
    }
    *ret = n;
    return true;
}

static size_t scan_flags(struct str s, size_t at, struct verb *verb)
{
    for (;; at++) {
        switch (at < s.n ? s.p[at] : '\0') {
        case '#':
            verb->sharp = true;
            break;
        case '0':
            verb->zero = true;
            break;
        case '-':
            verb->minus = true;
            break;
        case '+':
            verb->plus = true;
            break;
        case ' ':
            verb->space = true;
            break;
        default:
            return at;
        }
    }
}

/* The verb at *at, which is a percent sign; *at moves behind it. */
static bool scan_verb(struct formatter *f, size_t *at, struct verb *verb)
{
    struct str s = f->format->u.string;
    size_t i = scan_flags(s, *at + 1, verb);
    bool fits = true;
    char c;

    verb->start = *at;
    verb->end = i < s.n ? i + 1 : s.n;
    if (i < s.n && s.p[i] >= '1' && s.p[i] <= '9') {
        verb->has_width = true;
        fits = scan_number(s, &i, &verb->width);
    }
    if (fits && i < s.n && s.p[i] == '.') {
        i++;
        verb->has_precision = true;
        fits = scan_number(s, &i, &verb->precision);
    }
    if (fits && i + 1 < s.n && s.p[i] == '[' && s.p[i + 1] >= '1' && s.p[i + 1] <= '9') {
        i++;
        fits = scan_number(s, &i, &verb->arg);
        if (i >= s.n || s.p[i] != ']')
            return fail(f, verb, "the argument's number needs a ]");
        i++;
    }
    verb->end = i < s.n ? i + 1 : s.n;
    if (!fits)
        return fail(f, verb, "this number is too large");
    c = i < s.n ? s.p[i] : '\0';
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
        return fail(f, verb, "a verb's letter is missing; %% stands for a percent sign");
    verb->mode = c;
    *at = i + 1;
    return true;
}

/* The text of one format and its arguments; NULL after call_error(). */
static const struct value *format_once(struct call *c, const struct value *format,
                                       const struct value **args, size_t n)
{
    struct formatter f = { .call = c, .format = format, .args = args, .n_args = n };
    struct str s = format->u.string;
    size_t next = 1, highest = 0, at = 0;

    text_init(&f.out, c->arena);
    while (at < s.n) {
        size_t percent = str_find_char(str_skip(s, at), '%');
        struct verb verb = { .arg = next };

        percent = percent == STR_NONE ? s.n : at + percent;
        text_add_value(&f.out, format, at, percent);
        at = percent;
        if (at == s.n)
            break;
        if (at + 1 < s.n && s.p[at + 1] == '%') {
            text_add_value(&f.out, format, at + 1, at + 2);
            at += 2;
            continue;
        }
        if (!scan_verb(&f, &at, &verb))
            return NULL;
        if (verb.arg > highest)
            highest = verb.arg;
        if (verb.arg > n) {
            fail(&f, &verb, n ? "there are not that many arguments" : "there is no argument");
            return NULL;
        }
        if (!add_verb(&f, &verb))
            return NULL;
        next = verb.arg + 1;
    }
    if (highest < n)
        return call_error(c, (int)highest + 1, "the format uses only %zu of %zu arguments", highest,
                          n);
    return func_finish(c, &f.out);
}

static const struct value *format_run(struct call *c)
{
    return format_once(c, c->args[0], c->args + 1, c->n - 1);
}

/* ---- formatlist --------------------------------------------------------------------------- */

/* How many texts formatlist() makes; false after call_error(). *ret_unknown: cannot be said. */
static bool count_rounds(struct call *c, size_t *ret_n, bool *ret_unknown)
{
    size_t chooser = 0;

    *ret_n = 1;
    *ret_unknown = false;
    for (size_t i = 1; i < c->n; i++) {
        const struct value *v = c->args[i];
        size_t n;

        if (v->state == VALUE_UNKNOWN && (is_sequence(v->type) || v->type->kind == TYPE_DYNAMIC))
            *ret_unknown = true;
        if (!is_sequence(v->type) || value_is_null(v) ||
            (v->state == VALUE_UNKNOWN && v->type->kind != TYPE_TUPLE))
            continue;
        n = v->state == VALUE_UNKNOWN ? v->type->n : v->u.list.n;
        if (chooser && n != *ret_n) {
            call_error(c, (int)i,
                       "lists must be of equal length; this one has %zu elements, "
                       "argument %zu has %zu",
                       n, chooser + 1, *ret_n);
            return false;
        }
        chooser = i;
        *ret_n = n;
    }
    return true;
}

static const struct value *formatlist_run(struct call *c)
{
    const struct value **results, **args = arena_array(c->arena, c->n, sizeof *args);
    size_t rounds;
    bool unknown;

    if (!count_rounds(c, &rounds, &unknown))
        return NULL;
    if (unknown)
        return func_unknown(c, result_strings(c));
    results = arena_array(c->arena, rounds, sizeof *results);
    for (size_t r = 0; r < rounds; r++) {
        for (size_t i = 1; i < c->n; i++) {
            const struct value *v = c->args[i];

            args[i - 1] = is_sequence(v->type) && !value_is_null(v) ? v->u.list.items[r] : v;
        }
        results[r] = format_once(c, c->args[0], args, c->n - 1);
        if (!results[r])
            return NULL;
    }
    return value_list(c->arena, &type_string, results, rounds);
}

static const struct param format_params[] = { { "format", &type_string, 0 } };
static const struct param format_args = { "args", &type_dynamic, PARAM_NULL | PARAM_UNKNOWN };

static const struct function table[] = {
    { "format", format_params, 1, &format_args, result_string, format_run },
    { "formatlist", format_params, 1, &format_args, result_strings, formatlist_run },
};

const struct function_table functions_format = { table, ARRAY_LEN(table), &functions_regex };
