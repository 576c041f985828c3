#include "upgrade/upgrade_steps.h"

#include "upgrade/steps_internal.h"

/* ---- the kinds ----------------------------------------------------------------------------- */

/*
 * A value of several lines, indented for its place: one level deep, by what the file indents with.
 * The lines of a heredoc are text and stay.
 */
static struct str indented(struct steps_run *run, struct str value)
{
    struct str file = run->facts.unit->file->source.text;
    bool tabs = str_find(file, str_lit("\n\t")) != STR_NONE;
    AUTO_BUF struct buf b = BUF_INIT;

    if (str_find(value, str_lit("<<")) != STR_NONE)
        return value;
    for (size_t i = 0; i < value.n; i++) {
        buf_addc(&b, value.p[i]);
        if (value.p[i] == '\n' && i + 1 < value.n && value.p[i + 1] != '\n')
            buf_addz(&b, tabs ? "\t" : "  ");
    }
    return str_copy(steps_arena(run), buf_str(&b));
}

/* Where inputs are written; makes the attribute where the unit has none. */
static bool add_to(struct steps_run *run, const struct step *step, struct str origin,
                   struct str container, struct str name, struct str value)
{
    const struct survey_unit *u = run->facts.unit;
    struct arena *a = steps_arena(run);

    value = indented(run, value);
    if (!steps_resolves(run, u->file, container)) {
        bool locals = str_is(container, "locals");
        struct str text =
            str_printf(a, "%s{\n  %.*s = %.*s\n}", locals ? "locals " : "", STR(name), STR(value));
        struct hcl_edit whole = { locals ? HCL_ADD_BLOCK : HCL_ADD,
                                  locals ? str_lit("") : container, text };

        return steps_edit(run, step, origin, u->file, whole);
    }
    return steps_edit(run, step, origin, u->file,
                      (struct hcl_edit){ HCL_ADD, steps_member(run, container, name), value });
}

static bool is_given(const struct survey_unit *u, struct str name)
{
    return u->inputs && value_get(u->inputs, name);
}

/* Null says nothing: the module's default counts, as if it were not there. */
static bool is_null(const struct survey_unit *u, struct str name)
{
    return is_given(u, name) && value_get(u->inputs, name)->state == VALUE_NULL;
}

/* An input that is there: is what it says to be replaced? */
static void replace_input(struct steps_run *run, const struct step *step, struct str origin,
                          struct str value)
{
    const struct survey_unit *u = run->facts.unit;
    struct str address = steps_member(run, u->prefix, step->name), why = { 0 };
    enum fact_answer answer = FACT_NO;

    if (is_null(u, step->name))
        answer = FACT_YES;
    else if (step->replace)
        answer = facts_ask(&run->facts, step, step->replace, &why);

    if (answer == FACT_UNKNOWN)
        steps_fail(run, step, origin, why);
    if (answer != FACT_YES || steps_was_written(run, u->file, address))
        return;
    steps_edit_written(run, step, origin, (struct hcl_edit){ HCL_SET, address, value });
}

static void do_input(struct steps_run *run, const struct step *step, struct str origin)
{
    const struct survey_unit *u = run->facts.unit;
    struct str value, why = { 0 };
    enum fact_answer answer = facts_text(&run->facts, step, step->value, &value, &why);

    if (answer == FACT_UNKNOWN)
        steps_fail(run, step, origin, why);
    if (answer != FACT_YES)
        return;
    if (is_given(u, step->name)) {
        replace_input(run, step, origin, value);
        return;
    }
    if (steps_was_written(run, u->file, steps_member(run, u->prefix, step->name)))
        return;
    if (!u->inputs)
        steps_fail(run, step, origin,
                   str_lit("its inputs are computed: whether this one is among them "
                           "cannot be told"));
    else
        add_to(run, step, origin, u->prefix, step->name, value);
}

void steps_do_local(struct steps_run *run, const struct step *step, struct str origin)
{
    const struct survey_unit *u = run->facts.unit;
    struct str value, why = { 0 };
    enum fact_answer answer;

    if (u->locals && value_get(u->locals, step->name))
        return;
    answer = facts_text(&run->facts, step, step->value, &value, &why);
    if (answer == FACT_UNKNOWN)
        steps_fail(run, step, origin, why);
    if (answer == FACT_YES &&
        !steps_was_written(run, u->file, steps_member(run, str_lit("locals"), step->name)))
        add_to(run, step, origin, str_lit("locals"), step->name, value);
}

static void do_rename(struct steps_run *run, const struct step *step, struct str origin)
{
    const struct survey_unit *u = run->facts.unit;
    struct str address = steps_member(run, u->prefix, step->name);

    if (!is_given(u, step->name) || steps_was_written(run, u->file, address))
        return;
    (void)steps_was_written(run, u->file, steps_member(run, u->prefix, step->to));
    steps_edit_written(run, step, origin, (struct hcl_edit){ HCL_RENAME, address, step->to });
}

static void do_remove(struct steps_run *run, const struct step *step, struct str origin)
{
    const struct survey_unit *u = run->facts.unit;
    struct str address = steps_member(run, u->prefix, step->name);

    if (!is_given(u, step->name) || steps_was_written(run, u->file, address))
        return;
    steps_edit_written(run, step, origin, (struct hcl_edit){ HCL_REMOVE, address, { 0 } });
}

/* One block, if there is none at the address that the step is named for; or a list of blocks. */
static void do_block(struct steps_run *run, const struct step *step, struct str origin)
{
    const struct survey_unit *u = run->facts.unit;
    const struct reference *ref = &run->plan->survey.repository->references.items[u->reference];
    struct data_texts blocks;
    struct str why = { 0 }, key;
    enum fact_answer answer = facts_texts(&run->facts, step, step->value, &blocks, &why);

    if (answer == FACT_UNKNOWN)
        steps_fail(run, step, origin, why);
    key = str_printf(steps_arena(run), "block %.*s %.*s", STR(ref->dir), STR(step->name));
    if (answer != FACT_YES || map_get(&run->written, key) ||
        (blocks.n == 1 && steps_resolves(run, u->file, step->name)))
        return;
    map_put(steps_arena(run), &run->written, key, run);
    for (size_t i = 0; i < blocks.n; i++)
        steps_edit(run, step, origin, u->file,
                   (struct hcl_edit){ HCL_ADD_BLOCK, str_lit(""), blocks.items[i] });
}

static void do_state(struct steps_run *run, const struct step *step, struct str origin)
{
    struct state_change c = { .unit = run->unit, .step = step, .origin = origin };
    struct str why = { 0 };
    enum fact_answer answer = facts_texts(&run->facts, step, step->actions, &c.actions, &why);

    if (answer == FACT_UNKNOWN)
        steps_fail(run, step, origin, why);
    else if (answer == FACT_YES && c.actions.n)
        vec_push(steps_arena(run), &run->plan->states, c);
}

void steps_do(struct steps_run *run, const struct step *step, struct str origin)
{
    struct str why = { 0 };
    enum fact_answer answer;

    if (!run->facts.unit->file) {
        return; /* stacks and unused sources have no inputs of their own */
    }
    answer = facts_ask(&run->facts, step, step->when, &why);
    if (answer == FACT_UNKNOWN)
        steps_fail(run, step, origin, why);
    if (answer != FACT_YES)
        return;
    switch (step->kind) {
    case STEP_REGIONS:
        vec_push(steps_arena(run), &run->regions, ((struct pending_step){ step, origin }));
        break;
    case STEP_LOCAL:
        vec_push(steps_arena(run), &run->locals, ((struct pending_step){ step, origin }));
        break;
    case STEP_RENAME_INPUT:
        do_rename(run, step, origin);
        break;
    case STEP_REMOVE_INPUT:
        do_remove(run, step, origin);
        break;
    case STEP_INPUT:
        do_input(run, step, origin);
        break;
    case STEP_BLOCK:
        do_block(run, step, origin);
        break;
    case STEP_PIN:
        steps_do_pin(run, step, origin);
        break;
    case STEP_STATE:
        do_state(run, step, origin);
        break;
    case STEP_NOTE:
        steps_notice(run, step, origin, str_lit(""), str_lit(""));
        break;
    case STEP_KINDS:
        BUG("no kind of step");
    }
}

static bool is_planned(const struct steps_run *run, struct str name)
{
    for (size_t i = 0; i < run->plan->changes.n; i++) {
        const struct change *c = &run->plan->changes.items[i];

        if (c->unit == run->unit && str_eq(c->step->name, name) &&
            (c->step->kind == STEP_INPUT || c->step->kind == STEP_RENAME_INPUT))
            return true;
        if (c->unit == run->unit && c->step->kind == STEP_RENAME_INPUT && str_eq(c->step->to, name))
            return true;
    }
    return false;
}

static void check_inputs(struct steps_run *run)
{
    const struct survey_unit *u = run->facts.unit;
    struct semver goal;

    if (!u->file || !u->module || !u->inputs || !semver_parse(u->goal, &goal))
        return;
    for (size_t i = 0; i < u->module->inputs.n; i++) {
        const struct catalog_input *input = &u->module->inputs.items[i];
        struct step *step;

        if (!input->required || (input->since.n_parts && semver_cmp(&input->since, &goal) > 0) ||
            (input->until.n_parts && semver_cmp(&input->until, &goal) <= 0) ||
            (is_given(u, input->name) && !is_null(u, input->name)) || is_planned(run, input->name))
            continue;
        step = arena_new(steps_arena(run), struct step);
        *step = (struct step){ .item = input->item, .kind = STEP_INPUT, .name = input->name };
        step->why = input->about.n ? input->about : str_lit("The module asks for it.");
        steps_fail(run, step, u->goal,
                   str_printf(steps_arena(run), "the module needs it (%.*s) and nothing gives it",
                              STR(input->type)));
    }
}

void steps_leave(struct steps_run *run)
{
    for (size_t i = 0; i < run->regions.n; i++)
        steps_do_regions(run, run->regions.items[i].step, run->regions.items[i].origin);
    check_inputs(run);
}

/* ---- the run ------------------------------------------------------------------------------- */

void steps_begin(struct steps_run *run, struct upgrade_plan *plan, bool *goes_along)
{
    *run = (struct steps_run){ .plan = plan, .goes_along = goes_along };
    facts_init(&run->facts, plan->survey.repository->arena, &plan->survey, &plan->answers);
}

void steps_turn(struct steps_run *run, size_t unit)
{
    run->unit = unit;
    run->locals.n = run->regions.n = 0;
    facts_turn(&run->facts, &run->plan->survey.units.items[unit]);
}
