/* A plan to a benchmark version as one JSON document; its fields are documented in docs/json.md. */
#include "report/upgrade_parts.h"

static struct arena *arena_of(const struct upgrade_plan *plan)
{
    return plan->survey.repository->arena;
}

static void key_text_or_null(struct json_writer *w, const char *name, struct str s)
{
    jw_key(w, name);
    if (s.n)
        jw_text(w, s);
    else
        jw_null(w);
}

/* "place": an object, or null. */
static void json_place_of(struct json_writer *w, bool known, const struct change_place *place)
{
    jw_key(w, "place");
    if (!known) {
        jw_null(w);
        return;
    }
    jw_object(w);
    json_place(w, place->source, place->range);
    jw_end(w);
}

/* ---- who is here --------------------------------------------------------------------------- */

static void json_repositories(struct json_writer *w, const struct upgrade_plan *plan)
{
    const struct survey *s = &plan->survey;

    jw_key(w, "repositories");
    jw_array(w);
    for (size_t i = 0; i < s->catalog->repositories.n; i++) {
        const struct catalog_repository *c = &s->catalog->repositories.items[i];
        const struct catalog_target *t = catalog_target(c, s->benchmark);
        struct standing_counts counts = count_standings(plan, c);

        if (!counts.total)
            continue;
        jw_object(w);
        jw_key_text(w, "name", c->name);
        jw_key_text(w, "about", c->about);
        key_text_or_null(w, "minimum", t ? t->minimum_text : str_lit(""));
        key_text_or_null(w, "goal", t ? counts.goal : str_lit(""));
        jw_key(w, "units");
        jw_object(w);
        for (unsigned k = 0; k < STANDINGS; k++)
            jw_key_number(w, standing_word(k), counts.by[k]);
        jw_end(w);
        jw_end(w);
    }
    jw_end(w);
}

static void json_organization(struct json_writer *w, const struct upgrade_plan *plan)
{
    const struct survey *s = &plan->survey;

    jw_key(w, "organization");
    jw_object(w);
    jw_key(w, "accounts");
    jw_array(w);
    for (size_t i = 0; i < s->accounts.n; i++) {
        jw_object(w);
        jw_key_text(w, "name", s->accounts.items[i].name);
        key_text_or_null(w, "id", s->accounts.items[i].id);
        jw_end(w);
    }
    jw_end(w);
    jw_key(w, "relations");
    jw_array(w);
    for (size_t i = 0; i < s->relations.n; i++) {
        const struct relation *r = &s->relations.items[i];

        if (!is_relation_used(plan, r))
            continue;
        jw_object(w);
        jw_key_text(w, "name", r->of->name);
        jw_key_text(w, "about", r->of->about);
        key_text_or_null(w, "account", r->account);
        jw_key_text(w, "known", str_z(!r->account.n ? "not" : r->assumed ? "assumed" : "found"));
        jw_end(w);
    }
    jw_end(w);
    jw_end(w);
}

/* ---- units --------------------------------------------------------------------------------- */

/* What a step says, wherever it comes up. */
static void json_step(struct json_writer *w, const struct step *step, struct str origin)
{
    jw_key_text(w, "kind", str_z(step_kind_word(step->kind)));
    jw_key_text(w, "name", step->name);
    jw_key_text(w, "origin", origin);
    jw_key_text(w, "why", step->why);
    if (step->issue.n)
        jw_key_text(w, "issue", step->issue);
}

static void json_change(struct json_writer *w, const struct upgrade_plan *plan,
                        const struct change *c)
{
    struct change_place place;
    bool known = change_place(plan, c, &place);

    jw_object(w);
    json_step(w, c->step, c->origin);
    jw_key_text(w, "status", str_z(c->status == CHANGE_FAILED ? "failed" : "planned"));
    if (c->edit.address.n || c->edit.value.n) {
        jw_key_text(w, "op",
                    str_z(c->edit.op == HCL_ADD_BLOCK ? "add_block" : change_op_word(c->edit.op)));
        jw_key_text(w, "address", c->edit.address);
        if (c->edit.op != HCL_REMOVE)
            jw_key_text(w, "value", c->edit.value);
    }
    if (c->status == CHANGE_FAILED)
        jw_key_text(w, "reason", c->reason);
    json_place_of(w, known, &place);
    jw_end(w);
}

static void json_unit(struct json_writer *w, const struct upgrade_plan *plan, size_t unit)
{
    const struct survey_unit *u = &plan->survey.units.items[unit];
    const struct reference *ref = unit_reference(plan, unit);
    const struct bump_outcome *o = unit_outcome(plan, unit);
    struct str why = why_not_reached(arena_of(plan), plan, unit);
    struct change_place place;
    bool known = unit_place(plan, unit, &place);

    jw_object(w);
    jw_key_text(w, "unit", ref->unit);
    jw_key_text(w, "repository", u->catalog->name);
    jw_key_text(w, "module", ref->module.path);
    key_text_or_null(w, "account", u->account);
    key_text_or_null(w, "account_id", u->account_id);
    key_text_or_null(w, "version", ref->ref);
    key_text_or_null(w, "goal", u->target ? u->goal : str_lit(""));
    jw_key_text(w, "standing", str_z(standing_word(u->standing)));
    jw_key_text(w, "reference", str_z(o ? bump_status_word(o->status) : "none"));
    if (o && o->note.n)
        jw_key_text(w, "note", o->note);
    if (why.n)
        jw_key_text(w, "not_reached", why);
    json_place_of(w, known, &place);
    jw_key(w, "changes");
    jw_array(w);
    for (size_t i = 0; i < plan->changes.n; i++)
        if (plan->changes.items[i].unit == unit && is_of_unit(&plan->changes.items[i]))
            json_change(w, plan, &plan->changes.items[i]);
    jw_end(w);
    jw_end(w);
}

/* ---- what comes with it -------------------------------------------------------------------- */

static void json_crossings(struct json_writer *w, const struct upgrade_plan *plan)
{
    jw_key(w, "crossings");
    jw_array(w);
    for (size_t i = 0; i < plan->crossings.n; i++) {
        const struct crossing *c = &plan->crossings.items[i];

        jw_object(w);
        jw_key_text(w, "repository", c->catalog->name);
        jw_key_text(w, "release", c->release->tag);
        key_text_or_null(w, "date", c->release->date);
        jw_key_bool(w, "breaking", c->release->breaking);
        jw_key_text(w, "about", c->release->about);
        jw_key(w, "units");
        jw_array(w);
        for (size_t k = 0; k < c->n; k++)
            jw_text(w, unit_reference(plan, c->units[k])->unit);
        jw_end(w);
        jw_end(w);
    }
    jw_end(w);
}

static void json_states(struct json_writer *w, const struct upgrade_plan *plan)
{
    jw_key(w, "states");
    jw_array(w);
    for (size_t i = 0; i < plan->states.n; i++) {
        const struct state_change *c = &plan->states.items[i];

        jw_object(w);
        jw_key_text(w, "unit", unit_reference(plan, c->unit)->unit);
        json_step(w, c->step, c->origin);
        jw_key(w, "actions");
        jw_array(w);
        for (size_t k = 0; k < c->actions.n; k++)
            jw_text(w, c->actions.items[k]);
        jw_end(w);
        jw_end(w);
    }
    jw_end(w);
}

static void json_notices(struct json_writer *w, const struct upgrade_plan *plan)
{
    jw_key(w, "notices");
    jw_array(w);
    for (size_t i = 0; i < plan->notices.n; i++) {
        const struct notice *n = &plan->notices.items[i];

        if (n->step->kind == STEP_PIN)
            continue;
        jw_object(w);
        jw_key_text(w, "unit", unit_reference(plan, n->unit)->unit);
        json_step(w, n->step, n->origin);
        jw_key_bool(w, "manual", n->step->manual);
        if (n->text.n)
            jw_key_text(w, "text", n->text);
        jw_end(w);
    }
    jw_end(w);
}

/* Pins that are edited, and those that people must edit. */
static void json_pins(struct json_writer *w, const struct upgrade_plan *plan)
{
    jw_key(w, "pins");
    jw_array(w);
    for (size_t i = 0; i < plan->changes.n; i++)
        if (!is_of_unit(&plan->changes.items[i]))
            json_change(w, plan, &plan->changes.items[i]);
    for (size_t i = 0; i < plan->notices.n; i++) {
        const struct notice *n = &plan->notices.items[i];
        struct change_place place;
        bool known;

        if (n->step->kind != STEP_PIN)
            continue;
        known = notice_place(plan, n, &place);
        jw_object(w);
        json_step(w, n->step, n->origin);
        jw_key_text(w, "status", str_lit("left"));
        jw_key_text(w, "reason", n->text);
        json_place_of(w, known, &place);
        jw_end(w);
    }
    jw_end(w);
}

static void json_questions(struct json_writer *w, const struct upgrade_plan *plan)
{
    jw_key(w, "questions");
    jw_array(w);
    for (size_t i = 0; i < plan->questions.n; i++) {
        const struct question *q = &plan->questions.items[i];

        jw_object(w);
        jw_key_text(w, "name", q->of->name);
        key_text_or_null(w, "account", q->account);
        jw_key_text(w, "about", q->of->about);
        jw_key_bool(w, "required", q->of->required);
        jw_key(w, "answer");
        if (q->answer)
            jw_text(w, q->answer->text);
        else
            jw_null(w);
        if (q->suggestion.n)
            jw_key_text(w, "suggestion", q->suggestion);
        jw_end(w);
    }
    jw_end(w);
}

static void json_new_files(struct json_writer *w, const struct upgrade_plan *plan)
{
    jw_key(w, "new_files");
    jw_array(w);
    for (size_t i = 0; i < plan->new_files.n; i++) {
        const struct new_file *f = &plan->new_files.items[i];

        jw_object(w);
        jw_key_text(w, "file", files_shown(&plan->survey.repository->files, f->path));
        jw_key_text(w, "text", f->text);
        jw_end(w);
    }
    jw_end(w);
}

static void json_totals(struct json_writer *w, const struct upgrade_plan *plan, bool written)
{
    struct upgrade_totals t = upgrade_totals(plan);

    jw_key_bool(w, "done", upgrade_plan_is_done(plan, written));
    jw_key(w, "totals");
    jw_object(w);
    jw_key_number(w, "references", t.references);
    jw_key_number(w, "edits", t.edits);
    jw_key_number(w, "files", t.files);
    jw_key_number(w, "new_files", t.new_files);
    jw_key_number(w, "states", t.states);
    jw_key_number(w, "failed", t.failed);
    jw_key_number(w, "not_reached", t.not_reached);
    jw_key_number(w, "pins_left", t.pins);
    jw_key_number(w, "by_hand", t.manual);
    jw_key_number(w, "decisions_open", t.open);
    jw_end(w);
}

static void json_problems(struct json_writer *w, const struct upgrade_plan *plan)
{
    jw_key(w, "problems");
    jw_array(w);
    json_problem_items(w, plan->survey.repository);
    for (size_t i = 0; i < plan->survey.problems.n; i++) {
        jw_object(w);
        jw_key_text(w, "message", plan->survey.problems.items[i].message);
        jw_key_text(w, "unit", plan->survey.problems.items[i].place);
        jw_end(w);
    }
    jw_end(w);
}

void report_upgrade_json(struct buf *out, const struct upgrade_plan *plan,
                         const struct apply_result *applied)
{
    const struct repository *r = plan->survey.repository;
    struct json_writer w = { .out = out };

    jw_object(&w);
    jw_key_text(&w, "benchmark", plan->survey.benchmark);
    jw_key_text(&w, "folder", files_shown(&r->files, r->folder));
    jw_key_text(&w, "root", files_shown(&r->files, r->root));
    json_totals(&w, plan, applied && !applied->refusals.n);
    json_repositories(&w, plan);
    json_organization(&w, plan);
    jw_key(&w, "units");
    jw_array(&w);
    for (size_t i = 0; i < plan->survey.units.n; i++)
        json_unit(&w, plan, i);
    jw_end(&w);
    json_crossings(&w, plan);
    json_states(&w, plan);
    json_notices(&w, plan);
    json_pins(&w, plan);
    json_questions(&w, plan);
    jw_key(&w, "order");
    jw_array(&w);
    for (size_t i = 0; i < plan->order.n; i++)
        jw_text(&w, unit_reference(plan, plan->order.items[i])->unit);
    jw_end(&w);
    json_files(&w, &plan->files);
    json_new_files(&w, plan);
    json_applied(&w, applied);
    json_problems(&w, plan);
    jw_end(&w);
}
