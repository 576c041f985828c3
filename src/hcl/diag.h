/*
 * diag: what is wrong with a text, and where.
 *
 * Parsers and the evaluator collect diagnostics and go on, so that a user sees all errors of a
 * file at once. A diagnostic points at a byte range; lines and columns are computed only when one
 * is printed. Lines count from 1, columns count grapheme clusters from 1 (as the reference
 * implementation does), bytes count from 0.
 */
#ifndef HCL_DIAG_H
#define HCL_DIAG_H

#include "base/buf.h"
#include "base/vec.h"

/* Bytes start..end (end excluded) of a text. Texts are at most FS_FILE_MAX long. */
struct hcl_range {
    uint32_t start, end;
};

enum hcl_severity { HCL_ERROR, HCL_WARNING };

struct hcl_diag {
    enum hcl_severity severity;
    struct hcl_range at;
    const struct hcl_source *source; /* the text that `at` points into; may be NULL */
    struct str summary;              /* a few words: "Missing newline after argument" */
    struct str detail;               /* one or two sentences that tell what to do; may be empty */
};

/*
 * A list in an arena. At most HCL_DIAGS_MAX are kept; n_errors goes on counting, so that a file of
 * garbage does not fill memory. A list with `mute` set only counts (try() and can() use that).
 */
enum { HCL_DIAGS_MAX = 100 };

struct hcl_diags {
    struct arena *arena;
    struct hcl_diag *items;
    size_t n, cap;
    size_t n_errors;
    bool mute;
};

void hcl_diag_add(struct hcl_diags *d, const struct hcl_source *source, struct hcl_range at,
                  const char *summary, const char *detail_format, ...) PRINTF_LIKE(5, 6);

/*
 * A text with a name: a file, or a piece given on the command line. `path` is for people; `text`
 * never changes. `id` tells files apart in provenance (origin spans); zero means "no file".
 */
struct hcl_source {
    struct str path;
    struct str text;
    uint32_t id;
};

/* Line and column (both from 1) of a byte offset. */
void hcl_position(struct str text, size_t offset, uint32_t *ret_line, uint32_t *ret_column);

/*
 * One diagnostic for a person:
 *
 *     error: live/dev/terragrunt.hcl:3:12: Missing newline after argument
 *         source = "a" x = 1
 *                      ^
 *     An argument ends at the end of its line.
 *
 * Long source lines are cut around the place. Control characters of the text are replaced.
 */
void hcl_diag_print(struct buf *out, const struct hcl_diag *d);

#endif
