/* Calls, for-expressions, lists and objects. */
#include "hcl/parser.h"

/* ---- calls ----------------------------------------------------------------------------------- */

/* A call whose name or parenthesis is missing: skips the next parentheses, wherever they are. */
static struct hcl_expr *broken_call(struct parser *p, struct hcl_range name)
{
    enum lex_kind kind;

    do {
        kind = p->kind;
        parser_read(p);
    } while (kind != LEX_OPEN_PAREN && kind != LEX_EOF);
    parser_recover(p, LEX_CLOSE_PAREN);
    return parser_broken(p, name.start);
}

/* After a name: its further parts, "::x". False after an error. */
static bool call_namespaces(struct parser *p, struct hcl_name *name)
{
    AUTO_BUF struct buf text = BUF_INIT;

    buf_add(&text, name->text);
    while (p->kind == LEX_DOUBLE_COLON) {
        struct hcl_name part;

        parser_read(p);
        if (p->kind != LEX_IDENT) {
            parser_fault(p, parser_range(p), "Name of a function is missing",
                         "After \"::\" the name of a function, or of its group, is expected.");
            parser_read(p);
            return false;
        }
        part = parser_name(p);
        buf_addz(&text, "::");
        buf_add(&text, part.text);
        name->range.end = part.range.end;
    }
    /* Written without spaces the name can point into the source. */
    name->text = parser_text(p, name->range);
    if (!str_eq(name->text, buf_str(&text)))
        name->text = str_copy(p->arena, buf_str(&text));
    if (p->kind == LEX_OPEN_PAREN)
        return true;
    parser_fault(p, parser_range(p), "Call has no parentheses",
                 "A name with \"::\" is a function's; its arguments are expected here, in "
                 "parentheses.");
    parser_read(p);
    return false;
}

/* What follows an argument. True if another argument may come. */
static bool call_separator(struct parser *p, struct hcl_range start, bool *ret_expand)
{
    enum lex_kind kind = p->kind;
    struct hcl_range r = parser_read(p);

    if (kind == LEX_COMMA)
        return true;
    if (kind == LEX_CLOSE_PAREN)
        return false;
    if (kind == LEX_ELLIPSIS) {
        *ret_expand = true;
        if (p->kind == LEX_CLOSE_PAREN) {
            parser_read(p);
            return false;
        }
        if (!p->lost)
            parser_fault(p, r, "Argument after \"...\"",
                         "\"...\" expands the last argument of a call: the closing parenthesis is "
                         "expected after it, without a comma.");
    } else if (kind == LEX_EOF) {
        parser_fault(p, start, "Call is not closed",
                     "The closing parenthesis (\")\") of this call is missing.");
    } else {
        parser_fault(p, r, "Comma is missing",
                     "Arguments of a call are separated by commas, and end with \")\".");
    }
    parser_recover(p, LEX_CLOSE_PAREN);
    return false;
}

/* Arguments up to the closing parenthesis; the opening one has been read. */
static void call_arguments(struct parser *p, struct hcl_expr *e, struct hcl_range start)
{
    size_t mark = p->list_n;
    unsigned height = 0;

    for (;;) {
        size_t before = p->faults;
        struct hcl_expr *arg;

        if (p->kind == LEX_CLOSE_PAREN) {
            parser_read(p);
            break;
        }
        arg = parse_expression(p);
        height = higher(height, p->height);
        parser_push(p, &arg, sizeof arg);
        if (parser_failed(p, before)) {
            parser_recover(p, LEX_CLOSE_PAREN);
            break;
        }
        if (!call_separator(p, start, &e->u.call.expand))
            break;
    }
    e->u.call.args = parser_take(p, mark, sizeof *e->u.call.args, &e->u.call.n_args);
    parser_height(p, height);
}

struct hcl_expr *parse_call(struct parser *p, struct hcl_name name)
{
    struct hcl_expr *e;
    struct hcl_range open;
    bool newlines;

    if (p->kind == LEX_DOUBLE_COLON && !call_namespaces(p, &name))
        return broken_call(p, name.range);
    open = parser_read(p);
    newlines = parser_newlines(p, false);
    e = parser_expr_new(p, HCL_EXPR_CALL, name.range.start);
    e->u.call.name = name;
    call_arguments(p, e, (struct hcl_range){ name.range.start, open.end });
    parser_newlines(p, newlines);
    e->range.end = p->end;
    e->u.call.parens = (struct hcl_range){ open.start, p->end };
    return e;
}

/* ---- for ------------------------------------------------------------------------------------- */

/* Reports what a for-expression lacks and skips the rest of it. */
static struct hcl_expr *broken_for(struct parser *p, struct hcl_range open, enum lex_kind close,
                                   const char *detail)
{
    if (detail && !p->lost)
        parser_fault(p, parser_range(p), "Invalid for-expression", "%s", detail);
    parser_recover(p, close);
    return parser_broken(p, open.start);
}

/* "k, v in" or "v in"; NULL, or what is missing. */
static const char *for_names(struct parser *p, struct hcl_expr *e)
{
    if (p->kind != LEX_IDENT)
        return "After \"for\" the name of a variable is expected.";
    e->u.loop->value_var = parser_name(p);
    if (p->kind == LEX_COMMA) {
        parser_read(p);
        if (p->kind != LEX_IDENT)
            return "After the comma the name of the second variable is expected.";
        e->u.loop->key_var = e->u.loop->value_var;
        e->u.loop->value_var = parser_name(p);
    }
    if (!parser_is_word(p, "in"))
        return "After the names of the variables \"in\" is expected.";
    parser_read(p);
    return NULL;
}

/* What may stand in one kind of for-expression only. */
static void check_for(struct parser *p, const struct hcl_expr *e, bool object,
                      struct hcl_range ellipsis)
{
    if (object && !e->u.loop->key)
        parser_fault(p, e->u.loop->value->range, "Invalid for-expression",
                     "In braces a for-expression makes an object: write key => value. For a list "
                     "use brackets.");
    if (!object && e->u.loop->key)
        parser_fault(p, e->u.loop->key->range, "Invalid for-expression",
                     "In brackets a for-expression makes a list, which has no keys. For an object "
                     "use braces.");
    if (!object && e->u.loop->group)
        parser_fault(p, ellipsis, "Invalid for-expression",
                     "\"...\" collects the values of equal keys, so it can be used in braces "
                     "only.");
}

/* value, or key => value, and "..."; false after errors. */
static bool for_result(struct parser *p, struct hcl_expr *e, unsigned *height,
                       struct hcl_range *ret_ellipsis)
{
    size_t before = p->faults;

    e->u.loop->value = parse_expression(p);
    *height = higher(*height, p->height);
    if (p->kind == LEX_ARROW) {
        parser_read(p);
        e->u.loop->key = e->u.loop->value;
        e->u.loop->value = parse_expression(p);
        *height = higher(*height, p->height);
    }
    if (parser_failed(p, before))
        return false;
    if (p->kind == LEX_ELLIPSIS) {
        *ret_ellipsis = parser_read(p);
        e->u.loop->group = true;
    }
    return true;
}

/* A for-expression of which the opening bracket has been read; newlines do not count here. */
static struct hcl_expr *parse_for(struct parser *p, struct hcl_range open, enum lex_kind close)
{
    struct hcl_expr *e = parser_expr_new(p, HCL_EXPR_FOR, open.start);
    struct hcl_range ellipsis = { 0 };
    const char *missing;
    unsigned height;
    size_t before;

    e->u.loop = arena_new(p->arena, struct hcl_loop);
    parser_read(p);
    missing = for_names(p, e);
    if (missing)
        return broken_for(p, open, close, missing);
    before = p->faults;
    e->u.loop->in = parse_expression(p);
    height = p->height;
    if (parser_failed(p, before))
        return broken_for(p, open, close, NULL);
    if (p->kind != LEX_COLON)
        return broken_for(p, open, close, "After the collection a colon is expected.");
    parser_read(p);
    if (!for_result(p, e, &height, &ellipsis))
        return broken_for(p, open, close, NULL);
    if (parser_is_word(p, "if")) {
        parser_read(p);
        before = p->faults;
        e->u.loop->cond = parse_expression(p);
        height = higher(height, p->height);
        if (parser_failed(p, before))
            return broken_for(p, open, close, NULL);
    }
    if (p->kind == close) {
        parser_read(p);
    } else {
        if (!p->lost)
            parser_fault(p, parser_range(p), "Invalid for-expression",
                         "Here only \"if\", or the end of the for-expression, may follow.");
        parser_recover(p, close);
    }
    check_for(p, e, close == LEX_CLOSE_BRACE, ellipsis);
    e->range.end = p->end;
    parser_height(p, height);
    return e;
}

/* ---- tuples and objects ---------------------------------------------------------------------- */

/* What follows an item of a list: true if another may come, false if the list has ended. */
static bool tuple_separator(struct parser *p, struct hcl_range open)
{
    if (p->kind == LEX_COMMA) {
        parser_read(p);
        return true;
    }
    if (p->kind == LEX_CLOSE_BRACKET) {
        parser_read(p);
        return false;
    }
    if (!p->lost && p->kind == LEX_EOF)
        parser_fault(p, open, "List is not closed",
                     "The closing bracket (\"]\") of this list is missing.");
    else if (!p->lost)
        parser_fault(p, parser_range(p), "Comma is missing",
                     "Items of a list are separated by commas, also at the end of a line.");
    parser_recover(p, LEX_CLOSE_BRACKET);
    return false;
}

/* Items and the closing bracket; returns the height of the highest item. */
static unsigned tuple_items(struct parser *p, struct hcl_range open)
{
    unsigned height = 0;

    for (;;) {
        size_t before = p->faults;
        struct hcl_expr *e;

        if (p->kind == LEX_CLOSE_BRACKET) {
            parser_read(p);
            return height;
        }
        e = parse_expression(p);
        height = higher(height, p->height);
        parser_push(p, &e, sizeof e);
        if (parser_failed(p, before)) {
            parser_recover(p, LEX_CLOSE_BRACKET);
            return height;
        }
        if (!tuple_separator(p, open))
            return height;
    }
}

struct hcl_expr *parse_tuple(struct parser *p)
{
    struct hcl_range open = parser_read(p);
    bool newlines = parser_newlines(p, false);
    size_t mark = p->list_n;
    struct hcl_expr *e;
    unsigned height;

    if (parser_is_word(p, "for")) {
        e = parse_for(p, open, LEX_CLOSE_BRACKET);
        parser_newlines(p, newlines);
        return e;
    }
    height = tuple_items(p, open);
    parser_newlines(p, newlines);
    e = parser_expr_new(p, HCL_EXPR_TUPLE, open.start);
    e->u.tuple.items = parser_take(p, mark, sizeof *e->u.tuple.items, &e->u.tuple.n);
    parser_height(p, height);
    return e;
}

/* After the key of an object's item something else than "=" or ":" comes. */
static void missing_value(struct parser *p, struct hcl_range open, const struct hcl_expr *key)
{
    struct hcl_range r = parser_range(p);

    if (p->kind == LEX_EOF)
        parser_fault(p, open, "Object is not closed",
                     "The closing brace (\"}\") of this object is missing.");
    else if (p->kind == LEX_NEWLINE || p->kind == LEX_COMMA)
        parser_fault(p, r, "Value is missing",
                     "After the key of an object's item \"=\" and a value are expected.");
    else if (p->kind == LEX_OPEN_BRACE && key->kind == HCL_EXPR_VARIABLE)
        parser_fault(p, r, "Block within an object",
                     "\"%.*s\" is an item of an object here, so it needs an equals sign: %.*s = { "
                     "... }. If the file is a terraform.tfvars with \"terragrunt = { ... }\", it "
                     "is written for Terragrunt 0.18 or older, in HCL 1: move the content of "
                     "these braces to a file terragrunt.hcl.",
                     STR(key->u.name), STR(key->u.name));
    else if (p->kind == LEX_IDENT)
        parser_fault(p, r, "Equals sign is missing",
                     "After the key of an object's item \"=\" is expected. A key with dots or "
                     "spaces in it is written in quotes.");
    else
        parser_fault(p, r, "Equals sign is missing",
                     "After the key of an object's item \"=\" and a value are expected.");
}

/* After an item of an object: true if another may come, false if the object has ended. */
static bool object_separator(struct parser *p, struct hcl_range open)
{
    if (p->kind == LEX_COMMA || p->kind == LEX_NEWLINE) {
        parser_read(p);
        return true;
    }
    if (p->kind == LEX_CLOSE_BRACE) {
        parser_read(p);
        return false;
    }
    if (!p->lost && p->kind == LEX_EOF)
        parser_fault(p, open, "Object is not closed",
                     "The closing brace (\"}\") of this object is missing.");
    else if (!p->lost)
        parser_fault(p, parser_range(p), "Separator is missing",
                     "Items of an object are separated by commas or newlines.");
    parser_recover(p, LEX_CLOSE_BRACE);
    return false;
}

static bool is_bare_word(enum hcl_expr_kind kind)
{
    return kind == HCL_EXPR_VARIABLE || kind == HCL_EXPR_BOOL || kind == HCL_EXPR_NULL;
}

/* One item; true if another may come, false after an error or at the end. */
static bool object_item(struct parser *p, struct hcl_range open, unsigned *height)
{
    struct hcl_item it = { 0 };
    size_t before = p->faults;
    struct hcl_expr *key = parse_expression(p);

    *height = higher(*height, p->height);
    if (parser_failed(p, before)) {
        parser_recover(p, LEX_CLOSE_BRACE);
        return false;
    }
    it.key_range = key->range;
    if (is_bare_word(key->kind))
        it.name = (struct hcl_name){ parser_text(p, key->range), key->range };
    else
        it.key = key;
    if (p->kind != LEX_ASSIGN && p->kind != LEX_COLON) {
        if (!p->lost)
            missing_value(p, open, key);
        parser_recover(p, LEX_CLOSE_BRACE);
        return false;
    }
    parser_read(p);
    before = p->faults;
    it.value = parse_expression(p);
    *height = higher(*height, p->height);
    parser_push(p, &it, sizeof it);
    if (parser_failed(p, before)) {
        parser_recover(p, LEX_CLOSE_BRACE);
        return false;
    }
    return object_separator(p, open);
}

struct hcl_expr *parse_object(struct parser *p)
{
    struct hcl_range open = parser_read(p);
    bool newlines = parser_newlines(p, false);
    size_t mark = p->list_n;
    unsigned height = 0;
    struct hcl_expr *e;

    /* Newlines count between items, but not before the word that makes it a for-expression. */
    if (parser_is_word(p, "for")) {
        e = parse_for(p, open, LEX_CLOSE_BRACE);
        parser_newlines(p, newlines);
        return e;
    }
    parser_newlines(p, true);
    for (;;) {
        if (p->kind == LEX_NEWLINE) {
            parser_read(p);
            continue;
        }
        if (p->kind == LEX_CLOSE_BRACE) {
            parser_read(p);
            break;
        }
        if (!object_item(p, open, &height))
            break;
    }
    parser_newlines(p, newlines);
    e = parser_expr_new(p, HCL_EXPR_OBJECT, open.start);
    e->u.object.items = parser_take(p, mark, sizeof *e->u.object.items, &e->u.object.n);
    parser_height(p, height);
    return e;
}
