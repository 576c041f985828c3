#include "upgrade/apply.h"

#include "base/proc.h"

enum { PATHS_MAX = 1000 };

static void refuse(struct repository *r, struct apply_result *result, const struct repo_file *file,
                   struct str reason)
{
    vec_push(r->arena, &result->refusals,
             ((struct apply_refusal){ files_shown(&r->files, file->path), reason }));
}

/* The planned files of one Git work tree, by the path that git gives them. */
struct work_tree {
    struct str root;
    struct map files; /* path below the root to struct repo_file */
};

/* `git status -z`: each entry is "XY path"; "!!" is ignored, and may be a whole folder "path/". */
static void read_status(struct repository *r, const struct work_tree *tree, struct str output,
                        struct apply_result *result)
{
    while (output.n) {
        struct str line = str_cut(&output, '\0'), state = str_slice(line, 0, 2), path;
        struct str reason = str_is(state, "??") || str_is(state, "!!")
                                ? str_lit("is not in Git (--allow-dirty writes it)")
                                : str_lit("has changes that are not committed "
                                          "(--allow-dirty writes it)");

        if (line.n < 4)
            continue;
        path = str_skip(line, 3);
        if (map_get(&tree->files, path))
            refuse(r, result, map_get(&tree->files, path), reason);
        for (size_t i = 0; str_ends(path, str_lit("/")) && i < tree->files.n; i++)
            if (str_starts(tree->files.entries[i].key, path))
                refuse(r, result, tree->files.entries[i].value, reason);
    }
}

static int ask_git(struct repository *r, const struct work_tree *tree, struct proc_result *ret,
                   struct err *e)
{
    static const char *const head[] = { "git", "--no-optional-locks", "-c", "core.fsmonitor=false",
                                        "-c",  "safe.directory=*",    "-C" };
    static const char *const tail[] = { "status",
                                        "--porcelain",
                                        "-z",
                                        "--no-renames",
                                        "--untracked-files=all",
                                        "--ignored=matching",
                                        "--ignore-submodules=none",
                                        "--" };
    VEC(const char *) argv = { 0 };

    for (size_t i = 0; i < ARRAY_LEN(head); i++)
        vec_push(r->arena, &argv, head[i]);
    vec_push(r->arena, &argv, tree->root.p);
    for (size_t i = 0; i < ARRAY_LEN(tail); i++)
        vec_push(r->arena, &argv, tail[i]);
    /* A command line has a limit; beyond it git is asked about everything. */
    for (size_t i = 0; tree->files.n <= PATHS_MAX && i < tree->files.n; i++)
        vec_push(r->arena, &argv,
                 str_printf(r->arena, ":(literal)%.*s", STR(tree->files.entries[i].key)).p);
    vec_push(r->arena, &argv, NULL);
    TRY(proc_run(r->arena, argv.items, walk_git_variables, str_lit(""), ret, e));
    if (ret->status != 0) {
        struct str rest = ret->errors, first = str_trim(str_cut(&rest, '\n'));

        return err_set(e, ERR_IO, "%.*s", STR(first));
    }
    return 0;
}

/* What git cannot tell is not known to be clean: nothing of that work tree is written. */
static void find_dirty(struct repository *r, const struct work_tree *tree,
                       struct apply_result *result)
{
    struct proc_result p;
    struct err e;

    if (ask_git(r, tree, &p, &e) == 0) {
        read_status(r, tree, p.output, result);
        return;
    }
    for (size_t i = 0; i < tree->files.n; i++)
        refuse(r, result, tree->files.entries[i].value,
               str_printf(r->arena,
                          "may have changes that are not committed; git cannot say (%s). "
                          "--allow-dirty writes it",
                          e.message));
}

/* Files outside of every work tree have no commits to be different from. */
static void check_dirty(struct repository *r, const struct bump_files *files,
                        struct apply_result *result)
{
    struct map trees = { 0 };

    for (size_t i = 0; i < files->n; i++) {
        struct repo_file *file = files->items[i].file;
        struct str real, root;
        struct work_tree *tree;
        struct err ignored;

        /* Git knows no file by a path that leads through a link. */
        if (fs_real(r->arena, file->path.p, &real, &ignored) < 0)
            real = file->path;
        if (!walk_git_root(r->arena, str_copy(r->arena, path_dir(real)), &root))
            continue;
        tree = map_get(&trees, root);
        if (!tree) {
            tree = arena_new(r->arena, struct work_tree);
            tree->root = root;
            map_put(r->arena, &trees, root, tree);
        }
        map_put(r->arena, &tree->files, path_relative(r->arena, root, real), file);
    }
    for (size_t i = 0; i < trees.n; i++)
        find_dirty(r, trees.entries[i].value, result);
}

static void check_unchanged(struct repository *r, const struct bump_files *files,
                            struct apply_result *result)
{
    for (size_t i = 0; i < files->n; i++) {
        const struct repo_file *file = files->items[i].file;
        struct fs_stamp now;
        struct err e;

        if (fs_stat(file->path.p, &now, NULL, &e) < 0)
            refuse(r, result, file, str_copy(r->arena, str_z(e.message)));
        else if (!fs_stamp_eq(&now, &file->stamp))
            refuse(r, result, file, str_lit("has changed since it was read"));
    }
}

int apply_files(struct repository *r, const struct bump_files *files, bool allow_dirty,
                struct apply_result *ret, struct err *e)
{
    struct apply_result result = { 0 };

    check_unchanged(r, files, &result);
    if (!allow_dirty)
        check_dirty(r, files, &result);
    for (size_t i = 0; !result.refusals.n && i < files->n; i++) {
        struct bump_file *f = &files->items[i];
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
    return err_set(e, ERR_CONFLICT, "%zu of %zu files were written", result.n_written, files->n);
}
