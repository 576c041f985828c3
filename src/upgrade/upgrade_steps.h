/*
 * upgrade_steps: what each step of a catalog does to one unit.
 *
 * For upgrade_plan.c. A run goes over the units; edits of one file are collected in one editor, so
 * that each sees what the ones before it wrote. Results go into the plan: changes, notices, state
 * changes.
 */
#ifndef UPGRADE_UPGRADE_STEPS_H
#define UPGRADE_UPGRADE_STEPS_H

#include "upgrade/facts.h"
#include "upgrade/upgrade_plan.h"

struct edited_file;
struct pending_step;

struct steps_run {
    struct upgrade_plan *plan;
    size_t unit; /* index into the survey's units */
    struct facts facts;
    struct {
        struct edited_file *items;
        size_t n, cap;
    } files;
    struct bump_files ranges; /* edits by place, where the text is no HCL or inside of one */
    struct {
        struct pending_step *items;
        size_t n, cap;
    } locals,                     /* of this unit: written when something refers to them */
        regions;                  /* of this unit: done last */
    struct index_list *includers; /* by file (its id): references whose unit includes it; or NULL */
    bool *goes_along;             /* by reference: a unit of the plan that arrives */
    struct map pins;              /* by place: struct found_pin */
    struct map written; /* addresses that a step of this run has written already, with their file */
};

/* goes_along: by reference, whether its unit is one that steps are done for. */
void steps_begin(struct steps_run *run, struct upgrade_plan *plan, bool *goes_along);
void steps_turn(struct steps_run *run, size_t unit);
void steps_do(struct steps_run *run, const struct step *step, struct str origin);
/*
 * After the unit's steps: lists of regions, which may have come in with a local, and inputs that
 * its module asks for at the goal and nobody gives.
 */
void steps_leave(struct steps_run *run);
/* The edits of all files; ends the run. */
void steps_finish(struct steps_run *run, struct bump_files *ret);

#endif
