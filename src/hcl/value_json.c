/*
 * Values as JSON, byte for byte as jsonencode() writes them.
 */
#include "hcl/value.h"
#include "text/utf8.h"

/* The escape of a character, or NULL if it stands for itself. Signs of HTML are escaped. */
static const char *escape_of(uint32_t code, char scratch[8])
{
    switch (code) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\b':
        return "\\b";
    case '\f':
        return "\\f";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    case UTF8_BAD:
        return "\\ufffd";
    default:
        break;
    }
    if (code >= 32 && code != '<' && code != '>' && code != '&' && code != 0x2028 && code != 0x2029)
        return NULL;
    snprintf(scratch, 8, "\\u%04x", (unsigned)code);
    return scratch;
}

static void quote(struct buf *out, struct str s)
{
    buf_addc(out, '"');
    while (s.n) {
        size_t plain = 0;
        uint32_t code = 0;
        const char *escape = NULL;
        char scratch[8];
        size_t len = 0;

        while (plain < s.n) {
            len = utf8_next(str_skip(s, plain), &code);
            escape = escape_of(code, scratch);
            if (escape)
                break;
            plain += len;
        }
        buf_add(out, str_slice(s, 0, plain));
        s = str_skip(s, plain);
        if (escape) {
            buf_addz(out, escape);
            s = str_skip(s, len);
        }
    }
    buf_addc(out, '"');
}

static void write_number(struct buf *out, const struct value *v)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;

    buf_add(out, value_number_text(&scratch, v));
}

static void write_list(struct buf *out, const struct value *v)
{
    buf_addc(out, '[');
    for (size_t i = 0; i < v->u.list.n; i++) {
        if (i)
            buf_addc(out, ',');
        value_json(out, v->u.list.items[i]);
    }
    buf_addc(out, ']');
}

static void write_map(struct buf *out, const struct value *v)
{
    buf_addc(out, '{');
    for (size_t i = 0; i < v->u.map.n; i++) {
        if (i)
            buf_addc(out, ',');
        quote(out, v->u.map.keys[i]);
        buf_addc(out, ':');
        value_json(out, v->u.map.values[i]);
    }
    buf_addc(out, '}');
}

void value_json(struct buf *out, const struct value *v)
{
    if (v->state != VALUE_KNOWN) {
        buf_addz(out, "null");
        return;
    }
    switch (v->type->kind) {
    case TYPE_STRING:
        quote(out, v->u.string);
        return;
    case TYPE_NUMBER:
        write_number(out, v);
        return;
    case TYPE_BOOL:
        buf_addz(out, v->u.boolean ? "true" : "false");
        return;
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_TUPLE:
        write_list(out, v);
        return;
    case TYPE_MAP:
    case TYPE_OBJECT:
        write_map(out, v);
        return;
    case TYPE_DYNAMIC:
        break;
    }
    BUG("a known value of dynamic type");
}
