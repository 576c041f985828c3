#include "report/table.h"

#include "report/wrap.h"

void table_column(struct table *t, const char *title, size_t least)
{
    if (t->n_columns == TABLE_COLUMNS_MAX)
        BUG("a table has too many columns");
    t->columns[t->n_columns].title = title;
    t->columns[t->n_columns].least = least;
    t->columns[t->n_columns].width = strlen(title);
    t->n_columns++;
}

void table_row(struct table *t, const struct str *cells)
{
    struct str *row = arena_array(t->arena, t->n_columns, sizeof *row);

    for (size_t i = 0; i < t->n_columns; i++) {
        size_t width;

        row[i] = text_printable(t->arena, cells[i]);
        width = text_columns(row[i]);
        if (width > t->columns[i].width)
            t->columns[i].width = width;
    }
    vec_push(t->arena, &t->rows, row);
}

static size_t total_width(const struct table *t, size_t first)
{
    size_t total = 2 * (t->n_columns - first - 1);

    for (size_t i = first; i < t->n_columns; i++)
        total += t->columns[i].width;
    return total;
}

/* Takes columns from the widest ones that may shrink, of those from `first` on. */
static void fit(struct table *t, size_t first, size_t width)
{
    while (total_width(t, first) > width) {
        size_t widest = t->n_columns;

        for (size_t i = first; i < t->n_columns; i++)
            if (t->columns[i].width > t->columns[i].least &&
                (widest == t->n_columns || t->columns[i].width > t->columns[widest].width))
                widest = i;
        if (widest == t->n_columns)
            return;
        t->columns[widest].width--;
    }
}

/* The first bytes of s that take at most `columns` columns. */
static size_t bytes_within(struct str s, size_t columns)
{
    size_t n = 0, at = 0;

    while (at < s.n) {
        size_t next = at + 1;

        while (next < s.n && ((unsigned char)s.p[next] & 0xc0) == 0x80)
            next++;
        if (text_columns(str_slice(s, 0, next)) > columns)
            break;
        n = at = next;
    }
    return n;
}

static struct str cut(struct arena *a, struct str s, size_t width)
{
    size_t head, tail;

    if (text_columns(s) <= width)
        return s;
    if (width < 3)
        return str_slice(s, 0, bytes_within(s, width));
    head = bytes_within(s, (width - 1) / 2);
    tail = s.n;
    while (tail > head && text_columns(str_skip(s, tail)) < width - 1 - (width - 1) / 2) {
        tail--;
        while (tail > head && ((unsigned char)s.p[tail] & 0xc0) == 0x80)
            tail--;
    }
    return str_printf(a, "%.*s\xe2\x80\xa6%.*s", STR(str_slice(s, 0, head)),
                      STR(str_skip(s, tail)));
}

/* The cells first..end of a row; what is empty at the end of the line is left out. */
static void print_cells(struct table *t, const struct str *row, size_t first, size_t end,
                        struct buf *out)
{
    size_t at = t->indent;

    for (size_t i = first; i < end; i++) {
        struct str cell =
            t->width && !t->wrap ? cut(t->arena, row[i], t->columns[i].width) : row[i];
        size_t width = text_columns(cell);
        bool last = true;

        if (t->wrap && i + 1 == t->n_columns) {
            wrap_text(out, row[i], at, t->width);
            return;
        }
        at += t->columns[i].width + 2;
        buf_add(out, cell);
        for (size_t k = i + 1; k < end; k++)
            last &= row[k].n == 0;
        if (last)
            break;
        buf_repeat(out, ' ', t->columns[i].width - width + 2);
    }
    buf_addc(out, '\n');
}

static void print_row(struct table *t, const struct str *row, bool stacked, struct buf *out)
{
    bool empty = true;

    buf_repeat(out, ' ', t->indent);
    if (!stacked) {
        print_cells(t, row, 0, t->n_columns, out);
        return;
    }
    print_cells(t, row, 0, 1, out);
    for (size_t i = 1; i < t->n_columns; i++)
        empty &= row[i].n == 0;
    if (empty)
        return;
    buf_addz(out, "  ");
    print_cells(t, row, 1, t->n_columns, out);
}

void table_print(struct table *t, struct buf *out)
{
    struct str titles[TABLE_COLUMNS_MAX];
    bool stacked = t->width && t->width < t->stack_below && total_width(t, 0) > t->width;

    if (stacked) {
        fit(t, 1, t->width - 2);
        if (t->columns[0].width > t->width)
            t->columns[0].width = t->width;
    } else if (t->width && !t->wrap) {
        fit(t, 0, t->width);
    }
    for (size_t i = 0; i < t->n_columns; i++)
        titles[i] = str_z(t->columns[i].title);
    if (t->colour && !t->plain)
        buf_addz(out, "\033[1m");
    if (!t->plain)
        print_row(t, titles, stacked, out);
    if (t->colour && !t->plain)
        buf_addz(out, "\033[0m");
    for (size_t i = 0; i < t->rows.n; i++)
        print_row(t, t->rows.items[i], stacked, out);
}
