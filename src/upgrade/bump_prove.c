/*
 * The proof of a plan: the repository is read as it would be, and every reference is compared.
 *
 * An edit can do more than it says: the text may also choose a file, a branch of a conditional or
 * another module. Nothing but reading tells. If a reference would not be as it shall be, the edit
 * to blame is found by reading the repository with fewer and fewer edits.
 */
#include <stdlib.h>

#include "upgrade/bump_internal.h"

/*
 * A reading takes about 0.2 s for 2,500 units. After so many of them the search ends early: all
 * that is suspected by then is blocked.
 */
enum { READINGS_MAX = 64 };

/* The repository with some of the edits. */
struct reading {
    const bool *without; /* by outcome: its edits are not made; NULL: all are */
    struct bump_files files;
    struct repository after;
    const struct reference **match;   /* by reference before: the same one after, or NULL */
    const struct reference *appeared; /* one that was not there before, or NULL */
};

/* ---- which reference is which -------------------------------------------------------------- */

/* Where a byte of the old text stands in the new one. */
static size_t moved_to(const struct bump_files *files, const struct hcl_source *source, size_t at)
{
    size_t low = 0, high = files->n, to = at;
    const struct edits *edits;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (files->items[middle].file->source.id < source->id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == files->n || &files->items[low].file->source != source)
        return at;
    edits = &files->items[low].edits;
    for (size_t i = 0; i < edits->n && edits->items[i].end <= at; i++)
        to = to + edits->items[i].text.n - (edits->items[i].end - edits->items[i].start);
    return to;
}

/*
 * What makes a reference the same one before and after, as a text: its unit, what kind it is and,
 * of those that share a unit, its place. A unit may well have its source elsewhere afterwards.
 */
static struct str identity(struct arena *a, const struct reference *ref,
                           const struct bump_files *files)
{
    bool is_place = ref->kind == REFERENCE_UNUSED || ref->kind == REFERENCE_COMMENTED;
    size_t at = is_place ? ref->source_range.start : 0;

    if (is_place && files && ref->source_file)
        at = moved_to(files, ref->source_file, at);
    return str_printf(a, "%d %zu %.*s", (int)ref->kind, at, STR(ref->unit));
}

/* Of one identity there may be several: they are matched in their order. */
struct same {
    const struct reference **items;
    size_t n, cap, taken;
};

static void match(struct planner *p, struct arena *a, struct reading *reading)
{
    struct references *before = &p->r->references, *after = &reading->after.references;
    struct map by_identity = { 0 };

    reading->match = arena_array(a, before->n + 1, sizeof *reading->match);
    for (size_t i = 0; i < after->n; i++) {
        struct str name = identity(a, &after->items[i], NULL);
        struct same *same = map_get(&by_identity, name);

        if (!same) {
            same = arena_new(a, struct same);
            map_put(a, &by_identity, name, same);
        }
        vec_push(a, same, &after->items[i]);
    }
    for (size_t i = 0; i < before->n; i++) {
        struct same *same = map_get(&by_identity, identity(a, &before->items[i], &reading->files));

        if (same && same->taken < same->n)
            reading->match[i] = same->items[same->taken++];
    }
    for (size_t i = 0; i < by_identity.n && !reading->appeared; i++) {
        const struct same *same = by_identity.entries[i].value;

        if (same->taken < same->n)
            reading->appeared = same->items[same->taken];
    }
}

static int read_with(struct planner *p, struct arena *a, const bool *without, struct reading *ret,
                     struct err *e)
{
    struct repository_options o = *p->opened_with;
    struct map overlay = { 0 };

    *ret = (struct reading){ .without = without };
    p->n_readings++;
    TRY(bump_make_files(p, a, without, &ret->files, e));
    for (size_t i = 0; i < ret->files.n; i++)
        map_put(a, &overlay, ret->files.items[i].file->path, &ret->files.items[i].new_text);
    o.overlay = &overlay;
    o.base = p->r;
    TRY(repository_open(a, &o, &ret->after, e));
    match(p, a, ret);
    return 0;
}

/* ---- what is wrong ------------------------------------------------------------------------- */

/* The reference of the fault is a number; this one stands for "a reference appears". */
static size_t appearance(const struct planner *p)
{
    return p->r->references.n;
}

static bool is_changed(const struct reading *reading, const struct planner *p,
                       const struct bump_outcome *o)
{
    size_t index = o ? (size_t)(o - p->plan.outcomes.items) : 0;

    return o && o->status == BUMP_CHANGED && !(reading->without && reading->without[index]);
}

static bool same_module(const struct reference *x, const struct reference *y)
{
    return x->module.kind == y->module.kind && str_eq(x->module.repository, y->module.repository) &&
           str_eq(x->module.path, y->module.path);
}

/* Is the reference not what it shall be? */
static bool is_faulty(struct planner *p, const struct reading *reading, size_t index)
{
    const struct reference *before, *after;
    const struct bump_outcome *o;

    if (index == appearance(p))
        return reading->appeared != NULL;
    before = &p->r->references.items[index];
    after = reading->match[index];
    o = bump_outcome_of(p, index);
    if (!after)
        return true;
    if (is_changed(reading, p, o))
        return after->state != REF_KNOWN || !str_eq(after->ref, o->new_ref) ||
               !same_module(before, after);
    if (p->o->allow_shared) /* others may move along, but not break */
        return after->state != before->state || !same_module(before, after);
    return after->state != before->state || !str_eq(after->ref, before->ref) ||
           !str_eq(after->address, before->address);
}

/* What would be instead: " v1 (of github.com/a/b)" and the like. */
static struct str described(struct arena *a, const struct reference *before,
                            const struct reference *after)
{
    if (!after)
        return str_lit("no reference");
    if (after->state == REF_FAILED)
        return str_lit("a configuration that cannot be evaluated");
    if (after->state == REF_UNKNOWN)
        return str_printf(a, "a version that is not known (%.*s)", STR(after->why));
    if (!same_module(before, after))
        return str_printf(a, "another module (%.*s)", STR(after->address));
    if (after->state == REF_NONE)
        return str_lit("no version");
    return after->ref;
}

/* Why an edit must not be made: what would happen to the reference. */
static struct str why_not(struct planner *p, const struct reading *reading, size_t fault,
                          bool is_own)
{
    const struct reference *before;
    struct str would;

    if (fault == appearance(p))
        return str_printf(p->arena,
                          "its edit would bring up a reference that is not there now: %.*s",
                          STR(reading->appeared->unit));
    before = &p->r->references.items[fault];
    would = described(p->arena, before, reading->match[fault]);
    if (is_own)
        return str_printf(p->arena, "an edit of %.*s would give %.*s there, not %.*s",
                          STR(before->ref), STR(would), STR(bump_outcome_of(p, fault)->new_ref));
    return str_printf(p->arena, "its edit would also move %.*s from %.*s to %.*s",
                      STR(before->unit), STR(described(p->arena, before, before)), STR(would));
}

/* ---- who is to blame ----------------------------------------------------------------------- */

/* Outcomes that want the same texts: their edits are made together or not at all. */
struct suspect {
    size_t group;    /* the first of these outcomes */
    size_t nearness; /* how much of its path the edit shares with the fault; SIZE_MAX: its own */
};

struct search {
    struct planner *p;
    struct arena *arena;
    size_t *group_of; /* by outcome */
    VEC(struct suspect) suspects;
    size_t *rank; /* by group: its place among the suspects plus one; 0: it has no edits */
};

static size_t group_of(struct search *s, size_t outcome)
{
    while (s->group_of[outcome] != outcome)
        outcome = s->group_of[outcome] = s->group_of[s->group_of[outcome]];
    return outcome;
}

static bool has_edit(const struct planner *p, const struct wish *w)
{
    return p->plan.outcomes.items[w->outcome].status == BUMP_CHANGED;
}

static void find_groups(struct search *s)
{
    const struct wish *last = NULL; /* the one that reaches furthest so far */

    s->group_of = arena_array(s->arena, s->p->plan.outcomes.n + 1, sizeof *s->group_of);
    for (size_t i = 0; i < s->p->plan.outcomes.n; i++)
        s->group_of[i] = i;
    for (size_t i = 0; i < s->p->wishes.n; i++) {
        const struct wish *w = &s->p->wishes.items[i];
        bool touches = last && last->source == w->source && w->range.start <= last->range.end;
        size_t x, y;

        if (!has_edit(s->p, w))
            continue;
        if (touches) {
            x = group_of(s, last->outcome);
            y = group_of(s, w->outcome);
            s->group_of[x > y ? x : y] = x > y ? y : x;
        }
        if (!touches || w->range.end > last->range.end)
            last = w;
    }
}

static size_t shared_path(struct str x, struct str y)
{
    size_t n = 0;

    while (n < x.n && n < y.n && x.p[n] == y.p[n])
        n++;
    return n;
}

static int compare_suspects(const void *a, const void *b)
{
    const struct suspect *x = a, *y = b;

    if (x->nearness != y->nearness)
        return x->nearness > y->nearness ? -1 : 1;
    return (x->group > y->group) - (x->group < y->group);
}

/* All groups with edits; those most likely to blame first: mostly it is an edit nearby. */
static void find_suspects(struct search *s, const struct reading *all, size_t fault)
{
    struct planner *p = s->p;
    struct str dir =
        fault == appearance(p) ? all->appeared->dir : p->r->references.items[fault].dir;
    const struct bump_outcome *own = fault == appearance(p) ? NULL : bump_outcome_of(p, fault);
    size_t *nearness = arena_array(s->arena, p->plan.outcomes.n + 1, sizeof *nearness);

    find_groups(s);
    s->rank = arena_array(s->arena, p->plan.outcomes.n + 1, sizeof *s->rank);
    for (size_t i = 0; i < p->wishes.n; i++) {
        const struct wish *w = &p->wishes.items[i];
        size_t group = group_of(s, w->outcome);
        size_t near = shared_path(dir, files_of(&p->r->files, w->source)->path) + 1;

        if (has_edit(p, w) && near > nearness[group])
            nearness[group] = near;
    }
    if (own && own->status == BUMP_CHANGED)
        nearness[group_of(s, (size_t)(own - p->plan.outcomes.items))] = SIZE_MAX;
    for (size_t i = 0; i < p->plan.outcomes.n; i++)
        if (nearness[i])
            vec_push(s->arena, &s->suspects, ((struct suspect){ i, nearness[i] }));
    if (s->suspects.n)
        qsort(s->suspects.items, s->suspects.n, sizeof *s->suspects.items, compare_suspects);
    for (size_t i = 0; i < s->suspects.n; i++)
        s->rank[s->suspects.items[i].group] = i + 1;
}

static size_t rank_of(struct search *s, size_t outcome)
{
    return s->rank[group_of(s, outcome)];
}

/* Is there the fault with the edits of the first n suspects alone? */
static int is_faulty_with(struct search *s, size_t n, size_t fault, bool *ret_faulty,
                          struct str *reason, struct err *e)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    bool *without = arena_array(&scratch, s->p->plan.outcomes.n + 1, sizeof *without);
    struct reading reading;

    for (size_t i = 0; i < s->p->plan.outcomes.n; i++)
        without[i] = rank_of(s, i) > n;
    TRY(read_with(s->p, &scratch, without, &reading, e));
    *ret_faulty = is_faulty(s->p, &reading, fault);
    if (*ret_faulty)
        *reason = why_not(s->p, &reading, fault, false);
    return 0;
}

/*
 * Blocks the group whose edits bring the fault about. With none of them it is not there, with all
 * it is; so there is a first suspect whose edits make the difference.
 */
static int blame(struct planner *p, const struct reading *all, size_t fault, struct err *e)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct search s = { .p = p, .arena = &scratch };
    struct str reason = why_not(p, all, fault, false);
    size_t low = 0, high;
    bool found_one = false;

    find_suspects(&s, all, fault);
    high = s.suspects.n;
    while (high - low > 1 && p->n_readings < READINGS_MAX) {
        /* The first ones are the likely ones: steps get longer until one is found. */
        size_t middle = found_one || low * 2 >= high ? low + (high - low) / 2 : low ? low * 2 : 1;
        bool faulty;

        TRY(is_faulty_with(&s, middle, fault, &faulty, &reason, e));
        found_one |= faulty;
        *(faulty ? &high : &low) = middle;
    }
    if (high - low > 1)
        reason = str_printf(p->arena, "%.*s (or another one does; the search took too long)",
                            STR(reason));
    for (size_t i = 0; i < p->plan.outcomes.n; i++) {
        struct bump_outcome *o = &p->plan.outcomes.items[i];
        bool guilty = o->status == BUMP_CHANGED && rank_of(&s, i) > low && rank_of(&s, i) <= high;

        if (guilty)
            bump_settle(o, BUMP_BLOCKED,
                        o->reference == fault ? why_not(p, all, fault, true) : reason);
    }
    return 0;
}

/*
 * Those that are meant and would not come out as planned are mostly to blame themselves: they are
 * blocked if that is so without all the others' edits, too.
 */
static int block_own(struct planner *p, const struct reading *all, bool *ret_any, struct err *e)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    bool *others = arena_array(&scratch, p->plan.outcomes.n + 1, sizeof *others);
    const struct reading *judge = all;
    size_t n_faulty = 0, n_others = 0;
    struct reading alone;

    for (size_t i = 0; i < p->plan.outcomes.n; i++) {
        const struct bump_outcome *o = &p->plan.outcomes.items[i];

        if (o->status != BUMP_CHANGED)
            continue;
        others[i] = !is_faulty(p, all, o->reference);
        n_others += others[i];
        n_faulty += !others[i];
    }
    if (n_faulty && n_others && p->n_readings < READINGS_MAX) {
        TRY(read_with(p, &scratch, others, &alone, e));
        judge = &alone;
    }
    for (size_t i = 0; i < p->plan.outcomes.n; i++) {
        struct bump_outcome *o = &p->plan.outcomes.items[i];

        if (o->status != BUMP_CHANGED || others[i] || !is_faulty(p, judge, o->reference))
            continue;
        bump_settle(o, BUMP_BLOCKED, why_not(p, judge, o->reference, true));
        *ret_any = true;
    }
    return 0;
}

/* With allow_shared: what moves although it is not meant. */
static void note_moved(struct planner *p, const struct reading *all)
{
    for (size_t i = 0; p->o->allow_shared && i < p->r->references.n; i++) {
        const struct bump_outcome *o = bump_outcome_of(p, i);
        const struct reference *before = &p->r->references.items[i], *after = all->match[i];

        if ((o && o->status == BUMP_CHANGED) || !after || str_eq(before->ref, after->ref))
            continue;
        vec_push(p->arena, &p->plan.moved,
                 ((struct bump_moved){ i, str_copy(p->arena, after->ref) }));
    }
}

int bump_prove(struct planner *p, bool *ret_again, struct err *e)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct reading all;

    *ret_again = false;
    if (!p->plan.files.n)
        return 0;
    TRY(read_with(p, &scratch, NULL, &all, e));
    TRY(block_own(p, &all, ret_again, e));
    for (size_t i = 0; i <= appearance(p) && !*ret_again; i++) {
        if (!is_faulty(p, &all, i))
            continue;
        TRY(blame(p, &all, i, e));
        *ret_again = true;
    }
    if (!*ret_again)
        note_moved(p, &all);
    return 0;
}
