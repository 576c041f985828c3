/*
 * regex: regular expressions with the syntax and the matches of Go's regexp (RE2), which
 * Terraform's functions use.
 *
 * https://golang.org/s/re2syntax. No back-references, no look-around; leftmost-first as in Perl;
 * classes such as \d and \b know ASCII only; case folds as Unicode says. Time is linear in pattern
 * times text: no pattern can make it explode, which is why this is not PCRE.
 *
 *     struct regex_run run;
 *     TRY(regex_compile(a, pattern, &re, e));
 *     regex_start(&run, a, re, text);
 *     while ((found = regex_next(&run, e)) > 0)
 *         use(run.spans[0].start, run.spans[0].end);
 *     TRY(found);
 */
#ifndef TEXT_REGEX_H
#define TEXT_REGEX_H

#include "base/err.h"
#include "base/str.h"

enum {
    REGEX_DEPTH_MAX = 1000,              /* groups inside each other */
    REGEX_REPEAT_MAX = 1000,             /* of x{n,m}, also of the product of nested ones */
    REGEX_SIZE_MAX = 100 * 1000,         /* instructions of a compiled pattern */
    REGEX_SLOTS_MAX = 4 * 1000 * 1000,   /* instructions times groups */
    REGEX_STEPS_MAX = 300 * 1000 * 1000, /* of all matches in one text: some seconds */
    REGEX_LITERAL_MAX = 64,              /* bytes of regex_literal() */
};

struct regex;

struct regex_span {
    size_t start, end; /* bytes of the text; both STR_NONE where a group took no part */
};

/* In arena a. ERR_SYNTAX with what and where, or ERR_LIMIT. */
MUST_CHECK int regex_compile(struct arena *a, struct str pattern, struct regex **ret,
                             struct err *e);

/* How many groups capture. Group 0 is the whole match and does not count. */
size_t regex_groups(const struct regex *re);

/* The name of group 1 … regex_groups(), or an empty text. Borrows from the pattern. */
struct str regex_group_name(const struct regex *re, size_t group);

/*
 * A text that every match contains, the longest that is easily found; empty if there is none. A
 * text without it needs no run. In the arena of the regex.
 */
struct str regex_literal(const struct regex *re);

struct regex_threads;

struct regex_run {
    const struct regex *re;
    struct str text;
    struct regex_span *spans; /* of the last match: the whole one and each group */
    size_t at, last_end;
    uint64_t steps_left;
    struct regex_threads *now, *next;
    struct regex_stack *stack;
    size_t *scratch;
};

void regex_start(struct regex_run *run, struct arena *a, const struct regex *re, struct str text);

/*
 * The next match that does not overlap the ones before: 1, or 0 when there is no more, or -1 with
 * ERR_LIMIT. An empty match right behind another match does not count.
 */
MUST_CHECK int regex_next(struct regex_run *run, struct err *e);

#endif
