#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_skip(s, s.n - suffix.n), suffix);
}

bool str_eq_nocase(struct str a, struct str b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i]))
            return false;
    return true;
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;

    return c ? c : (a.n > b.n) - (a.n < b.n);
}

int str_cmp_ptr(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

size_t str_find(struct str s, struct str needle)
{
    const char *p;

    if (needle.n == 0)
        return 0;
    if (s.n < needle.n)
        return STR_NONE;
    p = memmem(s.p, s.n, needle.p, needle.n);
    return p ? (size_t)(p - s.p) : STR_NONE;
}

size_t str_find_char(struct str s, char c)
{
    const char *p = s.n ? memchr(s.p, c, s.n) : NULL;

    return p ? (size_t)(p - s.p) : STR_NONE;
}

size_t str_rfind_char(struct str s, char c)
{
    const char *p = s.n ? memrchr(s.p, c, s.n) : NULL;

    return p ? (size_t)(p - s.p) : STR_NONE;
}

struct str str_trim_end(struct str s)
{
    while (s.n && is_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

struct str str_trim(struct str s)
{
    s = str_trim_end(s);
    while (s.n && is_space(s.p[0])) {
        s.p++;
        s.n--;
    }
    return s;
}

struct str str_cut(struct str *s, char c)
{
    size_t at = str_find_char(*s, c);
    struct str head;

    if (at == STR_NONE) {
        head = *s;
        *s = str_skip(*s, s->n);
        return head;
    }
    head = str_slice(*s, 0, at);
    *s = str_skip(*s, at + 1);
    return head;
}

struct str str_copy(struct arena *a, struct str s)
{
    return (struct str){ arena_copy(a, s.p, s.n), s.n };
}

const char *str_cstr(struct arena *a, struct str s)
{
    return arena_copy(a, s.p, s.n);
}

struct str str_vprintf(struct arena *a, const char *format, va_list args)
{
    char small[256];
    va_list again;
    struct str s;
    int n;

    va_copy(again, args);
    n = vsnprintf(small, sizeof small, format, args);
    if (n < 0)
        die("cannot format a message");
    if ((size_t)n < sizeof small) {
        s = str_copy(a, str_of(small, (size_t)n));
    } else {
        char *p = arena_alloc(a, (size_t)n + 1);

        vsnprintf(p, (size_t)n + 1, format, again);
        s = str_of(p, (size_t)n);
    }
    va_end(again);
    return s;
}

struct str str_printf(struct arena *a, const char *format, ...)
{
    struct str s;
    va_list args;

    va_start(args, format);
    s = str_vprintf(a, format, args);
    va_end(args);
    return s;
}

bool str_to_u64(struct str s, uint64_t max, uint64_t *ret)
{
    uint64_t n = 0;

    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        unsigned digit = (unsigned)(s.p[i] - '0');

        if (digit > 9 || n > (UINT64_MAX - digit) / 10)
            return false;
        n = n * 10 + digit;
    }
    if (n > max)
        return false;
    *ret = n;
    return true;
}

uint64_t str_hash(struct str s)
{
    static uint64_t seed;
    uint64_t h;

    /* Without a seed from the kernel the hash still works; it is then only predictable. */
    if (!seed && getrandom(&seed, sizeof seed, GRND_NONBLOCK) != (ssize_t)sizeof seed)
        seed = 0x9e3779b97f4a7c15U;
    seed |= 1;
    h = seed;
    while (s.n >= 8) {
        uint64_t w;

        memcpy(&w, s.p, 8);
        h = (h ^ w) * 0xff51afd7ed558ccdU;
        h ^= h >> 32;
        s = str_skip(s, 8);
    }
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3U;
    h ^= h >> 29;
    h *= 0xc4ceb9fe1a85ec53U;
    return h ^ (h >> 32);
}
