/*
 * migrate_journal: what a run of a migration has done, so that another one can go on after a kill.
 *
 * Everything is in .footing/migrations/ at the repository's root, which Git is told to ignore:
 *
 *     lock              held while a migration runs, also by the programs that it has started
 *     ID.jsonl          the journal: one JSON object a line, on disk before what it announces
 *     ID/before-….tfstate   each state as it was pulled, for ever (mode 0600)
 *     ID/after-from.tfstate, after-to.tfstate   what is pushed; removed at the end
 *     ID/copies/        copies that are changed; removed at the end
 *
 * A line that a crash has cut is not read, and removed before the next one is written.
 */
#ifndef UPGRADE_MIGRATE_JOURNAL_H
#define UPGRADE_MIGRATE_JOURNAL_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

enum { JOURNAL_LINES_MAX = 100 * 1000 };

enum journal_event {
    JOURNAL_BEGIN,       /* a run has begun */
    JOURNAL_BACKUP,      /* `side` was pulled and is kept in `file` */
    JOURNAL_READY,       /* what will be pushed to `side` is in `file` */
    JOURNAL_PUSH,        /* is about to be pushed to `side` */
    JOURNAL_PUSHED,      /* was pushed and pulled again: `side` has this serial now */
    JOURNAL_DONE,        /* all of it */
    JOURNAL_ROLLBACK,    /* rollback: `side` is about to get its backup again, as this serial */
    JOURNAL_ROLLED_BACK, /* all of it */
    JOURNAL_EVENTS,
};

struct journal_entry {
    enum journal_event event;
    struct str side;   /* "from", "to"; "" where it is about the whole */
    struct str file;   /* a name in the migration's folder */
    struct str sha256; /* of the file */
    struct str lineage;
    uint64_t serial;
    struct str time; /* UTC, as in 2026-11-25T17:00:00Z */
};

struct journal {
    struct arena *arena;
    struct str folder; /* …/.footing/migrations/ID */
    struct str path;   /* …/.footing/migrations/ID.jsonl */
    int lock;          /* file descriptor, or -1: opened for reading only */
    struct {
        struct journal_entry *items;
        size_t n, cap;
    } entries;
};

/*
 * Opens the journal of a migration, with the lock. ERR_CONFLICT if another run has it. `ret` is
 * for journal_close() also on failure.
 */
MUST_CHECK int journal_open(struct arena *a, struct str root, struct str id, struct journal *ret,
                            struct err *e);
/* Only reads, without the lock and without making anything; none is an empty one. */
MUST_CHECK int journal_read(struct arena *a, struct str root, struct str id, struct journal *ret,
                            struct err *e);
void journal_close(struct journal *j);
#define AUTO_JOURNAL CLEANUP(journal_close)

/* Appends a line, with the time, and waits until it is on disk. Texts are borrowed. */
MUST_CHECK int journal_write(struct journal *j, const struct journal_entry *entry, struct err *e);

/* The path of a file in the migration's folder; in the arena. */
struct str journal_file(const struct journal *j, const char *name);

/* The last entry of that event and side (NULL: any) since the last BEGIN, or NULL. */
const struct journal_entry *journal_last(const struct journal *j, enum journal_event event,
                                         const char *side);

/* What the journal says of the last run, in a few words: "", "begun", "being pushed", "done at …".
 */
struct str journal_summary(const struct journal *j);

#endif
