/*
 * references_report: the list of references and the plan of a bump, for people and for programs.
 *
 * The JSON forms are documented in docs/json.md; a field keeps its meaning once published.
 */
#ifndef REPORT_REFERENCES_REPORT_H
#define REPORT_REFERENCES_REPORT_H

#include "upgrade/apply.h"

struct report_options {
    unsigned columns; /* of the terminal; 0: none */
    bool colour;
};

/* The chosen references. */
void report_references_table(struct buf *out, struct repository *r, const struct report_options *o);
void report_references_json(struct buf *out, struct repository *r);

/* Broken files and units whose configuration could not be evaluated; returns how many. */
size_t report_problems(struct buf *out, const struct repository *r);

/* The unified diff of a plan; paths are those below the repository's root, as git's are. */
void report_plan_diff(struct buf *out, const struct repository *r, const struct bump_plan *plan,
                      const struct report_options *o);
/* What is changed, left and blocked, and why. */
void report_plan_text(struct buf *out, struct repository *r, const struct bump_plan *plan);
void report_plan_json(struct buf *out, struct repository *r, const struct bump_plan *plan,
                      const struct apply_result *applied);

#endif
