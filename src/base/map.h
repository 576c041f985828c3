/*
 * map: text to pointer, open addressing, in an arena.
 *
 *     struct map m = { 0 };
 *     map_put(&a, &m, str_lit("key"), thing);
 *     struct thing *t = map_get(&m, str_lit("key"));       NULL when absent
 *
 * Keys are borrowed: they must live as long as the map. Iterating goes over `entries` in the
 * order of insertion, so output that follows it is reproducible. Values are never NULL.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

struct map_entry {
    struct str key;
    void *value;
    uint64_t hash;
};

struct map {
    struct map_entry *entries;
    size_t n, cap;
    uint32_t *slots; /* index into entries plus one, zero is free */
    size_t n_slots;
};

void *map_get(const struct map *m, struct str key);

/* Sets or replaces; returns the value that was there, or NULL. */
void *map_put(struct arena *a, struct map *m, struct str key, void *value);

#endif
