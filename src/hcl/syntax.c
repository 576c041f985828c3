#include "hcl/syntax.h"

struct hcl_attribute *hcl_body_attribute(const struct hcl_body *body, struct str name)
{
    for (size_t i = 0; i < body->n; i++) {
        struct hcl_attribute *a = body->items[i].attribute;

        if (a && str_eq(a->name.text, name))
            return a;
    }
    return NULL;
}

struct hcl_block *hcl_body_block(const struct hcl_body *body, struct str type,
                                 const struct hcl_block *after)
{
    bool found = !after;

    for (size_t i = 0; i < body->n; i++) {
        struct hcl_block *b = body->items[i].block;

        if (b && found && str_eq(b->type.text, type))
            return b;
        found = found || b == after;
    }
    return NULL;
}
