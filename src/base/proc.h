/*
 * proc: run another program and read what it prints. The program is found in PATH, no shell is
 * involved.
 */
#ifndef BASE_PROC_H
#define BASE_PROC_H

#include "base/err.h"
#include "base/str.h"

enum { PROC_OUTPUT_MAX = 256 * 1024 * 1024 };

struct proc_result {
    int status;        /* exit status; 128 + signal when it was killed */
    struct str output; /* standard output, in arena a */
    struct str errors; /* standard error, at most the first 4 KiB */
};

/*
 * argv ends with NULL. `input` is written to its standard input. Variables named in `unset` (ends
 * with NULL; may be NULL) are not passed on. ERR_NOT_FOUND when there is no such program; a
 * non-zero exit status is not an error here.
 */
MUST_CHECK int proc_run(struct arena *a, const char *const *argv, const char *const *unset,
                        struct str input, struct proc_result *ret, struct err *e);

/* The same with more of a say: in which folder, with which variables set beside ours. */
struct proc_options {
    const char *folder;       /* NULL: the present one */
    const char *const *unset; /* ends with NULL; may be NULL */
    const char *const *set;   /* "NAME=VALUE", ends with NULL; may be NULL; wins over `unset` */
    struct str input;
};

MUST_CHECK int proc_run_with(struct arena *a, const char *const *argv, const struct proc_options *o,
                             struct proc_result *ret, struct err *e);

#endif
