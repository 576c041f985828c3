/*
 * fuzz_eval: any bytes as an expression and as a template, parsed and evaluated with all functions.
 * No crash, no hang, and every span of every value lies within its source and its text.
 */
#include "hcl/eval.h"
#include "hcl/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { STEPS = 20 * 1000 };

static void check_value(const struct value *v, const struct hcl_source *source)
{
    size_t n = v->origin && v->type->kind == TYPE_STRING ? v->origin->n : 0;
    size_t at = 0;

    for (size_t i = 0; i < n; i++) {
        const struct origin_span *s = &v->origin->spans[i];

        if (s->at < at || (size_t)s->at + s->len > v->u.string.n)
            BUG("a span is outside of its text");
        at = s->at + s->len;
        if (s->kind != ORIGIN_TEXT || s->source != source)
            continue;
        if (s->range.end > source->text.n || s->range.start > s->range.end)
            BUG("a span is outside of its source");
        if (s->exact && !str_eq(str_slice(source->text, s->range.start, s->range.end),
                                str_slice(v->u.string, s->at, s->at + s->len)))
            BUG("an exact span is not exact");
    }
}

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
    check_value(v, &source);
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
