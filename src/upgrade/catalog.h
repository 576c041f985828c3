/*
 * catalog: what is known of module repositories: their releases, and what an upgrade across them
 * takes.
 *
 * Read from data/catalogs/, in HCL; a release, an input or a whole repository needs no C. Each
 * repository has targets (benchmark versions, and the lowest release that can meet them), releases
 * with what breaks in them, and steps. A step says what to do with a unit that goes from a version
 * before its release to that release or beyond. Steps of a target concern every unit that is
 * brought to it.
 *
 *     repository "terraform-aws-cis-service-catalog" {
 *       names = ["github.com/gruntwork-io/terraform-aws-cis-service-catalog"]
 *       target "cis-aws-1.4.0" {
 *         minimum = "v0.27.0"
 *         input "macie_opt_in_regions" {
 *           modules = ["modules/landingzone/account-baseline-?*"]
 *           value   = unit.regions
 *           why     = "Macie runs in every region that is in use."
 *         }
 *       }
 *       release "v0.25.0" {
 *         date     = "2021-08-05"
 *         breaking = true
 *         about    = "…"
 *         block "generate.providers" { … }
 *       }
 *     }
 *
 * `when`, `value` and the like are expressions over facts about the unit; steps.h says which.
 */
#ifndef UPGRADE_CATALOG_H
#define UPGRADE_CATALOG_H

#include "data/read.h"
#include "upgrade/semver.h"
#include "upgrade/source.h"

/* The kinds of steps; each is a block type of that name in the data. */
enum step_kind {
    STEP_REGIONS,      /* regions "LOCAL": the list of all regions that the release knows */
    STEP_LOCAL,        /* local "NAME": a local that the unit needs */
    STEP_RENAME_INPUT, /* rename_input "OLD": { to = "NEW" } */
    STEP_REMOVE_INPUT, /* remove_input "NAME" */
    STEP_INPUT,        /* input "NAME": { value }; written where it is missing, or `replace` says */
    STEP_BLOCK,        /* block "generate.providers": { value } */
    STEP_PIN,          /* pin "terraform": { minimum }: a version constraint that must allow it */
    STEP_STATE,        /* state "ID": a migration of the unit's state */
    STEP_NOTE,         /* note "ID": what people must know or do */
    STEP_KINDS,
};

struct step {
    struct data_item item;
    enum step_kind kind;
    struct str name;             /* the label */
    struct data_texts modules;   /* paths in the repository, with "*"; none: every module */
    const struct hcl_expr *when; /* NULL: always */
    const struct hcl_expr *value, *replace, *actions;
    struct str to, minimum, before;
    struct str version, constraint; /* STEP_PIN: what a pin that is in the way becomes; "": told */
    struct str why;
    struct str issue; /* id of a known issue that it avoids */
    bool manual;      /* STEP_NOTE: something to do by hand */
};

struct steps {
    struct step *items;
    size_t n, cap;
};

struct catalog_target {
    struct data_item item;
    struct str benchmark; /* "cis-aws-1.4.0" */
    struct str minimum_text, after, floor_text, floor_guide;
    struct semver minimum, floor;
    struct data_texts recommendations;
    struct steps by_kind[STEP_KINDS];      /* as read */
    const struct catalog_target *previous; /* named by `after` */
};

struct catalog_release {
    struct data_item item;
    struct str tag, date, about;
    struct semver version;
    bool breaking; /* by its notes */
    bool minor;    /* incompatible by convention of versions before 1.0: not gone beyond */
    struct data_texts modules; /* that it concerns; none: all */
    struct data_texts regions; /* all regions that the modules know from here on, if they changed */
    struct steps by_kind[STEP_KINDS];
};

/* An input of a module, as far as it is known. */
struct catalog_input {
    struct data_item item;
    struct str name, type, about;
    bool required;
    struct str since_text, until_text; /* the first release as described here, the first without */
    struct semver since, until;
};

struct catalog_module {
    struct data_item item;
    struct str path, role, about;
    struct str until_text; /* the first release without the module; empty: still there */
    struct str moved_to;   /* where it is since then, as in a source address; may be empty */
    struct semver until;
    struct {
        struct catalog_input *items;
        size_t n, cap;
    } inputs;
};

/*
 * An account that others point to, such as the Security Hub administrator: found in the code as it
 * is, not assumed. A unit whose inputs give one of `claimed_by` a value that is neither empty nor
 * false is it; so is the account whose id others give as one of `named_by`.
 */
struct catalog_relation {
    struct data_item item;
    struct str name, about;
    struct data_texts claimed_by, named_by;
    struct str default_role, default_account; /* when nothing tells; may be empty */
};

/* What only people can decide; asked in the answers file. */
struct catalog_question {
    struct data_item item;
    struct str name, about;
    bool per_account;
    const struct hcl_expr *suggestion; /* a value to begin with; NULL: none */
    bool required;                     /* the plan is not complete without it */
};

struct catalog_repository {
    struct data_item item;
    struct str name, about;
    struct data_texts names; /* canonical, as source.h gives them; the present one first */
    struct {
        struct catalog_target *items;
        size_t n, cap;
    } targets;
    struct {
        struct catalog_release *items;
        size_t n, cap;
    } releases; /* sorted by version */
    struct {
        struct catalog_module *items;
        size_t n, cap;
    } modules;
    struct {
        struct catalog_relation *items;
        size_t n, cap;
    } relations;
    struct {
        struct catalog_question *items;
        size_t n, cap;
    } questions;
};

struct catalog {
    struct {
        struct catalog_repository *items;
        size_t n, cap;
    } repositories;
};

/*
 * Reads and checks data/catalogs/; problems go to d: what is no version or no date, the same
 * version twice, targets whose release is unknown or that follow each other in a circle, and
 * `modules` that mean no module of the repository (as soon as it lists some), since a misspelt path
 * would leave out a step without a word.
 */
void catalog_load(struct arena *a, const struct data_files *files, struct catalog *ret,
                  struct hcl_diags *d);

/* The repository that a source names, or NULL. */
const struct catalog_repository *catalog_find(const struct catalog *c, const struct source *s);

const struct catalog_target *catalog_target(const struct catalog_repository *r,
                                            struct str benchmark);

/* The module at that path, or NULL. A path may be given with "*" in the data. */
const struct catalog_module *catalog_module(const struct catalog_repository *r, struct str path);

/* Does one of the patterns mean the path? No patterns: yes. */
bool catalog_means(const struct data_texts *patterns, struct str path);

/*
 * The release to go to: the highest one from `minimum` on before the next one that breaks or asks
 * for a step; `minimum` itself if `exact`.
 */
struct str catalog_goal(const struct catalog_repository *r, const struct catalog_target *t,
                        bool exact);

/* Is the version beyond all that the target's steps are written for? */
bool catalog_is_past(const struct catalog_repository *r, const struct catalog_target *t,
                     const struct semver *v);

/* All regions that the modules know at that version; empty if none are recorded. */
const struct data_texts *catalog_regions(const struct catalog_repository *r,
                                         const struct semver *v);

/* Every target that some repository has, sorted: for messages. */
struct str catalog_targets(struct arena *a, const struct catalog *c);

#endif
