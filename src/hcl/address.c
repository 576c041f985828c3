#include "hcl/address.h"

#include "base/vec.h"
#include "hcl/parse.h"
#include "text/utf8.h"

/* ---- reading ----------------------------------------------------------------------------- */

struct reader {
    struct arena *arena;
    struct str text;
    size_t at;
    VEC(struct address_step) steps;
    struct err *err;
};

static int mistake(struct reader *r, const char *what)
{
    return err_set(r->err, ERR_USAGE, "address %.*s: %s at byte %zu", STR(r->text), what,
                   r->at + 1);
}

static bool next_is(const struct reader *r, const char *z)
{
    return str_starts(str_skip(r->text, r->at), str_z(z));
}

static int push(struct reader *r, struct address_step step)
{
    if (r->steps.n == ADDRESS_STEPS_MAX)
        return err_set(r->err, ERR_LIMIT, "an address has more than %d steps", ADDRESS_STEPS_MAX);
    step.end = r->at;
    vec_push(r->arena, &r->steps, step);
    return 0;
}

/* The length of the identifier at the start of s, or 0. */
static size_t identifier(struct str s)
{
    size_t n = 0;

    while (n < s.n) {
        uint32_t code;
        size_t len = utf8_next(str_skip(s, n), &code);

        if (code == UTF8_BAD || !(code == '_' || utf8_is_id_start(code) ||
                                  (n && (code == '-' || utf8_is_id_continue(code)))))
            break;
        n += len;
    }
    return n;
}

static int read_number(struct reader *r, uint32_t *ret)
{
    struct str rest = str_skip(r->text, r->at);
    size_t n = 0;
    uint64_t number;

    while (n < rest.n && rest.p[n] >= '0' && rest.p[n] <= '9')
        n++;
    if (!str_to_u64(str_slice(rest, 0, n), UINT32_MAX, &number))
        return mistake(r, "a number is expected");
    r->at += n;
    *ret = (uint32_t)number;
    return 0;
}

/* The code point of \uXXXX or \UXXXXXXXX, whose digits start at r->at. */
static int read_code_point(struct reader *r, size_t digits, struct buf *out)
{
    uint32_t code = 0;
    char utf8[4];

    for (size_t i = 0; i < digits; i++, r->at++) {
        char c = r->at < r->text.n ? r->text.p[r->at] : '\0';
        const char *hex = "0123456789abcdef", *found = strchr(hex, c | 0x20);

        if (!c || !found || (c < '0' && c != 0))
            return mistake(r, "a hexadecimal digit is expected");
        code = code * 16 + (uint32_t)(found - hex);
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        return mistake(r, "this is no character");
    buf_add(out, str_of(utf8, utf8_encode(code, utf8)));
    return 0;
}

static int read_escape(struct reader *r, struct buf *out)
{
    static const char names[] = "nrt\"\\", meaning[] = "\n\r\t\"\\";
    char c = r->at < r->text.n ? r->text.p[r->at] : '\0';
    const char *found = c ? strchr(names, c) : NULL;

    if (c == 'u' || c == 'U') {
        r->at++;
        return read_code_point(r, c == 'u' ? 4 : 8, out);
    }
    if (!found)
        return mistake(r,
                       "unknown escape: \\n, \\r, \\t, \\\", \\\\, \\uXXXX and \\UXXXXXXXX exist");
    r->at++;
    buf_addc(out, meaning[found - names]);
    return 0;
}

static int read_quoted(struct reader *r, struct str *ret)
{
    AUTO_BUF struct buf out = BUF_INIT;

    r->at++;
    for (;;) {
        char c;

        if (r->at == r->text.n)
            return mistake(r, "the closing quote is missing");
        c = r->text.p[r->at++];
        if (c == '"')
            break;
        if (c == '\\')
            TRY(read_escape(r, &out));
        else
            buf_addc(&out, c);
    }
    *ret = str_copy(r->arena, buf_str(&out));
    return 0;
}

/* What stands in brackets. */
static int read_bracket(struct reader *r)
{
    struct address_step step = { .kind = ADDRESS_INDEX, .start = r->at++ };
    size_t inside = r->at;

    if (next_is(r, "+")) {
        step.kind = ADDRESS_APPEND;
        r->at++;
    } else if (next_is(r, "\"")) {
        step.kind = ADDRESS_NAME;
        TRY(read_quoted(r, &step.text));
    } else if (read_number(r, &step.index) < 0) {
        return mistake(r, "a number, a text in quotes or + is expected");
    }
    if (step.kind != ADDRESS_NAME)
        step.text = str_slice(r->text, inside, r->at);
    if (!next_is(r, "]"))
        return mistake(r, "] is expected");
    r->at++;
    return push(r, step);
}

/* A name, or a function with the number of an argument. `start` is where the step begins. */
static int read_name(struct reader *r, size_t start)
{
    struct address_step step = { .kind = ADDRESS_NAME, .start = start };
    size_t n = identifier(str_skip(r->text, r->at)), more;

    if (!n)
        return mistake(r, "a name is expected (what is no identifier stands in [\"…\"])");
    while (str_starts(str_skip(r->text, r->at + n), str_lit("::")) &&
           (more = identifier(str_skip(r->text, r->at + n + 2))) > 0)
        n += 2 + more;
    step.text = str_slice(r->text, r->at, r->at + n);
    r->at += n;
    if (r->steps.n && next_is(r, "(")) {
        step.kind = ADDRESS_CALL;
        r->at++;
        TRY(read_number(r, &step.index));
        if (!next_is(r, ")"))
            return mistake(r, ") is expected");
        r->at++;
    } else if (str_find(step.text, str_lit("::")) != STR_NONE) {
        return mistake(r, "a function is followed by the number of an argument: f(0)");
    }
    return push(r, step);
}

static int read_inner(struct reader *r)
{
    struct address_step step = { .kind = ADDRESS_INNER, .text = str_lit("!"), .start = r->at++ };

    TRY(push(r, step));
    if (identifier(str_skip(r->text, r->at)))
        return read_name(r, r->at);
    return 0;
}

int address_parse(struct arena *a, struct str text, struct address *ret, struct str *ret_rest,
                  struct err *e)
{
    struct reader r = { .arena = a, .text = text, .err = e };

    if (identifier(text))
        TRY(read_name(&r, 0));
    while (r.steps.n) {
        if (next_is(&r, ".")) {
            r.at++;
            TRY(read_name(&r, r.at - 1));
        } else if (next_is(&r, "[")) {
            TRY(read_bracket(&r));
        } else if (next_is(&r, "!")) {
            TRY(read_inner(&r));
        } else {
            break;
        }
    }
    if (!ret_rest && r.at < text.n)
        return mistake(&r, r.steps.n ? ". or [ or ! is expected" : "a name is expected");
    if (ret_rest)
        *ret_rest = str_skip(text, r.at);
    *ret = (struct address){ str_slice(text, 0, r.at), r.steps.items, r.steps.n };
    return 0;
}

struct address address_parent(const struct address *address, size_t n)
{
    struct address parent = *address;

    parent.n -= n < parent.n ? n : parent.n;
    parent.text = str_slice(parent.text, 0, parent.n ? parent.items[parent.n - 1].end : 0);
    return parent;
}

static void put_step(struct buf *out, const struct address_step *step)
{
    switch (step->kind) {
    case ADDRESS_NAME:
        if (hcl_is_identifier(step->text)) {
            if (out->n && out->p[out->n - 1] != '!')
                buf_addc(out, '.');
            buf_add(out, step->text);
        } else {
            buf_addz(out, "[\"");
            for (size_t i = 0; i < step->text.n; i++)
                buf_printf(out, strchr("\"\\", step->text.p[i]) ? "\\%c" : "%c", step->text.p[i]);
            buf_addz(out, "\"]");
        }
        break;
    case ADDRESS_INDEX:
        buf_printf(out, "[%u]", step->index);
        break;
    case ADDRESS_APPEND:
        buf_addz(out, "[+]");
        break;
    case ADDRESS_CALL:
        buf_printf(out, ".%.*s(%u)", STR(step->text), step->index);
        break;
    case ADDRESS_INNER:
        buf_addc(out, '!');
        break;
    }
}

struct address address_with(struct arena *a, const struct address *parent,
                            const struct address_step *steps, size_t n)
{
    AUTO_BUF struct buf out = BUF_INIT;
    struct address result = { .n = parent->n + n };

    result.items = arena_array(a, result.n, sizeof result.items[0]);
    buf_add(&out, parent->text);
    for (size_t i = 0; i < parent->n; i++)
        result.items[i] = parent->items[i];
    for (size_t i = 0; i < n; i++) {
        struct address_step step = steps[i];

        step.start = out.n;
        put_step(&out, &step);
        step.end = out.n;
        result.items[parent->n + i] = step;
    }
    result.text = str_copy(a, buf_str(&out));
    return result;
}

/* ---- constants --------------------------------------------------------------------------- */

const struct hcl_expr *address_bare(const struct hcl_expr *expr)
{
    while (expr->kind == HCL_EXPR_PAREN)
        expr = expr->u.inner;
    return expr;
}

bool address_item_key(struct arena *a, const struct hcl_text *text, const struct hcl_item *item,
                      struct str *ret)
{
    AUTO_BUF struct buf out = BUF_INIT;
    const struct hcl_expr *key;

    if (!item->key) {
        *ret = item->name.text;
        return true;
    }
    key = address_bare(item->key);
    if (key->kind == HCL_EXPR_NUMBER) {
        *ret = str_slice(text->source->text, key->range.start, key->range.end);
        return true;
    }
    if (key->kind != HCL_EXPR_TEMPLATE)
        return false;
    for (size_t i = 0; i < key->u.template.parts.n; i++) {
        const struct hcl_part *part = &key->u.template.parts.items[i];

        if (part->kind != HCL_PART_TEXT)
            return false;
        buf_add(&out, part->text);
    }
    *ret = str_copy(a, buf_str(&out));
    return true;
}

/* ---- for people -------------------------------------------------------------------------- */

static struct str block_words(struct arena *a, const struct hcl_block *block)
{
    AUTO_BUF struct buf out = BUF_INIT;

    buf_add(&out, block->type.text);
    for (size_t i = 0; i < block->n_labels; i++)
        buf_printf(&out, " \"%.*s\"", STR(block->labels[i].text));
    return str_copy(a, buf_str(&out));
}

struct str address_describe(struct arena *a, const struct address_target *t)
{
    uint32_t line = hcl_text_line(t->in, t->range.start);
    struct str key = str_lit("?");

    switch (t->kind) {
    case ADDRESS_BODY:
        if (!t->in->outer)
            return str_lit("the file");
        line = hcl_text_line(t->in->outer, t->in->from->range.start);
        return str_printf(a, "the text inside of the template of line %u", line);
    case ADDRESS_ATTRIBUTE:
        line = hcl_text_line(t->in, t->attribute->range.start);
        return str_printf(a, "attribute %.*s (line %u)", STR(t->attribute->name.text), line);
    case ADDRESS_BLOCK:
        return str_printf(a, "block %.*s (line %u)", STR(block_words(a, t->block)), line);
    case ADDRESS_ITEM: {
        const struct hcl_item *item = &t->container->u.object.items[t->index];

        (void)address_item_key(a, t->in, item, &key);
        line = hcl_text_line(t->in, item->key_range.start);
        return str_printf(a, "key %.*s (line %u)", STR(key), line);
    }
    case ADDRESS_ELEMENT:
        return str_printf(a, "element %zu (line %u)", t->index, line);
    case ADDRESS_ARGUMENT:
        return str_printf(a, "argument %zu of %.*s() (line %u)", t->index,
                          STR(t->container->u.call.name.text), line);
    }
    BUG("unknown kind of target %d", (int)t->kind);
}
