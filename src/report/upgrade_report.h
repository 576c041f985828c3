/*
 * upgrade_report: a plan to a benchmark version, for people and for programs.
 */
#ifndef REPORT_UPGRADE_REPORT_H
#define REPORT_UPGRADE_REPORT_H

#include "report/references_report.h"
#include "upgrade/upgrade_plan.h"

/* What it takes, account by account, and why; without the diff. */
void report_upgrade_text(struct buf *out, const struct upgrade_plan *plan,
                         const struct report_options *o);

/* The diff of all files, as report_plan_diff(). */
void report_upgrade_diff(struct buf *out, const struct upgrade_plan *plan,
                         const struct report_options *o);

/* Only where it stands, what is not reached, and the counts. */
void report_upgrade_short(struct buf *out, const struct upgrade_plan *plan,
                          const struct report_options *o);

/* The counts, in one line. */
void report_upgrade_totals(struct buf *out, const struct upgrade_plan *plan);

/* "51 edits in 28 files, 12 new files: written". */
void report_upgrade_written(struct buf *out, const struct upgrade_plan *plan);

void report_upgrade_json(struct buf *out, const struct upgrade_plan *plan,
                         const struct apply_result *applied);

/* For code scanning: SARIF 2.1.0. After the edits were made, what is left. */
void report_upgrade_sarif(struct buf *out, const struct upgrade_plan *plan,
                          const struct apply_result *applied);

/* For a pull request: Markdown as GitHub reads it. */
void report_upgrade_markdown(struct buf *out, const struct upgrade_plan *plan);

/* The plan for --apply (upgrade/saved_plan.h). ERR_USAGE if a file cannot be in one. */
MUST_CHECK int report_upgrade_saved(struct buf *out, const struct upgrade_plan *plan,
                                    struct err *e);

/* A file to be filled in; empty if nothing is asked. */
void report_upgrade_answers(struct buf *out, const struct upgrade_plan *plan);

#endif
