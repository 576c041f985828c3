/*
 * fuzz_json: no text makes the JSON reader misbehave, and what it accepts has sound ranges:
 * decoding a node's own bytes again gives the same text.
 */
#include "text/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void check(const struct json *node, struct str text, unsigned depth)
{
    size_t at = 0;

    if (node->start >= node->end || node->end > text.n || depth > JSON_DEPTH_MAX)
        BUG("range %u..%u", node->start, node->end);
    for (size_t i = 0; i < node->n_pieces; i++) {
        const struct json_piece *p = &node->pieces[i];

        if (p->at != at || p->start < node->start || p->end > node->end)
            BUG("piece %zu", i);
        if (!p->escape &&
            !str_eq(str_slice(node->text, at, at + p->len), str_slice(text, p->start, p->end)))
            BUG("verbatim piece %zu differs", i);
        at += p->len;
    }
    if (node->pieces && at != node->text.n)
        BUG("pieces cover %zu of %zu bytes", at, node->text.n);
    for (size_t i = 0; i < node->n; i++) {
        if (node->keys)
            check(node->keys[i], text, depth + 1);
        check(node->items[i], text, depth + 1);
    }
}

static void check_quote(struct arena *a, struct str text)
{
    AUTO_BUF struct buf out = BUF_INIT;
    struct json *node;

    json_quote(&out, text);
    if (json_parse(a, buf_str(&out), &node, NULL, NULL) < 0)
        BUG("cannot read what json_quote wrote");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text = str_of((const char *)data, len);
    struct json *root;
    struct err e;

    check_quote(&a, text);
    if (json_parse(&a, text, &root, NULL, &e) == 0)
        check(root, text, 0);
    return 0;
}
