#include "upgrade/provenance.h"

const struct value *provenance_note(struct arena *a, const struct value *v, struct str note)
{
    struct origin *origin;

    if (v->state != VALUE_KNOWN || !v->origin || v->origin->n == 0)
        return v;
    origin = arena_new(a, struct origin);
    origin->n = v->origin->n;
    origin->spans = arena_array(a, origin->n, sizeof *origin->spans);
    memcpy(origin->spans, v->origin->spans, origin->n * sizeof *origin->spans);
    for (size_t i = 0; i < origin->n; i++)
        origin->spans[i].note = note;
    return value_with_origin(a, v, origin);
}
