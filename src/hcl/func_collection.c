#include "hcl/func.h"
#include "text/utf8.h"

/* ---- counting and searching --------------------------------------------------------------- */

static const struct value *length_run(struct call *c)
{
    const struct value *v = c->args[0];
    size_t n = 0;

    switch (v->type->kind) {
    case TYPE_TUPLE:
    case TYPE_OBJECT:
        n = v->type->n; /* also of an unknown one */
        break;
    case TYPE_DYNAMIC:
        return func_mark(c, func_unknown(c, &type_number), v->sensitive);
    case TYPE_NUMBER:
    case TYPE_BOOL:
        return call_error(c, 0, "a string, list, set, map, tuple or object is needed, not %s",
                          type_words(c, v->type));
    case TYPE_STRING:
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_MAP:
        if (v->state == VALUE_UNKNOWN)
            return func_mark(c, func_unknown(c, &type_number), v->sensitive);
        n = v->type->kind == TYPE_STRING ? utf8_clusters(v->u.string)
            : v->type->kind == TYPE_MAP  ? v->u.map.n
                                         : v->u.list.n;
        break;
    }
    return func_mark(c, value_int(c->arena, (int64_t)n), v->sensitive);
}

/* The bool of `x == y`: 1, 0, or -1 if it is not known. */
static int equals(struct call *c, const struct value *x, const struct value *y)
{
    const struct value *v = value_equals(c->arena, x, y);

    return v->state == VALUE_UNKNOWN ? -1 : v->u.boolean;
}

static const struct value *contains_run(struct call *c)
{
    const struct value *list = c->args[0];
    bool unknown = false;

    if (!is_sequence(list->type))
        return call_error(c, 0, "a list, tuple or set is needed, not %s",
                          type_words(c, list->type));
    for (size_t i = 0; i < list->u.list.n; i++) {
        int equal = equals(c, c->args[1], list->u.list.items[i]);

        if (equal == 1)
            return value_bool(c->arena, true);
        unknown = unknown || equal < 0;
    }
    return unknown ? func_unknown(c, &type_bool) : value_bool(c->arena, false);
}

static const struct value *index_run(struct call *c)
{
    const struct value *list = c->args[0];

    if (!is_list_like(list->type))
        return call_error(c, 0, "a list or tuple is needed, not %s", type_words(c, list->type));
    for (size_t i = 0; i < list->u.list.n; i++) {
        int equal = equals(c, list->u.list.items[i], c->args[1]);

        if (equal < 0)
            return func_unknown(c, &type_number);
        if (equal)
            return value_int(c->arena, (int64_t)i);
    }
    return call_error(c, 1, "this value is not in the list");
}

static const struct value *alltrue_run(struct call *c)
{
    const struct value *list = c->args[0];

    for (size_t i = 0; i < list->u.list.n; i++) {
        const struct value *v = list->u.list.items[i];

        if (v->state == VALUE_UNKNOWN)
            return func_unknown(c, &type_bool);
        if (value_is_null(v) || !v->u.boolean)
            return value_bool(c->arena, false);
    }
    return value_bool(c->arena, true);
}

static const struct value *anytrue_run(struct call *c)
{
    const struct value *list = c->args[0];
    bool unknown = false;

    for (size_t i = 0; i < list->u.list.n; i++) {
        const struct value *v = list->u.list.items[i];

        if (v->state == VALUE_KNOWN && v->u.boolean)
            return value_bool(c->arena, true);
        unknown = unknown || v->state == VALUE_UNKNOWN;
    }
    return unknown ? func_unknown(c, &type_bool) : value_bool(c->arena, false);
}

/* ---- one of several ----------------------------------------------------------------------- */

static const struct type *coalesce_type(struct call *c)
{
    const struct type **types = arena_array(c->arena, c->n, sizeof *types);

    for (size_t i = 0; i < c->n; i++)
        types[i] = c->args[i]->type;
    return type_unify(c->arena, types, c->n, true);
}

static const struct value *coalesce_run(struct call *c)
{
    const struct type *type = c->n ? coalesce_type(c) : NULL;

    if (c->n == 0)
        return call_error(c, -1, "at least one argument is needed");
    if (!type)
        return call_error(c, -1, "all arguments must be of one type, or of types that convert");
    for (size_t i = 0; i < c->n; i++) {
        const struct value *v = value_convert(c->arena, c->args[i], type, NULL);

        if (!v)
            continue; /* the reference takes what does not convert for null */
        if (v->state == VALUE_UNKNOWN)
            return func_unknown(c, type);
        if (!value_is_null(v) && !(type->kind == TYPE_STRING && v->u.string.n == 0))
            return v;
    }
    return call_error(c, -1, "all arguments are null or empty strings");
}

static const struct value *coalescelist_run(struct call *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct value *v = c->args[i];

        if (v->state == VALUE_UNKNOWN)
            return func_unknown(c, &type_dynamic);
        if (!is_list_like(v->type))
            return call_error(c, (int)i, "a list or tuple is needed, not %s",
                              type_words(c, v->type));
    }
    for (size_t i = 0; i < c->n; i++)
        if (!value_is_null(c->args[i]) && c->args[i]->u.list.n)
            return c->args[i];
    return call_error(c, -1, "all lists are null or empty");
}

static const struct value *element_run(struct call *c)
{
    const struct value *list = c->args[0];
    size_t n = list->type->kind == TYPE_TUPLE ? list->type->n : list->u.list.n;
    int64_t index;

    if (!is_list_like(list->type))
        return call_error(c, 0, "a list or tuple is needed, not %s", type_words(c, list->type));
    if (!arg_int(c, 1, INT64_MIN, INT64_MAX, &index))
        return NULL;
    if (n == 0)
        return call_error(c, 0, "an empty list has no elements");
    index %= (int64_t)n;
    if (index < 0)
        index += (int64_t)n;
    return func_mark(c, list->u.list.items[index], list->sensitive);
}

static const struct type *element_type(struct call *c)
{
    return c->args[0]->type->kind == TYPE_LIST ? c->args[0]->type->element : &type_dynamic;
}

static const struct value *one_run(struct call *c)
{
    const struct value *v = c->args[0];

    if (!is_sequence(v->type) || v->u.list.n > 1)
        return call_error(c, 0, "a list, set or tuple of at most one element is needed");
    if (v->u.list.n == 1)
        return v->u.list.items[0];
    return value_null(c->arena, v->type->kind == TYPE_TUPLE ? &type_dynamic : v->type->element);
}

static const struct type *one_type(struct call *c)
{
    const struct type *t = c->args[0]->type;

    return t->kind == TYPE_LIST || t->kind == TYPE_SET ? t->element
           : t->kind == TYPE_TUPLE && t->n == 1        ? t->items[0]
                                                       : &type_dynamic;
}

/* ---- lists to lists ----------------------------------------------------------------------- */

static const struct value *compact_run(struct call *c)
{
    const struct value *list = c->args[0], **items;
    size_t n = 0;

    if (!value_is_wholly_known(list))
        return func_unknown(c, list->type);
    items = func_items(c, list);
    for (size_t i = 0; i < list->u.list.n; i++)
        if (!value_is_null(items[i]) && items[i]->u.string.n)
            items[n++] = items[i];
    return value_list(c->arena, &type_string, items, n);
}

/* concat() of lists only, whose element types unify; NULL if they do not. */
static const struct type *concat_list_type(struct call *c)
{
    const struct type **types = arena_array(c->arena, c->n, sizeof *types);

    for (size_t i = 0; i < c->n; i++) {
        types[i] = c->args[i]->type;
        if (types[i]->kind != TYPE_LIST)
            return NULL;
    }
    return type_unify(c->arena, types, c->n, true);
}

static const struct value *concat_run(struct call *c)
{
    const struct type *type, *element;
    const struct value **items;
    bool sensitive = false;
    struct str why = { 0 };
    size_t n = 0;

    if (c->n == 0)
        return call_error(c, -1, "at least one list is needed");
    for (size_t i = 0; i < c->n; i++) {
        if (!is_list_like(c->args[i]->type))
            return call_error(c, (int)i, "a list or tuple is needed, not %s",
                              type_words(c, c->args[i]->type));
        n += c->args[i]->u.list.n;
        sensitive = sensitive || c->args[i]->sensitive;
    }
    if (!func_items_fit(c, n))
        return NULL;
    type = concat_list_type(c);
    items = arena_array(c->arena, n, sizeof *items);
    n = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct value *v = c->args[i];

        if (type)
            v = value_convert(c->arena, v, type, &why);
        if (!v)
            return call_error(c, (int)i, "%.*s", STR(why));
        for (size_t k = 0; k < v->u.list.n; k++)
            items[n++] = v->u.list.items[k];
    }
    if (!type)
        return func_mark(c, value_tuple(c->arena, items, n), sensitive);
    element = n ? value_element_type(items, n) : type->element;
    if (!element)
        return call_error(c, -1, "the elements have no common type");
    return func_mark(c, value_list(c->arena, element, items, n), sensitive);
}

static const struct type *concat_type(struct call *c)
{
    const struct type *type = c->n ? concat_list_type(c) : NULL;

    return type ? type : &type_dynamic;
}

static const struct value *chunklist_run(struct call *c)
{
    const struct value *list = c->args[0], **items, **chunks;
    bool sensitive = list->sensitive || c->args[1]->sensitive;
    size_t n = list->u.list.n, n_chunks = 0;
    int64_t size;

    if (!arg_int(c, 1, 0, INT64_MAX, &size))
        return NULL;
    items = func_items(c, list);
    chunks = arena_array(c->arena, n, sizeof *chunks);
    if (size == 0 || (uint64_t)size > n)
        size = (int64_t)n;
    for (size_t at = 0; at < n; at += (size_t)size) {
        size_t len = n - at < (size_t)size ? n - at : (size_t)size;

        chunks[n_chunks++] = value_list(c->arena, list->type->element, items + at, len);
    }
    return func_mark(c, value_list(c->arena, list->type, chunks, n_chunks), sensitive);
}

static const struct type *chunklist_type(struct call *c)
{
    return type_list(c->arena, c->args[0]->type);
}

struct ranked {
    const struct value *value;
    size_t at;
};

static int compare_ranked(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    int order = value_compare(a->value, b->value);

    return order ? order : (a->at > b->at) - (a->at < b->at);
}

static const struct value *distinct_run(struct call *c)
{
    const struct value *list = c->args[0], **items;
    size_t n = list->u.list.n, kept = 0;
    struct ranked *ranked;

    if (!value_is_wholly_known(list))
        return func_unknown(c, list->type);
    items = func_items(c, list);
    ranked = arena_array(c->arena, n, sizeof *ranked);
    for (size_t i = 0; i < n; i++)
        ranked[i] = (struct ranked){ items[i], i };
    qsort(ranked, n, sizeof *ranked, compare_ranked);
    for (size_t i = 1; i < n; i++)
        if (value_compare(ranked[i - 1].value, ranked[i].value) == 0)
            items[ranked[i].at] = NULL;
    for (size_t i = 0; i < n; i++)
        if (items[i])
            items[kept++] = items[i];
    return value_list(c->arena, list->type->element, items, kept);
}

typedef VEC(const struct value *) values;

/* Adds v's elements to `out`, those of lists within it instead of the lists. */
static bool flatten(struct call *c, const struct value *v, values *out, bool *ret_unknown,
                    bool *ret_sensitive)
{
    *ret_sensitive = *ret_sensitive || v->sensitive;
    if (v->state == VALUE_UNKNOWN) {
        *ret_unknown = true;
        return true;
    }
    if (!func_items_fit(c, out->n + v->u.list.n))
        return false;
    for (size_t i = 0; i < v->u.list.n; i++) {
        const struct value *item = v->u.list.items[i];

        if (item->state == VALUE_UNKNOWN && item->type->kind == TYPE_DYNAMIC)
            *ret_unknown = true;
        if (!is_sequence(item->type) || value_is_null(item))
            vec_push(c->arena, out, item);
        else if (!flatten(c, item, out, ret_unknown, ret_sensitive))
            return false;
    }
    return true;
}

static const struct value *flatten_run(struct call *c)
{
    const struct value *v = c->args[0];
    bool unknown = false, sensitive = false;
    values out = { 0 };

    if (!is_sequence(v->type))
        return call_error(c, 0, "a list, set or tuple is needed, not %s", type_words(c, v->type));
    if (!flatten(c, v, &out, &unknown, &sensitive))
        return NULL;
    return func_mark(c,
                     unknown ? func_unknown(c, &type_dynamic)
                             : value_tuple(c->arena, out.items, out.n),
                     sensitive);
}

static const struct value *reverse_run(struct call *c)
{
    const struct value *v = c->args[0], **items;
    size_t n = v->u.list.n;

    if (!is_sequence(v->type))
        return call_error(c, 0, "a list, tuple or set is needed, not %s", type_words(c, v->type));
    items = arena_array(c->arena, n, sizeof *items);
    for (size_t i = 0; i < n; i++)
        items[i] = v->u.list.items[n - 1 - i];
    return func_mark(c,
                     v->type->kind == TYPE_TUPLE ? value_tuple(c->arena, items, n)
                                                 : value_list(c->arena, v->type->element, items, n),
                     v->sensitive);
}

static const struct value *slice_run(struct call *c)
{
    const struct value *v = c->args[0], **items;
    int64_t start, end;

    if (!is_list_like(v->type))
        return call_error(c, 0,
                          v->type->kind == TYPE_SET
                              ? "a set's elements have no indexes; use tolist() first"
                              : "a list or tuple is needed, not %s",
                          type_words(c, v->type));
    if (!arg_int(c, 1, 0, (int64_t)v->u.list.n, &start) ||
        !arg_int(c, 2, 0, (int64_t)v->u.list.n, &end))
        return NULL;
    if (start > end)
        return call_error(c, 1, "the start must not be greater than the end");
    items = func_items(c, v) + start;
    return func_mark(c,
                     v->type->kind == TYPE_TUPLE
                         ? value_tuple(c->arena, items, (size_t)(end - start))
                         : value_list(c->arena, v->type->element, items, (size_t)(end - start)),
                     v->sensitive);
}

static const struct type *slice_type(struct call *c)
{
    return c->args[0]->type->kind == TYPE_LIST ? c->args[0]->type : &type_dynamic;
}

static int compare_strings(const void *x, const void *y)
{
    const struct value *const *a = x, *const *b = y;

    return str_cmp((*a)->u.string, (*b)->u.string);
}

static const struct value *sort_run(struct call *c)
{
    const struct value *list = c->args[0], **items;

    if (!value_is_wholly_known(list))
        return func_unknown(c, list->type);
    items = func_items(c, list);
    for (size_t i = 0; i < list->u.list.n; i++)
        if (value_is_null(items[i]))
            return call_error(c, 0, "element %zu is null, which cannot be sorted", i);
    qsort(items, list->u.list.n, sizeof *items, compare_strings);
    return value_list(c->arena, &type_string, items, list->u.list.n);
}

static const struct value *matchkeys_run(struct call *c)
{
    const struct value *list = c->args[0], *keys = c->args[1], *search = c->args[2];
    const struct type *types[] = { keys->type, search->type }, *type;
    VEC(const struct value *) found = { 0 };
    struct str why = { 0 };

    type = type_unify(c->arena, types, ARRAY_LEN(types), true);
    if (!type)
        return call_error(c, 2, "keys and searchset must be of one type");
    if (list->u.list.n != keys->u.list.n)
        return call_error(c, 1, "there must be as many keys (%zu) as values (%zu)", keys->u.list.n,
                          list->u.list.n);
    keys = value_convert(c->arena, keys, type, &why);
    search = keys ? value_convert(c->arena, search, type, &why) : NULL;
    if (!search)
        return call_error(c, 2, "%.*s", STR(why));
    if (search->u.list.n && (!value_is_wholly_known(list) || !value_is_wholly_known(keys)))
        return func_unknown(c, list->type);
    for (size_t i = 0; i < keys->u.list.n; i++) {
        for (size_t k = 0; k < search->u.list.n; k++) {
            int equal = equals(c, keys->u.list.items[i], search->u.list.items[k]);

            if (equal < 0)
                return value_list(c->arena, list->type->element, NULL, 0);
            if (!equal)
                continue;
            vec_push(c->arena, &found, list->u.list.items[i]);
            break;
        }
    }
    return value_list(c->arena, list->type->element, found.items, found.n);
}

/* ---- table -------------------------------------------------------------------------------- */

static const struct type list_of_strings = { .kind = TYPE_LIST, .element = &type_string };
static const struct type list_of_bools = { .kind = TYPE_LIST, .element = &type_bool };
static const struct type list_of_any = { .kind = TYPE_LIST, .element = &type_dynamic };

static const struct param any_list[] = { { "list", &list_of_any, 0 } };
static const struct param bool_list[] = { { "list", &list_of_bools, 0 } };
static const struct param string_list[] = { { "list", &list_of_strings, 0 } };
static const struct param one_list[] = { { "list", &type_dynamic, 0 } };
static const struct param marked_list[] = { { "list", &type_dynamic, PARAM_SENSITIVE } };
static const struct param vals = { "vals", &type_dynamic,
                                   PARAM_NULL | PARAM_UNKNOWN | PARAM_DYNAMIC };
static const struct param seqs = { "seqs", &type_dynamic, PARAM_SENSITIVE };
static const struct param length_params[] = { { "value", &type_dynamic,
                                                PARAM_UNKNOWN | PARAM_DYNAMIC | PARAM_SENSITIVE } };
static const struct param search_params[] = { { "list", &type_dynamic, 0 },
                                              { "value", &type_dynamic, 0 } };
static const struct param element_params[] = { { "list", &type_dynamic, PARAM_SENSITIVE },
                                               { "index", &type_number, 0 } };
static const struct param chunk_params[] = { { "list", &list_of_any, PARAM_SENSITIVE },
                                             { "size", &type_number, PARAM_SENSITIVE } };
static const struct param slice_params[] = { { "list", &type_dynamic, PARAM_SENSITIVE },
                                             { "start_index", &type_number, 0 },
                                             { "end_index", &type_number, 0 } };
static const struct param matchkeys_params[] = { { "values", &list_of_any, 0 },
                                                 { "keys", &list_of_any, 0 },
                                                 { "searchset", &list_of_any, 0 } };

static const struct function table[] = {
    { "alltrue", bool_list, 1, NULL, result_bool, alltrue_run },
    { "anytrue", bool_list, 1, NULL, result_bool, anytrue_run },
    { "chunklist", chunk_params, 2, NULL, chunklist_type, chunklist_run },
    { "coalesce", NULL, 0, &vals, NULL, coalesce_run },
    { "coalescelist", NULL, 0, &vals, NULL, coalescelist_run },
    { "compact", string_list, 1, NULL, result_strings, compact_run },
    { "concat", NULL, 0, &seqs, concat_type, concat_run },
    { "contains", search_params, 2, NULL, result_bool, contains_run },
    { "distinct", any_list, 1, NULL, result_first, distinct_run },
    { "element", element_params, 2, NULL, element_type, element_run },
    { "flatten", marked_list, 1, NULL, NULL, flatten_run },
    { "index", search_params, 2, NULL, result_number, index_run },
    { "length", length_params, 1, NULL, result_number, length_run },
    { "matchkeys", matchkeys_params, 3, NULL, result_first, matchkeys_run },
    { "one", one_list, 1, NULL, one_type, one_run },
    { "reverse", marked_list, 1, NULL, NULL, reverse_run },
    { "slice", slice_params, 3, NULL, slice_type, slice_run },
    { "sort", string_list, 1, NULL, result_strings, sort_run },
};

const struct function_table functions_collection = { table, ARRAY_LEN(table), &functions_mapping };
