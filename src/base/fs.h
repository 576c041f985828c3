/*
 * fs: files and folders, with limits and without surprises.
 *
 * Paths are bytes, not UTF-8: a name that is not UTF-8 is opened all the same. Everything here
 * works on what the operating system says now; nothing is cached.
 */
#ifndef BASE_FS_H
#define BASE_FS_H

#include <sys/types.h>
#include <time.h>

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

enum { FS_FILE_MAX = 64 * 1024 * 1024 }; /* bytes; larger files are refused */

/* What identifies a file and tells that it has changed. */
struct fs_stamp {
    dev_t dev;
    ino_t ino;
    off_t size;
    struct timespec mtime;
    mode_t mode;
    uid_t uid;
    gid_t gid;
    bool link; /* it was reached through a symbolic link as the last part of its path */
};

enum fs_kind { FS_FILE, FS_DIR, FS_LINK, FS_OTHER };

struct fs_entry {
    struct str name; /* in the arena, NUL behind it */
    enum fs_kind kind;
};

struct fs_entries {
    struct fs_entry *items;
    size_t n, cap;
};

/* The whole file in arena a. `stamp` may be NULL. ERR_NOT_FOUND, ERR_DENIED, ERR_LIMIT, ERR_IO. */
MUST_CHECK int fs_read(struct arena *a, const char *path, struct str *ret_text,
                       struct fs_stamp *ret_stamp, struct err *e);

/* The entries of a folder, sorted by bytes, without "." and "..". */
MUST_CHECK int fs_list(struct arena *a, const char *path, struct fs_entries *ret, struct err *e);

/* Follows links. */
MUST_CHECK int fs_stat(const char *path, struct fs_stamp *ret, enum fs_kind *ret_kind,
                       struct err *e);

/* The absolute path without links; in arena a. */
MUST_CHECK int fs_real(struct arena *a, const char *path, struct str *ret, struct err *e);

/* Compares everything that a write changes. */
bool fs_stamp_eq(const struct fs_stamp *a, const struct fs_stamp *b);

/*
 * Replaces the content of the file at `path` (a link is followed: its target is replaced and the
 * link stays) so that readers see the old or the new content, never a part: temporary file in the
 * same folder, owner and mode of the old one, fsync, rename. `expected` is the stamp from when
 * the content was read, or NULL for a new file; if the file has changed since: ERR_CONFLICT and
 * nothing is written.
 */
MUST_CHECK int fs_replace(const char *path, struct str text, const struct fs_stamp *expected,
                          struct err *e);

/* Makes a folder; it is no error if there is one. Its parent must exist. */
MUST_CHECK int fs_make_folder(const char *path, struct err *e);

/*
 * Writes a file that only its owner may read (mode 0600), new or in place of an old one, whole or
 * not at all: temporary file, fsync, rename, fsync of the folder.
 */
MUST_CHECK int fs_write_private(const char *path, struct str text, struct err *e);

/* Makes the folder and those above it where they are missing, for the owner only (0700). */
MUST_CHECK int fs_make_private_folder(const char *path, struct err *e);

/*
 * Removes a folder with all in it; no fault if there is none. Links are removed, not followed;
 * at most FS_DEPTH_MAX folders inside each other.
 */
enum { FS_DEPTH_MAX = 100 };
MUST_CHECK int fs_remove_folder(const char *path, struct err *e);

/*
 * Path text, no file access. path_join: "a" and "b/../c" give "a/c"; an absolute second part
 * stands alone. path_clean: "a//b/./../c" gives "a/c"; "" gives ".". path_relative: the way
 * from folder `from` to `to`, both absolute and clean ("." when equal). Results in arena a.
 */
struct str path_join(struct arena *a, struct str dir, struct str name);
struct str path_clean(struct arena *a, struct str path);
struct str path_dir(struct str path);  /* "a/b" gives "a", "b" gives ".", "/b" gives "/" */
struct str path_base(struct str path); /* "a/b" gives "b" */
struct str path_relative(struct arena *a, struct str from, struct str to);

#endif
