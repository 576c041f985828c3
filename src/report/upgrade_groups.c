#include "report/upgrade_groups.h"

#include <stdlib.h>

#include "report/wrap.h"

enum { NAMES_MAX = 16 }; /* that are listed; more are counted */

/* ---- sets ---------------------------------------------------------------------------------- */

/* Units mostly come in their order. */
static bool has_unit(const struct unit_set *set, size_t unit)
{
    for (size_t i = set->n; i > 0 && set->items[i - 1] >= unit; i--)
        if (set->items[i - 1] == unit)
            return true;
    return false;
}

static void put_unit(struct arena *a, struct unit_set *set, size_t unit)
{
    if (has_unit(set, unit))
        return;
    vec_push(a, set, unit);
    for (size_t i = set->n - 1; i > 0 && set->items[i - 1] > unit; i--) {
        set->items[i] = set->items[i - 1];
        set->items[i - 1] = unit;
    }
}

static bool same_units(const struct unit_set *x, const struct unit_set *y)
{
    return x->n == y->n && memcmp(x->items, y->items, x->n * sizeof *x->items) == 0;
}

/* ---- groups -------------------------------------------------------------------------------- */

struct grouping {
    struct arena *arena;
    const struct upgrade_plan *plan;
    struct map by_key; /* step and subject to struct change_group */
    VEC(struct change_group *) list;
};

static struct change_group *group_of(struct grouping *g, const struct change *c)
{
    struct str subject = change_subject(g->arena, g->plan, c);
    struct str key = str_printf(g->arena, "%p %.*s", (const void *)c->step, STR(subject));
    struct change_group *group = map_get(&g->by_key, key);

    if (group)
        return group;
    group = arena_new(g->arena, struct change_group);
    *group = (struct change_group){ .first = c, .subject = subject };
    map_put(g->arena, &g->by_key, key, group);
    vec_push(g->arena, &g->list, group);
    return group;
}

/*
 * All values that a unit gets in the group; a list is given its elements one by one. Changes of a
 * unit follow each other.
 */
static struct str values_of(struct grouping *g, const struct change_group *group, size_t from)
{
    const struct change *first = &g->plan->changes.items[from];
    struct str all = first->edit.value;

    if (first->step->kind != STEP_REGIONS)
        return all;
    for (size_t i = from + 1; i < g->plan->changes.n; i++) {
        const struct change *c = &g->plan->changes.items[i];

        if (c->unit != first->unit)
            break;
        if (c->step == first->step && c->status == first->status &&
            str_eq(change_subject(g->arena, g->plan, c), group->subject))
            all = str_printf(g->arena, "%.*s, %.*s", STR(all), STR(c->edit.value));
    }
    return all;
}

static void put_change(struct grouping *g, size_t index)
{
    const struct change *c = &g->plan->changes.items[index];
    struct change_group *group = group_of(g, c);
    struct change_variant v = { .reason = c->reason };

    if (has_unit(&group->units, c->unit))
        return; /* a further element: values_of() has it */
    put_unit(g->arena, &group->units, c->unit);
    v.value = values_of(g, group, index);
    for (size_t i = 0; i < group->variants.n; i++) {
        struct change_variant *known = &group->variants.items[i];

        if (!str_eq(known->value, v.value) || !str_eq(known->reason, v.reason))
            continue;
        put_unit(g->arena, &known->units, c->unit);
        return;
    }
    put_unit(g->arena, &v.units, c->unit);
    vec_push(g->arena, &group->variants, v);
}

static int compare_sections(const void *x, const void *y)
{
    const struct change_section *a = x, *b = y;

    if (a->units.n != b->units.n)
        return a->units.n > b->units.n ? -1 : 1;
    for (size_t i = 0; i < a->units.n; i++)
        if (a->units.items[i] != b->units.items[i])
            return a->units.items[i] < b->units.items[i] ? -1 : 1;
    return 0;
}

struct change_sections change_sections(struct arena *a, const struct upgrade_plan *plan,
                                       enum change_status status)
{
    struct grouping g = { .arena = a, .plan = plan };
    struct change_sections sections = { 0 };

    for (size_t i = 0; i < plan->changes.n; i++)
        if (plan->changes.items[i].status == status && is_of_unit(&plan->changes.items[i]))
            put_change(&g, i);
    for (size_t i = 0; i < g.list.n; i++) {
        struct change_section *section = NULL;

        for (size_t k = 0; !section && k < sections.n; k++)
            if (same_units(&sections.items[k].units, &g.list.items[i]->units))
                section = &sections.items[k];
        if (!section) {
            vec_push(a, &sections, ((struct change_section){ .units = g.list.items[i]->units }));
            section = &sections.items[sections.n - 1];
        }
        vec_push(a, &section->groups, g.list.items[i]);
    }
    if (sections.n)
        qsort(sections.items, sections.n, sizeof *sections.items, compare_sections);
    return sections;
}

struct unit_set units_of_step(struct arena *a, const struct upgrade_plan *plan,
                              const struct step *step)
{
    struct unit_set set = { 0 };

    for (size_t i = 0; i < plan->notices.n; i++)
        if (plan->notices.items[i].step == step)
            put_unit(a, &set, plan->notices.items[i].unit);
    for (size_t i = 0; i < plan->states.n; i++)
        if (plan->states.items[i].step == step)
            put_unit(a, &set, plan->states.items[i].unit);
    return set;
}

struct left_groups left_groups(struct arena *a, const struct upgrade_plan *plan)
{
    struct left_groups groups = { 0 };

    for (size_t i = 0; i < plan->survey.units.n; i++) {
        struct str why = why_not_reached(a, plan, i);
        struct left_group *group = NULL;

        if (!why.n)
            continue;
        for (size_t k = 0; !group && k < groups.n; k++)
            if (str_eq(groups.items[k].reason, why))
                group = &groups.items[k];
        if (!group) {
            vec_push(a, &groups, ((struct left_group){ .reason = why }));
            group = &groups.items[groups.n - 1];
        }
        put_unit(a, &group->units, i);
    }
    return groups;
}

/* ---- names --------------------------------------------------------------------------------- */

/* How many bytes, up to and with a "/", all names begin with. */
static size_t common_start(const struct str *names, size_t n)
{
    size_t len = 0;

    for (size_t at = 0; at < names[0].n; at++) {
        for (size_t i = 1; i < n; i++)
            if (at >= names[i].n || names[i].p[at] != names[0].p[at])
                return len;
        if (names[0].p[at] == '/')
            len = at + 1;
    }
    return len;
}

/* How many bytes, from a "/" or ":" on, all names end with; each keeps something in front. */
static size_t common_end(const struct str *names, size_t n, size_t start)
{
    size_t len = 0;

    for (size_t back = 1; start + back < names[0].n; back++) {
        char c = names[0].p[names[0].n - back];

        for (size_t i = 1; i < n; i++)
            if (start + back >= names[i].n || names[i].p[names[i].n - back] != c)
                return len;
        if (c == '/' || c == ':')
            len = back;
    }
    return len;
}

struct str names_in_short(struct arena *a, const struct str *names, size_t n)
{
    AUTO_BUF struct buf b = BUF_INIT;
    size_t start, end;
    bool braces;

    if (n == 0)
        return str_lit("");
    if (n == 1)
        return text_printable(a, names[0]);
    start = common_start(names, n);
    end = common_end(names, n, start);
    braces = start || end;
    if (braces)
        buf_printf(&b, "%.*s{", STR(str_slice(names[0], 0, start)));
    for (size_t i = 0; i < n && i < NAMES_MAX; i++)
        buf_printf(&b, "%s%.*s",
                   i == 0   ? ""
                   : braces ? ","
                            : ", ",
                   STR(str_slice(names[i], start, names[i].n - end)));
    if (n > NAMES_MAX)
        buf_printf(&b, "%s… %zu more", braces ? "," : ", ", n - NAMES_MAX);
    if (braces)
        buf_printf(&b, "}%.*s", STR(str_skip(names[0], names[0].n - end)));
    return text_printable(a, str_copy(a, buf_str(&b)));
}

static struct str *names_of(struct arena *a, const struct upgrade_plan *plan,
                            const struct unit_set *set)
{
    struct str *names = arena_array(a, set->n, sizeof *names);

    for (size_t i = 0; i < set->n; i++)
        names[i] = unit_reference(plan, set->items[i])->unit;
    return names;
}

struct str unit_names(struct arena *a, const struct upgrade_plan *plan, const struct unit_set *set)
{
    return names_in_short(a, names_of(a, plan, set), set->n);
}

struct str unit_short_name(struct arena *a, const struct upgrade_plan *plan,
                           const struct unit_set *all, size_t unit)
{
    const struct str *names = names_of(a, plan, all);
    struct str name = unit_reference(plan, unit)->unit;
    size_t start, end;

    if (all->n < 2)
        return text_printable(a, name);
    start = common_start(names, all->n);
    end = common_end(names, all->n, start);
    return text_printable(a, str_slice(name, start, name.n - end));
}
