/*
 * upgrade_parts: what the reports of an upgrade share: words, counts, and how a change reads.
 */
#ifndef REPORT_UPGRADE_PARTS_H
#define REPORT_UPGRADE_PARTS_H

#include "report/references_parts.h"
#include "report/upgrade_report.h"
#include "upgrade/change_place.h"

const char *step_kind_word(enum step_kind k);    /* as in the data: "rename_input" */
const char *standing_word(enum unit_standing s); /* "behind", "there", … */
const char *change_op_word(enum hcl_edit_op op); /* "add", "set", "rename", "remove" */

const struct reference *unit_reference(const struct upgrade_plan *plan, size_t unit);

/* What became of the unit's version; NULL: nothing is meant to. */
const struct bump_outcome *unit_outcome(const struct upgrade_plan *plan, size_t unit);

/* Is the change one of the unit's own configuration, not of a pin that holds it back? */
bool is_of_unit(const struct change *c);

/*
 * What a change is about, in few words: "inputs.x", "locals.y", "generate.providers". Borrows, or
 * in arena a.
 */
struct str change_subject(struct arena *a, const struct upgrade_plan *plan, const struct change *c);

/* The unit's own counts in a repository of the catalog, by standing. */
enum { STANDINGS = STANDING_GONE + 1 };
struct standing_counts {
    size_t by[STANDINGS], total;
    struct str goal;
};
struct standing_counts count_standings(const struct upgrade_plan *plan,
                                       const struct catalog_repository *c);

/* Is the relation one of a module repository that is in use here? */
bool is_relation_used(const struct upgrade_plan *plan, const struct relation *r);

struct upgrade_totals {
    size_t references;   /* that get another version */
    size_t edits, files; /* byte edits; files that change */
    size_t new_files;
    size_t failed;         /* steps that should be done and cannot */
    size_t not_reached;    /* references that were left or blocked; too old or without a version */
    size_t manual;         /* things to be done by hand */
    size_t pins;           /* versions that are fixed too low and that are not edited */
    size_t states;         /* migrations of state */
    size_t open, required; /* questions without an answer; those of them that must have one */
};
struct upgrade_totals upgrade_totals(const struct upgrade_plan *plan);

/* "13 references, 78 edits in 13 files, 2 decisions open", without a newline. */
void print_totals(struct buf *out, const struct upgrade_totals *t);

/* Is it the first notice, or question, of its kind in the list? Those are told once. */
bool is_first_notice(const struct upgrade_plan *plan, size_t i);
bool is_first_question(const struct upgrade_plan *plan, size_t i);
/* Does the question have an open answer, for any account? */
bool is_question_open(const struct upgrade_plan *plan, const struct catalog_question *q);

/* Why a unit is not brought to the target although it should be; "" if it is. In arena a. */
struct str why_not_reached(struct arena *a, const struct upgrade_plan *plan, size_t unit);

#endif
