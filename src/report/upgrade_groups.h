/*
 * upgrade_groups: the same said once: changes that many units get alike, and many units in few
 * words.
 *
 * An organization has the same units in each account, and a plan changes them in the same way. So
 * changes are told by step: a group is one step's change of one thing, with the units that get it;
 * where they get different values, it has variants. Groups of the same units form a section.
 */
#ifndef REPORT_UPGRADE_GROUPS_H
#define REPORT_UPGRADE_GROUPS_H

#include "report/upgrade_parts.h"

struct unit_set {
    size_t *items; /* ascending indices of the survey's units */
    size_t n, cap;
};

/* The units that get one value; of a step that adds several, all of them. */
struct change_variant {
    struct str value;
    struct str reason; /* of a failed change */
    struct unit_set units;
};

struct change_group {
    const struct change *first;
    struct str subject; /* change_subject() */
    VEC(struct change_variant) variants;
    struct unit_set units; /* of all variants */
};

/* Groups of the same units, in the order of the plan. */
struct change_section {
    struct unit_set units;
    VEC(struct change_group *) groups;
};

struct change_sections {
    struct change_section *items; /* most units first */
    size_t n, cap;
};

/* The changes of units (not of pins) with that status. All in arena a. */
struct change_sections change_sections(struct arena *a, const struct upgrade_plan *plan,
                                       enum change_status status);

/* The units of all notices of a step. */
struct unit_set units_of_step(struct arena *a, const struct upgrade_plan *plan,
                              const struct step *step);

/* Units that are not reached for the same reason, in the order of the first one. */
struct left_group {
    struct str reason;
    struct unit_set units;
};
struct left_groups {
    struct left_group *items;
    size_t n, cap;
};
struct left_groups left_groups(struct arena *a, const struct upgrade_plan *plan);

/*
 * The names of units, as a shell would expand them: "{dev,prod}/_global/account-baseline" where
 * they begin and end alike, otherwise "a, b"; of many, some and how many more. Control characters
 * are shown as "?". In arena a.
 */
struct str unit_names(struct arena *a, const struct upgrade_plan *plan, const struct unit_set *set);

/* What differs in the names of units of `all`: "dev" for the one in front of "/_global/x". */
struct str unit_short_name(struct arena *a, const struct upgrade_plan *plan,
                           const struct unit_set *all, size_t unit);

/* The same for any names: for tests. */
struct str names_in_short(struct arena *a, const struct str *names, size_t n);

#endif
