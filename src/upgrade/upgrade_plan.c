#include "upgrade/upgrade_plan.h"

#include <stdlib.h>

#include "upgrade/upgrade_states.h"
#include "upgrade/upgrade_steps.h"

/* ---- references ---------------------------------------------------------------------------- */

/* Which units are to get which version: a request for each reference, or NULL. */
static const struct bump_request **requests(struct repository *r, const struct survey *s)
{
    const struct bump_request **list = arena_array(r->arena, r->references.n, sizeof *list);

    for (size_t i = 0; i < s->units.n; i++) {
        const struct survey_unit *u = &s->units.items[i];
        struct bump_request *request;

        if (u->standing != STANDING_BEHIND)
            continue;
        request = arena_new(r->arena, struct bump_request);
        request->given = str_printf(r->arena, "--to %.*s", STR(s->benchmark));
        request->version = u->goal;
        list[u->reference] = request;
    }
    return list;
}

static int plan_references(struct upgrade_plan *plan, const struct repository_options *opened_with,
                           const struct upgrade_options *o, struct err *e)
{
    struct repository *r = plan->survey.repository;
    struct bump_options bump = {
        .by_reference = requests(r, &plan->survey),
        .allow_shared = o->allow_shared,
    };

    return bump_make_plan(r, opened_with, &bump, &plan->references, e);
}

/* Will the unit be at its goal, or is it there? Steps wait for the version that needs them. */
static bool arrives(const struct upgrade_plan *plan, const struct survey_unit *u)
{
    if (u->standing == STANDING_THERE)
        return true;
    for (size_t i = 0; u->standing == STANDING_BEHIND && i < plan->references.outcomes.n; i++) {
        const struct bump_outcome *outcome = &plan->references.outcomes.items[i];

        if (outcome->reference == u->reference)
            return outcome->status == BUMP_CHANGED || outcome->status == BUMP_ALREADY;
    }
    return false;
}

/* ---- steps --------------------------------------------------------------------------------- */

/* Locals are on offer before anything is written that may refer to them. */
enum pass { PASS_LOCALS, PASS_OTHERS };

static void do_steps(struct steps_run *run, enum pass pass, const struct steps *by_kind,
                     struct str origin)
{
    const struct reference *ref =
        &run->plan->survey.repository->references.items[run->facts.unit->reference];

    for (unsigned kind = 0; kind < STEP_KINDS; kind++) {
        if ((kind == STEP_LOCAL) != (pass == PASS_LOCALS))
            continue;
        for (size_t i = 0; i < by_kind[kind].n; i++)
            if (catalog_means(&by_kind[kind].items[i].modules, ref->module.path))
                steps_do(run, &by_kind[kind].items[i], origin);
    }
}

static void note_crossing(struct upgrade_plan *plan, size_t unit,
                          const struct catalog_release *release)
{
    struct arena *a = plan->survey.repository->arena;
    struct crossing *c = NULL;

    for (size_t i = 0; !c && i < plan->crossings.n; i++)
        if (plan->crossings.items[i].release == release)
            c = &plan->crossings.items[i];
    if (!c) {
        vec_push(a, &plan->crossings,
                 ((struct crossing){ .catalog = plan->survey.units.items[unit].catalog,
                                     .release = release }));
        c = &plan->crossings.items[plan->crossings.n - 1];
        c->units = arena_array(a, plan->survey.units.n, sizeof *c->units);
    }
    c->units[c->n++] = unit;
}

/* Releases that the unit passes on its way, and the steps that they ask for. */
static void do_releases(struct steps_run *run, enum pass pass, size_t unit)
{
    const struct survey_unit *u = run->facts.unit;
    const struct reference *ref = &run->plan->survey.repository->references.items[u->reference];
    struct semver goal;

    if (u->standing != STANDING_BEHIND || !semver_parse(u->goal, &goal))
        return;
    for (size_t i = 0; i < u->catalog->releases.n; i++) {
        const struct catalog_release *release = &u->catalog->releases.items[i];

        if (semver_cmp(&release->version, &u->now) <= 0 || semver_cmp(&release->version, &goal) > 0)
            continue;
        if (pass == PASS_OTHERS && (release->breaking || release->minor) &&
            catalog_means(&release->modules, ref->module.path))
            note_crossing(run->plan, unit, release);
        do_steps(run, pass, release->by_kind, release->tag);
    }
}

/*
 * What the target itself asks for. Targets before it count too where the unit has not met them yet:
 * who goes from 1.3.0 to 1.5.0 passes 1.4.0.
 */
static void do_targets(struct steps_run *run, enum pass pass, const struct catalog_target *t,
                       unsigned depth)
{
    const struct survey_unit *u = run->facts.unit;

    if (!t || depth > DATA_BLOCKS_MAX)
        return;
    if (t != u->target && semver_cmp(&u->now, &t->minimum) >= 0)
        return;
    do_targets(run, pass, t->previous, depth + 1);
    do_steps(run, pass, t->by_kind, t->benchmark);
}

static int compare_crossings(const void *x, const void *y)
{
    const struct crossing *a = x, *b = y;

    return a->catalog != b->catalog ? str_cmp(a->catalog->name, b->catalog->name)
                                    : semver_cmp(&a->release->version, &b->release->version);
}

static void plan_steps(struct upgrade_plan *plan, struct bump_files *ret)
{
    struct repository *r = plan->survey.repository;
    bool *goes_along = arena_array(r->arena, r->references.n, sizeof *goes_along);
    struct steps_run run;

    for (size_t i = 0; i < plan->survey.units.n; i++)
        goes_along[plan->survey.units.items[i].reference] =
            arrives(plan, &plan->survey.units.items[i]);
    steps_begin(&run, plan, goes_along);
    for (size_t i = 0; i < plan->survey.units.n; i++) {
        const struct survey_unit *u = &plan->survey.units.items[i];

        if (!goes_along[u->reference])
            continue;
        steps_turn(&run, i);
        for (unsigned pass = PASS_LOCALS; pass <= PASS_OTHERS; pass++) {
            do_releases(&run, pass, i);
            do_targets(&run, pass, u->target, 0);
        }
        steps_leave(&run);
    }
    steps_finish(&run, ret);
    if (plan->crossings.n)
        qsort(plan->crossings.items, plan->crossings.n, sizeof *plan->crossings.items,
              compare_crossings);
}

/* ---- files --------------------------------------------------------------------------------- */

static int compare_files(const void *x, const void *y)
{
    return str_cmp(((const struct bump_file *)x)->file->path,
                   ((const struct bump_file *)y)->file->path);
}

static struct bump_file *file_of(struct upgrade_plan *plan, struct repo_file *file)
{
    for (size_t i = 0; i < plan->files.n; i++)
        if (plan->files.items[i].file == file)
            return &plan->files.items[i];
    vec_push(plan->survey.repository->arena, &plan->files, ((struct bump_file){ .file = file }));
    return &plan->files.items[plan->files.n - 1];
}

static void add_edits(struct upgrade_plan *plan, struct bump_file *to, const struct edits *edits)
{
    for (size_t i = 0; i < edits->n; i++)
        edits_add(plan->survey.repository->arena, &to->edits, edits->items[i].start,
                  edits->items[i].end, edits->items[i].text);
}

/* Versions and steps edit different places of a file: their edits are joined. */
static int join_files(struct upgrade_plan *plan, const struct bump_files *steps, struct err *e)
{
    struct arena *a = plan->survey.repository->arena;
    const struct bump_files *both[] = { &plan->references.files, steps };

    for (size_t k = 0; k < ARRAY_LEN(both); k++)
        for (size_t i = 0; i < both[k]->n; i++)
            add_edits(plan, file_of(plan, both[k]->items[i].file), &both[k]->items[i].edits);
    for (size_t i = 0; i < plan->files.n; i++) {
        struct bump_file *f = &plan->files.items[i];

        TRY(edits_apply(a, f->file->source.text, &f->edits, &f->new_text, e));
        TRY(edits_verify(f->file->source.text, f->new_text, &f->edits, e));
    }
    if (plan->files.n)
        qsort(plan->files.items, plan->files.n, sizeof *plan->files.items, compare_files);
    return 0;
}

/* ---- questions ----------------------------------------------------------------------------- */

static void ask(struct upgrade_plan *plan, const struct catalog_question *of, struct str account)
{
    struct question q = { .of = of, .account = account };

    for (size_t i = 0; i < plan->questions.n; i++)
        if (plan->questions.items[i].of == of && str_eq(plan->questions.items[i].account, account))
            return;
    q.answer = answers_find(&plan->answers, of->name, account);
    if (of->suggestion)
        q.suggestion = str_slice(of->item.source->text, of->suggestion->range.start,
                                 of->suggestion->range.end);
    vec_push(plan->survey.repository->arena, &plan->questions, q);
}

/* The questions of the catalogs that units are on their way in. */
static void ask_questions(struct upgrade_plan *plan)
{
    for (size_t i = 0; i < plan->survey.units.n; i++) {
        const struct survey_unit *u = &plan->survey.units.items[i];

        if (!u->module || !u->module->role.n || !arrives(plan, u))
            continue;
        for (size_t k = 0; k < u->catalog->questions.n; k++) {
            const struct catalog_question *of = &u->catalog->questions.items[k];

            if (!of->per_account)
                ask(plan, of, str_lit(""));
            else if (u->account.n)
                ask(plan, of, u->account);
        }
    }
}

/* ---- order --------------------------------------------------------------------------------- */

struct place_in_order {
    size_t unit;
    unsigned rank;
    uint64_t order;
};

static int compare_places(const void *x, const void *y)
{
    const struct place_in_order *a = x, *b = y;

    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

/* The account that the others point to goes first; then as accounts.json or the catalog says. */
static unsigned rank_of(const struct upgrade_plan *plan, const struct survey_unit *u)
{
    for (size_t i = 0; i < plan->survey.relations.n; i++)
        if (u->account.n && str_eq(plan->survey.relations.items[i].account, u->account))
            return 0;
    return u->module && u->module->role.n ? 1 : 2;
}

static void plan_order(struct upgrade_plan *plan)
{
    struct arena *a = plan->survey.repository->arena;
    VEC(struct place_in_order) places = { 0 };

    for (size_t i = 0; i < plan->survey.units.n; i++) {
        const struct survey_unit *u = &plan->survey.units.items[i];
        const struct account *account = survey_account(&plan->survey, u->account);
        struct place_in_order at = { i, rank_of(plan, u), account ? account->order : 0 };

        if (u->standing == STANDING_BEHIND && arrives(plan, u) &&
            plan->survey.repository->references.items[u->reference].kind != REFERENCE_UNUSED)
            vec_push(a, &places, at);
    }
    if (places.n)
        qsort(places.items, places.n, sizeof *places.items, compare_places);
    for (size_t i = 0; i < places.n; i++)
        vec_push(a, &plan->order, places.items[i].unit);
}

/* ---- together ------------------------------------------------------------------------------ */

static int read_answers(struct upgrade_plan *plan, const struct upgrade_options *o,
                        struct hcl_diags *d, struct err *e)
{
    struct arena *a = plan->survey.repository->arena;
    struct str *names = arena_array(a, plan->survey.accounts.n, sizeof *names);

    for (size_t i = 0; i < plan->survey.accounts.n; i++)
        names[i] = plan->survey.accounts.items[i].name;
    TRY(answers_read(a, o->answers, o->catalog, names, plan->survey.accounts.n, &plan->answers, d,
                     e));
    if (d->n_errors)
        return err_set(e, ERR_USAGE, "the answers have %zu error%s", d->n_errors,
                       d->n_errors == 1 ? "" : "s");
    return 0;
}

int upgrade_plan_make(struct repository *r, const struct repository_options *opened_with,
                      const struct upgrade_options *o, struct upgrade_plan *ret,
                      struct hcl_diags *d, struct err *e)
{
    struct bump_files steps = { 0 };

    *ret = (struct upgrade_plan){ 0 };
    survey_repository(r, o->catalog, o->benchmark, o->exact, &ret->survey);
    TRY(read_answers(ret, o, d, e));
    TRY(plan_references(ret, opened_with, o, e));
    plan_steps(ret, &steps);
    TRY(join_files(ret, &steps, e));
    TRY(upgrade_states_files(ret, e));
    ask_questions(ret);
    plan_order(ret);
    return 0;
}

int upgrade_plan_write_new(const struct upgrade_plan *plan, struct err *e)
{
    struct arena *a = plan->survey.repository->arena;

    for (size_t i = 0; i < plan->new_files.n; i++) {
        const struct new_file *file = &plan->new_files.items[i];
        struct str old;

        if (fs_read(a, file->path.p, &old, NULL, e) == 0)
            return err_set(e, ERR_CONFLICT,
                           "%.*s is there and says something else; move it away first",
                           STR(files_shown(&plan->survey.repository->files, file->path)));
        TRY(fs_make_folder(str_cstr(a, path_dir(file->path)), e));
        TRY(fs_replace(file->path.p, file->text, NULL, e));
    }
    return 0;
}

bool upgrade_plan_is_done(const struct upgrade_plan *plan, bool written)
{
    size_t failed = 0;

    for (size_t i = 0; i < plan->changes.n; i++)
        failed += plan->changes.items[i].status == CHANGE_FAILED;
    for (size_t i = 0; i < plan->questions.n; i++)
        if (plan->questions.items[i].of->required && !plan->questions.items[i].answer)
            return false;
    for (size_t i = 0; i < plan->references.outcomes.n; i++) {
        enum bump_status status = plan->references.outcomes.items[i].status;

        if (status == BUMP_LEFT || status == BUMP_BLOCKED)
            return false;
    }
    for (size_t i = 0; i < plan->survey.units.n; i++)
        if (plan->survey.units.items[i].standing == STANDING_TOO_OLD ||
            plan->survey.units.items[i].standing == STANDING_GONE ||
            (plan->survey.units.items[i].standing == STANDING_UNKNOWN &&
             plan->survey.units.items[i].target))
            return false;
    for (size_t i = 0; i < plan->notices.n; i++)
        if (plan->notices.items[i].step->kind == STEP_PIN)
            return false;
    return !failed && (written || (!plan->files.n && !plan->new_files.n)) &&
           !plan->survey.problems.n;
}
