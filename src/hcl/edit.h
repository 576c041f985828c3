/*
 * edit: changes of HCL files by address, which leave every other byte as it is.
 *
 *     struct hcl_editor *ed;
 *     TRY(hcl_editor_open(path, text, &ed, e));
 *     struct hcl_edit edit = { HCL_SET, str_lit("terraform.source"), str_lit("\"x?ref=v2\"") };
 *     TRY(hcl_editor_apply(&a, ed, &edit, &result, e));
 *     ... hcl_editor_text(ed), hcl_editor_edits(ed) ...
 *     hcl_editor_free(ed);
 *
 * The edits:
 *
 *   SET        The value's expression is replaced by `value`, byte for byte.
 *   ADD        A new attribute, object key or tuple element (address.h: `list[+]`) with that
 *              value. It takes the form of its neighbours: indentation, quotes around the key,
 *              "=" or ":", commas, alignment. What stands on one line stays on one line, where
 *              the grammar allows it. Attributes come behind the last one before the first
 *              nested block, keys behind the last key.
 *   ADD_BLOCK  `value` is a whole block; it comes last in the block (or template) that the
 *              address names, or in the file if the address is empty. Its lines are indented.
 *   RENAME     `value` is the new name, as in an address (`x`, `["a b"]`): of an attribute, an
 *              object key, a block's last label, or the type of a block without labels. For a
 *              block it may have as many steps as type and labels together.
 *   REMOVE     The attribute, key, element, argument or block goes, with what belongs to it: its
 *              line, its comma, the comment behind it, and comment lines directly above it. Of
 *              two blank lines that would meet, one goes, too.
 *
 * Nothing is done that is not proven. Each edit is refused, with a reason and no change, if
 *   - the file has syntax errors, before or afterwards;
 *   - bytes outside of the edited ranges would differ (text/edits.h);
 *   - a token outside of them would be read differently (a quote or comment that swallows);
 *   - the address does not name exactly the given text afterwards.
 * An edit that changes nothing gives no byte ranges at all.
 *
 * New lines end as the neighbouring ones do; line ends inside of a given value are adapted, too.
 * A file without a newline at its end keeps it that way.
 */
#ifndef HCL_EDIT_H
#define HCL_EDIT_H

#include "base/err.h"
#include "hcl/syntax.h"
#include "text/edits.h"

enum hcl_edit_op { HCL_SET, HCL_ADD, HCL_ADD_BLOCK, HCL_RENAME, HCL_REMOVE };

struct hcl_edit {
    enum hcl_edit_op op;
    struct str address;
    struct str value; /* not used by REMOVE */
};

struct hcl_edit_result {
    bool changed;
    struct str note; /* what the person should know, or empty; in the arena given */
};

struct hcl_editor;

/* Reads a text. ERR_SYNTAX with the first error if it has any. Copies path and text. */
MUST_CHECK int hcl_editor_open(struct str path, struct str text, struct hcl_editor **ret,
                               struct err *e);
void hcl_editor_free(struct hcl_editor *ed); /* accepts NULL */

/*
 * Applies one edit to what the edits before it left. On failure nothing has changed:
 * ERR_USAGE an address or value that cannot be read, ERR_SYNTAX a value that is no HCL,
 * ERR_NOT_FOUND, ERR_CONFLICT everything else that is refused.
 */
MUST_CHECK int hcl_editor_apply(struct arena *a, struct hcl_editor *ed, const struct hcl_edit *edit,
                                struct hcl_edit_result *ret, struct err *e);

/*
 * Applies edits one after the other, as many calls of hcl_editor_apply() would, but in linear
 * time where they set different values: the text is then read once for thousands of them. An edit
 * that is refused does not hold up the others.
 */
struct hcl_edit_outcome {
    bool refused;
    struct hcl_edit_result result; /* if not refused */
    struct str reason;             /* if refused; in the arena given */
};

void hcl_editor_apply_all(struct arena *a, struct hcl_editor *ed, const struct hcl_edit *edits,
                          size_t n, struct hcl_edit_outcome *ret);

/*
 * All or nothing: after hcl_editor_begin() the edits can be taken back at once by
 * hcl_editor_rollback(); hcl_editor_commit() keeps them. Not nested.
 */
void hcl_editor_begin(struct hcl_editor *ed);
void hcl_editor_commit(struct hcl_editor *ed);
void hcl_editor_rollback(struct hcl_editor *ed);

/*
 * The text now, and the edits that lead to it from the one that was opened (sorted, trimmed).
 * Borrowed until the next call that changes the editor.
 */
struct str hcl_editor_text(const struct hcl_editor *ed);
const struct edits *hcl_editor_edits(const struct hcl_editor *ed);

#endif
