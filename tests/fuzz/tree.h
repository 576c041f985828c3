/*
 * tree: what holds for every tree that the parser makes, also of a broken text.
 *
 *     uint64_t sum = tree_check_file(body, text.n);
 *
 * Every node's range lies within its parent's; what follows each other in the text does so in the
 * tree, without overlap; nothing is deeper than the parser's limits. A violation ends the program.
 * The sum tells two trees apart: it depends on the kind and range of every node.
 */
#ifndef FUZZ_TREE_H
#define FUZZ_TREE_H

#include "hcl/parse.h"

struct tree {
    uint64_t sum;
    unsigned depth;
};

/* Something that lies within `outer` and does not begin before *at, which becomes its end. */
static void tree_range(struct tree *t, struct hcl_range inner, struct hcl_range outer, uint32_t *at)
{
    if (inner.start > inner.end || inner.start < outer.start || inner.end > outer.end)
        BUG("range %u-%u is outside of the one around it, %u-%u", inner.start, inner.end,
            outer.start, outer.end);
    if (inner.start < *at)
        BUG("range %u-%u begins before the end of what comes before it, %u", inner.start, inner.end,
            *at);
    *at = inner.end;
    t->sum = (t->sum ^ inner.start ^ (uint64_t)inner.end << 32) * 0x9E3779B97F4A7C15;
}

static void tree_enter(struct tree *t)
{
    if (++t->depth > HCL_DEPTH_MAX + HCL_HEIGHT_MAX)
        BUG("the tree is deeper than the parser allows");
}

static void tree_leave(struct tree *t)
{
    t->depth--;
}

static void tree_expr(struct tree *t, const struct hcl_expr *e, struct hcl_range outer,
                      uint32_t *at);

/* A name that may be missing, and then covers nothing. */
static void tree_name(struct tree *t, const struct hcl_name *name, struct hcl_range outer,
                      uint32_t *at)
{
    if (name->text.p)
        tree_range(t, name->range, outer, at);
}

static void tree_maybe(struct tree *t, const struct hcl_expr *e, struct hcl_range outer,
                       uint32_t *at)
{
    if (e)
        tree_expr(t, e, outer, at);
}

static void tree_parts(struct tree *t, const struct hcl_parts *parts, struct hcl_range outer,
                       uint32_t *at)
{
    for (size_t i = 0; i < parts->n; i++) {
        const struct hcl_part *part = &parts->items[i];
        uint32_t inside = part->range.start;

        tree_range(t, part->range, outer, at);
        t->sum += (uint64_t)part->kind + part->text.n;
        if (part->kind == HCL_PART_TEXT)
            continue;
        tree_enter(t);
        if (part->kind == HCL_PART_FOR) {
            tree_name(t, &part->directive->key, part->range, &inside);
            tree_name(t, &part->directive->value, part->range, &inside);
        }
        tree_expr(t, part->expr, part->range, &inside);
        if (part->directive) {
            tree_parts(t, &part->directive->body, part->range, &inside);
            tree_parts(t, &part->directive->otherwise, part->range, &inside);
        }
        tree_leave(t);
    }
}

static void tree_loop(struct tree *t, const struct hcl_loop *loop, struct hcl_range outer,
                      uint32_t *at)
{
    tree_name(t, &loop->key_var, outer, at);
    tree_name(t, &loop->value_var, outer, at);
    tree_expr(t, loop->in, outer, at);
    tree_maybe(t, loop->key, outer, at);
    tree_expr(t, loop->value, outer, at);
    tree_maybe(t, loop->cond, outer, at);
}

static void tree_object(struct tree *t, const struct hcl_expr *e, uint32_t *at)
{
    for (size_t i = 0; i < e->u.object.n; i++) {
        const struct hcl_item *item = &e->u.object.items[i];
        uint32_t key_at = item->key_range.start;

        tree_range(t, item->key_range, e->range, at);
        tree_maybe(t, item->key, item->key_range, &key_at);
        tree_expr(t, item->value, e->range, at);
    }
}

static void tree_call(struct tree *t, const struct hcl_expr *e, uint32_t *at)
{
    uint32_t inside = e->u.call.parens.start;

    tree_range(t, e->u.call.name.range, e->range, at);
    tree_range(t, e->u.call.parens, e->range, at);
    for (size_t i = 0; i < e->u.call.n_args; i++)
        tree_expr(t, e->u.call.args[i], e->u.call.parens, &inside);
}

/* The parts of an expression, in the order in which they are written. */
static void tree_inside(struct tree *t, const struct hcl_expr *e, uint32_t *at)
{
    struct hcl_range r = e->range;

    switch (e->kind) {
    case HCL_EXPR_NUMBER:
    case HCL_EXPR_BOOL:
    case HCL_EXPR_NULL:
    case HCL_EXPR_VARIABLE:
    case HCL_EXPR_ITEM:
    case HCL_EXPR_BROKEN:
        break;
    case HCL_EXPR_TEMPLATE:
        tree_range(t, e->u.template.content, r, at);
        *at = e->u.template.content.start;
        tree_parts(t, &e->u.template.parts, e->u.template.content, at);
        break;
    case HCL_EXPR_ATTR:
        tree_expr(t, e->u.attr.of, r, at);
        tree_range(t, e->u.attr.name.range, r, at);
        break;
    case HCL_EXPR_INDEX:
        tree_expr(t, e->u.index.of, r, at);
        tree_expr(t, e->u.index.key, r, at);
        break;
    case HCL_EXPR_SPLAT:
        tree_expr(t, e->u.splat.of, r, at);
        tree_expr(t, e->u.splat.each, r, at);
        break;
    case HCL_EXPR_CALL:
        tree_call(t, e, at);
        break;
    case HCL_EXPR_TUPLE:
        for (size_t i = 0; i < e->u.tuple.n; i++)
            tree_expr(t, e->u.tuple.items[i], r, at);
        break;
    case HCL_EXPR_OBJECT:
        tree_object(t, e, at);
        break;
    case HCL_EXPR_FOR:
        tree_loop(t, e->u.loop, r, at);
        break;
    case HCL_EXPR_PAREN:
        tree_expr(t, e->u.inner, r, at);
        break;
    case HCL_EXPR_UNARY:
    case HCL_EXPR_BINARY:
        tree_maybe(t, e->u.op.left, r, at);
        tree_range(t, e->u.op.op_range, r, at);
        tree_expr(t, e->u.op.right, r, at);
        break;
    case HCL_EXPR_CONDITIONAL:
        tree_expr(t, e->u.conditional.cond, r, at);
        tree_expr(t, e->u.conditional.yes, r, at);
        tree_expr(t, e->u.conditional.no, r, at);
        break;
    }
}

static void tree_expr(struct tree *t, const struct hcl_expr *e, struct hcl_range outer,
                      uint32_t *at)
{
    uint32_t inside = e->range.start;

    tree_enter(t);
    tree_range(t, e->range, outer, at);
    t->sum += (uint64_t)e->kind;
    tree_inside(t, e, &inside);
    tree_leave(t);
}

static void tree_body(struct tree *t, const struct hcl_body *body, struct hcl_range outer);

static void tree_block(struct tree *t, const struct hcl_block *b)
{
    uint32_t at = b->range.start, inside = b->open.end;

    tree_range(t, b->type.range, b->range, &at);
    for (size_t i = 0; i < b->n_labels; i++)
        tree_range(t, b->labels[i].range, b->range, &at);
    tree_range(t, b->open, b->range, &at);
    tree_range(t, b->close, b->range, &at);
    tree_range(t, b->body.range, b->range, &inside);
    tree_body(t, &b->body, b->body.range);
}

static void tree_body(struct tree *t, const struct hcl_body *body, struct hcl_range outer)
{
    uint32_t at = outer.start;

    tree_enter(t);
    for (size_t i = 0; i < body->n; i++) {
        const struct hcl_attribute *a = body->items[i].attribute;

        if (a) {
            uint32_t inside = a->range.start;

            tree_range(t, a->range, outer, &at);
            tree_range(t, a->name.range, a->range, &inside);
            tree_expr(t, a->value, a->range, &inside);
        } else {
            tree_range(t, body->items[i].block->range, outer, &at);
            tree_block(t, body->items[i].block);
        }
    }
    tree_leave(t);
}

/* A file's body, with its comments. */
static inline uint64_t tree_check_file(const struct hcl_body *body, size_t len)
{
    struct hcl_range all = { 0, (uint32_t)len };
    struct tree t = { 0 };
    uint32_t at = 0;

    tree_body(&t, body, all);
    for (size_t i = 0; body->comments && i < body->comments->n; i++)
        tree_range(&t, body->comments->runs[i], all, &at);
    return t.sum;
}

static inline uint64_t tree_check_expr(const struct hcl_expr *e, struct hcl_range within)
{
    struct tree t = { 0 };
    uint32_t at = within.start;

    tree_expr(&t, e, within, &at);
    return t.sum;
}

#endif
