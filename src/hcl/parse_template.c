/*
 * Templates. First the tokens become a flat list of pieces: literal text with escapes decoded and
 * strip markers applied, values, and the directives %{if}, %{else} and so on. Then indented
 * heredocs lose their indentation. Last, directives and what is between them become a tree.
 */
#include "hcl/parser.h"

#include "text/utf8.h"

enum piece_kind { TEXT, VALUE, IF, FOR, ELSE, ENDIF, ENDFOR, END };

/* The text of one token is one piece or more: escapes stand alone. */
struct piece {
    enum piece_kind kind;
    bool first;      /* TEXT: the first piece of its token */
    bool line_start; /* TEXT: to be dedented */
    struct hcl_part part;
};

struct template
{
    struct parser *p;
    size_t mark;                  /* where in the parser's list the pieces start */
    enum lex_kind closing;        /* the token that ends the template */
    struct hcl_range first_token; /* where errors are reported that concern all of it */
    bool trim_next;               /* "~}" came right before */
    bool can_trim;                /* literal text came right before */
    bool has_directives;
    unsigned height; /* of the highest expression */
};

static size_t count(const struct template *t)
{
    return (t->p->list_n - t->mark) / sizeof(struct piece);
}

/* Valid until the next piece is added. */
static struct piece *piece(const struct template *t, size_t i)
{
    return (struct piece *)(void *)(t->p->list + t->mark) + i;
}

static struct piece *add(struct template *t, enum piece_kind kind, struct hcl_range range)
{
    struct piece new = { .kind = kind, .part.range = range };

    parser_push(t->p, &new, sizeof new);
    return piece(t, count(t) - 1);
}

/* ---- literal text ---------------------------------------------------------------------------- */

static unsigned hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0');
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10) : 16;
}

/* "\uXXXX" or "\UXXXXXXXX" at the start of s; returns its length, decoded in *ret. */
static size_t unicode_escape(struct parser *p, struct str s, uint32_t at, struct str *ret)
{
    size_t digits = s.p[1] == 'u' ? 4 : 8, n = 2;
    struct hcl_range r = { at, at };
    uint32_t code = 0;
    char bytes[4];

    for (; n < s.n && n < 2 + digits && hex_value(s.p[n]) < 16; n++)
        code = code << 4 | hex_value(s.p[n]);
    r.end = at + (uint32_t)n;
    if (n < 2 + digits)
        parser_fault(p, r, "Invalid escape", "\"\\%c\" is followed by %zu hexadecimal digits.",
                     s.p[1], digits);
    else if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        parser_fault(p, r, "Invalid escape", "There is no character U+%04X.", code);
    else
        *ret = str_copy(p->arena, str_of(bytes, utf8_encode(code, bytes)));
    return n;
}

/* The escape sequence at the start of s (a backslash, and more); returns its length. */
static size_t escape(struct parser *p, struct str s, uint32_t at, struct str *ret)
{
    uint32_t code;
    size_t n;

    *ret = str_lit("");
    switch (s.p[1]) {
    case 'n':
        *ret = str_lit("\n");
        return 2;
    case 'r':
        *ret = str_lit("\r");
        return 2;
    case 't':
        *ret = str_lit("\t");
        return 2;
    case '"':
        *ret = str_lit("\"");
        return 2;
    case '\\':
        *ret = str_lit("\\");
        return 2;
    case 'u':
    case 'U':
        return unicode_escape(p, s, at, ret);
    default:
        /* A character that is no UTF-8 but passed the lexer is as long as its first byte says. */
        n = utf8_next(str_skip(s, 1), &code);
        while (1 + n < s.n && ((unsigned char)s.p[1 + n] & 0xC0) == 0x80)
            n++;
        parser_fault(p, (struct hcl_range){ at, at + 1 + (uint32_t)n }, "Invalid escape",
                     "Known are \\n, \\r, \\t, \\\", \\\\, \\uXXXX and \\UXXXXXXXX; a backslash is "
                     "written \\\\.");
        return 1 + n;
    }
}

static void add_text(struct template *t, struct str text, uint32_t start, size_t len, bool first)
{
    struct piece *new = add(t, TEXT, (struct hcl_range){ start, start + (uint32_t)len });

    new->part.kind = HCL_PART_TEXT;
    new->part.text = text;
    new->first = first;
}

/* Adds the pieces of one literal token; returns the index of the first. */
static size_t add_literal(struct template *t, struct hcl_range r, bool quoted)
{
    size_t from = count(t);
    struct str s = parser_text(t->p, r);

    if (s.n >= 3 && (s.p[0] == '$' || s.p[0] == '%') && s.p[1] == s.p[0] && s.p[2] == '{') {
        add_text(t, s.p[0] == '$' ? str_lit("${") : str_lit("%{"), r.start, 3, true);
        s = str_skip(s, 3);
    } else if (!quoted || !memchr(s.p, '\\', s.n)) {
        add_text(t, s, r.start, s.n, true);
        return from;
    }
    while (s.n) {
        size_t n = quoted ? str_find_char(s, '\\') : STR_NONE;
        uint32_t start = (uint32_t)(s.p - t->p->text);
        struct str text = s;

        if (n == 0) {
            n = escape(t->p, s, start, &text);
        } else {
            n = n == STR_NONE ? s.n : n;
            text.n = n;
        }
        add_text(t, text, start, n, count(t) == from);
        s = str_skip(s, n);
    }
    return from;
}

/* Is the text the bytes of its range, so that both can be cut alike? */
static bool is_verbatim(const struct parser *p, const struct hcl_part *part)
{
    return part->text.p == p->text + part->range.start;
}

static void cut_start(struct parser *p, struct hcl_part *part, size_t n)
{
    if (is_verbatim(p, part))
        part->range.start += (uint32_t)n;
    part->text = str_skip(part->text, n);
}

static void cut_end(struct parser *p, struct hcl_part *part, size_t n)
{
    if (is_verbatim(p, part))
        part->range.end -= (uint32_t)n;
    part->text.n -= n;
}

/* Removes white space at the start of the token whose pieces are the last ones, from `from` on. */
static void trim_start(struct template *t, size_t from)
{
    for (size_t i = from; i < count(t); i++) {
        struct hcl_part *part = &piece(t, i)->part;
        size_t n = utf8_space_prefix(part->text);
        bool all = n == part->text.n;

        cut_start(t->p, part, n);
        if (!all)
            break;
    }
}

/* Removes white space at the end of the last token. */
static void trim_end(struct template *t)
{
    for (size_t i = count(t); i-- > 0;) {
        struct piece *last = piece(t, i);
        size_t n = utf8_space_suffix(last->part.text);
        bool all = n == last->part.text.n;

        cut_end(t->p, &last->part, n);
        if (!all || last->first)
            break;
    }
}

/* ---- sequences ------------------------------------------------------------------------------- */

/* The end of a sequence comes next; the caller has checked that. */
static void close_sequence(struct template *t)
{
    struct hcl_range r = parser_read(t->p);

    t->trim_next = r.end - r.start == 2;
}

static void report_unclosed_value(struct template *t)
{
    struct parser *p = t->p;
    bool quote = p->kind == LEX_OPEN_QUOTE || p->kind == LEX_CLOSE_QUOTE;

    if (p->kind == LEX_EOF || (quote && t->closing == LEX_CLOSE_QUOTE))
        parser_fault(p, t->first_token, "Interpolation is not closed",
                     "The closing brace (\"}\") of a \"${\" in this text is missing. If the \"${\" "
                     "is meant literally, write \"$${\".");
    else if (p->kind == LEX_COLON)
        parser_fault(p, parser_range(p), "Unexpected colon in an interpolation",
                     "If the \"${\" belongs to another language, such as shell, write \"$${\".");
    else
        parser_fault(p, parser_range(p), "Unexpected text in an interpolation",
                     "After the expression the closing brace (\"}\") is expected. If the \"${\" "
                     "belongs to another language, such as shell, write \"$${\".");
}

/* "${" has been read. */
static void parse_value(struct template *t, struct hcl_range open)
{
    struct parser *p = t->p;
    bool newlines = parser_newlines(p, false);
    struct hcl_expr *e = parse_expression(p);
    struct piece *new;

    t->height = higher(t->height, p->height);
    if (p->kind == LEX_CLOSE_SEQUENCE) {
        close_sequence(t);
    } else {
        if (!p->lost)
            report_unclosed_value(t);
        parser_recover(p, LEX_CLOSE_SEQUENCE);
    }
    parser_newlines(p, newlines);
    new = add(t, VALUE, (struct hcl_range){ open.start, p->end });
    new->part.kind = HCL_PART_VALUE;
    new->part.expr = e;
}

/* "for" has been read; false after an error. */
static bool for_directive(struct template *t, struct hcl_part *ret)
{
    struct parser *p = t->p;
    const char *missing = NULL;

    if (p->kind != LEX_IDENT) {
        missing = "After \"for\" the name of a variable is expected.";
    } else {
        ret->directive->value = parser_name(p);
        if (p->kind == LEX_COMMA) {
            parser_read(p);
            ret->directive->key = ret->directive->value;
            if (p->kind != LEX_IDENT)
                missing = "After the comma the name of the second variable is expected.";
            else
                ret->directive->value = parser_name(p);
        }
        if (!missing && !parser_is_word(p, "in"))
            missing = "After the names of the variables \"in\" is expected.";
    }
    if (missing) {
        if (!p->lost)
            parser_fault(p, parser_range(p), "Invalid for-directive", "%s", missing);
        return false;
    }
    parser_read(p);
    ret->expr = parse_expression(p);
    t->height = higher(t->height, p->height);
    return true;
}

/* The keyword of a directive and what belongs to it; false after an error. */
static bool directive(struct template *t, enum piece_kind *ret_kind, struct hcl_part *ret)
{
    static const char *const words[] = {
        [IF] = "if", [FOR] = "for", [ELSE] = "else", [ENDIF] = "endif", [ENDFOR] = "endfor"
    };
    struct parser *p = t->p;
    struct hcl_range r = parser_range(p);
    enum piece_kind kind = IF;

    while (kind < END && !parser_is_word(p, words[kind]))
        kind++;
    if (kind == END) {
        if (!p->lost)
            parser_fault(p, r, "Unknown directive",
                         "After \"%%{\" one of if, else, endif, for and endfor is expected. If the "
                         "\"%%{\" is meant literally, write \"%%%%{\".");
        if (p->kind == LEX_IDENT)
            parser_read(p);
        return false;
    }
    parser_read(p);
    *ret_kind = kind;
    if (kind == FOR)
        return for_directive(t, ret);
    if (kind == IF) {
        ret->expr = parse_expression(p);
        t->height = higher(t->height, p->height);
    }
    return true;
}

/* "%{" has been read. */
static void parse_directive(struct template *t, struct hcl_range open)
{
    struct parser *p = t->p;
    bool newlines = parser_newlines(p, false);
    enum piece_kind kind = END;
    struct hcl_part part = { .kind = HCL_PART_FOR,
                             .directive = arena_new(p->arena, struct hcl_directive) };
    bool good = directive(t, &kind, &part);

    if (good && p->kind == LEX_CLOSE_SEQUENCE) {
        close_sequence(t);
    } else {
        if (good && !p->lost)
            parser_fault(p, parser_range(p), "Unexpected text in a directive",
                         "Here the closing brace (\"}\") of the directive is expected.");
        parser_recover(p, LEX_CLOSE_SEQUENCE);
    }
    parser_newlines(p, newlines);
    if (!good)
        return;
    if (kind == IF)
        part.kind = HCL_PART_IF;
    part.range = (struct hcl_range){ open.start, p->end };
    add(t, kind, part.range)->part = part;
    t->has_directives = true;
}

/* All pieces up to the closing token, which is read; returns its range. */
static struct hcl_range parse_pieces(struct template *t)
{
    struct parser *p = t->p;

    for (;;) {
        enum lex_kind kind = p->kind;
        struct hcl_range r = parser_read(p);
        bool trim = t->trim_next, can_trim = t->can_trim;

        if (kind == t->closing)
            return r;
        t->trim_next = t->can_trim = false;
        if (kind == LEX_QUOTED_TEXT || kind == LEX_TEXT) {
            size_t from = add_literal(t, r, kind == LEX_QUOTED_TEXT);

            if (trim)
                trim_start(t, from);
            t->can_trim = true;
        } else if (kind == LEX_OPEN_VALUE || kind == LEX_OPEN_DIRECTIVE) {
            if (can_trim && r.end - r.start == 3)
                trim_end(t);
            if (kind == LEX_OPEN_VALUE)
                parse_value(t, r);
            else
                parse_directive(t, r);
        } else {
            if (!p->lost)
                parser_fault(p, r, "Text is not closed",
                             t->closing == LEX_CLOSE_HEREDOC
                                 ? "The end marker of this heredoc is missing: its name, alone on "
                                   "a line that ends with a newline."
                                 : "The closing quote of this text is missing.");
            return parser_recover(p, t->closing);
        }
    }
}

/* ---- indentation ----------------------------------------------------------------------------- */

static bool ends_line(const struct piece *last)
{
    return last->kind == TEXT && str_ends(last->part.text, str_lit("\n"));
}

/* The indentation of a line, in characters, by its first piece; SIZE_MAX for an empty line. */
static size_t indentation(const struct template *t, size_t i)
{
    const struct piece *first = piece(t, i);
    size_t n;

    if (first->kind != TEXT)
        return 0;
    n = utf8_space_prefix(first->part.text);
    if (n == first->part.text.n && ends_line(first))
        return SIZE_MAX;
    return utf8_clusters(str_slice(first->part.text, 0, n));
}

/*
 * Removes from every line the indentation that all lines have. Lines are those of the source, as
 * far as their newline has not been trimmed; what values contain does not matter. Lines of white
 * space only do not count, and stay as they are.
 */
static void dedent(struct template *t)
{
    size_t least = SIZE_MAX;
    bool line_start = true;

    for (size_t i = 0; i < count(t); i++) {
        struct piece *it = piece(t, i);

        if (line_start) {
            size_t n = indentation(t, i);

            it->line_start = it->kind == TEXT && n != SIZE_MAX;
            least = n < least ? n : least;
        }
        /* The pieces of one token belong together: only its end can be the end of a line. */
        line_start = ends_line(it) &&
                     (i + 1 == count(t) || piece(t, i + 1)->kind != TEXT || piece(t, i + 1)->first);
    }
    for (size_t i = 0; i < count(t); i++) {
        struct hcl_part *part = &piece(t, i)->part;

        if (!piece(t, i)->line_start)
            continue;
        for (size_t n = 0; n < least; n++)
            cut_start(t->p, part, utf8_cluster(part->text));
    }
}

/* ---- from pieces to parts -------------------------------------------------------------------- */

/* The pieces in the arena, where they stay while parts are collected in the parser's list. */
struct builder {
    struct parser *p;
    const struct piece *pieces; /* an END piece is the last */
    size_t at;
    unsigned deepest; /* of the directives within each other */
};

static void build_part(struct builder *b);

static void unexpected(struct builder *b, const struct piece *it)
{
    static const char *const words[] = { [ELSE] = "else", [ENDIF] = "endif", [ENDFOR] = "endfor" };

    parser_fault(b->p, it->part.range, "Unexpected directive",
                 "\"%%{ %s }\" does not belong to the directive that is open here, if any is.",
                 words[it->kind]);
}

/*
 * The parts up to what ends the directive: `end`, or with an error another ending directive or the
 * end of the template. Returns what it was.
 */
static enum piece_kind build_body(struct builder *b, const struct piece *open, enum piece_kind end,
                                  struct hcl_parts *ret)
{
    size_t mark = b->p->list_n;
    const struct piece *it;

    while ((it = &b->pieces[b->at])->kind < ELSE)
        build_part(b);
    ret->items = parser_take(b->p, mark, sizeof *ret->items, &ret->n);
    if (it->kind == END) {
        parser_fault(b->p, it->part.range, "Directive is not closed",
                     "The template ends, but a \"%%{ %s }\" for the \"%%{ %s\" is missing.",
                     open->kind == IF ? "endif" : "endfor", open->kind == IF ? "if" : "for");
        return END;
    }
    b->at++;
    if (it->kind != end && !(it->kind == ELSE && end == ENDIF))
        unexpected(b, it);
    return it->kind;
}

static void build_directive(struct builder *b)
{
    const struct piece *open = &b->pieces[b->at++];
    struct hcl_part part = open->part;
    enum piece_kind end;

    if (open->kind == FOR) {
        build_body(b, open, ENDFOR, &part.directive->body);
    } else {
        end = build_body(b, open, ENDIF, &part.directive->body);
        if (end == ELSE) {
            end = build_body(b, open, ENDIF, &part.directive->otherwise);
            if (end == ELSE)
                unexpected(b, &b->pieces[b->at - 1]);
        }
    }
    if (b->pieces[b->at - 1].part.range.end > part.range.end)
        part.range.end = b->pieces[b->at - 1].part.range.end;
    parser_push(b->p, &part, sizeof part);
}

/* One part, with everything inside of it. */
static void build_part(struct builder *b)
{
    const struct piece *it = &b->pieces[b->at];

    switch (it->kind) {
    case TEXT:
    case VALUE:
        parser_push(b->p, &it->part, sizeof it->part);
        b->at++;
        break;
    case IF:
    case FOR:
        if (parser_enter(b->p, it->part.range)) {
            b->deepest = higher(b->deepest, b->p->depth);
            build_directive(b);
        } else {
            while (b->pieces[b->at].kind != END)
                b->at++;
        }
        parser_leave(b->p);
        break;
    case ELSE:
    case ENDIF:
    case ENDFOR:
        unexpected(b, it);
        b->at++;
        break;
    case END:
        break;
    }
}

static struct hcl_parts build(struct template *t, struct hcl_range end)
{
    struct builder b = { .p = t->p, .deepest = t->p->depth };
    struct hcl_parts parts = { 0 };
    size_t n;

    if (!t->has_directives) {
        n = count(t);
        parts.items = n ? arena_array(t->p->arena, n, sizeof *parts.items) : NULL;
        for (size_t i = 0; i < n; i++)
            parts.items[i] = piece(t, i)->part;
        parts.n = n;
        t->p->list_n = t->mark;
        return parts;
    }
    add(t, END, end);
    b.pieces = parser_take(t->p, t->mark, sizeof *b.pieces, &n);
    while (b.pieces[b.at].kind != END)
        build_part(&b);
    parts.items = parser_take(t->p, t->mark, sizeof *parts.items, &parts.n);
    t->height += b.deepest - t->p->depth;
    return parts;
}

/* ---- templates ------------------------------------------------------------------------------- */

/* Does a quoted text follow that is one token which means itself, as most do? */
static bool is_plain(const struct parser *p)
{
    const char *text = p->text + p->at->start;

    return p->kind == LEX_QUOTED_TEXT && p->at[1].kind == LEX_CLOSE_QUOTE && *text != '$' &&
           *text != '%' && !memchr(text, '\\', p->at->end - p->at->start);
}

/* The same as parse_template() makes of it by way of pieces. */
static struct hcl_expr *parse_plain(struct parser *p, struct hcl_range open)
{
    struct hcl_part *part = arena_new(p->arena, struct hcl_part);
    struct hcl_expr *e;

    part->kind = HCL_PART_TEXT;
    part->range = parser_read(p);
    part->text = parser_text(p, part->range);
    parser_read(p);
    e = parser_expr_new(p, HCL_EXPR_TEMPLATE, open.start);
    e->u.template.kind = HCL_QUOTED;
    e->u.template.content = part->range;
    e->u.template.parts = (struct hcl_parts){ part, 1 };
    parser_height(p, 0);
    return e;
}

static struct hcl_expr *parse_any(struct parser *p, enum hcl_template_kind kind,
                                  struct hcl_range open)
{
    struct template t = { .p = p,
                          .mark = p->list_n,
                          .closing = kind == HCL_QUOTED ? LEX_CLOSE_QUOTE
                                     : kind == HCL_BARE ? LEX_EOF
                                                        : LEX_CLOSE_HEREDOC,
                          .first_token = parser_range(p) };
    struct hcl_range close = parse_pieces(&t);
    struct hcl_expr *e = parser_expr_new(p, HCL_EXPR_TEMPLATE, open.start);

    if (kind == HCL_HEREDOC_INDENTED)
        dedent(&t);
    e->u.template.kind = kind;
    e->u.template.content = (struct hcl_range){ open.end, close.start };
    if (t.closing == LEX_CLOSE_HEREDOC) {
        struct str marker = str_skip(parser_text(p, open), kind == HCL_HEREDOC_INDENTED ? 3 : 2);

        e->u.template.marker = str_trim_end(marker);
    }
    e->u.template.parts = build(&t, close);
    parser_height(p, t.height);
    return e;
}

struct hcl_expr *parse_template(struct parser *p, enum hcl_template_kind kind,
                                struct hcl_range open)
{
    if (kind == HCL_QUOTED && is_plain(p))
        return parse_plain(p, open);
    return parse_any(p, kind, open);
}

/* The text of all pieces; points into the source if it is written there as it is. */
static struct str join(struct template *t)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct parser *p = t->p;
    struct str text = str_lit("");

    if (count(t) == 1) {
        text = piece(t, 0)->part.text;
    } else if (count(t)) {
        for (size_t i = 0; i < count(t); i++)
            buf_add(&b, piece(t, i)->part.text);
        text = str_copy(p->arena, buf_str(&b));
    }
    p->list_n = t->mark;
    return text;
}

struct str parse_literal(struct parser *p, struct hcl_range open, struct hcl_range *ret_range)
{
    struct template t = { .p = p, .mark = p->list_n };

    for (;;) {
        enum lex_kind kind = p->kind;
        struct hcl_range r = parser_read(p);

        if (kind == LEX_CLOSE_QUOTE)
            break;
        if (kind == LEX_QUOTED_TEXT) {
            add_literal(&t, r, true);
            continue;
        }
        if (kind == LEX_OPEN_VALUE || kind == LEX_OPEN_DIRECTIVE) {
            parser_fault(p, r, "Template in a label",
                         "The labels of a block are plain text. If a \"%c{\" is meant, write "
                         "\"%c%c{\".",
                         p->text[r.start], p->text[r.start], p->text[r.start]);
            parser_recover(p, LEX_CLOSE_SEQUENCE);
            continue;
        }
        parser_fault(p, r, "Text is not closed", "The closing quote of this text is missing.");
        if (kind != LEX_EOF)
            parser_recover(p, LEX_CLOSE_QUOTE);
        break;
    }
    *ret_range = (struct hcl_range){ open.start, p->end };
    return join(&t);
}
