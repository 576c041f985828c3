/*
 * references: every module reference of a repository, with the place where its version is written.
 *
 * A reference is one use of a module: by a Terragrunt unit, by a unit or stack block of a stack
 * file, or by a module block of Terraform or OpenTofu. Two more kinds use nothing, but carry a
 * version that people expect to be told of: a source that every child overrides, and a source in a
 * comment.
 *
 *     struct repository r;
 *     repository_open(&a, &options, &r, &e);
 *     for (size_t i = 0; i < r.references.n; i++) print(r.references.items[i]);
 *
 * Everything lives in the arena. Nothing is run and nothing is written.
 */
#ifndef UPGRADE_REFERENCES_H
#define UPGRADE_REFERENCES_H

#include "upgrade/source.h"
#include "upgrade/terragrunt.h"
#include "upgrade/walk.h"

enum reference_kind {
    REFERENCE_UNIT,      /* a Terragrunt unit: a folder with terragrunt.hcl */
    REFERENCE_STACK,     /* a unit or stack block of a terragrunt.stack.hcl */
    REFERENCE_MODULE,    /* a module block of Terraform or OpenTofu */
    REFERENCE_UNUSED,    /* written, but moves no unit */
    REFERENCE_COMMENTED, /* stands in a comment; never touched */
};

enum reference_state {
    REF_KNOWN,
    REF_NONE,    /* a local module, or an address without a version */
    REF_UNKNOWN, /* depends on something that is not known: see `why` */
    REF_FAILED,  /* the configuration is broken: see `problems` */
};

struct reference {
    enum reference_kind kind;
    enum reference_state state;
    struct str
        unit; /* shown: "dev/vpc", "net/main.tf:module.vpc", "net/terragrunt.stack.hcl:unit.a" */
    struct str dir;        /* absolute folder, for choosing */
    bool chosen;           /* below the folder that was asked for */
    struct str address;    /* the source as evaluated, secrets masked, unknown parts as "${…}" */
    struct source module;  /* who it is */
    struct str ref;        /* the version as evaluated; "" if none or unknown */
    struct str ref_wanted; /* unknown: its text with holes */
    bool told_by_stacks;   /* of a catalog that stacks here use: unknown only on its own */
    bool is_constraint;    /* from a `version` attribute: a constraint, not a tag */
    bool encoded;          /* from a query: may be percent-encoded */
    struct str why;        /* UNKNOWN: the reason */
    struct origin_span *spans; /* what the version's bytes come from; `at` counts from its start */
    size_t n_spans;
    const struct origin_span *main_span;  /* the one that the version is "written at", or NULL */
    const struct hcl_source *source_file; /* where the source attribute stands */
    struct hcl_range source_range;        /* its expression */
    struct hcl_diags problems;            /* what went wrong while evaluating */
    struct reference_group *group; /* all that the text of main_span moves; NULL without one */
};

/* One written text and every reference (index, ascending) that it moves. */
struct reference_group {
    const struct hcl_source *source;
    struct hcl_range range;
    size_t *members;
    size_t n;
};

struct problem {
    struct str path;             /* shown */
    const struct hcl_diag *diag; /* in a text, or NULL: then `message` says it */
    struct str message;
    bool chosen;
};

struct index_list {
    size_t *items;
    size_t n, cap;
};

struct references {
    struct reference *items;
    size_t n, cap;
};

struct repository {
    struct arena *arena;
    struct str folder; /* absolute: what was asked for */
    struct str root;   /* absolute: what was read: the Git repository around it, or the folder */
    struct files files;
    struct terragrunt terragrunt;
    struct walk walk;
    struct references references; /* sorted by unit, then by place */
    struct {
        struct problem *items;
        size_t n, cap;
    } problems;
    size_t n_units, n_files; /* what was looked at */
};

struct repository_options {
    struct str folder;     /* as given */
    const struct map *env; /* for get_env(): name to struct str * */
    const struct map
        *overlay; /* absolute path to struct str *: texts that replace the files'; or NULL */
    /* As it was read without the overlay, or NULL: the walk and what is the same are taken over. */
    const struct repository *base;
};

MUST_CHECK int repository_open(struct arena *a, const struct repository_options *o,
                               struct repository *ret, struct err *e);

/* For scan_*.c, which fill the list. */
struct reference *repository_add(struct repository *r, enum reference_kind kind, struct str unit,
                                 struct str dir);
void repository_problem(struct repository *r, struct str path, const struct hcl_diag *diag,
                        struct str message);

/* What a source expression and, where there is one, a version expression say. Either may be NULL.
 */
struct reference_values {
    const struct value *source, *version;
    const struct hcl_source *file;
    const struct hcl_expr *source_expr;
    enum source_language language;
};
void reference_fill(struct repository *r, struct reference *ref, const struct reference_values *v);

void scan_terraform(struct repository *r);  /* module blocks */
void scan_terragrunt(struct repository *r); /* units, stacks, unused sources */
/* Sources in the comments of a parsed file, which was found as `path`. */
void scan_comments(struct repository *r, struct repo_file *file, struct str path);

#endif
