/*
 * terragrunt: what a Terragrunt configuration says, without running anything.
 *
 * A configuration is evaluated per unit, since one included file gives each unit other values; its
 * text is parsed once. Only what is asked for is evaluated: a unit's source needs a few locals, and
 * a broken input beside it does no harm. What Terragrunt would find out by running something
 * (run_cmd, sops_decrypt_file, get_aws_*, outputs of dependencies) is unknown, with the reason.
 *
 * Rules: https://terragrunt.gruntwork.io/docs/reference/ (hcl/blocks, hcl/attributes,
 * hcl/functions); which folder a function means depends on where it stands: see struct tg_config.
 */
#ifndef UPGRADE_TERRAGRUNT_H
#define UPGRADE_TERRAGRUNT_H

#include "hcl/eval.h"
#include "upgrade/files.h"

enum { TG_DEPTH_MAX = 50 }; /* configurations that read configurations, stacks in stacks */

struct terragrunt {
    struct files *files;
    struct arena *arena;
    const struct map *env; /* name to struct str *: values given for get_env() */
    struct map exists;     /* path to a mark: which paths exist */
    struct map found;      /* memory of find_in_parent_folders() */
    struct map read;       /* memory of read_terragrunt_config() */
    struct map decoded;    /* memory of jsondecode() and the like, by place of the text */
    unsigned depth;
    bool has_generated; /* are there files that a stack wrote, to be looked for beside units? */
};

enum merge_strategy { MERGE_SHALLOW, MERGE_DEEP, MERGE_NONE };

struct tg_include {
    struct str name;
    const struct hcl_block *block;
    bool resolved, expose, bare;
    enum merge_strategy strategy;
    struct tg_config *config; /* NULL when it could not be read; there is a diagnostic then */
};

/*
 * One file as seen from one unit.
 *
 *                         unit             included file      read_terragrunt_config
 *   dir                   the unit's       the unit's         the read file's
 *   file_dir              the unit's       the file's own     the file's own
 *   original_dir          the unit's       the unit's         that of the unit being resolved
 *
 * What a stack file includes is read as if it stood in the stack file: all three are the stack's.
 */
struct tg_config {
    struct terragrunt *tg;
    struct repo_file *file;
    struct str dir;             /* get_terragrunt_dir(), find_in_parent_folders() */
    struct str file_dir;        /* file(), templatefile(): what relative paths mean */
    struct str original_dir;    /* get_original_terragrunt_dir() */
    struct tg_config *child;    /* of an included file: the configuration that includes it */
    struct tg_config *reader;   /* of a read file: the configuration that reads it */
    struct tg_config *stack;    /* of a file that a stack file includes: whose names it knows */
    const struct value *values; /* given by a stack; NULL: none */
    struct tg_include *includes;
    size_t n_includes;
    struct map locals;      /* name to struct tg_local */
    bool used_original_dir; /* so that its values hold for this unit only */
    bool is_stack;          /* a terragrunt.stack.hcl: what it includes counts as its own */
    struct scope scope;
};

void tg_init(struct terragrunt *t, struct arena *a, struct files *files, const struct map *env);

/*
 * The configuration at `path` as a unit of its own. NULL when the file cannot be read. `values` as
 * a stack gives them, or NULL: then those of a terragrunt.values.hcl beside it, if there is one.
 */
struct tg_config *tg_open(struct terragrunt *t, struct str path, const struct value *values);

/*
 * The same file as if it had another text (after planned edits). Places in that text have no file:
 * their source's id is zero.
 */
struct tg_config *tg_open_text(struct terragrunt *t, const struct repo_file *file, struct str dir,
                               struct str text);

/* The configuration at `path` as it is seen when it is included by `child`. */
struct tg_config *tg_open_included(struct tg_config *child, struct str path);

/* The includes with their paths evaluated; problems go to e->diags. */
void tg_resolve_includes(struct eval *e, struct tg_config *c);

/*
 * Where an attribute of the terraform block comes from after merging all includes: the child's own
 * before the includes', a later include before an earlier one. One that is null counts as not
 * written. False if nobody has it.
 */
struct tg_found {
    struct tg_config *config; /* whose expression it is */
    const struct hcl_attribute *attribute;
    const struct value *value; /* NULL: it could not be evaluated, with a diagnostic */
};
bool tg_terraform_attribute(struct eval *e, struct tg_config *c, struct str name,
                            struct tg_found *ret);

/* The terraform block's own attribute in this very file, or NULL. */
const struct hcl_attribute *tg_own_attribute(const struct tg_config *c, struct str name);

/*
 * All inputs after merging the includes, and the file's own locals, as objects. What cannot be
 * evaluated is unknown, with the reason; so may be the whole.
 */
const struct value *tg_inputs(struct eval *e, struct tg_config *c);
const struct value *tg_locals(struct eval *e, struct tg_config *c);

/* Does the path exist? Remembered. */
bool tg_exists(struct terragrunt *t, struct str path);

/* Terragrunt's own functions, in front of Terraform's (terragrunt_functions.c). */
extern const struct function_table functions_terragrunt;

/* For terragrunt_functions.c: the configuration that a call stands in. */
struct tg_config *tg_config_of(const struct scope *scope);
/* The whole configuration as read_terragrunt_config() returns it. NULL after a diagnostic. */
const struct value *tg_read_config(struct call *call, struct str path);
/* Notes that values of this configuration depend on the unit that is being resolved. */
void tg_mark_original(struct tg_config *c);

#endif
