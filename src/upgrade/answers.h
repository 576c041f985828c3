/*
 * answers: what only people can decide about an upgrade, in a file that footing writes for them to
 * fill in and reads again.
 *
 *     opt_in_regions = ["eu-central-1", "us-east-1"]
 *     account "dev" {
 *       macie_buckets_to_analyze = { "us-east-1" = ["acme-dev-uploads"] }
 *     }
 *
 * Questions are the catalog's (catalog.h: struct catalog_question). One that is not in the catalog
 * is an error with its place, so is a placeholder that was left as it was ("<FILL_IN…>").
 * An answer of an account counts before one for all.
 */
#ifndef UPGRADE_ANSWERS_H
#define UPGRADE_ANSWERS_H

#include "upgrade/catalog.h"

struct answer {
    const struct catalog_question *question;
    struct str account; /* "" for all */
    const struct value *value;
    struct str text; /* as it is written */
    const struct hcl_source *source;
    struct hcl_range range;
};

struct answers {
    struct hcl_source source;
    struct {
        struct answer *items;
        size_t n, cap;
    } list;
};

/*
 * Reads a file; the accounts are those that are known. What is wrong goes to d. `path` "" : no
 * file, nothing is answered.
 */
MUST_CHECK int answers_read(struct arena *a, struct str path, const struct catalog *c,
                            const struct str *accounts, size_t n_accounts, struct answers *ret,
                            struct hcl_diags *d, struct err *e);

/* The answer for that account ("" : for all), or NULL. */
const struct answer *answers_find(const struct answers *an, struct str question,
                                  struct str account);

#endif
