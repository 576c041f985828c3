/*
 * str: a view of bytes: pointer and length, passed by value.
 *
 * A str borrows; it owns nothing and promises no NUL at its end. Where it points to is said by
 * whoever returns it ("in arena a", "borrows from the file"). Bytes are compared as bytes: no
 * locale, no case folding except in the functions that say so (ASCII only).
 *
 *     struct str s = str_lit("a.b");
 *     struct str head = str_cut(&s, '.');            head is "a", s is now "b"
 *     printf("%.*s\n", STR(s));
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "base/base.h"

struct str {
    const char *p;
    size_t n;
};

/* For "%.*s". Texts longer than INT_MAX are cut. */
#define STR(s)           (int)((s).n > 0x7fffffff ? 0x7fffffff : (s).n), ((s).p ? (s).p : "")
#define str_lit(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
#define STR_INIT(literal)                                                                          \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }

static inline struct str str_of(const char *p, size_t n)
{
    return (struct str){ p, n };
}

static inline struct str str_z(const char *z)
{
    return (struct str){ z, z ? strlen(z) : 0 };
}

static inline bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_is(struct str a, const char *z)
{
    return str_eq(a, str_z(z));
}

/* Bytes start..end of s; both are clamped to its length. */
static inline struct str str_slice(struct str s, size_t start, size_t end)
{
    if (end > s.n)
        end = s.n;
    if (start > end)
        start = end;
    return (struct str){ s.p + start, end - start };
}

static inline struct str str_skip(struct str s, size_t n)
{
    return str_slice(s, n, s.n);
}

#define STR_NONE ((size_t)-1)

bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_eq_nocase(struct str a, struct str b);   /* ASCII case only */
int str_cmp(struct str a, struct str b);          /* by bytes, as memcmp; shorter first */
int str_cmp_ptr(const void *a, const void *b);    /* the same for qsort over struct str */
size_t str_find(struct str s, struct str needle); /* offset, or STR_NONE */
size_t str_find_char(struct str s, char c);       /* offset, or STR_NONE */
size_t str_rfind_char(struct str s, char c);      /* the last one, or STR_NONE */
struct str str_trim(struct str s);                /* without ASCII white space at both ends */
struct str str_trim_end(struct str s);

/* The part of *s before the first c; *s becomes what follows it (empty when c does not occur). */
struct str str_cut(struct str *s, char c);

/* A copy in arena a, followed by a NUL that is not counted. */
struct str str_copy(struct arena *a, struct str s);
const char *str_cstr(struct arena *a, struct str s); /* the same as a C string */

/* Formatted text in arena a, followed by a NUL that is not counted. */
struct str str_printf(struct arena *a, const char *format, ...) PRINTF_LIKE(2, 3);
struct str str_vprintf(struct arena *a, const char *format, va_list args) PRINTF_LIKE(2, 0);

/* A decimal number of digits only, at most max; false if s is anything else. */
bool str_to_u64(struct str s, uint64_t max, uint64_t *ret);

/* A hash for maps; seeded per process, so that input cannot be made to collide. */
uint64_t str_hash(struct str s);

#endif
