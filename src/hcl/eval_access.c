/*
 * Names and what follows them: traversals, indexes, splats.
 */
#include "hcl/eval_internal.h"

/* What is unknown inside an unknown value, for the same reason. */
static const struct value *unknown_part(struct eval *e, const struct value *of,
                                        const struct type *t)
{
    return eval_mark(e, value_unknown(e->arena, t, of->why), of->sensitive);
}

const struct value *eval_get_attr(struct eval *e, const struct scope *scope, const struct value *of,
                                  struct str name, struct hcl_range at)
{
    const struct value *v;

    if (of->state == VALUE_NULL)
        return eval_error(e, scope, at, "Attribute of null",
                          "The value is null, and so has no attribute \"%.*s\".", STR(name));
    switch (of->type->kind) {
    case TYPE_DYNAMIC:
        return unknown_part(e, of, &type_dynamic);
    case TYPE_OBJECT: {
        const struct type *t = type_attribute(of->type, name);

        if (!t)
            return eval_error(e, scope, at, "Unknown attribute",
                              "The object has no attribute \"%.*s\".", STR(name));
        if (of->state == VALUE_UNKNOWN)
            return unknown_part(e, of, t);
        return eval_mark(e, value_get(of, name), of->sensitive);
    }
    case TYPE_MAP:
        if (of->state == VALUE_UNKNOWN)
            return unknown_part(e, of, of->type->element);
        v = value_get(of, name);
        if (!v)
            return eval_error(e, scope, at, "Unknown key", "The map has no key \"%.*s\".",
                              STR(name));
        return eval_mark(e, v, of->sensitive);
    case TYPE_LIST:
    case TYPE_TUPLE:
    case TYPE_SET:
        return eval_error(e, scope, at, "Unknown attribute",
                          "A %.*s has no attributes; \"[*].%.*s\" gives that of every element.",
                          STR(type_name(e->arena, of->type)), STR(name));
    case TYPE_STRING:
    case TYPE_NUMBER:
    case TYPE_BOOL:
        break;
    }
    return eval_error(e, scope, at, "Unknown attribute", "A %.*s has no attributes.",
                      STR(type_name(e->arena, of->type)));
}

static const struct value *bad_index(struct eval *e, const struct scope *scope, struct hcl_range at,
                                     const char *why)
{
    return eval_error(e, scope, at, "Invalid index", "%s", why);
}

static const struct value *index_sequence(struct eval *e, const struct scope *scope,
                                          const struct value *of, const struct value *key,
                                          struct hcl_range at)
{
    bool list = of->type->kind == TYPE_LIST;
    int64_t i;

    key = eval_convert(e, scope, key, &type_number, at, "Invalid index");
    if (!key)
        return NULL;
    if (of->state == VALUE_UNKNOWN || key->state == VALUE_UNKNOWN) {
        if (!list && of->type->n && key->state == VALUE_KNOWN &&
            value_to_int(key, 0, (int64_t)of->type->n - 1, &i))
            return unknown_part(e, of, of->type->items[i]);
        return unknown_part(e, of->state == VALUE_UNKNOWN ? of : key,
                            list ? of->type->element : &type_dynamic);
    }
    if (!mpfr_integer_p(key->u.number))
        return bad_index(e, scope, at, "An index is a whole number; this one has a fraction.");
    if (mpfr_sgn(key->u.number) < 0)
        return bad_index(e, scope, at, "An index counts from zero; this one is negative.");
    if (of->u.list.n == 0)
        return bad_index(e, scope, at, "There are no elements.");
    if (!value_to_int(key, 0, (int64_t)of->u.list.n - 1, &i))
        return eval_error(e, scope, at, "Invalid index",
                          "There are %zu elements, and the first one has the index 0.",
                          of->u.list.n);
    return eval_mark(e, of->u.list.items[i], of->sensitive);
}

const struct value *eval_index(struct eval *e, const struct scope *scope, const struct value *of,
                               const struct value *key, struct hcl_range at)
{
    if (of->state == VALUE_NULL)
        return bad_index(e, scope, at, "The value is null, and so has no elements.");
    if (key->state == VALUE_NULL)
        return bad_index(e, scope, at, "Null is no index.");
    if (of->type->kind == TYPE_DYNAMIC || key->type->kind == TYPE_DYNAMIC)
        return unknown_part(e, of->type->kind == TYPE_DYNAMIC ? of : key, &type_dynamic);
    switch (of->type->kind) {
    case TYPE_LIST:
    case TYPE_TUPLE:
        return index_sequence(e, scope, of, key, at);
    case TYPE_MAP:
    case TYPE_OBJECT:
        key = eval_convert(e, scope, key, &type_string, at, "Invalid index");
        if (!key)
            return NULL;
        if (key->state == VALUE_UNKNOWN)
            return unknown_part(e, key,
                                of->type->kind == TYPE_MAP ? of->type->element : &type_dynamic);
        return eval_get_attr(e, scope, of, key->u.string, at);
    case TYPE_SET:
        return bad_index(e, scope, at,
                         "The elements of a set have no order; use tolist() or a "
                         "for-expression.");
    case TYPE_DYNAMIC:
    case TYPE_STRING:
    case TYPE_NUMBER:
    case TYPE_BOOL:
        break;
    }
    return eval_error(e, scope, at, "Invalid index", "A %.*s has no elements.",
                      STR(type_name(e->arena, of->type)));
}

/* ---- traversals ------------------------------------------------------------------------------ */

/* The steps of a traversal from its end to its root, with the keys that were evaluated. */
struct chain {
    const struct hcl_expr *root;
    const struct hcl_expr **links; /* links[0] is the first step */
    const struct value **keys;     /* of INDEX; NULL for ATTR */
    struct eval_step *steps;
    size_t n;
};

enum { CHAIN_FEW = 8 };

static bool is_step(const struct hcl_expr *x)
{
    return x->kind == HCL_EXPR_ATTR || x->kind == HCL_EXPR_INDEX;
}

static const struct hcl_expr *step_of(const struct hcl_expr *x)
{
    return x->kind == HCL_EXPR_ATTR ? x->u.attr.of : x->u.index.of;
}

static const struct value *find_variable(const struct scope *scope, struct str name)
{
    for (; scope; scope = scope->outer) {
        const struct value *v = scope->variables ? map_get(scope->variables, name) : NULL;

        if (v)
            return v;
    }
    return NULL;
}

static bool eval_keys(struct eval *e, const struct scope *scope, struct chain *c)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct hcl_expr *link = c->links[i];

        c->keys[i] = NULL;
        c->steps[i] = (struct eval_step){ .range = link->range };
        if (link->kind == HCL_EXPR_ATTR) {
            c->steps[i].name = link->u.attr.name.text;
            continue;
        }
        c->keys[i] = eval_expr(e, scope, link->u.index.key);
        if (!c->keys[i])
            return false;
        if (c->keys[i]->state == VALUE_KNOWN && c->keys[i]->type->kind == TYPE_STRING)
            c->steps[i].name = c->keys[i]->u.string;
        else
            c->steps[i].key = c->keys[i];
    }
    return true;
}

/* The root's value and how many steps it already includes. */
static const struct value *eval_root(struct eval *e, const struct scope *scope,
                                     const struct hcl_expr *whole, struct chain *c,
                                     size_t *ret_used)
{
    const struct scope *outermost = eval_outermost(scope);
    const struct value *v;

    *ret_used = 0;
    if (c->root->kind == HCL_EXPR_ITEM) {
        v = find_variable(scope, str_lit("*"));
        return v ? v : eval_error(e, scope, c->root->range, "No element", "Outside of a splat.");
    }
    if (c->root->kind != HCL_EXPR_VARIABLE)
        return eval_expr(e, scope, c->root);
    v = find_variable(scope, c->root->u.name);
    if (v)
        return v;
    if (!outermost->lookup)
        return eval_error(e, scope, c->root->range, "Unknown variable",
                          "There is no variable \"%.*s\" here.", STR(c->root->u.name));
    return outermost->lookup(e, scope, c->root->u.name, c->steps, c->n, whole->range, ret_used);
}

const struct value *eval_traversal(struct eval *e, const struct scope *scope,
                                   const struct hcl_expr *expr)
{
    const struct hcl_expr *few_links[CHAIN_FEW], *x;
    const struct value *few_keys[CHAIN_FEW], *v;
    struct eval_step few_steps[CHAIN_FEW];
    struct chain c = { expr, few_links, few_keys, few_steps, 0 };
    size_t used, at;

    for (; is_step(c.root); c.root = step_of(c.root))
        c.n++;
    if (c.n > CHAIN_FEW) {
        c.links = arena_array(e->arena, c.n, sizeof(struct hcl_expr *));
        c.keys = arena_array(e->arena, c.n, sizeof(struct value *));
        c.steps = arena_array(e->arena, c.n, sizeof(struct eval_step));
    }
    for (x = expr, at = c.n; at > 0; x = step_of(x))
        c.links[--at] = x;
    if (!eval_keys(e, scope, &c))
        return NULL;
    v = eval_root(e, scope, expr, &c, &used);
    for (size_t i = used; v && i < c.n; i++) {
        const struct hcl_expr *link = c.links[i];

        v = link->kind == HCL_EXPR_ATTR
                ? eval_get_attr(e, scope, v, link->u.attr.name.text, link->range)
                : eval_index(e, scope, v, c.keys[i], link->range);
    }
    return v;
}

/* ---- splats ---------------------------------------------------------------------------------- */

static bool is_sequence(const struct type *t)
{
    return t->kind == TYPE_LIST || t->kind == TYPE_TUPLE || t->kind == TYPE_SET;
}

/* What the steps after the star make of one element. */
static const struct value *each(struct eval *e, const struct scope *scope,
                                const struct hcl_expr *expr, const struct value *item)
{
    struct map variables = { 0 };
    struct scope inner = { .source = scope->source, .outer = scope, .variables = &variables };

    map_put(e->arena, &variables, str_lit("*"), (void *)(uintptr_t)item);
    return eval_expr(e, &inner, expr->u.splat.each);
}

static const struct value *splat_unknown(struct eval *e, const struct scope *scope,
                                         const struct hcl_expr *expr, const struct value *of)
{
    const struct value *item;
    const struct type *t = &type_dynamic;

    if (of->type->kind == TYPE_LIST || of->type->kind == TYPE_SET) {
        item = each(e, scope, expr, value_unknown(e->arena, of->type->element, of->why));
        if (!item)
            return NULL;
        t = type_list(e->arena, item->type);
    } else if (of->type->kind == TYPE_TUPLE) {
        const struct type **types = arena_array(e->arena, of->type->n, sizeof *types);

        for (size_t i = 0; i < of->type->n; i++) {
            item = each(e, scope, expr, value_unknown(e->arena, of->type->items[i], of->why));
            if (!item)
                return NULL;
            types[i] = item->type;
        }
        t = type_tuple(e->arena, types, of->type->n);
    }
    return eval_mark(e, value_unknown(e->arena, t, of->why), of->sensitive);
}

static const struct value *splat_items(struct eval *e, const struct scope *scope,
                                       const struct hcl_expr *expr, const struct value *of)
{
    size_t n = of->u.list.n;
    const struct value **items = arena_array(e->arena, n, sizeof *items);
    const struct type *element = NULL;
    bool failed = false;

    for (size_t i = 0; i < n; i++) {
        items[i] = each(e, scope, expr, of->u.list.items[i]);
        failed |= !items[i];
    }
    if (failed)
        return NULL;
    if (of->type->kind == TYPE_TUPLE)
        return value_tuple(e->arena, items, n);
    /* Of an empty list only the type of what the steps would give is known. */
    if (n == 0) {
        const struct value *item =
            each(e, scope, expr, value_unknown(e->arena, of->type->element, str_lit("")));

        return item ? value_list(e->arena, item->type, items, 0) : NULL;
    }
    for (size_t i = 0; i < n; i++) {
        if (items[i]->type->kind == TYPE_DYNAMIC)
            continue;
        if (element && !type_eq(element, items[i]->type))
            return value_tuple(e->arena, items, n);
        element = items[i]->type;
    }
    return value_list(e->arena, element ? element : &type_dynamic, items, n);
}

const struct value *eval_splat(struct eval *e, const struct scope *scope,
                               const struct hcl_expr *expr)
{
    const struct value *of = eval_expr(e, scope, expr->u.splat.of), **one;

    if (!of)
        return NULL;
    if (of->state == VALUE_NULL && is_sequence(of->type))
        return eval_error(e, scope, expr->u.splat.of->range, "Splat of null",
                          "The list is null, and so has no elements.");
    if (of->state == VALUE_NULL)
        return eval_mark(e, value_tuple(e->arena, NULL, 0), of->sensitive);
    if (of->type->kind == TYPE_DYNAMIC)
        return unknown_part(e, of, &type_dynamic);
    if (is_sequence(of->type)) {
        if (of->state == VALUE_UNKNOWN)
            return splat_unknown(e, scope, expr, of);
        return eval_mark(e, splat_items(e, scope, expr, of), of->sensitive);
    }
    /* Anything else counts as a list of one; if it may turn out to be null, that is not known. */
    one = arena_array(e->arena, 1, sizeof *one);
    one[0] = each(e, scope, expr, of);
    if (!one[0])
        return NULL;
    if (of->state == VALUE_UNKNOWN && !of->not_null)
        return unknown_part(e, of, &type_dynamic);
    return eval_mark(e, value_tuple(e->arena, one, 1), of->sensitive);
}
