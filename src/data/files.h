/*
 * files: the knowledge of the program: the files of data/.
 *
 * They are built into the binary (scripts/embed.c), so that it needs nothing beside it, and can be
 * overridden by folders that are laid out in the same way (`--data DIR`):
 *
 *     struct data_files files;
 *     if (data_files_open(a, dirs.items, dirs.n, &files, &e) < 0) ...
 *     const struct data_file *f = data_files_in(&files, "benchmarks", &n);
 *
 * A file of DIR with the name of one that is there already replaces it, any other is added; of
 * several folders the last one counts. Only the folders that the program itself has data in are
 * looked at (DIR/benchmarks, DIR/controls, ...), in them every file whose name does not begin with
 * a dot, at any depth up to DATA_FOLDERS_MAX. What is in the files is read by read.h.
 */
#ifndef DATA_FILES_H
#define DATA_FILES_H

#include "base/err.h"
#include "base/str.h"

enum {
    DATA_FILES_MAX = 10000,            /* in all */
    DATA_BYTES_MAX = 64 * 1024 * 1024, /* of all files of a DIR together */
    DATA_FOLDERS_MAX = 4,              /* inside of each other, below DIR */
};

struct data_file {
    struct str name; /* "benchmarks/cis-aws-1.4.0.hcl" */
    struct str path; /* for people: where it was read, or "built-in/" and the name */
    struct str text;
};

struct data_files {
    struct data_file *items; /* sorted by name, all different */
    size_t n, cap;
};

/*
 * The built-in files and those of the folders `dirs`, in arena a. ERR_USAGE if a folder has none
 * of the data folders; ERR_NOT_FOUND, ERR_DENIED, ERR_LIMIT and ERR_IO as fs.h has them.
 */
MUST_CHECK int data_files_open(struct arena *a, const struct str *dirs, size_t n_dirs,
                               struct data_files *ret, struct err *e);

/* Those of one folder, at any depth; they follow each other. */
const struct data_file *data_files_in(const struct data_files *files, const char *folder,
                                      size_t *ret_n);

/* What is built in, sorted by name. */
extern const struct data_file data_embedded[];
extern const size_t data_embedded_n;

#endif
