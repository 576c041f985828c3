/*
 * table: rows of text in aligned columns, for people.
 *
 *     struct table t = { .arena = a, .width = cli_columns() };
 *     table_column(&t, "UNIT", 12);                 may be cut down to 12 columns
 *     table_row(&t, (struct str[]){ unit });
 *     table_print(&t, &buf);
 *
 * Widths are those of a terminal: wide characters count two, combining ones none. With a width,
 * columns are cut in the middle ("dev/…/vpc"), the widest first, until the row fits or every
 * column is at its least; without one (0: no terminal) nothing is ever cut. On a terminal narrower
 * than `stack_below`, rows that do not fit have their first cell on a line of its own and the
 * others indented under it. With `wrap`, which excludes `stack_below`, nothing is cut and the last
 * column goes on in further lines. Control characters are shown as "?", so that a file's name
 * cannot move the cursor.
 */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "base/buf.h"
#include "base/vec.h"

enum { TABLE_COLUMNS_MAX = 8 };

struct table {
    struct arena *arena;
    unsigned width;       /* of the terminal; 0: unlimited */
    unsigned stack_below; /* columns; 0: one line per row always */
    bool colour;
    bool wrap;
    bool plain;      /* no titles */
    unsigned indent; /* spaces in front of every row */
    size_t n_columns;
    struct {
        const char *title;
        size_t least, width;
    } columns[TABLE_COLUMNS_MAX];
    VEC(struct str *) rows;
};

void table_column(struct table *t, const char *title, size_t least);
/* One text per column; the texts are borrowed. */
void table_row(struct table *t, const struct str *cells);
void table_print(struct table *t, struct buf *out);

#endif
