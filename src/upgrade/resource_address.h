/*
 * resource_address: the names of what a Terraform state holds.
 *
 *     aws_s3_bucket.logs                          a resource
 *     data.aws_iam_policy_document.p[0]           an instance of a data source
 *     module.vpc["eu west"].module.nat[1]         an instance of a module
 *     module.a.aws_subnet.s["a\"b"]               and all of these inside of modules
 *
 *     address  = { "module." name [key] "." } ( "module." name [key] | resource )
 *     resource = [ "data." ] type "." name [key]
 *     key      = "[" ( digits | quoted ) "]"
 *
 * Names are HCL identifiers. A quoted key has HCL's escapes; "$${" and "%%{" stand for "${" and
 * "%{", which themselves may stand there as text too, as Terraform reads them.
 * https://developer.hashicorp.com/terraform/cli/state/resource-addressing
 */
#ifndef UPGRADE_RESOURCE_ADDRESS_H
#define UPGRADE_RESOURCE_ADDRESS_H

#include "base/err.h"
#include "base/str.h"

enum {
    RESOURCE_MODULES_MAX = 100,         /* modules inside each other */
    RESOURCE_ADDRESS_MAX = 1024 * 1024, /* bytes */
};

enum instance_key_kind { INSTANCE_NO_KEY, INSTANCE_NUMBER, INSTANCE_TEXT };

struct instance_key {
    enum instance_key_kind kind;
    uint64_t number;
    struct str text; /* decoded */
};

struct module_step {
    struct str name;
    struct instance_key key;
};

struct resource_address {
    struct module_step *modules; /* from the root module down */
    size_t n_modules;
    bool data;               /* a data source, not a managed resource */
    struct str type;         /* empty: the address of a module */
    struct str name;         /* empty: the address of a module */
    struct instance_key key; /* of the resource */
};

/*
 * Reads a whole text as an address. ERR_USAGE with the address and the place (a column in bytes,
 * from 1) of the mistake. Borrows the text; what is decoded is in arena a.
 */
MUST_CHECK int resource_address_parse(struct arena *a, struct str text,
                                      struct resource_address *ret, struct err *e);

/* As Terraform prints it; in arena a. */
struct str resource_address_text(struct arena *a, const struct resource_address *address);

bool resource_address_is_module(const struct resource_address *address);
bool resource_address_eq(const struct resource_address *x, const struct resource_address *y);

/* A total order: by modules, managed before data, by type, name and key. */
int resource_address_cmp(const struct resource_address *x, const struct resource_address *y);

/*
 * Is `inner` the thing that `outer` names, or in it? A module holds everything below it, a
 * resource without a key all its instances. With `any_key`, a module without a key also stands for
 * all instances of the module (`state rm` reads it so; `state mv` does not).
 */
bool resource_address_holds(const struct resource_address *outer,
                            const struct resource_address *inner, bool any_key);

/*
 * Where `inner`, which `from` holds, is after a move of `from` to `to`. A key of an instance stays
 * when `from` and `to` are whole resources or modules, otherwise it is that of `to`.
 */
struct resource_address resource_address_moved(struct arena *a,
                                               const struct resource_address *inner,
                                               const struct resource_address *from,
                                               const struct resource_address *to);

/* Appends a key's text as HCL writes it within quotes, without them. */
struct buf;
void resource_key_escape(struct buf *out, struct str text);

#endif
