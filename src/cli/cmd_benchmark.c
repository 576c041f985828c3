/*
 * cmd_benchmark: footing benchmark: what each version of a benchmark asks for, and what changes.
 */
#include "cli/cli_data.h"
#include "cli/commands.h"
#include "report/benchmark_report.h"
#include "text/nearest.h"
#include "upgrade/brings.h"

#include <stdio.h>
#include <unistd.h>

static int run(struct arena *a, int argc, char **argv);

static const char help[] =
    "Usage: footing benchmark list [OPTION...]\n"
    "       footing benchmark show VERSION [NUMBER|CONTROL] [OPTION...]\n"
    "       footing benchmark diff FROM TO [OPTION...]\n"
    "\n"
    "What each version of the CIS AWS Foundations Benchmark asks for, and what changes from one "
    "to\n"
    "another. Versions are compared by the control behind a recommendation, whose name never\n"
    "changes, not by number: the same number may mean something else in the next version.\n"
    "\n"
    "  list                    the versions: how many recommendations, of level 1 and 2, "
    "automated\n"
    "                          and manual\n"
    "  show VERSION            its sections and recommendations\n"
    "  show VERSION NUMBER     one recommendation, with its number, level, assessment and\n"
    "                          parameters in every version; the name of its control will do, too\n"
    "  diff FROM TO            what is new, removed, updated (level, assessment, parameters, what\n"
    "                          must be true), renumbered and reworded, and what helps with it\n"
    "\n"
    "  --format table|json     json: one document on standard output (docs/json.md)\n"
    "  --data DIR              read DIR/benchmarks, DIR/controls and DIR/catalogs, too: a file "
    "with\n"
    "                          the name of a built-in one replaces it, others are added; "
    "repeatable\n"
    "\n"
    "A VERSION is written as 1.4.0, v1.4.0 or cis-aws-1.4.0.\n"
    "\n"
    "Exit codes: 0 done; 2 usage, or data with errors; 3 a file could not be read.\n"
    "\n"
    "Examples:\n"
    "  footing benchmark diff 1.3.0 1.4.0\n"
    "  footing benchmark show 1.4.0 2.1.3\n"
    "  footing benchmark show 5.0.0 s3_bucket_mfa_delete\n";

const struct command command_benchmark = {
    .name = "benchmark",
    .summary = "what each version of the CIS benchmark asks for, and what changes",
    .help = help,
    .run = run,
};

struct job {
    struct arena *arena;
    struct str_list operands;
    struct benchmarks all;
    struct catalog catalog;
    struct benchmark_report_options report;
    bool json;
};

static bool has_command(struct str name)
{
    return command_find(name) != NULL;
}

/* ---- words ----------------------------------------------------------------------------------- */

enum action { ACTION_LIST, ACTION_SHOW, ACTION_DIFF };

static const struct {
    const char *name, *operands;
    size_t least, most;
} actions[] = {
    [ACTION_LIST] = { "list", "nothing", 0, 0 },
    [ACTION_SHOW] = { "show", "VERSION [NUMBER|CONTROL]", 1, 2 },
    [ACTION_DIFF] = { "diff", "FROM TO", 2, 2 },
};

static int parse_action(struct job *j, enum action *ret)
{
    const struct command *c = &command_benchmark;
    struct str word;

    if (j->operands.n == 0)
        return cli_usage(c, "say what to do: list, show or diff");
    word = j->operands.items[0];
    j->operands.items++;
    j->operands.n--;
    for (size_t i = 0; i < ARRAY_LEN(actions); i++) {
        if (!str_is(word, actions[i].name))
            continue;
        if (j->operands.n < actions[i].least || j->operands.n > actions[i].most)
            return cli_usage(c, "%s takes %s, not %zu words", actions[i].name, actions[i].operands,
                             j->operands.n);
        *ret = (enum action)i;
        return 0;
    }
    return cli_usage(c, "list, show or diff, not \"%.*s\"", STR(word));
}

static int parse_words(struct job *j, int argc, char **argv, struct str_list *ret_data,
                       enum action *ret_action)
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
    j->report.has_command = has_command;
    return parse_action(j, ret_action);
}

/* 0, or an exit code after a message. */
static int load(struct job *j, const struct str_list *dirs)
{
    struct hcl_diags d = { .arena = j->arena };
    struct data_files files;
    int code = cli_data_open(j->arena, dirs, &files);

    if (code)
        return code;
    benchmarks_load(j->arena, &files, &d, &j->all);
    catalog_load(j->arena, &files, &j->catalog, &d);
    if (d.n_errors == 0)
        brings_check(&j->catalog, &j->all, &d);
    j->report.catalog = &j->catalog;
    return cli_data_errors(&d, "the data");
}

/* ---- looking up ------------------------------------------------------------------------------ */

/* NULL after a message. */
static const struct benchmark *find_version(struct job *j, struct str name)
{
    const struct benchmark *b = benchmarks_find(&j->all, name);
    AUTO_BUF struct buf ids = BUF_INIT;

    if (b)
        return b;
    if (j->all.benchmarks.n == 0) {
        cli_error("there is no benchmark at all: --data has replaced every one by nothing");
        return NULL;
    }
    for (size_t i = 0; i < j->all.benchmarks.n; i++)
        buf_printf(&ids, "%s%.*s", i == 0 ? "" : ", ", STR(j->all.benchmarks.items[i].id));
    cli_error("there is no benchmark \"%.*s\"; the nearest is %.*s. There are: %.*s.", STR(name),
              STR(benchmarks_nearest(&j->all, name)->id), STR(buf_str(&ids)));
    return NULL;
}

/* A control of another version: where it is found. */
static void tell_other_versions(struct job *j, const struct benchmark *b, const struct control *c)
{
    AUTO_BUF struct buf list = BUF_INIT;

    for (size_t i = 0; i < j->all.benchmarks.n; i++) {
        const struct recommendation *r = benchmark_find_control(&j->all.benchmarks.items[i], c);

        if (r)
            buf_printf(&list, "%s%.*s of %.*s", list.n ? ", " : "", STR(r->number),
                       STR(j->all.benchmarks.items[i].id));
    }
    cli_error("%.*s does not ask for %.*s; it is %s", STR(b->id), STR(c->key),
              list.n ? list.p : "in no version");
}

/* The version that has this number, of those before b the latest, else the first one; or NULL. */
static const struct benchmark *other_with_number(struct job *j, const struct benchmark *b,
                                                 struct str number)
{
    for (const struct benchmark *other = b->before; other; other = other->before)
        if (benchmark_find(other, number))
            return other;
    for (size_t i = 0; i < j->all.benchmarks.n; i++)
        if (benchmark_find(&j->all.benchmarks.items[i], number))
            return &j->all.benchmarks.items[i];
    return NULL;
}

/* The number exists in another version: what it is there, and what that is here. */
static bool tell_other_number(struct job *j, const struct benchmark *b, struct str number)
{
    const struct benchmark *other = other_with_number(j, b, number);
    const struct recommendation *there = other ? benchmark_find(other, number) : NULL, *here;

    if (!there)
        return false;
    here = benchmark_find_control(b, there->control);
    if (here)
        cli_error("%.*s has no %.*s; in %.*s that is %.*s, which is %.*s here", STR(b->id),
                  STR(number), STR(other->id), STR(there->control_key), STR(here->number));
    else
        cli_error("%.*s has no %.*s; in %.*s that is %.*s, which is not asked for here", STR(b->id),
                  STR(number), STR(other->id), STR(there->control_key));
    return true;
}

static void tell_unknown(struct job *j, const struct benchmark *b, struct str word)
{
    const struct control *c = benchmarks_control(&j->all, word);
    struct str *keys = arena_array(j->arena, j->all.controls.n, sizeof *keys);
    size_t near;

    if (c) {
        tell_other_versions(j, b, c);
        return;
    }
    if (tell_other_number(j, b, word))
        return;
    for (size_t i = 0; i < j->all.controls.n; i++)
        keys[i] = j->all.controls.items[i].key;
    near = text_nearest(word, keys, j->all.controls.n);
    if (near != STR_NONE)
        cli_error("%.*s has no \"%.*s\"; did you mean %.*s?", STR(b->id), STR(word),
                  STR(keys[near]));
    else
        cli_error("%.*s has no \"%.*s\" (footing benchmark show %.*s lists what it has)",
                  STR(b->id), STR(word), STR(b->id));
}

/* ---- actions --------------------------------------------------------------------------------- */

static int list(struct job *j, struct buf *out)
{
    if (j->json)
        report_benchmarks_json(out, &j->all);
    else
        report_benchmarks_table(out, &j->all, &j->report);
    return EXIT_CLEAN;
}

static int show(struct job *j, struct buf *out)
{
    const struct benchmark *b = find_version(j, j->operands.items[0]);
    const struct recommendation *r;

    if (!b)
        return EXIT_USAGE;
    if (j->operands.n == 1) {
        if (j->json)
            report_benchmark_json(out, b, &j->report);
        else
            report_benchmark_table(out, b, &j->report);
        return EXIT_CLEAN;
    }
    r = benchmark_find(b, j->operands.items[1]);
    if (!r) {
        tell_unknown(j, b, j->operands.items[1]);
        return EXIT_USAGE;
    }
    if (j->json)
        report_recommendation_json(out, &j->all, b, r, &j->report);
    else
        report_recommendation_text(out, &j->all, b, r, &j->report);
    return EXIT_CLEAN;
}

static int diff(struct job *j, struct buf *out)
{
    const struct benchmark *from = find_version(j, j->operands.items[0]);
    const struct benchmark *to = from ? find_version(j, j->operands.items[1]) : NULL;
    struct benchmark_diff d;

    if (!from || !to)
        return EXIT_USAGE;
    benchmarks_diff(j->arena, from, to, &d);
    if (j->json)
        report_benchmark_diff_json(out, &d, &j->report);
    else
        report_benchmark_diff_text(out, &d, &j->report);
    return EXIT_CLEAN;
}

static int run(struct arena *a, int argc, char **argv)
{
    AUTO_BUF struct buf out = BUF_INIT;
    struct job *j = arena_new(a, struct job);
    struct str_list dirs = { 0 };
    enum action action = ACTION_LIST;
    int code;

    j->arena = a;
    code = parse_words(j, argc, argv, &dirs, &action);
    if (!code)
        code = load(j, &dirs);
    if (code)
        return code;
    switch (action) {
    case ACTION_LIST:
        code = list(j, &out);
        break;
    case ACTION_SHOW:
        code = show(j, &out);
        break;
    case ACTION_DIFF:
        code = diff(j, &out);
        break;
    }
    cli_out(buf_str(&out));
    return code;
}
