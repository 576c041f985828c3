#include "report/upgrade_parts.h"

const char *step_kind_word(enum step_kind k)
{
    static const char *const words[] = {
        [STEP_REGIONS] = "regions",
        [STEP_LOCAL] = "local",
        [STEP_RENAME_INPUT] = "rename_input",
        [STEP_REMOVE_INPUT] = "remove_input",
        [STEP_INPUT] = "input",
        [STEP_BLOCK] = "block",
        [STEP_PIN] = "pin",
        [STEP_STATE] = "state",
        [STEP_NOTE] = "note",
        [STEP_KINDS] = "",
    };

    return words[k];
}

const char *standing_word(enum unit_standing s)
{
    static const char *const words[STANDINGS] = { "behind",  "there",   "past",
                                                  "too_old", "unknown", "gone" };

    return words[s];
}

const char *change_op_word(enum hcl_edit_op op)
{
    switch (op) {
    case HCL_ADD:
    case HCL_ADD_BLOCK:
        return "add";
    case HCL_SET:
        return "set";
    case HCL_RENAME:
        return "rename";
    case HCL_REMOVE:
        return "remove";
    }
    return "";
}

const struct reference *unit_reference(const struct upgrade_plan *plan, size_t unit)
{
    return &plan->survey.repository->references.items[plan->survey.units.items[unit].reference];
}

const struct bump_outcome *unit_outcome(const struct upgrade_plan *plan, size_t unit)
{
    size_t reference = plan->survey.units.items[unit].reference;

    for (size_t i = 0; i < plan->references.outcomes.n; i++)
        if (plan->references.outcomes.items[i].reference == reference)
            return &plan->references.outcomes.items[i];
    return NULL;
}

bool is_of_unit(const struct change *c)
{
    return c->step->kind != STEP_PIN;
}

struct str change_subject(struct arena *a, const struct upgrade_plan *plan, const struct change *c)
{
    const struct survey_unit *u = &plan->survey.units.items[c->unit];
    struct str address = c->edit.address;

    if (c->step->kind == STEP_REGIONS && str_ends(address, str_lit("[+]")))
        return str_slice(address, 0, address.n - 3);
    if (address.n && !(c->step->kind == STEP_INPUT && str_eq(address, u->prefix)))
        return address;
    switch (c->step->kind) {
    case STEP_LOCAL:
    case STEP_REGIONS:
        return str_printf(a, "locals.%.*s", STR(c->step->name));
    case STEP_INPUT:
    case STEP_RENAME_INPUT:
    case STEP_REMOVE_INPUT:
        return str_printf(a, "%.*s.%.*s", STR(u->prefix.n ? u->prefix : str_lit("inputs")),
                          STR(c->step->name));
    case STEP_BLOCK:
    case STEP_PIN:
    case STEP_STATE:
    case STEP_NOTE:
    case STEP_KINDS:
        break;
    }
    return c->step->name;
}

/* ---- counts -------------------------------------------------------------------------------- */

struct standing_counts count_standings(const struct upgrade_plan *plan,
                                       const struct catalog_repository *c)
{
    struct standing_counts counts = { 0 };

    for (size_t i = 0; i < plan->survey.units.n; i++) {
        const struct survey_unit *u = &plan->survey.units.items[i];

        if (u->catalog != c)
            continue;
        counts.total++;
        counts.by[u->standing]++;
        counts.goal = u->goal;
    }
    return counts;
}

bool is_relation_used(const struct upgrade_plan *plan, const struct relation *r)
{
    for (size_t i = 0; i < plan->survey.units.n; i++) {
        const struct catalog_repository *c = plan->survey.units.items[i].catalog;

        for (size_t k = 0; k < c->relations.n; k++)
            if (&c->relations.items[k] == r->of)
                return true;
    }
    return false;
}

bool is_first_notice(const struct upgrade_plan *plan, size_t i)
{
    for (size_t before = 0; before < i; before++)
        if (plan->notices.items[before].step == plan->notices.items[i].step)
            return false;
    return true;
}

bool is_first_question(const struct upgrade_plan *plan, size_t i)
{
    for (size_t before = 0; before < i; before++)
        if (plan->questions.items[before].of == plan->questions.items[i].of)
            return false;
    return true;
}

bool is_question_open(const struct upgrade_plan *plan, const struct catalog_question *q)
{
    for (size_t i = 0; i < plan->questions.n; i++)
        if (plan->questions.items[i].of == q && !plan->questions.items[i].answer)
            return true;
    return false;
}

static void count_open(const struct upgrade_plan *plan, struct upgrade_totals *t)
{
    for (size_t i = 0; i < plan->notices.n; i++) {
        const struct step *step = plan->notices.items[i].step;

        if (step->kind == STEP_PIN)
            t->pins++;
        else if (step->manual && is_first_notice(plan, i))
            t->manual++;
    }
    for (size_t i = 0; i < plan->questions.n; i++) {
        const struct catalog_question *q = plan->questions.items[i].of;

        if (!is_first_question(plan, i) || !is_question_open(plan, q))
            continue;
        t->open++;
        t->required += q->required;
    }
}

struct upgrade_totals upgrade_totals(const struct upgrade_plan *plan)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct upgrade_totals t = { .files = plan->files.n,
                                .new_files = plan->new_files.n,
                                .states = plan->states.n };

    for (size_t i = 0; i < plan->references.outcomes.n; i++)
        t.references += plan->references.outcomes.items[i].status == BUMP_CHANGED;
    for (size_t i = 0; i < plan->files.n; i++)
        t.edits += plan->files.items[i].edits.n;
    for (size_t i = 0; i < plan->changes.n; i++)
        t.failed += plan->changes.items[i].status == CHANGE_FAILED;
    for (size_t i = 0; i < plan->survey.units.n; i++)
        t.not_reached += why_not_reached(&scratch, plan, i).n > 0;
    count_open(plan, &t);
    return t;
}

static void print_count(struct buf *out, size_t n, const char *one, const char *many)
{
    buf_printf(out, "%s%zu %s", out->n && out->p[out->n - 1] != '\n' ? ", " : "", n,
               n == 1 ? one : many);
}

void print_totals(struct buf *out, const struct upgrade_totals *t)
{
    AUTO_BUF struct buf b = BUF_INIT;

    print_count(&b, t->references, "reference", "references");
    print_count(&b, t->edits, "edit", "edits");
    buf_printf(&b, " in %zu %s", t->files, t->files == 1 ? "file" : "files");
    if (t->new_files)
        print_count(&b, t->new_files, "new file", "new files");
    if (t->states)
        print_count(&b, t->states, "state migration", "state migrations");
    if (t->failed)
        print_count(&b, t->failed, "step cannot be done", "steps cannot be done");
    if (t->not_reached)
        print_count(&b, t->not_reached, "reference not reached", "references not reached");
    if (t->pins)
        print_count(&b, t->pins, "version is fixed too low", "versions are fixed too low");
    if (t->manual)
        print_count(&b, t->manual, "thing to do by hand", "things to do by hand");
    if (t->open)
        print_count(&b, t->open, "decision open", "decisions open");
    if (t->required)
        buf_printf(&b, " (%zu needed)", t->required);
    buf_add(out, buf_str(&b));
}

/* ---- what is left -------------------------------------------------------------------------- */

struct str why_not_reached(struct arena *a, const struct upgrade_plan *plan, size_t unit)
{
    const struct survey_unit *u = &plan->survey.units.items[unit];
    const struct reference *ref = unit_reference(plan, unit);
    const struct bump_outcome *o = unit_outcome(plan, unit);

    if (!u->target)
        return str_lit("");
    if (u->standing == STANDING_TOO_OLD)
        return str_printf(a, "%.*s is below %.*s: %.*s", STR(ref->ref), STR(u->target->floor_text),
                          STR(u->target->floor_guide));
    if (u->standing == STANDING_GONE)
        return str_printf(
            a, "the module has left the repository at %.*s%s%.*s: change its source by hand",
            STR(u->module->until_text), u->module->moved_to.n ? " for " : "",
            STR(u->module->moved_to));
    if (u->standing == STANDING_UNKNOWN && ref->ref.n)
        return str_printf(a, "%.*s cannot be compared: it is no version", STR(ref->ref));
    if (u->standing == STANDING_UNKNOWN)
        return ref->why.n ? str_printf(a, "its version is not known: %.*s", STR(ref->why))
                          : str_lit("no version is written");
    if (o && (o->status == BUMP_LEFT || o->status == BUMP_BLOCKED))
        return o->reason.n ? o->reason : str_lit("it cannot be changed here");
    return str_lit("");
}

void report_upgrade_totals(struct buf *out, const struct upgrade_plan *plan)
{
    struct upgrade_totals t = upgrade_totals(plan);

    print_totals(out, &t);
    buf_addc(out, '\n');
}

void report_upgrade_written(struct buf *out, const struct upgrade_plan *plan)
{
    size_t edits = 0;

    for (size_t i = 0; i < plan->files.n; i++)
        edits += plan->files.items[i].edits.n;
    print_count(out, edits, "edit", "edits");
    buf_printf(out, " in %zu %s", plan->files.n, plan->files.n == 1 ? "file" : "files");
    if (plan->new_files.n)
        print_count(out, plan->new_files.n, "new file", "new files");
    buf_addz(out, ": written\n");
}
