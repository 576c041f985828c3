/*
 * fuzz_edit: edits by address.
 *
 * The input is a text up to the first 0xff, and then edits, each of them up to the next 0xff: a
 * byte with the operation and the form of the value, bytes that lead from the file to something
 * in it, a zero, and what is appended to its address or, if the form says so, is the value.
 *
 * Whatever is asked for: a refused edit leaves the text as it was; an edit that is made leaves
 * every byte outside of its ranges, and a text that parses, with the comments that it had. What
 * is made twice changes nothing the second time, nor does the value that is there already. All
 * edits at once give what they give one after the other.
 */
#include "base/vec.h"
#include "hcl/address.h"
#include "hcl/edit.h"
#include "hcl/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* ---- addresses --------------------------------------------------------------------------- */

static void put_name(struct buf *out, struct str name)
{
    if (!out->n) {
        buf_add(out, name);
        return;
    }
    buf_addz(out, "[\"");
    for (size_t i = 0; i < name.n; i++) {
        if (name.p[i] == '\n')
            buf_addz(out, "\\n");
        else if (strchr("\"\\", name.p[i]) && name.p[i])
            buf_printf(out, "\\%c", name.p[i]);
        else
            buf_addc(out, name.p[i]);
    }
    buf_addz(out, "\"]");
}

static unsigned take(struct str *way)
{
    unsigned byte = way->n ? (unsigned char)way->p[0] : 0;

    *way = str_skip(*way, 1);
    return byte;
}

/* From a value to a part of it; NULL: no further. */
static const struct hcl_expr *into_value(struct arena *a, const struct hcl_text *text,
                                         const struct hcl_expr *value, unsigned choice,
                                         struct buf *out)
{
    const struct hcl_expr *bare = address_bare(value);
    struct str key;

    if (bare->kind == HCL_EXPR_OBJECT && bare->u.object.n) {
        const struct hcl_item *item = &bare->u.object.items[choice % bare->u.object.n];

        if (!address_item_key(a, text, item, &key))
            return NULL;
        put_name(out, key);
        return item->value;
    }
    if (bare->kind == HCL_EXPR_TUPLE && bare->u.tuple.n) {
        buf_printf(out, "[%zu]", choice % bare->u.tuple.n);
        return bare->u.tuple.items[choice % bare->u.tuple.n];
    }
    if (bare->kind == HCL_EXPR_CALL && bare->u.call.n_args) {
        buf_printf(out, ".%.*s(%zu)", STR(bare->u.call.name.text), choice % bare->u.call.n_args);
        return bare->u.call.args[choice % bare->u.call.n_args];
    }
    return NULL;
}

/* The address of what the bytes of `way` lead to, up to a zero, and then what follows it. */
static void find_way(struct arena *a, struct str source_text, struct str *way, struct buf *out)
{
    struct hcl_source source = { .path = str_lit("f"), .text = source_text };
    struct hcl_diags diags = { .arena = a };
    const struct hcl_body *body = hcl_parse_file(a, &source, &diags);
    struct hcl_text text = hcl_text_file(&source, body);
    const struct hcl_expr *value = NULL;
    unsigned choice;

    while ((choice = take(way)) != 0) {
        if (value) {
            value = into_value(a, &text, value, choice, out);
            if (value)
                continue;
            break;
        }
        if (!body->n)
            break;
        const struct hcl_element *element = &body->items[choice % body->n];

        if (element->attribute) {
            put_name(out, element->attribute->name.text);
            value = element->attribute->value;
            continue;
        }
        put_name(out, element->block->type.text);
        for (size_t i = 0; i < element->block->n_labels; i++)
            put_name(out, element->block->labels[i].text);
        body = &element->block->body;
    }
}

/* ---- what must be true ------------------------------------------------------------------- */

/* All comments, one after the other. */
static void put_comments(struct arena *a, struct str text, struct buf *out)
{
    struct hcl_source source = { .path = str_lit("f"), .text = text };
    struct hcl_range all = { 0, (uint32_t)text.n };
    struct hcl_tokens tokens = hcl_tokenize(a, &source, all);

    for (size_t i = 0; i < tokens.n; i++)
        if (tokens.items[i].kind == HCL_TOKEN_COMMENT)
            buf_add(out, str_slice(text, tokens.items[i].range.start, tokens.items[i].range.end));
}

static void check_made(struct arena *a, struct str before, struct str now,
                       const struct hcl_edit *edit)
{
    AUTO_BUF struct buf old = BUF_INIT, new = BUF_INIT;
    struct hcl_source source = { .path = str_lit("f"), .text = now };
    struct hcl_diags diags = { .arena = a };

    (void)hcl_parse_file(a, &source, &diags);
    if (diags.n_errors)
        BUG("the outcome has a syntax error");
    if (edit->op == HCL_REMOVE || edit->op == HCL_SET ||
        str_find_char(edit->value, '#') != STR_NONE || str_find_char(edit->value, '/') != STR_NONE)
        return;
    put_comments(a, before, &old);
    put_comments(a, now, &new);
    if (!str_eq(buf_str(&old), buf_str(&new)))
        BUG("comments changed");
}

static void check_again(struct arena *a, struct hcl_editor *ed, const struct hcl_edit *edit)
{
    struct hcl_edit_result result;
    struct err e;

    if (edit->op != HCL_SET && (edit->op != HCL_ADD || str_ends(edit->address, str_lit("[+]"))))
        return;
    if (hcl_editor_apply(a, ed, edit, &result, &e) < 0)
        BUG("made once, but not twice: %s", e.message);
    if (result.changed)
        BUG("the second time it changes something");
}

/* The value that is there already. */
static void check_in_vain(struct arena *a, struct hcl_editor *ed, struct str at)
{
    struct hcl_source source = { .path = str_lit("f"), .text = hcl_editor_text(ed) };
    struct hcl_diags diags = { .arena = a };
    struct hcl_text text = hcl_text_file(&source, hcl_parse_file(a, &source, &diags));
    struct hcl_edit edit = { HCL_SET, at, { 0 } };
    struct hcl_edit_result result;
    struct address_target target;
    struct address address;
    struct err e;

    if (address_parse(a, at, &address, NULL, &e) < 0 || !address.n ||
        address_resolve(a, &text, &address, &target, &e) < 0 || !target.value)
        return;
    edit.value = hcl_text_slice(a, target.in, target.range);
    if (hcl_editor_apply(a, ed, &edit, &result, &e) < 0) {
        if (!target.in->outer && str_find_char(edit.value, '\0') == STR_NONE)
            BUG("%.*s: its value is refused: %s", STR(at), e.message);
    } else if (result.changed) {
        BUG("the value that is there changes something");
    }
}

/* The edits that were made, and what became of them. */
struct history {
    VEC(struct hcl_edit) edits;
    VEC(struct hcl_edit_outcome) outcomes;
};

static void remember(struct arena *a, struct history *h, const struct hcl_edit *edit, bool refused,
                     bool changed)
{
    struct hcl_edit copy = { edit->op, str_copy(a, edit->address), str_copy(a, edit->value) };
    struct hcl_edit_outcome outcome = { .refused = refused, .result.changed = changed };

    vec_push(a, &h->edits, copy);
    vec_push(a, &h->outcomes, outcome);
}

static void check_at_once(struct arena *a, struct str text, const struct history *h,
                          const struct hcl_editor *one_by_one)
{
    struct hcl_edit_outcome *got = arena_array(a, h->edits.n, sizeof *got);
    struct hcl_editor *ed;
    struct err e;

    if (hcl_editor_open(str_lit("f"), text, &ed, &e) < 0)
        BUG("it could be opened before: %s", e.message);
    hcl_editor_apply_all(a, ed, h->edits.items, h->edits.n, got);
    if (!str_eq(hcl_editor_text(ed), hcl_editor_text(one_by_one)))
        BUG("edits at once are not the same as one by one");
    for (size_t i = 0; i < h->edits.n; i++)
        if (got[i].refused != h->outcomes.items[i].refused ||
            got[i].result.changed != h->outcomes.items[i].result.changed)
            BUG("the outcomes of edits at once are not the same as one by one");
    hcl_editor_free(ed);
}

static void make(struct arena *a, struct hcl_editor *ed, struct history *h,
                 const struct hcl_edit *edit)
{
    struct str before = str_copy(a, hcl_editor_text(ed));
    struct hcl_edit_result result;
    struct err e;

    check_in_vain(a, ed, edit->address);
    if (hcl_editor_apply(a, ed, edit, &result, &e) < 0) {
        if (!str_eq(before, hcl_editor_text(ed)))
            BUG("a refused edit changes something");
        remember(a, h, edit, true, false);
        return;
    }
    remember(a, h, edit, false, result.changed);
    if (!result.changed && !str_eq(before, hcl_editor_text(ed)))
        BUG("what changes nothing changes something");
    check_made(a, before, hcl_editor_text(ed), edit);
    check_again(a, ed, edit);
}

/* ---- the input --------------------------------------------------------------------------- */

static void run_edit(struct arena *a, struct hcl_editor *ed, struct history *h, struct str piece)
{
    static const char *const values[] = {
        "1", "\"x\"", "{ k = 1 }", "<<E\nx\nE", "[\n  1,\n]", "b \"l\" {\n  x = 1\n}", "new_name",
    };
    static const char *const ends[] = { "", ".new", "[\"a b\"]", "[+]", "!", "!new", "!a" };
    unsigned head = take(&piece), form = head / 5, end = form / 8;
    struct hcl_edit edit = { .op = (enum hcl_edit_op)(head % 5) };
    AUTO_BUF struct buf address = BUF_INIT;

    find_way(a, hcl_editor_text(ed), &piece, &address);
    buf_addz(&address, ends[end % ARRAY_LEN(ends)]);
    if (form % 8 < ARRAY_LEN(values)) {
        edit.value = str_z(values[form % 8]);
        buf_add(&address, piece);
    } else {
        edit.value = piece;
    }
    edit.address = buf_str(&address);
    if (edit.address.n && edit.address.p[0] == '.')
        edit.address = str_skip(edit.address, 1);
    make(a, ed, h, &edit);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str input = str_of((const char *)data, n), text = str_cut(&input, '\xff');
    struct history history = { 0 };
    struct hcl_editor *ed;
    struct err e;

    if (hcl_editor_open(str_lit("f"), text, &ed, &e) < 0)
        return -1;
    for (int i = 0; i < 8 && input.n; i++)
        run_edit(&a, ed, &history, str_cut(&input, '\xff'));
    check_at_once(&a, text, &history, ed);
    if (edits_verify(text, hcl_editor_text(ed), hcl_editor_edits(ed), &e) < 0)
        BUG("%s", e.message);
    hcl_editor_free(ed);
    return 0;
}
