#include "report/log_report.h"

#include "report/wrap.h"

/* How many places of one issue are shown to people; all that are kept are in the JSON. */
enum { PLACES_SHOWN = 5, PLACE_INDENT = 12 };

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

/* ---- text ------------------------------------------------------------------------------------ */

/* "logs/account-baseline, module.x.y, ap-northeast-3, account 111122223333"; empty if unknown. */
static struct str where(struct arena *a, const struct log_place *p)
{
    AUTO_BUF struct buf b = BUF_INIT;

    buf_add(&b, p->unit);
    if (p->address.n)
        buf_printf(&b, "%s%.*s", b.n ? ", " : "", STR(p->address));
    for (size_t i = 0; i < p->regions.n; i++)
        buf_printf(&b, "%s%.*s", b.n ? ", " : "", STR(p->regions.items[i]));
    if (p->account.n)
        buf_printf(&b, "%saccount %.*s", b.n ? ", " : "", STR(p->account));
    return str_copy(a, buf_str(&b));
}

static void add_place(struct buf *out, const struct log_place *p, const char *name,
                      const struct issues_report_options *o)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str place = where(&a, p), text;

    text = str_printf(&a, "line %ju: %.*s%s", (uintmax_t)p->line, STR(p->text),
                      p->count > 1 ? str_printf(&a, " (%ju times)", (uintmax_t)p->count).p : "");
    issue_field(out, name, text, o);
    if (place.n == 0)
        return;
    buf_repeat(out, ' ', PLACE_INDENT);
    buf_addz(out, "in ");
    wrap_text(out, place, PLACE_INDENT, o->columns);
}

static void add_finding(struct buf *out, const struct log_finding *f,
                        const struct issues_report_options *o)
{
    size_t shown = f->places.n > PLACES_SHOWN ? PLACES_SHOWN : f->places.n;

    issue_heading(out, f->issue, o);
    buf_addc(out, '\n');
    for (size_t i = 0; i < shown; i++)
        add_place(out, &f->places.items[i], i == 0 ? "found" : "", o);
    if (f->count > shown) {
        buf_repeat(out, ' ', PLACE_INDENT);
        buf_printf(out, "and %ju more, %ju times in all\n", (uintmax_t)(f->count - shown),
                   (uintmax_t)f->count);
    }
    issue_field(out, "why", f->issue->why, o);
    issue_advice(out, f->issue, o);
    buf_addc(out, '\n');
}

static void add_unknown(struct buf *out, const struct log_scan *scan,
                        const struct issues_report_options *o)
{
    uint64_t shown = 0;

    buf_printf(out, "%s%ju error message%s %s not recognised%s\n", o->colour ? "\033[1m" : "",
               (uintmax_t)scan->n_unknown, plural(scan->n_unknown),
               scan->n_unknown == 1 ? "was" : "were", o->colour ? "\033[0m" : "");
    for (size_t i = 0; i < scan->unknown.n; i++) {
        add_place(out, &scan->unknown.items[i], "", o);
        shown += scan->unknown.items[i].count;
    }
    if (shown < scan->n_unknown)
        buf_printf(out, "            and %ju more\n", (uintmax_t)(scan->n_unknown - shown));
}

void report_log_text(struct buf *out, const struct log_scan *scan,
                     const struct issues_report_options *o)
{
    for (size_t i = 0; i < scan->findings.n; i++)
        add_finding(out, &scan->findings.items[i], o);
    if (scan->n_unknown)
        add_unknown(out, scan, o);
    if (scan->findings.n == 0 && scan->n_unknown == 0)
        buf_addz(out, "No error message, and nothing that is known to go wrong.\n");
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void json_or_null(struct json_writer *w, const char *name, struct str text)
{
    jw_key(w, name);
    if (text.n)
        jw_text(w, text);
    else
        jw_null(w);
}

static void json_place(struct json_writer *w, const struct log_place *p, bool with_count)
{
    jw_object(w);
    jw_key_number(w, "line", p->line);
    jw_key_text(w, "text", p->text);
    json_or_null(w, "unit", p->unit);
    json_or_null(w, "address", p->address);
    jw_key(w, "regions");
    jw_array(w);
    for (size_t i = 0; i < p->regions.n; i++)
        jw_text(w, p->regions.items[i]);
    jw_end(w);
    json_or_null(w, "account", p->account);
    if (with_count)
        jw_key_number(w, "count", p->count);
    jw_end(w);
}

void report_log_json(struct buf *out, const struct log_scan *scan)
{
    struct json_writer w = { .out = out };

    jw_object(&w);
    jw_key_number(&w, "lines", scan->messages.n_lines);
    jw_key_number(&w, "cut_lines", scan->messages.n_cut);
    jw_key_number(&w, "errors", scan->n_errors);
    jw_key_number(&w, "not_recognised", scan->n_unknown);
    jw_key(&w, "issues");
    jw_array(&w);
    for (size_t i = 0; i < scan->findings.n; i++) {
        const struct log_finding *f = &scan->findings.items[i];

        jw_object(&w);
        json_issue_fields(&w, f->issue);
        jw_key_number(&w, "count", f->count);
        jw_key(&w, "places");
        jw_array(&w);
        for (size_t k = 0; k < f->places.n; k++)
            json_place(&w, &f->places.items[k], false);
        jw_end(&w);
        jw_end(&w);
    }
    jw_end(&w);
    jw_key(&w, "unknown_errors");
    jw_array(&w);
    for (size_t i = 0; i < scan->unknown.n; i++)
        json_place(&w, &scan->unknown.items[i], true);
    jw_end(&w);
    jw_end(&w);
    buf_addc(out, '\n');
}
