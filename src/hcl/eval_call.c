/*
 * Function calls: finding the function, fitting the arguments, try() and can().
 */
#include "hcl/eval_internal.h"
#include "text/nearest.h"

const struct value *call_error(struct call *c, int arg, const char *format, ...)
{
    struct hcl_range at = { 0, 0 };
    struct str text;
    va_list args;

    va_start(args, format);
    text = str_vprintf(c->arena, format, args);
    va_end(args);
    if (c->expr) {
        size_t n = c->expr->u.call.n_args;
        /* With "..." there may be more arguments than expressions. */
        size_t i = arg >= 0 && n && (size_t)arg >= n ? n - 1 : (size_t)arg;

        at = arg >= 0 && n ? c->expr->u.call.args[i]->range : c->expr->range;
    }
    return eval_error(c->eval, c->scope, at, "Error in function call", "%s(): %.*s.",
                      c->function->name, STR(text));
}

const struct function *function_find(const struct function_table *t, struct str name)
{
    for (; t; t = t->next)
        for (size_t i = 0; i < t->n; i++)
            if (str_is(name, t->items[i].name))
                return &t->items[i];
    return NULL;
}

/* ---- did you mean? --------------------------------------------------------------------------- */

static const struct value *unknown_function(struct eval *e, const struct scope *scope,
                                            const struct hcl_name *name)
{
    const struct function_table *t = eval_outermost(scope)->functions;
    const char *nearest = NULL;
    size_t least = 3;

    if (str_starts(name->text, str_lit("provider::")))
        return eval_error(e, scope, name->range, "Function of a provider",
                          "Functions of providers are not available.");
    for (; t; t = t->next) {
        for (size_t i = 0; i < t->n; i++) {
            size_t d = text_distance(name->text, str_z(t->items[i].name));

            if (d < least) {
                least = d;
                nearest = t->items[i].name;
            }
        }
    }
    if (nearest)
        return eval_error(e, scope, name->range, "Unknown function",
                          "There is no function \"%.*s\". Did you mean \"%s\"?", STR(name->text),
                          nearest);
    return eval_error(e, scope, name->range, "Unknown function", "There is no function \"%.*s\".",
                      STR(name->text));
}

/* ---- calling --------------------------------------------------------------------------------- */

static const struct param *param_of(const struct function *f, size_t i)
{
    return i < f->n_params ? &f->params[i] : f->variadic;
}

static bool check_count(struct call *c)
{
    const struct function *f = c->function;

    if (c->n < f->n_params) {
        call_error(c, -1, "%zu argument%s needed%s, and %zu given; \"%s\" is missing", f->n_params,
                   f->n_params == 1 ? " is" : "s are", f->variadic ? " at least" : "", c->n,
                   f->params[c->n].name);
        return false;
    }
    if (c->n > f->n_params && !f->variadic) {
        call_error(c, (int)f->n_params, "%zu argument%s taken, not %zu", f->n_params,
                   f->n_params == 1 ? " is" : "s are", c->n);
        return false;
    }
    return true;
}

/* Converts one argument; false after an error. */
static bool fit_argument(struct call *c, size_t i, const struct value **ret_unknown,
                         bool *ret_dynamic)
{
    const struct param *p = param_of(c->function, i);
    const struct value *v = c->args[i];
    struct str why;

    if (p->type->kind != TYPE_DYNAMIC && v->type != p->type) {
        v = value_convert(c->arena, v, p->type, &why);
        if (!v) {
            call_error(c, (int)i, "\"%s\" does not fit: %.*s", p->name, STR(why));
            return false;
        }
        c->args[i] = v;
    }
    if (v->state == VALUE_NULL && !(p->flags & PARAM_NULL)) {
        call_error(c, (int)i, "\"%s\" must not be null", p->name);
        return false;
    }
    if (v->type->kind == TYPE_DYNAMIC && !(p->flags & PARAM_DYNAMIC)) {
        *ret_dynamic = true;
        if (v->state == VALUE_NULL)
            v = value_unknown(c->arena, &type_dynamic, str_lit("a null here has no type"));
        if (!*ret_unknown)
            *ret_unknown = v;
    } else if (v->state == VALUE_UNKNOWN && !(p->flags & PARAM_UNKNOWN) && !*ret_unknown) {
        *ret_unknown = v;
    }
    return true;
}

static const struct value *run(struct call *c)
{
    const struct value *unknown = NULL, *v;
    bool secret = false, dynamic = false;

    if (!check_count(c))
        return NULL;
    for (size_t i = 0; i < c->n; i++) {
        if (c->args[i]->secret && !(param_of(c->function, i)->flags & PARAM_SENSITIVE)) {
            secret = true;
            c->args[i] = value_unmark(c->arena, c->args[i]);
        }
        if (!fit_argument(c, i, &unknown, &dynamic))
            return NULL;
    }
    if (unknown) {
        const struct type *t = &type_dynamic;

        if (!dynamic && c->function->result_type)
            t = c->function->result_type(c);
        if (!t)
            return NULL;
        v = value_unknown(c->arena, t, unknown->why);
    } else {
        v = c->function->run(c);
    }
    return eval_mark(c->eval, v, secret);
}

const struct value *eval_call(struct eval *e, const struct scope *scope, const struct function *f,
                              const struct value **args, size_t n, struct hcl_range at)
{
    struct call c = { e, e->arena, scope, f, args, n, NULL };

    (void)at;
    return run(&c);
}

/* f(x...): the elements of the last argument as arguments. False after an error. */
static bool expand_last(struct eval *e, const struct scope *scope, const struct hcl_expr *expr,
                        const struct value *last, struct call *c, const struct value **ret_unknown)
{
    struct hcl_range at = expr->u.call.args[expr->u.call.n_args - 1]->range;
    const struct value **args;
    bool sequence = last->type->kind == TYPE_LIST || last->type->kind == TYPE_TUPLE ||
                    last->type->kind == TYPE_SET;

    if (last->state == VALUE_UNKNOWN && (sequence || last->type->kind == TYPE_DYNAMIC)) {
        *ret_unknown = last;
        return true;
    }
    if (!sequence || last->state == VALUE_NULL) {
        eval_error(e, scope, at, "Cannot be expanded",
                   "In front of \"...\" a list, set or tuple is needed.");
        return false;
    }
    args = arena_array(e->arena, c->n + last->u.list.n, sizeof *args);
    if (c->n)
        memcpy(args, c->args, c->n * sizeof *args);
    for (size_t i = 0; i < last->u.list.n; i++)
        args[c->n++] = eval_mark(e, last->u.list.items[i], last->sensitive);
    c->args = args;
    return true;
}

/* The first expression that evaluates; what is unknown counts as evaluated. */
static const struct value *eval_try(struct eval *e, const struct scope *scope,
                                    const struct hcl_expr *expr)
{
    struct hcl_diags errors = { 0 };

    for (size_t i = 0; i < expr->u.call.n_args; i++) {
        const struct value *v = eval_quietly(e, scope, expr->u.call.args[i], &errors);

        if (v)
            return v;
    }
    if (!expr->u.call.n_args)
        return eval_error(e, scope, expr->range, "Error in function call",
                          "try(): at least one argument is needed.");
    return eval_error(e, scope, expr->range, "Error in function call",
                      "try(): no expression succeeded; the last one failed with: %.*s",
                      STR(errors.n ? errors.items[0].detail : str_lit("")));
}

static const struct value *eval_can(struct eval *e, const struct scope *scope,
                                    const struct hcl_expr *expr)
{
    struct hcl_diags errors;
    const struct value *v;

    if (expr->u.call.n_args != 1)
        return eval_error(e, scope, expr->range, "Error in function call",
                          "can(): exactly one argument is needed.");
    v = eval_quietly(e, scope, expr->u.call.args[0], &errors);
    if (v && v->partial)
        return value_unknown_not_null(e->arena, &type_bool, v->why);
    return value_bool(e->arena, v != NULL);
}

const struct value *eval_function_call(struct eval *e, const struct scope *scope,
                                       const struct hcl_expr *expr)
{
    struct hcl_name name = expr->u.call.name;
    struct call c = { e, e->arena, scope, NULL, NULL, 0, expr };
    const struct value *unknown = NULL;
    bool failed = false;

    if (str_starts(name.text, str_lit("core::")))
        name.text = str_skip(name.text, strlen("core::"));
    if (str_is(name.text, "try"))
        return eval_try(e, scope, expr);
    if (str_is(name.text, "can"))
        return eval_can(e, scope, expr);
    c.function = function_find(eval_outermost(scope)->functions, name.text);
    if (!c.function)
        return unknown_function(e, scope, &name);
    c.args = arena_array(e->arena, expr->u.call.n_args, sizeof *c.args);
    for (size_t i = 0; i < expr->u.call.n_args; i++) {
        const struct value *v = eval_expr(e, scope, expr->u.call.args[i]);

        if (!v)
            failed = true;
        else if (expr->u.call.expand && i + 1 == expr->u.call.n_args)
            failed |= !expand_last(e, scope, expr, v, &c, &unknown);
        else
            c.args[c.n++] = v;
    }
    if (failed)
        return NULL;
    if (unknown)
        return eval_mark(e, value_unknown(e->arena, &type_dynamic, unknown->why),
                         unknown->sensitive);
    return run(&c);
}
