/*
 * issues: what is known to go wrong in an upgrade: how it is recognised, why it happens, what to
 * do.
 *
 * Read from data/issues/, in HCL; an issue needs no C:
 *
 *     issue "cloudtrail-kms-key-is-alias" {
 *       title = "CloudTrail's key is looked up as an alias, but is given as a key"
 *       about = "…"                          what happens
 *       why   = "…"
 *       fix   = <<-TEXT                      what to do; lines that begin with two spaces are
 *         …                                  commands or code and are never wrapped
 *       TEXT
 *       match = ["data\\.aws_kms_key\\.by_loose_id\\b.* in data \"aws_kms_key\""]
 *       see   = ["https://…", "cis-aws-1.4.0 2.1.4"]
 *       repository "terraform-aws-cis-service-catalog" {
 *         modules = ["modules/landingzone/account-baseline-?*"]
 *         since   = "v0.22.0"                the first release that can have it
 *         until   = "v0.45.0"                the first one again that has not
 *       }
 *     }
 *
 * A pattern (regex.h) is held against one message at a time, as log.h puts it together: on one
 * line, without colours, boxes, time stamps and prefixes, with one space wherever there was white
 * space or a line break. So a space in a pattern also matches where Terraform has wrapped a line. A
 * message that one of `unless` matches is not meant. Every pattern needs a text of
 * ISSUE_LITERAL_MIN bytes that each of its matches contains: it keeps patterns from meaning too
 * much, and lets most messages be passed over fast.
 *
 *     issues_load(a, &files, &diags, &all);
 *     if (diags.n_errors) ...
 *     const struct issue *i = issues_find(&all, str_lit("cloudtrail-kms-key-is-alias"));
 *
 * Everything is in the arena and borrows the files' text.
 */
#ifndef UPGRADE_ISSUES_H
#define UPGRADE_ISSUES_H

#include "data/read.h"
#include "text/regex.h"

enum { ISSUE_LITERAL_MIN = 6 };

/* Which messages the patterns are held against. */
enum issue_severity {
    ISSUE_ERROR,   /* errors, and text that is no message of Terraform's */
    ISSUE_WARNING, /* warnings */
};

/* What it concerns; without any, every upgrade. */
struct issue_repository {
    struct data_item item;
    struct str name;           /* as in data/catalogs/ */
    struct data_texts modules; /* paths, with "*" and "?"; none: all */
    struct str since, until;   /* release tags; may be empty */
};

struct issue {
    struct data_item item;
    struct str id;
    struct str title;
    struct str about, why, fix; /* texts of one or more lines */
    struct data_texts match, unless, see;
    enum issue_severity severity;
    uint64_t retries;       /* if trying again helps: how often at most; else 0 */
    uint64_t retry_seconds; /* and how long to wait in between */
    VEC(struct issue_repository) repositories;
    struct regex **patterns; /* of `match`, in its order; NULL in data with errors */
    struct regex **exceptions;
};

struct issues {
    VEC(struct issue) items; /* sorted by id */
};

/* What is wrong with the data is added to d; with d->n_errors the result is not to be used. */
void issues_load(struct arena *a, const struct data_files *files, struct hcl_diags *d,
                 struct issues *ret);

/* The issue with that id, or NULL. */
const struct issue *issues_find(const struct issues *all, struct str id);

/*
 * The ids that somebody who wrote `word` may have meant, at most ISSUES_NEAR_MAX: the nearest one,
 * and those that have the word in them. In arena a.
 */
enum { ISSUES_NEAR_MAX = 5 };

struct data_texts issues_near(struct arena *a, const struct issues *all, struct str word);

#endif
