/*
 * source: what a module's source address says.
 *
 * Every shape that Terraform, OpenTofu and Terragrunt take: git over ssh, https and scp form, with
 * and without the forced getter "git::"; the GitHub, GitLab and Bitbucket shorthands; registry
 * addresses; Terragrunt's tfr://; archives, S3, GCS, Mercurial, OCI; local paths. Addresses are
 * parsed, never matched by pattern; the text may have unknown parts in it ("${…}").
 *
 * Rules: https://developer.hashicorp.com/terraform/language/modules/sources and
 * https://terragrunt.gruntwork.io/docs/reference/hcl/blocks/#terraform
 */
#ifndef UPGRADE_SOURCE_H
#define UPGRADE_SOURCE_H

#include "base/str.h"

enum source_kind {
    SOURCE_LOCAL, /* a folder of this machine */
    SOURCE_GIT,
    SOURCE_REGISTRY, /* a module registry: version comes from `version`, or from tfr's query */
    SOURCE_OTHER,    /* archives, buckets, Mercurial, OCI */
    SOURCE_UNKNOWN,  /* cannot be told: the deciding part is not known */
};

enum source_language { SOURCE_IN_TERRAFORM, SOURCE_IN_TERRAGRUNT };

struct source {
    enum source_kind kind;
    /*
     * Who it is, the same for every way of writing it: "github.com/acme/terraform-aws-vpc",
     * "registry.terraform.io/acme/vpc/aws": host in lower case, no user, port or ".git".
     * For local paths the path as written. In arena a.
     */
    struct str repository;
    struct str path;           /* the folder inside ("modules/vpc"), or "" */
    bool has_ref;              /* is a version in the address itself? */
    size_t ref_start, ref_end; /* bytes of the address that hold it, as written (encoded) */
    struct str ref_key;        /* "ref", "version", "rev", "tag", "digest" */
};

/*
 * Never fails: what is not understood is SOURCE_OTHER. `shape` is the same text with every byte of
 * an unknown part replaced by SOURCE_HOLE (and is `text` itself where all is known), so that what
 * stands inside "${…}" is not taken for a part of the address.
 */
enum { SOURCE_HOLE = 1 };
void source_parse(struct arena *a, struct str text, struct str shape, enum source_language language,
                  struct source *ret);

/* The address with passwords and tokens replaced by "***", for reports. */
struct str source_redact(struct arena *a, struct str text);

/* Decodes %XX; what is no valid sequence stays. */
struct str source_decode(struct arena *a, struct str text);

/*
 * A repository as a user names it, in any shape: a bare name, owner/name, a URL, an address with
 * "git::", a registry address; each with "//folder" where only that folder is meant.
 */
struct source_pattern {
    struct str repository; /* canonical, or only its last parts */
    struct str path;       /* "" for any */
};

void source_pattern_parse(struct arena *a, struct str text, struct source_pattern *ret);

/*
 * Is this source meant? The repository's parts are compared from the end, without case; a registry
 * module also answers to its name and to namespace/name; an archive to parts anywhere in its
 * address ("…/acme/vpc/archive/v1.0.0.zip"). The pattern's folder must be the source's or lie above
 * it.
 */
bool source_matches(const struct source_pattern *p, const struct source *s);

#endif
