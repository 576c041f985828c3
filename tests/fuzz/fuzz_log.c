/*
 * fuzz_log: no log misleads or breaks the scanner, however it is cut into pieces, and nothing of
 * it that is shown can do harm to a terminal.
 */
#include "upgrade/log_scan.h"

#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

/* Read once: it is the same for every input. */
static struct arena arena;
static struct issues issues;

static void load(void)
{
    struct hcl_diags d = { .arena = &arena };
    struct data_files files;
    struct err e;

    if (data_files_open(&arena, NULL, 0, &files, &e) < 0)
        BUG("%s", e.message);
    issues_load(&arena, &files, &d, &issues);
    if (d.n_errors)
        BUG("the data has errors");
}

static void scan_pieces(struct log_scan *scan, struct arena *a, struct str log, size_t piece)
{
    struct err e;

    log_scan_init(scan, a, &issues);
    for (size_t at = 0; at < log.n; at += piece)
        if (log_scan_feed(scan, str_slice(log, at, at + piece), &e) < 0)
            BUG("%s", e.message);
    if (log_scan_end(scan, &e) < 0)
        BUG("%s", e.message);
    log_scan_release(scan);
}

static void check_text(struct str s, size_t most)
{
    if (s.n > most)
        BUG("%zu bytes", s.n);
    while (s.n) {
        uint32_t code;
        size_t n = utf8_next(s, &code);

        if (code == UTF8_BAD || code < ' ' || (code >= 0x7f && code < 0xa0))
            BUG("character %x is shown", code);
        s = str_skip(s, n);
    }
}

static void check_place(const struct log_scan *scan, const struct log_place *p)
{
    check_text(p->text, LOG_EXCERPT_MAX);
    check_text(p->unit, LOG_NAME_MAX);
    check_text(p->address, LOG_NAME_MAX);
    check_text(p->account, 12);
    if (p->line == 0 || p->line > scan->messages.n_lines)
        BUG("line %ju of %ju", (uintmax_t)p->line, (uintmax_t)scan->messages.n_lines);
}

static void check(const struct log_scan *scan)
{
    uint64_t unknown = 0;

    for (size_t i = 0; i < scan->findings.n; i++) {
        const struct log_finding *f = &scan->findings.items[i];

        if (f->places.n == 0 || f->places.n > LOG_PLACES_MAX || f->count < f->places.n)
            BUG("%zu places of %ju", f->places.n, (uintmax_t)f->count);
        for (size_t k = 0; k < f->places.n; k++)
            check_place(scan, &f->places.items[k]);
    }
    for (size_t i = 0; i < scan->unknown.n; i++) {
        check_place(scan, &scan->unknown.items[i]);
        unknown += scan->unknown.items[i].count;
    }
    if (unknown > scan->n_unknown || scan->n_unknown > scan->n_errors)
        BUG("%ju of %ju of %ju", (uintmax_t)unknown, (uintmax_t)scan->n_unknown,
            (uintmax_t)scan->n_errors);
}

/* The first byte says how long the pieces are that the rest comes in. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct log_scan whole, pieces;
    struct str log;

    if (issues.items.n == 0)
        load();
    if (len == 0)
        return 0;
    log = str_of((const char *)data + 1, len - 1);
    scan_pieces(&whole, &a, log, log.n + 1);
    scan_pieces(&pieces, &a, log, data[0] + 1U);
    check(&whole);
    check(&pieces);
    if (whole.messages.n_lines != pieces.messages.n_lines || whole.n_errors != pieces.n_errors ||
        whole.n_unknown != pieces.n_unknown || whole.findings.n != pieces.findings.n)
        BUG("pieces of %d bytes show something else", data[0] + 1);
    for (size_t i = 0; i < whole.findings.n; i++)
        if (whole.findings.items[i].issue != pieces.findings.items[i].issue ||
            whole.findings.items[i].count != pieces.findings.items[i].count)
            BUG("pieces of %d bytes show something else", data[0] + 1);
    return 0;
}
