/*
 * brings: which recommendations of a benchmark an upgrade of the code brings about.
 *
 * The catalogs say it: a target of a module repository lists the recommendations that its lowest
 * release is the first to meet. So nothing of it is said a second time in data/benchmarks/.
 */
#ifndef UPGRADE_BRINGS_H
#define UPGRADE_BRINGS_H

#include "judge/benchmark.h"
#include "upgrade/catalog.h"

/* One repository's part in it. */
struct bring {
    const struct benchmark *benchmark; /* the target */
    const struct catalog_repository *repository;
    const struct catalog_target *target;
};

struct brings {
    struct bring *items;
    size_t n, cap;
};

/* Every recommendation that a target lists must be one of that version; d is told which is not. */
void brings_check(const struct catalog *c, const struct benchmarks *all, struct hcl_diags *d);

/* The repositories with a target for b, and the recommendations that it lists. */
void brings_of_version(struct arena *a, const struct catalog *c, const struct benchmark *b,
                       struct brings *ret);

/*
 * What brings about a control: of the latest version that has such a target, among b and those
 * before it but after `after` (NULL: as far back as there are).
 */
void brings_of_control(struct arena *a, const struct catalog *c, const struct benchmark *b,
                       const struct benchmark *after, const struct control *control,
                       struct brings *ret);

#endif
