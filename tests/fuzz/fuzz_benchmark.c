/*
 * fuzz_benchmark: data files of any bytes: controls, then 0xFF, then benchmarks. What is read
 * without a diagnostic must be whole: every recommendation has its control and its section, and any
 * two versions can be compared, the same way in both directions.
 */
#include "judge/benchmark.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct benchmark *b)
{
    for (size_t i = 0; i < b->recommendations.n; i++) {
        const struct recommendation *r = &b->recommendations.items[i];

        if (!r->control || !r->section || benchmark_find_control(b, r->control) != r)
            BUG("a recommendation is not whole");
        if (i && benchmark_number_cmp(b->recommendations.items[i - 1].number, r->number) > 0)
            BUG("recommendations are not sorted");
    }
}

static size_t count(const struct benchmark_diff *d, unsigned what)
{
    size_t n = 0;

    for (size_t i = 0; i < d->changes.n; i++)
        n += d->changes.items[i].what == what;
    return n;
}

static void compare(struct arena *a, const struct benchmark *x, const struct benchmark *y)
{
    struct benchmark_diff there, back;

    benchmarks_diff(a, x, y, &there);
    benchmarks_diff(a, y, x, &back);
    if (count(&there, CHANGE_NEW) != count(&back, CHANGE_REMOVED) || there.n_same != back.n_same)
        BUG("a difference is not the same both ways");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text = str_copy(&a, str_of((const char *)data, size));
    struct str controls = str_cut(&text, '\xff');
    struct data_file items[] = {
        { STR_INIT("benchmarks/b.hcl"), STR_INIT("b.hcl"), text },
        { STR_INIT("controls/c.hcl"), STR_INIT("c.hcl"), controls },
    };
    struct data_files files = { items, ARRAY_LEN(items), ARRAY_LEN(items) };
    struct hcl_diags d = { .arena = &a };
    struct benchmarks all;

    benchmarks_load(&a, &files, &d, &all);
    if (d.n_errors)
        return 0;
    for (size_t i = 0; i < all.benchmarks.n; i++) {
        check(&all.benchmarks.items[i]);
        for (size_t k = 0; k < i; k++)
            compare(&a, &all.benchmarks.items[k], &all.benchmarks.items[i]);
    }
    return 0;
}
