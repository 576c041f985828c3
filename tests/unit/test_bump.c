#include "unit.h"

#include "upgrade/bump.h"

/* --ref text; repository; folder; version; comment; exact ("!" as repository: refused) */
static const struct {
    const char *text, *repository, *path, *version, *comment;
    bool exact;
} requests[] = {
    { "vpc=v1", "vpc", "", "v1", "", false },
    { "acme/vpc//modules/a=v1", "acme/vpc", "modules/a", "v1", "", false },
    { "git@github.com:acme/vpc.git//a=v1", "github.com/acme/vpc", "a", "v1", "", false },
    { "github.com/acme/vpc//a?ref=v0.1=v1", "github.com/acme/vpc", "a", "v1", "", false },
    { "git::https://h/a/b?depth=1&ref=v0=v1.2", "h/a/b", "", "v1.2", "", false },
    { "tfr:///acme/vpc/aws?version=1=2", "registry.terraform.io/acme/vpc/aws", "", "2", "", false },
    { "acme/vpc/aws=>= 5.0, < 6", "acme/vpc/aws", "", ">= 5.0, < 6", "", false },
    { "acme/vpc/aws==5.0", "acme/vpc/aws", "", "5.0", "", true },
    { "x=abc1234#v1.0", "x", "", "abc1234", "v1.0", false },
    { "x=abc1234 # v1.0 ", "x", "", "abc1234", "v1.0", false },
    { "x", "!", "", "", "", false },
    { "=v1", "!", "", "", "", false },
    { "x=", "!", "", "", "", false },
    { "x==", "!", "", "", "", false },
    { "x=#v1", "!", "", "", "", false },
    { "x=v1\"", "!", "", "", "", false },
    { "x=${y}", "!", "", "", "", false },
    { "x=v1\n", "x", "", "v1", "", false },
    { "x=v\n1", "!", "", "", "", false },
    { "x=v1#*/", "!", "", "", "", false },
    { "//a=v1", "!", "", "", "", false },
};

static void parses_requests(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct bump_request r;
        struct err e;
        int got = bump_request_parse(&a, str_z(requests[i].text), &r, &e);

        print_message("%s\n", requests[i].text);
        assert_int_equal(got, requests[i].repository[0] == '!' ? -1 : 0);
        if (got < 0)
            continue;
        assert_str(r.pattern.repository, requests[i].repository);
        assert_str(r.pattern.path, requests[i].path);
        assert_str(r.version, requests[i].version);
        assert_str(r.comment, requests[i].comment);
        assert_int_equal(r.exact, requests[i].exact);
    }
}

enum form { TAG, QUERY_VERSION, CONSTRAINT };

/* what is written; what is asked for; what is written then; is it a downgrade? what is said of a
 * constraint's form */
static const struct {
    enum form form;
    const char *old, *version, *new;
    bool downgrade;
    const char *said;
} texts[] = {
    { TAG, "v0.25.0", "v0.26.0", "v0.26.0", false },
    { TAG, "v0.25.0", "0.26.0", "0.26.0", false },
    { TAG, "v0.27.0", "v0.3.0", "v0.3.0", true },
    { TAG, "main", "v1.0.0", "v1.0.0", false },
    { TAG, "v1.0.0", "main", "main", false },
    { TAG, "tags%2F4.0.3", "4.0.4", "tags%2F4.0.4", false },
    { TAG, "tags%2f4.0.3", "4.0.4", "tags%2f4.0.4", false },
    { TAG, "refs/tags/4.0.3", "4.0.2", "refs/tags/4.0.2", true },
    { TAG, "refs/tags/v1", "refs/heads/x", "refs/heads/x", false },
    { TAG, "tags/v1", "abcdef0123", "abcdef0123", false },
    { TAG, "feature%2Fa", "feature/b c", "feature%2Fb%20c", false },
    { TAG, "v1", "a&b", "a%26b", false },
    { TAG, "v0.2", "v0.2.1", "v0.2.1", false },
    { TAG, "v1.0.0-rc1", "v1.0.0", "v1.0.0", false },
    { TAG, "v1.0.0", "v1.0.0-rc1", "v1.0.0-rc1", true },
    { QUERY_VERSION, "3.3.0", "v3.4.0", "3.4.0", false },
    { CONSTRAINT, "5.0.0", "v5.1.0", "5.1.0", false },
    { CONSTRAINT, "= 5.0.0", "5.1.0", "= 5.1.0", false },
    { CONSTRAINT, "~> 5.0", "5.20.1", "~> 5.20", false,
      "~> 5.0 allowed 5.20.1 already; its lower bound was raised" },
    { CONSTRAINT, "~> 5.0", "6.2.1", "~> 6.2", false },
    { CONSTRAINT, "~> 5.0.2", "5.20.1", "~> 5.20.1", false },
    { CONSTRAINT, "~> 5.0.2", "5.20", "~> 5.20.0", false },
    { CONSTRAINT, "~> 5.20", "5.20.3", "~> 5.20", false, "~> 5.20 allows 5.20.3 already" },
    { CONSTRAINT, "~>5", "6.1.0", "~>6", false,
      "~>5 allowed 6.1.0 already; its lower bound was raised" },
    { CONSTRAINT, "~> 5.0", "6.0.0-beta1", "6.0.0-beta1", false,
      "was the constraint \"~> 5.0\", is the one version 6.0.0-beta1 now" },
    { CONSTRAINT, "= 5.0", "6.0.0-beta1", "= 6.0.0-beta1", false },
    { CONSTRAINT, ">= 5.0", "5.20.1", ">= 5.20", false,
      ">= 5.0 allowed 5.20.1 already; its lower bound was raised" },
    { CONSTRAINT, ">= 5.0", "4.9.0", ">= 4.9", true },
    { CONSTRAINT, ">= 4.0, < 6.0", "v5.20.1", ">= 4.0, < 6.0", false,
      ">= 4.0, < 6.0 allows 5.20.1 already" },
    { CONSTRAINT, ">= 4.0, < 6.0", "6.1.0", "6.1.0", false,
      "was the constraint \">= 4.0, < 6.0\", is the one version 6.1.0 now" },
    { CONSTRAINT, ">= 4.0, < 6.0", "5.0.0-rc1", "5.0.0-rc1", false,
      "was the constraint \">= 4.0, < 6.0\", is the one version 5.0.0-rc1 now" },
    { CONSTRAINT, "< 6.0, >= 5.5", "5.2.0", "< 6.0, >= 5.2", true },
    { CONSTRAINT, "~> 5.0, != 6.3.0", "6.1.0", "~> 6.1, != 6.3.0", false },
    { CONSTRAINT, "~> 5.0, != 5.3.0", "5.3.0", "5.3.0", false,
      "was the constraint \"~> 5.0, != 5.3.0\", is the one version 5.3.0 now" },
    { CONSTRAINT, "< 6.0", "5.0.0", "< 6.0", false, "< 6.0 allows 5.0.0 already" },
    { CONSTRAINT, "< 6.0", "7.0.0", "7.0.0", false,
      "was the constraint \"< 6.0\", is the one version 7.0.0 now" },
    { CONSTRAINT, "!= 1.2", "1.3.0", "!= 1.2", false, "!= 1.2 allows 1.3.0 already" },
    { CONSTRAINT, "> 5.0", "4.0.0", "4.0.0", true,
      "was the constraint \"> 5.0\", is the one version 4.0.0 now" },
    { CONSTRAINT, "~> 5.0", "~> 6.0", "~> 6.0", false },
    { CONSTRAINT, "5.0.0", "4.0.0", "4.0.0", true },
};

static void keeps_the_form(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct reference ref = { .ref = str_z(texts[i].old),
                                 .is_constraint = texts[i].form == CONSTRAINT };
        struct bump_request request = { .version = str_z(texts[i].version) };
        struct str text, note, reason;

        print_message("%s to %s\n", texts[i].old, texts[i].version);
        ref.module.kind = texts[i].form == TAG ? SOURCE_GIT : SOURCE_REGISTRY;
        assert_true(bump_new_text(&a, &ref, &request, &text, &note, &reason));
        assert_str(text, texts[i].new);
        assert_int_equal(bump_is_downgrade(&a, &ref, text), texts[i].downgrade);
        if (texts[i].form != TAG)
            assert_str(note.n ? note : reason, texts[i].said ? texts[i].said : "");
        assert_true(!reason.n || str_is(text, texts[i].old));
        request.exact = true;
        assert_true(bump_new_text(&a, &ref, &request, &text, &note, &reason));
        assert_str(text, texts[i].version);
    }
}

static void refuses_what_is_no_version_for_a_registry(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct reference ref = { .ref = str_lit("5.0.0"), .is_constraint = true };
    struct bump_request request = { .version = str_lit("main") };
    struct str text, note, reason;

    (void)state;
    ref.module.kind = SOURCE_REGISTRY;
    assert_false(bump_new_text(&a, &ref, &request, &text, &note, &reason));
    assert_true(reason.n > 0);
}

/*
 * The old version as its pieces ("|" between them, "#" in front of one that is not written in the
 * source as it is); the new one; the pieces afterwards, or NULL if it cannot be divided.
 */
static const char *const divisions[][3] = {
    { "v1.0.0", "v1.1.0", "v1.1.0" },
    { "v|1.0.0", "v1.1.0", "v|1.1.0" },
    { "v|1.0.0", "1.1.0", "|1.1.0" },
    { "v|#0.35", "v0.36", "v|0.36" },
    { "1|.|2|.|3", "1.12.0", "1|.|12|.|0" },
    { "v|1|.|2", "v2.0", "v|2|.|0" },
    { "v|1|.|2", "v12.12", "v|12|.|12" },
    { "1.2.0|-acme", "1.3.0-acme", "1.3.0|-acme" },
    { "1.2.0|-acme", "1.3.0", NULL },
    { "release/|dev", "main", NULL },
    { "v|2|.2.3", "v3.0.0", NULL },
    { "1.2.0|#1", "2.0", NULL },
    { "module-|v1.0", "module-v1.1", "module-|v1.1" },
};

static void divides_among_pieces(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(divisions); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf whole = BUF_INIT, result = BUF_INIT;
        struct origin_span spans[8] = { 0 };
        struct bump_piece pieces[8];
        struct reference ref = { .spans = spans };
        struct str rest = str_z(divisions[i][0]), reason;
        struct hcl_source source = { .id = 1 };
        size_t n;
        int got;

        print_message("%s to %s\n", divisions[i][0], divisions[i][1]);
        for (size_t k = 0; k == 0 || rest.n; k++) {
            struct str piece = str_cut(&rest, '|');
            bool exact = piece.p[0] != '#';

            if (!exact)
                piece = str_skip(piece, 1);
            spans[ref.n_spans++] = (struct origin_span){
                .at = (uint32_t)whole.n, .len = (uint32_t)piece.n, .exact = exact, .source = &source
            };
            buf_add(&whole, piece);
            if (!ref.main_span || piece.n > ref.main_span->len)
                ref.main_span = &spans[k];
        }
        ref.ref = buf_str(&whole);
        got = bump_divide(&a, &ref, str_z(divisions[i][1]), pieces, &n, &reason);
        assert_int_equal(got, divisions[i][2] ? 0 : -1);
        if (got < 0)
            continue;
        for (size_t k = 0; k < ref.n_spans; k++) {
            struct str text = str_slice(ref.ref, spans[k].at, spans[k].at + spans[k].len);

            for (size_t m = 0; m < n; m++)
                if (pieces[m].span == &spans[k])
                    text = pieces[m].text;
            if (k)
                buf_addc(&result, '|');
            buf_add(&result, text);
        }
        assert_str(buf_str(&result), divisions[i][2]);
    }
}

static void does_not_divide_what_is_not_written(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct origin_span given = { .len = 2, .kind = ORIGIN_GIVEN, .note = str_lit("--env X") };
    struct origin_span part = { .at = 1, .len = 1, .exact = true };
    struct reference ref = { .ref = str_lit("v1"), .spans = &given, .n_spans = 1 };
    struct bump_piece pieces[4];
    struct str reason;
    size_t n;

    (void)state;
    assert_int_equal(bump_divide(&a, &ref, str_lit("v2"), pieces, &n, &reason), -1);
    assert_str(reason, "it is given by --env X");
    ref.spans = &part; /* the "v" was computed */
    assert_int_equal(bump_divide(&a, &ref, str_lit("v2"), pieces, &n, &reason), -1);
    ref.n_spans = 0;
    assert_int_equal(bump_divide(&a, &ref, str_lit("v2"), pieces, &n, &reason), -1);
}

/* A comment; the old version's name; the comment with what is found in brackets, or why not. */
static const char *const mentions[][3] = {
    { "v1.0.0", "", "[v1.0.0]" },
    { "1.0.0", "", "[1.0.0]" },
    { "v4", "", "[v4]" },
    { "tag=v4", "", "tag=[v4]" },
    { "tag=v1.0.0", "", "tag=[v1.0.0]" },
    { "tag: v1.0.0", "", "tag: [v1.0.0]" },
    { "pin@v1.0.0", "", "pin@[v1.0.0]" },
    { "ref v1.0.0", "", "ref [v1.0.0]" },
    { "renovate: tag=v1.0.0", "", "renovate: tag=[v1.0.0]" },
    { "renovate: tag=v1", "", "renovate: tag=[v1]" },
    { "renovate: depName=acme/mod currentValue=v1.0.0 x", "",
      "renovate: depName=acme/mod currentValue=[v1.0.0] x" },
    { "v1.0.0-rc.1+x", "", "[v1.0.0-rc.1+x]" },
    { "Testing (v1.0.0)", "", "Testing ([v1.0.0])" },
    { "Testing (v4)", "", "Testing ([v4])" },
    { "Testing (v4)", "v4", "Testing ([v4])" },
    { "tag=v4", "v4", "tag=[v4]" },
    { "tf 1.5.0 (v4)", "", "other" },
    { "v1.0.0.", "", "[v1.0.0]." },
    { "fixes #12, v1.0.0", "", "fixes #12, [v1.0.0]" },
    { "terraform-aws-vpc v1.0.0", "", "terraform-aws-vpc [v1.0.0]" },
    { "https://github.com/acme/mod/releases/tag/v1.0.0", "",
      "https://github.com/acme/mod/releases/tag/[v1.0.0]" },
    { "see release 1.0.0 in our wiki", "", "see release [1.0.0] in our wiki" },
    { "", "", "none" },
    { "Testing", "", "none" },
    { "4", "", "none" },
    { "ipv4 only", "", "none" },
    { "needs terraform 1.5.0", "", "other" },
    { "needs at least version 1.5.0", "", "other" },
    { "tf >= 1.5", "", "other" },
    { "~> 1.5", "", "other" },
    { "upgraded from v0.9.0", "", "other" },
    { "before 1.5.0 this was flaky", "", "other" },
    { "10.0.0.0/16", "", "other" },
    { "node-18.2", "", "other" },
    { "v1.0.0 is broken", "", "other" },
    { "1.5.0 or later", "", "other" },
    { "needs tf 1.5.0; is v1.0.0", "", "several" },
    { "needs tf 1.5.0; is v1.0.0", "v1.0.0", "needs tf 1.5.0; is [v1.0.0]" },
    { "needs tf 1.5.0; is 1.0.0", "v1.0.0", "needs tf 1.5.0; is [1.0.0]" },
    { "v1.0.0 or v1.0.0", "v1.0.0", "several" },
    { "from v1.0.0", "v1.0.0", "from [v1.0.0]" },
    { "v1.0.0-rc1, v1.0.0, v1.0.0.1", "v1.0.0", "v1.0.0-rc1, [v1.0.0], v1.0.0.1" },
    { "mod-v1.0.0", "mod-v1.0.0", "[mod-v1.0.0]" },
    { "mod-v1.0.0", "v1.0.0", "other" },
    { "v0.9.0", "v1.0.0", "[v0.9.0]" },
    { "main branch", "main", "none" },
};

static void finds_the_version_in_a_comment(void **state)
{
    static const char *const words[] = { "none", NULL, "other", "several" };

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(mentions); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct str text = str_z(mentions[i][0]), old = str_z(mentions[i][1]);
        struct bump_mention m = bump_find_mention(text, old);
        struct str named = str_slice(text, m.start, m.end), shown;

        print_message("%s\n", mentions[i][0]);
        shown = str_printf(&a, "%.*s[%.*s]%.*s", STR(str_slice(text, 0, m.start)), STR(named),
                           STR(str_skip(text, m.end)));
        if (words[m.kind])
            shown = str_z(words[m.kind]);
        assert_str(shown, mentions[i][2]);
        if (m.kind == MENTION_FOUND)
            assert_int_equal(m.is_old, old.n && strstr(old.p, str_cstr(&a, named)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses_requests),
        cmocka_unit_test(keeps_the_form),
        cmocka_unit_test(refuses_what_is_no_version_for_a_registry),
        cmocka_unit_test(divides_among_pieces),
        cmocka_unit_test(does_not_divide_what_is_not_written),
        cmocka_unit_test(finds_the_version_in_a_comment),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
