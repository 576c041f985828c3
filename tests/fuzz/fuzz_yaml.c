/* fuzz_yaml: no text makes the YAML reader misbehave, and the ranges that it gives are sound. */
#include "text/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static size_t check(const struct yaml *node, struct str text)
{
    size_t weight = 1;
    unsigned height = 0;

    if (node->start > node->end || node->end > text.n)
        BUG("range %u..%u of %zu", node->start, node->end, text.n);
    for (size_t i = 0, at = 0; i < node->n_pieces; i++) {
        struct yaml_piece p = node->pieces[i];

        if (p.at < at || p.start < node->start || p.start + p.len > node->end || !p.len ||
            !str_eq(str_slice(node->text, p.at, p.at + p.len),
                    str_slice(text, p.start, p.start + p.len)))
            BUG("piece %zu at %u is not verbatim", i, p.start);
        at = p.at + p.len;
    }
    if (node->height > YAML_DEPTH_MAX)
        BUG("height %u", node->height);
    for (size_t i = 0; i < node->n; i++) {
        weight += check(node->items[i], text);
        if (node->kind == YAML_MAPPING)
            check(node->keys[i], text);
        if (node->items[i]->height >= height)
            height = node->items[i]->height + 1;
    }
    if (weight != node->weight || (node->n && height != node->height))
        BUG("weight %zu, height %u", node->weight, node->height);
    return weight;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text = str_of((const char *)data, len);
    struct yaml *root;
    struct err e;

    if (yaml_parse(&a, text, &root, NULL, &e) == 0)
        check(root, text);
    return 0;
}
