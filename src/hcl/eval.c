#include "hcl/eval_internal.h"

void eval_init(struct eval *e, struct arena *a, struct hcl_diags *diags)
{
    *e = (struct eval){
        .arena = a,
        .diags = diags,
        .steps_left = EVAL_STEPS_MAX,
        .memory_end = size_add(a->total, EVAL_MEMORY_MAX),
        .failed = &type_dynamic,
    };
}

const struct value *eval_error(struct eval *e, const struct scope *scope, struct hcl_range at,
                               const char *summary, const char *detail_format, ...)
{
    struct str detail;
    va_list args;

    va_start(args, detail_format);
    detail = str_vprintf(e->arena, detail_format, args);
    va_end(args);
    hcl_diag_add(e->diags, scope->source, at, summary, "%.*s", STR(detail));
    return NULL;
}

const struct scope *eval_outermost(const struct scope *scope)
{
    while (scope->outer)
        scope = scope->outer;
    return scope;
}

const struct value *eval_quietly(struct eval *e, const struct scope *scope,
                                 const struct hcl_expr *expr, struct hcl_diags *ret_errors)
{
    struct hcl_diags *diags = e->diags;
    const struct value *v;

    *ret_errors = (struct hcl_diags){ .arena = e->arena };
    e->diags = ret_errors;
    v = eval_expr(e, scope, expr);
    e->diags = diags;
    return v;
}

const struct value *eval_placeholder(struct eval *e)
{
    return value_unknown(e->arena, e->failed, str_lit(""));
}

const struct value *eval_fail_as(struct eval *e, const struct type *t)
{
    e->failed = t;
    return NULL;
}

const struct value *eval_mark(struct eval *e, const struct value *v, bool sensitive)
{
    return v && sensitive && !v->sensitive ? value_with_sensitive(e->arena, v, true) : v;
}

const struct value *eval_convert(struct eval *e, const struct scope *scope, const struct value *v,
                                 const struct type *t, struct hcl_range at, const char *what)
{
    const struct value *converted;
    struct str why;

    if (v->type == t)
        return v;
    converted = value_convert(e->arena, v, t, &why);
    if (!converted)
        eval_error(e, scope, at, what, "The value does not fit: %.*s.", STR(why));
    return converted;
}

/* ---- operators ----------------------------------------------------------------------------- */

static const struct value *operand(struct eval *e, const struct scope *scope, const struct value *v,
                                   const struct type *t, const struct hcl_expr *expr)
{
    v = eval_convert(e, scope, v, t, expr->range, "Invalid operand");
    if (v && v->state == VALUE_NULL)
        return eval_error(e, scope, expr->range, "Invalid operand",
                          "The value is null; an operator needs a value.");
    return v;
}

static const struct value *unknown_result(struct eval *e, const struct type *t,
                                          const struct value *x, const struct value *y)
{
    bool first = x->state == VALUE_UNKNOWN && x->why.n;

    return value_unknown_not_null(e->arena, t, first ? x->why : y->why);
}

static const struct value *unary(struct eval *e, const struct scope *scope,
                                 const struct hcl_expr *expr)
{
    bool negate = expr->u.op.op == HCL_OP_NEGATE;
    const struct type *t = negate ? &type_number : &type_bool;
    const struct value *v = eval_expr(e, scope, expr->u.op.right), *result;
    bool secret = v && v->secret;

    if (v)
        v = operand(e, scope, v, t, expr->u.op.right);
    if (!v)
        return eval_fail_as(e, t);
    if (v->state == VALUE_UNKNOWN)
        result = value_unknown_not_null(e->arena, t, v->why);
    else if (negate)
        result = value_negate(e->arena, v);
    else
        result = value_bool(e->arena, !v->u.boolean);
    return eval_mark(e, result, secret);
}

static void repeat_errors(struct eval *e, const struct hcl_diags *errors)
{
    for (size_t i = 0; i < errors->n; i++)
        hcl_diag_add(e->diags, errors->items[i].source, errors->items[i].at,
                     str_cstr(e->arena, errors->items[i].summary), "%.*s",
                     STR(errors->items[i].detail));
}

/* One side of && or ||: what it gives, unmarked, and the errors that it had. */
struct side {
    const struct hcl_expr *expr;
    const struct value *v; /* NULL after errors */
    struct hcl_diags errors;
    bool secret;
};

static bool is_known(const struct side *s)
{
    return s->v && s->v->state != VALUE_UNKNOWN;
}

static bool is_true(const struct side *s)
{
    return s->v && s->v->state == VALUE_KNOWN && s->v->u.boolean;
}

/* Null is not true, and so it decides an "&&" as false does. */
static bool decides(const struct side *s, bool deciding)
{
    return is_known(s) && is_true(s) == deciding;
}

/*
 * False if the value is no bool, which is an error also when the other side decides. What failed
 * has a type, too.
 */
static bool eval_side(struct eval *e, const struct scope *scope, struct side *s)
{
    const struct value *v = eval_quietly(e, scope, s->expr, &s->errors);
    struct str why;

    if (!v) {
        s->v = NULL;
        if (value_convert(e->arena, eval_placeholder(e), &type_bool, &why))
            return true;
        repeat_errors(e, &s->errors);
        return false;
    }
    s->secret = v->secret;
    s->v = eval_convert(e, scope, v, &type_bool, s->expr->range, "Invalid operand");
    return s->v != NULL;
}

static const struct value *undecided(struct eval *e, const struct side *s)
{
    if (s->v)
        return value_unknown_not_null(e->arena, &type_bool, s->v->why);
    repeat_errors(e, &s->errors);
    return NULL;
}

static const struct value *logical_result(struct eval *e, const struct scope *scope,
                                          const struct hcl_expr *expr, const struct side *left,
                                          const struct side *right)
{
    bool deciding = expr->u.op.op == HCL_OP_OR;

    if (!is_known(left) && !is_known(right)) {
        if (left->v)
            return undecided(e, left);
        repeat_errors(e, &left->errors);
        return right->v ? NULL : undecided(e, right);
    }
    if (decides(left, deciding) || decides(right, deciding))
        return value_bool(e->arena, deciding);
    if (!is_known(left))
        return undecided(e, left);
    if (!is_known(right))
        return undecided(e, right);
    if (left->v->state == VALUE_NULL || right->v->state == VALUE_NULL)
        return eval_error(e, scope, expr->range, "Invalid operand",
                          "A value is null; an operator needs a value.");
    return value_bool(e->arena, !deciding);
}

/*
 * && and ||: the side that decides makes the other side's value, and its errors, irrelevant,
 * whichever side that is.
 */
static const struct value *logical(struct eval *e, const struct scope *scope,
                                   const struct hcl_expr *expr)
{
    struct side left = { .expr = expr->u.op.left }, right = { .expr = expr->u.op.right };
    bool fits = eval_side(e, scope, &left);
    const struct value *v;

    /* Even where the left side decides, the right one must be a bool. */
    fits &= eval_side(e, scope, &right);
    if (!fits)
        return NULL;
    v = logical_result(e, scope, expr, &left, &right);
    return eval_mark(e, v, left.secret || right.secret);
}

static const struct value *equality(struct eval *e, const struct scope *scope,
                                    const struct hcl_expr *expr)
{
    const struct value *left = eval_expr(e, scope, expr->u.op.left);
    const struct value *right = eval_expr(e, scope, expr->u.op.right), *result;

    if (!left || !right)
        return NULL;
    result = value_equals(e->arena, left, right);
    if (result->state == VALUE_KNOWN && expr->u.op.op == HCL_OP_NOT_EQUAL)
        result = value_bool(e->arena, !result->u.boolean);
    return eval_mark(e, result, left->secret || right->secret);
}

static const struct value *compare(struct eval *e, enum hcl_operator op, const struct value *x,
                                   const struct value *y)
{
    int order = value_number_eq(x, y) ? 0 : mpfr_cmp(x->u.number, y->u.number);
    bool result = op == HCL_OP_LESS         ? order < 0
                  : op == HCL_OP_LESS_EQUAL ? order <= 0
                  : op == HCL_OP_GREATER    ? order > 0
                                            : order >= 0;

    return value_bool(e->arena, result);
}

static const struct value *arithmetic(struct eval *e, const struct scope *scope,
                                      const struct hcl_expr *expr)
{
    const struct value *left = eval_expr(e, scope, expr->u.op.left);
    const struct value *right = eval_expr(e, scope, expr->u.op.right), *result;
    enum hcl_operator op = expr->u.op.op;
    bool comparison = op <= HCL_OP_GREATER_EQUAL;
    const char *why;
    bool secret;

    if (!left || !right)
        return NULL;
    secret = left->secret || right->secret;
    left = operand(e, scope, left, &type_number, expr->u.op.left);
    right = operand(e, scope, right, &type_number, expr->u.op.right);
    if (!left || !right)
        return NULL;
    if (left->state == VALUE_UNKNOWN || right->state == VALUE_UNKNOWN) {
        result = unknown_result(e, comparison ? &type_bool : &type_number, left, right);
    } else if (comparison) {
        result = compare(e, op, left, right);
    } else {
        static const enum number_op ops[] = { NUMBER_ADD, NUMBER_SUBTRACT, NUMBER_MULTIPLY,
                                              NUMBER_DIVIDE, NUMBER_MODULO };

        result = value_arithmetic(e->arena, ops[op - HCL_OP_ADD], left, right, &why);
        if (!result)
            return eval_error(e, scope, expr->range, "Operation failed", "%s.", why);
    }
    return eval_mark(e, result, secret);
}

static const struct value *binary(struct eval *e, const struct scope *scope,
                                  const struct hcl_expr *expr)
{
    enum hcl_operator op = expr->u.op.op;
    const struct value *v;

    if (op == HCL_OP_OR || op == HCL_OP_AND)
        v = logical(e, scope, expr);
    else if (op == HCL_OP_EQUAL || op == HCL_OP_NOT_EQUAL)
        v = equality(e, scope, expr);
    else
        v = arithmetic(e, scope, expr);
    return v ? v : eval_fail_as(e, op >= HCL_OP_ADD ? &type_number : &type_bool);
}

/* ---- conditionals --------------------------------------------------------------------------- */

static bool is_plain_null(const struct value *v)
{
    return v->state == VALUE_NULL && v->type->kind == TYPE_DYNAMIC;
}

/* The type of the result; NULL after a diagnostic. */
static const struct type *conditional_type(struct eval *e, const struct scope *scope,
                                           const struct hcl_expr *expr, const struct value *yes,
                                           const struct value *no)
{
    const struct type *types[2], *t;
    struct hcl_range both = { expr->u.conditional.yes->range.start,
                              expr->u.conditional.no->range.end };

    if (is_plain_null(yes))
        return no->type;
    if (is_plain_null(no) || type_eq(yes->type, no->type))
        return yes->type;
    if (yes->type->kind == TYPE_DYNAMIC || no->type->kind == TYPE_DYNAMIC)
        return &type_dynamic;
    types[0] = yes->type;
    types[1] = no->type;
    t = type_unify(e->arena, types, 2, true);
    if (!t)
        eval_error(e, scope, both, "Conditional with different types",
                   "Both results must be of one type, or convertible to one; these are %.*s and "
                   "%.*s.",
                   STR(type_text(e->arena, yes->type)), STR(type_text(e->arena, no->type)));
    return t;
}

/* A branch of a conditional: its value, a placeholder if it failed, and its errors. */
struct branch {
    const struct value *v;
    struct hcl_diags errors;
};

static void eval_branch(struct eval *e, const struct scope *scope, const struct hcl_expr *expr,
                        struct branch *b)
{
    b->v = eval_quietly(e, scope, expr, &b->errors);
    if (!b->v)
        b->v = eval_placeholder(e);
}

/* The condition does not say which. What both branches have in common is certain. */
static const struct value *either(struct eval *e, const struct type *t, const struct value *yes,
                                  const struct value *no, struct str why)
{
    bool yes_null = yes->state == VALUE_NULL, no_null = no->state == VALUE_NULL;

    if (yes_null && no_null)
        return value_null(e->arena, t);
    if (t->kind != TYPE_DYNAMIC && (yes->state == VALUE_KNOWN || yes->not_null) &&
        (no->state == VALUE_KNOWN || no->not_null))
        return value_unknown_not_null(e->arena, t, why);
    return value_unknown(e->arena, t, why);
}

/* Chooses between the branches; NULL after a diagnostic. */
static const struct value *choose(struct eval *e, const struct scope *scope,
                                  const struct hcl_expr *expr, const struct type *t,
                                  const struct branch *yes, const struct branch *no)
{
    const struct hcl_expr *cond_expr = expr->u.conditional.cond;
    const struct value *cond = eval_expr(e, scope, cond_expr), *v;
    const struct branch *chosen;
    bool secret;

    if (!cond)
        return eval_fail_as(e, t);
    if (cond->state == VALUE_NULL) {
        eval_error(e, scope, cond_expr->range, "Null condition",
                   "A condition is true or false; this one is null.");
        return eval_fail_as(e, t);
    }
    /* Whoever sees one branch must not learn from it what the other one or the condition is. */
    secret = cond->sensitive || yes->v->sensitive || no->v->sensitive;
    if (cond->state == VALUE_UNKNOWN)
        return eval_mark(e, either(e, t, yes->v, no->v, cond->why), secret);
    cond = eval_convert(e, scope, cond, &type_bool, cond_expr->range, "Condition is no bool");
    if (!cond)
        return eval_fail_as(e, t);
    chosen = cond->u.boolean ? yes : no;
    if (chosen->errors.n_errors) {
        repeat_errors(e, &chosen->errors);
        return eval_fail_as(e, t->kind == TYPE_DYNAMIC ? chosen->v->type : t);
    }
    v = chosen->v;
    if (t->kind != TYPE_DYNAMIC)
        v = eval_convert(e, scope, v, t, expr->range, "Conditional with different types");
    return v ? eval_mark(e, v, secret) : eval_fail_as(e, t);
}

/* Both branches are evaluated, since both have a say in the type; one may fail unnoticed. */
static const struct value *conditional(struct eval *e, const struct scope *scope,
                                       const struct hcl_expr *expr)
{
    struct branch yes, no;
    const struct type *t;

    eval_branch(e, scope, expr->u.conditional.yes, &yes);
    eval_branch(e, scope, expr->u.conditional.no, &no);
    t = conditional_type(e, scope, expr, yes.v, no.v);
    return t ? choose(e, scope, expr, t, &yes, &no) : eval_fail_as(e, &type_dynamic);
}

/* ---- constructors ---------------------------------------------------------------------------- */

static const struct value *tuple(struct eval *e, const struct scope *scope,
                                 const struct hcl_expr *expr)
{
    const struct value **items = arena_array(e->arena, expr->u.tuple.n, sizeof *items), *v;
    bool failed = false;

    for (size_t i = 0; i < expr->u.tuple.n; i++) {
        items[i] = eval_expr(e, scope, expr->u.tuple.items[i]);
        if (!items[i]) {
            items[i] = eval_placeholder(e);
            failed = true;
        }
    }
    v = value_tuple(e->arena, items, expr->u.tuple.n);
    return failed ? eval_fail_as(e, v->type) : v;
}

/* {a.b = 1}: a name or the value of a traversal? Parentheses say which. */
static bool is_ambiguous_key(const struct hcl_expr *key)
{
    bool steps = false;

    for (; key->kind == HCL_EXPR_ATTR || key->kind == HCL_EXPR_INDEX; steps = true) {
        if (key->kind == HCL_EXPR_INDEX && key->u.index.key->kind != HCL_EXPR_NUMBER &&
            key->u.index.key->kind != HCL_EXPR_TEMPLATE)
            return false;
        key = key->kind == HCL_EXPR_ATTR ? key->u.attr.of : key->u.index.of;
    }
    return steps && key->kind == HCL_EXPR_VARIABLE;
}

static const struct value *item_key(struct eval *e, const struct scope *scope,
                                    const struct hcl_item *item)
{
    const struct value *key;

    if (!item->key)
        return value_string(e->arena, item->name.text);
    if (is_ambiguous_key(item->key))
        return eval_error(e, scope, item->key_range, "Ambiguous key",
                          "Write the key in quotes if it is a name, or in parentheses if its "
                          "value is meant.");
    key = eval_expr(e, scope, item->key);
    if (!key)
        return NULL;
    if (key->state == VALUE_NULL)
        return eval_error(e, scope, item->key_range, "Null as key", "A key cannot be null.");
    if (key->state == VALUE_UNKNOWN)
        return key;
    return eval_convert(e, scope, key, &type_string, item->key_range, "Invalid key");
}

static const struct value *object(struct eval *e, const struct scope *scope,
                                  const struct hcl_expr *expr)
{
    size_t n = expr->u.object.n;
    struct str *keys = arena_array(e->arena, n, sizeof *keys);
    const struct value **values = arena_array(e->arena, n, sizeof *values), *unknown = NULL, *v;
    bool failed = false, keys_failed = false, secret = false;

    for (size_t i = 0; i < n; i++) {
        const struct hcl_item *item = &expr->u.object.items[i];
        const struct value *key = item_key(e, scope, item);

        values[i] = eval_expr(e, scope, item->value);
        if (!values[i]) {
            values[i] = eval_placeholder(e);
            failed = true;
        }
        if (!key) {
            keys_failed = true;
            continue;
        }
        secret |= key->sensitive;
        if (key->state == VALUE_UNKNOWN)
            unknown = key;
        else
            keys[i] = key->u.string;
    }
    if (keys_failed || (failed && unknown))
        return eval_fail_as(e, &type_dynamic);
    if (unknown)
        return value_unknown(e->arena, &type_dynamic, unknown->why);
    v = value_object(e->arena, keys, values, n);
    return failed ? eval_fail_as(e, v->type) : eval_mark(e, v, secret);
}

static const struct value *number(struct eval *e, const struct scope *scope,
                                  const struct hcl_expr *expr)
{
    struct str text = str_slice(scope->source->text, expr->range.start, expr->range.end);
    const struct value *v = value_number_parse(e->arena, text);
    uint64_t small;
    bool exact;

    if (!v)
        return eval_error(e, scope, expr->range, "Invalid number",
                          "The number is too large or too small.");
    /* Conversion to text looks again; this is only the most that is certain at once. */
    exact = str_to_u64(text, INT64_MAX, &small) && (text.n == 1 || text.p[0] != '0');
    return value_with_origin(e->arena, v,
                             origin_source(e->arena, text.n, exact, scope->source, expr->range));
}

static const struct value *boolean(struct eval *e, const struct scope *scope,
                                   const struct hcl_expr *expr)
{
    const struct value *v = value_bool(e->arena, expr->u.boolean);

    return value_with_origin(e->arena, v,
                             origin_source(e->arena, expr->u.boolean ? 4 : 5, true, scope->source,
                                           expr->range));
}

/* ---- any expression ------------------------------------------------------------------------ */

/* Sets e->failed where it returns NULL for those kinds that can say more than "of any type". */
static const struct value *eval_kind(struct eval *e, const struct scope *scope,
                                     const struct hcl_expr *expr)
{
    switch (expr->kind) {
    case HCL_EXPR_NUMBER:
        return number(e, scope, expr);
    case HCL_EXPR_BOOL:
        return boolean(e, scope, expr);
    case HCL_EXPR_NULL:
        return value_null(e->arena, &type_dynamic);
    case HCL_EXPR_TEMPLATE:
        return eval_template(e, scope, expr);
    case HCL_EXPR_VARIABLE:
    case HCL_EXPR_ATTR:
    case HCL_EXPR_INDEX:
    case HCL_EXPR_ITEM:
        return eval_traversal(e, scope, expr);
    case HCL_EXPR_SPLAT:
        return eval_splat(e, scope, expr);
    case HCL_EXPR_CALL:
        return eval_function_call(e, scope, expr);
    case HCL_EXPR_TUPLE:
        return tuple(e, scope, expr);
    case HCL_EXPR_OBJECT:
        return object(e, scope, expr);
    case HCL_EXPR_FOR:
        return eval_for(e, scope, expr);
    case HCL_EXPR_PAREN:
        return eval_expr(e, scope, expr->u.inner);
    case HCL_EXPR_UNARY:
        return unary(e, scope, expr);
    case HCL_EXPR_BINARY:
        return binary(e, scope, expr);
    case HCL_EXPR_CONDITIONAL:
        return conditional(e, scope, expr);
    case HCL_EXPR_BROKEN:
        return eval_error(e, scope, expr->range, "Broken expression",
                          "It could not be parsed, and so has no value.");
    }
    BUG("an expression of unknown kind");
}

/* Does eval_kind() say of which type such an expression would have been? */
static bool has_type_when_failed(const struct hcl_expr *expr)
{
    switch (expr->kind) {
    case HCL_EXPR_TEMPLATE:
    case HCL_EXPR_TUPLE:
    case HCL_EXPR_OBJECT:
    case HCL_EXPR_FOR:
    case HCL_EXPR_PAREN:
    case HCL_EXPR_UNARY:
    case HCL_EXPR_BINARY:
    case HCL_EXPR_CONDITIONAL:
    case HCL_EXPR_SPLAT:
        return true;
    case HCL_EXPR_NUMBER:
    case HCL_EXPR_BOOL:
    case HCL_EXPR_NULL:
    case HCL_EXPR_VARIABLE:
    case HCL_EXPR_ATTR:
    case HCL_EXPR_INDEX:
    case HCL_EXPR_ITEM:
    case HCL_EXPR_CALL:
    case HCL_EXPR_BROKEN:
        break;
    }
    return false;
}

static bool within_limits(struct eval *e, const struct scope *scope, const struct hcl_expr *expr)
{
    if (e->depth == EVAL_DEPTH_MAX)
        eval_error(e, scope, expr->range, "Too deep", "Evaluation is nested more than %d levels.",
                   EVAL_DEPTH_MAX);
    else if (e->steps_left == 0)
        eval_error(e, scope, expr->range, "Too much to evaluate",
                   "The evaluation was given up after %d steps.", EVAL_STEPS_MAX);
    else if (e->arena->total > e->memory_end)
        eval_error(e, scope, expr->range, "Too much to evaluate",
                   "The evaluation was given up after %d MiB of memory.", EVAL_MEMORY_MAX >> 20);
    else
        return true;
    return false;
}

const struct value *eval_expr(struct eval *e, const struct scope *scope,
                              const struct hcl_expr *expr)
{
    const struct value *v;

    if (!within_limits(e, scope, expr))
        return eval_fail_as(e, &type_dynamic);
    e->steps_left--;
    e->depth++;
    v = eval_kind(e, scope, expr);
    e->depth--;
    if (!v) {
        if (!has_type_when_failed(expr))
            e->failed = &type_dynamic;
        return NULL;
    }
    if (v->weight > VALUE_WEIGHT_MAX || v->type->depth > VALUE_DEPTH_MAX) {
        eval_error(e, scope, expr->range, "Value too large",
                   "Values are limited to about %d MiB and %d levels.", VALUE_WEIGHT_MAX >> 20,
                   VALUE_DEPTH_MAX);
        return eval_fail_as(e, &type_dynamic);
    }
    return v;
}
