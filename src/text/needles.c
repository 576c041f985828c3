#include "text/needles.h"

enum { WINDOW = 4, BUCKETS = 1 << 14 };

struct needle {
    struct str text;
    size_t at;     /* of its window: the four bytes that it is looked for by */
    uint32_t next; /* in the same bucket, plus one; 0: none */
};

struct needles {
    struct needle *items;
    size_t n;
    uint32_t buckets[BUCKETS]; /* the first needle plus one */
};

static uint32_t bucket_of(const char *window)
{
    uint32_t bytes;

    memcpy(&bytes, window, WINDOW);
    return (bytes * 2654435761U) >> (32 - 14);
}

/* How common a byte is in what is written by people and programs. */
static unsigned weight(char c)
{
    if (c == ' ' || c == 'e' || c == 't' || c == 'a' || c == 'o' || c == 'i' || c == 'n' ||
        c == 'r')
        return 8;
    return (c >= 'a' && c <= 'z') || c == '_' || c == '.' ? 4 : 1;
}

/* Where the rarest window of the text begins. */
static size_t rarest(struct str text)
{
    unsigned least = UINT32_MAX;
    size_t best = 0;

    for (size_t i = 0; i + WINDOW <= text.n; i++) {
        unsigned sum = 0;

        for (size_t k = 0; k < WINDOW; k++)
            sum += weight(text.p[i + k]);
        if (sum < least) {
            least = sum;
            best = i;
        }
    }
    return best;
}

struct needles *needles_new(struct arena *a, const struct str *texts, size_t n)
{
    struct needles *needles = arena_new(a, struct needles);

    needles->items = arena_array(a, n, sizeof *needles->items);
    needles->n = n;
    for (size_t i = 0; i < n; i++) {
        struct needle *needle = &needles->items[i];
        uint32_t *bucket;

        if (texts[i].n < NEEDLE_MIN)
            BUG("a needle of %zu bytes", texts[i].n);
        needle->text = texts[i];
        needle->at = rarest(texts[i]);
        bucket = &needles->buckets[bucket_of(texts[i].p + needle->at)];
        needle->next = *bucket;
        *bucket = (uint32_t)i + 1;
    }
    return needles;
}

void needles_find(const struct needles *needles, struct str text, bool *found)
{
    memset(found, 0, needles->n * sizeof *found);
    for (size_t i = 0; i + WINDOW <= text.n; i++) {
        uint32_t k = needles->buckets[bucket_of(text.p + i)];

        for (; k; k = needles->items[k - 1].next) {
            const struct needle *needle = &needles->items[k - 1];

            if (!found[k - 1] && i >= needle->at && text.n - (i - needle->at) >= needle->text.n &&
                memcmp(text.p + i - needle->at, needle->text.p, needle->text.n) == 0)
                found[k - 1] = true;
        }
    }
}
