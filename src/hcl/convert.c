/*
 * Conversion between types, and the common type of several: the rules of cty/convert.
 *
 * Each conversion is asked for twice: may a value of this type become one of that type at all
 * (convertible), and what becomes of this value (apply). Unsafe conversions may be allowed by the
 * types and still fail for the value.
 */
#include "hcl/value.h"

/* More different types than this have nothing in common: comparing all pairs takes too long. */
enum { UNIFY_MAX = 1000 };

struct conversion {
    struct arena *arena;
    bool unsafe;
    struct str why;
};

static const struct type *unify(struct arena *a, const struct type *const *types, size_t n,
                                bool unsafe);

/* ---- may it be? -------------------------------------------------------------------------- */

static bool convertible(struct arena *a, const struct type *in, const struct type *out,
                        bool unsafe);

static bool primitive_convertible(const struct type *in, const struct type *out, bool unsafe)
{
    if (out->kind == TYPE_STRING)
        return true;
    return unsafe && in->kind == TYPE_STRING;
}

/* The element type that items become; dynamic asks for whatever they have in common. */
static const struct type *common_element(struct arena *a, const struct type *in,
                                         const struct type *element, bool unsafe)
{
    if (element->kind != TYPE_DYNAMIC || in->n == 0)
        return element;
    return unify(a, in->items, in->n, unsafe);
}

static bool items_convertible(struct arena *a, const struct type *in, const struct type *out,
                              bool unsafe)
{
    const struct type *element = common_element(a, in, out->element, unsafe);

    if (!element)
        return false;
    /* A list of dynamic is one whose elements are all still dynamic. */
    if (element->kind == TYPE_DYNAMIC && out->kind != TYPE_MAP) {
        for (size_t i = 0; i < in->n; i++)
            if (in->items[i]->kind != TYPE_DYNAMIC)
                return false;
    }
    for (size_t i = 0; i < in->n; i++)
        if (!type_eq(in->items[i], element) && !convertible(a, in->items[i], element, unsafe))
            return false;
    return true;
}

static bool objects_convertible(struct arena *a, const struct type *in, const struct type *out,
                                bool unsafe)
{
    for (size_t i = 0; i < out->n; i++) {
        const struct type *from = type_attribute(in, out->names[i]);

        if (!from)
            return false;
        if (!type_eq(from, out->items[i]) && !convertible(a, from, out->items[i], unsafe))
            return false;
    }
    return true;
}

static bool tuples_convertible(struct arena *a, const struct type *in, const struct type *out,
                               bool unsafe)
{
    if (in->n != out->n)
        return false;
    for (size_t i = 0; i < in->n; i++)
        if (!type_eq(in->items[i], out->items[i]) &&
            !convertible(a, in->items[i], out->items[i], unsafe))
            return false;
    return true;
}

static bool elements_convertible(struct arena *a, const struct type *in, const struct type *out,
                                 bool unsafe)
{
    return type_eq(in->element, out->element) || convertible(a, in->element, out->element, unsafe);
}

static bool map_to_object_convertible(struct arena *a, const struct type *in,
                                      const struct type *out)
{
    for (size_t i = 0; i < out->n; i++)
        if (!type_eq(in->element, out->items[i]) &&
            !convertible(a, in->element, out->items[i], true))
            return false;
    return true;
}

static bool convertible(struct arena *a, const struct type *in, const struct type *out, bool unsafe)
{
    if (out->kind == TYPE_DYNAMIC)
        return true;
    if (in->kind == TYPE_DYNAMIC)
        return unsafe;
    switch (out->kind) {
    case TYPE_DYNAMIC:
        break;
    case TYPE_STRING:
    case TYPE_NUMBER:
    case TYPE_BOOL:
        return type_is_primitive(in) && primitive_convertible(in, out, unsafe);
    case TYPE_LIST:
        if (in->kind == TYPE_LIST || in->kind == TYPE_SET)
            return elements_convertible(a, in, out, unsafe);
        return in->kind == TYPE_TUPLE && items_convertible(a, in, out, unsafe);
    case TYPE_SET:
        if (in->kind == TYPE_SET || (in->kind == TYPE_LIST && unsafe))
            return elements_convertible(a, in, out, unsafe);
        return in->kind == TYPE_TUPLE && items_convertible(a, in, out, unsafe);
    case TYPE_MAP:
        if (in->kind == TYPE_MAP)
            return elements_convertible(a, in, out, unsafe);
        return in->kind == TYPE_OBJECT && items_convertible(a, in, out, unsafe);
    case TYPE_TUPLE:
        return in->kind == TYPE_TUPLE && tuples_convertible(a, in, out, unsafe);
    case TYPE_OBJECT:
        if (in->kind == TYPE_MAP)
            return unsafe && map_to_object_convertible(a, in, out);
        return in->kind == TYPE_OBJECT && objects_convertible(a, in, out, unsafe);
    }
    return false;
}

/* ---- what becomes of it ------------------------------------------------------------------ */

static const struct value *apply(struct conversion *c, const struct value *v,
                                 const struct type *out);

static const struct value *fail(struct conversion *c, struct str why)
{
    c->why = why;
    return NULL;
}

/* The wanted type with its dynamic parts replaced by what the given type has there. */
static const struct type *fill_dynamic(struct arena *a, const struct type *in,
                                       const struct type *out)
{
    const struct type *element;
    const struct type **items;

    if (!in || in->kind == TYPE_DYNAMIC || type_is_primitive(out))
        return out;
    if (out->kind == TYPE_DYNAMIC)
        return in;
    if (!type_has_dynamic(out))
        return out;
    if (out->element) {
        element = in->element ? in->element : unify(a, in->items, in->n, true);
        element = fill_dynamic(a, element, out->element);
        return out->kind == TYPE_LIST  ? type_list(a, element)
               : out->kind == TYPE_SET ? type_set(a, element)
                                       : type_map(a, element);
    }
    items = arena_array(a, out->n, sizeof(*items));
    for (size_t i = 0; i < out->n; i++) {
        const struct type *from = in->element                ? in->element
                                  : out->kind == TYPE_OBJECT ? type_attribute(in, out->names[i])
                                  : i < in->n                ? in->items[i]
                                                             : NULL;

        items[i] = fill_dynamic(a, from, out->items[i]);
    }
    return out->kind == TYPE_TUPLE ? type_tuple(a, items, out->n)
                                   : type_object(a, out->names, items, out->n);
}

/*
 * Where the text of a number or bool is written. It may have another form there ("1e3" for
 * "1000"), then the span is not exact.
 */
static const struct origin *origin_of_text(struct arena *a, const struct origin *from,
                                           struct str text)
{
    const struct origin_span *s;
    struct origin *to;

    if (!from || from->n == 0 || text.n == 0)
        return NULL;
    s = &from->spans[0];
    if (s->kind == ORIGIN_TEXT && s->source) {
        struct str written = str_slice(s->source->text, s->range.start, s->range.end);
        const struct origin *o =
            origin_source(a, text.n, str_eq(written, text), s->source, s->range);

        if (!s->note.n)
            return o;
        to = arena_new(a, struct origin);
        *to = *o;
        to->spans[0].note = s->note;
        return to;
    }
    to = arena_new(a, struct origin);
    to->n = 1;
    to->spans = arena_new(a, struct origin_span);
    to->spans[0] = *s;
    to->spans[0].at = 0;
    to->spans[0].len = (uint32_t)text.n;
    return to;
}

static const struct value *to_string(struct conversion *c, const struct value *v)
{
    struct str text;

    if (v->type->kind == TYPE_NUMBER)
        text = value_number_text(c->arena, v);
    else
        text = v->u.boolean ? str_lit("true") : str_lit("false");
    return value_string_from(c->arena, text, origin_of_text(c->arena, v->origin, text));
}

static const struct value *to_number(struct conversion *c, const struct value *v)
{
    const struct value *to = value_number_parse(c->arena, v->u.string);

    if (!to)
        return fail(c, str_lit("a number is required"));
    return v->origin ? value_with_origin(c->arena, to, v->origin) : to;
}

static const struct value *to_bool(struct conversion *c, const struct value *v)
{
    struct str s = v->u.string;
    const struct value *to;

    if (str_is(s, "true") || str_is(s, "1"))
        to = value_bool(c->arena, true);
    else if (str_is(s, "false") || str_is(s, "0"))
        to = value_bool(c->arena, false);
    else if (str_eq_nocase(s, str_lit("true")) || str_eq_nocase(s, str_lit("false")))
        return fail(c, str_lit("a bool is required; write it in lower case: true or false"));
    else
        return fail(c, str_lit("a bool is required"));
    return v->origin ? value_with_origin(c->arena, to, v->origin) : to;
}

/* Converted items that still differ as those of their common type; NULL and why if there is none.
 */
static const struct type *unify_items(struct conversion *c, const struct value **items, size_t n,
                                      bool unsafe)
{
    const struct type **types = arena_array(c->arena, n, sizeof(*types)), *t;

    for (size_t i = 0; i < n; i++)
        types[i] = items[i]->type;
    t = unify(c->arena, types, n, unsafe);
    for (size_t i = 0; t && i < n; i++) {
        items[i] = apply(c, items[i], t);
        if (!items[i])
            return NULL;
    }
    return t ? value_element_type(items, n) : NULL;
}

/*
 * The type that converted items have, which may differ where `element` has dynamic parts. Then,
 * as in the reference, a tuple's become a list once more, and so do a map's elements if they are
 * collections or objects; those of sets and of other collections must not differ.
 */
static const struct type *settle(struct conversion *c, const struct type *in,
                                 const struct type *out, const struct type *element,
                                 const struct value **items, size_t n)
{
    const struct type *t = value_element_type(items, n);
    bool again = out->kind == TYPE_MAP ? element->element || element->kind == TYPE_OBJECT
                                       : out->kind == TYPE_LIST && in->kind == TYPE_TUPLE;

    if (!t && again)
        t = unify_items(c, items, n, c->unsafe && in->kind != TYPE_MAP);
    if (!t && !c->why.n)
        fail(c, str_lit("the elements have no common type"));
    return t;
}

/* Elements of a list, set, tuple, map or object (in the order of keys) as those of `element`. */
static const struct value **convert_items(struct conversion *c, const struct value *v,
                                          const struct type *element, size_t *ret_n)
{
    bool mapped = v->type->kind == TYPE_MAP || v->type->kind == TYPE_OBJECT;
    const struct value *const *from = mapped ? v->u.map.values : v->u.list.items;
    size_t n = mapped ? v->u.map.n : v->u.list.n;
    const struct value **to = arena_array(c->arena, n, sizeof(*to));

    for (size_t i = 0; i < n; i++) {
        to[i] = type_eq(from[i]->type, element) ? from[i] : apply(c, from[i], element);
        if (!to[i])
            return NULL;
    }
    *ret_n = n;
    return to;
}

static const struct value *to_collection(struct conversion *c, const struct value *v,
                                         const struct type *out)
{
    const struct type *element = out->element;
    const struct value **items;
    size_t n;

    /* How many elements a set with unknown ones has is not known, nor which is where. */
    if (v->type->kind == TYPE_SET && out->kind == TYPE_LIST && v->partial && v->u.list.n > 1)
        return value_unknown(c->arena, type_list(c->arena, v->type->element), v->why);
    if (v->type->kind == TYPE_TUPLE || v->type->kind == TYPE_OBJECT)
        element = common_element(c->arena, v->type, element, c->unsafe);
    if (!element)
        return fail(c, str_lit("the elements have no common type"));
    items = convert_items(c, v, element, &n);
    if (!items)
        return NULL;
    if (n) {
        element = settle(c, v->type, out, element, items, n);
        if (!element)
            return NULL;
    } else if (element->kind == TYPE_DYNAMIC && v->type->element) {
        element = v->type->element;
    }
    if (out->kind == TYPE_LIST)
        return value_list(c->arena, element, items, n);
    if (out->kind == TYPE_SET)
        return value_set(c->arena, element, items, n);
    return value_map(c->arena, element,
                     n ? (struct str *)arena_copy(c->arena, v->u.map.keys, n * sizeof(struct str))
                       : NULL,
                     items, n);
}

static const struct value *to_object(struct conversion *c, const struct value *v,
                                     const struct type *out)
{
    struct str *keys = arena_array(c->arena, out->n, sizeof *keys);
    const struct value **values = arena_array(c->arena, out->n, sizeof(*values));

    for (size_t i = 0; i < out->n; i++) {
        const struct value *from = value_get(v, out->names[i]);

        if (!from)
            return fail(c, str_printf(c->arena, "the map has no element for attribute \"%.*s\"",
                                      STR(out->names[i])));
        keys[i] = out->names[i];
        values[i] = type_eq(from->type, out->items[i]) ? from : apply(c, from, out->items[i]);
        if (!values[i])
            return NULL;
    }
    return value_object(c->arena, keys, values, out->n);
}

static const struct value *to_tuple(struct conversion *c, const struct value *v,
                                    const struct type *out)
{
    const struct value **items = arena_array(c->arena, out->n, sizeof(*items));

    for (size_t i = 0; i < out->n; i++) {
        const struct value *from = v->u.list.items[i];

        items[i] = type_eq(from->type, out->items[i]) ? from : apply(c, from, out->items[i]);
        if (!items[i])
            return NULL;
    }
    return value_tuple(c->arena, items, out->n);
}

static const struct value *apply_known(struct conversion *c, const struct value *v,
                                       const struct type *out)
{
    switch (out->kind) {
    case TYPE_STRING:
        return to_string(c, v);
    case TYPE_NUMBER:
        return to_number(c, v);
    case TYPE_BOOL:
        return to_bool(c, v);
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_MAP:
        return to_collection(c, v, out);
    case TYPE_TUPLE:
        return to_tuple(c, v, out);
    case TYPE_OBJECT:
        return to_object(c, v, out);
    case TYPE_DYNAMIC:
        break;
    }
    return v;
}

/* What is unknown or null stays so, as a value of the wanted type. */
static const struct value *apply_unknown(struct conversion *c, const struct value *v,
                                         const struct type *out)
{
    const struct type *t = fill_dynamic(c->arena, v->type, out);

    if (v->state == VALUE_NULL)
        return value_null(c->arena, t);
    if (v->not_null)
        return value_unknown_not_null(c->arena, t, v->why);
    return value_unknown(c->arena, t, v->why);
}

static const struct value *apply(struct conversion *c, const struct value *v,
                                 const struct type *out)
{
    const struct value *to;

    if (out->kind == TYPE_DYNAMIC)
        return v;
    if (v->state != VALUE_KNOWN)
        to = apply_unknown(c, v, out);
    else
        to = apply_known(c, v, out);
    if (!to)
        return NULL;
    return value_with_sensitive(c->arena, to, v->sensitive || to->sensitive);
}

/* Says what is wanted, and where the types are alike at first sight, what the difference is. */
static struct str mismatch(struct arena *a, const struct type *in, const struct type *out)
{
    if (in->kind == TYPE_OBJECT && out->kind == TYPE_OBJECT) {
        for (size_t i = 0; i < out->n; i++) {
            const struct type *from = type_attribute(in, out->names[i]);

            if (!from)
                return str_printf(a, "attribute \"%.*s\" is required", STR(out->names[i]));
            if (!type_eq(from, out->items[i]) && !convertible(a, from, out->items[i], true)) {
                struct str inner = mismatch(a, from, out->items[i]);

                return str_printf(a, "attribute \"%.*s\": %.*s", STR(out->names[i]), STR(inner));
            }
        }
    }
    if (in->kind == TYPE_TUPLE && (out->kind == TYPE_LIST || out->kind == TYPE_SET) &&
        out->element->kind != TYPE_DYNAMIC) {
        for (size_t i = 0; i < in->n; i++) {
            if (!type_eq(in->items[i], out->element) &&
                !convertible(a, in->items[i], out->element, true)) {
                struct str inner = mismatch(a, in->items[i], out->element);

                return str_printf(a, "element %zu: %.*s", i, STR(inner));
            }
        }
    }
    if ((out->element && out->element->kind == TYPE_DYNAMIC) &&
        (in->kind == TYPE_TUPLE || in->kind == TYPE_OBJECT) &&
        (out->kind == TYPE_MAP) == (in->kind == TYPE_OBJECT))
        return str_lit("all elements must have the same type");
    if (type_is_primitive(out) && type_is_primitive(in))
        return str_printf(a, "a %.*s is required, and this is a %.*s", STR(type_name(a, out)),
                          STR(type_name(a, in)));
    return str_printf(a, "%.*s required, and this is %.*s", STR(type_name(a, out)),
                      STR(type_name(a, in)));
}

const struct value *value_convert(struct arena *a, const struct value *v, const struct type *t,
                                  struct str *ret_why)
{
    struct conversion c = { .arena = a, .unsafe = true };
    const struct value *to;

    if (t->kind == TYPE_DYNAMIC || type_eq(v->type, t))
        return v;
    if (!convertible(a, v->type, t, true)) {
        if (ret_why)
            *ret_why = mismatch(a, v->type, t);
        return NULL;
    }
    to = apply(&c, v, t);
    if (!to && ret_why)
        *ret_why = c.why;
    return to;
}

/* ---- the common type --------------------------------------------------------------------- */

struct kinds {
    size_t map, list, set, object, tuple, dynamic;
};

static struct kinds count_kinds(const struct type *const *types, size_t n)
{
    struct kinds k = { 0 };

    for (size_t i = 0; i < n; i++) {
        switch (types[i]->kind) {
        case TYPE_MAP:
            k.map++;
            break;
        case TYPE_LIST:
            k.list++;
            break;
        case TYPE_SET:
            k.set++;
            break;
        case TYPE_OBJECT:
            k.object++;
            break;
        case TYPE_TUPLE:
            k.tuple++;
            break;
        case TYPE_DYNAMIC:
            k.dynamic++;
            break;
        case TYPE_STRING:
        case TYPE_NUMBER:
        case TYPE_BOOL:
            break;
        }
    }
    return k;
}

/* Can each type be had as t? Returns t if so. */
static const struct type *if_all_convert(struct arena *a, const struct type *const *types, size_t n,
                                         const struct type *t, bool unsafe)
{
    for (size_t i = 0; i < n; i++)
        if (!type_eq(types[i], t) && !convertible(a, types[i], t, unsafe))
            return NULL;
    return t;
}

static const struct type *collection_of(struct arena *a, enum type_kind kind,
                                        const struct type *element)
{
    return kind == TYPE_LIST  ? type_list(a, element)
           : kind == TYPE_SET ? type_set(a, element)
                              : type_map(a, element);
}

static const struct type *unify_collections(struct arena *a, const struct type *const *types,
                                            size_t n, bool unsafe)
{
    const struct type **elements = arena_array(a, n, sizeof(*elements));
    const struct type *element;

    for (size_t i = 0; i < n; i++)
        elements[i] = types[i]->element;
    element = unify(a, elements, n, unsafe);
    if (!element)
        return NULL;
    return if_all_convert(a, types, n, collection_of(a, types[0]->kind, element), unsafe);
}

/* All tuples as lists (or objects as maps) of one element type. */
static const struct type *unify_as_collection(struct arena *a, const struct type *const *types,
                                              size_t n, enum type_kind kind, bool unsafe)
{
    const struct type **all;
    const struct type *element;
    size_t total = 0, at = 0;

    for (size_t i = 0; i < n; i++)
        total += types[i]->n;
    all = arena_array(a, total, sizeof(*all));
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < types[i]->n; j++)
            all[at++] = types[i]->items[j];
    element = unify(a, all, total, unsafe);
    if (!element)
        return NULL;
    return if_all_convert(a, types, n, collection_of(a, kind, element), unsafe);
}

static bool same_shape(const struct type *const *types, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        if (types[i]->n != types[0]->n)
            return false;
        for (size_t j = 0; types[0]->kind == TYPE_OBJECT && j < types[0]->n; j++)
            if (!str_eq(types[i]->names[j], types[0]->names[j]))
                return false;
    }
    return true;
}

/* Objects (or tuples) of one shape unify part by part; others become maps (or lists). */
static const struct type *unify_structures(struct arena *a, const struct type *const *types,
                                           size_t n, bool unsafe)
{
    enum type_kind kind = types[0]->kind;
    enum type_kind fallback = kind == TYPE_OBJECT ? TYPE_MAP : TYPE_LIST;
    size_t parts = types[0]->n;
    const struct type **items, **across, *t;

    if (!same_shape(types, n))
        return unify_as_collection(a, types, n, fallback, unsafe);
    items = arena_array(a, parts, sizeof(*items));
    across = arena_array(a, n, sizeof(*across));
    for (size_t i = 0; i < parts; i++) {
        for (size_t j = 0; j < n; j++)
            across[j] = types[j]->items[i];
        items[i] = unify(a, across, n, unsafe);
        if (!items[i])
            return NULL;
    }
    t = kind == TYPE_OBJECT ? type_object(a, types[0]->names, items, parts)
                            : type_tuple(a, items, parts);
    t = if_all_convert(a, types, n, t, unsafe);
    return t ? t : unify_as_collection(a, types, n, fallback, unsafe);
}

/* Lists and tuples together (or maps and objects): the tuples are tried as one list. */
static const struct type *unify_mixed(struct arena *a, const struct type *const *types, size_t n,
                                      enum type_kind structure, enum type_kind collection,
                                      bool unsafe)
{
    const struct type **some = arena_array(a, n, sizeof(*some));
    const struct type *t;
    size_t n_some = 0;

    for (size_t i = 0; i < n; i++)
        if (types[i]->kind == structure)
            some[n_some++] = types[i];
    t = unify_as_collection(a, some, n_some, collection, unsafe);
    if (!t)
        return NULL;
    for (size_t i = 0; i < n; i++)
        some[i] = types[i]->kind == structure ? t : types[i];
    t = unify(a, some, n, unsafe);
    return t && t->kind == collection ? t : NULL;
}

/* Which type is more general, as far as one look can tell: negative if x is. */
static int compare_types(const struct type *x, const struct type *y)
{
    bool x_wider = false, y_wider = false;

    if (x->kind == TYPE_DYNAMIC || y->kind == TYPE_DYNAMIC)
        return (x->kind == TYPE_DYNAMIC) - (y->kind == TYPE_DYNAMIC);
    if (type_is_primitive(x) && type_is_primitive(y))
        return (y->kind == TYPE_STRING) - (x->kind == TYPE_STRING);
    if (x->element && x->kind == y->kind)
        return compare_types(x->element, y->element);
    if (x->kind == TYPE_SET && (y->kind == TYPE_LIST || y->kind == TYPE_TUPLE))
        return 1;
    if (y->kind == TYPE_SET && (x->kind == TYPE_LIST || x->kind == TYPE_TUPLE))
        return -1;
    if (x->kind == TYPE_LIST && y->kind == TYPE_TUPLE)
        return -1;
    if (x->kind == TYPE_TUPLE && y->kind == TYPE_LIST)
        return 1;
    if (x->kind == TYPE_MAP && y->kind == TYPE_OBJECT)
        return -1;
    if (x->kind == TYPE_OBJECT && y->kind == TYPE_MAP)
        return 1;
    if (x->kind != y->kind || (x->kind != TYPE_OBJECT && x->kind != TYPE_TUPLE) || x->n != y->n)
        return 0;
    for (size_t i = 0; i < x->n; i++) {
        int order;

        if (x->kind == TYPE_OBJECT && !str_eq(x->names[i], y->names[i]))
            return 0;
        order = compare_types(x->items[i], y->items[i]);
        x_wider |= order < 0;
        y_wider |= order > 0;
    }
    return (int)y_wider - (int)x_wider;
}

/*
 * The first type that all others convert to. The reference sorts the types topologically, the
 * more general first; the first of them that no other type is more general than comes first.
 */
static const struct type *pick(struct arena *a, const struct type *const *types, size_t n,
                               bool unsafe)
{
    size_t *above = arena_array(a, n, sizeof *above);
    size_t *queue = arena_array(a, n, sizeof *queue);
    size_t head = 0, tail = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++)
            above[i] += i != j && compare_types(types[j], types[i]) < 0;
    for (size_t i = 0; i < n; i++)
        if (above[i] == 0)
            queue[tail++] = i;
    while (head < tail) {
        const struct type *wanted = types[queue[head]];

        if (if_all_convert(a, types, n, wanted, unsafe))
            return wanted;
        for (size_t j = 0; j < n; j++)
            if (j != queue[head] && compare_types(wanted, types[j]) < 0 && --above[j] == 0)
                queue[tail++] = j;
        head++;
    }
    return NULL;
}

/*
 * Types that are equal count once; the order is that of the first of each. Stops beyond
 * UNIFY_MAX.
 */
static size_t distinct(struct arena *a, const struct type *const *types, size_t n,
                       const struct type *const **ret)
{
    const struct type **to = arena_array(a, n, sizeof(*to));
    size_t kept = 0;

    for (size_t i = 0; i < n && kept <= UNIFY_MAX; i++) {
        bool known = false;

        for (size_t j = 0; j < kept && !known; j++)
            known = type_eq(types[i], to[j]);
        if (!known)
            to[kept++] = types[i];
    }
    *ret = to;
    return kept;
}

static const struct type *unify(struct arena *a, const struct type *const *types, size_t n,
                                bool unsafe)
{
    struct kinds k;
    const struct type *t = NULL;

    if (n == 0)
        return NULL;
    n = distinct(a, types, n, &types);
    if (n == 1)
        return types[0];
    if (n > UNIFY_MAX)
        return NULL;
    k = count_kinds(types, n);
    if ((k.map && k.map + k.dynamic == n) || (k.list && k.list + k.dynamic == n) ||
        (k.set && k.set + k.dynamic == n))
        return k.dynamic ? &type_dynamic : unify_collections(a, types, n, unsafe);
    if (k.map && k.map + k.object + k.dynamic == n)
        t = unify_mixed(a, types, n, TYPE_OBJECT, TYPE_MAP, unsafe);
    else if (k.list && k.list + k.tuple + k.dynamic == n)
        t = unify_mixed(a, types, n, TYPE_TUPLE, TYPE_LIST, unsafe);
    else if ((k.object && k.object + k.dynamic == n) || (k.tuple && k.tuple + k.dynamic == n))
        return k.dynamic ? &type_dynamic : unify_structures(a, types, n, unsafe);
    else if (k.object && k.tuple)
        return NULL;
    return t ? t : pick(a, types, n, unsafe);
}

const struct type *type_unify(struct arena *a, const struct type *const *types, size_t n,
                              bool unsafe)
{
    return unify(a, types, n, unsafe);
}
