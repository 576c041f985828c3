/*
 * apply: write the planned edits into the files.
 *
 * Either every file of the plan may be written, or none is: files that have changed since they were
 * read, and files with changes that are not committed, are found before the first write. Each file
 * is replaced whole (fs_replace), so that an interruption leaves every file old or new. Links stay
 * links; of hard links each path is a file of its own and they part when they are replaced. Where
 * there is a Git work tree and git cannot say whether a file is clean, it counts as not clean.
 */
#ifndef UPGRADE_APPLY_H
#define UPGRADE_APPLY_H

#include "upgrade/bump.h"

struct apply_refusal {
    struct str path; /* shown */
    struct str reason;
};

struct apply_result {
    struct {
        struct apply_refusal *items;
        size_t n, cap;
    } refusals; /* nothing was written because of these, or these could not be written */
    size_t n_written;
};

/* 0: all written. -1 and refusals otherwise; err only says how many. */
MUST_CHECK int apply_files(struct repository *r, const struct bump_files *files, bool allow_dirty,
                           struct apply_result *ret, struct err *e);

#endif
