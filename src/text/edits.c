#include "text/edits.h"

#include <stdlib.h>

void edits_add(struct arena *a, struct edits *list, size_t start, size_t end, struct str text)
{
    struct edit item = { .start = start, .end = end, .text = text, .order = list->n };

    vec_push(a, list, item);
}

/* By start, then insertions first, then as added: the order in which they are written out. */
static int compare(const void *x, const void *y)
{
    const struct edit *a = x, *b = y;

    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end < b->end ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

int edits_sort(struct edits *list, size_t old_len, struct err *e)
{
    if (list->n)
        qsort(list->items, list->n, sizeof list->items[0], compare);
    for (size_t i = 0; i < list->n; i++) {
        const struct edit *now = &list->items[i], *before = i ? now - 1 : NULL;

        if (now->start > now->end || now->end > old_len)
            return err_set(e, ERR_USAGE,
                           "an edit of bytes %zu to %zu lies outside of the text (%zu bytes)",
                           now->start, now->end, old_len);
        if (before && before->end > now->start)
            return err_set(e, ERR_CONFLICT,
                           "two edits overlap: bytes %zu to %zu and bytes %zu to %zu",
                           before->start, before->end, now->start, now->end);
    }
    return 0;
}

static char *put(char *to, struct str s)
{
    if (s.n)
        memcpy(to, s.p, s.n);
    return to + s.n;
}

int edits_apply(struct arena *a, struct str old, struct edits *list, struct str *ret_new,
                struct err *e)
{
    size_t n = old.n, at = 0;
    char *out, *to;

    TRY(edits_sort(list, old.n, e));
    for (size_t i = 0; i < list->n; i++)
        n = size_add(n - (list->items[i].end - list->items[i].start), list->items[i].text.n);
    if (n > EDITS_TEXT_MAX)
        return err_set(e, ERR_LIMIT,
                       "the edited text would be %zu bytes long; at most %d are allowed", n,
                       EDITS_TEXT_MAX);
    to = out = arena_alloc(a, n + 1);
    for (size_t i = 0; i < list->n; i++) {
        to = put(to, str_slice(old, at, list->items[i].start));
        to = put(to, list->items[i].text);
        at = list->items[i].end;
    }
    put(to, str_skip(old, at));
    *ret_new = str_of(out, n);
    return 0;
}

static int differs(struct err *e, const char *what, size_t old_at, size_t new_at)
{
    return err_set(e, ERR_CONFLICT, "%s (byte %zu of the old text, byte %zu of the new one)", what,
                   old_at, new_at);
}

int edits_verify(struct str old, struct str new, const struct edits *list, struct err *e)
{
    size_t at = 0, out = 0;

    for (size_t i = 0; i < list->n; i++) {
        const struct edit *edit = &list->items[i];
        size_t kept = edit->start - at;

        if (edit->start < at || edit->end < edit->start || edit->end > old.n)
            return differs(e, "the edits are not sorted or overlap", at, out);
        if (kept > new.n - out ||
            !str_eq(str_slice(old, at, edit->start), str_of(new.p + out, kept)))
            return differs(e, "bytes outside of the edits changed", at, out);
        out += kept;
        if (edit->text.n > new.n - out || !str_eq(edit->text, str_of(new.p + out, edit->text.n)))
            return differs(e, "an edit was not written as planned", edit->start, out);
        out += edit->text.n;
        at = edit->end;
    }
    if (!str_eq(str_skip(old, at), str_skip(new, out)))
        return differs(e, "bytes outside of the edits changed", at, out);
    return 0;
}

/* ---- two rounds as one ------------------------------------------------------------------- */

/* A walk over both rounds in the order of the middle text. */
struct walk {
    const struct edits *first, *second;
    size_t i, j;
    /* How far the middle text is ahead of the first text behind first->items[i - 1]. */
    size_t removed, added;
};

/* Where first->items[i] stands in the middle text. */
static size_t first_start(const struct walk *w)
{
    return w->first->items[w->i].start + w->added - w->removed;
}

static size_t first_end(const struct walk *w)
{
    return first_start(w) + w->first->items[w->i].text.n;
}

static void step_first(struct walk *w)
{
    const struct edit *edit = &w->first->items[w->i++];

    w->removed += edit->end - edit->start;
    w->added += edit->text.n;
}

/* The middle text's bytes start..end with the edits `from` up to `to` of the second round. */
static struct str rewrite(struct arena *a, struct str middle, size_t start, size_t end,
                          const struct edit *from, const struct edit *to)
{
    size_t n = end - start, at = start;
    char *out, *put_at;

    for (const struct edit *edit = from; edit < to; edit++)
        n = n - (edit->end - edit->start) + edit->text.n;
    put_at = out = arena_alloc(a, n + 1);
    for (const struct edit *edit = from; edit < to; edit++) {
        put_at = put(put_at, str_slice(middle, at, edit->start));
        put_at = put(put_at, edit->text);
        at = edit->end;
    }
    put(put_at, str_slice(middle, at, end));
    return str_of(out, n);
}

struct edits edits_compose(struct arena *a, const struct edits *first, struct str middle,
                           const struct edits *second)
{
    struct walk w = { .first = first, .second = second };
    struct edits result = { 0 };

    while (w.i < first->n || w.j < second->n) {
        bool by_first =
            w.j == second->n || (w.i < first->n && first_start(&w) <= second->items[w.j].start);
        size_t start = by_first ? first_start(&w) : second->items[w.j].start;
        size_t old_start = start + w.removed - w.added, end = start, j = w.j;

        /* Everything that overlaps or touches what was taken so far is one edit. */
        for (;;) {
            if (w.i < first->n && first_start(&w) <= end) {
                end = first_end(&w) > end ? first_end(&w) : end;
                step_first(&w);
            } else if (w.j < second->n && second->items[w.j].start <= end) {
                end = second->items[w.j].end > end ? second->items[w.j].end : end;
                w.j++;
            } else {
                break;
            }
        }
        edits_add(a, &result, old_start, end + w.removed - w.added,
                  rewrite(a, middle, start, end, second->items + j, second->items + w.j));
    }
    return result;
}

void edits_trim(struct str old, struct edits *list)
{
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        struct edit edit = list->items[i];

        while (edit.start < edit.end && edit.text.n && old.p[edit.start] == edit.text.p[0]) {
            edit.start++;
            edit.text = str_skip(edit.text, 1);
        }
        while (edit.start < edit.end && edit.text.n &&
               old.p[edit.end - 1] == edit.text.p[edit.text.n - 1]) {
            edit.end--;
            edit.text.n--;
        }
        /* Two that now stand at one place must stay in this order when sorted again. */
        edit.order = n;
        if (edit.start < edit.end || edit.text.n)
            list->items[n++] = edit;
    }
    list->n = n;
}
