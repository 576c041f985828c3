/*
 * value: what expressions evaluate to.
 *
 * Types and values follow Terraform's (the cty library): string, number, bool; list, set, map of
 * one element type; tuple, object with a type per element; `dynamic` where the type is not known
 * yet. A value of any type may be null or unknown. Numbers are 512-bit binary floats, strings are
 * UTF-8 in NFC.
 *
 * Values are immutable and live in an arena; they are passed as `const struct value *` and may
 * be shared freely. So a value that merely passes through merge(), lookup() or a local is the
 * same pointer, with the same provenance.
 *
 * Provenance. A primitive value knows which source bytes it came from: `origin` is a list of
 * spans, each of which says "bytes at..at+len of my text come from range R of file F". Template
 * evaluation, format(), join(), replace(), substr() and their like combine and slice them; so
 * the "v0.27.0" in a computed source URL can be followed to the text that must be edited. Text
 * without a span was computed. Only builders of text need care; see struct text_builder.
 *
 * Unknown strings keep what is known of them: their text has each unknown part replaced by the
 * source of the expression as "${…}", and a span of kind ORIGIN_HOLE covers it.
 */
#ifndef HCL_VALUE_H
#define HCL_VALUE_H

#include <mpfr.h>

#include "base/buf.h"
#include "hcl/diag.h"

/* ---- types ------------------------------------------------------------------------------- */

enum type_kind {
    TYPE_DYNAMIC,
    TYPE_STRING,
    TYPE_NUMBER,
    TYPE_BOOL,
    TYPE_LIST,
    TYPE_SET,
    TYPE_MAP,
    TYPE_TUPLE,
    TYPE_OBJECT,
};

struct type {
    enum type_kind kind;
    const struct type *element;      /* LIST, SET, MAP */
    size_t n;                        /* TUPLE, OBJECT */
    const struct type *const *items; /* TUPLE: per element; OBJECT: per name, names sorted */
    const struct str *names;         /* OBJECT, sorted by bytes */
};

extern const struct type type_dynamic, type_string, type_number, type_bool;

const struct type *type_list(struct arena *a, const struct type *element);
const struct type *type_set(struct arena *a, const struct type *element);
const struct type *type_map(struct arena *a, const struct type *element);
bool type_eq(const struct type *x, const struct type *y);
bool type_is_primitive(const struct type *t);

/* On one line, as Terraform writes it: list(string), object({a=number, b=tuple([bool])}). */
struct str type_text(struct arena *a, const struct type *t);

/* ---- provenance -------------------------------------------------------------------------- */

enum origin_kind {
    ORIGIN_TEXT,  /* written at `range` of `source` */
    ORIGIN_HOLE,  /* unknown; `note` says why */
    ORIGIN_GIVEN, /* given from outside; `note` says how ("--env NAME") */
};

struct origin_span {
    uint32_t at, len; /* bytes of the value's text */
    enum origin_kind kind;
    bool exact; /* the source bytes are the value's bytes, so that sub-ranges map one to one */
    const struct hcl_source *source;
    struct hcl_range range;
    struct str note; /* also for TEXT: "default of get_env(\"X\")", or empty */
};

struct origin {
    size_t n;
    struct origin_span *spans; /* sorted by `at`, not overlapping */
};

/* ---- values ------------------------------------------------------------------------------ */

enum value_state { VALUE_KNOWN, VALUE_UNKNOWN, VALUE_NULL };

struct value {
    const struct type *type;
    enum value_state state;
    bool sensitive;
    const struct origin *origin; /* primitives; may be NULL */
    struct str why;              /* UNKNOWN: the reason, for people; may be empty */
    union {
        bool boolean;
        mpfr_t number;     /* significand in the arena (mpfr_custom); never cleared */
        struct str string; /* also of an UNKNOWN string: text with holes */
        struct {
            const struct value *const *items; /* LIST, TUPLE; SET sorted as cty sorts */
            size_t n;
        } list;
        struct {
            const struct str *keys; /* MAP, OBJECT; sorted by bytes, unique */
            const struct value *const *values;
            size_t n;
        } map;
    } u;
};

enum { NUMBER_BITS = 512 };

const struct value *value_string(struct arena *a, struct str s); /* borrows s; NFC-normalizes */
const struct value *value_string_from(struct arena *a, struct str s, const struct origin *origin);
const struct value *value_bool(struct arena *a, bool b);
const struct value *value_int(struct arena *a, int64_t n);
const struct value *value_number(struct arena *a, const mpfr_t n); /* copies */
/* Decimal text as HCL and string conversion accept it; NULL if it is none. */
const struct value *value_number_parse(struct arena *a, struct str text);
/* A number's shortest exact decimal text, without exponent: "0.1", "-0", "1000000". */
struct str value_number_text(struct arena *a, const struct value *number);
/* The number as an integer in min..max; false if it has a fraction or is out of range. */
bool value_to_int(const struct value *number, int64_t min, int64_t max, int64_t *ret);

const struct value *value_null(struct arena *a, const struct type *t);
const struct value *value_unknown(struct arena *a, const struct type *t, struct str why);

/* Items are borrowed (they must live in the arena). */
const struct value *value_tuple(struct arena *a, const struct value *const *items, size_t n);
const struct value *value_list(struct arena *a, const struct type *element,
                               const struct value *const *items, size_t n);
/* Removes duplicates and sorts. */
const struct value *value_set(struct arena *a, const struct type *element,
                              const struct value *const *items, size_t n);
/* Sort by key; of equal keys the last one stays. Arrays are borrowed and reordered. */
const struct value *value_object(struct arena *a, struct str *keys, const struct value **values,
                                 size_t n);
const struct value *value_map(struct arena *a, const struct type *element, struct str *keys,
                              const struct value **values, size_t n);

/* The attribute or element of that key, or NULL. For OBJECT and MAP. */
const struct value *value_get(const struct value *v, struct str key);

bool value_is_known(const struct value *v);        /* not unknown itself (null counts as known) */
bool value_is_wholly_known(const struct value *v); /* nor anything inside */
bool value_is_deep_sensitive(const struct value *v);
static inline bool value_is_null(const struct value *v)
{
    return v->state == VALUE_NULL;
}

/*
 * Conversion as Terraform does it, safe (number to string) and unsafe (string to number) ones:
 * NULL and a reason ("a number is required") if it cannot be. Origins are carried along: a number
 * that becomes text has a span that is `exact` if its text equals the source.
 */
const struct value *value_convert(struct arena *a, const struct value *v, const struct type *t,
                                  struct str *ret_why);

/* The type that all can be converted to (cty's unify), or NULL. */
const struct type *type_unify(struct arena *a, const struct type *const *types, size_t n);

/* ==: never converts; types must be equal. An unknown operand gives an unknown bool. */
const struct value *value_equals(struct arena *a, const struct value *x, const struct value *y);

/* A total order over known values of one type, as cty orders sets. */
int value_compare(const struct value *x, const struct value *y);

/* Compact JSON as jsonencode() writes it: sorted keys, exact numbers, < > & escaped. */
void value_json(struct buf *out, const struct value *v);

/* The same value with `sensitive` set as given (a shallow copy where it differs). */
const struct value *value_with_sensitive(struct arena *a, const struct value *v, bool sensitive);

/* ---- text with provenance ---------------------------------------------------------------- */

/*
 * Builds a string value out of pieces and keeps where each came from.
 *
 *     struct text_builder b;
 *     text_init(&b, a);
 *     text_add(&b, str_lit("prefix-"));                  computed text, no span
 *     text_add_value(&b, string_value, 0, len);          a slice of a value, spans included
 *     return text_finish(&b);                            unknown if a hole is among the pieces
 */
struct text_builder {
    struct arena *arena;
    VEC(char) text;
    VEC(struct origin_span) spans;
    bool sensitive, hole;
    struct str why;
};

void text_init(struct text_builder *b, struct arena *a);
void text_add(struct text_builder *b, struct str s);
/* Bytes start..end of a string value (known, or unknown with holes). */
void text_add_value(struct text_builder *b, const struct value *v, size_t start, size_t end);
/* Text that is written at `range` of `source`. */
void text_add_source(struct text_builder *b, struct str s, const struct hcl_source *source,
                     struct hcl_range range);
/* A part whose value is not known: shown as `shown`, explained by `why`. */
void text_add_hole(struct text_builder *b, struct str shown, struct str why);
const struct value *text_finish(struct text_builder *b);

/* Bytes start..end of a string value as a string value: for substr, split, trim, regex. */
const struct value *value_slice(struct arena *a, const struct value *v, size_t start, size_t end);

#endif
