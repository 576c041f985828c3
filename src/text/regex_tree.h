/*
 * regex_tree: what regex_parse.c makes of a pattern and regex_compile.c turns into a program.
 * Only for the files of regex.
 */
#ifndef TEXT_REGEX_TREE_H
#define TEXT_REGEX_TREE_H

#include "base/vec.h"
#include "text/regex.h"

/*
 * A part of a character class: a range of characters, the ranges of a named set (pairs of ASCII
 * characters), a Unicode category of one or two letters, or a script.
 */
struct regex_item {
    uint32_t low, high;
    struct str set;   /* if not empty */
    char category[3]; /* if not empty */
    bool by_script;
    int script;
    bool negated;
};

struct regex_class {
    struct regex_item *items;
    size_t n;
    bool negated, fold;
};

enum regex_assertion {
    REGEX_TEXT_START,
    REGEX_TEXT_END,
    REGEX_LINE_START,
    REGEX_LINE_END,
    REGEX_WORD_EDGE,
    REGEX_NO_WORD_EDGE,
};

enum regex_node_kind {
    REGEX_EMPTY,
    REGEX_CHAR,
    REGEX_ANY, /* . */
    REGEX_CLASS,
    REGEX_ASSERT,
    REGEX_GROUP, /* one that captures */
    REGEX_CONCAT,
    REGEX_ALTERNATE,
    REGEX_REPEAT,
};

struct regex_node {
    enum regex_node_kind kind;
    uint32_t code;                  /* CHAR */
    bool fold;                      /* CHAR */
    bool newline;                   /* ANY: matches it, too */
    struct regex_class *class;      /* CLASS */
    enum regex_assertion assertion; /* ASSERT */
    size_t group;                   /* GROUP, from 1 */
    int min, max;                   /* REPEAT; max -1: no limit */
    bool lazy;                      /* REPEAT */
    bool nullable;                  /* can match the empty text */
    struct regex_node **items;      /* CONCAT, ALTERNATE; GROUP, REPEAT: one */
    size_t n;
};

struct regex_tree {
    struct regex_node *root;
    VEC(struct str) names; /* of the groups, empty where there is none */
};

MUST_CHECK int regex_parse(struct arena *a, struct str pattern, struct regex_tree *ret,
                           struct err *e);

/* ---- programs ----------------------------------------------------------------------------- */

enum regex_op {
    REGEX_OP_CHAR,
    REGEX_OP_ANY,
    REGEX_OP_CLASS,
    REGEX_OP_ASSERT,
    REGEX_OP_SAVE,
    REGEX_OP_SPLIT, /* goes to x first, then to y */
    REGEX_OP_JUMP,
    REGEX_OP_MATCH,
};

struct regex_inst {
    enum regex_op op;
    uint32_t x, y; /* SPLIT, JUMP: where to; SAVE: the slot */
    const struct regex_node *node;
};

struct regex {
    struct regex_inst *items;
    size_t n, cap;
    size_t n_groups;
    struct str *names;
    bool anchored;      /* matches only at the start of the text */
    int first_byte;     /* that every match begins with, or -1 */
    struct str literal; /* that every match contains; may be empty */
};

/* In arena a; at most REGEX_LITERAL_MAX bytes. */
struct str regex_find_literal(struct arena *a, const struct regex_node *root);

/* Does the character (U+FFFD for what is none) belong to the class? */
bool regex_class_has(const struct regex_class *class, uint32_t code);

/* Are both the same but for their case? */
bool regex_fold_equal(uint32_t x, uint32_t y);

#endif
