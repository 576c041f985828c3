/*
 * scan_terraform: module blocks of Terraform and OpenTofu.
 *
 * Sources are literals almost always; where they are not (OpenTofu since 1.8, Terraform since
 * 1.15), locals of the folder and defaults of its variables are what can be known.
 */
#include "upgrade/provenance.h"
#include "upgrade/references.h"

struct tf_folder {
    struct arena *trees; /* what the parser makes; released when the folder is done */
    struct str path;
    VEC(struct tf_file *) files;
    struct map locals; /* name to struct tf_local */
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

/* ---- names in expressions ------------------------------------------------------------------ */

static const struct hcl_attribute *find_local(const struct tf_folder *folder, struct str name,
                                              const struct tf_file **ret_file)
{
    for (size_t i = 0; i < folder->files.n; i++) {
        const struct hcl_block *block = NULL;

        *ret_file = folder->files.items[i];
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
    struct tf_local *local = map_get(&asking->folder->locals, name);
    const struct tf_file *owner;
    const struct hcl_attribute *attribute;

    if (local && local->evaluating)
        return eval_error(e, &asking->scope, at, "Local refers to itself",
                          "local.%.*s is needed to compute itself.", STR(name));
    if (local)
        return local->value;
    attribute = find_local(asking->folder, name, &owner);
    if (!attribute)
        return eval_error(e, &asking->scope, at, "Unknown local",
                          "No file of the folder has a local \"%.*s\".", STR(name));
    local = arena_new(r->arena, struct tf_local);
    local->evaluating = true;
    map_put(r->arena, &asking->folder->locals, attribute->name.text, local);
    local->value = eval_expr(e, &owner->scope, attribute->value);
    if (!local->value)
        local->value =
            value_unknown(r->arena, &type_dynamic,
                          str_printf(r->arena, "local.%.*s could not be evaluated", STR(name)));
    local->evaluating = false;
    return local->value;
}

static const struct value *lookup_variable(struct eval *e, const struct tf_file *asking,
                                           struct str name)
{
    struct repository *r = asking->repository;
    struct str why = str_printf(r->arena, "var.%.*s has no default", STR(name));

    for (size_t i = 0; i < asking->folder->files.n; i++) {
        const struct tf_file *owner = asking->folder->files.items[i];
        const struct hcl_block *block = NULL;

        while ((block = hcl_body_block(owner->file->body, str_lit("variable"), block))) {
            const struct hcl_attribute *attribute =
                hcl_body_attribute(&block->body, str_lit("default"));
            const struct value *v;

            if (!block->n_labels || !str_eq(block->labels[0].text, name) || !attribute)
                continue;
            v = eval_expr(e, &owner->scope, attribute->value);
            return v ? provenance_note(r->arena, v,
                                       str_printf(r->arena, "default of var.%.*s", STR(name)))
                     : NULL;
        }
    }
    return value_unknown(r->arena, &type_dynamic, why);
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
    *ret_used = n;
    return value_unknown(e->arena, &type_dynamic,
                         str_printf(e->arena, "%.*s is known only when applied", STR(name)));
}

/* ---- the scan ------------------------------------------------------------------------------ */

static bool is_test(struct str path)
{
    return str_ends(path, str_lit(".tftest.hcl")) || str_ends(path, str_lit(".tofutest.hcl"));
}

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

static void open_file(struct repository *r, struct tf_folder *folder, struct str path)
{
    struct tf_file *f = arena_new(folder->trees, struct tf_file);

    f->repository = r;
    f->path = path;
    f->file = files_parse_in(&r->files, folder->trees, path);
    if (f->file->failure)
        return;
    f->folder = folder;
    f->scope = (struct scope){ .source = &f->file->source,
                               .functions = &functions_core,
                               .host = &host,
                               .data = f,
                               .lookup = lookup };
    vec_push(folder->trees, &folder->files, f);
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
    for (size_t i = 0; i < folder.files.n; i++)
        scan_modules(folder.files.items[i]);
    for (size_t i = 0; i < folder.files.n; i++)
        scan_comments(r, folder.files.items[i]->file, folder.files.items[i]->path);
    for (size_t i = 0; i < folder.files.n; i++)
        files_forget(folder.files.items[i]->file);
}

void scan_terraform(struct repository *r)
{
    struct map folders = { 0 };

    for (size_t i = 0; i < r->walk.files.n; i++) {
        struct str path = r->walk.files.items[i], folder = path_dir(path);
        struct index_list *files;

        if (!walk_is_terraform(path) && !is_test(path))
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
