/*
 * issues_report: known issues, for people and for programs.
 *
 * The JSON forms are documented in docs/json.md; a field keeps its meaning once published.
 */
#ifndef REPORT_ISSUES_REPORT_H
#define REPORT_ISSUES_REPORT_H

#include "report/json_writer.h"
#include "upgrade/issues.h"

struct issues_report_options {
    unsigned columns; /* of the terminal; 0: none */
    bool colour;
};

/* All of them: id and title. */
void report_issues_table(struct buf *out, const struct issues *all,
                         const struct issues_report_options *o);
/* One, with all that is known about it. */
void report_issue_text(struct buf *out, const struct issue *issue,
                       const struct issues_report_options *o);

/* An object with "issues", an array of those. */
void report_issues_json(struct buf *out, const struct issue *const *issues, size_t n);

/* ---- pieces, for log_report.c ------------------------------------------------------------- */

/* A line in bold: the id, and behind it the title. */
void issue_heading(struct buf *out, const struct issue *issue,
                   const struct issues_report_options *o);

/*
 * "  why    text": a name and a text of one or more lines. Lines that begin with two spaces stay as
 * they are, others are wrapped to the terminal.
 */
void issue_field(struct buf *out, const char *name, struct str text,
                 const struct issues_report_options *o);

/* What to do: fix, whether trying again helps, where to read more. */
void issue_advice(struct buf *out, const struct issue *issue,
                  const struct issues_report_options *o);

/* id, title, severity, about, why, fix, retry, see: fields of an object that is open. */
void json_issue_fields(struct json_writer *w, const struct issue *issue);

#endif
