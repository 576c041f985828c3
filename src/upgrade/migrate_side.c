#include "upgrade/migrate_side.h"

#include <errno.h>
#include <stdarg.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "hcl/hash.h"
#include "upgrade/walk.h"

#define OVERRIDE "footing_migrate_override.tf"
#define MARK                                                                                       \
    "# Written by footing upgrade migrate, which removes it: the plan uses a copy of the state."

/* ---- opening ------------------------------------------------------------------------------- */

void job_say(const struct migrate_job *job, const char *format, ...)
{
    char line[ERR_MESSAGE_MAX];
    va_list args;

    if (!job->options->say)
        return;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    job->options->say(job->options->data, line);
}

/* What a kill has left is removed; what is not ours is not touched. */
static int remove_override(struct arena *a, const struct migrate_side *side, struct err *e)
{
    struct str path = path_join(a, side->folder, str_lit(OVERRIDE)), text;
    struct err problem;

    if (fs_read(a, path.p, &text, NULL, &problem) < 0) {
        if (problem.code == ERR_NOT_FOUND)
            return 0;
        return err_set(e, problem.code, "%s", problem.message);
    }
    if (!str_starts(text, str_lit(MARK)))
        return err_set(e, ERR_CONFLICT, "%s is not footing's: rename it", path.p);
    if (unlink(path.p) < 0 && errno != ENOENT)
        return err_set(e, ERR_IO, "cannot remove %s: %s", path.p, err_errno(errno));
    return 0;
}

/*
 * Only what decides about resources counts: a file that is tracked, or would be and is read as
 * configuration. A local state beside it is none.
 */
static bool is_configuration(struct str line)
{
    struct str name = path_base(str_skip(line, 3));

    return !str_starts(line, str_lit("??")) || walk_wants(name) ||
           str_ends(name, str_lit(".tfvars")) || str_ends(name, str_lit(".tfvars.json"));
}

static int check_clean(struct arena *a, const struct migrate_side *side, struct err *e)
{
    const char *argv[] = { "git",
                           "--no-optional-locks",
                           "-c",
                           "core.fsmonitor=false",
                           "-c",
                           "safe.directory=*",
                           "-C",
                           side->folder.p,
                           "status",
                           "--porcelain",
                           "-z",
                           "--no-renames",
                           "--untracked-files=all",
                           "--",
                           ".",
                           NULL };
    struct proc_result r;
    struct str rest, root;
    struct err problem;

    if (!walk_git_root(a, side->folder, &root))
        return 0;
    if (proc_run(a, argv, walk_git_variables, str_lit(""), &r, &problem) < 0 || r.status != 0)
        return err_set(e, ERR_CONFLICT,
                       "%.*s may have changes that are not committed; git cannot say. "
                       "--allow-dirty goes on all the same",
                       STR(side->shown));
    rest = r.output;
    while (rest.n) {
        struct str line = str_cut(&rest, '\0');

        if (line.n > 3 && is_configuration(line))
            return err_set(e, ERR_CONFLICT,
                           "%.*s has changes that are not committed (%.*s): commit them, since "
                           "the plan uses them, or say --allow-dirty",
                           STR(side->shown), STR(str_skip(line, 3)));
    }
    return 0;
}

/* A workspace that somebody has selected here is not the one that the migration means. */
static int check_workspace(struct arena *a, const struct migrate_side *side, struct err *e)
{
    struct str path = path_join(a, side->folder, str_lit(".terraform/environment")), text;

    if (side->def->workspace.n || side->tool.kind == TOOL_TERRAGRUNT ||
        fs_read(a, path.p, &text, NULL, NULL) < 0)
        return 0;
    text = str_trim(text);
    if (!text.n || str_is(text, "default"))
        return 0;
    return err_set(e, ERR_CONFLICT,
                   "the workspace %.*s is selected in %.*s, and the migration is for the default "
                   "one: select that, or give the migration a workspace",
                   STR(text), STR(side->shown));
}

static int side_open(struct migrate_job *job, const struct migration_side *def, const char *label,
                     struct migrate_side *side, struct err *e)
{
    struct arena *a = job->arena;
    const struct migrate_options *o = job->options;
    enum fs_kind kind;
    struct str work;

    *side = (struct migrate_side){ .def = def, .label = label };
    side->folder = path_join(a, o->root, def->dir);
    side->shown = path_relative(a, o->shown_from, side->folder);
    if (fs_stat(side->folder.p, NULL, &kind, e) < 0)
        return err_prefix(e, "the migration's folder");
    if (kind != FS_DIR)
        return err_set(e, ERR_USAGE, "%.*s is no folder", STR(side->shown));
    TRY(remove_override(a, side, e));
    if (!o->allow_dirty)
        TRY(check_clean(a, side, e));
    TRY(tool_open(a, o->has_tool ? o->tool : tool_kind_of(a, side->folder), &side->tool, e));
    TRY(check_workspace(a, side, e));
    work = path_join(a, journal_file(&job->journal, "copies"), str_z(label));
    if (def->workspace.n)
        work = path_join(a, work, def->workspace);
    side->copy = path_join(a, work, str_lit("terraform.tfstate"));
    return 0;
}

int job_open(struct arena *a, const struct migration *m, const struct migrate_options *o,
             struct migrate_job *ret, struct err *e)
{
    *ret = (struct migrate_job){ .arena = a, .m = m, .options = o };
    TRY(journal_open(a, o->root, m->id, &ret->journal, e));
    TRY(fs_remove_folder(journal_file(&ret->journal, "copies").p, e));
    TRY(side_open(ret, &m->from, "from", &ret->sides[SIDE_FROM], e));
    ret->n_sides = 1;
    if (m->kind == MIGRATION_STATE)
        return 0;
    TRY(side_open(ret, &m->to, "to", &ret->sides[SIDE_TO], e));
    ret->n_sides = 2;
    return 0;
}

void job_release(struct migrate_job *job)
{
    journal_close(&job->journal);
}

/* ---- pull and push ------------------------------------------------------------------------- */

static struct tool_place unit_place(const struct migrate_side *side)
{
    return (struct tool_place){ side->folder.p, side->def->workspace, NULL };
}

/*
 * `init` in the unit itself, as people call it. A lock file of providers is neither changed nor
 * left behind.
 */
static int init(struct migrate_job *job, struct migrate_side *side, const struct tool_place *place,
                struct err *e)
{
    struct str lock = path_join(job->arena, side->folder, str_lit(".terraform.lock.hcl"));
    bool locked = access(lock.p, F_OK) == 0;
    const char *args[] = { "init", "-input=false", "-no-color",
                           locked ? "-lockfile=readonly" : NULL, NULL };
    struct proc_result r;
    int result = tool_run(job->arena, &side->tool, place, args, 0, &r, e);

    if (!locked)
        unlink(lock.p);
    return result;
}

int side_pull(struct migrate_job *job, struct migrate_side *side, struct state *ret, struct err *e)
{
    static const char *const args[] = { "state", "pull", NULL };
    const struct tool_place place = unit_place(side);
    struct proc_result r;
    int result = tool_run(job->arena, &side->tool, &place, args, 0, &r, e);

    if (result < 0 && side->tool.kind != TOOL_TERRAGRUNT) {
        job_say(job, "%.*s: init", STR(side->shown));
        TRY(init(job, side, &place, e));
        result = tool_run(job->arena, &side->tool, &place, args, 0, &r, e);
    }
    if (result < 0)
        return err_prefix(e, "%.*s", STR(side->shown));
    if (state_read(job->arena, r.output, ret, e) < 0)
        return err_prefix(e, "%.*s", STR(side->shown));
    return 0;
}

static bool same_content(const struct state *x, const struct state *y)
{
    AUTO_BUF struct buf unused = BUF_INIT;

    return state_differences(x, y, 0, &unused) == 0;
}

bool side_same(const struct state *was, const struct state *now)
{
    return was->exists == now->exists && was->serial == now->serial &&
           str_eq(was->lineage, now->lineage) && same_content(was, now);
}

bool side_holds(const struct state *after, const struct state *now)
{
    return now->exists && now->serial >= after->serial && str_eq(after->lineage, now->lineage) &&
           same_content(after, now);
}

int side_keep(struct migrate_job *job, const struct migrate_side *side, enum journal_event event,
              const char *name, const struct state *s, struct err *e)
{
    const struct journal_entry entry = {
        .event = event,
        .side = str_z(side->label),
        .file = str_copy(job->arena, str_z(name)),
        .sha256 = hash_sha256(job->arena, s->text),
        .lineage = s->lineage,
        .serial = s->serial,
    };

    TRY(fs_write_private(journal_file(&job->journal, name).p, s->text, e));
    return journal_write(&job->journal, &entry, e);
}

int side_recall(struct migrate_job *job, const struct migrate_side *side, enum journal_event event,
                struct state *ret, struct err *e)
{
    const struct journal_entry *entry = journal_last(&job->journal, event, side->label);
    struct str path, text, hash;

    if (!entry)
        return err_set(e, ERR_NOT_FOUND, "the journal has no entry for the state of %.*s",
                       STR(side->shown));
    path = journal_file(&job->journal, str_cstr(job->arena, entry->file));
    TRY(fs_read(job->arena, path.p, &text, NULL, e));
    hash = hash_sha256(job->arena, text);
    if (!str_eq(hash, entry->sha256))
        return err_set(e, ERR_CONFLICT, "%s is not what it was when it was written", path.p);
    return state_read(job->arena, text, ret, e);
}

/* ERR_CONFLICT in words that say what stands. */
static int moved_meanwhile(const struct migrate_side *side, const struct state *was,
                           const struct state *now, struct err *e)
{
    if (!str_eq(was->lineage, now->lineage) && was->exists && now->exists)
        return err_set(e, ERR_CONFLICT,
                       "the state of %.*s was replaced meanwhile by another one (lineage %.*s, it "
                       "was %.*s): nothing was pushed to it",
                       STR(side->shown), STR(now->lineage), STR(was->lineage));
    return err_set(e, ERR_CONFLICT,
                   "the state of %.*s has moved on meanwhile (serial %llu, it was %llu): nothing "
                   "was pushed to it. Run it again when nobody else works on it",
                   STR(side->shown), (unsigned long long)now->serial,
                   (unsigned long long)was->serial);
}

int side_push(struct migrate_job *job, struct migrate_side *side, const struct state *expected,
              const struct state *after, struct str path, enum journal_event before_push,
              struct err *e)
{
    const char *const args[] = { "state", "push", path.p, NULL };
    const struct tool_place place = unit_place(side);
    struct journal_entry entry = { .event = before_push,
                                   .side = str_z(side->label),
                                   .sha256 = hash_sha256(job->arena, after->text),
                                   .lineage = after->lineage,
                                   .serial = after->serial };
    struct proc_result r;
    struct state now;

    TRY(side_pull(job, side, &now, e));
    if (!side_same(expected, &now))
        return moved_meanwhile(side, expected, &now, e);
    job_say(job, "%.*s: push, serial %llu", STR(side->shown), (unsigned long long)after->serial);
    TRY(journal_write(&job->journal, &entry, e));
    if (tool_run(job->arena, &side->tool, &place, args, 0, &r, e) < 0)
        return err_prefix(e, "%.*s was not migrated", STR(side->shown));
    TRY(side_pull(job, side, &now, e));
    if (!side_holds(after, &now))
        return err_set(e, ERR_CONFLICT,
                       "%.*s: what was pushed is not what is there now (serial %llu, pushed was "
                       "%llu). The state of before is in %.*s",
                       STR(side->shown), (unsigned long long)now.serial,
                       (unsigned long long)after->serial, STR(job->journal.folder));
    entry.event = JOURNAL_PUSHED;
    entry.serial = now.serial;
    return journal_write(&job->journal, &entry, e);
}

/* ---- the shadow ---------------------------------------------------------------------------- */

static struct str shadow_work(struct migrate_job *job, const struct migrate_side *side)
{
    struct str name = str_printf(job->arena, "copies/init-%s", side->label);

    return journal_file(&job->journal, name.p);
}

static struct str override_text(struct migrate_job *job, const struct migrate_side *side)
{
    struct str folder =
        path_join(job->arena, journal_file(&job->journal, "copies"), str_z(side->label));
    AUTO_BUF struct buf b = BUF_INIT;

    buf_addz(&b, MARK "\nterraform {\n  backend \"local\" {\n    path          = \"");
    resource_key_escape(&b, path_join(job->arena, folder, str_lit("terraform.tfstate")));
    buf_addz(&b, "\"\n    workspace_dir = \"");
    resource_key_escape(&b, folder);
    buf_addz(&b, "\"\n  }\n}\n");
    return str_copy(job->arena, buf_str(&b));
}

int side_shadow(struct migrate_job *job, struct migrate_side *side, struct err *e)
{
    struct str path = path_join(job->arena, side->folder, str_lit(OVERRIDE));
    struct str work = shadow_work(job, side);
    const struct tool_place place = { side->folder.p, side->def->workspace, work.p };

    TRY(fs_make_private_folder(work.p, e));
    TRY(fs_replace(path.p, override_text(job, side), NULL, e));
    if (side->tool.kind == TOOL_TERRAGRUNT)
        return 0; /* it inits by itself */
    if (init(job, side, &place, e) < 0)
        return err_prefix(e, "%.*s", STR(side->shown));
    return 0;
}

int side_unshadow(struct migrate_job *job, struct migrate_side *side, struct err *e)
{
    return remove_override(job->arena, side, e);
}

int side_run(struct migrate_job *job, struct migrate_side *side, const char *const *args,
             int also_fine, struct proc_result *ret, struct err *e)
{
    struct str work = shadow_work(job, side);
    const struct tool_place place = { side->folder.p, side->def->workspace, work.p };

    if (tool_run(job->arena, &side->tool, &place, args, also_fine, ret, e) < 0)
        return err_prefix(e, "%.*s", STR(side->shown));
    return 0;
}
