#include "upgrade/resource_address.h"

#include "base/buf.h"
#include "hcl/parse.h"
#include "text/utf8.h"

/* ---- reading ------------------------------------------------------------------------------- */

struct reader {
    struct arena *arena;
    struct str text;
    size_t at;
    struct err *err;
};

/* A long address is shown around the place only. */
static int fail(const struct reader *r, const char *what)
{
    enum { AROUND = 200 };
    size_t from = r->at > AROUND ? r->at - AROUND : 0;
    struct str shown = str_slice(r->text, from, r->at + AROUND);

    return err_set(r->err, ERR_USAGE, "\"%.*s\" is no resource address: %s at column %zu",
                   STR(shown), what, r->at + 1);
}

static bool at_char(const struct reader *r, char c)
{
    return r->at < r->text.n && r->text.p[r->at] == c;
}

/* Up to the next character that cannot be in a name. */
static int read_name(struct reader *r, struct str *ret)
{
    size_t end = r->at;

    while (end < r->text.n && r->text.p[end] != '.' && r->text.p[end] != '[')
        end++;
    *ret = str_slice(r->text, r->at, end);
    if (!hcl_is_identifier(*ret))
        return fail(r, "a name is expected");
    r->at = end;
    return 0;
}

static int read_hex(struct reader *r, size_t digits, struct buf *out)
{
    uint32_t code = 0;
    char bytes[4];

    for (size_t i = 0; i < digits; i++) {
        char c = r->at < r->text.n ? r->text.p[r->at] : '\0';
        int value = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;

        if (value < 0)
            return fail(r, "a hexadecimal digit is expected");
        code = code * 16 + (uint32_t)value;
        r->at++;
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return fail(r, "this is no Unicode character");
    buf_add(out, str_of(bytes, utf8_encode(code, bytes)));
    return 0;
}

static int read_escape(struct reader *r, struct buf *out)
{
    static const char names[] = "nrt\"\\", values[] = "\n\r\t\"\\";
    char c = r->at < r->text.n ? r->text.p[r->at] : '\0';
    const char *found = c ? strchr(names, c) : NULL;

    if (found) {
        buf_addc(out, values[found - names]);
        r->at++;
        return 0;
    }
    if (c != 'u' && c != 'U')
        return fail(r, "an escape is \\n, \\r, \\t, \\\", \\\\, \\uNNNN or \\UNNNNNNNN");
    r->at++;
    return read_hex(r, c == 'u' ? 4 : 8, out);
}

static int read_quoted(struct reader *r, struct str *ret)
{
    AUTO_BUF struct buf out = BUF_INIT;

    r->at++;
    while (!at_char(r, '"')) {
        struct str rest = str_skip(r->text, r->at);
        char c;

        if (!rest.n)
            return fail(r, "a closing quote is expected");
        c = rest.p[0];
        r->at++;
        if (c == '\\') {
            TRY(read_escape(r, &out));
        } else {
            buf_addc(&out, c);
            if (str_starts(rest, str_lit("$${")) || str_starts(rest, str_lit("%%{")))
                r->at++;
        }
    }
    r->at++;
    *ret = str_copy(r->arena, buf_str(&out));
    return 0;
}

static int read_key(struct reader *r, struct instance_key *ret)
{
    size_t start;

    if (!at_char(r, '['))
        return 0;
    start = ++r->at;
    if (at_char(r, '"')) {
        ret->kind = INSTANCE_TEXT;
        TRY(read_quoted(r, &ret->text));
    } else {
        while (r->at < r->text.n && r->text.p[r->at] >= '0' && r->text.p[r->at] <= '9')
            r->at++;
        ret->kind = INSTANCE_NUMBER;
        if (!str_to_u64(str_slice(r->text, start, r->at), INT64_MAX, &ret->number))
            return fail(r, "a number or a text in double quotes is expected");
    }
    if (!at_char(r, ']'))
        return fail(r, "\"]\" is expected");
    r->at++;
    return 0;
}

static int expect_dot(struct reader *r)
{
    if (!at_char(r, '.'))
        return fail(r, "\".\" is expected");
    r->at++;
    return 0;
}

/* `word` is the first name of what follows the modules; it was read already. */
static int read_resource(struct reader *r, struct str word, struct resource_address *ret)
{
    if (str_is(word, "data")) {
        ret->data = true;
        TRY(expect_dot(r));
        TRY(read_name(r, &word));
    }
    ret->type = word;
    TRY(expect_dot(r));
    TRY(read_name(r, &ret->name));
    TRY(read_key(r, &ret->key));
    if (r->at < r->text.n)
        return fail(r, "nothing more is expected");
    return 0;
}

static int read_module(struct reader *r, struct resource_address *ret)
{
    struct module_step *step;

    if (ret->n_modules == RESOURCE_MODULES_MAX)
        return err_set(r->err, ERR_LIMIT, "a resource address has more than %d modules",
                       RESOURCE_MODULES_MAX);
    step = &ret->modules[ret->n_modules++];
    *step = (struct module_step){ 0 };
    TRY(expect_dot(r));
    TRY(read_name(r, &step->name));
    return read_key(r, &step->key);
}

int resource_address_parse(struct arena *a, struct str text, struct resource_address *ret,
                           struct err *e)
{
    struct module_step modules[RESOURCE_MODULES_MAX];
    struct resource_address address = { .modules = modules };
    struct reader r = { a, text, 0, e };

    if (text.n > RESOURCE_ADDRESS_MAX)
        return err_set(e, ERR_LIMIT, "a resource address has more than %d bytes",
                       RESOURCE_ADDRESS_MAX);
    for (;;) {
        struct str word;

        TRY(read_name(&r, &word));
        if (!str_is(word, "module")) {
            TRY(read_resource(&r, word, &address));
            break;
        }
        TRY(read_module(&r, &address));
        if (r.at == text.n)
            break;
        TRY(expect_dot(&r));
    }
    *ret = address;
    ret->modules = arena_array(a, address.n_modules, sizeof *modules);
    if (address.n_modules)
        memcpy(ret->modules, modules, address.n_modules * sizeof *modules);
    return 0;
}

/* ---- writing ------------------------------------------------------------------------------- */

static void escape_char(struct buf *out, struct str here, size_t n, uint32_t code)
{
    switch (code) {
    case '\n':
        buf_addz(out, "\\n");
        break;
    case '\r':
        buf_addz(out, "\\r");
        break;
    case '\t':
        buf_addz(out, "\\t");
        break;
    case '"':
    case '\\':
        buf_printf(out, "\\%c", (char)code);
        break;
    case '$':
    case '%':
        buf_addc(out, (char)code);
        if (here.n > 1 && here.p[1] == '{')
            buf_addc(out, (char)code);
        break;
    default:
        if (code < 0x20 || code == 0x7f)
            buf_printf(out, "\\u%04x", code);
        else
            buf_add(out, str_slice(here, 0, n));
    }
}

void resource_key_escape(struct buf *out, struct str text)
{
    while (text.n) {
        uint32_t code;
        size_t n = utf8_next(text, &code);

        escape_char(out, text, n, code);
        text = str_skip(text, n);
    }
}

static void add_key(struct buf *out, const struct instance_key *key)
{
    if (key->kind == INSTANCE_NUMBER)
        buf_printf(out, "[%llu]", (unsigned long long)key->number);
    if (key->kind != INSTANCE_TEXT)
        return;
    buf_addz(out, "[\"");
    resource_key_escape(out, key->text);
    buf_addz(out, "\"]");
}

struct str resource_address_text(struct arena *a, const struct resource_address *address)
{
    AUTO_BUF struct buf out = BUF_INIT;

    for (size_t i = 0; i < address->n_modules; i++) {
        buf_printf(&out, "%smodule.%.*s", i ? "." : "", STR(address->modules[i].name));
        add_key(&out, &address->modules[i].key);
    }
    if (address->type.n) {
        buf_printf(&out, "%s%s%.*s.%.*s", address->n_modules ? "." : "",
                   address->data ? "data." : "", STR(address->type), STR(address->name));
        add_key(&out, &address->key);
    }
    return str_copy(a, buf_str(&out));
}

/* ---- comparing and moving ------------------------------------------------------------------ */

bool resource_address_is_module(const struct resource_address *address)
{
    return address->type.n == 0;
}

static int key_cmp(const struct instance_key *x, const struct instance_key *y)
{
    if (x->kind != y->kind)
        return x->kind < y->kind ? -1 : 1;
    if (x->kind == INSTANCE_TEXT)
        return str_cmp(x->text, y->text);
    if (x->kind == INSTANCE_NUMBER && x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return 0;
}

static int modules_cmp(const struct resource_address *x, const struct resource_address *y)
{
    for (size_t i = 0; i < x->n_modules && i < y->n_modules; i++) {
        int order = str_cmp(x->modules[i].name, y->modules[i].name);

        if (order == 0)
            order = key_cmp(&x->modules[i].key, &y->modules[i].key);
        if (order)
            return order;
    }
    return (x->n_modules > y->n_modules) - (x->n_modules < y->n_modules);
}

int resource_address_cmp(const struct resource_address *x, const struct resource_address *y)
{
    int order = modules_cmp(x, y);

    if (order == 0)
        order = (int)x->data - (int)y->data;
    if (order == 0)
        order = str_cmp(x->type, y->type);
    if (order == 0)
        order = str_cmp(x->name, y->name);
    return order ? order : key_cmp(&x->key, &y->key);
}

bool resource_address_eq(const struct resource_address *x, const struct resource_address *y)
{
    return resource_address_cmp(x, y) == 0;
}

bool resource_address_holds(const struct resource_address *outer,
                            const struct resource_address *inner, bool any_key)
{
    if (outer->n_modules > inner->n_modules)
        return false;
    for (size_t i = 0; i < outer->n_modules; i++) {
        const struct module_step *x = &outer->modules[i], *y = &inner->modules[i];

        if (!str_eq(x->name, y->name))
            return false;
        if (any_key && x->key.kind == INSTANCE_NO_KEY)
            continue;
        if (key_cmp(&x->key, &y->key) != 0)
            return false;
    }
    if (resource_address_is_module(outer))
        return true;
    return outer->n_modules == inner->n_modules && outer->data == inner->data &&
           str_eq(outer->type, inner->type) && str_eq(outer->name, inner->name) &&
           (outer->key.kind == INSTANCE_NO_KEY || key_cmp(&outer->key, &inner->key) == 0);
}

struct resource_address resource_address_moved(struct arena *a,
                                               const struct resource_address *inner,
                                               const struct resource_address *from,
                                               const struct resource_address *to)
{
    struct resource_address moved = *inner;
    size_t below = inner->n_modules - from->n_modules;

    moved.n_modules = to->n_modules + below;
    moved.modules = arena_array(a, moved.n_modules, sizeof *moved.modules);
    for (size_t i = 0; i < to->n_modules; i++)
        moved.modules[i] = to->modules[i];
    for (size_t i = 0; i < below; i++)
        moved.modules[to->n_modules + i] = inner->modules[from->n_modules + i];
    if (resource_address_is_module(to))
        return moved;
    moved.data = to->data;
    moved.type = to->type;
    moved.name = to->name;
    if (from->key.kind != INSTANCE_NO_KEY || to->key.kind != INSTANCE_NO_KEY ||
        inner->key.kind == INSTANCE_NO_KEY)
        moved.key = to->key;
    return moved;
}
