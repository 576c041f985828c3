/*
 * migrate_plan: is a plan the one that a migration declares?
 *
 * Read is what `show -json PLAN` prints (format version 1): resource_changes with their actions.
 * Nothing but no-op, read and what the migration expects is allowed. Changes of outputs are no
 * resources' and only counted: new releases of a module often have more outputs.
 */
#ifndef UPGRADE_MIGRATE_PLAN_H
#define UPGRADE_MIGRATE_PLAN_H

#include "base/buf.h"
#include "upgrade/migration.h"

struct plan_verdict {
    size_t n_changes;    /* resources that would change, as declared or not */
    size_t n_undeclared; /* those that were not declared */
    size_t n_outputs;
};

/*
 * Lists in `out`, a line each, what was not declared: "destroy aws_x.y". Nothing of a plan's
 * values is printed. ERR_SYNTAX: this is no plan.
 */
MUST_CHECK int plan_judge(struct str json, const struct migration *m, struct buf *out,
                          struct plan_verdict *ret, struct err *e);

#endif
