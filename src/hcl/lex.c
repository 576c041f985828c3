#include "hcl/lex.h"

#include <stdlib.h>

#include "text/utf8.h"

/* What starts at a byte of code. */
enum { C_OTHER, C_SPACE, C_NEWLINE, C_LETTER, C_DIGIT, C_SINGLE, C_PAIR, C_BRACE, C_QUOTE, C_HASH };

#define LETTERS(x) ['A' ... 'Z'] = (x), ['a' ... 'z'] = (x), ['_'] = (x)

static const uint8_t class_of[256] = {
    LETTERS(C_LETTER),  [' '] = C_SPACE,         ['\t'] = C_SPACE, ['\n'] = C_NEWLINE,
    ['\r'] = C_NEWLINE, ['0' ... '9'] = C_DIGIT, ['['] = C_SINGLE, [']'] = C_SINGLE,
    ['('] = C_SINGLE,   [')'] = C_SINGLE,        [','] = C_SINGLE, ['*'] = C_SINGLE,
    ['%'] = C_SINGLE,   ['+'] = C_SINGLE,        ['-'] = C_SINGLE, ['?'] = C_SINGLE,
    ['^'] = C_SINGLE,   [';'] = C_SINGLE,        ['`'] = C_SINGLE, ['\''] = C_SINGLE,
    ['.'] = C_PAIR,     ['/'] = C_PAIR,          ['='] = C_PAIR,   ['<'] = C_PAIR,
    ['>'] = C_PAIR,     ['!'] = C_PAIR,          [':'] = C_PAIR,   ['&'] = C_PAIR,
    ['|'] = C_PAIR,     ['~'] = C_PAIR,          ['{'] = C_BRACE,  ['}'] = C_BRACE,
    ['"'] = C_QUOTE,    ['#'] = C_HASH,
};

static const uint8_t single_kind[128] = {
    ['['] = LEX_OPEN_BRACKET, [']'] = LEX_CLOSE_BRACKET, ['('] = LEX_OPEN_PAREN,
    [')'] = LEX_CLOSE_PAREN,  [','] = LEX_COMMA,         ['*'] = LEX_STAR,
    ['%'] = LEX_PERCENT,      ['+'] = LEX_PLUS,          ['-'] = LEX_MINUS,
    ['?'] = LEX_QUESTION,     ['^'] = LEX_BIT_XOR,       [';'] = LEX_SEMICOLON,
    ['`'] = LEX_BACKTICK,     ['\''] = LEX_APOSTROPHE,
};

/* Bytes that go on: W_WORD an identifier, W_QUOTED a quoted text, W_TEXT a line of a heredoc. */
enum { W_WORD = 1, W_QUOTED = 2, W_TEXT = 4 };

#define W_PLAIN (W_QUOTED | W_TEXT)

static const uint8_t goes_on[256] = {
    [0 ... 9] = W_PLAIN,      [11 ... 12] = W_PLAIN,     [14 ... '!'] = W_PLAIN,
    ['"'] = W_TEXT,           ['#'] = W_PLAIN,           ['&' ... ','] = W_PLAIN,
    ['-'] = W_PLAIN | W_WORD, ['.' ... '/'] = W_PLAIN,   ['0' ... '9'] = W_PLAIN | W_WORD,
    [':' ... '@'] = W_PLAIN,  LETTERS(W_PLAIN | W_WORD), ['['] = W_PLAIN,
    ['\\'] = W_TEXT,          [']' ... '^'] = W_PLAIN,   ['`'] = W_PLAIN,
    ['{' ... 127] = W_PLAIN,
};

enum mode { CODE, QUOTED, HEREDOC, BARE };

/* An open template, or code inside of one. */
struct frame {
    enum mode mode;
    int32_t braces;              /* CODE: the depth at which "}" ends it */
    uint32_t marker, marker_len; /* HEREDOC: its name in the text */
    bool line_start;             /* HEREDOC: nothing of this line has been a token yet */
};

struct lexer {
    const char *text, *p, *end;
    struct lex_tokens *out;
    struct frame *frames;
    size_t n, cap;
    int32_t braces;
    bool no_comment_end; /* a search for it has failed already */
};

/* Room for so many tokens is made at first; few texts have more. */
enum { LEAST_TOKENS = 64, BYTES_PER_TOKEN = 5 };

static void grow(struct lex_tokens *t)
{
    t->cap *= 2;
    t->items = xrealloc(t->items, size_mul(t->cap, sizeof *t->items));
}

/* Makes the bytes from l->p to `end` a token. */
static inline void emit(struct lexer *l, enum lex_kind kind, const char *end)
{
    struct lex_tokens *t = l->out;

    if (t->n == t->cap)
        grow(t);
    if (kind >= LEX_FIRST_BAD)
        t->has_bad = true;
    t->items[t->n++] =
        (struct lex_token){ (uint32_t)(l->p - l->text), (uint32_t)(end - l->text), (uint8_t)kind };
    l->p = end;
}

static void emit_comment(struct lexer *l, enum lex_kind kind, const char *end)
{
    struct lex_tokens *t = l->out;

    if (t->n_comments == t->comments_cap) {
        t->comments_cap = t->comments_cap ? t->comments_cap * 2 : 16;
        t->comments = xrealloc(t->comments, size_mul(t->comments_cap, sizeof *t->comments));
    }
    t->comments[t->n_comments++] = (uint32_t)t->n;
    emit(l, kind, end);
}

static struct frame *push(struct lexer *l, enum mode mode)
{
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 16;
        l->frames = xrealloc(l->frames, size_mul(l->cap, sizeof *l->frames));
    }
    l->frames[l->n] = (struct frame){ .mode = mode };
    return &l->frames[l->n++];
}

static struct frame *top(struct lexer *l)
{
    return &l->frames[l->n - 1];
}

static inline bool is_at(const struct lexer *l, const char *p, char c)
{
    return p < l->end && *p == c;
}

/* The length of the newline at p, LF or CR LF, or 0. */
static inline size_t newline_at(const struct lexer *l, const char *p)
{
    if (is_at(l, p, '\n'))
        return 1;
    return is_at(l, p, '\r') && is_at(l, p + 1, '\n') ? 2 : 0;
}

/*
 * The length of the character at p, or 0. Overlong forms, surrogates and code points that do not
 * exist pass, as they do in the reference lexer: whether a text may hold them is not ours to say.
 */
static size_t loose_character(const struct lexer *l, const char *p)
{
    unsigned c = (unsigned char)*p;
    size_t n = c < 0x80 ? 1 : c < 0xC0 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF8 ? 4 : 0;

    if (n > (size_t)(l->end - p))
        return 0;
    for (size_t i = 1; i < n; i++)
        if (((unsigned char)p[i] & 0xC0) != 0x80)
            return 0;
    return n;
}

/* ---- code ------------------------------------------------------------------------------------ */

static const char *word_end(const char *p, const char *end)
{
    for (;;) {
        uint32_t code;
        size_t n;

        while (p < end && goes_on[(unsigned char)*p] & W_WORD)
            p++;
        if (p == end || (unsigned char)*p < 0x80)
            return p;
        n = utf8_next(str_of(p, (size_t)(end - p)), &code);
        if (code == UTF8_BAD || !utf8_is_id_continue(code))
            return p;
        p += n;
    }
}

size_t lex_identifier(struct str s)
{
    uint32_t code;
    size_t n;

    if (s.n == 0)
        return 0;
    n = utf8_next(s, &code);
    if (code == UTF8_BAD || !(code == '_' || utf8_is_id_start(code)))
        return 0;
    return (size_t)(word_end(s.p + n, s.p + s.n) - s.p);
}

/* Digits, dots and exponents in any order, as long as the last of them is no dot. */
static const char *number_end(const char *p, const char *end)
{
    const char *good = p + 1;

    for (p = good; p < end;) {
        if (class_of[(unsigned char)*p] == C_DIGIT) {
            good = ++p;
        } else if (*p == '.') {
            p++;
        } else if (*p == 'e' || *p == 'E') {
            p += p + 1 < end && (p[1] == '+' || p[1] == '-') ? 2 : 1;
            if (p == end || class_of[(unsigned char)*p] != C_DIGIT)
                break;
            good = ++p;
        } else {
            break;
        }
    }
    return good;
}

static void line_comment(struct lexer *l)
{
    const char *end = memchr(l->p, '\n', (size_t)(l->end - l->p));

    if (end)
        emit_comment(l, LEX_COMMENT_LINE, end + 1);
    else
        emit_comment(l, LEX_COMMENT, l->end);
}

static bool block_comment(struct lexer *l)
{
    const char *from = l->p + 2, *end = NULL;

    if (!l->no_comment_end)
        end = memmem(from, (size_t)(l->end - from), "*/", 2);
    if (end)
        emit_comment(l, LEX_COMMENT, end + 2);
    else
        l->no_comment_end = true;
    return end;
}

/* "<<NAME" or "<<-NAME" right before a newline; otherwise nothing happens. */
static bool open_heredoc(struct lexer *l)
{
    const char *name = l->p + 2, *end;
    size_t len;
    struct frame *f;

    name += is_at(l, name, '-');
    len = lex_identifier(str_of(name, (size_t)(l->end - name)));
    end = name + len;
    if (!len || !newline_at(l, end))
        return false;
    emit(l, LEX_OPEN_HEREDOC, end + newline_at(l, end));
    f = push(l, HEREDOC);
    f->marker = (uint32_t)(name - l->text);
    f->marker_len = (uint32_t)len;
    f->line_start = true;
    return true;
}

static void close_sequence(struct lexer *l, const char *end)
{
    emit(l, LEX_CLOSE_SEQUENCE, end);
    if (l->n > 1 && top(l)->braces == l->braces)
        l->n--;
    l->braces--;
}

/* Operators of which one is the start of another. */
static void lex_pair(struct lexer *l)
{
    const char *p = l->p;
    char c = *p, next = p + 1 < l->end ? p[1] : '\0';

    switch (c) {
    case '.':
        if (next == '.' && is_at(l, p + 2, '.'))
            emit(l, LEX_ELLIPSIS, p + 3);
        else
            emit(l, LEX_DOT, p + 1);
        break;
    case '/':
        if (next == '/')
            line_comment(l);
        else if (next != '*' || !block_comment(l))
            emit(l, LEX_SLASH, p + 1);
        break;
    case '=':
        emit(l,
             next == '='   ? LEX_EQUAL
             : next == '>' ? LEX_ARROW
                           : LEX_ASSIGN,
             p + 1 + (next == '=' || next == '>'));
        break;
    case '<':
        if (next != '<' || !open_heredoc(l))
            emit(l, next == '=' ? LEX_LESS_EQUAL : LEX_LESS, p + 1 + (next == '='));
        break;
    case '>':
        emit(l, next == '=' ? LEX_GREATER_EQUAL : LEX_GREATER, p + 1 + (next == '='));
        break;
    case '!':
        emit(l, next == '=' ? LEX_NOT_EQUAL : LEX_BANG, p + 1 + (next == '='));
        break;
    case ':':
        emit(l, next == ':' ? LEX_DOUBLE_COLON : LEX_COLON, p + 1 + (next == ':'));
        break;
    case '&':
        emit(l, next == '&' ? LEX_AND : LEX_BIT_AND, p + 1 + (next == '&'));
        break;
    case '|':
        emit(l, next == '|' ? LEX_OR : LEX_BIT_OR, p + 1 + (next == '|'));
        break;
    default: /* '~' */
        if (next == '}')
            close_sequence(l, p + 2);
        else
            emit(l, LEX_BIT_NOT, p + 1);
    }
}

/* A brace; "}" at the depth of the "${" or "%{" that this code is in ends that sequence. */
static void lex_brace(struct lexer *l)
{
    if (*l->p == '{') {
        emit(l, LEX_OPEN_BRACE, l->p + 1);
        l->braces++;
    } else if (l->n > 1 && top(l)->braces == l->braces) {
        close_sequence(l, l->p + 1);
    } else {
        emit(l, LEX_CLOSE_BRACE, l->p + 1);
        l->braces--;
    }
}

/* A character beyond ASCII, or one that the language has no use for. */
static void lex_other(struct lexer *l)
{
    size_t n = lex_identifier(str_of(l->p, (size_t)(l->end - l->p)));

    if (n) {
        emit(l, LEX_IDENT, l->p + n);
        return;
    }
    n = loose_character(l, l->p);
    emit(l, n ? LEX_INVALID : LEX_BAD_UTF8, l->p + (n ? n : 1));
}

/* Code, up to where a template starts or goes on. */
static void lex_code(struct lexer *l)
{
    size_t depth = l->n;

    while (l->n == depth) {
        unsigned char c;

        while (l->p < l->end && class_of[(unsigned char)*l->p] == C_SPACE)
            l->p++;
        if (l->p == l->end)
            return;
        c = (unsigned char)*l->p;
        if (class_of[c] == C_LETTER) {
            emit(l, LEX_IDENT, word_end(l->p + 1, l->end));
            continue;
        }
        switch (class_of[c]) {
        case C_NEWLINE:
            if (newline_at(l, l->p))
                emit(l, LEX_NEWLINE, l->p + newline_at(l, l->p));
            else
                emit(l, LEX_INVALID, l->p + 1);
            break;
        case C_DIGIT:
            emit(l, LEX_NUMBER, number_end(l->p, l->end));
            break;
        case C_SINGLE:
            emit(l, single_kind[c], l->p + 1);
            break;
        case C_PAIR:
            lex_pair(l);
            break;
        case C_BRACE:
            lex_brace(l);
            break;
        case C_QUOTE:
            emit(l, LEX_OPEN_QUOTE, l->p + 1);
            push(l, QUOTED);
            break;
        case C_HASH:
            line_comment(l);
            break;
        default:
            lex_other(l);
        }
    }
}

/* ---- templates ------------------------------------------------------------------------------- */

static void open_sequence(struct lexer *l)
{
    enum lex_kind kind = *l->p == '$' ? LEX_OPEN_VALUE : LEX_OPEN_DIRECTIVE;

    top(l)->line_start = false;
    emit(l, kind, l->p + 2 + is_at(l, l->p + 2, '~'));
    push(l, CODE)->braces = ++l->braces;
}

/* The length of an escaped "$${" or "%%{" at l->p, with a "~" that follows, or 0. */
static size_t escaped_sequence(const struct lexer *l)
{
    const char *p = l->p;

    if (!is_at(l, p + 1, *p) || !is_at(l, p + 2, '{'))
        return 0;
    return 3 + (size_t)is_at(l, p + 3, '~');
}

static void quoted_sign(struct lexer *l)
{
    size_t n = escaped_sequence(l);

    if (n)
        emit(l, LEX_QUOTED_TEXT, l->p + n);
    else if (is_at(l, l->p + 1, '{'))
        open_sequence(l);
    else
        emit(l, l->p + 1 == l->end ? LEX_INVALID : LEX_QUOTED_TEXT, l->p + 1);
}

/* The end of the quoted text at p; escapes are not looked at, but '\"' does not end it. */
static const char *quoted_end(const struct lexer *l, const char *p)
{
    for (;;) {
        const char *c;
        size_t n;

        while (p < l->end && goes_on[(unsigned char)*p] & W_QUOTED)
            p++;
        if (p == l->end || (*p != '\\' && (unsigned char)*p < 0x80))
            return p;
        c = *p == '\\' ? p + 1 : p;
        if (c == l->end || *c == '\n' || *c == '\r')
            return p;
        n = loose_character(l, c);
        if (!n)
            return p;
        p = c + n;
    }
}

static void lex_quoted(struct lexer *l)
{
    size_t depth = l->n;

    while (l->p < l->end && l->n == depth) {
        const char *end = quoted_end(l, l->p);

        if (end > l->p)
            emit(l, LEX_QUOTED_TEXT, end);
        if (end == l->end)
            break;
        switch (*end) {
        case '"':
            emit(l, LEX_CLOSE_QUOTE, end + 1);
            l->n--;
            break;
        case '$':
        case '%':
            quoted_sign(l);
            break;
        case '\r':
        case '\n':
            while (is_at(l, end, '\r') || is_at(l, end, '\n'))
                end++;
            emit(l, LEX_QUOTED_NEWLINE, end);
            break;
        default:
            emit(l, *end == '\\' ? LEX_INVALID : LEX_BAD_UTF8, end + 1);
        }
    }
}

/* Is the line from l->p to `end` the end marker of the heredoc, but for white space around it? */
static bool is_marker(struct lexer *l, const char *end)
{
    const struct frame *f = top(l);
    struct str line = str_of(l->p, (size_t)(end - l->p)), marker;

    if (!f->line_start || line.n < f->marker_len)
        return false;
    marker = str_of(l->text + f->marker, f->marker_len);
    line = str_skip(line, utf8_space_prefix(line));
    if (!str_starts(line, marker))
        return false;
    line.n -= utf8_space_suffix(line);
    return line.n == marker.n;
}

/* A line, or the rest of one, of a heredoc or bare template; `newline` is the newline's length. */
static void end_line(struct lexer *l, const char *end, size_t newline)
{
    if (top(l)->mode == BARE) {
        emit(l, LEX_TEXT, end + newline);
    } else if (is_marker(l, end)) {
        emit(l, LEX_CLOSE_HEREDOC, end);
        emit(l, LEX_NEWLINE, end + newline);
        l->n--;
    } else {
        emit(l, LEX_TEXT, end + newline);
        top(l)->line_start = true;
    }
}

static void middle_of_line(struct lexer *l, const char *end)
{
    emit(l, LEX_TEXT, end);
    top(l)->line_start = false;
}

/*
 * A lone CR, or "$" as the last byte: from here on the reference lexer recognises nothing but, in
 * a bare template, escapes.
 */
static void give_up(struct lexer *l)
{
    const char *p = l->p;

    if (top(l)->mode != BARE) {
        emit(l, LEX_INVALID, l->end);
        return;
    }
    while (p < l->end) {
        if ((*p != '$' && *p != '%') || !is_at(l, p + 1, *p)) {
            p++;
        } else if (!is_at(l, p + 2, '{')) {
            p += 2;
        } else {
            if (p > l->p)
                emit(l, LEX_TEXT, p);
            p += 3;
            emit(l, LEX_TEXT, p);
        }
    }
    if (l->p < l->end)
        emit(l, LEX_TEXT, l->end);
}

/*
 * "$" or "%" in a heredoc or bare template. The reference lexer makes a token of it together
 * with the next byte if that one is the last of its line; which part of the text is a token
 * matters to strip markers.
 */
static void text_sign(struct lexer *l)
{
    const char *p = l->p;
    size_t n = escaped_sequence(l);

    if (n && newline_at(l, p + n))
        end_line(l, p + n, newline_at(l, p + n));
    else if (n)
        middle_of_line(l, p + n);
    else if (is_at(l, p + 1, '{'))
        open_sequence(l);
    else if (p + 1 == l->end)
        give_up(l);
    else if ((unsigned char)p[1] < 0x80 && (is_at(l, p + 2, '\n') || is_at(l, p + 2, '\r')))
        middle_of_line(l, p + 2);
    else
        middle_of_line(l, p + 1);
}

static const char *text_end(const struct lexer *l, const char *p)
{
    for (;;) {
        size_t n;

        while (p < l->end && goes_on[(unsigned char)*p] & W_TEXT)
            p++;
        if (p == l->end || (unsigned char)*p < 0x80)
            return p;
        n = loose_character(l, p);
        if (!n)
            return p;
        p += n;
    }
}

/* The lines of a heredoc or bare template. */
static void lex_lines(struct lexer *l)
{
    size_t depth = l->n;

    while (l->p < l->end && l->n == depth) {
        const char *end = text_end(l, l->p);
        size_t newline = newline_at(l, end);

        if (newline) {
            end_line(l, end, newline);
            continue;
        }
        if (end > l->p)
            middle_of_line(l, end);
        if (end == l->end)
            break;
        if (*end == '$' || *end == '%')
            text_sign(l);
        else if (*end == '\r')
            give_up(l);
        else
            emit(l, LEX_BAD_UTF8, end + 1);
    }
}

void lex(struct str text, uint32_t start, uint32_t end, enum lex_mode mode, struct lex_tokens *ret)
{
    const char *p = text.n ? text.p : "";
    struct lexer l = { .text = p, .p = p + start, .end = p + end, .out = ret };

    *ret = (struct lex_tokens){ .cap = LEAST_TOKENS + (end - start) / BYTES_PER_TOKEN };
    ret->items = xmalloc(size_mul(ret->cap, sizeof *ret->items));
    if (start == 0 && str_starts(str_slice(text, 0, end), str_lit("\xEF\xBB\xBF")))
        l.p += 3;
    push(&l, mode == LEX_MODE_BARE ? BARE : CODE);
    while (l.p < l.end) {
        switch (top(&l)->mode) {
        case CODE:
            lex_code(&l);
            break;
        case QUOTED:
            lex_quoted(&l);
            break;
        case HEREDOC:
        case BARE:
            lex_lines(&l);
            break;
        }
    }
    emit(&l, LEX_EOF, l.end);
    free(l.frames);
}

void lex_release(struct lex_tokens *tokens)
{
    free(tokens->items);
    free(tokens->comments);
    *tokens = (struct lex_tokens){ 0 };
}
