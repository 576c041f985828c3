/*
 * fuzz_eval: any bytes as an expression and as a template, parsed and evaluated with all functions.
 * No crash, no hang, and the tree and the values are what tree.h and values.h say.
 */
#include "hcl/eval.h"
#include "hcl/parse.h"
#include "tree.h"
#include "values.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { STEPS = 20 * 1000 };

static void run(struct str text, bool template)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf json = BUF_INIT;
    struct hcl_source source = { str_lit("x"), text, 1 };
    struct scope scope = { .source = &source, .functions = &functions_core };
    struct hcl_diags d = { .arena = &a };
    struct hcl_range all = { 0, (uint32_t)text.n };
    struct hcl_expr *expr =
        template ? hcl_parse_template(&a, &source, all, &d) : hcl_parse_expr(&a, &source, all, &d);
    const struct value *v;
    struct eval e;

    tree_check_expr(expr, all);
    if (d.n_errors)
        return;
    eval_init(&e, &a, &d);
    e.steps_left = STEPS;
    v = eval_expr(&e, &scope, expr);
    if (!v) {
        if (!d.n_errors)
            BUG("no value, and no reason");
        return;
    }
    values_check(v);
    value_json(&json, v);
    (void)type_text(&a, v->type);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text = str_copy(&a, str_of((const char *)data, size));

    run(text, false);
    run(text, true);
    return 0;
}
