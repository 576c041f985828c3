#include "text/json.h"

#include <string.h>

#include "text/utf8.h"

struct reader {
    struct arena *arena;
    struct str text;
    size_t at;
    unsigned depth;
    struct err *err;
};

typedef VEC(struct json_piece) pieces;

static int read_value(struct reader *r, struct json **ret);

/* ---- characters --------------------------------------------------------------------------- */

static int peek(const struct reader *r)
{
    return r->at < r->text.n ? (unsigned char)r->text.p[r->at] : -1;
}

static void skip_space(struct reader *r)
{
    for (;;) {
        int c = peek(r);

        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            return;
        r->at++;
    }
}

static int fail(struct reader *r, const char *what)
{
    unsigned line = 1;
    int c = peek(r);

    for (size_t i = 0; i < r->at; i++)
        line += r->text.p[i] == '\n';
    if (c < 0)
        return err_set(r->err, ERR_SYNTAX, "line %u: %s, but the text ends here", line, what);
    if (c > ' ' && c < 0x7f)
        return err_set(r->err, ERR_SYNTAX, "line %u: %s, found '%c'", line, what, c);
    return err_set(r->err, ERR_SYNTAX, "line %u: %s, found byte 0x%02x", line, what, (unsigned)c);
}

/* ---- strings ------------------------------------------------------------------------------ */

/* The four hexadecimal digits at r->at; -1 if they are none. Does not move. */
static int32_t hex4(const struct reader *r, size_t at)
{
    int32_t n = 0;

    if (at > r->text.n || r->text.n - at < 4)
        return -1;
    for (size_t i = at; i < at + 4; i++) {
        char c = r->text.p[i];
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;

        if (digit < 0)
            return -1;
        n = n << 4 | digit;
    }
    return n;
}

/*
 * The escape sequence at r->at, decoded to `to` (room for four bytes). Half of a surrogate pair
 * alone is legal JSON and no character: it becomes U+FFFD.
 */
static int read_escape(struct reader *r, char *to, size_t *ret_len)
{
    static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
    const char *name;
    int32_t c, low;

    r->at++;
    if (peek(r) == 'u') {
        c = hex4(r, r->at + 1);
        if (c < 0)
            return fail(r, "a \\u escape needs four hexadecimal digits");
        r->at += 5;
        if (c >= 0xd800 && c < 0xe000) {
            bool pair = c < 0xdc00 && peek(r) == '\\' && r->at + 1 < r->text.n &&
                        r->text.p[r->at + 1] == 'u';

            low = pair ? hex4(r, r->at + 2) : -1;
            if (low >= 0xdc00 && low < 0xe000) {
                c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
                r->at += 6;
            } else {
                c = 0xfffd;
            }
        }
        *ret_len = utf8_encode((uint32_t)c, to);
        return 0;
    }
    name = peek(r) > 0 ? strchr(names, peek(r)) : NULL;
    if (!name)
        return fail(r, "expected an escape sequence of JSON after the backslash");
    *to = meant[name - names];
    *ret_len = 1;
    r->at++;
    return 0;
}

/* Moves to the next quote, backslash or fault. */
static int skip_verbatim(struct reader *r)
{
    for (;;) {
        int c = peek(r);
        uint32_t code;
        size_t n;

        if (c < 0)
            return fail(r, "expected the end of a string");
        if (c == '"' || c == '\\')
            return 0;
        if (c < 0x20)
            return fail(r, "a control character in a string must be escaped");
        n = utf8_next(str_skip(r->text, r->at), &code);
        if (code == UTF8_BAD)
            return fail(r, "a string must be UTF-8");
        r->at += n;
    }
}

static void add_piece(struct arena *a, pieces *list, size_t at, size_t len, size_t start,
                      size_t end, bool escape)
{
    struct json_piece piece = {
        .at = (uint32_t)at,
        .len = (uint32_t)len,
        .start = (uint32_t)start,
        .end = (uint32_t)end,
        .escape = escape,
    };

    vec_push(a, list, piece);
}

/* A string with escapes from its first backslash on; `text` is large enough for all of it. */
static int read_pieces(struct reader *r, size_t start, char *text, size_t *ret_len, pieces *list)
{
    size_t len = 0;

    for (;;) {
        size_t n = r->at - start;

        if (n) {
            memcpy(text + len, r->text.p + start, n);
            add_piece(r->arena, list, len, n, start, r->at, false);
            len += n;
        }
        if (peek(r) == '"')
            break;
        start = r->at;
        TRY(read_escape(r, text + len, &n));
        add_piece(r->arena, list, len, n, start, r->at, true);
        len += n;
        start = r->at;
        TRY(skip_verbatim(r));
    }
    *ret_len = len;
    return 0;
}

/* The length of the string's source from r->at to its closing quote, more or less: an upper
 * bound of the decoded length, since every escape is longer than what it stands for. */
static size_t source_len(const struct reader *r)
{
    size_t at = r->at;

    while (at < r->text.n && r->text.p[at] != '"')
        at += r->text.p[at] == '\\' ? 2 : 1;
    return at - r->at;
}

static int read_string(struct reader *r, struct json *node)
{
    size_t start = ++r->at, len;
    pieces list = { 0 };
    char *text;

    TRY(skip_verbatim(r));
    if (peek(r) == '"') {
        node->text = str_slice(r->text, start, r->at++);
        return 0;
    }
    text = arena_alloc(r->arena, r->at - start + source_len(r) + 4);
    TRY(read_pieces(r, start, text, &len, &list));
    r->at++;
    node->text = str_of(text, len);
    node->pieces = list.items;
    node->n_pieces = list.n;
    return 0;
}

/* ---- values ------------------------------------------------------------------------------- */

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static int skip_digits(struct reader *r)
{
    if (!is_digit(peek(r)))
        return fail(r, "expected a digit");
    while (is_digit(peek(r)))
        r->at++;
    return 0;
}

static int read_number(struct reader *r, struct json *node)
{
    size_t start = r->at;

    if (peek(r) == '-')
        r->at++;
    if (peek(r) == '0')
        r->at++;
    else
        TRY(skip_digits(r));
    if (peek(r) == '.') {
        r->at++;
        TRY(skip_digits(r));
    }
    if (peek(r) == 'e' || peek(r) == 'E') {
        r->at++;
        if (peek(r) == '+' || peek(r) == '-')
            r->at++;
        TRY(skip_digits(r));
    }
    if (is_digit(peek(r)))
        return fail(r, "a number must not begin with 0");
    node->kind = JSON_NUMBER;
    node->text = str_slice(r->text, start, r->at);
    return 0;
}

static int read_word(struct reader *r, struct json *node)
{
    static const struct {
        struct str word;
        enum json_kind kind;
        bool boolean;
    } words[] = {
        { STR_INIT("null"), JSON_NULL, false },
        { STR_INIT("true"), JSON_BOOL, true },
        { STR_INIT("false"), JSON_BOOL, false },
    };

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_starts(str_skip(r->text, r->at), words[i].word)) {
            node->kind = words[i].kind;
            node->boolean = words[i].boolean;
            r->at += words[i].word.n;
            return 0;
        }
    }
    return fail(r, "expected a JSON value");
}

static int read_key(struct reader *r, struct json **ret)
{
    struct json *key = arena_new(r->arena, struct json);

    if (peek(r) != '"')
        return fail(r, "expected a member name in double quotes");
    key->kind = JSON_STRING;
    key->start = (uint32_t)r->at;
    TRY(read_string(r, key));
    key->end = (uint32_t)r->at;
    skip_space(r);
    if (peek(r) != ':')
        return fail(r, "expected ':' after a member name");
    r->at++;
    *ret = key;
    return 0;
}

/* An array or an object; they differ in the brackets and in that members have names. */
static int read_items(struct reader *r, struct json *node, char close)
{
    VEC(struct json *) items = { 0 };
    VEC(struct json *) keys = { 0 };
    const char *expected = close == ']' ? "expected ',' or ']' after an array's element"
                                        : "expected ',' or '}' after an object's member";

    if (++r->depth > JSON_DEPTH_MAX)
        return err_set(r->err, ERR_LIMIT, "more than %d arrays and objects inside each other",
                       JSON_DEPTH_MAX);
    r->at++;
    skip_space(r);
    while (peek(r) != close || items.n) {
        struct json *item, *key = NULL;

        if (close == '}') {
            TRY(read_key(r, &key));
            vec_push(r->arena, &keys, key);
        }
        TRY(read_value(r, &item));
        vec_push(r->arena, &items, item);
        skip_space(r);
        if (peek(r) == close)
            break;
        if (peek(r) != ',')
            return fail(r, expected);
        r->at++;
        skip_space(r);
    }
    r->at++;
    r->depth--;
    node->kind = close == ']' ? JSON_ARRAY : JSON_OBJECT;
    node->items = items.items;
    node->keys = keys.items;
    node->n = items.n;
    return 0;
}

static int read_value(struct reader *r, struct json **ret)
{
    struct json *node = arena_new(r->arena, struct json);
    int c, rc;

    skip_space(r);
    node->start = (uint32_t)r->at;
    c = peek(r);
    if (c == '"') {
        node->kind = JSON_STRING;
        rc = read_string(r, node);
    } else if (c == '[' || c == '{') {
        rc = read_items(r, node, c == '[' ? ']' : '}');
    } else if (c == '-' || is_digit(c)) {
        rc = read_number(r, node);
    } else {
        rc = read_word(r, node);
    }
    node->end = (uint32_t)r->at;
    *ret = node;
    return rc;
}

int json_parse(struct arena *a, struct str text, struct json **ret, size_t *ret_offset,
               struct err *e)
{
    struct reader r = { .arena = a, .text = text, .err = e };
    struct json *root;
    int rc;

    if (text.n >= UINT32_MAX)
        return err_set(e, ERR_LIMIT, "the text is larger than 4 GiB");
    rc = read_value(&r, &root);
    if (rc == 0) {
        skip_space(&r);
        if (r.at < text.n)
            rc = fail(&r, "expected nothing more after the value");
    }
    if (rc < 0) {
        if (ret_offset)
            *ret_offset = r.at;
        return rc;
    }
    *ret = root;
    return 0;
}

struct json *json_get(const struct json *object, struct str key)
{
    if (object->kind != JSON_OBJECT)
        return NULL;
    for (size_t i = object->n; i > 0; i--)
        if (str_eq(object->keys[i - 1]->text, key))
            return object->items[i - 1];
    return NULL;
}

/* ---- writing ------------------------------------------------------------------------------ */

static void quote_char(struct buf *out, unsigned char c)
{
    static const char special[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
    const char *found = c ? strchr(special, c) : NULL;

    if (found) {
        buf_addc(out, '\\');
        buf_addc(out, names[found - special]);
    } else if (c < 0x20 || c == 0x7f) {
        buf_printf(out, "\\u%04x", c);
    } else {
        buf_addc(out, (char)c);
    }
}

void json_quote(struct buf *out, struct str s)
{
    buf_addc(out, '"');
    for (size_t i = 0, n; i < s.n; i += n) {
        uint32_t code;

        n = utf8_next(str_skip(s, i), &code);
        if (code == UTF8_BAD)
            buf_addz(out, "\xef\xbf\xbd");
        else if (n == 1)
            quote_char(out, (unsigned char)s.p[i]);
        else
            buf_add(out, str_slice(s, i, i + n));
    }
    buf_addc(out, '"');
}
