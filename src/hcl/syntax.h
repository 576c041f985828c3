/*
 * syntax: the tree that the parser makes of HCL's native syntax.
 *
 * The tree never owns text: every node carries the byte range that it covers in the source, and
 * names point into the source. Nothing of the source is lost, since nothing is ever printed from
 * the tree: edits are byte ranges and replacements over the source (edit.h). All nodes live in
 * the arena that was given to the parser.
 *
 * The language: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md; where the reference
 * implementation (v2.25) and that text differ, the implementation is followed.
 */
#ifndef HCL_SYNTAX_H
#define HCL_SYNTAX_H

#include "hcl/diag.h"

/* ---- expressions ------------------------------------------------------------------------- */

enum hcl_expr_kind {
    HCL_EXPR_NUMBER, /* the literal's text is its range */
    HCL_EXPR_BOOL,   /* u.boolean */
    HCL_EXPR_NULL,
    HCL_EXPR_TEMPLATE, /* "…", a heredoc, or a bare template (hcl_parse_template) */
    HCL_EXPR_VARIABLE, /* u.name: the first step of a traversal */
    HCL_EXPR_ATTR,     /* of.name */
    HCL_EXPR_INDEX,    /* of[key]; of.0 is the same with `legacy` set */
    HCL_EXPR_SPLAT,    /* of[*]… or of.*… */
    HCL_EXPR_ITEM,     /* stands for "each element" at the root of a splat's `each` */
    HCL_EXPR_CALL,
    HCL_EXPR_TUPLE,
    HCL_EXPR_OBJECT,
    HCL_EXPR_FOR,
    HCL_EXPR_PAREN, /* ( inner ) */
    HCL_EXPR_UNARY,
    HCL_EXPR_BINARY,
    HCL_EXPR_CONDITIONAL,
    HCL_EXPR_BROKEN, /* could not be parsed; there is a diagnostic for it */
};

enum hcl_operator {
    HCL_OP_OR,
    HCL_OP_AND,
    HCL_OP_EQUAL,
    HCL_OP_NOT_EQUAL,
    HCL_OP_LESS,
    HCL_OP_LESS_EQUAL,
    HCL_OP_GREATER,
    HCL_OP_GREATER_EQUAL,
    HCL_OP_ADD,
    HCL_OP_SUBTRACT,
    HCL_OP_MULTIPLY,
    HCL_OP_DIVIDE,
    HCL_OP_MODULO,
    HCL_OP_NEGATE,
    HCL_OP_NOT,
};

struct hcl_expr;

/* A name with the place where it is written. */
struct hcl_name {
    struct str text;
    struct hcl_range range;
};

struct hcl_item {         /* an item of an object constructor */
    struct hcl_name name; /* a bare word as key: `name.text` is it and `key` is NULL ... */
    struct hcl_expr *key; /* ... anything else is an expression: "x", (x), a.b, 1, f() */
    struct hcl_range key_range;
    struct hcl_expr *value;
};

/* A part of a template. Literal text has strip markers and heredoc indentation applied. */
enum hcl_part_kind { HCL_PART_TEXT, HCL_PART_VALUE, HCL_PART_IF, HCL_PART_FOR };

struct hcl_parts {
    struct hcl_part *items;
    size_t n;
};

struct hcl_part {
    enum hcl_part_kind kind;
    struct hcl_range range;
    /*
     * HCL_PART_TEXT: the decoded text. It points into the source where the source has the same
     * bytes (`range` are those bytes); an escape sequence is a part of its own that points
     * elsewhere (`range` is the sequence). So provenance is exact. A text that strip markers have
     * emptied stays as an empty part: the template is then more than one value.
     */
    struct str text;
    struct hcl_expr *expr;           /* VALUE: the value. IF: the condition. FOR: the collection. */
    struct hcl_directive *directive; /* IF, FOR; apart, since most parts are text or values */
};

struct hcl_directive {
    struct hcl_parts body, otherwise; /* IF: both branches. FOR: the body. */
    struct hcl_name key, value; /* FOR: the variables; key.text.p is NULL if there is one only */
};

struct hcl_loop {
    struct hcl_name key_var, value_var;       /* key_var.text.p is NULL if there is one only */
    struct hcl_expr *in, *key, *value, *cond; /* key: NULL in a tuple; cond: may be NULL */
    bool group;                               /* value... */
};

enum hcl_template_kind { HCL_QUOTED, HCL_HEREDOC, HCL_HEREDOC_INDENTED, HCL_BARE };

struct hcl_expr {
    enum hcl_expr_kind kind;
    struct hcl_range range; /* exactly its tokens, own parentheses included */
    union {
        bool boolean;
        struct str name; /* VARIABLE */
        struct {
            enum hcl_template_kind kind;
            struct hcl_parts parts;
            struct hcl_range content; /* between the quotes, or the lines of the heredoc */
            struct str marker;        /* of a heredoc */
        } template;
        struct {
            struct hcl_expr *of;
            struct hcl_name name;
        } attr;
        struct {
            struct hcl_expr *of, *key;
            bool legacy;
        } index;
        struct {
            struct hcl_expr *of, *each; /* each: ATTR, INDEX, SPLAT over ITEM, or ITEM itself */
            bool full;                  /* [*], not .* */
        } splat;
        struct {
            struct hcl_name name; /* with its namespaces: "provider::x::y" */
            struct hcl_expr **args;
            size_t n_args;
            bool expand; /* the last argument is followed by "..." */
            struct hcl_range parens;
        } call;
        struct {
            struct hcl_expr **items;
            size_t n;
        } tuple;
        struct {
            struct hcl_item *items;
            size_t n;
        } object;
        struct hcl_loop *loop;
        struct hcl_expr *inner; /* PAREN */
        struct {
            enum hcl_operator op;
            struct hcl_range op_range;
            struct hcl_expr *left, *right; /* UNARY: only right */
        } op;
        struct {
            struct hcl_expr *cond, *yes, *no;
        } conditional;
    } u;
};

/* ---- structure --------------------------------------------------------------------------- */

struct hcl_attribute {
    struct hcl_name name;
    struct hcl_range range; /* name to the end of the value */
    struct hcl_expr *value;
};

struct hcl_label {
    struct str text;        /* decoded */
    struct hcl_range range; /* with its quotes */
    bool quoted;
};

struct hcl_body {
    struct hcl_range range;    /* of a block's body: between the braces; of a file: everything */
    struct hcl_element *items; /* attributes and blocks, in the order of the source */
    size_t n;
    const struct hcl_comments *comments; /* of a file's body; NULL if there are none */
};

/* Runs of comments with nothing but space between them, in order. */
struct hcl_comments {
    struct hcl_range *runs;
    size_t n;
};

struct hcl_block {
    struct hcl_name type;
    struct hcl_label *labels;
    size_t n_labels;
    struct hcl_range open, close; /* the braces */
    struct hcl_range range;       /* type to closing brace */
    struct hcl_body body;
};

struct hcl_element {
    struct hcl_attribute *attribute; /* exactly one of the two is set */
    struct hcl_block *block;
};

/* The attribute of that name, or NULL. */
struct hcl_attribute *hcl_body_attribute(const struct hcl_body *body, struct str name);

/* The next block of that type after `after` (NULL: the first), or NULL. */
struct hcl_block *hcl_body_block(const struct hcl_body *body, struct str type,
                                 const struct hcl_block *after);

#endif
