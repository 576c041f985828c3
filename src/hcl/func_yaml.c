/*
 * yamlencode(): block YAML byte for byte as Terraform writes it (go-cty-yaml's emitter, which
 * descends from libyaml's): texts in double quotes, or as literal blocks when they have lines.
 */
#include "hcl/func.h"
#include "text/utf8.h"

enum { STEP = 2, BEST_WIDTH = 80, SIMPLE_KEY_MAX = 128 };

struct emitter {
    struct call *call;
    struct buf out;
    size_t column;
    int indent;       /* of the collection at hand; -1 at the root */
    bool whitespace;  /* was the last thing white space or an indicator that needs none behind? */
    bool indentation; /* is there only indentation and indicators on this line so far? */
    bool open_ended;  /* does a plain scalar at the root need "..." behind it? */
    bool overflow;
};

/* Where a node stands. */
struct context {
    bool root, mapping, simple_key;
};

static bool emit(struct emitter *e, const struct value *v, struct context context);

/* ---- characters --------------------------------------------------------------------------- */

static void put(struct emitter *e, struct str s)
{
    if (buf_room(&e->out, s.n))
        buf_add(&e->out, s);
    else
        e->overflow = true;
    e->column++;
}

static void put_break(struct emitter *e)
{
    put(e, str_lit("\n"));
    e->column = 0;
}

static void put_indent(struct emitter *e)
{
    size_t indent = e->indent < 0 ? 0 : (size_t)e->indent;

    if (!e->indentation || e->column > indent || (e->column == indent && !e->whitespace))
        put_break(e);
    while (e->column < indent)
        put(e, str_lit(" "));
    e->whitespace = true;
    e->indentation = true;
}

static void put_indicator(struct emitter *e, char c, bool need_space, bool is_space,
                          bool is_indentation)
{
    if (need_space && !e->whitespace)
        put(e, str_lit(" "));
    put(e, str_of(&c, 1));
    e->whitespace = is_space;
    e->indentation = e->indentation && is_indentation;
    e->open_ended = false;
}

static bool is_break(uint32_t code)
{
    return code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 || code == 0x2029;
}

static bool is_printable(uint32_t code)
{
    return code == '\n' || (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xd7ff) ||
           (code >= 0xe000 && code <= 0xfffd && code != 0xfeff);
}

/* ---- scalars ------------------------------------------------------------------------------ */

static void emit_plain(struct emitter *e, struct str s, bool root)
{
    if (!e->whitespace)
        put(e, str_lit(" "));
    for (size_t i = 0; i < s.n; i++)
        put(e, str_slice(s, i, i + 1));
    e->whitespace = false;
    e->indentation = false;
    e->open_ended = root;
}

static void put_escape(struct emitter *e, uint32_t code)
{
    static const struct {
        uint32_t code;
        char letter;
    } names[] = {
        { 0, '0' },     { 7, 'a' },    { 8, 'b' },    { '\t', 't' },   { '\n', 'n' },
        { 0xb, 'v' },   { 0xc, 'f' },  { '\r', 'r' }, { 0x1b, 'e' },   { '"', '"' },
        { '\\', '\\' }, { 0x85, 'N' }, { 0xa0, '_' }, { 0x2028, 'L' }, { 0x2029, 'P' },
    };
    char digits[12];
    int n;

    put(e, str_lit("\\"));
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (names[i].code == code) {
            put(e, str_of(&names[i].letter, 1));
            return;
        }
    }
    n = code <= 0xff     ? snprintf(digits, sizeof digits, "x%02X", (unsigned)code)
        : code <= 0xffff ? snprintf(digits, sizeof digits, "u%04X", (unsigned)code)
                         : snprintf(digits, sizeof digits, "U%08X", (unsigned)code);
    for (int i = 0; i < n; i++)
        put(e, str_of(digits + i, 1));
}

static void emit_quoted(struct emitter *e, struct str s, bool allow_breaks)
{
    /* The reference looks at the text's start only, and then escapes all of it. */
    bool bom = str_starts(s, str_lit("\xef\xbb\xbf")), spaces = false;
    size_t n;

    put_indicator(e, '"', true, false, false);
    for (size_t i = 0; i < s.n; i += n) {
        uint32_t code;

        n = utf8_next(str_skip(s, i), &code);
        if (bom || !is_printable(code) || is_break(code) || code == '"' || code == '\\') {
            put_escape(e, code == UTF8_BAD ? (unsigned char)s.p[i] : code);
            spaces = false;
        } else if (code == ' ') {
            if (allow_breaks && !spaces && e->column > BEST_WIDTH && i > 0 && i + 1 < s.n) {
                put_indent(e);
                if (s.p[i + 1] == ' ')
                    put(e, str_lit("\\"));
            } else {
                put(e, str_lit(" "));
            }
            spaces = true;
        } else {
            put(e, str_slice(s, i, i + n));
            spaces = false;
        }
    }
    put_indicator(e, '"', false, false, false);
    e->whitespace = false;
    e->indentation = false;
}

/* May the text be a literal block? Not with a space at its end or in front of a line break. */
static bool literal_allowed(struct str s)
{
    uint32_t code, before = 0;
    size_t n;

    for (size_t i = 0; i < s.n; i += n) {
        n = utf8_next(str_skip(s, i), &code);
        if (!is_printable(code) || (is_break(code) && before == ' '))
            return false;
        before = code;
    }
    return before != ' ';
}

/* "|", an indentation hint if the text begins with white space, and how to treat its end. */
static void emit_literal_header(struct emitter *e, struct str s)
{
    uint32_t first, last, before = 0;
    size_t n;

    utf8_next(s, &first);
    n = utf8_prev(s, &last);
    if (s.n > n)
        utf8_prev(str_slice(s, 0, s.n - n), &before);
    put_indicator(e, '|', true, false, false);
    if (first == ' ' || is_break(first))
        put_indicator(e, '0' + STEP, false, false, false);
    if (!is_break(last))
        put_indicator(e, '-', false, false, false);
    else if (s.n == n || is_break(before))
        put_indicator(e, '+', false, false, false);
    put_break(e);
    e->indentation = true;
    e->whitespace = true;
}

static void emit_literal(struct emitter *e, struct str s)
{
    bool breaks = true;
    size_t n;

    emit_literal_header(e, s);
    for (size_t i = 0; i < s.n; i += n) {
        uint32_t code;

        n = utf8_next(str_skip(s, i), &code);
        if (is_break(code)) {
            put(e, str_slice(s, i, i + n));
            e->column = 0;
            e->indentation = true;
            breaks = true;
        } else {
            if (breaks)
                put_indent(e);
            put(e, str_slice(s, i, i + n));
            e->indentation = false;
            breaks = false;
        }
    }
}

static void emit_text(struct emitter *e, struct str s, struct context context)
{
    int outer = e->indent;

    e->indent = outer < 0 ? STEP : outer + STEP;
    if (!context.simple_key && str_find_char(s, '\n') != STR_NONE && literal_allowed(s))
        emit_literal(e, s);
    else
        emit_quoted(e, s, !context.simple_key);
    e->indent = outer;
}

static struct str plain_text(struct emitter *e, const struct value *v)
{
    if (value_is_null(v))
        return str_lit("null");
    if (v->type->kind == TYPE_BOOL)
        return v->u.boolean ? str_lit("true") : str_lit("false");
    if (mpfr_inf_p(v->u.number))
        return mpfr_signbit(v->u.number) ? str_lit("-Inf") : str_lit("+Inf");
    return value_number_text(e->call->arena, v);
}

/* ---- collections -------------------------------------------------------------------------- */

static void emit_empty(struct emitter *e, const char *brackets)
{
    put_indicator(e, brackets[0], true, true, false);
    put_indicator(e, brackets[1], false, false, false);
}

static bool emit_sequence(struct emitter *e, const struct value *v, struct context context)
{
    int outer = e->indent;

    if (outer < 0)
        e->indent = 0;
    else if (!(context.mapping && !e->indentation))
        e->indent += STEP;
    for (size_t i = 0; i < v->u.list.n; i++) {
        put_indent(e);
        put_indicator(e, '-', true, false, true);
        if (!emit(e, v->u.list.items[i], (struct context){ 0 }))
            return false;
    }
    e->indent = outer;
    return true;
}

/* Has the key to stand behind "? ", with the value on a line of its own? */
static bool is_simple_key(struct str key)
{
    uint32_t code;

    for (size_t i = 0; i < key.n; i += utf8_next(str_skip(key, i), &code)) {
        utf8_next(str_skip(key, i), &code);
        if (is_break(code))
            return false;
    }
    return key.n <= SIMPLE_KEY_MAX;
}

static bool emit_mapping(struct emitter *e, const struct value *v)
{
    struct context context = { .mapping = true };
    int outer = e->indent;

    e->indent = outer < 0 ? 0 : outer + STEP;
    for (size_t i = 0; i < v->u.map.n; i++) {
        struct str key = v->u.map.keys[i];

        put_indent(e);
        if (is_simple_key(key)) {
            emit_text(e, key, (struct context){ .mapping = true, .simple_key = true });
            put_indicator(e, ':', false, false, false);
        } else {
            put_indicator(e, '?', true, false, true);
            emit_text(e, key, context);
            put_indent(e);
            put_indicator(e, ':', true, false, true);
        }
        if (!emit(e, v->u.map.values[i], context))
            return false;
    }
    e->indent = outer;
    return true;
}

static bool emit(struct emitter *e, const struct value *v, struct context context)
{
    if (!value_is_null(v) && is_mapping(v->type)) {
        if (v->u.map.n)
            return emit_mapping(e, v);
        emit_empty(e, "{}");
    } else if (!value_is_null(v) && is_sequence(v->type)) {
        if (v->u.list.n)
            return emit_sequence(e, v, context);
        emit_empty(e, "[]");
    } else if (!value_is_null(v) && v->type->kind == TYPE_STRING) {
        emit_text(e, v->u.string, context);
    } else {
        emit_plain(e, plain_text(e, v), context.root);
    }
    return !e->overflow || func_text_fits(e->call, UINT64_MAX);
}

static const struct value *yamlencode_run(struct call *c)
{
    const struct value *v = c->args[0], *result = NULL;
    struct emitter e = {
        .call = c,
        .out = { .max = TEXT_MAX },
        .indent = -1,
        .whitespace = true,
        .indentation = true,
    };

    if (v->partial)
        return func_unknown(c, &type_string);
    if (emit(&e, v, (struct context){ .root = true })) {
        put_indent(&e);
        if (e.open_ended) {
            put(&e, str_lit("..."));
            put_break(&e);
        }
        result = e.overflow ? NULL : func_text(c, str_copy(c->arena, buf_str(&e.out)));
        if (e.overflow)
            func_text_fits(c, UINT64_MAX);
    }
    buf_release(&e.out);
    return result;
}

static const struct param params[] = { { "value", &type_dynamic, PARAM_NULL | PARAM_DYNAMIC } };

static const struct function table[] = {
    { "yamlencode", params, 1, NULL, result_string, yamlencode_run },
};

const struct function_table functions_yaml = { table, ARRAY_LEN(table), &functions_hash };
