/*
 * state: what a Terraform or OpenTofu state document (version 4) holds.
 *
 * Read are the addresses of all instances and who manages them, the serial number and the lineage.
 * Of an instance's attributes, which may be secrets, only a hash is kept: enough to tell that a
 * move has changed nothing, and nothing that could reach an output.
 *
 *     TRY(state_read(&a, text, &s, e));
 *     for (size_t i = 0; i < s.instances.n; i++) ... s.instances.items[i].text ...
 *
 * The JSON tree of a large state (tens of megabytes) is some ten times its size and is freed
 * before state_read() returns.
 */
#ifndef UPGRADE_STATE_H
#define UPGRADE_STATE_H

#include "base/vec.h"
#include "upgrade/resource_address.h"

enum { STATE_INSTANCES_MAX = 1000 * 1000 };

struct state_instance {
    struct resource_address address;
    struct str text; /* the address as Terraform prints it */
    struct str
        deposed; /* the key of an object that waits to be destroyed; "" for the present one */
    struct str provider; /* as in the document: provider["host/namespace/type"].alias */
    struct str digest;   /* of attributes and all else that a move keeps; "": not known yet */
};

struct state {
    struct str text; /* the document; borrowed */
    bool exists;     /* false: the text was empty, there is no state yet */
    uint64_t serial;
    struct str lineage;
    struct str terraform_version;
    struct str outputs;              /* a hash of the outputs */
    size_t serial_start, serial_end; /* where the serial number is written */
    bool evaluated; /* of a prediction: an import reads data sources and computes outputs anew */
    struct {
        struct state_instance *items; /* sorted by address, then `deposed` */
        size_t n, cap;
    } instances;
};

/*
 * Reads a document; all in arena a, except for the text, which is borrowed. An empty text is no
 * state. ERR_SYNTAX: no JSON, or no state of version 4, with what and where; never with content.
 */
MUST_CHECK int state_read(struct arena *a, struct str text, struct state *ret, struct err *e);

/* The document with another serial number; every other byte stays. In arena a. */
MUST_CHECK int state_with_serial(struct arena *a, const struct state *s, uint64_t serial,
                                 struct str *ret, struct err *e);

/* The first instance, present or deposed, that `outer` holds (resource_address_holds), or NULL. */
const struct state_instance *state_find(const struct state *s, const struct resource_address *outer,
                                        bool any_key);

/* A copy in arena a whose instances can be changed. */
struct state state_copy(struct arena *a, const struct state *s);
void state_sort(struct state *s);

/*
 * How `got` differs from `wanted`: addresses that are missing, not expected, or have another
 * content or provider; data sources and outputs do not count if `wanted` is evaluated. At most
 * `max` lines in `out`, the rest counted. Returns how many differences there are. Both sorted.
 */
struct buf;
size_t state_differences(const struct state *wanted, const struct state *got, size_t max,
                         struct buf *out);

/* "registry.terraform.io/hashicorp/aws" of an instance's provider; a slice of it. */
struct str state_provider_source(struct str provider);
/* Is it the same provider? A short name ("aws", "hashicorp/aws") is that of a public registry. */
bool state_provider_is(struct str source, struct str name);

#endif
