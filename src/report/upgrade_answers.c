#include "report/upgrade_report.h"

static void answer_line(struct buf *out, const struct question *q, const char *indent)
{
    if (q->answer)
        buf_printf(out, "%s%.*s = %.*s\n", indent, STR(q->of->name), STR(q->answer->text));
    else
        buf_printf(out, "%s# %.*s = \n", indent, STR(q->of->name));
}

void report_upgrade_answers(struct buf *out, const struct upgrade_plan *plan)
{
    struct str account = { 0 };
    bool open = false;

    buf_printf(
        out,
        "# What only you can decide about the upgrade to %.*s.\n"
        "# Take away the \"#\" in front of what you answer, and give the file with --answers.\n",
        STR(plan->survey.benchmark));
    for (size_t i = 0; i < plan->questions.n; i++) {
        const struct question *q = &plan->questions.items[i];

        if (q->account.n)
            continue;
        buf_printf(out, "\n# %.*s\n", STR(q->of->about));
        answer_line(out, q, "");
    }
    for (size_t i = 0; i < plan->survey.accounts.n; i++) {
        account = plan->survey.accounts.items[i].name;
        open = false;
        for (size_t k = 0; k < plan->questions.n; k++) {
            const struct question *q = &plan->questions.items[k];

            if (!q->account.n || !str_eq(q->account, account))
                continue;
            if (!open)
                buf_printf(out, "\naccount \"%.*s\" {\n", STR(account));
            open = true;
            buf_printf(out, "  # %.*s\n", STR(q->of->about));
            answer_line(out, q, "  ");
        }
        if (open)
            buf_addz(out, "}\n");
    }
}
