#include "upgrade/pins.h"

#include "hcl/parse.h"

struct search {
    struct repository *r;
    const struct survey_unit *unit;
    struct str tool;
    const struct semver *minimum, *before;
    struct pins *found;
};

/* ---- versions ------------------------------------------------------------------------------ */

static bool is_wanted(const struct semver *v, const struct semver *minimum,
                      const struct semver *before)
{
    return semver_cmp(v, minimum) >= 0 && (!before->n_parts || semver_cmp(v, before) < 0);
}

/*
 * Constraints change their answer only at the versions that they name: so it is enough to try those
 * and what comes directly after them, the ends of the wanted range, and something very high.
 */
bool pin_allows(struct str constraint, const struct semver *minimum, const struct semver *before)
{
    static const struct semver highest = { .parts = { 999999 }, .n_parts = 3 };
    struct constraints c;

    if (!constraints_parse(constraint, &c))
        return true; /* nothing that can be judged */
    if (constraints_allow(&c, minimum) ||
        (is_wanted(&highest, minimum, before) && constraints_allow(&c, &highest)))
        return true;
    for (size_t i = 0; i < c.n; i++) {
        struct semver v = c.items[i].version;

        for (unsigned step = 0; step < 2; step++) {
            v.n_parts = v.n_parts < 3 ? 3 : v.n_parts;
            if (is_wanted(&v, minimum, before) && constraints_allow(&c, &v))
                return true;
            v.parts[2]++;
        }
    }
    return false;
}

static void judge(struct search *s, struct pin pin)
{
    if (!pin_allows(pin.text, s->minimum, s->before))
        vec_push(s->r->arena, s->found, pin);
}

static struct str place_of(struct arena *a, const struct hcl_source *source, size_t offset)
{
    uint32_t line, column;

    hcl_position(source->text, offset, &line, &column);
    return str_printf(a, "%.*s:%u", STR(source->path), line);
}

/* ---- HCL ----------------------------------------------------------------------------------- */

static const struct value *evaluate(struct search *s, const struct scope *scope,
                                    const struct hcl_expr *expr)
{
    struct hcl_diags ignored = { .arena = s->r->arena, .mute = true };
    struct eval e;

    eval_init(&e, s->r->arena, &ignored);
    return eval_expr(&e, scope, expr);
}

/*
 * Where text is read: a file, or what a `generate` block writes. That is the value of an expression
 * whose bytes come from a file; `place` and `generated` are then set.
 */
struct reading {
    struct scope scope;
    struct str place;
    const struct value *generated;
};

/* Bytes of a generated text that stand in a file as they are. */
static bool in_file(const struct value *generated, size_t start, size_t end,
                    const struct hcl_source **ret_source, struct hcl_range *ret)
{
    for (size_t i = 0; generated->origin && i < generated->origin->n; i++) {
        const struct origin_span *o = &generated->origin->spans[i];

        if (o->kind != ORIGIN_TEXT || !o->exact || o->at > start || o->at + o->len < end)
            continue;
        *ret_source = o->source;
        ret->start = o->range.start + (uint32_t)(start - o->at);
        ret->end = o->range.start + (uint32_t)(end - o->at);
        return true;
    }
    return false;
}

/* The place of a constraint's text, if it is one piece of a file. */
static void find_text(const struct reading *r, const struct value *v, struct pin *pin)
{
    const struct origin_span *o = v->origin && v->origin->n == 1 ? v->origin->spans : NULL;

    if (!o || o->kind != ORIGIN_TEXT || !o->exact || o->len != v->u.string.n)
        return;
    if (r->generated)
        in_file(r->generated, o->range.start, o->range.end, &pin->source, &pin->range);
    else if (o->source->id) {
        pin->source = o->source;
        pin->range = o->range;
    }
}

/* An attribute with a constraint, or with an object that has one as `version`. */
static void judge_attribute(struct search *s, const struct reading *r,
                            const struct hcl_attribute *attribute, struct str what)
{
    const struct value *v = attribute ? evaluate(s, &r->scope, attribute->value) : NULL;
    struct pin pin = { .place = r->place, .what = what, .constraint = true };

    if (value_is_map(v))
        v = value_get(v, str_lit("version"));
    if (!value_is_text(v))
        return;
    if (!pin.place.n)
        pin.place = place_of(s->r->arena, r->scope.source, attribute->range.start);
    pin.text = v->u.string;
    find_text(r, v, &pin);
    judge(s, pin);
}

/* `terraform` blocks of Terraform's own. */
static void search_body(struct search *s, const struct reading *r, const struct hcl_body *body)
{
    struct str provider = str_printf(s->r->arena, "required_providers.%.*s", STR(s->tool));
    const struct hcl_block *block = NULL, *providers = NULL;

    while ((block = hcl_body_block(body, str_lit("terraform"), block))) {
        if (str_is(s->tool, "terraform")) {
            judge_attribute(s, r, hcl_body_attribute(&block->body, str_lit("required_version")),
                            str_lit("required_version"));
            continue;
        }
        while ((providers = hcl_body_block(&block->body, str_lit("required_providers"), providers)))
            judge_attribute(s, r, hcl_body_attribute(&providers->body, s->tool), provider);
    }
}

/* What a `generate` block writes is Terraform's code. */
static void search_generated(struct search *s, const struct tg_config *c)
{
    const struct hcl_block *block = NULL;

    while ((block = hcl_body_block(c->file->body, str_lit("generate"), block))) {
        const struct hcl_attribute *contents =
            hcl_body_attribute(&block->body, str_lit("contents"));
        const struct value *v = contents ? evaluate(s, &c->scope, contents->value) : NULL;
        struct hcl_diags ignored = { .arena = s->r->arena, .mute = true };
        struct hcl_source *source = arena_new(s->r->arena, struct hcl_source);
        struct reading r = { .scope = { .source = source, .functions = &functions_core },
                             .generated = v };

        if (!value_is_text(v))
            continue;
        source->text = v->u.string;
        r.place = place_of(s->r->arena, &c->file->source, block->range.start);
        search_body(s, &r, hcl_parse_file(s->r->arena, source, &ignored));
    }
}

static void search_config(struct search *s, const struct tg_config *c)
{
    struct reading r = { .scope = c->scope };

    if (str_is(s->tool, "terraform"))
        judge_attribute(s, &r,
                        hcl_body_attribute(c->file->body, str_lit("terraform_version_constraint")),
                        str_lit("terraform_version_constraint"));
    search_generated(s, c);
}

static void search_terragrunt(struct search *s)
{
    struct hcl_diags ignored = { .arena = s->r->arena, .mute = true };
    struct tg_config *c = tg_open(&s->r->terragrunt, s->unit->file->path, NULL);
    struct eval e;

    if (!c)
        return;
    eval_init(&e, s->r->arena, &ignored);
    tg_resolve_includes(&e, c);
    search_config(s, c);
    for (size_t i = 0; i < c->n_includes; i++)
        if (c->includes[i].config)
            search_config(s, c->includes[i].config);
}

static void search_folder(struct search *s, struct str dir)
{
    for (size_t i = 0; i < s->r->walk.files.n; i++) {
        struct str path = s->r->walk.files.items[i];
        struct reading r = { .scope = { .functions = &functions_core } };
        struct repo_file *file;

        if (!walk_is_terraform(path) || !str_eq(path_dir(path), dir))
            continue;
        file = files_parse(&s->r->files, path);
        r.scope.source = &file->source;
        if (file->body)
            search_body(s, &r, file->body);
    }
}

/* ---- version managers ---------------------------------------------------------------------- */

/* .terraform-version holds a version; .tool-versions lines of tool and version. */
static void search_file(struct search *s, struct str dir, const char *name)
{
    struct str path = path_join(s->r->arena, dir, str_z(name)), rest, line;
    bool lines = strcmp(name, ".tool-versions") == 0;
    struct repo_file *file;

    if (!tg_exists(&s->r->terragrunt, path))
        return;
    file = files_read(&s->r->files, path);
    if (file->failure)
        return;
    for (rest = file->source.text; rest.n;) {
        struct pin pin = { .place = file->source.path, .what = str_z(name) };

        line = str_trim(str_cut(&rest, '\n'));
        if (lines && !str_is(str_trim(str_cut(&line, ' ')), "terraform"))
            continue;
        pin.text = str_trim(line);
        pin.source = &file->source;
        pin.range.start = (uint32_t)(pin.text.p - file->source.text.p);
        pin.range.end = pin.range.start + (uint32_t)pin.text.n;
        judge(s, pin);
        return;
    }
}

static void search_managers(struct search *s, struct str dir)
{
    static const char *const names[] = { ".terraform-version", ".tool-versions" };
    bool seen[ARRAY_LEN(names)] = { false };

    for (;;) {
        for (size_t i = 0; i < ARRAY_LEN(names); i++) {
            struct str path = path_join(s->r->arena, dir, str_z(names[i]));

            if (seen[i] || !tg_exists(&s->r->terragrunt, path))
                continue;
            seen[i] = true; /* the nearest one counts */
            search_file(s, dir, names[i]);
        }
        if (dir.n <= s->r->root.n || str_is(dir, "/"))
            return;
        dir = str_copy(s->r->arena, path_dir(dir));
    }
}

void pins_that_block(struct repository *r, const struct survey_unit *u, struct str tool,
                     const struct semver *minimum, const struct semver *before, struct pins *ret)
{
    struct search s = { r, u, tool, minimum, before, ret };
    struct str dir = r->references.items[u->reference].dir;

    *ret = (struct pins){ 0 };
    if (str_is(tool, "terraform"))
        search_managers(&s, dir);
    if (u->plain)
        search_folder(&s, dir);
    else if (u->file)
        search_terragrunt(&s);
}
