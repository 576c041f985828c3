/*
 * value_cases: expressions with values that a command line cannot give: unknown, sensitive, null
 * of a type. Cases are lines "expression => answer" in tests/data/hcl/values/; the answers are the
 * reference implementation's (hcl 2.25, cty 1.19), except where a comment in the file says so.
 *
 * An answer is the value and its type, "error" or "syntax". In values, ? is unknown and ! stands
 * in front of what is sensitive; lists and sets are [...], maps and objects {key=...}.
 */
#ifndef VALUE_CASES_H
#define VALUE_CASES_H

#include "base/fs.h"
#include "hcl/eval.h"
#include "hcl/parse.h"
#include "unit.h"

#define CASES "tests/data/hcl/values/"

/* ---- variables ----------------------------------------------------------------------------- */

struct fixture {
    struct arena arena;
    struct map variables;
};

static void set(struct fixture *f, const char *name, const struct value *v)
{
    map_put(&f->arena, &f->variables, str_z(name), (void *)(uintptr_t)v);
}

static const struct value *text(struct fixture *f, const char *z)
{
    return value_string(&f->arena, str_z(z));
}

static const struct value *list(struct fixture *f, const struct type *element,
                                const struct value *x, const struct value *y)
{
    const struct value **items = arena_array(&f->arena, 2, sizeof *items);

    items[0] = x;
    items[1] = y;
    return value_list(&f->arena, element, items, !x ? 0 : y ? 2 : 1);
}

static const struct value *object(struct fixture *f, const struct value *x, const struct value *y)
{
    struct str *keys = arena_array(&f->arena, 2, sizeof *keys);
    const struct value **values = arena_array(&f->arena, 2, sizeof *values);

    keys[0] = str_lit("a");
    keys[1] = str_lit("b");
    values[0] = x;
    values[1] = y;
    return value_object(&f->arena, keys, values, y ? 2 : 1);
}

static const struct value *map_of(struct fixture *f, const struct value *x, const struct value *y)
{
    const struct value *o = object(f, x, y);

    return value_convert(&f->arena, o, type_map(&f->arena, x->type), NULL);
}

static const struct value *secret(struct fixture *f, const struct value *v)
{
    return value_with_sensitive(&f->arena, v, true);
}

static const struct value *unknown(struct fixture *f, const struct type *t)
{
    return value_unknown(&f->arena, t, str_lit("for the test"));
}

static void set_unknown(struct fixture *f)
{
    struct arena *a = &f->arena;
    const struct type *list_s = type_list(a, &type_string);
    const struct type *of_number = object(f, value_int(a, 1), NULL)->type;

    set(f, "us", unknown(f, &type_string));
    set(f, "un", unknown(f, &type_number));
    set(f, "ub", unknown(f, &type_bool));
    set(f, "ud", unknown(f, &type_dynamic));
    set(f, "ul", unknown(f, list_s));
    set(f, "uset", unknown(f, type_set(a, &type_string)));
    set(f, "um", unknown(f, type_map(a, &type_number)));
    set(f, "uo", unknown(f, object(f, text(f, ""), value_int(a, 1))->type));
    set(f, "ulo", unknown(f, type_list(a, of_number)));
    set(f, "lu", list(f, &type_string, text(f, "a"), unknown(f, &type_string)));
    set(f, "ns", value_null(a, &type_string));
    set(f, "nl", value_null(a, list_s));
    set(f, "no", value_null(a, object(f, text(f, ""), NULL)->type));
}

/* Types with something dynamic in them, for conversions. */
static void set_types(struct fixture *f)
{
    struct arena *a = &f->arena;
    const struct value *ten[] = { value_int(a, 10), value_int(a, 9) };
    const struct value *some[] = { text(f, "a"), unknown(f, &type_string) };

    set(f, "la", unknown(f, type_list(a, &type_dynamic)));
    set(f, "sa", unknown(f, type_set(a, &type_dynamic)));
    set(f, "ma", unknown(f, type_map(a, &type_dynamic)));
    set(f, "lla", unknown(f, type_list(a, type_list(a, &type_dynamic))));
    set(f, "lma", unknown(f, type_list(a, type_map(a, &type_dynamic))));
    set(f, "lls", unknown(f, type_list(a, type_list(a, &type_string))));
    set(f, "loa", unknown(f, type_list(a, object(f, unknown(f, &type_dynamic), NULL)->type)));
    set(f, "ln", list(f, &type_number, value_int(a, 1), value_int(a, 2)));
    set(f, "setn", value_set(a, &type_number, ten, 2));
    set(f, "setu", value_set(a, &type_string, some, 2));
    set(f, "ms", map_of(f, text(f, "1"), text(f, "x")));
}

static void set_known(struct fixture *f)
{
    struct arena *a = &f->arena;
    const struct value *ab[] = { text(f, "b"), text(f, "a") };
    const struct value *pair = object(f, text(f, "x"), value_int(a, 2));
    const struct value *one = object(f, value_int(a, 1), NULL);
    const struct value *two = object(f, value_int(a, 2), NULL);
    const struct value **tuple = arena_array(a, 2, sizeof *tuple);

    tuple[0] = text(f, "");
    tuple[1] = value_int(a, 1);
    set(f, "ut", unknown(f, value_tuple(a, tuple, 2)->type));
    set(f, "ls", list(f, &type_string, text(f, "a"), text(f, "b")));
    set(f, "le", list(f, &type_string, NULL, NULL));
    set(f, "set", value_set(a, &type_string, ab, 2));
    set(f, "mn", map_of(f, value_int(a, 1), value_int(a, 2)));
    set(f, "lo", list(f, one->type, one, two));
    set(f, "o", pair);
    set(f, "ss", secret(f, text(f, "secret")));
    set(f, "sn", secret(f, value_int(a, 1)));
    set(f, "sb", secret(f, value_bool(a, true)));
    set(f, "sl", secret(f, list(f, &type_string, text(f, "x"), text(f, "y"))));
    set(f, "so", secret(f, pair));
    set(f, "sm", secret(f, map_of(f, text(f, "x"), NULL)));
    set(f, "su", secret(f, unknown(f, &type_string)));
}

/* ---- functions: conversions as such --------------------------------------------------------- */

enum { ANYTHING = PARAM_NULL | PARAM_UNKNOWN | PARAM_SENSITIVE | PARAM_DYNAMIC };

static const struct param any = { "x", &type_dynamic, ANYTHING };
static const struct param two[] = { { "x", &type_dynamic, ANYTHING },
                                    { "like", &type_dynamic, ANYTHING } };

static const struct value *run_convert(struct call *c)
{
    struct str why;
    const struct value *v = value_convert(c->arena, c->args[0], c->args[1]->type, &why);

    if (v)
        return v;
    assert_true(why.n > 0);
    return call_error(c, 0, "%.*s", STR(why));
}

/* A null of the common type. */
static const struct value *run_unify(struct call *c)
{
    const struct type **types = arena_array(c->arena, c->n, sizeof *types), *t;

    for (size_t i = 0; i < c->n; i++)
        types[i] = c->args[i]->type;
    t = type_unify(c->arena, types, c->n, str_is(str_z(c->function->name), "unify"));
    return t ? value_null(c->arena, t) : call_error(c, -1, "no common type");
}

static const struct function own_functions[] = {
    { "convert", two, 2, NULL, NULL, run_convert },
    { "unify", NULL, 0, &any, NULL, run_unify },
    { "unify_safe", NULL, 0, &any, NULL, run_unify },
};

static const struct function_table test_functions = { own_functions, ARRAY_LEN(own_functions),
                                                      &functions_core };

/* ---- cases --------------------------------------------------------------------------------- */

static void show(struct buf *b, const struct value *v)
{
    bool keyed = v->type->kind == TYPE_MAP || v->type->kind == TYPE_OBJECT;
    size_t n = keyed ? v->u.map.n : v->u.list.n;

    if (v->sensitive)
        buf_addc(b, '!');
    if (v->state == VALUE_UNKNOWN) {
        buf_addc(b, '?');
        return;
    }
    if (v->state == VALUE_NULL || type_is_primitive(v->type)) {
        value_json(b, v);
        return;
    }
    buf_addc(b, keyed ? '{' : '[');
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_addc(b, ',');
        if (keyed)
            buf_printf(b, "%.*s=", STR(v->u.map.keys[i]));
        show(b, keyed ? v->u.map.values[i] : v->u.list.items[i]);
    }
    buf_addc(b, keyed ? '}' : ']');
}

static struct str answer(struct fixture *f, struct arena *a, struct str expression)
{
    struct hcl_source source = { str_lit("case"), expression, 1 };
    struct scope scope = { .source = &source,
                           .functions = &test_functions,
                           .variables = &f->variables };
    struct hcl_diags d = { .arena = a };
    AUTO_BUF struct buf b = BUF_INIT;
    const struct value *v;
    struct hcl_expr *expr;
    struct eval e;

    expr = hcl_parse_expr(a, &source, (struct hcl_range){ 0, (uint32_t)expression.n }, &d);
    if (d.n_errors)
        return str_lit("syntax");
    eval_init(&e, a, &d);
    v = eval_expr(&e, &scope, expr);
    assert_true((v == NULL) == (d.n_errors > 0));
    assert_int_equal(e.depth, 0);
    if (!v)
        return str_lit("error");
    show(&b, v);
    buf_printf(&b, " : %.*s", STR(type_text(a, v->type)));
    return str_copy(a, buf_str(&b));
}

/* Every line; all that differ are printed. */
static void check_file(struct fixture *f, const char *path)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str rest;
    struct err e;
    size_t bad = 0, all = 0;

    assert_int_equal(fs_read(&a, path, &rest, NULL, &e), 0);
    while (rest.n) {
        AUTO_ARENA struct arena scratch = ARENA_INIT;
        struct str line = str_cut(&rest, '\n'), expression, want, got;
        size_t at = str_find(line, str_lit(" => "));

        /* "=>" is also HCL's; the answer follows the last one. */
        while (at != STR_NONE) {
            size_t more = str_find(str_skip(line, at + 4), str_lit(" => "));

            if (more == STR_NONE)
                break;
            at += 4 + more;
        }
        if (line.n == 0 || line.p[0] == '#')
            continue;
        assert_true(at != STR_NONE);
        all++;
        expression = str_slice(line, 0, at);
        want = str_skip(line, at + 4);
        got = answer(f, &scratch, expression);
        if (!str_eq(got, want)) {
            print_error("%.*s\n    is   %.*s\n    want %.*s\n", STR(expression), STR(got),
                        STR(want));
            bad++;
        }
    }
    if (bad)
        fail_msg("%zu of %zu cases of %s differ", bad, all, path);
    assert_true(all > 0);
}

static void fixture_init(struct fixture *f)
{
    *f = (struct fixture){ ARENA_INIT, { 0 } };
    set_unknown(f);
    set_known(f);
    set_types(f);
}

#endif
