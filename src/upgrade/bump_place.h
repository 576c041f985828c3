/*
 * bump_place: how a version must be written where it stands.
 *
 * A range of a file means something by the syntax around it: the inside of quotes, a number, a
 * line of a YAML block. Here is what bump.c asks about it. Each file is looked at once, in an arena
 * that lives as long as the plan is being made.
 */
#ifndef UPGRADE_BUMP_PLACE_H
#define UPGRADE_BUMP_PLACE_H

#include "hcl/parse.h"
#include "hcl/value.h"

struct file_syntax;

struct bump_places {
    struct arena *scratch;
    struct file_syntax **files; /* by source id; NULL until something of it is asked */
    size_t n_files;
};

void bump_places_init(struct bump_places *p, struct arena *scratch, size_t n_files);

/*
 * What has to stand at span->range so that the version is `text` there: as it is, or in quotes.
 * False and a reason if no text would do; texts in arena a.
 */
bool bump_written_as(struct bump_places *p, struct arena *a, const struct origin_span *span,
                     struct str text, struct str *ret_written, struct str *ret_reason);

#endif
