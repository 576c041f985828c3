/*
 * migrate_side: one of the states that a running migration is about, and what can be done with it.
 *
 * For migrate_run.c and migrate_rollback.c.
 */
#ifndef UPGRADE_MIGRATE_SIDE_H
#define UPGRADE_MIGRATE_SIDE_H

#include "upgrade/migrate_journal.h"
#include "upgrade/migrate_run.h"

struct migrate_side {
    const struct migration_side *def;
    const char *label; /* "from", "to" */
    struct str folder; /* of the unit, absolute */
    struct str shown;  /* the same for people */
    struct migrate_tool tool;
    struct state before; /* as pulled at the beginning */
    struct state after;  /* as it will be pushed */
    struct str copy;     /* the path of the copy that is changed */
    bool changes;        /* is there something to push? */
};

enum { SIDE_FROM, SIDE_TO, SIDES_MAX };

struct migrate_job {
    struct arena *arena;
    const struct migration *m;
    const struct migrate_options *options;
    struct journal journal;
    struct migrate_side sides[SIDES_MAX];
    size_t n_sides;
};

/* Opens journal and sides: lock, folders, tools, workspaces, clean work trees. Release it always.
 */
MUST_CHECK int job_open(struct arena *a, const struct migration *m, const struct migrate_options *o,
                        struct migrate_job *ret, struct err *e);
void job_release(struct migrate_job *job);
#define AUTO_JOB CLEANUP(job_release)

/* Tells people what is done. */
void job_say(const struct migrate_job *job, const char *format, ...) PRINTF_LIKE(2, 3);

/* Reads the state as it is now. */
MUST_CHECK int side_pull(struct migrate_job *job, struct migrate_side *side, struct state *ret,
                         struct err *e);

/* Is `now` the very state that `was` is: serial, lineage and content? */
bool side_same(const struct state *was, const struct state *now);

/* Does `now` hold what was pushed as `after`? Backends may raise the serial once more. */
bool side_holds(const struct state *after, const struct state *now);

/* Writes a file into the migration's folder, and the journal's line about it. */
MUST_CHECK int side_keep(struct migrate_job *job, const struct migrate_side *side,
                         enum journal_event event, const char *name, const struct state *s,
                         struct err *e);

/* Reads the file that the last entry of the event is about; its hash must be right. */
MUST_CHECK int side_recall(struct migrate_job *job, const struct migrate_side *side,
                           enum journal_event event, struct state *ret, struct err *e);

/*
 * Pushes `after`, whose text is in the file `path`, if the state is still `expected`; pulls it and
 * compares. Journal: `before_push` first, PUSHED afterwards.
 */
MUST_CHECK int side_push(struct migrate_job *job, struct migrate_side *side,
                         const struct state *expected, const struct state *after, struct str path,
                         enum journal_event before_push, struct err *e);

/*
 * While a side is shadowed, its unit's folder uses the copy as its state (side->copy), by an
 * override file. side_unshadow() removes it; job_open() removes one that a kill has left.
 */
MUST_CHECK int side_shadow(struct migrate_job *job, struct migrate_side *side, struct err *e);
MUST_CHECK int side_unshadow(struct migrate_job *job, struct migrate_side *side, struct err *e);
/* Runs a command in a shadowed unit. */
MUST_CHECK int side_run(struct migrate_job *job, struct migrate_side *side, const char *const *args,
                        int also_fine, struct proc_result *ret, struct err *e);

#endif
