/* Texts to texts: base64, URLs, character sets, JSON. See func_decode.c for texts to values. */
#include <errno.h>
#include <iconv.h>

#include "hcl/func.h"
#include "text/inflate.h"
#include "text/utf8.h"

/* ---- base64 ------------------------------------------------------------------------------- */

static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct str base64_encode(struct arena *a, struct str bytes)
{
    char *out = arena_alloc(a, bytes.n / 3 * 4 + 4);
    size_t n = 0;

    for (size_t i = 0; i < bytes.n; i += 3) {
        size_t len = bytes.n - i < 3 ? bytes.n - i : 3;
        uint32_t w = 0;

        for (size_t k = 0; k < 3; k++)
            w = w << 8 | (k < len ? (unsigned char)bytes.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            out[n++] = k <= len ? base64_digits[w >> (18 - 6 * k) & 63] : '=';
    }
    return str_of(out, n);
}

int base64_decode(struct arena *a, struct str text, struct str *ret)
{
    char *out = arena_alloc(a, text.n / 4 * 3 + 3);
    size_t n = 0, digits = 0, padding = 0;
    uint32_t w = 0;

    for (size_t i = 0; i < text.n; i++) {
        const char *digit;

        if (text.p[i] == '\n' || text.p[i] == '\r')
            continue;
        if (text.p[i] == '=') {
            padding++;
            continue;
        }
        digit = text.p[i] ? strchr(base64_digits, text.p[i]) : NULL;
        if (!digit || padding)
            return -1;
        w = w << 6 | (uint32_t)(digit - base64_digits);
        if (++digits % 4 == 0) {
            out[n++] = (char)(w >> 16);
            out[n++] = (char)(w >> 8);
            out[n++] = (char)w;
        }
    }
    if ((digits + padding) % 4 != 0 || padding > 2 || (padding && digits % 4 < 2))
        return -1;
    if (padding)
        out[n++] = (char)(w >> (padding == 1 ? 10 : 4));
    if (padding == 1)
        out[n++] = (char)(w >> 2);
    *ret = str_of(out, n);
    return 0;
}

static const struct value *base64encode_run(struct call *c)
{
    return func_text(c, base64_encode(c->arena, arg_text(c, 0)));
}

static const struct value *base64decode_run(struct call *c)
{
    struct str bytes;

    if (base64_decode(c->arena, arg_text(c, 0), &bytes) < 0)
        return call_error(c, 0, "this is not base64");
    if (!utf8_is_valid(bytes))
        return call_error(c, 0, "the decoded bytes are not UTF-8 text");
    return func_text(c, bytes);
}

/* The compressed bytes are the compressor's choice: no two implementations agree on them. */
static const struct value *base64gzip_run(struct call *c)
{
    return value_unknown(c->arena, &type_string, str_lit("base64gzip() depends on the compressor"));
}

static const struct value *base64gunzip_run(struct call *c)
{
    struct str bytes, text;
    struct err e = { 0 };

    if (base64_decode(c->arena, arg_text(c, 0), &bytes) < 0)
        return call_error(c, 0, "this is not base64");
    if (gunzip(c->arena, bytes, TEXT_MAX, &text, &e) < 0)
        return call_error(c, 0, "%s", e.message);
    if (!utf8_is_valid(text))
        return call_error(c, 0, "the decompressed bytes are not UTF-8 text");
    return func_text(c, text);
}

/* ---- URLs --------------------------------------------------------------------------------- */

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '~';
}

static const struct value *urlencode_run(struct call *c)
{
    const struct value *v = c->args[0];
    struct str s = v->u.string;
    struct text_builder b;
    size_t kept = 0;

    if (!func_text_fits(c, (uint64_t)s.n * 3))
        return NULL;
    text_init(&b, c->arena);
    for (size_t i = 0; i < s.n; i++) {
        static const char hex[] = "0123456789ABCDEF";
        unsigned char byte = (unsigned char)s.p[i];
        char escape[] = { '%', hex[byte >> 4], hex[byte & 15] };

        if (is_unreserved(s.p[i]))
            continue;
        text_add_value(&b, v, kept, i);
        text_add(&b, byte == ' ' ? str_lit("+") : str_of(escape, sizeof escape));
        kept = i + 1;
    }
    text_add_value(&b, v, kept, s.n);
    return func_finish(c, &b);
}

static int hex_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static const struct value *urldecode_run(struct call *c)
{
    const struct value *v = c->args[0], *decoded;
    struct str s = v->u.string;
    struct text_builder b;
    size_t kept = 0;

    text_init(&b, c->arena);
    for (size_t i = 0; i < s.n; i++) {
        char byte = ' ';

        if (s.p[i] != '%' && s.p[i] != '+')
            continue;
        text_add_value(&b, v, kept, i);
        if (s.p[i] == '%') {
            int high = i + 2 < s.n ? hex_value(s.p[i + 1]) : -1;
            int low = i + 2 < s.n ? hex_value(s.p[i + 2]) : -1;

            if (high < 0 || low < 0)
                return call_error(c, 0, "%% at byte %zu needs two hexadecimal digits", i);
            byte = (char)(high << 4 | low);
            i += 2;
        }
        text_add(&b, str_of(&byte, 1));
        kept = i + 1;
    }
    text_add_value(&b, v, kept, s.n);
    decoded = func_finish(c, &b);
    if (!utf8_is_valid(decoded->u.string))
        return call_error(c, 0, "the decoded bytes are not UTF-8 text");
    return decoded;
}

/* ---- character sets ----------------------------------------------------------------------- */

/*
 * Converts with iconv(3). Names are those of the IANA registry: the C library knows more, but
 * what it knows beside them ("utf8", "unicode") is no name there, and not accepted by Terraform.
 */
static const struct value *convert(struct call *c, struct str text, const char *to,
                                   const char *from, int arg, struct str *ret)
{
    size_t left = text.n, room = text.n * 4 + 16;
    char *in = arena_copy(c->arena, text.p, text.n), *start = arena_alloc(c->arena, room);
    char *out = start;
    iconv_t cd = iconv_open(to, from);
    size_t rc;

    if (cd == (iconv_t)-1)
        return call_error(c, 1, "this character set is not known");
    rc = iconv(cd, &in, &left, &out, &room);
    if (rc == 0)
        rc = iconv(cd, NULL, NULL, &out, &room);
    iconv_close(cd);
    if (rc != 0)
        return call_error(c, arg, "a character cannot be represented in the other character set");
    *ret = str_of(start, (size_t)(out - start));
    return c->args[arg];
}

/* The C library's name for the argument; NULL after call_error(). */
static const char *charset(struct call *c)
{
    static const char *const not_iana[] = { "utf8", "utf16", "utf32", "unicode", "ucs2", "ucs4" };
    struct str name = arg_text(c, 1);

    for (size_t i = 0; i < ARRAY_LEN(not_iana); i++)
        if (str_eq_nocase(name, str_z(not_iana[i])))
            name.n = 0;
    for (size_t i = 0; i < name.n; i++)
        if (!is_unreserved(name.p[i]) && name.p[i] != ':' && name.p[i] != '(' && name.p[i] != ')' &&
            name.p[i] != '+')
            name.n = 0;
    if (name.n == 0 || name.n > 64) {
        call_error(c, 1, "this is no name of a character set in the IANA registry");
        return NULL;
    }
    /* Without a byte order of its own the registry's UTF-16 has a mark and big-endian units. */
    return str_eq_nocase(name, str_lit("UTF-16")) ? "UTF-16BE" : str_cstr(c->arena, name);
}

static const struct value *textencodebase64_run(struct call *c)
{
    const char *name = charset(c);
    bool mark = str_eq_nocase(arg_text(c, 1), str_lit("UTF-16"));
    struct str bytes;

    if (!name || !convert(c, arg_text(c, 0), name, "UTF-8", 0, &bytes))
        return NULL;
    if (mark && bytes.n) {
        char *marked = arena_alloc(c->arena, bytes.n + 2);

        memcpy(marked, "\xfe\xff", 2);
        memcpy(marked + 2, bytes.p, bytes.n);
        bytes = str_of(marked, bytes.n + 2);
    }
    return func_text(c, base64_encode(c->arena, bytes));
}

static const struct value *textdecodebase64_run(struct call *c)
{
    const char *name = charset(c);
    struct str bytes, text;

    if (!name)
        return NULL;
    if (base64_decode(c->arena, arg_text(c, 0), &bytes) < 0)
        return call_error(c, 0, "this is not base64");
    if (!convert(c, bytes, "UTF-8", name, 0, &text))
        return NULL;
    if (str_find(text, str_lit("\xef\xbf\xbd")) != STR_NONE)
        return call_error(c, 0, "a character is not defined in this character set");
    return func_text(c, text);
}

/* ---- JSON --------------------------------------------------------------------------------- */

static const struct value *jsonencode_run(struct call *c)
{
    AUTO_BUF struct buf out = BUF_INIT;

    if (c->args[0]->partial)
        return func_unknown(c, &type_string);
    if (!func_is_finite(c->args[0]))
        return call_error(c, 0, "JSON has no infinite numbers");
    value_json(&out, c->args[0]);
    return func_text(c, str_copy(c->arena, buf_str(&out)));
}

/* ---- table -------------------------------------------------------------------------------- */

static const struct param one_string[] = { { "str", &type_string, 0 } };
static const struct param charset_params[] = { { "string", &type_string, 0 },
                                               { "encoding", &type_string, 0 } };
static const struct param json_params[] = { { "val", &type_dynamic,
                                              PARAM_NULL | PARAM_UNKNOWN | PARAM_DYNAMIC } };

static const struct function table[] = {
    { "base64decode", one_string, 1, NULL, result_string, base64decode_run },
    { "base64encode", one_string, 1, NULL, result_string, base64encode_run },
    { "base64gunzip", one_string, 1, NULL, result_string, base64gunzip_run },
    { "base64gzip", one_string, 1, NULL, result_string, base64gzip_run },
    { "jsonencode", json_params, 1, NULL, result_string, jsonencode_run },
    { "textdecodebase64", charset_params, 2, NULL, result_string, textdecodebase64_run },
    { "textencodebase64", charset_params, 2, NULL, result_string, textencodebase64_run },
    { "urldecode", one_string, 1, NULL, result_string, urldecode_run },
    { "urlencode", one_string, 1, NULL, result_string, urlencode_run },
};

const struct function_table functions_encoding = { table, ARRAY_LEN(table), &functions_decode };
