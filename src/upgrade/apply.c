#include "upgrade/apply.h"

#include "base/proc.h"

enum { PATHS_MAX = 1000 };

static void refuse(struct repository *r, struct apply_result *result, const struct repo_file *file,
                   struct str reason)
{
    vec_push(r->arena, &result->refusals,
             ((struct apply_refusal){ files_shown(&r->files, file->path), reason }));
}

static struct repo_file *planned(const struct bump_plan *plan, struct str path)
{
    for (size_t i = 0; i < plan->files.n; i++)
        if (str_eq(plan->files.items[i].file->path, path))
            return plan->files.items[i].file;
    return NULL;
}

/* `git status` of the planned files below one work tree: each line is "XY path", NUL-terminated. */
static void read_status(struct repository *r, const struct bump_plan *plan, struct str root,
                        struct str output, struct apply_result *result)
{
    while (output.n) {
        struct str line = str_cut(&output, '\0'), state = str_slice(line, 0, 2);
        struct repo_file *file;

        if (line.n < 4)
            continue;
        file = planned(plan, path_join(r->arena, root, str_skip(line, 3)));
        if (file)
            refuse(r, result, file,
                   str_is(state, "??") ? str_lit("is not in Git yet (--allow-dirty writes it)")
                                       : str_lit("has changes that are not committed "
                                                 "(--allow-dirty writes it)"));
        if (state.p[0] == 'R' || state.p[0] == 'C')
            str_cut(&output, '\0'); /* the old name */
    }
}

/* Files of one work tree at a time; without git, or outside of one, nothing is known to be dirty.
 */
static void find_dirty(struct repository *r, const struct bump_plan *plan, struct str root,
                       struct apply_result *result)
{
    VEC(const char *) argv = { 0 };
    static const char *const head[] = { "git", "--no-optional-locks", "-c", "core.fsmonitor=false",
                                        "-c",  "safe.directory=*",    "-C" };
    static const char *const tail[] = { "status",
                                        "--porcelain",
                                        "-z",
                                        "--no-renames",
                                        "--untracked-files=all",
                                        "--ignore-submodules=none",
                                        "--" };
    struct proc_result p;
    struct err ignored;
    struct str own;

    for (size_t i = 0; i < ARRAY_LEN(head); i++)
        vec_push(r->arena, &argv, head[i]);
    vec_push(r->arena, &argv, root.p);
    for (size_t i = 0; i < ARRAY_LEN(tail); i++)
        vec_push(r->arena, &argv, tail[i]);
    /* A command line has a limit; beyond it git is asked about everything. */
    for (size_t i = 0; plan->files.n <= PATHS_MAX && i < plan->files.n; i++) {
        struct str path = plan->files.items[i].file->path;

        if (walk_git_root(r->arena, str_copy(r->arena, path_dir(path)), &own) && str_eq(own, root))
            vec_push(
                r->arena, &argv,
                str_printf(r->arena, ":(literal)%.*s", STR(path_relative(r->arena, root, path))).p);
    }
    vec_push(r->arena, &argv, NULL);
    if (proc_run(r->arena, argv.items, walk_git_variables, str_lit(""), &p, &ignored) == 0 &&
        p.status == 0)
        read_status(r, plan, root, p.output, result);
}

static void check_dirty(struct repository *r, const struct bump_plan *plan,
                        struct apply_result *result)
{
    struct map seen = { 0 };

    for (size_t i = 0; i < plan->files.n; i++) {
        struct str dir = str_copy(r->arena, path_dir(plan->files.items[i].file->path)), root;

        if (!walk_git_root(r->arena, dir, &root) || map_put(r->arena, &seen, root, &seen))
            continue;
        find_dirty(r, plan, root, result);
    }
}

static void check_unchanged(struct repository *r, const struct bump_plan *plan,
                            struct apply_result *result)
{
    for (size_t i = 0; i < plan->files.n; i++) {
        const struct repo_file *file = plan->files.items[i].file;
        struct fs_stamp now;
        struct err e;

        if (fs_stat(file->path.p, &now, NULL, &e) < 0)
            refuse(r, result, file, str_copy(r->arena, str_z(e.message)));
        else if (!fs_stamp_eq(&now, &file->stamp))
            refuse(r, result, file, str_lit("has changed since it was read"));
    }
}

int apply_plan(struct repository *r, const struct bump_plan *plan, bool allow_dirty,
               struct apply_result *ret, struct err *e)
{
    struct apply_result result = { 0 };

    check_unchanged(r, plan, &result);
    if (!allow_dirty)
        check_dirty(r, plan, &result);
    for (size_t i = 0; !result.refusals.n && i < plan->files.n; i++) {
        struct bump_file *f = &plan->files.items[i];
        struct err failure;

        /* Proved when the plan was made; proved again, since this is the moment that counts. */
        if (edits_verify(f->file->source.text, f->new_text, &f->edits, &failure) < 0 ||
            fs_replace(f->file->path.p, f->new_text, &f->file->stamp, &failure) < 0) {
            refuse(r, &result, f->file, str_copy(r->arena, str_z(failure.message)));
            break;
        }
        result.n_written++;
    }
    *ret = result;
    if (!result.refusals.n)
        return 0;
    return err_set(e, ERR_CONFLICT, "%zu of %zu files were written", result.n_written,
                   plan->files.n);
}
