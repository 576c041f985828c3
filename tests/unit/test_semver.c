#include "unit.h"

#include "upgrade/semver.h"

static const char *const versions[] = { "1",       "v0.27.0",       "0.12.2",   "v0.2",
                                        "3.5.1_0", "v0.107.5-acme", "v1.1.0-1", "0.2.0-bb",
                                        "1.0+x",   "v10",           "1.2.3.4" };
static const char *const others[] = { "",
                                      "v",
                                      "master",
                                      "landing-zone-v1",
                                      "v1.",
                                      "1..2",
                                      "a1.2",
                                      "1.2.3 ",
                                      "1st-release",
                                      "1-x",
                                      "v1.2/x",
                                      "1.2.3-",
                                      "99999999999999999999",
                                      "1.2.3.4.5.6.7" };

static void knows_versions(void **state)
{
    struct semver v;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(versions); i++) {
        print_message("%s\n", versions[i]);
        assert_true(semver_parse(str_z(versions[i]), &v));
    }
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        print_message("%s\n", others[i]);
        assert_false(semver_parse(str_z(others[i]), &v));
    }
}

/* Ascending; the order of Semantic Versioning 2.0.0, 11.4.4, among others. */
static const char *const ascending[] = {
    "0.2",           "v0.2.1",
    "0.10.0",        "1.0.0-alpha",
    "1.0.0-alpha.1", "1.0.0-alpha.beta",
    "1.0.0-beta",    "1.0.0-beta.2",
    "1.0.0-beta.11", "1.0.0-rc.1",
    "1.0.0",         "1.0.0_1",
    "1.0.1",         "v2",
};

static void orders_versions(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ascending); i++) {
        for (size_t k = 0; k < ARRAY_LEN(ascending); k++) {
            struct semver x, y;
            int order;

            assert_true(semver_parse(str_z(ascending[i]), &x));
            assert_true(semver_parse(str_z(ascending[k]), &y));
            order = semver_cmp(&x, &y);
            print_message("%s %s\n", ascending[i], ascending[k]);
            assert_int_equal((order > 0) - (order < 0), (i > k) - (i < k));
        }
    }
}

static const struct {
    const char *constraint, *version;
    bool allows;
} constraint_cases[] = {
    { "~> 5.0", "5.20.0", true },        { "~> 5.0", "6.0.0", false },
    { "~> 5.0.1", "5.0.9", true },       { "~> 5.0.1", "5.1.0", false },
    { "~> 5", "6.1.0", true },           { ">= 4.0, < 6.0", "5.9", true },
    { ">= 4.0, < 6.0", "6.0.0", false }, { "= 1.2.3", "1.2.3", true },
    { "1.2.3", "1.2.4", false },         { "!= 1.2.3", "1.2.4", true },
    { "> 1.0", "1.0.0", false },         { "<= 1.0", "1.0.0", true },
    { ">=v1.0", "1.1", true },
};

static void applies_constraints(void **state)
{
    struct constraints c;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(constraint_cases); i++) {
        struct semver v;

        print_message("%s %s\n", constraint_cases[i].constraint, constraint_cases[i].version);
        assert_true(constraints_parse(str_z(constraint_cases[i].constraint), &c));
        assert_true(semver_parse(str_z(constraint_cases[i].version), &v));
        assert_int_equal(constraints_allow(&c, &v), constraint_cases[i].allows);
    }
    assert_false(constraints_parse(str_lit(""), &c));
    assert_false(constraints_parse(str_lit("~> main"), &c));
    assert_false(constraints_parse(str_lit("1,"), &c) && c.n != 1);
    assert_false(constraints_parse(str_lit("1,1,1,1,1,1,1,1,1"), &c));
}

static void knows_hashes(void **state)
{
    (void)state;
    assert_true(is_commit_hash(str_lit("0123456789012345678901234567890123456789")));
    assert_true(is_commit_hash(str_lit("a1b2c3d")));
    assert_true(is_commit_hash(str_lit("a1b2c3d4a1b2c3d4a1b2c3d4a1b2c3d4a1b2c")));
    assert_false(is_commit_hash(str_lit("20230101")));
    assert_false(is_commit_hash(str_lit("abc")));
    assert_false(is_commit_hash(str_lit("v0.1.2-abcdef")));
}

static const char *const comments[][2] = {
    { "# v10.2.1", "v10.2.1" },  { "// tag=v1.2", "v1.2" }, { "# Testing", NULL },
    { "# see 1.2.3.", "1.2.3" }, { "# v3", NULL },          { "#v1.0.0-rc1 (x)", "v1.0.0-rc1" },
    { "# r5.v1x.2", NULL },
};

static void finds_versions_in_comments(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(comments); i++) {
        struct str text = str_z(comments[i][0]);
        size_t start, end;
        bool found = semver_find(text, 0, &start, &end);

        print_message("%s\n", comments[i][0]);
        assert_int_equal(found, comments[i][1] != NULL);
        if (found)
            assert_str(str_slice(text, start, end), comments[i][1]);
        assert_true(!found || !semver_find(text, end, &start, &end));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_versions),
        cmocka_unit_test(orders_versions),
        cmocka_unit_test(applies_constraints),
        cmocka_unit_test(knows_hashes),
        cmocka_unit_test(finds_versions_in_comments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
