#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>

void buf_release(struct buf *b)
{
    free(b->p);
    *b = (struct buf){ .max = b->max };
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    if (b->p)
        b->p[0] = '\0';
}

bool buf_room(const struct buf *b, size_t len)
{
    return len <= b->max && b->n <= b->max - len;
}

static void reserve(struct buf *b, size_t len)
{
    size_t need = size_add(size_add(b->n, len), 1);

    if (!buf_room(b, len))
        die("a text grew beyond its limit of %zu bytes", b->max);
    if (need <= b->cap)
        return;
    if (need < b->cap * 2)
        need = b->cap * 2;
    if (need < 64)
        need = 64;
    b->p = xrealloc(b->p, need);
    b->cap = need;
}

void buf_add(struct buf *b, struct str s)
{
    reserve(b, s.n);
    if (s.n)
        memcpy(b->p + b->n, s.p, s.n);
    b->n += s.n;
    b->p[b->n] = '\0';
}

void buf_addz(struct buf *b, const char *z)
{
    buf_add(b, str_z(z));
}

void buf_addc(struct buf *b, char c)
{
    buf_add(b, str_of(&c, 1));
}

void buf_repeat(struct buf *b, char c, size_t n)
{
    reserve(b, n);
    memset(b->p + b->n, c, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args;
    int n;

    va_start(args, format);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0)
        die("cannot format a message");
    reserve(b, (size_t)n);
    va_start(args, format);
    vsnprintf(b->p + b->n, (size_t)n + 1, format, args);
    va_end(args);
    b->n += (size_t)n;
}
