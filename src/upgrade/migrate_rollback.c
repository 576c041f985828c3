/*
 * The way back: a state of before, with a serial number above the present one.
 */
#include "base/buf.h"
#include "base/fs.h"
#include "text/json.h"
#include "upgrade/migrate_side.h"

static bool has_content_of(const struct state *x, const struct state *y)
{
    AUTO_BUF struct buf unused = BUF_INIT;

    return state_differences(x, y, 0, &unused) == 0;
}

/* There was no state before: an empty one is the nearest to that which push can make. */
static int empty_state(struct migrate_job *job, const struct state *now, struct state *ret,
                       struct err *e)
{
    AUTO_BUF struct buf b = BUF_INIT;

    buf_addz(&b, "{\"version\": 4, \"terraform_version\": ");
    json_quote(&b, now->terraform_version);
    buf_printf(&b, ", \"serial\": %llu, \"lineage\": ", (unsigned long long)now->serial + 1);
    json_quote(&b, now->lineage);
    buf_addz(&b, ", \"outputs\": {}, \"resources\": []}\n");
    return state_read(job->arena, str_copy(job->arena, buf_str(&b)), ret, e);
}

static int make_back(struct migrate_job *job, struct migrate_side *side, const struct state *now,
                     struct err *e)
{
    struct str text;

    if (!side->before.exists)
        return empty_state(job, now, &side->after, e);
    TRY(state_with_serial(job->arena, &side->before, now->serial + 1, &text, e));
    return state_read(job->arena, text, &side->after, e);
}

/* Every state is looked at before the first is pushed. */
static int look(struct migrate_job *job, struct migrate_side *side, struct state *ret_now,
                struct err *e)
{
    const struct journal_entry *pushed = journal_last(&job->journal, JOURNAL_PUSHED, side->label);

    TRY(side_recall(job, side, JOURNAL_BACKUP, &side->before, e));
    TRY(side_pull(job, side, ret_now, e));
    if (has_content_of(&side->before, ret_now)) {
        job_say(job, "%.*s: the state is as it was before", STR(side->shown));
        return 0;
    }
    if (!pushed)
        return err_set(e, ERR_CONFLICT,
                       "the journal does not say what was pushed to %.*s; the state of before is "
                       "in %.*s",
                       STR(side->shown), STR(job->journal.folder));
    if (ret_now->serial != pushed->serial || !str_eq(ret_now->lineage, pushed->lineage))
        return err_set(e, ERR_CONFLICT,
                       "the state of %.*s has moved on since the migration (serial %llu, it was "
                       "%llu): the state of before would undo that, too. Nothing was pushed",
                       STR(side->shown), (unsigned long long)ret_now->serial,
                       (unsigned long long)pushed->serial);
    side->changes = true;
    return make_back(job, side, ret_now, e);
}

static int push_back(struct migrate_job *job, struct migrate_side *side, const struct state *now,
                     struct err *e)
{
    struct str name = str_printf(job->arena, "back-%s.tfstate", side->label);
    struct str path = journal_file(&job->journal, name.p);
    int result;

    TRY(fs_write_private(path.p, side->after.text, e));
    result = side_push(job, side, now, &side->after, path, JOURNAL_ROLLBACK, e);
    (void)remove(path.p);
    return result;
}

int migrate_rollback(struct arena *a, const struct migration *m, const struct migrate_options *o,
                     struct err *e)
{
    AUTO_JOB struct migrate_job job = { .journal = { .lock = -1 } };
    struct state now[SIDES_MAX];

    TRY(job_open(a, m, o, &job, e));
    if (!journal_last(&job.journal, JOURNAL_BACKUP, NULL))
        return err_set(e, ERR_USAGE, "%.*s was not run here: there is nothing to take back",
                       STR(m->id));
    if (!journal_last(&job.journal, JOURNAL_DONE, NULL) &&
        journal_last(&job.journal, JOURNAL_PUSH, NULL))
        return err_set(e, ERR_CONFLICT,
                       "the run of %.*s ended while it was pushing: --run goes on with it; take "
                       "it back afterwards",
                       STR(m->id));
    for (size_t i = 0; i < job.n_sides; i++)
        TRY(look(&job, &job.sides[i], &now[i], e));
    /* The source first: what is in both can be put right, what is in neither is lost. */
    for (size_t i = 0; i < job.n_sides; i++)
        if (job.sides[i].changes)
            TRY(push_back(&job, &job.sides[i], &now[i], e));
    return journal_write(&job.journal, &(struct journal_entry){ .event = JOURNAL_ROLLED_BACK }, e);
}
