#include <stdlib.h>

#include "upgrade/bump_internal.h"

/* ---- who is meant -------------------------------------------------------------------------- */

static const struct bump_request *request_for(const struct bump_options *o,
                                              const struct reference *ref)
{
    const struct bump_request *found = NULL;

    /* Of several that match the one with the longest folder counts: the most special one. */
    for (size_t i = 0; i < o->n_requests; i++) {
        const struct bump_request *request = &o->requests[i];

        if (source_matches(&request->pattern, &ref->module) &&
            (!found || request->pattern.path.n > found->pattern.path.n ||
             (request->pattern.path.n == found->pattern.path.n &&
              request->pattern.repository.n >= found->pattern.repository.n)))
            found = request;
    }
    return found;
}

struct bump_outcome *bump_outcome_of(struct planner *p, size_t reference)
{
    size_t at = p->outcome_of[reference];

    return at ? &p->plan.outcomes.items[at - 1] : NULL;
}

void bump_settle(struct bump_outcome *o, enum bump_status status, struct str reason)
{
    o->status = status;
    o->reason = reason;
}

void bump_note(struct arena *a, struct bump_outcome *o, struct str note)
{
    o->note = o->note.n ? str_printf(a, "%.*s; %.*s", STR(o->note), STR(note)) : note;
}

struct str bump_line_of(struct arena *a, const struct hcl_source *source, uint32_t offset)
{
    uint32_t line, column;

    hcl_position(source->text, offset, &line, &column);
    return str_printf(a, "%.*s:%u", STR(source->path), line);
}

/* ---- what each one wants ------------------------------------------------------------------- */

static void wish_ref(struct planner *p, const struct reference *ref, size_t outcome)
{
    struct bump_outcome *o = &p->plan.outcomes.items[outcome];
    struct bump_piece *pieces = arena_array(p->arena, ref->n_spans + 1, sizeof *pieces);
    struct str reason;
    size_t n = 0;

    if (str_eq(ref->ref, o->new_ref))
        return;
    if (!p->o->allow_downgrade && bump_is_downgrade(p->arena, ref, o->new_ref)) {
        bump_settle(o, BUMP_LEFT,
                    str_printf(p->arena, "%.*s is lower than %.*s (--allow-downgrade changes it)",
                               STR(o->new_ref), STR(ref->ref)));
        return;
    }
    if (bump_divide(p->arena, ref, o->new_ref, pieces, &n, &reason) < 0) {
        bump_settle(o, BUMP_BLOCKED, reason);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const struct origin_span *span = pieces[i].span;
        struct str text;

        if (!span->source->id) {
            bump_settle(o, BUMP_BLOCKED, str_lit("it is not written in a file of its own"));
            return;
        }
        reason = files_why_not_edited(p->arena, files_of(&p->r->files, span->source));
        if (reason.n ||
            !bump_written_as(&p->places, p->arena, span, pieces[i].text, &text, &reason)) {
            bump_settle(o, BUMP_BLOCKED, reason);
            return;
        }
        vec_push(p->arena, &p->wishes,
                 ((struct wish){ .source = span->source,
                                 .range = span->range,
                                 .text = text,
                                 .outcome = outcome }));
    }
    if (ref->main_span && ref->main_span->note.n)
        bump_note(p->arena, o, str_printf(p->arena, "it is the %.*s", STR(ref->main_span->note)));
}

static void consider(struct planner *p, size_t index)
{
    const struct reference *ref = &p->r->references.items[index];
    struct bump_outcome o = { .reference = index,
                              .request = p->o->by_reference ? p->o->by_reference[index]
                                                            : request_for(p->o, ref) };
    struct str reason;
    size_t at;

    if (!o.request || !ref->chosen || ref->kind == REFERENCE_COMMENTED || ref->told_by_stacks)
        return;
    if (ref->state == REF_UNKNOWN || ref->state == REF_FAILED) {
        bump_settle(&o, BUMP_BLOCKED,
                    ref->why.n ? ref->why : str_lit("its configuration could not be evaluated"));
    } else if (ref->state == REF_NONE) {
        bump_settle(&o, BUMP_BLOCKED,
                    ref->module.kind == SOURCE_OTHER
                        ? str_lit("no version of its own is written: the version is a part of the "
                                  "address, or there is none")
                        : str_lit("no version is written; it follows the default branch"));
    } else if (!ref->ref.n) {
        bump_settle(&o, BUMP_BLOCKED, str_lit("its version is empty: write one there first"));
    } else if (!bump_new_text(p->arena, ref, o.request, &o.new_ref, &o.note, &reason)) {
        bump_settle(&o, BUMP_BLOCKED, reason);
    } else {
        o.reason = reason; /* counts if it is there already */
    }
    vec_push(p->arena, &p->plan.outcomes, o);
    at = p->plan.outcomes.n;
    p->outcome_of[index] = at;
    if (o.status != BUMP_CHANGED)
        return;
    wish_ref(p, ref, at - 1);
    if (p->plan.outcomes.items[at - 1].status == BUMP_CHANGED)
        bump_wish_comment(p, ref, at - 1);
}

/* ---- edits --------------------------------------------------------------------------------- */

static struct bump_file *file_for(struct arena *a, struct bump_files *files, struct repo_file *file)
{
    struct bump_file *last = files->n ? &files->items[files->n - 1] : NULL;

    if (last && last->file == file)
        return last;
    vec_push(a, files, ((struct bump_file){ .file = file }));
    return &files->items[files->n - 1];
}

int bump_make_files(struct planner *p, struct arena *a, const bool *without, struct bump_files *ret,
                    struct err *e)
{
    const struct wish *last = NULL;

    *ret = (struct bump_files){ 0 };
    for (size_t i = 0; i < p->wishes.n; i++) {
        const struct wish *w = &p->wishes.items[i];
        struct str now = str_slice(w->source->text, w->range.start, w->range.end);

        if (p->plan.outcomes.items[w->outcome].status != BUMP_CHANGED || str_eq(now, w->text) ||
            (without && without[w->outcome]) || (last && bump_same_place(last, w)))
            continue;
        last = w;
        edits_add(a, &file_for(a, ret, files_of(&p->r->files, w->source))->edits, w->range.start,
                  w->range.end, w->text);
    }
    for (size_t i = 0; i < ret->n; i++) {
        struct bump_file *f = &ret->items[i];

        TRY(edits_apply(a, f->file->source.text, &f->edits, &f->new_text, e));
        TRY(edits_verify(f->file->source.text, f->new_text, &f->edits, e));
    }
    return 0;
}

/* Nothing to edit: it has the version already. */
static void settle_unchanged(struct planner *p)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    bool *edited = arena_array(&scratch, p->plan.outcomes.n + 1, sizeof *edited);

    for (size_t i = 0; i < p->wishes.n; i++) {
        const struct wish *w = &p->wishes.items[i];
        struct str now = str_slice(w->source->text, w->range.start, w->range.end);

        edited[w->outcome] |= !str_eq(now, w->text);
    }
    for (size_t i = 0; i < p->plan.outcomes.n; i++) {
        struct bump_outcome *o = &p->plan.outcomes.items[i];

        if (o->status == BUMP_CHANGED && !edited[i])
            o->status = BUMP_ALREADY;
    }
}

static int compare_files(const void *a, const void *b)
{
    const struct bump_file *x = a, *y = b;

    return str_cmp(x->file->path, y->file->path);
}

int bump_make_plan(struct repository *r, const struct repository_options *opened_with,
                   const struct bump_options *o, struct bump_plan *ret, struct err *e)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct planner p = { .r = r, .o = o, .opened_with = opened_with, .arena = r->arena };
    bool again = true; /* ends: each time at least one more outcome is blocked */

    bump_places_init(&p.places, &scratch, r->files.list.n);
    p.outcome_of = arena_array(&scratch, r->references.n + 1, sizeof *p.outcome_of);
    for (size_t i = 0; i < r->references.n; i++)
        consider(&p, i);
    bump_sort_wishes(&p);
    bump_find_uses(&p, &scratch);
    settle_unchanged(&p);
    bump_refuse_conflicts(&p);
    settle_unchanged(&p); /* of some only the comment was to change, and was refused */
    while (again) {
        bump_leave_shared(&p);
        TRY(bump_make_files(&p, p.arena, NULL, &p.plan.files, e));
        TRY(bump_prove(&p, &again, e));
    }
    if (p.plan.files.n)
        qsort(p.plan.files.items, p.plan.files.n, sizeof *p.plan.files.items, compare_files);
    *ret = p.plan;
    return 0;
}
