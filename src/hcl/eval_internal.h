/*
 * eval_internal: what the files of the evaluator (eval*.c) share. Nobody else includes this.
 */
#ifndef HCL_EVAL_INTERNAL_H
#define HCL_EVAL_INTERNAL_H

#include "hcl/eval.h"

/* v, sensitive if `sensitive` is set or it is already. NULL stays NULL. */
const struct value *eval_mark(struct eval *e, const struct value *v, bool sensitive);

/* v as a value of type t; NULL after a diagnostic at `at` that begins with `what`. */
const struct value *eval_convert(struct eval *e, const struct scope *scope, const struct value *v,
                                 const struct type *t, struct hcl_range at, const char *what);

/* The same as eval_expr(), but the errors are put aside. */
const struct value *eval_quietly(struct eval *e, const struct scope *scope,
                                 const struct hcl_expr *expr, struct hcl_diags *ret_errors);

/*
 * After an expression failed: an unknown value of the type that it would have had. The reference
 * goes on with such a value, and so its type can decide what another expression becomes:
 * `true ? 1 : -nope` is a number, `true ? 1 : "${nope}!"` a string.
 */
const struct value *eval_placeholder(struct eval *e);
/* Notes that type; returns NULL. */
const struct value *eval_fail_as(struct eval *e, const struct type *t);

/* One kind of expression each; NULL after diagnostics. */
const struct value *eval_traversal(struct eval *e, const struct scope *scope,
                                   const struct hcl_expr *expr);
const struct value *eval_splat(struct eval *e, const struct scope *scope,
                               const struct hcl_expr *expr);
const struct value *eval_template(struct eval *e, const struct scope *scope,
                                  const struct hcl_expr *expr);
const struct value *eval_for(struct eval *e, const struct scope *scope,
                             const struct hcl_expr *expr);
const struct value *eval_function_call(struct eval *e, const struct scope *scope,
                                       const struct hcl_expr *expr);

/*
 * Steps over the elements of a collection as for-expressions see them: index or key, and value.
 * Sets have their elements as keys, too. The collection is known, not null and unmarked.
 */
size_t eval_length(const struct value *collection);
void eval_element(struct eval *e, const struct value *collection, size_t i,
                  const struct value **ret_key, const struct value **ret_value);
bool eval_is_collection(const struct type *t);

/* A scope with one or two variables of a loop, to be set for each element. */
struct eval_loop {
    struct scope scope;
    struct map variables;
    struct hcl_name key, value; /* key.text.p is NULL if there is one variable only */
};

void eval_loop_init(struct eval_loop *l, const struct scope *outer, struct hcl_name key,
                    struct hcl_name value);
void eval_loop_set(struct eval *e, struct eval_loop *l, const struct value *key,
                   const struct value *value);

#endif
