/*
 * migration: moves of state that belong to an upgrade, as files.
 *
 * The form is tfmigrate's (https://github.com/minamijoyo/tfmigrate), which reads our files
 * unchanged; what only footing knows stands in comments:
 *
 *     # footing: id    guardduty-count-dev
 *     # footing: from  v0.37.0
 *     # footing: to    v0.38.0
 *     # footing: why   The GuardDuty module is now called with count.
 *     # footing: expect create module.a.aws_iam_role.r       allowed in the plan that follows;
 *     # footing: expect update *                             * is anything; nothing but no-op
 *                                                            without such lines
 *     migration "state" "guardduty" {
 *       dir     = "live/dev/baseline"
 *       actions = [
 *         "mv module.guardduty 'module.guardduty[0]'",
 *       ]
 *     }
 *
 * A migration of kind "multi_state" has from_dir and to_dir (and from_workspace, to_workspace)
 * instead, and moves from the state of the one to that of the other. A file holds one migration,
 * in HCL or JSON (`.json`). Folders are relative to the repository's root, where tfmigrate is run.
 * Actions are split as a shell splits words.
 */
#ifndef UPGRADE_MIGRATION_H
#define UPGRADE_MIGRATION_H

#include "base/map.h"
#include "base/vec.h"
#include "hcl/diag.h"
#include "upgrade/resource_address.h"

enum {
    MIGRATION_ACTIONS_MAX = 10 * 1000,
    MIGRATION_EXPECTED_MAX = 10 * 1000,
    MIGRATION_ID_MAX = 100, /* bytes */
};

enum migration_kind { MIGRATION_STATE, MIGRATION_MULTI_STATE };

enum migration_verb {
    MIGRATION_MV,
    MIGRATION_XMV, /* mv with wildcards: `from` has "*", `to` has $1, ${2}, … */
    MIGRATION_RM,
    MIGRATION_IMPORT, /* `from` is the address, `to` the provider's id of the thing */
    MIGRATION_REPLACE_PROVIDER,
};

struct migration_action {
    enum migration_verb verb;
    struct str from, to;                  /* as written, without shell quotes */
    struct resource_address from_address; /* MV, RM, IMPORT */
    struct resource_address to_address;   /* MV */
    struct hcl_range at;                  /* where it is written */
};

/* One state: that of a folder and a workspace. */
struct migration_side {
    struct str dir;       /* relative to the repository's root; "." is the root itself */
    struct str workspace; /* "" and "default" are the same */
    bool skip_plan;
};

enum { MIGRATION_CREATE, MIGRATION_UPDATE, MIGRATION_DESTROY, MIGRATION_EFFECTS };

struct migration {
    struct str id;   /* letters, digits, "-", "_", "."; names the journal and the backups */
    struct str name; /* the block's label */
    enum migration_kind kind;
    struct migration_side from, to;           /* STATE: only `from` */
    struct str from_release, to_release, why; /* may be empty */
    struct {
        struct migration_action *items;
        size_t n, cap;
    } actions;
    /*
     * What the plan with the new code may do: addresses by effect. A module or a resource without
     * a key stands for all in it, and the root module (an empty address, written "*") for
     * everything. A replacement needs the address under create and destroy.
     */
    struct {
        struct resource_address *items;
        size_t n, cap;
    } expected[MIGRATION_EFFECTS];
    bool force;                      /* tfmigrate's: it does not look at the plan. We do. */
    const struct hcl_source *source; /* where it was read, or NULL */
};

extern const char *const migration_effects[MIGRATION_EFFECTS]; /* "create", "update", "destroy" */

/* "mv", "xmv", "rm", "import", "replace-provider" */
const char *migration_verb_name(enum migration_verb verb);

/* Appends an action of texts; ERR_USAGE if they are no addresses. Borrows. */
MUST_CHECK int migration_add(struct arena *a, struct migration *m, enum migration_verb verb,
                             struct str from, struct str to, struct err *e);

/* Appends to `expected[effect]`; the text is an address, or "*". */
MUST_CHECK int migration_expect(struct arena *a, struct migration *m, unsigned effect,
                                struct str address, struct err *e);

/* An expected address as it is written; in arena a. */
struct str migration_expected_text(struct arena *a, const struct resource_address *address);

/* Can the text be an id? Not empty, not too long, no path. */
bool migration_id_is_valid(struct str id);

/* Does the text have a migration block? Only then it is meant for migration_parse(). */
bool migration_is_one(const struct hcl_source *source);

/*
 * Reads a file. `env` (may be NULL) maps names to struct str *: what env.NAME means. Without an id
 * line, the id is the file's name without its ends. -1 if there are errors; `d` says which and
 * where. In arena a, borrows the source.
 */
MUST_CHECK int migration_parse(struct arena *a, const struct hcl_source *source,
                               const struct map *env, struct migration *ret, struct hcl_diags *d);

/* The file for tfmigrate and for migration_parse(). */
void migration_render(struct buf *out, const struct migration *m);

/*
 * The same as a script for people who would rather run it by hand: bash, `tool` is "terraform",
 * "tofu" or "terragrunt". It keeps a backup, shows each step, does not repeat what is done
 * already, and plans at the end. Its argument is the repository's root (the default asks git).
 */
void migration_render_script(struct buf *out, const struct migration *m, struct str tool);

/* Appends a word with quotes where a shell, or tfmigrate, needs them. */
void shell_quote(struct buf *out, struct str word);

/*
 * Splits a text into words as tfmigrate does (github.com/mattn/go-shellwords): white space, single
 * and double quotes, backslashes. ERR_SYNTAX: a quote that is not closed, or a bare ; & | < > ( )
 * or back-quote, at which a shell would do something else.
 */
struct shell_words {
    struct str *items;
    size_t n, cap;
};
MUST_CHECK int shell_split(struct arena *a, struct str text, struct shell_words *ret,
                           struct err *e);

#endif
