/*
 * bump_internal: what the parts of bump share.
 *
 *     bump.c          who is meant, what each one wants, the edits, the plan
 *     bump_text.c     what a version looks like: requests, forms, pieces
 *     bump_place.c    how it is written where it stands
 *     bump_comment.c  the version comment beside it
 *     bump_grant.c    which wishes contradict each other or move what is not meant
 *     bump_prove.c    reads the repository as it would be, and finds what must not be edited
 */
#ifndef UPGRADE_BUMP_INTERNAL_H
#define UPGRADE_BUMP_INTERNAL_H

#include "upgrade/bump.h"
#include "upgrade/bump_place.h"

/* One range of a file that shall hold another text, and who wants it so. */
struct wish {
    const struct hcl_source *source;
    struct hcl_range range;
    struct str text;
    size_t outcome;
    bool comment; /* the version comment beside the reference */
};

/* A place that the version of a reference comes from. */
struct bump_use {
    uint32_t source, start, end;
    uint32_t reach; /* the furthest end of this one and those before it in the same file */
    size_t reference;
};

struct planner {
    struct repository *r;
    const struct bump_options *o;
    const struct repository_options *opened_with;
    struct arena *arena; /* the repository's: what the plan says lives there */
    struct bump_places places;
    struct bump_plan plan;
    size_t *outcome_of; /* by reference: index into outcomes plus one, or zero */
    struct {
        struct wish *items; /* sorted by place once all are there */
        size_t n, cap;
    } wishes;
    struct {
        struct bump_use *items; /* sorted by place */
        size_t n, cap;
    } uses;
    uint32_t *seen, stamp; /* by reference: the stamp of the search that has met it */
    size_t n_readings;     /* how often bump_prove() has read the repository */
};

/* What happens to a reference, or NULL if it is not meant. */
struct bump_outcome *bump_outcome_of(struct planner *p, size_t reference);
void bump_settle(struct bump_outcome *o, enum bump_status status, struct str reason);
void bump_note(struct arena *a, struct bump_outcome *o, struct str note); /* adds to its note */

/* "FILE:LINE" of a byte. */
struct str bump_line_of(struct arena *a, const struct hcl_source *source, uint32_t offset);

/* ---- bump_comment.c ------------------------------------------------------------------------ */

/* What is wished for the comment beside a reference that is CHANGED so far. */
void bump_wish_comment(struct planner *p, const struct reference *ref, size_t outcome);

/* ---- bump_grant.c -------------------------------------------------------------------------- */

void bump_sort_wishes(struct planner *p);
bool bump_same_place(const struct wish *x, const struct wish *y);
/* Leaves those that want different texts for the same bytes. */
void bump_refuse_conflicts(struct planner *p);
/* Where every reference comes from, for bump_leave_shared(). */
void bump_find_uses(struct planner *p, struct arena *a);
/*
 * A reference whose text also moves others is left; that may make its own text one that moves a
 * reference which is left: so until nothing changes any more.
 */
void bump_leave_shared(struct planner *p);

/* ---- edits and proof ----------------------------------------------------------------------- */

/* The files with the edits of the outcomes that are CHANGED, but for those in `without` (by
 * outcome; may be NULL). In arena a. */
MUST_CHECK int bump_make_files(struct planner *p, struct arena *a, const bool *without,
                               struct bump_files *ret, struct err *e);

/*
 * Reads the repository as it would be. What is to blame for a reference that would not be as it
 * shall be is blocked; *ret_again says that there was such, and that the plan has to be made again.
 * At least one outcome is blocked then, so that this ends.
 */
MUST_CHECK int bump_prove(struct planner *p, bool *ret_again, struct err *e);

#endif
