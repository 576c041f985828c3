/*
 * cmd_upgrade_migrate: footing upgrade migrate: the state migrations of a repository.
 */
#include <stdio.h>

#include "base/fs.h"
#include "cli/commands.h"
#include "report/migrate_report.h"
#include "upgrade/migrate_journal.h"
#include "upgrade/migrate_run.h"

static int run(struct arena *a, int argc, char **argv);

static const char help[] =
    "Usage: footing upgrade migrate [DIR|FILE] [OPTION...]\n"
    "       footing upgrade migrate [DIR|FILE] --run [OPTION...]\n"
    "       footing upgrade migrate rollback ID [DIR|FILE] [OPTION...]\n"
    "\n"
    "The moves of Terraform state that an upgrade needs: what each would do, checked without any\n"
    "call where a state is at hand; with --run they are done. Migrations are tfmigrate's files:\n"
    "*.tfmigrate.hcl, and files with a migration block in a folder migrations. Folders in them\n"
    "are relative to the root of the Git repository.\n"
    "\n"
    "  --run                   do them, in the order of the files' names: pull and keep each\n"
    "                          state, check, try on a copy, plan with the present code against\n"
    "                          the copy, push what was pulled unchanged, compare. A run that was\n"
    "                          ended anywhere is called again. The first failure ends it.\n"
    "  --script                print the migrations as a script for bash instead\n"
    "  --id ID                 only this migration; repeatable\n"
    "  --state [UNIT=]FILE     check on this state (`state pull` writes one); repeatable. A\n"
    "                          terraform.tfstate in a unit's folder is found by itself\n"
    "  --tool terraform|tofu|terragrunt\n"
    "                          otherwise as each unit's files say: terragrunt.hcl, *.tofu\n"
    "  --skip-plan             push without planning first\n"
    "  --allow-dirty           also where a unit has changes that are not committed\n"
    "  --env NAME=VALUE        what env.NAME in a migration means; repeatable\n"
    "  --format text|json      json: one document on standard output (docs/json.md)\n"
    "  --quiet                 no progress on standard error\n"
    "\n"
    "The plan may do nothing but what the migration declares (# footing: expect create ADDRESS, or "
    "*\n"
    "for any); without such lines nothing but no-op. Backups and the journal are in "
    ".footing/migrations at\n"
    "the root of the repository. States are secrets: nothing of their content is printed.\n"
    "`rollback` puts the state of before back, as long as nobody has written it since.\n"
    "\n"
    "Exit codes: 0 done, or nothing to do; 1 migrations are pending; 2 usage; 3 a file is broken,\n"
    "a migration cannot be done or did not end well.\n"
    "\n"
    "Examples:\n"
    "  footing upgrade migrate .\n"
    "  footing upgrade migrate . --state live/dev/baseline=dev.tfstate\n"
    "  footing upgrade migrate . --id guardduty-count --run\n"
    "  footing upgrade migrate rollback guardduty-count\n";

const struct command command_upgrade_migrate = {
    .name = "upgrade migrate",
    .summary = "state migrations: what they would do, and doing them",
    .help = help,
    .run = run,
};

static const struct command *const self = &command_upgrade_migrate;

struct words {
    bool run, script, skip_plan, allow_dirty, quiet, json;
    struct str format, tool;
    struct str_list ids, states, env, operands;
};

struct job {
    struct arena *arena;
    struct words words;
    bool rollback;
    struct str rollback_id, named;
    struct str here; /* the present folder, absolute */
    struct map env;
    struct migration_files files;
    struct migrate_options options;
    struct migrate_items items;
    bool failed; /* something could not be read or done */
};

/* ---- words --------------------------------------------------------------------------------- */

static int parse_env(struct job *j)
{
    for (size_t i = 0; i < j->words.env.n; i++) {
        struct str value = j->words.env.items[i], name, *copy;

        if (str_find_char(value, '=') == STR_NONE)
            return cli_usage(self, "--env takes NAME=VALUE, not \"%.*s\"", STR(value));
        name = str_cut(&value, '=');
        copy = arena_new(j->arena, struct str);
        *copy = value;
        map_put(j->arena, &j->env, name, copy);
    }
    return 0;
}

static int parse_operands(struct job *j)
{
    struct str_list words = j->words.operands;

    if (words.n && str_is(words.items[0], "rollback")) {
        if (words.n < 2)
            return cli_usage(self, "rollback of which migration? Say its ID");
        j->rollback = true;
        j->rollback_id = words.items[1];
        words.items += 2;
        words.n -= 2;
    }
    if (words.n > 1)
        return cli_usage(self, "one folder or file at a time, not also \"%.*s\"",
                         STR(words.items[1]));
    j->named = words.n ? words.items[0] : str_lit(".");
    return 0;
}

static int check_words(struct job *j)
{
    struct words *w = &j->words;

    if (w->format.n && !str_is(w->format, "text") && !str_is(w->format, "json"))
        return cli_usage(self, "--format is text or json, not \"%.*s\"", STR(w->format));
    w->json = str_is(w->format, "json");
    if (j->rollback && (w->run || w->script || w->states.n || w->ids.n))
        return cli_usage(self, "rollback goes without --run, --script, --state and --id");
    if (w->run && (w->script || w->states.n))
        return cli_usage(self, "--run goes without --script and --state: it pulls the states");
    if (w->script && w->json)
        return cli_usage(self, "--script goes without --format json");
    if (w->tool.n && !tool_kind_parse(w->tool, &j->options.tool))
        return cli_usage(self, "--tool is terraform, tofu or terragrunt, not \"%.*s\"",
                         STR(w->tool));
    j->options.has_tool = w->tool.n > 0;
    return 0;
}

static int parse_words(struct job *j, int argc, char **argv)
{
    struct words *w = &j->words;
    const struct option options[] = {
        { "run", OPT_FLAG, &w->run },
        { "script", OPT_FLAG, &w->script },
        { "skip-plan", OPT_FLAG, &w->skip_plan },
        { "allow-dirty", OPT_FLAG, &w->allow_dirty },
        { "quiet", OPT_FLAG, &w->quiet },
        { "format", OPT_TEXT, &w->format },
        { "tool", OPT_TEXT, &w->tool },
        { "id", OPT_LIST, &w->ids },
        { "state", OPT_LIST, &w->states },
        { "env", OPT_LIST, &w->env },
    };

    if (cli_parse(j->arena, self, argc, argv, options, ARRAY_LEN(options), &w->operands))
        return EXIT_USAGE;
    if (parse_operands(j) || check_words(j) || parse_env(j))
        return EXIT_USAGE;
    return 0;
}

/* ---- which migrations ---------------------------------------------------------------------- */

static void tell_broken(struct job *j)
{
    AUTO_BUF struct buf b = BUF_INIT;

    for (size_t i = 0; i < j->files.n; i++) {
        const struct migration_file *file = &j->files.items[i];

        if (file->failure.n)
            cli_error("%.*s", STR(file->failure));
        for (size_t k = 0; k < file->diags.n; k++)
            hcl_diag_print(&b, &file->diags.items[k]);
        j->failed |= file->failure.n || file->diags.n_errors;
    }
    fwrite(b.p ? b.p : "", 1, b.n, stderr);
}

static void add_item(struct job *j, const struct migration_file *file)
{
    const struct migration *m = &file->migration;
    struct migrate_item item = { .file = file };
    struct journal journal;
    struct err e;

    for (size_t i = 0; i < 2; i++) {
        const struct migration_side *side = i ? &m->to : &m->from;
        struct str folder = path_join(j->arena, j->files.root, side->dir);

        item.sides[i].folder = path_relative(j->arena, j->here, folder);
        item.sides[i].tool = j->options.has_tool ? j->options.tool : tool_kind_of(j->arena, folder);
    }
    if (journal_read(j->arena, j->files.root, m->id, &journal, &e) == 0) {
        item.journal = journal_summary(&journal);
        if (journal_last(&journal, JOURNAL_DONE, NULL) &&
            !journal_last(&journal, JOURNAL_ROLLBACK, NULL))
            item.status = MIGRATE_STATUS_DONE;
    } else {
        cli_error("%s", e.message);
        j->failed = true;
    }
    vec_push(j->arena, &j->items, item);
}

static bool is_wanted(const struct job *j, const struct migration_file *file)
{
    struct str id = file->migration.id;

    if (file->failure.n || file->diags.n_errors)
        return false;
    if (j->rollback)
        return str_eq(id, j->rollback_id);
    for (size_t i = 0; i < j->words.ids.n; i++)
        if (str_eq(id, j->words.ids.items[i]))
            return true;
    return j->words.ids.n == 0;
}

/* An id that names nothing is most likely mistyped. */
static int check_ids(struct job *j)
{
    struct str_list wanted = j->words.ids;

    if (j->rollback)
        vec_push(j->arena, &wanted, j->rollback_id);
    for (size_t i = 0; i < wanted.n; i++) {
        bool found = false;

        for (size_t k = 0; k < j->items.n; k++)
            found |= str_eq(j->items.items[k].file->migration.id, wanted.items[i]);
        if (!found)
            return cli_usage(self, "no migration has the id \"%.*s\" (without --id, all are shown)",
                             STR(wanted.items[i]));
    }
    return 0;
}

static int open_job(struct job *j)
{
    struct err e;

    if (fs_real(j->arena, ".", &j->here, &e) < 0 ||
        migration_files_find(j->arena, j->named, j->here, &j->env, &j->files, &e) < 0) {
        cli_error("%s", e.message);
        return e.code == ERR_NOT_FOUND || e.code == ERR_CONFLICT ? EXIT_USAGE : EXIT_INCOMPLETE;
    }
    tell_broken(j);
    for (size_t i = 0; i < j->files.n; i++)
        if (is_wanted(j, &j->files.items[i]))
            add_item(j, &j->files.items[i]);
    return check_ids(j);
}

/* ---- what is known without a call ---------------------------------------------------------- */

/* Does "UNIT=FILE" or "FILE" mean this unit? A file alone means all; check_states() allows it for
 * one only. */
static bool is_state_of(struct job *j, struct str given, struct str folder, struct str *ret_file)
{
    struct str file = given, unit = str_cut(&file, '=');
    bool ours = false, any = false;

    for (size_t i = 0; i < j->items.n; i++)
        for (size_t k = 0; k < 2; k++)
            any |= str_eq(j->items.items[i].sides[k].folder, path_clean(j->arena, unit));
    ours = str_eq(folder, path_clean(j->arena, unit));
    *ret_file = any ? file : given;
    return ours || !any;
}

static struct str local_state(struct job *j, const struct migration_side *side)
{
    struct str folder = path_join(j->arena, j->files.root, side->dir), path;
    enum fs_kind kind;

    if (side->workspace.n)
        folder = path_join(j->arena, path_join(j->arena, folder, str_lit("terraform.tfstate.d")),
                           side->workspace);
    path = path_join(j->arena, folder, str_lit("terraform.tfstate"));
    if (fs_stat(path.p, NULL, &kind, NULL) < 0 || kind != FS_FILE)
        return str_lit("");
    return path_relative(j->arena, j->here, path);
}

static struct str find_state(struct job *j, struct migrate_item *item, size_t side)
{
    const struct migration *m = &item->file->migration;
    struct str file;

    for (size_t i = 0; i < j->words.states.n; i++)
        if (is_state_of(j, j->words.states.items[i], item->sides[side].folder, &file))
            return file;
    return local_state(j, side ? &m->to : &m->from);
}

/* 0 and *ret_known; -1 after a message. */
static int read_state(struct job *j, struct migrate_item *item, size_t side, struct state *ret,
                      bool *ret_known)
{
    struct str path = find_state(j, item, side), text;
    struct err e;

    *ret_known = false;
    if (!path.n)
        return 0;
    item->sides[side].state = path;
    if (fs_read(j->arena, str_cstr(j->arena, path), &text, NULL, &e) < 0) {
        cli_error("%s", e.message);
        return -1;
    }
    if (state_read(j->arena, text, ret, &e) < 0) {
        cli_error("%.*s: %s", STR(path), e.message);
        return -1;
    }
    *ret_known = true;
    return 0;
}

static void check_item(struct job *j, struct migrate_item *item)
{
    const struct migration *m = &item->file->migration;
    struct state states[2];
    size_t n = m->kind == MIGRATION_STATE ? 1 : 2, n_known = 0;

    for (size_t i = 0; i < n; i++) {
        bool known;

        if (read_state(j, item, i, &states[i], &known) < 0) {
            j->failed = true;
            return;
        }
        n_known += known;
    }
    if (n_known < n)
        return;
    migration_check(j->arena, m, &states[0], n == 2 ? &states[1] : NULL, &item->check);
    item->checked = true;
    item->status = item->check.n_faults    ? MIGRATE_STATUS_FAULT
                   : item->check.n_pending ? MIGRATE_STATUS_PENDING
                                           : MIGRATE_STATUS_DONE;
    j->failed |= item->check.n_faults > 0;
}

/* A file without a unit is the state of one unit; which one must not be a guess. */
static int check_states(struct job *j)
{
    for (size_t i = 0; i < j->words.states.n; i++) {
        const struct str *first = NULL;

        for (size_t k = 0; k < j->items.n; k++) {
            size_t n = j->items.items[k].file->migration.kind == MIGRATION_STATE ? 1 : 2;

            for (size_t side = 0; side < n; side++) {
                const struct str *folder = &j->items.items[k].sides[side].folder;
                struct str file;

                if (!is_state_of(j, j->words.states.items[i], *folder, &file))
                    continue;
                if (first && !str_eq(*first, *folder))
                    return cli_usage(self,
                                     "--state %.*s: the state of which unit, %.*s or %.*s? Say "
                                     "UNIT=FILE",
                                     STR(j->words.states.items[i]), STR(*first), STR(*folder));
                first = folder;
            }
        }
    }
    return 0;
}

/* ---- the three things to do ---------------------------------------------------------------- */

static void say(void *data, const char *line)
{
    const struct job *j = data;

    if (!j->words.quiet)
        fprintf(stderr, "%s\n", line);
}

static void print(struct job *j)
{
    AUTO_BUF struct buf b = BUF_INIT;

    if (j->words.json)
        report_migrations_json(&b, &j->items, &j->files);
    else
        report_migrations_text(&b, &j->items);
    cli_out(buf_str(&b));
}

static int show(struct job *j)
{
    size_t n_open = 0;

    if (check_states(j))
        return EXIT_USAGE;
    for (size_t i = 0; i < j->items.n; i++) {
        check_item(j, &j->items.items[i]);
        n_open += j->items.items[i].status != MIGRATE_STATUS_DONE;
    }
    print(j);
    if (!j->words.quiet)
        fprintf(stderr, "%zu migration%s, %zu not done or not known to be; --run does them\n",
                j->items.n, j->items.n == 1 ? "" : "s", n_open);
    return j->failed ? EXIT_INCOMPLETE : n_open ? EXIT_FINDINGS : EXIT_CLEAN;
}

static int script(struct job *j)
{
    for (size_t i = 0; i < j->items.n; i++) {
        const struct migrate_item *item = &j->items.items[i];
        AUTO_BUF struct buf b = BUF_INIT;

        migration_render_script(&b, &item->file->migration, str_z(tool_name(item->sides[0].tool)));
        cli_out(buf_str(&b));
    }
    return j->failed ? EXIT_INCOMPLETE : EXIT_CLEAN;
}

/* What a pattern or an rm did not find is most likely gone since, but may be mistyped. */
static void tell_gone(const struct job *j, const struct migrate_result *result)
{
    for (size_t i = 0; result->checked && i < result->check.steps.n; i++) {
        const struct migration_step *step = &result->check.steps.items[i];

        if (step->status == STEP_GONE && !j->words.quiet)
            fprintf(stderr, "note: %.*s\n", STR(step->what));
    }
}

/* The first failure ends it: later migrations may build on earlier ones. */
static int run_all(struct job *j)
{
    if (j->failed) {
        cli_error("nothing was run: all files must be in order first");
        return EXIT_INCOMPLETE;
    }
    for (size_t i = 0; i < j->items.n; i++) {
        struct migrate_item *item = &j->items.items[i];
        struct str id = item->file->migration.id;
        struct migrate_result result;
        struct err e;

        if (j->failed) {
            cli_error("%.*s was not run, after the failure before", STR(id));
            continue;
        }
        if (!j->words.quiet)
            fprintf(stderr, "%.*s\n", STR(id));
        if (migrate_run(j->arena, &item->file->migration, &j->options, &result, &e) < 0) {
            cli_error("%.*s: %s", STR(id), e.message);
            item->status = MIGRATE_STATUS_FAILED;
            item->error = str_copy(j->arena, str_z(e.message));
            j->failed = true;
        } else {
            item->status = MIGRATE_STATUS_DONE;
            tell_gone(j, &result);
            if (!j->words.quiet)
                fprintf(stderr, "%.*s: %s\n", STR(id),
                        result.outcome == MIGRATE_DONE ? "done" : "done already");
        }
        item->checked = result.checked;
        item->check = result.check;
    }
    if (j->words.json)
        print(j);
    return j->failed ? EXIT_INCOMPLETE : EXIT_CLEAN;
}

static int roll_back(struct job *j)
{
    struct migrate_item *item = &j->items.items[0];
    struct err e;

    if (migrate_rollback(j->arena, &item->file->migration, &j->options, &e) < 0) {
        cli_error("%.*s: %s", STR(j->rollback_id), e.message);
        return e.code == ERR_USAGE ? EXIT_USAGE : EXIT_INCOMPLETE;
    }
    if (!j->words.quiet)
        fprintf(stderr, "%.*s: rolled back. The code is as it was: take its change back, too\n",
                STR(j->rollback_id));
    return EXIT_CLEAN;
}

static int run(struct arena *a, int argc, char **argv)
{
    struct job *j = arena_new(a, struct job);
    int code;

    j->arena = a;
    code = parse_words(j, argc, argv);
    if (!code)
        code = open_job(j);
    if (code)
        return code;
    j->options.root = j->files.root;
    j->options.shown_from = j->here;
    j->options.allow_dirty = j->words.allow_dirty;
    j->options.skip_plan = j->words.skip_plan;
    j->options.say = say;
    j->options.data = j;
    if (j->rollback)
        return roll_back(j);
    if (j->words.script)
        return script(j);
    return j->words.run ? run_all(j) : show(j);
}
