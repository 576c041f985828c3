/*
 * scan_terraform: module blocks of Terraform and OpenTofu.
 *
 * Sources are literals almost always; where they are not (OpenTofu since 1.8, Terraform since
 * 1.15), locals of the folder and its variables are what can be known: a variable has the value
 * that a file of the folder gives it (terraform.tfvars and the like), or its default.
 */
#include "upgrade/provenance.h"
#include "upgrade/references.h"

struct tf_folder {
    struct arena *trees; /* what the parser makes; released when the folder is done */
    struct str path;
    VEC(struct tf_file *) files;
    VEC(struct tf_file *) values; /* of variables, read when needed; what comes later counts */
    struct map locals;            /* attribute, by address in memory, to struct tf_local */
};

struct tf_file {
    struct repository *repository;
    struct tf_folder *folder;
    struct str path; /* as it was found; of a link: the link's */
    struct repo_file *file;
    struct scope scope;
};

struct tf_local {
    bool evaluating;
    const struct value *value;
};

static bool parse_file(struct tf_file *f);

/* ---- names in expressions ------------------------------------------------------------------ */

static bool is_tofu(const struct tf_file *f)
{
    return str_ends(f->path, str_lit(".tofu")) || str_ends(f->path, str_lit(".tofu.json"));
}

/*
 * The i-th file as `asking` sees the folder, or NULL after the last: those for its own tool first,
 * since OpenTofu takes x.tofu for x.tf, and Terraform does not read .tofu files.
 */
static const struct tf_file *nth_file(const struct tf_file *asking, size_t i)
{
    const struct tf_folder *folder = asking->folder;

    for (int other = 0; other < 2; other++)
        for (size_t k = 0; k < folder->files.n; k++)
            if ((is_tofu(folder->files.items[k]) != is_tofu(asking)) == other && i-- == 0)
                return folder->files.items[k];
    return NULL;
}

static const struct hcl_attribute *find_local(const struct tf_file *asking, struct str name,
                                              const struct tf_file **ret_file)
{
    for (size_t i = 0; (*ret_file = nth_file(asking, i)); i++) {
        const struct hcl_block *block = NULL;

        while ((block = hcl_body_block((*ret_file)->file->body, str_lit("locals"), block))) {
            const struct hcl_attribute *attribute = hcl_body_attribute(&block->body, name);

            if (attribute)
                return attribute;
        }
    }
    return NULL;
}

static const struct value *lookup_local(struct eval *e, const struct tf_file *asking,
                                        struct str name, struct hcl_range at)
{
    struct repository *r = asking->repository;
    const struct tf_file *owner;
    const struct hcl_attribute *attribute = find_local(asking, name, &owner);
    struct str key = str_of((const char *)&attribute, sizeof attribute);
    struct tf_local *local = map_get(&asking->folder->locals, key);

    if (local && local->evaluating)
        return eval_error(e, &asking->scope, at, "Local refers to itself",
                          "local.%.*s is needed to compute itself.", STR(name));
    if (local)
        return local->value;
    if (!attribute)
        return eval_error(e, &asking->scope, at, "Unknown local",
                          "No file of the folder has a local \"%.*s\".", STR(name));
    local = arena_new(r->arena, struct tf_local);
    local->evaluating = true;
    map_put(r->arena, &asking->folder->locals, str_copy(r->arena, key), local);
    local->value = eval_expr(e, &owner->scope, attribute->value);
    if (!local->value)
        local->value =
            value_unknown(r->arena, &type_dynamic,
                          str_printf(r->arena, "local.%.*s could not be evaluated", STR(name)));
    local->evaluating = false;
    return local->value;
}

static const struct hcl_block *find_variable(const struct tf_file *asking, struct str name,
                                             const struct tf_file **ret_file)
{
    for (size_t i = 0; (*ret_file = nth_file(asking, i)); i++) {
        const struct hcl_block *block = NULL;

        while ((block = hcl_body_block((*ret_file)->file->body, str_lit("variable"), block)))
            if (block->n_labels && str_eq(block->labels[0].text, name))
                return block;
    }
    return NULL;
}

static const struct value *lookup_variable(struct eval *e, const struct tf_file *asking,
                                           struct str name)
{
    struct repository *r = asking->repository;
    const struct tf_folder *folder = asking->folder;
    const struct tf_file *owner;
    const struct hcl_block *variable = find_variable(asking, name, &owner);
    const struct hcl_attribute *attribute;
    const struct value *v;

    for (size_t i = folder->values.n; variable && i-- > 0;) {
        struct tf_file *values = folder->values.items[i];

        if (!parse_file(values))
            continue;
        attribute = hcl_body_attribute(values->file->body, name);
        if (attribute)
            return eval_expr(e, &values->scope, attribute->value);
    }
    attribute = variable ? hcl_body_attribute(&variable->body, str_lit("default")) : NULL;
    if (!attribute)
        return value_unknown(r->arena, &type_dynamic,
                             str_printf(r->arena, "var.%.*s has no default", STR(name)));
    v = eval_expr(e, &owner->scope, attribute->value);
    return v ? provenance_note(r->arena, v, str_printf(r->arena, "default of var.%.*s", STR(name)))
             : NULL;
}

/* path.module and path.root: local, whatever they are exactly. */
static const struct value *lookup_path(struct eval *e, struct str name)
{
    return str_is(name, "module") || str_is(name, "root")
               ? value_string(e->arena, str_lit("."))
               : value_unknown(e->arena, &type_dynamic, str_lit("it is known only when run"));
}

static const struct value *lookup(struct eval *e, const struct scope *scope, struct str name,
                                  const struct eval_step *steps, size_t n, struct hcl_range at,
                                  size_t *ret_used)
{
    const struct tf_file *asking = eval_outermost(scope)->data;

    *ret_used = n ? 1 : 0;
    if (n && steps[0].name.p && str_is(name, "local"))
        return lookup_local(e, asking, steps[0].name, at);
    if (n && steps[0].name.p && str_is(name, "var"))
        return lookup_variable(e, asking, steps[0].name);
    if (n && steps[0].name.p && str_is(name, "path"))
        return lookup_path(e, steps[0].name);
    *ret_used = n;
    return value_unknown(e->arena, &type_dynamic,
                         str_printf(e->arena, "%.*s is known only when applied", STR(name)));
}

/* ---- the scan ------------------------------------------------------------------------------ */

static int host_read_file(void *data, const struct scope *scope, struct str path,
                          const struct hcl_source **ret, struct err *e)
{
    const struct tf_file *f = eval_outermost(scope)->data;
    struct repo_file *file;

    (void)data;
    file =
        files_read(&f->repository->files, path_join(f->repository->arena, f->folder->path, path));
    if (file->failure) {
        *e = *file->failure;
        return -1;
    }
    *ret = &file->source;
    return 0;
}

static struct str host_base_dir(void *data, const struct scope *scope)
{
    const struct tf_file *f = eval_outermost(scope)->data;

    (void)data;
    return f->folder->path;
}

static const struct eval_host host = { .read_file = host_read_file, .base_dir = host_base_dir };

static void add_module(struct tf_file *f, struct str label, const struct hcl_body *body)
{
    struct repository *r = f->repository;
    const struct hcl_attribute *source = hcl_body_attribute(body, str_lit("source"));
    const struct hcl_attribute *version = hcl_body_attribute(body, str_lit("version"));
    struct reference_values v = { .file = &f->file->source, .language = SOURCE_IN_TERRAFORM };
    struct reference *ref;
    struct eval e;

    if (!source)
        return;
    ref = repository_add(r, REFERENCE_MODULE,
                         str_printf(r->arena, "%.*s:%.*s", STR(files_shown(&r->files, f->path)),
                                    STR(label)),
                         f->folder->path);
    eval_init(&e, r->arena, &ref->problems);
    v.source_expr = source->value;
    v.source = eval_expr(&e, &f->scope, source->value);
    if (version)
        v.version = eval_expr(&e, &f->scope, version->value);
    reference_fill(r, ref, &v);
}

static void scan_modules(struct tf_file *f)
{
    struct arena *a = f->repository->arena;
    const struct hcl_block *block = NULL, *run = NULL;

    while ((block = hcl_body_block(f->file->body, str_lit("module"), block)))
        if (block->n_labels)
            add_module(f, str_printf(a, "module.%.*s", STR(block->labels[0].text)), &block->body);
    while ((run = hcl_body_block(f->file->body, str_lit("run"), run)))
        while ((block = hcl_body_block(&run->body, str_lit("module"), block)))
            if (run->n_labels)
                add_module(f, str_printf(a, "run.%.*s", STR(run->labels[0].text)), &block->body);
}

static bool parse_file(struct tf_file *f)
{
    f->file = files_parse_in(&f->repository->files, f->folder->trees, f->path);
    f->scope = (struct scope){ .source = &f->file->source,
                               .functions = &functions_core,
                               .host = &host,
                               .data = f,
                               .lookup = lookup };
    return !f->file->failure;
}

static void open_file(struct repository *r, struct tf_folder *folder, struct str path)
{
    struct tf_file *f = arena_new(folder->trees, struct tf_file);

    f->repository = r;
    f->path = path;
    f->folder = folder;
    if (walk_is_variables(path_base(path)))
        vec_push(folder->trees, &folder->values, f);
    else if (parse_file(f))
        vec_push(folder->trees, &folder->files, f);
}

/* terraform.tfvars, terraform.tfvars.json, then the others by name. */
static int compare_values(const void *a, const void *b)
{
    struct str x = path_base((*(struct tf_file *const *)a)->path);
    struct str y = path_base((*(struct tf_file *const *)b)->path);
    bool x_first = str_starts(x, str_lit("terraform.tfvars"));
    bool y_first = str_starts(y, str_lit("terraform.tfvars"));

    return x_first != y_first ? (x_first ? -1 : 1) : str_cmp(x, y);
}

/*
 * One folder after the other, so that only one folder's trees are in memory at a time: plain
 * Terraform repositories have many large files, of which a few texts are needed later.
 */
static void scan_folder(struct repository *r, struct str path, const struct index_list *files)
{
    AUTO_ARENA struct arena trees = ARENA_INIT;
    struct tf_folder folder = { .trees = &trees, .path = path };

    for (size_t i = 0; i < files->n; i++)
        open_file(r, &folder, r->walk.files.items[files->items[i]]);
    if (folder.values.n)
        qsort(folder.values.items, folder.values.n, sizeof *folder.values.items, compare_values);
    for (size_t i = 0; i < folder.files.n; i++)
        scan_modules(folder.files.items[i]);
    for (size_t i = 0; i < folder.files.n; i++)
        scan_comments(r, folder.files.items[i]->file, folder.files.items[i]->path);
    for (size_t i = 0; i < folder.files.n; i++)
        files_forget(folder.files.items[i]->file);
    for (size_t i = 0; i < folder.values.n; i++)
        if (folder.values.items[i]->file)
            files_forget(folder.values.items[i]->file);
}

void scan_terraform(struct repository *r)
{
    struct map folders = { 0 };

    for (size_t i = 0; i < r->walk.files.n; i++) {
        struct str path = r->walk.files.items[i], folder = path_dir(path);
        struct index_list *files;

        if (!walk_is_terraform(path) && !walk_is_test(path) && !walk_is_variables(path_base(path)))
            continue;
        files = map_get(&folders, folder);
        if (!files) {
            files = arena_new(r->arena, struct index_list);
            map_put(r->arena, &folders, folder, files);
        }
        vec_push(r->arena, files, i);
    }
    for (size_t i = 0; i < folders.n; i++)
        scan_folder(r, str_copy(r->arena, folders.entries[i].key), folders.entries[i].value);
}
