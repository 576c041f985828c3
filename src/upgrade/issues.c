#include "upgrade/issues.h"

#include "text/nearest.h"
#include "upgrade/semver.h"

/* ---- the tables ------------------------------------------------------------------------------ */

static const char *const severities[] = { "error", "warning", NULL };

enum { RETRIES_MAX = 100, RETRY_SECONDS_MAX = 3600 };

static const struct data_label repository_labels[] = {
    { DATA_LABEL_AT("NAME", struct issue_repository, name) },
};

static const struct data_attribute repository_attributes[] = {
    { DATA_TEXTS_AT("modules", struct issue_repository, modules) },
    { DATA_TEXT_AT("since", struct issue_repository, since) },
    { DATA_TEXT_AT("until", struct issue_repository, until) },
};

static const struct data_block inner_blocks[] = {
    { DATA_BLOCKS_AT("repository", struct issue, repositories),
      DATA_HAS(repository_labels, repository_attributes), .unique = true },
};

static const struct data_label issue_labels[] = {
    { DATA_LABEL_AT("ID", struct issue, id) },
};

static const struct data_attribute issue_attributes[] = {
    { DATA_TEXT_AT("title", struct issue, title), .required = true },
    { DATA_TEXT_AT("about", struct issue, about), .required = true },
    { DATA_TEXT_AT("why", struct issue, why), .required = true },
    { DATA_TEXT_AT("fix", struct issue, fix), .required = true },
    { DATA_TEXTS_AT("match", struct issue, match), .required = true },
    { DATA_TEXTS_AT("unless", struct issue, unless) },
    { DATA_TEXTS_AT("see", struct issue, see) },
    { DATA_WORD_AT("severity", struct issue, severity, enum issue_severity, severities) },
    { DATA_NUMBER_AT("retries", struct issue, retries), .min = 1, .max = RETRIES_MAX },
    { DATA_NUMBER_AT("retry_seconds", struct issue, retry_seconds), .min = 1,
      .max = RETRY_SECONDS_MAX },
};

static const struct data_block issue_blocks[] = {
    { DATA_BLOCKS_AT("issue", struct issues, items), DATA_HAS(issue_labels, issue_attributes),
      .blocks = inner_blocks, .n_blocks = ARRAY_LEN(inner_blocks), .unique = true },
};

/* ---- checking -------------------------------------------------------------------------------- */

/* "cloudtrail-kms-key-is-alias": words for a command line, which never change. */
static bool is_id(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool word = (s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9');

        if (!word && (s.p[i] != '-' || i == 0 || i + 1 == s.n || s.p[i - 1] == '-'))
            return false;
    }
    return true;
}

/* The n-th text of a list is at fault; it is shown where it stands. */
static void fail_text(struct hcl_diags *d, const struct issue *issue, const char *attribute,
                      size_t n, const char *summary, const char *detail)
{
    const struct hcl_attribute *written =
        hcl_body_attribute(&issue->item.block->body, str_z(attribute));
    const struct hcl_expr *list = written->value;

    /* The list was read from a tuple; one in parentheses is the exception. */
    struct hcl_range at =
        list->kind == HCL_EXPR_TUPLE ? list->u.tuple.items[n]->range : list->range;

    hcl_diag_add(d, issue->item.source, at, summary, "%s", detail);
}

static bool is_empty_list(const struct issue *issue, const char *attribute)
{
    const struct hcl_attribute *written =
        hcl_body_attribute(&issue->item.block->body, str_z(attribute));

    return written && written->value->kind == HCL_EXPR_TUPLE && written->value->u.tuple.n == 0;
}

static struct regex **compile(struct arena *a, struct hcl_diags *d, const struct issue *issue,
                              const char *attribute, const struct data_texts *texts)
{
    struct regex **patterns = arena_array(a, texts->n, sizeof(struct regex *));
    struct err e;

    for (size_t i = 0; i < texts->n; i++) {
        if (regex_compile(a, texts->items[i], &patterns[i], &e) < 0)
            fail_text(d, issue, attribute, i, "Wrong pattern", e.message);
        else if (regex_literal(patterns[i]).n < ISSUE_LITERAL_MIN)
            fail_text(d, issue, attribute, i, "Pattern without a fixed text",
                      "It could match almost anything. Every match has to contain the same text "
                      "of at least 6 letters; alternatives are patterns of their own.");
    }
    return patterns;
}

static void check_tag(struct hcl_diags *d, const struct issue_repository *r, const char *attribute,
                      struct str tag)
{
    struct semver version;

    if (tag.n && !semver_parse(tag, &version))
        data_fail(d, &r->item, attribute, "Wrong version", "\"%s\" is a release tag, like v0.27.0.",
                  attribute);
}

static void check_repository(struct hcl_diags *d, const struct issue_repository *r)
{
    struct semver since, until;

    check_tag(d, r, "since", r->since);
    check_tag(d, r, "until", r->until);
    if (semver_parse(r->since, &since) && semver_parse(r->until, &until) &&
        semver_cmp(&since, &until) >= 0)
        data_fail(d, &r->item, "until", "Wrong version",
                  "\"until\" is the first release without the issue, and so later than \"since\".");
}

static void check(struct arena *a, struct issue *issue, struct hcl_diags *d)
{
    if (!is_id(issue->id))
        data_fail(d, &issue->item, NULL, "Wrong id",
                  "An id is words of lower-case letters and digits with \"-\" in between.");
    if (is_empty_list(issue, "match"))
        data_fail(d, &issue->item, "match", "No pattern",
                  "An issue is recognised by at least one pattern.");
    issue->patterns = compile(a, d, issue, "match", &issue->match);
    issue->exceptions = compile(a, d, issue, "unless", &issue->unless);
    if (!issue->retries != !issue->retry_seconds)
        data_fail(d, &issue->item, issue->retries ? "retries" : "retry_seconds", "Half of a retry",
                  "\"retries\" and \"retry_seconds\" are given together.");
    for (size_t i = 0; i < issue->repositories.n; i++)
        check_repository(d, &issue->repositories.items[i]);
}

static int by_id(const void *x, const void *y)
{
    return str_cmp(((const struct issue *)x)->id, ((const struct issue *)y)->id);
}

void issues_load(struct arena *a, const struct data_files *files, struct hcl_diags *d,
                 struct issues *ret)
{
    *ret = (struct issues){ 0 };
    data_read(a, files, "issues", issue_blocks, ARRAY_LEN(issue_blocks), ret, d);
    for (size_t i = 0; i < ret->items.n; i++)
        check(a, &ret->items.items[i], d);
    if (ret->items.n)
        qsort(ret->items.items, ret->items.n, sizeof *ret->items.items, by_id);
}

/* ---- looking up ------------------------------------------------------------------------------ */

const struct issue *issues_find(const struct issues *all, struct str id)
{
    const struct issue wanted = { .id = id };

    if (all->items.n == 0)
        return NULL;
    return bsearch(&wanted, all->items.items, all->items.n, sizeof wanted, by_id);
}

struct data_texts issues_near(struct arena *a, const struct issues *all, struct str word)
{
    struct str *ids = arena_array(a, all->items.n, sizeof *ids);
    struct data_texts near = { 0 };
    size_t nearest;

    for (size_t i = 0; i < all->items.n; i++)
        ids[i] = all->items.items[i].id;
    nearest = text_nearest(word, ids, all->items.n);
    if (nearest != STR_NONE)
        vec_push(a, &near, ids[nearest]);
    for (size_t i = 0; i < all->items.n && word.n >= 3 && near.n < ISSUES_NEAR_MAX; i++)
        if (i != nearest && str_find(ids[i], word) != STR_NONE)
            vec_push(a, &near, ids[i]);
    return near;
}
