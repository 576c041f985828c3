/*
 * log_messages: a log, put together to messages.
 *
 * Terraform's messages take several lines, are wrapped to the width of a terminal, and come mixed
 * with those of other units. Each message is handed out as one line of text, with one space
 * wherever there was white space or a line break, and with the numbers of its lines:
 *
 *     log_messages_init(&m, on_message, context);
 *     while (… bytes …) TRY(log_messages_feed(&m, bytes, e));
 *     TRY(log_messages_end(&m, e));
 *     log_messages_release(&m);
 *
 * The log is read as a stream: memory does not grow with it. Bytes may come in pieces of any size;
 * UTF-16 with a byte order mark, as PowerShell writes it, is understood.
 */
#ifndef UPGRADE_LOG_MESSAGES_H
#define UPGRADE_LOG_MESSAGES_H

#include "base/err.h"
#include "upgrade/log_line.h"

enum {
    LOG_LINE_MAX = 64 * 1024,    /* bytes of a line; what is behind is not looked at */
    LOG_MESSAGE_MAX = 32 * 1024, /* bytes of a message; a longer one ends there */
    LOG_MESSAGE_LINES = 200,
    LOG_OTHER_LINES = 12, /* of text that is no message of Terraform's */
    LOG_UNITS_MAX = 32,   /* whose messages can be mixed */
};

enum log_kind {
    LOG_ERROR,
    LOG_WARNING,
    LOG_OTHER, /* neither, or the rest of a message whose beginning is not there */
};

struct log_start {
    size_t offset;   /* in the message's text */
    uint64_t number; /* of the line, from 1 */
};

struct log_message {
    enum log_kind kind;
    struct str text;
    struct str unit;
    const struct log_start *lines; /* that have any text */
    size_t n_lines;
};

/* What it gets lives until it returns. A negative result ends the reading. */
typedef int log_message_fn(void *context, const struct log_message *m, struct err *e);

struct log_stream;

struct log_messages {
    log_message_fn *on_message;
    void *context;
    struct log_stream *streams; /* LOG_UNITS_MAX, one per unit */
    struct buf line, scratch;
    uint64_t n_lines, n_bytes;
    uint64_t n_cut; /* lines that were longer than LOG_LINE_MAX */
    bool cutting;
    int wide;          /* UTF-16: 1 little-endian, 2 big-endian */
    unsigned char odd; /* its first byte, if n_odd */
    unsigned n_odd;
    uint32_t surrogate; /* the first of two */
};

void log_messages_init(struct log_messages *m, log_message_fn *on_message, void *context);
void log_messages_release(struct log_messages *m);

MUST_CHECK int log_messages_feed(struct log_messages *m, struct str bytes, struct err *e);
MUST_CHECK int log_messages_end(struct log_messages *m, struct err *e);

/* The number of the line that the offset of a message's text is in, and where that line begins. */
uint64_t log_message_line(const struct log_message *m, size_t offset, size_t *ret_start);

#endif
