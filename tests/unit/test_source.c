#include "unit.h"

#include "upgrade/source.h"

static const char *kind_name(enum source_kind k)
{
    static const char *const names[] = { "local", "git", "registry", "other", "unknown" };

    return names[k];
}

/* address; kind; repository; folder; ref ("-": none) */
static const char *const terraform_cases[][5] = {
    { "git::git@github.com:gruntwork-io/terraform-aws-vpc.git//modules/vpc?ref=v0.1.2", "git",
      "github.com/gruntwork-io/terraform-aws-vpc", "modules/vpc", "v0.1.2" },
    { "git@github.com:acme/x.git?ref=main", "git", "github.com/acme/x", "", "main" },
    { "git::ssh://git@GitHub.com:22/acme/x.git//a?depth=1&ref=tags%2F4.0.3&sshkey=k", "git",
      "github.com/acme/x", "a", "tags%2F4.0.3" },
    { "git::https://github.com/acme/x", "git", "github.com/acme/x", "", "-" },
    { "git::https://user:secret@git.acme.io/infra/x.git?ref=v1", "git", "git.acme.io/infra/x", "",
      "v1" },
    { "github.com/acme/x//sub/dir?ref=v5.0.0", "git", "github.com/acme/x", "sub/dir", "v5.0.0" },
    { "github.com/acme/x?ref=v5.0.0//sub", "git", "github.com/acme/x", "sub", "v5.0.0" },
    { "https://github.com/acme/x//sub?ref=v5", "git", "github.com/acme/x", "sub", "v5" },
    { "https://gitlab.acme.io/a/b/c.git//sub?ref=1.0", "git", "gitlab.acme.io/a/b/c", "sub",
      "1.0" },
    { "git::git@bitbucket.acme.io:proj/x.git//m/?ref=feature/a-b", "git",
      "bitbucket.acme.io/proj/x", "m", "feature/a-b" },
    { "git::org-123@github.com:acme/x?ref=v1", "git", "github.com/acme/x", "", "v1" },
    { "bitbucket.org/acme/x?ref=v1", "git", "bitbucket.org/acme/x", "", "v1" },
    { "terraform-aws-modules/vpc/aws", "registry",
      "registry.terraform.io/terraform-aws-modules/vpc/aws", "", "-" },
    { "terraform-aws-modules/iam/aws//modules/iam-user", "registry",
      "registry.terraform.io/terraform-aws-modules/iam/aws", "modules/iam-user", "-" },
    { "app.terraform.io/acme/vpc/aws", "registry", "app.terraform.io/acme/vpc/aws", "", "-" },
    { "./modules/vpc", "local", "./modules/vpc", "", "-" },
    { "../..//modules/vpc", "local", "../..//modules/vpc", "", "-" },
    { "/abs/x", "local", "/abs/x", "", "-" },
    { "https://example.com/x.zip?archive=zip", "other", "example.com/x.zip", "", "-" },
    { "https://github.com/acme/x/archive/v1.0.0.tar.gz//m", "other",
      "github.com/acme/x/archive/v1.0.0.tar.gz", "m", "-" },
    { "https://gitlab.com/acme/x/-/archive/v1?archive=tgz", "other",
      "gitlab.com/acme/x/-/archive/v1", "", "-" },
    { "git::https://github.com/acme/x.zip?ref=v1", "git", "github.com/acme/x.zip", "", "v1" },
    { "s3::https://s3-eu-west-1.amazonaws.com/bucket/x.zip", "other",
      "s3-eu-west-1.amazonaws.com/bucket/x.zip", "", "-" },
    { "hg::http://example.com/x.hg?rev=v1", "other", "example.com/x.hg", "", "v1" },
    { "oci://ghcr.io/acme/x?tag=1.0.0", "other", "ghcr.io/acme/x", "", "1.0.0" },
    { "git::https://dev.azure.com/o/p/_git/r//m?ref=v1&version=2", "git",
      "dev.azure.com/o/p/_git/r", "m", "v1" },
    { "github.com/acme/x?ref=v1.0.0\n", "git", "github.com/acme/x", "", "v1.0.0" },
    { "git::https://github.com/acme/x//m?ref=v1.0.0#main", "git", "github.com/acme/x", "m",
      "v1.0.0" },
    { "", "other", "", "", "-" },
    { "git::", "git", "", "", "-" },
    { "??ref=//", "other", "", "", "-" },
};

static const char *const terragrunt_cases[][5] = {
    { "tfr:///terraform-aws-modules/vpc/aws?version=3.3.0", "registry",
      "registry.terraform.io/terraform-aws-modules/vpc/aws", "", "3.3.0" },
    { "tfr://registry.acme.io/acme/x/aws//modules/y?version=1.0", "registry",
      "registry.acme.io/acme/x/aws", "modules/y", "1.0" },
    { "modules/vpc", "local", "modules/vpc", "", "-" },
    { "../modules//vpc", "local", "../modules//vpc", "", "-" },
    /* \1 stands for a byte that is not known */
    { "\1\1\1//modules/x?ref=v1", "unknown", "\1\1\1", "modules/x", "v1" },
    { "git::\1\1//modules/x?ref=v1", "git", "\1\1", "modules/x", "v1" },
    { "git::git@github.com:acme/x.git//m?ref=\1\1", "git", "github.com/acme/x", "m", "\1\1" },
};

static void check(const char *const row[5], enum source_language language)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text = str_z(row[0]);
    struct source s;

    source_parse(&a, text, text, language, &s);
    print_message("%s\n", row[0]);
    assert_string_equal(kind_name(s.kind), row[1]);
    assert_str(s.repository, row[2]);
    assert_str(s.path, row[3]);
    assert_str(s.has_ref ? str_slice(text, s.ref_start, s.ref_end) : str_lit("-"), row[4]);
}

static void parses_every_shape(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(terraform_cases); i++)
        check(terraform_cases[i], SOURCE_IN_TERRAFORM);
    for (size_t i = 0; i < ARRAY_LEN(terragrunt_cases); i++)
        check(terragrunt_cases[i], SOURCE_IN_TERRAGRUNT);
}

/* pattern; address; does it match? */
static const struct {
    const char *pattern, *address;
    bool matches;
} match_cases[] = {
    { "terraform-aws-vpc", "git@github.com:gruntwork-io/terraform-aws-vpc.git//modules/x", true },
    { "Terraform-AWS-VPC", "git@github.com:gruntwork-io/terraform-aws-vpc.git//modules/x", true },
    { "gruntwork-io/terraform-aws-vpc", "github.com/gruntwork-io/terraform-aws-vpc", true },
    { "acme/terraform-aws-vpc", "github.com/gruntwork-io/terraform-aws-vpc", false },
    { "aws-vpc", "github.com/gruntwork-io/terraform-aws-vpc", false },
    { "git@github.com:acme/x.git", "git::https://github.com/acme/x?ref=v1", true },
    { "git::ssh://git@github.com/acme/x.git//modules/a", "github.com/acme/x//modules/a", true },
    { "https://github.com/acme/x", "git@github.com:acme/x", true },
    { "https://gitlab.com/acme/x", "git@github.com:acme/x", false },
    { "x//modules", "git@github.com:acme/x//modules/a", true },
    { "x//modules/a", "git@github.com:acme/x//modules/ab", false },
    { "x//modules/a", "git@github.com:acme/x", false },
    { "terraform-aws-modules/vpc/aws", "terraform-aws-modules/vpc/aws", true },
    { "terraform-aws-modules/vpc", "terraform-aws-modules/vpc/aws", true },
    { "vpc", "terraform-aws-modules/vpc/aws", true },
    { "tfr:///terraform-aws-modules/vpc/aws", "terraform-aws-modules/vpc/aws", true },
    { "registry.terraform.io/terraform-aws-modules/vpc/aws", "terraform-aws-modules/vpc/aws",
      true },
    { "aws", "terraform-aws-modules/vpc/aws", false },
    { "vpc/aws//modules/x", "terraform-aws-modules/vpc/aws//modules/x", true },
    { "x", "./x", false },
    { "x", "https://github.com/acme/x/archive/refs/tags/v1.0.0.tar.gz", true },
    { "github.com/acme/x", "https://github.com/acme/x/archive/v1.0.0.zip//m", true },
    { "acme/x", "s3::https://s3.amazonaws.com/bucket/acme/x/v1.0.0.zip", true },
    { "acme/y", "s3::https://s3.amazonaws.com/bucket/acme/x/v1.0.0.zip", false },
    { "x", "git::https://github.com/acme/x/archive", false },
    { "", "github.com/acme/x", false },
};

static void matches_names(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(match_cases); i++) {
        struct source_pattern p;
        struct source s;
        struct str text = str_z(match_cases[i].address);

        print_message("%s ~ %s\n", match_cases[i].pattern, match_cases[i].address);
        source_pattern_parse(&a, str_z(match_cases[i].pattern), &p);
        source_parse(&a, text, text, SOURCE_IN_TERRAFORM, &s);
        assert_int_equal(source_matches(&p, &s), match_cases[i].matches);
    }
}

static void hides_secrets(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    (void)state;
    assert_str(source_redact(&a, str_lit("git::https://tok3n@github.com/a/b?ref=v1")),
               "git::https://***@github.com/a/b?ref=v1");
    assert_str(source_redact(&a, str_lit("https://u:p%40x@h/a")), "https://***@h/a");
    assert_str(source_redact(&a, str_lit("git::ssh://git@h/a")), "git::ssh://git@h/a");
    assert_str(source_redact(&a, str_lit("git@h:a@b")), "git@h:a@b");
    assert_str(source_redact(&a, str_lit("git@h:a?sshkey=LS0t+/==&ref=v1")),
               "git@h:a?sshkey=***&ref=v1");
    assert_str(source_redact(&a, str_lit("git::https://t@h/a//b?ref=v1&sshkey=LS0t")),
               "git::https://***@h/a//b?ref=v1&sshkey=***");
    assert_str(source_redact(&a, str_lit("github.com/a/b?sshkey=LS0t//c")),
               "github.com/a/b?sshkey=***");
    assert_str(source_redact(&a, str_lit("s3::https://h/x.zip?aws_access_key_id=A&"
                                         "aws_access_key_secret=B&aws_access_token=C&region=d")),
               "s3::https://h/x.zip?aws_access_key_id=A&"
               "aws_access_key_secret=***&aws_access_token=***&region=d");
}

static void decodes(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    (void)state;
    assert_str(source_decode(&a, str_lit("tags%2F4.0.3")), "tags/4.0.3");
    assert_str(source_decode(&a, str_lit("100%")), "100%");
    assert_str(source_decode(&a, str_lit("%zz%4")), "%zz%4");
}

/* A text with a NUL in it is an address like another; found by the fuzzer. */
static void takes_any_byte(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text = str_of("h\0st@ab\0\0:d", 11);
    struct source s;

    (void)state;
    source_parse(&a, text, text, SOURCE_IN_TERRAFORM, &s);
    assert_int_equal(s.kind, SOURCE_GIT);
    assert_int_equal(s.repository.n, 6);
    assert_memory_equal(s.repository.p, "ab\0\0/d", 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_any_byte), cmocka_unit_test(parses_every_shape),
        cmocka_unit_test(matches_names),  cmocka_unit_test(hides_secrets),
        cmocka_unit_test(decodes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
