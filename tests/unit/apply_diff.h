/*
 * apply_diff: a unified diff of one file, applied by the book. The oracle of the differ's tests:
 * it trusts no line of the diff and compares every context line and every count.
 */
#ifndef APPLY_DIFF_H
#define APPLY_DIFF_H

#include "base/buf.h"

/* The number at the start of *s, and behind "," the count that defaults to 1. */
static bool read_run(struct str *s, char mark, size_t *ret_at, size_t *ret_n)
{
    size_t *targets[] = { ret_at, ret_n };

    *ret_n = 1;
    if (!s->n || s->p[0] != mark)
        return false;
    for (int i = 0; i < 2; i++) {
        uint64_t number;
        size_t digits = 1;

        while (digits < s->n && s->p[digits] >= '0' && s->p[digits] <= '9')
            digits++;
        if (!str_to_u64(str_slice(*s, 1, digits), 1u << 30, &number))
            return false;
        *targets[i] = (size_t)number;
        *s = str_skip(*s, digits);
        if (!s->n || s->p[0] != ',')
            break;
    }
    return true;
}

/* The next line with its LF; *s becomes the rest. */
static struct str read_line(struct str *s)
{
    size_t at = str_find_char(*s, '\n');
    struct str line = str_slice(*s, 0, at == STR_NONE ? s->n : at + 1);

    *s = str_skip(*s, line.n);
    return line;
}

/* Applies one hunk whose "@@" line was read; false if it does not fit. */
static bool apply_hunk(struct str *diff, struct str *old, size_t n_old, size_t n_new,
                       struct buf *out)
{
    const struct str mark = str_lit("\\ No newline at end of file\n");

    while (n_old || n_new) {
        struct str line = read_line(diff), body = str_skip(line, 1);
        bool takes = line.n && line.p[0] != '+', gives = line.n && line.p[0] != '-';

        if (!line.n || !memchr(" +-", line.p[0], 3) || (takes && !n_old--) || (gives && !n_new--))
            return false;
        if (str_starts(*diff, mark)) {
            body.n--;
            *diff = str_skip(*diff, mark.n);
        }
        if (takes && !str_eq(read_line(old), body))
            return false;
        if (gives)
            buf_add(out, body);
    }
    return true;
}

/* Appends the new text to out; false if the diff is malformed or does not fit the old text. */
static inline bool apply_diff(struct str old, struct str diff, struct buf *out)
{
    size_t line = 0, new_line = 0;

    if (diff.n && (!str_starts(read_line(&diff), str_lit("--- ")) ||
                   !str_starts(read_line(&diff), str_lit("+++ "))))
        return false;
    while (diff.n) {
        struct str head = read_line(&diff);
        size_t old_at, old_n, new_at, new_n;

        if (!str_starts(head, str_lit("@@ ")))
            return false;
        head = str_skip(head, 3);
        if (!read_run(&head, '-', &old_at, &old_n))
            return false;
        head = str_skip(head, 1);
        if (!read_run(&head, '+', &new_at, &new_n) || !str_eq(head, str_lit(" @@\n")))
            return false;
        old_at -= old_n ? 1 : 0;
        new_at -= new_n ? 1 : 0;
        for (; line < old_at; line++, new_line++)
            buf_add(out, read_line(&old));
        if (new_line != new_at || !apply_hunk(&diff, &old, old_n, new_n, out))
            return false;
        line += old_n;
        new_line += new_n;
    }
    buf_add(out, old);
    return true;
}

#endif
