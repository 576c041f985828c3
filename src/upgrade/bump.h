/*
 * bump: give modules another version, by editing the text where the version is written.
 *
 * A plan says for every reference that is meant what happens to it and why, and for every file the
 * byte edits. One text may move several references: it is edited only if all of them are meant
 * (or the caller allows it). Before it is returned, the plan is proved: the repository is read
 * again with the edits in place, each changed reference must then have its new version, none may
 * have moved that is not meant, and none may be there that was not or the other way round. An edit
 * that would do such a thing (the text chooses a branch or a file, too) is blocked, and the plan is
 * made again without it. Nothing is written here; see apply.h.
 *
 * What is written: the version as it was given. Kept are the forms around it: quotes, "refs/tags/"
 * and percent-encoding in a query. A registry version has no "v". Of a registry's constraints:
 *
 *   - one condition with a lower bound (~>, >=, =) keeps its operator and its number of parts:
 *     "~> 5.0" and 5.20.1 give "~> 5.20". If it allowed the version already, a note says so;
 *   - any other constraint that allows the version stays, and it counts as there already:
 *     ">= 1.0, < 6.0", "!= 1.2", "< 6". Which version is used then is not the constraint's choice
 *     alone; REPOSITORY==TEXT writes the exact text;
 *   - of several conditions that do not allow it the lower bound moves if the others allow that:
 *     "~> 5.0, != 6.3.0" and 6.1.0 give "~> 6.1, != 6.3.0";
 *   - where no form can be kept (">= 1, < 2" and 2.1.0) the version alone is written, and a note
 *     says what was there. So it is with pre-releases, which only an exact version selects.
 *
 * The version comment beside a commit moves along if it is clear which version in it is the
 * module's; what is not done is noted.
 */
#ifndef UPGRADE_BUMP_H
#define UPGRADE_BUMP_H

#include "text/edits.h"
#include "upgrade/references.h"

/* REPOSITORY[//PATH]=VERSION; =VERSION#COMMENT beside a commit; ==TEXT: exactly that text. */
struct bump_request {
    struct str given; /* as the user wrote it, for messages */
    struct source_pattern pattern;
    struct str version;
    struct str comment; /* "" if none was given */
    bool exact;
};

MUST_CHECK int bump_request_parse(struct arena *a, struct str text, struct bump_request *ret,
                                  struct err *e);

enum bump_status {
    BUMP_CHANGED,
    BUMP_ALREADY, /* has that version */
    BUMP_LEFT,    /* could be changed, but is not: a downgrade, or moves others; see reason */
    BUMP_BLOCKED, /* cannot be changed here: unknown, computed, no version; see reason */
};

struct bump_outcome {
    size_t reference; /* index into repository.references */
    const struct bump_request *request;
    enum bump_status status;
    struct str new_ref; /* as it is written */
    struct str reason; /* LEFT, BLOCKED; ALREADY where that is not plain: "allows 5.20.0 already" */
    struct str note;   /* CHANGED: what people should know ("was written with v") */
};

struct bump_file {
    struct repo_file *file;
    struct edits edits; /* sorted */
    struct str new_text;
};

struct bump_files {
    struct bump_file *items;
    size_t n, cap;
};

/* A reference that nobody meant and that moves with a text all the same (allow_shared). */
struct bump_moved {
    size_t reference;
    struct str new_ref;
};

struct bump_plan {
    struct {
        struct bump_outcome *items;
        size_t n, cap;
    } outcomes; /* in the order of the references */
    struct {
        struct bump_moved *items;
        size_t n, cap;
    } moved;                 /* the same */
    struct bump_files files; /* sorted by path */
};

struct bump_options {
    const struct bump_request *requests;
    size_t n_requests;
    /* Or instead of them: for each reference its request, or NULL where none is meant. */
    const struct bump_request *const *by_reference;
    bool allow_downgrade;
    bool allow_shared; /* also move references that were not chosen */
};

MUST_CHECK int bump_make_plan(struct repository *r, const struct repository_options *opened_with,
                              const struct bump_options *o, struct bump_plan *ret, struct err *e);

/* ---- for bump_text.c: what is written ------------------------------------------------------ */

/*
 * The new text of a reference's version, and a note about its form. False and a reason if there is
 * none. True and a reason if the present text is to stay although it is not that version.
 */
bool bump_new_text(struct arena *a, const struct reference *ref, const struct bump_request *request,
                   struct str *ret_text, struct str *ret_note, struct str *ret_reason);

/* A tag's or branch's name: a ref without "refs/tags/" and percent-encoding. */
struct str bump_plain_name(struct arena *a, struct str ref);

/* Is the new version lower than the present one? Only versions can be compared. */
bool bump_is_downgrade(struct arena *a, const struct reference *ref, struct str new_text);

/* One span's new text. */
struct bump_piece {
    const struct origin_span *span;
    struct str text;
};

/*
 * Divides the new text among the spans that the old one came from: pieces for those that change.
 * -1 and a reason if it cannot be told which piece holds what.
 */
int bump_divide(struct arena *a, const struct reference *ref, struct str new_text,
                struct bump_piece *pieces, size_t *ret_n, struct str *ret_reason);

/* ---- for bump_comment.c: the version comment ----------------------------------------------- */

enum mention_kind {
    MENTION_NONE,    /* it names no version */
    MENTION_FOUND,   /* start..end is the module's version */
    MENTION_OTHER,   /* it names one, but that is about something else: "needs terraform 1.5.0" */
    MENTION_SEVERAL, /* it names several, and none of them is known to be the module's */
};

struct bump_mention {
    enum mention_kind kind;
    size_t start, end; /* of a version in the comment; the last of several */
    bool is_old;       /* FOUND: it is the old version */
};

/*
 * Which version of a comment is that of the module beside it? `old` is the module's version if it
 * has a name, or "". What is `old` is it, whatever else is said; otherwise it has to be the only
 * version, and no word around it may say that it is another thing's. A comment that is one word
 * may be a version of one number ("v4").
 */
struct bump_mention bump_find_mention(struct str comment, struct str old);

#endif
