#include "upgrade/brings.h"

void brings_check(const struct catalog *c, const struct benchmarks *all, struct hcl_diags *d)
{
    for (size_t i = 0; i < c->repositories.n; i++) {
        const struct catalog_repository *r = &c->repositories.items[i];

        for (size_t k = 0; k < r->targets.n; k++) {
            const struct catalog_target *t = &r->targets.items[k];
            const struct benchmark *b = benchmarks_find(all, t->benchmark);

            for (size_t n = 0; b && n < t->recommendations.n; n++)
                if (!benchmark_find(b, t->recommendations.items[n]))
                    data_fail(d, &t->item, "recommendations", "Unknown recommendation",
                              "%.*s has no recommendation %.*s.", STR(b->id),
                              STR(t->recommendations.items[n]));
        }
    }
}

void brings_of_version(struct arena *a, const struct catalog *c, const struct benchmark *b,
                       struct brings *ret)
{
    struct brings found = { 0 };

    for (size_t i = 0; i < c->repositories.n; i++) {
        const struct catalog_repository *r = &c->repositories.items[i];

        for (size_t k = 0; k < r->targets.n; k++) {
            struct bring bring = { .benchmark = b,
                                   .repository = r,
                                   .target = &r->targets.items[k] };

            if (bring.target->recommendations.n && benchmark_is_named(b, bring.target->benchmark))
                vec_push(a, &found, bring);
        }
    }
    *ret = found;
}

static bool lists(const struct catalog_target *t, const struct recommendation *r)
{
    for (size_t i = 0; i < t->recommendations.n; i++)
        if (str_eq(t->recommendations.items[i], r->number))
            return true;
    return false;
}

void brings_of_control(struct arena *a, const struct catalog *c, const struct benchmark *b,
                       const struct benchmark *after, const struct control *control,
                       struct brings *ret)
{
    *ret = (struct brings){ 0 };
    for (; b && b != after && ret->n == 0; b = b->before) {
        const struct recommendation *r = benchmark_find_control(b, control);
        struct brings all;

        if (!r)
            continue;
        brings_of_version(a, c, b, &all);
        for (size_t i = 0; i < all.n; i++)
            if (lists(all.items[i].target, r))
                vec_push(a, ret, all.items[i]);
    }
}
