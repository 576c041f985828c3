/* The search for what an address names; see address.h. */
#include "base/map.h"
#include "base/vec.h"
#include "hcl/address.h"
#include "hcl/parse.h"
#include "text/utf8.h"

enum { NAMES_SHOWN = 12, EXCERPT_MAX = 60 };

struct finder {
    struct arena *arena;
    const struct address *address;
    struct address_found found;
    size_t deepest; /* the step that found.why_not is about */
    unsigned depth;
};

/* Where a search stands: in which text, at which step, and what was passed on the way. */
struct at {
    const struct hcl_text *text;
    size_t step;
    struct str note;
    bool in_call;
};

static struct at next_step(struct at at)
{
    at.step++;
    return at;
}

static void find_in_value(struct finder *f, struct at at, struct address_target target);
static void find_in_body(struct finder *f, struct at at, const struct hcl_body *body,
                         struct str where);

/* Of all ways that lead nowhere the one that leads furthest is told. */
static void PRINTF_LIKE(4, 5)
    fail(struct finder *f, size_t step, enum err_code code, const char *format, ...)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    va_list args;
    struct str message;

    if (f->found.why_not.code != ERR_NONE && step <= f->deepest)
        return;
    va_start(args, format);
    message = str_vprintf(&scratch, format, args);
    va_end(args);
    f->deepest = step;
    err_set(&f->found.why_not, code, "%.*s: %.*s", STR(f->address->text), STR(message));
}

static const struct address_step *step_at(const struct finder *f, size_t i)
{
    return i < f->address->n ? &f->address->items[i] : NULL;
}

static bool comes_before(const struct address_target *x, const struct address_target *y)
{
    return hcl_text_offset(x->in, x->range.start) < hcl_text_offset(y->in, y->range.start);
}

static void hit(struct finder *f, struct address_target target, struct at at)
{
    size_t i;

    target.note = at.note;
    target.in_call = at.in_call;
    if (f->found.n == ADDRESS_CANDIDATES_MAX)
        return;
    vec_push(f->arena, &f->found, target);
    /* In the order of the file; the search looks at attributes before blocks. */
    for (i = f->found.n - 1; i > 0 && comes_before(&target, &f->found.items[i - 1]); i--)
        f->found.items[i] = f->found.items[i - 1];
    f->found.items[i] = target;
}

/* Can the step be the name of something? An index can: a key may be a number. */
static bool is_key(const struct address_step *step)
{
    return step->kind == ADDRESS_NAME || step->kind == ADDRESS_INDEX;
}

static bool names(const struct address_step *step, struct str text)
{
    return step && is_key(step) && str_eq(step->text, text);
}

/* The step as it is written in the address. */
static struct str written(const struct finder *f, const struct address_step *step)
{
    return str_slice(f->address->text, step->start, step->end);
}

/* The first line of what is written there, for a message. */
static struct str excerpt(const struct finder *f, struct at at, struct hcl_range range)
{
    struct str text = hcl_text_slice(f->arena, at.text, range);
    size_t line = str_find_char(text, '\n'), n = line == STR_NONE ? text.n : line;
    struct str shown = str_slice(text, 0, n < EXCERPT_MAX ? n : EXCERPT_MAX);

    shown = str_trim_end(str_slice(shown, 0, utf8_valid_prefix(shown)));
    return shown.n == text.n ? shown : str_printf(f->arena, "%.*s…", STR(shown));
}

/* ---- bodies ------------------------------------------------------------------------------ */

/* What a body has, for a person who asked for something else: "only source, version". */
static struct str body_names(struct arena *a, const struct hcl_body *body)
{
    AUTO_BUF struct buf out = BUF_INIT;
    struct map seen = { 0 };

    for (size_t i = 0; i < body->n; i++) {
        const struct hcl_element *item = &body->items[i];
        const struct hcl_name *name = item->attribute ? &item->attribute->name : &item->block->type;

        if (map_put(a, &seen, name->text, (void *)name))
            continue;
        if (seen.n > NAMES_SHOWN) {
            buf_addz(&out, ", …");
            break;
        }
        buf_addz(&out, seen.n == 1 ? ", only " : ", ");
        buf_add(&out, name->text);
    }
    return str_copy(a, buf_str(&out));
}

/* The attributes and blocks that have the step's name. */
static struct hcl_named items_named(struct finder *f, struct at at, const struct hcl_body *body)
{
    const struct address_step *step = step_at(f, at.step);
    struct hcl_named named = { 0 };

    if (!is_key(step))
        return named;
    if (body == at.text->body && at.text->names) {
        const struct hcl_named *found = map_get(at.text->names, step->text);

        return found ? *found : named;
    }
    for (size_t i = 0; i < body->n; i++) {
        const struct hcl_element *item = &body->items[i];

        if (str_eq(item->attribute ? item->attribute->name.text : item->block->type.text,
                   step->text))
            vec_push(f->arena, &named, (uint32_t)i);
    }
    return named;
}

/* How many of the block's labels the address gives correctly from step i on. */
static size_t matching_labels(const struct finder *f, const struct hcl_block *block, size_t i)
{
    size_t n = 0;

    while (n < block->n_labels && names(step_at(f, i + n), block->labels[n].text))
        n++;
    return n;
}

static void find_in_block(struct finder *f, struct at at, struct address_target target)
{
    const struct hcl_block *block = target.block;
    uint32_t line = hcl_text_line(at.text, block->range.start);

    if (at.step == f->address->n) {
        hit(f, target, at);
        return;
    }
    find_in_body(f, at, &block->body,
                 str_printf(f->arena, "block %.*s (line %u)", STR(block->type.text), line));
}

/* The blocks of the step's type with `n_labels` labels, all of which the address gives. */
static bool find_blocks(struct finder *f, struct at at, const struct hcl_body *body,
                        const struct hcl_named *named, size_t n_labels)
{
    const struct address_step *index = step_at(f, at.step + 1 + n_labels);
    bool by_index = index && index->kind == ADDRESS_INDEX, any = false;
    uint32_t count = 0;

    for (size_t k = 0; k < named->n; k++) {
        size_t i = named->items[k];
        const struct hcl_block *block = body->items[i].block;
        struct address_target target = {
            .kind = ADDRESS_BLOCK, .in = at.text, .body = body, .block = block, .index = i
        };
        struct at inside = at;

        if (!block || block->n_labels != n_labels ||
            matching_labels(f, block, at.step + 1) != n_labels)
            continue;
        any = true;
        if (by_index && count++ != index->index)
            continue;
        inside.step += 1 + n_labels + by_index;
        target.range = block->range;
        find_in_block(f, inside, target);
    }
    if (any && by_index && count <= index->index)
        fail(f, at.step + 1 + n_labels, ERR_NOT_FOUND, "there are only %u such blocks", count);
    return any;
}

/* Says why no block of that type fits: labels are missing or others. */
static void explain_labels(struct finder *f, struct at at, const struct hcl_body *body,
                           const struct hcl_named *named)
{
    for (size_t i = 0; i < named->n; i++) {
        const struct hcl_block *block = body->items[named->items[i]].block;
        const struct address_step *next;
        size_t given;

        if (!block || !block->n_labels)
            continue;
        given = matching_labels(f, block, at.step + 1);
        next = step_at(f, at.step + 1 + given);
        if (!next || !is_key(next))
            fail(f, at.step + given, ERR_NOT_FOUND,
                 "a block %.*s has %zu label%s that must be given (line %u: \"%.*s\")",
                 STR(block->type.text), block->n_labels, block->n_labels == 1 ? "" : "s",
                 hcl_text_line(at.text, block->range.start), STR(block->labels[given].text));
        else
            fail(f, at.step + given, ERR_NOT_FOUND, "no block %.*s has the label %.*s",
                 STR(block->type.text), STR(next->text));
    }
}

static void find_in_body(struct finder *f, struct at at, const struct hcl_body *body,
                         struct str where)
{
    const struct address_step *step = step_at(f, at.step);
    struct hcl_named named = items_named(f, at, body);
    size_t most_labels = 0;
    bool any = false;

    for (size_t k = 0; k < named.n; k++) {
        size_t i = named.items[k];
        struct hcl_attribute *attribute = body->items[i].attribute;
        struct at inside = next_step(at);

        if (attribute) {
            struct address_target target = { .kind = ADDRESS_ATTRIBUTE,
                                             .in = at.text,
                                             .body = body,
                                             .attribute = attribute,
                                             .index = i,
                                             .value = attribute->value,
                                             .range = attribute->value->range };

            any = true;
            find_in_value(f, inside, target);
        } else if (body->items[i].block->n_labels > most_labels) {
            most_labels = body->items[i].block->n_labels;
        }
    }
    for (size_t n = 0; n <= most_labels && at.step + n < f->address->n; n++)
        any = find_blocks(f, at, body, &named, n) || any;
    if (any)
        return;
    explain_labels(f, at, body, &named);
    if (!is_key(step))
        fail(f, at.step, ERR_NOT_FOUND, "%.*s cannot be followed by %.*s", STR(where),
             STR(written(f, step)));
    else
        fail(f, at.step, ERR_NOT_FOUND, "%.*s has no %.*s%.*s", STR(where), STR(step->text),
             STR(body_names(f->arena, body)));
}

/* ---- values ------------------------------------------------------------------------------ */

static struct address_target target_of(struct at at, enum address_kind kind,
                                       const struct hcl_expr *container, size_t index,
                                       const struct hcl_expr *value)
{
    return (struct address_target){ .kind = kind,
                                    .in = at.text,
                                    .container = container,
                                    .index = index,
                                    .value = value,
                                    .range = value->range };
}

/* The items of that key; false if there is none. */
static bool find_in_object(struct finder *f, struct at at, const struct hcl_expr *object)
{
    bool any = false;

    for (size_t i = 0; i < object->u.object.n; i++) {
        const struct hcl_item *item = &object->u.object.items[i];
        struct at inside = next_step(at);
        struct str key;

        if (!address_item_key(f->arena, at.text, item, &key) || !names(step_at(f, at.step), key))
            continue;
        any = true;
        find_in_value(f, inside, target_of(at, ADDRESS_ITEM, object, i, item->value));
    }
    return any;
}

static struct str object_names(struct finder *f, struct at at, const struct hcl_expr *object)
{
    AUTO_BUF struct buf out = BUF_INIT;
    struct str key;

    for (size_t i = 0; i < object->u.object.n; i++) {
        if (i == NAMES_SHOWN) {
            buf_addz(&out, ", …");
            break;
        }
        buf_addz(&out, i ? ", " : ", only ");
        if (address_item_key(f->arena, at.text, &object->u.object.items[i], &key))
            buf_add(&out, key);
        else
            buf_addz(&out, "(a computed key)");
    }
    return str_copy(f->arena, buf_str(&out));
}

bool address_is_merge(const struct hcl_expr *expr)
{
    return expr->kind == HCL_EXPR_CALL && (str_is(expr->u.call.name.text, "merge") ||
                                           str_is(expr->u.call.name.text, "deep_merge"));
}

/*
 * merge() takes a key from the last argument that has it. deep_merge() goes on below the key, so
 * what is not found in one argument may be found in one before.
 */
static bool find_in_merge(struct finder *f, struct at at, const struct hcl_expr *call)
{
    bool deep = str_is(call->u.call.name.text, "deep_merge"), any = false;
    size_t hits = f->found.n;

    if (++f->depth > HCL_DEPTH_MAX)
        BUG("an expression deeper than the parser allows");
    for (size_t i = call->u.call.n_args; i-- > 0;) {
        const struct hcl_expr *arg = address_bare(call->u.call.args[i]);

        if (arg->kind == HCL_EXPR_OBJECT)
            any = find_in_object(f, at, arg) || any;
        else if (address_is_merge(arg))
            any = find_in_merge(f, at, arg) || any;
        else
            at.note = str_printf(f->arena,
                                 "a later argument of %.*s(), %.*s (line %u), may have "
                                 "the key, too, and then it counts",
                                 STR(call->u.call.name.text), STR(excerpt(f, at, arg->range)),
                                 hcl_text_line(at.text, arg->range.start));
        if (any && (!deep || f->found.n > hits))
            break;
    }
    f->depth--;
    return any;
}

static void find_in_call(struct finder *f, struct at at, const struct hcl_expr *call)
{
    const struct address_step *step = step_at(f, at.step);
    uint32_t line = hcl_text_line(at.text, call->range.start);
    struct str name = call->u.call.name.text;

    at.in_call = true;
    if (step->kind == ADDRESS_CALL) {
        struct at inside = next_step(at);

        if (!str_eq(step->text, name))
            fail(f, at.step, ERR_NOT_FOUND, "line %u calls %.*s(), not %.*s()", line, STR(name),
                 STR(step->text));
        else if (step->index >= call->u.call.n_args)
            fail(f, at.step, ERR_NOT_FOUND, "%.*s() has only %zu argument%s there (line %u)",
                 STR(name), call->u.call.n_args, call->u.call.n_args == 1 ? "" : "s", line);
        else
            find_in_value(f, inside,
                          target_of(at, ADDRESS_ARGUMENT, call, step->index,
                                    call->u.call.args[step->index]));
        return;
    }
    if (!address_is_merge(call))
        fail(
            f, at.step, ERR_CONFLICT,
            "the value is computed by %.*s() (line %u); its arguments are named .%.*s(0) and so on",
            STR(name), line, STR(name));
    else if (!is_key(step))
        fail(f, at.step, ERR_CONFLICT, "what %.*s() computes (line %u) cannot be followed by %.*s",
             STR(name), line, STR(written(f, step)));
    else if (!find_in_merge(f, at, call))
        fail(f, at.step, ERR_NOT_FOUND,
             "no object among the arguments of %.*s() (line %u) has the "
             "key %.*s",
             STR(name), line, STR(step->text));
}

static void find_in_template(struct finder *f, struct at at, const struct hcl_expr *template)
{
    struct at inside = next_step(at);
    struct err e;

    if (inner_open(f->arena, at.text, template, &inside.text, &e) < 0) {
        fail(f, at.step, e.code, "%s", e.message);
        return;
    }
    if (inside.step == f->address->n) {
        struct address_target target = { .kind = ADDRESS_BODY,
                                         .in = inside.text,
                                         .body = inside.text->body,
                                         .range = inside.text->body->range };

        target.range = (struct hcl_range){ 0, (uint32_t)inside.text->source->text.n };
        hit(f, target, inside);
        return;
    }
    find_in_body(f, inside, inside.text->body, str_lit("the text inside of the template"));
}

/* Why an address cannot go on in a value: what it is, and where to look instead. */
static void refuse_value(struct finder *f, struct at at, const struct hcl_expr *value)
{
    const char *what = "a plain value", *hint = "";
    uint32_t line = hcl_text_line(at.text, value->range.start);
    bool computed = true;

    if (step_at(f, at.step)->kind == ADDRESS_APPEND && value->kind == HCL_EXPR_TUPLE) {
        fail(f, at.step, ERR_NOT_FOUND,
             "[+] is the place behind the last element of line %u's list: only what is added can "
             "have it",
             line);
        return;
    }
    switch (value->kind) {
    case HCL_EXPR_CONDITIONAL:
        what = "a condition";
        hint = "; which branch counts is not known";
        break;
    case HCL_EXPR_FOR:
        what = "a for-expression";
        hint = "; change what it goes over";
        break;
    case HCL_EXPR_VARIABLE:
    case HCL_EXPR_ATTR:
    case HCL_EXPR_INDEX:
    case HCL_EXPR_SPLAT:
        what = "a reference";
        hint = "; follow it to where the value is written";
        break;
    case HCL_EXPR_UNARY:
    case HCL_EXPR_BINARY:
        what = "an operation";
        break;
    case HCL_EXPR_TEMPLATE:
        what = "a text";
        hint = "; if it contains HCL, the address goes on behind \"!\"";
        computed = false;
        break;
    case HCL_EXPR_OBJECT:
        what = "an object";
        computed = false;
        break;
    case HCL_EXPR_TUPLE:
        what = "a tuple";
        hint = "; its elements are [0] and so on";
        computed = false;
        break;
    case HCL_EXPR_NUMBER:
    case HCL_EXPR_BOOL:
    case HCL_EXPR_NULL:
    case HCL_EXPR_ITEM:
    case HCL_EXPR_CALL:
    case HCL_EXPR_PAREN:
    case HCL_EXPR_BROKEN:
        computed = false;
        break;
    }
    fail(f, at.step, computed ? ERR_CONFLICT : ERR_NOT_FOUND,
         "the address goes on, but line %u has %s (%.*s)%s", line, what,
         STR(excerpt(f, at, value->range)), hint);
}

static void find_in_value(struct finder *f, struct at at, struct address_target target)
{
    const struct hcl_expr *value = address_bare(target.value);
    const struct address_step *step = step_at(f, at.step);

    if (!step) {
        hit(f, target, at);
        return;
    }
    if (step->kind == ADDRESS_INNER && value->kind == HCL_EXPR_TEMPLATE) {
        find_in_template(f, at, value);
    } else if (value->kind == HCL_EXPR_CALL) {
        find_in_call(f, at, value);
    } else if (value->kind == HCL_EXPR_OBJECT && is_key(step)) {
        if (!find_in_object(f, at, value))
            fail(f, at.step, ERR_NOT_FOUND, "the object of line %u has no key %.*s%.*s",
                 hcl_text_line(at.text, value->range.start), STR(step->text),
                 STR(object_names(f, at, value)));
    } else if (value->kind == HCL_EXPR_TUPLE && step->kind == ADDRESS_INDEX) {
        struct at inside = next_step(at);

        if (step->index < value->u.tuple.n)
            find_in_value(f, inside,
                          target_of(at, ADDRESS_ELEMENT, value, step->index,
                                    value->u.tuple.items[step->index]));
        else
            fail(f, at.step, ERR_NOT_FOUND, "the tuple of line %u has only %zu elements",
                 hcl_text_line(at.text, value->range.start), value->u.tuple.n);
    } else {
        refuse_value(f, at, value);
    }
}

/* ---- the two questions ------------------------------------------------------------------- */

struct address_found address_find(struct arena *a, const struct hcl_text *text,
                                  const struct address *address)
{
    struct finder f = { .arena = a, .address = address };
    struct at at = { .text = text, .note = str_lit("") };

    if (address->n == 0) {
        struct address_target target = { .kind = ADDRESS_BODY, .in = text, .body = text->body };

        target.range = (struct hcl_range){ 0, (uint32_t)text->source->text.n };
        hit(&f, target, at);
    } else {
        find_in_body(&f, at, text->body, str_lit("the file"));
    }
    return f.found;
}

int address_resolve(struct arena *a, const struct hcl_text *text, const struct address *address,
                    struct address_target *ret, struct err *e)
{
    struct address_found found = address_find(a, text, address);
    AUTO_BUF struct buf list = BUF_INIT;

    if (found.n == 1) {
        *ret = found.items[0];
        return 0;
    }
    if (found.n == 0) {
        if (e)
            *e = found.why_not;
        return -1;
    }
    for (size_t i = 0; i < found.n; i++)
        buf_printf(&list, "%s%.*s", i ? ", " : "", STR(address_describe(a, &found.items[i])));
    return err_set(e, ERR_CONFLICT, "%.*s: means %zu things: %.*s%s", STR(address->text), found.n,
                   STR(buf_str(&list)),
                   found.items[0].kind == ADDRESS_BLOCK
                       ? "; an index such as [0] tells blocks apart"
                       : "");
}
