/*
 * log_scan: which known issues a log shows, where, and which of its errors are none of them.
 *
 *     log_scan_init(&scan, a, &issues);
 *     while (… bytes …) TRY(log_scan_feed(&scan, bytes, e));
 *     TRY(log_scan_end(&scan, e));
 *     … scan.findings, scan.unknown …
 *     log_scan_release(&scan);
 *
 * The log is a stream of any size (log_messages.h); what is kept of it is bounded: a few places of
 * each issue, and a few errors that were not recognised. All the rest is counted.
 *
 * Texts of the log that are kept are excerpts of at most LOG_EXCERPT_MAX bytes around what was
 * recognised, valid UTF-8 without control characters, and without what looks like a secret
 * (secrets.h). They are in arena a.
 */
#ifndef UPGRADE_LOG_SCAN_H
#define UPGRADE_LOG_SCAN_H

#include "text/needles.h"
#include "text/secrets.h"
#include "upgrade/issues.h"
#include "upgrade/log_messages.h"

enum {
    LOG_PLACES_MAX = 20,          /* that are kept of one issue */
    LOG_UNKNOWN_MAX = 50,         /* different errors that are kept ... */
    LOG_UNKNOWN_LOOKED_AT = 5000, /* ... of that many; any others are counted */
    LOG_EXCERPT_MAX = 200,
    LOG_NAME_MAX = 300, /* of a unit or an address */
    LOG_REGIONS_MAX = 4,
};

struct log_place {
    uint64_t line; /* the first one of the text */
    struct str text;
    struct str unit;           /* as the log names it; may be empty */
    struct str address;        /* of the resource or module; may be empty */
    struct str account;        /* 12 digits; may be empty */
    struct data_texts regions; /* that the message names, or else the unit */
    uint64_t count;            /* of an unknown error: how often */
};

struct log_finding {
    const struct issue *issue;
    uint64_t count;
    VEC(struct log_place) places; /* the first ones */
};

struct log_scan {
    struct arena *arena;
    const struct issues *issues;
    struct log_messages messages;
    struct secrets *secrets;
    struct regex *patterns[7]; /* for what stands around a message */
    struct log_finding *found; /* one for each issue, in their order */
    struct needles *literals;  /* of all patterns, issue by issue */
    bool *has;                 /* which of them the message contains */

    /* ---- the outcome: in order of the first line, after log_scan_end() */
    VEC(struct log_finding) findings;
    VEC(struct log_place) unknown; /* different error messages: the first line of each */
    uint64_t n_errors;             /* error messages in all */
    uint64_t n_unknown;            /* of them, those without a known issue */
};

void log_scan_init(struct log_scan *scan, struct arena *a, const struct issues *issues);
void log_scan_release(struct log_scan *scan);

/* ERR_LIMIT if a pattern of the data is too expensive for a message. */
MUST_CHECK int log_scan_feed(struct log_scan *scan, struct str bytes, struct err *e);
MUST_CHECK int log_scan_end(struct log_scan *scan, struct err *e);

#endif
