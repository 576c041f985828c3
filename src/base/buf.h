/*
 * buf: a growing byte buffer with a maximum.
 *
 * A buf owns its bytes (heap) and keeps a NUL behind them that is not counted. Growth beyond
 * `max` ends the program unless the caller asked buf_room() first: every size that comes from
 * outside is checked where it enters. BUF_INIT has a maximum of 1 GiB.
 *
 *     AUTO_BUF struct buf b = BUF_INIT;
 *     buf_printf(&b, "%d files", n);
 *     fwrite(b.p, 1, b.n, stdout);
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

struct buf {
    char *p;
    size_t n;
    size_t cap;
    size_t max;
};

#define BUF_DEFAULT_MAX ((size_t)1 << 30)
#define BUF_INIT                                                                                   \
    (struct buf)                                                                                   \
    {                                                                                              \
        .max = BUF_DEFAULT_MAX                                                                     \
    }
#define AUTO_BUF CLEANUP(buf_release)

void buf_release(struct buf *b);
void buf_clear(struct buf *b);                  /* keeps the memory */
bool buf_room(const struct buf *b, size_t len); /* would len more bytes stay within the maximum? */
void buf_add(struct buf *b, struct str s);
void buf_addz(struct buf *b, const char *z);
void buf_addc(struct buf *b, char c);
void buf_repeat(struct buf *b, char c, size_t n);
void buf_printf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);

/* The content as a view; valid until the buf changes. */
static inline struct str buf_str(const struct buf *b)
{
    return (struct str){ b->p ? b->p : "", b->n };
}

#endif
