#include "text/regex_tree.h"

struct compiler {
    struct arena *arena;
    struct regex *re;
    struct err *err;
};

static int emit(struct compiler *c, const struct regex_node *node);

/* Appends an instruction and returns its index. */
static uint32_t add(struct compiler *c, enum regex_op op, const struct regex_node *node)
{
    struct regex_inst inst = { .op = op, .node = node };

    vec_push(c->arena, c->re, inst);
    return (uint32_t)(c->re->n - 1);
}

/* The same for SAVE and JUMP, which have no node but a slot or target. */
static void add_to(struct compiler *c, enum regex_op op, uint32_t x)
{
    uint32_t at = add(c, op, NULL);

    c->re->items[at].x = x;
}

static uint32_t here(const struct compiler *c)
{
    return (uint32_t)c->re->n;
}

/* Sets where a split goes: into what follows it, and to `out`; lazily the other way round. */
static void set_split(struct compiler *c, uint32_t at, uint32_t in, uint32_t out, bool lazy)
{
    c->re->items[at].x = lazy ? out : in;
    c->re->items[at].y = lazy ? in : out;
}

/* x+ : x, then back to it or on. */
static int emit_plus(struct compiler *c, const struct regex_node *x, bool lazy)
{
    uint32_t start = here(c), split;

    TRY(emit(c, x));
    split = add(c, REGEX_OP_SPLIT, NULL);
    set_split(c, split, start, here(c), lazy);
    return 0;
}

/*
 * x* : a split, x, and back. If x can be empty it is (x+)?, so that the empty match keeps the
 * priority that Perl and RE2 give it.
 */
static int emit_star(struct compiler *c, const struct regex_node *x, bool lazy)
{
    uint32_t split = add(c, REGEX_OP_SPLIT, NULL);

    if (x->nullable) {
        TRY(emit_plus(c, x, lazy));
    } else {
        TRY(emit(c, x));
        add_to(c, REGEX_OP_JUMP, split);
    }
    set_split(c, split, split + 1, here(c), lazy);
    return 0;
}

/* x{0,n} behind the required copies: (x(x(x)?)?)?, so all splits lead to the same end. */
static int emit_optional(struct compiler *c, const struct regex_node *x, int n, bool lazy)
{
    VEC(uint32_t) splits = { 0 };

    for (int i = 0; i < n; i++) {
        vec_push(c->arena, &splits, add(c, REGEX_OP_SPLIT, NULL));
        TRY(emit(c, x));
    }
    for (size_t i = 0; i < splits.n; i++)
        set_split(c, splits.items[i], splits.items[i] + 1, here(c), lazy);
    return 0;
}

static int emit_repeat(struct compiler *c, const struct regex_node *node)
{
    const struct regex_node *x = node->items[0];

    if (node->max < 0) {
        for (int i = 0; i + 1 < node->min; i++)
            TRY(emit(c, x));
        return node->min ? emit_plus(c, x, node->lazy) : emit_star(c, x, node->lazy);
    }
    for (int i = 0; i < node->min; i++)
        TRY(emit(c, x));
    return emit_optional(c, x, node->max - node->min, node->lazy);
}

static int emit_alternate(struct compiler *c, const struct regex_node *node)
{
    VEC(uint32_t) jumps = { 0 };

    for (size_t i = 0; i < node->n; i++) {
        uint32_t split = 0;

        if (i + 1 < node->n)
            split = add(c, REGEX_OP_SPLIT, NULL);
        TRY(emit(c, node->items[i]));
        if (i + 1 < node->n) {
            vec_push(c->arena, &jumps, add(c, REGEX_OP_JUMP, NULL));
            set_split(c, split, split + 1, here(c), false);
        }
    }
    for (size_t i = 0; i < jumps.n; i++)
        c->re->items[jumps.items[i]].x = here(c);
    return 0;
}

static int emit_group(struct compiler *c, const struct regex_node *node)
{
    add_to(c, REGEX_OP_SAVE, (uint32_t)(2 * node->group));
    TRY(emit(c, node->items[0]));
    add_to(c, REGEX_OP_SAVE, (uint32_t)(2 * node->group + 1));
    return 0;
}

/* The parser limits the depth. */
static int emit(struct compiler *c, const struct regex_node *node)
{
    if (c->re->n > REGEX_SIZE_MAX)
        return err_set(c->err, ERR_LIMIT, "the pattern is too large");
    switch (node->kind) {
    case REGEX_EMPTY:
        break;
    case REGEX_CHAR:
        add(c, REGEX_OP_CHAR, node);
        break;
    case REGEX_ANY:
        add(c, REGEX_OP_ANY, node);
        break;
    case REGEX_CLASS:
        add(c, REGEX_OP_CLASS, node);
        break;
    case REGEX_ASSERT:
        add(c, REGEX_OP_ASSERT, node);
        break;
    case REGEX_GROUP:
        return emit_group(c, node);
    case REGEX_CONCAT:
        for (size_t i = 0; i < node->n; i++)
            TRY(emit(c, node->items[i]));
        break;
    case REGEX_ALTERNATE:
        return emit_alternate(c, node);
    case REGEX_REPEAT:
        return emit_repeat(c, node);
    }
    return 0;
}

/* What the matcher may skip by: an anchor, or a byte that a match must begin with. */
static void find_start(struct regex *re)
{
    size_t i = 0;

    while (re->items[i].op == REGEX_OP_SAVE)
        i++;
    re->first_byte = -1;
    if (re->items[i].op == REGEX_OP_ASSERT)
        re->anchored = re->items[i].node->assertion == REGEX_TEXT_START;
    if (re->items[i].op == REGEX_OP_CHAR && !re->items[i].node->fold &&
        re->items[i].node->code < 0x80)
        re->first_byte = (int)re->items[i].node->code;
}

int regex_compile(struct arena *a, struct str pattern, struct regex **ret, struct err *e)
{
    struct regex *re = arena_new(a, struct regex);
    struct compiler c = { .arena = a, .re = re, .err = e };
    struct regex_tree tree;

    TRY(regex_parse(a, pattern, &tree, e));
    re->n_groups = tree.names.n;
    re->names = tree.names.items;
    add_to(&c, REGEX_OP_SAVE, 0);
    TRY(emit(&c, tree.root));
    add_to(&c, REGEX_OP_SAVE, 1);
    add(&c, REGEX_OP_MATCH, NULL);
    if (re->n * (re->n_groups + 1) > REGEX_SLOTS_MAX)
        return err_set(e, ERR_LIMIT, "the pattern is too large for that many groups");
    find_start(re);
    re->literal = regex_find_literal(a, tree.root);
    *ret = re;
    return 0;
}

size_t regex_groups(const struct regex *re)
{
    return re->n_groups;
}

struct str regex_literal(const struct regex *re)
{
    return re->literal;
}

struct str regex_group_name(const struct regex *re, size_t group)
{
    return re->names[group - 1];
}
