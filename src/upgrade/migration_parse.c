/*
 * Reading of migration files.
 */
#include "hcl/eval.h"
#include "hcl/json_body.h"
#include "hcl/parse.h"
#include "text/nearest.h"
#include "upgrade/migration.h"

#include "base/fs.h"

struct reader {
    struct arena *arena;
    const struct hcl_source *source;
    const struct map *env;
    struct migration *migration;
    struct hcl_diags *diags;
};

/* ---- values -------------------------------------------------------------------------------- */

/* env.NAME, all that tfmigrate knows. */
static const struct value *lookup(struct eval *e, const struct scope *scope, struct str name,
                                  const struct eval_step *steps, size_t n_steps,
                                  struct hcl_range at, size_t *ret_used)
{
    const struct reader *r = scope->data;
    const struct str *value;

    if (!str_is(name, "env") || n_steps == 0 || !steps[0].name.p)
        return eval_error(e, scope, at, "Unknown variable",
                          "A migration knows env.NAME and no other variable.");
    value = r->env ? map_get(r->env, steps[0].name) : NULL;
    if (!value)
        return eval_error(e, scope, at, "Environment variable not given",
                          "Say what it is: --env %.*s=VALUE. The environment itself is not used, "
                          "so that results are the same everywhere.",
                          STR(steps[0].name));
    *ret_used = 1;
    return value_string(r->arena, *value);
}

static const struct value *evaluate(struct reader *r, const struct hcl_expr *expr)
{
    const struct scope scope = { .source = r->source, .data = r, .lookup = lookup };
    struct eval e;

    eval_init(&e, r->arena, r->diags);
    return eval_expr(&e, &scope, expr);
}

static void wrong_type(struct reader *r, struct hcl_range at, const char *wanted)
{
    hcl_diag_add(r->diags, r->source, at, "Wrong type of value", "%s is expected here.", wanted);
}

static bool text_of(struct reader *r, const struct hcl_expr *expr, struct str *ret)
{
    const struct value *v = evaluate(r, expr);

    if (v && v->state == VALUE_KNOWN && v->type->kind == TYPE_STRING) {
        *ret = v->u.string;
        return true;
    }
    if (v)
        wrong_type(r, expr->range, "A text");
    return false;
}

static void bool_of(struct reader *r, const struct hcl_expr *expr, bool *ret)
{
    const struct value *v = evaluate(r, expr);

    if (v && v->state == VALUE_KNOWN && v->type->kind == TYPE_BOOL)
        *ret = v->u.boolean;
    else if (v)
        wrong_type(r, expr->range, "true or false");
}

/* ---- actions ------------------------------------------------------------------------------- */

static const struct {
    struct str word;
    enum migration_verb verb;
    size_t least, most; /* words after it */
    const char *form;
} verbs[] = {
    { STR_INIT("mv"), MIGRATION_MV, 2, 2, "mv FROM TO" },
    { STR_INIT("xmv"), MIGRATION_XMV, 2, 2, "xmv PATTERN TO" },
    { STR_INIT("rm"), MIGRATION_RM, 1, MIGRATION_ACTIONS_MAX, "rm ADDRESS..." },
    { STR_INIT("import"), MIGRATION_IMPORT, 2, 2, "import ADDRESS ID" },
    { STR_INIT("replace-provider"), MIGRATION_REPLACE_PROVIDER, 2, 2, "replace-provider FROM TO" },
};

static void add_words(struct reader *r, size_t verb, const struct shell_words *words,
                      struct hcl_range at)
{
    bool alone = verbs[verb].verb == MIGRATION_RM;
    struct err e;

    for (size_t i = 1; i < words->n; i += alone ? 1 : 2) {
        if (migration_add(r->arena, r->migration, verbs[verb].verb, words->items[i],
                          alone ? str_lit("") : words->items[i + 1], &e) < 0) {
            hcl_diag_add(r->diags, r->source, at, "Invalid action", "%s.", e.message);
            return;
        }
        r->migration->actions.items[r->migration->actions.n - 1].at = at;
    }
}

static void read_action(struct reader *r, struct str text, struct hcl_range at)
{
    struct shell_words words;
    struct err e;
    size_t i = 0;

    if (shell_split(r->arena, text, &words, &e) < 0) {
        hcl_diag_add(r->diags, r->source, at, "Invalid action", "%s.", e.message);
        return;
    }
    while (words.n && i < ARRAY_LEN(verbs) && !str_eq(words.items[0], verbs[i].word))
        i++;
    if (!words.n || i == ARRAY_LEN(verbs)) {
        hcl_diag_add(r->diags, r->source, at, "Unknown action",
                     "An action begins with mv, xmv, rm, import or replace-provider.");
        return;
    }
    if (words.n - 1 < verbs[i].least || words.n - 1 > verbs[i].most) {
        hcl_diag_add(r->diags, r->source, at, "Wrong number of words",
                     "The form is \"%s\". An address with spaces or quotes in it stands in single "
                     "quotes.",
                     verbs[i].form);
        return;
    }
    if (r->migration->kind == MIGRATION_MULTI_STATE && verbs[i].verb != MIGRATION_MV &&
        verbs[i].verb != MIGRATION_XMV) {
        hcl_diag_add(r->diags, r->source, at, "Action not possible between states",
                     "A migration of kind \"multi_state\" has mv and xmv only.");
        return;
    }
    add_words(r, i, &words, at);
}

static void read_actions(struct reader *r, const struct hcl_expr *expr)
{
    if (expr->kind != HCL_EXPR_TUPLE) {
        wrong_type(r, expr->range, "A list of texts");
        return;
    }
    for (size_t i = 0; i < expr->u.tuple.n; i++) {
        struct str text;

        if (text_of(r, expr->u.tuple.items[i], &text))
            read_action(r, text, expr->u.tuple.items[i]->range);
    }
    if (!expr->u.tuple.n)
        hcl_diag_add(r->diags, r->source, expr->range, "No actions",
                     "A migration has at least one action.");
}

/* ---- attributes ---------------------------------------------------------------------------- */

enum { OF_STATE = 1, OF_MULTI_STATE = 2, OF_BOTH = 3 };

/* A folder is one inside of the repository: what leads out of it is a mistake. */
static void read_dir(struct reader *r, const struct hcl_expr *expr, struct str *ret)
{
    struct str text, clean;

    if (!text_of(r, expr, &text))
        return;
    clean = path_clean(r->arena, text);
    if (!text.n || text.p[0] == '/' || str_is(clean, "..") || str_starts(clean, str_lit("../")) ||
        str_find_char(text, '\0') != STR_NONE) {
        hcl_diag_add(r->diags, r->source, expr->range, "Invalid folder",
                     "A folder is relative to the repository's root and lies inside of it.");
        return;
    }
    *ret = clean;
}

static void read_workspace(struct reader *r, const struct hcl_expr *expr, struct str *ret)
{
    struct str text;

    if (!text_of(r, expr, &text))
        return;
    if (!text.n || text.p[0] == '-' || text.p[0] == '.' || str_find_char(text, '/') != STR_NONE ||
        str_find_char(text, '\0') != STR_NONE) {
        hcl_diag_add(r->diags, r->source, expr->range, "Invalid workspace",
                     "A workspace's name is not empty and has no \"/\".");
        return;
    }
    *ret = str_is(text, "default") ? str_lit("") : text;
}

static void read_attribute(struct reader *r, const struct hcl_attribute *attribute)
{
    static const struct str names[] = {
        STR_INIT("dir"),      STR_INIT("workspace"),      STR_INIT("skip_plan"),
        STR_INIT("from_dir"), STR_INIT("from_workspace"), STR_INIT("from_skip_plan"),
        STR_INIT("to_dir"),   STR_INIT("to_workspace"),   STR_INIT("to_skip_plan"),
        STR_INIT("actions"),  STR_INIT("force"),
    };
    enum { SIDES = 9 };
    struct migration *m = r->migration;
    struct str name = attribute->name.text;
    size_t i = 0, near;

    while (i < ARRAY_LEN(names) && !str_eq(name, names[i]))
        i++;
    if (i < SIDES && (i / 3 == 0) == (m->kind == MIGRATION_STATE)) {
        struct migration_side *side = i / 3 == 2 ? &m->to : &m->from;

        if (i % 3 == 0)
            read_dir(r, attribute->value, &side->dir);
        else if (i % 3 == 1)
            read_workspace(r, attribute->value, &side->workspace);
        else
            bool_of(r, attribute->value, &side->skip_plan);
    } else if (str_is(name, "actions")) {
        read_actions(r, attribute->value);
    } else if (str_is(name, "force")) {
        bool_of(r, attribute->value, &m->force);
    } else if (i < SIDES) {
        hcl_diag_add(r->diags, r->source, attribute->name.range, "Attribute of the other kind",
                     "A migration of kind \"%s\" has no \"%.*s\".",
                     m->kind == MIGRATION_STATE ? "state" : "multi_state", STR(name));
    } else {
        near = text_nearest(name, names, ARRAY_LEN(names));
        hcl_diag_add(r->diags, r->source, attribute->name.range, "Unknown attribute",
                     "A migration has no \"%.*s\"%s%.*s%s", STR(name),
                     near == STR_NONE ? "." : "; did you mean \"",
                     STR(near == STR_NONE ? str_lit("") : names[near]),
                     near == STR_NONE ? "" : "\"?");
    }
}

/* ---- what only footing knows --------------------------------------------------------------- */

static void read_expect(struct reader *r, struct str rest, struct hcl_range at)
{
    struct str effect = str_cut(&rest, ' ');
    struct err e;

    for (unsigned i = 0; i < MIGRATION_EFFECTS; i++) {
        if (!str_is(effect, migration_effects[i]))
            continue;
        if (migration_expect(r->arena, r->migration, i, str_trim(rest), &e) < 0)
            hcl_diag_add(r->diags, r->source, at, "Invalid expectation", "%s.", e.message);
        return;
    }
    hcl_diag_add(r->diags, r->source, at, "Invalid expectation",
                 "The form is \"expect create|update|destroy ADDRESS\", or * for any.");
}

static void append(struct reader *r, struct str *to, struct str more)
{
    *to = to->n ? str_printf(r->arena, "%.*s %.*s", STR(*to), STR(more)) : more;
}

static void read_line(struct reader *r, struct str line, struct hcl_range at)
{
    struct migration *m = r->migration;
    struct str rest = str_trim(line), key = str_cut(&rest, ' ');

    rest = str_trim(rest);
    if (str_is(key, "id") && migration_id_is_valid(rest))
        m->id = rest;
    else if (str_is(key, "id"))
        hcl_diag_add(r->diags, r->source, at, "Invalid id",
                     "An id has letters, digits, \"-\", \"_\" and \".\", %d at most.",
                     MIGRATION_ID_MAX);
    else if (str_is(key, "from"))
        m->from_release = rest;
    else if (str_is(key, "to"))
        m->to_release = rest;
    else if (str_is(key, "why"))
        append(r, &m->why, rest);
    else if (str_is(key, "expect"))
        read_expect(r, rest, at);
    else
        hcl_diag_add(r->diags, r->source, at, "Unknown word for footing",
                     "Known are id, from, to, why and expect. What is not understood is not run.");
}

static void read_comments(struct reader *r, const struct hcl_body *body)
{
    for (size_t i = 0; body->comments && i < body->comments->n; i++) {
        struct hcl_range run = body->comments->runs[i];
        struct str rest = str_slice(r->source->text, run.start, run.end);

        while (rest.n) {
            size_t start = (size_t)(rest.p - r->source->text.p);
            struct str raw = str_cut(&rest, '\n'), line = str_trim(raw);

            if (!str_starts(line, str_lit("#")))
                continue;
            line = str_trim(str_skip(line, 1));
            if (str_starts(line, str_lit("footing:")))
                read_line(r, str_skip(line, strlen("footing:")),
                          (struct hcl_range){ (uint32_t)start, (uint32_t)(start + raw.n) });
        }
    }
}

/* ---- the file ------------------------------------------------------------------------------ */

static struct str id_of_path(struct arena *a, struct str path)
{
    static const struct str ends[] = { STR_INIT(".json"), STR_INIT(".hcl"),
                                       STR_INIT(".tfmigrate") };
    AUTO_BUF struct buf id = BUF_INIT;
    struct str name = path_base(path);

    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        if (str_ends(name, ends[i]))
            name.n -= ends[i].n;
    for (size_t i = 0; i < name.n && i < MIGRATION_ID_MAX; i++) {
        struct str c = str_slice(name, i, i + 1);

        buf_add(&id, migration_id_is_valid(c) || ((c.p[0] == '.' || c.p[0] == '-') && i)
                         ? c
                         : str_lit("_"));
    }
    return id.n ? str_copy(a, buf_str(&id)) : str_lit("migration");
}

static bool read_kind(struct reader *r, const struct hcl_block *block)
{
    struct migration *m = r->migration;

    if (block->n_labels != 2) {
        hcl_diag_add(r->diags, r->source, block->type.range, "Wrong number of labels",
                     "The form is: migration \"state\" \"NAME\" { … }, or \"multi_state\".");
        return false;
    }
    m->name = block->labels[1].text;
    if (str_is(block->labels[0].text, "state"))
        m->kind = MIGRATION_STATE;
    else if (str_is(block->labels[0].text, "multi_state"))
        m->kind = MIGRATION_MULTI_STATE;
    else {
        hcl_diag_add(r->diags, r->source, block->labels[0].range, "Unknown kind of migration",
                     "Known are \"state\" and \"multi_state\".");
        return false;
    }
    return true;
}

static void require(struct reader *r, const struct hcl_block *block, const char *name)
{
    if (!hcl_body_attribute(&block->body, str_z(name)))
        hcl_diag_add(r->diags, r->source, block->type.range, "Attribute missing",
                     "A migration of this kind needs \"%s\".", name);
}

static void read_block(struct reader *r, const struct hcl_block *block)
{
    struct migration *m = r->migration;

    if (!read_kind(r, block))
        return;
    m->from.dir = m->to.dir = str_lit(".");
    if (m->kind == MIGRATION_MULTI_STATE) {
        require(r, block, "from_dir");
        require(r, block, "to_dir");
    }
    require(r, block, "actions");
    for (size_t i = 0; i < block->body.n; i++) {
        const struct hcl_element *element = &block->body.items[i];

        if (element->attribute)
            read_attribute(r, element->attribute);
        else
            hcl_diag_add(r->diags, r->source, element->block->type.range, "Unexpected block",
                         "A migration has attributes only.");
    }
    if (m->kind == MIGRATION_MULTI_STATE && hcl_body_attribute(&block->body, str_lit("to_dir")) &&
        str_eq(m->from.dir, m->to.dir) && str_eq(m->from.workspace, m->to.workspace))
        hcl_diag_add(r->diags, r->source, block->type.range, "Both states are the same",
                     "Within one state a migration of kind \"state\" moves.");
}

static struct hcl_body *read_body(struct arena *a, const struct hcl_source *source,
                                  struct hcl_diags *d)
{
    return str_ends(source->path, str_lit(".json")) ? hcl_json_body(a, source, d)
                                                    : hcl_parse_file(a, source, d);
}

bool migration_is_one(const struct hcl_source *source)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_diags ignored = { .arena = &a, .mute = true };

    if (str_find(source->text, str_lit("migration")) == STR_NONE)
        return false;
    return hcl_body_block(read_body(&a, source, &ignored), str_lit("migration"), NULL) != NULL;
}

int migration_parse(struct arena *a, const struct hcl_source *source, const struct map *env,
                    struct migration *ret, struct hcl_diags *d)
{
    struct migration m = { .source = source };
    struct reader r = { a, source, env, &m, d };
    size_t before = d->n_errors;
    struct hcl_body *body = read_body(a, source, d);
    const struct hcl_block *block = NULL;

    if (d->n_errors > before)
        return -1;
    m.id = id_of_path(a, source->path);
    for (size_t i = 0; i < body->n; i++) {
        const struct hcl_element *element = &body->items[i];

        if (element->block && str_is(element->block->type.text, "migration") && !block)
            block = element->block;
        else
            hcl_diag_add(d, source,
                         element->block ? element->block->type.range
                                        : element->attribute->name.range,
                         "Unexpected content", "A migration file has one block, migration.");
    }
    if (block)
        read_block(&r, block);
    else
        hcl_diag_add(d, source, (struct hcl_range){ 0, 0 }, "No migration",
                     "A migration file has one block, migration \"state\" \"NAME\" { … }.");
    read_comments(&r, body);
    *ret = m;
    return d->n_errors > before ? -1 : 0;
}
