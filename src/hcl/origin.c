/*
 * Texts that know where they come from: origins and the text builder.
 */
#include "hcl/value.h"
#include "text/utf8.h"

/* An origin and its spans in one piece; most have one span. */
static struct origin *origin_new(struct arena *a, size_t n)
{
    struct {
        struct origin origin;
        struct origin_span spans[];
    } *both = arena_alloc(a, size_add(sizeof *both, size_mul(n, sizeof(struct origin_span))));

    both->origin.n = n;
    both->origin.spans = both->spans;
    return &both->origin;
}

const struct origin *origin_source(struct arena *a, size_t len, bool exact,
                                   const struct hcl_source *source, struct hcl_range range)
{
    struct origin *o = origin_new(a, 1);

    o->spans[0] = (struct origin_span){
        .len = (uint32_t)len,
        .kind = ORIGIN_TEXT,
        .exact = exact,
        .source = source,
        .range = range,
    };
    return o;
}

/* The part of a span that lies in start..end of its text, as a span over the text `at` bytes on. */
static bool span_slice(const struct origin_span *s, size_t start, size_t end, size_t at,
                       struct origin_span *ret)
{
    size_t low = s->at > start ? s->at : start;
    size_t high = (size_t)s->at + s->len < end ? (size_t)s->at + s->len : end;

    if (low >= high)
        return false;
    *ret = *s;
    if (s->exact && s->kind == ORIGIN_TEXT) {
        ret->range.start += (uint32_t)(low - s->at);
        ret->range.end = ret->range.start + (uint32_t)(high - low);
    }
    ret->at = (uint32_t)(low - start + at);
    ret->len = (uint32_t)(high - low);
    return true;
}

/* ---- builder ----------------------------------------------------------------------------- */

void text_init(struct text_builder *b, struct arena *a)
{
    *b = (struct text_builder){ .arena = a };
}

void text_reserve(struct text_builder *b, size_t len)
{
    size_t cap = b->text.cap ? b->text.cap : 32;
    char *to;

    if (len > TEXT_MAX || b->text.n + len > TEXT_MAX || b->text.n + len <= b->text.cap)
        return;
    while (cap < b->text.n + len)
        cap *= 2;
    /* The first guess is often right to the byte. */
    if (!b->text.cap)
        cap = len > 32 ? len : 32;
    to = arena_alloc(b->arena, cap);
    if (b->text.n)
        memcpy(to, b->text.items, b->text.n);
    b->text.items = to;
    b->text.cap = cap;
}

static void add_bytes(struct text_builder *b, struct str s)
{
    if (b->too_long || s.n > TEXT_MAX || b->text.n + s.n > TEXT_MAX) {
        b->too_long = true;
        return;
    }
    text_reserve(b, s.n);
    if (s.n)
        memcpy(b->text.items + b->text.n, s.p, s.n);
    b->text.n += s.n;
}

/* Spans that continue each other in text and source become one. */
static void add_span(struct text_builder *b, struct origin_span span)
{
    struct origin_span *last = b->spans.n ? &b->spans.items[b->spans.n - 1] : NULL;

    if (b->too_long || span.len == 0)
        return;
    if (last && last->exact && span.exact && last->kind == ORIGIN_TEXT &&
        span.kind == ORIGIN_TEXT && last->source == span.source &&
        last->at + last->len == span.at && last->range.end == span.range.start &&
        str_eq(last->note, span.note)) {
        last->len += span.len;
        last->range.end = span.range.end;
        return;
    }
    vec_push(b->arena, &b->spans, span);
}

/* The text has a hole. The first reason is the one to tell. */
static void add_why(struct text_builder *b, struct str why)
{
    if (!b->hole)
        b->why = why;
    b->hole = true;
}

/* Puts the text of `only`, which had not been copied yet, into the buffer. */
static void flush_only(struct text_builder *b)
{
    const struct value *v = b->only;

    if (!v)
        return;
    b->only = NULL;
    add_bytes(b, v->u.string);
    for (size_t i = 0; v->origin && i < v->origin->n; i++)
        add_span(b, v->origin->spans[i]);
}

void text_add(struct text_builder *b, struct str s)
{
    if (s.n == 0)
        return;
    flush_only(b);
    add_bytes(b, s);
}

void text_add_value(struct text_builder *b, const struct value *v, size_t start, size_t end)
{
    struct str piece;
    size_t at;

    b->sensitive |= v->sensitive;
    if (v->state == VALUE_UNKNOWN && !v->u.string.p) {
        text_add_hole(b, str_lit("${...}"), v->why);
        return;
    }
    piece = str_slice(v->u.string, start, end);
    /* A value that turns out to be the whole text is returned as it is. */
    if (v->state == VALUE_KNOWN && b->text.n == 0 && !b->only && !b->hole &&
        piece.n == v->u.string.n) {
        b->only = v;
        return;
    }
    if (piece.n == 0)
        return;
    flush_only(b);
    at = b->text.n;
    add_bytes(b, piece);
    for (size_t i = 0; v->origin && i < v->origin->n; i++) {
        struct origin_span span;

        if (!span_slice(&v->origin->spans[i], start, end, at, &span))
            continue;
        add_span(b, span);
        if (span.kind == ORIGIN_HOLE)
            add_why(b, v->why);
    }
}

void text_add_source(struct text_builder *b, struct str s, const struct hcl_source *source,
                     struct hcl_range range)
{
    struct origin_span span = { .len = (uint32_t)s.n, .source = source, .range = range };

    if (s.n == 0)
        return;
    flush_only(b);
    span.at = (uint32_t)b->text.n;
    span.exact = range.end - range.start == s.n && range.end <= source->text.n &&
                 str_eq(str_slice(source->text, range.start, range.end), s);
    add_bytes(b, s);
    add_span(b, span);
}

void text_add_hole(struct text_builder *b, struct str shown, struct str why)
{
    struct origin_span span = { .len = (uint32_t)shown.n, .kind = ORIGIN_HOLE, .note = why };

    flush_only(b);
    span.at = (uint32_t)b->text.n;
    add_bytes(b, shown);
    add_span(b, span);
    add_why(b, why);
}

/*
 * Normal form C may change bytes. Spans before the first and after the last change stay what they
 * are; those in between are kept as a whole: the change came from somewhere in there.
 */
static void normalize(struct text_builder *b)
{
    struct str before = str_of(b->text.items, b->text.n);
    struct str after = utf8_nfc(b->arena, before);
    size_t head = 0, tail = 0, kept = 0;

    if (after.p == before.p && after.n == before.n)
        return;
    while (head < before.n && head < after.n && before.p[head] == after.p[head])
        head++;
    while (tail < before.n - head && tail < after.n - head &&
           before.p[before.n - 1 - tail] == after.p[after.n - 1 - tail])
        tail++;
    for (size_t i = 0; i < b->spans.n; i++) {
        struct origin_span s = b->spans.items[i];
        size_t end = (size_t)s.at + s.len;

        if (s.at >= before.n - tail) {
            s.at = (uint32_t)(s.at + after.n - before.n);
        } else if (end > head) {
            size_t start = s.at < head ? s.at : head;
            size_t stop = end > before.n - tail ? end + after.n - before.n : after.n - tail;

            if (kept) {
                struct origin_span *last = &b->spans.items[kept - 1];

                start = start > (size_t)last->at + last->len ? start : (size_t)last->at + last->len;
            }
            if (start >= stop)
                continue;
            s.at = (uint32_t)start;
            s.len = (uint32_t)(stop - start);
            s.exact = false;
        }
        b->spans.items[kept++] = s;
    }
    b->spans.n = kept;
    b->text.items = (char *)(uintptr_t)after.p;
    b->text.n = after.n;
}

const struct value *text_finish(struct text_builder *b)
{
    const struct value *v;
    struct origin *origin = NULL;
    struct str text;

    if (b->only)
        return value_with_sensitive(b->arena, b->only, b->only->sensitive || b->sensitive);
    if (b->too_long)
        return NULL;
    normalize(b);
    text = b->text.n ? str_of(b->text.items, b->text.n) : str_lit("");
    if (b->spans.n) {
        origin = origin_new(b->arena, b->spans.n);
        memcpy(origin->spans, b->spans.items, b->spans.n * sizeof *origin->spans);
    }
    if (b->hole)
        v = value_unknown_text(b->arena, text, origin, b->why);
    else
        v = value_string_from(b->arena, text, origin);
    return value_with_sensitive(b->arena, v, b->sensitive);
}

const struct value *value_slice(struct arena *a, const struct value *v, size_t start, size_t end)
{
    struct text_builder b;

    text_init(&b, a);
    text_add_value(&b, v, start, end);
    return text_finish(&b);
}
