#include "hcl/func.h"

/* ---- maps and objects --------------------------------------------------------------------- */

static const struct value *keys_run(struct call *c)
{
    const struct value *v = c->args[0], **items;
    bool object = v->type->kind == TYPE_OBJECT;
    size_t n;

    if (!is_mapping(v->type))
        return call_error(c, 0, "a map or object is needed, not %.*s",
                          STR(type_name(c->arena, v->type)));
    if (!object && v->state == VALUE_UNKNOWN)
        return func_mark(c, func_unknown(c, result_strings(c)), v->sensitive);
    n = object ? v->type->n : v->u.map.n; /* an unknown object's names are known */
    items = arena_array(c->arena, n, sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = value_string(c->arena, object ? v->type->names[i] : v->u.map.keys[i]);
    return func_mark(c,
                     object ? value_tuple(c->arena, items, n)
                            : value_list(c->arena, &type_string, items, n),
                     v->sensitive);
}

static const struct value *values_run(struct call *c)
{
    const struct value *v = c->args[0];

    if (!is_mapping(v->type))
        return call_error(c, 0, "a map or object is needed, not %.*s",
                          STR(type_name(c->arena, v->type)));
    return func_mark(c,
                     v->type->kind == TYPE_OBJECT
                         ? value_tuple(c->arena, v->u.map.values, v->u.map.n)
                         : value_list(c->arena, v->type->element, v->u.map.values, v->u.map.n),
                     v->sensitive);
}

static const struct type *values_type(struct call *c)
{
    const struct type *t = c->args[0]->type;

    return t->kind == TYPE_MAP ? type_list(c->arena, t->element) : &type_dynamic;
}

static const struct value *lookup_run(struct call *c)
{
    const struct value *v = c->args[0], *key = c->args[1], *found, *otherwise;
    bool sensitive = v->sensitive || key->sensitive;
    struct str why = { 0 };

    if (c->n > 3)
        return call_error(c, 3, "only a map, a key and a default are allowed");
    if (!is_mapping(v->type))
        return call_error(c, 0, "a map or object is needed, not %.*s",
                          STR(type_name(c->arena, v->type)));
    otherwise = c->n == 3 ? c->args[2] : NULL;
    if (otherwise && v->type->kind == TYPE_MAP) {
        otherwise = value_convert(c->arena, otherwise, v->type->element, &why);
        if (!otherwise)
            return call_error(c, 2, "the default must be of the map's element type: %.*s",
                              STR(why));
    }
    found = value_get(v, key->u.string);
    if (!found)
        found = otherwise;
    if (!found && sensitive)
        return call_error(c, 1, "there is no element with this key, and no default");
    if (!found)
        return call_error(c, 1, "there is no element with the key \"%.*s\", and no default",
                          STR(key->u.string));
    return func_mark(c, found, sensitive);
}

static const struct type *lookup_type(struct call *c)
{
    return c->args[0]->type->kind == TYPE_MAP ? c->args[0]->type->element : &type_dynamic;
}

/* A null object counts as one without attributes. */
static const struct type *merged_type(struct call *c, size_t i)
{
    static const struct type empty = { .kind = TYPE_OBJECT };
    const struct value *v = c->args[i];

    return value_is_null(v) && v->type->kind != TYPE_MAP ? &empty : v->type;
}

static const struct value *merge_run(struct call *c)
{
    const struct type *first = NULL;
    bool same = true, dynamic = false, sensitive = false;
    const struct value **items;
    struct str *keys;
    size_t n = 0;

    for (size_t i = 0; i < c->n; i++) {
        const struct value *v = c->args[i];

        sensitive = sensitive || v->sensitive;
        if (v->type->kind == TYPE_DYNAMIC) {
            dynamic = true; /* an untyped null */
            continue;
        }
        if (!is_mapping(v->type))
            return call_error(c, (int)i, "a map or object is needed, not %.*s",
                              STR(type_name(c->arena, v->type)));
        same = same && (!first || type_eq(merged_type(c, i), first));
        first = first ? first : merged_type(c, i);
        n += value_is_null(v) ? 0 : v->u.map.n;
    }
    if (!func_items_fit(c, n))
        return NULL;
    keys = arena_array(c->arena, n, sizeof *keys);
    items = arena_array(c->arena, n, sizeof *items);
    n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct value *v = c->args[i];

        for (size_t k = 0; !value_is_null(v) && k < v->u.map.n; k++) {
            keys[n] = v->u.map.keys[k];
            items[n++] = v->u.map.values[k];
        }
    }
    if (first && same && !dynamic && first->kind == TYPE_MAP)
        return func_mark(c, value_map(c->arena, first->element, keys, items, n), sensitive);
    return func_mark(c, value_object(c->arena, keys, items, n), sensitive);
}

static const struct type *merge_type(struct call *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (!is_mapping(c->args[i]->type) || !type_eq(c->args[i]->type, c->args[0]->type))
            return &type_dynamic;
    return c->n ? c->args[0]->type : &type_dynamic;
}

static const struct value *zipmap_run(struct call *c)
{
    const struct value *keys = c->args[0], *v = c->args[1], **items;
    bool sensitive = keys->sensitive || v->sensitive;
    struct str *names;
    size_t n = keys->u.list.n;

    if (!is_list_like(v->type))
        return call_error(c, 1, "a list or tuple is needed, not %.*s",
                          STR(type_name(c->arena, v->type)));
    if (!value_is_wholly_known(keys))
        return func_mark(c, func_unknown(c, &type_dynamic), sensitive);
    if (n != v->u.list.n)
        return call_error(c, 1, "there must be as many values (%zu) as keys (%zu)", v->u.list.n, n);
    names = arena_array(c->arena, n, sizeof *names);
    for (size_t i = 0; i < n; i++) {
        const struct value *key = keys->u.list.items[i];

        if (value_is_null(key))
            return call_error(c, 0, "key %zu is null", i);
        names[i] = key->u.string;
        sensitive = sensitive || key->sensitive;
    }
    items = func_items(c, v);
    return func_mark(c,
                     v->type->kind == TYPE_TUPLE
                         ? value_object(c->arena, names, items, n)
                         : value_map(c->arena, v->type->element, names, items, n),
                     sensitive);
}

struct pair {
    struct str key, value;
    size_t at;
};

static int compare_pairs(const void *x, const void *y)
{
    const struct pair *a = x, *b = y;
    int order = str_cmp(a->key, b->key);

    if (!order)
        order = str_cmp(a->value, b->value);
    return order ? order : (a->at > b->at) - (a->at < b->at);
}

/* The pairs of a map of lists, the other way round and sorted; NULL after call_error(). */
static struct pair *turned_pairs(struct call *c, size_t *ret_n)
{
    const struct value *v = c->args[0];
    VEC(struct pair) pairs = { 0 };

    for (size_t i = 0; i < v->u.map.n; i++) {
        const struct value *list = v->u.map.values[i];

        if (value_is_null(list)) {
            call_error(c, 0, "the list of \"%.*s\" is null", STR(v->u.map.keys[i]));
            return NULL;
        }
        for (size_t k = 0; k < list->u.list.n; k++) {
            struct pair pair = { list->u.list.items[k]->u.string, v->u.map.keys[i], pairs.n };

            if (value_is_null(list->u.list.items[k])) {
                call_error(c, 0, "a list of \"%.*s\" contains null", STR(v->u.map.keys[i]));
                return NULL;
            }
            vec_push(c->arena, &pairs, pair);
        }
    }
    *ret_n = pairs.n;
    if (pairs.n)
        qsort(pairs.items, pairs.n, sizeof *pairs.items, compare_pairs);
    return pairs.n ? pairs.items : arena_new(c->arena, struct pair);
}

static const struct value *transpose_run(struct call *c)
{
    const struct value **lists, **items;
    struct pair *pairs;
    struct str *keys;
    size_t n, n_keys = 0;

    if (!value_is_wholly_known(c->args[0]))
        return func_unknown(c, c->args[0]->type);
    pairs = turned_pairs(c, &n);
    if (!pairs)
        return NULL;
    keys = arena_array(c->arena, n, sizeof *keys);
    lists = arena_array(c->arena, n, sizeof *lists);
    items = arena_array(c->arena, n, sizeof *items);
    for (size_t i = 0, start = 0; i < n; i++) {
        items[i] = value_string(c->arena, pairs[i].value);
        if (i + 1 < n && str_eq(pairs[i].key, pairs[i + 1].key))
            continue;
        keys[n_keys] = pairs[i].key;
        lists[n_keys++] = value_list(c->arena, &type_string, items + start, i + 1 - start);
        start = i + 1;
    }
    return value_map(c->arena, type_list(c->arena, &type_string), keys, lists, n_keys);
}

/* ---- functions that are gone -------------------------------------------------------------- */

static const struct value *list_run(struct call *c)
{
    return call_error(c, -1, "list() is gone since Terraform 0.12; write tolist([...])");
}

static const struct value *map_run(struct call *c)
{
    return call_error(c, -1, "map() is gone since Terraform 0.12; write tomap({...})");
}

/* ---- table -------------------------------------------------------------------------------- */

static const struct type list_of_strings = { .kind = TYPE_LIST, .element = &type_string };
static const struct type map_of_lists = { .kind = TYPE_MAP, .element = &list_of_strings };

static const struct param keys_params[] = { { "inputMap", &type_dynamic,
                                              PARAM_UNKNOWN | PARAM_SENSITIVE } };
static const struct param values_params[] = { { "mapping", &type_dynamic, PARAM_SENSITIVE } };
static const struct param lookup_params[] = { { "inputMap", &type_dynamic, PARAM_SENSITIVE },
                                              { "key", &type_string, PARAM_SENSITIVE } };
static const struct param lookup_default = {
    "default", &type_dynamic, PARAM_NULL | PARAM_UNKNOWN | PARAM_DYNAMIC | PARAM_SENSITIVE
};
static const struct param maps = { "maps", &type_dynamic,
                                   PARAM_NULL | PARAM_DYNAMIC | PARAM_SENSITIVE };
static const struct param zipmap_params[] = { { "keys", &list_of_strings, PARAM_SENSITIVE },
                                              { "values", &type_dynamic, PARAM_SENSITIVE } };
static const struct param transpose_params[] = { { "values", &map_of_lists, 0 } };
static const struct param gone = { "vals", &type_dynamic,
                                   PARAM_NULL | PARAM_UNKNOWN | PARAM_DYNAMIC };

static const struct function table[] = {
    { "keys", keys_params, 1, NULL, NULL, keys_run },
    { "list", NULL, 0, &gone, NULL, list_run },
    { "lookup", lookup_params, 2, &lookup_default, lookup_type, lookup_run },
    { "map", NULL, 0, &gone, NULL, map_run },
    { "merge", NULL, 0, &maps, merge_type, merge_run },
    { "transpose", transpose_params, 1, NULL, result_first, transpose_run },
    { "values", values_params, 1, NULL, values_type, values_run },
    { "zipmap", zipmap_params, 2, NULL, NULL, zipmap_run },
};

const struct function_table functions_mapping = { table, ARRAY_LEN(table), &functions_set };
