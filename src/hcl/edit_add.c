/* How new things come in and take the form of their neighbours; see edit.h. */
#include "base/vec.h"
#include "hcl/edit_plan.h"

#define NO_ELEMENT ((size_t)-1)

/* ---- bodies ------------------------------------------------------------------------------ */

/* A body that something is added to. `block` is NULL for a file. */
struct room {
    const struct hcl_body *body;
    const struct hcl_block *block;
    struct str indent; /* of what is in it */
    struct str eol;
};

static struct str join(struct arena *a, struct str x, struct str y)
{
    return str_printf(a, "%.*s%.*s", STR(x), STR(y));
}

static struct hcl_range element_range(const struct hcl_body *body, size_t i)
{
    return body->items[i].attribute ? body->items[i].attribute->range : body->items[i].block->range;
}

static struct room room_of(struct plan *p, const struct address_target *target)
{
    const struct layout *l = &p->layout;
    struct room room = { .body = target->body, .indent = str_lit("") };

    room.eol = layout_eol(l, l->s.n);
    if (target->kind == ADDRESS_BLOCK) {
        room.block = target->block;
        room.body = &target->block->body;
        room.eol = layout_eol(l, room.block->open.start);
        room.indent = join(p->arena, layout_indent(l, room.block->range.start), layout_unit(l));
    }
    for (size_t i = 0; i < room.body->n; i++) {
        size_t start = element_range(room.body, i).start;

        if (layout_starts_line(l, start)) {
            room.indent = layout_indent(l, start);
            break;
        }
    }
    return room;
}

/* `{}` or `{ x = 1 }`, not `{` with a newline behind it. */
static bool is_one_line(const struct plan *p, const struct hcl_block *block)
{
    size_t next = layout_skip_comments(&p->layout, layout_token(&p->layout, block->open.end));

    return !layout_is(&p->layout, next, HCL_TOKEN_NEWLINE);
}

/* A one-line block becomes one of several lines, with `what` as the last. */
static void add_to_one_line(struct plan *p, const struct room *room, struct str what, bool apart)
{
    const struct layout *l = &p->layout;
    size_t open = room->block->open.end, close = room->block->close.start;
    size_t first = layout_token(l, open), last = layout_token(l, close);
    struct str outer = layout_indent(l, room->block->range.start);
    AUTO_BUF struct buf tail = BUF_INIT;

    buf_add(&tail, room->eol);
    if (first < last && apart)
        buf_add(&tail, room->eol);
    buf_printf(&tail, "%.*s%.*s%.*s%.*s", STR(room->indent), STR(what), STR(room->eol), STR(outer));
    if (first < last)
        plan_replace(p, open, l->tokens[first].range.start,
                     join(p->arena, room->eol, room->indent));
    plan_replace(p, first < last ? l->tokens[last - 1].range.end : open, close,
                 str_copy(p->arena, buf_str(&tail)));
}

/* Whole lines at `at`, which is the start of a line or the end of the text. */
static void add_lines(struct plan *p, const struct room *room, size_t at, struct str what,
                      bool blank_before, bool blank_after, bool ends_in_heredoc)
{
    const struct layout *l = &p->layout;
    bool unended = at == l->s.n && at > l->begin && l->s.p[at - 1] != '\n';
    AUTO_BUF struct buf out = BUF_INIT;

    if (unended)
        buf_add(&out, room->eol);
    if (blank_before)
        buf_add(&out, room->eol);
    buf_add(&out, room->indent);
    buf_add(&out, what);
    if (!unended || ends_in_heredoc)
        buf_add(&out, room->eol);
    if (blank_after)
        buf_add(&out, room->eol);
    plan_replace(p, at, at, str_copy(p->arena, buf_str(&out)));
}

/* Between a comment and the closing brace that stands on its last line. */
static void add_before_brace(struct plan *p, const struct room *room, struct str what, bool apart)
{
    const struct layout *l = &p->layout;
    size_t close = room->block->close.start, end = l->tokens[layout_token(l, close) - 1].range.end;

    plan_replace(p, end, close,
                 str_printf(p->arena, "%.*s%.*s%.*s%.*s%.*s%.*s", STR(room->eol),
                            STR(apart ? room->eol : str_lit("")), STR(room->indent), STR(what),
                            STR(room->eol), STR(layout_indent(l, room->block->range.start))));
}

/* Behind everything in the body, comments included. `apart`: with a blank line in front. */
static void add_at_end(struct plan *p, const struct room *room, struct str what, bool apart,
                       bool ends_in_heredoc)
{
    const struct layout *l = &p->layout;
    size_t at = l->s.n, first = 0, last = l->n, line;

    if (room->block) {
        first = layout_token(l, room->block->open.end);
        last = layout_token(l, room->block->close.start);
        at = layout_line_start(l, room->block->close.start);
    }
    while (first < last && l->tokens[first].kind == HCL_TOKEN_NEWLINE)
        first++;
    line = at > l->begin ? layout_line_start(l, at - 1) : at;
    if (first == last || (line < at && layout_is_blank(l, line, at)))
        apart = false;
    if (room->block && first < last && l->tokens[last - 1].range.end > at) {
        add_before_brace(p, room, what, apart);
        return;
    }
    add_lines(p, room, at, what, apart, false, ends_in_heredoc);
}

static bool is_long(const struct plan *p, struct hcl_range range)
{
    return layout_line_start(&p->layout, range.start) != layout_line_start(&p->layout, range.end);
}

/*
 * The element that a new attribute follows: in a block the last one of the first run of
 * attributes, so that nested blocks stay behind; in a file the last attribute.
 */
static size_t element_before(const struct room *room)
{
    size_t found = NO_ELEMENT;

    for (size_t i = 0; i < room->body->n; i++) {
        if (room->body->items[i].attribute)
            found = i;
        else if (room->block && found != NO_ELEMENT)
            break;
    }
    return found;
}

/* "name = ", in line with the attributes above. */
static struct str attribute_text(struct plan *p, const struct room *room, size_t before,
                                 struct str name, const struct plan_value *value)
{
    struct layout_pairs pairs = { 0 };

    for (size_t i = 0; before != NO_ELEMENT && i <= before; i++) {
        const struct hcl_attribute *attribute = room->body->items[i].attribute;

        if (attribute)
            vec_push(p->arena, &pairs,
                     layout_pair(&p->layout, attribute->name.range, attribute->value->range));
    }
    return str_printf(p->arena, "%.*s%.*s%.*s", STR(name),
                      STR(layout_separator(&p->layout, &pairs, name, value->is_long)),
                      STR(value->text));
}

static int add_attribute(struct plan *p, const struct address_target *target, struct str name,
                         const struct plan_value *value, struct err *e)
{
    const struct layout *l = &p->layout;
    struct room room = room_of(p, target);
    size_t before = element_before(&room), at;
    struct str what;
    bool own_line;

    if (!hcl_is_identifier(name))
        return err_set(e, ERR_CONFLICT,
                       "an attribute's name must be an identifier: \"%.*s\" is none", STR(name));
    what = attribute_text(p, &room, before, name, value);
    if (room.block && is_one_line(p, room.block)) {
        add_to_one_line(p, &room, what, false);
    } else if (before != NO_ELEMENT) {
        struct hcl_range range = element_range(room.body, before);
        size_t trail = layout_trail(l, range.end, false);

        room.eol = layout_eol(l, range.end);
        at = trail < l->n ? l->tokens[trail].range.end : l->s.n;
        add_lines(p, &room, at, what, !room.block && (is_long(p, range) || value->is_long), false,
                  value->ends_in_heredoc);
    } else if (room.block && room.body->n) {
        at = layout_lead(l, element_range(room.body, 0).start, &own_line);
        add_lines(p, &room, at, what, false, true, false);
    } else {
        add_at_end(p, &room, what, !room.block, value->ends_in_heredoc);
    }
    return 0;
}

/* ---- lists ------------------------------------------------------------------------------- */

/* Something new in a list: its text, and what it needs around it. */
struct entry {
    struct str text;
    bool ends_in_heredoc;
};

static int needs_own_line(const struct plan *p, const struct plan_list *list, struct err *e)
{
    return err_set(e, ERR_CONFLICT,
                   "a heredoc needs lines of its own, but the list of line %u is "
                   "written on one line",
                   hcl_text_line(p->in, list->open_end - 1));
}

/* Can `{}` be opened to several lines? Only if nothing else follows on its line. */
static bool can_open(const struct plan *p, const struct plan_list *list)
{
    const struct layout *l = &p->layout;
    size_t next = layout_skip_comments(l, layout_token(l, list->close + 1));

    if (list->container->kind != HCL_EXPR_OBJECT)
        return false;
    if (layout_is_punct(l, next, ','))
        next = layout_skip_comments(l, next + 1);
    return next == l->n || layout_is(l, next, HCL_TOKEN_NEWLINE);
}

static int add_to_empty(struct plan *p, const struct plan_list *list, const struct entry *entry,
                        struct err *e)
{
    const struct layout *l = &p->layout;
    struct str outer = layout_indent(l, list->open_end - 1), eol = layout_eol(l, list->open_end);
    struct str indent = join(p->arena, outer, layout_unit(l));
    bool is_object = list->container->kind == HCL_EXPR_OBJECT;
    size_t first = layout_token(l, list->open_end), last = layout_token(l, list->close);
    size_t at = first < last ? l->tokens[last - 1].range.end : list->open_end;
    /* Behind a heredoc a comma would need a line of its own. */
    const char *comma = is_object || entry->ends_in_heredoc ? "" : ",";

    if (first < last && layout_is(l, last - 1, HCL_TOKEN_NEWLINE)) {
        plan_replace(p, at, at,
                     str_printf(p->arena, "%.*s%.*s%s%.*s", STR(indent), STR(entry->text), comma,
                                STR(eol)));
    } else if (can_open(p, list)) {
        plan_replace(p, at, list->close,
                     str_printf(p->arena, "%.*s%.*s%.*s%.*s%.*s", STR(eol), STR(indent),
                                STR(entry->text), STR(eol), STR(outer)));
    } else if (entry->ends_in_heredoc) {
        return needs_own_line(p, list, e);
    } else {
        const char *pad = is_object || first < last ? " " : "";

        plan_replace(p, at, list->close,
                     str_printf(p->arena, "%s%.*s%s", pad, STR(entry->text), is_object ? " " : ""));
    }
    return 0;
}

/* Are the items separated by commas, not by newlines alone? A tuple's always are. */
static bool has_commas(const struct plan *p, const struct plan_list *list)
{
    bool comma = list->container->kind != HCL_EXPR_OBJECT;

    for (size_t i = 0; i + 1 < list->n && !comma; i++)
        (void)plan_item_trail(p, list, i, &comma);
    return comma;
}

/* On a line of its own behind the last item's, whose comma is at token `trail` - 1 or missing. */
static void add_line_to_list(struct plan *p, const struct plan_list *list,
                             const struct entry *entry, size_t trail, bool comma)
{
    const struct layout *l = &p->layout;
    struct hcl_range last = list->items[list->n - 1];
    struct str indent = layout_indent(l, last.start), eol = layout_eol(l, last.start);
    size_t at = l->tokens[trail].range.end;
    bool is_object = list->container->kind == HCL_EXPR_OBJECT;
    AUTO_BUF struct buf out = BUF_INIT;

    if (!comma && has_commas(p, list)) {
        if (!plan_is_heredoc(p, last.end))
            plan_replace(p, last.end, last.end, str_lit(","));
        else if (!is_object)
            buf_printf(&out, "%.*s,%.*s", STR(indent), STR(eol));
    }
    buf_add(&out, indent);
    buf_add(&out, entry->text);
    /* Behind a heredoc a comma stands on the next line; in an object the newline is enough. */
    if (comma && entry->ends_in_heredoc && !is_object)
        buf_printf(&out, "%.*s%.*s,", STR(eol), STR(indent));
    else if (comma && !entry->ends_in_heredoc)
        buf_addc(&out, ',');
    buf_add(&out, eol);
    plan_replace(p, at, at, str_copy(p->arena, buf_str(&out)));
}

/* What separates items on one line, as between the last two. */
static struct str inline_separator(struct plan *p, const struct plan_list *list)
{
    struct str between;

    if (list->n < 2)
        return str_lit(", ");
    between = str_slice(p->layout.s, list->items[list->n - 2].end, list->items[list->n - 1].start);
    for (size_t i = 0; i < between.n; i++)
        if (!strchr(", \t", between.p[i]))
            return str_lit(", ");
    return str_find_char(between, ',') == STR_NONE ? str_lit(", ") : between;
}

static int add_to_list(struct plan *p, const struct plan_list *list, const struct entry *entry,
                       struct err *e)
{
    const struct layout *l = &p->layout;
    struct hcl_range last;
    bool comma, own_line;
    size_t trail;

    if (list->n == 0)
        return add_to_empty(p, list, entry, e);
    last = list->items[list->n - 1];
    trail = plan_item_trail(p, list, list->n - 1, &comma);
    (void)layout_lead(l, last.start, &own_line);
    if (layout_is(l, trail, HCL_TOKEN_NEWLINE) && (own_line || plan_is_heredoc(p, last.end))) {
        add_line_to_list(p, list, entry, trail, comma);
        return 0;
    }
    if (entry->ends_in_heredoc)
        return needs_own_line(p, list, e);
    plan_replace(p, last.end, last.end, join(p->arena, inline_separator(p, list), entry->text));
    return 0;
}

static bool needs_quotes(struct str key)
{
    return !hcl_is_identifier(key) || str_is(key, "for");
}

/*
 * Are the keys of this object written in quotes? The last one with a choice tells; those that need
 * their quotes tell only where there are no others.
 */
static bool quotes_keys(const struct plan *p, const struct hcl_expr *object)
{
    bool quoted = false;

    for (size_t i = object->u.object.n; i-- > 0;) {
        const struct hcl_item *item = &object->u.object.items[i];
        struct str key;

        if (!item->key)
            return false;
        if (item->key->kind != HCL_EXPR_TEMPLATE)
            continue;
        quoted = true;
        if (address_item_key(p->arena, p->in, item, &key) && !needs_quotes(key))
            return true;
    }
    return quoted;
}

static int add_item(struct plan *p, const struct hcl_expr *object, struct str name,
                    const struct plan_value *value, struct err *e)
{
    struct plan_list list = plan_list(p, object);
    bool quoted = needs_quotes(name) || quotes_keys(p, object);
    struct str key = quoted ? plan_quoted(p->arena, name) : name;
    struct str separator = layout_separator(&p->layout, &list.pairs, key, value->is_long);
    struct entry entry = { .ends_in_heredoc = value->ends_in_heredoc };

    entry.text = str_printf(p->arena, "%.*s%.*s%.*s", STR(key), STR(separator), STR(value->text));
    return add_to_list(p, &list, &entry, e);
}

static int add_element(struct plan *p, const struct hcl_expr *tuple, const struct plan_value *value,
                       struct err *e)
{
    struct plan_list list = plan_list(p, tuple);
    struct entry entry = { value->text, value->ends_in_heredoc };

    return add_to_list(p, &list, &entry, e);
}

/* ---- add --------------------------------------------------------------------------------- */

/* The last object among the arguments of merge(), where a key counts. */
static int object_of_merge(struct plan *p, const struct hcl_expr *call, const struct hcl_expr **ret,
                           struct err *e)
{
    for (unsigned depth = 0; depth < HCL_DEPTH_MAX; depth++) {
        struct str name = call->u.call.name.text;
        const struct hcl_expr *found = NULL;

        for (size_t i = 0; i < call->u.call.n_args; i++) {
            const struct hcl_expr *arg = address_bare(call->u.call.args[i]);

            if (arg->kind == HCL_EXPR_OBJECT || address_is_merge(arg)) {
                found = arg;
                p->note = str_lit("");
            } else if (found) {
                p->note = str_printf(p->arena,
                                     "a later argument of %.*s() (line %u) may have the "
                                     "key, too, and then it counts",
                                     STR(name), hcl_text_line(p->in, arg->range.start));
            }
        }
        if (!found)
            return err_set(e, ERR_CONFLICT,
                           "%.*s() of line %u has no object among its arguments "
                           "that a key could be added to",
                           STR(name), hcl_text_line(p->in, call->range.start));
        if (found->kind == HCL_EXPR_OBJECT) {
            *ret = found;
            return 0;
        }
        call = found;
    }
    return err_set(e, ERR_LIMIT, "calls are nested more than %d deep", HCL_DEPTH_MAX);
}

/* Adds to a value: an object's key or a tuple's element. */
static int add_to_value(struct plan *p, const struct address *address,
                        const struct address_target *parent, const struct plan_value *value,
                        struct err *e)
{
    const struct hcl_expr *to = address_bare(parent->value);
    const struct address_step *step = &address->items[address->n - 1];

    if (address_is_merge(to))
        TRY(object_of_merge(p, to, &to, e));
    if (to->kind == HCL_EXPR_TUPLE) {
        struct address up = address_parent(address, 1);
        struct address_step index = { .kind = ADDRESS_INDEX, .index = (uint32_t)to->u.tuple.n };

        if (step->kind == ADDRESS_NAME ||
            (step->kind == ADDRESS_INDEX && step->index != index.index))
            return err_set(e, ERR_CONFLICT,
                           "%.*s: the next element of the tuple of line %u is [%u], or [+]",
                           STR(address->text), hcl_text_line(p->in, to->range.start), index.index);
        TRY(add_element(p, to, value, e));
        index.text = str_printf(p->arena, "%u", index.index);
        up = address_with(p->arena, &up, &index, 1);
        plan_expect(p, &up, value->text);
        return 0;
    }
    if (to->kind != HCL_EXPR_OBJECT)
        return err_set(e, ERR_CONFLICT, "%.*s: %.*s is no object or tuple that can be added to",
                       STR(address->text), STR(address_describe(p->arena, parent)));
    if (step->kind == ADDRESS_APPEND)
        return err_set(e, ERR_CONFLICT, "%.*s: an object has no [+]; name the key",
                       STR(address->text));
    TRY(add_item(p, to, step->text, value, e));
    plan_expect(p, address, value->text);
    return 0;
}

/* What is there already: the same is fine, something else is not. */
static int check_existing(struct plan *p, const struct address *address,
                          const struct address_found *found, struct str given, struct err *e)
{
    const struct address_target *there = &found->items[0];
    struct plan_value value;

    plan_in(p, there->in);
    TRY(plan_value(p, given, there->range.start, &value, e));
    if (found->n == 1 && there->value && plan_is_there(p, there, given, &value))
        return 0;
    return err_set(e, ERR_CONFLICT, "%.*s exists already%s: %.*s", STR(address->text),
                   there->value ? " with another value" : "",
                   STR(address_describe(p->arena, there)));
}

int plan_add(struct plan *p, const struct address *address, struct str given, struct err *e)
{
    const struct address_step *step = &address->items[address->n - 1];
    struct address up = address_parent(address, 1);
    struct address_target parent;
    struct plan_value value;

    if (step->kind == ADDRESS_CALL || step->kind == ADDRESS_INNER)
        return err_set(e, ERR_USAGE, "%.*s: only a name, or [+] for an element, can be added",
                       STR(address->text));
    if (step->kind != ADDRESS_APPEND) {
        struct address_found found = address_find(p->arena, p->file->text, address);

        if (found.n)
            return check_existing(p, address, &found, given, e);
    }
    TRY(address_resolve(p->arena, p->file->text, &up, &parent, e));
    plan_in(p, parent.in);
    p->note = parent.note;
    TRY(plan_value(p, given, parent.range.start, &value, e));
    if (parent.value)
        return add_to_value(p, address, &parent, &value, e);
    if (step->kind != ADDRESS_NAME)
        return err_set(e, ERR_CONFLICT, "%.*s: %.*s has no elements", STR(address->text),
                       STR(address_describe(p->arena, &parent)));
    TRY(add_attribute(p, &parent, step->text, &value, e));
    plan_expect(p, address, value.text);
    return 0;
}

/* ---- add a block ------------------------------------------------------------------------- */

/* The given text as one block; ERR_SYNTAX. */
static int read_block(struct plan *p, struct str given, struct hcl_text *ret, struct err *e)
{
    struct hcl_source *source = arena_new(p->arena, struct hcl_source);
    struct hcl_diags diags = { .arena = p->arena };
    const struct hcl_body *body;

    source->path = str_lit("value");
    source->text = given;
    body = hcl_parse_file(p->arena, source, &diags);
    if (diags.n_errors)
        return err_set(e, ERR_SYNTAX, "the value is no block: %.*s", STR(diags.items[0].summary));
    if (body->n != 1 || !body->items[0].block || body->items[0].block->range.start != 0 ||
        body->items[0].block->range.end != given.n)
        return err_set(e, ERR_SYNTAX, "the value must be one block and nothing else");
    *ret = hcl_text_file(source, body);
    return 0;
}

/* Each line with the indentation in front of it, except for what is inside of templates. */
static struct str indent_lines(struct plan *p, const struct hcl_text *text, struct str indent)
{
    struct layout l;
    AUTO_BUF struct buf out = BUF_INIT;
    size_t at = 0;

    layout_init(&l, p->arena, text);
    for (size_t i = 0; i + 1 < l.n; i++) {
        if (l.tokens[i].kind != HCL_TOKEN_NEWLINE || l.tokens[i + 1].kind == HCL_TOKEN_NEWLINE)
            continue;
        buf_add(&out, str_slice(l.s, at, l.tokens[i].range.end));
        buf_add(&out, indent);
        at = l.tokens[i].range.end;
    }
    buf_add(&out, str_skip(l.s, at));
    return str_copy(p->arena, buf_str(&out));
}

int plan_add_block(struct plan *p, const struct address *address, struct str given, struct err *e)
{
    struct address_target target;
    struct hcl_text block;
    struct room room;
    struct str what;

    TRY(address_resolve(p->arena, p->file->text, address, &target, e));
    if (target.value)
        return err_set(e, ERR_CONFLICT, "%.*s is %.*s, which cannot contain blocks",
                       STR(address->text), STR(address_describe(p->arena, &target)));
    plan_in(p, target.in);
    room = room_of(p, &target);
    TRY(read_block(p, plan_line_ends(p, str_trim(given), target.range.start), &block, e));
    what = indent_lines(p, &block, room.indent);
    if (room.block && is_one_line(p, room.block))
        add_to_one_line(p, &room, what, true);
    else
        add_at_end(p, &room, what, true, false);
    plan_expect(p, address, str_lit(""));
    p->body_items = room.body->n + 1;
    return 0;
}
