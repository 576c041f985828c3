/*
 * Templates: text with values, conditions and loops in it.
 */
#include "hcl/eval_internal.h"
#include "text/utf8.h"

static bool add_parts(struct eval *e, const struct scope *scope, const struct hcl_parts *parts,
                      struct text_builder *b);

/* The source text of an expression, to show in the place of a value that is not known. */
static struct str shown(struct eval *e, const struct scope *scope, const struct hcl_expr *expr)
{
    return str_printf(e->arena, "${%.*s}",
                      STR(str_slice(scope->source->text, expr->range.start, expr->range.end)));
}

static bool has_text(const struct value *v)
{
    return v->type->kind == TYPE_STRING && v->u.string.p;
}

static bool add_value(struct eval *e, const struct scope *scope, const struct hcl_part *part,
                      struct text_builder *b)
{
    const struct value *v = eval_expr(e, scope, part->expr), *text;

    if (!v)
        return false;
    if (v->state == VALUE_NULL) {
        eval_error(e, scope, part->expr->range, "Null in a template",
                   "The value is null, which has no text.");
        return false;
    }
    b->sensitive |= v->sensitive;
    if (v->state == VALUE_UNKNOWN && !has_text(v)) {
        text_add_hole(b, shown(e, scope, part->expr), v->why);
        return true;
    }
    text =
        eval_convert(e, scope, v, &type_string, part->expr->range, "Invalid value in a template");
    if (!text)
        return false;
    text_add_value(b, text, 0, text->u.string.n);
    return true;
}

static bool add_if(struct eval *e, const struct scope *scope, const struct hcl_part *part,
                   struct text_builder *b)
{
    const struct value *v = eval_expr(e, scope, part->expr);

    if (!v)
        return false;
    if (v->state == VALUE_NULL) {
        eval_error(e, scope, part->expr->range, "Null condition",
                   "A condition is true or false; this one is null.");
        return false;
    }
    b->sensitive |= v->secret;
    v = eval_convert(e, scope, v, &type_bool, part->expr->range, "Condition is no bool");
    if (!v)
        return false;
    if (v->state == VALUE_UNKNOWN) {
        text_add_hole(b, shown(e, scope, part->expr), v->why);
        return true;
    }
    return add_parts(e, scope, v->u.boolean ? &part->directive->body : &part->directive->otherwise,
                     b);
}

static bool add_for(struct eval *e, const struct scope *scope, const struct hcl_part *part,
                    struct text_builder *b)
{
    const struct value *in = eval_expr(e, scope, part->expr);
    struct eval_loop loop;
    bool good = true;
    size_t n;

    if (!in)
        return false;
    if (in->state == VALUE_NULL ||
        (in->type->kind != TYPE_DYNAMIC && !eval_is_collection(in->type))) {
        eval_error(e, scope, part->expr->range, "Loop over no collection",
                   "Only a list, set, map, tuple or object has elements to loop over.");
        return false;
    }
    b->sensitive |= in->sensitive;
    if (in->state == VALUE_UNKNOWN) {
        text_add_hole(b, shown(e, scope, part->expr), in->why);
        return true;
    }
    eval_loop_init(&loop, scope, part->directive->key, part->directive->value);
    n = eval_length(in);
    for (size_t i = 0; i < n && !b->too_long; i++) {
        const struct value *key, *value;

        eval_element(e, in, i, &key, &value);
        eval_loop_set(e, &loop, key, value);
        good &= add_parts(e, &loop.scope, &part->directive->body, b);
        if (!good && e->diags->n_errors >= HCL_DIAGS_MAX)
            break;
    }
    return good;
}

/* Goes on after an error, so that all of a template are told. */
static bool add_parts(struct eval *e, const struct scope *scope, const struct hcl_parts *parts,
                      struct text_builder *b)
{
    bool good = true;

    for (size_t i = 0; i < parts->n && !b->too_long; i++) {
        const struct hcl_part *part = &parts->items[i];

        switch (part->kind) {
        case HCL_PART_TEXT:
            text_add_source(b, part->text, scope->source, part->range);
            break;
        case HCL_PART_VALUE:
            good &= add_value(e, scope, part, b);
            break;
        case HCL_PART_IF:
            good &= add_if(e, scope, part, b);
            break;
        case HCL_PART_FOR:
            good &= add_for(e, scope, part, b);
            break;
        }
    }
    return good;
}

/* Literal text is by far the most common template. */
static const struct value *plain_text(struct eval *e, const struct scope *scope,
                                      const struct hcl_part *part)
{
    bool same = part->text.p == scope->source->text.p + part->range.start;
    struct str text = utf8_nfc(e->arena, part->text);
    bool exact = same && text.p == part->text.p;

    return value_string_from(e->arena, text,
                             origin_source(e->arena, text.n, exact, scope->source, part->range));
}

const struct value *eval_template(struct eval *e, const struct scope *scope,
                                  const struct hcl_expr *expr)
{
    const struct hcl_parts *parts = &expr->u.template.parts;
    const struct value *v;
    struct text_builder b;

    /* A template of one value only is that value, whatever its type. */
    if (parts->n == 1 && parts->items[0].kind == HCL_PART_VALUE)
        return eval_expr(e, scope, parts->items[0].expr);
    if (parts->n == 1 && parts->items[0].kind == HCL_PART_TEXT)
        return plain_text(e, scope, &parts->items[0]);
    text_init(&b, e->arena);
    if (!add_parts(e, scope, parts, &b))
        return eval_fail_as(e, &type_string);
    v = text_finish(&b);
    if (v)
        return v;
    eval_error(e, scope, expr->range, "Text too long", "The text would be longer than %d MiB.",
               TEXT_MAX >> 20);
    return eval_fail_as(e, &type_string);
}
