#include "report/json_writer.h"

#include "text/json.h"

static void new_line(struct json_writer *w)
{
    if (w->compact)
        return;
    buf_addc(w->out, '\n');
    buf_repeat(w->out, ' ', (size_t)w->depth * 2);
}

/* In front of every value and key. */
static void begin(struct json_writer *w)
{
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    if (w->depth == 0)
        return;
    if (w->levels[w->depth - 1].filled)
        buf_addz(w->out, w->compact ? ", " : ",");
    w->levels[w->depth - 1].filled = true;
    new_line(w);
}

static void open_level(struct json_writer *w, bool array)
{
    begin(w);
    if (w->depth == JW_DEPTH_MAX)
        BUG("JSON output nests too deep");
    w->levels[w->depth].array = array;
    w->levels[w->depth].filled = false;
    w->depth++;
    buf_addc(w->out, array ? '[' : '{');
}

void jw_object(struct json_writer *w)
{
    open_level(w, false);
}

void jw_array(struct json_writer *w)
{
    open_level(w, true);
}

void jw_end(struct json_writer *w)
{
    bool filled, array;

    if (w->depth == 0)
        BUG("JSON output ends what was not begun");
    w->depth--;
    filled = w->levels[w->depth].filled;
    array = w->levels[w->depth].array;
    if (filled)
        new_line(w);
    buf_addc(w->out, array ? ']' : '}');
    if (w->depth == 0)
        buf_addc(w->out, '\n');
}

void jw_key(struct json_writer *w, const char *name)
{
    begin(w);
    json_quote(w->out, str_z(name));
    buf_addz(w->out, ": ");
    w->after_key = true;
}

void jw_text(struct json_writer *w, struct str s)
{
    begin(w);
    json_quote(w->out, s);
}

void jw_number(struct json_writer *w, uint64_t n)
{
    begin(w);
    buf_printf(w->out, "%llu", (unsigned long long)n);
}

void jw_bool(struct json_writer *w, bool b)
{
    begin(w);
    buf_addz(w->out, b ? "true" : "false");
}

void jw_null(struct json_writer *w)
{
    begin(w);
    buf_addz(w->out, "null");
}

void jw_raw(struct json_writer *w)
{
    begin(w);
}

void jw_key_text(struct json_writer *w, const char *name, struct str s)
{
    jw_key(w, name);
    jw_text(w, s);
}

void jw_key_number(struct json_writer *w, const char *name, uint64_t n)
{
    jw_key(w, name);
    jw_number(w, n);
}

void jw_key_bool(struct json_writer *w, const char *name, bool b)
{
    jw_key(w, name);
    jw_bool(w, b);
}
