/*
 * for-expressions, and the loops over collections that templates share with them.
 */
#include "hcl/eval_internal.h"

bool eval_is_collection(const struct type *t)
{
    switch (t->kind) {
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_MAP:
    case TYPE_TUPLE:
    case TYPE_OBJECT:
        return true;
    case TYPE_DYNAMIC:
    case TYPE_STRING:
    case TYPE_NUMBER:
    case TYPE_BOOL:
        break;
    }
    return false;
}

static bool has_keys(const struct type *t)
{
    return t->kind == TYPE_MAP || t->kind == TYPE_OBJECT;
}

size_t eval_length(const struct value *collection)
{
    return has_keys(collection->type) ? collection->u.map.n : collection->u.list.n;
}

void eval_element(struct eval *e, const struct value *collection, size_t i,
                  const struct value **ret_key, const struct value **ret_value)
{
    if (has_keys(collection->type)) {
        *ret_key = value_string(e->arena, collection->u.map.keys[i]);
        *ret_value = collection->u.map.values[i];
        return;
    }
    *ret_value = collection->u.list.items[i];
    *ret_key = collection->type->kind == TYPE_SET ? *ret_value : value_int(e->arena, (int64_t)i);
}

void eval_loop_init(struct eval_loop *l, const struct scope *outer, struct hcl_name key,
                    struct hcl_name value)
{
    *l = (struct eval_loop){ .key = key, .value = value };
    l->scope.source = outer->source;
    l->scope.outer = outer;
    l->scope.variables = &l->variables;
}

void eval_loop_set(struct eval *e, struct eval_loop *l, const struct value *key,
                   const struct value *value)
{
    if (l->key.text.p)
        map_put(e->arena, &l->variables, l->key.text, (void *)(uintptr_t)key);
    map_put(e->arena, &l->variables, l->value.text, (void *)(uintptr_t)value);
}

/* What one for-expression gathers. */
struct gathered {
    VEC(struct str) keys;
    VEC(const struct value *) values;
    VEC(size_t) groups; /* with `...`: the values' group, an index into keys */
    struct map seen;    /* key to its index plus one */
    bool secret, failed;
    bool keys_failed;            /* a key or condition did: nothing is known of the type */
    const struct value *unknown; /* why the result is not known, or NULL */
};

/* The value for one element; a placeholder if it failed. */
static const struct value *loop_value(struct eval *e, const struct scope *scope,
                                      const struct hcl_expr *expr, struct gathered *g)
{
    const struct value *v = eval_expr(e, scope, expr->u.loop->value);

    if (v)
        return v;
    g->failed = true;
    return eval_placeholder(e);
}

/* Is the element taken? Notes what is unknown or failed. */
static bool condition(struct eval *e, const struct scope *scope, const struct hcl_expr *expr,
                      struct gathered *g)
{
    const struct value *v = eval_expr(e, scope, expr);

    if (v && v->state == VALUE_NULL) {
        eval_error(e, scope, expr->range, "Null condition",
                   "The condition of a for-expression is true or false; this one is null.");
        v = NULL;
    }
    if (v) {
        g->secret |= v->sensitive;
        v = eval_convert(e, scope, v, &type_bool, expr->range, "Condition is no bool");
    }
    if (!v) {
        g->failed = g->keys_failed = true;
        return false;
    }
    if (v->state == VALUE_UNKNOWN)
        g->unknown = v;
    return v->state == VALUE_KNOWN && v->u.boolean;
}

static void gather_keyed(struct eval *e, const struct scope *scope, const struct hcl_expr *expr,
                         struct gathered *g)
{
    const struct hcl_expr *key_expr = expr->u.loop->key;
    const struct value *key = eval_expr(e, scope, key_expr), *value;
    size_t *seen;

    if (key && key->state == VALUE_NULL) {
        eval_error(e, scope, key_expr->range, "Null as key", "A key cannot be null.");
        key = NULL;
    }
    if (key && key->state == VALUE_UNKNOWN) {
        g->secret |= key->sensitive;
        g->unknown = key;
        return;
    }
    if (key) {
        g->secret |= key->sensitive;
        key = eval_convert(e, scope, key, &type_string, key_expr->range, "Invalid key");
    }
    if (!key) {
        g->failed = g->keys_failed = true;
        return;
    }
    value = loop_value(e, scope, expr, g);
    seen = map_get(&g->seen, key->u.string);
    if (seen && !expr->u.loop->group) {
        eval_error(e, scope, key_expr->range, "Key occurs twice",
                   "Two elements give the key \"%.*s\"; \"...\" after the value gathers them in "
                   "a list.",
                   STR(key->u.string));
        g->failed = true;
        return;
    }
    if (!seen) {
        seen = arena_new(e->arena, size_t);
        *seen = g->keys.n;
        map_put(e->arena, &g->seen, key->u.string, seen);
        vec_push(e->arena, &g->keys, key->u.string);
    }
    vec_push(e->arena, &g->values, value);
    vec_push(e->arena, &g->groups, *seen);
}

/*
 * Where there are no elements, a condition that could be true for none is still an error: it is
 * tried with a variable of which nothing is known.
 */
static bool try_condition(struct eval *e, struct eval_loop *loop, const struct hcl_expr *expr,
                          struct gathered *g)
{
    const struct value *any = value_unknown(e->arena, &type_dynamic, str_lit(""));

    eval_loop_set(e, loop, any, any);
    condition(e, &loop->scope, expr, g);
    g->unknown = NULL;
    return !g->failed;
}

static const struct value *grouped(struct eval *e, struct gathered *g)
{
    size_t n = g->keys.n;
    size_t *counts = arena_array(e->arena, n, sizeof *counts);
    const struct value ***items = arena_array(e->arena, n, sizeof *items);
    const struct value **tuples = arena_array(e->arena, n, sizeof *tuples);

    for (size_t i = 0; i < g->values.n; i++)
        counts[g->groups.items[i]]++;
    for (size_t k = 0; k < n; k++) {
        items[k] = arena_array(e->arena, counts[k], sizeof(struct value *));
        counts[k] = 0;
    }
    for (size_t i = 0; i < g->values.n; i++) {
        size_t k = g->groups.items[i];

        items[k][counts[k]++] = g->values.items[i];
    }
    for (size_t k = 0; k < n; k++)
        tuples[k] = value_tuple(e->arena, items[k], counts[k]);
    return value_object(e->arena, g->keys.items, tuples, n);
}

static const struct value *result(struct eval *e, const struct hcl_expr *expr, struct gathered *g)
{
    const struct value *v;

    if (g->keys_failed || (g->failed && g->unknown))
        return eval_fail_as(e, &type_dynamic);
    if (g->unknown)
        v = value_unknown(e->arena, &type_dynamic, g->unknown->why);
    else if (!expr->u.loop->key)
        v = value_tuple(e->arena, g->values.items, g->values.n);
    else if (expr->u.loop->group)
        v = grouped(e, g);
    else
        v = value_object(e->arena, g->keys.items, g->values.items, g->values.n);
    if (g->failed)
        return eval_fail_as(e, v->type);
    return eval_mark(e, v, g->secret);
}

/* The collection, unmarked; NULL after a diagnostic. Unknown ones are returned as they are. */
static const struct value *collection(struct eval *e, const struct scope *scope,
                                      const struct hcl_expr *expr, struct gathered *g)
{
    const struct value *v = eval_expr(e, scope, expr);

    if (!v)
        return NULL;
    if (v->state == VALUE_NULL)
        return eval_error(e, scope, expr->range, "Loop over null",
                          "A null value has no elements to loop over.");
    if (v->type->kind != TYPE_DYNAMIC && !eval_is_collection(v->type))
        return eval_error(e, scope, expr->range, "Loop over a single value",
                          "A %.*s has no elements to loop over.",
                          STR(type_name(e->arena, v->type)));
    g->secret |= v->sensitive;
    return v->sensitive ? value_with_sensitive(e->arena, v, false) : v;
}

const struct value *eval_for(struct eval *e, const struct scope *scope, const struct hcl_expr *expr)
{
    struct gathered g = { 0 };
    const struct value *in = collection(e, scope, expr->u.loop->in, &g);
    struct eval_loop loop;
    bool secret;
    size_t n;

    if (!in)
        return eval_fail_as(e, &type_dynamic);
    eval_loop_init(&loop, scope, expr->u.loop->key_var, expr->u.loop->value_var);
    n = in->state == VALUE_UNKNOWN ? 0 : eval_length(in);
    secret = g.secret;
    if (n == 0 && expr->u.loop->cond && !try_condition(e, &loop, expr->u.loop->cond, &g))
        return eval_fail_as(e, &type_dynamic);
    if (in->state == VALUE_KNOWN)
        g.secret = secret;
    else
        return eval_mark(e, value_unknown(e->arena, &type_dynamic, in->why), g.secret);
    for (size_t i = 0; i < n && e->steps_left; i++) {
        const struct value *key, *value;

        eval_element(e, in, i, &key, &value);
        eval_loop_set(e, &loop, key, value);
        if (expr->u.loop->cond && !condition(e, &loop.scope, expr->u.loop->cond, &g))
            continue;
        if (expr->u.loop->key) {
            gather_keyed(e, &loop.scope, expr, &g);
            continue;
        }
        value = loop_value(e, &loop.scope, expr, &g);
        vec_push(e->arena, &g.values, value);
    }
    if (!e->steps_left) {
        eval_error(e, scope, expr->range, "Too much to evaluate",
                   "The evaluation was given up after %d steps.", EVAL_STEPS_MAX);
        return eval_fail_as(e, &type_dynamic);
    }
    return result(e, expr, &g);
}
