#include "upgrade/catalog.h"

#include <fnmatch.h>
#include <stdlib.h>

/* ---- the tables ---------------------------------------------------------------------------- */

static const struct data_label step_labels[] = { { DATA_LABEL_AT("NAME", struct step, name) } };

#define STEP_COMMON                                                                                \
    { DATA_TEXT_AT("why", struct step, why), .required = true },                                   \
        { DATA_TEXTS_AT("modules", struct step, modules) },                                        \
        { DATA_EXPR_AT("when", struct step, when) },                                               \
    {                                                                                              \
        DATA_KEY_AT("issue", struct step, issue)                                                   \
    }

static const struct data_attribute plain_attributes[] = { STEP_COMMON };

static const struct data_attribute value_attributes[] = {
    STEP_COMMON,
    { DATA_EXPR_AT("value", struct step, value), .required = true },
};

static const struct data_attribute input_attributes[] = {
    STEP_COMMON,
    { DATA_EXPR_AT("value", struct step, value), .required = true },
    { DATA_EXPR_AT("replace", struct step, replace) },
};

static const struct data_attribute rename_attributes[] = {
    STEP_COMMON,
    { DATA_TEXT_AT("to", struct step, to), .required = true },
};

static const struct data_attribute pin_attributes[] = {
    STEP_COMMON,
    { DATA_TEXT_AT("minimum", struct step, minimum), .required = true },
    { DATA_TEXT_AT("before", struct step, before) },
    { DATA_TEXT_AT("version", struct step, version) },
    { DATA_TEXT_AT("constraint", struct step, constraint) },
};

static const struct data_attribute state_attributes[] = {
    STEP_COMMON,
    { DATA_EXPR_AT("actions", struct step, actions), .required = true },
};

static const struct data_attribute note_attributes[] = {
    STEP_COMMON,
    { DATA_BOOL_AT("manual", struct step, manual) },
};

#define STEP_OF(in, type, kind, table)                                                             \
    {                                                                                              \
        DATA_BLOCKS_AT(type, in, by_kind[kind]), DATA_HAS(step_labels, table), .unique = true      \
    }
#define STEP_BLOCKS(in)                                                                            \
    STEP_OF(in, "regions", STEP_REGIONS, plain_attributes),                                        \
        STEP_OF(in, "local", STEP_LOCAL, value_attributes),                                        \
        STEP_OF(in, "rename_input", STEP_RENAME_INPUT, rename_attributes),                         \
        STEP_OF(in, "remove_input", STEP_REMOVE_INPUT, plain_attributes),                          \
        STEP_OF(in, "input", STEP_INPUT, input_attributes),                                        \
        STEP_OF(in, "block", STEP_BLOCK, value_attributes),                                        \
        STEP_OF(in, "pin", STEP_PIN, pin_attributes),                                              \
        STEP_OF(in, "state", STEP_STATE, state_attributes),                                        \
        STEP_OF(in, "note", STEP_NOTE, note_attributes)

static const struct data_block target_blocks[] = { STEP_BLOCKS(struct catalog_target) };
static const struct data_block release_blocks[] = { STEP_BLOCKS(struct catalog_release) };

static const struct data_label target_labels[] = {
    { DATA_LABEL_AT("BENCHMARK", struct catalog_target, benchmark) },
};

static const struct data_attribute target_attributes[] = {
    { DATA_TEXT_AT("minimum", struct catalog_target, minimum_text), .required = true },
    { DATA_KEY_AT("after", struct catalog_target, after) },
    { DATA_TEXT_AT("floor", struct catalog_target, floor_text) },
    { DATA_TEXT_AT("floor_guide", struct catalog_target, floor_guide) },
    { DATA_TEXTS_AT("recommendations", struct catalog_target, recommendations) },
};

static const struct data_label release_labels[] = {
    { DATA_LABEL_AT("TAG", struct catalog_release, tag) },
};

static const struct data_attribute release_attributes[] = {
    { DATA_TEXT_AT("about", struct catalog_release, about), .required = true },
    { DATA_TEXT_AT("date", struct catalog_release, date) },
    { DATA_BOOL_AT("breaking", struct catalog_release, breaking) },
    { DATA_BOOL_AT("minor", struct catalog_release, minor) },
    { DATA_TEXTS_AT("modules", struct catalog_release, modules) },
    { DATA_TEXTS_AT("regions", struct catalog_release, regions) },
};

static const struct data_label input_labels[] = {
    { DATA_LABEL_AT("NAME", struct catalog_input, name) },
};

static const struct data_attribute schema_attributes[] = {
    { DATA_TEXT_AT("type", struct catalog_input, type), .required = true },
    { DATA_TEXT_AT("about", struct catalog_input, about) },
    { DATA_BOOL_AT("required", struct catalog_input, required) },
    { DATA_TEXT_AT("since", struct catalog_input, since_text) },
    { DATA_TEXT_AT("until", struct catalog_input, until_text) },
};

static const struct data_block module_blocks[] = {
    { DATA_BLOCKS_AT("input", struct catalog_module, inputs),
      DATA_HAS(input_labels, schema_attributes), .unique = true },
};

static const struct data_label module_labels[] = {
    { DATA_LABEL_AT("PATH", struct catalog_module, path) },
};

static const struct data_attribute module_attributes[] = {
    { DATA_TEXT_AT("about", struct catalog_module, about) },
    { DATA_KEY_AT("role", struct catalog_module, role) },
    { DATA_TEXT_AT("until", struct catalog_module, until_text) },
    { DATA_TEXT_AT("moved_to", struct catalog_module, moved_to) },
};

static const struct data_label relation_labels[] = {
    { DATA_LABEL_AT("NAME", struct catalog_relation, name) },
};

static const struct data_attribute relation_attributes[] = {
    { DATA_TEXT_AT("about", struct catalog_relation, about), .required = true },
    { DATA_TEXTS_AT("claimed_by", struct catalog_relation, claimed_by) },
    { DATA_TEXTS_AT("named_by", struct catalog_relation, named_by) },
    { DATA_TEXT_AT("default_role", struct catalog_relation, default_role) },
    { DATA_TEXT_AT("default_account", struct catalog_relation, default_account) },
};

static const struct data_label question_labels[] = {
    { DATA_LABEL_AT("NAME", struct catalog_question, name) },
};

static const struct data_attribute question_attributes[] = {
    { DATA_TEXT_AT("about", struct catalog_question, about), .required = true },
    { DATA_BOOL_AT("per_account", struct catalog_question, per_account) },
    { DATA_EXPR_AT("suggestion", struct catalog_question, suggestion) },
    { DATA_BOOL_AT("required", struct catalog_question, required) },
};

static const struct data_block repository_blocks[] = {
    { DATA_BLOCKS_AT("relation", struct catalog_repository, relations),
      DATA_HAS(relation_labels, relation_attributes), .unique = true },
    { DATA_BLOCKS_AT("question", struct catalog_repository, questions),
      DATA_HAS(question_labels, question_attributes), .unique = true },
    { DATA_BLOCKS_AT("target", struct catalog_repository, targets),
      DATA_HAS(target_labels, target_attributes), .blocks = target_blocks,
      .n_blocks = ARRAY_LEN(target_blocks), .unique = true },
    { DATA_BLOCKS_AT("release", struct catalog_repository, releases),
      DATA_HAS(release_labels, release_attributes), .blocks = release_blocks,
      .n_blocks = ARRAY_LEN(release_blocks), .unique = true },
    { DATA_BLOCKS_AT("module", struct catalog_repository, modules),
      DATA_HAS(module_labels, module_attributes), .blocks = module_blocks,
      .n_blocks = ARRAY_LEN(module_blocks), .unique = true },
};

static const struct data_label repository_labels[] = {
    { DATA_LABEL_AT("NAME", struct catalog_repository, name) },
};

static const struct data_attribute repository_attributes[] = {
    { DATA_TEXT_AT("about", struct catalog_repository, about) },
    { DATA_TEXTS_AT("names", struct catalog_repository, names), .required = true },
};

static const struct data_block root_blocks[] = {
    { DATA_BLOCKS_AT("repository", struct catalog, repositories),
      DATA_HAS(repository_labels, repository_attributes), .blocks = repository_blocks,
      .n_blocks = ARRAY_LEN(repository_blocks), .unique = true },
};

static bool means(struct str pattern, struct str path)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;

    return str_eq(pattern, path) ||
           fnmatch(str_cstr(&scratch, pattern), str_cstr(&scratch, path), 0) == 0;
}

/* ---- checking ------------------------------------------------------------------------------ */

static void check_version(const struct data_item *item, const char *attribute, struct str text,
                          struct semver *ret, struct hcl_diags *d)
{
    if (text.n && !semver_parse(text, ret))
        data_fail(d, item, attribute, "No version", "\"%.*s\" is no version.", STR(text));
}

static int release_order(const void *x, const void *y)
{
    const struct catalog_release *a = x, *b = y;
    int order = semver_cmp(&a->version, &b->version);

    return order ? order : str_cmp(a->tag, b->tag);
}

static const struct catalog_release *release_at(const struct catalog_repository *r,
                                                const struct semver *v)
{
    for (size_t i = 0; i < r->releases.n; i++)
        if (semver_cmp(&r->releases.items[i].version, v) == 0)
            return &r->releases.items[i];
    return NULL;
}

/* "2021-08-27"; which days a month has is not looked at. */
static void check_date(const struct data_item *item, struct str text, struct hcl_diags *d)
{
    static const struct str form = STR_INIT("dddd-dd-dd");
    bool right = text.n == form.n;

    for (size_t i = 0; right && i < form.n; i++)
        right = form.p[i] == 'd' ? text.p[i] >= '0' && text.p[i] <= '9' : text.p[i] == form.p[i];
    if (text.n && !right)
        data_fail(d, item, "date", "No date", "A date is written like \"2021-08-27\".");
}

static bool means_a_module(const struct catalog_repository *r, struct str pattern)
{
    for (size_t i = 0; i < r->modules.n; i++)
        if (means(pattern, r->modules.items[i].path) || means(r->modules.items[i].path, pattern))
            return true;
    return r->modules.n == 0;
}

static void check_modules(const struct catalog_repository *r, const struct data_item *item,
                          const struct data_texts *patterns, struct hcl_diags *d)
{
    for (size_t i = 0; i < patterns->n; i++)
        if (!means_a_module(r, patterns->items[i]))
            data_fail(d, item, "modules", "Unknown module",
                      "The repository has no module \"%.*s\".", STR(patterns->items[i]));
}

static void check_steps(const struct catalog_repository *r, struct steps *by_kind,
                        struct hcl_diags *d)
{
    for (unsigned kind = 0; kind < STEP_KINDS; kind++)
        for (size_t i = 0; i < by_kind[kind].n; i++) {
            struct step *s = &by_kind[kind].items[i];
            struct semver ignored;

            s->kind = kind;
            check_version(&s->item, "minimum", s->minimum, &ignored, d);
            check_version(&s->item, "before", s->before, &ignored, d);
            check_modules(r, &s->item, &s->modules, d);
            check_version(&s->item, "version", s->version, &ignored, d);
        }
}

/* Targets follow each other; a circle would have no beginning. */
static void check_target(const struct catalog_repository *r, struct catalog_target *t,
                         struct hcl_diags *d)
{
    const struct catalog_target *at = t;
    size_t n = 0;

    check_version(&t->item, "minimum", t->minimum_text, &t->minimum, d);
    check_version(&t->item, "floor", t->floor_text, &t->floor, d);
    check_steps(r, t->by_kind, d);
    if (t->minimum.n_parts && !release_at(r, &t->minimum))
        data_fail(d, &t->item, "minimum", "Unknown release", "The repository has no release %.*s.",
                  STR(t->minimum_text));
    t->previous = t->after.n ? catalog_target(r, t->after) : NULL;
    if (t->after.n && !t->previous)
        data_fail(d, &t->item, "after", "Unknown target", "The repository has no target \"%.*s\".",
                  STR(t->after));
    while (at && at->after.n && n++ <= r->targets.n)
        at = catalog_target(r, at->after);
    if (n > r->targets.n)
        data_fail(d, &t->item, "after", "Circle", "It comes after itself, by way of others.");
}

static void check_release(const struct catalog_repository *r, struct catalog_release *release,
                          struct hcl_diags *d)
{
    if (!semver_parse(release->tag, &release->version))
        data_fail(d, &release->item, NULL, "No version", "A release's tag is like v0.27.0.");
    check_date(&release->item, release->date, d);
    check_modules(r, &release->item, &release->modules, d);
    check_steps(r, release->by_kind, d);
}

/* A tag that is there twice is told by the reader; a version can also be written as two tags. */
static void check_order(const struct catalog_repository *r, struct hcl_diags *d)
{
    for (size_t i = 1; i < r->releases.n; i++) {
        const struct catalog_release *before = &r->releases.items[i - 1], *release = before + 1;

        if (release->version.n_parts && !str_eq(before->tag, release->tag) &&
            semver_cmp(&before->version, &release->version) == 0)
            data_fail(d, &release->item, NULL, "Doubled release", "It is the same version as %.*s.",
                      STR(before->tag));
    }
}

static void check_module(struct catalog_module *module, struct hcl_diags *d)
{
    check_version(&module->item, "until", module->until_text, &module->until, d);
    for (size_t i = 0; i < module->inputs.n; i++) {
        struct catalog_input *input = &module->inputs.items[i];

        check_version(&input->item, "since", input->since_text, &input->since, d);
        check_version(&input->item, "until", input->until_text, &input->until, d);
    }
}

static void check_repository(struct catalog_repository *r, struct hcl_diags *d)
{
    for (size_t i = 0; i < r->releases.n; i++)
        check_release(r, &r->releases.items[i], d);
    if (r->releases.n)
        qsort(r->releases.items, r->releases.n, sizeof *r->releases.items, release_order);
    check_order(r, d);
    for (size_t i = 0; i < r->targets.n; i++)
        check_target(r, &r->targets.items[i], d);
    for (size_t i = 0; i < r->modules.n; i++)
        check_module(&r->modules.items[i], d);
}

void catalog_load(struct arena *a, const struct data_files *files, struct catalog *ret,
                  struct hcl_diags *d)
{
    *ret = (struct catalog){ 0 };
    data_read(a, files, "catalogs", root_blocks, ARRAY_LEN(root_blocks), ret, d);
    for (size_t i = 0; i < ret->repositories.n; i++)
        check_repository(&ret->repositories.items[i], d);
}

/* ---- looking up ---------------------------------------------------------------------------- */

const struct catalog_repository *catalog_find(const struct catalog *c, const struct source *s)
{
    for (size_t i = 0; i < c->repositories.n; i++) {
        const struct catalog_repository *r = &c->repositories.items[i];

        for (size_t k = 0; k < r->names.n; k++)
            if (str_eq_nocase(r->names.items[k], s->repository))
                return r;
    }
    return NULL;
}

const struct catalog_target *catalog_target(const struct catalog_repository *r,
                                            struct str benchmark)
{
    for (size_t i = 0; i < r->targets.n; i++)
        if (str_eq(r->targets.items[i].benchmark, benchmark))
            return &r->targets.items[i];
    return NULL;
}

bool catalog_means(const struct data_texts *patterns, struct str path)
{
    for (size_t i = 0; i < patterns->n; i++)
        if (means(patterns->items[i], path))
            return true;
    return patterns->n == 0;
}

const struct catalog_module *catalog_module(const struct catalog_repository *r, struct str path)
{
    for (size_t i = 0; i < r->modules.n; i++)
        if (means(r->modules.items[i].path, path))
            return &r->modules.items[i];
    return NULL;
}

/* ---- versions ------------------------------------------------------------------------------ */

static bool asks_for_more(const struct catalog_release *r)
{
    bool steps = false;

    for (unsigned kind = 0; kind < STEP_KINDS; kind++)
        steps |= r->by_kind[kind].n > 0;
    return r->breaking || r->minor || steps;
}

struct str catalog_goal(const struct catalog_repository *r, const struct catalog_target *t,
                        bool exact)
{
    struct str goal = t->minimum_text;

    for (size_t i = 0; !exact && i < r->releases.n; i++) {
        const struct catalog_release *release = &r->releases.items[i];

        if (semver_cmp(&release->version, &t->minimum) <= 0)
            continue;
        if (asks_for_more(release))
            break;
        goal = release->tag;
    }
    return goal;
}

bool catalog_is_past(const struct catalog_repository *r, const struct catalog_target *t,
                     const struct semver *v)
{
    for (size_t i = 0; i < r->releases.n; i++) {
        const struct catalog_release *release = &r->releases.items[i];

        if (semver_cmp(&release->version, &t->minimum) > 0 && asks_for_more(release))
            return semver_cmp(v, &release->version) >= 0;
    }
    return false;
}

const struct data_texts *catalog_regions(const struct catalog_repository *r, const struct semver *v)
{
    static const struct data_texts none;
    const struct data_texts *regions = &none;

    for (size_t i = 0; i < r->releases.n; i++) {
        const struct catalog_release *release = &r->releases.items[i];

        if (semver_cmp(&release->version, v) <= 0 && release->regions.n)
            regions = &release->regions;
    }
    return regions;
}

struct str catalog_targets(struct arena *a, const struct catalog *c)
{
    AUTO_BUF struct buf b = BUF_INIT;
    VEC(struct str) ids = { 0 };

    for (size_t i = 0; i < c->repositories.n; i++)
        for (size_t k = 0; k < c->repositories.items[i].targets.n; k++)
            vec_push(a, &ids, c->repositories.items[i].targets.items[k].benchmark);
    if (ids.n)
        qsort(ids.items, ids.n, sizeof *ids.items, str_cmp_ptr);
    for (size_t i = 0; i < ids.n; i++)
        if (!i || !str_eq(ids.items[i], ids.items[i - 1]))
            buf_printf(&b, "%s%.*s", b.n ? ", " : "", STR(ids.items[i]));
    return str_copy(a, buf_str(&b));
}
