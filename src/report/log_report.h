/*
 * log_report: what was recognised in a log, for people and for programs.
 */
#ifndef REPORT_LOG_REPORT_H
#define REPORT_LOG_REPORT_H

#include "report/issues_report.h"
#include "upgrade/log_scan.h"

void report_log_text(struct buf *out, const struct log_scan *scan,
                     const struct issues_report_options *o);

/* Documented in docs/json.md. */
void report_log_json(struct buf *out, const struct log_scan *scan);

#endif
