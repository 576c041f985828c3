#include "upgrade/change_place.h"

#include "hcl/address.h"

/* Ranges of a template's inner text are moved to the bytes of the file. */
static struct hcl_range in_file(const struct address_target *t, struct hcl_range range)
{
    return (struct hcl_range){ (uint32_t)hcl_text_offset(t->in, range.start),
                               (uint32_t)hcl_text_offset(t->in, range.end) };
}

/* From the type to the last label. */
static struct hcl_range block_head(const struct hcl_block *block)
{
    size_t n = block->n_labels;

    return (struct hcl_range){ block->type.range.start,
                               n ? block->labels[n - 1].range.end : block->type.range.end };
}

static struct hcl_range head(const struct address_target *t)
{
    switch (t->kind) {
    case ADDRESS_ATTRIBUTE:
        return t->attribute->name.range;
    case ADDRESS_BLOCK:
        return block_head(t->block);
    case ADDRESS_ITEM:
        return t->container->u.object.items[t->index].key_range;
    case ADDRESS_BODY:
    case ADDRESS_ELEMENT:
    case ADDRESS_ARGUMENT:
        break;
    }
    return (struct hcl_range){ t->range.start, t->range.start };
}

/* With its name, where it has one. */
static struct hcl_range whole(const struct address_target *t)
{
    struct hcl_range range = head(t);

    if (t->kind == ADDRESS_BLOCK)
        return range;
    if (t->range.end > range.end)
        range.end = t->range.end;
    return range;
}

/* The longest part of the address that is there. */
static bool find(struct arena *a, struct repo_file *file, struct str text, struct hcl_range *ret)
{
    struct hcl_text top = hcl_text_file(&file->source, file->body);
    struct address address;
    struct err e;

    if (!file->body || !text.n || address_parse(a, text, &address, NULL, &e) < 0)
        return false;
    for (size_t n = 0; n < address.n; n++) {
        struct address part = address_parent(&address, n);
        struct address_found found = address_find(a, &top, &part);

        if (!found.n)
            continue;
        *ret = in_file(&found.items[0], n ? head(&found.items[0]) : whole(&found.items[0]));
        return true;
    }
    return false;
}

/* What a step that failed was about; nothing was edited, so there is no address yet. */
static struct str address_of(struct arena *a, const struct survey_unit *u, const struct change *c)
{
    if (c->edit.address.n || c->edit.op == HCL_ADD_BLOCK)
        return c->edit.address;
    if (c->step->kind == STEP_LOCAL || c->step->kind == STEP_REGIONS)
        return str_printf(a, "locals.%.*s", STR(c->step->name));
    if (c->step->kind == STEP_BLOCK)
        return str_lit("");
    return str_printf(a, "%.*s.%.*s", STR(u->prefix), STR(c->step->name));
}

static bool at_end(const struct change *c)
{
    return c->status == CHANGE_PLANNED && c->edit.op == HCL_ADD_BLOCK && !c->edit.address.n;
}

bool change_place(const struct upgrade_plan *plan, const struct change *c, struct change_place *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    const struct survey_unit *u = &plan->survey.units.items[c->unit];
    struct repo_file *file = c->file;
    struct hcl_range range = { 0 };

    if (!file)
        return unit_place(plan, c->unit, ret);
    *ret = (struct change_place){ .source = &file->source };
    if (c->step->kind == STEP_PIN) {
        ret->range = c->range;
    } else if (at_end(c)) {
        ret->range.start = ret->range.end = (uint32_t)str_trim_end(file->source.text).n;
    } else if (str_ends(file->path, str_lit(".hcl")) ||
               (walk_is_terraform(file->path) && !str_ends(file->path, str_lit(".json")))) {
        files_parse(&plan->survey.repository->files, file->path);
        if (!find(&scratch, file, address_of(&scratch, u, c), &range) && !c->edit.address.n)
            find(&scratch, file, u->prefix, &range);
        ret->range = range;
    }
    return true;
}

bool unit_place(const struct upgrade_plan *plan, size_t unit, struct change_place *ret)
{
    const struct reference *ref =
        &plan->survey.repository->references.items[plan->survey.units.items[unit].reference];

    if (ref->main_span && ref->main_span->source && ref->main_span->source->id)
        *ret = (struct change_place){ ref->main_span->source, ref->main_span->range };
    else if (ref->source_file && ref->source_file->id)
        *ret = (struct change_place){ ref->source_file, ref->source_range };
    else
        return false;
    return true;
}

/* ---- notices ------------------------------------------------------------------------------- */

/* Takes ":digits" off the end; 0 if there is none. */
static uint32_t cut_number(struct str *s)
{
    size_t colon = str_rfind_char(*s, ':'), n = 0;

    if (colon == STR_NONE || colon + 1 == s->n || s->n - colon > 9)
        return 0;
    for (size_t i = colon + 1; i < s->n; i++) {
        if (s->p[i] < '0' || s->p[i] > '9')
            return 0;
        n = n * 10 + (size_t)(s->p[i] - '0');
    }
    *s = str_slice(*s, 0, colon);
    return (uint32_t)n;
}

static struct hcl_range line_range(struct str text, uint32_t line)
{
    size_t start = 0, end;

    while (line > 1) {
        size_t newline = str_find_char(str_skip(text, start), '\n');

        if (newline == STR_NONE)
            return (struct hcl_range){ 0 };
        start += newline + 1;
        line--;
    }
    end = str_find_char(str_skip(text, start), '\n');
    end = end == STR_NONE ? text.n : start + end;
    return (struct hcl_range){ (uint32_t)start,
                               (uint32_t)(start + str_trim_end(str_slice(text, start, end)).n) };
}

bool notice_place(const struct upgrade_plan *plan, const struct notice *n, struct change_place *ret)
{
    const struct files *files = &plan->survey.repository->files;
    struct str path = n->place;
    uint32_t line = cut_number(&path), before;

    before = line ? cut_number(&path) : 0;
    if (before)
        line = before;
    for (size_t i = 0; path.n && i < files->list.n; i++) {
        const struct repo_file *file = files->list.items[i];

        if (!str_eq(file->source.path, path))
            continue;
        *ret = (struct change_place){ .source = &file->source };
        if (line)
            ret->range = line_range(file->source.text, line);
        return true;
    }
    return false;
}
