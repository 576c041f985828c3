/*
 * cmd_upgrade_explain: footing upgrade explain: what is known to go wrong, by name or by a log.
 */
#include "cli/commands.h"
#include "report/issues_report.h"

#include <stdio.h>
#include <unistd.h>

static int run(struct arena *a, int argc, char **argv);

static const char help[] =
    "Usage: footing upgrade explain ID... [OPTION...]\n"
    "       footing upgrade explain [--list] [OPTION...]\n"
    "\n"
    "What is known to go wrong in an upgrade: why it happens, and what to do.\n"
    "\n"
    "  ID                      all about one issue\n"
    "  --list                  every issue that is known: id and title; so without an ID, too\n"
    "  --format text|json      json: one document on standard output (docs/json.md)\n"
    "  --data DIR              read DIR/issues, too: a file with the name of a built-in one\n"
    "                          replaces it, others are added; repeatable\n"
    "\n"
    "Exit codes: 0 done; 2 usage, an unknown ID, or data with errors; 3 a file could not be read.\n"
    "\n"
    "Examples:\n"
    "  footing upgrade explain cloudtrail-kms-key-is-alias\n";

const struct command command_upgrade_explain = {
    .name = "upgrade explain",
    .summary = "known issues of upgrades: why they happen, what to do",
    .help = help,
    .run = run,
};

struct job {
    struct arena *arena;
    struct str_list operands, data;
    struct issues all;
    struct issues_report_options report;
    bool list, json;
};

static int parse_words(struct job *j, int argc, char **argv)
{
    const struct command *c = &command_upgrade_explain;
    struct str format = str_lit("text");
    const struct option options[] = {
        { "list", OPT_FLAG, &j->list },
        { "format", OPT_TEXT, &format },
        { "data", OPT_LIST, &j->data },
    };

    if (cli_parse(j->arena, c, argc, argv, options, ARRAY_LEN(options), &j->operands))
        return EXIT_USAGE;
    if (!str_is(format, "text") && !str_is(format, "json"))
        return cli_usage(c, "--format is text or json, not \"%.*s\"", STR(format));
    if (j->list && j->operands.n)
        return cli_usage(c, "--list stands alone, without \"%.*s\"", STR(j->operands.items[0]));
    j->json = str_is(format, "json");
    j->report.columns = cli_columns();
    j->report.colour = cli_colour(STDOUT_FILENO);
    return 0;
}

/* 0, or an exit code after a message. */
static int load(struct job *j)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct hcl_diags d = { .arena = j->arena };
    struct data_files files;
    struct err e;

    if (data_files_open(j->arena, j->data.items, j->data.n, &files, &e) < 0) {
        cli_error("--data: %s", e.message);
        return e.code == ERR_USAGE || e.code == ERR_NOT_FOUND ? EXIT_USAGE : EXIT_INCOMPLETE;
    }
    issues_load(j->arena, &files, &d, &j->all);
    if (d.n_errors == 0)
        return 0;
    for (size_t i = 0; i < d.n; i++)
        hcl_diag_print(&b, &d.items[i]);
    fwrite(b.p, 1, b.n, stderr);
    cli_error("the data has %zu error%s; nothing was done", d.n_errors, d.n_errors == 1 ? "" : "s");
    return EXIT_USAGE;
}

/* ---- by name --------------------------------------------------------------------------------- */

static int list(struct job *j)
{
    AUTO_BUF struct buf b = BUF_INIT;
    const struct issue **issues = arena_array(j->arena, j->all.items.n, sizeof *issues);

    for (size_t i = 0; i < j->all.items.n; i++)
        issues[i] = &j->all.items.items[i];
    if (j->json)
        report_issues_json(&b, issues, j->all.items.n);
    else
        report_issues_table(&b, &j->all, &j->report);
    cli_out(buf_str(&b));
    return EXIT_CLEAN;
}

static int unknown_id(struct job *j, struct str id)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct data_texts near = issues_near(j->arena, &j->all, id);

    for (size_t i = 0; i < near.n; i++)
        buf_printf(&b, "%s%.*s", i == 0 ? "" : i + 1 == near.n ? " or " : ", ", STR(near.items[i]));
    if (near.n)
        return cli_usage(&command_upgrade_explain,
                         "there is no issue \"%.*s\"; did you mean %.*s? (--list shows all)",
                         STR(id), STR(buf_str(&b)));
    return cli_usage(&command_upgrade_explain,
                     "there is no issue \"%.*s\"; --list shows all, and a log is read with \"-\" "
                     "from standard input",
                     STR(id));
}

static int show(struct job *j)
{
    AUTO_BUF struct buf b = BUF_INIT;
    const struct issue **issues = arena_array(j->arena, j->operands.n, sizeof *issues);

    for (size_t i = 0; i < j->operands.n; i++) {
        issues[i] = issues_find(&j->all, j->operands.items[i]);
        if (!issues[i])
            return unknown_id(j, j->operands.items[i]);
    }
    for (size_t i = 0; i < j->operands.n && !j->json; i++) {
        buf_addz(&b, i == 0 ? "" : "\n");
        report_issue_text(&b, issues[i], &j->report);
    }
    if (j->json)
        report_issues_json(&b, issues, j->operands.n);
    cli_out(buf_str(&b));
    return EXIT_CLEAN;
}

static int run(struct arena *a, int argc, char **argv)
{
    struct job *j = arena_new(a, struct job);
    int code;

    j->arena = a;
    code = parse_words(j, argc, argv);
    if (!code)
        code = load(j);
    if (code)
        return code;
    return j->operands.n ? show(j) : list(j);
}
