#include "upgrade/terragrunt.h"

#include <unistd.h>

enum local_state { LOCAL_EVALUATING = 1, LOCAL_DONE };

struct tg_local {
    enum local_state state;
    const struct value *value; /* NULL: its evaluation failed, with a diagnostic */
};

/* ---- opening ------------------------------------------------------------------------------- */

void tg_init(struct terragrunt *t, struct arena *a, struct files *files, const struct map *env)
{
    *t = (struct terragrunt){ .files = files, .arena = a, .env = env };
}

bool tg_exists(struct terragrunt *t, struct str path)
{
    static char yes, no;
    char *known = map_get(&t->exists, path);

    if (!known) {
        path = str_copy(t->arena, path);
        known = access(files_original(t->files, path).p, F_OK) == 0 ? &yes : &no;
        map_put(t->arena, &t->exists, path, known);
    }
    return known == &yes;
}

static int host_read_file(void *data, const struct scope *scope, struct str path,
                          const struct hcl_source **ret, struct err *e)
{
    struct tg_config *c = tg_config_of(scope);
    struct repo_file *file = files_read(c->tg->files, path_join(c->tg->arena, c->file_dir, path));

    (void)data;
    if (file->failure) {
        *e = *file->failure;
        return -1;
    }
    *ret = &file->source;
    return 0;
}

static int host_file_exists(void *data, const struct scope *scope, struct str path, bool *ret,
                            struct err *e)
{
    struct tg_config *c = tg_config_of(scope);
    enum fs_kind kind;

    (void)data;
    path = files_original(c->tg->files, path_join(c->tg->arena, c->file_dir, path));
    if (fs_stat(path.p, NULL, &kind, e) < 0) {
        *ret = false;
        return e->code == ERR_NOT_FOUND ? 0 : -1;
    }
    *ret = kind == FS_FILE;
    return 0;
}

static struct str host_base_dir(void *data, const struct scope *scope)
{
    (void)data;
    return tg_config_of(scope)->file_dir;
}

static const struct eval_host host = {
    .read_file = host_read_file,
    .file_exists = host_file_exists,
    .base_dir = host_base_dir,
};

struct tg_config *tg_config_of(const struct scope *scope)
{
    return eval_outermost(scope)->data;
}

static const struct value *lookup(struct eval *e, const struct scope *scope, struct str name,
                                  const struct eval_step *steps, size_t n_steps,
                                  struct hcl_range at, size_t *ret_used);

static void find_includes(struct tg_config *c)
{
    const struct hcl_block *block = NULL;
    size_t n = 0;

    while ((block = hcl_body_block(c->file->body, str_lit("include"), block)))
        n++;
    c->includes = arena_array(c->tg->arena, n, sizeof *c->includes);
    while ((block = hcl_body_block(c->file->body, str_lit("include"), block))) {
        struct tg_include *include = &c->includes[c->n_includes++];

        include->block = block;
        include->bare = block->n_labels == 0;
        include->name = include->bare ? str_lit("") : block->labels[0].text;
    }
}

static struct tg_config *open_config(struct terragrunt *t, struct repo_file *file)
{
    struct tg_config *c = arena_new(t->arena, struct tg_config);

    c->tg = t;
    c->file = file;
    c->scope = (struct scope){
        .source = &file->source,
        .functions = &functions_terragrunt,
        .host = &host,
        .data = c,
        .lookup = lookup,
    };
    return c;
}

static const struct value *values_beside(struct terragrunt *t, struct str dir);

struct tg_config *tg_open(struct terragrunt *t, struct str path, const struct value *values)
{
    struct repo_file *file = files_parse(t->files, path);
    struct tg_config *c;

    if (file->failure)
        return NULL;
    c = open_config(t, file);
    /* The folder through which it was reached: of a linked file not that of its target. */
    c->dir = c->file_dir = c->original_dir = str_copy(t->arena, path_dir(path));
    c->values = values ? values : values_beside(t, c->dir);
    c->is_stack = str_is(path_base(path), "terragrunt.stack.hcl");
    find_includes(c);
    return c;
}

struct tg_config *tg_open_text(struct terragrunt *t, const struct repo_file *file, struct str dir,
                               struct str text)
{
    struct repo_file *other = arena_new(t->arena, struct repo_file);
    struct tg_config *c;

    other->path = file->path;
    other->source = (struct hcl_source){ .path = file->source.path, .text = text };
    other->diags.arena = t->arena;
    other->body = hcl_parse_file(t->arena, &other->source, &other->diags);
    c = open_config(t, other);
    c->dir = c->file_dir = c->original_dir = dir;
    find_includes(c);
    return c;
}

struct tg_config *tg_open_included(struct tg_config *child, struct str path)
{
    struct repo_file *file = files_parse(child->tg->files, path);
    struct tg_config *c;

    if (file->failure)
        return NULL;
    c = open_config(child->tg, file);
    c->dir = child->dir;
    c->original_dir = child->original_dir;
    c->values = child->values;
    if (child->is_stack) {
        c->file_dir = child->file_dir;
        c->stack = child;
    } else {
        c->file_dir = str_copy(child->tg->arena, path_dir(path));
        c->child = child;
    }
    return c;
}

/* A generated terragrunt.values.hcl: its attributes are the values. */
static const struct value *values_beside(struct terragrunt *t, struct str dir)
{
    struct str path = path_join(t->arena, dir, str_lit("terragrunt.values.hcl"));
    struct hcl_diags diags = { .arena = t->arena, .mute = true };
    struct repo_file *file;
    struct tg_config *c;
    struct eval e;
    struct str *keys;
    const struct value **values;
    size_t n = 0;

    if (!t->has_generated || !tg_exists(t, path))
        return NULL;
    file = files_parse(t->files, path);
    if (file->failure)
        return NULL;
    c = open_config(t, file);
    c->dir = c->file_dir = c->original_dir = dir;
    eval_init(&e, t->arena, &diags);
    keys = arena_array(t->arena, file->body->n, sizeof *keys);
    values = arena_array(t->arena, file->body->n, sizeof *values);
    for (size_t i = 0; i < file->body->n; i++) {
        const struct hcl_attribute *attribute = file->body->items[i].attribute;

        if (!attribute)
            continue;
        keys[n] = attribute->name.text;
        values[n] = eval_expr(&e, &c->scope, attribute->value);
        if (!values[n])
            values[n] =
                value_unknown(t->arena, &type_dynamic, str_lit("it could not be evaluated"));
        n++;
    }
    return value_object(t->arena, keys, values, n);
}

/* ---- includes ------------------------------------------------------------------------------ */

static bool include_flag(struct eval *e, struct tg_config *c, const struct hcl_block *block,
                         struct str name)
{
    const struct hcl_attribute *attribute = hcl_body_attribute(&block->body, name);
    const struct value *v;

    if (!attribute)
        return false;
    v = eval_expr(e, &c->scope, attribute->value);
    return v && v->state == VALUE_KNOWN && v->type->kind == TYPE_BOOL && v->u.boolean;
}

static enum merge_strategy include_strategy(struct eval *e, struct tg_config *c,
                                            const struct hcl_block *block)
{
    const struct hcl_attribute *attribute =
        hcl_body_attribute(&block->body, str_lit("merge_strategy"));
    const struct value *v;

    if (!attribute)
        return MERGE_SHALLOW;
    v = eval_expr(e, &c->scope, attribute->value);
    if (!v || v->state != VALUE_KNOWN || v->type->kind != TYPE_STRING)
        return MERGE_SHALLOW;
    if (str_is(v->u.string, "no_merge"))
        return MERGE_NONE;
    return str_is(v->u.string, "deep") ? MERGE_DEEP : MERGE_SHALLOW;
}

static bool find_block(const struct tg_config *c, const char *type, uint32_t *ret_line)
{
    const struct hcl_block *block = hcl_body_block(c->file->body, str_z(type), NULL);
    uint32_t column;

    if (block)
        hcl_position(c->file->source.text, block->range.start, ret_line, &column);
    return block != NULL;
}

static void check_included(struct eval *e, struct tg_config *c, struct tg_include *include,
                           struct hcl_range at)
{
    struct tg_config *included = include->config;
    uint32_t line, column;

    if (included->file->diags.n_errors) {
        const struct hcl_diag *first = &included->file->diags.items[0];

        hcl_position(included->file->source.text, first->at.start, &line, &column);
        eval_error(e, &c->scope, at, "Included file is broken", "%.*s:%u:%u: %.*s.",
                   STR(included->file->source.path), line, column, STR(first->summary));
    }
    if (find_block(included, "include", &line))
        eval_error(e, &c->scope, at, "Included file includes another",
                   "%.*s:%u has an include block of its own; Terragrunt allows one level.",
                   STR(included->file->source.path), line);
    if (c->is_stack && find_block(included, "locals", &line))
        eval_error(e, &c->scope, at, "Included stack file has locals",
                   "%.*s:%u has locals of its own; Terragrunt allows them only in the stack file.",
                   STR(included->file->source.path), line);
}

static void resolve_include(struct eval *e, struct tg_config *c, struct tg_include *include)
{
    const struct hcl_attribute *path = hcl_body_attribute(&include->block->body, str_lit("path"));
    struct terragrunt *t = c->tg;
    const struct value *v;
    struct str target;

    include->resolved = true; /* first, so that a path that needs its own include ends */
    if (!path) {
        eval_error(e, &c->scope, include->block->type.range, "Include without path",
                   "An include block needs the attribute \"path\".");
        return;
    }
    include->expose = include_flag(e, c, include->block, str_lit("expose"));
    include->strategy = include_strategy(e, c, include->block);
    v = eval_expr(e, &c->scope, path->value);
    if (!v)
        return;
    if (v->state != VALUE_KNOWN || v->type->kind != TYPE_STRING) {
        eval_error(e, &c->scope, path->value->range, "Include path is not known", "%.*s",
                   STR(v->why));
        return;
    }
    target = path_join(t->arena, c->dir, v->u.string);
    if (str_eq(target, path_join(t->arena, c->file_dir, path_base(c->file->path)))) {
        eval_error(e, &c->scope, path->value->range, "File includes itself",
                   "The path leads back to %.*s.", STR(c->file->source.path));
        return;
    }
    include->config = tg_open_included(c, target);
    if (!include->config) {
        struct repo_file *file = files_read(t->files, target);

        eval_error(e, &c->scope, path->value->range, "Included file cannot be read", "%s.",
                   file->failure->message);
        return;
    }
    check_included(e, c, include, path->value->range);
}

void tg_resolve_includes(struct eval *e, struct tg_config *c)
{
    for (size_t i = 0; i < c->n_includes; i++)
        if (!c->includes[i].resolved)
            resolve_include(e, c, &c->includes[i]);
}

const struct hcl_attribute *tg_own_attribute(const struct tg_config *c, struct str name)
{
    const struct hcl_block *block = hcl_body_block(c->file->body, str_lit("terraform"), NULL);

    return block ? hcl_body_attribute(&block->body, name) : NULL;
}

/* Written beside a unit by a stack; it wins over everything. Never edited. */
static struct tg_config *autoinclude(struct tg_config *c)
{
    struct str path = path_join(c->tg->arena, c->dir, str_lit("terragrunt.autoinclude.hcl"));

    return c->tg->has_generated && tg_exists(c->tg, path) ? tg_open_included(c, path) : NULL;
}

/* Is the attribute there and not null? Null says nothing: the next one counts. */
static bool says(struct eval *e, struct tg_config *c, struct str name, struct tg_found *ret)
{
    const struct hcl_attribute *attribute = tg_own_attribute(c, name);
    const struct value *v;

    if (!attribute)
        return false;
    v = eval_expr(e, &c->scope, attribute->value);
    if (v && v->state == VALUE_NULL)
        return false;
    *ret = (struct tg_found){ c, attribute, v };
    return true;
}

bool tg_terraform_attribute(struct eval *e, struct tg_config *c, struct str name,
                            struct tg_found *ret)
{
    struct tg_config *generated = autoinclude(c);

    if (generated && says(e, generated, name, ret))
        return true;
    if (says(e, c, name, ret))
        return true;
    tg_resolve_includes(e, c);
    for (size_t i = c->n_includes; i-- > 0;) {
        const struct tg_include *include = &c->includes[i];

        if (include->config && include->strategy != MERGE_NONE &&
            says(e, include->config, name, ret))
            return true;
    }
    return false;
}

/* Why the value of something is unknown that failed quietly. */
static struct str first_detail(const struct hcl_diags *diags)
{
    return diags->n ? diags->items[0].detail : str_lit("");
}

/* ---- locals -------------------------------------------------------------------------------- */

static const struct hcl_attribute *find_local(const struct tg_config *c, struct str name)
{
    const struct hcl_block *block = NULL;

    while ((block = hcl_body_block(c->file->body, str_lit("locals"), block))) {
        const struct hcl_attribute *attribute = hcl_body_attribute(&block->body, name);

        if (attribute)
            return attribute;
    }
    return NULL;
}

static const struct value *eval_local(struct eval *e, struct tg_config *c,
                                      const struct hcl_attribute *attribute)
{
    struct tg_local *local = map_get(&c->locals, attribute->name.text);

    if (!local) {
        local = arena_new(c->tg->arena, struct tg_local);
        map_put(c->tg->arena, &c->locals, attribute->name.text, local);
        local->state = LOCAL_EVALUATING;
        local->value = eval_expr(e, &c->scope, attribute->value);
        local->state = LOCAL_DONE;
    } else if (local->state == LOCAL_EVALUATING) {
        return eval_error(e, &c->scope, attribute->name.range, "Local refers to itself",
                          "local.%.*s is needed to compute itself.", STR(attribute->name.text));
    } else if (!local->value) {
        return eval_error(e, &c->scope, attribute->name.range, "Local has no value",
                          "local.%.*s could not be evaluated.", STR(attribute->name.text));
    }
    return local->value;
}

static const struct value *get_local(struct eval *e, struct tg_config *c,
                                     const struct scope *asking, struct str name,
                                     struct hcl_range at)
{
    const struct hcl_attribute *attribute = find_local(c, name);

    if (!attribute)
        return eval_error(e, asking, at, "Unknown local", "%.*s has no local \"%.*s\".",
                          STR(c->file->source.path), STR(name));
    return eval_local(e, c, attribute);
}

/*
 * All locals as one object. A local that cannot be evaluated does not spoil the others: it is
 * unknown, with the reason.
 */
static const struct value *all_locals(struct eval *e, struct tg_config *c)
{
    VEC(struct str) keys = { 0 };
    VEC(const struct value *) values = { 0 };
    const struct hcl_block *block = NULL;
    struct arena *a = c->tg->arena;

    while ((block = hcl_body_block(c->file->body, str_lit("locals"), block))) {
        for (size_t i = 0; i < block->body.n; i++) {
            const struct hcl_attribute *attribute = block->body.items[i].attribute;
            struct hcl_diags diags = { .arena = a };
            struct eval quiet;
            const struct value *v;

            if (!attribute)
                continue;
            quiet = *e;
            quiet.diags = &diags;
            v = eval_local(&quiet, c, attribute);
            e->steps_left = quiet.steps_left;
            if (!v)
                v = value_unknown(a, &type_dynamic, first_detail(&diags));
            vec_push(a, &keys, attribute->name.text);
            vec_push(a, &values, v);
        }
    }
    return value_object(a, keys.items, values.items, keys.n);
}

/* ---- configurations as values -------------------------------------------------------------- */

static const struct value *quiet_expr(struct eval *e, struct tg_config *c,
                                      const struct hcl_expr *expr)
{
    struct hcl_diags diags = { .arena = c->tg->arena };
    struct eval quiet = *e;
    const struct value *v;

    quiet.diags = &diags;
    v = eval_expr(&quiet, &c->scope, expr);
    e->steps_left = quiet.steps_left;
    return v ? v : value_unknown(c->tg->arena, &type_dynamic, first_detail(&diags));
}

/* inputs: the includes' under the child's own, key by key. */
static const struct value *config_inputs(struct eval *e, struct tg_config *c)
{
    const struct hcl_attribute *own = hcl_body_attribute(c->file->body, str_lit("inputs"));
    struct arena *a = c->tg->arena;
    VEC(struct str) keys = { 0 };
    VEC(const struct value *) values = { 0 };

    tg_resolve_includes(e, c);
    for (size_t i = 0; i <= c->n_includes; i++) {
        const struct value *v = NULL;

        if (i == c->n_includes)
            v = own ? quiet_expr(e, c, own->value) : NULL;
        else if (c->includes[i].config && c->includes[i].strategy != MERGE_NONE)
            v = config_inputs(e, c->includes[i].config);
        if (v && !value_is_known(v))
            return v;
        if (!v || v->state != VALUE_KNOWN ||
            (v->type->kind != TYPE_OBJECT && v->type->kind != TYPE_MAP))
            continue;
        for (size_t k = 0; k < v->u.map.n; k++) {
            vec_push(a, &keys, v->u.map.keys[k]);
            vec_push(a, &values, v->u.map.values[k]);
        }
    }
    return value_object(a, keys.items, values.items, keys.n);
}

const struct value *tg_inputs(struct eval *e, struct tg_config *c)
{
    return config_inputs(e, c);
}

const struct value *tg_locals(struct eval *e, struct tg_config *c)
{
    return all_locals(e, c);
}

static const struct value *config_terraform(struct eval *e, struct tg_config *c)
{
    static const struct str names[] = { STR_INIT("source"), STR_INIT("version") };
    struct arena *a = c->tg->arena;
    struct str *keys = arena_array(a, ARRAY_LEN(names), sizeof *keys);
    const struct value **values = arena_array(a, ARRAY_LEN(names), sizeof *values);
    struct hcl_diags diags = { .arena = a };
    struct eval quiet = *e;
    size_t n = 0;

    tg_resolve_includes(e, c); /* so that what fails there is told */
    quiet.diags = &diags;
    quiet.steps_left = e->steps_left;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        struct tg_found found;

        if (!tg_terraform_attribute(&quiet, c, names[i], &found))
            continue;
        keys[n] = names[i];
        values[n++] =
            found.value ? found.value : value_unknown(a, &type_dynamic, first_detail(&diags));
    }
    e->steps_left = quiet.steps_left;
    return value_object(a, keys, values, n);
}

/* A member of a configuration, as `include.x` and read_terragrunt_config() show it, or NULL. */
static const struct value *config_member(struct eval *e, struct tg_config *c, struct str name)
{
    static const struct str unknowns[] = {
        STR_INIT("dependency"),   STR_INIT("dependencies"), STR_INIT("generate"),
        STR_INIT("remote_state"), STR_INIT("feature"),
    };

    if (str_is(name, "locals"))
        return all_locals(e, c);
    if (str_is(name, "inputs"))
        return config_inputs(e, c);
    if (str_is(name, "terraform"))
        return config_terraform(e, c);
    for (size_t i = 0; i < ARRAY_LEN(unknowns); i++)
        if (str_eq(name, unknowns[i]) && hcl_body_block(c->file->body, name, NULL))
            return value_unknown(c->tg->arena, &type_dynamic,
                                 str_printf(c->tg->arena, "%.*s blocks are not evaluated",
                                            STR(name)));
    {
        const struct hcl_attribute *attribute = hcl_body_attribute(c->file->body, name);

        return attribute ? quiet_expr(e, c, attribute->value) : NULL;
    }
}

static void add_member(struct eval *e, struct tg_config *c, struct str name, struct str *keys,
                       const struct value **values, size_t *n)
{
    for (size_t i = 0; i < *n; i++)
        if (str_eq(keys[i], name))
            return;
    values[*n] = config_member(e, c, name);
    if (values[*n])
        keys[(*n)++] = name;
}

/* Stack, values and side files: every attribute and block counts by its name. */
static const struct value *config_object(struct eval *e, struct tg_config *c)
{
    static const struct str always[] = { STR_INIT("locals"), STR_INIT("inputs"),
                                         STR_INIT("terraform") };
    struct arena *a = c->tg->arena;
    size_t most = ARRAY_LEN(always) + c->file->body->n, n = 0;
    struct str *keys = arena_array(a, most, sizeof *keys);
    const struct value **values = arena_array(a, most, sizeof *values);

    for (size_t i = 0; i < ARRAY_LEN(always); i++)
        add_member(e, c, always[i], keys, values, &n);
    for (size_t i = 0; i < c->file->body->n; i++) {
        const struct hcl_element *item = &c->file->body->items[i];

        add_member(e, c, item->attribute ? item->attribute->name.text : item->block->type.text,
                   keys, values, &n);
    }
    return value_object(a, keys, values, n);
}

void tg_mark_original(struct tg_config *c)
{
    for (; c; c = c->child ? c->child : c->reader)
        c->used_original_dir = true;
}

const struct value *tg_read_config(struct call *call, struct str path)
{
    struct tg_config *reader = tg_config_of(call->scope), *c;
    struct terragrunt *t = reader->tg;
    struct str own_key = str_printf(t->arena, "%.*s\n%.*s", STR(path), STR(reader->original_dir));
    const struct value *v = map_get(&t->read, path);

    if (v)
        return v;
    v = map_get(&t->read, own_key);
    if (v) {
        /* Remembered for this unit only: then the reader's values hold for it only, too. */
        tg_mark_original(reader);
        return v;
    }
    if (t->depth >= TG_DEPTH_MAX)
        return call_error(call, 0, "%.*s: configurations read each other, more than %d deep",
                          STR(files_shown(t->files, path)), TG_DEPTH_MAX);
    c = tg_open(t, path, NULL);
    if (!c)
        return call_error(call, 0, "%s", files_read(t->files, path)->failure->message);
    if (c->file->diags.n_errors)
        return call_error(call, 0, "%.*s is broken: %.*s", STR(c->file->source.path),
                          STR(c->file->diags.items[0].summary));
    c->original_dir = reader->original_dir;
    c->reader = reader;
    t->depth++;
    v = config_object(call->eval, c);
    t->depth--;
    map_put(t->arena, &t->read, c->used_original_dir ? own_key : str_copy(t->arena, path),
            (void *)(uintptr_t)v);
    return v;
}

/* ---- names in expressions ------------------------------------------------------------------ */

static struct tg_include *find_include(struct tg_config *c, struct str name)
{
    for (size_t i = 0; i < c->n_includes; i++)
        if (!c->includes[i].bare && str_eq(c->includes[i].name, name))
            return &c->includes[i];
    return NULL;
}

/* `include` itself: what every exposed include shows, by its name. */
static const struct value *all_includes(struct eval *e, struct tg_config *c)
{
    struct arena *a = c->tg->arena;
    struct str *keys = arena_array(a, c->n_includes, sizeof *keys);
    const struct value **values = arena_array(a, c->n_includes, sizeof *values);
    size_t n = 0;

    tg_resolve_includes(e, c);
    for (size_t i = 0; i < c->n_includes; i++) {
        const struct tg_include *include = &c->includes[i];

        if (!include->config || !include->expose)
            continue;
        if (include->bare && c->n_includes == 1)
            return config_object(e, include->config);
        keys[n] = include->name;
        values[n++] = config_object(e, include->config);
    }
    return value_object(a, keys, values, n);
}

/* include.NAME.locals.x, or include.locals.x when the only include has no label. */
static const struct value *lookup_include(struct eval *e, struct tg_config *c,
                                          const struct scope *asking, const struct eval_step *steps,
                                          size_t n, struct hcl_range at, size_t *ret_used)
{
    struct tg_include *include = n ? find_include(c, steps[0].name) : NULL;
    const struct value *v;
    size_t used = 1;

    if (!n || !steps[0].name.p)
        return all_includes(e, c);
    if (!include && c->n_includes == 1 && c->includes[0].bare) {
        include = &c->includes[0];
        used = 0;
    }
    if (!include)
        return eval_error(e, asking, at, "Unknown include", "%.*s has no include \"%.*s\".",
                          STR(c->file->source.path), STR(steps[0].name));
    if (!include->resolved)
        resolve_include(e, c, include);
    if (!include->config)
        return eval_error(e, asking, at, "Include cannot be used",
                          "The file that include \"%.*s\" names could not be read.",
                          STR(include->name));
    if (!include->expose)
        return eval_error(e, asking, at, "Include is not exposed",
                          "Add \"expose = true\" to include \"%.*s\" to use its values.",
                          STR(include->name));
    if (used == n) {
        *ret_used = used;
        return config_object(e, include->config);
    }
    if (str_is(steps[used].name, "locals") && used + 1 < n && steps[used + 1].name.p) {
        *ret_used = used + 2;
        return get_local(e, include->config, asking, steps[used + 1].name, at);
    }
    v = config_member(e, include->config, steps[used].name);
    if (!v)
        return eval_error(e, asking, at, "Unknown member of an include", "%.*s has no \"%.*s\".",
                          STR(include->config->file->source.path), STR(steps[used].name));
    *ret_used = used + 1;
    return v;
}

static const struct hcl_block *labelled_block(const struct tg_config *c, struct str type,
                                              struct str label)
{
    const struct hcl_block *block = NULL;

    while ((block = hcl_body_block(c->file->body, type, block)))
        if (block->n_labels && str_eq(block->labels[0].text, label))
            return block;
    return NULL;
}

/* feature.NAME.value: the default of the flag; what a run sets is not known here. */
static const struct value *lookup_feature(struct eval *e, struct tg_config *c,
                                          const struct scope *asking, const struct eval_step *steps,
                                          size_t n, struct hcl_range at, size_t *ret_used)
{
    const struct hcl_block *block = NULL;
    const struct hcl_attribute *attribute;
    struct tg_config *owner = c;

    if (n >= 1)
        block = labelled_block(c, str_lit("feature"), steps[0].name);
    for (size_t i = 0; n >= 1 && !block && i < c->n_includes; i++) {
        if (!c->includes[i].config)
            continue;
        owner = c->includes[i].config;
        block = labelled_block(owner, str_lit("feature"), steps[0].name);
    }
    attribute = block ? hcl_body_attribute(&block->body, str_lit("default")) : NULL;
    if (!attribute || n < 2 || !str_is(steps[1].name, "value"))
        return eval_error(e, asking, at, "Unknown feature flag",
                          "No feature block with a default is known by this name.");
    *ret_used = 2;
    return eval_expr(e, &owner->scope, attribute->value);
}

/* unit.NAME.path and stack.NAME.path, in stack files. */
static const struct value *lookup_component(struct eval *e, struct tg_config *c,
                                            const struct scope *asking, struct str type,
                                            const struct eval_step *steps, size_t n,
                                            struct hcl_range at, size_t *ret_used)
{
    const struct hcl_block *block = n >= 1 ? labelled_block(c, type, steps[0].name) : NULL;
    const struct hcl_attribute *attribute =
        block ? hcl_body_attribute(&block->body, str_lit("path")) : NULL;

    if (!attribute || n < 2 || !str_is(steps[1].name, "path"))
        return eval_error(e, asking, at, "Unknown unit or stack",
                          "No %.*s block with a path is known by this name.", STR(type));
    *ret_used = 2;
    return eval_expr(e, &c->scope, attribute->value);
}

static const struct value *lookup(struct eval *e, const struct scope *scope, struct str name,
                                  const struct eval_step *steps, size_t n, struct hcl_range at,
                                  size_t *ret_used)
{
    struct tg_config *c = tg_config_of(scope);

    if (c->stack)
        c = c->stack;
    *ret_used = 0;
    if (str_is(name, "local")) {
        if (!n || !steps[0].name.p)
            return all_locals(e, c);
        *ret_used = 1;
        return get_local(e, c, scope, steps[0].name, at);
    }
    if (str_is(name, "include"))
        return lookup_include(e, c, scope, steps, n, at, ret_used);
    if (str_is(name, "feature"))
        return lookup_feature(e, c, scope, steps, n, at, ret_used);
    if (str_is(name, "unit") || str_is(name, "stack"))
        return lookup_component(e, c, scope, name, steps, n, at, ret_used);
    if (str_is(name, "values"))
        return c->values ? c->values
                         : value_unknown(c->tg->arena, &type_dynamic,
                                         str_lit("values are given by the stack that uses it"));
    if (str_is(name, "dependency"))
        return value_unknown(c->tg->arena, &type_dynamic,
                             str_lit("outputs of dependencies are known only when applied"));
    return eval_error(e, scope, at, "Unknown name", "Terragrunt knows no \"%.*s\" here.",
                      STR(name));
}
