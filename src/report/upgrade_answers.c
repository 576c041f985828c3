/*
 * The answers file (upgrade/answers.h): what is asked, in the form in which it is read again.
 */
#include "hcl/edit_plan.h"
#include "report/upgrade_parts.h"
#include "report/wrap.h"

enum { COLUMNS = 100 };

/* Reading refuses it, so that no placeholder becomes a value. */
#define PLACEHOLDER "\"<FILL_IN>\""

struct page {
    struct buf *out;
    struct arena *arena;
    const struct upgrade_plan *plan;
};

/* A comment of several lines. */
static void comment(struct page *p, struct str text)
{
    char *one_line = arena_copy(p->arena, text.p, text.n);
    size_t start = p->out->n;

    for (size_t i = 0; i < text.n; i++)
        if (one_line[i] == '\n')
            one_line[i] = ' ';
    buf_addz(p->out, "# ");
    wrap_text(p->out, str_of(one_line, text.n), 2, COLUMNS);
    for (size_t i = start; i + 1 < p->out->n; i++)
        if (p->out->p[i] == '\n')
            p->out->p[i + 1] = '#';
}

/* An answer as it was written, or the place for one. */
static void answer_line(struct page *p, const char *indent, const struct catalog_question *q,
                        struct str text, struct str suggestion)
{
    if (text.n)
        buf_printf(p->out, "%s%.*s = %.*s\n", indent, STR(q->name), STR(text));
    else
        buf_printf(p->out, "%s%s%.*s = %.*s\n", indent, q->required ? "" : "# ", STR(q->name),
                   STR(suggestion.n ? suggestion : str_lit(PLACEHOLDER)));
}

/* The answer that was given for exactly this account ("": for all), or "". */
static struct str given(struct page *p, const struct catalog_question *q, struct str account)
{
    for (size_t i = 0; i < p->plan->answers.list.n; i++) {
        const struct answer *answer = &p->plan->answers.list.items[i];

        if (str_eq(answer->question->name, q->name) && str_eq(answer->account, account))
            return answer->text;
    }
    return str_lit("");
}

static bool is_asked(struct page *p, const struct catalog_question *q, struct str account)
{
    for (size_t i = 0; i < p->plan->questions.n; i++)
        if (str_eq(p->plan->questions.items[i].of->name, q->name) &&
            str_eq(p->plan->questions.items[i].account, account))
            return true;
    return false;
}

/* Answers that are not asked for at present stay all the same. */
static void write_others(struct page *p, const char *indent, struct str account)
{
    for (size_t i = 0; i < p->plan->answers.list.n; i++) {
        const struct answer *answer = &p->plan->answers.list.items[i];

        if (str_eq(answer->account, account) && !is_asked(p, answer->question, account))
            answer_line(p, indent, answer->question, answer->text, str_lit(""));
    }
}

static void write_head(struct page *p)
{
    buf_printf(
        p->out,
        "# What only you can decide about the upgrade to %.*s.\n"
        "#\n"
        "# Take away the \"#\" in front of what you answer, write the answer in the place of\n"
        "# " PLACEHOLDER ", and give this file with --answers. What stays a comment is not "
        "answered.\n",
        STR(p->plan->survey.benchmark));
}

static void write_for_all(struct page *p)
{
    for (size_t i = 0; i < p->plan->questions.n; i++) {
        const struct question *q = &p->plan->questions.items[i];

        if (q->account.n)
            continue;
        buf_addc(p->out, '\n');
        comment(p, q->of->about);
        answer_line(p, "", q->of, given(p, q->of, str_lit("")), q->suggestion);
    }
    write_others(p, "", str_lit(""));
}

/* What the questions of accounts mean, once. */
static void write_meanings(struct page *p)
{
    size_t n = 0;

    for (size_t i = 0; i < p->plan->questions.n; i++) {
        const struct question *q = &p->plan->questions.items[i];

        if (!q->account.n || !is_first_question(p->plan, i))
            continue;
        buf_addz(p->out, n++ ? "#\n" : "\n");
        comment(p, str_printf(p->arena, "%.*s: %.*s", STR(q->of->name), STR(q->of->about)));
    }
}

static bool has_account(struct page *p, struct str account)
{
    for (size_t i = 0; i < p->plan->questions.n; i++)
        if (str_eq(p->plan->questions.items[i].account, account))
            return true;
    for (size_t i = 0; i < p->plan->answers.list.n; i++)
        if (str_eq(p->plan->answers.list.items[i].account, account))
            return true;
    return false;
}

static void write_account(struct page *p, struct str account)
{
    if (!has_account(p, account))
        return;
    buf_printf(p->out, "\naccount %.*s {\n", STR(plan_quoted(p->arena, account)));
    for (size_t i = 0; i < p->plan->questions.n; i++) {
        const struct question *q = &p->plan->questions.items[i];

        if (!str_eq(q->account, account))
            continue;
        /* One that is needed is answered when it is answered for all. */
        if (q->of->required && q->answer && !q->answer->account.n)
            continue;
        answer_line(p, "  ", q->of, given(p, q->of, account), q->suggestion);
    }
    write_others(p, "  ", account);
    buf_addz(p->out, "}\n");
}

void report_upgrade_answers(struct buf *out, const struct upgrade_plan *plan)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct page p = { out, &scratch, plan };

    if (!plan->questions.n && !plan->answers.list.n)
        return;
    write_head(&p);
    write_for_all(&p);
    write_meanings(&p);
    for (size_t i = 0; i < plan->survey.accounts.n; i++)
        write_account(&p, plan->survey.accounts.items[i].name);
}
