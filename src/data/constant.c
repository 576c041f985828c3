#include "data/constant.h"

#include "hcl/eval.h"

/* Reports a value of the wrong kind: `"level" is a whole number from 1 to 2.` */
static void wrong(const struct constant *c, const char *what)
{
    hcl_diag_add(c->diags, c->source, c->expr->range, "Wrong value", "\"%s\" is %s.", c->type->name,
                 what);
}

/* The value, wholly known and not null; NULL after a diagnostic. */
static const struct value *evaluate(const struct constant *c)
{
    const struct scope scope = { .source = c->source };
    const struct value *v;
    struct eval e;

    if (c->expr->kind == HCL_EXPR_BROKEN) /* which the parser has told already */
        return NULL;
    eval_init(&e, c->arena, c->diags);
    v = eval_expr(&e, &scope, c->expr);
    if (!v || !value_is_null(v))
        return v;
    wrong(c, "not null; what is not known is not written at all");
    return NULL;
}

static bool is_kind(const struct value *v, enum type_kind kind)
{
    return v->type->kind == kind && v->state == VALUE_KNOWN;
}

static bool is_key(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '.')
            return false;
    }
    return text.n > 0;
}

struct str constant_text(const struct constant *c)
{
    const struct value *v = evaluate(c);
    bool key = c->type->kind == DATA_KEY;

    if (!v)
        return (struct str){ 0 };
    if (is_kind(v, TYPE_STRING) && v->u.string.n && (!key || is_key(v->u.string)))
        return v->u.string;
    wrong(c, key ? "a name: lower-case letters, digits, \"_\", \"-\" and \".\""
                 : "a text that is not empty");
    return (struct str){ 0 };
}

unsigned constant_word(const struct constant *c)
{
    AUTO_BUF struct buf b = BUF_INIT;
    const struct value *v = evaluate(c);

    if (!v)
        return 0;
    for (unsigned i = 0; c->type->words[i]; i++)
        if (is_kind(v, TYPE_STRING) && str_is(v->u.string, c->type->words[i]))
            return i;
    for (unsigned i = 0; c->type->words[i]; i++)
        buf_printf(&b, "%s\"%s\"", i == 0 ? "one of " : ", ", c->type->words[i]);
    wrong(c, b.p);
    return 0;
}

uint64_t constant_number(const struct constant *c)
{
    AUTO_BUF struct buf b = BUF_INIT;
    const struct value *v = evaluate(c);
    int64_t number, max = c->type->max > INT64_MAX ? INT64_MAX : (int64_t)c->type->max;

    if (!v)
        return 0;
    if (is_kind(v, TYPE_NUMBER) && value_to_int(v, (int64_t)c->type->min, max, &number))
        return (uint64_t)number;
    buf_printf(&b, "a whole number from %ju to %ju", (uintmax_t)c->type->min,
               (uintmax_t)c->type->max);
    wrong(c, b.p);
    return 0;
}

bool constant_bool(const struct constant *c)
{
    const struct value *v = evaluate(c);

    if (!v)
        return false;
    if (is_kind(v, TYPE_BOOL))
        return v->u.boolean;
    wrong(c, "true or false");
    return false;
}

/* Every element is a text, and there is no other like it. */
static bool add_text(struct arena *a, struct data_texts *texts, const struct value *v)
{
    if (!is_kind(v, TYPE_STRING) || v->u.string.n == 0)
        return false;
    for (size_t i = 0; i < texts->n; i++)
        if (str_eq(texts->items[i], v->u.string))
            return false;
    vec_push(a, texts, v->u.string);
    return true;
}

struct data_texts constant_texts(const struct constant *c)
{
    const struct value *v = evaluate(c);
    struct data_texts texts = { 0 };
    bool good = v && is_kind(v, TYPE_TUPLE);

    for (size_t i = 0; good && i < v->u.list.n; i++)
        good = add_text(c->arena, &texts, v->u.list.items[i]);
    if (good)
        return texts;
    if (v)
        wrong(c, "a list of texts that are not empty, all different");
    return (struct data_texts){ 0 };
}

const struct value *constant_value(const struct constant *c)
{
    const struct value *v = evaluate(c);

    if (!v || c->type->kind == DATA_VALUE)
        return v;
    if (!is_kind(v, TYPE_OBJECT)) {
        wrong(c, "an object: { name = value, ... }");
        return NULL;
    }
    for (size_t i = 0; i < v->u.map.n; i++)
        if (value_is_null(v->u.map.values[i])) {
            wrong(c, "an object without null in it");
            return NULL;
        }
    return v;
}
