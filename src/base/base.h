/*
 * base: what every file may assume: attributes, the two ways a program ends by itself, checked
 * arithmetic. Force-included in front of it by the build is banned.h.
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))
#define MUST_CHECK              __attribute__((warn_unused_result))
#define MALLOC_LIKE             __attribute__((malloc, returns_nonnull))
#define CLEANUP(fn)             __attribute__((cleanup(fn)))
#define NORETURN                __attribute__((noreturn))

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

/* Out of memory, or an operating system that refuses what cannot be refused: says so, exits 3. */
NORETURN void die(const char *format, ...) PRINTF_LIKE(1, 2);

/* A broken invariant of our own. Stays in release builds; aborts. */
#define BUG(...) bug_at(__FILE__, __LINE__, __VA_ARGS__)
NORETURN void bug_at(const char *file, int line, const char *format, ...) PRINTF_LIKE(3, 4);

/* Sum and product of sizes; an overflow ends the program, as out of memory does. */
size_t size_add(size_t a, size_t b);
size_t size_mul(size_t a, size_t b);

/* malloc and realloc that do not return NULL. */
void *xmalloc(size_t len) MALLOC_LIKE;
void *xrealloc(void *p, size_t len);

#endif
