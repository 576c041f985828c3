/*
 * upgrade_states: the state migrations of a plan as files.
 *
 * For upgrade_plan.c. Each becomes migrations/ID.tfmigrate.hcl at the repository's root, which
 * `footing upgrade migrate` and tfmigrate run, and migrations/ID.sh, which people can read and run.
 */
#ifndef UPGRADE_UPGRADE_STATES_H
#define UPGRADE_UPGRADE_STATES_H

#include "upgrade/upgrade_plan.h"

/* Adds the files to plan->new_files. ERR_USAGE if an action of the catalog cannot be read. */
MUST_CHECK int upgrade_states_files(struct upgrade_plan *plan, struct err *e);

#endif
