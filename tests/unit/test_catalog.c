/*
 * The catalogs of module repositories: those that come with the program against lists of what they
 * must know (tests/data/catalogs/ *.txt), a made-up one that says all that can be said (acme/), and
 * ones with mistakes (bad/).
 */
#include "unit.h"

#include "base/fs.h"
#include "hcl/diag.h"
#include "judge/benchmark.h"
#include "upgrade/catalog.h"
#include "upgrade/issues.h"

#define FOLDER "tests/data/catalogs/"

/* ---- loading --------------------------------------------------------------------------------- */

/* The built-in catalogs, and those of a folder if it is not NULL. */
static void load(struct arena *a, const char *folder, struct catalog *ret, struct hcl_diags *d)
{
    struct str dirs[] = { str_z(folder) };
    struct data_files files;
    struct err e;

    *d = (struct hcl_diags){ .arena = a };
    if (data_files_open(a, dirs, folder ? 1 : 0, &files, &e) < 0)
        fail_msg("%s: %s", folder, e.message);
    catalog_load(a, &files, ret, d);
}

static void print_diags(const struct hcl_diags *d)
{
    AUTO_BUF struct buf b = BUF_INIT;

    for (size_t i = 0; i < d->n; i++)
        hcl_diag_print(&b, &d->items[i]);
    if (b.n)
        print_message("%.*s", STR(buf_str(&b)));
}

static void load_good(struct arena *a, const char *folder, struct catalog *ret)
{
    struct hcl_diags d;

    load(a, folder, ret, &d);
    print_diags(&d);
    assert_int_equal(d.n_errors, 0);
}

static const struct catalog_repository *repository(const struct catalog *c, const char *name)
{
    for (size_t i = 0; i < c->repositories.n; i++)
        if (str_is(c->repositories.items[i].name, name))
            return &c->repositories.items[i];
    fail_msg("no repository %s", name);
    return NULL;
}

static const struct catalog_target *target(const struct catalog_repository *r,
                                           const char *benchmark)
{
    const struct catalog_target *t = catalog_target(r, str_z(benchmark));

    if (!t)
        fail_msg("no target %s", benchmark);
    return t;
}

static struct semver version(const char *text)
{
    struct semver v;

    assert_true(semver_parse(str_z(text), &v));
    return v;
}

/* ---- lists ----------------------------------------------------------------------------------- */

struct lines {
    VEC(struct str) of;
};

static struct str read_file(struct arena *a, const char *path)
{
    struct str text;
    struct err e;

    if (fs_read(a, path, &text, NULL, &e) < 0)
        fail_msg("%s: %s", path, e.message);
    return text;
}

static void read_lines(struct arena *a, const char *path, struct lines *ret)
{
    struct str text = read_file(a, path);

    while (text.n) {
        struct str line = str_cut(&text, '\n');

        if (line.n && line.p[0] != '#')
            vec_push(a, &ret->of, line);
    }
}

static size_t only_in(const struct lines *x, const struct lines *y, const char *what)
{
    size_t missing = 0;

    for (size_t i = 0; i < x->of.n; i++) {
        bool found = false;

        for (size_t k = 0; !found && k < y->of.n; k++)
            found = str_eq(x->of.items[i], y->of.items[k]);
        if (!found)
            print_message("%s: %.*s\n", what, STR(x->of.items[i]));
        missing += !found;
    }
    return missing;
}

/* Every line of the file is in the data, and the other way round. */
static void compare(struct arena *a, const char *path, const struct lines *got)
{
    struct lines want = { 0 };

    read_lines(a, path, &want);
    assert_int_equal(only_in(&want, got, "not in the data") +
                         only_in(got, &want, "not in the list"),
                     0);
    assert_int_equal(got->of.n, want.of.n);
}

/* ---- what comes with the program ------------------------------------------------------------- */

static void counts(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    static const struct {
        const char *name;
        size_t names, targets, releases, breaking, minor, modules, inputs, roles;
    } want[] = {
        { "terraform-aws-cis-service-catalog", 2, 4, 84, 16, 24, 21, 131, 3 },
        { "terraform-aws-security", 2, 4, 34, 11, 9, 27, 23, 3 },
    };
    struct catalog c;

    (void)state;
    load_good(&a, NULL, &c);
    assert_int_equal(c.repositories.n, ARRAY_LEN(want));
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        const struct catalog_repository *r = repository(&c, want[i].name);
        size_t breaking = 0, minor = 0, inputs = 0, roles = 0;

        print_message("%s\n", want[i].name);
        for (size_t k = 0; k < r->releases.n; k++) {
            breaking += r->releases.items[k].breaking;
            minor += r->releases.items[k].minor;
        }
        for (size_t k = 0; k < r->modules.n; k++) {
            inputs += r->modules.items[k].inputs.n;
            roles += r->modules.items[k].role.n > 0;
        }
        assert_int_equal(r->names.n, want[i].names);
        assert_int_equal(r->targets.n, want[i].targets);
        assert_int_equal(r->releases.n, want[i].releases);
        assert_int_equal(breaking, want[i].breaking);
        assert_int_equal(minor, want[i].minor);
        assert_int_equal(r->modules.n, want[i].modules);
        assert_int_equal(inputs, want[i].inputs);
        assert_int_equal(roles, want[i].roles);
    }
}

static void knows_every_release(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct catalog c;
    struct lines got = { 0 };

    (void)state;
    load_good(&a, NULL, &c);
    for (size_t i = 0; i < c.repositories.n; i++) {
        const struct catalog_repository *r = &c.repositories.items[i];

        for (size_t k = 0; k < r->releases.n; k++) {
            const struct catalog_release *release = &r->releases.items[k];
            const char *kind = release->breaking ? "breaking" : release->minor ? "minor" : "safe";

            assert_false(release->breaking && release->minor);
            vec_push(&a, &got.of,
                     str_printf(&a, "%.*s %.*s %.*s %s", STR(r->name), STR(release->tag),
                                STR(release->date), kind));
        }
    }
    compare(&a, FOLDER "releases.txt", &got);
}

/* No release that is listed mends an older line of versions, so that dates follow versions. */
static void dates_follow_versions(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct catalog c;

    (void)state;
    load_good(&a, NULL, &c);
    for (size_t i = 0; i < c.repositories.n; i++)
        for (size_t k = 1; k < c.repositories.items[i].releases.n; k++) {
            const struct catalog_release *release = &c.repositories.items[i].releases.items[k];

            if (str_cmp(release[-1].date, release->date) > 0)
                fail_msg("%.*s is of %.*s, but follows %.*s of %.*s", STR(release->tag),
                         STR(release->date), STR(release[-1].tag), STR(release[-1].date));
        }
}

static void knows_every_input(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct catalog c;
    struct lines got = { 0 };

    (void)state;
    load_good(&a, NULL, &c);
    for (size_t i = 0; i < c.repositories.n; i++)
        for (size_t k = 0; k < c.repositories.items[i].modules.n; k++) {
            const struct catalog_module *m = &c.repositories.items[i].modules.items[k];

            for (size_t n = 0; n < m->inputs.n; n++) {
                const struct catalog_input *input = &m->inputs.items[n];
                AUTO_BUF struct buf type = BUF_INIT;

                for (size_t p = 0; p < input->type.n; p++)
                    if (input->type.p[p] != ' ')
                        buf_addc(&type, input->type.p[p]);
                vec_push(&a, &got.of,
                         str_printf(&a, "%.*s %.*s %.*s %.*s %s %.*s %.*s",
                                    STR(c.repositories.items[i].name), STR(m->path),
                                    STR(input->name), STR(buf_str(&type)),
                                    input->required ? "required" : "optional",
                                    STR(input->since_text.n ? input->since_text : str_lit("-")),
                                    STR(input->until_text.n ? input->until_text : str_lit("-"))));
            }
        }
    compare(&a, FOLDER "inputs.txt", &got);
}

static bool holds(const struct data_texts *texts, struct str text)
{
    for (size_t i = 0; i < texts->n; i++)
        if (str_eq(texts->items[i], text))
            return true;
    return false;
}

/* Each list has all of the one before it, and what is new. */
static void knows_every_region(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct catalog c;
    struct lines got = { 0 };

    (void)state;
    load_good(&a, NULL, &c);
    for (size_t i = 0; i < c.repositories.n; i++) {
        const struct catalog_repository *r = &c.repositories.items[i];
        static const struct data_texts none;
        const struct data_texts *last = &none;

        for (size_t k = 0; k < r->releases.n; k++) {
            const struct catalog_release *release = &r->releases.items[k];
            AUTO_BUF struct buf added = BUF_INIT;

            if (!release->regions.n)
                continue;
            for (size_t n = 0; n < release->regions.n; n++)
                if (!holds(last, release->regions.items[n]))
                    buf_printf(&added, "%s%.*s", added.n ? "," : "",
                               STR(release->regions.items[n]));
            for (size_t n = 0; n < last->n; n++)
                assert_true(holds(&release->regions, last->items[n]));
            vec_push(&a, &got.of,
                     str_printf(&a, "%.*s %.*s %zu %.*s", STR(r->name), STR(release->tag),
                                release->regions.n, STR(buf_str(&added))));
            last = &release->regions;
        }
    }
    compare(&a, FOLDER "regions.txt", &got);
}

/* Targets are benchmarks that are known, with recommendations that they have. */
static void knows_the_benchmarks(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_diags d = { .arena = &a };
    struct benchmarks benchmarks;
    struct data_files files;
    struct catalog c;
    struct err e;
    size_t n = 0;

    (void)state;
    assert_int_equal(data_files_open(&a, NULL, 0, &files, &e), 0);
    benchmarks_load(&a, &files, &d, &benchmarks);
    load_good(&a, NULL, &c);
    for (size_t i = 0; i < c.repositories.n; i++)
        for (size_t k = 0; k < c.repositories.items[i].targets.n; k++) {
            const struct catalog_target *t = &c.repositories.items[i].targets.items[k];
            const struct benchmark *b = benchmarks_find(&benchmarks, t->benchmark);

            if (!b)
                fail_msg("no benchmark %.*s", STR(t->benchmark));
            for (size_t m = 0; m < t->recommendations.n; m++, n++)
                if (!benchmark_find(b, t->recommendations.items[m]))
                    fail_msg("%.*s has no %.*s", STR(t->benchmark),
                             STR(t->recommendations.items[m]));
        }
    assert_int_equal(n, 20);
}

static bool has_input(const struct catalog_module *m, struct str name)
{
    for (size_t i = 0; i < m->inputs.n; i++)
        if (str_eq(m->inputs.items[i].name, name))
            return true;
    return false;
}

/* `providers` is no input of a module, but written like one. */
static size_t unknown_inputs(const struct catalog_repository *r, const struct steps *by_kind)
{
    static const enum step_kind kinds[] = { STEP_INPUT, STEP_RENAME_INPUT, STEP_REMOVE_INPUT };
    size_t n = 0;

    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        for (size_t k = 0; k < by_kind[kinds[i]].n; k++) {
            const struct step *s = &by_kind[kinds[i]].items[k];
            bool known = str_is(s->name, "providers"), known_to = s->to.n == 0;

            for (size_t m = 0; m < r->modules.n; m++) {
                const struct catalog_module *module = &r->modules.items[m];

                if (!catalog_means(&s->modules, module->path))
                    continue;
                known |= has_input(module, s->name);
                known_to |= has_input(module, s->to);
            }
            if (!known || !known_to)
                print_message("no input %.*s %.*s\n", STR(s->name), STR(s->to));
            n += !known || !known_to;
        }
    return n;
}

/* A misspelt input would be written, and ignored by Terraform without a word. */
static void steps_name_known_inputs(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct catalog c;
    size_t n = 0;

    (void)state;
    load_good(&a, FOLDER "acme", &c);
    for (size_t i = 0; i < c.repositories.n; i++) {
        const struct catalog_repository *r = &c.repositories.items[i];

        for (size_t k = 0; k < r->targets.n; k++)
            n += unknown_inputs(r, r->targets.items[k].by_kind);
        for (size_t k = 0; k < r->releases.n; k++)
            n += unknown_inputs(r, r->releases.items[k].by_kind);
    }
    assert_int_equal(n, 0);
}

/* ---- looking up ------------------------------------------------------------------------------ */

static void goals(void **state)
{
    static const struct {
        const char *repository, *benchmark, *goal, *exact;
    } want[] = {
        { "terraform-aws-cis-service-catalog", "cis-aws-1.3.0", "v0.11.1", "v0.11.1" },
        { "terraform-aws-cis-service-catalog", "cis-aws-1.4.0", "v0.27.5", "v0.27.0" },
        { "terraform-aws-cis-service-catalog", "cis-aws-1.5.0", "v0.42.9", "v0.42.9" },
        { "terraform-aws-cis-service-catalog", "cis-aws-3.0.0", "v1.2.2", "v1.2.0" },
        { "terraform-aws-security", "cis-aws-1.3.0", "v0.44.10", "v0.44.6" },
        { "terraform-aws-security", "cis-aws-1.4.0", "v0.54.0", "v0.54.0" },
        { "terraform-aws-security", "cis-aws-1.5.0", "v0.67.2", "v0.67.2" },
        { "terraform-aws-security", "cis-aws-3.0.0", "v1.7.0", "v1.4.0" },
        { "acme-modules", "cis-aws-1.4.0", "v1.2.1", "v1.2.0" },
        { "acme-modules", "cis-aws-1.5.0", "v2.0.0", "v2.0.0" },
    };
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct catalog c;

    (void)state;
    load_good(&a, FOLDER "acme", &c);
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        const struct catalog_repository *r = repository(&c, want[i].repository);
        const struct catalog_target *t = target(r, want[i].benchmark);

        print_message("%s %s\n", want[i].repository, want[i].benchmark);
        assert_str(catalog_goal(r, t, false), want[i].goal);
        assert_str(catalog_goal(r, t, true), want[i].exact);
    }
    assert_str(catalog_targets(&a, &c),
               "cis-aws-1.3.0, cis-aws-1.4.0, cis-aws-1.5.0, cis-aws-3.0.0");
}

static void targets_follow_each_other(void **state)
{
    static const char *const order[] = { "cis-aws-1.3.0", "cis-aws-1.4.0", "cis-aws-1.5.0",
                                         "cis-aws-3.0.0" };
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct catalog c;

    (void)state;
    load_good(&a, NULL, &c);
    for (size_t i = 0; i < c.repositories.n; i++)
        for (size_t k = 0; k < ARRAY_LEN(order); k++)
            assert_ptr_equal(target(&c.repositories.items[i], order[k])->previous,
                             k ? target(&c.repositories.items[i], order[k - 1]) : NULL);
}

static void standing(void **state)
{
    static const struct {
        const char *version;
        bool past;
        size_t regions;
    } want[] = {
        { "v0.24.0", false, 0 },  { "v0.25.0", false, 25 }, { "v0.27.5", false, 25 },
        { "v0.27.9", false, 25 }, { "v0.28.0", true, 25 },  { "v0.28.9", true, 25 },
        { "v0.29.0", true, 26 },  { "0.42.0", true, 27 },   { "v1.2.2", true, 37 },
    };
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct catalog c;
    const struct catalog_repository *r;

    (void)state;
    load_good(&a, NULL, &c);
    r = repository(&c, "terraform-aws-cis-service-catalog");
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        struct semver v = version(want[i].version);

        print_message("%s\n", want[i].version);
        assert_int_equal(catalog_is_past(r, target(r, "cis-aws-1.4.0"), &v), want[i].past);
        assert_int_equal(catalog_regions(r, &v)->n, want[i].regions);
    }
}

static void sources(void **state)
{
    static const struct {
        const char *source, *repository, *module, *role;
    } want[] = {
        { "git::git@github.com:gruntwork-io/terraform-aws-cis-service-catalog.git//modules/"
          "landingzone/account-baseline-root?ref=v0.22.0",
          "terraform-aws-cis-service-catalog", "modules/landingzone/account-baseline-root",
          "root" },
        { "github.com/Gruntwork-IO/cis-compliance-aws//modules/security/macie?ref=v0.27.0",
          "terraform-aws-cis-service-catalog", "modules/security/macie", "" },
        { "git::https://github.com/gruntwork-io/module-security.git//modules/"
          "account-baseline-app?ref=v0.44.6",
          "terraform-aws-security", "modules/account-baseline-app", "app" },
        { "git::ssh://git@git.acme.example/platform/modules.git//modules/dns?ref=v1.0.0",
          "acme-modules", "modules/dns", "" },
        { "git::git@github.com:gruntwork-io/terraform-aws-security.git//modules/ntp?ref=v0.44.6",
          "terraform-aws-security", NULL, NULL },
        { "git::git@github.com:gruntwork-io/terraform-aws-vpc.git//modules/vpc-app?ref=v0.1.0",
          NULL, NULL, NULL },
    };
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct catalog c;

    (void)state;
    load_good(&a, FOLDER "acme", &c);
    for (size_t i = 0; i < ARRAY_LEN(want); i++) {
        struct str text = str_z(want[i].source);
        const struct catalog_repository *r;
        const struct catalog_module *m;
        struct source s;

        print_message("%s\n", want[i].source);
        source_parse(&a, text, text, SOURCE_IN_TERRAGRUNT, &s);
        r = catalog_find(&c, &s);
        assert_int_equal(r != NULL, want[i].repository != NULL);
        if (!r)
            continue;
        assert_str(r->name, want[i].repository);
        m = catalog_module(r, s.path);
        assert_int_equal(m != NULL, want[i].module != NULL);
        if (!m)
            continue;
        assert_str(m->path, want[i].module);
        assert_str(m->role, want[i].role);
    }
}

static void modules_that_left(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct catalog c;
    const struct catalog_module *m;

    (void)state;
    load_good(&a, NULL, &c);
    m = catalog_module(repository(&c, "terraform-aws-security"),
                       str_lit("modules/account-baseline-security"));
    assert_non_null(m);
    assert_str(m->until_text, "v0.49.0");
    assert_int_equal(m->until.parts[1], 49);
    assert_str(m->moved_to, "github.com/gruntwork-io/terraform-aws-service-catalog//modules/"
                            "landingzone/account-baseline-security");
}

/* A change of a module that a baseline has in it concerns the baseline. */
static void concerned(void **state)
{
    static const struct {
        const char *tag, *module;
        bool yes;
    } want[] = {
        { "v0.17.0", "modules/aws-securityhub", true },
        { "v0.17.0", "modules/cloudtrail", false },
        { "v0.23.0", "modules/security/aws-securityhub", true },
        { "v0.23.0", "modules/landingzone/account-baseline-app", true },
        { "v0.23.0", "modules/landingzone/account-baseline-security", true },
        { "v0.23.0", "modules/networking/vpc", false },
        { "v0.25.0", "modules/networking/vpc", true },
        { "v0.27.0", "modules/landingzone/account-baseline-app", true },
        { "v0.27.0", "modules/landingzone/account-baseline-security", false },
        { "v0.47.6", "modules/landingzone/account-baseline-root", true },
    };
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct catalog c;
    const struct catalog_repository *r;

    (void)state;
    load_good(&a, NULL, &c);
    r = repository(&c, "terraform-aws-cis-service-catalog");
    for (size_t i = 0; i < ARRAY_LEN(want); i++)
        for (size_t k = 0; k < r->releases.n; k++)
            if (str_is(r->releases.items[k].tag, want[i].tag)) {
                print_message("%s %s\n", want[i].tag, want[i].module);
                assert_int_equal(catalog_means(&r->releases.items[k].modules,
                                               str_z(want[i].module)),
                                 want[i].yes);
            }
}

/* ---- acme ------------------------------------------------------------------------------------ */

static const struct step *step(const struct steps *by_kind, enum step_kind kind, const char *name)
{
    for (size_t i = 0; i < by_kind[kind].n; i++)
        if (str_is(by_kind[kind].items[i].name, name))
            return &by_kind[kind].items[i];
    fail_msg("no step %s", name);
    return NULL;
}

static void every_kind_of_step(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct catalog c;
    const struct catalog_repository *r;
    const struct catalog_release *last;
    const struct step *s;
    size_t n[STEP_KINDS] = { 0 };

    (void)state;
    load_good(&a, FOLDER "acme", &c);
    r = repository(&c, "acme-modules");
    assert_int_equal(r->releases.n, 5);
    assert_int_equal(r->targets.n, 2);
    assert_int_equal(r->relations.n, 1);
    assert_int_equal(r->questions.n, 1);
    for (unsigned kind = 0; kind < STEP_KINDS; kind++) {
        for (size_t i = 0; i < r->targets.n; i++)
            n[kind] += r->targets.items[i].by_kind[kind].n;
        for (size_t i = 0; i < r->releases.n; i++)
            n[kind] += r->releases.items[i].by_kind[kind].n;
        assert_int_equal(n[kind], kind == STEP_INPUT ? 2 : 1);
    }
    last = &r->releases.items[4];
    assert_str(last->tag, "v2.0.0");
    assert_str(step(last->by_kind, STEP_RENAME_INPUT, "master")->to, "watched_by");
    assert_non_null(step(last->by_kind, STEP_BLOCK, "generate.backend")->when);
    assert_non_null(step(last->by_kind, STEP_STATE, "trails")->actions);
    s = step(last->by_kind, STEP_PIN, "terraform");
    assert_int_equal(s->kind, STEP_PIN);
    assert_str(s->minimum, "1.0.0");
    assert_str(s->before, "2.0.0");
    s = step(target(r, "cis-aws-1.5.0")->by_kind, STEP_INPUT, "watched_by");
    assert_non_null(s->replace);
    assert_str(s->issue, "watched-by-nobody");
    assert_true(step(target(r, "cis-aws-1.5.0")->by_kind, STEP_NOTE, "tell-the-contact")->manual);
}

/* ---- mistakes -------------------------------------------------------------------------------- */

/* "7:15 Circle: It comes after itself." */
static void got_lines(struct arena *a, const struct hcl_diags *d, struct lines *ret)
{
    for (size_t i = 0; i < d->n; i++) {
        uint32_t line, column;

        hcl_position(d->items[i].source->text, d->items[i].at.start, &line, &column);
        vec_push(a, &ret->of,
                 str_printf(a, "%u:%u %.*s: %.*s", line, column, STR(d->items[i].summary),
                            STR(d->items[i].detail)));
    }
}

/* A file begins with what it is told: comments up to the first line that is none. */
static void wanted_lines(struct arena *a, struct str text, struct lines *ret)
{
    while (text.n) {
        struct str line = str_cut(&text, '\n');

        if (!str_starts(line, str_lit("# ")))
            break;
        vec_push(a, &ret->of, str_skip(line, 2));
    }
}

static void tells_what_is_wrong(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct fs_entries folders = { 0 };
    struct err e;
    size_t wrong = 0;

    (void)state;
    if (fs_list(&a, FOLDER "bad", &folders, &e) < 0)
        fail_msg("%s", e.message);
    assert_int_equal(folders.n, 11);
    for (size_t i = 0; i < folders.n; i++) {
        struct str folder = str_printf(&a, FOLDER "bad/%.*s", STR(folders.items[i].name));
        struct str file = str_printf(&a, "%.*s/catalogs/bad.hcl", STR(folder));
        struct lines want = { 0 }, got = { 0 };
        struct hcl_diags d;
        struct catalog c;

        load(&a, folder.p, &c, &d);
        got_lines(&a, &d, &got);
        wanted_lines(&a, read_file(&a, file.p), &want);
        print_message("%.*s\n", STR(folder));
        wrong += only_in(&want, &got, "  not told") + only_in(&got, &want, "  told");
        wrong += got.of.n != want.of.n || want.of.n == 0;
        assert_int_equal(d.n_errors, d.n);
    }
    assert_int_equal(wrong, 0);
}

/* A step's issue can be asked for: footing upgrade explain ID. */
static void check_step_issues(const struct issues *all, const struct steps *by_kind)
{
    for (unsigned kind = 0; kind < STEP_KINDS; kind++)
        for (size_t i = 0; i < by_kind[kind].n; i++) {
            struct str id = by_kind[kind].items[i].issue;

            if (id.n && !issues_find(all, id))
                fail_msg("%.*s: no issue \"%.*s\"", STR(by_kind[kind].items[i].name), STR(id));
        }
}

static void names_issues_that_exist(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_diags d = { .arena = &a };
    struct data_files files;
    struct issues all;
    struct catalog c;
    struct err e;

    (void)state;
    load_good(&a, NULL, &c);
    assert_int_equal(data_files_open(&a, NULL, 0, &files, &e), 0);
    issues_load(&a, &files, &d, &all);
    for (size_t i = 0; i < c.repositories.n; i++) {
        const struct catalog_repository *r = &c.repositories.items[i];

        for (size_t k = 0; k < r->targets.n; k++)
            check_step_issues(&all, r->targets.items[k].by_kind);
        for (size_t k = 0; k < r->releases.n; k++)
            check_step_issues(&all, r->releases.items[k].by_kind);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_issues_that_exist),
        cmocka_unit_test(counts),
        cmocka_unit_test(knows_every_release),
        cmocka_unit_test(dates_follow_versions),
        cmocka_unit_test(knows_every_input),
        cmocka_unit_test(knows_every_region),
        cmocka_unit_test(knows_the_benchmarks),
        cmocka_unit_test(steps_name_known_inputs),
        cmocka_unit_test(goals),
        cmocka_unit_test(targets_follow_each_other),
        cmocka_unit_test(standing),
        cmocka_unit_test(sources),
        cmocka_unit_test(modules_that_left),
        cmocka_unit_test(concerned),
        cmocka_unit_test(every_kind_of_step),
        cmocka_unit_test(tells_what_is_wrong),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
