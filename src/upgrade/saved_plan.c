#include "upgrade/saved_plan.h"

#include "hcl/func.h"
#include "hcl/hash.h"
#include "text/json.h"
#include "text/utf8.h"

/* ---- what a plan may name -------------------------------------------------------------------- */

void plan_seal_add(struct plan_seal *seal, struct str s)
{
    buf_add(&seal->text, s);
    buf_addc(&seal->text, '\0');
}

struct str plan_seal_end(struct arena *a, struct plan_seal *seal)
{
    struct str sum = hash_sha256(a, buf_str(&seal->text));

    buf_release(&seal->text);
    return sum;
}

struct str saved_plan_folder(const struct repository *r)
{
    return path_relative(r->arena, r->root, r->folder);
}

/* Relative, without detours, not upwards, and not into .git (which some systems spell otherwise).
 */
static bool is_inside(struct arena *a, struct str path)
{
    struct str rest = path;

    if (!path.n || path.p[0] == '/' || str_find_char(path, '\0') != STR_NONE ||
        !str_eq(path_clean(a, path), path) || str_is(path, ".") || !utf8_is_valid(path))
        return false;
    while (rest.n) {
        struct str part = str_cut(&rest, '/');

        if (str_is(part, "..") || str_eq_nocase(part, str_lit(".git")))
            return false;
    }
    return true;
}

int saved_plan_path(const struct repository *r, struct str path, struct str *ret, struct err *e)
{
    *ret = path_relative(r->arena, r->root, path);
    if (is_inside(r->arena, *ret))
        return 0;
    return err_set(e, ERR_USAGE,
                   "a plan cannot have %.*s: it is outside of the repository, or its name is no "
                   "UTF-8",
                   STR(files_shown(&r->files, path)));
}

/* No folder on the way, nor a link, may lead out of the repository. */
static bool stays_inside(struct repository *r, struct str path)
{
    struct str root, real;
    struct err ignored;

    if (fs_real(r->arena, str_cstr(r->arena, r->root), &root, &ignored) < 0)
        return false;
    for (;;) {
        if (fs_real(r->arena, str_cstr(r->arena, path), &real, &ignored) == 0)
            break;
        if (path.n <= r->root.n)
            return false;
        path = path_dir(path); /* a file that is to be made: the folder that there is */
    }
    return str_eq(real, root) || is_inside(r->arena, path_relative(r->arena, root, real));
}

/* ---- reading --------------------------------------------------------------------------------- */

struct reader {
    struct repository *repository;
    struct arena *arena;
    struct upgrade_plan *plan;
    struct apply_result *refusals;
    struct plan_seal seal;
    struct err *e;
};

static int damaged(struct reader *r, const char *what)
{
    return err_set(r->e, ERR_SYNTAX, "the plan is damaged (%s); make it anew with --plan", what);
}

static void refuse(struct reader *r, struct str path, const char *reason)
{
    vec_push(r->arena, &r->refusals->refusals,
             ((struct apply_refusal){ path, str_copy(r->arena, str_z(reason)) }));
}

static bool text_of(const struct json *object, const char *key, struct str *ret)
{
    const struct json *v =
        object && object->kind == JSON_OBJECT ? json_get(object, str_z(key)) : NULL;

    if (!v || v->kind != JSON_STRING)
        return false;
    *ret = v->text;
    return true;
}

/* Bytes are a text, or base64 where they are no UTF-8. */
static bool bytes_of(struct reader *r, const struct json *object, const char *key, struct str *ret)
{
    struct str name = str_printf(r->arena, "%s_base64", key), encoded;

    if (text_of(object, key, ret))
        return true;
    return text_of(object, name.p, &encoded) && base64_decode(r->arena, encoded, ret) == 0;
}

static bool number_of(const struct json *object, const char *key, size_t *ret)
{
    const struct json *v = object->kind == JSON_OBJECT ? json_get(object, str_z(key)) : NULL;
    size_t n = 0;

    if (!v || v->kind != JSON_NUMBER || v->text.n > 9)
        return false;
    for (size_t i = 0; i < v->text.n; i++) {
        if (v->text.p[i] < '0' || v->text.p[i] > '9')
            return false;
        n = n * 10 + (size_t)(v->text.p[i] - '0');
    }
    *ret = n;
    return true;
}

static const struct json *array_of(const struct json *object, const char *key)
{
    const struct json *v = object->kind == JSON_OBJECT ? json_get(object, str_z(key)) : NULL;

    return v && v->kind == JSON_ARRAY ? v : NULL;
}

static int read_edits(struct reader *r, const struct json *list, struct bump_file *f)
{
    struct str text = f->file->source.text;
    struct err e;

    for (size_t i = 0; i < list->n; i++) {
        struct str old, new;
        size_t start, end;

        if (!number_of(list->items[i], "start", &start) ||
            !number_of(list->items[i], "end", &end) || !bytes_of(r, list->items[i], "old", &old) ||
            !bytes_of(r, list->items[i], "new", &new))
            return damaged(r, "an edit lacks something");
        if (start > end || end > text.n || !str_eq(str_slice(text, start, end), old))
            return damaged(r, "an edit's old text is not what stands there");
        edits_add(r->arena, &f->edits, start, end, new);
    }
    if (edits_apply(r->arena, text, &f->edits, &f->new_text, &e) < 0)
        return damaged(r, e.message);
    return 0;
}

static bool is_there_twice(const struct reader *r, const struct repo_file *file)
{
    for (size_t i = 0; i < r->plan->files.n; i++)
        if (r->plan->files.items[i].file == file)
            return true;
    return false;
}

/* One file with its edits; a file that is not as it was is refused, and the others are looked at.
 */
static int read_file(struct reader *r, const struct json *object)
{
    const struct json *edits = array_of(object, "edits");
    struct str name, before, after, path, why;
    struct bump_file f = { 0 };

    if (!edits || !text_of(object, "file", &name) || !text_of(object, "sha256", &before) ||
        !text_of(object, "sha256_after", &after))
        return damaged(r, "a file lacks something");
    plan_seal_add(&r->seal, name);
    plan_seal_add(&r->seal, before);
    plan_seal_add(&r->seal, after);
    if (!is_inside(r->arena, name))
        return damaged(r, "it names a file outside of the repository");
    path = path_join(r->arena, r->repository->root, name);
    if (!stays_inside(r->repository, path)) {
        refuse(r, name, "is not in the repository");
        return 0;
    }
    f.file = files_read(&r->repository->files, path);
    if (f.file->failure || !str_eq(hash_sha256(r->arena, f.file->source.text), before)) {
        refuse(r, name,
               f.file->failure ? f.file->failure->message : "has changed since the plan was made");
        return 0;
    }
    why = files_why_not_edited(r->arena, f.file);
    if (why.n) {
        refuse(r, name, str_cstr(r->arena, why));
        return 0;
    }
    if (is_there_twice(r, f.file))
        return damaged(r, "it has a file twice");
    TRY(read_edits(r, edits, &f));
    if (!str_eq(hash_sha256(r->arena, f.new_text), after))
        return damaged(r, "the edits do not give the text that was planned");
    vec_push(r->arena, &r->plan->files, f);
    return 0;
}

static int read_new_file(struct reader *r, const struct json *object)
{
    struct new_file f;
    struct str name, after, there;
    struct err ignored;

    if (!text_of(object, "file", &name) || !text_of(object, "sha256_after", &after) ||
        !bytes_of(r, object, "text", &f.text))
        return damaged(r, "a new file lacks something");
    plan_seal_add(&r->seal, name);
    plan_seal_add(&r->seal, after);
    if (!is_inside(r->arena, name))
        return damaged(r, "it names a file outside of the repository");
    if (!str_eq(hash_sha256(r->arena, f.text), after))
        return damaged(r, "a new file is not what was planned");
    f.path = path_join(r->arena, r->repository->root, name);
    if (!stays_inside(r->repository, f.path))
        refuse(r, name, "is not in the repository");
    else if (fs_read(r->arena, f.path.p, &there, NULL, &ignored) < 0)
        vec_push(r->arena, &r->plan->new_files, f);
    else if (!str_eq(there, f.text))
        refuse(r, name, "is there and says something else");
    return 0;
}

static int read_head(struct reader *r, const struct json *top)
{
    struct str benchmark, folder, here = saved_plan_folder(r->repository);
    size_t version;

    if (top->kind != JSON_OBJECT || !json_get(top, str_lit(SAVED_PLAN_KEY)))
        return err_set(r->e, ERR_SYNTAX, "this is no plan; --plan makes one");
    if (!number_of(top, SAVED_PLAN_KEY, &version) || version != SAVED_PLAN_VERSION)
        return err_set(r->e, ERR_SYNTAX,
                       "the plan is of another version of the format than %d, which this footing "
                       "reads; make it anew with --plan",
                       SAVED_PLAN_VERSION);
    if (!text_of(top, "benchmark", &benchmark) || !text_of(top, "folder", &folder))
        return damaged(r, "it lacks something");
    if (!str_eq(folder, here))
        return err_set(r->e, ERR_USAGE,
                       "the plan was made for the folder %.*s of its repository, and this is %.*s",
                       STR(folder), STR(here));
    r->plan->survey.benchmark = benchmark;
    plan_seal_add(&r->seal, benchmark);
    plan_seal_add(&r->seal, folder);
    return 0;
}

static int read_plan(struct reader *r, struct str text)
{
    const struct json *files, *new_files;
    struct json *top;
    struct str seal;
    struct err e;

    if (json_parse(r->arena, text, &top, NULL, &e) < 0)
        return damaged(r, e.message);
    TRY(read_head(r, top));
    files = array_of(top, "files");
    new_files = array_of(top, "new_files");
    if (!files || !new_files || !text_of(top, "sha256", &seal))
        return damaged(r, "it lacks something");
    for (size_t i = 0; i < files->n; i++)
        TRY(read_file(r, files->items[i]));
    for (size_t i = 0; i < new_files->n; i++)
        TRY(read_new_file(r, new_files->items[i]));
    if (!str_eq(plan_seal_end(r->arena, &r->seal), seal))
        return damaged(r, "a part is missing or was changed");
    return 0;
}

int saved_plan_read(struct repository *repository, struct str text, struct upgrade_plan *ret,
                    struct apply_result *refusals, struct err *e)
{
    struct reader r = { .repository = repository,
                        .arena = repository->arena,
                        .plan = ret,
                        .refusals = refusals,
                        .seal = PLAN_SEAL_INIT,
                        .e = e };
    int rc;

    *ret = (struct upgrade_plan){ .survey = { .repository = repository } };
    *refusals = (struct apply_result){ 0 };
    rc = read_plan(&r, text);
    buf_release(&r.seal.text);
    if (rc == 0 && refusals->refusals.n)
        return err_set(e, ERR_CONFLICT, "%zu files are not as they were when the plan was made",
                       refusals->refusals.n);
    return rc;
}

bool saved_plan_is(struct str text)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct json *top;
    struct err ignored;

    return json_parse(&scratch, text, &top, NULL, &ignored) == 0 && top->kind == JSON_OBJECT &&
           json_get(top, str_lit(SAVED_PLAN_KEY));
}
