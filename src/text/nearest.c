#include "text/nearest.h"

static size_t least(size_t x, size_t y)
{
    return x < y ? x : y;
}

size_t text_distance(struct str x, struct str y)
{
    /* rows[i % 3][k]: between the first i bytes of x and the first k of y */
    size_t rows[3][NEAREST_WORD_MAX + 1];

    if (x.n > NEAREST_WORD_MAX || y.n > NEAREST_WORD_MAX)
        return STR_NONE;
    for (size_t k = 0; k <= y.n; k++)
        rows[0][k] = k;
    for (size_t i = 1; i <= x.n; i++) {
        size_t *row = rows[i % 3], *above = rows[(i - 1) % 3];

        row[0] = i;
        for (size_t k = 1; k <= y.n; k++) {
            row[k] =
                least(least(above[k], row[k - 1]) + 1, above[k - 1] + (x.p[i - 1] != y.p[k - 1]));
            if (i > 1 && k > 1 && x.p[i - 1] == y.p[k - 2] && x.p[i - 2] == y.p[k - 1])
                row[k] = least(row[k], rows[(i - 2) % 3][k - 2] + 1);
        }
    }
    return rows[x.n % 3][y.n];
}

size_t text_nearest(struct str word, const struct str *candidates, size_t n)
{
    size_t most = word.n / 3 > 1 ? word.n / 3 : 1, best = STR_NONE;

    for (size_t i = 0; i < n && word.n; i++) {
        size_t d = text_distance(word, candidates[i]);

        if (d < most || (d == most && best == STR_NONE)) {
            best = i;
            most = d;
        }
    }
    return best;
}
