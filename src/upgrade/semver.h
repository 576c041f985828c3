/*
 * semver: versions as people tag them, and Terraform's version constraints.
 *
 * A version here is what module tags look like in practice: an optional "v", one or more numeric
 * parts ("v0.2", "3.5.1_0"), an optional pre-release ("-rc1", "-acme") and build ("+x"). Branch
 * names and commit hashes are no versions. Parts beyond the third are compared too.
 */
#ifndef UPGRADE_SEMVER_H
#define UPGRADE_SEMVER_H

#include "base/str.h"

enum { SEMVER_PARTS_MAX = 6 };

struct semver {
    bool has_v;
    uint64_t parts[SEMVER_PARTS_MAX];
    size_t n_parts;    /* as written: 2 for "v0.2" */
    struct str suffix; /* pre-release, build or anything that follows the numbers; "" if none */
};

/* Parses the whole text; false if it is no version. Borrows text. */
bool semver_parse(struct str text, struct semver *ret);

/*
 * By Semantic Versioning 2.0.0, section 11, missing parts counting as zero: negative, zero or
 * positive. A suffix that begins with "-" is a pre-release and sorts before the release, any other
 * ("_0", "+x") does not count unless all else is equal; then it is compared as text.
 */
int semver_cmp(const struct semver *x, const struct semver *y);

/* One condition of a constraint. */
enum constraint_op { OP_EQ, OP_NE, OP_GT, OP_GE, OP_LT, OP_LE, OP_PESSIMISTIC };

struct constraint {
    enum constraint_op op;
    struct str op_text;      /* "" for a bare version */
    struct str version_text; /* a slice of the text */
    struct semver version;
};

enum { CONSTRAINTS_MAX = 8 };

struct constraints {
    struct constraint items[CONSTRAINTS_MAX];
    size_t n;
};

/* "~> 5.0", ">= 4.0, < 6.0", "= 1.2.3", "1.2.3". False if it is none. Borrows text. */
bool constraints_parse(struct str text, struct constraints *ret);
bool constraints_allow(const struct constraints *c, const struct semver *v);

/* 7 to 40 (or 64) hexadecimal digits with at least one letter or exactly 40: a commit's name. */
bool is_commit_hash(struct str text);

/*
 * The first version-like word at or behind `from` in a text such as "v10.2.1" or "tag=v1.2": its
 * place, or false. A word is version-like when it has at least two numeric parts.
 */
bool semver_find(struct str text, size_t from, size_t *ret_start, size_t *ret_end);

#endif
