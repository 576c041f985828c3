/*
 * cmd_upgrade_explain: footing upgrade explain: what is known to go wrong, by name or by a log.
 */
#include "cli/cli_data.h"
#include "cli/commands.h"
#include "report/log_report.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static int run(struct arena *a, int argc, char **argv);

static const char help[] =
    "Usage: footing upgrade explain ID... [OPTION...]\n"
    "       footing upgrade explain - [OPTION...] < LOG\n"
    "       footing upgrade explain [--list] [OPTION...]\n"
    "\n"
    "What is known to go wrong in an upgrade: why it happens, and what to do.\n"
    "\n"
    "  ID                      all about one issue\n"
    "  -                       read a log of Terraform, OpenTofu or Terragrunt from standard "
    "input,\n"
    "                          and tell which known issues it shows, where, and what to do, and\n"
    "                          which of its error messages are none of them. Colours, boxes,\n"
    "                          wrapped lines, time stamps, units that are mixed, CI prefixes, "
    "JSON\n"
    "                          lines and UTF-16 do no harm. Logs may be of any size; of a line, "
    "the\n"
    "                          first 64 KiB are read. Only excerpts of what was recognised are\n"
    "                          shown, without what looks like a secret\n"
    "  --list                  every issue that is known: id and title; so without an ID, too\n"
    "  --format text|json      json: one document on standard output (docs/json.md)\n"
    "  --data DIR              read DIR/issues, too: a file with the name of a built-in one\n"
    "                          replaces it, others are added; repeatable\n"
    "\n"
    "Exit codes: 0 done; with a log: no error message and nothing known in it; 1 the log shows "
    "known\n"
    "issues or has error messages; 2 usage, an unknown ID, or data with errors; 3 something could\n"
    "not be read.\n"
    "\n"
    "Examples:\n"
    "  terragrunt apply 2>&1 | tee apply.log\n"
    "  footing upgrade explain - < apply.log\n"
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
    struct hcl_diags d = { .arena = j->arena };
    struct data_files files;
    int code = cli_data_open(j->arena, &j->data, &files);

    if (code)
        return code;
    issues_load(j->arena, &files, &d, &j->all);
    return cli_data_errors(&d, "the data");
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

    if (str_is(id, "-"))
        return cli_usage(&command_upgrade_explain, "\"-\", the log, stands alone");
    if (access(str_cstr(j->arena, id), F_OK) == 0)
        return cli_usage(&command_upgrade_explain,
                         "there is no issue \"%.*s\"; a log is read from standard input: footing "
                         "upgrade explain - < %.*s",
                         STR(id), STR(id));

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

/* ---- by a log -------------------------------------------------------------------------------- */

enum { CHUNK = 64 * 1024 };

static int read_log(struct log_scan *scan, struct err *e)
{
    char chunk[CHUNK];

    for (;;) {
        ssize_t n = read(STDIN_FILENO, chunk, sizeof chunk);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_set(e, ERR_IO, "cannot read standard input: %s", err_errno(errno));
        if (n == 0)
            return log_scan_end(scan, e);
        TRY(log_scan_feed(scan, str_of(chunk, (size_t)n), e));
    }
}

/* What standard output has not: how much was read, and what of it was not looked at. */
static void tell_counts(const struct log_scan *scan)
{
    const struct log_messages *m = &scan->messages;

    fprintf(stderr, "%ju line%s read, %zu known issue%s, %ju error message%s\n",
            (uintmax_t)m->n_lines, m->n_lines == 1 ? "" : "s", scan->findings.n,
            scan->findings.n == 1 ? "" : "s", (uintmax_t)scan->n_errors,
            scan->n_errors == 1 ? "" : "s");
    if (m->n_cut)
        fprintf(stderr, "%ju line%s longer than %d KiB; what is behind that was not looked at\n",
                (uintmax_t)m->n_cut, m->n_cut == 1 ? " is" : "s are", LOG_LINE_MAX / 1024);
}

static int scan_log(struct job *j)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct log_scan scan;
    struct err e;
    int code;

    if (isatty(STDIN_FILENO))
        fputs("Reading the log from the terminal; Ctrl-D ends it.\n", stderr);
    log_scan_init(&scan, j->arena, &j->all);
    code = read_log(&scan, &e);
    if (code == 0 && j->json)
        report_log_json(&b, &scan);
    else if (code == 0)
        report_log_text(&b, &scan, &j->report);
    if (code == 0) {
        cli_out(buf_str(&b));
        tell_counts(&scan);
        code = scan.findings.n || scan.n_errors ? EXIT_FINDINGS : EXIT_CLEAN;
    } else {
        cli_error("%s", e.message);
        code = EXIT_INCOMPLETE;
    }
    log_scan_release(&scan);
    return code;
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
    if (j->operands.n == 1 && str_is(j->operands.items[0], "-"))
        return scan_log(j);
    return j->operands.n ? show(j) : list(j);
}
