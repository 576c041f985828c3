/*
 * Equality and order of values: what == says, and where an element stands in a set.
 */
#include <inttypes.h>

#include "hcl/value.h"
#include "text/utf8.h"

/* ---- equality ---------------------------------------------------------------------------- */

enum answer { NO, YES, UNKNOWN };

/* Is it certain that the unknown v is not null? */
static bool never_null(const struct value *v)
{
    return v->state == VALUE_KNOWN || (v->state == VALUE_UNKNOWN && v->not_null);
}

/*
 * The text that an unknown string certainly begins with. Its last character is left out, since
 * what follows might combine with it.
 */
static struct str known_prefix(const struct value *unknown)
{
    struct str prefix = unknown->u.string;
    uint32_t code;

    if (unknown->type->kind != TYPE_STRING || !prefix.p || !unknown->origin)
        return str_lit("");
    for (size_t i = 0; i < unknown->origin->n; i++) {
        const struct origin_span *s = &unknown->origin->spans[i];

        if (s->kind == ORIGIN_HOLE) {
            prefix = str_slice(prefix, 0, s->at);
            break;
        }
    }
    return prefix.n ? str_slice(prefix, 0, prefix.n - utf8_prev(prefix, &code)) : prefix;
}

/* One of the two is unknown. Null values of any two types are equal, so types alone say little. */
static enum answer equals_unknown(const struct value *x, const struct value *y)
{
    const struct value *known = x->state == VALUE_UNKNOWN ? y : x;
    const struct value *unknown = known == x ? y : x;

    if (known->state == VALUE_UNKNOWN)
        return UNKNOWN;
    if (known->state == VALUE_NULL)
        return never_null(unknown) ? NO : UNKNOWN;
    if (type_has_dynamic(unknown->type))
        return UNKNOWN;
    if (!type_eq(known->type, unknown->type))
        return NO;
    if (known->type->kind == TYPE_STRING && unknown->not_null &&
        !str_starts(known->u.string, known_prefix(unknown)))
        return NO;
    return UNKNOWN;
}

static enum answer equals(const struct value *x, const struct value *y);

static enum answer equal_items(const struct value *const *x, const struct value *const *y, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        enum answer answer = equals(x[i], y[i]);

        if (answer != YES)
            return answer;
    }
    return YES;
}

static enum answer equal_maps(const struct value *x, const struct value *y)
{
    if (x->u.map.n != y->u.map.n)
        return NO;
    for (size_t i = 0; i < x->u.map.n; i++)
        if (!str_eq(x->u.map.keys[i], y->u.map.keys[i]))
            return NO;
    return equal_items(x->u.map.values, y->u.map.values, x->u.map.n);
}

/* Could a value of type x be of type y once the dynamic parts are known? */
static bool may_conform(const struct type *x, const struct type *y)
{
    if (x->kind == TYPE_DYNAMIC || y->kind == TYPE_DYNAMIC)
        return true;
    if (x->kind != y->kind || x->n != y->n)
        return false;
    if (x->element)
        return may_conform(x->element, y->element);
    for (size_t i = 0; i < x->n; i++)
        if ((x->kind == TYPE_OBJECT && !str_eq(x->names[i], y->names[i])) ||
            !may_conform(x->items[i], y->items[i]))
            return false;
    return true;
}

static enum answer equals(const struct value *x, const struct value *y)
{
    if (x->state == VALUE_UNKNOWN || y->state == VALUE_UNKNOWN)
        return equals_unknown(x, y);
    if (x->state == VALUE_NULL || y->state == VALUE_NULL)
        return x->state == y->state ? YES : NO;
    if (!type_eq(x->type, y->type)) {
        if ((x->partial || y->partial) && (type_has_dynamic(x->type) || type_has_dynamic(y->type)))
            return may_conform(x->type, y->type) ? UNKNOWN : NO;
        return NO;
    }
    switch (x->type->kind) {
    case TYPE_DYNAMIC:
        break;
    case TYPE_STRING:
        return str_eq(x->u.string, y->u.string) ? YES : NO;
    case TYPE_NUMBER:
        return value_number_eq(x, y) ? YES : NO;
    case TYPE_BOOL:
        return x->u.boolean == y->u.boolean ? YES : NO;
    case TYPE_SET:
        if (x->partial || y->partial)
            return UNKNOWN;
        if (x->u.list.n != y->u.list.n)
            return NO;
        return equal_items(x->u.list.items, y->u.list.items, x->u.list.n);
    case TYPE_LIST:
    case TYPE_TUPLE:
        if (x->u.list.n != y->u.list.n)
            return NO;
        return equal_items(x->u.list.items, y->u.list.items, x->u.list.n);
    case TYPE_MAP:
    case TYPE_OBJECT:
        return equal_maps(x, y);
    }
    BUG("a known value of dynamic type");
}

/* The reason of the first unknown value in v. */
static struct str first_why(const struct value *v)
{
    if (!v->partial || v->state == VALUE_UNKNOWN)
        return v->why;
    if (v->type->kind == TYPE_MAP || v->type->kind == TYPE_OBJECT) {
        for (size_t i = 0; i < v->u.map.n; i++)
            if (v->u.map.values[i]->partial)
                return first_why(v->u.map.values[i]);
    } else {
        for (size_t i = 0; i < v->u.list.n; i++)
            if (v->u.list.items[i]->partial)
                return first_why(v->u.list.items[i]);
    }
    return v->why;
}

const struct value *value_equals(struct arena *a, const struct value *x, const struct value *y)
{
    bool secret = x->secret || y->secret;
    const struct value *v;
    enum answer answer;

    /* Compared with null, only the marks of the values themselves matter. */
    if ((x->state == VALUE_NULL) != (y->state == VALUE_NULL))
        secret = x->sensitive || y->sensitive;
    answer = equals(x, y);
    if (answer == UNKNOWN)
        v = value_unknown_not_null(a, &type_bool, first_why(x->partial ? x : y));
    else
        v = value_bool(a, answer == YES);
    return value_with_sensitive(a, v, secret);
}

/* ---- order ------------------------------------------------------------------------------- */

/* A text as Go's %q writes it; what is beyond ASCII is taken as printable. */
static void sort_key_text(struct buf *b, struct str s)
{
    static const char letters[] = "abtnvfr";

    buf_addc(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c == '"' || c == '\\')
            buf_printf(b, "\\%c", c);
        else if (c >= 7 && c <= 13)
            buf_printf(b, "\\%c", letters[c - 7]);
        else if (c < 32 || c == 127)
            buf_printf(b, "\\x%02x", c);
        else
            buf_addc(b, (char)c);
    }
    buf_addc(b, '"');
}

static void sort_key_number(struct buf *b, mpfr_srcptr n)
{
    char text[64];

    if (mpfr_inf_p(n)) {
        buf_addz(b, mpfr_sgn(n) > 0 ? "+Inf" : "-Inf");
        return;
    }
    mpfr_snprintf(text, sizeof text, "%.10Rg", n);
    buf_addz(b, text);
}

/* The text that cty orders compound elements of a set by. */
static void sort_key(struct buf *b, const struct value *v)
{
    bool mapped = v->type->kind == TYPE_MAP || v->type->kind == TYPE_OBJECT;
    bool angles = v->type->kind == TYPE_OBJECT || v->type->kind == TYPE_TUPLE;
    size_t n;

    if (v->state != VALUE_KNOWN) {
        buf_addc(b, v->state == VALUE_NULL ? '~' : '?');
        return;
    }
    if (v->type->kind == TYPE_STRING) {
        sort_key_text(b, v->u.string);
        return;
    }
    if (v->type->kind == TYPE_NUMBER) {
        sort_key_number(b, v->u.number);
        return;
    }
    if (v->type->kind == TYPE_BOOL) {
        buf_addc(b, v->u.boolean ? 'T' : 'F');
        return;
    }
    buf_addc(b, angles ? '<' : mapped ? '{' : '[');
    n = mapped ? v->u.map.n : v->u.list.n;
    for (size_t i = 0; i < n; i++) {
        if (v->type->kind == TYPE_MAP) {
            sort_key_text(b, v->u.map.keys[i]);
            buf_addc(b, ':');
        }
        sort_key(b, mapped ? v->u.map.values[i] : v->u.list.items[i]);
        buf_addc(b, ';');
    }
    buf_addc(b, angles ? '>' : mapped ? '}' : ']');
}

static int compare_items(const struct value *const *x, size_t n_x, const struct value *const *y,
                         size_t n_y)
{
    for (size_t i = 0; i < n_x && i < n_y; i++) {
        int order = value_compare(x[i], y[i]);

        if (order)
            return order;
    }
    return (n_x > n_y) - (n_x < n_y);
}

/* Compound values: by their sort keys, then (numbers have ten digits there) by their parts. */
static int compare_compound(const struct value *x, const struct value *y)
{
    AUTO_BUF struct buf key_x = BUF_INIT, key_y = BUF_INIT;
    int order;

    sort_key(&key_x, x);
    sort_key(&key_y, y);
    order = str_cmp(buf_str(&key_x), buf_str(&key_y));
    if (order)
        return order;
    if (x->type->kind == TYPE_MAP || x->type->kind == TYPE_OBJECT)
        return compare_items(x->u.map.values, x->u.map.n, y->u.map.values, y->u.map.n);
    return compare_items(x->u.list.items, x->u.list.n, y->u.list.items, y->u.list.n);
}

/* A set keeps both zeros, though they are equal. */
static int compare_numbers(const struct value *x, const struct value *y)
{
    if (mpfr_zero_p(x->u.number) && mpfr_zero_p(y->u.number))
        return !!mpfr_signbit(y->u.number) - !!mpfr_signbit(x->u.number);
    return value_number_eq(x, y) ? 0 : mpfr_cmp(x->u.number, y->u.number);
}

int value_compare(const struct value *x, const struct value *y)
{
    static const int rank[] = { [VALUE_KNOWN] = 0, [VALUE_UNKNOWN] = 1, [VALUE_NULL] = 2 };

    if (x == y)
        return 0;
    if (x->state != VALUE_KNOWN || y->state != VALUE_KNOWN)
        return rank[x->state] - rank[y->state];
    switch (x->type->kind) {
    case TYPE_STRING:
        return str_cmp(x->u.string, y->u.string);
    case TYPE_NUMBER:
        return compare_numbers(x, y);
    case TYPE_BOOL:
        return x->u.boolean - y->u.boolean;
    case TYPE_DYNAMIC:
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_MAP:
    case TYPE_TUPLE:
    case TYPE_OBJECT:
        break;
    }
    return compare_compound(x, y);
}
