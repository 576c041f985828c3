/*
 * JSON, YAML and CSV to values. Where the decoded text has provenance (file() gives it), so have
 * the scalars: a version in a side file can be found and edited there.
 */
#include "hcl/func.h"
#include "text/csv.h"
#include "text/json.h"
#include "text/utf8.h"
#include "text/yaml.h"

/* ---- places ------------------------------------------------------------------------------- */

/* The bytes start..end of the decoded text as a value: what they came from is their origin. */
static const struct value *place(struct call *c, size_t start, size_t end)
{
    return value_slice(c->arena, c->args[0], start, end);
}

/* The file and range that the bytes start..end came from, in one piece; false if from none. */
static bool written_at(const struct value *part, const struct hcl_source **ret_source,
                       struct hcl_range *ret_range)
{
    const struct origin_span *span = part->origin && part->origin->n ? part->origin->spans : NULL;

    if (!span || part->origin->n > 1 || span->kind != ORIGIN_TEXT || !span->source)
        return false;
    *ret_source = span->source;
    *ret_range = span->range;
    return true;
}

/* Adds text that is not the source's own bytes there, but stands for start..end of them. */
static void add_decoded(struct call *c, struct text_builder *b, struct str text, size_t start,
                        size_t end)
{
    const struct hcl_source *source;
    struct hcl_range range;

    if (written_at(place(c, start, end), &source, &range))
        text_add_source(b, text, source, range);
    else
        text_add(b, text);
}

/* The same number or bool with the origin of the text that it was written as. */
static const struct value *with_place(struct call *c, const struct value *v, struct str text,
                                      size_t start, size_t end)
{
    struct str written = str_slice(arg_text(c, 0), start, end);
    const struct hcl_source *source;
    struct hcl_range range;

    if (!written_at(place(c, start, end), &source, &range))
        return v;
    return value_with_origin(c->arena, v,
                             origin_source(c->arena, text.n, str_eq(text, written), source, range));
}

static const struct value *number(struct call *c, struct str text, size_t start, size_t end)
{
    const struct value *v = value_number_parse(c->arena, text);

    if (!v)
        return call_error(c, 0, "%.*s is too large a number", STR(text));
    return with_place(c, v, value_number_text(c->arena, v), start, end);
}

static const struct value *boolean(struct call *c, bool b, size_t start, size_t end)
{
    return with_place(c, value_bool(c->arena, b), b ? str_lit("true") : str_lit("false"), start,
                      end);
}

/* ---- JSON --------------------------------------------------------------------------------- */

static const struct value *from_json(struct call *c, const struct json *node);

static const struct value *json_string(struct call *c, const struct json *node)
{
    struct text_builder b;

    if (!node->pieces)
        return place(c, node->start + 1, node->end - 1);
    text_init(&b, c->arena);
    for (size_t i = 0; i < node->n_pieces; i++) {
        const struct json_piece *p = &node->pieces[i];

        if (p->escape)
            add_decoded(c, &b, str_slice(node->text, p->at, p->at + p->len), p->start, p->end);
        else
            text_add_value(&b, c->args[0], p->start, p->end);
    }
    return func_finish(c, &b);
}

/*
 * Of equal names the last one counts, but the ones before it must fit its type: the reference
 * finds the type first and reads all members with it. Nor does it cope with names that are not in
 * normal form C.
 */
static bool json_name_fits(struct call *c, struct map *seen, struct str key,
                           const struct value *item)
{
    const struct value *before = map_put(c->arena, seen, key, (void *)(uintptr_t)item);
    struct str why;

    if (!utf8_is_nfc(key)) {
        call_error(c, 0, "the name \"%.*s\" is not in Unicode's normal form C", STR(key));
        return false;
    }
    if (!before || value_is_null(before) || type_eq(before->type, item->type))
        return true;
    if (type_is_primitive(before->type) && type_is_primitive(item->type) &&
        value_convert(c->arena, before, item->type, &why))
        return true;
    call_error(c, 0, "\"%.*s\" occurs twice in one object, with different types", STR(key));
    return false;
}

static const struct value *json_object(struct call *c, const struct json *node)
{
    struct str *keys = arena_array(c->arena, node->n, sizeof *keys);
    const struct value **items = arena_array(c->arena, node->n, sizeof *items);
    struct map seen = { 0 };

    for (size_t i = 0; i < node->n; i++) {
        keys[i] = node->keys[i]->text;
        items[i] = from_json(c, node->items[i]);
        if (!items[i] || !json_name_fits(c, &seen, keys[i], items[i]))
            return NULL;
    }
    return value_object(c->arena, keys, items, node->n);
}

static const struct value *json_array(struct call *c, const struct json *node)
{
    const struct value **items = arena_array(c->arena, node->n, sizeof *items);

    for (size_t i = 0; i < node->n; i++) {
        items[i] = from_json(c, node->items[i]);
        if (!items[i])
            return NULL;
    }
    return value_tuple(c->arena, items, node->n);
}

/* The reader limits the depth. */
static const struct value *from_json(struct call *c, const struct json *node)
{
    switch (node->kind) {
    case JSON_NULL:
        return value_null(c->arena, &type_dynamic);
    case JSON_BOOL:
        return boolean(c, node->boolean, node->start, node->end);
    case JSON_NUMBER:
        return number(c, node->text, node->start, node->end);
    case JSON_STRING:
        return json_string(c, node);
    case JSON_ARRAY:
        return json_array(c, node);
    case JSON_OBJECT:
        return json_object(c, node);
    }
    BUG("JSON kind %d", (int)node->kind);
}

static const struct value *jsondecode_run(struct call *c)
{
    struct json *root;
    struct err e = { 0 };

    if (json_parse(c->arena, arg_text(c, 0), &root, NULL, &e) < 0)
        return call_error(c, 0, "this is not JSON: %s", e.message);
    return from_json(c, root);
}

/* ---- YAML --------------------------------------------------------------------------------- */

static const struct value *from_yaml(struct call *c, const struct yaml *node);

/* Text between two pieces of a scalar: it stands for the bytes between them. */
static void yaml_between(struct call *c, struct text_builder *b, const struct yaml *node, size_t i)
{
    const struct yaml_piece *before = i > 0 ? &node->pieces[i - 1] : NULL;
    const struct yaml_piece *after = i < node->n_pieces ? &node->pieces[i] : NULL;
    size_t from = before ? before->at + before->len : 0, to = after ? after->at : node->text.n;

    if (from < to)
        add_decoded(c, b, str_slice(node->text, from, to),
                    before ? before->start + before->len : node->start,
                    after ? after->start : node->end);
}

static const struct value *yaml_string(struct call *c, const struct yaml *node)
{
    struct text_builder b;

    text_init(&b, c->arena);
    for (size_t i = 0; i < node->n_pieces; i++) {
        const struct yaml_piece *p = &node->pieces[i];

        yaml_between(c, &b, node, i);
        text_add_value(&b, c->args[0], p->start, p->start + p->len);
    }
    yaml_between(c, &b, node, node->n_pieces);
    return func_finish(c, &b);
}

static bool yaml_key(struct call *c, const struct yaml *node, struct str *ret)
{
    const struct value *v = from_yaml(c, node);
    struct str why;

    v = v ? value_convert(c->arena, v, &type_string, &why) : NULL;
    if (!v)
        return false;
    *ret = v->u.string;
    return true;
}

static const struct value *yaml_items(struct call *c, const struct yaml *node)
{
    const struct value **items = arena_array(c->arena, node->n, sizeof *items);
    struct str *keys =
        node->kind == YAML_MAPPING ? arena_array(c->arena, node->n, sizeof *keys) : NULL;

    for (size_t i = 0; i < node->n; i++) {
        if (keys && !yaml_key(c, node->keys[i], &keys[i]))
            return NULL;
        items[i] = from_yaml(c, node->items[i]);
        if (!items[i])
            return NULL;
    }
    return keys ? value_object(c->arena, keys, items, node->n)
                : value_tuple(c->arena, items, node->n);
}

/* The reader limits the depth, and how often aliases repeat a node. */
static const struct value *from_yaml(struct call *c, const struct yaml *node)
{
    switch (node->kind) {
    case YAML_NULL:
        return value_null(c->arena, node->is_text ? &type_string : &type_dynamic);
    case YAML_BOOL:
        return boolean(c, node->boolean, node->start, node->end);
    case YAML_NUMBER:
        return number(c, node->text, node->start, node->end);
    case YAML_STRING:
        return yaml_string(c, node);
    case YAML_SEQUENCE:
    case YAML_MAPPING:
        return yaml_items(c, node);
    }
    BUG("YAML kind %d", (int)node->kind);
}

static const struct value *yamldecode_run(struct call *c)
{
    struct yaml *root;
    struct err e = { 0 };

    if (yaml_parse(c->arena, arg_text(c, 0), &root, NULL, &e) < 0)
        return call_error(c, 0, "this is not YAML that can be decoded: %s", e.message);
    return from_yaml(c, root);
}

/* ---- CSV ---------------------------------------------------------------------------------- */

static const struct value *csv_field(struct call *c, const struct csv_field *field)
{
    struct text_builder b;

    if (field->verbatim)
        return place(c, field->text_start, field->text_end);
    text_init(&b, c->arena);
    add_decoded(c, &b, field->text, field->start, field->end);
    return func_finish(c, &b);
}

static const struct value *csv_row(struct call *c, const struct csv_record *header,
                                   const struct csv_record *record)
{
    struct str *keys = arena_array(c->arena, record->n, sizeof *keys);
    const struct value **items = arena_array(c->arena, record->n, sizeof *items);

    for (size_t i = 0; i < record->n; i++) {
        keys[i] = utf8_nfc(c->arena, header->items[i].text);
        items[i] = csv_field(c, &record->items[i]);
    }
    return value_object(c->arena, keys, items, record->n);
}

static const struct value *csvdecode_run(struct call *c)
{
    const struct value **rows, *shape;
    struct map names = { 0 };
    struct csv csv;
    struct err e = { 0 };

    if (csv_parse(c->arena, arg_text(c, 0), &csv, &e) < 0)
        return call_error(c, 0, "this is not CSV: %s", e.message);
    if (csv.n == 0)
        return call_error(c, 0, "the line with the columns' names is missing");
    for (size_t i = 0; i < csv.items[0].n; i++)
        if (map_put(c->arena, &names, csv.items[0].items[i].text, &csv))
            return call_error(c, 0, "there are two columns with the name \"%.*s\"",
                              STR(csv.items[0].items[i].text));
    rows = arena_array(c->arena, csv.n, sizeof *rows);
    for (size_t i = 1; i < csv.n; i++)
        rows[i - 1] = csv_row(c, &csv.items[0], &csv.items[i]);
    shape = csv_row(c, &csv.items[0], &csv.items[0]); /* all columns are strings */
    return value_list(c->arena, shape->type, rows, csv.n - 1);
}

/* ---- table -------------------------------------------------------------------------------- */

static const struct param one_string[] = { { "str", &type_string, 0 } };
static const struct param yaml_params[] = { { "src", &type_string, 0 } };

static const struct function table[] = {
    { "csvdecode", one_string, 1, NULL, NULL, csvdecode_run },
    { "jsondecode", one_string, 1, NULL, NULL, jsondecode_run },
    { "yamldecode", yaml_params, 1, NULL, NULL, yamldecode_run },
};

const struct function_table functions_decode = { table, ARRAY_LEN(table), &functions_yaml };
