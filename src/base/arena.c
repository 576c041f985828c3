#include "base/arena.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    BLOCK_MIN = 4096,
    BLOCK_MAX = 256 * 1024,
    HUGE_FROM = 8 * 1024 * 1024, /* an arena this large goes on in huge pages */
    HUGE_PAGE = 2 * 1024 * 1024,
};

struct arena_block {
    struct arena_block *next;
    size_t size;
    _Alignas(max_align_t) char data[];
};

#ifndef ARENA_SEPARATE
/* Tens of megabytes in small pages cost more to fault in than to fill. */
static struct arena_block *huge_block(size_t *size)
{
    struct arena_block *b = aligned_alloc(HUGE_PAGE, HUGE_PAGE);

    if (!b)
        die("out of memory");
    (void)madvise(b, HUGE_PAGE, MADV_HUGEPAGE);
    *size = HUGE_PAGE - sizeof *b;
    return b;
}
#endif

static struct arena_block *block_new(struct arena *a, size_t size)
{
    struct arena_block *b = xmalloc(size_add(sizeof *b, size));

    b->size = size;
    b->next = a->blocks;
    a->blocks = b;
    return b;
}

void *arena_alloc_slowly(struct arena *a, size_t len)
{
    size_t align = _Alignof(max_align_t);
    char *p;

    len = size_add(len ? len : 1, align - 1) & ~(align - 1);
    a->total += len;
#ifdef ARENA_SEPARATE
    p = block_new(a, len)->data;
#else
    if (len > a->left) {
        /* Blocks double, so that a small arena stays small and a large one has few blocks. */
        size_t size = a->blocks ? a->blocks->size * 2 : BLOCK_MIN;

        if (size > BLOCK_MAX)
            size = BLOCK_MAX;
        if (len > size / 4) {
            /* A large piece gets a block of its own; the current block stays in use. */
            struct arena_block *b = xmalloc(size_add(sizeof *b, len));

            b->size = BLOCK_MIN;
            if (a->blocks) {
                b->next = a->blocks->next;
                a->blocks->next = b;
            } else {
                b->next = NULL;
                a->blocks = b;
            }
            return memset(b->data, 0, len);
        }
        if (a->total > HUGE_FROM) {
            struct arena_block *b = huge_block(&size);

            b->size = BLOCK_MAX;
            b->next = a->blocks;
            a->blocks = b;
            a->next = b->data;
        } else {
            a->next = block_new(a, size)->data;
        }
        a->left = size;
    }
    p = a->next;
    a->next += len;
    a->left -= len;
#endif
    return memset(p, 0, len);
}

void *arena_array(struct arena *a, size_t n, size_t size)
{
    return arena_alloc(a, size_mul(n, size));
}

char *arena_copy(struct arena *a, const void *from, size_t len)
{
    char *p = arena_alloc(a, size_add(len, 1));

    if (len)
        memcpy(p, from, len);
    return p;
}

void arena_release(struct arena *a)
{
    struct arena_block *b = a->blocks;

    while (b) {
        struct arena_block *next = b->next;

        free(b);
        b = next;
    }
    *a = ARENA_INIT;
}
