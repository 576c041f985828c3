#include "hcl/value.h"

#include <stdlib.h>

#include "text/utf8.h"

static struct value *value_new(struct arena *a, const struct type *t)
{
    struct value *v = arena_new(a, struct value);

    v->type = t;
    v->weight = 8;
    return v;
}

static uint32_t weight_add(uint32_t x, uint64_t y)
{
    return x + y > UINT32_MAX ? UINT32_MAX : (uint32_t)(x + y);
}

/* Counts an item in the weight and flags of what contains it. */
static void add_item(struct value *v, const struct value *item, size_t key_len)
{
    v->weight = weight_add(v->weight, (uint64_t)item->weight + key_len);
    v->partial |= item->partial;
    v->secret |= item->secret;
}

/* ---- primitives, null, unknown ----------------------------------------------------------- */

const struct value *value_string_from(struct arena *a, struct str s, const struct origin *origin)
{
    struct value *v = value_new(a, &type_string);

    v->origin = origin;
    v->u.string = s.p ? s : str_lit("");
    v->weight = weight_add(8, s.n);
    return v;
}

const struct value *value_string(struct arena *a, struct str s)
{
    return value_string_from(a, utf8_nfc(a, s), NULL);
}

const struct value *value_bool(struct arena *a, bool b)
{
    static const struct value constants[2] = {
        { .type = &type_bool, .weight = 8, .u.boolean = false },
        { .type = &type_bool, .weight = 8, .u.boolean = true },
    };

    (void)a;
    return &constants[b];
}

const struct value *value_null(struct arena *a, const struct type *t)
{
    static const struct value dynamic = { .type = &type_dynamic, .state = VALUE_NULL, .weight = 8 };
    struct value *v;

    if (t->kind == TYPE_DYNAMIC)
        return &dynamic;
    v = value_new(a, t);
    v->state = VALUE_NULL;
    v->weight = t->weight;
    return v;
}

static struct value *unknown_new(struct arena *a, const struct type *t, struct str why)
{
    struct value *v = value_new(a, t);

    v->state = VALUE_UNKNOWN;
    v->partial = true;
    v->weight = t->weight;
    v->why = why;
    return v;
}

const struct value *value_unknown(struct arena *a, const struct type *t, struct str why)
{
    return unknown_new(a, t, why);
}

const struct value *value_unknown_not_null(struct arena *a, const struct type *t, struct str why)
{
    struct value *v = unknown_new(a, t, why);

    v->not_null = true;
    return v;
}

const struct value *value_unknown_text(struct arena *a, struct str text,
                                       const struct origin *origin, struct str why)
{
    struct value *v = unknown_new(a, &type_string, why);

    v->not_null = true;
    v->weight = weight_add(8, text.n);
    v->u.string = text.p ? text : str_lit("");
    v->origin = origin;
    return v;
}

/* ---- collections ------------------------------------------------------------------------- */

const struct value *value_tuple(struct arena *a, const struct value *const *items, size_t n)
{
    const struct type **types = arena_array(a, n, sizeof(*types));
    struct value *v;

    for (size_t i = 0; i < n; i++)
        types[i] = items[i]->type;
    v = value_new(a, type_tuple(a, types, n));
    v->u.list.items = items;
    v->u.list.n = n;
    for (size_t i = 0; i < n; i++)
        add_item(v, items[i], 0);
    return v;
}

/* A null or unknown of dynamic type as one of the element type. */
static const struct value *as_element(struct arena *a, const struct value *v,
                                      const struct type *element)
{
    struct value *typed;

    if (v->type->kind != TYPE_DYNAMIC || element->kind == TYPE_DYNAMIC)
        return v;
    typed = value_new(a, element);
    typed->state = v->state;
    typed->sensitive = v->sensitive;
    typed->secret = v->secret;
    typed->partial = v->partial;
    typed->not_null = v->not_null;
    typed->why = v->why;
    typed->weight = element->weight;
    return typed;
}

const struct type *value_element_type(const struct value *const *items, size_t n)
{
    const struct type *t = &type_dynamic;

    for (size_t i = 0; i < n; i++) {
        if (t->kind == TYPE_DYNAMIC)
            t = items[i]->type;
        else if (items[i]->type->kind != TYPE_DYNAMIC && !type_eq(items[i]->type, t))
            return NULL;
    }
    return t;
}

/* The items with element types; the array itself where nothing changes. */
static const struct value *const *as_elements(struct arena *a, const struct type *element,
                                              const struct value *const *items, size_t n)
{
    const struct value **to = NULL;

    for (size_t i = 0; i < n; i++) {
        const struct value *item = as_element(a, items[i], element);

        if (item != items[i] && !to) {
            to = arena_array(a, n, sizeof(*to));
            memcpy(to, items, n * sizeof(*to));
        }
        if (to)
            to[i] = item;
    }
    return to ? to : items;
}

const struct value *value_list(struct arena *a, const struct type *element,
                               const struct value *const *items, size_t n)
{
    struct value *v = value_new(a, type_list(a, element));

    items = as_elements(a, element, items, n);
    v->u.list.items = items;
    v->u.list.n = n;
    v->weight = v->type->weight;
    for (size_t i = 0; i < n; i++)
        add_item(v, items[i], 0);
    return v;
}

static int compare_items(const void *x, const void *y)
{
    return value_compare(*(const struct value *const *)x, *(const struct value *const *)y);
}

const struct value *value_set(struct arena *a, const struct type *element,
                              const struct value *const *items, size_t n)
{
    struct value *v = value_new(a, type_set(a, element));
    const struct value **to = arena_array(a, n, sizeof(*to));
    size_t kept = 0;

    items = as_elements(a, element, items, n);
    for (size_t i = 0; i < n; i++) {
        v->secret |= items[i]->secret;
        to[i] = value_unmark(a, items[i]);
    }
    v->sensitive = v->secret;
    if (n > 1)
        qsort(to, n, sizeof(*to), compare_items);
    for (size_t i = 0; i < n; i++) {
        /* An unknown element may turn out to be any value; so each of them stays. */
        if (kept && !to[i]->partial && value_compare(to[kept - 1], to[i]) == 0)
            continue;
        to[kept++] = to[i];
    }
    v->u.list.items = to;
    v->u.list.n = kept;
    v->weight = v->type->weight;
    for (size_t i = 0; i < kept; i++)
        add_item(v, to[i], 0);
    return v;
}

/* A stable merge sort, so that of equal keys the last one written is the last one. */
static void sort_keys(struct arena *a, struct str *keys, const struct value **values, size_t n)
{
    struct str *k;
    const struct value **v;

    for (size_t i = 1;; i++) {
        if (i >= n)
            return;
        if (str_cmp(keys[i - 1], keys[i]) > 0)
            break;
    }
    k = arena_array(a, n, sizeof *k);
    v = arena_array(a, n, sizeof(*v));
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t low = 0; low < n; low += 2 * width) {
            size_t middle = low + width < n ? low + width : n;
            size_t high = low + 2 * width < n ? low + 2 * width : n;
            size_t i = low, j = middle;

            for (size_t to = low; to < high; to++) {
                bool left = i < middle && (j >= high || str_cmp(keys[i], keys[j]) <= 0);
                size_t from = left ? i++ : j++;

                k[to] = keys[from];
                v[to] = values[from];
            }
        }
        memcpy(keys, k, n * sizeof *k);
        memcpy(values, v, n * sizeof(*v));
    }
}

/* Sorts by key; of equal keys the last one stays. Returns how many there are. */
static size_t unique_keys(struct arena *a, struct str *keys, const struct value **values, size_t n)
{
    size_t kept = 0;

    sort_keys(a, keys, values, n);
    for (size_t i = 0; i < n; i++) {
        if (i + 1 < n && str_eq(keys[i], keys[i + 1]))
            continue;
        keys[kept] = keys[i];
        values[kept++] = values[i];
    }
    return kept;
}

static void fill_map(struct value *v, const struct str *keys, const struct value *const *values,
                     size_t n)
{
    v->u.map.keys = keys;
    v->u.map.values = values;
    v->u.map.n = n;
    for (size_t i = 0; i < n; i++)
        add_item(v, values[i], keys[i].n + 4);
}

const struct value *value_object(struct arena *a, struct str *keys, const struct value **values,
                                 size_t n)
{
    const struct type **types;
    struct value *v;

    n = unique_keys(a, keys, values, n);
    types = arena_array(a, n, sizeof(*types));
    for (size_t i = 0; i < n; i++)
        types[i] = values[i]->type;
    v = value_new(a, type_object(a, keys, types, n));
    fill_map(v, keys, values, n);
    return v;
}

const struct value *value_map(struct arena *a, const struct type *element, struct str *keys,
                              const struct value **values, size_t n)
{
    struct value *v = value_new(a, type_map(a, element));

    n = unique_keys(a, keys, values, n);
    v->weight = v->type->weight;
    fill_map(v, keys, as_elements(a, element, values, n), n);
    return v;
}

const struct value *value_get(const struct value *v, struct str key)
{
    size_t low = 0, high = v->state == VALUE_KNOWN ? v->u.map.n : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(key, v->u.map.keys[middle]);

        if (order == 0)
            return v->u.map.values[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* ---- marks and flags --------------------------------------------------------------------- */

bool value_is_text(const struct value *v)
{
    return v && v->state == VALUE_KNOWN && v->type->kind == TYPE_STRING;
}

bool value_is_map(const struct value *v)
{
    return v && v->state == VALUE_KNOWN &&
           (v->type->kind == TYPE_OBJECT || v->type->kind == TYPE_MAP);
}

bool value_is_list(const struct value *v)
{
    return v && v->state == VALUE_KNOWN &&
           (v->type->kind == TYPE_TUPLE || v->type->kind == TYPE_LIST);
}

bool value_is_known(const struct value *v)
{
    return v->state != VALUE_UNKNOWN;
}

bool value_is_wholly_known(const struct value *v)
{
    return !v->partial;
}

bool value_is_deep_sensitive(const struct value *v)
{
    return v->secret;
}

/* Is something inside v sensitive, apart from v itself? */
static bool secret_inside(const struct value *v)
{
    if (!v->secret || v->state != VALUE_KNOWN)
        return false;
    switch (v->type->kind) {
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_TUPLE:
        for (size_t i = 0; i < v->u.list.n; i++)
            if (v->u.list.items[i]->secret)
                return true;
        return false;
    case TYPE_MAP:
    case TYPE_OBJECT:
        for (size_t i = 0; i < v->u.map.n; i++)
            if (v->u.map.values[i]->secret)
                return true;
        return false;
    case TYPE_DYNAMIC:
    case TYPE_STRING:
    case TYPE_NUMBER:
    case TYPE_BOOL:
        break;
    }
    return false;
}

const struct value *value_with_sensitive(struct arena *a, const struct value *v, bool sensitive)
{
    struct value *to;

    if (v->sensitive == sensitive)
        return v;
    to = arena_new(a, struct value);
    *to = *v;
    to->sensitive = sensitive;
    to->secret = sensitive || secret_inside(v);
    return to;
}

static const struct value *const *unmark_items(struct arena *a, const struct value *const *items,
                                               size_t n)
{
    const struct value **to = arena_array(a, n, sizeof(*to));

    for (size_t i = 0; i < n; i++)
        to[i] = value_unmark(a, items[i]);
    return to;
}

const struct value *value_unmark(struct arena *a, const struct value *v)
{
    struct value *to;

    if (!v->secret)
        return v;
    to = arena_new(a, struct value);
    *to = *v;
    to->sensitive = to->secret = false;
    if (secret_inside(v)) {
        if (v->type->kind == TYPE_MAP || v->type->kind == TYPE_OBJECT)
            to->u.map.values = unmark_items(a, v->u.map.values, v->u.map.n);
        else
            to->u.list.items = unmark_items(a, v->u.list.items, v->u.list.n);
    }
    return to;
}

const struct value *value_with_origin(struct arena *a, const struct value *v,
                                      const struct origin *origin)
{
    struct value *to = arena_new(a, struct value);

    *to = *v;
    to->origin = origin;
    return to;
}
