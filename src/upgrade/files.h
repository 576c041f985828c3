/*
 * files: the texts of a repository, each read and parsed once.
 *
 * A file is the same file however it is reached: links and other spellings of a path lead to one
 * struct repo_file, so that it is edited once, at its real place. Failures are kept too: a file
 * that cannot be read or parsed says so each time it is asked for, and is counted once.
 */
#ifndef UPGRADE_FILES_H
#define UPGRADE_FILES_H

#include "base/fs.h"
#include "base/map.h"
#include "hcl/parse.h"

struct repo_file {
    struct str path; /* absolute; of a link: its target's; folders on the way may be links */
    struct hcl_source source; /* source.path: as shown to people, relative to the working folder */
    struct fs_stamp stamp;
    struct err *failure;    /* not readable: why; everything below is then empty */
    struct hcl_body *body;  /* after files_parse() */
    struct hcl_diags diags; /* what is wrong with the text */
    bool comments_scanned;  /* for scan_comments: a linked file is looked at once */
};

struct files {
    struct arena *arena;
    struct str shown_from;     /* absolute folder that shown paths are relative to */
    const struct map *overlay; /* absolute path to struct str *: text to use instead; or NULL */
    const struct files *base;  /* what was read before, to be taken over where it is the same */
    struct map copies;         /* absolute folder to struct str *: the one it is a copy of */
    struct map by_path;        /* absolute path to struct repo_file */
    struct map by_identity;
    VEC(struct repo_file *) list; /* a file's source.id is its index plus one */
};

/*
 * With an overlay, files that it names have the text that it gives (after planned edits, say): so
 * the same code that read the repository can tell what it would be. With a base, which must live
 * longer, files that the overlay does not name are neither read nor parsed again.
 */
void files_init(struct files *f, struct arena *a, struct str shown_from, const struct map *overlay,
                const struct files *base);

/*
 * From now on the folder counts as a copy of another (a stack's unit, say, which Terragrunt copies
 * where it runs it): what is looked for in it is found in the original, where people write.
 */
void files_copied(struct files *f, struct str folder, struct str original);

/* Where a path of a copied folder is written; any other path as it is. In the files' arena. */
struct str files_original(const struct files *f, struct str path);

/* Reads a file, or returns it as it was read before. Never NULL: see `failure`. */
struct repo_file *files_read(struct files *f, struct str path);

/* The same, parsed as HCL (by its name ".json": as HCL's JSON form). See `failure`, `diags`. */
struct repo_file *files_parse(struct files *f, struct str path);

/* The same, with the tree in an arena of the caller's, who calls files_forget() before it ends. */
struct repo_file *files_parse_in(struct files *f, struct arena *a, struct str path);
void files_forget(struct repo_file *file);

/* The file that a source belongs to, or NULL. */
struct repo_file *files_of(const struct files *f, const struct hcl_source *source);

/* Is it a file that stacks write (terragrunt.values.hcl, terragrunt.autoinclude.hcl)? */
bool files_is_generated(struct str name);

/* Why a file must not be edited although it could be written; "" if it may be. In arena a. */
struct str files_why_not_edited(struct arena *a, const struct repo_file *file);

/* A path as shown to people. In the files' arena. */
struct str files_shown(const struct files *f, struct str path);

#endif
