/*
 * arena: memory by lifetime.
 *
 * An arena hands out memory that is freed all at once: when the process, the command, the
 * request or the file that it belongs to is done with. There is no free() of pieces. Functions
 * that return memory take the arena that the result shall live in as their first argument.
 *
 *     struct arena a = ARENA_INIT;
 *     char *p = arena_alloc(&a, 100);
 *     arena_release(&a);
 *
 * Memory from arena_alloc() is zeroed and aligned for every type. Out of memory ends the program;
 * whoever allocates by a size from outside checks it against a limit first. In sanitizer builds
 * each allocation is a malloc() of its own, so that overruns and uses after release are seen.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>
#include <string.h>

#include "base/base.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_SEPARATE 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define ARENA_SEPARATE 1
#endif

struct arena_block;

struct arena {
    struct arena_block *blocks;
    char *next;
    size_t left;
    size_t total; /* bytes handed out since the last clear, for statistics */
};

#define ARENA_INIT                                                                                 \
    (struct arena)                                                                                 \
    {                                                                                              \
        0                                                                                          \
    }

/* What arena_alloc() does where the current block has no room; not for others. */
void *arena_alloc_slowly(struct arena *a, size_t len) MALLOC_LIKE;

/*
 * Zeroed memory of len bytes, never NULL (also for len 0). Inline, since most sizes are constants:
 * zeroing is a few stores then.
 */
MALLOC_LIKE static inline void *arena_alloc(struct arena *a, size_t len)
{
#ifndef ARENA_SEPARATE
    size_t rounded = (len + _Alignof(max_align_t) - 1) & ~(_Alignof(max_align_t) - 1);
    char *p = a->next;

    /* Zero: no bytes are wanted, or more than there can be. */
    if (rounded - 1 < a->left) {
        a->next += rounded;
        a->left -= rounded;
        a->total += rounded;
        return memset(p, 0, rounded);
    }
#endif
    return arena_alloc_slowly(a, len);
}

/* Zeroed memory for n items of size bytes; the product is checked for overflow. */
void *arena_array(struct arena *a, size_t n, size_t size) MALLOC_LIKE;

/* A copy of len bytes, followed by a NUL that is not counted. */
char *arena_copy(struct arena *a, const void *from, size_t len) MALLOC_LIKE;

/* Frees everything; the arena can be used again. */
void arena_release(struct arena *a);

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))

/* Releases an arena at the end of its scope: AUTO_ARENA struct arena a = ARENA_INIT; */
#define AUTO_ARENA CLEANUP(arena_release)

#endif
