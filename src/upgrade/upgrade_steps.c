#include "upgrade/upgrade_steps.h"

#include "hcl/edit_plan.h"
#include "upgrade/pins.h"

/* A file that steps edit, with its editor; `first` are edits made before it was opened. */
struct edited_file {
    struct repo_file *file;
    struct hcl_editor *editor; /* NULL: it cannot be edited, see why */
    struct str why;
    struct edits first;
    struct str opened; /* the text that the editor was opened with */
};

/* A step that waits: a local until a value that is written needs it, regions for all others. */
struct pending_step {
    const struct step *step;
    struct str origin;
};

static struct arena *arena_of(const struct steps_run *run)
{
    return run->plan->survey.repository->arena;
}

/* ---- files --------------------------------------------------------------------------------- */

/*
 * `inputs { … }` is a block, which Terragrunt does not read: a missing "=". It is put there first,
 * so that everything else finds an attribute.
 */
static void mend_inputs(struct steps_run *run, struct edited_file *f)
{
    struct arena *a = arena_of(run);
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

static struct edited_file *edited(struct steps_run *run, struct repo_file *file)
{
    struct arena *a = arena_of(run);
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

/* ---- what comes out ------------------------------------------------------------------------ */

static void add_notice(struct steps_run *run, const struct step *step, struct str origin,
                       struct str place, struct str text)
{
    vec_push(arena_of(run), &run->plan->notices,
             ((struct notice){ run->unit, step, origin, place, text }));
}

static void fail(struct steps_run *run, const struct step *step, struct str origin,
                 struct str reason)
{
    struct change c = { .unit = run->unit,
                        .step = step,
                        .origin = origin,
                        .status = CHANGE_FAILED,
                        .file = run->facts.unit->file,
                        .reason = reason };

    vec_push(arena_of(run), &run->plan->changes, c);
}

static void do_local(struct steps_run *run, const struct step *step, struct str origin);

/* Does the text have "local.NAME" in it, as a whole word? */
static bool refers_to(struct str text, struct str name)
{
    while (text.n) {
        size_t at = str_find(text, str_lit("local."));

        if (at == STR_NONE)
            return false;
        text = str_skip(text, at + 6);
        if (str_starts(text, name) &&
            (text.n == name.n ||
             !(((text.p[name.n] | 0x20) >= 'a' && (text.p[name.n] | 0x20) <= 'z') ||
               (text.p[name.n] >= '0' && text.p[name.n] <= '9') || text.p[name.n] == '_' ||
               text.p[name.n] == '-')))
            return true;
    }
    return false;
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
        do_local(run, local.step, local.origin);
    }
}

/* Makes one edit; false (and a failed change) if it cannot be made. */
static bool edit(struct steps_run *run, const struct step *step, struct str origin,
                 struct repo_file *file, struct hcl_edit edit)
{
    struct arena *a = arena_of(run);
    struct change c = { run->unit, step, origin, CHANGE_PLANNED, file, edit, { 0 } };
    struct edited_file *f;
    struct hcl_edit_result result;
    struct err e;

    do_needed_locals(run, edit.value);
    f = edited(run, file);
    if (!f->editor) {
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
    return str_printf(arena_of(run), "%u %.*s", file->source.id, STR(address));
}

/* Is it written by an earlier step of this run? */
static bool is_written(struct steps_run *run, const struct repo_file *file, struct str address)
{
    return map_get(&run->written, written_key(run, file, address)) != NULL;
}

/* The same, and notes that it is now. */
static bool was_written(struct steps_run *run, const struct repo_file *file, struct str address)
{
    return map_put(arena_of(run), &run->written, written_key(run, file, address), run) != NULL;
}

/* ---- addresses ----------------------------------------------------------------------------- */

static bool resolves(struct steps_run *run, struct repo_file *file, struct str address)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct hcl_source source = { .path = file->source.path };
    struct hcl_diags ignored = { .arena = &scratch, .mute = true };
    struct edited_file *f = edited(run, file);
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

static struct str member(struct steps_run *run, struct str prefix, struct str name)
{
    struct arena *a = arena_of(run);
    struct address parsed;
    struct err e;

    if (address_parse(a, name, &parsed, NULL, &e) == 0 && parsed.n == 1)
        return str_printf(a, "%.*s.%.*s", STR(prefix), STR(name));
    return str_printf(a, "%.*s[%.*s]", STR(prefix), STR(plan_quoted(a, name)));
}

/* ---- the kinds ----------------------------------------------------------------------------- */

/* Where inputs are written; makes the attribute where the unit has none. */
static bool add_to(struct steps_run *run, const struct step *step, struct str origin,
                   struct str container, struct str name, struct str value)
{
    const struct survey_unit *u = run->facts.unit;
    struct arena *a = arena_of(run);

    if (!resolves(run, u->file, container)) {
        bool locals = str_is(container, "locals");
        struct str text =
            str_printf(a, "%s{\n  %.*s = %.*s\n}", locals ? "locals " : "", STR(name), STR(value));
        struct hcl_edit whole = { locals ? HCL_ADD_BLOCK : HCL_ADD,
                                  locals ? str_lit("") : container, text };

        return edit(run, step, origin, u->file, whole);
    }
    return edit(run, step, origin, u->file,
                (struct hcl_edit){ HCL_ADD, member(run, container, name), value });
}

static bool is_given(const struct survey_unit *u, struct str name)
{
    return u->inputs && value_get(u->inputs, name);
}

/* Null says nothing: the module's default counts, as if it were not there. */
static bool is_null(const struct survey_unit *u, struct str name)
{
    return is_given(u, name) && value_get(u->inputs, name)->state == VALUE_NULL;
}

/* ---- what includes give -------------------------------------------------------------------- */

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
    struct arena *a = arena_of(run);

    if (resolves(run, u->file, address))
        return u->file;
    *ret_why = str_printf(a, "%.*s is a computed value", STR(address));
    for (size_t i = u->config ? u->config->n_includes : 0; i-- > 0;) {
        const struct tg_include *include = &u->config->includes[i];
        const struct reference *other;

        if (!include->config || include->strategy == MERGE_NONE ||
            (!is_written(run, include->config->file, address) &&
             !resolves(run, include->config->file, address)))
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
static void edit_written(struct steps_run *run, const struct step *step, struct str origin,
                         struct hcl_edit wanted)
{
    struct str why = { 0 };
    struct repo_file *file = written_in(run, step, wanted.address, &why);

    if (!file)
        fail(run, step, origin, why);
    else if (file == run->facts.unit->file || !was_written(run, file, wanted.address))
        edit(run, step, origin, file, wanted);
}

/* An input that is there: is what it says to be replaced? */
static void replace_input(struct steps_run *run, const struct step *step, struct str origin,
                          struct str value)
{
    const struct survey_unit *u = run->facts.unit;
    struct str address = member(run, u->prefix, step->name), why = { 0 };
    enum fact_answer answer = FACT_NO;

    if (is_null(u, step->name))
        answer = FACT_YES;
    else if (step->replace)
        answer = facts_ask(&run->facts, step, step->replace, &why);

    if (answer == FACT_UNKNOWN)
        fail(run, step, origin, why);
    if (answer != FACT_YES || was_written(run, u->file, address))
        return;
    edit_written(run, step, origin, (struct hcl_edit){ HCL_SET, address, value });
}

static void do_input(struct steps_run *run, const struct step *step, struct str origin)
{
    const struct survey_unit *u = run->facts.unit;
    struct str value, why = { 0 };
    enum fact_answer answer = facts_text(&run->facts, step, step->value, &value, &why);

    if (answer == FACT_UNKNOWN)
        fail(run, step, origin, why);
    if (answer != FACT_YES)
        return;
    if (is_given(u, step->name)) {
        replace_input(run, step, origin, value);
        return;
    }
    if (was_written(run, u->file, member(run, u->prefix, step->name)))
        return;
    if (!u->inputs)
        fail(run, step, origin,
             str_lit("its inputs are computed: whether this one is among them "
                     "cannot be told"));
    else
        add_to(run, step, origin, u->prefix, step->name, value);
}

static void do_local(struct steps_run *run, const struct step *step, struct str origin)
{
    const struct survey_unit *u = run->facts.unit;
    struct str value, why = { 0 };
    enum fact_answer answer;

    if (u->locals && value_get(u->locals, step->name))
        return;
    answer = facts_text(&run->facts, step, step->value, &value, &why);
    if (answer == FACT_UNKNOWN)
        fail(run, step, origin, why);
    if (answer == FACT_YES &&
        !was_written(run, u->file, member(run, str_lit("locals"), step->name)))
        add_to(run, step, origin, str_lit("locals"), step->name, value);
}

static void do_rename(struct steps_run *run, const struct step *step, struct str origin)
{
    const struct survey_unit *u = run->facts.unit;
    struct str address = member(run, u->prefix, step->name);

    if (!is_given(u, step->name) || was_written(run, u->file, address))
        return;
    (void)was_written(run, u->file, member(run, u->prefix, step->to));
    edit_written(run, step, origin, (struct hcl_edit){ HCL_RENAME, address, step->to });
}

static void do_remove(struct steps_run *run, const struct step *step, struct str origin)
{
    const struct survey_unit *u = run->facts.unit;
    struct str address = member(run, u->prefix, step->name);

    if (!is_given(u, step->name) || was_written(run, u->file, address))
        return;
    edit_written(run, step, origin, (struct hcl_edit){ HCL_REMOVE, address, { 0 } });
}

/* One block, if there is none at the address that the step is named for; or a list of blocks. */
static void do_block(struct steps_run *run, const struct step *step, struct str origin)
{
    const struct survey_unit *u = run->facts.unit;
    const struct reference *ref = &run->plan->survey.repository->references.items[u->reference];
    struct data_texts blocks;
    struct str why = { 0 }, key;
    enum fact_answer answer = facts_texts(&run->facts, step, step->value, &blocks, &why);

    if (answer == FACT_UNKNOWN)
        fail(run, step, origin, why);
    key = str_printf(arena_of(run), "block %.*s %.*s", STR(ref->dir), STR(step->name));
    if (answer != FACT_YES || map_get(&run->written, key) ||
        (blocks.n == 1 && resolves(run, u->file, step->name)))
        return;
    map_put(arena_of(run), &run->written, key, run);
    for (size_t i = 0; i < blocks.n; i++)
        edit(run, step, origin, u->file,
             (struct hcl_edit){ HCL_ADD_BLOCK, str_lit(""), blocks.items[i] });
}

/* The tuple in which the first element of a list is written: its file and address. */
static struct repo_file *find_list(struct steps_run *run, const struct value *list,
                                   struct str *ret_address)
{
    struct repository *r = run->plan->survey.repository;
    const struct origin *origin = list->u.list.n ? list->u.list.items[0]->origin : NULL;
    const struct hcl_block *block = NULL;
    struct repo_file *file;

    if (!origin || !origin->n || !origin->spans[0].source)
        return NULL;
    file = files_of(&r->files, origin->spans[0].source);
    if (!file || !str_ends(file->path, str_lit(".hcl")))
        return NULL;
    files_parse(&r->files, file->path);
    while (file->body && (block = hcl_body_block(file->body, str_lit("locals"), block))) {
        for (size_t i = 0; i < block->body.n; i++) {
            const struct hcl_attribute *attribute = block->body.items[i].attribute;

            if (!attribute || attribute->value->kind != HCL_EXPR_TUPLE ||
                attribute->range.start > origin->spans[0].range.start ||
                attribute->range.end < origin->spans[0].range.end)
                continue;
            *ret_address = str_printf(arena_of(run), "locals.%.*s[+]", STR(attribute->name.text));
            return file;
        }
    }
    return NULL;
}

static bool is_in(const struct value *list, struct str text)
{
    for (size_t i = 0; i < list->u.list.n; i++) {
        const struct value *item = list->u.list.items[i];

        if (item->state == VALUE_KNOWN && item->type->kind == TYPE_STRING &&
            str_eq(item->u.string, text))
            return true;
    }
    return false;
}

static bool is_list(const struct value *v)
{
    return v && v->state == VALUE_KNOWN &&
           (v->type->kind == TYPE_TUPLE || v->type->kind == TYPE_LIST);
}

static bool is_object(const struct value *v)
{
    return v && v->state == VALUE_KNOWN &&
           (v->type->kind == TYPE_OBJECT || v->type->kind == TYPE_MAP);
}

/* The local of that name, as the edits so far leave it: a list; or one of a file that it reads. */
static const struct value *find_local_list(struct steps_run *run, struct str name)
{
    struct repository *r = run->plan->survey.repository;
    const struct survey_unit *u = run->facts.unit;
    struct edited_file *f = edited(run, u->file);
    struct hcl_diags ignored = { .arena = r->arena, .mute = true };
    const struct value *locals = u->locals, *v;
    struct eval e;

    if (f->editor && hcl_editor_edits(f->editor)->n) {
        struct str text = str_copy(r->arena, hcl_editor_text(f->editor));

        eval_init(&e, r->arena, &ignored);
        locals = tg_locals(&e, tg_open_text(&r->terragrunt, u->file,
                                            r->references.items[u->reference].dir, text));
    }
    if (is_list(value_get(locals, name)))
        return value_get(locals, name);
    for (size_t i = 0; i < locals->u.map.n; i++) {
        v = locals->u.map.values[i];
        v = is_object(v) ? value_get(v, str_lit("locals")) : NULL;
        v = is_object(v) ? value_get(v, name) : NULL;
        if (is_list(v))
            return v;
    }
    return NULL;
}

/* The local list of all regions gets those that the target's modules know and it has not. */
static void do_regions(struct steps_run *run, const struct step *step, struct str origin)
{
    const struct survey_unit *u = run->facts.unit;
    const struct value *list = u->plain ? NULL : find_local_list(run, step->name);
    const struct data_texts *regions;
    struct str address;
    struct repo_file *file;
    struct semver goal;

    if (!list || !semver_parse(u->goal, &goal))
        return;
    regions = catalog_regions(u->catalog, &goal);
    file = find_list(run, list, &address);
    for (size_t i = 0; i < regions->n; i++) {
        struct str value = plan_quoted(arena_of(run), regions->items[i]);

        if (is_in(list, regions->items[i]))
            continue;
        if (!file) {
            fail(run, step, origin,
                 str_printf(arena_of(run), "%.*s is missing in local.%.*s, which is computed",
                            STR(regions->items[i]), STR(step->name)));
            return;
        }
        if (!was_written(run, file,
                         str_printf(arena_of(run), "%.*s %.*s", STR(address), STR(value))))
            edit(run, step, origin, file, (struct hcl_edit){ HCL_ADD, address, value });
    }
}

static void do_state(struct steps_run *run, const struct step *step, struct str origin)
{
    struct state_change c = { .unit = run->unit, .step = step, .origin = origin };
    struct str why = { 0 };
    enum fact_answer answer = facts_texts(&run->facts, step, step->actions, &c.actions, &why);

    if (answer == FACT_UNKNOWN)
        fail(run, step, origin, why);
    else if (answer == FACT_YES && c.actions.n)
        vec_push(arena_of(run), &run->plan->states, c);
}

/* A pin that has been found, with what the steps so far make of it. */
struct found_pin {
    struct semver minimum;
    bool edited;               /* else it is only told */
    size_t file, edit, change; /* indexes of run->ranges, its edits, and the plan's changes */
};

/* Edits exactly those bytes; false if it must not be done. */
static bool edit_range(struct steps_run *run, const struct pin *pin, struct str text,
                       struct found_pin *found)
{
    struct arena *a = arena_of(run);
    struct repo_file *file = files_of(&run->plan->survey.repository->files, pin->source);
    struct edits *edits;

    if (!file || files_why_not_edited(a, file).n)
        return false;
    for (found->file = 0; found->file < run->ranges.n; found->file++)
        if (run->ranges.items[found->file].file == file)
            break;
    if (found->file == run->ranges.n)
        vec_push(a, &run->ranges, ((struct bump_file){ .file = file }));
    edits = &run->ranges.items[found->file].edits;
    edits_add(a, edits, pin->range.start, pin->range.end, text);
    found->edit = edits->n - 1;
    return true;
}

static void new_pin(struct steps_run *run, const struct step *step, struct str origin,
                    const struct pin *pin, struct found_pin *found)
{
    struct arena *a = arena_of(run);
    struct str text = pin->constraint ? step->constraint : step->version;
    struct change c = { .unit = run->unit,
                        .step = step,
                        .origin = origin,
                        .file = files_of(&run->plan->survey.repository->files, pin->source),
                        .edit = { HCL_SET, pin->what, text },
                        .range = pin->range };

    found->edited = text.n && edit_range(run, pin, text, found);
    if (found->edited) {
        vec_push(a, &run->plan->changes, c);
        found->change = run->plan->changes.n - 1;
        return;
    }
    add_notice(run, step, origin, pin->place,
               str_printf(a, "%.*s is \"%.*s\"; it must allow %.*s%s%.*s", STR(pin->what),
                          STR(pin->text), STR(step->minimum),
                          step->before.n ? " or later, below " : " or later", STR(step->before)));
}

/*
 * A pin is told once, however many units it holds back. Of several releases that ask for a version
 * the one that asks for the highest counts.
 */
static void do_pin(struct steps_run *run, const struct step *step, struct str origin)
{
    struct arena *a = arena_of(run);
    struct semver minimum, before = { 0 };
    struct pins pins;

    if (!semver_parse(step->minimum, &minimum) ||
        (step->before.n && !semver_parse(step->before, &before)))
        return; /* told when the catalog was read */
    pins_that_block(run->plan->survey.repository, run->facts.unit, step->name, &minimum, &before,
                    &pins);
    for (size_t i = 0; i < pins.n; i++) {
        const struct pin *pin = &pins.items[i];
        struct str key = str_printf(a, "pin %.*s %.*s", STR(pin->place), STR(pin->what));
        struct found_pin *found = map_get(&run->pins, key);

        if (!found) {
            found = arena_new(a, struct found_pin);
            found->minimum = minimum;
            map_put(a, &run->pins, key, found);
            new_pin(run, step, origin, pin, found);
        } else if (found->edited && semver_cmp(&minimum, &found->minimum) > 0) {
            struct str text = pin->constraint ? step->constraint : step->version;
            struct change *c = &run->plan->changes.items[found->change];

            found->minimum = minimum;
            run->ranges.items[found->file].edits.items[found->edit].text = text;
            c->edit.value = text;
            c->step = step;
            c->origin = origin;
        }
    }
}

void steps_do(struct steps_run *run, const struct step *step, struct str origin)
{
    struct str why = { 0 };
    enum fact_answer answer;

    if (!run->facts.unit->file) {
        return; /* stacks and unused sources have no inputs of their own */
    }
    answer = facts_ask(&run->facts, step, step->when, &why);
    if (answer == FACT_UNKNOWN)
        fail(run, step, origin, why);
    if (answer != FACT_YES)
        return;
    switch (step->kind) {
    case STEP_REGIONS:
        vec_push(arena_of(run), &run->regions, ((struct pending_step){ step, origin }));
        break;
    case STEP_LOCAL:
        vec_push(arena_of(run), &run->locals, ((struct pending_step){ step, origin }));
        break;
    case STEP_RENAME_INPUT:
        do_rename(run, step, origin);
        break;
    case STEP_REMOVE_INPUT:
        do_remove(run, step, origin);
        break;
    case STEP_INPUT:
        do_input(run, step, origin);
        break;
    case STEP_BLOCK:
        do_block(run, step, origin);
        break;
    case STEP_PIN:
        do_pin(run, step, origin);
        break;
    case STEP_STATE:
        do_state(run, step, origin);
        break;
    case STEP_NOTE:
        add_notice(run, step, origin, str_lit(""), str_lit(""));
        break;
    case STEP_KINDS:
        BUG("no kind of step");
    }
}

static bool is_planned(const struct steps_run *run, struct str name)
{
    for (size_t i = 0; i < run->plan->changes.n; i++) {
        const struct change *c = &run->plan->changes.items[i];

        if (c->unit == run->unit && str_eq(c->step->name, name) &&
            (c->step->kind == STEP_INPUT || c->step->kind == STEP_RENAME_INPUT))
            return true;
        if (c->unit == run->unit && c->step->kind == STEP_RENAME_INPUT && str_eq(c->step->to, name))
            return true;
    }
    return false;
}

static void check_inputs(struct steps_run *run)
{
    const struct survey_unit *u = run->facts.unit;
    struct semver goal;

    if (!u->file || !u->module || !u->inputs || !semver_parse(u->goal, &goal))
        return;
    for (size_t i = 0; i < u->module->inputs.n; i++) {
        const struct catalog_input *input = &u->module->inputs.items[i];
        struct step *step;

        if (!input->required || (input->since.n_parts && semver_cmp(&input->since, &goal) > 0) ||
            (input->until.n_parts && semver_cmp(&input->until, &goal) <= 0) ||
            (is_given(u, input->name) && !is_null(u, input->name)) || is_planned(run, input->name))
            continue;
        step = arena_new(arena_of(run), struct step);
        *step = (struct step){ .item = input->item, .kind = STEP_INPUT, .name = input->name };
        step->why = input->about.n ? input->about : str_lit("The module asks for it.");
        fail(run, step, u->goal,
             str_printf(arena_of(run), "the module needs it (%.*s) and nothing gives it",
                        STR(input->type)));
    }
}

void steps_leave(struct steps_run *run)
{
    for (size_t i = 0; i < run->regions.n; i++)
        do_regions(run, run->regions.items[i].step, run->regions.items[i].origin);
    check_inputs(run);
}

/* ---- the run ------------------------------------------------------------------------------- */

void steps_begin(struct steps_run *run, struct upgrade_plan *plan, bool *goes_along)
{
    *run = (struct steps_run){ .plan = plan, .goes_along = goes_along };
    facts_init(&run->facts, plan->survey.repository->arena, &plan->survey, &plan->answers);
}

void steps_turn(struct steps_run *run, size_t unit)
{
    run->unit = unit;
    run->locals.n = run->regions.n = 0;
    facts_turn(&run->facts, &run->plan->survey.units.items[unit]);
}

void steps_finish(struct steps_run *run, struct bump_files *ret)
{
    struct arena *a = arena_of(run);

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
