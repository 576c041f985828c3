/*
 * fuzz_regex: the pattern up to the first newline is matched against the rest. Nothing hangs, and
 * matches are in order, within the text and without overlap.
 */
#include "text/regex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

static void check(const struct regex_run *run, size_t last)
{
    const struct regex_span *whole = &run->spans[0];

    if (whole->start < last || whole->start > whole->end || whole->end > run->text.n)
        BUG("match %zu..%zu behind %zu", whole->start, whole->end, last);
    for (size_t i = 1; i <= regex_groups(run->re); i++) {
        const struct regex_span *span = &run->spans[i];

        if ((span->start == STR_NONE) != (span->end == STR_NONE))
            BUG("half of group %zu", i);
        if (span->start != STR_NONE && (span->start > span->end || span->end > run->text.n))
            BUG("group %zu at %zu..%zu", i, span->start, span->end);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text = str_of((const char *)data, len), pattern = str_cut(&text, '\n');
    struct regex *re;
    struct regex_run run;
    struct err e;
    size_t last = 0;

    if (regex_compile(&a, pattern, &re, &e) < 0)
        return 0;
    regex_start(&run, &a, re, text);
    run.steps_left = 1000 * 1000; /* the sanitizers are slow */
    while (regex_next(&run, &e) > 0) {
        check(&run, last);
        last = run.spans[0].end;
    }
    return 0;
}
