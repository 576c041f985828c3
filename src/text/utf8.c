#include "text/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "text/unicode_id.h"
#include "text/unicode_script.h"

static unsigned byte_at(struct str s, size_t i)
{
    return (unsigned char)s.p[i];
}

static bool is_tail(unsigned c)
{
    return (c & 0xC0) == 0x80;
}

/* The length of the valid sequence at the start of s, or 0. */
static size_t sequence(struct str s, uint32_t *ret_code)
{
    unsigned c = byte_at(s, 0);
    uint32_t code;
    size_t n;

    if (c < 0x80) {
        *ret_code = c;
        return 1;
    }
    if (c < 0xC2 || c > 0xF4)
        return 0;
    n = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (s.n < n)
        return 0;
    code = c & (0xFFU >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if (!is_tail(byte_at(s, i)))
            return 0;
        code = code << 6 | (byte_at(s, i) & 0x3F);
    }
    if ((n == 3 && code < 0x800) || (n == 4 && code < 0x10000) || code > 0x10FFFF ||
        (code >= 0xD800 && code <= 0xDFFF))
        return 0;
    *ret_code = code;
    return n;
}

size_t utf8_next(struct str s, uint32_t *ret_code)
{
    size_t n = sequence(s, ret_code);

    if (n)
        return n;
    *ret_code = UTF8_BAD;
    return 1;
}

size_t utf8_prev(struct str s, uint32_t *ret_code)
{
    size_t n = 1;

    while (n < 4 && n < s.n && is_tail(byte_at(s, s.n - n)))
        n++;
    if (sequence(str_skip(s, s.n - n), ret_code) == n)
        return n;
    *ret_code = UTF8_BAD;
    return 1;
}

size_t utf8_encode(uint32_t code, char ret[4])
{
    size_t n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;

    if (n == 1) {
        ret[0] = (char)code;
        return n;
    }
    for (size_t i = n - 1; i > 0; i--) {
        ret[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    ret[0] = (char)((0xF00U >> n & 0xF0U) | code);
    return n;
}

size_t utf8_valid_prefix(struct str s)
{
    size_t i = 0;
    uint32_t code;

    while (i < s.n) {
        uint64_t w;
        size_t n;

        if (s.n - i >= sizeof w) {
            memcpy(&w, s.p + i, sizeof w);
            if (!(w & 0x8080808080808080U)) {
                i += sizeof w;
                continue;
            }
        }
        n = sequence(str_skip(s, i), &code);
        if (!n)
            return i;
        i += n;
    }
    return i;
}

bool utf8_is_valid(struct str s)
{
    return utf8_valid_prefix(s) == s.n;
}

bool utf8_is_space(uint32_t code)
{
    if (code < 0x80)
        return code == ' ' || (code >= '\t' && code <= '\r');
    return code == 0x85 || code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) ||
           code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F || code == 0x3000;
}

size_t utf8_space_prefix(struct str s)
{
    size_t i = 0;

    while (i < s.n) {
        uint32_t code;
        size_t n = utf8_next(str_skip(s, i), &code);

        if (!utf8_is_space(code))
            break;
        i += n;
    }
    return i;
}

size_t utf8_space_suffix(struct str s)
{
    size_t i = s.n;

    while (i) {
        uint32_t code;
        size_t n = utf8_prev(str_slice(s, 0, i), &code);

        if (!utf8_is_space(code))
            break;
        i -= n;
    }
    return s.n - i;
}

static int compare_range(const void *key, const void *item)
{
    uint32_t code = *(const uint32_t *)key;
    const struct id_range *r = item;

    return code < r->first ? -1 : code > r->last;
}

static bool is_letter(uint32_t code)
{
    return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
}

bool utf8_is_id_start(uint32_t code)
{
    if (code < 0x80)
        return is_letter(code);
    return bsearch(&code, id_start, ARRAY_LEN(id_start), sizeof *id_start, compare_range);
}

bool utf8_is_id_continue(uint32_t code)
{
    if (code < 0x80)
        return is_letter(code) || (code >= '0' && code <= '9') || code == '_';
    return bsearch(&code, id_continue, ARRAY_LEN(id_continue), sizeof *id_continue, compare_range);
}

const char *utf8_category(uint32_t code)
{
    return code > 0x10FFFF ? "Cn" : utf8proc_category_string((utf8proc_int32_t)code);
}

int utf8_script(struct str name)
{
    /* The last one is no script but the end of the ranges. */
    for (size_t i = 0; i + 1 < ARRAY_LEN(scripts); i++)
        if (str_is(name, scripts[i].name))
            return (int)i;
    return -1;
}

bool utf8_is_script(uint32_t code, int script)
{
    for (size_t i = scripts[script].start; i < scripts[script + 1].start; i++)
        if (script_ranges[i].first <= code && code <= script_ranges[i].last)
            return true;
    return false;
}

uint32_t utf8_lower(uint32_t code)
{
    return code > 0x10FFFF ? code : (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

uint32_t utf8_upper(uint32_t code)
{
    /* utf8proc has a capital sharp s here; Unicode's simple mapping has none. */
    if (code > 0x10FFFF || code == 0xDF)
        return code;
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)code);
}

uint32_t utf8_title(uint32_t code)
{
    if (code > 0x10FFFF || code == 0xDF)
        return code;
    return (uint32_t)utf8proc_totitle((utf8proc_int32_t)code);
}

size_t utf8_cluster(struct str s)
{
    utf8proc_int32_t state = 0;
    uint32_t code, next;
    size_t n = utf8_next(s, &code);

    while (n < s.n && code != UTF8_BAD) {
        size_t len;

        /* Between two printable ASCII characters there is always a break. */
        if (code < 0x7F && byte_at(s, n) < 0x7F && code != '\r')
            break;
        len = utf8_next(str_skip(s, n), &next);
        if (next == UTF8_BAD || utf8proc_grapheme_break_stateful((utf8proc_int32_t)code,
                                                                 (utf8proc_int32_t)next, &state))
            break;
        n += len;
        code = next;
    }
    return n;
}

/* How many bytes at the start are ASCII and stand for themselves (CR LF is one cluster). */
static size_t plain_prefix(struct str s)
{
    size_t n = 0;

    while (n < s.n && (unsigned char)s.p[n] < 0x80 && s.p[n] != '\r')
        n++;
    return n;
}

size_t utf8_clusters(struct str s)
{
    /* The last plain byte may be the base of what follows. */
    size_t plain = plain_prefix(s), count = plain == s.n || plain == 0 ? plain : plain - 1;

    s = str_skip(s, count);
    while (s.n) {
        s = str_skip(s, utf8_cluster(s));
        count++;
    }
    return count;
}

unsigned utf8_width(uint32_t code)
{
    int width;

    if (code < 0x80)
        return code >= ' ' && code != 0x7F;
    if (code == UTF8_BAD)
        return 1;
    width = utf8proc_charwidth((utf8proc_int32_t)code);
    return width > 0 ? (unsigned)width : 0;
}

/* Everything below U+0300 is in normal form C, and so is any sequence of it. */
static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (byte_at(s, i) >= 0xCC)
            return false;
    return true;
}

static void append_nfc(struct buf *out, struct str valid)
{
    utf8proc_uint8_t *text = NULL;
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)valid.p, (utf8proc_ssize_t)valid.n,
                                      &text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

    if (n < 0)
        die("cannot normalise a text: %s", utf8proc_errmsg(n));
    buf_add(out, str_of((const char *)text, (size_t)n));
    free(text);
}

static void normalise(struct buf *out, struct str s)
{
    while (s.n) {
        size_t n = utf8_valid_prefix(s);

        if (n)
            append_nfc(out, str_slice(s, 0, n));
        if (n < s.n)
            buf_addc(out, s.p[n++]);
        s = str_skip(s, n);
    }
}

bool utf8_is_nfc(struct str s)
{
    AUTO_BUF struct buf b = BUF_INIT;

    if (is_plain(s))
        return true;
    normalise(&b, s);
    return str_eq(buf_str(&b), s);
}

struct str utf8_nfc(struct arena *a, struct str s)
{
    AUTO_BUF struct buf b = BUF_INIT;

    if (is_plain(s))
        return s;
    normalise(&b, s);
    return str_eq(buf_str(&b), s) ? s : str_copy(a, buf_str(&b));
}
