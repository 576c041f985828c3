/*
 * address: names for the things in HCL files, as Terraform writes them.
 *
 *     terraform.source                     attribute `source` of block `terraform`
 *     module.vpc.source                    of block `module "vpc"`: all labels are given
 *     resource.aws_s3_bucket.b             the block itself
 *     generate["my file"].path             what is no identifier stands in brackets and quotes
 *     ingress[1].from_port                 of the second of several blocks `ingress`; the index
 *                                          counts the blocks of that type with these labels
 *     inputs.tags.Name                     keys of object values
 *     inputs["us-east-1"].zones[0]         an element of a tuple, counted from 0
 *     dependencies.paths[+]                the place behind the last element, to add one
 *     inputs.x                             also where `inputs = merge(local.common, { x = 1 })`:
 *                                          the last object of the arguments that has the key,
 *                                          as merge() chooses; so for deep_merge()
 *     inputs.merge(1).x                    the key of argument 1 (from 0) of that call, by name;
 *                                          any function: policy.jsonencode(0).Statement[0]
 *     generate.provider.contents!terraform.required_version
 *                                          behind "!" the text of a template (a heredoc, mostly)
 *                                          is HCL itself, and the address goes on in there
 *
 * In full:
 *
 *     address  = [ name step... ]                      the empty address is the file
 *     step     = "." name
 *              | "[" (digits | quoted | "+") "]"
 *              | "." function "(" digits ")"
 *              | "!" [ name ]
 *     quoted   = a text in double quotes with HCL's escapes; "${" has no meaning
 *
 * Parentheses in the file are looked through. What is computed is not: an address that leads
 * through a reference, a condition, a for-expression, an operator or another call than merge()
 * is refused with the reason. An address that means several things is an error that lists them;
 * so is a key that an object has twice.
 */
#ifndef HCL_ADDRESS_H
#define HCL_ADDRESS_H

#include "hcl/inner.h"

enum { ADDRESS_STEPS_MAX = 100, ADDRESS_CANDIDATES_MAX = 20 };

enum address_step_kind {
    ADDRESS_NAME,   /* .x, or ["x"]: text */
    ADDRESS_INDEX,  /* [0]: index; text is "0" */
    ADDRESS_APPEND, /* [+] */
    ADDRESS_CALL,   /* .merge(1): text is the function, index the argument */
    ADDRESS_INNER,  /* ! */
};

struct address_step {
    enum address_step_kind kind;
    struct str text; /* decoded */
    uint32_t index;
    size_t start, end; /* where it is written in the address, with its dot or brackets */
};

struct address {
    struct str text;
    struct address_step *items;
    size_t n;
};

/*
 * Reads the address at the start of the text; *ret_rest is what follows it. `ret_rest` NULL:
 * nothing may follow. ERR_USAGE with the place of the mistake. Borrows the text.
 */
MUST_CHECK int address_parse(struct arena *a, struct str text, struct address *ret,
                             struct str *ret_rest, struct err *e);

/* The address without its last `n` steps. */
struct address address_parent(const struct address *address, size_t n);

/* Steps behind a parent; in arena a. */
struct address address_with(struct arena *a, const struct address *parent,
                            const struct address_step *steps, size_t n);

/* ---- what an address names --------------------------------------------------------------- */

enum address_kind {
    ADDRESS_BODY,      /* a file, or the text inside of a template */
    ADDRESS_ATTRIBUTE, /* of a body */
    ADDRESS_BLOCK,
    ADDRESS_ITEM,     /* of an object constructor */
    ADDRESS_ELEMENT,  /* of a tuple constructor */
    ADDRESS_ARGUMENT, /* of a call */
};

struct address_target {
    enum address_kind kind;
    const struct hcl_text *in;   /* the text that all ranges are of */
    const struct hcl_body *body; /* BODY: itself; ATTRIBUTE, BLOCK: where it stands */
    const struct hcl_attribute *attribute;
    const struct hcl_block *block;
    const struct hcl_expr *container; /* ITEM: the object, ELEMENT: the tuple, ARGUMENT: the call */
    size_t index;                     /* among the items of the body or container */
    const struct hcl_expr *value;     /* NULL: BODY, BLOCK */
    struct hcl_range range;           /* of the value, or of the block or body */
    struct str note; /* what else may decide the value: "local.x, a later argument of merge() …" */
    bool in_call;    /* the address leads through a call */
};

struct address_found {
    struct address_target *items; /* in the order of the file */
    size_t n, cap;
    struct err why_not; /* if n is 0: what was found instead */
};

/* Everything that the address can mean, at most ADDRESS_CANDIDATES_MAX. All in arena a. */
struct address_found address_find(struct arena *a, const struct hcl_text *text,
                                  const struct address *address);

/*
 * The one thing that the address means. ERR_NOT_FOUND; ERR_CONFLICT if it means several things
 * or leads through something computed. The message begins with the address and names lines.
 */
MUST_CHECK int address_resolve(struct arena *a, const struct hcl_text *text,
                               const struct address *address, struct address_target *ret,
                               struct err *e);

/* "block module (line 3)", "key Name (line 7)" …; in arena a. */
struct str address_describe(struct arena *a, const struct address_target *target);

/* An object item's key if it is written as a constant; false if it is computed. */
bool address_item_key(struct arena *a, const struct hcl_text *text, const struct hcl_item *item,
                      struct str *ret);

/* merge() or deep_merge(), which addresses look through. */
bool address_is_merge(const struct hcl_expr *expr);

/* The expression without the parentheses around it. */
const struct hcl_expr *address_bare(const struct hcl_expr *expr);

#endif
