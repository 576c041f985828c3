/*
 * log_json: lines that are JSON objects. For log_line.c only.
 */
#ifndef UPGRADE_LOG_JSON_H
#define UPGRADE_LOG_JSON_H

#include "upgrade/log_line.h"

/* "error", "WARN", "stderr": a level by its name. */
enum log_level log_level_of(struct str word);

/* Appends s without colours; control characters and runs of white space become one space. */
void log_clean(struct buf *out, struct str s);

/*
 * Puts what the object says into *ret, if it is a line of `terraform … -json` or of Terragrunt's
 * JSON format; the texts replace what is in scratch.
 */
bool log_json_read(struct buf *scratch, struct str line, struct log_line *ret);

#endif
