/*
 * change_place: where in a file, as it was read, a planned change is made.
 *
 * For reports that point at code. The edits of a file are joined before they are made, so an edit
 * does not know its step; the place is found by the change's address instead. What is there already
 * is pointed at itself; what is added, by the head of what it is added to (`inputs`, the type and
 * labels of a block), so that the place stays small; what comes last in a file, by the file's end.
 */
#ifndef UPGRADE_CHANGE_PLACE_H
#define UPGRADE_CHANGE_PLACE_H

#include "upgrade/upgrade_plan.h"

struct change_place {
    const struct hcl_source *source;
    struct hcl_range range; /* 0..0: no place in the file is known */
};

/* False if not even the file is known. Not for files that were not read as HCL, except by pins. */
bool change_place(const struct upgrade_plan *plan, const struct change *c,
                  struct change_place *ret);

/* Where a unit's version is written, or its source. */
bool unit_place(const struct upgrade_plan *plan, size_t unit, struct change_place *ret);

/*
 * A notice's "file", "file:line" or "file:line:column" (paths as shown to people), if it is a file
 * of the repository.
 */
bool notice_place(const struct upgrade_plan *plan, const struct notice *n,
                  struct change_place *ret);

#endif
