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
    uint16_t depth;                  /* of types inside each other; a string has 1; saturates */
    uint32_t weight;                 /* how much a walk over it meets; saturates */
    const struct type *element;      /* LIST, SET, MAP */
    size_t n;                        /* TUPLE, OBJECT */
    const struct type *const *items; /* TUPLE: per element; OBJECT: per name, names sorted */
    const struct str *names;         /* OBJECT, sorted by bytes */
};

extern const struct type type_dynamic, type_string, type_number, type_bool;

const struct type *type_list(struct arena *a, const struct type *element);
const struct type *type_set(struct arena *a, const struct type *element);
const struct type *type_map(struct arena *a, const struct type *element);
/* Arrays are borrowed; names are sorted and unique. */
const struct type *type_tuple(struct arena *a, const struct type *const *items, size_t n);
const struct type *type_object(struct arena *a, const struct str *names,
                               const struct type *const *items, size_t n);
/* The type of an object type's attribute, or NULL. */
const struct type *type_attribute(const struct type *object, struct str name);
bool type_eq(const struct type *x, const struct type *y);
bool type_is_primitive(const struct type *t); /* string, number, bool */
bool type_has_dynamic(const struct type *t);  /* dynamic, or something in it is */

/* On one line, as Terraform writes it: list(string), object({a=number, b=tuple([bool])}). */
struct str type_text(struct arena *a, const struct type *t);
/* For messages: "list of string", "object", "tuple". */
struct str type_name(struct arena *a, const struct type *t);

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

/*
 * Only the constructors below make values: they keep `weight` and the flags right. Whoever takes
 * part of a value takes the pointer that is in it.
 */
struct value {
    const struct type *type;
    uint8_t state; /* enum value_state */
    bool sensitive : 1;
    bool partial : 1;  /* unknown, or something inside is */
    bool secret : 1;   /* sensitive, or something inside is */
    bool not_null : 1; /* UNKNOWN: null is what it will not be */
    uint32_t weight;   /* about the length of its JSON; saturates. See VALUE_WEIGHT_MAX. */
    const struct origin *origin; /* primitives; may be NULL */
    struct str why;              /* UNKNOWN: the reason, for people; may be empty */
    union {
        bool boolean;
        mpfr_srcptr number; /* in the arena, never cleared; each number has its own precision */
        struct str string;  /* also of an UNKNOWN string: text with holes, or p is NULL */
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

/*
 * Values that share parts (a = [x, x], b = [a, a], ...) are small in memory and enormous when
 * they are walked or printed. So the evaluator refuses what is heavier or deeper than this, and
 * everything else may recurse over values without a limit of its own.
 */
enum { VALUE_WEIGHT_MAX = 64 * 1024 * 1024, VALUE_DEPTH_MAX = 2000 };

/* A text may be this long; longer ones are an error. */
enum { TEXT_MAX = 32 * 1024 * 1024 };

const struct value *value_string(struct arena *a, struct str s); /* borrows s; NFC-normalizes */
const struct value *value_string_from(struct arena *a, struct str s, const struct origin *origin);
const struct value *value_bool(struct arena *a, bool b);
const struct value *value_null(struct arena *a, const struct type *t);
const struct value *value_unknown(struct arena *a, const struct type *t, struct str why);
/* The same, certain not to be null: results of operators and templates. */
const struct value *value_unknown_not_null(struct arena *a, const struct type *t, struct str why);
/* An unknown string of which some text is known; `origin` has the holes. See text_builder. */
const struct value *value_unknown_text(struct arena *a, struct str text,
                                       const struct origin *origin, struct str why);

/* ---- numbers ----------------------------------------------------------------------------- */

/*
 * Numbers behave as Go's big.Float does, which Terraform computes with: a result has the larger
 * precision of its operands. Literals have 512 bits, counted things (value_int) 64, results of
 * machine arithmetic (value_double) 53; so log(2, 10) prints few digits and 1/3 many.
 */
enum {
    NUMBER_BITS = 512,
    NUMBER_BITS_INT = 64,
    NUMBER_BITS_DOUBLE = 53,
    NUMBER_EXPONENT_MAX = 1 << 20, /* of 2; what is larger or smaller is no number to us */
};

enum number_op { NUMBER_ADD, NUMBER_SUBTRACT, NUMBER_MULTIPLY, NUMBER_DIVIDE, NUMBER_MODULO };

const struct value *value_int(struct arena *a, int64_t n);
const struct value *value_double(struct arena *a, double n); /* infinite is fine, NaN is a bug */
const struct value *value_number(struct arena *a, mpfr_srcptr n); /* copies, with precision */
/*
 * Decimal text as string conversion accepts it ("1e3", "+1", ".5", "5.", "inf"), of which HCL's
 * literals are a part. NULL if it is none, or beyond NUMBER_EXPONENT_MAX.
 */
const struct value *value_number_parse(struct arena *a, struct str text);
/* NULL and the reason where there is no result: 0/0, inf - inf, beyond the exponent limit. */
const struct value *value_arithmetic(struct arena *a, enum number_op op, const struct value *x,
                                     const struct value *y, const char **ret_why);
const struct value *value_negate(struct arena *a, const struct value *x);
/* The shortest decimal text that means this number, without exponent: "0.1", "-0", "+Inf". */
struct str value_number_text(struct arena *a, const struct value *number);
/* As cty sees it: equal if the texts are equal. */
bool value_number_eq(const struct value *x, const struct value *y);
/* The number as an integer in min..max; false if it has a fraction or is out of range. */
bool value_to_int(const struct value *number, int64_t min, int64_t max, int64_t *ret);

/* ---- collections ------------------------------------------------------------------------- */

/*
 * Items are borrowed (they must live in the arena). Elements of list, set and map whose type is
 * still dynamic (null, unknown) get the element type; any other must have it.
 * value_element_type() is the type that all items have which have one: dynamic if none has, NULL
 * if they differ.
 */
const struct type *value_element_type(const struct value *const *items, size_t n);
const struct value *value_tuple(struct arena *a, const struct value *const *items, size_t n);
const struct value *value_list(struct arena *a, const struct type *element,
                               const struct value *const *items, size_t n);
/* Removes duplicates and sorts (a copy of items). A sensitive element makes the set sensitive. */
const struct value *value_set(struct arena *a, const struct type *element,
                              const struct value *const *items, size_t n);
/* Sort by key; of equal keys the last one stays. Arrays are borrowed and reordered. */
const struct value *value_object(struct arena *a, struct str *keys, const struct value **values,
                                 size_t n);
const struct value *value_map(struct arena *a, const struct type *element, struct str *keys,
                              const struct value **values, size_t n);

/* The attribute or element of that key, or NULL. For OBJECT and MAP. */
const struct value *value_get(const struct value *v, struct str key);

bool value_is_known(const struct value *v); /* not unknown itself (null counts as known) */
/* Known, and of that kind; false for NULL too. A map is an object or a map, a list no set. */
bool value_is_text(const struct value *v);
bool value_is_map(const struct value *v);
bool value_is_list(const struct value *v);
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

/*
 * The type that all can be converted to, or NULL (also for n = 0). `unsafe` also allows
 * conversions that may fail for some values, as conditionals and most functions do.
 */
const struct type *type_unify(struct arena *a, const struct type *const *types, size_t n,
                              bool unsafe);

/* ==: never converts. An unknown operand gives an unknown bool, unless the answer is certain. */
const struct value *value_equals(struct arena *a, const struct value *x, const struct value *y);

/* A total order over known values of one type, as cty orders sets. */
int value_compare(const struct value *x, const struct value *y);

/*
 * Compact JSON as jsonencode() writes it: sorted keys, exact numbers, < > & escaped. What is
 * unknown becomes null; infinite numbers, which JSON does not have, are "+Inf" without quotes:
 * ask before.
 */
void value_json(struct buf *out, const struct value *v);

/* The same value with `sensitive` set as given (a shallow copy where it differs). */
const struct value *value_with_sensitive(struct arena *a, const struct value *v, bool sensitive);
/* The same value with nothing sensitive in it. */
const struct value *value_unmark(struct arena *a, const struct value *v);
/* The same value with another origin. */
const struct value *value_with_origin(struct arena *a, const struct value *v,
                                      const struct origin *origin);

/* ---- text with provenance ---------------------------------------------------------------- */

/* An origin of one span over a text of len bytes that is written at `range` of `source`. */
const struct origin *origin_source(struct arena *a, size_t len, bool exact,
                                   const struct hcl_source *source, struct hcl_range range);

/*
 * Builds a string value out of pieces and keeps where each came from.
 *
 *     struct text_builder b;
 *     text_init(&b, a);
 *     text_add(&b, str_lit("prefix-"));                  computed text, no span
 *     text_add_value(&b, string_value, 0, len);          a slice of a value, spans included
 *     return text_finish(&b);                            unknown if a hole is among the pieces
 *
 * text_finish() gives NULL if the text became longer than TEXT_MAX.
 */
struct text_builder {
    struct arena *arena;
    VEC(char) text;
    VEC(struct origin_span) spans;
    const struct value *only; /* the whole text so far is this value */
    bool sensitive, hole, too_long;
    struct str why;
};

void text_init(struct text_builder *b, struct arena *a);
void text_reserve(struct text_builder *b, size_t len); /* room for len more bytes */
void text_add(struct text_builder *b, struct str s);
/*
 * Bytes start..end of a string value. Of an unknown one, what lies outside of its holes is text
 * like any other; one without text is a hole. Sensitive text makes the result sensitive.
 */
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
