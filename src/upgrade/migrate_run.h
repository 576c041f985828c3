/*
 * migrate_run: a migration is done, in steps that can each be the last one.
 *
 *     1. Refused: uncommitted changes in a unit; another run.
 *     2. Each state is pulled and kept as a backup.
 *     3. Every action is checked on what was pulled (migration_check.h). Any fault ends it here;
 *        so does "all done already", with success.
 *     4. The actions are made on copies on disk, by terraform or tofu. The result must be the
 *        prediction: nothing else moved, no attribute changed.
 *     5. The unit is planned with its present code against the copy. The plan must do nothing
 *        but what the migration declares.
 *     6. Each state is pulled again and must be the one of step 2. Then the new one is pushed,
 *        the destination first, never with -force. Its serial number is exactly one higher, so
 *        that a state which somebody else has written in between is refused by push itself.
 *     7. It is pulled again and compared.
 *
 * For step 5 a file footing_migrate_override.tf lies in the unit's folder while that step lasts;
 * what init downloads goes into a folder of the migration's, not into the unit's. The journal
 * (migrate_journal.h) is written before each push, so after a kill at any point the next run
 * either begins anew, because nothing was pushed, or finishes what was begun.
 *
 * Nothing of a state's content is ever part of a message, only addresses.
 */
#ifndef UPGRADE_MIGRATE_RUN_H
#define UPGRADE_MIGRATE_RUN_H

#include "upgrade/migrate_tool.h"
#include "upgrade/migration_check.h"

struct migrate_options {
    struct str root;       /* of the repository: absolute, clean */
    struct str shown_from; /* the folder that shown paths are relative to: absolute, clean */
    bool has_tool;         /* `tool` was chosen; otherwise each unit's own */
    enum tool_kind tool;
    bool allow_dirty, skip_plan;
    void (*say)(void *data, const char *line); /* progress, for people */
    void *data;
};

enum migrate_outcome {
    MIGRATE_DONE,    /* pushed and verified, in this run */
    MIGRATE_ALREADY, /* there was nothing left to do */
};

struct migrate_result {
    enum migrate_outcome outcome;
    bool checked; /* `check` is filled in: also after a failure */
    struct migration_check check;
};

/*
 * ERR_CONFLICT: refused, nothing was pushed or, where the message says so, a part; ERR_IO: a
 * program failed. `ret` is set in any case. In arena a.
 */
MUST_CHECK int migrate_run(struct arena *a, const struct migration *m,
                           const struct migrate_options *o, struct migrate_result *ret,
                           struct err *e);

/*
 * Gives the units of a migration that was done their states of before it, with a serial number
 * above the present one. Refused (ERR_CONFLICT) if a state is not the one that was pushed: what
 * has happened since would be lost. The code has to be taken back, too; that is not done here.
 */
MUST_CHECK int migrate_rollback(struct arena *a, const struct migration *m,
                                const struct migrate_options *o, struct err *e);

#endif
