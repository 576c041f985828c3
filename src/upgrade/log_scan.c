#include "upgrade/log_scan.h"

#include "text/utf8.h"

/* ---- patterns of what stands around ---------------------------------------------------------- */

enum { ADDRESS_AT, ADDRESS_IN, ADDRESS_ORPHAN, ADDRESS_LONE, REGION, ACCOUNT_ARN, ACCOUNT_LONE };

static const char *const patterns[] = {
    [ADDRESS_AT] = " with ([^ ,][^,]{0,300}), on \\S",
    [ADDRESS_IN] = "\\bin (resource|data|module) \"([\\w-]{1,100})\"(?: \"([\\w-]{1,100})\")?",
    [ADDRESS_ORPHAN] = "\\bTo work with (\\S{1,300})",
    [ADDRESS_LONE] = "\\b(module\\.[\\w-]+(?:\\[[^\\]]{1,100}\\])?\\.[^\\s,:()]{1,300})",
    [REGION] =
        ("(?:^|[^a-z0-9])((?:us[-_]gov|us|eu|ap|sa|ca|me|af|il|mx|cn)[-_]"
         "(?:central|(?:north|south)(?:east|west)?|east|west)[-_][1-9])(?:[a-f]?[^a-z0-9]|$)"),
    [ACCOUNT_ARN] = "\\barn:aws[a-z-]{0,20}:[a-z0-9-]{0,40}:[a-z0-9-]{0,40}:(\\d{12}):",
    [ACCOUNT_LONE] = "(?:^|[^0-9A-Za-z-])(\\d{12})(?:[^0-9A-Za-z-]|$)",
};

/* The first match of group 1, or an empty text; patterns of ours have no limit to meet. */
static struct str first_group(const struct log_scan *scan, unsigned pattern, struct str text)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct regex_run run;

    regex_start(&run, &a, scan->patterns[pattern], text);
    if (regex_next(&run, NULL) <= 0 || run.spans[1].start == STR_NONE)
        return str_lit("");
    return str_slice(text, run.spans[1].start, run.spans[1].end);
}

/* ---- excerpts -------------------------------------------------------------------------------- */

static bool is_shown(uint32_t code)
{
    return code != UTF8_BAD && utf8_category(code)[0] != 'C';
}

/* At most `most` bytes of s that can be shown; what cannot becomes "?", what is cut "…". */
static struct str shown(struct arena *a, struct str s, size_t most)
{
    AUTO_BUF struct buf out = BUF_INIT;

    while (s.n) {
        uint32_t code;
        size_t n = utf8_next(s, &code);

        if (out.n + n + strlen("…") > most && out.n + s.n > most) {
            buf_addz(&out, "…");
            break;
        }
        if (is_shown(code))
            buf_add(&out, str_slice(s, 0, n));
        else
            buf_addc(&out, '?');
        s = str_skip(s, n);
    }
    return str_copy(a, buf_str(&out));
}

enum {
    BEFORE = 60, /* bytes in front of what was recognised that may be shown */
    WINDOW = 2 * LOG_EXCERPT_MAX,
};

/*
 * The line or lines of what was recognised. A window is cut out between words, so that a secret is
 * either in it as a whole and hidden, or not in it.
 */
static struct str excerpt(const struct log_scan *scan, struct arena *into,
                          const struct log_message *m, size_t start, size_t end)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    size_t line, from, to, next;
    struct str text;

    (void)log_message_line(m, start, &line);
    from = line;
    if (start - line > BEFORE) {
        from = start - BEFORE;
        while (from < start && m->text.p[from - 1] != ' ')
            from++;
    }
    next = m->text.n;
    for (size_t i = m->n_lines; i > 0 && m->lines[i - 1].offset > end; i--)
        next = m->lines[i - 1].offset;
    to = next;
    if (to - from > WINDOW) {
        to = from + WINDOW;
        while (to > start && m->text.p[to] != ' ')
            to--;
        if (to == start) /* one endless word: only its beginning, and only if it is no secret */
            to = from + WINDOW;
    }
    text = secrets_hidden(&a, scan->secrets, str_trim(str_slice(m->text, from, to)));
    if (from > line)
        text = str_printf(&a, "…%.*s", STR(text));
    if (to < next)
        text = str_printf(&a, "%.*s …", STR(text));
    return shown(into, text, LOG_EXCERPT_MAX);
}

/* ---- places ---------------------------------------------------------------------------------- */

static struct str name_of(const struct log_scan *scan, struct arena *into, struct str s)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    return shown(into, secrets_hidden(&a, scan->secrets, s), LOG_NAME_MAX);
}

/* resource "aws_x" "y" is aws_x.y, data "aws_x" "y" is data.aws_x.y, module "x" is module.x. */
static struct str address_in(const struct log_scan *scan, struct arena *a, struct str text)
{
    struct regex_run run;
    struct str kind, type, name;

    regex_start(&run, a, scan->patterns[ADDRESS_IN], text);
    if (regex_next(&run, NULL) <= 0)
        return str_lit("");
    kind = str_slice(text, run.spans[1].start, run.spans[1].end);
    type = str_slice(text, run.spans[2].start, run.spans[2].end);
    if (run.spans[3].start == STR_NONE)
        return str_is(kind, "module") ? str_printf(a, "module.%.*s", STR(type)) : str_lit("");
    name = str_slice(text, run.spans[3].start, run.spans[3].end);
    return str_printf(a, "%s%.*s.%.*s", str_is(kind, "data") ? "data." : "", STR(type), STR(name));
}

static struct str find_address(const struct log_scan *scan, struct arena *into, struct str text)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str address = first_group(scan, ADDRESS_AT, text);

    if (address.n == 0)
        address = first_group(scan, ADDRESS_ORPHAN, text);
    if (address.n == 0)
        address = address_in(scan, &a, text);
    if (address.n == 0)
        address = first_group(scan, ADDRESS_LONE, text);
    return name_of(scan, into, address);
}

static void add_region(struct arena *a, struct data_texts *regions, struct str text)
{
    struct str region = str_copy(a, text);

    for (size_t i = 0; i < region.n; i++)
        if (region.p[i] == '_')
            ((char *)region.p)[i] = '-'; /* our copy */
    for (size_t i = 0; i < regions->n; i++)
        if (str_eq(regions->items[i], region))
            return;
    vec_push(a, regions, region);
}

/* eu_west_1 in an address is a region, too. */
static void find_regions(const struct log_scan *scan, struct arena *into, struct str text,
                         struct data_texts *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct regex_run run;

    regex_start(&run, &a, scan->patterns[REGION], text);
    while (ret->n < LOG_REGIONS_MAX && regex_next(&run, NULL) > 0)
        add_region(into, ret, str_slice(text, run.spans[1].start, run.spans[1].end));
}

/* The place in arena `into`. */
static void describe(const struct log_scan *scan, struct arena *into, const struct log_message *m,
                     size_t start, size_t end, struct log_place *ret)
{
    struct str account = first_group(scan, ACCOUNT_ARN, m->text);
    size_t line;

    *ret = (struct log_place){
        .line = log_message_line(m, start, &line),
        .text = excerpt(scan, into, m, start, end),
        .unit = name_of(scan, into, m->unit),
        .address = find_address(scan, into, m->text),
        .count = 1,
    };
    if (account.n == 0)
        account = first_group(scan, ACCOUNT_LONE, m->text);
    ret->account = str_copy(into, account);
    find_regions(scan, into, m->text, &ret->regions);
    if (ret->regions.n == 0)
        find_regions(scan, into, m->unit, &ret->regions);
}

/* ---- recognising ----------------------------------------------------------------------------- */

/*
 * Outside of messages a pattern also finds itself: in a retryable_errors list, a plan, a comment or
 * a script that is traced. So what stands behind a quote or a "#" of its line does not count, nor
 * does a line that begins with "+", "~" or "-".
 */
static bool is_quoted(const struct log_message *m, size_t start)
{
    size_t line;

    (void)log_message_line(m, start, &line);
    if (memchr("+~-", m->text.p[line], 3))
        return true;
    for (size_t i = line; i < start; i++)
        if (m->text.p[i] == '"' || m->text.p[i] == '#')
            return true;
    return false;
}

static bool is_excepted(const struct issue *issue, struct str text)
{
    for (size_t i = 0; i < issue->unless.n; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct regex_run run;

        if (str_find(text, regex_literal(issue->exceptions[i])) == STR_NONE)
            continue;
        regex_start(&run, &a, issue->exceptions[i], text);
        if (regex_next(&run, NULL) > 0)
            return true;
    }
    return false;
}

static void add_place(struct log_scan *scan, struct log_finding *f, const struct log_message *m,
                      size_t start, size_t end)
{
    struct log_place place;

    f->count++;
    if (f->places.n >= LOG_PLACES_MAX)
        return;
    describe(scan, scan->arena, m, start, end, &place);
    vec_push(scan->arena, &f->places, place);
}

/* 1 if the pattern was found, 0 if not. An error is one finding, other text one for each line. */
static int match(struct log_scan *scan, struct log_finding *f, const struct regex *re,
                 const struct log_message *m, struct err *e)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    uint64_t last = 0;
    struct regex_run run;
    int found, any = 0;

    regex_start(&run, &a, re, m->text);
    while ((found = regex_next(&run, e)) > 0) {
        size_t start = run.spans[0].start, line;
        uint64_t number = log_message_line(m, start, &line);

        if (number == last || (m->kind == LOG_OTHER && is_quoted(m, start)))
            continue;
        if (any == 0 && is_excepted(f->issue, m->text))
            return 0;
        add_place(scan, f, m, start, run.spans[0].end);
        last = number;
        any = 1;
        if (m->kind != LOG_OTHER)
            break;
    }
    return found < 0 ? err_prefix(e, "issue %.*s", STR(f->issue->id)) : any;
}

static bool is_same_error(const struct log_place *x, const struct log_place *y)
{
    return str_eq(x->text, y->text) && str_eq(x->address, y->address) && str_eq(x->unit, y->unit);
}

/* The first line of an error that nobody knows; the same one again is only counted. */
static void add_unknown(struct log_scan *scan, const struct log_message *m)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    size_t end = m->n_lines > 1 ? m->lines[1].offset - 1 : m->text.n;
    struct log_place place;

    if (++scan->n_unknown > LOG_UNKNOWN_LOOKED_AT)
        return;
    describe(scan, &a, m, 0, end ? end - 1 : 0, &place);
    for (size_t i = 0; i < scan->unknown.n; i++)
        if (is_same_error(&scan->unknown.items[i], &place)) {
            scan->unknown.items[i].count++;
            return;
        }
    if (scan->unknown.n >= LOG_UNKNOWN_MAX)
        return;
    describe(scan, scan->arena, m, 0, end ? end - 1 : 0, &place);
    vec_push(scan->arena, &scan->unknown, place);
}

static int on_message(void *context, const struct log_message *m, struct err *e)
{
    struct log_scan *scan = context;
    enum issue_severity severity = m->kind == LOG_WARNING ? ISSUE_WARNING : ISSUE_ERROR;
    const bool *has = scan->has;
    bool known = false;

    needles_find(scan->literals, m->text, scan->has);
    for (size_t i = 0; i < scan->issues->items.n; i++) {
        const struct issue *issue = &scan->issues->items.items[i];
        int found = 0;

        for (size_t k = 0; k < issue->match.n && issue->severity == severity && found == 0; k++)
            if (has[k])
                TRY(found = match(scan, &scan->found[i], issue->patterns[k], m, e));
        known |= found > 0;
        has += issue->match.n;
    }
    if (m->kind != LOG_ERROR)
        return 0;
    scan->n_errors++;
    if (!known)
        add_unknown(scan, m);
    return 0;
}

/* ---- the whole ------------------------------------------------------------------------------- */

/* Most messages have none of the literals, and no pattern is run on them. */
static void gather_literals(struct log_scan *scan)
{
    VEC(struct str) literals = { 0 };

    for (size_t i = 0; i < scan->issues->items.n; i++)
        for (size_t k = 0; k < scan->issues->items.items[i].match.n; k++)
            vec_push(scan->arena, &literals,
                     regex_literal(scan->issues->items.items[i].patterns[k]));
    scan->literals = needles_new(scan->arena, literals.items, literals.n);
    scan->has = arena_array(scan->arena, literals.n, sizeof *scan->has);
}

void log_scan_init(struct log_scan *scan, struct arena *a, const struct issues *issues)
{
    struct err e;

    *scan = (struct log_scan){ .arena = a, .issues = issues };
    scan->secrets = secrets_new(a);
    scan->found = arena_array(a, issues->items.n, sizeof *scan->found);
    for (size_t i = 0; i < issues->items.n; i++)
        scan->found[i].issue = &issues->items.items[i];
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++)
        if (regex_compile(a, str_z(patterns[i]), &scan->patterns[i], &e) < 0)
            BUG("%s: %s", patterns[i], e.message);
    gather_literals(scan);
    log_messages_init(&scan->messages, on_message, scan);
}

void log_scan_release(struct log_scan *scan)
{
    log_messages_release(&scan->messages);
}

int log_scan_feed(struct log_scan *scan, struct str bytes, struct err *e)
{
    return log_messages_feed(&scan->messages, bytes, e);
}

static int by_line(const void *x, const void *y)
{
    const struct log_place *a = x, *b = y;

    return a->line < b->line ? -1 : a->line > b->line;
}

static int by_first_line(const void *x, const void *y)
{
    const struct log_finding *a = x, *b = y;
    int order = by_line(&a->places.items[0], &b->places.items[0]);

    return order ? order : str_cmp(a->issue->id, b->issue->id);
}

int log_scan_end(struct log_scan *scan, struct err *e)
{
    TRY(log_messages_end(&scan->messages, e));
    for (size_t i = 0; i < scan->issues->items.n; i++) {
        struct log_finding *f = &scan->found[i];

        if (f->count == 0)
            continue;
        qsort(f->places.items, f->places.n, sizeof *f->places.items, by_line);
        vec_push(scan->arena, &scan->findings, *f);
    }
    if (scan->findings.n)
        qsort(scan->findings.items, scan->findings.n, sizeof *scan->findings.items, by_first_line);
    if (scan->unknown.n)
        qsort(scan->unknown.items, scan->unknown.n, sizeof *scan->unknown.items, by_line);
    return 0;
}
