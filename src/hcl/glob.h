/*
 * glob: the files that a pattern names, as fileset() finds them.
 *
 * The patterns are those of the Go package doublestar 1.x, which Terraform uses: *, ?, [a-z],
 * [^a-z], {a,b} within a name, ** for any number of folders, \ before a character that is meant
 * itself. Names that begin with a dot are matched like others, links are followed.
 */
#ifndef HCL_GLOB_H
#define HCL_GLOB_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

enum {
    GLOB_ENTRIES_MAX = 1000 * 1000, /* folder entries looked at */
    GLOB_DEPTH_MAX = 200,           /* folders inside each other */
};

struct glob_matches {
    struct str *items; /* absolute paths, in no particular order */
    size_t n, cap;
};

/* The regular files below the absolute folder `root` that match `pattern`, a path relative to
 * it, with "." and ".." already removed where that is possible. In arena a. */
MUST_CHECK int glob_files(struct arena *a, struct str root, struct str pattern,
                          struct glob_matches *ret, struct err *e);

#endif
