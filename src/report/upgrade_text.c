#include "report/upgrade_report.h"

#include "text/diff.h"

/* ---- text in lines ------------------------------------------------------------------------- */

enum { COLUMNS_DEFAULT = 100 };

struct printer {
    struct buf *out;
    const struct upgrade_plan *plan;
    size_t columns;
    const char *bold, *dim, *plain;
    struct map told; /* steps whose reason has been printed */
};

static const struct reference *reference(const struct upgrade_plan *plan, size_t unit)
{
    return &plan->survey.repository->references.items[plan->survey.units.items[unit].reference];
}

/* Words of s in lines that begin with so many spaces. */
static void wrap(struct printer *p, size_t indent, struct str s)
{
    size_t column = 0;

    while (s.n) {
        struct str word = str_cut(&s, ' ');

        if (!word.n)
            continue;
        if (column && column + 1 + word.n > p->columns) {
            buf_addc(p->out, '\n');
            column = 0;
        }
        if (!column) {
            buf_repeat(p->out, ' ', indent);
            column = indent;
        } else {
            buf_addc(p->out, ' ');
            column++;
        }
        buf_add(p->out, word);
        column += word.n;
    }
    buf_addc(p->out, '\n');
}

static void heading(struct printer *p, const char *title)
{
    buf_printf(p->out, "\n%s%s%s\n", p->bold, title, p->plain);
}

/* The reason of a step, once. */
static void why(struct printer *p, size_t indent, const struct step *step)
{
    struct arena *a = p->plan->survey.repository->arena;
    struct str key = str_copy(a, str_of((const char *)&step, sizeof step));

    if (!map_put(a, &p->told, key, p))
        wrap(p, indent, step->why);
}

static struct str first_line(struct str s)
{
    struct str line = str_cut(&s, '\n');

    return line;
}

/* ---- the parts ----------------------------------------------------------------------------- */

static size_t count_standing(const struct upgrade_plan *plan, const struct catalog_repository *c,
                             enum unit_standing standing)
{
    size_t n = 0;

    for (size_t i = 0; i < plan->survey.units.n; i++)
        n += plan->survey.units.items[i].catalog == c &&
             plan->survey.units.items[i].standing == standing;
    return n;
}

static void print_repositories(struct printer *p)
{
    const struct survey *s = &p->plan->survey;

    buf_printf(p->out, "%sTo %.*s%s\n", p->bold, STR(s->benchmark), p->plain);
    for (size_t i = 0; i < s->catalog->repositories.n; i++) {
        const struct catalog_repository *c = &s->catalog->repositories.items[i];
        const struct catalog_target *t = catalog_target(c, s->benchmark);
        struct str goal = { 0 };
        size_t total = 0;

        for (size_t k = 0; k < s->units.n; k++) {
            if (s->units.items[k].catalog != c)
                continue;
            total++;
            goal = s->units.items[k].goal;
        }
        if (!total)
            continue;
        if (!t) {
            buf_printf(p->out, "  %.*s: %zu references; it has no part in this target\n",
                       STR(c->name), total);
            continue;
        }
        buf_printf(
            p->out,
            "  %.*s: at least %.*s, here %.*s: %zu to change, %zu there, %zu beyond, %zu too "
            "old, %zu not known\n",
            STR(c->name), STR(t->minimum_text), STR(goal),
            count_standing(p->plan, c, STANDING_BEHIND), count_standing(p->plan, c, STANDING_THERE),
            count_standing(p->plan, c, STANDING_PAST), count_standing(p->plan, c, STANDING_TOO_OLD),
            count_standing(p->plan, c, STANDING_UNKNOWN));
    }
}

static void print_relations(struct printer *p)
{
    const struct survey *s = &p->plan->survey;

    for (size_t i = 0; i < s->relations.n; i++) {
        const struct relation *r = &s->relations.items[i];

        if (!s->accounts.n)
            break;
        buf_printf(p->out, "  %.*s: %.*s%s\n", STR(r->of->about),
                   STR(r->account.n ? r->account : str_lit("not known")),
                   r->assumed ? " (nothing says so; assumed)" : "");
    }
    for (size_t i = 0; i < s->problems.n; i++)
        buf_printf(p->out, "  error: %.*s: %.*s\n", STR(s->problems.items[i].place),
                   STR(s->problems.items[i].message));
}

static void print_crossings(struct printer *p)
{
    const struct upgrade_plan *plan = p->plan;

    if (plan->crossings.n)
        heading(p, "Releases on the way that break something");
    for (size_t i = 0; i < plan->crossings.n; i++) {
        const struct crossing *c = &plan->crossings.items[i];

        buf_printf(p->out, "  %.*s %s%.*s%s%s%.*s%s, %zu unit%s here\n", STR(c->catalog->name),
                   p->bold, STR(c->release->tag), p->plain, c->release->date.n ? " (" : "",
                   STR(c->release->date), c->release->date.n ? ")" : "", c->n,
                   c->n == 1 ? "" : "s");
        wrap(p, 4, c->release->about);
    }
}

static const char *sign(enum hcl_edit_op op)
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

static void print_change(struct printer *p, const struct change *c)
{
    struct str text = first_line(c->edit.value);

    if (c->status == CHANGE_FAILED) {
        buf_printf(p->out, "    cannot: %.*s: ", STR(c->step->name));
        wrap(p, 0, c->reason);
    } else if (c->edit.op == HCL_ADD_BLOCK) {
        buf_printf(p->out, "    add %s%.*s\n", c->step->kind == STEP_LOCAL ? "locals." : "",
                   STR(c->step->name));
    } else {
        buf_printf(p->out, "    %s %.*s%s%.*s%s\n", sign(c->edit.op), STR(c->edit.address),
                   text.n ? (c->edit.op == HCL_RENAME ? " to " : " = ") : "", STR(text),
                   text.n < c->edit.value.n ? " …" : "");
    }
    why(p, 8, c->step);
}

static void print_unit(struct printer *p, size_t unit)
{
    const struct upgrade_plan *plan = p->plan;
    const struct survey_unit *u = &plan->survey.units.items[unit];
    const struct reference *ref = reference(plan, unit);

    buf_printf(p->out, "  %s%.*s%s", p->bold, STR(ref->unit), p->plain);
    if (u->account.n)
        buf_printf(p->out, " (account %.*s%s%.*s)", STR(u->account), u->account_id.n ? " " : "",
                   STR(u->account_id));
    if (u->standing == STANDING_BEHIND)
        buf_printf(p->out, ": %.*s to %.*s", STR(ref->ref), STR(u->goal));
    buf_addc(p->out, '\n');
    for (size_t i = 0; i < plan->changes.n; i++)
        if (plan->changes.items[i].unit == unit)
            print_change(p, &plan->changes.items[i]);
    for (size_t i = 0; i < plan->states.n; i++) {
        const struct state_change *c = &plan->states.items[i];

        if (c->unit != unit)
            continue;
        buf_printf(p->out, "    state: %.*s, %zu action%s\n", STR(c->step->name), c->actions.n,
                   c->actions.n == 1 ? "" : "s");
        why(p, 8, c->step);
    }
}

static bool has_changes(const struct upgrade_plan *plan, size_t unit)
{
    for (size_t i = 0; i < plan->changes.n; i++)
        if (plan->changes.items[i].unit == unit)
            return true;
    return false;
}

static bool is_in_order(const struct upgrade_plan *plan, size_t unit)
{
    for (size_t i = 0; i < plan->order.n; i++)
        if (plan->order.items[i] == unit)
            return true;
    return false;
}

static void print_units(struct printer *p)
{
    const struct upgrade_plan *plan = p->plan;

    if (plan->order.n)
        heading(p, "Units, in the order of apply");
    for (size_t i = 0; i < plan->order.n; i++)
        print_unit(p, plan->order.items[i]);
    for (size_t i = 0, n = 0; i < plan->survey.units.n; i++) {
        if (is_in_order(plan, i) || !has_changes(plan, i))
            continue;
        if (!n++)
            heading(p, "Units that have the version and lack something");
        print_unit(p, i);
    }
}

static void print_left(struct printer *p)
{
    const struct upgrade_plan *plan = p->plan;
    size_t n = 0;

    for (size_t i = 0; i < plan->survey.units.n; i++) {
        const struct survey_unit *u = &plan->survey.units.items[i];

        if (u->standing != STANDING_TOO_OLD && u->standing != STANDING_UNKNOWN)
            continue;
        if (!u->target)
            continue;
        if (!n++)
            heading(p, "Not reached");
        buf_printf(p->out, "  %.*s: ", STR(reference(plan, i)->unit));
        if (u->standing == STANDING_TOO_OLD)
            buf_printf(p->out, "%.*s is below %.*s: %.*s\n", STR(reference(plan, i)->ref),
                       STR(u->target->floor_text), STR(u->target->floor_guide));
        else
            buf_printf(p->out, "%s%.*s\n",
                       reference(plan, i)->ref.n ? "cannot be compared: "
                                                 : "its version is not known: ",
                       STR(reference(plan, i)->ref.n ? reference(plan, i)->ref
                                                     : reference(plan, i)->why));
    }
    for (size_t i = 0; i < plan->references.outcomes.n; i++) {
        const struct bump_outcome *o = &plan->references.outcomes.items[i];

        if (o->status != BUMP_LEFT && o->status != BUMP_BLOCKED)
            continue;
        if (!n++)
            heading(p, "Not reached");
        buf_printf(p->out, "  %.*s: %.*s\n",
                   STR(plan->survey.repository->references.items[o->reference].unit),
                   STR(o->reason));
    }
}

/* Once for each step: what is to be done by hand, and pins that hold something back. */
static void print_notices(struct printer *p)
{
    const struct upgrade_plan *plan = p->plan;
    size_t n = 0;

    for (size_t i = 0; i < plan->notices.n; i++) {
        const struct notice *notice = &plan->notices.items[i];

        if (notice->step->kind != STEP_PIN)
            continue;
        if (!n++)
            heading(p, "Versions that are fixed too low");
        buf_printf(p->out, "  %.*s: %.*s\n", STR(notice->place), STR(notice->text));
        why(p, 4, notice->step);
    }
    for (size_t i = 0, k = 0; i < plan->notices.n; i++) {
        const struct notice *notice = &plan->notices.items[i];
        bool first = true;

        for (size_t before = 0; before < i; before++)
            first &= plan->notices.items[before].step != notice->step;
        if (notice->step->kind == STEP_PIN || !first)
            continue;
        if (!k++)
            heading(p, "By hand");
        why(p, 2, notice->step);
    }
}

static void print_questions(struct printer *p)
{
    const struct upgrade_plan *plan = p->plan;
    size_t n = 0;

    for (size_t i = 0; i < plan->questions.n; i++) {
        const struct question *q = &plan->questions.items[i];
        bool first = true;

        for (size_t before = 0; before < i; before++)
            first &= plan->questions.items[before].of != q->of;
        if (q->answer || !first)
            continue;
        if (!n++)
            heading(p, "What you can decide (--answers FILE; --write-answers FILE makes one)");
        buf_printf(p->out, "  %.*s%s\n", STR(q->of->name), q->of->required ? " (needed)" : "");
        wrap(p, 4, q->of->about);
    }
}

void report_upgrade_text(struct buf *out, const struct upgrade_plan *plan,
                         const struct report_options *o)
{
    struct printer p = {
        .out = out,
        .plan = plan,
        .columns = o->columns ? o->columns : COLUMNS_DEFAULT,
        .bold = o->colour ? "\033[1m" : "",
        .dim = o->colour ? "\033[2m" : "",
        .plain = o->colour ? "\033[0m" : "",
    };

    print_repositories(&p);
    print_relations(&p);
    print_crossings(&p);
    print_units(&p);
    print_left(&p);
    print_notices(&p);
    print_questions(&p);
}

void report_upgrade_diff(struct buf *out, const struct upgrade_plan *plan,
                         const struct report_options *o)
{
    const struct repository *r = plan->survey.repository;

    for (size_t i = 0; i < plan->files.n; i++) {
        const struct bump_file *f = &plan->files.items[i];

        diff_unified(out, path_relative(r->arena, r->root, f->file->path), f->file->source.text,
                     f->new_text, &f->edits, o->colour);
    }
    for (size_t i = 0; i < plan->new_files.n; i++) {
        const struct new_file *f = &plan->new_files.items[i];

        diff_unified(out, path_relative(r->arena, r->root, f->path), (struct str){ 0 }, f->text,
                     NULL, o->colour);
    }
}
