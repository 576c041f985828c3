/*
 * log_line: one line of a log, without all that is not the message.
 *
 * Logs of Terraform, OpenTofu and Terragrunt reach people by way of terminals, files and CI. On the
 * way lines get colours, time stamps, levels, the name of the unit, and the boxes that Terraform
 * draws around its messages since 0.15:
 *
 *     2024-05-02T10:11:12.1234567Z 10:11:12.123 STDERR [logs/account-baseline] terraform: │ Error:
 * …
 *
 * becomes the text "Error: …", the unit "logs/account-baseline" and the mark LOG_BOX. White space
 * becomes one space, control characters white space. Lines of `terraform apply -json` and of
 * Terragrunt's JSON format become the text of their message.
 *
 * Any bytes will do; what is no UTF-8 stays as it is. Time is linear in the line.
 */
#ifndef UPGRADE_LOG_LINE_H
#define UPGRADE_LOG_LINE_H

#include "base/buf.h"

enum log_mark {
    LOG_PLAIN,
    LOG_BOX_TOP, /* ╷: nothing else is on the line */
    LOG_BOX,     /* │ text */
    LOG_BOX_END, /* ╵ */
};

/* What Terragrunt says about a line; LOG_OUTPUT: it is one that it passes on. */
enum log_level { LOG_NO_LEVEL, LOG_OUTPUT, LOG_INFO, LOG_WARN, LOG_FAULT };

struct log_line {
    struct str text;
    struct str unit; /* as the log names it; may be empty */
    enum log_mark mark;
    enum log_level level;
    bool whole; /* a message of its own, with summary and detail (JSON) */
};

/* The result borrows from scratch, which is cleared first. */
void log_line_read(struct buf *scratch, struct str raw, struct log_line *ret);

#endif
