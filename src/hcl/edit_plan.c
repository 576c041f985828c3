#include "hcl/edit_plan.h"

#include "base/fs.h"
#include "base/vec.h"
#include "text/utf8.h"

void plan_in(struct plan *p, const struct hcl_text *in)
{
    p->in = in;
    if (in == p->file->text) {
        p->layout = *p->file;
        p->layout.arena = p->arena;
    } else {
        layout_init(&p->layout, p->arena, in);
    }
}

void plan_replace(struct plan *p, size_t start, size_t end, struct str text)
{
    if (!str_eq(str_slice(p->layout.s, start, end), text))
        edits_add(p->arena, &p->edits, start, end, text);
}

void plan_expect(struct plan *p, const struct address *address, struct str value)
{
    p->expects = true;
    p->expect = *address;
    p->value = value;
}

/* ---- given texts ------------------------------------------------------------------------- */

struct str plan_line_ends(struct plan *p, struct str given, size_t near)
{
    struct str eol = layout_eol(&p->layout, near);
    AUTO_BUF struct buf out = BUF_INIT;

    while (given.n) {
        size_t at = str_find_char(given, '\n'), end;

        if (at == STR_NONE) {
            buf_add(&out, given);
            break;
        }
        end = at && given.p[at - 1] == '\r' ? at - 1 : at;
        buf_add(&out, str_slice(given, 0, end));
        buf_add(&out, eol);
        given = str_skip(given, at + 1);
    }
    return str_copy(p->arena, buf_str(&out));
}

static bool has_heredoc_at_end(struct arena *a, const struct hcl_source *source)
{
    struct hcl_range all = { 0, (uint32_t)source->text.n };
    struct hcl_tokens tokens = hcl_tokenize(a, source, all);
    size_t n = tokens.n;

    while (n && (tokens.items[n - 1].kind == HCL_TOKEN_EOF ||
                 tokens.items[n - 1].kind == HCL_TOKEN_NEWLINE))
        n--;
    return n && tokens.items[n - 1].kind == HCL_TOKEN_TEMPLATE &&
           source->text.p[tokens.items[n - 1].range.start] == '<';
}

int plan_value(struct plan *p, struct str given, size_t near, struct plan_value *ret, struct err *e)
{
    struct str text = plan_line_ends(p, str_trim(given), near);
    struct hcl_source *source = arena_new(p->arena, struct hcl_source);
    struct hcl_diags diags = { .arena = p->arena };
    struct hcl_range all;
    struct hcl_expr *expr;

    /* A heredoc at the end is complete only with its newline. */
    source->text = str_printf(p->arena, "%.*s\n", STR(text));
    source->path = str_lit("value");
    if (text.n > FS_FILE_MAX)
        return err_set(e, ERR_LIMIT, "the value is %zu bytes long; at most %d are allowed", text.n,
                       FS_FILE_MAX);
    all = (struct hcl_range){ 0, (uint32_t)source->text.n };
    if (!text.n)
        return err_set(e, ERR_SYNTAX, "the value is empty");
    if (str_find_char(text, '\0') != STR_NONE)
        return err_set(e, ERR_SYNTAX, "the value has a NUL byte");
    expr = hcl_parse_expr(p->arena, source, all, &diags);
    if (diags.n_errors)
        return err_set(e, ERR_SYNTAX, "the value is no expression: %.*s",
                       STR(diags.items[0].summary));
    if (expr->range.start != 0 || expr->range.end != text.n)
        return err_set(e, ERR_SYNTAX, "the value has a comment around its expression");
    *ret = (struct plan_value){ text, str_find_char(text, '\n') != STR_NONE,
                                has_heredoc_at_end(p->arena, source) };
    return 0;
}

bool plan_is_there(const struct plan *p, const struct address_target *target, struct str given,
                   const struct plan_value *value)
{
    struct str there = hcl_text_slice(p->arena, target->in, target->range);

    /* Blanks behind the end marker of a heredoc belong to it. */
    return str_eq(str_trim(there), value->text) || str_eq(str_trim(there), str_trim(given));
}

struct str plan_quoted(struct arena *a, struct str name)
{
    static const char plain[] = "\n\r\t\"\\", escaped[] = "nrt\"\\";
    AUTO_BUF struct buf out = BUF_INIT;

    buf_addc(&out, '"');
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        const char *found = c ? strchr(plain, c) : NULL;

        if ((c == '$' || c == '%') && i + 1 < name.n && name.p[i + 1] == '{')
            buf_addc(&out, c);
        if (found)
            buf_printf(&out, "\\%c", escaped[found - plain]);
        else if ((unsigned char)c < 0x20)
            buf_printf(&out, "\\u%04x", c);
        else
            buf_addc(&out, c);
    }
    buf_addc(&out, '"');
    return str_copy(a, buf_str(&out));
}

/* ---- lists in brackets ------------------------------------------------------------------- */

struct plan_list plan_list(struct plan *p, const struct hcl_expr *container)
{
    struct plan_list list = { .container = container,
                              .open_end = container->range.start + 1,
                              .close = container->range.end - 1 };

    switch ((int)container->kind) {
    case HCL_EXPR_OBJECT:
        list.n = container->u.object.n;
        break;
    case HCL_EXPR_TUPLE:
        list.n = container->u.tuple.n;
        break;
    case HCL_EXPR_CALL:
        list.n = container->u.call.n_args;
        list.open_end = container->u.call.parens.start + 1;
        list.close = container->u.call.parens.end - 1;
        break;
    default:
        BUG("an expression of kind %d is no list", (int)container->kind);
    }
    list.items = arena_array(p->arena, list.n, sizeof list.items[0]);
    for (size_t i = 0; i < list.n; i++) {
        if (container->kind == HCL_EXPR_OBJECT) {
            const struct hcl_item *item = &container->u.object.items[i];

            list.items[i] = (struct hcl_range){ item->key_range.start, item->value->range.end };
            vec_push(p->arena, &list.pairs,
                     layout_pair(&p->layout, item->key_range, item->value->range));
        } else {
            list.items[i] = container->kind == HCL_EXPR_TUPLE ? container->u.tuple.items[i]->range
                                                              : container->u.call.args[i]->range;
        }
    }
    return list;
}

bool plan_is_heredoc(const struct plan *p, size_t end)
{
    size_t i = layout_token(&p->layout, end);

    return i > 0 && layout_is(&p->layout, i - 1, HCL_TOKEN_TEMPLATE) &&
           p->layout.s.p[p->layout.tokens[i - 1].range.start] == '<';
}

size_t plan_item_trail(const struct plan *p, const struct plan_list *list, size_t i,
                       bool *ret_comma)
{
    const struct layout *l = &p->layout;
    size_t token = layout_skip_comments(l, layout_token(l, list->items[i].end));

    *ret_comma = layout_is_punct(l, token, ',');
    if (!*ret_comma && layout_is(l, token, HCL_TOKEN_NEWLINE) &&
        plan_is_heredoc(p, list->items[i].end)) {
        size_t next = token;

        while (layout_is(l, next, HCL_TOKEN_NEWLINE) || layout_is(l, next, HCL_TOKEN_COMMENT))
            next++;
        *ret_comma = layout_is_punct(l, next, ',');
        token = *ret_comma ? next : token;
    }
    return *ret_comma ? layout_skip_comments(l, token + 1) : token;
}

/* ---- set --------------------------------------------------------------------------------- */

static int plan_set(struct plan *p, const struct address *address,
                    const struct address_target *target, struct str given, struct err *e)
{
    struct hcl_range range = target->range;
    struct plan_value value;
    size_t next;

    if (!target->value)
        return err_set(e, ERR_CONFLICT, "%.*s is %.*s, which has no value to set",
                       STR(address->text), STR(address_describe(p->arena, target)));
    TRY(plan_value(p, given, range.start, &value, e));
    /* A value decides nothing about others, but for those in other arguments of merge(). */
    p->is_local = target->in == p->file->text && !target->in_call;
    p->zone = range;
    if (plan_is_there(p, target, given, &value))
        return 0;
    next = layout_token(&p->layout, range.end);
    if (value.ends_in_heredoc && next < p->layout.n &&
        !layout_is(&p->layout, next, HCL_TOKEN_NEWLINE))
        return err_set(e, ERR_CONFLICT,
                       "%.*s: nothing may follow a heredoc on its last line, but something does "
                       "(line %u)",
                       STR(address->text), hcl_text_line(p->in, range.end));
    plan_replace(p, range.start, range.end, value.text);
    if (value.ends_in_heredoc && next == p->layout.n)
        plan_replace(p, range.end, range.end, layout_eol(&p->layout, range.start));
    plan_expect(p, address, value.text);
    return 0;
}

/* ---- rename ------------------------------------------------------------------------------ */

/* The new name as steps: one, or for a block its type and labels. */
static int read_new_name(struct plan *p, struct str given, struct address *ret, struct err *e)
{
    struct str text = given;
    struct err ignored;

    /* A name in brackets cannot begin an address, but here it may. */
    if (str_starts(given, str_lit("[")))
        text = str_printf(p->arena, "x%.*s", STR(given));
    if (address_parse(p->arena, text, ret, NULL, &ignored) < 0 || ret->n == 0)
        return err_set(e, ERR_USAGE,
                       "\"%.*s\" is no name: an identifier is, or a text in brackets and quotes: "
                       "[\"a b\"]",
                       STR(given));
    if (text.n != given.n) {
        ret->items++;
        ret->n--;
    }
    for (size_t i = 0; i < ret->n; i++)
        if (ret->items[i].kind != ADDRESS_NAME)
            return err_set(e, ERR_USAGE, "%.*s is no name: only names can follow a name",
                           STR(given));
    return 0;
}

/* The name at `range` becomes `name`; what follows in the line stays in its column if it can. */
static void rename_pair(struct plan *p, const struct layout_pairs *pairs, size_t i, struct str name)
{
    const struct layout_pair *pair = &pairs->items[i];
    size_t padding = layout_padding(&p->layout, pairs, i, utf8_clusters(name));
    size_t gap = pair->sep - pair->name_end;

    plan_replace(p, pair->start, pair->name_end, name);
    if (padding > gap) {
        char *blanks = arena_alloc(p->arena, padding - gap + 1);

        memset(blanks, ' ', padding - gap);
        plan_replace(p, pair->sep, pair->sep, str_of(blanks, padding - gap));
    } else {
        plan_replace(p, pair->sep - (gap - padding), pair->sep, str_lit(""));
    }
}

static int rename_attribute(struct plan *p, const struct address_target *target, struct str name,
                            struct err *e)
{
    struct layout_pairs pairs = { 0 };
    size_t at = 0;

    if (!hcl_is_identifier(name))
        return err_set(e, ERR_CONFLICT,
                       "an attribute's name must be an identifier: \"%.*s\" is none", STR(name));
    for (size_t i = 0; i < target->body->n; i++) {
        const struct hcl_attribute *attribute = target->body->items[i].attribute;

        if (i == target->index)
            at = pairs.n;
        if (attribute)
            vec_push(p->arena, &pairs,
                     layout_pair(&p->layout, attribute->name.range, attribute->value->range));
    }
    rename_pair(p, &pairs, at, name);
    return 0;
}

static int rename_item(struct plan *p, const struct address_target *target, struct str name)
{
    struct plan_list list = plan_list(p, target->container);
    const struct hcl_item *item = &target->container->u.object.items[target->index];
    bool quoted = item->key || !hcl_is_identifier(name) || str_is(name, "for");

    rename_pair(p, &list.pairs, target->index, quoted ? plan_quoted(p->arena, name) : name);
    return 0;
}

static void rename_label(struct plan *p, const struct hcl_label *label, struct str name)
{
    bool quoted = label->quoted || !hcl_is_identifier(name);

    /* A label of the same text may be written in another way. */
    if (!str_eq(label->text, name))
        plan_replace(p, label->range.start, label->range.end,
                     quoted ? plan_quoted(p->arena, name) : name);
}

/* All of type and labels, or the last of them. */
static int rename_block(struct plan *p, const struct address_target *target,
                        const struct address *name, struct err *e)
{
    const struct hcl_block *block = target->block;
    size_t first = name->n == 1 ? block->n_labels : 0;

    if (name->n != 1 && name->n != block->n_labels + 1)
        return err_set(e, ERR_USAGE, "a block %.*s with %zu label%s is renamed by 1 or %zu names",
                       STR(block->type.text), block->n_labels, block->n_labels == 1 ? "" : "s",
                       block->n_labels + 1);
    for (size_t i = 0; i < name->n; i++) {
        struct str text = name->items[i].text;

        if (first + i > 0) {
            rename_label(p, &block->labels[first + i - 1], text);
            continue;
        }
        if (!hcl_is_identifier(text))
            return err_set(e, ERR_CONFLICT,
                           "a block's type must be an identifier: \"%.*s\" is none", STR(text));
        plan_replace(p, block->type.range.start, block->type.range.end, text);
    }
    return 0;
}

static int plan_rename(struct plan *p, const struct address *address,
                       const struct address_target *target, struct str given, struct err *e)
{
    struct address name, parent, renamed;
    struct address_found found;
    struct hcl_range same = target->range;
    size_t n = address->n;

    TRY(read_new_name(p, given, &name, e));
    if (target->kind != ADDRESS_ATTRIBUTE && target->kind != ADDRESS_ITEM &&
        target->kind != ADDRESS_BLOCK)
        return err_set(e, ERR_CONFLICT, "%.*s is %.*s, which has no name", STR(address->text),
                       STR(address_describe(p->arena, target)));
    if (target->kind != ADDRESS_BLOCK && name.n != 1)
        return err_set(e, ERR_USAGE, "one name is expected, not %.*s", STR(given));
    /* Of blocks that an index tells apart the renamed one has an index of its own: leave it. */
    while (n > 1 && target->kind == ADDRESS_BLOCK && address->items[n - 1].kind == ADDRESS_INDEX)
        n--;
    parent = address_parent(address, address->n - n + name.n);
    renamed = address_with(p->arena, &parent, name.items, name.n);
    if (target->kind == ADDRESS_ATTRIBUTE)
        TRY(rename_attribute(p, target, name.items[0].text, e));
    else if (target->kind == ADDRESS_ITEM)
        TRY(rename_item(p, target, name.items[0].text));
    else
        TRY(rename_block(p, target, &name, e));
    if (!p->edits.n)
        return 0;
    found = address_find(p->arena, p->file->text, &renamed);
    p->may_be_many = target->kind == ADDRESS_BLOCK && target->block->n_labels == 0;
    if (found.n && !p->may_be_many)
        return err_set(e, ERR_CONFLICT, "%.*s exists already: %.*s", STR(renamed.text),
                       STR(address_describe(p->arena, &found.items[0])));
    if (target->kind == ADDRESS_BLOCK)
        same = (struct hcl_range){ target->block->open.start, target->block->close.end };
    plan_expect(p, &renamed, hcl_text_slice(p->arena, p->in, same));
    return 0;
}

/* ---- all of them ------------------------------------------------------------------------- */

int plan_edit(struct plan *p, struct arena *a, const struct layout *file,
              const struct hcl_edit *edit, struct err *e)
{
    struct address address;
    struct address_target target;

    *p = (struct plan){ .arena = a, .file = file };
    TRY(address_parse(a, edit->address, &address, NULL, e));
    p->address = address;
    if (edit->op == HCL_ADD_BLOCK)
        return plan_add_block(p, &address, edit->value, e);
    if (address.n == 0)
        return err_set(e, ERR_USAGE, "the address is empty");
    if (edit->op == HCL_ADD)
        return plan_add(p, &address, edit->value, e);
    TRY(address_resolve(a, file->text, &address, &target, e));
    plan_in(p, target.in);
    p->note = target.note;
    switch (edit->op) {
    case HCL_SET:
        return plan_set(p, &address, &target, edit->value, e);
    case HCL_RENAME:
        return plan_rename(p, &address, &target, edit->value, e);
    case HCL_REMOVE:
        return plan_remove(p, &address, &target, e);
    case HCL_ADD:
    case HCL_ADD_BLOCK:
        break;
    }
    BUG("unknown edit %d", (int)edit->op);
}
