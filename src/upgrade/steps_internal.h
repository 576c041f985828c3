/*
 * steps_internal: what the kinds of steps share. For upgrade_steps.c and steps_*.c only.
 *
 * steps_edit.c makes edits and looks for the place of one, steps_pins.c deals with fixed versions,
 * steps_regions.c with lists of regions; upgrade_steps.c has all other kinds.
 */
#ifndef UPGRADE_STEPS_INTERNAL_H
#define UPGRADE_STEPS_INTERNAL_H

#include "upgrade/upgrade_steps.h"

/* A file that steps edit, with its editor; `first` are edits made before it was opened. */
struct edited_file {
    struct repo_file *file;
    struct hcl_editor *editor; /* NULL: it cannot be edited, see why */
    struct str why;
    struct edits first;
    struct str opened; /* the text that the editor was opened with */
};

/* A step that waits: a local until a value that is written needs it, regions for all others. */
struct pending_step {
    const struct step *step;
    struct str origin;
};

struct arena *steps_arena(const struct steps_run *run);

/* ---- what comes out ---- */

void steps_notice(struct steps_run *run, const struct step *step, struct str origin,
                  struct str place, struct str text);
/* The step ought to change something and cannot. */
void steps_fail(struct steps_run *run, const struct step *step, struct str origin,
                struct str reason);

/* ---- editing (steps_edit.c) ---- */

/* The file's entry, opened when it is asked for first. Valid until the next call. */
struct edited_file *steps_edited(struct steps_run *run, struct repo_file *file);
/* Does the address name something in the file as the edits so far leave it? */
bool steps_resolves(struct steps_run *run, struct repo_file *file, struct str address);
/* "prefix.name", or with brackets and quotes where the name is no identifier. */
struct str steps_member(struct steps_run *run, struct str prefix, struct str name);
/* Has a step of this run written it already? Notes that one has now. */
bool steps_was_written(struct steps_run *run, const struct repo_file *file, struct str address);
/*
 * Makes one edit, after the locals on offer that its value needs; false (and a failed change) if it
 * cannot be made.
 */
bool steps_edit(struct steps_run *run, const struct step *step, struct str origin,
                struct repo_file *file, struct hcl_edit edit);
/* Edits an input where it is written, once however many units include the place. */
void steps_edit_written(struct steps_run *run, const struct step *step, struct str origin,
                        struct hcl_edit wanted);

/* ---- kinds ---- */

void steps_do_local(struct steps_run *run, const struct step *step, struct str origin);
void steps_do_regions(struct steps_run *run, const struct step *step, struct str origin);
void steps_do_pin(struct steps_run *run, const struct step *step, struct str origin);

#endif
