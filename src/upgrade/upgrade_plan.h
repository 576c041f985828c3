/*
 * upgrade_plan: everything that it takes to bring a repository to a benchmark version.
 *
 *     struct upgrade_plan plan;
 *     upgrade_plan_make(&repository, &opened_with, &options, &plan, &e);
 *     ... report; apply_plan(&repository, &plan.files, ...) writes plan.files
 *
 * The plan has the references (bump.h: each at least at the target's minimum), the catalog's steps
 * for every unit as edits with their reasons, what people must decide or do, the state migrations,
 * and the order of apply. Nothing is written here.
 *
 * A step that cannot be done is never dropped: it stays in the plan as one that failed, with the
 * reason. When all edits are made, a second plan has none.
 */
#ifndef UPGRADE_UPGRADE_PLAN_H
#define UPGRADE_UPGRADE_PLAN_H

#include "hcl/edit.h"
#include "upgrade/answers.h"
#include "upgrade/bump.h"
#include "upgrade/survey.h"

enum change_status {
    CHANGE_PLANNED,
    CHANGE_FAILED, /* it should be made and cannot: see reason */
};

/* One edit of a unit's configuration that a step asks for. */
struct change {
    size_t unit; /* index into survey.units */
    const struct step *step;
    struct str origin; /* the release or the benchmark that asks for it */
    enum change_status status;
    struct repo_file *file;
    struct hcl_edit edit;
    struct str reason;      /* FAILED */
    struct hcl_range range; /* of a pin: the bytes that hold the version */
};

/* What people must know or do. */
struct notice {
    size_t unit;
    const struct step *step;
    struct str origin;
    struct str place; /* file:line:column, or "" */
    struct str text;  /* more than the step says, or "" */
};

/* A migration of a unit's state. */
struct state_change {
    size_t unit;
    const struct step *step;
    struct str origin;
    struct data_texts actions; /* as tfmigrate writes them: "mv a b", "import a id" */
};

/* A file that the plan adds: a state migration and its script. */
struct new_file {
    struct str path; /* absolute */
    struct str text;
};

/* A breaking release on the way, and the units that cross it. */
struct crossing {
    const struct catalog_repository *catalog;
    const struct catalog_release *release;
    size_t *units;
    size_t n;
};

struct question {
    const struct catalog_question *of;
    struct str account;          /* "" : for all */
    const struct answer *answer; /* NULL: open */
    struct str suggestion;       /* HCL text, or "" */
};

struct upgrade_plan {
    struct survey survey;
    struct answers answers;
    struct bump_plan references;
    VEC(struct change) changes;
    VEC(struct notice) notices;
    VEC(struct state_change) states;
    VEC(struct crossing) crossings;
    VEC(struct question) questions;
    struct bump_files files;        /* references and changes together; sorted by path */
    VEC(struct new_file) new_files; /* sorted by path; none that is there with the same text */
    VEC(size_t) order;              /* units that change, in the order of apply */
};

struct upgrade_options {
    const struct catalog *catalog;
    struct str benchmark; /* "cis-aws-1.4.0" */
    struct str answers;   /* a file, or "" */
    bool exact;           /* the minimum itself, not the highest release without a further step */
    bool allow_shared;
};

/* ERR_USAGE and diagnostics in d if the answers are wrong. */
MUST_CHECK int upgrade_plan_make(struct repository *r, const struct repository_options *opened_with,
                                 const struct upgrade_options *o, struct upgrade_plan *ret,
                                 struct hcl_diags *d, struct err *e);

/*
 * Writes the new files, each whole or not at all; for after the edits were made. ERR_CONFLICT if
 * one is there with another text: it is left, and nothing more is written.
 */
MUST_CHECK int upgrade_plan_write_new(const struct upgrade_plan *plan, struct err *e);

/* Is nothing left to be done or decided, when its edits are made (`written`) or as it stands? */
bool upgrade_plan_is_done(const struct upgrade_plan *plan, bool written);

#endif
