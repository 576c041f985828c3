/* The data of known issues: what is refused, and that what is built in is complete. */
#include "unit.h"

#include "judge/benchmark.h"
#include "upgrade/catalog.h"
#include "upgrade/issues.h"

static void read_text(struct arena *a, const char *text, struct issues *ret, struct hcl_diags *d)
{
    struct data_file items[] = {
        { STR_INIT("issues/a.hcl"), STR_INIT("issues/a.hcl"), str_z(text) },
    };
    struct data_files files = { items, ARRAY_LEN(items), ARRAY_LEN(items) };

    *d = (struct hcl_diags){ .arena = a };
    issues_load(a, &files, d, ret);
}

static void load_built_in(struct arena *a, struct issues *ret)
{
    struct hcl_diags d = { .arena = a };
    struct data_files files;
    struct err e;

    assert_int_equal(data_files_open(a, NULL, 0, &files, &e), 0);
    issues_load(a, &files, &d, ret);
    for (size_t i = 0; i < d.n; i++) {
        AUTO_BUF struct buf b = BUF_INIT;

        hcl_diag_print(&b, &d.items[i]);
        print_message("%s", b.p);
    }
    assert_int_equal(d.n_errors, 0);
}

/* ---- what is refused ------------------------------------------------------------------------- */

/* Behind the attributes that every issue needs; what is told first, with line and column. */
static const struct {
    const char *body, *want;
} refused[] = {
    { "match = [\"good text\", \"bad (text\"]\n}",
      "6:23: Wrong pattern: a closing parenthesis is missing, at byte 4 of the pattern" },
    { "match = [\"good text\"]\nunless = [\"*bad text\"]\n}",
      "7:11: Wrong pattern: there is nothing to repeat, at byte 0 of the pattern" },
    { "match = [\"a.*b[0-9]+cde\"]\n}",
      "6:10: Pattern without a fixed text: It could match almost anything. Every match has to "
      "contain the same text of at least 6 letters; alternatives are patterns of their own." },
    { "match = []\n}", "6:9: No pattern: An issue is recognised by at least one pattern." },
    { "}", "1:1: Missing attribute: issue \"x\" needs \"match\"." },
    { "match = [\"good text\"]\nretries = 3\n}",
      "7:11: Half of a retry: \"retries\" and \"retry_seconds\" are given together." },
    { "match = [\"good text\"]\nretry_seconds = 3\n}",
      "7:17: Half of a retry: \"retries\" and \"retry_seconds\" are given together." },
    { "match = [\"good text\"]\nseverity = \"fatal\"\n}",
      "7:12: Wrong value: \"severity\" is one of \"error\", \"warning\"." },
    { "match = [\"good text\"]\nrepository \"r\" {\nsince = \"main\"\n}\n}",
      "8:9: Wrong version: \"since\" is a release tag, like v0.27.0." },
    { "match = [\"good text\"]\nrepository \"r\" {\nsince = \"v1.2.0\"\nuntil = \"v1.2.0\"\n}\n}",
      "9:9: Wrong version: \"until\" is the first release without the issue, and so later than "
      "\"since\"." },
    { "match = [\"good text\"]\n}\nissue \"x\" {\ntitle = \"t\"\nabout = \"a\"\nwhy = \"w\"\n"
      "fix = \"f\"\nmatch = [\"good text\"]\n}",
      "8:7: Written twice: It is also at issues/a.hcl:1." },
    { "match = [\"good text\"]\n}\nissue \"X y\" {\ntitle = \"t\"\nabout = \"a\"\nwhy = \"w\"\n"
      "fix = \"f\"\nmatch = [\"good text\"]\n}",
      "8:7: Wrong id: An id is words of lower-case letters and digits with \"-\" in between." },
};

static void refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct issues all;
        struct hcl_diags d;
        struct str text, got;
        uint32_t line, column;

        text = str_printf(&a,
                          "issue \"x\" {\ntitle = \"t\"\nabout = \"a\"\nwhy = \"w\"\nfix = \"f\"\n"
                          "%s\n",
                          refused[i].body);
        read_text(&a, str_cstr(&a, text), &all, &d);
        print_message("%s\n", refused[i].body);
        assert_int_equal(d.n_errors, 1);
        hcl_position(d.items[0].source->text, d.items[0].at.start, &line, &column);
        got = str_printf(&a, "%u:%u: %.*s: %.*s", line, column, STR(d.items[0].summary),
                         STR(d.items[0].detail));
        assert_str(got, refused[i].want);
    }
}

/* ---- what is built in ------------------------------------------------------------------------ */

/* The known issues of the guide to 1.4.0, and the messages that are known beside it. */
static const char *const ids[] = {
    /* the guide's own */
    "cloudtrail-kms-key-is-alias",
    "config-rule-not-in-region",
    /* messages that users of these versions have met, each with one remedy */
    "security-hub-no-invitation",
    "macie-role-not-propagated",
    "macie-job-status-missing",
    "region-unknown-to-provider",
    "provider-alias-missing",
    "plugin-message-unrecognised",
    "lambda-concurrency-quota",
    "s3-acl-not-supported",
    "mfa-delete-needs-root",
    "no-credentials",
    /* what the releases change and the guide does not tell */
    "provider-configuration-not-present",
    "macie-denied-to-planner",
    "terraform-too-old",
    "opt-in-regions-missing",
    "security-hub-admin-input-renamed",
    "provider-versions-exclude-each-other",
    "provider-too-old-for-resource",
    "mfa-delete-needs-code",
    "mfa-delete-with-lifecycle",
    "mfa-code-refused",
    "bucket-in-another-region",
    "cloudtrail-kms-describe-denied",
    "accounts-have-no-root",
    "account-is-an-object",
    "inputs-written-as-block",
    "inputs-unused",
    "input-not-declared",
    "input-missing",
    "module-path-moved",
    "guardduty-detector-exists",
    "network-acl-rule-exists",
    "network-acl-rule-quota",
    "s3-bucket-attributes-split",
    "skip-get-ec2-platforms-removed",
    "legacy-module-with-providers",
    "macie-no-invitation",
    "macie-already-enabled",
    "bucket-name-taken",
    "plugin-did-not-respond",
    "wrong-account",
    /* what every upgrade meets */
    "state-lock-held",
    "backend-not-initialised",
    "module-not-installed",
    "lock-file-is-older",
    "state-is-newer",
    "region-not-enabled",
    "credentials-expired",
    "throttled",
};

static void knows_them_all(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct issues all;

    (void)state;
    load_built_in(&a, &all);
    for (size_t i = 0; i < ARRAY_LEN(ids); i++) {
        print_message("%s\n", ids[i]);
        assert_non_null(issues_find(&all, str_z(ids[i])));
    }
    assert_true(all.items.n >= 73);
    for (size_t i = 1; i < all.items.n; i++)
        assert_true(str_cmp(all.items.items[i - 1].id, all.items.items[i].id) < 0);
}

/* "cis-aws-1.4.0 2.1.4" is a recommendation that exists; anything else is an address. */
static void sees_what_exists(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_diags d = { .arena = &a };
    struct benchmarks benchmarks;
    struct data_files files;
    struct issues all;
    struct err e;

    (void)state;
    load_built_in(&a, &all);
    assert_int_equal(data_files_open(&a, NULL, 0, &files, &e), 0);
    benchmarks_load(&a, &files, &d, &benchmarks);
    for (size_t i = 0; i < all.items.n; i++)
        for (size_t k = 0; k < all.items.items[i].see.n; k++) {
            struct str see = all.items.items[i].see.items[k], name = str_cut(&see, ' ');
            const struct benchmark *b = benchmarks_find(&benchmarks, name);

            print_message("%.*s: %.*s %.*s\n", STR(all.items.items[i].id), STR(name), STR(see));
            if (!str_starts(name, str_lit("https://"))) {
                assert_non_null(b);
                assert_non_null(benchmark_find(b, see));
            }
        }
}

static void check_steps(const struct issues *all, const struct steps *by_kind)
{
    for (size_t kind = 0; kind < STEP_KINDS; kind++)
        for (size_t i = 0; i < by_kind[kind].n; i++) {
            struct str issue = by_kind[kind].items[i].issue;

            print_message("%.*s\n", STR(issue));
            assert_true(issue.n == 0 || issues_find(all, issue));
        }
}

/* The plan shows the issues that a step avoids by their id. */
static void has_those_of_the_catalogs(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_diags d = { .arena = &a };
    struct data_files files;
    struct catalog catalog;
    struct issues all;
    struct err e;

    (void)state;
    load_built_in(&a, &all);
    assert_int_equal(data_files_open(&a, NULL, 0, &files, &e), 0);
    catalog_load(&a, &files, &catalog, &d);
    assert_true(catalog.repositories.n > 0);
    for (size_t i = 0; i < catalog.repositories.n; i++) {
        const struct catalog_repository *r = &catalog.repositories.items[i];

        for (size_t k = 0; k < r->targets.n; k++)
            check_steps(&all, r->targets.items[k].by_kind);
        for (size_t k = 0; k < r->releases.n; k++)
            check_steps(&all, r->releases.items[k].by_kind);
    }
}

/* ---- looking up ------------------------------------------------------------------------------ */

static void finds_what_was_meant(void **state)
{
    static const struct {
        const char *word, *want;
    } cases[] = {
        { "cloudtrial-kms-key-is-alias", "cloudtrail-kms-key-is-alias" },
        { "state-lock-hold", "state-lock-held" },
        { "lambda", "lambda-concurrency-quota" },
        { "guardduty", "guardduty-detector-exists guardduty-no-invitation" },
        { "zz", "" },
        { "", "" },
        { "nothing-of-the-kind", "" },
    };
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct issues all;

    (void)state;
    load_built_in(&a, &all);
    assert_null(issues_find(&all, str_lit("state-lock")));
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        AUTO_BUF struct buf got = BUF_INIT;
        struct data_texts near = issues_near(&a, &all, str_z(cases[i].word));

        for (size_t k = 0; k < near.n; k++)
            buf_printf(&got, "%s%.*s", k ? " " : "", STR(near.items[k]));
        assert_str(buf_str(&got), cases[i].want);
    }
    assert_true(issues_near(&a, &all, str_lit("provider")).n == ISSUES_NEAR_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses),
        cmocka_unit_test(knows_them_all),
        cmocka_unit_test(sees_what_exists),
        cmocka_unit_test(has_those_of_the_catalogs),
        cmocka_unit_test(finds_what_was_meant),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
