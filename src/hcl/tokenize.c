/* Tokens for those who look at comments and at the space between things; see parse.h. */
#include "hcl/lex.h"
#include "hcl/parse.h"

static enum hcl_token_kind kind_of(enum lex_kind kind)
{
    if (kind >= LEX_FIRST_BAD)
        return HCL_TOKEN_INVALID;
    if (kind == LEX_EOF)
        return HCL_TOKEN_EOF;
    if (kind == LEX_NEWLINE)
        return HCL_TOKEN_NEWLINE;
    if (kind == LEX_COMMENT || kind == LEX_COMMENT_LINE)
        return HCL_TOKEN_COMMENT;
    if (kind == LEX_IDENT)
        return HCL_TOKEN_IDENT;
    if (kind == LEX_NUMBER)
        return HCL_TOKEN_NUMBER;
    return HCL_TOKEN_PUNCT;
}

/* The index of the token that ends the template which starts at i; the last but EOF if none does.
 */
static size_t template_end(const struct lex_tokens *t, size_t i)
{
    size_t open = 0;

    for (; i + 1 < t->n; i++) {
        enum lex_kind kind = t->items[i].kind;

        if (kind == LEX_OPEN_QUOTE || kind == LEX_OPEN_HEREDOC)
            open++;
        else if (kind == LEX_CLOSE_QUOTE || kind == LEX_CLOSE_HEREDOC)
            open--;
        if (open == 0)
            return i;
    }
    return t->n - 2;
}

static void add(struct hcl_tokens *to, enum hcl_token_kind kind, uint32_t start, uint32_t end)
{
    to->items[to->n++] = (struct hcl_token){ kind, { start, end } };
}

struct hcl_tokens hcl_tokenize(struct arena *a, const struct hcl_source *source,
                               struct hcl_range within)
{
    struct hcl_tokens ret = { 0 };
    struct lex_tokens t;

    if (within.end > source->text.n || within.start > within.end)
        BUG("a range that is not in its source");
    lex(source->text, within.start, within.end, LEX_MODE_CODE, &t);
    /* A line comment's newline becomes a token of its own. */
    ret.cap = t.n + t.n_comments;
    ret.items = arena_array(a, ret.cap, sizeof *ret.items);
    for (size_t i = 0; i < t.n; i++) {
        struct lex_token it = t.items[i];

        if (it.kind == LEX_OPEN_QUOTE || it.kind == LEX_OPEN_HEREDOC) {
            i = template_end(&t, i);
            add(&ret, HCL_TOKEN_TEMPLATE, it.start, t.items[i].end);
        } else if (it.kind == LEX_COMMENT_LINE) {
            bool crlf = it.end - it.start > 2 && source->text.p[it.end - 2] == '\r';
            uint32_t end = it.end - 1 - crlf;

            add(&ret, HCL_TOKEN_COMMENT, it.start, end);
            add(&ret, HCL_TOKEN_NEWLINE, end, it.end);
        } else {
            add(&ret, kind_of(it.kind), it.start, it.end);
        }
    }
    lex_release(&t);
    return ret;
}
