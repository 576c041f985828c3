#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void die(const char *format, ...)
{
    va_list args;

    fputs("footing: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(3);
}

void bug_at(const char *file, int line, const char *format, ...)
{
    va_list args;

    fprintf(stderr, "footing: BUG at %s:%d: ", file, line);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputs("\nPlease report this with the command that you ran.\n", stderr);
    abort();
}

size_t size_add(size_t a, size_t b)
{
    size_t sum;

    if (__builtin_add_overflow(a, b, &sum))
        die("out of memory");
    return sum;
}

size_t size_mul(size_t a, size_t b)
{
    size_t product;

    if (__builtin_mul_overflow(a, b, &product))
        die("out of memory");
    return product;
}

void *xmalloc(size_t len)
{
    void *p = malloc(len ? len : 1);

    if (!p)
        die("out of memory");
    return p;
}

void *xrealloc(void *p, size_t len)
{
    void *q = realloc(p, len ? len : 1);

    if (!q)
        die("out of memory");
    return q;
}
