/* Expressions: operators by precedence, then terms with the steps that follow them. */
#include "hcl/parser.h"

static struct hcl_expr *parse_operand(struct parser *p);
static struct hcl_expr *parse_steps(struct parser *p, struct hcl_expr *of);

/* ---- operators ------------------------------------------------------------------------------- */

struct binary_operator {
    uint8_t precedence; /* 0: the token is none */
    uint8_t op;
};

static const struct binary_operator operators[LEX_BAD_UTF8 + 1] = {
    [LEX_OR] = { 1, HCL_OP_OR },           [LEX_AND] = { 2, HCL_OP_AND },
    [LEX_EQUAL] = { 3, HCL_OP_EQUAL },     [LEX_NOT_EQUAL] = { 3, HCL_OP_NOT_EQUAL },
    [LEX_LESS] = { 4, HCL_OP_LESS },       [LEX_LESS_EQUAL] = { 4, HCL_OP_LESS_EQUAL },
    [LEX_GREATER] = { 4, HCL_OP_GREATER }, [LEX_GREATER_EQUAL] = { 4, HCL_OP_GREATER_EQUAL },
    [LEX_PLUS] = { 5, HCL_OP_ADD },        [LEX_MINUS] = { 5, HCL_OP_SUBTRACT },
    [LEX_STAR] = { 6, HCL_OP_MULTIPLY },   [LEX_SLASH] = { 6, HCL_OP_DIVIDE },
    [LEX_PERCENT] = { 6, HCL_OP_MODULO },
};

/* Operands joined by operators of at least that precedence; recurses at most six deep. */
static struct hcl_expr *parse_operators(struct parser *p, unsigned least)
{
    size_t before = p->faults;
    struct hcl_expr *left = parse_operand(p);

    if (parser_failed(p, before))
        return left;
    for (;;) {
        struct binary_operator o = operators[p->kind];
        unsigned height = p->height;
        struct hcl_range op_range;
        struct hcl_expr *e, *right;

        if (!o.precedence || o.precedence < least)
            return left;
        op_range = parser_read(p);
        before = p->faults;
        right = parse_operators(p, o.precedence + 1U);
        e = parser_expr_new(p, HCL_EXPR_BINARY, left->range.start);
        e->u.op.op = o.op;
        e->u.op.op_range = op_range;
        e->u.op.left = left;
        e->u.op.right = right;
        parser_height(p, higher(height, p->height));
        left = e;
        if (parser_failed(p, before))
            return left;
    }
}

/* The rest of a conditional: "?" comes next. */
static struct hcl_expr *parse_conditional(struct parser *p, struct hcl_expr *cond)
{
    unsigned height = p->height;
    struct hcl_expr *e, *yes, *no;
    size_t before = p->faults;

    parser_read(p);
    yes = parse_expression(p);
    height = higher(height, p->height);
    if (parser_failed(p, before))
        return cond;
    if (p->kind != LEX_COLON) {
        parser_fault(p, parser_range(p), "Conditional without a second result",
                     "After the first result a colon and the other result are expected: "
                     "condition ? result : other.");
        return cond;
    }
    parser_read(p);
    before = p->faults;
    no = parse_expression(p);
    if (parser_failed(p, before))
        return cond;
    e = parser_expr_new(p, HCL_EXPR_CONDITIONAL, cond->range.start);
    e->u.conditional.cond = cond;
    e->u.conditional.yes = yes;
    e->u.conditional.no = no;
    parser_height(p, higher(height, p->height));
    return e;
}

struct hcl_expr *parse_expression(struct parser *p)
{
    size_t before = p->faults;
    struct hcl_expr *e;

    if (parser_enter(p, parser_range(p))) {
        e = parse_operators(p, 0);
        if (!parser_failed(p, before) && p->kind == LEX_QUESTION)
            e = parse_conditional(p, e);
    } else {
        e = parser_broken(p, p->end);
    }
    parser_leave(p);
    return e;
}

/* ---- steps: .name [key] .* [*] --------------------------------------------------------------- */

/* Digits with at most one point and one exponent, as far as a number of that size can be. */
static bool is_number(struct str text)
{
    size_t i = 0, fraction = 0;
    uint64_t exponent;
    bool negative;

    while (i < text.n && text.p[i] >= '0' && text.p[i] <= '9')
        i++;
    if (i < text.n && text.p[i] == '.')
        for (i++; i < text.n && text.p[i] >= '0' && text.p[i] <= '9'; i++)
            fraction++;
    if (i == text.n)
        return true;
    if ((text.p[i] | 0x20) != 'e')
        return false;
    i++;
    negative = text.p[i] == '-';
    i += negative || text.p[i] == '+';
    if (!str_to_u64(str_skip(text, i), INT32_MAX, &exponent))
        return false;
    return !negative || exponent + fraction <= INT32_MAX;
}

static struct hcl_expr *parse_number(struct parser *p)
{
    struct hcl_range r = parser_read(p);

    if (!is_number(parser_text(p, r)))
        parser_fault(p, r, "Invalid number",
                     "A number has digits, one decimal point and one exponent at most: 12.5e3.");
    p->height = 1;
    return parser_expr_new(p, HCL_EXPR_NUMBER, r.start);
}

static struct hcl_expr *attr_step(struct parser *p, struct hcl_expr *of)
{
    struct hcl_name name = parser_name(p);
    struct hcl_expr *e = parser_expr_new(p, HCL_EXPR_ATTR, of->range.start);

    e->u.attr.of = of;
    e->u.attr.name = name;
    parser_height(p, p->height);
    return e;
}

/*
 * of.0, an old way to write of[0]. As the reference parser has it, an error within an attribute
 * splat is reported at the splat's star; elsewhere `fault_at` is NULL.
 */
static struct hcl_expr *legacy_index(struct parser *p, struct hcl_expr *of,
                                     const struct hcl_range *fault_at)
{
    unsigned height = p->height;
    struct hcl_range r = parser_range(p);
    struct str text = parser_text(p, r), first, second = text;
    struct hcl_expr *e, *key;

    first = str_cut(&second, '.');
    if (first.n < text.n) {
        parser_fault(p, fault_at ? *fault_at : r, "Ambiguous index",
                     "Two indexes written with dots look like a fraction. Write [%.*s][%.*s].",
                     STR(first), STR(second));
        parser_read(p);
        key = parser_broken(p, p->end);
    } else {
        key = parse_number(p);
    }
    e = parser_expr_new(p, HCL_EXPR_INDEX, of->range.start);
    e->u.index.of = of;
    e->u.index.key = key;
    e->u.index.legacy = true;
    parser_height(p, higher(height, p->height));
    return e;
}

/* The root of what a splat does to each element; it covers the splat's marker. */
static struct hcl_expr *item(struct parser *p, uint32_t start)
{
    p->height = 1;
    return parser_expr_new(p, HCL_EXPR_ITEM, start);
}

static struct hcl_expr *splat(struct parser *p, struct hcl_expr *of, struct hcl_expr *each,
                              unsigned height)
{
    struct hcl_expr *e = parser_expr_new(p, HCL_EXPR_SPLAT, of->range.start);

    e->u.splat.of = of;
    e->u.splat.each = each;
    parser_height(p, higher(height, p->height));
    return e;
}

/* After "of.": a star, and the names and numbers with dots that follow it. */
static struct hcl_expr *attr_splat(struct parser *p, struct hcl_expr *of, struct hcl_range dot)
{
    unsigned height = p->height;
    struct hcl_range star = parser_read(p);
    struct hcl_expr *each = item(p, dot.start);

    while (p->kind == LEX_DOT) {
        parser_read(p);
        if (p->kind == LEX_NUMBER) {
            each = legacy_index(p, each, &star);
        } else if (p->kind == LEX_IDENT) {
            each = attr_step(p, each);
        } else {
            if (!p->lost && p->kind == LEX_STAR)
                parser_fault(p, parser_range(p), "Splat within a splat",
                             "After \".*\" only names may follow. Use \"[*]\" for both.");
            else if (!p->lost)
                parser_fault(p, star, "Name is missing",
                             "In the steps after this \".*\" a dot is followed by no name.");
            parser_lose(p);
            break;
        }
    }
    return splat(p, of, each, height);
}

static struct hcl_expr *dot_step(struct parser *p, struct hcl_expr *of)
{
    struct hcl_range dot = parser_read(p);

    if (p->kind == LEX_IDENT)
        return attr_step(p, of);
    if (p->kind == LEX_NUMBER)
        return legacy_index(p, of, NULL);
    if (p->kind == LEX_STAR)
        return attr_splat(p, of, dot);
    parser_fault(p, parser_range(p), "Name is missing",
                 "After the dot the name of an attribute is expected.");
    parser_lose(p);
    return parser_broken(p, of->range.start);
}

/* "[*]" and all steps after it, which apply to each element. */
static struct hcl_expr *full_splat(struct parser *p, struct hcl_expr *of, struct hcl_range open)
{
    unsigned height = p->height;
    enum lex_kind kind;
    struct hcl_range close;
    struct hcl_expr *e, *each;

    parser_read(p);
    kind = p->kind;
    close = parser_read(p);
    if (kind != LEX_CLOSE_BRACKET && !p->lost) {
        parser_fault(p, close, "Splat is not closed",
                     "After \"[*\" comes \"]\", and nothing else.");
        parser_recover(p, LEX_CLOSE_BRACKET);
    }
    each = item(p, open.start);
    if (parser_enter(p, parser_range(p)))
        each = parse_steps(p, each);
    parser_leave(p);
    e = splat(p, of, each, height);
    e->u.splat.full = true;
    return e;
}

static struct hcl_expr *bracket_step(struct parser *p, struct hcl_expr *of)
{
    unsigned height = p->height;
    struct hcl_range open = parser_read(p);
    size_t before = p->faults;
    struct hcl_expr *e, *key;
    bool newlines;

    if (p->kind == LEX_STAR)
        return full_splat(p, of, open);
    newlines = parser_newlines(p, false);
    key = parse_expression(p);
    if (parser_failed(p, before)) {
        parser_recover(p, LEX_CLOSE_BRACKET);
    } else {
        enum lex_kind kind = p->kind;
        struct hcl_range close = parser_read(p);

        if (kind != LEX_CLOSE_BRACKET && !p->lost) {
            parser_fault(p, close, "Index is not closed",
                         "After the key of an index a closing bracket (\"]\") is expected.");
            parser_recover(p, LEX_CLOSE_BRACKET);
        }
    }
    parser_newlines(p, newlines);
    e = parser_expr_new(p, HCL_EXPR_INDEX, of->range.start);
    e->u.index.of = of;
    e->u.index.key = key;
    parser_height(p, higher(height, p->height));
    return e;
}

static struct hcl_expr *parse_steps(struct parser *p, struct hcl_expr *of)
{
    for (;;) {
        if (p->kind == LEX_DOT)
            of = dot_step(p, of);
        else if (p->kind == LEX_OPEN_BRACKET)
            of = bracket_step(p, of);
        else
            return of;
    }
}

/* ---- terms ----------------------------------------------------------------------------------- */

static struct hcl_expr *parse_parens(struct parser *p)
{
    struct hcl_range open = parser_read(p);
    bool newlines = parser_newlines(p, false);
    size_t before = p->faults;
    struct hcl_expr *e, *inner = parse_expression(p);

    if (p->faults > before) {
        parser_recover(p, LEX_CLOSE_PAREN);
    } else if (p->kind != LEX_CLOSE_PAREN) {
        parser_fault(p, parser_range(p), "Parenthesis is not closed",
                     "Here the closing parenthesis (\")\") is expected.");
        parser_lose(p);
        parser_read(p);
    } else {
        parser_read(p);
    }
    parser_newlines(p, newlines);
    e = parser_expr_new(p, HCL_EXPR_PAREN, open.start);
    e->u.inner = inner;
    parser_height(p, p->height);
    return e;
}

/* A name: a call, a keyword's value or a variable. */
static struct hcl_expr *parse_word(struct parser *p)
{
    struct hcl_name name = parser_name(p);
    struct hcl_expr *e;

    if (p->kind == LEX_OPEN_PAREN || p->kind == LEX_DOUBLE_COLON)
        return parse_call(p, name);
    p->height = 1;
    e = parser_expr_new(p, HCL_EXPR_VARIABLE, name.range.start);
    if (str_is(name.text, "null")) {
        e->kind = HCL_EXPR_NULL;
    } else if (str_is(name.text, "true") || str_is(name.text, "false")) {
        e->kind = HCL_EXPR_BOOL;
        e->u.boolean = name.text.n == 4;
    } else {
        e->u.name = name.text;
    }
    return e;
}

static struct hcl_expr *parse_unary(struct parser *p)
{
    enum hcl_operator op = p->kind == LEX_MINUS ? HCL_OP_NEGATE : HCL_OP_NOT;
    struct hcl_range op_range = parser_read(p);
    struct hcl_expr *e, *operand;

    operand = parser_enter(p, parser_range(p)) ? parse_operand(p) : parser_broken(p, p->end);
    parser_leave(p);
    e = parser_expr_new(p, HCL_EXPR_UNARY, op_range.start);
    e->u.op.op = op;
    e->u.op.op_range = op_range;
    e->u.op.right = operand;
    parser_height(p, p->height);
    return e;
}

static struct hcl_expr *missing_term(struct parser *p)
{
    struct hcl_range r = parser_range(p);

    if (!p->lost && p->kind == LEX_EOF)
        parser_fault(p, r, "Value is missing", "The text ends where a value is expected.");
    else if (!p->lost && p->kind == LEX_NEWLINE)
        parser_fault(p, r, "Value is missing",
                     "The line ends where a value is expected. A value starts on the line of its "
                     "equals sign and may go on over lines only within brackets.");
    else if (!p->lost)
        parser_fault(p, r, "Value is missing", "Here a value is expected.");
    parser_lose(p);
    return parser_broken(p, p->end);
}

static struct hcl_expr *parse_heredoc(struct parser *p)
{
    struct hcl_range open = parser_read(p);
    bool indented = p->text[open.start + 2] == '-';

    return parse_template(p, indented ? HCL_HEREDOC_INDENTED : HCL_HEREDOC, open);
}

static struct hcl_expr *parse_term(struct parser *p)
{
    if (p->kind == LEX_IDENT)
        return parse_word(p);
    if (p->kind == LEX_NUMBER)
        return parse_number(p);
    if (p->kind == LEX_OPEN_QUOTE)
        return parse_template(p, HCL_QUOTED, parser_read(p));
    if (p->kind == LEX_OPEN_HEREDOC)
        return parse_heredoc(p);
    if (p->kind == LEX_OPEN_BRACKET)
        return parse_tuple(p);
    if (p->kind == LEX_OPEN_BRACE)
        return parse_object(p);
    if (p->kind == LEX_OPEN_PAREN)
        return parse_parens(p);
    if (p->kind == LEX_MINUS || p->kind == LEX_BANG)
        return parse_unary(p);
    return missing_term(p);
}

static struct hcl_expr *parse_operand(struct parser *p)
{
    return parse_steps(p, parse_term(p));
}
