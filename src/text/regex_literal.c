/*
 * A text that every match of a pattern contains: whoever looks for many patterns in much text can
 * tell with one memmem() that most of them are not there.
 */
#include "text/regex_tree.h"
#include "text/utf8.h"

struct finder {
    char run[REGEX_LITERAL_MAX], best[REGEX_LITERAL_MAX];
    size_t n_run, n_best;
};

static void end_run(struct finder *f)
{
    if (f->n_run > f->n_best) {
        memcpy(f->best, f->run, f->n_run);
        f->n_best = f->n_run;
    }
    f->n_run = 0;
}

static void add_char(struct finder *f, uint32_t code)
{
    char bytes[4];
    size_t len;

    if (code == 0xfffd) { /* also matches bytes that are no UTF-8 */
        end_run(f);
        return;
    }
    len = utf8_encode(code, bytes);
    if (f->n_run + len > sizeof f->run)
        return end_run(f);
    memcpy(f->run + f->n_run, bytes, len);
    f->n_run += len;
}

/* Beyond ASCII all count: it is enough that most patterns have a literal. */
static bool has_case(uint32_t code)
{
    return code >= 0x80 || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

/* Follows what a match must have, in order. The parser limits the depth. */
static void walk(struct finder *f, const struct regex_node *node)
{
    switch (node->kind) {
    case REGEX_EMPTY:
    case REGEX_ASSERT:
        break;
    case REGEX_CHAR:
        if (node->fold && has_case(node->code))
            end_run(f);
        else
            add_char(f, node->code);
        break;
    case REGEX_GROUP:
        walk(f, node->items[0]);
        break;
    case REGEX_CONCAT:
        for (size_t i = 0; i < node->n; i++)
            walk(f, node->items[i]);
        break;
    case REGEX_REPEAT:
        end_run(f);
        if (node->min > 0)
            walk(f, node->items[0]);
        end_run(f);
        break;
    case REGEX_ANY:
    case REGEX_CLASS:
    case REGEX_ALTERNATE:
        end_run(f);
        break;
    }
}

struct str regex_find_literal(struct arena *a, const struct regex_node *root)
{
    struct finder f = { .n_run = 0 };

    walk(&f, root);
    end_run(&f);
    return str_copy(a, str_of(f.best, f.n_best));
}
