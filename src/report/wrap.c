#include "report/wrap.h"

#include "text/utf8.h"

size_t text_columns(struct str s)
{
    size_t columns = 0;

    while (s.n) {
        uint32_t code;
        size_t len;

        if ((unsigned char)s.p[0] < 0x80) { /* control characters are gone by now */
            columns++;
            s = str_skip(s, 1);
            continue;
        }
        len = utf8_next(s, &code);
        columns += code == UTF8_BAD ? 1 : utf8_width(code);
        s = str_skip(s, len);
    }
    return columns;
}

/*
 * Control characters, also those of C1 (U+009B begins a command on some terminals), line and
 * paragraph separators, marks that turn the direction of writing, and bytes that are no UTF-8.
 */
static bool is_printable(uint32_t code)
{
    return code != UTF8_BAD && code >= 0x20 && !(code >= 0x7f && code <= 0x9f) &&
           !(code >= 0x2028 && code <= 0x202e) && !(code >= 0x2066 && code <= 0x2069);
}

struct str text_printable(struct arena *a, struct str s)
{
    size_t kept = 0, at = 0;
    char *p = NULL;

    while (at < s.n) {
        uint32_t code;
        size_t len = utf8_next(str_skip(s, at), &code);

        if (is_printable(code)) {
            if (p)
                memmove(p + kept, s.p + at, len);
            kept += len;
        } else {
            if (!p)
                p = arena_copy(a, s.p, s.n);
            p[kept++] = '?';
        }
        at += len;
    }
    return p ? str_of(p, kept) : s;
}

void wrap_text(struct buf *out, struct str text, size_t indent, unsigned columns)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    size_t room = columns > indent + WRAP_LEAST ? columns - indent : WRAP_LEAST, used = 0;

    text = text_printable(&a, text);
    if (columns == 0) {
        buf_add(out, text);
        buf_addc(out, '\n');
        return;
    }
    while (text.n) {
        struct str word = str_cut(&text, ' ');
        size_t width = text_columns(word);

        if (word.n == 0)
            continue;
        if (used && used + 1 + width > room) {
            buf_addc(out, '\n');
            buf_repeat(out, ' ', indent);
            used = 0;
        } else if (used) {
            buf_addc(out, ' ');
            used++;
        }
        buf_add(out, word);
        used += width;
    }
    buf_addc(out, '\n');
}
