#include "text/csv.h"

struct reader {
    struct arena *arena;
    struct str text;
    size_t at;
    struct err *err;
};

static int fail(struct reader *r, const char *what)
{
    unsigned line = 1;

    for (size_t i = 0; i < r->at && i < r->text.n; i++)
        line += r->text.p[i] == '\n';
    return err_set(r->err, ERR_SYNTAX, "line %u: %s", line, what);
}

/* The length of the line break at r->at: 0 if there is none. A CR at the very end is one. */
static size_t line_break(const struct reader *r)
{
    struct str rest = str_skip(r->text, r->at);

    if (str_starts(rest, str_lit("\n")))
        return 1;
    if (str_starts(rest, str_lit("\r\n")))
        return 2;
    return str_is(rest, "\r") ? 1 : 0;
}

static bool at_end(const struct reader *r)
{
    return r->at == r->text.n || line_break(r) > 0;
}

static int read_plain(struct reader *r, struct csv_field *field)
{
    field->start = (uint32_t)r->at;
    while (!at_end(r) && r->text.p[r->at] != ',') {
        if (r->text.p[r->at] == '"')
            return fail(r, "a quote within a field; put the field in quotes and double it");
        r->at++;
    }
    field->end = (uint32_t)r->at;
    field->text = str_slice(r->text, field->start, field->end);
    field->verbatim = true;
    field->text_start = field->start;
    field->text_end = field->end;
    return 0;
}

static int read_quoted(struct reader *r, struct csv_field *field)
{
    size_t start = r->at + 1, n = 0;
    char *text = NULL;

    field->start = (uint32_t)r->at;
    for (r->at = start;; r->at++) {
        bool doubled;

        if (r->at == r->text.n)
            return fail(r, "the closing quote of a field is missing");
        doubled = str_starts(str_skip(r->text, r->at), str_lit("\"\""));
        if (r->text.p[r->at] == '"' && !doubled)
            break;
        if (!text && (doubled || line_break(r) == 2)) {
            /* From here on the text differs from the source. */
            text = arena_alloc(r->arena, r->text.n - start);
            n = r->at - start;
            memcpy(text, r->text.p + start, n);
        }
        if (doubled || line_break(r) == 2)
            r->at++;
        if (text)
            text[n++] = r->text.p[r->at];
    }
    field->text_start = (uint32_t)start;
    field->text_end = (uint32_t)r->at;
    field->verbatim = !text;
    field->text = text ? str_of(text, n) : str_slice(r->text, start, r->at);
    field->end = (uint32_t)++r->at;
    if (!at_end(r) && r->text.p[r->at] != ',')
        return fail(r, "only a comma or a line break may follow a closing quote");
    return 0;
}

static int read_record(struct reader *r, struct csv_record *ret)
{
    VEC(struct csv_field) fields = { 0 };

    for (;;) {
        struct csv_field field = { 0 };

        if (r->at < r->text.n && r->text.p[r->at] == '"')
            TRY(read_quoted(r, &field));
        else
            TRY(read_plain(r, &field));
        vec_push(r->arena, &fields, field);
        if (at_end(r))
            break;
        r->at++;
    }
    ret->items = fields.items;
    ret->n = fields.n;
    return 0;
}

int csv_parse(struct arena *a, struct str text, struct csv *ret, struct err *e)
{
    struct reader r = { .arena = a, .text = text, .err = e };
    struct csv csv = { 0 };

    if (text.n >= UINT32_MAX)
        return err_set(e, ERR_LIMIT, "the text is larger than 4 GiB");
    while (r.at < text.n) {
        struct csv_record record;
        size_t skip = line_break(&r);

        if (skip) {
            r.at += skip;
            continue;
        }
        TRY(read_record(&r, &record));
        if (csv.n && record.n != csv.items[0].n)
            return fail(&r, record.n < csv.items[0].n ? "fewer fields than in the first line"
                                                      : "more fields than in the first line");
        vec_push(a, &csv, record);
        r.at += line_break(&r);
    }
    *ret = csv;
    return 0;
}
