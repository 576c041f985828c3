#include "hcl/edit_plan.h"
#include "upgrade/steps_internal.h"

/* The local whose value is a tuple that is written around that place. */
static bool find_tuple(struct arena *a, const struct hcl_body *body, struct hcl_range at,
                       struct str *ret_address)
{
    const struct hcl_block *block = NULL;

    while (body && (block = hcl_body_block(body, str_lit("locals"), block)))
        for (size_t i = 0; i < block->body.n; i++) {
            const struct hcl_attribute *attribute = block->body.items[i].attribute;

            if (!attribute || attribute->value->kind != HCL_EXPR_TUPLE ||
                attribute->range.start > at.start || attribute->range.end < at.end)
                continue;
            *ret_address = str_printf(a, "locals.%.*s[+]", STR(attribute->name.text));
            return true;
        }
    return false;
}

/*
 * The tuple in which the first element of a list is written: its file and address. A text that is
 * no file's (id zero) is the unit's own one, as the edits so far leave it.
 */
static struct repo_file *find_list(struct steps_run *run, const struct value *list,
                                   struct str *ret_address)
{
    struct repository *r = run->plan->survey.repository;
    const struct origin *origin = list->u.list.n ? list->u.list.items[0]->origin : NULL;
    struct hcl_diags ignored = { .arena = r->arena, .mute = true };
    const struct hcl_source *source;
    const struct hcl_body *body;
    struct repo_file *file;

    if (!origin || !origin->n || !origin->spans[0].source)
        return NULL;
    source = origin->spans[0].source;
    file = source->id ? files_of(&r->files, source) : run->facts.unit->file;
    if (!file || !str_ends(file->path, str_lit(".hcl")))
        return NULL;
    files_parse(&r->files, file->path);
    body = source->id ? file->body : hcl_parse_file(steps_arena(run), source, &ignored);
    return find_tuple(steps_arena(run), body, origin->spans[0].range, ret_address) ? file : NULL;
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

/* The local of that name, as the edits so far leave it: a list; or one of a file that it reads. */
static const struct value *find_local_list(struct steps_run *run, struct str name)
{
    struct repository *r = run->plan->survey.repository;
    const struct survey_unit *u = run->facts.unit;
    struct edited_file *f = steps_edited(run, u->file);
    struct hcl_diags ignored = { .arena = r->arena, .mute = true };
    const struct value *locals = u->locals, *v;
    struct eval e;

    if (f->editor && hcl_editor_edits(f->editor)->n) {
        struct str text = str_copy(r->arena, hcl_editor_text(f->editor));

        eval_init(&e, r->arena, &ignored);
        locals = tg_locals(&e, tg_open_text(&r->terragrunt, u->file,
                                            r->references.items[u->reference].dir, text));
    }
    if (value_is_list(value_get(locals, name)))
        return value_get(locals, name);
    for (size_t i = 0; i < locals->u.map.n; i++) {
        v = locals->u.map.values[i];
        v = value_is_map(v) ? value_get(v, str_lit("locals")) : NULL;
        v = value_is_map(v) ? value_get(v, name) : NULL;
        if (value_is_list(v))
            return v;
    }
    return NULL;
}

/* The local list of all regions gets those that the target's modules know and it has not. */
void steps_do_regions(struct steps_run *run, const struct step *step, struct str origin)
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
        struct str value = plan_quoted(steps_arena(run), regions->items[i]);

        if (is_in(list, regions->items[i]))
            continue;
        if (!file) {
            steps_fail(run, step, origin,
                       str_printf(steps_arena(run),
                                  "%.*s is missing in local.%.*s, which is computed",
                                  STR(regions->items[i]), STR(step->name)));
            return;
        }
        if (!steps_was_written(run, file,
                               str_printf(steps_arena(run), "%.*s %.*s", STR(address), STR(value))))
            steps_edit(run, step, origin, file, (struct hcl_edit){ HCL_ADD, address, value });
    }
}
