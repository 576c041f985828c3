/*
 * The plan for people: what is said once is not said again, and the last line has the totals.
 */
#include "report/upgrade_groups.h"
#include "report/wrap.h"
#include "text/diff.h"

enum {
    PROSE_MAX = 100,     /* columns; longer lines are hard to read */
    VARIANTS_SHOWN = 12, /* values of one change; the diff shows all */
};

struct printer {
    struct buf *out;
    struct arena *arena;
    const struct upgrade_plan *plan;
    unsigned columns; /* 0: nothing is wrapped */
    const char *bold, *dim, *plain;
    struct map told; /* steps whose reason has been printed */
};

/* ---- lines --------------------------------------------------------------------------------- */

static void heading(struct printer *p, const char *title)
{
    buf_printf(p->out, "\n%s%s%s\n", p->bold, title, p->plain);
}

/* A paragraph: its first line begins at `first`, the others at `indent`. */
static void paragraph(struct printer *p, size_t first, size_t indent, struct str text)
{
    char *one_line = arena_copy(p->arena, text.p, text.n);

    for (size_t i = 0; i < text.n; i++)
        if (one_line[i] == '\n')
            one_line[i] = ' ';
    buf_repeat(p->out, ' ', first);
    wrap_text(p->out, str_trim(str_of(one_line, text.n)), indent, p->columns);
}

static void PRINTF_LIKE(4, 5)
    line(struct printer *p, size_t first, size_t indent, const char *format, ...)
{
    va_list args;
    struct str text;

    va_start(args, format);
    text = str_vprintf(p->arena, format, args);
    va_end(args);
    paragraph(p, first, indent, text);
}

/* The reason of a step, once. */
static void why(struct printer *p, size_t indent, const struct step *step)
{
    struct str key = str_copy(p->arena, str_of((const char *)&step, sizeof step));

    if (map_put(p->arena, &p->told, key, p))
        return;
    buf_addz(p->out, p->dim);
    paragraph(p, indent, indent, step->why);
    if (step->issue.n)
        line(p, indent, indent, "See: footing upgrade explain %.*s", STR(step->issue));
    buf_addz(p->out, p->plain);
}

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

/* ---- where it stands ----------------------------------------------------------------------- */

static void print_repository(struct printer *p, const struct catalog_repository *c)
{
    static const char *const words[STANDINGS] = {
        [STANDING_BEHIND] = "behind",
        [STANDING_THERE] = "there",
        [STANDING_PAST] = "beyond it",
        [STANDING_TOO_OLD] = "too old",
        [STANDING_UNKNOWN] = "without a known version",
        [STANDING_GONE] = "of a module that has left",
    };
    const struct catalog_target *t = catalog_target(c, p->plan->survey.benchmark);
    struct standing_counts counts = count_standings(p->plan, c);
    AUTO_BUF struct buf b = BUF_INIT;

    if (!counts.total)
        return;
    if (!t) {
        line(p, 2, 4, "%.*s: %zu reference%s; it has no part in this target", STR(c->name),
             counts.total, plural(counts.total));
        return;
    }
    for (unsigned i = 0; i < STANDINGS; i++)
        if (counts.by[i])
            buf_printf(&b, "%s%zu %s", b.n ? ", " : "", counts.by[i], words[i]);
    line(p, 2, 4, "%.*s: %.*s is the lowest release, %.*s the goal; %zu unit%s: %.*s", STR(c->name),
         STR(t->minimum_text), STR(counts.goal), counts.total, plural(counts.total),
         STR(buf_str(&b)));
}

static void print_standing(struct printer *p)
{
    const struct survey *s = &p->plan->survey;

    buf_printf(p->out, "%sTo %.*s%s\n", p->bold, STR(s->benchmark), p->plain);
    for (size_t i = 0; i < s->catalog->repositories.n; i++)
        print_repository(p, &s->catalog->repositories.items[i]);
    for (size_t i = 0; s->accounts.n && i < s->relations.n; i++) {
        const struct relation *r = &s->relations.items[i];

        if (!is_relation_used(p->plan, r))
            continue;
        line(p, 2, 4, "%.*s: %.*s%s", STR(r->of->about),
             STR(r->account.n ? r->account : str_lit("not known")),
             r->assumed ? " (nothing says so; assumed)" : "");
    }
    for (size_t i = 0; i < s->problems.n; i++)
        line(p, 2, 4, "error: %.*s: %.*s", STR(s->problems.items[i].place),
             STR(s->problems.items[i].message));
}

static void print_crossings(struct printer *p)
{
    const struct upgrade_plan *plan = p->plan;

    if (plan->crossings.n)
        heading(p, "Releases on the way that break something");
    for (size_t i = 0; i < plan->crossings.n; i++) {
        const struct crossing *c = &plan->crossings.items[i];

        line(p, 2, 4, "%.*s %.*s%s%.*s%s, %zu unit%s here", STR(c->catalog->name),
             STR(c->release->tag), c->release->date.n ? " (" : "", STR(c->release->date),
             c->release->date.n ? ")" : "", c->n, plural(c->n));
        if (c->release->about.n)
            paragraph(p, 6, 6, c->release->about);
    }
}

/* ---- changes ------------------------------------------------------------------------------- */

/* A value in one line: its first one, if it has several. */
static struct str short_value(struct printer *p, struct str value)
{
    struct str rest = value, first = str_cut(&rest, '\n');

    return rest.n ? str_printf(p->arena, "%.*s …", STR(str_trim_end(first))) : first;
}

static void print_values(struct printer *p, const struct change_group *g)
{
    for (size_t i = 0; i < g->variants.n && i < VARIANTS_SHOWN; i++) {
        const struct change_variant *v = &g->variants.items[i];
        AUTO_BUF struct buf b = BUF_INIT;

        for (size_t k = 0; k < v->units.n && k < VARIANTS_SHOWN; k++)
            buf_printf(&b, "%s%.*s", k ? ", " : "",
                       STR(unit_short_name(p->arena, p->plan, &g->units, v->units.items[k])));
        if (v->units.n > VARIANTS_SHOWN)
            buf_printf(&b, ", … %zu more", v->units.n - VARIANTS_SHOWN);
        line(p, 8, 10, "%.*s: %.*s", STR(buf_str(&b)), STR(short_value(p, v->value)));
    }
    if (g->variants.n > VARIANTS_SHOWN)
        line(p, 8, 10, "… %zu more values; the diff has all", g->variants.n - VARIANTS_SHOWN);
}

/* ", in FILE" where the change is not made in the unit's own file. */
static struct str elsewhere(struct printer *p, const struct change *c)
{
    const struct survey_unit *u = &p->plan->survey.units.items[c->unit];

    if (!c->file || c->file == u->file)
        return str_lit("");
    return str_printf(p->arena, " in %.*s", STR(c->file->source.path));
}

static void print_group(struct printer *p, const struct change_group *g)
{
    const struct change *c = g->first;
    const char *op = change_op_word(c->edit.op);
    struct str value = short_value(p, g->variants.items[0].value), where = elsewhere(p, c);
    bool plain = c->edit.op == HCL_REMOVE || c->edit.op == HCL_ADD_BLOCK ||
                 (c->step->kind == STEP_INPUT && str_is(c->edit.address, "inputs"));

    if (plain)
        line(p, 4, 6, "%s %.*s%.*s", op, STR(g->subject), STR(where));
    else if (g->variants.n > 1)
        line(p, 4, 6, "%s %.*s%.*s:", op, STR(g->subject), STR(where));
    else if (c->step->kind == STEP_REGIONS)
        line(p, 4, 6, "%s to %.*s%.*s: %.*s", op, STR(g->subject), STR(where), STR(value));
    else
        line(p, 4, 6, "%s %.*s%.*s %s %.*s", op, STR(g->subject), STR(where),
             c->edit.op == HCL_RENAME ? "to" : "=", STR(value));
    if (g->variants.n > 1 && !plain)
        print_values(p, g);
    why(p, 8, c->step);
}

static void print_units_of(struct printer *p, const struct unit_set *units)
{
    buf_addz(p->out, p->bold);
    if (units->n > 1)
        line(p, 2, 4, "%.*s (%zu units)", STR(unit_names(p->arena, p->plan, units)), units->n);
    else
        paragraph(p, 2, 4, unit_names(p->arena, p->plan, units));
    buf_addz(p->out, p->plain);
}

static void print_changes(struct printer *p)
{
    struct change_sections sections = change_sections(p->arena, p->plan, CHANGE_PLANNED);

    if (sections.n)
        heading(p, "What the units get");
    for (size_t i = 0; i < sections.n; i++) {
        print_units_of(p, &sections.items[i].units);
        for (size_t k = 0; k < sections.items[i].groups.n; k++)
            print_group(p, sections.items[i].groups.items[k]);
    }
}

static void print_failed(struct printer *p)
{
    struct change_sections sections = change_sections(p->arena, p->plan, CHANGE_FAILED);

    if (sections.n)
        heading(p, "What cannot be done here");
    for (size_t i = 0; i < sections.n; i++) {
        print_units_of(p, &sections.items[i].units);
        for (size_t k = 0; k < sections.items[i].groups.n; k++) {
            const struct change_group *g = sections.items[i].groups.items[k];

            for (size_t n = 0; n < g->variants.n && n < VARIANTS_SHOWN; n++)
                line(p, 4, 6, "%.*s: %.*s", STR(g->subject), STR(g->variants.items[n].reason));
            why(p, 8, g->first->step);
        }
    }
}

/* Once for each step. */
static void print_states(struct printer *p)
{
    const struct upgrade_plan *plan = p->plan;

    if (plan->states.n)
        heading(p, "What moves in the state");
    for (size_t i = 0; i < plan->states.n; i++) {
        const struct step *step = plan->states.items[i].step;
        struct unit_set units = units_of_step(p->arena, plan, step);
        size_t before = 0, actions = 0;

        for (size_t k = 0; k < plan->states.n; k++) {
            before += k < i && plan->states.items[k].step == step;
            actions += plan->states.items[k].step == step ? plan->states.items[k].actions.n : 0;
        }
        if (before)
            continue;
        line(p, 2, 4, "%.*s: %zu action%s in %zu unit%s", STR(step->name), actions, plural(actions),
             units.n, plural(units.n));
        paragraph(p, 6, 8, unit_names(p->arena, plan, &units));
        why(p, 8, step);
    }
    if (plan->new_files.n)
        line(p, 2, 4, "%zu new file%s in %.*s: each migration, and a script that does it",
             plan->new_files.n, plural(plan->new_files.n),
             STR(files_shown(&plan->survey.repository->files,
                             path_dir(plan->new_files.items[0].path))));
}

/* ---- versions that are fixed too low ------------------------------------------------------- */

static void print_pins(struct printer *p)
{
    const struct upgrade_plan *plan = p->plan;
    size_t n = 0;

    for (size_t i = 0; i < plan->changes.n; i++) {
        const struct change *c = &plan->changes.items[i];
        struct change_place at;
        bool named;

        if (is_of_unit(c) || !change_place(plan, c, &at))
            continue;
        named = str_eq(path_base(at.source->path), c->edit.address);
        if (!n++)
            heading(p, "Versions that are fixed too low");
        line(p, 2, 4, "%.*s%s%.*s: \"%.*s\" to \"%.*s\"",
             STR(place_text(p->arena, at.source, at.range)), named ? "" : ": ",
             STR(named ? str_lit("") : c->edit.address),
             STR(str_slice(at.source->text, at.range.start, at.range.end)), STR(c->edit.value));
        why(p, 8, c->step);
    }
    for (size_t i = 0; i < plan->notices.n; i++) {
        const struct notice *notice = &plan->notices.items[i];

        if (notice->step->kind != STEP_PIN)
            continue;
        if (!n++)
            heading(p, "Versions that are fixed too low");
        line(p, 2, 4, "%.*s: by hand: %.*s", STR(notice->place), STR(notice->text));
        why(p, 8, notice->step);
    }
}

/* ---- in which order ------------------------------------------------------------------------ */

/* "v0.22.2 to v0.27.5" */
static struct str versions_of(struct printer *p, size_t unit)
{
    const struct bump_outcome *o = unit_outcome(p->plan, unit);
    struct str goal = o && o->new_ref.n ? o->new_ref : p->plan->survey.units.items[unit].goal;

    return text_printable(p->arena, str_printf(p->arena, "%.*s to %.*s",
                                               STR(unit_reference(p->plan, unit)->ref), STR(goal)));
}

/* Number, name and versions; the versions in a column where there is room, or in a further line. */
static void print_in_order(struct printer *p, size_t i, size_t digits, size_t widest)
{
    size_t unit = p->plan->order.items[i], start = digits + 4;
    struct str name = text_printable(p->arena, unit_reference(p->plan, unit)->unit);
    struct str versions = versions_of(p, unit);
    size_t name_width = text_columns(name), versions_width = text_columns(versions);

    buf_printf(p->out, "%*zu. %.*s", (int)digits + 2, i + 1, STR(name));
    if (!p->columns || start + widest + 2 + versions_width <= p->columns) {
        buf_repeat(p->out, ' ', widest - name_width + 2);
    } else if (start + name_width + 2 + versions_width <= p->columns) {
        buf_addz(p->out, "  ");
    } else {
        buf_addc(p->out, '\n');
        buf_repeat(p->out, ' ', start + 2);
    }
    buf_printf(p->out, "%.*s\n", STR(versions));
}

static void print_order(struct printer *p)
{
    const struct upgrade_plan *plan = p->plan;
    size_t digits = 1, widest = 0;

    for (size_t n = plan->order.n; n >= 10; n /= 10)
        digits++;
    if (plan->order.n)
        heading(p, "Order of apply");
    for (size_t i = 0; i < plan->order.n; i++) {
        struct str name =
            text_printable(p->arena, unit_reference(plan, plan->order.items[i])->unit);

        widest = text_columns(name) > widest ? text_columns(name) : widest;
    }
    for (size_t i = 0; i < plan->order.n; i++)
        print_in_order(p, i, digits, widest);
}

/* ---- what is left to people ---------------------------------------------------------------- */

static void print_left(struct printer *p)
{
    struct left_groups groups = left_groups(p->arena, p->plan);

    if (groups.n)
        heading(p, "Not reached");
    for (size_t i = 0; i < groups.n; i++)
        line(p, 2, 4, "%.*s: %.*s", STR(unit_names(p->arena, p->plan, &groups.items[i].units)),
             STR(groups.items[i].reason));
}

/* Once for each step. */
static void print_notices(struct printer *p, bool manual, const char *title)
{
    const struct upgrade_plan *plan = p->plan;
    size_t n = 0;

    for (size_t i = 0; i < plan->notices.n; i++) {
        const struct step *step = plan->notices.items[i].step;
        struct unit_set units;

        if (step->kind == STEP_PIN || step->manual != manual || !is_first_notice(plan, i))
            continue;
        if (!n++)
            heading(p, title);
        units = units_of_step(p->arena, plan, step);
        line(p, 2, 4, "%.*s", STR(step->why));
        line(p, 6, 8, "%.*s", STR(unit_names(p->arena, plan, &units)));
    }
}

static void print_questions(struct printer *p)
{
    const struct upgrade_plan *plan = p->plan;
    size_t n = 0;

    for (size_t i = 0; i < plan->questions.n; i++) {
        const struct catalog_question *q = plan->questions.items[i].of;

        if (!is_first_question(plan, i) || !is_question_open(plan, q))
            continue;
        if (!n++)
            heading(p, "What you can decide");
        line(p, 2, 4, "%.*s%s%s", STR(q->name), q->per_account ? ", by account" : "",
             q->required ? " (needed)" : "");
        paragraph(p, 6, 6, q->about);
    }
    if (n)
        line(p, 2, 4,
             "--write-answers FILE makes a file for the answers; --answers FILE reads it.");
}

/* ---- together ------------------------------------------------------------------------------ */

static struct printer printer(struct buf *out, struct arena *a, const struct upgrade_plan *plan,
                              const struct report_options *o)
{
    return (struct printer){
        .out = out,
        .arena = a,
        .plan = plan,
        .columns = o->columns > PROSE_MAX ? PROSE_MAX : o->columns,
        .bold = o->colour ? "\033[1m" : "",
        .dim = o->colour ? "\033[2m" : "",
        .plain = o->colour ? "\033[0m" : "",
    };
}

static void print_end(struct printer *p)
{
    struct upgrade_totals t = upgrade_totals(p->plan);
    AUTO_BUF struct buf b = BUF_INIT;

    print_totals(&b, &t);
    buf_printf(p->out, "\n%s", p->bold);
    paragraph(p, 0, 2, buf_str(&b));
    buf_addz(p->out, p->plain);
}

void report_upgrade_text(struct buf *out, const struct upgrade_plan *plan,
                         const struct report_options *o)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct printer p = printer(out, &scratch, plan, o);

    print_standing(&p);
    print_crossings(&p);
    print_changes(&p);
    print_states(&p);
    print_pins(&p);
    print_failed(&p);
    print_left(&p);
    print_notices(&p, false, "What to know");
    print_notices(&p, true, "What is to be done by hand");
    print_questions(&p);
    print_order(&p);
    print_end(&p);
}

void report_upgrade_short(struct buf *out, const struct upgrade_plan *plan,
                          const struct report_options *o)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct printer p = printer(out, &scratch, plan, o);

    print_standing(&p);
    print_left(&p);
    print_end(&p);
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
