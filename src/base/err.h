/*
 * err: why something failed, in words for the person who must act on it.
 *
 * A function that can fail returns 0 or -1 and takes `struct err *e` last. The message is written
 * where the fault is known and says what happened, where and what to do; callers may only put
 * more context in front of it. Codes are few: one for each different reaction. There is no
 * global error state.
 *
 *     return err_set(e, ERR_IO, "cannot read %s: %s", path, err_errno(errno));
 *     if (open_it(x, e) < 0) return err_prefix(e, "profile %s", name);
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/base.h"

enum err_code {
    ERR_NONE = 0,
    ERR_NOT_FOUND,
    ERR_SYNTAX,
    ERR_USAGE,
    ERR_DENIED,
    ERR_LIMIT,
    ERR_CONFLICT, /* the thing changed under us, or must not be touched as it is */
    ERR_IO,
};

enum { ERR_MESSAGE_MAX = 2048 };

struct err {
    enum err_code code;
    char message[ERR_MESSAGE_MAX]; /* cut at the end when longer, always NUL-terminated UTF-8 */
};

/* Fills e (which may be NULL) and returns -1. */
int err_set(struct err *e, enum err_code code, const char *format, ...) PRINTF_LIKE(3, 4);

/* Puts "context: " in front of the message; returns -1. */
int err_prefix(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);

/* The operating system's words for an errno value; a static text, safe to keep. */
const char *err_errno(int number);

/* Returns -1 from the calling function if the expression is negative. */
#define TRY(expression)                                                                            \
    do {                                                                                           \
        if ((expression) < 0)                                                                      \
            return -1;                                                                             \
    } while (0)

#endif
