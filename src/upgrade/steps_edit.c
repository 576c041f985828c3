#include "hcl/edit_plan.h"
#include "hcl/parse.h"
#include "upgrade/steps_internal.h"

static bool is_written(struct steps_run *run, const struct repo_file *file, struct str address);

struct arena *steps_arena(const struct steps_run *run)
{
    return run->plan->survey.repository->arena;
}

/*
 * `inputs { … }` is a block, which Terragrunt does not read: a missing "=". It is put there first,
 * so that everything else finds an attribute.
 */
static void mend_inputs(struct steps_run *run, struct edited_file *f)
{
    struct arena *a = steps_arena(run);
    const struct hcl_block *block = hcl_body_block(f->file->body, str_lit("inputs"), NULL);
    struct err e;

    f->opened = f->file->source.text;
    if (!block || block->n_labels || hcl_body_attribute(f->file->body, str_lit("inputs")) ||
        !str_ends(path_base(f->file->path), str_lit(".hcl")))
        return;
    edits_add(a, &f->first, block->type.range.end, block->type.range.end, str_lit(" ="));
    if (edits_apply(a, f->file->source.text, &f->first, &f->opened, &e) < 0)
        BUG("one insertion overlaps: %s", e.message);
}

struct edited_file *steps_edited(struct steps_run *run, struct repo_file *file)
{
    struct arena *a = steps_arena(run);
    struct edited_file f = { .file = file };
    struct err e;

    for (size_t i = 0; i < run->files.n; i++)
        if (run->files.items[i].file == file)
            return &run->files.items[i];
    f.why = files_why_not_edited(a, file);
    if (str_ends(file->path, str_lit(".json")))
        f.why = str_lit("steps edit files in HCL's own syntax only; this one is JSON");
    if (!f.why.n) {
        mend_inputs(run, &f);
        if (hcl_editor_open(file->source.path, f.opened, &f.editor, &e) < 0)
            f.why = str_copy(a, str_z(e.message));
    }
    vec_push(a, &run->files, f);
    return &run->files.items[run->files.n - 1];
}

void steps_notice(struct steps_run *run, const struct step *step, struct str origin,
                  struct str place, struct str text)
{
    vec_push(steps_arena(run), &run->plan->notices,
             ((struct notice){ run->unit, step, origin, place, text }));
}

void steps_fail(struct steps_run *run, const struct step *step, struct str origin,
                struct str reason)
{
    struct change c = { .unit = run->unit,
                        .step = step,
                        .origin = origin,
                        .status = CHANGE_FAILED,
                        .file = run->facts.unit->file,
                        .reason = reason };

    vec_push(steps_arena(run), &run->plan->changes, c);
}

/* Of a name of HCL, beyond ASCII too. */
static bool is_word(char c)
{
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || (unsigned char)c >= 0x80;
}

/* The next local that HCL text refers to: "local.NAME" as whole words; false if there is none. */
static bool next_local(struct str *rest, struct str *ret)
{
    size_t at = str_find(*rest, str_lit("local.")), n = 0;
    bool word;

    if (at == STR_NONE)
        return false;
    word = at == 0 || !is_word(rest->p[at - 1]);
    *rest = str_skip(*rest, at + 6);
    while (n < rest->n && is_word(rest->p[n]))
        n++;
    *ret = str_slice(*rest, 0, n);
    return word && n ? true : next_local(rest, ret);
}

static bool refers_to(struct str text, struct str name)
{
    struct str found;

    while (next_local(&text, &found))
        if (str_eq(found, name))
            return true;
    return false;
}

/* A local that the value needs and the unit will not have; "" if there is none. */
static struct str missing_local(struct steps_run *run, struct str value)
{
    const struct survey_unit *u = run->facts.unit;
    struct str name;

    while (!u->plain && next_local(&value, &name))
        if (!(u->locals && value_get(u->locals, name)) &&
            !is_written(run, u->file, steps_member(run, str_lit("locals"), name)))
            return name;
    return str_lit("");
}

/* Locals on offer that the value needs come first; each is taken from the offer before it is done.
 */
static void do_needed_locals(struct steps_run *run, struct str value)
{
    for (size_t i = 0; i < run->locals.n; i++) {
        struct pending_step local = run->locals.items[i];

        if (!local.step || !refers_to(value, local.step->name))
            continue;
        run->locals.items[i].step = NULL;
        steps_do_local(run, local.step, local.origin);
    }
}

/* Makes one edit; false (and a failed change) if it cannot be made. */
bool steps_edit(struct steps_run *run, const struct step *step, struct str origin,
                struct repo_file *file, struct hcl_edit edit)
{
    struct arena *a = steps_arena(run);
    struct change c = { run->unit, step, origin, CHANGE_PLANNED, file, edit, { 0 } };
    struct edited_file *f;
    struct str missing;
    struct hcl_edit_result result;
    struct err e;

    do_needed_locals(run, edit.value);
    missing = file == run->facts.unit->file ? missing_local(run, edit.value) : str_lit("");
    f = steps_edited(run, file);
    if (missing.n) {
        c.status = CHANGE_FAILED;
        c.reason = str_printf(a, "it needs local.%.*s, which the unit does not have", STR(missing));
    } else if (!f->editor) {
        c.status = CHANGE_FAILED;
        c.reason = f->why;
    } else if (hcl_editor_apply(a, f->editor, &edit, &result, &e) < 0) {
        c.status = CHANGE_FAILED;
        c.reason = str_copy(a, str_z(e.message));
    } else if (!result.changed) {
        return true;
    }
    vec_push(a, &run->plan->changes, c);
    return c.status == CHANGE_PLANNED;
}

static struct str written_key(struct steps_run *run, const struct repo_file *file,
                              struct str address)
{
    return str_printf(steps_arena(run), "%u %.*s", file->source.id, STR(address));
}

/* Is it written by an earlier step of this run? */
static bool is_written(struct steps_run *run, const struct repo_file *file, struct str address)
{
    return map_get(&run->written, written_key(run, file, address)) != NULL;
}

/* The same, and notes that it is now. */
bool steps_was_written(struct steps_run *run, const struct repo_file *file, struct str address)
{
    return map_put(steps_arena(run), &run->written, written_key(run, file, address), run) != NULL;
}

bool steps_resolves(struct steps_run *run, struct repo_file *file, struct str address)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct hcl_source source = { .path = file->source.path };
    struct hcl_diags ignored = { .arena = &scratch, .mute = true };
    struct edited_file *f = steps_edited(run, file);
    struct address_target target;
    struct address parsed;
    struct hcl_text text;
    struct err e;

    if (!f->editor)
        return false;
    source.text = hcl_editor_text(f->editor);
    text = hcl_text_file(&source, hcl_parse_file(&scratch, &source, &ignored));
    return address_parse(&scratch, address, &parsed, NULL, &e) == 0 &&
           address_resolve(&scratch, &text, &parsed, &target, &e) == 0;
}

struct str steps_member(struct steps_run *run, struct str prefix, struct str name)
{
    struct arena *a = steps_arena(run);
    struct address parsed;
    struct err e;

    if (address_parse(a, name, &parsed, NULL, &e) == 0 && parsed.n == 1)
        return str_printf(a, "%.*s.%.*s", STR(prefix), STR(name));
    return str_printf(a, "%.*s[%.*s]", STR(prefix), STR(plan_quoted(a, name)));
}

static void note_includers(struct steps_run *run, size_t reference)
{
    struct repository *r = run->plan->survey.repository;
    const struct reference *ref = &r->references.items[reference];
    struct str path = path_join(r->arena, ref->dir, str_lit("terragrunt.hcl"));
    struct hcl_diags ignored = { .arena = r->arena, .mute = true };
    struct tg_config *c;
    struct eval e;

    c = tg_exists(&r->terragrunt, path) ? tg_open(&r->terragrunt, path, NULL) : NULL;
    if (!c)
        return;
    eval_init(&e, r->arena, &ignored);
    tg_resolve_includes(&e, c);
    for (size_t i = 0; i < c->n_includes; i++)
        if (c->includes[i].config)
            vec_push(r->arena, &run->includers[c->includes[i].config->file->source.id], reference);
}

/* A unit that includes the file and is not done in this run; NULL if there is none. */
static const struct reference *stays_behind(struct steps_run *run, const struct step *step,
                                            const struct repo_file *file)
{
    struct repository *r = run->plan->survey.repository;
    const struct index_list *list;

    if (!run->includers) {
        /* Opening units reads no new files: all of them have been read. */
        run->includers = arena_array(r->arena, r->files.list.n + 1, sizeof *run->includers);
        for (size_t i = 0; i < r->references.n; i++)
            if (r->references.items[i].kind == REFERENCE_UNIT)
                note_includers(run, i);
    }
    list = &run->includers[file->source.id];
    for (size_t i = 0; i < list->n; i++) {
        const struct reference *ref = &r->references.items[list->items[i]];

        if (!run->goes_along[list->items[i]] || !catalog_means(&step->modules, ref->module.path))
            return ref;
    }
    return NULL;
}

/*
 * The file in which an input of the unit is written as an address can name it: its own, or one that
 * it includes if every unit that includes it goes along. NULL and the reason if it is neither.
 */
static struct repo_file *written_in(struct steps_run *run, const struct step *step,
                                    struct str address, struct str *ret_why)
{
    const struct survey_unit *u = run->facts.unit;
    struct arena *a = steps_arena(run);

    if (steps_resolves(run, u->file, address))
        return u->file;
    *ret_why = str_printf(a, "%.*s is a computed value", STR(address));
    for (size_t i = u->config ? u->config->n_includes : 0; i-- > 0;) {
        const struct tg_include *include = &u->config->includes[i];
        const struct reference *other;

        if (!include->config || include->strategy == MERGE_NONE ||
            (!is_written(run, include->config->file, address) &&
             !steps_resolves(run, include->config->file, address)))
            continue;
        other = stays_behind(run, step, include->config->file);
        if (!other)
            return include->config->file;
        *ret_why = str_printf(a,
                              "it is written in %.*s, which %.*s includes, too, and that unit "
                              "does not go along",
                              STR(include->config->file->source.path), STR(other->unit));
        return NULL;
    }
    return NULL;
}

/* Edits an input where it is written, once however many units include the place. */
void steps_edit_written(struct steps_run *run, const struct step *step, struct str origin,
                        struct hcl_edit wanted)
{
    struct str why = { 0 };
    struct repo_file *file = written_in(run, step, wanted.address, &why);

    if (!file)
        steps_fail(run, step, origin, why);
    else if (file == run->facts.unit->file || !steps_was_written(run, file, wanted.address))
        steps_edit(run, step, origin, file, wanted);
}

void steps_finish(struct steps_run *run, struct bump_files *ret)
{
    struct arena *a = steps_arena(run);

    for (size_t i = 0; i < run->files.n; i++) {
        struct edited_file *f = &run->files.items[i];
        const struct edits *second;
        struct edits all;

        if (!f->editor)
            continue;
        second = hcl_editor_edits(f->editor);
        all = edits_compose(a, &f->first, f->opened, second);
        for (size_t k = 0; k < all.n; k++)
            all.items[k].text = str_copy(a, all.items[k].text);
        if (all.n)
            vec_push(a, ret, ((struct bump_file){ .file = f->file, .edits = all }));
        hcl_editor_free(f->editor);
    }
    for (size_t i = 0; i < run->ranges.n; i++)
        vec_push(a, ret, run->ranges.items[i]);
}
