#include "upgrade/answers.h"

#include "base/fs.h"
#include "hcl/eval.h"
#include "hcl/parse.h"

struct reader {
    struct arena *arena;
    const struct catalog *catalog;
    const struct str *accounts;
    size_t n_accounts;
    struct answers *answers;
    struct hcl_diags *diags;
};

static const struct catalog_question *find_question(const struct catalog *c, struct str name)
{
    for (size_t i = 0; i < c->repositories.n; i++) {
        const struct catalog_repository *r = &c->repositories.items[i];

        for (size_t k = 0; k < r->questions.n; k++)
            if (str_eq(r->questions.items[k].name, name))
                return &r->questions.items[k];
    }
    return NULL;
}

static bool is_placeholder(struct str s)
{
    return str_find(s, str_lit("FILL_IN")) != STR_NONE ||
           (s.n > 2 && s.p[0] == '<' && s.p[s.n - 1] == '>');
}

/* The depth is the parser's limit. */
static bool has_placeholder(const struct value *v)
{
    if (v->state != VALUE_KNOWN)
        return false;
    switch (v->type->kind) {
    case TYPE_STRING:
        return is_placeholder(v->u.string);
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_TUPLE:
        for (size_t i = 0; i < v->u.list.n; i++)
            if (has_placeholder(v->u.list.items[i]))
                return true;
        break;
    case TYPE_MAP:
    case TYPE_OBJECT:
        for (size_t i = 0; i < v->u.map.n; i++)
            if (is_placeholder(v->u.map.keys[i]) || has_placeholder(v->u.map.values[i]))
                return true;
        break;
    case TYPE_NUMBER:
    case TYPE_BOOL:
    case TYPE_DYNAMIC:
        break;
    }
    return false;
}

/* Within one block the parser tells it; an account may have several. */
static bool is_answered(const struct reader *r, const struct answer *answer)
{
    for (size_t i = 0; i < r->answers->list.n; i++) {
        const struct answer *other = &r->answers->list.items[i];

        if (other->question == answer->question && str_eq(other->account, answer->account))
            return true;
    }
    return false;
}

static void read_answer(struct reader *r, const struct hcl_attribute *attribute, struct str account)
{
    const struct hcl_source *source = &r->answers->source;
    const struct hcl_expr *expr = attribute->value;
    struct answer answer = { .account = account, .source = source, .range = expr->range };
    struct scope scope = { .source = source, .functions = &functions_core };
    struct eval e;

    answer.question = find_question(r->catalog, attribute->name.text);
    if (!answer.question) {
        hcl_diag_add(r->diags, source, attribute->name.range, "Unknown question",
                     "No catalog asks for \"%.*s\".", STR(attribute->name.text));
        return;
    }
    if (is_answered(r, &answer)) {
        hcl_diag_add(r->diags, source, attribute->name.range, "Answered twice",
                     "Another block of this account has an answer already; leave one.");
        return;
    }
    eval_init(&e, r->arena, r->diags);
    answer.value = eval_expr(&e, &scope, expr);
    if (!answer.value)
        return;
    if (has_placeholder(answer.value)) {
        hcl_diag_add(r->diags, source, expr->range, "Not filled in",
                     "Replace the placeholder by the answer, or remove the line.");
        return;
    }
    answer.text = str_slice(source->text, expr->range.start, expr->range.end);
    if (answer.value->state != VALUE_NULL)
        vec_push(r->arena, &r->answers->list, answer);
}

static bool is_account(const struct reader *r, struct str name)
{
    for (size_t i = 0; i < r->n_accounts; i++)
        if (str_eq(r->accounts[i], name))
            return true;
    return false;
}

static void read_account(struct reader *r, const struct hcl_block *block)
{
    const struct hcl_source *source = &r->answers->source;

    if (!str_is(block->type.text, "account") || block->n_labels != 1) {
        hcl_diag_add(r->diags, source, block->type.range, "Unknown block",
                     "An answers file has answers and account \"NAME\" blocks.");
        return;
    }
    if (!is_account(r, block->labels[0].text)) {
        hcl_diag_add(r->diags, source, block->labels[0].range, "Unknown account",
                     "The repository has no account \"%.*s\".", STR(block->labels[0].text));
        return;
    }
    for (size_t i = 0; i < block->body.n; i++) {
        const struct hcl_element *item = &block->body.items[i];

        if (item->attribute)
            read_answer(r, item->attribute, block->labels[0].text);
        else
            hcl_diag_add(r->diags, source, item->block->type.range, "Unknown block",
                         "An account has answers only.");
    }
}

int answers_read(struct arena *a, struct str path, const struct catalog *c,
                 const struct str *accounts, size_t n_accounts, struct answers *ret,
                 struct hcl_diags *d, struct err *e)
{
    struct reader r = { a, c, accounts, n_accounts, ret, d };
    struct hcl_body *body;

    *ret = (struct answers){ .source = { .path = path } };
    if (!path.n)
        return 0;
    TRY(fs_read(a, str_cstr(a, path), &ret->source.text, NULL, e));
    body = hcl_parse_file(a, &ret->source, d);
    if (d->n_errors)
        return 0; /* what the parser made of it would only be wondered at */
    for (size_t i = 0; i < body->n; i++) {
        const struct hcl_element *item = &body->items[i];

        if (item->attribute)
            read_answer(&r, item->attribute, str_lit(""));
        else
            read_account(&r, item->block);
    }
    return 0;
}

const struct answer *answers_find(const struct answers *an, struct str question, struct str account)
{
    const struct answer *found = NULL;

    for (size_t i = 0; i < an->list.n; i++) {
        const struct answer *answer = &an->list.items[i];

        if (!str_eq(answer->question->name, question))
            continue;
        if (account.n && str_eq(answer->account, account))
            return answer;
        if (!answer->account.n)
            found = answer;
    }
    return found;
}
