/*
 * diff: two texts as a unified diff that `git apply` and `patch -p1` take.
 *
 * Bytes are printed as they are: a line ends at LF, a CR before it belongs to the line. A last
 * line without LF is followed by "\ No newline at end of file". A path with quotes, backslashes,
 * control characters or bytes beyond ASCII is quoted as git does it; a leading "/" is dropped,
 * as git does it, too.
 *
 * When the edits that lead from one text to the other are known, only the lines that they touch
 * are compared; otherwise all are. The comparison is Myers' (An O(ND) Difference Algorithm,
 * 1986), so hunks are minimal, up to DIFF_COST_MAX differing lines per touched region; beyond
 * that the region is shown as replaced.
 */
#ifndef TEXT_DIFF_H
#define TEXT_DIFF_H

#include "base/buf.h"
#include "text/edits.h"

enum { DIFF_CONTEXT = 3, DIFF_COST_MAX = 1000 };

/*
 * Appends the diff of one file; nothing when the texts are equal. `old.p` NULL: the file is new;
 * `new.p` NULL: it is removed. `edits` leads from old to new and is sorted; NULL: not known.
 * `colour`: with the colours that git uses on a terminal.
 */
void diff_unified(struct buf *out, struct str path, struct str old, struct str new,
                  const struct edits *edits, bool colour);

#endif
