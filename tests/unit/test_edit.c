/*
 * The editor, by the cases of tests/data/hcl/edit (see its README), and its groups of edits.
 *
 * Each case is run as it is written, and again with CRLF, with tabs for indentation, with a byte
 * order mark and without the newline at the end: the form of a file must not matter.
 */
#include "hcl/edit.h"

#include "base/fs.h"
#include "unit.h"

#define FOLDER "tests/data/hcl/edit"

struct step {
    struct hcl_edit edit;
    struct str refused, note; /* p NULL: not expected */
    bool unchanged;
};

struct test_case {
    struct str before, after; /* after.p NULL: as before */
    struct {
        struct step *items;
        size_t n, cap;
    } steps;
    char *name;
};

/* ---- reading ----------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    const char *digits = "0123456789abcdef", *found = c ? strchr(digits, c) : NULL;

    return found ? (int)(found - digits) : -1;
}

/* The escape behind a caret; returns how many bytes it has. */
static size_t unescape_one(struct str s, struct buf *out)
{
    static const char names[] = "^tr0s=-", meaning[] = "^\t\r\0 =-";
    const char *found = s.n && s.p[0] ? strchr(names, s.p[0]) : NULL;

    if (found) {
        buf_addc(out, meaning[found - names]);
        return 1;
    }
    if (str_starts(s, str_lit("b"))) {
        buf_addz(out, "\xEF\xBB\xBF");
        return 1;
    }
    if (str_starts(s, str_lit("$\n")))
        return 2;
    if (s.n < 3 || s.p[0] != 'x' || hex_digit(s.p[1]) < 0 || hex_digit(s.p[2]) < 0)
        fail_msg("unknown escape ^%.*s", STR(str_slice(s, 0, 1)));
    buf_addc(out, (char)(hex_digit(s.p[1]) * 16 + hex_digit(s.p[2])));
    return 3;
}

static struct str unescape(struct arena *a, struct str s)
{
    AUTO_BUF struct buf out = BUF_INIT;

    while (s.n) {
        if (s.p[0] != '^') {
            buf_addc(&out, s.p[0]);
            s = str_skip(s, 1);
            continue;
        }
        s = str_skip(s, 1);
        s = str_skip(s, unescape_one(s, &out));
    }
    return str_copy(a, buf_str(&out));
}

/* The lines up to the next one that starts with "---" or "===". */
static struct str take_lines(struct arena *a, struct str *rest)
{
    struct str all = *rest;

    while (rest->n && !str_starts(*rest, str_lit("---")) && !str_starts(*rest, str_lit("===")))
        str_cut(rest, '\n');
    return unescape(a, str_slice(all, 0, all.n - rest->n));
}

/* Takes the line apart behind its "--- "; false if no such word is known. */
static bool read_edit(struct arena *a, struct str word, struct str argument, struct str *rest,
                      struct test_case *c)
{
    static const struct {
        const char *name;
        enum hcl_edit_op op;
    } ops[] = {
        { "set", HCL_SET },       { "add", HCL_ADD },       { "add-block", HCL_ADD_BLOCK },
        { "rename", HCL_RENAME }, { "remove", HCL_REMOVE },
    };

    for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
        struct step step = { .edit = { .op = ops[i].op, .address = argument } };

        if (!str_is(word, ops[i].name))
            continue;
        step.edit.value = str_trim(take_lines(a, rest));
        vec_push(a, &c->steps, step);
        return true;
    }
    return false;
}

static void read_section(struct arena *a, struct str *rest, struct test_case *c)
{
    struct str argument = str_skip(str_cut(rest, '\n'), 4), word = str_cut(&argument, ' ');
    struct step *last = c->steps.n ? &c->steps.items[c->steps.n - 1] : NULL;

    argument = unescape(a, argument);
    if (read_edit(a, word, argument, rest, c))
        return;
    if (str_is(word, "after"))
        c->after = take_lines(a, rest);
    else if (last && str_is(word, "refused") && argument.n)
        last->refused = argument;
    else if (last && str_is(word, "note") && argument.n)
        last->note = argument;
    else if (last && str_is(word, "unchanged"))
        last->unchanged = true;
    else
        fail_msg("%s: unknown line --- %.*s", c->name, STR(word));
}

static struct test_case *read_case(struct arena *a, struct str file, struct str *rest)
{
    struct test_case *c = arena_new(a, struct test_case);
    struct str name = str_skip(str_cut(rest, '\n'), 4);

    c->name =
        (char *)(uintptr_t)str_cstr(a, str_printf(a, "%.*s/%.*s",
                                                  STR(str_slice(file, 0, file.n - 5)), STR(name)));
    c->before = take_lines(a, rest);
    while (str_starts(*rest, str_lit("---")))
        read_section(a, rest, c);
    return c;
}

/* ---- running ----------------------------------------------------------------------------- */

static void check_step(struct arena *a, const char *name, struct hcl_editor *ed,
                       const struct step *step)
{
    struct str old = str_copy(a, hcl_editor_text(ed)), address = step->edit.address;
    struct hcl_edit_result result = { 0 };
    struct err e;

    if (hcl_editor_apply(a, ed, &step->edit, &result, &e) < 0) {
        if (!step->refused.p)
            fail_msg("%s: %.*s is refused: %s", name, STR(address), e.message);
        if (str_find(str_z(e.message), step->refused) == STR_NONE)
            fail_msg("%s: %.*s is refused for another reason: %s", name, STR(address), e.message);
        assert_true(str_eq(old, hcl_editor_text(ed)));
        return;
    }
    if (step->refused.p)
        fail_msg("%s: %.*s is not refused, but gives\n%.*s", name, STR(address),
                 STR(hcl_editor_text(ed)));
    if (result.changed == step->unchanged || str_eq(old, hcl_editor_text(ed)) == result.changed)
        fail_msg("%s: %.*s does%s change the text", name, STR(address),
                 result.changed ? "" : " not");
    if (str_find(result.note, step->note) == STR_NONE || (result.note.n && !step->note.p))
        fail_msg("%s: %.*s gives the note: %.*s", name, STR(address), STR(result.note));
}

/* The edits, applied anew to the text before, give the text after, and nothing is in vain. */
static void check_edits(struct arena *a, const struct test_case *c, const struct hcl_editor *ed)
{
    struct edits edits = *hcl_editor_edits(ed);
    struct str again;
    struct err e;

    assert_int_equal(edits_apply(a, c->before, &edits, &again, &e), 0);
    assert_true(str_eq(again, hcl_editor_text(ed)));
    assert_int_equal(edits.n > 0, !str_eq(c->before, again));
}

/* All edits at once give the same text and the same outcomes as one by one. */
static void at_once(const char *name, struct str before, const struct hcl_edit *edits, size_t n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_edit_outcome *outcomes = arena_array(&a, n, sizeof *outcomes);
    struct hcl_editor *one_by_one, *ed;
    struct err e;

    assert_int_equal(hcl_editor_open(str_lit("f"), before, &one_by_one, &e), 0);
    assert_int_equal(hcl_editor_open(str_lit("f"), before, &ed, &e), 0);
    hcl_editor_apply_all(&a, ed, edits, n, outcomes);
    for (size_t i = 0; i < n; i++) {
        struct hcl_edit_result result = { 0 };
        bool refused = hcl_editor_apply(&a, one_by_one, &edits[i], &result, &e) < 0;

        if (refused != outcomes[i].refused || result.changed != outcomes[i].result.changed)
            fail_msg("%s: %.*s has another outcome at once", name, STR(edits[i].address));
        assert_true(str_eq(result.note, outcomes[i].result.note));
        if (refused)
            assert_str(outcomes[i].reason, e.message);
    }
    if (!str_eq(hcl_editor_text(ed), hcl_editor_text(one_by_one)))
        fail_msg("%s: at once it is\n%.*s", name, STR(hcl_editor_text(ed)));
    hcl_editor_free(ed);
    hcl_editor_free(one_by_one);
}

static void steps_at_once(const struct test_case *c)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_edit *edits = arena_array(&a, c->steps.n, sizeof *edits);

    for (size_t i = 0; i < c->steps.n; i++)
        edits[i] = c->steps.items[i].edit;
    at_once(c->name, c->before, edits, c->steps.n);
}

static void run_as_written(const struct test_case *c)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str want = c->after.p ? c->after : c->before;
    struct hcl_editor *ed;
    struct err e;

    if (hcl_editor_open(str_z(c->name), c->before, &ed, &e) < 0)
        fail_msg("%s: %s", c->name, e.message);
    for (size_t i = 0; i < c->steps.n; i++)
        check_step(&a, c->name, ed, &c->steps.items[i]);
    if (!str_eq(hcl_editor_text(ed), want))
        fail_msg("%s: expected\n%.*s\nbut got\n%.*s", c->name, STR(want), STR(hcl_editor_text(ed)));
    check_edits(&a, c, ed);
    hcl_editor_free(ed);
    steps_at_once(c);
}

/* ---- the same in another form ------------------------------------------------------------- */

struct form {
    const char *name;
    const char *start, *eol, *indent; /* indent: for each pair of leading spaces */
    bool ends;                        /* with a newline */
};

static const struct form forms[] = {
    { "CRLF", "", "\r\n", "  ", true },
    { "tabs", "", "\n", "\t", true },
    { "BOM", "\xEF\xBB\xBF", "\n", "  ", true },
    { "no newline at the end", "", "\n", "  ", false },
};

static struct str reform_lines(struct arena *a, const struct form *f, struct str text)
{
    AUTO_BUF struct buf out = BUF_INIT;

    while (text.n) {
        bool ended = str_find_char(text, '\n') != STR_NONE;
        struct str line = str_cut(&text, '\n');

        for (; str_starts(line, str_lit("  ")); line = str_skip(line, 2))
            buf_addz(&out, f->indent);
        buf_add(&out, line);
        buf_addz(&out, ended && (f->ends || text.n) ? f->eol : ended ? "\n" : "");
    }
    return str_copy(a, buf_str(&out));
}

static struct str reform(struct arena *a, const struct form *f, struct str text)
{
    struct str lines = reform_lines(a, f, text);

    if (!f->ends && lines.n && lines.p[lines.n - 1] == '\n')
        lines.n--;
    return str_printf(a, "%s%.*s", f->start, STR(lines));
}

static struct test_case *in_form(struct arena *a, const struct form *f, const struct test_case *c)
{
    struct test_case *to = arena_new(a, struct test_case);

    *to = (struct test_case){ .before = reform(a, f, c->before) };
    to->after = c->after.p ? reform(a, f, c->after) : to->before;
    to->name = (char *)(uintptr_t)str_cstr(a, str_printf(a, "%s (%s)", c->name, f->name));
    for (size_t i = 0; i < c->steps.n; i++) {
        struct step step = c->steps.items[i];
        struct form lines = { .eol = "\n", .indent = f->indent, .ends = true };

        step.edit.value = reform_lines(a, &lines, step.edit.value);
        vec_push(a, &to->steps, step);
    }
    return to;
}

/*
 * Only a text in plain form can be put into another one, and it must show what new lines would
 * take from it; and a heredoc cannot do without the newline at the end.
 */
static bool has_form(const struct form *f, const struct test_case *c)
{
    struct str text = c->before, heredoc = str_lit("<<");
    bool indented = str_starts(text, str_lit("  ")) || str_find(text, str_lit("\n  ")) != STR_NONE;

    if (!str_trim(text).n || !str_ends(text, str_lit("\n")) || str_ends(text, str_lit("\n\n")) ||
        str_find_char(text, '\r') != STR_NONE || str_find_char(text, '\xEF') != STR_NONE)
        return false;
    if (f->indent[0] == '\t')
        return indented;
    return f->ends ||
           (str_find(text, heredoc) == STR_NONE && str_find(c->after, heredoc) == STR_NONE);
}

static void run_case(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct test_case *c = *state;

    assert_true(c->steps.n > 0);
    run_as_written(c);
    for (size_t i = 0; i < ARRAY_LEN(forms); i++)
        if (has_form(&forms[i], c))
            run_as_written(in_form(&a, &forms[i], c));
}

/* ---- what no case file can say ------------------------------------------------------------ */

static void broken_file(void **state)
{
    struct hcl_editor *ed;
    struct err e;

    (void)state;
    assert_int_equal(hcl_editor_open(str_lit("f"), str_lit("a = 1\nb = = 2\n"), &ed, &e), -1);
    assert_int_equal(e.code, ERR_SYNTAX);
    assert_non_null(strstr(e.message, "line 2"));
}

static void must_apply(struct arena *a, struct hcl_editor *ed, const char *address,
                       const char *value)
{
    struct hcl_edit edit = { HCL_SET, str_z(address), str_z(value) };
    struct hcl_edit_result result;
    struct err e;

    if (hcl_editor_apply(a, ed, &edit, &result, &e) < 0)
        fail_msg("%s", e.message);
}

static void groups(void **state)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_editor *ed;
    struct err e;

    (void)state;
    assert_int_equal(hcl_editor_open(str_lit("f"), str_lit("a = 1\nb = 2\n"), &ed, &e), 0);
    must_apply(&a, ed, "a", "10");
    hcl_editor_begin(ed);
    hcl_editor_rollback(ed);
    hcl_editor_begin(ed);
    must_apply(&a, ed, "a", "11");
    must_apply(&a, ed, "b", "22");
    hcl_editor_rollback(ed);
    assert_str(hcl_editor_text(ed), "a = 10\nb = 2\n");
    hcl_editor_begin(ed);
    must_apply(&a, ed, "b", "20");
    hcl_editor_commit(ed);
    assert_str(hcl_editor_text(ed), "a = 10\nb = 20\n");
    must_apply(&a, ed, "a", "1");
    assert_int_equal(hcl_editor_edits(ed)->n, 1);
    must_apply(&a, ed, "b", "2");
    assert_int_equal(hcl_editor_edits(ed)->n, 0);
    hcl_editor_begin(ed);
    must_apply(&a, ed, "b", "3");
    hcl_editor_free(ed); /* in the middle of a group */
    hcl_editor_free(NULL);
}

/* ---- many edits -------------------------------------------------------------------------- */

/* Values of attributes, keys and blocks; some of them in a merge(), where they may hide others. */
static void put_file(struct buf *out, int n)
{
    for (int i = 0; i < n; i++)
        buf_printf(out, "a%d = %d\nb \"l%d\" {\n  x = { k = %d, l = [1, %d] }\n}\n", i, i, i, i, i);
    buf_addz(out, "m = merge({ k = 1 }, { l = 2 })\nh = <<E\nt = 1\nE\n");
}

static struct hcl_edit some_edit(struct arena *a, unsigned *random, unsigned n)
{
    static const char *const values[] = { "1", "\"x\"", "[1, 2]", "{ k = 3 }", "<<E\nx\nE", "= 1" };
    static const char *const addresses[] = { "a%u",          "a%u",    "b.l%u.x", "b.l%u.x.k",
                                             "b.l%u.x.l[1]", "none%u", "m.k",     "m.merge(1)",
                                             "h!t",          "a%u.k",  "b.l%u.y" };
    unsigned which = *random / 65536 % ARRAY_LEN(addresses), kind, value;
    struct hcl_edit edit = { .op = HCL_SET };
    AUTO_BUF struct buf address = BUF_INIT;

    *random = *random * 1103515245 + 12345;
    for (const char *c = addresses[which]; *c; c++) {
        if (*c == '%')
            buf_printf(&address, "%u", *random / 65536 % n);
        else if (c == addresses[which] || c[-1] != '%')
            buf_addc(&address, *c);
    }
    *random = *random * 1103515245 + 12345;
    value = *random / 65536 % ARRAY_LEN(values);
    kind = *random / 8388608 % 16;
    *random = *random * 1103515245 + 12345;
    edit.op = kind == 0 ? HCL_ADD : kind == 1 ? HCL_REMOVE : HCL_SET;
    edit.address = str_copy(a, buf_str(&address));
    edit.value = str_z(values[value]);
    return edit;
}

static void many(void **state)
{
    enum { N = 40, EDITS = 300 };
    unsigned random = 7;

    (void)state;
    for (int round = 0; round < 8; round++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf text = BUF_INIT;
        static struct hcl_edit edits[EDITS];

        put_file(&text, N);
        for (int i = 0; i < EDITS; i++)
            edits[i] = some_edit(&a, &random, N);
        at_once("many", buf_str(&text), edits, EDITS);
    }
}

/* What depends on edits before it, though it seems to change nothing, or to lead nowhere. */
static void dependent(void **state)
{
    static const struct hcl_edit edits[] = {
        { HCL_SET, STR_INIT("a.k"), STR_INIT("2") },
        { HCL_SET, STR_INIT("a"), STR_INIT("{ k = 1 }") },
        { HCL_SET, STR_INIT("b"), STR_INIT("2") },
        { HCL_SET, STR_INIT("b"), STR_INIT("1") },
        { HCL_SET, STR_INIT("a"), STR_INIT("{ n = { o = 1 } }") },
        { HCL_SET, STR_INIT("a.n.o"), STR_INIT("2") },
        { HCL_SET, STR_INIT("c.merge(1)"), STR_INIT("{ x = 3 }") },
        { HCL_SET, STR_INIT("c.x"), STR_INIT("4") },
    };
    struct str text = str_lit("a = { k = 1 }\nb = 1\nc = merge({ x = 1 }, {})\n");

    (void)state;
    for (size_t n = 1; n <= ARRAY_LEN(edits); n++)
        at_once("dependent", text, edits, n);
}

/* More different values than are set in one go. */
static void very_many(void **state)
{
    enum { N = 5000 };
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf text = BUF_INIT;
    struct hcl_edit_outcome *outcomes = arena_array(&a, N, sizeof *outcomes);
    struct hcl_edit *edits = arena_array(&a, N, sizeof *edits);
    struct hcl_editor *ed;
    struct err e;

    (void)state;
    for (int i = 0; i < N; i++) {
        buf_printf(&text, "a%d = %d\n", i, i);
        edits[i] = (struct hcl_edit){ HCL_SET, str_printf(&a, "a%d", N - 1 - i), str_lit("7") };
    }
    edits[N / 3].address = str_lit("none");
    assert_int_equal(hcl_editor_open(str_lit("f"), buf_str(&text), &ed, &e), 0);
    hcl_editor_apply_all(&a, ed, edits, N, outcomes);
    for (int i = 0; i < N; i++) {
        assert_int_equal(outcomes[i].refused, i == N / 3);
        assert_int_equal(outcomes[i].result.changed, i != N / 3 && i != N - 1 - 7);
    }
    assert_true(str_starts(hcl_editor_text(ed), str_lit("a0 = 7\na1 = 7\n")));
    hcl_editor_free(ed);
}

/* ---- all --------------------------------------------------------------------------------- */

struct tests {
    struct CMUnitTest *items;
    size_t n, cap;
};

static void read_file(struct arena *a, struct str name, struct tests *tests)
{
    struct str text, rest;
    struct err e;

    if (fs_read(a, str_cstr(a, str_printf(a, FOLDER "/%.*s", STR(name))), &text, NULL, &e) < 0)
        BUG("%s", e.message);
    for (rest = text; rest.n && !str_starts(rest, str_lit("=== "));)
        str_cut(&rest, '\n');
    while (rest.n) {
        struct test_case *c = read_case(a, name, &rest);
        struct CMUnitTest test = { c->name, run_case, NULL, NULL, c };

        vec_push(a, tests, test);
    }
}

int main(void)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct CMUnitTest others[] = { cmocka_unit_test(broken_file), cmocka_unit_test(groups),
                                         cmocka_unit_test(many), cmocka_unit_test(dependent),
                                         cmocka_unit_test(very_many) };
    struct tests tests = { 0 };
    struct fs_entries entries = { 0 };
    struct err e;

    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        vec_push(&a, &tests, others[i]);
    if (fs_list(&a, FOLDER, &entries, &e) < 0)
        BUG("%s", e.message);
    for (size_t i = 0; i < entries.n; i++)
        if (str_ends(entries.items[i].name, str_lit(".case")))
            read_file(&a, entries.items[i].name, &tests);
    if (tests.n < 100)
        BUG("only %zu tests: the cases are missing", tests.n);
    return _cmocka_run_group_tests("edit", tests.items, tests.n, NULL, NULL);
}
