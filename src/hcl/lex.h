/*
 * lex: HCL text to tokens; shared by the parser's files, others use hcl_tokenize() of parse.h.
 *
 * The kind of every byte depends on lexical nesting only (code, quoted template, heredoc, and code
 * again inside of "${"), never on grammar, so the whole text is cut before it is parsed. White
 * space between tokens is spaces and tabs (and a byte order mark at the start).
 */
#ifndef HCL_LEX_H
#define HCL_LEX_H

#include "hcl/diag.h"

enum lex_kind {
    LEX_EOF, /* always the last token, empty */
    LEX_NEWLINE,
    LEX_COMMENT,      /* without a newline: block comments, or a line comment at the very end */
    LEX_COMMENT_LINE, /* a line comment with its newline, for which it stands */
    LEX_IDENT,
    LEX_NUMBER, /* digits, dots and exponents; need not be a valid number */

    /* Brackets: every closing kind follows its opening kind. */
    LEX_OPEN_BRACE,
    LEX_CLOSE_BRACE,
    LEX_OPEN_BRACKET,
    LEX_CLOSE_BRACKET,
    LEX_OPEN_PAREN,
    LEX_CLOSE_PAREN,
    LEX_OPEN_QUOTE,
    LEX_CLOSE_QUOTE,
    LEX_OPEN_HEREDOC,   /* "<<NAME" or "<<-NAME" with the newline */
    LEX_CLOSE_HEREDOC,  /* the whole line, without the newline, which is a token of its own */
    LEX_OPEN_VALUE,     /* "${" or "${~" */
    LEX_CLOSE_SEQUENCE, /* "}" or "~}" that belongs to "${" or "%{" */
    LEX_OPEN_DIRECTIVE, /* "%{" or "%{~"; closed by LEX_CLOSE_SEQUENCE */

    /*
     * Literal text. One quoted text may be several tokens: a lone "$" or "%" and an escaped "$${"
     * stand alone. In heredocs and bare templates a token ends at a newline, which it includes.
     */
    LEX_QUOTED_TEXT, /* may have backslash escapes */
    LEX_TEXT,        /* only "$${" and "%%{" are escapes */

    LEX_STAR,
    LEX_SLASH,
    LEX_PERCENT,
    LEX_PLUS,
    LEX_MINUS,
    LEX_EQUAL,
    LEX_NOT_EQUAL,
    LEX_LESS,
    LEX_LESS_EQUAL,
    LEX_GREATER,
    LEX_GREATER_EQUAL,
    LEX_AND,
    LEX_OR,
    LEX_BANG,
    LEX_ASSIGN,
    LEX_DOT,
    LEX_COMMA,
    LEX_DOUBLE_COLON,
    LEX_ELLIPSIS,
    LEX_ARROW,
    LEX_QUESTION,
    LEX_COLON,

    /* What no valid text contains; told apart for the sake of good messages. */
    LEX_FIRST_BAD,
    LEX_BIT_AND = LEX_FIRST_BAD,
    LEX_BIT_OR,
    LEX_BIT_XOR,
    LEX_BIT_NOT,
    LEX_APOSTROPHE,
    LEX_BACKTICK,
    LEX_SEMICOLON,
    LEX_QUOTED_NEWLINE, /* a run of CR and LF within quotes */
    LEX_INVALID,        /* one character, or the rest of the text */
    LEX_BAD_UTF8,       /* one byte */
};

struct lex_token {
    uint32_t start, end;
    uint8_t kind;
};

/* On the heap, since it is gone before the tree is used; LEX_TOKENS_INIT, lex_release(). */
struct lex_tokens {
    struct lex_token *items;
    size_t n, cap;
    uint32_t *comments; /* which of them are comments, of both kinds */
    size_t n_comments, comments_cap;
    bool has_bad; /* is there any token of LEX_FIRST_BAD or above? */
};

/* Where the text starts: in code, or in a template without quotes. */
enum lex_mode { LEX_MODE_CODE, LEX_MODE_BARE };

/* The tokens of the bytes start..end of a text. */
void lex(struct str text, uint32_t start, uint32_t end, enum lex_mode mode, struct lex_tokens *ret);
void lex_release(struct lex_tokens *tokens);

/* The length of the identifier at the start of s, or 0. */
size_t lex_identifier(struct str s);

#endif
