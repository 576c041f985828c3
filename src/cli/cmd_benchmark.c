/*
 * cmd_benchmark: footing benchmark: what each version of a benchmark asks for.
 */
#include "cli/commands.h"
#include "report/benchmark_report.h"

#include <stdio.h>
#include <unistd.h>

static int run(struct arena *a, int argc, char **argv);

static const char help[] =
    "Usage: footing benchmark list [OPTION...]\n"
    "\n"
    "What each version of the CIS AWS Foundations Benchmark asks for.\n"
    "\n"
    "  list                    the versions: how many recommendations, of level 1 and 2, "
    "automated\n"
    "                          and manual\n"
    "\n"
    "  --format table|json     json: one document on standard output (docs/json.md)\n"
    "  --data DIR              read DIR/benchmarks and DIR/controls, too: a file with the name of\n"
    "                          a built-in one replaces it, others are added; repeatable\n"
    "\n"
    "Exit codes: 0 done; 2 usage, or data with errors; 3 a file could not be read.\n";

const struct command command_benchmark = {
    .name = "benchmark",
    .summary = "what each version of the CIS benchmark asks for",
    .help = help,
    .run = run,
};

struct job {
    struct arena *arena;
    struct str_list operands;
    struct benchmarks all;
    struct benchmark_report_options report;
    bool json;
};

static int parse_words(struct job *j, int argc, char **argv, struct str_list *ret_data)
{
    const struct command *c = &command_benchmark;
    struct str format = str_lit("table");
    const struct option options[] = {
        { "format", OPT_TEXT, &format },
        { "data", OPT_LIST, ret_data },
    };

    if (cli_parse(j->arena, c, argc, argv, options, ARRAY_LEN(options), &j->operands))
        return EXIT_USAGE;
    if (!str_is(format, "table") && !str_is(format, "json"))
        return cli_usage(c, "--format is table or json, not \"%.*s\"", STR(format));
    j->json = str_is(format, "json");
    j->report.columns = cli_columns();
    j->report.colour = cli_colour(STDOUT_FILENO);
    return 0;
}

/* 0, or an exit code after a message. */
static int load(struct job *j, const struct str_list *dirs)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct hcl_diags d = { .arena = j->arena };
    struct data_files files;
    struct err e;

    if (data_files_open(j->arena, dirs->items, dirs->n, &files, &e) < 0) {
        cli_error("--data: %s", e.message);
        return e.code == ERR_USAGE || e.code == ERR_NOT_FOUND ? EXIT_USAGE : EXIT_INCOMPLETE;
    }
    benchmarks_load(j->arena, &files, &d, &j->all);
    if (d.n_errors == 0)
        return 0;
    for (size_t i = 0; i < d.n; i++)
        hcl_diag_print(&b, &d.items[i]);
    fwrite(b.p, 1, b.n, stderr);
    cli_error("the data has %zu error%s; nothing was done", d.n_errors, d.n_errors == 1 ? "" : "s");
    return EXIT_USAGE;
}

static int list(struct job *j)
{
    AUTO_BUF struct buf b = BUF_INIT;

    if (j->json)
        report_benchmarks_json(&b, &j->all);
    else
        report_benchmarks_table(&b, &j->all, &j->report);
    cli_out(buf_str(&b));
    return EXIT_CLEAN;
}

static int run(struct arena *a, int argc, char **argv)
{
    struct job *j = arena_new(a, struct job);
    struct str_list dirs = { 0 };
    int code;

    j->arena = a;
    code = parse_words(j, argc, argv, &dirs);
    if (code)
        return code;
    if (j->operands.n != 1 || !str_is(j->operands.items[0], "list"))
        return cli_usage(&command_benchmark, "say what to do: list");
    code = load(j, &dirs);
    return code ? code : list(j);
}
