/*
 * edit_plan: an edit by address as byte ranges of the text that the address leads into.
 *
 * Inside of the editor only (edit.h): it plans, edit.c proves. A plan knows the layout of the
 * text and adds to `edits`; the text is that of a file or of a template (inner.h).
 */
#ifndef HCL_EDIT_PLAN_H
#define HCL_EDIT_PLAN_H

#include "hcl/address.h"
#include "hcl/edit.h"
#include "hcl/layout.h"

struct plan {
    struct arena *arena;
    const struct layout *file; /* of the whole file, in another arena */
    struct address address;    /* of the edit */
    const struct hcl_text *in;
    struct layout layout; /* of `in` */
    struct edits edits;   /* of `in` */
    struct str note;
    /*
     * The edit depends on nothing that edits outside of `zone` may change, and changes nothing
     * outside of it; so edits with zones that do not overlap can be made at once.
     */
    bool is_local;
    struct hcl_range zone; /* of the file */

    /* What must be true afterwards of the thing at `expect`, if that has been set: */
    bool expects;
    struct address expect;
    struct str value;  /* its text is this (of a block: its braces); p NULL: there is none such */
    bool may_be_many;  /* blocks of one name may be several */
    size_t body_items; /* if not 0: it is a body with so many items, the last of which is a block */
};

/* Fills the plan. No edits: nothing is to be changed. */
MUST_CHECK int plan_edit(struct plan *p, struct arena *a, const struct layout *file,
                         const struct hcl_edit *edit, struct err *e);

/* ---- the parts --------------------------------------------------------------------------- */

/* Starts to plan in a text. */
void plan_in(struct plan *p, const struct hcl_text *in);

void plan_replace(struct plan *p, size_t start, size_t end, struct str text);
void plan_expect(struct plan *p, const struct address *address, struct str value);

/*
 * The given text as an expression: without space around it, with line ends as they are near
 * byte `near`. ERR_SYNTAX if it is not one. A heredoc at its end needs the end of a line.
 */
struct plan_value {
    struct str text;
    bool is_long; /* has several lines */
    bool ends_in_heredoc;
};

MUST_CHECK int plan_value(struct plan *p, struct str given, size_t near, struct plan_value *ret,
                          struct err *e);
struct str plan_line_ends(struct plan *p, struct str given, size_t near);

/* Does the target have that value already, with these line ends or the given ones? */
bool plan_is_there(const struct plan *p, const struct address_target *target, struct str given,
                   const struct plan_value *value);

/* "name" with HCL's escapes. */
struct str plan_quoted(struct arena *a, struct str name);

/* An object, tuple or call as a list in brackets. */
struct plan_list {
    const struct hcl_expr *container;
    size_t open_end, close;  /* behind the opening bracket; the closing one */
    struct hcl_range *items; /* of an object: key to value */
    size_t n;
    struct layout_pairs pairs; /* of an object */
};

struct plan_list plan_list(struct plan *p, const struct hcl_expr *container);

/*
 * The token behind item i with its comma and comments, and whether it has a comma; a heredoc has
 * it on the next line.
 */
size_t plan_item_trail(const struct plan *p, const struct plan_list *list, size_t i,
                       bool *ret_comma);
bool plan_is_heredoc(const struct plan *p, size_t end);

MUST_CHECK int plan_add(struct plan *p, const struct address *address, struct str given,
                        struct err *e);
MUST_CHECK int plan_add_block(struct plan *p, const struct address *address, struct str given,
                              struct err *e);
MUST_CHECK int plan_remove(struct plan *p, const struct address *address,
                           const struct address_target *target, struct err *e);

#endif
