#include "text/diff.h"

#include "base/vec.h"

/* Lines of a text, each with its LF if it has one. */
struct lines {
    struct str *items;
    size_t n;
    struct str text;
};

/* Lines old_at..old_end are replaced by lines new_at..new_end of the new text. */
struct change {
    size_t old_at, old_end, new_at, new_end;
};

struct changes {
    struct change *items;
    size_t n, cap;
};

static struct lines split(struct arena *a, struct str text)
{
    struct lines lines = { .text = text };
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++)
        n += text.p[i] == '\n' || i + 1 == text.n;
    lines.items = arena_array(a, n + 1, sizeof lines.items[0]);
    while (text.n) {
        size_t at = str_find_char(text, '\n');
        size_t len = at == STR_NONE ? text.n : at + 1;

        lines.items[lines.n++] = str_slice(text, 0, len);
        text = str_skip(text, len);
    }
    return lines;
}

/*
 * The line that byte `offset` is in or, at the end of the text, would be in: behind a last line
 * with LF that is a line of its own, the n-th.
 */
static size_t line_of(const struct lines *lines, size_t offset)
{
    size_t low = 0, high = lines->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct str line = lines->items[middle];

        if ((size_t)(line.p - lines->text.p) + line.n <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == lines->n && low > 0 && lines->text.p[lines->text.n - 1] != '\n')
        low--;
    return low;
}

/* ---- Myers ------------------------------------------------------------------------------- */

/*
 * Two runs of lines that are compared. reach[d][d + k] is how many old lines are done on diagonal
 * k (old lines done minus new lines done) after d differences; it is kept for every d, so that
 * the way can be walked back.
 */
struct region {
    struct arena *scratch;
    const struct str *old, *new;
    const uint64_t *old_hash, *new_hash;
    int64_t n, m; /* old and new lines */
    int32_t **reach;
};

static uint64_t *hashes(struct arena *a, const struct str *lines, size_t n)
{
    uint64_t *result = arena_array(a, n, sizeof *result);

    for (size_t i = 0; i < n; i++)
        result[i] = str_hash(lines[i]);
    return result;
}

static bool same(const struct region *r, int64_t x, int64_t y)
{
    return r->old_hash[x] == r->new_hash[y] && str_eq(r->old[x], r->new[y]);
}

static int32_t reached(const struct region *r, int32_t d, int32_t k)
{
    return k < -d || k > d ? -1 : r->reach[d][d + k];
}

/* Is diagonal k best reached by a new line after d - 1 differences (else: by leaving one out)? */
static bool by_new_line(const struct region *r, int32_t d, int32_t k)
{
    return reached(r, d - 1, k + 1) > reached(r, d - 1, k - 1);
}

/* The least number of differences, or -1 if it is above max. */
static int32_t count_differences(struct region *r, int32_t max)
{
    r->reach = arena_array(r->scratch, (size_t)max + 1, sizeof *r->reach);
    for (int32_t d = 0; d <= max; d++) {
        r->reach[d] = arena_array(r->scratch, 2 * (size_t)d + 1, sizeof *r->reach[d]);
        for (int32_t k = -d; k <= d; k += 2) {
            int32_t x = 0;

            if (d > 0)
                x = by_new_line(r, d, k) ? reached(r, d - 1, k + 1) : reached(r, d - 1, k - 1) + 1;
            while (x < r->n && x - k < r->m && same(r, x, x - k))
                x++;
            r->reach[d][d + k] = x;
            if (k == r->n - r->m && x >= r->n)
                return d;
        }
    }
    return -1;
}

/* Marks the lines that differ, from the last one to the first. */
static void mark_differences(const struct region *r, int32_t d, bool *gone, bool *come)
{
    int32_t k = (int32_t)(r->n - r->m);

    for (; d > 0; d--) {
        if (by_new_line(r, d, k)) {
            k++;
            come[reached(r, d - 1, k) - k] = true;
        } else {
            k--;
            gone[reached(r, d - 1, k)] = true;
        }
    }
}

/* Runs of marked lines are the changes; unmarked lines pair up. */
static void collect(struct arena *a, const bool *gone, const bool *come, struct change within,
                    struct changes *out)
{
    size_t n = within.old_end - within.old_at, m = within.new_end - within.new_at, x = 0, y = 0;

    while (x < n || y < m) {
        struct change c = { .old_at = within.old_at + x, .new_at = within.new_at + y };

        while (x < n && gone[x])
            x++;
        while (y < m && come[y])
            y++;
        c.old_end = within.old_at + x;
        c.new_end = within.new_at + y;
        if (c.old_end > c.old_at || c.new_end > c.new_at) {
            vec_push(a, out, c);
        } else {
            x++;
            y++;
        }
    }
}

/* Adds what differs between the lines of `within`; scratch is the function's own. */
static void compare(struct arena *a, const struct lines *old, const struct lines *new,
                    struct change within, struct changes *out)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct region r = { .scratch = &scratch };
    int32_t d;

    while (within.old_at < within.old_end && within.new_at < within.new_end &&
           str_eq(old->items[within.old_at], new->items[within.new_at])) {
        within.old_at++;
        within.new_at++;
    }
    while (within.old_at < within.old_end && within.new_at < within.new_end &&
           str_eq(old->items[within.old_end - 1], new->items[within.new_end - 1])) {
        within.old_end--;
        within.new_end--;
    }
    r.n = (int64_t)(within.old_end - within.old_at);
    r.m = (int64_t)(within.new_end - within.new_at);
    if (r.n == 0 || r.m == 0) {
        if (r.n || r.m)
            vec_push(a, out, within);
        return;
    }
    r.old = old->items + within.old_at;
    r.new = new->items + within.new_at;
    r.old_hash = hashes(&scratch, r.old, (size_t)r.n);
    r.new_hash = hashes(&scratch, r.new, (size_t)r.m);
    d = count_differences(&r, r.n + r.m < DIFF_COST_MAX ? (int32_t)(r.n + r.m) : DIFF_COST_MAX);
    if (d < 0) {
        vec_push(a, out, within);
        return;
    }
    bool *gone = arena_array(&scratch, (size_t)r.n, sizeof *gone);
    bool *come = arena_array(&scratch, (size_t)r.m, sizeof *come);

    mark_differences(&r, d, gone, come);
    collect(a, gone, come, within, out);
}

/* ---- what is compared -------------------------------------------------------------------- */

/* The lines that the edits touch; regions that share a line are one. */
static struct changes touched(struct arena *a, const struct lines *old, const struct lines *new,
                              const struct edits *edits)
{
    struct changes regions = { 0 };
    size_t removed = 0, added = 0;

    for (size_t i = 0; i < edits->n; i++) {
        const struct edit *edit = &edits->items[i];
        size_t new_start = edit->start - removed + added;
        struct change now = { line_of(old, edit->start), line_of(old, edit->end) + 1,
                              line_of(new, new_start), line_of(new, new_start + edit->text.n) + 1 };
        struct change *last = regions.n ? &regions.items[regions.n - 1] : NULL;

        now.old_end = now.old_end > old->n ? old->n : now.old_end;
        now.new_end = now.new_end > new->n ? new->n : now.new_end;
        removed += edit->end - edit->start;
        added += edit->text.n;
        if (last && (now.old_at < last->old_end || now.new_at < last->new_end)) {
            last->old_end = now.old_end;
            last->new_end = now.new_end;
        } else {
            vec_push(a, &regions, now);
        }
    }
    return regions;
}

static struct changes find_changes(struct arena *a, const struct lines *old,
                                   const struct lines *new, const struct edits *edits)
{
    struct changes regions = { 0 }, changes = { 0 };

    if (edits) {
        regions = touched(a, old, new, edits);
    } else {
        struct change all = { 0, old->n, 0, new->n };

        vec_push(a, &regions, all);
    }
    for (size_t i = 0; i < regions.n; i++)
        compare(a, old, new, regions.items[i], &changes);
    return changes;
}

/* ---- output ------------------------------------------------------------------------------ */

/* "a/" and the path, quoted in git's way when it has odd characters. */
static void put_path(struct buf *out, const char *side, struct str path)
{
    static const char escapes[] = "\aa\bb\tt\nn\vv\ff\rr\"\"\\\\";
    bool odd = false;

    while (path.n && path.p[0] == '/')
        path = str_skip(path, 1);
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];

        odd = odd || c < 0x20 || c >= 0x7f || c == '"' || c == '\\';
    }
    if (!odd) {
        buf_addz(out, side);
        buf_add(out, path);
        /* Without the tab, `patch` would take the name to end at the space. */
        if (str_find_char(path, ' ') != STR_NONE)
            buf_addc(out, '\t');
        return;
    }
    buf_addc(out, '"');
    buf_addz(out, side);
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        const char *escape = NULL;

        for (const char *p = escapes; *p; p += 2)
            if (*p == path.p[i])
                escape = p + 1;
        if (escape)
            buf_printf(out, "\\%c", *escape);
        else if (c < 0x20 || c >= 0x7f)
            buf_printf(out, "\\%03o", c);
        else
            buf_addc(out, path.p[i]);
    }
    buf_addc(out, '"');
}

/* Colours are git's: names bold, places cyan, lines that go red, lines that come green. */
static void colour_on(struct buf *out, bool colour, const char *code)
{
    if (colour)
        buf_printf(out, "\033[%sm", code);
}

static void colour_off(struct buf *out, bool colour)
{
    if (colour)
        buf_addz(out, "\033[m");
}

static void put_header(struct buf *out, struct str path, bool is_new, bool is_gone, bool colour)
{
    colour_on(out, colour, "1");
    buf_addz(out, "--- ");
    if (is_new)
        buf_addz(out, "/dev/null");
    else
        put_path(out, "a/", path);
    colour_off(out, colour);
    buf_addc(out, '\n');
    colour_on(out, colour, "1");
    buf_addz(out, "+++ ");
    if (is_gone)
        buf_addz(out, "/dev/null");
    else
        put_path(out, "b/", path);
    colour_off(out, colour);
    buf_addc(out, '\n');
}

static void put_lines(struct buf *out, char mark, const struct lines *lines, size_t at, size_t end,
                      bool colour)
{
    bool coloured = colour && mark != ' ';

    for (; at < end; at++) {
        struct str line = lines->items[at];
        bool ended = line.p[line.n - 1] == '\n';

        colour_on(out, coloured, mark == '-' ? "31" : "32");
        buf_addc(out, mark);
        buf_add(out, ended ? str_slice(line, 0, line.n - 1) : line);
        colour_off(out, coloured);
        buf_addz(out, ended ? "\n" : "\n\\ No newline at end of file\n");
    }
}

/* "3,4", or "3" for one line; a run of no lines is named by the line before it. */
static void put_run(struct buf *out, char mark, size_t at, size_t end)
{
    size_t n = end - at;

    buf_printf(out, "%c%zu", mark, n ? at + 1 : at);
    if (n != 1)
        buf_printf(out, ",%zu", n);
}

/* The changes first..last with what stands around and between them. */
static void put_hunk(struct buf *out, const struct lines *old, const struct lines *new,
                     const struct change *first, const struct change *last, bool colour)
{
    size_t before = first->old_at < DIFF_CONTEXT ? first->old_at : DIFF_CONTEXT;
    size_t after = old->n - last->old_end;
    size_t at = first->old_at - before;

    after = after < DIFF_CONTEXT ? after : DIFF_CONTEXT;
    colour_on(out, colour, "36");
    buf_addz(out, "@@ ");
    put_run(out, '-', at, last->old_end + after);
    buf_addc(out, ' ');
    put_run(out, '+', first->new_at - before, last->new_end + after);
    buf_addz(out, " @@");
    colour_off(out, colour);
    buf_addc(out, '\n');
    for (const struct change *c = first; c <= last; c++) {
        put_lines(out, ' ', old, at, c->old_at, colour);
        put_lines(out, '-', old, c->old_at, c->old_end, colour);
        put_lines(out, '+', new, c->new_at, c->new_end, colour);
        at = c->old_end;
    }
    put_lines(out, ' ', old, at, at + after, colour);
}

void diff_unified(struct buf *out, struct str path, struct str old_text, struct str new_text,
                  const struct edits *edits, bool colour)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct lines old = split(&a, old_text), new = split(&a, new_text);
    struct changes changes = { 0 };

    /* Edits far from each other can undo each other: a line added here, an equal one gone there. */
    if (!str_eq(old_text, new_text))
        changes = find_changes(&a, &old, &new, edits);
    if (changes.n)
        put_header(out, path, !old_text.p, !new_text.p, colour);
    for (size_t i = 0, j; i < changes.n; i = j) {
        for (j = i + 1; j < changes.n; j++)
            if (changes.items[j].old_at - changes.items[j - 1].old_end > 2 * DIFF_CONTEXT)
                break;
        put_hunk(out, &old, &new, &changes.items[i], &changes.items[j - 1], colour);
    }
}
