/*
 * eval: expressions to values.
 *
 * What names mean is said by a scope. The evaluator knows HCL (operators, templates, for, splat,
 * conversion, unknown values); functions come from tables; variables come from the scope's
 * `lookup`, which is asked for a whole traversal, so that `local.versions.vpc` need not build all
 * locals. A for-expression's variables are found before the scope is asked.
 *
 * Nothing here reads files by itself: functions that do so ask the scope's host (struct
 * eval_host), which keeps provenance and limits.
 *
 * Unknown is a value, not an error: where something cannot be known without running it, a lookup
 * or function returns value_unknown() with the reason.
 */
#ifndef HCL_EVAL_H
#define HCL_EVAL_H

#include "base/err.h"
#include "base/map.h"
#include "hcl/syntax.h"
#include "hcl/value.h"

struct eval;
struct scope;

/* A step of a traversal after its root name: .name or [key]. */
struct eval_step {
    struct str name;         /* .name, or a constant string key */
    const struct value *key; /* [key], any other key; NULL if `name` is used */
    struct hcl_range range;
};

/* ---- functions --------------------------------------------------------------------------- */

struct call {
    struct eval *eval;
    struct arena *arena;
    const struct scope *scope; /* of the calling expression */
    const struct function *function;
    const struct value **args; /* converted to the declared parameter types */
    size_t n;
    const struct hcl_expr *expr; /* the call; NULL when called from C */
};

enum {
    PARAM_NULL = 1,      /* null is passed on; otherwise it is an error */
    PARAM_UNKNOWN = 2,   /* unknown is passed on; otherwise the result is unknown */
    PARAM_SENSITIVE = 4, /* the function deals with sensitive itself; otherwise the result of a
                            call with a sensitive argument is sensitive */
    PARAM_DYNAMIC = 8,   /* an argument of wholly unknown type is passed on (with PARAM_UNKNOWN) */
};

struct param {
    const char *name;
    const struct type *type; /* arguments are converted to it; &type_dynamic: any type as it is */
    unsigned flags;
};

struct function {
    const char *name;
    const struct param *params;
    size_t n_params;
    const struct param *variadic; /* for all further arguments; NULL: there are none */
    const struct type *(*result_type)(struct call *c); /* of an unknown result; NULL: dynamic */
    /* NULL after call_error(). */
    const struct value *(*run)(struct call *c);
};

/* A table of functions, sorted or not; a scope may have several, the first match counts. */
struct function_table {
    const struct function *items;
    size_t n;
    const struct function_table *next;
};

/* The first function of that name in the tables, or NULL. */
const struct function *function_find(const struct function_table *tables, struct str name);

/* Reports an error about argument `arg` (-1: about the call); returns NULL. */
const struct value *call_error(struct call *c, int arg, const char *format, ...) PRINTF_LIKE(3, 4);

/* All functions of Terraform 1.x and OpenTofu that need no provider (func_*.c). */
extern const struct function_table functions_core;

/* ---- scopes ------------------------------------------------------------------------------ */

/* How functions reach the world outside. Every member may be NULL: then it is not available. */
struct eval_host {
    void *data;
    /* The file's content with provenance; -1 and err. `path` as written; relative: to base_dir. */
    int (*read_file)(void *data, const struct scope *scope, struct str path,
                     const struct hcl_source **ret, struct err *e);
    int (*file_exists)(void *data, const struct scope *scope, struct str path, bool *ret,
                       struct err *e);
    /* The folder that relative paths mean, absolute: for abspath(), fileset(), templatefile(). */
    struct str (*base_dir)(void *data, const struct scope *scope);
};

struct scope {
    const struct hcl_source *source; /* the text that the expressions are written in */
    const struct scope *outer;       /* NULL: the outermost */
    const struct map *variables; /* name to const struct value *; for loops, templates; or NULL */
    const struct function_table *functions; /* outermost scope only */
    const struct eval_host *host;           /* outermost scope only; may be NULL */
    void *data;                             /* the owner's */
    /*
     * Asked on the outermost scope for a name that is no local variable. Returns the value of
     * name and the first *ret_used steps, or NULL after a diagnostic (eval_error). The evaluator
     * applies the other steps itself. NULL: no variables exist.
     */
    const struct value *(*lookup)(struct eval *e, const struct scope *scope, struct str name,
                                  const struct eval_step *steps, size_t n_steps,
                                  struct hcl_range at, size_t *ret_used);
};

/* The scope around all others: the one with functions, host, lookup and the owner's data. */
const struct scope *eval_outermost(const struct scope *scope);

struct eval {
    struct arena *arena; /* results */
    struct hcl_diags *diags;
    /* Limits against for-expressions that multiply; set by eval_init(). */
    uint64_t steps_left;
    size_t memory_end; /* of arena->total */
    unsigned depth;
    /* The evaluator's own: the element that a splat is at, the type of what has just failed. */
    const struct value *item;
    const struct type *failed;
};

enum {
    EVAL_STEPS_MAX = 50 * 1000 * 1000,
    EVAL_DEPTH_MAX = 2000,
    EVAL_MEMORY_MAX = 1024 * 1024 * 1024, /* bytes that one evaluation may allocate */
};

void eval_init(struct eval *e, struct arena *a, struct hcl_diags *diags);

/* NULL after diagnostics. */
const struct value *eval_expr(struct eval *e, const struct scope *scope,
                              const struct hcl_expr *expr);

/* Reports an error at a place of the scope's source; returns NULL. */
const struct value *eval_error(struct eval *e, const struct scope *scope, struct hcl_range at,
                               const char *summary, const char *detail_format, ...)
    PRINTF_LIKE(5, 6);

/* Applies .name / [key] to a value as expressions do. NULL after a diagnostic. */
const struct value *eval_get_attr(struct eval *e, const struct scope *scope, const struct value *of,
                                  struct str name, struct hcl_range at);
const struct value *eval_index(struct eval *e, const struct scope *scope, const struct value *of,
                               const struct value *key, struct hcl_range at);

/* Calls a function as an expression would (arguments converted and checked). */
const struct value *eval_call(struct eval *e, const struct scope *scope, const struct function *f,
                              const struct value **args, size_t n, struct hcl_range at);

#endif
