#include "upgrade/facts.h"

#include "base/fs.h"
#include "hcl/address.h"
#include "hcl/edit_plan.h"
#include "hcl/parse.h"

/* ---- building objects ---------------------------------------------------------------------- */

enum { MEMBERS_MAX = 32 };

struct members {
    struct arena *arena;
    struct str keys[MEMBERS_MAX];
    const struct value *values[MEMBERS_MAX];
    size_t n;
};

static void put(struct members *m, const char *key, const struct value *v)
{
    if (m->n == MEMBERS_MAX)
        BUG("an object of facts has too many members");
    m->keys[m->n] = str_z(key);
    m->values[m->n++] = v;
}

static void put_text(struct members *m, const char *key, struct str s)
{
    put(m, key, value_string(m->arena, s));
}

static const struct value *object_of(struct members *m)
{
    struct str *keys = arena_array(m->arena, m->n, sizeof *keys);
    const struct value **values = arena_array(m->arena, m->n, sizeof *values);

    for (size_t i = 0; i < m->n; i++) {
        keys[i] = m->keys[i];
        values[i] = m->values[i];
    }
    return value_object(m->arena, keys, values, m->n);
}

static const struct value *tuple_of(struct arena *a, const struct str *items, size_t n)
{
    const struct value **values = arena_array(a, n, sizeof *values);

    for (size_t i = 0; i < n; i++)
        values[i] = value_string(a, items[i]);
    return value_tuple(a, values, n);
}

/* ---- the unit ------------------------------------------------------------------------------ */

static const struct value *parents(struct facts *f)
{
    const struct repository *r = f->survey->repository;
    struct str dir = r->references.items[f->unit->reference].dir;
    struct data_texts names = { 0 };

    while (!str_eq(dir, r->root) && dir.n > r->root.n) {
        struct fs_entries entries;
        struct err ignored;

        dir = str_copy(f->arena, path_dir(dir));
        if (fs_list(f->arena, dir.p, &entries, &ignored) < 0)
            break;
        for (size_t i = 0; i < entries.n; i++)
            if (entries.items[i].kind == FS_FILE || entries.items[i].kind == FS_LINK)
                vec_push(f->arena, &names, entries.items[i].name);
    }
    return tuple_of(f->arena, names.items, names.n);
}

static struct str constant_text(struct arena *a, const struct hcl_source *source,
                                const struct hcl_attribute *attribute)
{
    struct hcl_diags ignored = { .arena = a, .mute = true };
    struct scope scope = { .source = source, .functions = &functions_core };
    const struct value *v;
    struct eval e;

    eval_init(&e, a, &ignored);
    v = attribute ? eval_expr(&e, &scope, attribute->value) : NULL;
    return value_is_text(v) ? v->u.string : str_lit("");
}

static void collect(struct facts *f, const struct repo_file *file, struct str type,
                    struct str attribute, struct data_texts *into)
{
    const struct hcl_block *block = NULL;

    while (file->body && (block = hcl_body_block(file->body, type, block))) {
        struct str s =
            constant_text(f->arena, &file->source, hcl_body_attribute(&block->body, attribute));

        if (s.n)
            vec_push(f->arena, into, s);
    }
}

/* The texts that the file's `generate` blocks write, without evaluating them. */
static void collect_contents(const struct repo_file *file, struct buf *into)
{
    const struct hcl_block *block = NULL;

    while (file->body && (block = hcl_body_block(file->body, str_lit("generate"), block))) {
        const struct hcl_attribute *contents =
            hcl_body_attribute(&block->body, str_lit("contents"));

        if (contents)
            buf_add(into, str_slice(file->source.text, contents->range.start, contents->range.end));
    }
}

static void generates(struct facts *f, const struct value **ret_paths,
                      const struct value **ret_contents)
{
    AUTO_BUF struct buf contents = BUF_INIT;
    struct repository *r = f->survey->repository;
    struct hcl_diags ignored = { .arena = f->arena, .mute = true };
    struct data_texts paths = { 0 };
    struct tg_config *c = NULL;
    struct eval e;

    if (!f->unit->plain && f->unit->file)
        c = tg_open(&r->terragrunt, f->unit->file->path, NULL);
    eval_init(&e, f->arena, &ignored);
    if (c)
        tg_resolve_includes(&e, c);
    for (size_t i = 0; c && i <= c->n_includes; i++) {
        const struct repo_file *file = i == c->n_includes      ? c->file
                                       : c->includes[i].config ? c->includes[i].config->file
                                                               : NULL;

        if (!file)
            continue;
        collect(f, file, str_lit("generate"), str_lit("path"), &paths);
        collect_contents(file, &contents);
    }
    *ret_paths = tuple_of(f->arena, paths.items, paths.n);
    *ret_contents = value_string(f->arena, str_copy(f->arena, buf_str(&contents)));
}

static const struct value *aliases(struct facts *f)
{
    struct repository *r = f->survey->repository;
    struct str dir = r->references.items[f->unit->reference].dir;
    struct data_texts names = { 0 };

    for (size_t i = 0; f->unit->plain && i < r->walk.files.n; i++) {
        struct str path = r->walk.files.items[i];

        if (walk_is_terraform(path) && str_eq(path_dir(path), dir))
            collect(f, files_parse(&r->files, path), str_lit("provider"), str_lit("alias"), &names);
    }
    return tuple_of(f->arena, names.items, names.n);
}

/* "local.accounts.logs", "local.accounts["a b"].id"; "" if no local of the file has the account. */
static struct str id_from_locals(struct facts *f, struct str account, struct str id)
{
    const struct value *locals = f->unit->locals;

    for (size_t i = 0; locals && i < locals->u.map.n; i++) {
        const struct value *table = locals->u.map.values[i], *entry;
        const char *part;
        bool object;

        if (table->state != VALUE_KNOWN ||
            (table->type->kind != TYPE_OBJECT && table->type->kind != TYPE_MAP))
            continue;
        entry = value_get(table, account);
        object = entry && entry->state == VALUE_KNOWN &&
                 (entry->type->kind == TYPE_OBJECT || entry->type->kind == TYPE_MAP);
        if (object)
            entry = value_get(entry, str_lit("id"));
        if (!entry || entry->state != VALUE_KNOWN || entry->type->kind != TYPE_STRING ||
            !str_eq(entry->u.string, id))
            continue;
        part = object ? ".id" : "";
        if (hcl_is_identifier(account))
            return str_printf(f->arena, "local.%.*s.%.*s%s", STR(locals->u.map.keys[i]),
                              STR(account), part);
        return str_printf(f->arena, "local.%.*s[%.*s]%s", STR(locals->u.map.keys[i]),
                          STR(plan_quoted(f->arena, account)), part);
    }
    return str_lit("");
}

static const struct value *ids(struct facts *f)
{
    const struct survey *s = f->survey;
    struct str *keys = arena_array(f->arena, s->accounts.n, sizeof *keys);
    const struct value **values = arena_array(f->arena, s->accounts.n, sizeof *values);

    for (size_t i = 0; i < s->accounts.n; i++) {
        struct str id = s->accounts.items[i].id;
        struct str text = id_from_locals(f, s->accounts.items[i].name, id);

        if (!text.n && id.n)
            text = str_printf(f->arena, "\"%.*s\"", STR(id));
        keys[i] = s->accounts.items[i].name;
        values[i] = text.n ? value_string(f->arena, text) : value_null(f->arena, &type_string);
    }
    return value_object(f->arena, keys, values, s->accounts.n);
}

static size_t spaces_at(struct str s)
{
    size_t n = 0;

    while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t'))
        n++;
    return n;
}

/* Without what all lines but the first are indented by; a heredoc's lines are not touched. */
static struct str dedent(struct arena *a, struct str s)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct str rest = s;
    size_t least = SIZE_MAX;

    str_cut(&rest, '\n');
    while (rest.n) {
        struct str line = str_cut(&rest, '\n');
        size_t n = spaces_at(line);

        if (str_trim(line).n && n < least)
            least = n;
    }
    if (least == SIZE_MAX || str_find(s, str_lit("<<")) != STR_NONE)
        return s;
    for (bool first = true; s.n; first = false) {
        size_t end = str_find_char(s, '\n');
        struct str line = str_slice(s, 0, end == STR_NONE ? s.n : end + 1);

        s = str_skip(s, line.n);
        buf_add(&b, first || spaces_at(line) < least ? line : str_skip(line, least));
    }
    return str_copy(a, buf_str(&b));
}

static void collect_written(struct facts *f, const struct hcl_expr *expr, struct str *keys,
                            const struct value **values, size_t *n, size_t most)
{
    struct str text = f->unit->file->source.text;

    expr = address_bare(expr);
    for (size_t i = 0; address_is_merge(expr) && i < expr->u.call.n_args; i++)
        if (address_bare(expr->u.call.args[i])->kind == HCL_EXPR_OBJECT)
            collect_written(f, expr->u.call.args[i], keys, values, n, most);
    for (size_t i = 0; expr->kind == HCL_EXPR_OBJECT && i < expr->u.object.n && *n < most; i++) {
        const struct hcl_item *item = &expr->u.object.items[i];

        if (item->key)
            continue;
        keys[*n] = item->name.text;
        values[(*n)++] =
            value_string(f->arena, dedent(f->arena, str_slice(text, item->value->range.start,
                                                              item->value->range.end)));
    }
}

enum { WRITTEN_MAX = 1000 };

static const struct value *written(struct facts *f)
{
    const struct survey_unit *u = f->unit;
    const struct hcl_attribute *inputs =
        u->body && !u->plain ? hcl_body_attribute(u->body, str_lit("inputs")) : NULL;
    struct str *keys = arena_array(f->arena, WRITTEN_MAX, sizeof *keys);
    const struct value **values = arena_array(f->arena, WRITTEN_MAX, sizeof *values);
    size_t n = 0;

    if (inputs)
        collect_written(f, inputs->value, keys, values, &n, WRITTEN_MAX);
    for (size_t i = 0; u->plain && u->body && i < u->body->n && n < WRITTEN_MAX; i++) {
        const struct hcl_attribute *attribute = u->body->items[i].attribute;

        if (!attribute)
            continue;
        keys[n] = attribute->name.text;
        values[n++] =
            value_string(f->arena, str_slice(u->file->source.text, attribute->value->range.start,
                                             attribute->value->range.end));
    }
    return value_object(f->arena, keys, values, n);
}

static const struct value *unknown_inputs(struct arena *a)
{
    return value_unknown(a, &type_dynamic, str_lit("the unit's inputs"));
}

static void turn_unit(struct facts *f)
{
    const struct survey_unit *u = f->unit;
    const struct reference *ref = &f->survey->repository->references.items[u->reference];
    const struct value *paths, *contents;
    struct members m = { .arena = f->arena };

    put_text(&m, "name", ref->unit);
    put_text(&m, "module", ref->module.path);
    put_text(&m, "role", u->module ? u->module->role : str_lit(""));
    put_text(&m, "version", ref->ref);
    put_text(&m, "goal", u->goal);
    put(&m, "plain", value_bool(f->arena, u->plain));
    put_text(&m, "account", u->account);
    put_text(&m, "account_id", u->account_id);
    put(&m, "inputs", u->inputs ? u->inputs : unknown_inputs(f->arena));
    put(&m, "locals", u->locals ? u->locals : value_object(f->arena, NULL, NULL, 0));
    put(&m, "written", written(f));
    put(&m, "parents", parents(f));
    generates(f, &paths, &contents);
    put(&m, "generates", paths);
    put(&m, "generated", contents);
    put(&m, "aliases", aliases(f));
    put(&m, "id_of", ids(f));
    f->of_unit = object_of(&m);
}

/* ---- the rest ------------------------------------------------------------------------------ */

static const struct value *all_locals(struct facts *f)
{
    const struct survey *s = f->survey;
    VEC(struct str) keys = { 0 };
    VEC(const struct value *) values = { 0 };

    /* value_object() keeps the last of several: so from the last unit to the first. */
    for (size_t i = s->units.n; i-- > 0;) {
        const struct value *locals = s->units.items[i].locals;

        for (size_t k = 0; locals && k < locals->u.map.n; k++) {
            vec_push(f->arena, &keys, locals->u.map.keys[k]);
            vec_push(f->arena, &values, locals->u.map.values[k]);
        }
    }
    return value_object(f->arena, keys.items, values.items, keys.n);
}

static const struct value *organization(struct facts *f)
{
    const struct survey *s = f->survey;
    struct members m = { .arena = f->arena };
    struct str *keys = arena_array(f->arena, s->accounts.n, sizeof *keys);
    const struct value **values = arena_array(f->arena, s->accounts.n, sizeof *values);

    for (size_t i = 0; i < s->accounts.n; i++) {
        struct members account = { .arena = f->arena };

        put_text(&account, "id", s->accounts.items[i].id);
        keys[i] = s->accounts.items[i].name;
        values[i] = object_of(&account);
    }
    put(&m, "accounts", value_object(f->arena, keys, values, s->accounts.n));
    put(&m, "locals", all_locals(f));
    for (size_t i = 0; i < s->relations.n && m.n < MEMBERS_MAX; i++) {
        struct str name = s->relations.items[i].of->name, found = s->relations.items[i].account;

        put(&m, str_cstr(f->arena, name),
            found.n ? value_string(f->arena, found) : value_null(f->arena, &type_string));
    }
    return object_of(&m);
}

static const struct value *answered(struct facts *f)
{
    const struct catalog_repository *r = f->unit->catalog;
    struct str *keys = arena_array(f->arena, r->questions.n, sizeof *keys);
    const struct value **values = arena_array(f->arena, r->questions.n, sizeof *values);

    for (size_t i = 0; i < r->questions.n; i++) {
        const struct answer *found =
            answers_find(f->answers, r->questions.items[i].name, f->unit->account);

        keys[i] = r->questions.items[i].name;
        values[i] = found ? found->value : value_null(f->arena, &type_dynamic);
    }
    return value_object(f->arena, keys, values, r->questions.n);
}

static const struct value *passes(struct facts *f, const struct semver *goal)
{
    const struct catalog_repository *r = f->unit->catalog;
    struct str *keys = arena_array(f->arena, r->releases.n, sizeof *keys);
    const struct value **values = arena_array(f->arena, r->releases.n, sizeof *values);

    for (size_t i = 0; i < r->releases.n; i++) {
        keys[i] = r->releases.items[i].tag;
        values[i] = value_bool(f->arena, semver_cmp(goal, &r->releases.items[i].version) >= 0);
    }
    return value_object(f->arena, keys, values, r->releases.n);
}

static const struct value *target(struct facts *f)
{
    struct members m = { .arena = f->arena };
    const struct data_texts none = { 0 }, *regions = &none;
    struct semver goal = { 0 };

    if (semver_parse(f->unit->goal, &goal))
        regions = catalog_regions(f->unit->catalog, &goal);
    put_text(&m, "benchmark", f->survey->benchmark);
    put_text(&m, "version", f->unit->goal);
    put(&m, "passes", passes(f, &goal));
    put(&m, "regions", tuple_of(f->arena, regions->items, regions->n));
    return object_of(&m);
}

static const struct value *lookup(struct eval *e, const struct scope *scope, struct str name,
                                  const struct eval_step *steps, size_t n, struct hcl_range at,
                                  size_t *ret_used)
{
    const struct facts *f = eval_outermost(scope)->data;

    (void)steps;
    (void)n;
    *ret_used = 0;
    if (str_is(name, "unit"))
        return f->of_unit;
    if (str_is(name, "org"))
        return f->of_org;
    if (str_is(name, "answers"))
        return f->of_answers;
    if (str_is(name, "target"))
        return f->of_target;
    return eval_error(e, scope, at, "Unknown name", "Steps know unit, org, answers and target.");
}

void facts_init(struct facts *f, struct arena *a, const struct survey *s, const struct answers *an)
{
    *f = (struct facts){ .arena = a, .survey = s, .answers = an };
    f->scope = (struct scope){ .functions = &functions_core, .data = f, .lookup = lookup };
    f->of_org = organization(f);
}

void facts_turn(struct facts *f, const struct survey_unit *u)
{
    f->unit = u;
    turn_unit(f);
    f->of_answers = answered(f);
    f->of_target = target(f);
}

/* ---- asking -------------------------------------------------------------------------------- */

static const struct value *evaluate(struct facts *f, const struct step *step,
                                    const struct hcl_expr *expr, struct str *ret_why)
{
    struct hcl_diags diags = { .arena = f->arena };
    const struct value *v;
    struct eval e;

    f->scope.source = step->item.source;
    eval_init(&e, f->arena, &diags);
    v = eval_expr(&e, &f->scope, expr);
    if (!v)
        *ret_why = str_printf(f->arena, "%.*s: %.*s", STR(data_place(f->arena, &step->item)),
                              STR(diags.items[0].detail));
    return v;
}

static enum fact_answer not_text(struct facts *f, const struct step *step, const struct value *v,
                                 struct str *ret_why)
{
    if (v->state == VALUE_NULL)
        return FACT_NO;
    *ret_why =
        v->state == VALUE_UNKNOWN && v->why.n
            ? v->why
            : str_printf(f->arena, "%.*s gives no text", STR(data_place(f->arena, &step->item)));
    return FACT_UNKNOWN;
}

enum fact_answer facts_ask(struct facts *f, const struct step *step, const struct hcl_expr *expr,
                           struct str *ret_why)
{
    const struct value *v = expr ? evaluate(f, step, expr, ret_why) : NULL;

    if (!expr)
        return FACT_YES;
    if (!v)
        return FACT_UNKNOWN;
    if (v->state == VALUE_KNOWN && v->type->kind == TYPE_BOOL)
        return v->u.boolean ? FACT_YES : FACT_NO;
    return not_text(f, step, v, ret_why);
}

enum fact_answer facts_text(struct facts *f, const struct step *step, const struct hcl_expr *expr,
                            struct str *ret, struct str *ret_why)
{
    const struct value *v = evaluate(f, step, expr, ret_why);

    if (!v)
        return FACT_UNKNOWN;
    if (v->state != VALUE_KNOWN || v->type->kind != TYPE_STRING)
        return not_text(f, step, v, ret_why);
    *ret = v->u.string;
    return FACT_YES;
}

enum fact_answer facts_texts(struct facts *f, const struct step *step, const struct hcl_expr *expr,
                             struct data_texts *ret, struct str *ret_why)
{
    const struct value *v = evaluate(f, step, expr, ret_why);

    *ret = (struct data_texts){ 0 };
    if (!v)
        return FACT_UNKNOWN;
    if (v->state == VALUE_KNOWN && v->type->kind == TYPE_STRING) {
        vec_push(f->arena, ret, v->u.string);
        return FACT_YES;
    }
    if (v->state != VALUE_KNOWN || (v->type->kind != TYPE_TUPLE && v->type->kind != TYPE_LIST))
        return not_text(f, step, v, ret_why);
    for (size_t i = 0; i < v->u.list.n; i++) {
        const struct value *item = v->u.list.items[i];

        if (item->state != VALUE_KNOWN || item->type->kind != TYPE_STRING)
            return not_text(f, step, item, ret_why);
        vec_push(f->arena, ret, item->u.string);
    }
    return FACT_YES;
}
