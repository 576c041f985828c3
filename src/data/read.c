#include "data/read.h"

#include "data/constant.h"
#include "hcl/parse.h"
#include "text/nearest.h"

/* A folder that is being read. */
struct reader {
    struct arena *arena;
    struct hcl_diags *diags;
    const struct hcl_source *source; /* the file that it is at */
};

/* Fields are written as bytes, since a table knows an offset and no type; read.h checks types. */
#define PUT(base, offset, variable) memcpy((char *)(base) + (offset), &(variable), sizeof(variable))

/* The layout of every VEC(). */
struct list {
    char *items;
    size_t n, cap;
};

static struct list get_list(const void *base, size_t offset)
{
    struct list list;

    memcpy(&list, (const char *)base + offset, sizeof list);
    return list;
}

/* ---- what is said ---------------------------------------------------------------------------- */

/* `recommendation "1.12"`, or the words for a file. */
static struct str name_of(struct reader *r, const struct hcl_block *block)
{
    if (!block)
        return str_lit("a file of this folder");
    return str_slice(r->source->text, block->range.start,
                     block->n_labels ? block->labels[block->n_labels - 1].range.end
                                     : block->type.range.end);
}

/* Appends "Did you mean …?" or else what there is. */
static void advise(struct buf *out, struct str word, const struct str *names, size_t n)
{
    size_t near = text_nearest(word, names, n);

    if (near != STR_NONE) {
        buf_printf(out, " Did you mean \"%.*s\"?", STR(names[near]));
        return;
    }
    if (n == 0)
        return;
    buf_addz(out, " There can be: ");
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "%s%.*s", i == 0 ? "" : ", ", STR(names[i]));
    buf_addc(out, '.');
}

static void unknown(struct reader *r, const struct data_block *type, const struct hcl_block *inside,
                    const struct hcl_name *name, bool is_block)
{
    AUTO_BUF struct buf b = BUF_INIT;
    size_t n = is_block ? type->n_blocks : type->n_attributes;
    struct str *names = arena_array(r->arena, n, sizeof *names);

    for (size_t i = 0; i < n; i++)
        names[i] = str_z(is_block ? type->blocks[i].type : type->attributes[i].name);
    buf_printf(&b, "%.*s takes no %s \"%.*s\".", STR(name_of(r, inside)),
               is_block ? "block" : "attribute", STR(name->text));
    advise(&b, name->text, names, n);
    hcl_diag_add(r->diags, r->source, name->range, is_block ? "Unknown block" : "Unknown attribute",
                 "%.*s", STR(buf_str(&b)));
}

/* ---- attributes ------------------------------------------------------------------------------ */

static void read_attribute(struct reader *r, const struct data_attribute *type,
                           const struct hcl_attribute *written, void *base)
{
    struct constant c = { .arena = r->arena,
                          .diags = r->diags,
                          .source = r->source,
                          .type = type,
                          .expr = written->value };

    switch (type->kind) {
    case DATA_TEXT:
    case DATA_KEY: {
        struct str text = constant_text(&c);

        PUT(base, type->field, text);
        break;
    }
    case DATA_WORD: {
        unsigned word = constant_word(&c);

        PUT(base, type->field, word);
        break;
    }
    case DATA_NUMBER: {
        uint64_t number = constant_number(&c);

        PUT(base, type->field, number);
        break;
    }
    case DATA_BOOL: {
        bool yes = constant_bool(&c);

        PUT(base, type->field, yes);
        break;
    }
    case DATA_TEXTS: {
        struct data_texts texts = constant_texts(&c);

        PUT(base, type->field, texts);
        break;
    }
    case DATA_OBJECT:
    case DATA_VALUE: {
        const struct value *value = constant_value(&c);

        PUT(base, type->field, value);
        break;
    }
    case DATA_EXPR: {
        const struct hcl_expr *expr = written->value;

        PUT(base, type->field, expr);
        break;
    }
    }
}

static const struct data_attribute *attribute_type(const struct data_block *type, struct str name)
{
    for (size_t i = 0; i < type->n_attributes; i++)
        if (str_is(name, type->attributes[i].name))
            return &type->attributes[i];
    return NULL;
}

static void check_required(struct reader *r, const struct data_block *type,
                           const struct hcl_body *body, const struct hcl_block *block)
{
    struct hcl_range at = block ? block->type.range : (struct hcl_range){ 0 };

    for (size_t i = 0; i < type->n_attributes; i++) {
        const char *name = type->attributes[i].name;

        if (type->attributes[i].required && !hcl_body_attribute(body, str_z(name)))
            hcl_diag_add(r->diags, r->source, at, "Missing attribute", "%.*s needs \"%s\".",
                         STR(name_of(r, block)), name);
    }
    for (size_t i = 0; i < type->n_blocks; i++) {
        const char *name = type->blocks[i].type;

        if (type->blocks[i].required && !hcl_body_block(body, str_z(name), NULL))
            hcl_diag_add(r->diags, r->source, at, "Missing block",
                         "%.*s needs at least one block \"%s\".", STR(name_of(r, block)), name);
    }
}

/* ---- blocks ---------------------------------------------------------------------------------- */

static bool read_labels(struct reader *r, const struct data_block *type,
                        const struct hcl_block *block, void *base)
{
    AUTO_BUF struct buf form = BUF_INIT;

    for (size_t i = 0; i < type->n_labels && i < block->n_labels; i++) {
        PUT(base, type->labels[i].field, block->labels[i].text);
        if (block->labels[i].text.n)
            continue;
        hcl_diag_add(r->diags, r->source, block->labels[i].range, "Empty label",
                     "%s is a text that is not empty.", type->labels[i].name);
        return false;
    }
    if (block->n_labels == type->n_labels)
        return true;
    for (size_t i = 0; i < type->n_labels; i++)
        buf_printf(&form, " \"%s\"", type->labels[i].name);
    hcl_diag_add(r->diags, r->source,
                 block->n_labels > type->n_labels ? block->labels[type->n_labels].range
                                                  : block->type.range,
                 "Wrong number of labels", "It is written: %s%.*s { ... }", type->type,
                 STR(buf_str(&form)));
    return false;
}

static const struct data_block *block_type(const struct data_block *types, size_t n,
                                           struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, types[i].type))
            return &types[i];
    return NULL;
}

static void read_body(struct reader *r, const struct data_block *type, const struct hcl_body *body,
                      const struct hcl_block *block, void *base, unsigned depth);

static void read_block(struct reader *r, const struct data_block *type,
                       const struct hcl_block *block, void *base, unsigned depth)
{
    struct list list = get_list(base, type->field);
    struct data_item item = { .source = r->source, .block = block };
    char *into;

    if (list.n >= DATA_BLOCKS_MAX) {
        if (list.n++ == DATA_BLOCKS_MAX)
            hcl_diag_add(r->diags, r->source, block->type.range, "Too many blocks",
                         "At most %d blocks \"%s\" can be read.", DATA_BLOCKS_MAX, type->type);
        return;
    }
    if (list.n == list.cap)
        list.items = vec_grow(r->arena, list.items, list.n, &list.cap, type->size);
    into = list.items + list.n * type->size;
    memset(into, 0, type->size);
    PUT(into, 0, item);
    if (!read_labels(r, type, block, into))
        return;
    read_body(r, type, &block->body, block, into, depth);
    list.n++;
    PUT(base, type->field, list);
}

/*
 * `type` is of what the body belongs to. Depth is bounded by the tables, unless one of them
 * contains itself.
 */
static void read_body(struct reader *r, const struct data_block *type, const struct hcl_body *body,
                      const struct hcl_block *block, void *base, unsigned depth)
{
    if (depth > DATA_DEPTH_MAX) {
        hcl_diag_add(r->diags, r->source, block ? block->type.range : (struct hcl_range){ 0 },
                     "Too deep", "Data has at most %d blocks inside of each other.",
                     DATA_DEPTH_MAX);
        return;
    }
    for (size_t i = 0; i < body->n; i++) {
        const struct hcl_attribute *attribute = body->items[i].attribute;
        const struct hcl_block *inner = body->items[i].block;
        const struct data_attribute *known;
        const struct data_block *known_block;

        if (attribute) {
            known = attribute_type(type, attribute->name.text);
            if (known)
                read_attribute(r, known, attribute, base);
            else
                unknown(r, type, block, &attribute->name, false);
            continue;
        }
        known_block = block_type(type->blocks, type->n_blocks, inner->type.text);
        if (known_block)
            read_block(r, known_block, inner, base, depth + 1);
        else
            unknown(r, type, block, &inner->type, true);
    }
    check_required(r, type, body, block);
}

/* ---- doubles --------------------------------------------------------------------------------- */

/* An item with its place in the list, so that equal ones stay in order. */
struct ranked {
    const struct data_item *item;
    size_t at;
};

static int by_labels(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    const struct hcl_block *p = a->item->block, *q = b->item->block;
    int order;

    for (size_t i = 0; i < p->n_labels && i < q->n_labels; i++) {
        order = str_cmp(p->labels[i].text, q->labels[i].text);
        if (order)
            return order;
    }
    return a->at < b->at ? -1 : a->at > b->at;
}

static bool same_labels(const struct hcl_block *x, const struct hcl_block *y)
{
    for (size_t i = 0; i < x->n_labels; i++)
        if (!str_eq(x->labels[i].text, y->labels[i].text))
            return false;
    return true;
}

static void check_doubles(struct reader *r, const struct data_block *type, const struct list *list)
{
    struct ranked *sorted = arena_array(r->arena, list->n, sizeof *sorted);

    for (size_t i = 0; i < list->n; i++)
        sorted[i] = (struct ranked){ (const void *)(list->items + i * type->size), i };
    qsort(sorted, list->n, sizeof *sorted, by_labels);
    for (size_t i = 1; i < list->n; i++) {
        const struct data_item *first = sorted[i - 1].item, *item = sorted[i].item;

        if (same_labels(first->block, item->block))
            data_fail(r->diags, item, NULL, "Written twice", "It is also at %.*s.",
                      STR(data_place(r->arena, first)));
    }
}

static void check_unique(struct reader *r, const struct data_block *types, size_t n,
                         const void *base, unsigned depth)
{
    for (size_t i = 0; i < n && depth <= DATA_DEPTH_MAX; i++) {
        struct list list = get_list(base, types[i].field);

        if (types[i].unique)
            check_doubles(r, &types[i], &list);
        for (size_t k = 0; k < list.n && types[i].n_blocks; k++)
            check_unique(r, types[i].blocks, types[i].n_blocks, list.items + k * types[i].size,
                         depth + 1);
    }
}

/* ---- folders --------------------------------------------------------------------------------- */

void data_read(struct arena *a, const struct data_files *files, const char *folder,
               const struct data_block *blocks, size_t n_blocks, void *ret, struct hcl_diags *d)
{
    const struct data_block file_type = { .blocks = blocks, .n_blocks = n_blocks };
    struct reader r = { .arena = a, .diags = d };
    size_t n;
    const struct data_file *file = data_files_in(files, folder, &n);

    for (size_t i = 0; i < n; i++) {
        struct hcl_source *source;

        if (!str_ends(file[i].name, str_lit(".hcl")))
            continue;
        source = arena_new(a, struct hcl_source);
        *source = (struct hcl_source){ .path = file[i].path, .text = file[i].text };
        r.source = source;
        read_body(&r, &file_type, hcl_parse_file(a, source, d), NULL, ret, 0);
    }
    check_unique(&r, blocks, n_blocks, ret, 1);
}

void data_fail(struct hcl_diags *d, const struct data_item *item, const char *attribute,
               const char *summary, const char *detail_format, ...)
{
    const struct hcl_block *block = item->block;
    const struct hcl_attribute *written = NULL;
    struct hcl_range at = block->n_labels ? block->labels[0].range : block->type.range;
    struct str detail;
    va_list args;

    if (attribute)
        written = hcl_body_attribute(&block->body, str_z(attribute));
    if (written)
        at = written->value->range;
    va_start(args, detail_format);
    detail = str_vprintf(d->arena, detail_format, args);
    va_end(args);
    hcl_diag_add(d, item->source, at, summary, "%.*s", STR(detail));
}

struct str data_place(struct arena *a, const struct data_item *item)
{
    uint32_t line, column;

    hcl_position(item->source->text, item->block->range.start, &line, &column);
    return str_printf(a, "%.*s:%u", STR(item->source->path), line);
}
