/*
 * templatefile() and templatestring(): text that is parsed as a template and evaluated with
 * variables of its own, and with nothing else of the surrounding scope but its functions.
 */
#include "hcl/func.h"
#include "hcl/parse.h"
#include "text/utf8.h"

static const struct value *recursive_run(struct call *c)
{
    return call_error(c, -1, "a template cannot call %s() itself", c->function->name);
}

static const struct param any = { "args", &type_dynamic,
                                  PARAM_NULL | PARAM_UNKNOWN | PARAM_DYNAMIC | PARAM_SENSITIVE };

static const struct function recursive[] = {
    { "templatefile", NULL, 0, &any, NULL, recursive_run },
};

/* The variables by name; false after call_error(). */
static bool variables(struct call *c, struct map *ret)
{
    const struct value *vars = c->args[1];

    if (!is_mapping(vars->type)) {
        call_error(c, 1, "the template's variables must be a map or object, not %s",
                   type_words(c, vars->type));
        return false;
    }
    for (size_t i = 0; i < vars->u.map.n; i++) {
        if (!hcl_is_identifier(vars->u.map.keys[i])) {
            call_error(c, 1,
                       "\"%.*s\" is no name of a variable: letters, digits, - and _ are "
                       "allowed, with a letter first",
                       STR(vars->u.map.keys[i]));
            return false;
        }
        map_put(c->arena, ret, vars->u.map.keys[i], (void *)(uintptr_t)vars->u.map.values[i]);
    }
    return true;
}

/* Reads `within` of the source as a template and evaluates it. NULL after diagnostics. */
static const struct value *render(struct call *c, const struct hcl_source *source,
                                  struct hcl_range within)
{
    const struct scope *outermost = func_outermost(c);
    struct function_table functions = { recursive, ARRAY_LEN(recursive), NULL };
    struct scope scope = { 0 };
    struct map names = { 0 };
    size_t n_errors = c->eval->diags->n_errors;
    const struct value *result;
    struct hcl_expr *expr;

    if (!variables(c, &names))
        return NULL;
    expr = hcl_parse_template(c->arena, source, within, c->eval->diags);
    if (c->eval->diags->n_errors > n_errors)
        return call_error(c, 0, "the template has errors");
    if (outermost)
        scope = *outermost;
    functions.next = scope.functions;
    scope.source = source;
    scope.variables = &names;
    scope.functions = &functions;
    scope.lookup = NULL;
    result = eval_expr(c->eval, &scope, expr);
    if (result && value_is_null(result))
        return call_error(c, 0, "the template's result is null");
    return result;
}

static const struct value *templatefile_run(struct call *c)
{
    const struct hcl_source *source = func_read(c, 0);

    if (!source)
        return NULL;
    if (!utf8_is_valid(source->text))
        return call_error(c, 0, "the file is not UTF-8");
    return render(c, source, (struct hcl_range){ 0, (uint32_t)source->text.n });
}

/* Where the text of v is written, if it is written in one piece just as it is. */
static bool written_at(const struct value *v, const struct hcl_source **ret_source,
                       struct hcl_range *ret_range)
{
    const struct origin_span *span = v->origin && v->origin->n == 1 ? v->origin->spans : NULL;

    if (!span || span->kind != ORIGIN_TEXT || !span->exact || span->at != 0 ||
        span->len != v->u.string.n || !span->source)
        return false;
    *ret_source = span->source;
    *ret_range = span->range;
    return true;
}

static const struct value *templatestring_run(struct call *c)
{
    const struct hcl_source *source;
    struct hcl_range range;
    struct hcl_source *own;

    /* A template that is written right here is evaluated already, with all names around. */
    if (c->expr && c->expr->u.call.args[0]->kind == HCL_EXPR_TEMPLATE)
        return call_error(c, 0, "the template must come from elsewhere, such as a local value");
    if (written_at(c->args[0], &source, &range))
        return render(c, source, range);
    own = arena_new(c->arena, struct hcl_source);
    own->path = str_lit("templatestring()");
    own->text = arg_text(c, 0);
    return render(c, own, (struct hcl_range){ 0, (uint32_t)own->text.n });
}

static const struct param file_params[] = { { "path", &type_string, 0 },
                                            { "vars", &type_dynamic, 0 } };
static const struct param string_params[] = { { "template", &type_string, 0 },
                                              { "vars", &type_dynamic, 0 } };

static const struct function table[] = {
    { "templatefile", file_params, 2, NULL, NULL, templatefile_run },
    { "templatestring", string_params, 2, NULL, NULL, templatestring_run },
};

const struct function_table functions_template = { table, ARRAY_LEN(table), NULL };

/* All tables, each refers to the next. */
const struct function_table functions_core = { NULL, 0, &functions_number };
