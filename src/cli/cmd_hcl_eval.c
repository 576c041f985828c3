/*
 * cmd_hcl_eval: footing hcl eval: expressions to values, as JSON lines.
 */
#include "cli/cmd_hcl.h"

#include <errno.h>
#include <stdio.h>

#include "base/fs.h"
#include "hcl/address.h"
#include "hcl/eval.h"
#include "hcl/parse.h"
#include "report/json_writer.h"

static int run(struct arena *a, int argc, char **argv);

const struct command command_hcl_eval = {
    .name = "hcl eval",
    .summary = "expressions to values, as JSON",
    .help =
        "Usage: footing hcl eval [--var NAME=EXPRESSION]... EXPRESSION\n"
        "       footing hcl eval [--var NAME=EXPRESSION]... -\n"
        "       footing hcl eval [--var NAME=EXPRESSION]... --at ADDRESS FILE...\n"
        "\n"
        "Evaluates an expression; with \"-\" one per line of standard input; with --at what is\n"
        "written at an address of each file (see: footing hcl get --help). All functions of\n"
        "Terraform and OpenTofu that need no provider are known. Every expression is answered\n"
        "by one JSON object on one line:\n"
        "\n"
        "  {\"value\": ..., \"type\": \"list(string)\"}      numbers are exact, of any length\n"
        "  {\"unknown\": true, \"why\": ..., \"type\": ...}  it, or a part of it, is not known\n"
        "  {\"sensitive\": true, \"type\": ...}            it, or a part of it, is not shown\n"
        "  {\"error\": {\"message\", \"line\", \"column\"}}    also for an infinite number: JSON "
        "has none\n"
        "\n"
        "  --var NAME=EXPRESSION   a variable, usable by name; evaluated in the order given\n"
        "  --at ADDRESS            expressions in files, which the answers name as \"file\". The\n"
        "                          file's own locals are known, and what --var gives (--var\n"
        "                          'var={x=1}'); all other names are unknown\n"
        "\n"
        "Files that functions name are read relative to the present folder; with --at, to the\n"
        "file's. An expression may have 1 MiB.\n"
        "\n"
        "Exit codes: 0 all have a value (also an unknown one), 1 some have an error or there is\n"
        "nothing at the address, 2 usage, 3 an input could not be read or parsed.\n",
    .run = run,
};

enum { LINE_MAX_BYTES = 1024 * 1024 };

struct evaluator {
    struct arena *arena; /* of the expression that is evaluated */
    struct map variables;
    struct str folder;
    const struct hcl_body *body; /* --at: the file's; NULL otherwise */
    struct map locals;           /* --at: name to struct local */
};

struct local {
    bool evaluating;
    const struct value *value; /* NULL after an error */
};

/* ---- files, for functions that read them ------------------------------------------------------
 */

static int read_file(void *data, const struct scope *scope, struct str path,
                     const struct hcl_source **ret, struct err *e)
{
    struct evaluator *v = data;
    struct hcl_source *source = arena_new(v->arena, struct hcl_source);

    (void)scope;
    source->path = path;
    source->id = 1;
    TRY(fs_read(v->arena, path_join(v->arena, v->folder, path).p, &source->text, NULL, e));
    *ret = source;
    return 0;
}

static int file_exists(void *data, const struct scope *scope, struct str path, bool *ret,
                       struct err *e)
{
    struct evaluator *v = data;
    enum fs_kind kind;

    (void)scope;
    if (fs_stat(path_join(v->arena, v->folder, path).p, NULL, &kind, e) < 0) {
        *ret = false;
        return e->code == ERR_NOT_FOUND ? 0 : -1;
    }
    if (kind != FS_FILE)
        return err_set(e, ERR_IO, "%.*s is not a regular file", STR(path));
    *ret = true;
    return 0;
}

static struct str base_dir(void *data, const struct scope *scope)
{
    (void)scope;
    return ((struct evaluator *)data)->folder;
}

/* ---- one expression -----------------------------------------------------------------------------
 */

/* `file` is "" unless it was asked for expressions of files. */
static void begin_answer(struct json_writer *w, struct str file)
{
    jw_object(w);
    if (file.n)
        jw_key_text(w, "file", file);
}

static void answer_error(struct buf *out, struct str file, const struct hcl_diags *diags)
{
    struct json_writer w = { .out = out, .compact = true };
    const struct hcl_diag *d = diags->n ? &diags->items[0] : NULL;
    AUTO_BUF struct buf message = BUF_INIT;
    uint32_t line = 1, column = 1;

    if (d) {
        buf_printf(&message, "%.*s%s%.*s", STR(d->summary), d->detail.n ? ": " : "",
                   STR(d->detail));
        if (d->source)
            hcl_position(d->source->text, d->at.start, &line, &column);
    }
    begin_answer(&w, file);
    jw_key(&w, "error");
    jw_object(&w);
    jw_key_text(&w, "message", buf_str(&message));
    jw_key_number(&w, "line", line);
    jw_key_number(&w, "column", column);
    jw_end(&w);
    jw_end(&w);
}

/* The reason that something inside of v is not known. */
static struct str why_partial(const struct value *v)
{
    bool map = v->type->kind == TYPE_MAP || v->type->kind == TYPE_OBJECT;
    struct str why = v->state == VALUE_UNKNOWN ? v->why : str_lit("");
    size_t n = v->state != VALUE_KNOWN ? 0 : map ? v->u.map.n : v->u.list.n;

    /* Only collections can be known and have unknown parts. */
    for (size_t i = 0; i < n && !why.n; i++) {
        const struct value *part = map ? v->u.map.values[i] : v->u.list.items[i];

        if (part->partial)
            why = why_partial(part);
    }
    return why;
}

static void answer_value(struct arena *a, struct buf *out, struct str file, const struct value *v)
{
    struct json_writer w = { .out = out, .compact = true };

    begin_answer(&w, file);
    if (v->secret) {
        jw_key_bool(&w, "sensitive", true);
    } else if (v->partial) {
        jw_key_bool(&w, "unknown", true);
        jw_key_text(&w, "why", why_partial(v));
    } else {
        jw_key(&w, "value");
        jw_raw(&w);
        value_json(out, v);
    }
    jw_key_text(&w, "type", type_text(a, v->type));
    jw_end(&w);
}

static const struct value *evaluate(struct evaluator *v, struct arena *a, struct str text,
                                    struct hcl_diags *diags)
{
    const struct eval_host host = { v, read_file, file_exists, base_dir };
    struct hcl_source *source = arena_new(a, struct hcl_source);
    struct scope scope = {
        .source = source, .functions = &functions_core, .host = &host, .variables = &v->variables
    };
    struct hcl_expr *expr;
    struct eval e;

    *source = (struct hcl_source){ str_lit("<expression>"), text, 0 };
    *diags = (struct hcl_diags){ .arena = a };
    v->arena = a;
    expr = hcl_parse_expr(a, source, (struct hcl_range){ 0, (uint32_t)text.n }, diags);
    if (diags->n_errors)
        return NULL;
    eval_init(&e, a, diags);
    return eval_expr(&e, &scope, expr);
}

/* JSON has no infinite numbers. */
static bool has_infinity(const struct value *v)
{
    bool map = v->type->kind == TYPE_MAP || v->type->kind == TYPE_OBJECT;
    size_t n = map ? v->u.map.n : v->u.list.n;

    if (v->state != VALUE_KNOWN)
        return false;
    if (v->type->kind == TYPE_NUMBER)
        return mpfr_inf_p(v->u.number);
    for (size_t i = 0; !type_is_primitive(v->type) && i < n; i++)
        if (has_infinity(map ? v->u.map.values[i] : v->u.list.items[i]))
            return true;
    return false;
}

/* Answers with the value, or with the errors if there is none that JSON can show. */
static bool answer_result(struct arena *a, struct buf *out, struct str file, const struct value *v,
                          struct hcl_diags *diags)
{
    if (v && !v->secret && !v->partial && has_infinity(v)) {
        hcl_diag_add(diags, NULL, (struct hcl_range){ 0, 0 }, "Infinite number",
                     "The value is or holds an infinite number, which JSON cannot show.");
        v = NULL;
    }
    if (v)
        answer_value(a, out, file, v);
    else
        answer_error(out, file, diags);
    return v != NULL;
}

static bool answer(struct evaluator *v, struct str text, struct buf *out)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct value *value = NULL;
    struct hcl_diags diags = { .arena = &a };

    if (text.n > LINE_MAX_BYTES)
        hcl_diag_add(&diags, NULL, (struct hcl_range){ 0, 0 }, "Expression too long",
                     "An expression may have %d bytes.", LINE_MAX_BYTES);
    else
        value = evaluate(v, &a, text, &diags);
    return answer_result(&a, out, str_lit(""), value, &diags);
}

/* ---- the expression at an address ------------------------------------------------------------ */

static const struct hcl_attribute *find_local(const struct hcl_body *body, struct str name)
{
    const struct hcl_block *block = NULL;

    while ((block = hcl_body_block(body, str_lit("locals"), block))) {
        const struct hcl_attribute *attribute = hcl_body_attribute(&block->body, name);

        if (attribute)
            return attribute;
    }
    return NULL;
}

static const struct value *eval_local(struct eval *e, const struct scope *scope,
                                      struct evaluator *v, struct str name, struct hcl_range at)
{
    struct local *local = map_get(&v->locals, name);
    const struct hcl_attribute *attribute = find_local(v->body, name);

    if (!attribute)
        return eval_error(e, scope, at, "Unknown local", "The file has no local \"%.*s\".",
                          STR(name));
    if (local && (local->evaluating || !local->value))
        return eval_error(e, scope, at, "Local has no value", "local.%.*s %s.", STR(name),
                          local->evaluating ? "refers to itself" : "could not be evaluated");
    if (local)
        return local->value;
    local = arena_new(e->arena, struct local);
    local->evaluating = true;
    map_put(e->arena, &v->locals, attribute->name.text, local);
    local->value = eval_expr(e, scope, attribute->value);
    local->evaluating = false;
    return local->value;
}

static const struct value *lookup(struct eval *e, const struct scope *scope, struct str name,
                                  const struct eval_step *steps, size_t n, struct hcl_range at,
                                  size_t *ret_used)
{
    const struct scope *outermost = scope;

    while (outermost->outer)
        outermost = outermost->outer;
    if (str_is(name, "local") && n && steps[0].name.p) {
        *ret_used = 1;
        return eval_local(e, outermost, outermost->data, steps[0].name, at);
    }
    *ret_used = n;
    return value_unknown(e->arena, &type_dynamic,
                         str_printf(e->arena, "%.*s is not known from the file", STR(name)));
}

/* Answers for one file; returns the exit code. */
static int answer_at(struct evaluator *v, const struct address *address, struct str name)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf out = BUF_INIT;
    const struct eval_host host = { v, read_file, file_exists, base_dir };
    struct hcl_diags diags = { .arena = &a };
    struct address_target target = { 0 };
    const struct value *value;
    struct hcl_source source;
    struct scope scope = { 0 };
    struct hcl_body *body;
    struct hcl_text text;
    struct eval e;
    struct err err;
    bool good;

    if (hcl_file_read(&a, name, &source, &err) < 0 ||
        fs_real(&a, str_cstr(&a, path_dir(name)), &v->folder, &err) < 0) {
        cli_error("%s", err.message);
        return EXIT_INCOMPLETE;
    }
    source.id = 1;
    body = hcl_parse_file(&a, &source, &diags);
    text = hcl_text_file(&source, body);
    if (diags.n_errors) {
        answer_error(&out, name, &diags);
        cli_out(buf_str(&out));
        return EXIT_INCOMPLETE;
    }
    err_set(&err, ERR_USAGE, "the address names a block, which has no value");
    if (address_resolve(&a, &text, address, &target, &err) < 0 || !target.value) {
        cli_error("%.*s: %s", STR(name), err.message);
        return EXIT_FINDINGS;
    }
    v->arena = &a;
    v->body = target.in->body;
    v->locals = (struct map){ 0 };
    scope = (struct scope){ .source = target.in->source,
                            .functions = &functions_core,
                            .host = &host,
                            .variables = &v->variables,
                            .data = v,
                            .lookup = lookup };
    eval_init(&e, &a, &diags);
    value = eval_expr(&e, &scope, target.value);
    good = answer_result(&a, &out, name, value, &diags);
    cli_out(buf_str(&out));
    return good ? EXIT_CLEAN : EXIT_FINDINGS;
}

static int answer_files(struct evaluator *v, struct str at, const struct str_list *files)
{
    struct address address;
    int worst = EXIT_CLEAN;
    struct err e;

    if (address_parse(v->arena, at, &address, NULL, &e) < 0)
        return cli_usage(&command_hcl_eval, "--at: %s", e.message);
    if (!files->n)
        return cli_usage(&command_hcl_eval, "--at needs files");
    for (size_t i = 0; i < files->n; i++) {
        int code = answer_at(v, &address, files->items[i]);

        if (code > worst)
            worst = code;
    }
    return worst;
}

/* ---- the command --------------------------------------------------------------------------------
 */

static int set_variables(struct arena *a, struct evaluator *v, const struct str_list *given)
{
    for (size_t i = 0; i < given->n; i++) {
        struct str text = given->items[i], name;
        struct hcl_diags diags;
        const struct value *value;

        if (str_find_char(text, '=') == STR_NONE)
            return cli_usage(&command_hcl_eval, "--var takes NAME=EXPRESSION, not \"%.*s\"",
                             STR(text));
        name = str_cut(&text, '=');
        if (!hcl_is_identifier(name))
            return cli_usage(&command_hcl_eval, "--var: \"%.*s\" is no name", STR(name));
        value = evaluate(v, a, text, &diags);
        if (!value) {
            AUTO_BUF struct buf b = BUF_INIT;

            if (diags.n)
                hcl_diag_print(&b, &diags.items[0]);
            return cli_usage(&command_hcl_eval, "--var %.*s: %.*s", STR(name),
                             STR(str_trim(buf_str(&b))));
        }
        map_put(a, &v->variables, name, (void *)(uintptr_t)value);
    }
    return 0;
}

/* The next line of standard input without its LF or CR LF; of a longer one, one byte too many. */
static bool read_line(struct buf *line)
{
    int c = getc_unlocked(stdin);

    buf_clear(line);
    if (c == EOF)
        return false;
    for (; c != EOF && c != '\n'; c = getc_unlocked(stdin))
        if (line->n <= LINE_MAX_BYTES)
            buf_addc(line, (char)c);
    if (line->n && line->n <= LINE_MAX_BYTES && line->p[line->n - 1] == '\r')
        line->n--;
    return true;
}

static int answer_lines(struct evaluator *v)
{
    AUTO_BUF struct buf line = BUF_INIT, out = BUF_INIT;
    bool good = true;

    while (read_line(&line)) {
        buf_clear(&out);
        good &= answer(v, buf_str(&line), &out);
        cli_out(buf_str(&out));
    }
    if (ferror_unlocked(stdin)) {
        cli_error("cannot read standard input: %s", err_errno(errno));
        return EXIT_INCOMPLETE;
    }
    return good ? EXIT_CLEAN : EXIT_FINDINGS;
}

static int run(struct arena *a, int argc, char **argv)
{
    struct evaluator v = { .arena = a };
    struct str_list operands, variables = { 0 };
    struct str at = { 0 };
    const struct option options[] = { { "var", OPT_LIST, &variables }, { "at", OPT_TEXT, &at } };
    AUTO_BUF struct buf out = BUF_INIT;
    struct err e;
    bool good;
    int code;

    code = cli_parse(a, &command_hcl_eval, argc, argv, options, ARRAY_LEN(options), &operands);
    if (code)
        return code;
    if (!at.n && operands.n != 1)
        return cli_usage(&command_hcl_eval, "one expression is needed, in quotes, or \"-\"");
    if (fs_real(a, ".", &v.folder, &e) < 0) {
        cli_error("%s", e.message);
        return EXIT_INCOMPLETE;
    }
    code = set_variables(a, &v, &variables);
    if (code)
        return code;
    if (at.n)
        return answer_files(&v, at, &operands);
    if (str_is(operands.items[0], "-"))
        return answer_lines(&v);
    good = answer(&v, operands.items[0], &out);
    cli_out(buf_str(&out));
    return good ? EXIT_CLEAN : EXIT_FINDINGS;
}
