/* How things go; see edit.h. */
#include "hcl/edit_plan.h"

/* The element start..end of a body, with its lines; in a one-line block what is in the braces. */
static void remove_element(struct plan *p, struct hcl_range element)
{
    const struct layout *l = &p->layout;
    size_t trail = layout_trail(l, element.end, false);
    bool own_line;
    size_t start = layout_lead(l, element.start, &own_line), end;

    if (own_line && (trail == l->n || layout_is(l, trail, HCL_TOKEN_NEWLINE))) {
        end = trail == l->n ? l->s.n : l->tokens[trail].range.end;
        layout_close_gap(l, &start, &end);
    } else {
        size_t first = layout_token(l, start);

        start = first ? l->tokens[first - 1].range.end : l->begin;
        end = trail == l->n ? l->s.n : l->tokens[trail].range.start;
    }
    plan_replace(p, start, end, str_lit(""));
}

/* ---- lists ------------------------------------------------------------------------------- */

/* The comma behind the item before `i`, if it is not needed when i, the last one, goes. */
static void remove_comma_before(struct plan *p, const struct plan_list *list, size_t i)
{
    const struct layout *l = &p->layout;
    size_t token;

    if (i == 0)
        return;
    token = layout_skip_comments(l, layout_token(l, list->items[i - 1].end));
    if (layout_is_punct(l, token, ','))
        plan_replace(p, l->tokens[token].range.start, l->tokens[token].range.end, str_lit(""));
}

static bool has_newline(const struct layout *l, size_t start, size_t end)
{
    for (size_t i = layout_token(l, start); i < l->n && l->tokens[i].range.start < end; i++)
        if (l->tokens[i].kind == HCL_TOKEN_NEWLINE)
            return true;
    return false;
}

/* Do only commas and newlines stand there? */
static bool only_separators(const struct layout *l, size_t start, size_t end)
{
    for (size_t i = layout_token(l, start); i < l->n && l->tokens[i].range.start < end; i++)
        if (l->tokens[i].kind != HCL_TOKEN_NEWLINE && !layout_is_punct(l, i, ','))
            return false;
    return true;
}

/* Behind `offset` and the comments that follow it. */
static size_t behind_comments(const struct layout *l, size_t offset)
{
    size_t first = layout_token(l, offset), next = layout_skip_comments(l, first);

    return next > first ? l->tokens[next - 1].range.end : offset;
}

/* An item that stands behind another one on the same line, with what separates the two. */
static void remove_behind(struct plan *p, const struct plan_list *list, size_t i)
{
    const struct layout *l = &p->layout;
    size_t end = behind_comments(l, list->items[i].end);

    /* A comment at the end of the line may be about all that the line has. */
    if (layout_is(l, layout_token(l, end), HCL_TOKEN_NEWLINE))
        end = list->items[i].end;
    plan_replace(p, behind_comments(l, list->items[i - 1].end), end, str_lit(""));
}

/* An item that shares its line with others or with a bracket. */
static void remove_inline(struct plan *p, const struct plan_list *list, size_t i, size_t lead,
                          size_t trail, bool comma)
{
    const struct layout *l = &p->layout;
    struct hcl_range item = list->items[i], before = i ? list->items[i - 1] : item;
    size_t end = trail < l->n ? l->tokens[trail].range.start : l->s.n;
    bool last = i + 1 == list->n, alone = list->n == 1;
    size_t next = last ? list->close : list->items[i + 1].start;

    /* The indentation stays for what follows. */
    lead = l->tokens[layout_token(l, lead)].range.start;
    if (alone && !has_newline(l, list->open_end, list->close)) {
        plan_replace(p, list->open_end, list->close, str_lit(""));
    } else if (!last && !has_newline(l, item.end, next)) {
        /* What follows moves up; comments before the next item are its own. */
        size_t own = layout_skip_comments(l, layout_token(l, item.end)) + 1;

        plan_replace(p, lead, l->tokens[own].range.start, str_lit(""));
    } else if (i == 0 && !last && only_separators(l, item.end, next)) {
        plan_replace(p, lead, next, str_lit(""));
    } else if (i > 0 && !has_newline(l, before.end, item.start)) {
        remove_behind(p, list, i);
    } else if (i > 0 && end == list->close && only_separators(l, before.end, item.start) &&
               !plan_is_heredoc(p, before.end)) {
        plan_replace(p, before.end, item.end, str_lit(""));
    } else {
        if (last && !comma)
            remove_comma_before(p, list, i);
        if (layout_is(l, trail, HCL_TOKEN_NEWLINE) || end == list->close)
            while (end > item.end && strchr(" \t", l->s.p[end - 1]))
                end--;
        if (layout_is(l, trail, HCL_TOKEN_NEWLINE))
            while (lead > list->open_end && strchr(" \t", l->s.p[lead - 1]))
                lead--;
        plan_replace(p, lead, end, str_lit(""));
    }
}

/* Where commas stand in front, on the lines of what they precede. False: they do not. */
static bool remove_comma_first(struct plan *p, const struct plan_list *list, size_t i)
{
    const struct layout *l = &p->layout;
    struct hcl_range item = list->items[i];
    size_t own = layout_token(l, item.start);
    size_t trail = layout_skip_comments(l, layout_token(l, item.end));

    if (!layout_is(l, trail, HCL_TOKEN_NEWLINE))
        return false;
    if (i > 0 && own >= 2 && layout_is_punct(l, own - 1, ',') &&
        layout_is(l, own - 2, HCL_TOKEN_NEWLINE)) {
        plan_replace(p, layout_line_start(l, item.start), l->tokens[trail].range.end, str_lit(""));
        return true;
    }
    if (i == 0 && list->n > 1 && layout_is_punct(l, trail + 1, ',') &&
        !has_newline(l, l->tokens[trail + 1].range.end, list->items[1].start)) {
        plan_replace(p, item.start, list->items[1].start, str_lit(""));
        return true;
    }
    return false;
}

static void remove_item(struct plan *p, const struct plan_list *list, size_t i)
{
    const struct layout *l = &p->layout;
    bool comma, own_line;
    size_t start = layout_lead(l, list->items[i].start, &own_line);
    size_t trail = plan_item_trail(p, list, i, &comma), end;

    if (remove_comma_first(p, list, i))
        return;
    if (!own_line || !layout_is(l, trail, HCL_TOKEN_NEWLINE)) {
        remove_inline(p, list, i, start, trail, comma);
        return;
    }
    end = l->tokens[trail].range.end;
    if (i + 1 == list->n && !comma)
        remove_comma_before(p, list, i);
    layout_close_gap(l, &start, &end);
    plan_replace(p, start, end, str_lit(""));
}

/* ---- which ------------------------------------------------------------------------------- */

int plan_remove(struct plan *p, const struct address *address, const struct address_target *target,
                struct err *e)
{
    struct plan_list list;

    switch (target->kind) {
    case ADDRESS_BODY:
        return err_set(e, ERR_CONFLICT, "%.*s is %.*s, which cannot be removed", STR(address->text),
                       STR(address_describe(p->arena, target)));
    case ADDRESS_ATTRIBUTE:
        remove_element(p, target->attribute->range);
        break;
    case ADDRESS_BLOCK:
        remove_element(p, target->block->range);
        break;
    case ADDRESS_ARGUMENT:
        if (target->container->u.call.expand &&
            target->index + 1 == target->container->u.call.n_args)
            return err_set(e, ERR_CONFLICT,
                           "%.*s is followed by \"...\" and cannot be removed alone",
                           STR(address->text));
        /* fall through */
    case ADDRESS_ITEM:
    case ADDRESS_ELEMENT:
        list = plan_list(p, target->container);
        remove_item(p, &list, target->index);
        break;
    }
    /* Behind an index the next one moves up; a name must be gone. */
    if (address->items[address->n - 1].kind == ADDRESS_NAME)
        plan_expect(p, address, (struct str){ 0 });
    return 0;
}
