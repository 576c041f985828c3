#include "report/issues_report.h"

#include "report/table.h"
#include "report/wrap.h"

/* Where the text of a field begins. */
enum { FIELD_COLUMN = 12 };

/* ---- pieces ---------------------------------------------------------------------------------- */

void issue_heading(struct buf *out, const struct issue *issue,
                   const struct issues_report_options *o)
{
    buf_printf(out, "%s%.*s%s\n", o->colour ? "\033[1m" : "", STR(issue->id),
               o->colour ? "\033[0m" : "");
    buf_addz(out, "  ");
    wrap_text(out, issue->title, 2, o->columns);
}

/* "1. ", "- ": a line that does not go on with the one before. */
static bool is_item(struct str line)
{
    size_t digits = 0;

    while (digits < line.n && line.p[digits] >= '0' && line.p[digits] <= '9')
        digits++;
    return str_starts(line, str_lit("- ")) ||
           (digits && str_starts(str_skip(line, digits), str_lit(". ")));
}

static bool is_code(struct str line)
{
    return str_starts(line, str_lit("  "));
}

/* Cuts one piece off *text: a line of code, or the prose up to the next one or the next item. */
static struct str cut_piece(struct arena *a, struct str *text, bool join)
{
    AUTO_BUF struct buf piece = BUF_INIT;

    for (;;) {
        struct str rest = *text, line = str_cut(&rest, '\n');

        if (piece.n && (is_code(line) || is_item(line) || line.n == 0))
            break;
        buf_printf(&piece, "%s%.*s", piece.n ? " " : "", STR(line));
        *text = rest;
        if (!join || rest.n == 0 || is_code(line))
            break;
    }
    return str_copy(a, buf_str(&piece));
}

void issue_field(struct buf *out, const char *name, struct str text,
                 const struct issues_report_options *o)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    bool first = true;

    text = str_trim_end(text);
    while (text.n || first) {
        struct str piece = cut_piece(&a, &text, o->columns > 0);

        if (first)
            buf_printf(out, "  %-*s", FIELD_COLUMN - 2, name);
        else
            buf_repeat(out, ' ', piece.n ? FIELD_COLUMN : 0);
        wrap_text(out, piece, FIELD_COLUMN, is_code(piece) ? 0 : o->columns);
        first = false;
    }
}

static void add_retry(struct buf *out, const struct issue *issue,
                      const struct issues_report_options *o)
{
    AUTO_BUF struct buf text = BUF_INIT;

    if (issue->retries == 0)
        return;
    buf_printf(&text, "trying again helps: at most %ju times, %ju seconds apart",
               (uintmax_t)issue->retries, (uintmax_t)issue->retry_seconds);
    issue_field(out, "retry", buf_str(&text), o);
}

void issue_advice(struct buf *out, const struct issue *issue, const struct issues_report_options *o)
{
    issue_field(out, "fix", issue->fix, o);
    add_retry(out, issue, o);
    for (size_t i = 0; i < issue->see.n; i++)
        issue_field(out, i == 0 ? "see" : "", issue->see.items[i], o);
}

/* ---- text ------------------------------------------------------------------------------------ */

void report_issues_table(struct buf *out, const struct issues *all,
                         const struct issues_report_options *o)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct table t = { .arena = &a, .width = o->columns, .colour = o->colour, .wrap = true };

    table_column(&t, "ID", 20);
    table_column(&t, "WHAT HAPPENS", 30);
    for (size_t i = 0; i < all->items.n; i++)
        table_row(&t, (struct str[]){ all->items.items[i].id, all->items.items[i].title });
    table_print(&t, out);
}

/* "terraform-aws-security from v0.51.0 on, before v0.65.7: modules/aws-config?*" */
static void add_repository(struct buf *out, const struct issue_repository *r, const char *name,
                           const struct issues_report_options *o)
{
    AUTO_BUF struct buf text = BUF_INIT;

    buf_add(&text, r->name);
    if (r->since.n)
        buf_printf(&text, " from %.*s on", STR(r->since));
    if (r->until.n)
        buf_printf(&text, "%s before %.*s", r->since.n ? "," : "", STR(r->until));
    for (size_t i = 0; i < r->modules.n; i++)
        buf_printf(&text, "%s%.*s", i == 0 ? ": " : ", ", STR(r->modules.items[i]));
    issue_field(out, name, buf_str(&text), o);
}

void report_issue_text(struct buf *out, const struct issue *issue,
                       const struct issues_report_options *o)
{
    issue_heading(out, issue, o);
    buf_addc(out, '\n');
    issue_field(out, "what", issue->about, o);
    issue_field(out, "why", issue->why, o);
    issue_advice(out, issue, o);
    for (size_t i = 0; i < issue->repositories.n; i++)
        add_repository(out, &issue->repositories.items[i], i == 0 ? "concerns" : "", o);
}

/* ---- JSON ------------------------------------------------------------------------------------ */

static void json_texts(struct json_writer *w, const char *name, const struct data_texts *texts)
{
    jw_key(w, name);
    jw_array(w);
    for (size_t i = 0; i < texts->n; i++)
        jw_text(w, texts->items[i]);
    jw_end(w);
}

static void json_text_or_null(struct json_writer *w, const char *name, struct str text)
{
    jw_key(w, name);
    if (text.n)
        jw_text(w, text);
    else
        jw_null(w);
}

void json_issue_fields(struct json_writer *w, const struct issue *issue)
{
    jw_key_text(w, "id", issue->id);
    jw_key_text(w, "title", issue->title);
    jw_key_text(w, "severity", str_z(issue->severity == ISSUE_WARNING ? "warning" : "error"));
    jw_key_text(w, "about", str_trim_end(issue->about));
    jw_key_text(w, "why", str_trim_end(issue->why));
    jw_key_text(w, "fix", str_trim_end(issue->fix));
    jw_key(w, "retry");
    if (issue->retries) {
        jw_object(w);
        jw_key_number(w, "times", issue->retries);
        jw_key_number(w, "seconds", issue->retry_seconds);
        jw_end(w);
    } else {
        jw_null(w);
    }
    json_texts(w, "see", &issue->see);
}

static void json_repositories(struct json_writer *w, const struct issue *issue)
{
    jw_key(w, "repositories");
    jw_array(w);
    for (size_t i = 0; i < issue->repositories.n; i++) {
        const struct issue_repository *r = &issue->repositories.items[i];

        jw_object(w);
        jw_key_text(w, "name", r->name);
        json_texts(w, "modules", &r->modules);
        json_text_or_null(w, "since", r->since);
        json_text_or_null(w, "until", r->until);
        jw_end(w);
    }
    jw_end(w);
}

void report_issues_json(struct buf *out, const struct issue *const *issues, size_t n)
{
    struct json_writer w = { .out = out };

    jw_object(&w);
    jw_key(&w, "issues");
    jw_array(&w);
    for (size_t i = 0; i < n; i++) {
        jw_object(&w);
        json_issue_fields(&w, issues[i]);
        json_repositories(&w, issues[i]);
        json_texts(&w, "match", &issues[i]->match);
        json_texts(&w, "unless", &issues[i]->unless);
        jw_end(&w);
    }
    jw_end(&w);
    jw_end(&w);
    buf_addc(out, '\n');
}
