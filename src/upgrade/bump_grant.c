/*
 * Which wishes can be granted: not those that contradict each other, and not those that would move
 * a reference which is not meant.
 */
#include <stdlib.h>

#include "upgrade/bump_internal.h"

static struct bump_outcome *outcome(struct planner *p, const struct wish *w)
{
    return &p->plan.outcomes.items[w->outcome];
}

static bool is_open(struct planner *p, const struct wish *w)
{
    return outcome(p, w)->status == BUMP_CHANGED;
}

/* ---- claims -------------------------------------------------------------------------------- */

/* All wishes for one text at one place; they stand beside each other. Dozens of units may agree. */
struct claim {
    struct wish *wishes;
    size_t n;
    bool disputed;
};

struct claims {
    struct claim *items;
    size_t n, cap;
};

static int compare_wishes(const void *a, const void *b)
{
    const struct wish *x = a, *y = b;
    int c;

    if (x->source->id != y->source->id)
        return x->source->id < y->source->id ? -1 : 1;
    if (x->range.start != y->range.start)
        return x->range.start < y->range.start ? -1 : 1;
    if (x->range.end != y->range.end)
        return x->range.end < y->range.end ? -1 : 1;
    c = str_cmp(x->text, y->text);
    return c ? c : (x->outcome > y->outcome) - (x->outcome < y->outcome);
}

void bump_sort_wishes(struct planner *p)
{
    if (p->wishes.n)
        qsort(p->wishes.items, p->wishes.n, sizeof *p->wishes.items, compare_wishes);
}

bool bump_same_place(const struct wish *x, const struct wish *y)
{
    return x->source == y->source && x->range.start == y->range.start &&
           x->range.end == y->range.end;
}

static struct claims find_claims(struct planner *p, struct arena *a)
{
    struct claims claims = { 0 };

    for (size_t i = 0; i < p->wishes.n; i++) {
        struct wish *w = &p->wishes.items[i];
        struct claim *last = claims.n ? &claims.items[claims.n - 1] : NULL;

        if (!is_open(p, w))
            continue;
        if (last && bump_same_place(last->wishes, w) && str_eq(last->wishes->text, w->text))
            last->n = (size_t)(w - last->wishes) + 1;
        else
            vec_push(a, &claims, ((struct claim){ .wishes = w, .n = 1 }));
    }
    return claims;
}

/* ---- contradictions ------------------------------------------------------------------------ */

/* A comment gives way: the version matters. */
static void dispute(struct claim *x, struct claim *y)
{
    bool x_comment = x->wishes->comment, y_comment = y->wishes->comment;

    x->disputed |= x_comment || !y_comment;
    y->disputed |= y_comment || !x_comment;
}

static void refuse(struct planner *p, struct claim *claim)
{
    struct str at = bump_line_of(p->arena, claim->wishes->source, claim->wishes->range.start);
    struct str reason =
        str_printf(p->arena, "two versions are wanted for the one text at %.*s", STR(at));

    for (size_t i = 0; i < claim->n; i++) {
        struct wish *w = &claim->wishes[i];

        if (!is_open(p, w))
            continue;
        if (w->comment) {
            w->text = str_slice(w->source->text, w->range.start, w->range.end);
            bump_note(p->arena, outcome(p, w),
                      str_printf(p->arena, "the comment was left: %.*s", STR(reason)));
        } else {
            bump_settle(outcome(p, w), BUMP_LEFT, reason);
        }
    }
}

/*
 * Of those that want different texts for the same bytes nobody gets it. All contradictions are
 * found before any is settled, so that it does not matter in which order they stand.
 */
void bump_refuse_conflicts(struct planner *p)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct claims claims = find_claims(p, &scratch);

    for (size_t i = 0; i < claims.n; i++) {
        const struct wish *x = claims.items[i].wishes;

        for (size_t k = i + 1; k < claims.n; k++) {
            const struct wish *y = claims.items[k].wishes;

            if (y->source != x->source ||
                (y->range.start >= x->range.end && !bump_same_place(x, y)))
                break;
            dispute(&claims.items[i], &claims.items[k]);
        }
    }
    for (size_t i = 0; i < claims.n; i++)
        if (claims.items[i].disputed)
            refuse(p, &claims.items[i]);
}

/* ---- what else a text moves ---------------------------------------------------------------- */

static int compare_uses(const void *a, const void *b)
{
    const struct bump_use *x = a, *y = b;

    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return (x->reference > y->reference) - (x->reference < y->reference);
}

void bump_find_uses(struct planner *p, struct arena *a)
{
    uint32_t reach = 0;

    p->seen = arena_array(a, p->r->references.n + 1, sizeof *p->seen);
    for (size_t i = 0; i < p->r->references.n; i++) {
        const struct reference *ref = &p->r->references.items[i];

        for (size_t k = 0; k < ref->n_spans && ref->kind != REFERENCE_COMMENTED; k++) {
            const struct origin_span *s = &ref->spans[k];
            struct bump_use use = { .reference = i, .start = s->range.start, .end = s->range.end };

            use.source = s->kind == ORIGIN_TEXT && s->source ? s->source->id : 0;
            if (use.source)
                vec_push(a, &p->uses, use);
        }
    }
    if (p->uses.n)
        qsort(p->uses.items, p->uses.n, sizeof *p->uses.items, compare_uses);
    for (size_t i = 0; i < p->uses.n; i++) {
        struct bump_use *use = &p->uses.items[i];

        if (i == 0 || p->uses.items[i - 1].source != use->source)
            reach = 0;
        reach = use->end > reach ? use->end : reach;
        use->reach = reach;
    }
}

/* The first use in the file of the wish that may overlap it: none before reaches that far. */
static size_t first_use(const struct planner *p, const struct wish *w)
{
    size_t low = 0, high = p->uses.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct bump_use *use = &p->uses.items[middle];

        if (use->source < w->source->id ||
            (use->source == w->source->id && use->reach <= w->range.start))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The references, each once, that a wish for this place would move. */
static struct index_list users_of(struct planner *p, struct arena *a, const struct wish *w)
{
    struct index_list users = { 0 };

    p->stamp++;
    for (size_t i = first_use(p, w); i < p->uses.n; i++) {
        const struct bump_use *use = &p->uses.items[i];

        if (use->source != w->source->id || use->start >= w->range.end)
            break;
        if (use->end <= w->range.start || p->seen[use->reference] == p->stamp)
            continue;
        p->seen[use->reference] = p->stamp;
        vec_push(a, &users, use->reference);
    }
    return users;
}

/* What is said to all who want one version at one place. */
struct verdict {
    struct str new_ref, reason; /* reason "": granted */
};

static struct str why_shared(struct planner *p, const struct wish *w, struct str new_ref,
                             const struct index_list *users)
{
    size_t first = 0, n = 0;
    struct str at, more;

    for (size_t i = 0; i < users->n; i++) {
        const struct bump_outcome *o = bump_outcome_of(p, users->items[i]);

        if (o && o->status == BUMP_CHANGED && str_eq(o->new_ref, new_ref))
            continue;
        if (!n++ || users->items[i] < first)
            first = users->items[i];
    }
    if (!n)
        return str_lit("");
    at = bump_line_of(p->arena, w->source, w->range.start);
    more = n > 1 ? str_printf(p->arena, " and %zu more", n - 1) : str_lit("");
    return str_printf(p->arena, "the text at %.*s also moves %.*s%.*s (--allow-shared changes it)",
                      STR(at), STR(p->r->references.items[first].unit), STR(more));
}

/* True if one was left. Who wants the same at the same place is told the same. */
static bool judge(struct planner *p, struct arena *a, const struct claim *claim)
{
    struct index_list users = users_of(p, a, claim->wishes);
    VEC(struct verdict) verdicts = { 0 };
    bool any = false;

    for (size_t i = 0; i < claim->n; i++) {
        struct bump_outcome *o = outcome(p, &claim->wishes[i]);
        size_t k = 0;

        while (k < verdicts.n && !str_eq(verdicts.items[k].new_ref, o->new_ref))
            k++;
        if (k == verdicts.n) {
            struct str reason = why_shared(p, claim->wishes, o->new_ref, &users);

            vec_push(a, &verdicts, ((struct verdict){ o->new_ref, reason }));
        }
        if (o->status != BUMP_CHANGED || !verdicts.items[k].reason.n)
            continue;
        bump_settle(o, BUMP_LEFT, verdicts.items[k].reason);
        any = true;
    }
    return any;
}

void bump_leave_shared(struct planner *p)
{
    bool again = !p->o->allow_shared;

    while (again) {
        AUTO_ARENA struct arena scratch = ARENA_INIT;
        struct claims claims = find_claims(p, &scratch);

        again = false;
        for (size_t i = 0; i < claims.n; i++)
            if (!claims.items[i].wishes->comment)
                again |= judge(p, &scratch, &claims.items[i]);
    }
}
