#include "hcl/edit.h"

#include "base/vec.h"
#include "hcl/edit_plan.h"

/* A text with its tree, and the way to it. All of it in one arena, so that it goes at once. */
struct state {
    struct arena arena;
    struct hcl_source source;
    struct hcl_text text;
    struct layout layout; /* of the text */
    struct edits edits;   /* from the text that was opened */
};

struct hcl_editor {
    struct str path; /* owned */
    struct str original;
    struct arena arena; /* of path and original */
    struct state *state;
    struct state *saved; /* by hcl_editor_begin() */
};

/* ---- states ------------------------------------------------------------------------------ */

static struct state *state_new(struct str path)
{
    struct state *s = xmalloc(sizeof *s);

    *s = (struct state){ .arena = ARENA_INIT };
    s->source.path = path;
    return s;
}

static void state_free(struct state *s)
{
    if (!s)
        return;
    arena_release(&s->arena);
    free(s);
}

/* Reads the source. ERR_SYNTAX with the first error and its line. */
static int parse(struct state *s, struct err *e)
{
    struct hcl_diags diags = { .arena = &s->arena };
    uint32_t line, column;

    s->text = hcl_text_file(&s->source, hcl_parse_file(&s->arena, &s->source, &diags));
    layout_init(&s->layout, &s->arena, &s->text);
    if (!diags.n_errors)
        return 0;
    hcl_position(s->source.text, diags.items[0].at.start, &line, &column);
    return err_set(e, ERR_SYNTAX, "line %u: %.*s", line, STR(diags.items[0].summary));
}

int hcl_editor_open(struct str path, struct str text, struct hcl_editor **ret, struct err *e)
{
    struct hcl_editor *ed = xmalloc(sizeof *ed);

    *ed = (struct hcl_editor){ .arena = ARENA_INIT };
    ed->path = str_copy(&ed->arena, path);
    ed->original = str_copy(&ed->arena, text);
    ed->state = state_new(ed->path);
    ed->state->source.text = ed->original;
    if (parse(ed->state, e) < 0) {
        hcl_editor_free(ed);
        return err_prefix(e, "the file has a syntax error and cannot be edited safely");
    }
    *ret = ed;
    return 0;
}

void hcl_editor_free(struct hcl_editor *ed)
{
    if (!ed)
        return;
    if (ed->saved != ed->state)
        state_free(ed->saved);
    state_free(ed->state);
    arena_release(&ed->arena);
    free(ed);
}

void hcl_editor_begin(struct hcl_editor *ed)
{
    if (ed->saved)
        BUG("edits are grouped within a group");
    ed->saved = ed->state;
}

void hcl_editor_commit(struct hcl_editor *ed)
{
    if (ed->saved != ed->state)
        state_free(ed->saved);
    ed->saved = NULL;
}

void hcl_editor_rollback(struct hcl_editor *ed)
{
    if (ed->saved != ed->state)
        state_free(ed->state);
    ed->state = ed->saved;
    ed->saved = NULL;
}

struct str hcl_editor_text(const struct hcl_editor *ed)
{
    return ed->state->source.text;
}

const struct edits *hcl_editor_edits(const struct hcl_editor *ed)
{
    return &ed->state->edits;
}

/* ---- proofs ------------------------------------------------------------------------------ */

/* The tokens of a text that no edit touches, one after the other. */
struct outside {
    const struct layout *l;
    const struct edits *edits;
    size_t token, edit;
    size_t shift; /* by which the text has grown before edits->items[edit], modulo 2^64 */
    bool new;     /* ranges are those of the text after the edits */
};

/* Where the next edit begins and ends in this text. */
static struct hcl_range edit_range(const struct outside *o)
{
    const struct edit *edit = &o->edits->items[o->edit];
    size_t start = o->new ? edit->start + o->shift : edit->start;
    size_t end = o->new ? start + edit->text.n : edit->end;

    return (struct hcl_range){ (uint32_t)start, (uint32_t)end };
}

static void step_edit(struct outside *o)
{
    const struct edit *edit = &o->edits->items[o->edit++];

    o->shift += edit->text.n - (edit->end - edit->start);
}

/* The next untouched token, or NULL. A token is touched if it shares a byte with an edit, or an
 * insertion is in its middle. */
static const struct hcl_token *next_outside(struct outside *o)
{
    for (; o->token < o->l->n; o->token++) {
        const struct hcl_token *token = &o->l->tokens[o->token];
        bool touched = false;

        while (o->edit < o->edits->n && edit_range(o).end <= token->range.start)
            step_edit(o);
        if (o->edit < o->edits->n) {
            struct hcl_range range = edit_range(o);

            touched = range.start < token->range.end && range.end > token->range.start;
        }
        if (!touched) {
            o->token++;
            return token;
        }
    }
    return NULL;
}

/*
 * Every token that no edit touched must be read as before: no quote, comment or bracket of the
 * new text may swallow what stands beside it.
 */
static int check_tokens(const struct layout *before, const struct layout *after,
                        const struct edits *edits, struct err *e)
{
    struct outside old = { .l = before, .edits = edits };
    struct outside new = { .l = after, .edits = edits, .new = true };
    const struct hcl_token *x, *y;

    for (;;) {
        x = next_outside(&old);
        y = next_outside(&new);
        if (!x || !y)
            break;
        if (x->kind != y->kind || x->range.end - x->range.start != y->range.end - y->range.start ||
            x->range.start + new.shift != y->range.start)
            break;
    }
    if (!x && !y)
        return 0;
    return err_set(e, ERR_CONFLICT,
                   "what stands beside the change would be read differently (line %u)",
                   x ? hcl_text_line(before->text, x->range.start)
                     : hcl_text_line(after->text, y->range.start));
}

/* The text of what an address names, as plans expect it. */
static struct str found_text(struct arena *a, const struct address_target *t)
{
    struct hcl_range range = t->range;

    if (t->kind == ADDRESS_BLOCK)
        range = (struct hcl_range){ t->block->open.start, t->block->close.end };
    return hcl_text_slice(a, t->in, range);
}

static int check_body_items(const struct plan *p, const struct address_target *t, struct err *e)
{
    const struct hcl_body *body = t->kind == ADDRESS_BLOCK ? &t->block->body : t->body;

    if (body->n != p->body_items || !body->items[body->n - 1].block)
        return err_set(e, ERR_CONFLICT, "the block would not be read as one");
    return 0;
}

/* The address must name exactly what the plan expects. */
static int check_expected(struct arena *a, const struct plan *p, const struct hcl_text *file,
                          struct err *e)
{
    struct address_found found;

    if (!p->expects)
        return 0;
    found = address_find(a, file, &p->expect);
    if (!p->value.p) {
        if (found.n == 0)
            return 0;
        return err_set(e, ERR_CONFLICT, "%.*s would still be there: %.*s", STR(p->expect.text),
                       STR(address_describe(a, &found.items[0])));
    }
    if (found.n == 0 || (found.n > 1 && !p->may_be_many))
        return err_set(e, ERR_CONFLICT, "%.*s would not be found afterwards", STR(p->expect.text));
    if (p->body_items)
        return check_body_items(p, &found.items[0], e);
    for (size_t i = 0; i < found.n; i++)
        if (str_eq(found_text(a, &found.items[i]), p->value))
            return 0;
    return err_set(e, ERR_CONFLICT, "%.*s would be read as something else", STR(p->expect.text));
}

/* ---- from the text inside of a template to the file --------------------------------------- */

/* One text on the way from the file (level 0) to where the plan's edits are. */
struct level {
    const struct hcl_text *text;
    struct edits edits;
    struct str new; /* with the edits; of an inner text: with holes as "_" */
};

struct levels {
    struct level items[INNER_DEPTH_MAX + 1];
    size_t n;
};

static int map_levels(struct arena *a, const struct plan *p, struct levels *levels, struct err *e)
{
    const struct hcl_text *text = p->in;

    levels->n = text->depth + 1;
    levels->items[text->depth].edits = p->edits;
    for (size_t i = levels->n; i-- > 0; text = text->outer) {
        struct level *level = &levels->items[i];

        level->text = text;
        TRY(edits_apply(a, text->source->text, &level->edits, &level->new, e));
        TRY(edits_verify(text->source->text, level->new, &level->edits, e));
        if (i > 0)
            TRY(inner_map(a, text, &level->edits, &levels->items[i - 1].edits, e));
    }
    return 0;
}

/* The text inside of the template at the same place of the new outer text. */
static int open_again(struct arena *a, const struct plan *p, const struct hcl_text *file,
                      size_t depth, const struct hcl_text **ret, struct err *e)
{
    struct address inner;
    struct address_target target;
    size_t n = 0;

    for (size_t i = 0; i < p->address.n && depth; i++)
        if (p->address.items[i].kind == ADDRESS_INNER && --depth == 0)
            n = i + 1;
    inner = address_parent(&p->address, p->address.n - n);
    TRY(address_resolve(a, file, &inner, &target, e));
    *ret = target.in;
    return 0;
}

static int check_same_tokens(const struct layout *planned, const struct layout *now, struct err *e)
{
    bool same = planned->n == now->n;

    for (size_t i = 0; same && i < now->n; i++) {
        struct hcl_range r = planned->tokens[i].range, q = now->tokens[i].range;

        same = planned->tokens[i].kind == now->tokens[i].kind &&
               str_eq(str_slice(planned->s, r.start, r.end), str_slice(now->s, q.start, q.end));
    }
    if (same)
        return 0;
    return err_set(e, ERR_CONFLICT, "the template would contain something else than was planned");
}

/*
 * What the new templates contain must be what was planned. Taking a line away may change how
 * much indentation <<- takes from all others; so tokens are compared, not blanks.
 */
static int check_inner(struct arena *a, const struct plan *p, const struct levels *levels,
                       const struct hcl_text *file, struct err *e)
{
    for (size_t i = 1; i < levels->n; i++) {
        const struct level *level = &levels->items[i];
        struct hcl_source source = { .path = file->source->path, .text = level->new };
        struct hcl_text planned = { .source = &source };
        const struct hcl_text *now;
        struct layout x, y;

        layout_init(&x, a, level->text);
        layout_init(&y, a, &planned);
        TRY(check_tokens(&x, &y, &level->edits, e));
        TRY(open_again(a, p, file, i, &now, e));
        layout_init(&x, a, now);
        TRY(check_same_tokens(&y, &x, e));
    }
    return 0;
}

/* ---- one state after the other ----------------------------------------------------------- */

/* The state with that text, to which the edits lead from the present one. */
static int next_state(const struct hcl_editor *ed, struct str text, const struct edits *edits,
                      struct state **ret, struct err *e)
{
    struct state *new = state_new(ed->path);

    new->source.text = str_copy(&new->arena, text);
    *ret = new;
    if (parse(new, e) < 0)
        return err_prefix(e, "the file would have a syntax error");
    return check_tokens(&ed->state->layout, &new->layout, edits, e);
}

/* The edits so far and these, as one list in the new state. */
static int keep_edits(const struct hcl_editor *ed, struct state *new, const struct edits *edits,
                      struct err *e)
{
    new->edits = edits_compose(&new->arena, &ed->state->edits, ed->state->source.text, edits);
    edits_trim(ed->original, &new->edits);
    /* Edits may undo each other without touching. */
    if (str_eq(ed->original, new->source.text))
        new->edits.n = 0;
    return edits_verify(ed->original, new->source.text, &new->edits, e);
}

static void enter(struct hcl_editor *ed, struct state *new)
{
    if (ed->state != ed->saved)
        state_free(ed->state);
    ed->state = new;
}

/* ---- one edit ---------------------------------------------------------------------------- */

static int make_planned(struct arena *a, struct hcl_editor *ed, const struct plan *p, struct err *e)
{
    struct levels levels = { 0 };
    struct state *new = NULL;

    TRY(map_levels(a, p, &levels, e));
    if (next_state(ed, levels.items[0].new, &levels.items[0].edits, &new, e) < 0 ||
        check_inner(a, p, &levels, &new->text, e) < 0 || check_expected(a, p, &new->text, e) < 0 ||
        keep_edits(ed, new, &levels.items[0].edits, e) < 0) {
        state_free(new);
        return -1;
    }
    enter(ed, new);
    return 0;
}

int hcl_editor_apply(struct arena *a, struct hcl_editor *ed, const struct hcl_edit *edit,
                     struct hcl_edit_result *ret, struct err *e)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct plan plan;

    TRY(plan_edit(&plan, &scratch, &ed->state->layout, edit, e));
    if (plan.edits.n)
        TRY(make_planned(&scratch, ed, &plan, e));
    *ret = (struct hcl_edit_result){ plan.edits.n > 0, str_copy(a, plan.note) };
    return 0;
}

/* ---- many edits -------------------------------------------------------------------------- */

enum { GROUP_MAX = 4096, INDEX_FROM = 16 }; /* edits */

/* Edits that can be made at once, since none of them depends on another. */
struct group {
    VEC(struct plan) plans;
    VEC(struct hcl_range) zones; /* of the plans, in the order of the text */
};

/* Adds a plan's zone; false if it overlaps one that is there. */
static bool take_zone(struct arena *a, struct group *g, struct hcl_range zone)
{
    size_t low = 0, high = g->zones.n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (g->zones.items[middle].start < zone.start)
            low = middle + 1;
        else
            high = middle;
    }
    /* Zones that touch count as well: what is between them is nobody's. */
    if ((low > 0 && g->zones.items[low - 1].end >= zone.start) ||
        (low < g->zones.n && g->zones.items[low].start <= zone.end))
        return false;
    vec_push(a, &g->zones, zone);
    for (size_t i = g->zones.n - 1; i > low; i--)
        g->zones.items[i] = g->zones.items[i - 1];
    g->zones.items[low] = zone;
    return true;
}

/* Plans edits as long as they are independent of each other, at most n. */
static void gather(struct arena *a, const struct hcl_editor *ed, const struct hcl_edit *edits,
                   size_t n, struct group *g)
{
    struct plan p;

    for (size_t i = 0; i < n; i++) {
        if (i == INDEX_FROM && !ed->state->text.names)
            hcl_text_index(&ed->state->arena, &ed->state->text);
        if (plan_edit(&p, a, &ed->state->layout, &edits[i], NULL) < 0 || !p.is_local ||
            !take_zone(a, g, p.zone))
            return;
        vec_push(a, &g->plans, p);
    }
}

static int check_all_expected(struct arena *a, const struct group *g, struct state *new,
                              struct err *e)
{
    if (g->plans.n >= INDEX_FROM)
        hcl_text_index(&new->arena, &new->text);
    for (size_t i = 0; i < g->plans.n; i++)
        TRY(check_expected(a, &g->plans.items[i], &new->text, e));
    return 0;
}

static int make_group(struct arena *a, struct hcl_editor *ed, const struct group *g, struct err *e)
{
    struct str old = ed->state->source.text, text;
    struct state *new = NULL;
    struct edits all = { 0 };

    for (size_t i = 0; i < g->plans.n; i++) {
        const struct edits *edits = &g->plans.items[i].edits;

        for (size_t k = 0; k < edits->n; k++)
            edits_add(a, &all, edits->items[k].start, edits->items[k].end, edits->items[k].text);
    }
    if (!all.n)
        return 0;
    TRY(edits_apply(a, old, &all, &text, e));
    TRY(edits_verify(old, text, &all, e));
    if (next_state(ed, text, &all, &new, e) < 0 || check_all_expected(a, g, new, e) < 0 ||
        keep_edits(ed, new, &all, e) < 0) {
        state_free(new);
        return -1;
    }
    enter(ed, new);
    return 0;
}

/*
 * As many of the first edits as are independent, but at most *limit, at once. Returns how many. If
 * that cannot be: 0, and *limit is half of those that were tried, or 0 if there were not even two.
 */
static size_t apply_group(struct arena *a, struct hcl_editor *ed, const struct hcl_edit *edits,
                          size_t n, size_t *limit, struct hcl_edit_outcome *ret)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct group g = { 0 };

    gather(&scratch, ed, edits, n < *limit ? n : *limit, &g);
    if (g.plans.n < 2) {
        *limit = 0;
        return 0;
    }
    if (make_group(&scratch, ed, &g, NULL) < 0) {
        *limit = g.plans.n / 2;
        return 0;
    }
    for (size_t i = 0; i < g.plans.n; i++) {
        const struct plan *p = &g.plans.items[i];

        ret[i] = (struct hcl_edit_outcome){ .result = { p->edits.n > 0, str_copy(a, p->note) } };
    }
    return g.plans.n;
}

static void apply_one(struct arena *a, struct hcl_editor *ed, const struct hcl_edit *edit,
                      struct hcl_edit_outcome *ret)
{
    struct err e;

    *ret = (struct hcl_edit_outcome){ 0 };
    if (hcl_editor_apply(a, ed, edit, &ret->result, &e) < 0) {
        ret->refused = true;
        ret->reason = str_copy(a, str_z(e.message));
    }
}

void hcl_editor_apply_all(struct arena *a, struct hcl_editor *ed, const struct hcl_edit *edits,
                          size_t n, struct hcl_edit_outcome *ret)
{
    size_t most = GROUP_MAX;

    for (size_t i = 0; i < n;) {
        size_t limit = most, done = 0;

        while (limit > 1 && !done)
            done = apply_group(a, ed, edits + i, n - i, &limit, ret + i);
        if (!done) {
            apply_one(a, ed, &edits[i], &ret[i]);
            done = 1;
        }
        /* What is refused is found by halves; behind it the groups grow again. */
        if (limit)
            most = limit * 2 < GROUP_MAX ? limit * 2 : GROUP_MAX;
        i += done;
    }
}
