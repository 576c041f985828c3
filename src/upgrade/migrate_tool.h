/*
 * migrate_tool: terraform, tofu and terragrunt, as a migration calls them.
 *
 * Which one a unit needs: terragrunt where there is a terragrunt.hcl; tofu where there are .tofu
 * files, or where it is installed and terraform is not; terraform otherwise. Terragrunt 0.73 and
 * later wants "run --" in front of the command, earlier ones do not know it.
 *
 * What is done to a copy of a state on disk needs neither backend nor unit and is always done by
 * terraform or tofu itself; for Terragrunt that is what TG_TF_PATH or TERRAGRUNT_TFPATH names,
 * or else tofu if it is installed, as Terragrunt chooses.
 */
#ifndef UPGRADE_MIGRATE_TOOL_H
#define UPGRADE_MIGRATE_TOOL_H

#include "base/proc.h"

enum tool_kind { TOOL_TERRAFORM, TOOL_TOFU, TOOL_TERRAGRUNT };

struct migrate_tool {
    enum tool_kind kind;
    const char *program; /* what a unit is run with */
    const char *local;   /* what a state on disk is changed with */
    bool run_dashes;     /* terragrunt: "run --" in front */
};

const char *tool_name(enum tool_kind kind);

/* By its name; false if it is none. */
bool tool_kind_parse(struct str name, enum tool_kind *ret);

/* Which one the unit's folder needs. */
enum tool_kind tool_kind_of(struct arena *a, struct str folder);

/* Is there a program of this name in PATH? */
bool tool_is_installed(struct arena *a, const char *program);

/* The programs, and what version they are. ERR_NOT_FOUND if one is not installed. */
MUST_CHECK int tool_open(struct arena *a, enum tool_kind kind, struct migrate_tool *ret,
                         struct err *e);

/* Where and how a command is run. */
struct tool_place {
    const char *folder;
    struct str workspace; /* "": the default one */
    const char *work;     /* a folder for what init downloads, instead of the unit's own; or NULL */
};

/*
 * Runs a command of a unit; `args` ends with NULL. ERR_IO with what the program said on standard
 * error if its exit status is neither 0 nor `also_fine`. Its standard output may hold secrets and
 * is never part of a message.
 */
MUST_CHECK int tool_run(struct arena *a, const struct migrate_tool *tool,
                        const struct tool_place *place, const char *const *args, int also_fine,
                        struct proc_result *ret, struct err *e);

/* The same for a state on disk, in an empty folder. */
MUST_CHECK int tool_run_local(struct arena *a, const struct migrate_tool *tool, const char *folder,
                              const char *const *args, struct err *e);

/* The words of a unit's command, for people; in arena a. */
struct str tool_command(struct arena *a, enum tool_kind kind, const char *const *args);

#endif
