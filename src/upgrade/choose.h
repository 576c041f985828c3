/*
 * choose: which units are meant, of those below the folder that was asked for.
 *
 * A pattern is a path as `--list` shows units: relative to the present folder, or absolute. It
 * means the unit of that name, everything below that folder, and, with "*" (any text, also across
 * "/"), "?" and "[…]", every unit whose whole name it describes. "." means the present folder and
 * all below it.
 */
#ifndef UPGRADE_CHOOSE_H
#define UPGRADE_CHOOSE_H

#include "upgrade/references.h"

/* The pattern in the form that choose_matches() takes; `folder` is the present one, absolute. */
struct str choose_pattern(struct arena *a, struct str folder, struct str given);

bool choose_matches(struct str pattern, struct str unit);

/*
 * Leaves `chosen` only on the references, and on the problems of files, that one of the patterns
 * means. ret_used[i] tells whether pattern i means any reference or broken file below the folder.
 */
void choose_units(struct repository *r, const struct str *given, size_t n, bool *ret_used);

#endif
