/*
 * read: HCL data files into C structures, by a table that says what may stand where.
 *
 * Every kind of data (benchmarks, controls, catalogs, ...) is a struct for each of its blocks and
 * a table of that struct's attributes. The reader does the rest: it evaluates, checks types and
 * limits, and reports what is unknown, missing, doubled or of a wrong type with its place. The
 * fields that were not written stay zero, so a default is what zero means.
 *
 *     struct section {
 *         struct data_item item;                         first, always
 *         struct str number, title;
 *     };
 *     struct benchmark {
 *         struct data_item item;
 *         struct str id;
 *         uint64_t year;
 *         VEC(struct section) sections;
 *     };
 *
 *     static const struct data_attribute section_attributes[] = {
 *         { DATA_TEXT_AT("title", struct section, title), .required = true },
 *     };
 *     static const struct data_label section_labels[] = {
 *         { DATA_LABEL_AT("NUMBER", struct section, number) },
 *     };
 *     static const struct data_block benchmark_blocks[] = {
 *         { DATA_BLOCKS_AT("section", struct benchmark, sections),
 *           DATA_HAS(section_labels, section_attributes), .unique = true },
 *     };
 *     ... and the same for the benchmark, whose table also has .blocks = benchmark_blocks
 *
 *     data_read(a, &files, "benchmarks", root_blocks, ARRAY_LEN(root_blocks), &root, &diags);
 *
 * The macros check at compile time that a field has the type that the attribute needs. Values are
 * constants: there are no variables and no functions in them. An expression that is for later,
 * over names that somebody else knows, is a DATA_EXPR and stays as it is.
 *
 * Everything is in arena a and borrows the files' text.
 */
#ifndef DATA_READ_H
#define DATA_READ_H

#include "data/files.h"
#include "hcl/syntax.h"
#include "hcl/value.h"

/* How deep blocks may be inside of each other, and how many of one type a block or a folder may
 * have. */
enum { DATA_DEPTH_MAX = 8, DATA_BLOCKS_MAX = 100000 };

/* Where a struct was read; its first member. */
struct data_item {
    const struct hcl_source *source;
    const struct hcl_block *block;
};

struct data_texts {
    struct str *items;
    size_t n, cap;
};

enum data_kind {
    DATA_TEXT,   /* struct str: a text that is not empty */
    DATA_KEY,    /* struct str: a name: lower-case letters, digits, "_", "-" and "." */
    DATA_WORD,   /* an enum or unsigned: the index of the text in `words` */
    DATA_NUMBER, /* uint64_t: a whole number from min to max */
    DATA_BOOL,   /* bool */
    DATA_TEXTS,  /* struct data_texts: a list of texts that are not empty, all different */
    DATA_OBJECT, /* const struct value *: an object without null in it */
    DATA_VALUE,  /* const struct value *: any constant but null */
    DATA_EXPR,   /* const struct hcl_expr *: not evaluated */
};

struct data_attribute {
    const char *name;
    enum data_kind kind;
    size_t field; /* offset in the struct */
    bool required;
    uint64_t min, max;        /* DATA_NUMBER */
    const char *const *words; /* DATA_WORD; ends with NULL */
};

struct data_label {
    const char *name; /* for messages: "NUMBER" */
    size_t field;     /* of a struct str */
};

/* What blocks of one type are read into: a list of structs in the struct of what they are in. */
struct data_block {
    const char *type;
    size_t field; /* of a VEC() of the structs, in the struct of what they are in */
    size_t size;  /* of one such struct */
    const struct data_label *labels;
    size_t n_labels;
    const struct data_attribute *attributes;
    size_t n_attributes;
    const struct data_block *blocks;
    size_t n_blocks;
    bool unique;   /* no two have the same labels (in the folder, if they are in no other block) */
    bool required; /* at least one */
};

/* ---- for the tables --------------------------------------------------------------------------
 */

/* The offset of a member; does not compile if the member has another type. */
#define DATA_FIELD(s, member, type)                                                                \
    (offsetof(s, member) +                                                                         \
     0 * sizeof(char[__builtin_types_compatible_p(__typeof__(((s *)0)->member), type) ? 1 : -1]))

#define DATA_AT(n, s, member, k, type)                                                             \
    .name = (n), .kind = (k), .field = DATA_FIELD(s, member, type)
#define DATA_TEXT_AT(n, s, member)   DATA_AT(n, s, member, DATA_TEXT, struct str)
#define DATA_KEY_AT(n, s, member)    DATA_AT(n, s, member, DATA_KEY, struct str)
#define DATA_NUMBER_AT(n, s, member) DATA_AT(n, s, member, DATA_NUMBER, uint64_t)
#define DATA_BOOL_AT(n, s, member)   DATA_AT(n, s, member, DATA_BOOL, bool)
#define DATA_TEXTS_AT(n, s, member)  DATA_AT(n, s, member, DATA_TEXTS, struct data_texts)
#define DATA_OBJECT_AT(n, s, member) DATA_AT(n, s, member, DATA_OBJECT, const struct value *)
#define DATA_VALUE_AT(n, s, member)  DATA_AT(n, s, member, DATA_VALUE, const struct value *)
#define DATA_EXPR_AT(n, s, member)   DATA_AT(n, s, member, DATA_EXPR, const struct hcl_expr *)
/* `type` is the member's: an enum whose values count from 0 as `texts` does. */
#define DATA_WORD_AT(n, s, member, type, texts)                                                    \
    DATA_AT(n, s, member, DATA_WORD, type), .words = (texts)

#define DATA_LABEL_AT(n, s, member) .name = (n), .field = DATA_FIELD(s, member, struct str)
#define DATA_BLOCKS_AT(t, s, member)                                                               \
    .type = (t), .field = offsetof(s, member), .size = sizeof *((s *)0)->member.items
#define DATA_HAS(some_labels, some_attributes)                                                     \
    .labels = (some_labels), .n_labels = ARRAY_LEN(some_labels), .attributes = (some_attributes),  \
    .n_attributes = ARRAY_LEN(some_attributes)

/* ---- reading ---------------------------------------------------------------------------------
 */

/*
 * Reads every file of the folder whose name ends in ".hcl" and puts its blocks into *ret, a zeroed
 * struct with the fields that `blocks` names. What is wrong is added to d; everything else is
 * there all the same. Whoever must not go on asks d->n_errors.
 */
void data_read(struct arena *a, const struct data_files *files, const char *folder,
               const struct data_block *blocks, size_t n_blocks, void *ret, struct hcl_diags *d);

/*
 * Reports what only the owner of the data can know, at the value of that attribute, or with NULL
 * (or if the attribute is not written) at the block's header.
 */
void data_fail(struct hcl_diags *d, const struct data_item *item, const char *attribute,
               const char *summary, const char *detail_format, ...) PRINTF_LIKE(5, 6);

/* Where an item is written, for a text: "benchmarks/x.hcl:12". In arena a. */
struct str data_place(struct arena *a, const struct data_item *item);

#endif
