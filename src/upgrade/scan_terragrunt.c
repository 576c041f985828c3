/*
 * scan_terragrunt: units, stacks, and sources that move no unit.
 */
#include "upgrade/references.h"

struct scanner {
    struct repository *r;
    struct map used;    /* source attributes that decide about a unit, by address in memory */
    struct map catalog; /* folders of units that a stack of this repository uses, by path */
    VEC(struct tg_config *) units;
};

static struct str pointer_key(struct arena *a, const void *p)
{
    return str_copy(a, str_of((const char *)&p, sizeof p));
}

static bool is_unit_file(struct str name)
{
    return str_is(name, "terragrunt.hcl") || str_is(name, "terragrunt.hcl.json");
}

static void add_failed(struct scanner *s, enum reference_kind kind, struct str unit,
                       struct tg_config *c, struct str dir, const struct hcl_diags *problems)
{
    struct reference *ref = repository_add(s->r, kind, unit, dir);

    ref->state = REF_FAILED;
    ref->source_file = &c->file->source;
    ref->problems = *problems;
}

static void check_terraform_block(struct eval *e, struct tg_config *c)
{
    const struct hcl_block *first = hcl_body_block(c->file->body, str_lit("terraform"), NULL);
    const struct hcl_block *second =
        first ? hcl_body_block(c->file->body, str_lit("terraform"), first) : NULL;

    if (second)
        eval_error(e, &c->scope, second->type.range, "Two terraform blocks",
                   "Terragrunt allows one in a file; join them.");
}

static void resolve_unit(struct scanner *s, struct tg_config *c, enum reference_kind kind,
                         struct str unit, struct str dir)
{
    struct repository *r = s->r;
    struct hcl_diags problems = { .arena = r->arena };
    struct reference_values v = { .language = SOURCE_IN_TERRAGRUNT };
    struct tg_found source, version;
    struct reference *ref;
    struct eval e;

    eval_init(&e, r->arena, &problems);
    /* First, so that it is told even where the rest does not need them. */
    tg_resolve_includes(&e, c);
    check_terraform_block(&e, c);
    if (!tg_terraform_attribute(&e, c, str_lit("source"), &source)) {
        /* No source anywhere: a root configuration, or a unit with .tf files of its own. */
        if (problems.n_errors)
            add_failed(s, kind, unit, c, dir, &problems);
        return;
    }
    map_put(r->arena, &s->used, pointer_key(r->arena, source.attribute), c);
    v.source = source.value;
    v.file = &source.config->file->source;
    v.source_expr = source.attribute->value;
    if (tg_terraform_attribute(&e, c, str_lit("version"), &version))
        v.version = version.value;
    ref = repository_add(r, kind, unit, dir);
    ref->problems = problems;
    reference_fill(r, ref, &v);
}

static void scan_unit(struct scanner *s, struct str path)
{
    struct repository *r = s->r;
    struct tg_config *c = tg_open(&r->terragrunt, path, NULL);

    if (!c)
        return;
    vec_push(r->arena, &s->units, c);
    r->n_units++;
    resolve_unit(s, c, REFERENCE_UNIT, files_shown(&r->files, c->dir), c->dir);
}

/* ---- stacks -------------------------------------------------------------------------------- */

/* A stack file as it is used: by itself, or by a stack block of another. */
struct stack_use {
    struct str shown; /* its name in units: for an inner one, where Terragrunt would write it */
    struct str dir;   /* folder of the outermost stack file: what people choose units by */
    unsigned depth;
};

struct component {
    const struct hcl_block *block;
    struct str type, name;
    const struct value *values;
    struct str folder;    /* of a local source: where it is */
    struct str generated; /* where Terragrunt writes it */
    bool replaced;        /* the stack gives the unit another source than its own */
};

static void scan_components(struct scanner *s, struct tg_config *c, const struct hcl_body *body,
                            const struct stack_use *use);
static void scan_stack(struct scanner *s, struct tg_config *c, const struct stack_use *use);

static const struct value *block_value(struct eval *e, struct tg_config *c,
                                       const struct hcl_block *block, const char *name)
{
    const struct hcl_attribute *attribute = hcl_body_attribute(&block->body, str_z(name));

    return attribute ? eval_expr(e, &c->scope, attribute->value) : NULL;
}

static void find_generated(struct scanner *s, struct eval *e, struct tg_config *c,
                           struct component *p)
{
    struct arena *a = s->r->arena;
    const struct value *path = block_value(e, c, p->block, "path");
    const struct value *direct = block_value(e, c, p->block, "no_dot_terragrunt_stack");
    struct str base = c->dir;

    if (!direct || direct->state != VALUE_KNOWN || direct->type->kind != TYPE_BOOL ||
        !direct->u.boolean)
        base = path_join(a, base, str_lit(".terragrunt-stack"));
    p->generated = path_join(a, base, value_is_text(path) ? path->u.string : p->name);
}

static struct stack_use inner_use(struct scanner *s, const struct component *p,
                                  const struct stack_use *use)
{
    struct repository *r = s->r;
    struct str path = path_join(r->arena, p->generated, str_lit("terragrunt.stack.hcl"));

    return (struct stack_use){ files_shown(&r->files, path), use->dir, use->depth + 1 };
}

/*
 * The autoinclude block of a component: Terragrunt lays it over what it generates. In a unit it may
 * hold another source; in a stack, more components.
 */
static void scan_laid_over(struct scanner *s, struct tg_config *c, const struct stack_use *use,
                           struct component *p, struct str name)
{
    struct repository *r = s->r;
    const struct hcl_block *over = hcl_body_block(&p->block->body, str_lit("autoinclude"), NULL);
    const struct hcl_block *terraform =
        over ? hcl_body_block(&over->body, str_lit("terraform"), NULL) : NULL;
    const struct hcl_attribute *source =
        terraform ? hcl_body_attribute(&terraform->body, str_lit("source")) : NULL;
    struct reference_values v = { .file = &c->file->source, .language = SOURCE_IN_TERRAGRUNT };
    struct hcl_diags problems = { .arena = r->arena };
    struct reference *ref;
    struct eval e;

    if (over && str_is(p->type, "stack") && use->depth < TG_DEPTH_MAX) {
        struct stack_use inner = inner_use(s, p, use);

        scan_components(s, c, &over->body, &inner);
    }
    if (!source || str_is(p->type, "stack"))
        return;
    eval_init(&e, r->arena, &problems);
    v.source_expr = source->value;
    v.source = eval_expr(&e, &c->scope, source->value);
    v.version = block_value(&e, c, terraform, "version");
    p->replaced = true;
    ref = repository_add(r, REFERENCE_STACK, name, use->dir);
    ref->problems = problems;
    reference_fill(r, ref, &v);
}

/*
 * A unit or stack of this machine, with the values that this block gives it: what it says counts,
 * not that it is local. False if there is none at that place.
 */
static bool resolve_component(struct scanner *s, const struct component *p, struct str name,
                              const struct stack_use *use)
{
    struct repository *r = s->r;
    bool stack = str_is(p->type, "stack");
    struct str file = stack ? str_lit("terragrunt.stack.hcl") : str_lit("terragrunt.hcl");
    struct str path = path_join(r->arena, p->folder, file);
    const struct value *values = p->values ? p->values : value_object(r->arena, NULL, NULL, 0);
    struct tg_config *c;

    if (!tg_exists(&r->terragrunt, path))
        return false;
    c = tg_open(&r->terragrunt, path, values);
    if (!c)
        return false;
    c->dir = c->original_dir = p->generated;
    files_copied(&r->files, p->generated, p->folder);
    map_put(r->arena, &s->catalog, p->folder, c);
    if (stack) {
        struct stack_use inner = inner_use(s, p, use);

        scan_stack(s, c, &inner);
    } else if (!p->replaced) {
        resolve_unit(s, c, REFERENCE_STACK, name, use->dir);
    }
    return true;
}

static void scan_component(struct scanner *s, struct tg_config *c, const struct stack_use *use,
                           struct component *p)
{
    struct repository *r = s->r;
    const struct hcl_attribute *source = hcl_body_attribute(&p->block->body, str_lit("source"));
    struct reference_values v = { .file = &c->file->source, .language = SOURCE_IN_TERRAGRUNT };
    struct hcl_diags problems = { .arena = r->arena };
    struct str name =
        str_printf(r->arena, "%.*s:%.*s.%.*s", STR(use->shown), STR(p->type), STR(p->name));
    struct reference probe = { .problems = { .arena = r->arena, .mute = true } }, *ref;
    struct eval e;

    if (!source)
        return;
    eval_init(&e, r->arena, &problems);
    v.source_expr = source->value;
    v.source = eval_expr(&e, &c->scope, source->value);
    p->values = block_value(&e, c, p->block, "values");
    find_generated(s, &e, c, p);
    scan_laid_over(s, c, use, p, name);
    reference_fill(r, &probe, &v);
    if (probe.module.kind == SOURCE_LOCAL && value_is_text(v.source)) {
        p->folder = path_join(r->arena, c->file_dir, v.source->u.string);
        if (resolve_component(s, p, name, use))
            return;
    }
    ref = repository_add(r, REFERENCE_STACK, name, use->dir);
    ref->problems = problems;
    reference_fill(r, ref, &v);
}

/* The unit and stack blocks of a body that stands in the stack file, or in one that it includes. */
static void scan_components(struct scanner *s, struct tg_config *c, const struct hcl_body *body,
                            const struct stack_use *use)
{
    static const struct str types[] = { STR_INIT("unit"), STR_INIT("stack") };

    for (size_t i = 0; i < ARRAY_LEN(types); i++) {
        const struct hcl_block *block = NULL;

        while ((block = hcl_body_block(body, types[i], block))) {
            struct component p = { .block = block, .type = types[i] };

            if (!block->n_labels)
                continue;
            p.name = block->labels[0].text;
            scan_component(s, c, use, &p);
        }
    }
}

static void scan_stack(struct scanner *s, struct tg_config *c, const struct stack_use *use)
{
    struct hcl_diags problems = { .arena = s->r->arena };
    struct eval e;

    if (use->depth > TG_DEPTH_MAX) {
        repository_problem(s->r, c->file->path, NULL,
                           str_lit("stacks contain each other, too deep to follow"));
        return;
    }
    eval_init(&e, s->r->arena, &problems);
    tg_resolve_includes(&e, c);
    if (problems.n_errors)
        add_failed(s, REFERENCE_STACK, use->shown, c, use->dir, &problems);
    scan_components(s, c, c->file->body, use);
    for (size_t i = 0; i < c->n_includes; i++)
        if (c->includes[i].config)
            scan_components(s, c->includes[i].config, c->includes[i].config->file->body, use);
}

/* ---- sources that move no unit -------------------------------------------------------------- */

/* A configuration that includes the file, as it is seen from there; NULL if nobody does. */
static struct tg_config *as_included(struct scanner *s, const struct repo_file *file)
{
    for (size_t i = 0; i < s->units.n; i++) {
        struct tg_config *unit = s->units.items[i];

        for (size_t k = 0; k < unit->n_includes; k++)
            if (unit->includes[k].config && unit->includes[k].config->file == file)
                return unit->includes[k].config;
    }
    return NULL;
}

static void add_unused(struct scanner *s, struct str path, struct repo_file *file,
                       const struct hcl_attribute *source)
{
    struct repository *r = s->r;
    struct tg_config *c = as_included(s, file);
    struct reference_values v = { .file = &file->source, .language = SOURCE_IN_TERRAGRUNT };
    struct hcl_diags ignored = { .arena = r->arena, .mute = true };
    const struct hcl_attribute *version;
    struct reference *ref;
    struct eval e;

    if (!c)
        c = tg_open(&r->terragrunt, path, NULL);
    if (!c)
        return;
    /* Its problems are nobody's: no unit depends on it. */
    eval_init(&e, r->arena, &ignored);
    v.source_expr = source->value;
    v.source = eval_expr(&e, &c->scope, source->value);
    if (v.source && v.source->state == VALUE_NULL)
        return;
    version = tg_own_attribute(c, str_lit("version"));
    if (version)
        v.version = eval_expr(&e, &c->scope, version->value);
    ref = repository_add(r, REFERENCE_UNUSED, files_shown(&r->files, path),
                         str_copy(r->arena, path_dir(path)));
    ref->problems.mute = true;
    reference_fill(r, ref, &v);
}

static const struct hcl_attribute *terraform_source(const struct repo_file *file)
{
    const struct hcl_block *block = hcl_body_block(file->body, str_lit("terraform"), NULL);

    return block ? hcl_body_attribute(&block->body, str_lit("source")) : NULL;
}

static bool is_other_hcl(struct str name)
{
    return str_ends(name, str_lit(".hcl")) && !files_is_generated(name) &&
           !str_is(name, "terragrunt.stack.hcl") && !walk_is_test(name);
}

/* Does a unit take its version from this source all the same, as from `include.x.terraform`? */
static bool is_read(const struct scanner *s, const struct repo_file *file,
                    const struct hcl_attribute *source)
{
    const struct references *list = &s->r->references;
    struct hcl_range at = source->value->range;

    for (size_t i = 0; i < list->n; i++) {
        const struct origin_span *span = list->items[i].main_span;

        if (span && span->source == &file->source && span->range.start >= at.start &&
            span->range.end <= at.end)
            return true;
    }
    return false;
}

static void scan_unused(struct scanner *s)
{
    struct repository *r = s->r;
    bool resolved = false;

    for (size_t i = 0; i < r->walk.files.n; i++) {
        struct str path = r->walk.files.items[i];
        struct repo_file *file;
        const struct hcl_attribute *source;

        if (!is_other_hcl(path_base(path)))
            continue;
        file = files_parse(&r->files, path);
        source = file->failure ? NULL : terraform_source(file);
        if (!source || map_get(&s->used, str_of((const char *)&source, sizeof source)) ||
            is_read(s, file, source))
            continue;
        for (size_t k = 0; !resolved && k < s->units.n; k++) {
            struct hcl_diags ignored = { .arena = r->arena, .mute = true };
            struct eval e;

            eval_init(&e, r->arena, &ignored);
            tg_resolve_includes(&e, s->units.items[k]);
        }
        resolved = true;
        add_unused(s, path, file, source);
    }
}

/*
 * On its own a unit or stack of a catalog has no values: its versions are told with each stack that
 * uses it.
 */
static void mark_catalog(struct scanner *s)
{
    struct references *list = &s->r->references;

    for (size_t i = 0; i < list->n; i++) {
        struct reference *ref = &list->items[i];

        if ((ref->kind != REFERENCE_UNIT && ref->kind != REFERENCE_STACK) ||
            (ref->state != REF_UNKNOWN && ref->state != REF_FAILED) ||
            !map_get(&s->catalog, ref->dir))
            continue;
        ref->told_by_stacks = true;
        if (ref->state == REF_FAILED && ref->problems.n) {
            /* It is written for another place, whose parent folders it needs. */
            ref->state = REF_UNKNOWN;
            ref->why =
                str_printf(s->r->arena, "on its own: %.*s", STR(ref->problems.items[0].detail));
            ref->problems = (struct hcl_diags){ .arena = s->r->arena };
        }
    }
}

/* The form of Terragrunt before 0.19: HCL1, which nothing reads any more. */
static void check_old_form(struct repository *r, struct str path)
{
    struct repo_file *file = files_read(&r->files, path);
    struct str rest;

    if (file->failure)
        return;
    for (rest = file->source.text; rest.n;) {
        struct str line = str_trim(str_cut(&rest, '\n')), name;

        name = line;
        name = str_trim(str_cut(&name, '='));
        if (!str_is(name, "terragrunt") || str_find_char(line, '=') == STR_NONE)
            continue;
        repository_problem(r, path, NULL,
                           str_lit("this is a configuration of Terragrunt before 0.19 (HCL 1); "
                                   "move it to a terragrunt.hcl first: "
                                   "https://terragrunt.gruntwork.io/docs/migrate/"));
        return;
    }
}

void scan_terragrunt(struct repository *r)
{
    struct scanner s = { .r = r };

    for (size_t i = 0; i < r->walk.files.n; i++)
        r->terragrunt.has_generated |= files_is_generated(path_base(r->walk.files.items[i]));
    for (size_t i = 0; i < r->walk.files.n; i++) {
        struct str path = r->walk.files.items[i], name = path_base(path);

        if (is_unit_file(name))
            scan_unit(&s, path);
        else if (str_is(name, "terraform.tfvars"))
            check_old_form(r, path);
    }
    for (size_t i = 0; i < r->walk.files.n; i++) {
        struct str path = r->walk.files.items[i];
        struct stack_use use = { .shown = files_shown(&r->files, path) };
        struct tg_config *c;

        if (!str_is(path_base(path), "terragrunt.stack.hcl"))
            continue;
        c = tg_open(&r->terragrunt, path, NULL);
        if (!c)
            continue;
        use.dir = c->dir;
        scan_stack(&s, c, &use);
    }
    scan_unused(&s);
    mark_catalog(&s);
    for (size_t i = 0; i < r->walk.files.n; i++) {
        struct str path = r->walk.files.items[i];

        if (str_ends(path, str_lit(".hcl")) && !walk_is_test(path_base(path)))
            scan_comments(r, files_parse(&r->files, path), path);
    }
}
