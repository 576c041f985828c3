#include "unit.h"

#include "judge/benchmark.h"

/* ---- a small world: three versions of "t" and the controls a to e -----------------------------
 */

#define CONTROL(key, more)                                                                         \
    "control \"" key "\" {\n  about = \"x\"\n  fix = \"x\"\n  resource = \"x\"\n"                  \
    "  commands = []\n" more "}\n"

static const char controls[] =
    CONTROL("a", "  params = { days = 45, ports = [22] }\n") CONTROL("b", "") CONTROL("c", "")
        CONTROL("d", "  replaces = [\"b\", \"c\"]\n") CONTROL("e", "");

#define RECOMMENDATION(number, control, more)                                                      \
    "  recommendation \"" number "\" {\n    control = \"" control "\"\n" more "  }\n"
#define PLAIN(title) "    title = \"" title "\"\n    level = 1\n    assessment = \"automated\"\n"

static const char versions[] =
    "benchmark \"cis-aws-1.0.0\" {\n  title = \"One\"\n"
    "  section \"1\" {\n    title = \"S\"\n  }\n" RECOMMENDATION(
        "1.10", "a", PLAIN("A") "    params = { days = 90 }\n")
        RECOMMENDATION("1.9", "b", PLAIN("B")) RECOMMENDATION("1.11", "c", PLAIN("C"))
            RECOMMENDATION(
                "1.2", "e",
                PLAIN("E")) "}\n"
                            /* 1.1.0 is behind 1.2.0 in the file; a's criterion changes in both */
                            "benchmark \"cis-aws-1.2.0\" {\n  title = \"Three\"\n  supersedes = "
                            "\"cis-aws-1.1.0\"\n"
                            "  section \"1\" {\n    title = \"S\"\n  }\n"
                            "  section \"1.3\" {\n    title = \"S3\"\n  }\n" RECOMMENDATION(
                                "1.3.1", "a",
                                "    title = \"A2\"\n    level = 2\n    assessment = \"manual\"\n"
                                "    changed = \"second\"\n") RECOMMENDATION("1.1", "d", PLAIN("D"))
                                RECOMMENDATION(
                                    "1.2", "e",
                                    PLAIN("E")) "}\n"
                                                "benchmark \"cis-aws-1.1.0\" {\n  title = "
                                                "\"Two\"\n  supersedes = \"cis-aws-1.0.0\"\n"
                                                "  aliases = [\"cis-aws-1.1.1\"]\n"
                                                "  section \"1\" {\n    title = \"S\"\n  "
                                                "}\n" RECOMMENDATION(
                                                    "1.10", "a",
                                                    PLAIN("A") "    params = { days = 45 }\n    "
                                                               "changed = \"first\"\n")
                                                    RECOMMENDATION("1.2", "e", PLAIN("E")) "}\n";

static void load(struct arena *a, const char *benchmark_text, const char *control_text,
                 struct hcl_diags *d, struct benchmarks *ret)
{
    struct data_file items[] = {
        { STR_INIT("benchmarks/b.hcl"), STR_INIT("b.hcl"), str_z(benchmark_text) },
        { STR_INIT("controls/c.hcl"), STR_INIT("c.hcl"), str_z(control_text) },
    };
    struct data_files files = { items, ARRAY_LEN(items), ARRAY_LEN(items) };

    *d = (struct hcl_diags){ .arena = a };
    benchmarks_load(a, &files, d, ret);
}

static void load_world(struct arena *a, struct benchmarks *ret)
{
    struct hcl_diags d;

    load(a, versions, controls, &d, ret);
    for (size_t i = 0; i < d.n; i++)
        print_message("%.*s: %.*s\n", STR(d.items[i].summary), STR(d.items[i].detail));
    assert_int_equal(d.n_errors, 0);
}

/* ---- loading --------------------------------------------------------------------------------- */

static void sorts(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct benchmarks all;
    const struct benchmark *b;

    (void)state;
    load_world(&a, &all);
    assert_int_equal(all.benchmarks.n, 3);
    assert_str(all.benchmarks.items[0].id, "cis-aws-1.0.0");
    assert_str(all.benchmarks.items[1].id, "cis-aws-1.1.0");
    assert_str(all.benchmarks.items[2].id, "cis-aws-1.2.0");
    assert_ptr_equal(all.benchmarks.items[2].before, &all.benchmarks.items[1]);
    b = &all.benchmarks.items[0];
    assert_str(b->recommendations.items[0].number, "1.2");
    assert_str(b->recommendations.items[1].number, "1.9");
    assert_str(b->recommendations.items[2].number, "1.10");
    assert_str(benchmark_find(&all.benchmarks.items[2], str_lit("1.3.1"))->section->number, "1.3");
    assert_int_equal(benchmark_count(b).all, 4);
    assert_int_equal(benchmark_count(&all.benchmarks.items[2]).level_2, 1);
    assert_int_equal(benchmark_count(&all.benchmarks.items[2]).manual, 1);
}

/* One attribute or block of a good world is replaced; the first diagnostic is wanted. */
static const struct {
    const char *in, *old, *new, *want;
} faults[] = {
    { "b", "control = \"e\"", "control = \"f\"",
      "Unknown control: There is no control \"f\" in controls/." },
    { "b", "\"1.9\" {", "\"1.10\" {", "Written twice: It is also at b.hcl:6." },
    { "b", "level = 1", "level = 3", "Wrong value: \"level\" is a whole number from 1 to 2." },
    { "b", "\"automated\"", "\"scored\"",
      "Wrong value: \"assessment\" is one of \"automated\", \"manual\"." },
    { "b", "control = \"b\"", "control = \"a\"",
      "Control used twice: It is that of recommendation 1.9, too." },
    { "b", "\"1.9\" {", "\"2.9\" {",
      "Unknown section: The benchmark has no section that 2.9 is in." },
    { "b", "\"1.9\" {", "\"1.09\" {",
      "Wrong number: A recommendation's number is like 1.12 or 2.1.3." },
    { "b", "\"1.9\" {", "\"1.\" {",
      "Wrong number: A recommendation's number is like 1.12 or 2.1.3." },
    { "b", "\"1.9\" {", "\"1.a\" {",
      "Wrong number: A recommendation's number is like 1.12 or 2.1.3." },
    { "b", "section \"1\"", "section \"x\"", "Wrong number: A section's number is like 2 or 2.1." },
    { "b", "{ days = 90 }", "{ dayz = 90 }",
      "Unknown parameter: The control \"a\" has no parameter \"dayz\"." },
    { "b", "{ days = 90 }", "{ days = \"90\" }",
      "Wrong type: In the control \"a\" the parameter \"days\" is of another type." },
    { "b", "supersedes = \"cis-aws-1.0.0\"", "supersedes = \"cis-aws-1.2.0\"",
      "Circle: It supersedes itself, by way of others." },
    { "b", "supersedes = \"cis-aws-1.0.0\"", "supersedes = \"cis-aws-0.9.0\"",
      "Unknown benchmark: There is no benchmark \"cis-aws-0.9.0\" in benchmarks/." },
    { "b", "benchmark \"cis-aws-1.1.0\"", "benchmark \"cis-aws-1.2.0\"",
      "Written twice: It is also at b.hcl:32." },
    { "b", "\"cis-aws-1.1.1\"", "\"cis-aws-1.2.0\"",
      "Name used twice: The benchmark \"cis-aws-1.2.0\" is also called \"cis-aws-1.2.0\"." },
    { "b", "  aliases = [\"cis-aws-1.1.1\"]\n", "  aliases = [\"cis-aws-1.1.0\"]\n",
      "Name used twice: The benchmark \"cis-aws-1.1.0\" is also called \"cis-aws-1.1.0\"." },
    { "b", "\"Three\"\n", "\"Three\"\n  aliases = [\"cis-aws-1.1.1\"]\n",
      "Name used twice: The benchmark \"cis-aws-1.2.0\" is also called \"cis-aws-1.1.1\"." },
    { "c", "replaces = [\"b\"", "replaces = [\"z\"",
      "Unknown control: There is no control \"z\" in controls/." },
    { "c", "control \"e\"", "control \"d\"", "Written twice: It is also at c.hcl:20." },
    { "c", "  commands = []\n", "", "Missing attribute: control \"a\" needs \"commands\"." },
};

static const char *with(struct arena *a, const char *text, const char *old, const char *new)
{
    size_t at = str_find(str_z(text), str_z(old));

    assert_int_not_equal(at, STR_NONE);
    return str_cstr(a, str_printf(a, "%.*s%s%s", (int)at, text, new, text + at + strlen(old)));
}

static void refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(faults); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct benchmarks all;
        struct hcl_diags d;
        bool in_b = faults[i].in[0] == 'b';

        print_message("%s\n", faults[i].new);
        load(&a, in_b ? with(&a, versions, faults[i].old, faults[i].new) : versions,
             in_b ? controls : with(&a, controls, faults[i].old, faults[i].new), &d, &all);
        assert_true(d.n_errors > 0);
        assert_str(str_printf(&a, "%.*s: %.*s", STR(d.items[0].summary), STR(d.items[0].detail)),
                   faults[i].want);
    }
}

static void may_be_empty(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct benchmarks all;
    struct hcl_diags d;

    (void)state;
    load(&a, "", "", &d, &all);
    assert_int_equal(d.n_errors, 0);
    assert_null(benchmarks_find(&all, str_lit("1.4.0")));
    assert_null(benchmarks_nearest(&all, str_lit("1.4.0")));
    load(&a, "benchmark \"x\" {\n  title = \"x\"\n}\n", "", &d, &all);
    assert_int_equal(d.n_errors, 2);
    assert_str(d.items[0].detail, "benchmark \"x\" needs at least one block \"section\".");
}

static void has_limits(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf many = BUF_INIT;
    struct benchmarks all;
    struct hcl_diags d;

    (void)state;
    buf_addz(&many,
             "benchmark \"x\" {\n  title = \"x\"\n  section \"1\" {\n    title = \"S\"\n  }\n");
    for (int i = 1; i <= RECOMMENDATIONS_MAX; i++)
        buf_printf(&many,
                   "  recommendation \"1.%d\" {\n    control = \"a\"\n    title = \"t\"\n"
                   "    level = 1\n    assessment = \"manual\"\n  }\n",
                   i);
    buf_addz(&many, "}\n");
    load(&a, many.p, controls, &d, &all);
    assert_str(d.items[0].summary, "Too many recommendations");
    buf_clear(&many);
    for (int i = 0; i <= BENCHMARKS_MAX; i++)
        buf_printf(&many,
                   "benchmark \"x-%d\" {\n  title = \"x\"\n  section \"1\" {\n"
                   "    title = \"S\"\n  }\n  recommendation \"1.1\" {\n    control = \"a\"\n"
                   "    title = \"t\"\n    level = 1\n    assessment = \"manual\"\n  }\n}\n",
                   i);
    load(&a, many.p, controls, &d, &all);
    assert_int_equal(d.n_errors, 1);
    assert_str(d.items[0].summary, "Too many benchmarks");
}

/* ---- looking up ------------------------------------------------------------------------------ */

static void finds(void **state)
{
    static const struct {
        const char *name, *id, *nearest;
    } cases[] = {
        { "cis-aws-1.1.0", "cis-aws-1.1.0", "cis-aws-1.1.0" },
        { "1.1.0", "cis-aws-1.1.0", "cis-aws-1.1.0" },
        { "v1.1.0", "cis-aws-1.1.0", "cis-aws-1.1.0" },
        { "cis-aws-v1.1.0", "cis-aws-1.1.0", "cis-aws-1.1.0" },
        { "1.1.1", "cis-aws-1.1.0", "cis-aws-1.1.0" },
        { "v1.1.1", "cis-aws-1.1.0", "cis-aws-1.1.0" },
        { "1.1", NULL, "cis-aws-1.1.0" },
        { "1.1.7", NULL, "cis-aws-1.1.0" },
        { "1.9.0", NULL, "cis-aws-1.2.0" },
        { "7", NULL, "cis-aws-1.2.0" },
        { "", NULL, "cis-aws-1.2.0" },
        { "version", NULL, "cis-aws-1.2.0" },
    };
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct benchmarks all;

    (void)state;
    load_world(&a, &all);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const struct benchmark *b = benchmarks_find(&all, str_z(cases[i].name));

        print_message("%s\n", cases[i].name);
        if (cases[i].id)
            assert_str(b->id, cases[i].id);
        else
            assert_null(b);
        assert_str(benchmarks_nearest(&all, str_z(cases[i].name))->id, cases[i].nearest);
    }
    assert_str(benchmark_find(&all.benchmarks.items[0], str_lit("a"))->number, "1.10");
    assert_null(benchmark_find(&all.benchmarks.items[0], str_lit("1.1")));
    assert_null(benchmarks_control(&all, str_lit("f")));
}

static void orders_numbers(void **state)
{
    static const char *const ascending[] = { "1", "1.2", "1.10", "1.10.1", "2.1", "10.1" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ascending); i++)
        for (size_t k = 0; k < ARRAY_LEN(ascending); k++) {
            int order = benchmark_number_cmp(str_z(ascending[i]), str_z(ascending[k]));

            assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
        }
}

/* ---- differences ----------------------------------------------------------------------------- */

static const struct benchmark_change *change_of(const struct benchmark_diff *d, const char *key)
{
    for (size_t i = 0; i < d->changes.n; i++)
        if (str_is(d->changes.items[i].control->key, key))
            return &d->changes.items[i];
    return NULL;
}

static void compares(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct benchmarks all;
    struct benchmark_diff d;
    const struct benchmark_change *c;

    (void)state;
    load_world(&a, &all);
    benchmarks_diff(&a, &all.benchmarks.items[0], &all.benchmarks.items[2], &d);
    assert_false(d.backwards);
    assert_int_equal(d.n_same, 1);
    assert_int_equal(d.changes.n, 4);
    assert_str(d.changes.items[0].control->key, "d"); /* by number in `to`, removed ones last */
    assert_str(d.changes.items[1].control->key, "a");
    assert_str(d.changes.items[2].control->key, "b");
    c = change_of(&d, "a"); /* 90 days became 45, which is the default */
    assert_int_equal(c->what, CHANGE_NUMBER | CHANGE_LEVEL | CHANGE_ASSESSMENT | CHANGE_PARAMS |
                                  CHANGE_CRITERION | CHANGE_TITLE);
    assert_int_equal(c->criteria.n, 2);
    assert_str(c->criteria.items[0].recommendation->changed, "first");
    assert_str(c->criteria.items[1].benchmark->id, "cis-aws-1.2.0");
    c = change_of(&d, "d");
    assert_int_equal(c->what, CHANGE_NEW);
    assert_int_equal(c->kin.n, 2);
    assert_str(c->kin.items[0]->number, "1.9");
    c = change_of(&d, "b");
    assert_int_equal(c->what, CHANGE_REMOVED);
    assert_int_equal(c->kin.n, 1);
    assert_str(c->kin.items[0]->number, "1.1");
    assert_null(change_of(&d, "e"));
}

static void compares_in_every_direction(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct benchmarks all;
    struct benchmark_diff d;

    (void)state;
    load_world(&a, &all);
    benchmarks_diff(&a, &all.benchmarks.items[2], &all.benchmarks.items[0], &d);
    assert_true(d.backwards);
    assert_int_equal(change_of(&d, "a")->criteria.n, 2);
    assert_int_equal(change_of(&d, "d")->what, CHANGE_REMOVED);
    assert_int_equal(change_of(&d, "d")->kin.n, 2);
    assert_int_equal(change_of(&d, "c")->what, CHANGE_NEW);
    benchmarks_diff(&a, &all.benchmarks.items[1], &all.benchmarks.items[2], &d);
    assert_int_equal(change_of(&d, "a")->criteria.n, 1);           /* only what came after 1.1.0 */
    assert_int_equal(change_of(&d, "a")->what & CHANGE_PARAMS, 0); /* 45, and 45 by default */
    assert_int_equal(change_of(&d, "d")->kin.n, 0);
    benchmarks_diff(&a, &all.benchmarks.items[1], &all.benchmarks.items[1], &d);
    assert_int_equal(d.changes.n, 0);
    assert_int_equal(d.n_same, 2);
}

/* ---- what is built in ------------------------------------------------------------------------ */

/* Every pair of versions can be compared, and every control is used by some version. */
static void built_in_data_is_whole(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_diags d = { .arena = &a };
    struct data_files files;
    struct benchmarks all;
    struct err e;

    (void)state;
    assert_int_equal(data_files_open(&a, NULL, 0, &files, &e), 0);
    benchmarks_load(&a, &files, &d, &all);
    assert_int_equal(d.n_errors, 0);
    for (size_t i = 0; i < all.controls.n; i++) {
        bool used = false;

        for (size_t k = 0; k < all.benchmarks.n; k++)
            used |=
                benchmark_find_control(&all.benchmarks.items[k], &all.controls.items[i]) != NULL;
        print_message("%.*s\n", STR(all.controls.items[i].key));
        assert_true(used);
    }
    for (size_t i = 0; i < all.benchmarks.n; i++)
        for (size_t k = 0; k < all.benchmarks.n; k++) {
            const struct benchmark *from = &all.benchmarks.items[i], *to = &all.benchmarks.items[k];
            struct benchmark_diff diff;
            size_t n_removed = 0;

            benchmarks_diff(&a, from, to, &diff);
            assert_int_equal(diff.backwards, i > k);
            for (size_t n = 0; n < diff.changes.n; n++)
                n_removed += diff.changes.items[n].what == CHANGE_REMOVED;
            assert_int_equal(diff.n_same + diff.changes.n - n_removed, to->recommendations.n);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts),
        cmocka_unit_test(refuses),
        cmocka_unit_test(may_be_empty),
        cmocka_unit_test(has_limits),
        cmocka_unit_test(finds),
        cmocka_unit_test(orders_numbers),
        cmocka_unit_test(compares),
        cmocka_unit_test(compares_in_every_direction),
        cmocka_unit_test(built_in_data_is_whole),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
