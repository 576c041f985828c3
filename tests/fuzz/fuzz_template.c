/*
 * fuzz_template: any UTF-8 text as a template, as templatefile() reads one, evaluated with
 * variables of all kinds and all functions.
 *
 * The tree and the values are what tree.h and values.h say; text without sequences means itself,
 * byte for byte; only a template that is nothing but one value can be something else than a text;
 * and the same template means the same twice.
 */
#include "hcl/eval.h"
#include "hcl/parse.h"
#include "text/utf8.h"
#include "tree.h"
#include "values.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { STEPS = 20 * 1000 };

static void set(struct arena *a, struct map *m, const char *name, const struct value *v)
{
    map_put(a, m, str_z(name), (void *)(uintptr_t)v);
}

/* Names of one letter, which are found easily. */
static struct map variables(struct arena *a)
{
    static const struct hcl_source elsewhere = { STR_INIT("v"), STR_INIT("x = \"some text\"\n"),
                                                 2 };
    const struct hcl_range written = { 5, 14 };
    const struct value *s =
        value_string_from(a, str_lit("some text"), origin_source(a, 9, true, &elsewhere, written));
    const struct value **items = arena_array(a, 2, sizeof *items);
    struct str *keys = arena_array(a, 2, sizeof *keys);
    struct text_builder partly;
    struct map m = { 0 };

    items[0] = s;
    items[1] = value_string(a, str_lit("b"));
    keys[0] = str_lit("k");
    keys[1] = str_lit("l");
    text_init(&partly, a);
    text_add_value(&partly, s, 0, 4);
    text_add_hole(&partly, str_lit("${y}"), str_lit("for the test"));
    set(a, &m, "s", s);
    set(a, &m, "n", value_number_parse(a, str_lit("12.5")));
    set(a, &m, "t", value_bool(a, true));
    set(a, &m, "z", value_null(a, &type_string));
    set(a, &m, "l", value_list(a, &type_string, items, 2));
    set(a, &m, "m", value_map(a, &type_string, keys, items, 2));
    set(a, &m, "e", value_tuple(a, items, 0));
    set(a, &m, "u", value_unknown(a, &type_dynamic, str_lit("for the test")));
    set(a, &m, "h", text_finish(&partly));
    set(a, &m, "p", value_with_sensitive(a, items[1], true));
    return m;
}

static bool is_plain(struct str text)
{
    return str_find(text, str_lit("${")) == STR_NONE && str_find(text, str_lit("%{")) == STR_NONE;
}

static void check_value(const struct value *v, const struct hcl_expr *expr, struct str text)
{
    const struct hcl_parts *parts = &expr->u.template.parts;
    const struct value *twin;
    AUTO_ARENA struct arena a = ARENA_INIT;

    values_check(v);
    if (v->type->kind != TYPE_STRING && (parts->n != 1 || parts->items[0].kind != HCL_PART_VALUE))
        BUG("a template of several parts is no text");
    if (!is_plain(text))
        return;
    if (str_starts(text, str_lit("\xEF\xBB\xBF")))
        text = str_skip(text, 3);  /* a byte order mark is no part of the text */
    twin = value_string(&a, text); /* in the normal form that all texts have */
    if (v->state != VALUE_KNOWN || !str_eq(v->u.string, twin->u.string))
        BUG("plain text does not mean itself");
}

/* Appends the value, or that there is none. */
static void run(struct str text, struct buf *out)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_source source = { str_lit("x"), text, 1 };
    struct map names = variables(&a);
    struct scope scope = { .source = &source, .functions = &functions_core, .variables = &names };
    struct hcl_diags d = { .arena = &a };
    struct hcl_range all = { 0, (uint32_t)text.n };
    struct hcl_expr *expr = hcl_parse_template(&a, &source, all, &d);
    const struct value *v;
    struct eval e;

    buf_printf(out, "%llu ", (unsigned long long)tree_check_expr(expr, all));
    if (d.n_errors)
        return;
    eval_init(&e, &a, &d);
    e.steps_left = STEPS;
    v = eval_expr(&e, &scope, expr);
    if (!v && !d.n_errors)
        BUG("no value, and no reason");
    if (!v)
        return;
    check_value(v, expr, text);
    value_json(out, v);
    buf_add(out, type_text(&a, v->type));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf once = BUF_INIT, twice = BUF_INIT;
    struct str text = str_copy(&a, str_of((const char *)data, size));

    if (!utf8_is_valid(text))
        return 0;
    run(text, &once);
    run(text, &twice);
    if (!str_eq(buf_str(&once), buf_str(&twice)))
        BUG("the same template means two things");
    return 0;
}
