#include "hcl/edit.h"

#include "hcl/edit_plan.h"

/* A text with its tree, and the way to it. All of it in one arena, so that it goes at once. */
struct state {
    struct arena arena;
    struct hcl_source source;
    struct hcl_body *body;
    struct edits edits; /* from the text that was opened */
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

/* ERR_SYNTAX with the first error and its line. */
static int parse(struct state *s, struct err *e)
{
    struct hcl_diags diags = { .arena = &s->arena };
    uint32_t line, column;

    s->body = hcl_parse_file(&s->arena, &s->source, &diags);
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
    struct layout l;
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
    for (; o->token < o->l.n; o->token++) {
        const struct hcl_token *token = &o->l.tokens[o->token];
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
static int check_tokens(struct arena *a, const struct hcl_text *old_text,
                        const struct hcl_text *new_text, const struct edits *edits, struct err *e)
{
    struct outside old = { .edits = edits }, new = { .edits = edits, .new = true };
    const struct hcl_token *x, *y;

    layout_init(&old.l, a, old_text);
    layout_init(&new.l, a, new_text);
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
                   x ? hcl_text_line(old_text, x->range.start)
                     : hcl_text_line(new_text, y->range.start));
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

static int check_same_tokens(struct arena *a, const struct hcl_text *planned,
                             const struct hcl_text *now, struct err *e)
{
    struct layout x, y;
    bool same;

    layout_init(&x, a, planned);
    layout_init(&y, a, now);
    same = x.n == y.n;
    for (size_t i = 0; same && i < x.n; i++) {
        struct hcl_range r = x.tokens[i].range, q = y.tokens[i].range;

        same = x.tokens[i].kind == y.tokens[i].kind &&
               str_eq(str_slice(x.s, r.start, r.end), str_slice(y.s, q.start, q.end));
    }
    if (same)
        return 0;
    return err_set(e, ERR_CONFLICT, "the template would contain something else than was planned");
}

/*
 * What the new templates contain must be what was planned. Taking a line away may change how
 * much indentation <<- takes from all others; so tokens are compared, not blanks.
 */
static int check_levels(struct arena *a, const struct plan *p, const struct levels *levels,
                        const struct hcl_text *file, struct err *e)
{
    for (size_t i = 0; i < levels->n; i++) {
        const struct level *level = &levels->items[i];
        struct hcl_source source = { .path = file->source->path, .text = level->new };
        struct hcl_text planned = { .source = &source };
        const struct hcl_text *now;

        TRY(check_tokens(a, level->text, &planned, &level->edits, e));
        if (i == 0)
            continue;
        TRY(open_again(a, p, file, i, &now, e));
        TRY(check_same_tokens(a, &planned, now, e));
    }
    return 0;
}

/* ---- apply ------------------------------------------------------------------------------- */

static int prove(struct arena *a, const struct plan *p, const struct levels *levels,
                 struct state *new, struct err *e)
{
    struct hcl_text file;

    if (parse(new, e) < 0)
        return err_prefix(e, "the file would have a syntax error");
    file = hcl_text_file(&new->source, new->body);
    TRY(check_levels(a, p, levels, &file, e));
    return check_expected(a, p, &file, e);
}

/* The edits so far and these, as one list in the new state. */
static void keep_edits(const struct hcl_editor *ed, struct state *new, const struct edits *edits)
{
    new->edits = edits_compose(&new->arena, &ed->state->edits, ed->state->source.text, edits);
    edits_trim(ed->original, &new->edits);
    /* Edits may undo each other without touching. */
    if (str_eq(ed->original, new->source.text))
        new->edits.n = 0;
}

int hcl_editor_apply(struct arena *a, struct hcl_editor *ed, const struct hcl_edit *edit,
                     struct hcl_edit_result *ret, struct err *e)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct hcl_text file = hcl_text_file(&ed->state->source, ed->state->body);
    struct levels levels = { 0 };
    struct state *new;
    struct plan plan;

    TRY(plan_edit(&plan, &scratch, &file, edit, e));
    *ret = (struct hcl_edit_result){ .note = str_copy(a, plan.note) };
    if (!plan.edits.n)
        return 0;
    TRY(map_levels(&scratch, &plan, &levels, e));
    new = state_new(ed->path);
    new->source.text = str_copy(&new->arena, levels.items[0].new);
    if (prove(&scratch, &plan, &levels, new, e) < 0) {
        state_free(new);
        return -1;
    }
    keep_edits(ed, new, &levels.items[0].edits);
    if (edits_verify(ed->original, new->source.text, &new->edits, e) < 0) {
        state_free(new);
        return -1;
    }
    if (ed->state != ed->saved)
        state_free(ed->state);
    ed->state = new;
    ret->changed = true;
    return 0;
}
