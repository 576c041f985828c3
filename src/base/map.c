#include "base/map.h"

#include "base/vec.h"

static size_t find_slot(const struct map *m, struct str key, uint64_t hash)
{
    size_t i = hash & (m->n_slots - 1);

    while (m->slots[i]) {
        const struct map_entry *e = &m->entries[m->slots[i] - 1];

        if (e->hash == hash && str_eq(e->key, key))
            break;
        i = (i + 1) & (m->n_slots - 1);
    }
    return i;
}

void *map_get(const struct map *m, struct str key)
{
    size_t slot;

    if (!m->n)
        return NULL;
    slot = find_slot(m, key, str_hash(key));
    return m->slots[slot] ? m->entries[m->slots[slot] - 1].value : NULL;
}

static void rehash(struct arena *a, struct map *m)
{
    m->n_slots = m->n_slots ? m->n_slots * 2 : 16;
    m->slots = arena_array(a, m->n_slots, sizeof *m->slots);
    for (size_t i = 0; i < m->n; i++)
        m->slots[find_slot(m, m->entries[i].key, m->entries[i].hash)] = (uint32_t)(i + 1);
}

void *map_put(struct arena *a, struct map *m, struct str key, void *value)
{
    uint64_t hash = str_hash(key);
    size_t slot;

    if (!value)
        BUG("a map holds no NULL");
    if ((m->n + 1) * 4 > m->n_slots * 3)
        rehash(a, m);
    slot = find_slot(m, key, hash);
    if (m->slots[slot]) {
        struct map_entry *e = &m->entries[m->slots[slot] - 1];
        void *before = e->value;

        e->value = value;
        return before;
    }
    if (m->n == m->cap)
        m->entries = vec_grow(a, m->entries, m->n, &m->cap, sizeof *m->entries);
    m->entries[m->n++] = (struct map_entry){ key, value, hash };
    m->slots[slot] = (uint32_t)m->n;
    return NULL;
}
