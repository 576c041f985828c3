#include "judge/benchmark.h"

const struct value *recommendation_param(const struct recommendation *r, struct str name)
{
    const struct value *set = r->params ? value_get(r->params, name) : NULL;

    if (set)
        return set;
    return r->control->params ? value_get(r->control->params, name) : NULL;
}

/* Is `other` among the versions that came before b? */
static bool is_before(const struct benchmark *other, const struct benchmark *b)
{
    for (b = b->before; b; b = b->before)
        if (b == other)
            return true;
    return false;
}

static bool has_text(const struct data_texts *texts, struct str text)
{
    for (size_t i = 0; i < texts->n; i++)
        if (str_eq(texts->items[i], text))
            return true;
    return false;
}

/* The versions after `older` up to `newer`, newest first; none if they are not of one line. */
struct steps {
    VEC(const struct benchmark *) versions;
};

static struct steps steps_between(struct arena *a, const struct benchmark *older,
                                  const struct benchmark *newer)
{
    struct steps steps = { 0 };

    if (is_before(older, newer))
        for (const struct benchmark *b = newer; b != older; b = b->before)
            vec_push(a, &steps.versions, b);
    return steps;
}

static bool differ_in_params(const struct recommendation *from, const struct recommendation *to)
{
    const struct value *params = to->control->params;

    for (size_t i = 0; params && i < params->u.map.n; i++) {
        AUTO_BUF struct buf x = BUF_INIT, y = BUF_INIT;

        value_json(&x, recommendation_param(from, params->u.map.keys[i]));
        value_json(&y, recommendation_param(to, params->u.map.keys[i]));
        if (!str_eq(buf_str(&x), buf_str(&y)))
            return true;
    }
    return false;
}

static void compare(struct arena *a, const struct steps *steps, struct benchmark_change *c)
{
    const struct recommendation *from = c->from, *to = c->to;

    if (!str_eq(from->number, to->number))
        c->what |= CHANGE_NUMBER;
    if (from->level != to->level)
        c->what |= CHANGE_LEVEL;
    if (from->assessment != to->assessment)
        c->what |= CHANGE_ASSESSMENT;
    if (!str_eq(from->title, to->title))
        c->what |= CHANGE_TITLE;
    if (differ_in_params(from, to))
        c->what |= CHANGE_PARAMS;
    for (size_t i = steps->versions.n; i-- > 0;) {
        const struct benchmark *b = steps->versions.items[i];
        const struct recommendation *r = benchmark_find_control(b, c->control);

        if (!r || r->changed.n == 0)
            continue;
        c->what |= CHANGE_CRITERION;
        vec_reserve(a, &c->criteria);
        c->criteria.items[c->criteria.n].benchmark = b;
        c->criteria.items[c->criteria.n++].recommendation = r;
    }
}

/* What takes the control's place in the other version, or the other way round. */
static void find_kin(struct arena *a, const struct benchmark *other, struct benchmark_change *c)
{
    for (size_t i = 0; i < other->recommendations.n; i++) {
        const struct recommendation *r = &other->recommendations.items[i];

        if (has_text(&c->control->replaces, r->control_key) ||
            has_text(&r->control->replaces, c->control->key))
            vec_push(a, &c->kin, r);
    }
}

void benchmarks_diff(struct arena *a, const struct benchmark *from, const struct benchmark *to,
                     struct benchmark_diff *ret)
{
    struct benchmark_diff d = { .from = from, .to = to, .backwards = is_before(to, from) };
    struct steps steps = d.backwards ? steps_between(a, to, from) : steps_between(a, from, to);

    for (size_t i = 0; i < to->recommendations.n; i++) {
        const struct recommendation *r = &to->recommendations.items[i];
        struct benchmark_change c = { .control = r->control, .to = r };

        c.from = benchmark_find_control(from, r->control);
        if (c.from) {
            compare(a, &steps, &c);
        } else {
            c.what = CHANGE_NEW;
            find_kin(a, from, &c);
        }
        if (c.what)
            vec_push(a, &d.changes, c);
        else
            d.n_same++;
    }
    for (size_t i = 0; i < from->recommendations.n; i++) {
        const struct recommendation *r = &from->recommendations.items[i];
        struct benchmark_change c = { .what = CHANGE_REMOVED, .control = r->control, .from = r };

        if (benchmark_find_control(to, r->control))
            continue;
        find_kin(a, to, &c);
        vec_push(a, &d.changes, c);
    }
    *ret = d;
}
