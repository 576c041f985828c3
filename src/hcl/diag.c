#include "hcl/diag.h"

#include <stdarg.h>

#include "text/utf8.h"

void hcl_diag_add(struct hcl_diags *d, const struct hcl_source *source, struct hcl_range at,
                  const char *summary, const char *detail_format, ...)
{
    struct hcl_diag diag = { .severity = HCL_ERROR, .at = at, .source = source };
    va_list args;

    d->n_errors++;
    if (d->mute || d->n >= HCL_DIAGS_MAX)
        return;
    diag.summary = str_copy(d->arena, str_z(summary));
    va_start(args, detail_format);
    diag.detail = str_vprintf(d->arena, detail_format, args);
    va_end(args);
    vec_push(d->arena, d, diag);
}

/* The line around an offset, without its newline. */
static struct str line_at(struct str text, size_t offset, size_t *ret_start)
{
    size_t start = str_rfind_char(str_slice(text, 0, offset), '\n');
    size_t len;

    start = start == STR_NONE ? 0 : start + 1;
    text = str_skip(text, start);
    len = str_find_char(text, '\n');
    if (len != STR_NONE)
        text.n = len;
    if (text.n && text.p[text.n - 1] == '\r')
        text.n--;
    *ret_start = start;
    return text;
}

void hcl_position(struct str text, size_t offset, uint32_t *ret_line, uint32_t *ret_column)
{
    struct str before;
    uint32_t line = 1;

    if (offset > text.n)
        offset = text.n;
    before = str_slice(text, 0, offset);
    for (size_t at; (at = str_find_char(before, '\n')) != STR_NONE; line++)
        before = str_skip(before, at + 1);
    /* A byte order mark is no character of the first line. */
    if (line == 1 && str_starts(before, str_lit("\xEF\xBB\xBF")))
        before = str_skip(before, 3);
    *ret_line = line;
    *ret_column = (uint32_t)utf8_clusters(before) + 1;
}

/* ---- printing -------------------------------------------------------------------------------- */

enum { LINE_MAX_BYTES = 160, BEFORE_MAX_BYTES = 100 };

/*
 * Control characters (escape sequences!), bytes that are not UTF-8 and characters that turn the
 * direction of text around are not sent to a terminal: U+FFFD stands for them.
 */
static bool is_unsafe(uint32_t code)
{
    return code < ' ' || (code >= 0x7F && code < 0xA0) || code == UTF8_BAD ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static void add_safe(struct buf *out, struct str text, bool keep_tabs)
{
    while (text.n) {
        uint32_t code;
        size_t n = utf8_next(text, &code);

        if (code == '\t' && keep_tabs)
            buf_addc(out, '\t');
        else if (is_unsafe(code))
            buf_addz(out, "\xEF\xBF\xBD");
        else
            buf_add(out, str_slice(text, 0, n));
        text = str_skip(text, n);
    }
}

/* White space as wide as the text, so that what follows it stands below what follows the text. */
static void add_blank(struct buf *out, struct str text)
{
    while (text.n) {
        uint32_t code;
        size_t n = utf8_next(text, &code);

        if (code == '\t')
            buf_addc(out, '\t');
        else
            buf_repeat(out, ' ', is_unsafe(code) ? 1 : utf8_width(code));
        text = str_skip(text, n);
    }
}

static size_t back_to_character(struct str text, size_t i)
{
    while (i > 0 && i < text.n && ((unsigned char)text.p[i] & 0xC0) == 0x80)
        i--;
    return i;
}

static void add_source_line(struct buf *out, struct str text, struct hcl_range at)
{
    size_t start, from = 0, to, place;
    struct str line = line_at(text, at.start, &start);

    place = at.start - start < line.n ? at.start - start : line.n;
    if (place > BEFORE_MAX_BYTES)
        from = back_to_character(line, place - BEFORE_MAX_BYTES);
    to = line.n - from > LINE_MAX_BYTES ? back_to_character(line, from + LINE_MAX_BYTES) : line.n;
    if (start == 0 && from == 0 && str_starts(line, str_lit("\xEF\xBB\xBF")) && place >= 3)
        from = 3;
    buf_addz(out, "    ");
    buf_addz(out, from > 3 ? "..." : "");
    add_safe(out, str_slice(line, from, to), true);
    buf_addz(out, to < line.n ? "..." : "");
    buf_addz(out, "\n    ");
    buf_addz(out, from > 3 ? "   " : "");
    add_blank(out, str_slice(line, from, place));
    buf_addz(out, "^\n");
}

void hcl_diag_print(struct buf *out, const struct hcl_diag *d)
{
    uint32_t line, column;

    buf_addz(out, d->severity == HCL_WARNING ? "warning: " : "error: ");
    if (d->source) {
        hcl_position(d->source->text, d->at.start, &line, &column);
        add_safe(out, d->source->path, false);
        buf_printf(out, ":%u:%u: ", line, column);
    }
    add_safe(out, d->summary, false);
    buf_addc(out, '\n');
    if (d->source)
        add_source_line(out, d->source->text, d->at);
    if (d->detail.n) {
        buf_addz(out, "    ");
        add_safe(out, d->detail, false);
        buf_addc(out, '\n');
    }
}
