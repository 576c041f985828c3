/*
 * vec: a typed, growing array in an arena.
 *
 *     VEC(struct point) points = { 0 };
 *     vec_push(&a, &points, ((struct point){ 1, 2 }));
 *     for (size_t i = 0; i < points.n; i++) use(points.items[i]);
 *
 * Growing moves the items: a pointer to one is valid until the next push. The old storage stays
 * in the arena, so a vec costs at most twice its size.
 */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include "base/arena.h"

#define VEC(type)                                                                                  \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t n, cap;                                                                             \
    }

void *vec_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t size);

#define vec_reserve(a, v)                                                                          \
    do {                                                                                           \
        if ((v)->n == (v)->cap)                                                                    \
            (v)->items = vec_grow((a), (v)->items, (v)->n, &(v)->cap, sizeof *(v)->items);         \
    } while (0)

#define vec_push(a, v, item)                                                                       \
    do {                                                                                           \
        vec_reserve((a), (v));                                                                     \
        (v)->items[(v)->n++] = (item);                                                             \
    } while (0)

#endif
