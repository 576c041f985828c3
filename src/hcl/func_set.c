#include "hcl/func.h"

/* ---- operations on sets ------------------------------------------------------------------- */

/* The sets' common type; NULL after call_error(). Empty sets of no known type fit to all. */
static const struct type *common_type(struct call *c)
{
    const struct type **types = arena_array(c->arena, c->n, sizeof *types), *t;
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++) {
        const struct value *v = c->args[i];

        if (!is_sequence(v->type)) {
            call_error(c, (int)i, "a set is needed, not %.*s", STR(type_name(c->arena, v->type)));
            return NULL;
        }
        t = v->type->element;
        if (!(t->kind == TYPE_DYNAMIC && v->state == VALUE_KNOWN && v->u.list.n == 0))
            types[n++] = t;
    }
    t = n ? type_unify(c->arena, types, n, true) : &type_dynamic;
    if (!t)
        call_error(c, -1, "the sets' elements must be of one type, or of types that convert");
    return t ? type_set(c->arena, t) : NULL;
}

/*
 * All arguments as sets of that type; false after call_error(). What has only "any" in common
 * stays as it is, and then the sets are of different types.
 */
static bool convert_sets(struct call *c, const struct type *type)
{
    struct str why = { 0 };

    for (size_t i = 0; i < c->n; i++) {
        c->args[i] = value_convert(c->arena, c->args[i], type, &why);
        if (!c->args[i]) {
            call_error(c, (int)i, "%.*s", STR(why));
            return false;
        }
        if (!type_eq(c->args[i]->type, c->args[0]->type)) {
            call_error(c, (int)i, "a %.*s and a %.*s have no common type",
                       STR(type_name(c->arena, c->args[0]->type)),
                       STR(type_name(c->arena, c->args[i]->type)));
            return false;
        }
    }
    return true;
}

static bool all_known(struct call *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (!value_is_wholly_known(c->args[i]))
            return false;
    return true;
}

/* Is v among the sorted elements of the set? */
static bool has(const struct value *set, const struct value *v)
{
    size_t low = 0, high = set->u.list.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = value_compare(v, set->u.list.items[middle]);

        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

static const struct value *setunion_run(struct call *c)
{
    const struct type *type = common_type(c);
    const struct value **items;
    size_t n = 0, at = 0;

    if (!type || !convert_sets(c, type))
        return NULL;
    for (size_t i = 0; i < c->n; i++)
        n += c->args[i]->u.list.n;
    if (!func_items_fit(c, n))
        return NULL;
    items = arena_array(c->arena, n, sizeof *items);
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < c->args[i]->u.list.n; k++)
            items[at++] = c->args[i]->u.list.items[k];
    return value_set(c->arena, type->element, items, n);
}

/* The first set's elements that are in all other sets, or in none of them. */
static const struct value *filtered(struct call *c, bool wanted)
{
    const struct type *type = common_type(c);
    const struct value *first, **items;
    size_t n = 0;

    if (!type || !convert_sets(c, type))
        return NULL;
    if (!all_known(c))
        return func_unknown(c, type);
    first = c->args[0];
    items = arena_array(c->arena, first->u.list.n, sizeof *items);
    for (size_t k = 0; k < first->u.list.n; k++) {
        bool keep = true;

        for (size_t i = 1; i < c->n && keep; i++)
            keep = has(c->args[i], first->u.list.items[k]) == wanted;
        if (keep)
            items[n++] = first->u.list.items[k];
    }
    return value_set(c->arena, type->element, items, n);
}

static const struct value *setintersection_run(struct call *c)
{
    return filtered(c, true);
}

static const struct value *setsubtract_run(struct call *c)
{
    return filtered(c, false);
}

static const struct type *set_of_any(struct call *c)
{
    return type_set(c->arena, &type_dynamic);
}

/* ---- setproduct --------------------------------------------------------------------------- */

/* The element type that an argument gives to the tuples; NULL after call_error(). */
static const struct type *factor_type(struct call *c, size_t i)
{
    const struct type *t = c->args[i]->type, *unified;

    if (t->kind == TYPE_SET || t->kind == TYPE_LIST)
        return t->element;
    if (t->kind != TYPE_TUPLE) {
        call_error(c, (int)i, "a set or list is needed, not %.*s", STR(type_name(c->arena, t)));
        return NULL;
    }
    if (t->n == 0)
        return &type_dynamic;
    unified = type_unify(c->arena, t->items, t->n, true);
    if (!unified)
        call_error(c, (int)i, "all elements must be of one type, or of types that convert");
    return unified;
}

/* One argument's elements, all of type t; NULL after call_error(). */
static const struct value **factor_items(struct call *c, size_t i, const struct type *t)
{
    const struct value **items = func_items(c, c->args[i]);
    struct str why = { 0 };

    for (size_t k = 0; k < c->args[i]->u.list.n; k++) {
        items[k] = value_convert(c->arena, items[k], t, &why);
        if (!items[k]) {
            call_error(c, (int)i, "element %zu: %.*s", k, STR(why));
            return NULL;
        }
        /* Where there is no common type but "any", they may still differ. */
        if (!type_eq(items[k]->type, items[0]->type)) {
            call_error(c, (int)i, "all elements must be of one type");
            return NULL;
        }
    }
    return items;
}

/* All tuples, the last argument's elements changing fastest; NULL after call_error(). */
static const struct value **product(struct call *c, const struct type *const *types, size_t total)
{
    const struct value ***factors = arena_array(c->arena, c->n, sizeof *factors);
    const struct value **tuples = arena_array(c->arena, total, sizeof *tuples);
    size_t *at = arena_array(c->arena, c->n, sizeof *at);

    for (size_t i = 0; i < c->n; i++) {
        factors[i] = factor_items(c, i, types[i]);
        if (!factors[i])
            return NULL;
    }
    for (size_t r = 0; r < total; r++) {
        const struct value **items = arena_array(c->arena, c->n, sizeof *items);

        for (size_t i = 0; i < c->n; i++)
            items[i] = factors[i][at[i]];
        tuples[r] = value_tuple(c->arena, items, c->n);
        for (size_t i = c->n; i > 0 && ++at[i - 1] == c->args[i - 1]->u.list.n; i--)
            at[i - 1] = 0;
    }
    return tuples;
}

static const struct value *setproduct_run(struct call *c)
{
    const struct type **types = arena_array(c->arena, c->n, sizeof *types), *element, *type;
    const struct value **tuples;
    bool ordered = true, sensitive = false, unknown = false;
    uint64_t total = 1;

    if (c->n < 2)
        return call_error(c, -1, "at least two sets or lists are needed");
    for (size_t i = 0; i < c->n; i++) {
        types[i] = factor_type(c, i);
        if (!types[i])
            return NULL;
        ordered = ordered && c->args[i]->type->kind != TYPE_SET;
        sensitive = sensitive || c->args[i]->sensitive;
        unknown = unknown || c->args[i]->state == VALUE_UNKNOWN;
    }
    element = type_tuple(c->arena, types, c->n);
    type = ordered ? type_list(c->arena, element) : type_set(c->arena, element);
    if (unknown)
        return func_mark(c, func_unknown(c, type), sensitive);
    for (size_t i = 0; i < c->n; i++)
        total = c->args[i]->u.list.n ? total * c->args[i]->u.list.n : 0;
    /* Another factor may still be zero, so the products are looked at only now. */
    for (size_t i = 0, partial = 1; i < c->n && total; i++) {
        partial *= c->args[i]->u.list.n;
        if (!func_items_fit(c, partial))
            return NULL;
    }
    tuples = total ? product(c, types, (size_t)total) : NULL;
    if (total && !tuples)
        return NULL;
    return func_mark(c,
                     ordered ? value_list(c->arena, element, tuples, (size_t)total)
                             : value_set(c->arena, element, tuples, (size_t)total),
                     sensitive);
}

/* ---- table -------------------------------------------------------------------------------- */

static const struct type set_type = { .kind = TYPE_SET, .element = &type_dynamic };
static const struct param set_params[] = { { "first_set", &set_type, PARAM_DYNAMIC } };
static const struct param other_sets = { "other_sets", &set_type, PARAM_DYNAMIC };
static const struct param subtract_params[] = { { "a", &set_type, PARAM_DYNAMIC },
                                                { "b", &set_type, PARAM_DYNAMIC } };
static const struct param factors = { "sets", &type_dynamic, PARAM_UNKNOWN | PARAM_SENSITIVE };

static const struct function table[] = {
    { "setintersection", set_params, 1, &other_sets, set_of_any, setintersection_run },
    { "setproduct", NULL, 0, &factors, NULL, setproduct_run },
    { "setsubtract", subtract_params, 2, NULL, set_of_any, setsubtract_run },
    { "setunion", set_params, 1, &other_sets, set_of_any, setunion_run },
};

const struct function_table functions_set = { table, ARRAY_LEN(table), &functions_type };
