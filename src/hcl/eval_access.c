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

/* The collection or the key is unknown, and so is the element; the first reason counts. */
static const struct value *unknown_element(struct eval *e, const struct value *of,
                                           const struct value *key, const struct type *t)
{
    struct str why = of->state == VALUE_UNKNOWN ? of->why : key->why;

    return eval_mark(e, value_unknown(e->arena, t, why), of->sensitive);
}

static const struct value *bad_index(struct eval *e, const struct scope *scope, struct hcl_range at,
                                     const char *why)
{
    return eval_error(e, scope, at, "Invalid index", "%s", why);
}

/* The element's place; false after a diagnostic. How many elements a tuple has, its type says. */
static bool find_index(struct eval *e, const struct scope *scope, const struct value *of,
                       const struct value *key, struct hcl_range at, int64_t *ret)
{
    size_t n = of->type->kind == TYPE_TUPLE ? of->type->n : of->u.list.n;

    if (!mpfr_integer_p(key->u.number))
        bad_index(e, scope, at, "An index is a whole number; this one has a fraction.");
    else if (mpfr_sgn(key->u.number) < 0)
        bad_index(e, scope, at, "An index counts from zero; this one is negative.");
    else if (n == 0)
        bad_index(e, scope, at, "There are no elements.");
    else if (!value_to_int(key, 0, (int64_t)n - 1, ret))
        eval_error(e, scope, at, "Invalid index",
                   "There %s %zu element%s, and the first one has the index 0.",
                   n == 1 ? "is" : "are", n, n == 1 ? "" : "s");
    else
        return true;
    return false;
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
    if (key->state == VALUE_UNKNOWN || (list && of->state == VALUE_UNKNOWN))
        return unknown_element(e, of, key, list ? of->type->element : &type_dynamic);
    if (!find_index(e, scope, of, key, at, &i))
        return NULL;
    if (of->state == VALUE_UNKNOWN)
        return eval_mark(e, unknown_part(e, of, of->type->items[i]), key->sensitive);
    return eval_mark(e, of->u.list.items[i], of->sensitive || key->sensitive);
}

/* An object's attributes are no secrets because the name was; a map's elements are. */
static const struct value *index_mapping(struct eval *e, const struct scope *scope,
                                         const struct value *of, const struct value *key,
                                         struct hcl_range at)
{
    bool map = of->type->kind == TYPE_MAP;

    key = eval_convert(e, scope, key, &type_string, at, "Invalid index");
    if (!key)
        return NULL;
    if (key->state == VALUE_UNKNOWN || (map && of->state == VALUE_UNKNOWN))
        return unknown_element(e, of, key, map ? of->type->element : &type_dynamic);
    return eval_mark(e, eval_get_attr(e, scope, of, key->u.string, at), map && key->sensitive);
}

const struct value *eval_index(struct eval *e, const struct scope *scope, const struct value *of,
                               const struct value *key, struct hcl_range at)
{
    if (of->state == VALUE_NULL)
        return bad_index(e, scope, at, "The value is null, and so has no elements.");
    if (key->state == VALUE_NULL)
        return bad_index(e, scope, at, "Null is no index.");
    if (of->type->kind == TYPE_DYNAMIC || key->type->kind == TYPE_DYNAMIC)
        return unknown_element(e, of, key, &type_dynamic);
    switch (of->type->kind) {
    case TYPE_LIST:
    case TYPE_TUPLE:
        return index_sequence(e, scope, of, key, at);
    case TYPE_MAP:
    case TYPE_OBJECT:
        return index_mapping(e, scope, of, key, at);
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
        if (e->item)
            return e->item;
        return eval_error(e, scope, c->root->range, "Part of a splat",
                          "It stands for each element and has no value of its own.");
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

/*
 * What the steps after the star make of one element; a placeholder after errors, which are counted
 * in *failed.
 */
static const struct value *each(struct eval *e, const struct scope *scope,
                                const struct hcl_expr *expr, const struct value *item, bool *failed)
{
    const struct value *before = e->item, *v;

    e->item = item;
    v = eval_expr(e, scope, expr->u.splat.each);
    e->item = before;
    *failed |= !v;
    return v ? v : eval_placeholder(e);
}

/* The same for all elements; unknown ones if only their type matters. */
static const struct value *const *each_item(struct eval *e, const struct scope *scope,
                                            const struct hcl_expr *expr, const struct value *of,
                                            bool *failed)
{
    bool types_only = of->state == VALUE_UNKNOWN;
    size_t n = of->type->kind == TYPE_TUPLE ? of->type->n : of->u.list.n;
    const struct value **items = arena_array(e->arena, n, sizeof *items);

    for (size_t i = 0; i < n; i++) {
        const struct value *item =
            types_only ? value_unknown(e->arena, of->type->items[i], of->why) : of->u.list.items[i];

        items[i] = each(e, scope, expr, item, failed);
    }
    return items;
}

static const struct value *splat_tuple(struct eval *e, const struct scope *scope,
                                       const struct hcl_expr *expr, const struct value *of)
{
    bool failed = false;
    const struct value *const *items = each_item(e, scope, expr, of, &failed);
    const struct value *v = value_tuple(e->arena, items, of->type->n);

    if (failed)
        return eval_fail_as(e, v->type);
    return of->state == VALUE_UNKNOWN ? value_unknown_not_null(e->arena, v->type, of->why) : v;
}

/* Of lists and sets. The type is that of what the steps give for an unknown element. */
static const struct value *splat_list(struct eval *e, const struct scope *scope,
                                      const struct hcl_expr *expr, const struct value *of)
{
    size_t n = of->state == VALUE_UNKNOWN ? 0 : of->u.list.n;
    bool failed = false;
    const struct value *const *items = NULL;
    const struct type *element;

    if (n == 0) {
        const struct value *any = value_unknown(e->arena, of->type->element, of->why);

        element = each(e, scope, expr, any, &failed)->type;
    } else {
        items = each_item(e, scope, expr, of, &failed);
        element = value_element_type(items, n);
    }
    if (!element) {
        eval_error(e, scope, expr->u.splat.each->range, "Splat with different types",
                   "The elements become values of different types, which no list can hold; a "
                   "for-expression makes a tuple of them.");
        return eval_fail_as(e, &type_dynamic);
    }
    if (failed)
        return eval_fail_as(e, type_list(e->arena, element));
    if (of->state == VALUE_UNKNOWN)
        return value_unknown_not_null(e->arena, type_list(e->arena, element), of->why);
    return value_list(e->arena, element, items, n);
}

/* Anything else counts as a list of one; if it may turn out to be null, that is not known. */
static const struct value *splat_one(struct eval *e, const struct scope *scope,
                                     const struct hcl_expr *expr, const struct value *of)
{
    const struct value **one = arena_array(e->arena, 1, sizeof *one), *v;
    bool failed = false;

    one[0] = each(e, scope, expr, of, &failed);
    v = value_tuple(e->arena, one, 1);
    if (failed)
        return eval_fail_as(e, v->type);
    if (of->state == VALUE_UNKNOWN && !of->not_null)
        return unknown_part(e, of, &type_dynamic);
    return v;
}

const struct value *eval_splat(struct eval *e, const struct scope *scope,
                               const struct hcl_expr *expr)
{
    const struct value *of = eval_expr(e, scope, expr->u.splat.of), *v;
    bool sequence;

    if (!of)
        return eval_fail_as(e, &type_dynamic);
    sequence = is_sequence(of->type);
    if (of->state == VALUE_NULL && sequence) {
        eval_error(e, scope, expr->u.splat.of->range, "Splat of null",
                   "The list is null, and so has no elements.");
        return eval_fail_as(e, &type_dynamic);
    }
    if (of->state == VALUE_NULL)
        v = value_tuple(e->arena, NULL, 0);
    else if (of->type->kind == TYPE_DYNAMIC)
        v = unknown_part(e, of, &type_dynamic);
    else if (!sequence)
        v = splat_one(e, scope, expr, of);
    else if (of->type->kind == TYPE_TUPLE)
        v = splat_tuple(e, scope, expr, of);
    else
        v = splat_list(e, scope, expr, of);
    return eval_mark(e, v, of->sensitive);
}
