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

/* Where the version comment beside a span is, or could be: "source = ... # v1.0.0". */
struct comment_place {
    bool found;
    struct hcl_range text; /* found: the comment without its delimiters and the space inside */
    bool can_add;          /* not found: one may be added at line_end */
    uint32_t line_end;
    const char *why_not; /* neither: what keeps it from standing there */
};

/*
 * Looks on the line on which the text ends that the span is part of: for HCL the quoted text, for
 * YAML the scalar. Of several comments it is the first one that names a version, or the last one.
 */
void bump_find_comment(struct bump_places *p, const struct origin_span *span,
                       struct comment_place *ret);

#endif
