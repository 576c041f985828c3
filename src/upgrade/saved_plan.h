/*
 * saved_plan: a plan in a file: made now, looked at, and applied later or elsewhere.
 *
 *     footing upgrade . --to 1.4.0 --plan FILE          report/upgrade_saved.c writes it
 *     footing upgrade . --apply FILE                    saved_plan_read(), then apply.h
 *
 * A JSON document (docs/json.md) with the edits by byte range, what stands there and what shall,
 * and for each file the SHA-256 of the text that was read and of the one that shall be. So exactly
 * what was looked at is done, or nothing. Paths are relative to the root of the repository, and no
 * plan names the machine that it was made on: another checkout of the same commit will do.
 *
 * A plan is input from outside: whatever it says, only files inside of the repository are written,
 * nothing in .git, and only those whose text is the one that the plan was made for.
 */
#ifndef UPGRADE_SAVED_PLAN_H
#define UPGRADE_SAVED_PLAN_H

#include "base/buf.h"
#include "upgrade/apply.h"
#include "upgrade/upgrade_plan.h"

enum { SAVED_PLAN_VERSION = 1 };

/* The key that tells a plan from other documents; its value is the version. */
#define SAVED_PLAN_KEY "footing_plan"

/* Is the text a plan, of any version? */
bool saved_plan_is(struct str text);

/*
 * Reads a plan for the repository: of `ret` only the repository, the files and the new files are
 * set; new files that are there already are left out. ERR_SYNTAX: it is damaged, or of another
 * version. ERR_USAGE: it is another folder's. ERR_CONFLICT, with `refusals`: files have changed
 * since, or must not be written.
 */
MUST_CHECK int saved_plan_read(struct repository *r, struct str text, struct upgrade_plan *ret,
                               struct apply_result *refusals, struct err *e);

/* ---- for the writer ---------------------------------------------------------------------------
 */

/* The folder that was asked for, as a plan has it: "." for the root. */
struct str saved_plan_folder(const struct repository *r);

/*
 * The path as a plan has it. ERR_USAGE if none can have it: it is outside of the repository, in
 * .git, or no UTF-8.
 */
MUST_CHECK int saved_plan_path(const struct repository *r, struct str path, struct str *ret,
                               struct err *e);

/* What makes it sure that no part of a plan is lost: the SHA-256 of all that it names. */
struct plan_seal {
    struct buf text;
};
#define PLAN_SEAL_INIT                                                                             \
    (struct plan_seal)                                                                             \
    {                                                                                              \
        .text = BUF_INIT                                                                           \
    }
void plan_seal_add(struct plan_seal *seal, struct str s);
/* In arena a; releases the seal. */
struct str plan_seal_end(struct arena *a, struct plan_seal *seal);

#endif
