/*
 * migration_check: what a migration would do to a state, without any call.
 *
 * Every action is checked against the state as the actions before it leave it: `from` is there,
 * `to` is not, both are of one kind and type. All faults are reported. What is done already is no
 * fault: a `from` that is gone while its `to` is there, an address to import that is there. The
 * result is also the prediction: the addresses of both states afterwards.
 *
 * Moves follow `terraform state mv`, and are stricter in one thing: nothing may be at or below the
 * address that something is moved to.
 */
#ifndef UPGRADE_MIGRATION_CHECK_H
#define UPGRADE_MIGRATION_CHECK_H

#include "upgrade/migration.h"
#include "upgrade/state.h"

enum step_status {
    STEP_PENDING,
    STEP_DONE,  /* it is as it would be afterwards */
    STEP_GONE,  /* RM, XMV: there is nothing (any more) that it names */
    STEP_FAULT, /* `what` says why it cannot be done */
};

/* An action, or one of the moves that an xmv stands for. */
struct migration_step {
    const struct migration_action *action;
    enum migration_verb verb; /* XMV only where nothing matches */
    struct str from, to;
    enum step_status status;
    size_t n_instances; /* how many instances are moved or removed */
    struct str what;    /* of a fault; for others a note, or empty */
};

struct migration_check {
    struct {
        struct migration_step *items;
        size_t n, cap;
    } steps;
    size_t n_pending, n_faults;
    struct state from, to; /* as predicted; `to` only of MULTI_STATE */
};

/* In arena a. `to` is NULL for a migration within one state. */
void migration_check(struct arena *a, const struct migration *m, const struct state *from,
                     const struct state *to, struct migration_check *ret);

#endif
