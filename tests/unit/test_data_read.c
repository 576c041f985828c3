#include "unit.h"

#include "data/read.h"

/* ---- a kind of data with an attribute of every type ------------------------------------------ */

enum colour { COLOUR_RED, COLOUR_GREEN };

static const char *const colours[] = { "red", "green", NULL };

struct part {
    struct data_item item;
    struct str name, side, text;
};

struct thing {
    struct data_item item;
    struct str key, text, name;
    enum colour colour;
    uint64_t number;
    bool yes;
    struct data_texts texts;
    const struct value *object, *any;
    const struct hcl_expr *expr;
    VEC(struct part) parts;
};

struct things {
    VEC(struct thing) things;
};

static const struct data_label part_labels[] = {
    { DATA_LABEL_AT("NAME", struct part, name) },
    { DATA_LABEL_AT("SIDE", struct part, side) },
};
static const struct data_attribute part_attributes[] = {
    { DATA_TEXT_AT("text", struct part, text) },
};
static const struct data_block thing_inner[] = {
    { DATA_BLOCKS_AT("part", struct thing, parts), DATA_HAS(part_labels, part_attributes),
      .unique = true },
};
static const struct data_label thing_labels[] = {
    { DATA_LABEL_AT("KEY", struct thing, key) },
};
static const struct data_attribute thing_attributes[] = {
    { DATA_TEXT_AT("text", struct thing, text), .required = true },
    { DATA_KEY_AT("name", struct thing, name) },
    { DATA_WORD_AT("colour", struct thing, colour, enum colour, colours) },
    { DATA_NUMBER_AT("number", struct thing, number), .min = 1, .max = 3 },
    { DATA_BOOL_AT("yes", struct thing, yes) },
    { DATA_TEXTS_AT("texts", struct thing, texts) },
    { DATA_OBJECT_AT("object", struct thing, object) },
    { DATA_VALUE_AT("any", struct thing, any) },
    { DATA_EXPR_AT("expr", struct thing, expr) },
};
static const struct data_block root[] = {
    { DATA_BLOCKS_AT("thing", struct things, things), DATA_HAS(thing_labels, thing_attributes),
      .blocks = thing_inner, .n_blocks = ARRAY_LEN(thing_inner), .unique = true },
};

static void read_text(struct arena *a, const char *text, struct things *ret, struct hcl_diags *d)
{
    struct data_file items[] = {
        { STR_INIT("other/a.hcl"), STR_INIT("other/a.hcl"), STR_INIT("nonsense = {") },
        { STR_INIT("things/README"), STR_INIT("things/README"), STR_INIT("nonsense = {") },
        { STR_INIT("things/a.hcl"), STR_INIT("things/a.hcl"), str_z(text) },
        { STR_INIT("things/b/c.hcl"), STR_INIT("things/b/c.hcl"),
          STR_INIT("thing \"last\" {\n  text = \"x\"\n}\n") },
        { STR_INIT("things_2/a.hcl"), STR_INIT("things_2/a.hcl"), STR_INIT("nonsense = {") },
    };
    struct data_files files = { items, ARRAY_LEN(items), ARRAY_LEN(items) };

    *ret = (struct things){ 0 };
    *d = (struct hcl_diags){ .arena = a };
    data_read(a, &files, "things", root, ARRAY_LEN(root), ret, d);
}

/* ---- what is read ---------------------------------------------------------------------------- */

static void reads_every_type(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_diags d;
    struct things all;
    const struct thing *t;

    (void)state;
    read_text(&a,
              "thing \"one\" {\n"
              "  text   = \"a $${b} ${1 + 1}\"\n"
              "  name   = \"cis-aws-1.4.0_x\"\n"
              "  colour = \"green\"\n"
              "  number = 3\n"
              "  yes    = true\n"
              "  texts  = [\"x\", \"y\"]\n"
              "  object = { n = 45, list = [1] }\n"
              "  any    = [null]\n"
              "  expr   = row.Name\n"
              "  part \"p\" \"left\" {\n    text = <<-E\n      SELECT 1\n    E\n  }\n"
              "  part \"p\" \"right\" {}\n"
              "}\n"
              "thing \"two\" {\n  text = \"t\"\n}\n",
              &all, &d);
    assert_int_equal(d.n_errors, 0);
    assert_int_equal(all.things.n, 3);
    t = &all.things.items[0];
    assert_str(t->key, "one");
    assert_str(t->text, "a ${b} 2");
    assert_str(t->name, "cis-aws-1.4.0_x");
    assert_int_equal(t->colour, COLOUR_GREEN);
    assert_int_equal(t->number, 3);
    assert_true(t->yes);
    assert_int_equal(t->texts.n, 2);
    assert_str(t->texts.items[1], "y");
    assert_non_null(value_get(t->object, str_lit("n")));
    assert_int_equal(t->any->u.list.n, 1);
    assert_int_equal(t->expr->kind, HCL_EXPR_ATTR);
    assert_int_equal(t->parts.n, 2);
    assert_str(t->parts.items[0].text, "SELECT 1\n");
    assert_str(t->parts.items[1].side, "right");
    assert_str(data_place(&a, &t->parts.items[1].item), "things/a.hcl:16");
    t = &all.things.items[1];
    assert_str(t->key, "two");
    assert_int_equal(t->colour, COLOUR_RED);
    assert_int_equal(t->number, 0);
    assert_null(t->object);
    assert_str(all.things.items[2].key, "last");
}

/* ---- what is refused ------------------------------------------------------------------------- */

/* `body` stands in a thing with a text; the first diagnostic is printed as a user sees it. */
static const struct {
    const char *body, *want;
} refused[] = {
    { "txt = \"\"", "3:1: Unknown attribute|txt = \"\"|^|thing \"x\" takes no attribute \"txt\". "
                    "Did you mean \"text\"?" },
    { "zzzz = 1", "3:1: Unknown attribute|zzzz = 1|^|thing \"x\" takes no attribute \"zzzz\". "
                  "There can be: text, name, colour, number, yes, texts, object, any, expr." },
    { "prat \"a\" \"b\" {}", "3:1: Unknown block|prat \"a\" \"b\" {}|^|"
                             "thing \"x\" takes no block \"prat\". Did you mean \"part\"?" },
    { "part \"a\" {}", "3:1: Wrong number of labels|part \"a\" {}|^|"
                       "It is written: part \"NAME\" \"SIDE\" { ... }" },
    { "part \"a\" \"b\" \"c\" {}", "3:14: Wrong number of labels|part \"a\" \"b\" \"c\" {}|"
                                   "             ^|"
                                   "It is written: part \"NAME\" \"SIDE\" { ... }" },
    { "part \"a\" \"\" {}", "3:10: Empty label|part \"a\" \"\" {}|         ^|"
                            "SIDE is a text that is not empty." },
    { "part \"a\" \"b\" {}\npart \"a\" \"b\" {}",
      "4:6: Written twice|part \"a\" \"b\" {}|     ^|It is also at things/a.hcl:3." },
    { "part \"a\" \"b\" {\n  txet = 1\n}",
      "4:3: Unknown attribute|  txet = 1|  ^|part \"a\" \"b\" takes no attribute \"txet\". "
      "Did you mean \"text\"?" },
    { "number = 4", "3:10: Wrong value|number = 4|         ^|"
                    "\"number\" is a whole number from 1 to 3." },
    { "number = 0", "3:10: Wrong value|number = 0|         ^|"
                    "\"number\" is a whole number from 1 to 3." },
    { "number = 1.5", "3:10: Wrong value|number = 1.5|         ^|"
                      "\"number\" is a whole number from 1 to 3." },
    { "number = \"1\"", "3:10: Wrong value|number = \"1\"|         ^|"
                        "\"number\" is a whole number from 1 to 3." },
    { "colour = \"blue\"", "3:10: Wrong value|colour = \"blue\"|         ^|"
                           "\"colour\" is one of \"red\", \"green\"." },
    { "yes = \"true\"", "3:7: Wrong value|yes = \"true\"|      ^|\"yes\" is true or false." },
    { "name = \"A b\"", "3:8: Wrong value|name = \"A b\"|       ^|\"name\" is a name: lower-case "
                        "letters, digits, \"_\", \"-\" and \".\"." },
    { "name = \"\"", "3:8: Wrong value|name = \"\"|       ^|\"name\" is a name: lower-case "
                     "letters, digits, \"_\", \"-\" and \".\"." },
    { "texts = [\"a\", 1]", "3:9: Wrong value|texts = [\"a\", 1]|        ^|"
                            "\"texts\" is a list of texts that are not empty, all different." },
    { "texts = [\"a\", \"a\"]", "3:9: Wrong value|texts = [\"a\", \"a\"]|        ^|"
                                "\"texts\" is a list of texts that are not empty, all different." },
    { "texts = \"a\"", "3:9: Wrong value|texts = \"a\"|        ^|"
                       "\"texts\" is a list of texts that are not empty, all different." },
    { "object = []", "3:10: Wrong value|object = []|         ^|"
                     "\"object\" is an object: { name = value, ... }." },
    { "object = { a = null }", "3:10: Wrong value|object = { a = null }|         ^|"
                               "\"object\" is an object without null in it." },
    { "any = null", "3:7: Wrong value|any = null|      ^|"
                    "\"any\" is not null; what is not known is not written at all." },
    { "any = row.x", "3:7: Unknown variable|any = row.x|      ^|"
                     "There is no variable \"row\" here." },
    { "any = upper(\"x\")", "3:7: Unknown function|any = upper(\"x\")|      ^|"
                            "There is no function \"upper\"." },
};

static void refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf b = BUF_INIT, got = BUF_INIT;
        struct str text, line;
        struct hcl_diags d;
        struct things all;

        text = str_printf(&a, "thing \"x\" {\ntext = \"t\"\n%s\n}\n", refused[i].body);
        read_text(&a, str_cstr(&a, text), &all, &d);
        print_message("%s\n", refused[i].body);
        assert_int_equal(d.n_errors, 1);
        hcl_diag_print(&b, &d.items[0]);
        text = str_skip(buf_str(&b), strlen("error: things/a.hcl:"));
        while (text.n) {
            line = str_cut(&text, '\n');
            buf_printf(&got, "%s%.*s", got.n ? "|" : "",
                       STR(str_skip(line, str_starts(line, str_lit("    ")) ? 4 : 0)));
        }
        assert_str(buf_str(&got), refused[i].want);
        assert_int_equal(all.things.n, 2); /* what is good is there all the same */
    }
}

static void wants_what_is_required(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_diags d;
    struct things all;

    (void)state;
    read_text(&a, "thing \"x\" {}\nthing \"x\" {\n  text = \"\"\n}\nthng \"y\" {}\nfoo = 1\n", &all,
              &d);
    assert_int_equal(d.n, 5);
    assert_str(d.items[0].detail, "thing \"x\" needs \"text\".");
    assert_str(d.items[1].detail, "\"text\" is a text that is not empty.");
    assert_str(d.items[2].detail,
               "a file of this folder takes no block \"thng\". Did you mean \"thing\"?");
    assert_str(d.items[3].detail, "a file of this folder takes no attribute \"foo\".");
    assert_str(d.items[4].detail, "It is also at things/a.hcl:1.");
}

/* A broken file is told by the parser; what follows is read. */
static void survives_broken_files(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_diags d;
    struct things all;

    (void)state;
    read_text(&a, "thing \"x\" {\n  text = \n}\n", &all, &d);
    assert_int_equal(d.n_errors, 1);
    assert_int_equal(all.things.n, 2);
    assert_str(all.things.items[1].key, "last");
}

/* ---- what is built in ------------------------------------------------------------------------ */

static void embedded_files_are_sorted(void **state)
{
    size_t n;
    struct data_files files;
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct err e;

    (void)state;
    for (size_t i = 1; i < data_embedded_n; i++)
        assert_true(str_cmp(data_embedded[i - 1].name, data_embedded[i].name) < 0);
    assert_int_equal(data_files_open(&a, NULL, 0, &files, &e), 0);
    assert_int_equal(files.n, data_embedded_n);
    assert_non_null(data_files_in(&files, "benchmarks", &n));
    assert_true(n > 0);
    assert_true(str_starts(data_files_in(&files, "benchmarks", &n)->name, str_lit("benchmarks/")));
    (void)data_files_in(&files, "bench", &n);
    assert_int_equal(n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_type),          cmocka_unit_test(refuses),
        cmocka_unit_test(wants_what_is_required),    cmocka_unit_test(survives_broken_files),
        cmocka_unit_test(embedded_files_are_sorted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
