/*
 * A plan for a pull request. What comes from the repository goes through md_code() and md_text().
 */
#include "report/markdown.h"
#include "report/upgrade_groups.h"

enum {
    VARIANTS_SHOWN = 20, /* values of one change; the diff shows all */
    ORDER_SHOWN = 50,    /* a longer order of apply is folded */
};

struct page {
    struct buf *out;
    struct arena *arena;
    const struct upgrade_plan *plan;
};

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void heading(struct page *p, const char *title)
{
    buf_printf(p->out, "\n### %s\n\n", title);
}

/* "7 units: `{a,b}/x`" */
static void units(struct page *p, const struct unit_set *set)
{
    if (set->n > 1)
        buf_printf(p->out, "%zu units: ", set->n);
    md_code(p->out, unit_names(p->arena, p->plan, set));
}

static void see(struct page *p, const struct step *step)
{
    if (!step->issue.n)
        return;
    buf_addz(p->out, " See ");
    md_code(p->out, str_printf(p->arena, "footing upgrade explain %.*s", STR(step->issue)));
    buf_addc(p->out, '.');
}

/* ---- the summary --------------------------------------------------------------------------- */

static void write_repository(struct page *p, const struct catalog_repository *c)
{
    static const char *const words[STANDINGS] = { "behind", "there", "beyond it", "too old",
                                                  "without a known version" };
    const struct catalog_target *t = catalog_target(c, p->plan->survey.benchmark);
    struct standing_counts counts = count_standings(p->plan, c);
    bool first = true;

    if (!counts.total)
        return;
    buf_addz(p->out, "- ");
    md_code(p->out, c->name);
    if (!t) {
        buf_printf(p->out, ": %zu reference%s; it has no part in this target\n", counts.total,
                   plural(counts.total));
        return;
    }
    buf_addz(p->out, ": ");
    md_code(p->out, t->minimum_text);
    buf_addz(p->out, " is the lowest release, ");
    md_code(p->out, counts.goal);
    buf_printf(p->out, " the goal; %zu unit%s: ", counts.total, plural(counts.total));
    for (unsigned i = 0; i < STANDINGS; i++) {
        if (!counts.by[i])
            continue;
        buf_printf(p->out, "%s%zu %s", first ? "" : ", ", counts.by[i], words[i]);
        first = false;
    }
    buf_addc(p->out, '\n');
}

static void write_summary(struct page *p)
{
    const struct survey *s = &p->plan->survey;
    struct upgrade_totals t = upgrade_totals(p->plan);

    buf_addz(p->out, "## Upgrade to ");
    md_code(p->out, s->benchmark);
    buf_addz(p->out, "\n\n");
    print_totals(p->out, &t);
    buf_addz(p->out, ".\n\n");
    for (size_t i = 0; i < s->catalog->repositories.n; i++)
        write_repository(p, &s->catalog->repositories.items[i]);
    for (size_t i = 0; s->accounts.n && i < s->relations.n; i++) {
        const struct relation *r = &s->relations.items[i];

        if (!is_relation_used(p->plan, r))
            continue;
        buf_addz(p->out, "- ");
        md_prose(p->out, r->of->about);
        buf_addz(p->out, ": ");
        if (r->account.n)
            md_code(p->out, r->account);
        buf_addz(p->out, !r->account.n ? "not known\n"
                         : r->assumed  ? " (nothing says so; assumed)\n"
                                       : "\n");
    }
}

/* ---- by account ---------------------------------------------------------------------------- */

struct account_row {
    size_t units, versions, changes, failed, states, left;
};

static struct account_row count_account(struct page *p, struct str account)
{
    const struct upgrade_plan *plan = p->plan;
    struct account_row row = { 0 };

    for (size_t i = 0; i < plan->survey.units.n; i++) {
        const struct bump_outcome *o = unit_outcome(plan, i);

        if (!str_eq(plan->survey.units.items[i].account, account))
            continue;
        row.units++;
        row.versions += o && o->status == BUMP_CHANGED;
        row.left += why_not_reached(p->arena, plan, i).n > 0;
    }
    for (size_t i = 0; i < plan->changes.n; i++) {
        const struct change *c = &plan->changes.items[i];

        if (!is_of_unit(c) || !str_eq(plan->survey.units.items[c->unit].account, account))
            continue;
        row.changes += c->status == CHANGE_PLANNED;
        row.failed += c->status == CHANGE_FAILED;
    }
    for (size_t i = 0; i < plan->states.n; i++)
        row.states += str_eq(plan->survey.units.items[plan->states.items[i].unit].account, account);
    return row;
}

static void write_account(struct page *p, struct str name, struct str id)
{
    struct account_row row = count_account(p, name);

    if (!row.units)
        return;
    buf_addz(p->out, "| ");
    if (name.n)
        md_code(p->out, name);
    else
        buf_addz(p->out, "none known");
    buf_addz(p->out, " | ");
    md_code(p->out, id);
    buf_printf(p->out, " | %zu | %zu | %zu | %zu | %zu | %zu |\n", row.units, row.versions,
               row.changes, row.states, row.failed, row.left);
}

static void write_accounts(struct page *p)
{
    const struct survey *s = &p->plan->survey;

    if (!s->units.n)
        return;
    heading(p, "Accounts");
    buf_addz(p->out, "| Account | Id | Units | New versions | Changes | State migrations | "
                     "Cannot be done | Not reached |\n"
                     "|---|---|--:|--:|--:|--:|--:|--:|\n");
    for (size_t i = 0; i < s->accounts.n; i++)
        write_account(p, s->accounts.items[i].name, s->accounts.items[i].id);
    write_account(p, str_lit(""), str_lit(""));
}

/* ---- breaking releases --------------------------------------------------------------------- */

static void write_crossings(struct page *p)
{
    const struct upgrade_plan *plan = p->plan;

    if (plan->crossings.n)
        heading(p, "Releases on the way that break something");
    for (size_t i = 0; i < plan->crossings.n; i++) {
        const struct crossing *c = &plan->crossings.items[i];
        struct unit_set set = { .items = c->units, .n = c->n };

        buf_addz(p->out, "- ");
        md_code(p->out,
                str_printf(p->arena, "%.*s %.*s", STR(c->catalog->name), STR(c->release->tag)));
        if (c->release->date.n)
            buf_printf(p->out, " (%.*s)", STR(c->release->date));
        buf_addz(p->out, ": ");
        md_prose(p->out, c->release->about);
        buf_addz(p->out, "\\\n  Here: ");
        units(p, &set);
        buf_addc(p->out, '\n');
    }
}

/* ---- changes ------------------------------------------------------------------------------- */

static struct str short_value(struct page *p, struct str value)
{
    struct str rest = value, first = str_cut(&rest, '\n');

    return rest.n ? str_printf(p->arena, "%.*s …", STR(str_trim_end(first))) : first;
}

static void write_values(struct page *p, const struct change_group *g)
{
    for (size_t i = 0; i < g->variants.n && i < VARIANTS_SHOWN; i++) {
        const struct change_variant *v = &g->variants.items[i];

        buf_addz(p->out, "  - ");
        md_code(p->out, unit_names(p->arena, p->plan, &v->units));
        buf_addz(p->out, ": ");
        if (v->reason.n)
            md_text(p->out, v->reason);
        else
            md_code(p->out, short_value(p, v->value));
        buf_addc(p->out, '\n');
    }
    if (g->variants.n > VARIANTS_SHOWN)
        buf_printf(p->out, "  - … %zu more values; the diff has all\n",
                   g->variants.n - VARIANTS_SHOWN);
}

static void write_group(struct page *p, const struct change_group *g)
{
    const struct change *c = g->first;
    bool valued =
        c->edit.op != HCL_REMOVE && c->edit.op != HCL_ADD_BLOCK && c->status == CHANGE_PLANNED;
    struct str value = short_value(p, g->variants.items[0].value);
    const char *between = c->edit.op == HCL_RENAME        ? " to "
                          : c->step->kind == STEP_REGIONS ? " += "
                                                          : " = ";

    buf_printf(p->out, "- %s ", c->status == CHANGE_FAILED ? "" : change_op_word(c->edit.op));
    if (valued && g->variants.n == 1)
        md_code(p->out, str_printf(p->arena, "%.*s%s%.*s", STR(g->subject), between, STR(value)));
    else
        md_code(p->out, g->subject);
    buf_addz(p->out, ": ");
    md_prose(p->out, c->step->why);
    see(p, c->step);
    buf_addc(p->out, '\n');
    if (c->status == CHANGE_FAILED || (valued && g->variants.n > 1))
        write_values(p, g);
}

static void write_changes(struct page *p, enum change_status status, const char *title)
{
    struct change_sections sections = change_sections(p->arena, p->plan, status);

    if (sections.n)
        heading(p, title);
    for (size_t i = 0; i < sections.n; i++) {
        const struct change_section *s = &sections.items[i];

        buf_printf(p->out, "%s<details%s><summary>", i ? "\n" : "",
                   status == CHANGE_FAILED ? " open" : "");
        md_html_code(p->out, unit_names(p->arena, p->plan, &s->units));
        buf_printf(p->out, ": %zu step%s%s</summary>\n\n", s->groups.n, plural(s->groups.n),
                   s->units.n > 1 ? " each" : "");
        for (size_t k = 0; k < s->groups.n; k++)
            write_group(p, s->groups.items[k]);
        buf_addz(p->out, "\n</details>\n");
    }
}

/* ---- what stands in the way ---------------------------------------------------------------- */

static void write_pins(struct page *p)
{
    const struct upgrade_plan *plan = p->plan;
    size_t n = 0;

    for (size_t i = 0; i < plan->changes.n; i++) {
        const struct change *c = &plan->changes.items[i];
        struct change_place at;

        if (is_of_unit(c) || !change_place(plan, c, &at))
            continue;
        if (!n++)
            heading(p, "Versions that are fixed too low");
        buf_addz(p->out, "- ");
        md_code(p->out, place_text(p->arena, at.source, at.range));
        buf_addz(p->out, ": ");
        md_code(p->out, str_slice(at.source->text, at.range.start, at.range.end));
        buf_addz(p->out, " to ");
        md_code(p->out, c->edit.value);
        buf_addz(p->out, ". ");
        md_prose(p->out, c->step->why);
        buf_addc(p->out, '\n');
    }
    for (size_t i = 0; i < plan->notices.n; i++) {
        const struct notice *notice = &plan->notices.items[i];

        if (notice->step->kind != STEP_PIN)
            continue;
        if (!n++)
            heading(p, "Versions that are fixed too low");
        buf_addz(p->out, "- [ ] ");
        md_code(p->out, notice->place);
        buf_addz(p->out, ": ");
        md_text(p->out, notice->text);
        buf_addz(p->out, ". ");
        md_prose(p->out, notice->step->why);
        buf_addc(p->out, '\n');
    }
}

static void write_left(struct page *p)
{
    struct left_groups groups = left_groups(p->arena, p->plan);
    const struct survey *s = &p->plan->survey;

    if (groups.n || s->problems.n)
        heading(p, "Not reached");
    for (size_t i = 0; i < s->problems.n; i++) {
        buf_addz(p->out, "- [ ] ");
        md_code(p->out, s->problems.items[i].place);
        buf_addz(p->out, ": ");
        md_text(p->out, s->problems.items[i].message);
        buf_addc(p->out, '\n');
    }
    for (size_t i = 0; i < groups.n; i++) {
        buf_addz(p->out, "- [ ] ");
        units(p, &groups.items[i].units);
        buf_addz(p->out, ": ");
        md_text(p->out, groups.items[i].reason);
        buf_addc(p->out, '\n');
    }
}

/* ---- what is left to people ---------------------------------------------------------------- */

/* Once for each step. */
static void write_notices(struct page *p, bool manual, const char *title)
{
    const struct upgrade_plan *plan = p->plan;
    size_t n = 0;

    for (size_t i = 0; i < plan->notices.n; i++) {
        const struct step *step = plan->notices.items[i].step;
        struct unit_set set;

        if (step->kind == STEP_PIN || step->manual != manual || !is_first_notice(plan, i))
            continue;
        if (!n++)
            heading(p, title);
        set = units_of_step(p->arena, plan, step);
        buf_addz(p->out, manual ? "- [ ] " : "- ");
        md_prose(p->out, step->why);
        see(p, step);
        buf_addz(p->out, "\\\n  ");
        units(p, &set);
        buf_addc(p->out, '\n');
    }
}

static void write_states(struct page *p)
{
    const struct upgrade_plan *plan = p->plan;
    struct map told = { 0 };

    if (plan->states.n)
        heading(p, "What moves in the state");
    for (size_t i = 0; i < plan->states.n; i++) {
        const struct step *step = plan->states.items[i].step;
        struct unit_set set;

        if (map_put(p->arena, &told, str_copy(p->arena, str_of((const char *)&step, sizeof step)),
                    p))
            continue;
        set = units_of_step(p->arena, plan, step);
        buf_addz(p->out, "- ");
        md_code(p->out, step->name);
        buf_addz(p->out, ": ");
        md_prose(p->out, step->why);
        see(p, step);
        buf_addz(p->out, "\\\n  ");
        units(p, &set);
        buf_addc(p->out, '\n');
    }
}

static void write_questions(struct page *p)
{
    const struct upgrade_plan *plan = p->plan;
    size_t n = 0;

    for (size_t i = 0; i < plan->questions.n; i++) {
        const struct catalog_question *q = plan->questions.items[i].of;

        if (!is_first_question(plan, i) || !is_question_open(plan, q))
            continue;
        if (!n++) {
            heading(p, "Open decisions");
            buf_addz(p->out, "`--write-answers FILE` makes a file for the answers, "
                             "`--answers FILE` reads it.\n\n");
        }
        buf_addz(p->out, "- [ ] ");
        md_code(p->out, q->name);
        buf_printf(p->out, "%s%s: ", q->per_account ? ", by account" : "",
                   q->required ? " (needed)" : "");
        md_prose(p->out, q->about);
        buf_addc(p->out, '\n');
    }
}

static void write_order(struct page *p)
{
    const struct upgrade_plan *plan = p->plan;

    if (plan->order.n)
        heading(p, "Order of apply");
    if (plan->order.n > ORDER_SHOWN)
        buf_printf(p->out, "<details><summary>%zu units</summary>\n\n", plan->order.n);
    for (size_t i = 0; i < plan->order.n; i++) {
        size_t unit = plan->order.items[i];
        const struct bump_outcome *o = unit_outcome(plan, unit);

        buf_printf(p->out, "%zu. [ ] ", i + 1);
        md_code(p->out, unit_reference(plan, unit)->unit);
        buf_addz(p->out, ": ");
        md_code(p->out, unit_reference(plan, unit)->ref);
        buf_addz(p->out, " to ");
        md_code(p->out, o && o->new_ref.n ? o->new_ref : plan->survey.units.items[unit].goal);
        buf_addc(p->out, '\n');
    }
    if (plan->order.n > ORDER_SHOWN)
        buf_addz(p->out, "\n</details>\n");
}

void report_upgrade_markdown(struct buf *out, const struct upgrade_plan *plan)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct page p = { out, &scratch, plan };

    write_summary(&p);
    write_accounts(&p);
    write_left(&p);
    write_changes(&p, CHANGE_FAILED, "What cannot be done here");
    write_crossings(&p);
    write_changes(&p, CHANGE_PLANNED, "What the units get");
    write_states(&p);
    write_pins(&p);
    write_notices(&p, false, "What to know");
    write_notices(&p, true, "What is to be done by hand");
    write_questions(&p);
    write_order(&p);
}
