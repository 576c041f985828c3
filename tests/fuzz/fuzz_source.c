/*
 * fuzz_source: module addresses, version requests and version texts, of any bytes. Slices must lie
 * within their text, and what is matched by a name must go on being matched by its own address.
 */
#include "upgrade/bump.h"
#include "upgrade/semver.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_source(struct arena *a, struct str text, enum source_language language)
{
    struct source_pattern own;
    struct source s;

    source_parse(a, text, text, language, &s);
    if (s.has_ref && (s.ref_start > s.ref_end || s.ref_end > text.n))
        BUG("the version lies outside of the address");
    if (s.kind == SOURCE_GIT && s.repository.n && s.repository.p[0] != '/') {
        source_pattern_parse(a, s.repository, &own);
        own.path = str_lit("");
        (void)source_matches(&own, &s);
    }
    source_redact(a, text);
    source_decode(a, text);
}

/* A comment and an old version; a constraint and a version that is wanted. */
static void check_bump(struct arena *a, struct str first, struct str second)
{
    struct bump_mention m = bump_find_mention(first, second);
    struct reference ref = { .ref = first, .is_constraint = true };
    struct bump_request request = { .version = second };
    struct str text, note, reason;

    if (m.start > m.end || m.end > first.n || (m.kind == MENTION_FOUND && m.start == m.end))
        BUG("a version was found outside of its comment");
    ref.module.kind = SOURCE_REGISTRY;
    if (!second.n || !bump_new_text(a, &ref, &request, &text, &note, &reason))
        return;
    (void)bump_is_downgrade(a, &ref, text);
    if (reason.n && !str_eq(text, first))
        BUG("a constraint that is to stay was changed");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text = str_copy(&a, str_of((const char *)data, size));
    struct bump_request request;
    struct constraints constraints;
    struct semver x, y;
    size_t start, end;
    struct err e;

    check_source(&a, text, SOURCE_IN_TERRAFORM);
    check_source(&a, text, SOURCE_IN_TERRAGRUNT);
    if (bump_request_parse(&a, text, &request, &e) == 0 && !request.version.n)
        BUG("a request without a version was taken");
    if (constraints_parse(text, &constraints))
        (void)constraints_allow(&constraints, &constraints.items[0].version);
    if (semver_parse(str_slice(text, 0, text.n / 2), &x) &&
        semver_parse(str_skip(text, text.n / 2), &y) && semver_cmp(&x, &y) != -semver_cmp(&y, &x))
        BUG("the order of versions is not the same both ways");
    check_bump(&a, str_slice(text, 0, text.n / 2), str_skip(text, text.n / 2));
    if (semver_find(text, 0, &start, &end) && (start >= end || end > text.n))
        BUG("a version was found outside of its text");
    return 0;
}
