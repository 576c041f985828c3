/*
 * fuzz_parse: any bytes as an HCL file. Every range lies within its parent's, tokens ascend without
 * overlap, and what is between them is white space or a byte order mark; parsing twice gives the
 * same. The tree is walked in full.
 */
#include "hcl/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_range(struct hcl_range inner, struct hcl_range outer)
{
    if (inner.start > inner.end || inner.start < outer.start || inner.end > outer.end)
        BUG("a range is outside of the one around it");
}

static uint64_t walk_body(const struct hcl_body *body, struct hcl_range outer)
{
    uint64_t sum = body->n;

    for (size_t i = 0; i < body->n; i++) {
        const struct hcl_attribute *a = body->items[i].attribute;
        const struct hcl_block *b = body->items[i].block;

        if (a) {
            check_range(a->range, outer);
            check_range(a->name.range, a->range);
            check_range(a->value->range, a->range);
            sum = sum * 31 + a->range.start * 7 + a->value->range.end;
        } else {
            check_range(b->range, outer);
            check_range(b->open, b->range);
            check_range(b->close, b->range);
            for (size_t k = 0; k < b->n_labels; k++)
                check_range(b->labels[k].range, b->range);
            sum = sum * 31 + walk_body(&b->body, b->range);
        }
    }
    return sum;
}

static void check_tokens(struct arena *a, const struct hcl_source *source)
{
    struct hcl_range all = { 0, (uint32_t)source->text.n };
    struct hcl_tokens tokens = hcl_tokenize(a, source, all);
    uint32_t at = 0;

    for (size_t i = 0; i < tokens.n; i++) {
        struct hcl_range r = tokens.items[i].range;

        if (r.start < at || r.end < r.start || r.end > all.end)
            BUG("tokens overlap");
        for (; at < r.start; at++)
            if (!memchr(" \t\r\n\xEF\xBB\xBF", source->text.p[at], 7))
                BUG("text is in no token");
        at = r.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint64_t sums[2];
    size_t errors[2];

    for (int round = 0; round < 2; round++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        AUTO_BUF struct buf out = BUF_INIT;
        struct hcl_source source = { str_lit("x"), str_copy(&a, str_of((const char *)data, size)),
                                     1 };
        struct hcl_diags d = { .arena = &a };
        struct hcl_body *body = hcl_parse_file(&a, &source, &d);

        sums[round] = walk_body(body, (struct hcl_range){ 0, (uint32_t)size });
        errors[round] = d.n_errors;
        for (size_t i = 0; i < d.n; i++)
            hcl_diag_print(&out, &d.items[i]);
        check_tokens(&a, &source);
    }
    if (sums[0] != sums[1] || errors[0] != errors[1])
        BUG("parsing twice gives two trees");
    return 0;
}
