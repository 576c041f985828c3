/*
 * yaml: YAML as Terraform's yamldecode() understands it, with where everything is written.
 *
 * One document of one text in UTF-8. Scalars resolve as YAML 1.1 with the exceptions that
 * Terraform's decoder (go-cty-yaml) makes: y, yes and on are true; 017 is 17, 0o17 is 15 and 0x1f
 * is 31; there are no base 60 numbers; dates become text in RFC 3339 form; NaN is an error.
 * Aliases are resolved: an alias is the same node as its anchor, with the anchor's place. Merge
 * keys (<<) put the members of one mapping into another. Mapping keys are scalars. Of equal keys
 * all are kept, in order; the last one counts.
 *
 * Limits: YAML_DEPTH_MAX collections inside each other, aliases followed; YAML_ALIASED_MAX nodes
 * that a walk over the tree meets through aliases and merge keys ("billion laughs").
 */
#ifndef TEXT_YAML_H
#define TEXT_YAML_H

#include "base/err.h"
#include "base/str.h"

enum { YAML_DEPTH_MAX = 500, YAML_ALIASED_MAX = 1000 * 1000 };

enum yaml_kind { YAML_NULL, YAML_BOOL, YAML_NUMBER, YAML_STRING, YAML_SEQUENCE, YAML_MAPPING };

/* How a scalar is written; "|" and ">" are blocks. */
enum yaml_style { YAML_STYLE_PLAIN, YAML_STYLE_QUOTED, YAML_STYLE_BLOCK };

/* Bytes of a scalar's text that stand in the file as they are: `len` at `at` of the text. */
struct yaml_piece {
    uint32_t at, len;
    uint32_t start; /* in the file */
};

struct yaml {
    enum yaml_kind kind;
    /*
     * Bytes of the text, quotes included, anchor and tag excluded. A block collection ends where
     * its last item ends; a block scalar begins with its indicator ("|-") and ends behind its last
     * line break. An empty scalar (a null, an empty string) may have no bytes.
     */
    uint32_t start, end;
    bool boolean;
    bool is_text;          /* a block scalar: NULL is a null text ("|-" with "~" in it) */
    struct str raw;        /* scalars: as decoded, before resolution ("yes", "0x1f") */
    struct str text;       /* STRING: the text; NUMBER: decimal text, "inf" or "-inf" */
    enum yaml_style style; /* scalars */
    bool in_flow;          /* scalars: stands inside of [] or {} */
    /*
     * In order, not overlapping; one piece in most cases. What lies between them stands for
     * escapes, for breaks between lines, or for what a date or number means.
     */
    struct yaml_piece *pieces;
    size_t n_pieces;
    struct yaml **items; /* SEQUENCE, MAPPING: values */
    struct yaml **keys;  /* MAPPING: scalars, not null; any kind: 1.50 and on are legal keys */
    size_t n;
    unsigned height; /* levels of collections from here down; scalars have 0 */
    size_t weight;   /* nodes that a walk from here meets, this one included */
};

/* The tree, in arena a. On failure ERR_SYNTAX or ERR_LIMIT with what and where; *ret_offset (may
 * be NULL) is the place. */
MUST_CHECK int yaml_parse(struct arena *a, struct str text, struct yaml **ret, size_t *ret_offset,
                          struct err *e);

/* The last member whose key is written so (`raw`), or NULL. */
struct yaml *yaml_get(const struct yaml *mapping, struct str key);

#endif
