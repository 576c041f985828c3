#include "upgrade/references.h"

#include <stdlib.h>

/* ---- filling one reference ----------------------------------------------------------------- */

/* The text with every byte of an unknown part replaced, so that its bytes mean nothing. */
static struct str mask_holes(struct arena *a, const struct value *v)
{
    struct str text = v->u.string;
    char *p = NULL;

    for (size_t i = 0; v->origin && i < v->origin->n; i++) {
        const struct origin_span *s = &v->origin->spans[i];

        if (s->kind != ORIGIN_HOLE)
            continue;
        if (!p)
            p = arena_copy(a, text.p, text.n);
        memset(p + s->at, SOURCE_HOLE, s->len);
    }
    return p ? str_of(p, text.n) : text;
}

static bool has_hole(struct str shape)
{
    return str_find_char(shape, SOURCE_HOLE) != STR_NONE;
}

/* The spans of bytes start..end of the value, counted from start. */
static void take_spans(struct repository *r, struct reference *ref, const struct value *v,
                       size_t start, size_t end)
{
    size_t n = v->origin ? v->origin->n : 0;

    ref->spans = arena_array(r->arena, n, sizeof *ref->spans);
    for (size_t i = 0; i < n; i++) {
        struct origin_span s = v->origin->spans[i];
        size_t from = s.at > start ? s.at : start;
        size_t to = s.at + s.len < end ? s.at + s.len : end;

        if (from >= to && s.len > 0)
            continue;
        if (s.len == 0 && (s.at < start || s.at > end))
            continue;
        if (s.exact) {
            s.range.start += (uint32_t)(from - s.at);
            s.range.end = s.range.start + (uint32_t)(to - from);
        }
        s.at = (uint32_t)(from - start);
        s.len = (uint32_t)(to - from);
        ref->spans[ref->n_spans++] = s;
    }
}

static bool has_digit(const struct reference *ref, const struct origin_span *s)
{
    for (size_t i = s->at; i < s->at + s->len; i++)
        if (ref->ref.p[i] >= '0' && ref->ref.p[i] <= '9')
            return true;
    return false;
}

/*
 * Where the version "is written": the longest piece that stands in a file, one with a digit before
 * one without; of "v" and "0.27.0" in "v${local.n}" that is the number's.
 */
static void choose_main_span(struct reference *ref)
{
    bool digit = false;

    for (size_t i = 0; i < ref->n_spans; i++) {
        const struct origin_span *s = &ref->spans[i];
        bool has = has_digit(ref, s);

        if (s->kind != ORIGIN_TEXT || (digit && !has))
            continue;
        if (!ref->main_span || (has && !digit) || s->len > ref->main_span->len) {
            ref->main_span = s;
            digit = has;
        }
    }
}

static void set_ref(struct repository *r, struct reference *ref, const struct value *v,
                    struct str shape, size_t start, size_t end)
{
    /* Copied: the value may borrow from a tree that is gone later. */
    struct str text = str_copy(r->arena, str_slice(v->u.string, start, end));

    take_spans(r, ref, v, start, end);
    if (has_hole(str_slice(shape, start, end))) {
        ref->state = REF_UNKNOWN;
        ref->ref_wanted = text;
        ref->why = v->why;
        for (size_t i = 0; i < ref->n_spans; i++)
            if (ref->spans[i].kind == ORIGIN_HOLE && ref->spans[i].note.n)
                ref->why = ref->spans[i].note;
        return;
    }
    ref->state = REF_KNOWN;
    ref->ref = text;
    choose_main_span(ref);
}

static bool is_text(const struct value *v)
{
    return v && v->state != VALUE_NULL && v->type->kind == TYPE_STRING && v->u.string.p;
}

void reference_fill(struct repository *r, struct reference *ref, const struct reference_values *v)
{
    struct str shape, address;

    ref->source_file = v->file;
    if (v->source_expr)
        ref->source_range = v->source_expr->range;
    if (!v->source) {
        ref->state = REF_FAILED;
        return;
    }
    if (!is_text(v->source)) {
        ref->state = v->source->state == VALUE_UNKNOWN ? REF_UNKNOWN : REF_FAILED;
        ref->why = v->source->why;
        ref->module.kind = SOURCE_UNKNOWN;
        if (ref->state == REF_FAILED)
            hcl_diag_add(&ref->problems, v->file, ref->source_range, "Source is no text",
                         v->source->state == VALUE_NULL
                             ? "The address of the module is null."
                             : "The address of a module is a text in quotes.");
        return;
    }
    shape = mask_holes(r->arena, v->source);
    address = str_copy(r->arena, v->source->u.string);
    source_parse(r->arena, address, shape, v->language, &ref->module);
    ref->address = source_redact(r->arena, address);
    if (ref->module.kind == SOURCE_LOCAL)
        ref->module.repository = files_shown(&r->files, ref->module.repository);
    ref->state = REF_NONE;
    if (ref->module.has_ref) {
        ref->encoded = true;
        set_ref(r, ref, v->source, shape, ref->module.ref_start, ref->module.ref_end);
    } else if (is_text(v->version) && ref->module.kind == SOURCE_REGISTRY) {
        ref->is_constraint = true;
        set_ref(r, ref, v->version, mask_holes(r->arena, v->version), 0, v->version->u.string.n);
    } else if (v->version && v->version->state == VALUE_UNKNOWN) {
        ref->state = REF_UNKNOWN;
        ref->why = v->version->why;
    } else if (ref->module.kind == SOURCE_UNKNOWN ||
               (ref->module.kind != SOURCE_LOCAL && has_hole(shape))) {
        ref->state = REF_UNKNOWN;
        ref->why = v->source->why;
    }
}

/* ---- the list ------------------------------------------------------------------------------ */

static bool is_below(struct str folder, struct str path)
{
    return str_eq(folder, path) || str_is(folder, "/") ||
           (str_starts(path, folder) && path.p[folder.n] == '/');
}

struct reference *repository_add(struct repository *r, enum reference_kind kind, struct str unit,
                                 struct str dir)
{
    struct reference ref = { .kind = kind, .unit = unit, .dir = dir };

    ref.chosen = is_below(r->folder, dir);
    ref.problems.arena = r->arena;
    vec_push(r->arena, &r->references, ref);
    return &r->references.items[r->references.n - 1];
}

void repository_problem(struct repository *r, struct str path, const struct hcl_diag *diag,
                        struct str message)
{
    struct problem p = { files_shown(&r->files, path), diag, message, is_below(r->folder, path) };

    vec_push(r->arena, &r->problems, p);
}

static void collect_problems(struct repository *r)
{
    for (size_t i = 0; i < r->walk.n_problems; i++)
        repository_problem(r, r->walk.problems[i].path, NULL, r->walk.problems[i].message);
    for (size_t i = 0; i < r->files.list.n; i++) {
        const struct repo_file *file = r->files.list.items[i];

        /* Tracked by Git, but no longer there: not a problem of ours. */
        if (file->failure && file->failure->code != ERR_NOT_FOUND)
            repository_problem(r, file->path, NULL, str_z(file->failure->message));
        for (size_t k = 0; k < file->diags.n; k++)
            repository_problem(r, file->path, &file->diags.items[k], str_lit(""));
    }
}

static uint32_t source_id(const struct reference *ref)
{
    return ref->source_file ? ref->source_file->id : 0;
}

static int compare_references(const void *a, const void *b)
{
    const struct reference *x = a, *y = b;
    int c = str_cmp(x->unit, y->unit);

    if (c)
        return c;
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (source_id(x) != source_id(y))
        return source_id(x) < source_id(y) ? -1 : 1;
    return (x->source_range.start > y->source_range.start) -
           (x->source_range.start < y->source_range.start);
}

/* ---- what else one text moves -------------------------------------------------------------- */

static bool same_text(const struct origin_span *x, const struct origin_span *y)
{
    return x->source == y->source && x->range.start < y->range.end && y->range.start < x->range.end;
}

static bool uses(const struct reference *ref, const struct origin_span *span)
{
    for (size_t i = 0; i < ref->n_spans; i++)
        if (ref->spans[i].kind == ORIGIN_TEXT && same_text(&ref->spans[i], span))
            return true;
    return false;
}

/* References by the file of their spans, so that only those of one file are compared. */
static struct index_list *references_by_file(struct repository *r)
{
    struct index_list *by_file = arena_array(r->arena, r->files.list.n + 1, sizeof *by_file);

    for (size_t i = 0; i < r->references.n; i++) {
        const struct reference *ref = &r->references.items[i];

        for (size_t k = 0; k < ref->n_spans; k++) {
            uint32_t id = ref->spans[k].source ? ref->spans[k].source->id : 0;
            struct index_list *list = &by_file[id];

            if (ref->spans[k].kind != ORIGIN_TEXT || !id ||
                (list->n && list->items[list->n - 1] == i))
                continue;
            vec_push(r->arena, list, i);
        }
    }
    return by_file;
}

static struct reference_group *new_group(struct repository *r, const struct origin_span *span,
                                         const struct index_list *candidates)
{
    struct reference_group *group = arena_new(r->arena, struct reference_group);
    struct index_list members = { 0 };

    group->source = span->source;
    group->range = span->range;
    for (size_t i = 0; i < candidates->n; i++)
        if (uses(&r->references.items[candidates->items[i]], span))
            vec_push(r->arena, &members, candidates->items[i]);
    group->members = members.items;
    group->n = members.n;
    return group;
}

static void find_groups(struct repository *r)
{
    struct index_list *by_file = references_by_file(r);
    struct map groups = { 0 };

    for (size_t i = 0; i < r->references.n; i++) {
        struct reference *ref = &r->references.items[i];
        const struct origin_span *span = ref->main_span;
        uint32_t key[3];
        struct str name;

        if (!span || !span->source || !span->source->id)
            continue;
        key[0] = span->source->id;
        key[1] = span->range.start;
        key[2] = span->range.end;
        name = str_of((const char *)key, sizeof key);
        ref->group = map_get(&groups, name);
        if (!ref->group) {
            ref->group = new_group(r, span, &by_file[key[0]]);
            map_put(r->arena, &groups, str_copy(r->arena, name), ref->group);
        }
    }
}

/* ---- opening ------------------------------------------------------------------------------- */

int repository_open(struct arena *a, const struct repository_options *o, struct repository *ret,
                    struct err *e)
{
    struct repository *r = ret;
    struct str shown_from;
    enum fs_kind kind;

    *r = (struct repository){ .arena = a };
    TRY(fs_real(a, str_cstr(a, o->folder), &r->folder, e));
    TRY(fs_stat(r->folder.p, NULL, &kind, e));
    if (kind != FS_DIR)
        return err_set(e, ERR_USAGE, "%.*s is no folder", STR(o->folder));
    /* One text may move units beside the folder: the whole repository is read. */
    if (!walk_git_root(a, r->folder, &r->root))
        r->root = r->folder;
    TRY(fs_real(a, ".", &shown_from, e));
    files_init(&r->files, a, shown_from, o->overlay, o->base ? &o->base->files : NULL);
    tg_init(&r->terragrunt, a, &r->files, o->env);
    if (o->base)
        r->walk = o->base->walk;
    else
        TRY(walk_folder(a, r->root, r->folder, &r->walk, e));
    r->n_files = r->walk.files.n;
    scan_terraform(r);
    scan_terragrunt(r);
    collect_problems(r);
    if (r->references.n)
        qsort(r->references.items, r->references.n, sizeof *r->references.items,
              compare_references);
    /* main_span points into the reference's own spans, which do not move with it. */
    find_groups(r);
    return 0;
}
