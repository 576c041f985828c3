/*
 * hcl_dump: a tree as a line of text, for tests.
 *
 *     a.b + "x${1}"     (+ (. a b) "x" ${1})        fully bracketed, operators in front
 *
 * Literal text is shown in quotes part by part: "verbatim" as it is, 'decoded' if it points
 * outside of the source.
 */
#ifndef HCL_DUMP_H
#define HCL_DUMP_H

#include "hcl/parse.h"

static void dump_expr(struct buf *out, const struct hcl_source *source, const struct hcl_expr *e);

static void dump_text(struct buf *out, const struct hcl_source *source, const struct hcl_part *part)
{
    bool verbatim = part->text.p == source->text.p + part->range.start;
    char quote = verbatim ? '"' : '\'';

    buf_addc(out, quote);
    for (size_t i = 0; i < part->text.n; i++) {
        char c = part->text.p[i];

        if (c == '\n' || c == '\r' || c == '\t')
            buf_printf(out, "\\%c", c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
        else
            buf_addc(out, c);
    }
    buf_addc(out, quote);
}

static void dump_parts(struct buf *out, const struct hcl_source *source,
                       const struct hcl_parts *parts)
{
    for (size_t i = 0; i < parts->n; i++) {
        const struct hcl_part *part = &parts->items[i];

        buf_addz(out, i ? " " : "");
        if (part->kind == HCL_PART_TEXT) {
            dump_text(out, source, part);
            continue;
        }
        buf_addz(out, part->kind == HCL_PART_VALUE ? "${"
                      : part->kind == HCL_PART_IF  ? "%{if "
                                                   : "%{for ");
        if (part->kind == HCL_PART_FOR && part->directive->key.text.p)
            buf_printf(out, "%.*s, ", STR(part->directive->key.text));
        if (part->kind == HCL_PART_FOR)
            buf_printf(out, "%.*s in ", STR(part->directive->value.text));
        dump_expr(out, source, part->expr);
        if (part->kind != HCL_PART_VALUE) {
            buf_addz(out, ": ");
            dump_parts(out, source, &part->directive->body);
            if (part->directive->otherwise.n) {
                buf_addz(out, " else ");
                dump_parts(out, source, &part->directive->otherwise);
            }
        }
        buf_addc(out, '}');
    }
    buf_addz(out, parts->n ? "" : "\"\"");
}

/* "(head a b c)"; NULL ends the list. */
static void dump_list(struct buf *out, const struct hcl_source *source, const char *head,
                      const struct hcl_expr *const *items, size_t n)
{
    buf_printf(out, "(%s", head);
    for (size_t i = 0; i < n; i++) {
        if (!items[i])
            continue;
        buf_addc(out, ' ');
        dump_expr(out, source, items[i]);
    }
    buf_addc(out, ')');
}

static void dump_object(struct buf *out, const struct hcl_source *source, const struct hcl_expr *e)
{
    buf_addz(out, "{");
    for (size_t i = 0; i < e->u.object.n; i++) {
        const struct hcl_item *it = &e->u.object.items[i];

        buf_addz(out, i ? ", " : "");
        if (it->key)
            dump_expr(out, source, it->key);
        else
            buf_printf(out, "%.*s", STR(it->name.text));
        buf_addz(out, "=");
        dump_expr(out, source, it->value);
    }
    buf_addz(out, "}");
}

static void dump_loop(struct buf *out, const struct hcl_source *source, const struct hcl_loop *l)
{
    const struct hcl_expr *items[] = { l->in, l->key, l->value, l->cond };
    AUTO_BUF struct buf head = BUF_INIT;

    buf_printf(&head, "for%s%s%s %.*s%s%.*s", l->key ? "-object" : "", l->cond ? "-if" : "",
               l->group ? "..." : "", STR(l->key_var.text), l->key_var.text.p ? "," : "",
               STR(l->value_var.text));
    dump_list(out, source, head.p, items, ARRAY_LEN(items));
}

static void dump_call(struct buf *out, const struct hcl_source *source, const struct hcl_expr *e)
{
    AUTO_BUF struct buf head = BUF_INIT;

    buf_printf(&head, "call%s %.*s", e->u.call.expand ? "..." : "", STR(e->u.call.name.text));
    dump_list(out, source, head.p, (const struct hcl_expr *const *)e->u.call.args,
              e->u.call.n_args);
}

static void dump_expr(struct buf *out, const struct hcl_source *source, const struct hcl_expr *e)
{
    static const char *const ops[] = { "||", "&&", "==", "!=", "<", "<=",  ">",  ">=",
                                       "+",  "-",  "*",  "/",  "%", "neg", "not" };
    struct str text = str_slice(source->text, e->range.start, e->range.end);

    switch (e->kind) {
    case HCL_EXPR_NUMBER:
    case HCL_EXPR_BOOL:
    case HCL_EXPR_NULL:
        buf_add(out, text);
        break;
    case HCL_EXPR_TEMPLATE:
        dump_parts(out, source, &e->u.template.parts);
        break;
    case HCL_EXPR_VARIABLE:
        buf_add(out, e->u.name);
        break;
    case HCL_EXPR_ATTR:
        buf_addz(out, "(. ");
        dump_expr(out, source, e->u.attr.of);
        buf_printf(out, " %.*s)", STR(e->u.attr.name.text));
        break;
    case HCL_EXPR_INDEX:
        dump_list(out, source, e->u.index.legacy ? "legacy" : "index",
                  (const struct hcl_expr *[]){ e->u.index.of, e->u.index.key }, 2);
        break;
    case HCL_EXPR_SPLAT:
        dump_list(out, source, e->u.splat.full ? "[*]" : ".*",
                  (const struct hcl_expr *[]){ e->u.splat.of, e->u.splat.each }, 2);
        break;
    case HCL_EXPR_ITEM:
        buf_addz(out, "@");
        break;
    case HCL_EXPR_CALL:
        dump_call(out, source, e);
        break;
    case HCL_EXPR_TUPLE:
        dump_list(out, source, "list", (const struct hcl_expr *const *)e->u.tuple.items,
                  e->u.tuple.n);
        break;
    case HCL_EXPR_OBJECT:
        dump_object(out, source, e);
        break;
    case HCL_EXPR_FOR:
        dump_loop(out, source, e->u.loop);
        break;
    case HCL_EXPR_PAREN:
        dump_list(out, source, "paren", (const struct hcl_expr *[]){ e->u.inner }, 1);
        break;
    case HCL_EXPR_UNARY:
    case HCL_EXPR_BINARY:
        dump_list(out, source, ops[e->u.op.op],
                  (const struct hcl_expr *[]){ e->u.op.left, e->u.op.right }, 2);
        break;
    case HCL_EXPR_CONDITIONAL:
        dump_list(out, source, "?",
                  (const struct hcl_expr *[]){ e->u.conditional.cond, e->u.conditional.yes,
                                               e->u.conditional.no },
                  3);
        break;
    case HCL_EXPR_BROKEN:
        buf_addz(out, "BROKEN");
        break;
    }
}

#endif
