/*
 * cmd_upgrade: footing upgrade: the module references of a repository.
 */
#include "cli/cmd_upgrade.h"
#include "cli/commands.h"

#include <stdio.h>
#include <unistd.h>

#include "text/nearest.h"
#include "upgrade/choose.h"

static int run(struct arena *a, int argc, char **argv);

static const char help[] =
    "Usage: footing upgrade [DIR] --list [OPTION...]\n"
    "       footing upgrade [DIR] --ref REPOSITORY[//PATH]=VERSION... [OPTION...]\n"
    "       footing upgrade [DIR] --to BENCHMARK [OPTION...]\n"
    "       footing upgrade [DIR] --apply FILE [OPTION...]\n"
    "       footing upgrade explain ID|-           what goes wrong, why, and what to do\n"
    "       footing upgrade migrate [DIR|FILE]     the moves of state that an upgrade needs\n"
    "\n"
    "Finds every module reference of a Terragrunt, Terraform or OpenTofu repository and the place\n"
    "where its version is really written: in the source, in a local, in an included file, in a\n"
    "YAML or JSON side file, in the values of a stack. Changes exactly those bytes. Nothing of "
    "the\n"
    "repository is run. DIR is the present folder if it is not given; the whole Git repository\n"
    "around it is read, since one text may move units elsewhere.\n"
    "\n"
    "  --list                  every reference: unit, module, version, file:line:column, and how\n"
    "                          many others the same text moves\n"
    "  --ref REPO[//PATH]=VERSION\n"
    "                          give the module another version; repeatable. REPO is a name\n"
    "                          (terraform-aws-vpc), owner/name, a URL, or any address as it is\n"
    "                          written. VERSION is written as given; constraints (\"~> 5.0\"),\n"
    "                          \"refs/tags/\" and encoding keep their form. REPO=COMMIT#VERSION\n"
    "                          also writes the version comment beside a commit; REPO==TEXT\n"
    "                          writes exactly TEXT. Without --write the diff is shown, for\n"
    "                          `git apply` at the root of the repository.\n"
    "  --to BENCHMARK          bring the repository to a version of the CIS AWS Foundations\n"
    "                          Benchmark (1.4.0, cis-aws-1.4.0): versions of modules, and what "
    "the\n"
    "                          releases on the way ask for. Standard output is the diff, standard\n"
    "                          error the plan: what, where, why, in which order, what is left\n"
    "  --exact                 with --to: to the lowest release that meets the benchmark, not the\n"
    "                          highest one that asks for nothing more\n"
    "  --answers FILE          with --to: what only people can decide\n"
    "  --write-answers FILE    with --to: such a file, to be filled in\n"
    "  --check                 with --to: only a summary, and the exit code: 0 nothing to do, 1\n"
    "                          something is to be done or decided, 3 something could not be read\n"
    "  --plan FILE             with --to: write the edits into FILE, for --apply\n"
    "  --apply FILE            make exactly the edits that --plan has written, in this or another\n"
    "                          checkout; none if a file is not as it was when the plan was made\n"
    "  --data DIR              with --to: read DIR/catalogs, too; repeatable\n"
    "  --write                 make the edits\n"
    "  --unit PATTERN          only these units: a unit as --list shows it, a folder, or a "
    "pattern\n"
    "                          with * (any text, also \"/\") and ?; repeatable\n"
    "  --allow-downgrade       also to a lower version\n"
    "  --allow-shared          also where the text moves units that were not chosen\n"
    "  --allow-dirty           also files with changes that are not committed\n"
    "  --env NAME=VALUE        what get_env(\"NAME\") gives; repeatable. The environment itself "
    "is\n"
    "                          not used, so that results are the same everywhere\n"
    "  --format text|json      json: one document on standard output (docs/json.md)\n"
    "           sarif|markdown  with --to: for code scanning, for a pull request\n"
    "  --quiet                 no summary on standard error\n"
    "\n"
    "Exit codes: 0 nothing to do, or done; 1 changes are pending, or some were left or not\n"
    "reached; 2 usage; 3 a file could not be read, parsed or written (the rest is done).\n"
    "\n"
    "Examples:\n"
    "  footing upgrade . --list\n"
    "  footing upgrade . --ref terraform-aws-vpc=v0.26.0\n"
    "  footing upgrade live/dev --ref terraform-aws-vpc//modules/vpc-app=v0.26.0 --write\n"
    "  footing upgrade . --to 1.4.0 >plan.diff\n"
    "  footing upgrade . --to 1.4.0 --plan cis.json && footing upgrade . --apply cis.json\n"
    "  footing upgrade . --unit 'dev/*' --ref terraform-aws-modules/vpc/aws=5.20.0\n";

const struct command command_upgrade = {
    .name = "upgrade",
    .summary = "module references: list them, change them where they are written",
    .help = help,
    .run = run,
};

static int parse_env(struct arena *a, const struct str_list *env, struct map *ret)
{
    for (size_t i = 0; i < env->n; i++) {
        struct str value = env->items[i], name, *copy;

        if (str_find_char(value, '=') == STR_NONE)
            return cli_usage(&command_upgrade, "--env takes NAME=VALUE, not \"%.*s\"", STR(value));
        name = str_cut(&value, '=');
        copy = arena_new(a, struct str);
        *copy = value;
        map_put(a, ret, name, copy);
    }
    return 0;
}

static int parse_words(struct arena *a, int argc, char **argv, struct upgrade_words *w)
{
    const struct option options[] = {
        { "list", OPT_FLAG, &w->list },
        { "to", OPT_TEXT, &w->to },
        { "exact", OPT_FLAG, &w->exact },
        { "check", OPT_FLAG, &w->check },
        { "answers", OPT_TEXT, &w->answers },
        { "write-answers", OPT_TEXT, &w->write_answers },
        { "plan", OPT_TEXT, &w->plan },
        { "apply", OPT_TEXT, &w->apply },
        { "data", OPT_LIST, &w->data },
        { "write", OPT_FLAG, &w->write },
        { "allow-downgrade", OPT_FLAG, &w->allow_downgrade },
        { "allow-shared", OPT_FLAG, &w->allow_shared },
        { "allow-dirty", OPT_FLAG, &w->allow_dirty },
        { "quiet", OPT_FLAG, &w->quiet },
        { "format", OPT_TEXT, &w->format },
        { "ref", OPT_LIST, &w->refs },
        { "unit", OPT_LIST, &w->units },
        { "env", OPT_LIST, &w->env },
    };
    const struct command *c = &command_upgrade;
    unsigned modes;

    if (cli_parse(a, c, argc, argv, options, ARRAY_LEN(options), &w->operands))
        return EXIT_USAGE;
    if (w->operands.n > 1)
        return cli_usage(c, "one folder at a time, not also \"%.*s\"", STR(w->operands.items[1]));
    modes = (unsigned)w->list + (w->refs.n > 0) + (w->to.n > 0) + (w->apply.n > 0);
    if (modes != 1)
        return cli_usage(c, modes ? "--list, --ref, --to and --apply exclude each other"
                                  : "say what to do: --list, --ref, --to or --apply");
    if (w->write && !w->refs.n && !w->to.n)
        return cli_usage(c, "--write goes with --ref or --to");
    if (!w->to.n &&
        (w->exact || w->check || w->answers.n || w->write_answers.n || w->plan.n || w->data.n))
        return cli_usage(c, "--exact, --check, --answers, --write-answers, --plan and --data go "
                            "with --to");
    if (w->apply.n && (w->units.n || w->env.n || w->format.n || w->allow_shared))
        return cli_usage(c, "with --apply go --allow-dirty and --quiet only: it does what the plan "
                            "says");
    w->json = str_is(w->format, "json");
    if (w->to.n)
        return upgrade_to_check_words(w);
    if (w->format.n && !str_is(w->format, "text") && !w->json)
        return cli_usage(c, "--format is text or json, not \"%.*s\"", STR(w->format));
    return 0;
}

/* A pattern that means nothing is most likely mistyped. */
static void choose(struct upgrade_job *j)
{
    const struct str_list *units = &j->words.units;
    bool *used = arena_array(j->arena, units->n, sizeof *used);

    choose_units(&j->repository, units->items, units->n, used);
    for (size_t i = 0; i < units->n; i++) {
        if (used[i])
            continue;
        j->unmatched = true;
        cli_error("--unit %.*s: no unit of this name; --list shows their names, which are relative "
                  "to the present folder",
                  STR(units->items[i]));
    }
}

static int open_job(struct arena *a, int argc, char **argv, struct upgrade_job *j)
{
    struct map *env = arena_new(a, struct map);
    struct err e;

    *j = (struct upgrade_job){ .arena = a };
    if (parse_words(a, argc, argv, &j->words) || parse_env(a, &j->words.env, env))
        return EXIT_USAGE;
    j->options.folder = j->words.operands.n ? j->words.operands.items[0] : str_lit(".");
    j->options.env = env;
    j->report.columns = cli_columns();
    j->report.colour = cli_colour(STDOUT_FILENO);
    if (repository_open(a, &j->options, &j->repository, &e) < 0) {
        cli_error("%s", e.message);
        return e.code == ERR_IO || e.code == ERR_DENIED || e.code == ERR_LIMIT ? EXIT_INCOMPLETE
                                                                               : EXIT_USAGE;
    }
    choose(j);
    return 0;
}

size_t upgrade_tell_problems(const struct upgrade_job *j)
{
    AUTO_BUF struct buf b = BUF_INIT;
    size_t n = report_problems(&b, &j->repository);

    fwrite(b.p ? b.p : "", 1, b.n, stderr);
    return n;
}

/* ---- list ------------------------------------------------------------------------------------ */

static void tell_counts(const struct upgrade_job *j, size_t problems)
{
    const struct repository *r = &j->repository;
    size_t used = 0, unknown = 0;

    for (size_t i = 0; i < r->references.n; i++) {
        const struct reference *ref = &r->references.items[i];

        if (!ref->chosen || ref->kind == REFERENCE_UNUSED || ref->kind == REFERENCE_COMMENTED)
            continue;
        used++;
        unknown += ref->state == REF_UNKNOWN || ref->state == REF_FAILED;
    }
    if (!j->words.quiet)
        fprintf(stderr, "%zu reference%s, %zu not known, %zu file%s read, %zu problem%s\n", used,
                used == 1 ? "" : "s", unknown, r->n_files, r->n_files == 1 ? "" : "s", problems,
                problems == 1 ? "" : "s");
}

static int list(struct upgrade_job *j)
{
    AUTO_BUF struct buf b = BUF_INIT;
    size_t problems;

    if (j->words.json)
        report_references_json(&b, &j->repository);
    else
        report_references_table(&b, &j->repository, &j->report);
    cli_out(buf_str(&b));
    problems = upgrade_tell_problems(j);
    tell_counts(j, problems);
    return problems ? EXIT_INCOMPLETE : j->unmatched ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* ---- ref ------------------------------------------------------------------------------------- */

static bool same_module(const struct bump_request *x, const struct bump_request *y)
{
    return str_eq_nocase(x->pattern.repository, y->pattern.repository) &&
           str_eq(x->pattern.path, y->pattern.path);
}

static bool contradicts(const struct bump_request *x, const struct bump_request *y)
{
    return same_module(x, y) && (!str_eq(x->version, y->version) ||
                                 !str_eq(x->comment, y->comment) || x->exact != y->exact);
}

static int parse_requests(struct upgrade_job *j, struct bump_options *o)
{
    struct bump_request *requests = arena_array(j->arena, j->words.refs.n, sizeof *requests);
    struct err e;

    for (size_t i = 0; i < j->words.refs.n; i++)
        if (bump_request_parse(j->arena, j->words.refs.items[i], &requests[i], &e) < 0)
            return cli_usage(&command_upgrade, "--ref: %s", e.message);
    for (size_t i = 0; i < j->words.refs.n; i++)
        for (size_t k = 0; k < i; k++)
            if (contradicts(&requests[k], &requests[i]))
                return cli_usage(&command_upgrade,
                                 "--ref: %.*s and %.*s give one module two versions",
                                 STR(requests[k].given), STR(requests[i].given));
    *o = (struct bump_options){
        .requests = requests,
        .n_requests = j->words.refs.n,
        .allow_downgrade = j->words.allow_downgrade,
        .allow_shared = j->words.allow_shared,
    };
    return 0;
}

/* The last `n` parts of "host/owner/name", or all. */
static struct str last_parts(struct str s, size_t n)
{
    for (size_t i = s.n; i-- > 0;)
        if (s.p[i] == '/' && --n == 0)
            return str_skip(s, i + 1);
    return s;
}

/* What a mistyped module may have been: a repository by as many parts as were given. */
static struct str nearest_module(struct upgrade_job *j, struct str given)
{
    const struct references *list = &j->repository.references;
    VEC(struct str) names = { 0 };
    size_t n_parts = 1, found;

    for (size_t i = 0; i < given.n; i++)
        n_parts += given.p[i] == '/';
    for (size_t i = 0; i < list->n; i++) {
        struct str name = list->items[i].module.repository;

        if (list->items[i].module.kind == SOURCE_LOCAL ||
            list->items[i].module.kind == SOURCE_UNKNOWN)
            continue;
        vec_push(j->arena, &names, last_parts(name, n_parts));
        if (list->items[i].module.kind == SOURCE_REGISTRY) /* without its system: ".../vpc/aws" */
            vec_push(j->arena, &names, last_parts(path_dir(name), n_parts));
    }
    found = text_nearest(given, names.items, names.n);
    return found == STR_NONE ? str_lit("") : names.items[found];
}

static void tell_unmatched_one(struct upgrade_job *j, const struct bump_request *request)
{
    const struct references *list = &j->repository.references;
    size_t n_chosen = 0, n = 0;
    struct str near;

    for (size_t i = 0; i < list->n; i++) {
        const struct reference *ref = &list->items[i];

        if (ref->kind == REFERENCE_COMMENTED || !source_matches(&request->pattern, &ref->module))
            continue;
        n++;
        n_chosen += ref->chosen && !ref->told_by_stacks;
    }
    near = n ? str_lit("") : nearest_module(j, request->pattern.repository);
    if (n_chosen)
        cli_error("--ref %.*s: another --ref says more exactly which version its references get",
                  STR(request->given));
    else if (n)
        cli_error("--ref %.*s: there %s %zu reference%s of that module, but none that was chosen",
                  STR(request->given), n == 1 ? "is" : "are", n, n == 1 ? "" : "s");
    else if (near.n)
        cli_error("--ref %.*s: no reference of that module here; did you mean %.*s?",
                  STR(request->given), STR(near));
    else
        cli_error("--ref %.*s: no reference of that module here (--list shows all)",
                  STR(request->given));
}

/* A request that no reference answers to is a mistake that must be seen. */
static void tell_unmatched(struct upgrade_job *j, const struct bump_options *o,
                           const struct bump_plan *plan)
{
    for (size_t i = 0; i < o->n_requests; i++) {
        bool matched = false;

        for (size_t k = 0; k < plan->outcomes.n; k++)
            matched |= plan->outcomes.items[k].request == &o->requests[i];
        /* The same request twice is none: the later one counts. */
        for (size_t k = i + 1; k < o->n_requests; k++)
            matched |= same_module(&o->requests[i], &o->requests[k]);
        if (matched)
            continue;
        j->unmatched = true;
        tell_unmatched_one(j, &o->requests[i]);
    }
}

void upgrade_tell_refusals(const struct apply_result *applied)
{
    for (size_t i = 0; i < applied->refusals.n; i++)
        cli_error("%.*s %.*s", STR(applied->refusals.items[i].path),
                  STR(applied->refusals.items[i].reason));
    if (applied->refusals.n && !applied->n_written)
        cli_error("nothing was written");
}

static int exit_code(const struct upgrade_job *j, const struct bump_plan *plan, size_t problems,
                     const struct apply_result *applied)
{
    bool open = j->unmatched || (plan->files.n && !j->words.write);

    if (problems || (applied && applied->refusals.n))
        return EXIT_INCOMPLETE;
    for (size_t i = 0; i < plan->outcomes.n; i++)
        open |= plan->outcomes.items[i].status == BUMP_LEFT ||
                plan->outcomes.items[i].status == BUMP_BLOCKED;
    return open ? EXIT_FINDINGS : EXIT_CLEAN;
}

static int change(struct upgrade_job *j)
{
    AUTO_BUF struct buf b = BUF_INIT, summary = BUF_INIT;
    struct apply_result applied = { 0 };
    struct bump_options o;
    struct bump_plan plan;
    size_t problems;
    struct err e;

    if (parse_requests(j, &o))
        return EXIT_USAGE;
    if (bump_make_plan(&j->repository, &j->options, &o, &plan, &e) < 0) {
        cli_error("%s", e.message);
        return EXIT_INCOMPLETE;
    }
    if (!j->words.json)
        report_plan_diff(&b, &j->repository, &plan, &j->report);
    if (j->words.write &&
        apply_files(&j->repository, &plan.files, j->words.allow_dirty, &applied, &e) < 0)
        upgrade_tell_refusals(&applied);
    if (j->words.json)
        report_plan_json(&b, &j->repository, &plan, j->words.write ? &applied : NULL);
    cli_out(buf_str(&b));
    problems = upgrade_tell_problems(j);
    tell_unmatched(j, &o, &plan);
    report_plan_text(&summary, &j->repository, &plan);
    if (!j->words.quiet)
        fwrite(summary.p ? summary.p : "", 1, summary.n, stderr);
    if (!j->words.quiet && plan.files.n && !j->words.write)
        fputs("Nothing was written; --write makes the edits.\n", stderr);
    return exit_code(j, &plan, problems, j->words.write ? &applied : NULL);
}

/* Words in the place of the folder; one of that name is written ./explain. */
static const struct command *const subcommands[] = { &command_upgrade_explain,
                                                     &command_upgrade_migrate };

static int run(struct arena *a, int argc, char **argv)
{
    struct upgrade_job *j = arena_new(a, struct upgrade_job);
    int code;

    for (size_t i = 0; argc > 1 && i < ARRAY_LEN(subcommands); i++)
        if (strcmp(argv[1], subcommands[i]->name + strlen("upgrade ")) == 0)
            return subcommands[i]->run(a, argc - 1, argv + 1);
    code = open_job(a, argc, argv, j);
    if (code)
        return code;
    if (j->words.to.n)
        return upgrade_to(j);
    if (j->words.apply.n)
        return upgrade_apply(j);
    return j->words.list ? list(j) : change(j);
}
