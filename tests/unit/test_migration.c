/*
 * Migrations: addresses, words of a shell, files read and written, and what they mean for a state,
 * by the cases of tests/data/migration (see its README).
 */
#include "unit.h"

#include "base/fs.h"
#include "text/json.h"
#include "upgrade/migration_check.h"

#define FOLDER "tests/data/migration/"

/* ---- addresses ----------------------------------------------------------------------------- */

static const char *const addresses[] = {
    "aws_x.a",
    "data.aws_x.a",
    "aws_x.a[0]",
    "aws_x.a[\"k\"]",
    "module.m",
    "module.m[12]",
    "module.m[\"a b\"].module.n.data.aws_y.z[\"q\\\"\\\\ ]\"]",
    "module.m[\"\"].aws_x.a",
    "module.m[\"x.y[0]\"].aws_x.a-b_c",
    "aws_x.a[\"$${b} %%{c} $ %\"]",
    "aws_x.a[\"\\n\\t\\r\\u0001\"]",
    "aws_x.module",
    "data.data.data",
    "\xc3\xa4.\xc3\xb6[\"\xc3\xbc\"]",
};

static const char *const no_addresses[] = {
    "",
    "aws_x",
    "aws_x.",
    ".aws_x.a",
    "aws_x.a.b",
    "aws_x.a[]",
    "aws_x.a[-1]",
    "aws_x.a[x]",
    "aws_x.a[\"k]",
    "aws_x.a[\"k\"",
    "module",
    "module.",
    "module.m.",
    "module.m.aws_x",
    "data.aws_x",
    "aws_x.a[0]x",
    "aws_x.a [0]",
    "module.m[0][1]",
    "aws_x.a[\"\\q\"]",
    "aws_x.a[\"\\ud800\"]",
    "1x.a",
    "aws_x.a[99999999999999999999]",
    "aws_x.*",
};

static void reads_addresses(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct resource_address address;
    struct err e;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(addresses); i++) {
        print_message("%s\n", addresses[i]);
        assert_int_equal(resource_address_parse(&a, str_z(addresses[i]), &address, &e), 0);
        assert_str(resource_address_text(&a, &address), addresses[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(no_addresses); i++) {
        print_message("%s\n", no_addresses[i]);
        assert_int_equal(resource_address_parse(&a, str_z(no_addresses[i]), &address, &e), -1);
        assert_int_equal(e.code, ERR_USAGE);
    }
}

static void limits_addresses(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf b = BUF_INIT;
    struct resource_address address;
    struct err e;

    (void)state;
    for (size_t i = 0; i < RESOURCE_MODULES_MAX; i++)
        buf_addz(&b, i ? ".module.m" : "module.m");
    assert_int_equal(resource_address_parse(&a, buf_str(&b), &address, &e), 0);
    buf_addz(&b, ".module.m");
    assert_int_equal(resource_address_parse(&a, buf_str(&b), &address, &e), -1);
    assert_int_equal(e.code, ERR_LIMIT);
}

/* ---- words --------------------------------------------------------------------------------- */

/* Text, and its words separated by "|"; NULL: an error. */
static const char *const splits[][2] = {
    { "mv a b", "mv|a|b" },
    { "  mv\t'a b'  \"c d\" ", "mv|a b|c d" },
    { "rm 'm[\"k\"].x.y'", "rm|m[\"k\"].x.y" },
    { "rm \"m[\\\"k\\\"].x.y\"", "rm|m[\"k\"].x.y" },
    { "rm m[\\\"k\\\"]", "rm|m[\"k\"]" },
    { "a''b ''", "ab|" },
    { "'it'\\''s'", "it's" },
    { "'a\\b'", "a\\b" },
    { "a\\ b", "a b" },
    { "", "" },
    { "a 'b", NULL },
    { "a \"b", NULL },
    { "a\\", NULL },
    { "a; b", NULL },
    { "a $(b)", NULL },
    { "a > b", NULL },
    { "a `b`", NULL },
};

static void splits_words(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct shell_words words;
    struct err e;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(splits); i++) {
        AUTO_BUF struct buf joined = BUF_INIT, quoted = BUF_INIT;
        struct shell_words again;

        print_message("%s\n", splits[i][0]);
        assert_int_equal(shell_split(&a, str_z(splits[i][0]), &words, &e), splits[i][1] ? 0 : -1);
        if (!splits[i][1])
            continue;
        for (size_t k = 0; k < words.n; k++) {
            buf_addz(&joined, k ? "|" : "");
            buf_add(&joined, words.items[k]);
            buf_addc(&quoted, ' ');
            shell_quote(&quoted, words.items[k]);
        }
        assert_str(buf_str(&joined), splits[i][1]);
        assert_int_equal(shell_split(&a, buf_str(&quoted), &again, &e), 0);
        assert_int_equal(again.n, words.n);
        for (size_t k = 0; k < words.n; k++)
            assert_true(str_eq(again.items[k], words.items[k]));
    }
}

/* ---- case files ---------------------------------------------------------------------------- */

struct test_case {
    const char *title;
    struct map sections; /* name to struct str * */
};

struct test_cases {
    struct test_case **items;
    size_t n, cap;
};

static struct str section(const struct test_case *c, const char *name)
{
    const struct str *text = map_get(&c->sections, str_z(name));

    return text ? *text : (struct str){ 0 };
}

static struct test_cases read_cases(struct arena *a, const char *path)
{
    struct test_cases list = { 0 };
    struct str text, *open = NULL;
    struct err e;

    if (fs_read(a, path, &text, NULL, &e) < 0)
        fail_msg("%s", e.message);
    while (text.n) {
        struct str line = str_cut(&text, '\n');

        if (str_starts(line, str_lit("=== "))) {
            struct test_case *c = arena_new(a, struct test_case);

            c->title = str_cstr(a, str_skip(line, 4));
            vec_push(a, &list, c);
        } else if (str_starts(line, str_lit("--- "))) {
            open = arena_new(a, struct str);
            open->p = text.p;
            map_put(a, &list.items[list.n - 1]->sections, str_skip(line, 4), open);
        } else {
            open->n = (size_t)(line.p + line.n - open->p) + 1;
        }
    }
    return list;
}

/* ---- checks -------------------------------------------------------------------------------- */

static void add_resource(struct arena *a, struct buf *out, struct str line)
{
    struct str source = line, text = str_trim(str_cut(&source, '@')), module;
    struct resource_address address, outer;
    struct err e;

    assert_int_equal(resource_address_parse(a, text, &address, &e), 0);
    outer = address;
    outer.type = str_lit("");
    module = resource_address_text(a, &outer);
    buf_addz(out, "{\"module\":");
    json_quote(out, module);
    if (!module.n) {
        out->n -= 2;
        buf_addz(out, "null");
    }
    buf_printf(out, ",\"mode\":\"%s\",\"type\":\"%.*s\",\"name\":\"%.*s\",\"provider\":",
               address.data ? "data" : "managed", STR(address.type), STR(address.name));
    json_quote(out, str_printf(a, "provider[\"%.*s\"].z",
                               STR(source.n ? source : str_lit("registry.terraform.io/acme/x"))));
    buf_addz(out, ",\"instances\":[{\"attributes\":{\"secret\":");
    json_quote(out, text);
    buf_addz(out, "}");
    if (address.key.kind == INSTANCE_NUMBER)
        buf_printf(out, ",\"index_key\":%d", (int)address.key.number);
    if (address.key.kind == INSTANCE_TEXT) {
        buf_addz(out, ",\"index_key\":");
        json_quote(out, address.key.text);
    }
    buf_addz(out, "}]}");
}

static struct state make_state(struct arena *a, struct str lines)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct state s;
    struct err e;
    bool any = false;

    buf_addz(&b, "{\"version\":4,\"serial\":7,\"lineage\":\"l\",\"resources\":[");
    while (lines.n) {
        if (any)
            buf_addc(&b, ',');
        any = true;
        add_resource(a, &b, str_cut(&lines, '\n'));
    }
    buf_addz(&b, "]}");
    if (state_read(a, str_copy(a, buf_str(&b)), &s, &e) < 0)
        fail_msg("%s", e.message);
    assert_int_equal(s.serial, 7);
    return s;
}

static struct str show_steps(struct arena *a, const struct migration_check *check)
{
    static const char *const statuses[] = { "pending", "done", "gone", "fault" };
    AUTO_BUF struct buf b = BUF_INIT;

    for (size_t i = 0; i < check->steps.n; i++) {
        const struct migration_step *step = &check->steps.items[i];

        buf_printf(&b, "%s %s %.*s", statuses[step->status], migration_verb_name(step->verb),
                   STR(step->from));
        if (step->verb != MIGRATION_RM)
            buf_printf(&b, " %.*s", STR(step->to));
        if (step->status != STEP_FAULT)
            buf_printf(&b, " (%zu)", step->n_instances);
        if (step->what.n)
            buf_printf(&b, ": %.*s", STR(step->what));
        buf_addc(&b, '\n');
    }
    return str_copy(a, buf_str(&b));
}

static struct str show_state(struct arena *a, const struct state *s)
{
    AUTO_BUF struct buf b = BUF_INIT;

    for (size_t i = 0; i < s->instances.n; i++) {
        struct str source = state_provider_source(s->instances.items[i].provider);

        buf_add(&b, s->instances.items[i].text);
        if (source.n && !str_is(source, "registry.terraform.io/acme/x"))
            buf_printf(&b, " @%.*s", STR(source));
        buf_addc(&b, '\n');
    }
    return str_copy(a, buf_str(&b));
}

static struct migration parse_case(struct arena *a, struct str text)
{
    struct hcl_source *source = arena_new(a, struct hcl_source);
    struct hcl_diags d = { .arena = a };
    struct migration m;

    *source = (struct hcl_source){ .path = str_lit("x.tfmigrate.hcl"), .text = text };
    assert_true(migration_is_one(source));
    if (migration_parse(a, source, NULL, &m, &d) < 0)
        fail_msg("%.*s %.*s", STR(d.items[0].summary), STR(d.items[0].detail));
    return m;
}

static void checks_states(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct test_cases cases = read_cases(&a, FOLDER "check.cases");

    (void)state;
    assert_true(cases.n > 10);
    for (size_t i = 0; i < cases.n; i++) {
        const struct test_case *c = cases.items[i];
        struct migration m = parse_case(&a, section(c, "migration"));
        struct state from = make_state(&a, section(c, "state"));
        struct state to = make_state(&a, section(c, "to"));
        struct migration_check check;

        print_message("%s\n", c->title);
        migration_check(&a, &m, &from, m.kind == MIGRATION_STATE ? NULL : &to, &check);
        assert_str(show_steps(&a, &check), str_cstr(&a, section(c, "result")));
        assert_int_equal(section(c, "after").p == NULL, check.n_faults > 0);
        if (check.n_faults)
            continue;
        assert_str(show_state(&a, &check.from), str_cstr(&a, section(c, "after")));
        if (m.kind == MIGRATION_MULTI_STATE)
            assert_str(show_state(&a, &check.to), str_cstr(&a, section(c, "after to")));
    }
}

/* ---- files --------------------------------------------------------------------------------- */

static void reports_errors(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct test_cases cases = read_cases(&a, FOLDER "parse.cases");

    (void)state;
    for (size_t i = 0; i < cases.n; i++) {
        struct hcl_source source = { .path = str_lit("x.tfmigrate.hcl"),
                                     .text = section(cases.items[i], "file") };
        AUTO_BUF struct buf b = BUF_INIT;
        struct hcl_diags d = { .arena = &a };
        struct migration m;

        print_message("%s\n", cases.items[i]->title);
        assert_int_equal(migration_parse(&a, &source, NULL, &m, &d), -1);
        for (size_t k = 0; k < d.n; k++) {
            uint32_t line, column;

            hcl_position(source.text, d.items[k].at.start, &line, &column);
            buf_printf(&b, "x.tfmigrate.hcl:%u:%u: %.*s\n", line, column, STR(d.items[k].summary));
        }
        assert_str(buf_str(&b), str_cstr(&a, section(cases.items[i], "error")));
    }
}

static void reads_json_and_env(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_source source = {
        .path = str_lit("a/20240101_x.json"),
        .text = str_lit("{\"migration\": {\"state\": {\"n\": {\"dir\": \"${env.D}/x\", "
                        "\"actions\": [\"rm aws_x.y['a b']\", \"xmv aws_a.* aws_a.$${1}q\"]}}}}"),
    };
    struct hcl_diags d = { .arena = &a };
    struct str value = str_lit("live");
    struct map env = { 0 };
    struct migration m;

    (void)state;
    map_put(&a, &env, str_lit("D"), &value);
    assert_int_equal(migration_parse(&a, &source, &env, &m, &d), -1); /* quotes are gone: [a b] */
    assert_int_equal(d.n_errors, 1);
    source.text = str_lit("{\"migration\": {\"state\": {\"n\": {\"dir\": \"${env.D}/x\", "
                          "\"actions\": [\"rm 'aws_x.y[\\\"a b\\\"]'\", "
                          "\"xmv aws_a.* aws_a.$${1}q\"]}}}}");
    d = (struct hcl_diags){ .arena = &a };
    assert_int_equal(migration_parse(&a, &source, &env, &m, &d), 0);
    assert_str(m.id, "20240101_x");
    assert_str(m.from.dir, "live/x");
    assert_int_equal(m.actions.n, 2);
    assert_str(m.actions.items[0].from_address.key.text, "a b");
    assert_str(m.actions.items[1].to, "aws_a.${1}q");
}

static void renders_files(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct test_cases cases = read_cases(&a, FOLDER "render.cases");

    (void)state;
    assert_true(cases.n > 2);
    for (size_t i = 0; i < cases.n; i++) {
        const struct test_case *c = cases.items[i];
        struct migration m = parse_case(&a, section(c, "file"));
        AUTO_BUF struct buf b = BUF_INIT;

        print_message("%s\n", c->title);
        migration_render(&b, &m);
        assert_str(buf_str(&b), str_cstr(&a, section(c, "file")));
        for (size_t k = 0; k < c->sections.n; k++) {
            struct str name = c->sections.entries[k].key;

            if (!str_starts(name, str_lit("script ")))
                continue;
            buf_clear(&b);
            migration_render_script(&b, &m, str_skip(name, strlen("script ")));
            assert_str(buf_str(&b), str_cstr(&a, section(c, str_cstr(&a, name))));
        }
    }
}

/* ---- states -------------------------------------------------------------------------------- */

static void reads_states(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text, raised;
    struct state s, again;
    AUTO_BUF struct buf b = BUF_INIT;
    struct err e;

    (void)state;
    assert_int_equal(fs_read(&a, FOLDER "state.json", &text, NULL, &e), 0);
    assert_int_equal(state_read(&a, text, &s, &e), 0);
    assert_int_equal(s.serial, 16);
    assert_int_equal(s.instances.n, 15);
    assert_str(s.instances.items[14].text, "module.m[1].module.n.terraform_data.y[\"q\"]");
    assert_int_equal(state_with_serial(&a, &s, 117, &raised, &e), 0);
    assert_int_equal(raised.n, text.n + 1);
    assert_int_equal(state_read(&a, raised, &again, &e), 0);
    assert_int_equal(again.serial, 117);
    assert_int_equal(state_differences(&s, &again, 10, &b), 0);
    again.instances.items[0].digest = again.instances.items[1].digest;
    again.instances.items[3].provider = str_lit("provider[\"a.b/c/d\"]");
    again.instances.n--;
    assert_int_equal(state_differences(&s, &again, 10, &b), 3);
}

/* What is broken, and that the message says where but never what stands there. */
static const char *const no_states[] = {
    "x",
    "[]",
    "{}",
    "{\"version\":3,\"serial\":1}",
    "{\"version\":4}",
    "{\"version\":4,\"serial\":\"1\"}",
    "{\"version\":4,\"serial\":-1}",
    "{\"version\":4,\"serial\":1,\"resources\":{}}",
    "{\"version\":4,\"serial\":1,\"resources\":[\"SECRET\"]}",
    "{\"version\":4,\"serial\":1,\"resources\":[{\"mode\":\"SECRET\"}]}",
    "{\"version\":4,\"serial\":1,\"resources\":[{\"mode\":\"managed\",\"type\":\"a\"}]}",
    "{\"version\":4,\"serial\":1,\"resources\":[{\"mode\":\"managed\",\"type\":\"a\",\"name\":"
    "\"b\",\"instances\":[{\"index_key\":1.5}]}]}",
    "{\"version\":4,\"serial\":1,\"resources\":[{\"mode\":\"managed\",\"type\":\"a\",\"name\":"
    "\"b\",\"instances\":[{},{}]}]}",
    "{\"version\":4,\"serial\":1,\"resources\":[SECRET]}",
};

static void refuses_no_states(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct state s;
    struct err e;

    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(no_states); i++) {
        print_message("%s\n", no_states[i]);
        assert_int_equal(state_read(&a, str_z(no_states[i]), &s, &e), -1);
        assert_int_equal(e.code, ERR_SYNTAX);
        assert_null(strstr(e.message, "SECRET"));
    }
    assert_int_equal(state_read(&a, str_lit(" \n"), &s, &e), 0);
    assert_false(s.exists);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_addresses),   cmocka_unit_test(limits_addresses),
        cmocka_unit_test(splits_words),      cmocka_unit_test(checks_states),
        cmocka_unit_test(reports_errors),    cmocka_unit_test(reads_json_and_env),
        cmocka_unit_test(renders_files),     cmocka_unit_test(reads_states),
        cmocka_unit_test(refuses_no_states),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
