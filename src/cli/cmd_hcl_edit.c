/*
 * cmd_hcl_edit: footing hcl edit: byte-exact changes by address, from the command line or a script.
 */
#include "cli/cmd_hcl.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/map.h"
#include "base/vec.h"
#include "hcl/address.h"
#include "hcl/edit.h"
#include "report/json_writer.h"
#include "text/diff.h"
#include "text/json.h"

static int run(struct arena *a, int argc, char **argv);

const struct command command_hcl_edit = {
    .name = "hcl edit",
    .summary = "set, add, rename, remove by address; every other byte stays",
    .help =
        "Usage: footing hcl edit FILE... EDIT... [--write]\n"
        "       footing hcl edit --script FILE|- [--write]\n"
        "\n"
        "Changes HCL files by address (see: footing hcl get --help) and nothing else of them: no\n"
        "formatting, no other byte. The edits of one file are made in the order given, all or\n"
        "none. Without --write the outcome is shown as a diff.\n"
        "\n"
        "  --set ADDRESS=EXPRESSION     replace the value of an attribute, key or element\n"
        "  --add ADDRESS=EXPRESSION     a new attribute or key, in the form of its neighbours; a\n"
        "                               new element: list[+]\n"
        "  --add-block ADDRESS=BLOCK    a whole block, last in the block that ADDRESS names, or "
        "in\n"
        "                               the file: --add-block '=module \"x\" {}'\n"
        "  --rename ADDRESS=NAME        of an attribute, a key, a block's last label (or the type\n"
        "                               of one without labels); all of a block's names: a.b.c; "
        "what\n"
        "                               is no identifier: '[\"a b\"]'\n"
        "  --remove ADDRESS             with its line, its comma and its comments\n"
        "  --write                      make the edits\n"
        "\n"
        "An edit that is made already changes nothing and is no error; so a --set of the value\n"
        "that is there, an --add of a key that has the value. An --add of a key that has another\n"
        "value is refused, as is everything that would not leave the rest of the file as it is.\n"
        "\n"
        "A script has one JSON object per line, with strings only:\n"
        "\n"
        "  {\"file\", \"op\", \"address\", \"value\"}\n"
        "\n"
        "where op is set, add, add-block, rename or remove (which has no value), and value is HCL\n"
        "source text: a text has its quotes, \"value\": \"\\\"v2\\\"\". Each line is answered by a "
        "JSON\n"
        "object, in order:\n"
        "\n"
        "  {\"file\", \"op\", \"address\", \"status\": \"done\", \"unchanged\" or \"refused\",\n"
        "   \"reason\": of a refusal, \"note\": what else may decide the value}\n"
        "\n"
        "In a script a refused edit does not hold up the others. Without --write nothing is\n"
        "written, and the answers say what would be. Scripts may be long: a file is read once.\n"
        "\n"
        "Exit codes: 0 done or nothing to do; 1 changes are pending, or an edit was refused;\n"
        "2 usage; 3 a file could not be read, parsed or written.\n",
    .run = run,
};

/* A file that is being edited. */
struct target {
    struct str path;
    struct str text;
    struct fs_stamp stamp;
    struct hcl_editor *editor; /* NULL: see failure */
    struct err failure;
    bool unreadable;
};

static void open_target(struct arena *a, struct str path, struct target *ret)
{
    *ret = (struct target){ .path = path };
    if (fs_read(a, str_cstr(a, path), &ret->text, &ret->stamp, &ret->failure) < 0) {
        ret->unreadable = true;
        return;
    }
    if (hcl_editor_open(path, ret->text, &ret->editor, &ret->failure) < 0)
        ret->editor = NULL;
}

static void close_target(struct target *t)
{
    hcl_editor_free(t->editor);
    t->editor = NULL;
}

static bool is_changed(const struct target *t)
{
    return t->editor && hcl_editor_edits(t->editor)->n > 0;
}

/* Proves the outcome once more, since this is the moment that counts, and writes it. */
static int write_target(struct arena *a, struct target *t, struct err *e)
{
    TRY(edits_verify(t->text, hcl_editor_text(t->editor), hcl_editor_edits(t->editor), e));
    return fs_replace(str_cstr(a, t->path), hcl_editor_text(t->editor), &t->stamp, e);
}

static bool op_of(struct str name, enum hcl_edit_op *ret)
{
    static const struct {
        const char *name;
        enum hcl_edit_op op;
    } ops[] = {
        { "set", HCL_SET },       { "add", HCL_ADD },       { "add-block", HCL_ADD_BLOCK },
        { "rename", HCL_RENAME }, { "remove", HCL_REMOVE },
    };

    for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
        if (str_is(name, ops[i].name)) {
            *ret = ops[i].op;
            return true;
        }
    }
    return false;
}

/* ---- from the command line ---------------------------------------------------------------------
 */

static int parse_edits(struct arena *a, const struct option_list *given, struct hcl_edit *ret)
{
    for (size_t i = 0; i < given->n; i++) {
        struct str text = given->items[i].value, rest = { 0 };
        struct address address;
        struct err e;

        op_of(str_z(given->items[i].name), &ret[i].op);
        if (address_parse(a, text, &address, ret[i].op == HCL_REMOVE ? NULL : &rest, &e) < 0)
            return cli_usage(&command_hcl_edit, "--%s: %s", given->items[i].name, e.message);
        ret[i].address = str_trim(str_slice(text, 0, text.n - rest.n));
        if (ret[i].op == HCL_REMOVE)
            continue;
        rest = str_trim(rest);
        if (!str_starts(rest, str_lit("=")))
            return cli_usage(&command_hcl_edit, "--%s takes ADDRESS=VALUE, not \"%.*s\"",
                             given->items[i].name, STR(text));
        ret[i].value = str_trim(str_skip(rest, 1));
    }
    return 0;
}

/* All edits of one file, or none. Returns an exit code. */
static int edit_file(struct str path, const struct hcl_edit *edits, size_t n, bool write)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf out = BUF_INIT;
    struct target t;
    struct err e;
    int code = EXIT_CLEAN;

    open_target(&a, path, &t);
    if (!t.editor) {
        if (t.unreadable)
            cli_error("%s", t.failure.message);
        else
            cli_error("%.*s: %s", STR(path), t.failure.message);
        return EXIT_INCOMPLETE;
    }
    for (size_t i = 0; i < n && code == EXIT_CLEAN; i++) {
        struct hcl_edit_result result;

        if (hcl_editor_apply(&a, t.editor, &edits[i], &result, &e) < 0) {
            cli_error("%.*s: %s", STR(path), e.message);
            code = EXIT_FINDINGS;
        } else if (result.note.n) {
            fprintf(stderr, "footing: %.*s: %.*s\n", STR(path), STR(result.note));
        }
    }
    if (code == EXIT_CLEAN && is_changed(&t) && !write) {
        diff_unified(&out, path, t.text, hcl_editor_text(t.editor), hcl_editor_edits(t.editor),
                     cli_colour(STDOUT_FILENO));
        cli_out(buf_str(&out));
        code = EXIT_FINDINGS;
    } else if (code == EXIT_CLEAN && is_changed(&t) && write_target(&a, &t, &e) < 0) {
        cli_error("%s", e.message);
        code = EXIT_INCOMPLETE;
    }
    close_target(&t);
    return code;
}

/* ---- from a script ------------------------------------------------------------------------------
 */

enum status { STATUS_DONE, STATUS_UNCHANGED, STATUS_REFUSED };

struct line {
    struct str file, op, address;
    struct hcl_edit edit;
    enum status status;
    struct str reason; /* of a refusal */
    struct str note;
};

/* A file with the lines that are about it. */
struct script_file {
    struct str path;
    VEC(struct line *) lines;
};

struct script {
    struct arena *arena;
    bool write;
    bool failed; /* something could not be read or written */
    VEC(struct line *) lines;
    VEC(struct script_file *) files;
    struct map by_path; /* the real one */
};

static void refuse(struct script *s, struct line *l, const char *reason)
{
    l->status = STATUS_REFUSED;
    l->reason = str_copy(s->arena, str_z(reason));
}

static struct str member(const struct json *object, const char *name)
{
    const struct json *v = json_get(object, str_z(name));

    return v && v->kind == JSON_STRING ? v->text : (struct str){ 0 };
}

/* A file is one, by whatever names it is called. */
static struct script_file *file_of(struct script *s, struct str path)
{
    struct str real = path;
    struct script_file *file;
    struct err ignored;

    if (fs_real(s->arena, str_cstr(s->arena, path), &real, &ignored) < 0)
        real = path; /* opening it will tell why */
    file = map_get(&s->by_path, real);
    if (file)
        return file;
    file = arena_new(s->arena, struct script_file);
    file->path = path;
    map_put(s->arena, &s->by_path, real, file);
    vec_push(s->arena, &s->files, file);
    return file;
}

/* Takes the edit of a line that could be read as JSON. */
static void read_edit(struct script *s, struct line *l, const struct json *object)
{
    struct script_file *file;

    l->file = member(object, "file");
    l->op = member(object, "op");
    l->address = member(object, "address");
    l->edit.address = l->address;
    l->edit.value = member(object, "value");
    if (!l->file.n || !l->op.p || !l->address.p) {
        refuse(s, l, "an edit is an object with the texts file, op, address and value");
    } else if (!op_of(l->op, &l->edit.op)) {
        refuse(s, l, "\"op\" is none of set, add, add-block, rename and remove");
    } else if (l->edit.op != HCL_REMOVE && !l->edit.value.p) {
        refuse(s, l, "\"value\" is missing, or is no string with HCL in it");
    } else {
        file = file_of(s, l->file);
        vec_push(s->arena, &file->lines, l);
    }
}

static void read_line(struct script *s, struct str text)
{
    struct line *l = arena_new(s->arena, struct line);
    struct json *object;
    struct err e;

    if (json_parse(s->arena, text, &object, NULL, &e) < 0)
        refuse(s, l, e.message);
    else if (object->kind != JSON_OBJECT)
        refuse(s, l, "every line is an object");
    else
        read_edit(s, l, object);
    vec_push(s->arena, &s->lines, l);
}

static void apply_lines(struct arena *a, struct script *s, const struct script_file *file,
                        struct hcl_editor *editor)
{
    size_t n = file->lines.n;
    struct hcl_edit_outcome *outcomes = arena_array(a, n, sizeof *outcomes);
    struct hcl_edit *edits = arena_array(a, n, sizeof *edits);

    for (size_t i = 0; i < n; i++)
        edits[i] = file->lines.items[i]->edit;
    hcl_editor_apply_all(s->arena, editor, edits, n, outcomes);
    for (size_t i = 0; i < n; i++) {
        struct line *l = file->lines.items[i];

        l->status = outcomes[i].refused          ? STATUS_REFUSED
                    : outcomes[i].result.changed ? STATUS_DONE
                                                 : STATUS_UNCHANGED;
        l->reason = outcomes[i].reason;
        l->note = outcomes[i].result.note;
    }
}

/* All edits of one file, which is read, written and forgotten: there may be thousands. */
static void run_file(struct script *s, const struct script_file *file)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct target t;

    open_target(&a, file->path, &t);
    s->failed |= !t.editor;
    if (t.editor)
        apply_lines(&a, s, file, t.editor);
    for (size_t i = 0; i < file->lines.n && !t.editor; i++)
        refuse(s, file->lines.items[i], t.failure.message);
    if (s->write && is_changed(&t) && write_target(&a, &t, &t.failure) < 0) {
        s->failed = true;
        for (size_t i = 0; i < file->lines.n; i++)
            if (file->lines.items[i]->status == STATUS_DONE)
                refuse(s, file->lines.items[i], t.failure.message);
    }
    close_target(&t);
}

static void print_answer(const struct line *l, struct buf *out)
{
    static const char *const words[] = { "done", "unchanged", "refused" };
    struct json_writer w = { .out = out, .compact = true };

    jw_object(&w);
    jw_key_text(&w, "file", l->file);
    jw_key_text(&w, "op", l->op);
    jw_key_text(&w, "address", l->address);
    jw_key_text(&w, "status", str_z(words[l->status]));
    if (l->reason.n)
        jw_key_text(&w, "reason", l->reason);
    if (l->note.n)
        jw_key_text(&w, "note", l->note);
    jw_end(&w);
}

static int answer(const struct script *s)
{
    AUTO_BUF struct buf out = BUF_INIT;
    bool refused = false, pending = false;

    for (size_t i = 0; i < s->lines.n; i++) {
        const struct line *l = s->lines.items[i];

        refused |= l->status == STATUS_REFUSED;
        pending |= l->status == STATUS_DONE && !s->write;
        print_answer(l, &out);
    }
    cli_out(buf_str(&out));
    return s->failed ? EXIT_INCOMPLETE : refused || pending ? EXIT_FINDINGS : EXIT_CLEAN;
}

static int run_script(struct arena *a, struct str name, bool write)
{
    struct script s = { .arena = a, .write = write };
    struct hcl_source source;
    struct str rest;
    struct err e;

    if (hcl_file_read(a, name, &source, &e) < 0) {
        cli_error("%s", e.message);
        return EXIT_INCOMPLETE;
    }
    for (rest = source.text; rest.n;) {
        struct str line = str_trim(str_cut(&rest, '\n'));

        if (line.n)
            read_line(&s, line);
    }
    for (size_t i = 0; i < s.files.n; i++)
        run_file(&s, s.files.items[i]);
    return answer(&s);
}

/* ---- the command --------------------------------------------------------------------------------
 */

static int run(struct arena *a, int argc, char **argv)
{
    struct option_list given = { 0 };
    struct str_list files;
    struct str script = { 0 };
    bool write = false;
    const struct option options[] = {
        { "set", OPT_ORDERED, &given },       { "add", OPT_ORDERED, &given },
        { "add-block", OPT_ORDERED, &given }, { "rename", OPT_ORDERED, &given },
        { "remove", OPT_ORDERED, &given },    { "script", OPT_TEXT, &script },
        { "write", OPT_FLAG, &write },
    };
    const struct command *c = &command_hcl_edit;
    struct hcl_edit *edits;
    int code = cli_parse(a, c, argc, argv, options, ARRAY_LEN(options), &files), worst = 0;

    if (code)
        return code;
    if (script.n) {
        if (files.n || given.n)
            return cli_usage(c, "a script names its files and edits by itself");
        return run_script(a, script, write);
    }
    if (!files.n || !given.n)
        return cli_usage(c, "files are needed, and edits such as --set ADDRESS=EXPRESSION");
    edits = arena_array(a, given.n, sizeof *edits);
    if (parse_edits(a, &given, edits))
        return EXIT_USAGE;
    for (size_t i = 0; i < files.n; i++) {
        code = edit_file(files.items[i], edits, given.n, write);
        if (code > worst)
            worst = code;
    }
    return worst;
}
