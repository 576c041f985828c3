/* A plan in a file, for `--apply`: see upgrade/saved_plan.h. */
#include "hcl/func.h"
#include "hcl/hash.h"
#include "report/json_writer.h"
#include "report/upgrade_report.h"
#include "text/utf8.h"
#include "upgrade/saved_plan.h"

struct writer {
    struct json_writer json;
    const struct repository *repository;
    struct plan_seal seal;
};

/* An edit may begin or end in the middle of a character: its bytes are then no text. */
static void key_bytes(struct writer *w, const char *name, struct str bytes)
{
    struct arena *a = w->repository->arena;

    if (utf8_is_valid(bytes))
        jw_key_text(&w->json, name, bytes);
    else
        jw_key_text(&w->json, str_printf(a, "%s_base64", name).p, base64_encode(a, bytes));
}

static int write_file(struct writer *w, const struct bump_file *f, struct err *e)
{
    struct arena *a = w->repository->arena;
    struct str text = f->file->source.text, before = hash_sha256(a, text),
               after = hash_sha256(a, f->new_text), path;

    TRY(saved_plan_path(w->repository, f->file->path, &path, e));
    plan_seal_add(&w->seal, path);
    plan_seal_add(&w->seal, before);
    plan_seal_add(&w->seal, after);
    jw_object(&w->json);
    jw_key_text(&w->json, "file", path);
    jw_key_text(&w->json, "sha256", before);
    jw_key_text(&w->json, "sha256_after", after);
    jw_key(&w->json, "edits");
    jw_array(&w->json);
    for (size_t i = 0; i < f->edits.n; i++) {
        const struct edit *edit = &f->edits.items[i];

        jw_object(&w->json);
        jw_key_number(&w->json, "start", edit->start);
        jw_key_number(&w->json, "end", edit->end);
        key_bytes(w, "old", str_slice(text, edit->start, edit->end));
        key_bytes(w, "new", edit->text);
        jw_end(&w->json);
    }
    jw_end(&w->json);
    jw_end(&w->json);
    return 0;
}

static int write_new_file(struct writer *w, const struct new_file *f, struct err *e)
{
    struct str after = hash_sha256(w->repository->arena, f->text), path;

    TRY(saved_plan_path(w->repository, f->path, &path, e));
    plan_seal_add(&w->seal, path);
    plan_seal_add(&w->seal, after);
    jw_object(&w->json);
    jw_key_text(&w->json, "file", path);
    jw_key_text(&w->json, "sha256_after", after);
    key_bytes(w, "text", f->text);
    jw_end(&w->json);
    return 0;
}

static int write_plan(struct writer *w, const struct upgrade_plan *plan, struct err *e)
{
    struct str folder = saved_plan_folder(w->repository);

    plan_seal_add(&w->seal, plan->survey.benchmark);
    plan_seal_add(&w->seal, folder);
    jw_object(&w->json);
    jw_key_number(&w->json, SAVED_PLAN_KEY, SAVED_PLAN_VERSION);
    jw_key_text(&w->json, "benchmark", plan->survey.benchmark);
    jw_key_text(&w->json, "folder", folder);
    jw_key(&w->json, "files");
    jw_array(&w->json);
    for (size_t i = 0; i < plan->files.n; i++)
        TRY(write_file(w, &plan->files.items[i], e));
    jw_end(&w->json);
    jw_key(&w->json, "new_files");
    jw_array(&w->json);
    for (size_t i = 0; i < plan->new_files.n; i++)
        TRY(write_new_file(w, &plan->new_files.items[i], e));
    jw_end(&w->json);
    jw_key_text(&w->json, "sha256", plan_seal_end(w->repository->arena, &w->seal));
    jw_end(&w->json);
    return 0;
}

int report_upgrade_saved(struct buf *out, const struct upgrade_plan *plan, struct err *e)
{
    struct writer w = { .json = { .out = out },
                        .repository = plan->survey.repository,
                        .seal = PLAN_SEAL_INIT };
    int rc = write_plan(&w, plan, e);

    buf_release(&w.seal.text);
    return rc;
}
