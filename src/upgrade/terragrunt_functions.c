/*
 * Terragrunt's own functions (https://terragrunt.gruntwork.io/docs/reference/hcl/functions/).
 *
 * None of them runs anything. Where Terragrunt would, the result is unknown and says why.
 */
#include "text/json.h"
#include "upgrade/provenance.h"
#include "upgrade/semver.h"
#include "upgrade/terragrunt.h"

enum { PARENT_FOLDERS_MAX = 100 }; /* as Terragrunt's default for max folders to check */

static const struct value *text(struct call *c, struct str s)
{
    return value_string(c->arena, s);
}

static struct str arg(struct call *c, size_t i)
{
    return i < c->n ? c->args[i]->u.string : str_lit("");
}

/* ---- folders ------------------------------------------------------------------------------- */

static struct str *find_upwards(struct tg_config *c, struct str dir, struct str name,
                                unsigned depth)
{
    static struct str nowhere;
    struct terragrunt *t = c->tg;
    struct str key = str_printf(t->arena, "%.*s\n%.*s", STR(dir), STR(name));
    struct str *found = map_get(&t->found, key), path;

    if (found)
        return found;
    path = path_join(t->arena, dir, name);
    if (tg_exists(t, path)) {
        found = arena_new(t->arena, struct str);
        *found = path;
    } else if (str_is(dir, "/") || depth == PARENT_FOLDERS_MAX) {
        found = &nowhere;
    } else {
        found = find_upwards(c, path_dir(dir), name, depth + 1);
    }
    map_put(t->arena, &t->found, key, found);
    return found;
}

static const struct value *find_in_parent_folders(struct call *c)
{
    struct tg_config *config = tg_config_of(c->scope);
    struct str name = c->n ? arg(c, 0) : str_lit("terragrunt.hcl"), *found;

    if (str_is(config->dir, "/"))
        return call_error(c, -1, "there is no parent folder");
    found = find_upwards(config, path_dir(config->dir), name, 0);
    if (found->p)
        return text(c, *found);
    if (c->n > 1)
        return c->args[1];
    return call_error(c, c->n ? 0 : -1, "no parent folder of %.*s has \"%.*s\"",
                      STR(files_shown(config->tg->files, config->dir)), STR(name));
}

static const struct value *get_terragrunt_dir(struct call *c)
{
    return text(c, tg_config_of(c->scope)->dir);
}

static const struct value *get_original_terragrunt_dir(struct call *c)
{
    struct tg_config *config = tg_config_of(c->scope);

    tg_mark_original(config);
    return text(c, config->original_dir);
}

/*
 * The folder of the included file: in the including file that of the named (or only) include, in
 * the included file its own. Without an include the unit's folder.
 */
static int include_dir(struct call *c, struct str *ret)
{
    struct tg_config *config = tg_config_of(c->scope);

    if (config->child || config->n_includes == 0) {
        *ret = config->child ? config->file_dir : config->dir;
        return 0;
    }
    for (size_t i = 0; i < config->n_includes; i++) {
        struct tg_include *include = &config->includes[i];

        if (c->n ? !str_eq(include->name, arg(c, 0)) : i > 0)
            continue;
        tg_resolve_includes(c->eval, config);
        if (include->config) {
            *ret = include->config->file_dir;
            return 0;
        }
        call_error(c, -1, "the include \"%.*s\" cannot be read", STR(include->name));
        return -1;
    }
    call_error(c, 0, "there is no include \"%.*s\"", STR(arg(c, 0)));
    return -1;
}

static const struct value *get_parent_terragrunt_dir(struct call *c)
{
    struct str dir;

    return include_dir(c, &dir) < 0 ? NULL : text(c, dir);
}

static const struct value *path_relative_to_include(struct call *c)
{
    struct tg_config *config = tg_config_of(c->scope);
    struct str dir;

    if (include_dir(c, &dir) < 0)
        return NULL;
    return text(c, path_relative(c->arena, dir, config->dir));
}

static const struct value *path_relative_from_include(struct call *c)
{
    struct tg_config *config = tg_config_of(c->scope);
    struct str dir;

    if (include_dir(c, &dir) < 0)
        return NULL;
    return text(c, path_relative(c->arena, config->dir, dir));
}

static bool git_root(struct tg_config *config, struct str *ret)
{
    struct terragrunt *t = config->tg;
    struct str *found = find_upwards(config, config->dir, str_lit(".git"), 0);

    if (!found->p)
        return false;
    *ret = str_copy(t->arena, path_dir(*found));
    return true;
}

static const struct value *repo_path(struct call *c, bool root_wanted, bool to)
{
    struct tg_config *config = tg_config_of(c->scope);
    struct str root;

    if (!git_root(config, &root))
        return value_unknown(c->arena, &type_string, str_lit("the folder is in no Git repository"));
    if (root_wanted)
        return text(c, root);
    return text(c, to ? path_relative(c->arena, config->dir, root)
                      : path_relative(c->arena, root, config->dir));
}

static const struct value *get_repo_root(struct call *c)
{
    return repo_path(c, true, false);
}

static const struct value *get_path_from_repo_root(struct call *c)
{
    return repo_path(c, false, false);
}

static const struct value *get_path_to_repo_root(struct call *c)
{
    return repo_path(c, false, true);
}

/* ---- other configurations and the environment ---------------------------------------------- */

static const struct value *read_terragrunt_config(struct call *c)
{
    struct tg_config *config = tg_config_of(c->scope);
    struct terragrunt *t = config->tg;
    struct str path = path_join(t->arena, config->dir, arg(c, 0));
    enum fs_kind kind;
    struct err ignored;

    if (tg_exists(t, path) &&
        fs_stat(files_original(t->files, path).p, NULL, &kind, &ignored) == 0 && kind == FS_DIR)
        path = path_join(t->arena, path, str_lit("terragrunt.hcl"));
    if (!tg_exists(t, path)) {
        if (c->n > 1)
            return c->args[1];
        return call_error(c, 0, "%.*s does not exist", STR(files_shown(t->files, path)));
    }
    return tg_read_config(c, path);
}

static const struct value *get_env(struct call *c)
{
    struct tg_config *config = tg_config_of(c->scope);
    struct str name = arg(c, 0);
    struct str *given = config->tg->env ? map_get(config->tg->env, name) : NULL;

    if (given) {
        struct origin *origin = arena_new(c->arena, struct origin);
        struct origin_span *span = arena_new(c->arena, struct origin_span);

        *span = (struct origin_span){
            .len = (uint32_t)given->n,
            .kind = ORIGIN_GIVEN,
            .note = str_printf(c->arena, "--env %.*s", STR(name)),
        };
        *origin = (struct origin){ 1, span };
        return value_string_from(c->arena, *given, origin);
    }
    if (c->n > 1)
        return provenance_note(c->arena, c->args[1],
                               str_printf(c->arena, "default of get_env(\"%.*s\")", STR(name)));
    return value_unknown(c->arena, &type_string,
                         str_printf(c->arena, "get_env(\"%.*s\"): give it with --env %.*s=VALUE",
                                    STR(name), STR(name)));
}

/* ---- variable files ------------------------------------------------------------------------ */

static void add_json(struct text_builder *b, const struct value *v);

static void add_json_string(struct text_builder *b, const struct value *v)
{
    struct str s = v->u.string;
    AUTO_BUF struct buf quoted = BUF_INIT;

    json_quote(&quoted, s);
    if (quoted.n != s.n + 2) {
        text_add(b, str_copy(b->arena, buf_str(&quoted)));
        return;
    }
    /* Nothing is escaped: the text keeps the place where it is written. */
    text_add(b, str_lit("\""));
    text_add_value(b, v, 0, s.n);
    text_add(b, str_lit("\""));
}

static void add_json_members(struct text_builder *b, const struct value *v)
{
    for (size_t i = 0; i < v->u.map.n; i++) {
        AUTO_BUF struct buf key = BUF_INIT;

        json_quote(&key, v->u.map.keys[i]);
        text_add(b, i ? str_lit(",") : str_lit(""));
        text_add(b, str_copy(b->arena, buf_str(&key)));
        text_add(b, str_lit(":"));
        add_json(b, v->u.map.values[i]);
    }
}

/* As value_json(), with provenance. Values are as deep as the parser let them be. */
static void add_json(struct text_builder *b, const struct value *v)
{
    struct str ignored;

    if (v->state == VALUE_UNKNOWN) {
        text_add_hole(b, str_lit("${...}"), v->why);
        return;
    }
    if (v->state == VALUE_NULL) {
        text_add(b, str_lit("null"));
        return;
    }
    switch (v->type->kind) {
    case TYPE_STRING:
        add_json_string(b, v);
        break;
    case TYPE_NUMBER:
    case TYPE_BOOL:
        v = value_convert(b->arena, v, &type_string, &ignored);
        text_add_value(b, v, 0, v->u.string.n);
        break;
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_TUPLE:
        text_add(b, str_lit("["));
        for (size_t i = 0; i < v->u.list.n; i++) {
            text_add(b, i ? str_lit(",") : str_lit(""));
            add_json(b, v->u.list.items[i]);
        }
        text_add(b, str_lit("]"));
        break;
    case TYPE_MAP:
    case TYPE_OBJECT:
        text_add(b, str_lit("{"));
        add_json_members(b, v);
        text_add(b, str_lit("}"));
        break;
    case TYPE_DYNAMIC:
        text_add(b, str_lit("null"));
        break;
    }
}

/* Terragrunt returns JSON text, of HCL files too: jsondecode(read_tfvars_file("x.tfvars")). */
static const struct value *read_tfvars_file(struct call *c)
{
    struct tg_config *config = tg_config_of(c->scope);
    struct str path = path_join(config->tg->arena, config->file_dir, arg(c, 0));
    struct repo_file *file = files_read(config->tg->files, path);
    struct scope scope = { .source = &file->source };
    struct text_builder b;
    bool first = true;

    text_init(&b, c->arena);
    if (file->failure)
        return call_error(c, 0, "%s", file->failure->message);
    if (str_ends(path, str_lit(".json"))) {
        struct hcl_range all = { 0, (uint32_t)file->source.text.n };

        text_add_source(&b, file->source.text, &file->source, all);
        return text_finish(&b);
    }
    files_parse(config->tg->files, path);
    if (file->diags.n_errors)
        return call_error(c, 0, "%.*s is broken: %.*s", STR(file->source.path),
                          STR(file->diags.items[0].summary));
    text_add(&b, str_lit("{"));
    for (size_t i = 0; i < file->body->n; i++) {
        const struct hcl_attribute *attribute = file->body->items[i].attribute;
        const struct value *v = attribute ? eval_expr(c->eval, &scope, attribute->value) : NULL;

        if (!attribute)
            continue;
        if (!v)
            return NULL;
        text_add(&b,
                 str_printf(c->arena, "%s\"%.*s\":", first ? "" : ",", STR(attribute->name.text)));
        add_json(&b, v);
        first = false;
    }
    text_add(&b, str_lit("}"));
    return text_finish(&b);
}

/* ---- what is not run ------------------------------------------------------------------------ */

static const struct value *never_run(struct call *c)
{
    return value_unknown(c->arena, &type_dynamic,
                         str_printf(c->arena, "%s() is never run", c->function->name));
}

static const struct value *differs_by_run(struct call *c)
{
    return value_unknown(c->arena, &type_dynamic,
                         str_printf(c->arena, "%s() depends on how Terragrunt is called",
                                    c->function->name));
}

static const struct value *get_platform(struct call *c)
{
    return text(c, str_lit("linux"));
}

static const struct value *mark_as_read(struct call *c)
{
    return c->args[0];
}

/* ---- decoded files ------------------------------------------------------------------------- */

/*
 * Every unit of a repository decodes the same accounts.yaml. A text that is one piece of a file
 * has one decoded value, whoever asks: it is remembered by its place.
 */
static const struct value *decode_once(struct call *c)
{
    struct terragrunt *t = tg_config_of(c->scope)->tg;
    const struct origin *origin = c->args[0]->origin;
    const struct function *core = function_find(&functions_core, str_z(c->function->name));
    const struct value *v;
    struct str key;

    if (!origin || origin->n != 1 || !origin->spans[0].exact || !origin->spans[0].source->id ||
        origin->spans[0].note.n || origin->spans[0].len != c->args[0]->u.string.n)
        return core->run(c);
    key = str_printf(t->arena, "%s %u %u %u", c->function->name, origin->spans[0].source->id,
                     origin->spans[0].range.start, origin->spans[0].range.end);
    v = map_get(&t->decoded, key);
    if (v)
        return v;
    v = core->run(c);
    if (v)
        map_put(t->arena, &t->decoded, key, (void *)(uintptr_t)v);
    return v;
}

/* ---- lists of commands --------------------------------------------------------------------- */

static const struct value *commands(struct call *c, const char *const *names, size_t n)
{
    const struct value **items = arena_array(c->arena, n, sizeof *items);

    for (size_t i = 0; i < n; i++)
        items[i] = text(c, str_z(names[i]));
    return value_tuple(c->arena, items, n);
}

static const struct value *commands_vars(struct call *c)
{
    static const char *const names[] = { "apply", "console", "destroy", "import",
                                         "plan",  "push",    "refresh" };

    return commands(c, names, ARRAY_LEN(names));
}

static const struct value *commands_locking(struct call *c)
{
    static const char *const names[] = { "apply", "destroy", "import", "init",
                                         "plan",  "refresh", "taint",  "untaint" };

    return commands(c, names, ARRAY_LEN(names));
}

static const struct value *commands_input(struct call *c)
{
    static const char *const names[] = { "apply", "import", "init", "plan", "refresh" };

    return commands(c, names, ARRAY_LEN(names));
}

static const struct value *commands_parallelism(struct call *c)
{
    static const char *const names[] = { "apply", "plan", "destroy" };

    return commands(c, names, ARRAY_LEN(names));
}

/* ---- versions ------------------------------------------------------------------------------ */

static const struct value *constraint_check(struct call *c)
{
    struct constraints constraints;
    struct semver version;

    if (!semver_parse(arg(c, 0), &version))
        return call_error(c, 0, "\"%.*s\" is no version", STR(arg(c, 0)));
    if (!constraints_parse(arg(c, 1), &constraints))
        return call_error(c, 1, "\"%.*s\" is no version constraint", STR(arg(c, 1)));
    return value_bool(c->arena, constraints_allow(&constraints, &version));
}

/* Maps merge key by key and lists append, as merge_strategy "deep" does. */
static const struct value *merge_deep(struct call *c, const struct value *x, const struct value *y,
                                      unsigned depth)
{
    bool maps = (x->type->kind == TYPE_OBJECT || x->type->kind == TYPE_MAP) &&
                (y->type->kind == TYPE_OBJECT || y->type->kind == TYPE_MAP);
    bool lists = (x->type->kind == TYPE_TUPLE || x->type->kind == TYPE_LIST) &&
                 (y->type->kind == TYPE_TUPLE || y->type->kind == TYPE_LIST);

    if (x->state != VALUE_KNOWN || y->state != VALUE_KNOWN || depth > TG_DEPTH_MAX)
        return y;
    if (lists) {
        size_t n = x->u.list.n + y->u.list.n;
        const struct value **items = arena_array(c->arena, n, sizeof *items);

        for (size_t i = 0; i < n; i++)
            items[i] = i < x->u.list.n ? x->u.list.items[i] : y->u.list.items[i - x->u.list.n];
        return value_tuple(c->arena, items, n);
    }
    if (maps) {
        size_t n = x->u.map.n + y->u.map.n;
        struct str *keys = arena_array(c->arena, n, sizeof *keys);
        const struct value **values = arena_array(c->arena, n, sizeof *values);

        for (size_t i = 0; i < n; i++) {
            bool first = i < x->u.map.n;
            size_t k = first ? i : i - x->u.map.n;
            const struct value *other;

            keys[i] = first ? x->u.map.keys[k] : y->u.map.keys[k];
            values[i] = first ? x->u.map.values[k] : y->u.map.values[k];
            other = value_get(first ? y : x, keys[i]);
            if (other)
                values[i] = first ? merge_deep(c, values[i], other, depth + 1)
                                  : merge_deep(c, other, values[i], depth + 1);
        }
        return value_object(c->arena, keys, values, n);
    }
    return y;
}

static const struct value *deep_merge(struct call *c)
{
    const struct value *v = c->n ? c->args[0] : value_object(c->arena, NULL, NULL, 0);

    for (size_t i = 1; i < c->n; i++)
        v = merge_deep(c, v, c->args[i], 0);
    return v;
}

/* ---- the table ----------------------------------------------------------------------------- */

static const struct param text_param = { "text", &type_string, 0 };
static const struct param any_param = { "value", &type_dynamic,
                                        PARAM_NULL | PARAM_UNKNOWN | PARAM_DYNAMIC };
static const struct param version_params[] = { { "version", &type_string, 0 },
                                               { "constraint", &type_string, 0 } };

/* Fixed texts first, then one or more of any kind: find_in_parent_folders(name, fallback). */
#define NO_ARGS(name, run)                                                                         \
    {                                                                                              \
        name, NULL, 0, NULL, NULL, run                                                             \
    }
#define ONE_TEXT(name, run)                                                                        \
    {                                                                                              \
        name, &text_param, 1, NULL, NULL, run                                                      \
    }
#define TEXTS(name, run)                                                                           \
    {                                                                                              \
        name, NULL, 0, &text_param, NULL, run                                                      \
    }
#define TEXT_AND_MORE(name, run)                                                                   \
    {                                                                                              \
        name, &text_param, 1, &any_param, NULL, run                                                \
    }
#define ANY(name, run)                                                                             \
    {                                                                                              \
        name, NULL, 0, &any_param, NULL, run                                                       \
    }

static const struct function items[] = {
    TEXTS("find_in_parent_folders", find_in_parent_folders),
    NO_ARGS("get_terragrunt_dir", get_terragrunt_dir),
    NO_ARGS("get_original_terragrunt_dir", get_original_terragrunt_dir),
    TEXTS("get_parent_terragrunt_dir", get_parent_terragrunt_dir),
    TEXTS("path_relative_to_include", path_relative_to_include),
    TEXTS("path_relative_from_include", path_relative_from_include),
    NO_ARGS("get_repo_root", get_repo_root),
    NO_ARGS("get_path_from_repo_root", get_path_from_repo_root),
    NO_ARGS("get_path_to_repo_root", get_path_to_repo_root),
    TEXT_AND_MORE("read_terragrunt_config", read_terragrunt_config),
    TEXT_AND_MORE("get_env", get_env),
    NO_ARGS("get_platform", get_platform),
    ANY("run_cmd", never_run),
    ANY("sops_decrypt_file", never_run),
    NO_ARGS("get_aws_account_alias", never_run),
    NO_ARGS("get_aws_account_id", never_run),
    NO_ARGS("get_aws_caller_identity_arn", never_run),
    NO_ARGS("get_aws_caller_identity_user_id", never_run),
    NO_ARGS("get_terraform_command", differs_by_run),
    NO_ARGS("get_terraform_cli_args", differs_by_run),
    NO_ARGS("get_terragrunt_source_cli_flag", differs_by_run),
    NO_ARGS("get_default_retryable_errors", differs_by_run),
    NO_ARGS("get_working_dir", differs_by_run),
    NO_ARGS("get_terraform_commands_that_need_vars", commands_vars),
    NO_ARGS("get_terraform_commands_that_need_locking", commands_locking),
    NO_ARGS("get_terraform_commands_that_need_input", commands_input),
    NO_ARGS("get_terraform_commands_that_need_parallelism", commands_parallelism),
    ONE_TEXT("mark_as_read", mark_as_read),
    ONE_TEXT("mark_glob_as_read", differs_by_run),
    ONE_TEXT("read_tfvars_file", read_tfvars_file),
    ONE_TEXT("csvdecode", decode_once),
    ONE_TEXT("jsondecode", decode_once),
    ONE_TEXT("yamldecode", decode_once),
    { "constraint_check", version_params, 2, NULL, NULL, constraint_check },
    ANY("deep_merge", deep_merge),
};

const struct function_table functions_terragrunt = { items, ARRAY_LEN(items), &functions_core };
