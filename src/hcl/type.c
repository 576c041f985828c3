#include "hcl/value.h"

const struct type type_dynamic = { .kind = TYPE_DYNAMIC, .depth = 1, .weight = 8 };
const struct type type_string = { .kind = TYPE_STRING, .depth = 1, .weight = 8 };
const struct type type_number = { .kind = TYPE_NUMBER, .depth = 1, .weight = 8 };
const struct type type_bool = { .kind = TYPE_BOOL, .depth = 1, .weight = 8 };

static uint32_t weight_add(uint32_t x, uint64_t y)
{
    return x + y > UINT32_MAX ? UINT32_MAX : (uint32_t)(x + y);
}

/* Counts a part of t in its depth and weight. */
static void add_part(struct type *t, const struct type *part, size_t name_len)
{
    if (part->depth >= t->depth)
        t->depth = part->depth == UINT16_MAX ? UINT16_MAX : (uint16_t)(part->depth + 1);
    t->weight = weight_add(t->weight, (uint64_t)part->weight + name_len);
}

static struct type *type_new(struct arena *a, enum type_kind kind)
{
    struct type *t = arena_new(a, struct type);

    t->kind = kind;
    t->depth = 1;
    t->weight = 8;
    return t;
}

/* Collections of primitives need no memory. */
static const struct type *collection(struct arena *a, enum type_kind kind,
                                     const struct type *element)
{
#define OF(k, e)                                                                                   \
    {                                                                                              \
        .kind = (k), .depth = 2, .weight = 16, .element = &(e)                                     \
    }
    static const struct type common[][4] = {
        { OF(TYPE_LIST, type_dynamic), OF(TYPE_LIST, type_string), OF(TYPE_LIST, type_number),
          OF(TYPE_LIST, type_bool) },
        { OF(TYPE_SET, type_dynamic), OF(TYPE_SET, type_string), OF(TYPE_SET, type_number),
          OF(TYPE_SET, type_bool) },
        { OF(TYPE_MAP, type_dynamic), OF(TYPE_MAP, type_string), OF(TYPE_MAP, type_number),
          OF(TYPE_MAP, type_bool) },
    };
#undef OF
    struct type *t;

    if (element->kind <= TYPE_BOOL)
        return &common[kind - TYPE_LIST][element->kind];
    t = type_new(a, kind);
    t->element = element;
    add_part(t, element, 0);
    return t;
}

const struct type *type_list(struct arena *a, const struct type *element)
{
    return collection(a, TYPE_LIST, element);
}

const struct type *type_set(struct arena *a, const struct type *element)
{
    return collection(a, TYPE_SET, element);
}

const struct type *type_map(struct arena *a, const struct type *element)
{
    return collection(a, TYPE_MAP, element);
}

const struct type *type_tuple(struct arena *a, const struct type *const *items, size_t n)
{
    struct type *t = type_new(a, TYPE_TUPLE);

    t->n = n;
    t->items = items;
    for (size_t i = 0; i < n; i++)
        add_part(t, items[i], 0);
    return t;
}

const struct type *type_object(struct arena *a, const struct str *names,
                               const struct type *const *items, size_t n)
{
    struct type *t = type_new(a, TYPE_OBJECT);

    t->n = n;
    t->names = names;
    t->items = items;
    for (size_t i = 0; i < n; i++)
        add_part(t, items[i], names[i].n);
    return t;
}

const struct type *type_attribute(const struct type *object, struct str name)
{
    size_t low = 0, high = object->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_cmp(name, object->names[middle]);

        if (order == 0)
            return object->items[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

bool type_is_primitive(const struct type *t)
{
    return t->kind == TYPE_STRING || t->kind == TYPE_NUMBER || t->kind == TYPE_BOOL;
}

bool type_eq(const struct type *x, const struct type *y)
{
    if (x == y)
        return true;
    if (x->kind != y->kind || x->n != y->n || x->weight != y->weight)
        return false;
    switch (x->kind) {
    case TYPE_DYNAMIC:
    case TYPE_STRING:
    case TYPE_NUMBER:
    case TYPE_BOOL:
        return true;
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_MAP:
        return type_eq(x->element, y->element);
    case TYPE_TUPLE:
    case TYPE_OBJECT:
        break;
    }
    for (size_t i = 0; i < x->n; i++)
        if (x->kind == TYPE_OBJECT && !str_eq(x->names[i], y->names[i]))
            return false;
    for (size_t i = 0; i < x->n; i++)
        if (!type_eq(x->items[i], y->items[i]))
            return false;
    return true;
}

bool type_has_dynamic(const struct type *t)
{
    if (t->kind == TYPE_DYNAMIC)
        return true;
    if (t->element)
        return type_has_dynamic(t->element);
    for (size_t i = 0; i < t->n; i++)
        if (type_has_dynamic(t->items[i]))
            return true;
    return false;
}

static const char *kind_name(enum type_kind kind)
{
    switch (kind) {
    case TYPE_DYNAMIC:
        return "dynamic";
    case TYPE_STRING:
        return "string";
    case TYPE_NUMBER:
        return "number";
    case TYPE_BOOL:
        return "bool";
    case TYPE_LIST:
        return "list";
    case TYPE_SET:
        return "set";
    case TYPE_MAP:
        return "map";
    case TYPE_TUPLE:
        return "tuple";
    case TYPE_OBJECT:
        return "object";
    }
    BUG("type kind %d", (int)kind);
}

static void write_type(struct buf *b, const struct type *t)
{
    buf_addz(b, kind_name(t->kind));
    if (t->element) {
        buf_addc(b, '(');
        write_type(b, t->element);
        buf_addc(b, ')');
    } else if (t->kind == TYPE_TUPLE || t->kind == TYPE_OBJECT) {
        buf_addz(b, t->kind == TYPE_TUPLE ? "([" : "({");
        for (size_t i = 0; i < t->n; i++) {
            if (i)
                buf_addz(b, ", ");
            if (t->kind == TYPE_OBJECT) {
                buf_add(b, t->names[i]);
                buf_addc(b, '=');
            }
            write_type(b, t->items[i]);
        }
        buf_addz(b, t->kind == TYPE_TUPLE ? "])" : "})");
    }
}

struct str type_text(struct arena *a, const struct type *t)
{
    AUTO_BUF struct buf b = BUF_INIT;

    write_type(&b, t);
    return str_copy(a, buf_str(&b));
}

struct str type_name(struct arena *a, const struct type *t)
{
    AUTO_BUF struct buf b = BUF_INIT;

    for (; t->element; t = t->element)
        buf_printf(&b, "%s of ", kind_name(t->kind));
    buf_addz(&b, kind_name(t->kind));
    return str_copy(a, buf_str(&b));
}
