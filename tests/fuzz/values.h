/*
 * values: what holds for every value that the evaluator makes. A violation ends the program.
 *
 * The spans of a text ascend without overlap and lie within it; each lies within the source that
 * it names, and an exact one has the source's bytes.
 */
#ifndef FUZZ_VALUES_H
#define FUZZ_VALUES_H

#include "hcl/value.h"

static void values_check_span(const struct value *v, const struct origin_span *s, size_t *at)
{
    if (s->at < *at || (size_t)s->at + s->len > v->u.string.n)
        BUG("a span is outside of its text, or overlaps the one before");
    *at = (size_t)s->at + s->len;
    if (s->kind != ORIGIN_TEXT || !s->source)
        return;
    if (s->range.end > s->source->text.n || s->range.start > s->range.end)
        BUG("a span is outside of its source");
    if (s->exact && !str_eq(str_slice(s->source->text, s->range.start, s->range.end),
                            str_slice(v->u.string, s->at, *at)))
        BUG("an exact span is not exact");
}

/* A value with all that is in it; the evaluator has limited its depth and weight. */
static void values_check(const struct value *v)
{
    bool mapped = v->type->kind == TYPE_MAP || v->type->kind == TYPE_OBJECT;
    size_t n = mapped ? v->u.map.n : v->u.list.n, at = 0;

    if (v->type->kind == TYPE_STRING && v->state != VALUE_NULL)
        for (size_t i = 0; v->origin && i < v->origin->n; i++)
            values_check_span(v, &v->origin->spans[i], &at);
    if (v->state != VALUE_KNOWN || type_is_primitive(v->type))
        return;
    for (size_t i = 0; i < n; i++) {
        const struct value *item = mapped ? v->u.map.values[i] : v->u.list.items[i];

        if (v->type->element && !type_eq(item->type, v->type->element))
            BUG("an element's type is not the collection's");
        if (item->partial && !v->partial)
            BUG("a collection with an unknown element passes for known");
        if (item->secret && !v->secret)
            BUG("a collection with a sensitive element passes for public");
        values_check(item);
    }
}

#endif
