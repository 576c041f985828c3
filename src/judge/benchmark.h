/*
 * benchmark: what each version of a benchmark asks for, and what differs between two of them.
 *
 * The knowledge is in data/: a file of benchmarks/ for each version, whose recommendations each
 * name a control, and the controls of controls/. A recommendation is a number, a level, an
 * assessment, a title and parameters in one version; a control is what it checks, under a key that
 * never changes. Versions are compared by the control's key, never by number: 1.20 of CIS 1.3.0 and
 * 1.20 of CIS 1.4.0 have nothing in common.
 *
 *     struct benchmarks all;
 *     benchmarks_load(a, &files, &diags, &all);
 *     if (diags.n_errors) ...
 *     const struct benchmark *b = benchmarks_find(&all, str_lit("1.4.0"));
 *     const struct recommendation *r = benchmark_find(b, str_lit("2.1.3"));
 *
 * Everything is in the arena and borrows the files' text. Loading and comparing take quadratic
 * time, which the limits below keep short.
 */
#ifndef JUDGE_BENCHMARK_H
#define JUDGE_BENCHMARK_H

#include "data/read.h"

enum { BENCHMARKS_MAX = 100, RECOMMENDATIONS_MAX = 1000 /* of each */ };

/* ---- controls ---------------------------------------------------------------------------- */

struct control {
    struct data_item item;
    struct str key;
    struct str about;           /* what it looks at, in one sentence */
    struct str fix;             /* what to do when it fails, in one sentence */
    struct str resource;        /* what one verdict is about: "bucket", "account" */
    struct data_texts commands; /* of footing that help in the accounts; none: by hand */
    struct data_texts
        replaces; /* keys of controls of earlier versions that it takes the place of */
    const struct value *params; /* an object: what can be set, and its default; or NULL */
};

/* ---- benchmarks -------------------------------------------------------------------------- */

enum assessment { ASSESSMENT_AUTOMATED, ASSESSMENT_MANUAL };

struct section {
    struct data_item item;
    struct str number;
    struct str title;
};

struct recommendation {
    struct data_item item;
    struct str number;
    struct str title;
    struct str control_key;
    struct str changed; /* what it asks for otherwise than the version before, if it does */
    struct str note;    /* a doubt about these data, if there is one */
    uint64_t level;     /* 1 or 2 */
    enum assessment assessment;
    const struct value *params; /* an object, or NULL: those of the control that the version sets */
    const struct control *control;
    const struct section *section; /* the innermost one */
};

struct benchmark {
    struct data_item item;
    struct str id; /* "cis-aws-1.4.0" */
    struct str title;
    struct str released;       /* "2021-05"; may be empty */
    struct str supersedes;     /* the id of the version before; may be empty */
    struct data_texts aliases; /* other ids that mean it: "cis-aws-4.0.0" */
    struct str note;           /* about the version as a whole; may be empty */
    VEC(struct section) sections;
    VEC(struct recommendation) recommendations; /* both sorted by number */
    const struct benchmark *before;             /* that of `supersedes`, or NULL */
};

struct benchmarks {
    VEC(struct control) controls;     /* sorted by key */
    VEC(struct benchmark) benchmarks; /* each after the one that it supersedes, else by id */
};

/* What is wrong with the data is added to d; with d->n_errors the result is not to be used. */
void benchmarks_load(struct arena *a, const struct data_files *files, struct hcl_diags *d,
                     struct benchmarks *ret);

/*
 * The benchmark of that name, which may be written as "cis-aws-1.4.0", "1.4.0" or "v1.4.0"; or
 * NULL.
 */
const struct benchmark *benchmarks_find(const struct benchmarks *all, struct str name);

/* Is that its id, or one of its aliases? */
bool benchmark_is_named(const struct benchmark *b, struct str name);

/* The one whose name is most like it, never NULL if there is any. */
const struct benchmark *benchmarks_nearest(const struct benchmarks *all, struct str name);

const struct control *benchmarks_control(const struct benchmarks *all, struct str key);

/* The recommendation of that number, or the one with that control; or NULL. */
const struct recommendation *benchmark_find(const struct benchmark *b, struct str number_or_key);
const struct recommendation *benchmark_find_control(const struct benchmark *b,
                                                    const struct control *control);

/* The parameter as the version sets it, or else the control's default; NULL: there is none. */
const struct value *recommendation_param(const struct recommendation *r, struct str name);

struct benchmark_counts {
    size_t all, level_1, level_2, automated, manual;
};

struct benchmark_counts benchmark_count(const struct benchmark *b);

/* "1.9" before "1.10": part by part. For numbers that benchmarks_load() has accepted. */
int benchmark_number_cmp(struct str x, struct str y);

/* ---- differences ------------------------------------------------------------------------- */

enum {
    CHANGE_NEW = 1,
    CHANGE_REMOVED = 2,
    CHANGE_NUMBER = 4,
    CHANGE_LEVEL = 8,
    CHANGE_ASSESSMENT = 16,
    CHANGE_PARAMS = 32,
    CHANGE_CRITERION = 64, /* `changed` of a version in between says how */
    CHANGE_TITLE = 128,
    /* What makes one version ask for something else than the other. */
    CHANGE_UPDATED = CHANGE_LEVEL | CHANGE_ASSESSMENT | CHANGE_PARAMS | CHANGE_CRITERION,
};

struct benchmark_change {
    unsigned what; /* CHANGE_…; NEW and REMOVED stand alone */
    const struct control *control;
    const struct recommendation *from, *to; /* from is NULL if NEW, to if REMOVED */
    /* The versions in between whose `changed` counts, oldest first. */
    VEC(struct {
        const struct benchmark *benchmark;
        const struct recommendation *recommendation;
    })
    criteria;
    /* NEW: what it takes the place of in `from`. REMOVED: what takes its place in `to`. Kinship is
     * what `replaces` of the controls says, either way. */
    VEC(const struct recommendation *) kin;
};

struct benchmark_diff {
    const struct benchmark *from, *to;
    bool backwards; /* `from` is the later one: what changed is to be taken back */
    /* Only controls with a difference, by their number in `to`; removed ones last. */
    VEC(struct benchmark_change) changes;
    size_t n_same; /* controls without one */
};

void benchmarks_diff(struct arena *a, const struct benchmark *from, const struct benchmark *to,
                     struct benchmark_diff *ret);

#endif
