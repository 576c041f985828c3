#include "judge/benchmark.h"

/* ---- the tables ------------------------------------------------------------------------------ */

static const char *const assessments[] = { "automated", "manual", NULL };

static const struct data_label control_labels[] = {
    { DATA_LABEL_AT("KEY", struct control, key) },
};

static const struct data_attribute control_attributes[] = {
    { DATA_TEXT_AT("about", struct control, about), .required = true },
    { DATA_TEXT_AT("fix", struct control, fix), .required = true },
    { DATA_TEXT_AT("resource", struct control, resource), .required = true },
    { DATA_TEXTS_AT("commands", struct control, commands), .required = true },
    { DATA_TEXTS_AT("replaces", struct control, replaces) },
    { DATA_OBJECT_AT("params", struct control, params) },
};

static const struct data_block control_blocks[] = {
    { DATA_BLOCKS_AT("control", struct benchmarks, controls),
      DATA_HAS(control_labels, control_attributes), .unique = true },
};

static const struct data_label number_label[] = {
    { DATA_LABEL_AT("NUMBER", struct recommendation, number) },
};

static const struct data_attribute recommendation_attributes[] = {
    { DATA_KEY_AT("control", struct recommendation, control_key), .required = true },
    { DATA_TEXT_AT("title", struct recommendation, title), .required = true },
    { DATA_NUMBER_AT("level", struct recommendation, level), .required = true, .min = 1, .max = 2 },
    { DATA_WORD_AT("assessment", struct recommendation, assessment, enum assessment, assessments),
      .required = true },
    { DATA_OBJECT_AT("params", struct recommendation, params) },
    { DATA_TEXT_AT("changed", struct recommendation, changed) },
    { DATA_TEXT_AT("note", struct recommendation, note) },
};

static const struct data_label section_labels[] = {
    { DATA_LABEL_AT("NUMBER", struct section, number) },
};

static const struct data_attribute section_attributes[] = {
    { DATA_TEXT_AT("title", struct section, title), .required = true },
};

static const struct data_block inner_blocks[] = {
    { DATA_BLOCKS_AT("section", struct benchmark, sections),
      DATA_HAS(section_labels, section_attributes), .unique = true, .required = true },
    { DATA_BLOCKS_AT("recommendation", struct benchmark, recommendations),
      DATA_HAS(number_label, recommendation_attributes), .unique = true, .required = true },
};

static const struct data_label benchmark_labels[] = {
    { DATA_LABEL_AT("ID", struct benchmark, id) },
};

static const struct data_attribute benchmark_attributes[] = {
    { DATA_TEXT_AT("title", struct benchmark, title), .required = true },
    { DATA_TEXT_AT("released", struct benchmark, released) },
    { DATA_KEY_AT("supersedes", struct benchmark, supersedes) },
    { DATA_TEXTS_AT("aliases", struct benchmark, aliases) },
    { DATA_TEXT_AT("note", struct benchmark, note) },
};

static const struct data_block benchmark_blocks[] = {
    { DATA_BLOCKS_AT("benchmark", struct benchmarks, benchmarks),
      DATA_HAS(benchmark_labels, benchmark_attributes), .blocks = inner_blocks,
      .n_blocks = ARRAY_LEN(inner_blocks), .unique = true },
};

/* qsort() takes no NULL, which an empty list is. */
static void sort_list(void *items, size_t n, size_t size, int (*order)(const void *, const void *))
{
    if (n)
        qsort(items, n, size, order);
}

/* ---- numbers --------------------------------------------------------------------------------- */

enum { NUMBER_PART_MAX = 9999 };

/* "2.1.3": numbers without leading zeros, separated by dots. */
static bool is_number(struct str s)
{
    uint64_t part;

    do {
        struct str digits = str_cut(&s, '.');

        if (!str_to_u64(digits, NUMBER_PART_MAX, &part) || digits.p[0] == '0')
            return false;
        if (s.n == 0 && digits.p[digits.n] == '.') /* a dot at the end */
            return false;
    } while (s.n);
    return true;
}

int benchmark_number_cmp(struct str x, struct str y)
{
    while (x.n && y.n) {
        uint64_t a = 0, b = 0;

        (void)str_to_u64(str_cut(&x, '.'), NUMBER_PART_MAX, &a);
        (void)str_to_u64(str_cut(&y, '.'), NUMBER_PART_MAX, &b);
        if (a != b)
            return a < b ? -1 : 1;
    }
    return x.n ? 1 : y.n ? -1 : 0;
}

static int section_order(const void *x, const void *y)
{
    return benchmark_number_cmp(((const struct section *)x)->number,
                                ((const struct section *)y)->number);
}

static int recommendation_order(const void *x, const void *y)
{
    return benchmark_number_cmp(((const struct recommendation *)x)->number,
                                ((const struct recommendation *)y)->number);
}

/* Is "2.1.3" in section "2.1"? */
static bool is_inside(struct str number, struct str section)
{
    return number.n > section.n && str_starts(number, section) && number.p[section.n] == '.';
}

/* ---- checking -------------------------------------------------------------------------------- */

static int control_order(const void *x, const void *y)
{
    return str_cmp(((const struct control *)x)->key, ((const struct control *)y)->key);
}

const struct control *benchmarks_control(const struct benchmarks *all, struct str key)
{
    const struct control wanted = { .key = key };

    if (all->controls.n == 0)
        return NULL;
    return bsearch(&wanted, all->controls.items, all->controls.n, sizeof wanted, control_order);
}

static void check_controls(const struct benchmarks *all, struct hcl_diags *d)
{
    for (size_t i = 0; i < all->controls.n; i++) {
        const struct control *c = &all->controls.items[i];

        for (size_t k = 0; k < c->replaces.n; k++)
            if (!benchmarks_control(all, c->replaces.items[k]))
                data_fail(d, &c->item, "replaces", "Unknown control",
                          "There is no control \"%.*s\" in controls/.", STR(c->replaces.items[k]));
    }
}

/* A parameter that the control does not have would be ignored, and so it must be a mistake. */
static void check_params(const struct recommendation *r, struct hcl_diags *d)
{
    const struct value *have = r->control->params;

    for (size_t i = 0; r->params && i < r->params->u.map.n; i++) {
        struct str name = r->params->u.map.keys[i];
        const struct value *other = have ? value_get(have, name) : NULL;

        if (!other)
            data_fail(d, &r->item, "params", "Unknown parameter",
                      "The control \"%.*s\" has no parameter \"%.*s\".", STR(r->control_key),
                      STR(name));
        else if (other->type->kind != r->params->u.map.values[i]->type->kind)
            data_fail(d, &r->item, "params", "Wrong type",
                      "In the control \"%.*s\" the parameter \"%.*s\" is of another type.",
                      STR(r->control_key), STR(name));
    }
}

static void find_section(const struct benchmark *b, struct recommendation *r, struct hcl_diags *d)
{
    for (size_t i = 0; i < b->sections.n; i++) {
        const struct section *s = &b->sections.items[i];

        if (is_inside(r->number, s->number) && (!r->section || s->number.n > r->section->number.n))
            r->section = s;
    }
    if (!r->section)
        data_fail(d, &r->item, NULL, "Unknown section",
                  "The benchmark has no section that %.*s is in.", STR(r->number));
}

static void check_recommendations(const struct benchmarks *all, struct benchmark *b,
                                  struct hcl_diags *d)
{
    for (size_t i = 0; i < b->recommendations.n; i++) {
        struct recommendation *r = &b->recommendations.items[i];

        if (!is_number(r->number))
            data_fail(d, &r->item, NULL, "Wrong number",
                      "A recommendation's number is like 1.12 or 2.1.3.");
        find_section(b, r, d);
        r->control = benchmarks_control(all, r->control_key);
        if (!r->control) {
            if (r->control_key.n) /* else it is missing, which has been told */
                data_fail(d, &r->item, "control", "Unknown control",
                          "There is no control \"%.*s\" in controls/.", STR(r->control_key));
            continue;
        }
        check_params(r, d);
        for (size_t k = 0; k < i; k++)
            if (b->recommendations.items[k].control == r->control)
                data_fail(d, &r->item, "control", "Control used twice",
                          "It is that of recommendation %.*s, too.",
                          STR(b->recommendations.items[k].number));
    }
}

static bool has_too_many(const struct benchmarks *all, struct hcl_diags *d)
{
    if (all->benchmarks.n > BENCHMARKS_MAX) {
        data_fail(d, &all->benchmarks.items[BENCHMARKS_MAX].item, NULL, "Too many benchmarks",
                  "There can be %d.", BENCHMARKS_MAX);
        return true;
    }
    for (size_t i = 0; i < all->benchmarks.n; i++) {
        const struct benchmark *b = &all->benchmarks.items[i];

        if (b->recommendations.n + b->sections.n > RECOMMENDATIONS_MAX) {
            data_fail(d, &b->item, NULL, "Too many recommendations",
                      "A benchmark can have %d recommendations and sections.", RECOMMENDATIONS_MAX);
            return true;
        }
    }
    return false;
}

static void check_benchmark(const struct benchmarks *all, struct benchmark *b, struct hcl_diags *d)
{
    for (size_t i = 0; i < b->sections.n; i++)
        if (!is_number(b->sections.items[i].number))
            data_fail(d, &b->sections.items[i].item, NULL, "Wrong number",
                      "A section's number is like 2 or 2.1.");
    sort_list(b->sections.items, b->sections.n, sizeof *b->sections.items, section_order);
    sort_list(b->recommendations.items, b->recommendations.n, sizeof *b->recommendations.items,
              recommendation_order);
    check_recommendations(all, b, d);
}

/* ---- order ----------------------------------------------------------------------------------- */

static struct benchmark *by_id(const struct benchmarks *all, struct str id)
{
    for (size_t i = 0; i < all->benchmarks.n; i++)
        if (str_eq(all->benchmarks.items[i].id, id))
            return &all->benchmarks.items[i];
    return NULL;
}

/* How many versions came before, at most as many as there are: more is a circle. */
static size_t age(const struct benchmarks *all, const struct benchmark *b)
{
    size_t n = 0;

    while (b->supersedes.n && n <= all->benchmarks.n) {
        b = by_id(all, b->supersedes);
        if (!b)
            break;
        n++;
    }
    return n;
}

bool benchmark_is_named(const struct benchmark *b, struct str name)
{
    bool found = str_eq(b->id, name);

    for (size_t i = 0; i < b->aliases.n; i++)
        found |= str_eq(b->aliases.items[i], name);
    return found;
}

/* A name that means two benchmarks would silently mean the first one. */
static void check_names(const struct benchmarks *all, struct hcl_diags *d)
{
    for (size_t i = 0; i < all->benchmarks.n; i++) {
        const struct benchmark *b = &all->benchmarks.items[i];

        for (size_t n = 0; n < b->aliases.n; n++)
            for (size_t k = 0; k < all->benchmarks.n; k++)
                if ((k < i && benchmark_is_named(&all->benchmarks.items[k], b->aliases.items[n])) ||
                    str_eq(all->benchmarks.items[k].id, b->aliases.items[n]))
                    data_fail(d, &b->item, "aliases", "Name used twice",
                              "The benchmark \"%.*s\" is also called \"%.*s\".",
                              STR(all->benchmarks.items[k].id), STR(b->aliases.items[n]));
    }
}

static void check_order(const struct benchmarks *all, struct hcl_diags *d)
{
    for (size_t i = 0; i < all->benchmarks.n; i++) {
        const struct benchmark *b = &all->benchmarks.items[i];

        if (b->supersedes.n && !by_id(all, b->supersedes))
            data_fail(d, &b->item, "supersedes", "Unknown benchmark",
                      "There is no benchmark \"%.*s\" in benchmarks/.", STR(b->supersedes));
        else if (age(all, b) > all->benchmarks.n)
            data_fail(d, &b->item, "supersedes", "Circle",
                      "It supersedes itself, by way of others.");
    }
}

/* Puts every benchmark behind the one that it supersedes; the first ones are sorted by id. */
static void sort(struct arena *a, struct benchmarks *all)
{
    size_t n = all->benchmarks.n;
    struct benchmark *sorted = arena_array(a, n, sizeof *sorted);
    struct str *ids = arena_array(a, n, sizeof *ids);
    size_t done = 0;

    for (size_t i = 0; i < n; i++)
        ids[i] = all->benchmarks.items[i].id;
    sort_list(ids, n, sizeof *ids, str_cmp_ptr);
    for (size_t i = 0; i < n; i++) {
        if (by_id(all, ids[i])->supersedes.n)
            continue;
        sorted[done++] = *by_id(all, ids[i]);
        for (size_t at = done - 1; at < done; at++)
            for (size_t k = 0; k < n; k++)
                if (str_eq(by_id(all, ids[k])->supersedes, sorted[at].id))
                    sorted[done++] = *by_id(all, ids[k]);
    }
    all->benchmarks.items = sorted;
    for (size_t i = 0; i < n; i++)
        sorted[i].before = sorted[i].supersedes.n ? by_id(all, sorted[i].supersedes) : NULL;
}

void benchmarks_load(struct arena *a, const struct data_files *files, struct hcl_diags *d,
                     struct benchmarks *ret)
{
    *ret = (struct benchmarks){ 0 };
    data_read(a, files, "controls", control_blocks, ARRAY_LEN(control_blocks), ret, d);
    data_read(a, files, "benchmarks", benchmark_blocks, ARRAY_LEN(benchmark_blocks), ret, d);
    if (has_too_many(ret, d))
        return;
    sort_list(ret->controls.items, ret->controls.n, sizeof *ret->controls.items, control_order);
    check_controls(ret, d);
    check_names(ret, d);
    check_order(ret, d);
    for (size_t i = 0; i < ret->benchmarks.n; i++)
        check_benchmark(ret, &ret->benchmarks.items[i], d);
    if (d->n_errors == 0)
        sort(a, ret);
}

/* ---- looking up ------------------------------------------------------------------------------ */

/* The family that a version without one is of. */
static const struct str family = STR_INIT("cis-aws-");

static struct str version_of(struct str name)
{
    if (str_starts(name, family))
        name = str_skip(name, family.n);
    if (name.n > 1 && name.p[0] == 'v' && name.p[1] >= '0' && name.p[1] <= '9')
        name = str_skip(name, 1);
    return name;
}

const struct benchmark *benchmarks_find(const struct benchmarks *all, struct str name)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str full = str_printf(&a, "%.*s%.*s", STR(family), STR(version_of(name)));

    for (size_t i = 0; i < all->benchmarks.n; i++)
        if (benchmark_is_named(&all->benchmarks.items[i], name))
            return &all->benchmarks.items[i];
    for (size_t i = 0; i < all->benchmarks.n; i++)
        if (benchmark_is_named(&all->benchmarks.items[i], full))
            return &all->benchmarks.items[i];
    return NULL;
}

/* How many bytes both begin with. */
static size_t common(struct str x, struct str y)
{
    size_t n = 0;

    while (n < x.n && n < y.n && x.p[n] == y.p[n])
        n++;
    return n;
}

const struct benchmark *benchmarks_nearest(const struct benchmarks *all, struct str name)
{
    const struct benchmark *best = NULL;
    size_t most = 0;

    /* Versions are like each other in what they begin with: 1.4 and 1.4.1 are meant to be 1.4.0,
     * 1.6 is after 1.5.0. */
    for (size_t i = 0; i < all->benchmarks.n; i++) {
        const struct benchmark *b = &all->benchmarks.items[i];
        size_t n = common(version_of(b->id), version_of(name));

        for (size_t k = 0; k < b->aliases.n; k++)
            if (common(version_of(b->aliases.items[k]), version_of(name)) > n)
                n = common(version_of(b->aliases.items[k]), version_of(name));
        if (n >= most) { /* of equal ones the latest */
            best = b;
            most = n;
        }
    }
    return best;
}

const struct recommendation *benchmark_find_control(const struct benchmark *b,
                                                    const struct control *control)
{
    for (size_t i = 0; i < b->recommendations.n; i++)
        if (b->recommendations.items[i].control == control)
            return &b->recommendations.items[i];
    return NULL;
}

const struct recommendation *benchmark_find(const struct benchmark *b, struct str number_or_key)
{
    for (size_t i = 0; i < b->recommendations.n; i++) {
        const struct recommendation *r = &b->recommendations.items[i];

        if (str_eq(r->number, number_or_key) || str_eq(r->control_key, number_or_key))
            return r;
    }
    return NULL;
}

struct benchmark_counts benchmark_count(const struct benchmark *b)
{
    struct benchmark_counts c = { .all = b->recommendations.n };

    for (size_t i = 0; i < b->recommendations.n; i++) {
        const struct recommendation *r = &b->recommendations.items[i];

        c.level_1 += r->level == 1;
        c.level_2 += r->level == 2;
        c.automated += r->assessment == ASSESSMENT_AUTOMATED;
        c.manual += r->assessment == ASSESSMENT_MANUAL;
    }
    return c;
}
