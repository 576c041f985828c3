/*
 * fuzz_parse: any bytes as an HCL file. The tree is what tree.h says, tokens ascend without
 * overlap, and what is between them is white space or a byte order mark; parsing twice gives the
 * same.
 */
#include "hcl/parse.h"
#include "tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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

        sums[round] = tree_check_file(body, size);
        errors[round] = d.n_errors;
        for (size_t i = 0; i < d.n; i++)
            hcl_diag_print(&out, &d.items[i]);
        check_tokens(&a, &source);
    }
    if (sums[0] != sums[1] || errors[0] != errors[1])
        BUG("parsing twice gives two trees");
    return 0;
}
