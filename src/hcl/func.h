/*
 * func: what the files of functions (func_*.c) share. Nobody else includes this; the functions
 * themselves are reached through functions_core (eval.h).
 *
 * Each file has one table. Results, types of results and conditions of errors are those of
 * Terraform 1.11 (go-cty 1.16), texts of errors are our own. A function is not called with a null
 * or unknown argument unless its parameter's flags ask for that.
 *
 * Provenance: what passes through keeps its pointer; what is cut is value_slice()d; what is built
 * goes through a text_builder; so the bytes that came from an argument keep their spans.
 */
#ifndef HCL_FUNC_H
#define HCL_FUNC_H

#include "hcl/eval.h"

extern const struct function_table functions_number, functions_string, functions_format,
    functions_regex, functions_collection, functions_mapping, functions_set, functions_type,
    functions_encoding, functions_decode, functions_yaml, functions_hash, functions_date,
    functions_ip, functions_file, functions_template;

/* ---- limits ------------------------------------------------------------------------------ */

enum {
    FUNC_ITEMS_MAX = 1024 * 1024, /* elements of a collection that a function makes */
};

/* Is there room? False after call_error(). Texts have TEXT_MAX, which func_finish() looks at. */
bool func_text_fits(struct call *c, uint64_t len);
bool func_items_fit(struct call *c, uint64_t n);

/* ---- arguments --------------------------------------------------------------------------- */

static inline struct str arg_text(const struct call *c, size_t i)
{
    return c->args[i]->u.string;
}

/* A whole number; false after call_error(). */
bool arg_int(struct call *c, size_t i, int64_t min, int64_t max, int64_t *ret);

static inline bool is_list_like(const struct type *t) /* ordered, with indexes */
{
    return t->kind == TYPE_LIST || t->kind == TYPE_TUPLE;
}

static inline bool is_sequence(const struct type *t)
{
    return is_list_like(t) || t->kind == TYPE_SET;
}

static inline bool is_mapping(const struct type *t)
{
    return t->kind == TYPE_MAP || t->kind == TYPE_OBJECT;
}

/* The type in words for errors: "list of string". */
const char *type_words(struct call *c, const struct type *t);

/* ---- results ----------------------------------------------------------------------------- */

/* For struct function's result_type. */
const struct type *result_string(struct call *c);
const struct type *result_number(struct call *c);
const struct type *result_bool(struct call *c);
const struct type *result_strings(struct call *c); /* list(string) */
const struct type *result_first(struct call *c);   /* the first argument's type */

/* An unknown value of type t: because of the first argument that is not wholly known. */
const struct value *func_unknown(struct call *c, const struct type *t);

/* v, sensitive if `sensitive` or if it is already. */
const struct value *func_mark(struct call *c, const struct value *v, bool sensitive);

/* A text that was computed, without provenance. NULL after call_error() if it is too long. */
const struct value *func_text(struct call *c, struct str text);

/* The text that was built; NULL after call_error() if it is too long. */
const struct value *func_finish(struct call *c, struct text_builder *b);

/*
 * A string value with what `s`, a part of `v`'s text or not, says: with provenance if s points
 * into v's text, computed otherwise.
 */
const struct value *func_part(struct call *c, const struct value *v, struct str s);

/* A list, set or tuple's elements in an array that may be changed. */
const struct value **func_items(struct call *c, const struct value *v);

/* ---- things that several files need ------------------------------------------------------ */

/* replace() for a text that is no regular expression. */
const struct value *func_replace_text(struct call *c);

/* Is there no infinite number in the value? */
bool func_is_finite(const struct value *v);

/* Standard base64 (RFC 4648, 4). Decoding ignores line breaks, as Go does; -1 if it is none. */
struct str base64_encode(struct arena *a, struct str bytes);
int base64_decode(struct arena *a, struct str text, struct str *ret);

/* The file as a source; NULL after call_error(). A leading ~ is expanded. */
const struct hcl_source *func_read(struct call *c, size_t arg);

/* The scope that has the host and the functions. */
const struct scope *func_outermost(const struct call *c);

#endif
