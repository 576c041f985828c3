#include "unit.h"

#include "upgrade/brings.h"

static const char controls[] =
    "control \"a\" {\n  about = \"x\"\n  fix = \"x\"\n  resource = \"x\"\n  commands = []\n}\n"
    "control \"b\" {\n  about = \"x\"\n  fix = \"x\"\n  resource = \"x\"\n  commands = []\n}\n";

/* a is 1.1, then 1.2, then gone; b comes with the second version */
#define VERSION(id, more, recommendations)                                                         \
    "benchmark \"" id "\" {\n  title = \"t\"\n" more                                               \
    "  section \"1\" {\n    title = \"s\"\n  }\n" recommendations "}\n"
#define ASKS(number, control)                                                                      \
    "  recommendation \"" number "\" {\n    control = \"" control "\"\n    title = \"t\"\n"        \
    "    level = 1\n    assessment = \"manual\"\n  }\n"

static const char versions[] = VERSION("v-1", "", ASKS("1.1", "a"))
    VERSION("v-2", "  supersedes = \"v-1\"\n  aliases = [\"v-2b\"]\n",
            ASKS("1.2", "a") ASKS("1.1", "b"))
        VERSION("v-3", "  supersedes = \"v-2\"\n", ASKS("1.2", "a") ASKS("1.1", "b"));

#define REPOSITORY(name, targets)                                                                  \
    "repository \"" name "\" {\n  about = \"x\"\n  names = [\"example.com/" name "\"]\n" targets   \
    "  release \"v1.0.0\" {\n    date = \"2021-01-01\"\n    about = \"x\"\n  }\n"                  \
    "  release \"v2.0.0\" {\n    date = \"2022-01-01\"\n    about = \"x\"\n  }\n}\n"
#define TARGET(benchmark, minimum, numbers)                                                        \
    "  target \"" benchmark "\" {\n    minimum = \"" minimum "\"\n    recommendations = [" numbers \
    "]\n  }\n"

struct world {
    struct benchmarks all;
    struct catalog catalog;
    struct hcl_diags d;
};

static void load(struct arena *a, const char *catalog, struct world *w)
{
    struct data_file items[] = {
        { STR_INIT("benchmarks/b.hcl"), STR_INIT("b.hcl"), str_z(versions) },
        { STR_INIT("catalogs/c.hcl"), STR_INIT("c.hcl"), str_z(catalog) },
        { STR_INIT("controls/k.hcl"), STR_INIT("k.hcl"), str_z(controls) },
    };
    struct data_files files = { items, ARRAY_LEN(items), ARRAY_LEN(items) };

    *w = (struct world){ .d = { .arena = a } };
    benchmarks_load(a, &files, &w->d, &w->all);
    catalog_load(a, &files, &w->catalog, &w->d);
    for (size_t i = 0; i < w->d.n; i++)
        print_message("%.*s: %.*s\n", STR(w->d.items[i].summary), STR(w->d.items[i].detail));
    assert_int_equal(w->d.n_errors, 0);
    brings_check(&w->catalog, &w->all, &w->d);
}

static const char two_repositories[] =
    REPOSITORY("one", TARGET("v-1", "v1.0.0", "\"1.1\"") TARGET("v-2", "v2.0.0", "\"1.1\""))
        REPOSITORY("two",
                   TARGET("v-2b", "v1.0.0", "\"1.1\", \"1.2\"") TARGET("v-9", "v2.0.0", "\"7.7\""));

/* What brings about the control, from `to` back to what comes after `after`: "v-2 one two". */
static const struct {
    const char *control, *to, *after, *want;
} cases[] = {
    { "a", "v-1", NULL, "v-1 one" },  { "a", "v-2", NULL, "v-2 two" },
    { "a", "v-3", NULL, "v-2 two" }, /* the latest that has a part in it */
    { "a", "v-3", "v-1", "v-2 two" }, { "a", "v-3", "v-2", "" },
    { "a", "v-2", "v-2", "" },        { "b", "v-3", NULL, "v-2 one two" },
    { "b", "v-1", NULL, "" }, /* 1.1 is a there */
};

static void finds(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct world w;

    (void)state;
    load(&a, two_repositories, &w);
    assert_int_equal(w.d.n_errors, 0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_BUF struct buf got = BUF_INIT;
        const struct control *c = benchmarks_control(&w.all, str_z(cases[i].control));
        const struct benchmark *to = benchmarks_find(&w.all, str_z(cases[i].to));
        const struct benchmark *after =
            cases[i].after ? benchmarks_find(&w.all, str_z(cases[i].after)) : NULL;
        struct brings brings;

        brings_of_control(&a, &w.catalog, to, after, c, &brings);
        for (size_t k = 0; k < brings.n; k++)
            buf_printf(&got, "%s%.*s %.*s", k == 0 ? "" : "; ", STR(brings.items[k].benchmark->id),
                       STR(brings.items[k].repository->name));
        print_message("%s in %s\n", cases[i].control, cases[i].to);
        if (brings.n == 2) { /* both of one version */
            assert_str(buf_str(&got), "v-2 one; v-2 two");
            assert_string_equal(cases[i].want, "v-2 one two");
        } else {
            assert_str(buf_str(&got), cases[i].want);
        }
    }
}

static void refuses_numbers_that_are_none(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct world w;

    (void)state;
    load(&a, REPOSITORY("one", TARGET("v-1", "v1.0.0", "\"1.1\", \"1.2\"")), &w);
    assert_int_equal(w.d.n_errors, 1);
    assert_str(w.d.items[0].detail, "v-1 has no recommendation 1.2.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds),
        cmocka_unit_test(refuses_numbers_that_are_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
