#include "upgrade/migrate_run.h"

#include "base/buf.h"
#include "base/fs.h"
#include "hcl/hash.h"
#include "upgrade/migrate_plan.h"
#include "upgrade/migrate_side.h"

enum { SHOWN_MAX = 20 };

/* ---- pull, check --------------------------------------------------------------------------- */

static int pull_all(struct migrate_job *job, struct err *e)
{
    for (size_t i = 0; i < job->n_sides; i++) {
        job_say(job, "%.*s: pull", STR(job->sides[i].shown));
        TRY(side_pull(job, &job->sides[i], &job->sides[i].before, e));
    }
    return 0;
}

/* A run that has something to do begins with its backups. */
static int begin(struct migrate_job *job, struct err *e)
{
    TRY(journal_write(&job->journal, &(struct journal_entry){ .event = JOURNAL_BEGIN }, e));
    for (size_t i = 0; i < job->n_sides; i++) {
        struct migrate_side *side = &job->sides[i];
        struct str hash = hash_sha256(job->arena, side->before.text);
        struct str name =
            str_printf(job->arena, "before-%s-%llu-%.*s.tfstate", side->label,
                       (unsigned long long)side->before.serial, STR(str_slice(hash, 0, 12)));

        TRY(side_keep(job, side, JOURNAL_BACKUP, name.p, &side->before, e));
        job_say(job, "%.*s: the state of before is kept in %.*s", STR(side->shown),
                STR(journal_file(&job->journal, name.p)));
    }
    return 0;
}

static int refuse_faults(const struct migration_check *check, struct err *e)
{
    AUTO_BUF struct buf b = BUF_INIT;
    size_t n = 0;

    for (size_t i = 0; i < check->steps.n; i++) {
        const struct migration_step *step = &check->steps.items[i];

        if (step->status == STEP_FAULT && n++ < SHOWN_MAX)
            buf_printf(&b, "\n  %s: %.*s", migration_verb_name(step->verb), STR(step->what));
    }
    if (n > SHOWN_MAX)
        buf_printf(&b, "\n  and %zu more", n - SHOWN_MAX);
    return err_set(e, ERR_CONFLICT, "%zu of %zu actions cannot be done; nothing was changed:%s", n,
                   check->steps.n, b.p);
}

/* ---- the actions, on copies ---------------------------------------------------------------- */

static int make_copies(struct migrate_job *job, struct err *e)
{
    for (size_t i = 0; i < job->n_sides; i++) {
        struct migrate_side *side = &job->sides[i];

        TRY(fs_make_private_folder(str_cstr(job->arena, path_dir(side->copy)), e));
        if (side->before.exists)
            TRY(fs_write_private(side->copy.p, side->before.text, e));
    }
    return fs_make_private_folder(journal_file(&job->journal, "copies/empty").p, e);
}

/* The one action that needs configuration and providers. */
static int do_import(struct migrate_job *job, const struct migration_step *step, struct err *e)
{
    struct migrate_side *side = &job->sides[SIDE_FROM];
    const char *const args[] = { "import",
                                 "-input=false",
                                 "-no-color",
                                 "-lock=false",
                                 str_cstr(job->arena, step->from),
                                 str_cstr(job->arena, step->to),
                                 NULL };
    struct proc_result r;
    struct err ignored;
    int result = side_shadow(job, side, e);

    if (result == 0)
        result = side_run(job, side, args, 0, &r, e);
    if (side_unshadow(job, side, result < 0 ? &ignored : e) < 0)
        return -1;
    return result;
}

static int do_mv(struct migrate_job *job, const struct migration_step *step, const char *folder,
                 struct err *e)
{
    struct arena *a = job->arena;
    struct migrate_side *from = &job->sides[SIDE_FROM], *to = &job->sides[SIDE_TO];
    const char *state = str_printf(a, "-state=%.*s", STR(from->copy)).p;
    const char *first = str_cstr(a, step->from), *second = str_cstr(a, step->to);
    const char *const within[] = { "state", "mv", state, first, second, NULL };

    /* Only then: given the same file twice, terraform writes the old state over the new one. */
    if (job->n_sides == 2) {
        const char *out = str_printf(a, "-state-out=%.*s", STR(to->copy)).p;
        const char *const between[] = { "state", "mv", state, out, first, second, NULL };

        return tool_run_local(a, &from->tool, folder, between, e);
    }
    return tool_run_local(a, &from->tool, folder, within, e);
}

static int do_step(struct migrate_job *job, const struct migration_step *step, struct err *e)
{
    struct arena *a = job->arena;
    struct migrate_side *from = &job->sides[SIDE_FROM];
    const char *state = str_printf(a, "-state=%.*s", STR(from->copy)).p;
    const char *first = str_cstr(a, step->from), *second = str_cstr(a, step->to);
    const char *const rm[] = { "state", "rm", state, first, NULL };
    const char *const replace[] = {
        "state", "replace-provider", "-auto-approve", state, first, second, NULL
    };
    const char *folder = journal_file(&job->journal, "copies/empty").p;

    job_say(job, "on a copy: %s %s%s%s", migration_verb_name(step->verb), first, *second ? " " : "",
            second);
    switch (step->verb) {
    case MIGRATION_MV:
        return do_mv(job, step, folder, e);
    case MIGRATION_RM:
        return tool_run_local(a, &from->tool, folder, rm, e);
    case MIGRATION_REPLACE_PROVIDER:
        return tool_run_local(a, &from->tool, folder, replace, e);
    case MIGRATION_IMPORT:
        return do_import(job, step, e);
    case MIGRATION_XMV:
        break;
    }
    BUG("a wildcard is expanded before it is done");
}

/* Serial numbers: see step 6 in the header. A state that is new has one of its own. */
static int read_copy(struct migrate_job *job, struct migrate_side *side,
                     const struct state *predicted, struct err *e)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct str text;

    TRY(fs_read(job->arena, side->copy.p, &text, NULL, e));
    TRY(state_read(job->arena, text, &side->after, e));
    if (side->before.exists) {
        if (!str_eq(side->before.lineage, side->after.lineage))
            return err_set(e, ERR_CONFLICT, "the copy of %.*s's state got another lineage",
                           STR(side->shown));
        TRY(state_with_serial(job->arena, &side->after, side->before.serial + 1, &text, e));
        TRY(state_read(job->arena, text, &side->after, e));
    }
    TRY(fs_write_private(side->copy.p, side->after.text, e));
    if (state_differences(predicted, &side->after, SHOWN_MAX, &b) == 0)
        return 0;
    return err_set(e, ERR_CONFLICT,
                   "the copy of %.*s's state is not as predicted after the actions; nothing was "
                   "pushed:\n%s",
                   STR(side->shown), b.p);
}

static int do_actions(struct migrate_job *job, const struct migration_check *check, struct err *e)
{
    TRY(make_copies(job, e));
    for (size_t i = 0; i < check->steps.n; i++)
        if (check->steps.items[i].status == STEP_PENDING)
            TRY(do_step(job, &check->steps.items[i], e));
    for (size_t i = 0; i < job->n_sides; i++)
        TRY(read_copy(job, &job->sides[i], i == SIDE_FROM ? &check->from : &check->to, e));
    return 0;
}

/* ---- the plan ------------------------------------------------------------------------------ */

static int judge(struct migrate_job *job, const struct migrate_side *side, struct str json,
                 struct err *e)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct plan_verdict v;

    TRY(plan_judge(json, job->m, &b, &v, e));
    if (v.n_undeclared)
        return err_set(e, ERR_CONFLICT,
                       "the plan of %.*s after the migration is not the declared one; nothing was "
                       "pushed:\n%s",
                       STR(side->shown), b.p);
    job_say(job, "%.*s: the plan has %zu change%s, all declared%s", STR(side->shown), v.n_changes,
            v.n_changes == 1 ? "" : "s", v.n_outputs ? ", and changes of outputs" : "");
    return 0;
}

static int plan_shadowed(struct migrate_job *job, struct migrate_side *side, struct err *e)
{
    struct str name = str_printf(job->arena, "copies/plan-%s", side->label);
    const char *file = journal_file(&job->journal, name.p).p;
    const char *out = str_printf(job->arena, "-out=%s", file).p;
    const char *const plan[] = { "plan",        "-input=false",       "-no-color",
                                 "-lock=false", "-detailed-exitcode", out,
                                 NULL };
    const char *const show[] = { "show", "-json", file, NULL };
    struct proc_result r;

    TRY(side_run(job, side, plan, 2, &r, e));
    TRY(side_run(job, side, show, 0, &r, e));
    return judge(job, side, r.output, e);
}

static int plan_side(struct migrate_job *job, struct migrate_side *side, struct err *e)
{
    struct err ignored;
    int result;

    if (side->def->skip_plan || job->options->skip_plan) {
        job_say(job, "%.*s: not planned, as asked", STR(side->shown));
        return 0;
    }
    job_say(job, "%.*s: plan against the copy", STR(side->shown));
    result = side_shadow(job, side, e);
    if (result == 0)
        result = plan_shadowed(job, side, e);
    if (side_unshadow(job, side, result < 0 ? &ignored : e) < 0)
        return -1;
    return result;
}

/* ---- push ---------------------------------------------------------------------------------- */

static struct str after_name(const struct migrate_job *job, const struct migrate_side *side)
{
    return str_printf(job->arena, "after-%s.tfstate", side->label);
}

static int finish(struct migrate_job *job, struct err *e)
{
    if (!journal_last(&job->journal, JOURNAL_DONE, NULL))
        TRY(journal_write(&job->journal, &(struct journal_entry){ .event = JOURNAL_DONE }, e));
    for (size_t i = 0; i < job->n_sides; i++)
        (void)remove(journal_file(&job->journal, after_name(job, &job->sides[i]).p).p);
    return fs_remove_folder(journal_file(&job->journal, "copies").p, e);
}

/* The destination first: what is in both can be put right, what is in neither is lost. */
static int push_all(struct migrate_job *job, struct err *e)
{
    for (size_t i = job->n_sides; i > 0; i--) {
        struct migrate_side *side = &job->sides[i - 1];
        struct str path = journal_file(&job->journal, after_name(job, side).p);

        if (side->changes)
            TRY(side_push(job, side, &side->before, &side->after, path, JOURNAL_PUSH, e));
    }
    return finish(job, e);
}

/* Both are looked at before the first is pushed. */
static int check_unmoved(struct migrate_job *job, struct err *e)
{
    for (size_t i = 0; job->n_sides > 1 && i < job->n_sides; i++) {
        struct migrate_side *side = &job->sides[i];
        struct state now;

        TRY(side_pull(job, side, &now, e));
        if (!side_same(&side->before, &now))
            return err_set(e, ERR_CONFLICT,
                           "the state of %.*s has moved on meanwhile (serial %llu, it was %llu): "
                           "nothing was pushed",
                           STR(side->shown), (unsigned long long)now.serial,
                           (unsigned long long)side->before.serial);
    }
    return 0;
}

static int run_anew(struct migrate_job *job, struct migrate_result *ret, struct err *e)
{
    bool two = job->n_sides == 2;

    TRY(pull_all(job, e));
    migration_check(job->arena, job->m, &job->sides[SIDE_FROM].before,
                    two ? &job->sides[SIDE_TO].before : NULL, &ret->check);
    ret->checked = true;
    if (ret->check.n_faults)
        return refuse_faults(&ret->check, e);
    if (!ret->check.n_pending) {
        ret->outcome = MIGRATE_ALREADY;
        return finish(job, e);
    }
    TRY(begin(job, e));
    TRY(do_actions(job, &ret->check, e));
    for (size_t i = 0; i < job->n_sides; i++)
        TRY(plan_side(job, &job->sides[i], e));
    for (size_t i = 0; i < job->n_sides; i++) {
        job->sides[i].changes = true;
        TRY(side_keep(job, &job->sides[i], JOURNAL_READY, after_name(job, &job->sides[i]).p,
                      &job->sides[i].after, e));
    }
    TRY(check_unmoved(job, e));
    ret->outcome = MIGRATE_DONE;
    return push_all(job, e);
}

/* ---- going on after a kill ----------------------------------------------------------------- */

enum standing {
    STANDS_BEFORE, /* as it was pulled: nothing was pushed */
    STANDS_AFTER,  /* as it was to be pushed */
    STANDS_OTHER,  /* somebody else has written it since */
};

/* What came in by the migration is there, whatever else somebody has changed since. */
static bool has_arrived(const struct migrate_side *side, const struct state *now)
{
    if (!now->exists || !str_eq(now->lineage, side->after.lineage))
        return false;
    for (size_t i = 0; i < side->after.instances.n; i++) {
        const struct resource_address *address = &side->after.instances.items[i].address;

        if (!state_find(&side->before, address, false) && !state_find(now, address, false))
            return false;
    }
    return now->serial > side->after.serial;
}

static int find_standing(struct migrate_job *job, struct migrate_side *side, enum standing *ret,
                         struct err *e)
{
    static const char *const words[] = { "as it was before", "migrated", "changed by others" };
    struct state now;

    TRY(side_recall(job, side, JOURNAL_BACKUP, &side->before, e));
    TRY(side_recall(job, side, JOURNAL_READY, &side->after, e));
    TRY(side_pull(job, side, &now, e));
    *ret = side_same(&side->before, &now)   ? STANDS_BEFORE
           : side_holds(&side->after, &now) ? STANDS_AFTER
                                            : STANDS_OTHER;
    job_say(job, "%.*s: the state is %s (serial %llu)", STR(side->shown), words[*ret],
            (unsigned long long)now.serial);
    if (*ret == STANDS_OTHER && job->n_sides == 2 && side == &job->sides[SIDE_TO] &&
        has_arrived(side, &now))
        *ret = STANDS_AFTER;
    return 0;
}

/*
 * 1: finished what an earlier run has begun to push. 0: there is nothing to go on with. Where a
 * state is another one, a new run checks it like any other.
 */
static int run_on(struct migrate_job *job, struct err *e)
{
    const struct journal_entry *push = journal_last(&job->journal, JOURNAL_PUSH, NULL);
    bool any_after = false, any_other = false;

    if (!push || journal_last(&job->journal, JOURNAL_DONE, NULL) ||
        journal_last(&job->journal, JOURNAL_ROLLBACK, NULL))
        return 0;
    job_say(job, "the run of %.*s ended while it was pushing", STR(push->time));
    for (size_t i = 0; i < job->n_sides; i++) {
        enum standing standing;

        if (find_standing(job, &job->sides[i], &standing, e) < 0) {
            if (e->code != ERR_NOT_FOUND)
                return -1;
            job_say(job, "%s: a new run looks at the states as they are", e->message);
            return 0;
        }
        job->sides[i].changes = standing == STANDS_BEFORE;
        any_after |= standing == STANDS_AFTER;
        any_other |= standing == STANDS_OTHER;
    }
    if (any_other || !any_after)
        return 0;
    TRY(push_all(job, e));
    return 1;
}

int migrate_run(struct arena *a, const struct migration *m, const struct migrate_options *o,
                struct migrate_result *ret, struct err *e)
{
    AUTO_JOB struct migrate_job job = { .journal = { .lock = -1 } };
    int went_on;

    *ret = (struct migrate_result){ .outcome = MIGRATE_DONE };
    TRY(job_open(a, m, o, &job, e));
    went_on = run_on(&job, e);
    if (went_on)
        return went_on < 0 ? -1 : 0;
    return run_anew(&job, ret, e);
}
