/*
 * survey: which units of a repository a catalog knows, where each stands on the way to a target,
 * and what the code tells about the organization around them: accounts, and which of them the
 * others point to.
 *
 * Nothing is assumed that the code does not say: an account without a known id has none, and a
 * relation (the Security Hub administrator, say) that nothing tells is left open, with a name only
 * if the catalog has a default for it. Contradictions are problems with their places.
 */
#ifndef UPGRADE_SURVEY_H
#define UPGRADE_SURVEY_H

#include "base/map.h"
#include "upgrade/catalog.h"
#include "upgrade/references.h"

enum unit_standing {
    STANDING_BEHIND,  /* before the target's minimum: it goes to the goal */
    STANDING_THERE,   /* at the minimum or between it and the goal */
    STANDING_PAST,    /* beyond what the target's steps are written for */
    STANDING_TOO_OLD, /* before the target's floor: another guide comes first */
    STANDING_UNKNOWN, /* no version, or one that cannot be compared */
    STANDING_GONE,    /* the module has left the repository before the goal: see module->moved_to */
};

struct survey_unit {
    size_t reference; /* index into the repository's references */
    const struct catalog_repository *catalog;
    const struct catalog_module *module; /* NULL: the catalog does not list it */
    const struct catalog_target *target; /* NULL: the repository has no such target */
    struct semver now;
    struct str goal; /* the tag that it goes to */
    enum unit_standing standing;
    bool plain;                  /* a module block of Terraform, not a Terragrunt unit */
    struct tg_config *config;    /* of a Terragrunt unit that has a part in the plan */
    struct repo_file *file;      /* where its inputs are written; NULL: they cannot be edited */
    const struct hcl_body *body; /* of the unit's file, or of its module block */
    struct str prefix;           /* address of the inputs: "inputs", "module.baseline" */
    const struct value *inputs;  /* an object; NULL if even the names are not known */
    const struct value *locals;  /* an object */
    struct str account;          /* its name; "" if it is not known */
    struct str account_id;
};

struct account {
    struct str name, id; /* the id may be "" */
    uint64_t order;      /* deploy_order of accounts.json; 0: none */
};

/* What became of a catalog's relation. */
struct relation {
    const struct catalog_relation *of;
    struct str account; /* the name; "" if open */
    bool assumed;       /* by the catalog's default, not by the code */
};

struct survey_problem {
    struct str place; /* file:line, or a unit */
    struct str message;
};

struct survey {
    struct repository *repository;
    const struct catalog *catalog;
    struct str benchmark;
    VEC(struct survey_unit) units; /* of the chosen folder, in the order of the references */
    /*
     * Behind them, up to n_all, those of the rest of the repository that tell about the
     * organization: the administrator may lie outside of what is upgraded now.
     */
    size_t n_all;
    VEC(struct account) accounts; /* sorted by name */
    struct map account_places;    /* name to its place in accounts, counted from 1, as a pointer */
    VEC(struct relation) relations;
    VEC(struct survey_problem) problems;
};

void survey_repository(struct repository *r, const struct catalog *c, struct str benchmark,
                       bool exact, struct survey *ret);

const struct account *survey_account(const struct survey *s, struct str name);

/* The account of that relation, or "". */
struct str survey_relation(const struct survey *s, struct str name);

#endif
