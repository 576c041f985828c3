#include "text/nearest.h"

/* How many letters must be added, taken away or changed to get from one to the other. */
static size_t distance(struct str x, struct str y)
{
    size_t row[NEAREST_WORD_MAX + 1];

    for (size_t k = 0; k <= y.n; k++)
        row[k] = k;
    for (size_t i = 1; i <= x.n; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t k = 1; k <= y.n; k++) {
            size_t best = diagonal + (x.p[i - 1] != y.p[k - 1]);

            diagonal = row[k];
            if (row[k] + 1 < best)
                best = row[k] + 1;
            if (row[k - 1] + 1 < best)
                best = row[k - 1] + 1;
            row[k] = best;
        }
    }
    return row[y.n];
}

size_t text_nearest(struct str word, const struct str *candidates, size_t n)
{
    size_t most = word.n / 3 > 1 ? word.n / 3 : 1, best = STR_NONE;

    if (word.n == 0 || word.n > NEAREST_WORD_MAX)
        return STR_NONE;
    for (size_t i = 0; i < n; i++) {
        size_t d;

        if (candidates[i].n == 0 || candidates[i].n > NEAREST_WORD_MAX)
            continue;
        d = distance(word, candidates[i]);
        if (d < most || (d == most && best == STR_NONE)) {
            best = i;
            most = d;
        }
    }
    return best;
}
