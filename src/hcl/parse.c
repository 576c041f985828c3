/* The structure of a file: arguments and blocks. */
#include "base/map.h"
#include "hcl/parser.h"

static const char need_item[] =
    "Here an argument (name = value) or a block (type \"label\" { ... }) is expected.";

/* The names of a body's arguments, to find those that are set twice. */
struct names {
    struct map map; /* used from SMALL names on */
    uint64_t seen;  /* a bit for each length and first character: most names are new by it */
    size_t n;
};

enum { SMALL = 16 };

static void parse_body(struct parser *p, struct hcl_block *block, struct hcl_body *body);

/* ---- arguments ------------------------------------------------------------------------------- */

static struct hcl_attribute *find_small(const struct parser *p, size_t mark, struct str name)
{
    const struct hcl_element *items = (const void *)(p->list + mark);
    size_t n = (p->list_n - mark) / sizeof *items;

    for (size_t i = 0; i < n; i++)
        if (items[i].attribute && str_eq(items[i].attribute->name.text, name))
            return items[i].attribute;
    return NULL;
}

static void fill_map(struct parser *p, struct names *names, size_t mark)
{
    const struct hcl_element *items = (const void *)(p->list + mark);
    size_t n = (p->list_n - mark) / sizeof *items;

    for (size_t i = 0; i < n; i++)
        if (items[i].attribute)
            map_put(p->arena, &names->map, items[i].attribute->name.text, items[i].attribute);
}

/* Reports an argument that its body, whose elements so far are in the list, has already. */
static void check_name(struct parser *p, struct names *names, size_t mark, struct hcl_attribute *a)
{
    struct str name = a->name.text;
    uint64_t bit = 1ULL << ((name.n * 7 + (unsigned char)name.p[0]) & 63);
    struct hcl_attribute *before = NULL;
    uint32_t line = 0, column;

    if (++names->n == SMALL)
        fill_map(p, names, mark);
    if (names->n >= SMALL)
        before = map_get(&names->map, name);
    else if (names->seen & bit)
        before = find_small(p, mark, name);
    names->seen |= bit;
    if (!before) {
        if (names->n >= SMALL)
            map_put(p->arena, &names->map, name, a);
        return;
    }
    if (parser_reports(p))
        hcl_position(p->source->text, before->range.start, &line, &column);
    parser_fault(p, a->name.range, "Argument is set twice",
                 "\"%.*s\" has been set in line %u already. An argument has one value.", STR(name),
                 line);
}

/* What follows the value of an argument on a line of its own. */
static void end_argument(struct parser *p)
{
    struct hcl_range r = parser_range(p);

    if (p->kind == LEX_NEWLINE || p->kind == LEX_EOF) {
        parser_read(p);
        return;
    }
    if (!p->lost && p->kind == LEX_COMMA)
        parser_fault(p, r, "Comma after argument",
                     "Arguments end at the end of their line, without a comma.");
    else if (!p->lost)
        parser_fault(p, r, "Missing newline after argument",
                     "The value of an argument ends at the end of its line. To go on over lines "
                     "put it into parentheses.");
    parser_recover_line(p);
}

/* An argument whose name has been read; "=" comes next. */
static struct hcl_attribute *parse_argument(struct parser *p, struct hcl_name name,
                                            bool single_line)
{
    struct hcl_attribute *a = arena_new(p->arena, struct hcl_attribute);
    size_t before = p->faults;

    parser_read(p);
    a->name = name;
    a->value = parse_expression(p);
    a->range = (struct hcl_range){ name.range.start, p->end };
    if (parser_failed(p, before))
        parser_recover_line(p);
    else if (!single_line)
        end_argument(p);
    return a;
}

/* ---- blocks ---------------------------------------------------------------------------------- */

static void report_header(struct parser *p)
{
    struct hcl_range r = parser_range(p);

    if (p->kind == LEX_ASSIGN)
        parser_fault(p, r, "Invalid block",
                     "The equals sign belongs to arguments; a block has none. An argument has one "
                     "name only.");
    else if (p->kind == LEX_NEWLINE)
        parser_fault(p, r, "Invalid block",
                     "A block opens with a brace (\"{\") on the line of its type.");
    else if (!p->lost)
        parser_fault(p, r, "Invalid block",
                     "After the type of a block labels or its opening brace (\"{\") are "
                     "expected.");
}

/* Labels up to the opening brace, which comes next; false after an error. */
static bool parse_labels(struct parser *p, struct hcl_block *b)
{
    size_t mark = p->list_n;

    for (;;) {
        struct hcl_label label = { 0 };

        if (p->kind == LEX_OPEN_QUOTE) {
            label.quoted = true;
            label.text = parse_literal(p, parser_read(p), &label.range);
        } else if (p->kind == LEX_IDENT) {
            struct hcl_name name = parser_name(p);

            label.text = name.text;
            label.range = name.range;
        } else {
            break;
        }
        parser_push(p, &label, sizeof label);
    }
    b->labels = parser_take(p, mark, sizeof *b->labels, &b->n_labels);
    if (p->kind == LEX_OPEN_BRACE)
        return true;
    report_header(p);
    return false;
}

/* The argument of a block that is written on one line, without the closing brace. */
static void parse_single(struct parser *p, struct hcl_body *body)
{
    struct hcl_range r = parser_range(p);
    struct hcl_element e = { 0 };
    size_t mark = p->list_n;

    if (p->kind != LEX_IDENT) {
        parser_read(p);
        parser_fault(p, r, "Argument expected", need_item);
        parser_recover_line(p);
        return;
    }
    parser_read(p);
    if (p->kind == LEX_ASSIGN) {
        e.attribute = parse_argument(p, (struct hcl_name){ parser_text(p, r), r }, true);
        parser_push(p, &e, sizeof e);
        body->items = parser_take(p, mark, sizeof *body->items, &body->n);
        return;
    }
    if (p->kind == LEX_OPEN_QUOTE || p->kind == LEX_OPEN_BRACE || p->kind == LEX_IDENT) {
        r.end = parser_range(p).end;
        parser_fault(p, r, "Block within a line",
                     "A block on one line has one argument at most and no blocks. Write the "
                     "inner block on lines of its own.");
    } else {
        parser_fault(p, r, "Argument expected", need_item);
    }
    parser_recover_line(p);
}

static void end_single(struct parser *p, const struct hcl_block *b)
{
    struct hcl_range r = parser_range(p);

    if (p->kind == LEX_CLOSE_BRACE) {
        parser_read(p);
        return;
    }
    if (p->kind == LEX_COMMA)
        parser_fault(p, r, "Comma after argument",
                     "A block on one line has one argument at most. Write each argument on a line "
                     "of its own.");
    else if (p->kind == LEX_NEWLINE)
        parser_fault(p, r, "Block is half on one line",
                     "The argument is on the line of the opening brace, so the closing brace must "
                     "be there too. Or write the argument on a line of its own.");
    else if (!p->was_lost && p->kind == LEX_EOF)
        parser_fault(p, b->open, "Block is not closed",
                     "The closing brace (\"}\") of this block is missing.");
    else if (!p->lost)
        parser_fault(p, r, "Block is not closed",
                     "After the argument of a block on one line its closing brace (\"}\") is "
                     "expected.");
    parser_recover(p, LEX_CLOSE_BRACE);
}

static void end_block(struct parser *p)
{
    if (p->kind == LEX_NEWLINE || p->kind == LEX_EOF) {
        parser_read(p);
        return;
    }
    if (!p->lost)
        parser_fault(p, parser_range(p), "Missing newline after block",
                     "A block ends at the end of its line.");
    parser_recover_line(p);
}

/* Where the last element ends; zero if there is none. */
static uint32_t body_end(const struct hcl_body *body)
{
    const struct hcl_element *last = body->n ? &body->items[body->n - 1] : NULL;

    return !last ? 0 : last->block ? last->block->range.end : last->attribute->range.end;
}

/* From the opening brace, which comes next, to the closing one. */
static void parse_braces(struct parser *p, struct hcl_block *b)
{
    b->open = parser_read(p);
    b->body.range.start = b->open.end;
    if (p->kind == LEX_NEWLINE || p->kind == LEX_EOF || p->kind == LEX_CLOSE_BRACE) {
        parse_body(p, b, &b->body);
    } else {
        parse_single(p, &b->body);
        end_single(p, b);
    }
    /* The last token read is the closing brace, unless that is missing or one of the body's. */
    b->close = (struct hcl_range){ p->end, p->end };
    if (p->end > b->open.end && p->text[p->end - 1] == '}' && body_end(&b->body) < p->end)
        b->close.start--;
    b->body.range.end = b->close.start;
}

/* A block whose type has been read; a label or "{" comes next. */
static struct hcl_block *parse_block(struct parser *p, struct hcl_name type)
{
    struct hcl_block *b = arena_new(p->arena, struct hcl_block);

    b->type = type;
    if (parse_labels(p, b)) {
        if (parser_enter(p, parser_range(p)))
            parse_braces(p, b);
        parser_leave(p);
        b->range = (struct hcl_range){ type.range.start, p->end };
        end_block(p);
    } else {
        b->range = (struct hcl_range){ type.range.start, p->end };
        b->open = b->close = b->body.range = (struct hcl_range){ p->end, p->end };
        parser_recover_line(p);
    }
    return b;
}

/* ---- bodies ---------------------------------------------------------------------------------- */

/* An argument or block; a name comes next. */
static void parse_item(struct parser *p, struct names *names, size_t mark)
{
    struct hcl_element e = { 0 };
    struct hcl_name name;

    /* Here the way is found again, so further errors are worth reporting. */
    p->lost = false;
    name = parser_name(p);
    if (p->kind == LEX_ASSIGN) {
        e.attribute = parse_argument(p, name, false);
        check_name(p, names, mark, e.attribute);
    } else if (p->kind == LEX_OPEN_QUOTE || p->kind == LEX_OPEN_BRACE || p->kind == LEX_IDENT) {
        e.block = parse_block(p, name);
    } else {
        parser_fault(p, name.range, "Argument or block expected", need_item);
        parser_recover_line(p);
        return;
    }
    parser_push(p, &e, sizeof e);
}

/* Something in a body that is neither argument nor block nor the body's end. */
static void skip_stray(struct parser *p)
{
    enum lex_kind kind = p->kind;
    struct hcl_range r = parser_read(p);

    if (!p->lost && kind == LEX_OPEN_QUOTE)
        parser_fault(p, r, "Name in quotes", "The name of an argument is written without quotes.");
    else if (!p->lost && kind == LEX_CLOSE_BRACE)
        parser_fault(p, r, "Closing brace without a block",
                     "No block is open here. There may be a brace too many above.");
    else if (!p->lost)
        parser_fault(p, r, "Argument or block expected", need_item);
    parser_recover_line(p);
}

/* The elements of a block (the closing brace is read as well) or, if `block` is NULL, a file. */
static void parse_body(struct parser *p, struct hcl_block *block, struct hcl_body *body)
{
    enum lex_kind end = block ? LEX_CLOSE_BRACE : LEX_EOF;
    struct names names = { 0 };
    size_t mark = p->list_n;

    while (p->kind != end && p->kind != LEX_EOF) {
        if (p->kind == LEX_NEWLINE)
            parser_read(p);
        else if (p->kind == LEX_IDENT)
            parse_item(p, &names, mark);
        else
            skip_stray(p);
    }
    if (p->kind != end && !p->was_lost)
        parser_fault(p, block->open, "Block is not closed",
                     "The closing brace (\"}\") of this block is missing.");
    if (p->kind != end)
        parser_lose(p);
    parser_read(p);
    body->items = parser_take(p, mark, sizeof *body->items, &body->n);
}

/* ---- entry points ---------------------------------------------------------------------------- */

/* Is there nothing but newlines between token `from` and token `to`? */
static bool only_newlines(const struct lex_tokens *t, size_t from, size_t to)
{
    while (to > from + 1)
        if (t->items[--to].kind != LEX_NEWLINE)
            return false;
    return true;
}

/* The comments of a file, which the grammar passes over. */
static const struct hcl_comments *collect_comments(const struct parser *p)
{
    const struct lex_tokens *t = &p->tokens;
    struct hcl_comments *comments;

    if (!t->n_comments)
        return NULL;
    comments = arena_new(p->arena, struct hcl_comments);
    comments->runs = arena_array(p->arena, t->n_comments, sizeof *comments->runs);
    for (size_t i = 0; i < t->n_comments; i++) {
        const struct lex_token *it = &t->items[t->comments[i]];

        if (i == 0 || !only_newlines(t, t->comments[i - 1], t->comments[i]))
            comments->runs[comments->n++].start = it->start;
        comments->runs[comments->n - 1].end = it->end;
    }
    return comments;
}

struct hcl_body *hcl_parse_file(struct arena *a, const struct hcl_source *source,
                                struct hcl_diags *d)
{
    struct hcl_range all = { 0, (uint32_t)source->text.n };
    struct hcl_body *body = arena_new(a, struct hcl_body);
    struct parser p;

    parser_init(&p, a, source, all, LEX_MODE_CODE, d);
    body->range = all;
    parse_body(&p, NULL, body);
    body->comments = collect_comments(&p);
    parser_finish(&p);
    return body;
}

struct hcl_expr *hcl_parse_expr(struct arena *a, const struct hcl_source *source,
                                struct hcl_range within, struct hcl_diags *d)
{
    struct hcl_expr *e;
    struct parser p;

    parser_init(&p, a, source, within, LEX_MODE_CODE, d);
    parser_newlines(&p, false);
    e = parse_expression(&p);
    if (p.kind != LEX_EOF && !p.lost)
        parser_fault(&p, parser_range(&p), "Unexpected text after the expression",
                     "The expression ends before this.");
    parser_finish(&p);
    return e;
}

struct hcl_expr *hcl_parse_template(struct arena *a, const struct hcl_source *source,
                                    struct hcl_range within, struct hcl_diags *d)
{
    struct hcl_expr *e;
    struct parser p;

    parser_init(&p, a, source, within, LEX_MODE_BARE, d);
    e = parse_template(&p, HCL_BARE, (struct hcl_range){ within.start, within.start });
    parser_finish(&p);
    return e;
}

bool hcl_is_identifier(struct str text)
{
    return text.n && lex_identifier(text) == text.n;
}
