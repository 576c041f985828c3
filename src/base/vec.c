#include "base/vec.h"

#include <string.h>

void *vec_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size)
{
    size_t wider = *cap ? size_mul(*cap, 2) : 4;
    void *to = arena_array(a, wider, size);

    if (n)
        memcpy(to, items, n * size);
    *cap = wider;
    return to;
}
