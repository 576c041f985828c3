#include "hcl/json_body.h"

#include "base/vec.h"
#include "hcl/parse.h"
#include "text/json.h"

struct reader {
    struct arena *arena;
    const struct hcl_source *source;
    struct hcl_diags *diags;
};

/* Block types that are read, with their labels; everything else is an attribute. */
static const struct {
    struct str type;
    unsigned labels;
} block_types[] = {
    { STR_INIT("module"), 1 },       { STR_INIT("locals"), 0 },   { STR_INIT("terraform"), 0 },
    { STR_INIT("include"), 1 },      { STR_INIT("variable"), 1 }, { STR_INIT("output"), 1 },
    { STR_INIT("provider"), 1 },     { STR_INIT("resource"), 2 }, { STR_INIT("data"), 2 },
    { STR_INIT("dependency"), 1 },   { STR_INIT("feature"), 1 },  { STR_INIT("generate"), 1 },
    { STR_INIT("dependencies"), 0 }, { STR_INIT("unit"), 1 },     { STR_INIT("stack"), 1 },
    { STR_INIT("remote_state"), 0 }, { STR_INIT("moved"), 0 },    { STR_INIT("import"), 0 },
    { STR_INIT("removed"), 0 },      { STR_INIT("check"), 1 },    { STR_INIT("migration"), 2 },
};

static struct hcl_range range_of(const struct json *j)
{
    return (struct hcl_range){ j->start, j->end };
}

static struct hcl_expr *new_expr(struct reader *r, enum hcl_expr_kind kind, struct hcl_range range)
{
    struct hcl_expr *x = arena_new(r->arena, struct hcl_expr);

    x->kind = kind;
    x->range = range;
    return x;
}

/* ---- strings with escapes ------------------------------------------------------------------ */

/*
 * A string with JSON escapes is decoded and parsed on its own; then every range is mapped back to
 * the JSON text, and literal text is split at the escapes so that the rest stays editable.
 */
static uint32_t map_offset(const struct json *j, uint32_t at, bool end)
{
    for (size_t i = 0; i < j->n_pieces; i++) {
        const struct json_piece *p = &j->pieces[i];
        uint32_t within = at - p->at;

        if (at < p->at || at > p->at + p->len || (!end && at == p->at + p->len))
            continue;
        if (within == 0)
            return p->start;
        return p->escape || within == p->len ? p->end : p->start + within;
    }
    return j->end - 1;
}

static void map_range(const struct json *j, struct hcl_range *range)
{
    *range =
        (struct hcl_range){ map_offset(j, range->start, false), map_offset(j, range->end, true) };
}

static void map_expr(struct reader *r, const struct json *j, struct hcl_expr *x);

static void split_text(struct reader *r, const struct json *j, const struct hcl_part *part,
                       struct hcl_part *out, size_t *n)
{
    for (size_t i = 0; i < j->n_pieces; i++) {
        const struct json_piece *p = &j->pieces[i];
        uint32_t start = part->range.start > p->at ? part->range.start : p->at;
        uint32_t end = part->range.end < p->at + p->len ? part->range.end : p->at + p->len;
        struct hcl_part *to = &out[*n];

        if (start >= end)
            continue;
        *to = (struct hcl_part){ .kind = HCL_PART_TEXT };
        if (p->escape) {
            to->range = (struct hcl_range){ p->start, p->end };
            to->text = str_slice(j->text, start, end);
        } else {
            to->range = (struct hcl_range){ p->start + start - p->at, p->start + end - p->at };
            to->text = str_slice(r->source->text, to->range.start, to->range.end);
        }
        (*n)++;
    }
}

static void map_parts(struct reader *r, const struct json *j, struct hcl_parts *parts)
{
    struct hcl_part *out =
        arena_array(r->arena, parts->n * (j->n_pieces + 1) + 1, sizeof(struct hcl_part));
    size_t n = 0;

    for (size_t i = 0; i < parts->n; i++) {
        struct hcl_part *part = &parts->items[i];
        bool verbatim = part->text.n == part->range.end - part->range.start;

        if (part->kind == HCL_PART_TEXT && verbatim) {
            split_text(r, j, part, out, &n);
            continue;
        }
        if (part->expr)
            map_expr(r, j, part->expr);
        if (part->directive) {
            map_parts(r, j, &part->directive->body);
            map_parts(r, j, &part->directive->otherwise);
        }
        map_range(j, &part->range);
        out[n++] = *part;
    }
    parts->items = out;
    parts->n = n;
}

static void map_exprs(struct reader *r, const struct json *j, struct hcl_expr **items, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (items[i])
            map_expr(r, j, items[i]);
}

/* The parser limits the depth of what it returns, and so the depth of this recursion. */
static void map_expr(struct reader *r, const struct json *j, struct hcl_expr *x)
{
    switch (x->kind) {
    case HCL_EXPR_TEMPLATE:
        map_range(j, &x->u.template.content);
        map_parts(r, j, &x->u.template.parts);
        break;
    case HCL_EXPR_ATTR:
        map_range(j, &x->u.attr.name.range);
        map_expr(r, j, x->u.attr.of);
        break;
    case HCL_EXPR_INDEX:
        map_exprs(r, j, (struct hcl_expr *[]){ x->u.index.of, x->u.index.key }, 2);
        break;
    case HCL_EXPR_SPLAT:
        map_exprs(r, j, (struct hcl_expr *[]){ x->u.splat.of, x->u.splat.each }, 2);
        break;
    case HCL_EXPR_CALL:
        map_range(j, &x->u.call.name.range);
        map_range(j, &x->u.call.parens);
        map_exprs(r, j, x->u.call.args, x->u.call.n_args);
        break;
    case HCL_EXPR_TUPLE:
        map_exprs(r, j, x->u.tuple.items, x->u.tuple.n);
        break;
    case HCL_EXPR_OBJECT:
        for (size_t i = 0; i < x->u.object.n; i++) {
            struct hcl_item *item = &x->u.object.items[i];

            map_range(j, &item->key_range);
            map_exprs(r, j, (struct hcl_expr *[]){ item->key, item->value }, 2);
        }
        break;
    case HCL_EXPR_FOR:
        map_exprs(r, j,
                  (struct hcl_expr *[]){ x->u.loop->in, x->u.loop->key, x->u.loop->value,
                                         x->u.loop->cond },
                  4);
        break;
    case HCL_EXPR_PAREN:
        map_expr(r, j, x->u.inner);
        break;
    case HCL_EXPR_UNARY:
    case HCL_EXPR_BINARY:
        map_range(j, &x->u.op.op_range);
        map_exprs(r, j, (struct hcl_expr *[]){ x->u.op.left, x->u.op.right }, 2);
        break;
    case HCL_EXPR_CONDITIONAL:
        map_exprs(r, j,
                  (struct hcl_expr *[]){ x->u.conditional.cond, x->u.conditional.yes,
                                         x->u.conditional.no },
                  3);
        break;
    case HCL_EXPR_NUMBER:
    case HCL_EXPR_BOOL:
    case HCL_EXPR_NULL:
    case HCL_EXPR_VARIABLE:
    case HCL_EXPR_ITEM:
    case HCL_EXPR_BROKEN:
        break;
    }
    map_range(j, &x->range);
}

static struct hcl_expr *string_expr(struct reader *r, const struct json *j)
{
    struct hcl_expr *x;

    if (!j->pieces) {
        x = hcl_parse_template(r->arena, r->source, (struct hcl_range){ j->start + 1, j->end - 1 },
                               r->diags);
    } else {
        struct hcl_source decoded = { r->source->path, j->text, 0 };
        struct hcl_diags inner = { .arena = r->arena };

        x = hcl_parse_template(r->arena, &decoded, (struct hcl_range){ 0, (uint32_t)j->text.n },
                               &inner);
        for (size_t i = 0; i < inner.n; i++) {
            struct hcl_diag *d = &inner.items[i];

            map_range(j, &d->at);
            hcl_diag_add(r->diags, r->source, d->at, str_cstr(r->arena, d->summary), "%.*s",
                         STR(d->detail));
        }
        map_expr(r, j, x);
    }
    x->range = range_of(j);
    return x;
}

/* ---- values and structure ------------------------------------------------------------------- */

static struct hcl_expr *value_expr(struct reader *r, const struct json *j)
{
    struct hcl_expr *x;

    switch (j->kind) {
    case JSON_STRING:
        return string_expr(r, j);
    case JSON_NUMBER:
        return new_expr(r, HCL_EXPR_NUMBER, range_of(j));
    case JSON_BOOL:
        x = new_expr(r, HCL_EXPR_BOOL, range_of(j));
        x->u.boolean = j->boolean;
        return x;
    case JSON_NULL:
        return new_expr(r, HCL_EXPR_NULL, range_of(j));
    case JSON_ARRAY:
        x = new_expr(r, HCL_EXPR_TUPLE, range_of(j));
        x->u.tuple.items = arena_array(r->arena, j->n, sizeof(struct hcl_expr *));
        x->u.tuple.n = j->n;
        for (size_t i = 0; i < j->n; i++)
            x->u.tuple.items[i] = value_expr(r, j->items[i]);
        return x;
    case JSON_OBJECT:
        x = new_expr(r, HCL_EXPR_OBJECT, range_of(j));
        x->u.object.items = arena_array(r->arena, j->n, sizeof(struct hcl_item));
        x->u.object.n = j->n;
        for (size_t i = 0; i < j->n; i++) {
            struct hcl_item *item = &x->u.object.items[i];

            item->key = string_expr(r, j->keys[i]);
            item->key_range = range_of(j->keys[i]);
            item->value = value_expr(r, j->items[i]);
        }
        return x;
    }
    BUG("a JSON value of unknown kind");
}

typedef VEC(struct hcl_element) elements;

static void read_body(struct reader *r, const struct json *j, struct hcl_body *body);

static struct hcl_name name_of(const struct json *key)
{
    return (struct hcl_name){ key->text, { key->start + 1, key->end - 1 } };
}

/* Descends through one object per label; arrays stand for several blocks at any level. */
static void read_blocks(struct reader *r, const struct json *key, const struct json *j,
                        unsigned labels, struct hcl_label *chosen, size_t n_chosen, elements *out)
{
    struct hcl_block *block;

    if (j->kind == JSON_ARRAY) {
        for (size_t i = 0; i < j->n; i++)
            read_blocks(r, key, j->items[i], labels, chosen, n_chosen, out);
        return;
    }
    if (j->kind != JSON_OBJECT) {
        if (j->kind != JSON_NULL)
            hcl_diag_add(r->diags, r->source, range_of(j), "A block must be a JSON object",
                         "\"%.*s\" is a block type; its content is written as an object.",
                         STR(key->text));
        return;
    }
    if (labels && !(str_is(key->text, "include") && json_get(j, str_lit("path")) &&
                    json_get(j, str_lit("path"))->kind == JSON_STRING)) {
        for (size_t i = 0; i < j->n; i++) {
            struct hcl_label *more = arena_array(r->arena, n_chosen + 1, sizeof *more);

            if (n_chosen)
                memcpy(more, chosen, n_chosen * sizeof *more);
            more[n_chosen] = (struct hcl_label){ j->keys[i]->text, range_of(j->keys[i]), true };
            read_blocks(r, key, j->items[i], labels - 1, more, n_chosen + 1, out);
        }
        return;
    }
    block = arena_new(r->arena, struct hcl_block);
    block->type = name_of(key);
    block->labels = chosen;
    block->n_labels = n_chosen;
    block->open = (struct hcl_range){ j->start, j->start + 1 };
    block->close = (struct hcl_range){ j->end - 1, j->end };
    block->range =
        (struct hcl_range){ n_chosen ? chosen[n_chosen - 1].range.start : key->start, j->end };
    read_body(r, j, &block->body);
    vec_push(r->arena, out, ((struct hcl_element){ .block = block }));
}

static bool is_block_type(struct str name, unsigned *ret_labels)
{
    for (size_t i = 0; i < ARRAY_LEN(block_types); i++) {
        if (str_eq(block_types[i].type, name)) {
            *ret_labels = block_types[i].labels;
            return true;
        }
    }
    return false;
}

static void read_body(struct reader *r, const struct json *j, struct hcl_body *body)
{
    elements list = { 0 };

    body->range = range_of(j);
    for (size_t i = 0; i < j->n; i++) {
        const struct json *key = j->keys[i], *value = j->items[i];
        struct hcl_attribute *attribute;
        unsigned labels;

        if (str_is(key->text, "//"))
            continue; /* a comment, by HCL's JSON form */
        if (is_block_type(key->text, &labels) &&
            (value->kind == JSON_OBJECT || value->kind == JSON_ARRAY)) {
            read_blocks(r, key, value, labels, NULL, 0, &list);
            continue;
        }
        attribute = arena_new(r->arena, struct hcl_attribute);
        attribute->name = name_of(key);
        attribute->value = value_expr(r, value);
        attribute->range = (struct hcl_range){ key->start, value->end };
        vec_push(r->arena, &list, ((struct hcl_element){ .attribute = attribute }));
    }
    body->items = list.items;
    body->n = list.n;
}

struct hcl_body *hcl_json_body(struct arena *a, const struct hcl_source *source,
                               struct hcl_diags *d)
{
    struct reader r = { a, source, d };
    struct hcl_body *body = arena_new(a, struct hcl_body);
    struct json *root;
    size_t at = 0;
    struct err e;

    body->range = (struct hcl_range){ 0, (uint32_t)source->text.n };
    if (json_parse(a, source->text, &root, &at, &e) < 0) {
        uint32_t start = (uint32_t)at;

        hcl_diag_add(d, source,
                     (struct hcl_range){ start, start < source->text.n ? start + 1 : start },
                     "Invalid JSON", "%s", e.message);
    } else if (root->kind != JSON_OBJECT) {
        hcl_diag_add(d, source, range_of(root), "Invalid JSON configuration",
                     "The root of a configuration in JSON is an object.");
    } else {
        read_body(&r, root, body);
    }
    return body;
}
