/*
 * cmd_upgrade_apply: footing upgrade --apply FILE: the edits that --plan has written.
 */
#include "cli/cmd_upgrade.h"
#include "report/upgrade_report.h"
#include "upgrade/saved_plan.h"

#include <stdio.h>

static int read_plan(struct upgrade_job *j, struct upgrade_plan *plan)
{
    struct str name = j->words.apply, text;
    struct apply_result refused;
    struct err e;

    if (fs_read(j->arena, str_cstr(j->arena, name), &text, NULL, &e) < 0) {
        cli_error("--apply: %s", e.message);
        return e.code == ERR_NOT_FOUND ? EXIT_USAGE : EXIT_INCOMPLETE;
    }
    if (saved_plan_read(&j->repository, text, plan, &refused, &e) == 0)
        return 0;
    if (e.code == ERR_CONFLICT) {
        upgrade_tell_refusals(&refused);
        return EXIT_INCOMPLETE;
    }
    cli_error("--apply %.*s: %s; nothing was written", STR(name), e.message);
    return EXIT_USAGE;
}

int upgrade_apply(struct upgrade_job *j)
{
    AUTO_BUF struct buf diff = BUF_INIT, totals = BUF_INIT;
    struct apply_result applied;
    struct upgrade_plan plan;
    struct err e;
    int code = read_plan(j, &plan);

    if (code)
        return code;
    report_upgrade_diff(&diff, &plan, &j->report);
    cli_out(buf_str(&diff));
    if (apply_files(&j->repository, &plan.files, j->words.allow_dirty, &applied, &e) < 0) {
        upgrade_tell_refusals(&applied);
        return EXIT_INCOMPLETE;
    }
    if (upgrade_plan_write_new(&plan, &e) < 0) {
        cli_error("%s", e.message);
        return EXIT_INCOMPLETE;
    }
    report_upgrade_written(&totals, &plan);
    if (!j->words.quiet)
        fwrite(totals.p, 1, totals.n, stderr);
    return EXIT_CLEAN;
}
