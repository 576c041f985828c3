/*
 * cmd_upgrade: what the parts of `footing upgrade` share: its words, and the repository that is
 * opened once. cmd_upgrade.c lists and bumps, cmd_upgrade_to.c plans for a benchmark,
 * cmd_upgrade_apply.c makes the edits of a plan from a file.
 */
#ifndef CLI_CMD_UPGRADE_H
#define CLI_CMD_UPGRADE_H

#include "cli/cli.h"
#include "report/references_report.h"

struct upgrade_words {
    bool list, write, allow_downgrade, allow_shared, allow_dirty, quiet, json;
    bool exact, check;
    struct str to, answers, write_answers, plan, apply, format;
    struct str_list data, refs, units, env, operands;
};

struct upgrade_job {
    struct arena *arena;
    struct upgrade_words words;
    struct repository_options options;
    struct repository repository;
    struct report_options report;
    bool unmatched; /* a pattern or a request that nothing answers to */
};

/* To standard error: files that could not be read or parsed, and how many there are. */
size_t upgrade_tell_problems(const struct upgrade_job *j);
/* To standard error: files that were not written, and why. */
void upgrade_tell_refusals(const struct apply_result *applied);

/* --to: 0, or EXIT_USAGE after a message; the exit code. */
int upgrade_to_check_words(const struct upgrade_words *w);
int upgrade_to(struct upgrade_job *j);

/* --apply: what --plan has written. */
int upgrade_apply(struct upgrade_job *j);

#endif
