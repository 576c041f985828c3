#include "hcl/func.h"

const struct type *result_string(struct call *c)
{
    (void)c;
    return &type_string;
}

const struct type *result_number(struct call *c)
{
    (void)c;
    return &type_number;
}

const struct type *result_bool(struct call *c)
{
    (void)c;
    return &type_bool;
}

const struct type *result_strings(struct call *c)
{
    return type_list(c->arena, &type_string);
}

const struct type *result_first(struct call *c)
{
    return c->args[0]->type;
}

bool func_text_fits(struct call *c, uint64_t len)
{
    if (len <= TEXT_MAX)
        return true;
    call_error(c, -1, "the result would be longer than %d MiB", TEXT_MAX >> 20);
    return false;
}

bool func_items_fit(struct call *c, uint64_t n)
{
    if (n <= FUNC_ITEMS_MAX)
        return true;
    call_error(c, -1, "the result would have more than %d elements", FUNC_ITEMS_MAX);
    return false;
}

bool arg_int(struct call *c, size_t i, int64_t min, int64_t max, int64_t *ret)
{
    if (value_to_int(c->args[i], min, max, ret))
        return true;
    if (min == INT64_MIN || max == INT64_MAX)
        call_error(c, (int)i, "a whole number%s is needed",
                   min == 0   ? ", zero or more,"
                   : min == 1 ? ", one or more,"
                              : "");
    else
        call_error(c, (int)i, "a whole number from %lld to %lld is needed", (long long)min,
                   (long long)max);
    return false;
}

const char *type_words(struct call *c, const struct type *t)
{
    return str_cstr(c->arena, type_name(c->arena, t));
}

/* The reason why v is not wholly known; empty if it is, or if none was given. */
static struct str why_unknown(const struct value *v)
{
    struct str why = { 0 };
    bool map = is_mapping(v->type);
    size_t n;

    if (v->state == VALUE_UNKNOWN)
        return v->why;
    if (!v->partial)
        return why;
    n = map ? v->u.map.n : v->u.list.n;
    for (size_t i = 0; i < n && why.n == 0; i++)
        why = why_unknown(map ? v->u.map.values[i] : v->u.list.items[i]);
    return why;
}

const struct value *func_unknown(struct call *c, const struct type *t)
{
    struct str why = { 0 };

    for (size_t i = 0; i < c->n && why.n == 0; i++)
        why = why_unknown(c->args[i]);
    return value_unknown(c->arena, t, why);
}

const struct value *func_mark(struct call *c, const struct value *v, bool sensitive)
{
    return sensitive && !v->sensitive ? value_with_sensitive(c->arena, v, true) : v;
}

const struct value *func_text(struct call *c, struct str text)
{
    return func_text_fits(c, text.n) ? value_string(c->arena, text) : NULL;
}

const struct value *func_finish(struct call *c, struct text_builder *b)
{
    const struct value *v = text_finish(b);

    if (!v)
        func_text_fits(c, UINT64_MAX);
    return v;
}

const struct value *func_part(struct call *c, const struct value *v, struct str s)
{
    struct str whole = v->u.string;

    if (s.n == 0 || s.p < whole.p || s.p > whole.p + whole.n)
        return func_text(c, s);
    if (s.n == whole.n)
        return v;
    return value_slice(c->arena, v, (size_t)(s.p - whole.p), (size_t)(s.p - whole.p) + s.n);
}

const struct value **func_items(struct call *c, const struct value *v)
{
    const struct value **items = arena_array(c->arena, v->u.list.n, sizeof *items);

    for (size_t i = 0; i < v->u.list.n; i++)
        items[i] = v->u.list.items[i];
    return items;
}

bool func_is_finite(const struct value *v)
{
    if (v->state != VALUE_KNOWN)
        return true;
    if (v->type->kind == TYPE_NUMBER)
        return !mpfr_inf_p(v->u.number);
    if (is_mapping(v->type)) {
        for (size_t i = 0; i < v->u.map.n; i++)
            if (!func_is_finite(v->u.map.values[i]))
                return false;
    } else if (is_sequence(v->type)) {
        for (size_t i = 0; i < v->u.list.n; i++)
            if (!func_is_finite(v->u.list.items[i]))
                return false;
    }
    return true;
}

const struct scope *func_outermost(const struct call *c)
{
    const struct scope *s = c->scope;

    while (s && s->outer)
        s = s->outer;
    return s;
}
