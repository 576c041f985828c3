/*
 * cmd_upgrade_to: footing upgrade --to BENCHMARK: the plan, in the form that is asked for.
 */
#include "cli/cli_data.h"
#include "cli/cmd_upgrade.h"
#include "cli/commands.h"
#include "report/upgrade_report.h"
#include "upgrade/saved_plan.h"

#include <stdio.h>
#include <unistd.h>

/* The catalogs, and the benchmark in full: "1.4.0" and "v1.4.0" mean cis-aws-1.4.0. */
static int load_catalog(struct upgrade_job *j, struct catalog *catalog, struct str *ret_benchmark)
{
    struct hcl_diags d = { .arena = j->arena };
    struct str to = j->words.to;
    struct data_files files;
    int code = cli_data_open(j->arena, &j->words.data, &files);

    if (code)
        return code;
    catalog_load(j->arena, &files, catalog, &d);
    code = cli_data_errors(&d, "the data");
    if (code)
        return code;
    if (str_starts(to, str_lit("v")))
        to = str_skip(to, 1);
    if (to.n && to.p[0] >= '0' && to.p[0] <= '9')
        to = str_printf(j->arena, "cis-aws-%.*s", STR(to));
    for (size_t i = 0; i < catalog->repositories.n; i++)
        if (catalog_target(&catalog->repositories.items[i], to)) {
            *ret_benchmark = to;
            return 0;
        }
    return cli_usage(&command_upgrade, "--to %.*s: no catalog has this target; there are %.*s",
                     STR(j->words.to), STR(catalog_targets(j->arena, catalog)));
}

/* ---- files for later ------------------------------------------------------------------------- */

/* Writes a file of footing's own. One that is there is replaced only if that loses nothing. */
static int write_own(struct upgrade_job *j, const char *option, struct str name, struct str text,
                     bool (*may_replace)(struct str old))
{
    const char *path = str_cstr(j->arena, name);
    struct fs_stamp stamp;
    struct str old;
    struct err e;
    int rc = fs_read(j->arena, path, &old, &stamp, &e);

    if (rc == 0 && str_eq(old, text))
        return 0;
    if (rc == 0 && !may_replace(old))
        rc =
            err_set(&e, ERR_CONFLICT, "%s is there and has other content: give another name", path);
    else if (rc == 0)
        rc = fs_replace(path, text, &stamp, &e);
    else if (e.code == ERR_NOT_FOUND)
        rc = fs_replace(path, text, NULL, &e);
    if (rc < 0)
        cli_error("%s: %s", option, e.message);
    return rc;
}

static bool never(struct str old)
{
    (void)old;
    return false;
}

static int write_answers(struct upgrade_job *j, const struct upgrade_plan *plan)
{
    AUTO_BUF struct buf b = BUF_INIT;

    if (!j->words.write_answers.n)
        return 0;
    report_upgrade_answers(&b, plan);
    if (!b.n) {
        cli_error("--write-answers: nothing is asked, so that there is nothing to write");
        return 0;
    }
    return write_own(j, "--write-answers", j->words.write_answers, buf_str(&b), never);
}

static int write_plan(struct upgrade_job *j, const struct upgrade_plan *plan)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct err e;

    if (!j->words.plan.n)
        return 0;
    if (report_upgrade_saved(&b, plan, &e) == 0)
        return write_own(j, "--plan", j->words.plan, buf_str(&b), saved_plan_is);
    cli_error("--plan: %s", e.message);
    return -1;
}

/* ---- the forms of output --------------------------------------------------------------------- */

enum form { FORM_TEXT, FORM_JSON, FORM_SARIF, FORM_MARKDOWN };

static const char *const forms[] = {
    [FORM_TEXT] = "text", [FORM_JSON] = "json", [FORM_SARIF] = "sarif", [FORM_MARKDOWN] = "markdown"
};

static bool find_form(struct str format, enum form *ret)
{
    *ret = FORM_TEXT;
    for (unsigned i = 0; i < ARRAY_LEN(forms); i++) {
        if (!str_is(format, forms[i]))
            continue;
        *ret = i;
        return true;
    }
    return !format.n;
}

static enum form form_of(const struct upgrade_job *j)
{
    enum form form;

    if (!find_form(j->words.format, &form))
        BUG("the format was checked");
    return form;
}

int upgrade_to_check_words(const struct upgrade_words *w)
{
    const struct command *c = &command_upgrade;
    enum form form;

    if (!find_form(w->format, &form))
        return cli_usage(c, "--format with --to is text, json, sarif or markdown, not \"%.*s\"",
                         STR(w->format));
    if (w->check && (w->write || w->write_answers.n || w->plan.n))
        return cli_usage(c, "--check writes nothing: leave out %s",
                         w->write    ? "--write"
                         : w->plan.n ? "--plan"
                                     : "--write-answers");
    if (w->write && w->plan.n)
        return cli_usage(c, "--plan is for later, --write for now: leave out one");
    return 0;
}

/* What goes to standard output. */
static void print_document(const struct upgrade_job *j, const struct upgrade_plan *plan,
                           const struct apply_result *applied)
{
    AUTO_BUF struct buf b = BUF_INIT;

    switch (form_of(j)) {
    case FORM_TEXT:
        if (!j->words.check)
            report_upgrade_diff(&b, plan, &j->report);
        break;
    case FORM_JSON:
        report_upgrade_json(&b, plan, applied);
        break;
    case FORM_SARIF:
        report_upgrade_sarif(&b, plan, applied);
        break;
    case FORM_MARKDOWN:
        report_upgrade_markdown(&b, plan);
        break;
    }
    cli_out(buf_str(&b));
}

/* What goes to standard error: for people, and only a line where the document says it all. */
static void tell_summary(const struct upgrade_job *j, const struct upgrade_plan *plan, bool written)
{
    struct report_options o = { cli_columns_of(STDERR_FILENO), cli_colour(STDERR_FILENO) };
    AUTO_BUF struct buf b = BUF_INIT;

    if (j->words.quiet)
        return;
    if (form_of(j) != FORM_TEXT)
        report_upgrade_totals(&b, plan);
    else if (j->words.check)
        report_upgrade_short(&b, plan, &o);
    else
        report_upgrade_text(&b, plan, &o);
    if (written)
        report_upgrade_written(&b, plan);
    fwrite(b.p ? b.p : "", 1, b.n, stderr);
    if ((plan->files.n || plan->new_files.n) && !j->words.write && !j->words.check)
        fputs(j->words.plan.n ? "No edit was made; --apply makes those of the plan.\n"
                              : "Nothing was written; --write makes the edits.\n",
              stderr);
}

/* ---- the run --------------------------------------------------------------------------------- */

static int make_plan(struct upgrade_job *j, struct catalog *catalog, struct upgrade_plan *ret)
{
    struct upgrade_options o = { .catalog = catalog,
                                 .exact = j->words.exact,
                                 .answers = j->words.answers,
                                 .allow_shared = j->words.allow_shared };
    struct hcl_diags d = { .arena = j->arena };
    struct err e;
    int code = load_catalog(j, catalog, &o.benchmark);

    if (code)
        return code;
    if (upgrade_plan_make(&j->repository, &j->options, &o, ret, &d, &e) == 0)
        return 0;
    if (d.n_errors)
        return cli_data_errors(&d, "the answers file");
    cli_error("%s", e.message);
    return e.code == ERR_NOT_FOUND ? EXIT_USAGE : EXIT_INCOMPLETE;
}

static void refuse(struct upgrade_job *j, struct apply_result *applied, struct str path,
                   const char *reason)
{
    vec_push(j->arena, &applied->refusals,
             ((struct apply_refusal){ files_shown(&j->repository.files, path),
                                      str_copy(j->arena, str_z(reason)) }));
}

/* All edits and new files, or none: what stands in the way of a new file is found before. */
static bool write_all(struct upgrade_job *j, const struct upgrade_plan *plan,
                      struct apply_result *ret)
{
    struct fs_stamp there;
    struct err e;

    *ret = (struct apply_result){ 0 };
    for (size_t i = 0; i < plan->new_files.n; i++)
        if (fs_stat(plan->new_files.items[i].path.p, &there, NULL, &e) == 0)
            refuse(j, ret, plan->new_files.items[i].path,
                   "is there and says something else; move it away first");
    if (!ret->refusals.n &&
        apply_files(&j->repository, &plan->files, j->words.allow_dirty, ret, &e) == 0 &&
        upgrade_plan_write_new(plan, &e) < 0)
        refuse(j, ret, path_dir(plan->new_files.items[0].path), e.message);
    upgrade_tell_refusals(ret);
    return !ret->refusals.n;
}

int upgrade_to(struct upgrade_job *j)
{
    struct apply_result applied = { 0 };
    struct upgrade_plan plan;
    struct catalog catalog;
    bool written = false;
    size_t problems;
    int code = make_plan(j, &catalog, &plan);

    if (code)
        return code;
    if (write_answers(j, &plan) < 0 || write_plan(j, &plan) < 0)
        return EXIT_INCOMPLETE;
    if (j->words.write)
        written = write_all(j, &plan, &applied);
    print_document(j, &plan, j->words.write ? &applied : NULL);
    problems = upgrade_tell_problems(j);
    tell_summary(j, &plan, written);
    if (problems || applied.refusals.n)
        return EXIT_INCOMPLETE;
    return upgrade_plan_is_done(&plan, j->words.write) && !j->unmatched ? EXIT_CLEAN
                                                                        : EXIT_FINDINGS;
}
