#include "upgrade/walk.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/proc.h"

const char *const walk_git_variables[] = { "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE",
                                           "GIT_PREFIX", NULL };

static const struct str never_entered[] = {
    STR_INIT(".git"),
    STR_INIT(".terraform"),
    STR_INIT(".terragrunt-cache"),
    STR_INIT(".terragrunt-stack"),
};

static const struct str wanted_ends[] = {
    STR_INIT(".hcl"),
    STR_INIT(".tf"),
    STR_INIT(".tofu"),
    STR_INIT(".tf.json"),
    STR_INIT(".tofu.json"),
    STR_INIT(".hcl.json"),
    STR_INIT(".tfmigrate.json"),
};

bool walk_is_variables(struct str name)
{
    return str_is(name, "terraform.tfvars") || str_is(name, "terraform.tfvars.json") ||
           str_ends(name, str_lit(".auto.tfvars")) || str_ends(name, str_lit(".auto.tfvars.json"));
}

bool walk_wants(struct str name)
{
    if (str_is(name, ".terraform.lock.hcl"))
        return false;
    for (size_t i = 0; i < ARRAY_LEN(wanted_ends); i++)
        if (str_ends(name, wanted_ends[i]))
            return true;
    return walk_is_variables(name);
}

bool walk_is_terraform(struct str path)
{
    return str_ends(path, str_lit(".tf")) || str_ends(path, str_lit(".tofu")) ||
           str_ends(path, str_lit(".tf.json")) || str_ends(path, str_lit(".tofu.json"));
}

bool walk_is_test(struct str path)
{
    return str_ends(path, str_lit(".tftest.hcl")) || str_ends(path, str_lit(".tofutest.hcl"));
}

bool walk_git_root(struct arena *a, struct str folder, struct str *ret)
{
    for (;;) {
        struct str git = path_join(a, folder, str_lit(".git"));

        if (access(git.p, F_OK) == 0) {
            *ret = folder;
            return true;
        }
        if (str_is(folder, "/"))
            return false;
        folder = str_copy(a, path_dir(folder));
    }
}

static bool is_never_entered(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(never_entered); i++)
        if (str_eq(name, never_entered[i]))
            return true;
    return false;
}

static bool has_never_entered(struct str path)
{
    while (path.n)
        if (is_never_entered(str_cut(&path, '/')))
            return true;
    return false;
}

static void add_problem(struct arena *a, struct walk *w, struct str path, const struct err *e)
{
    if (w->n_problems == w->cap_problems)
        w->problems =
            vec_grow(a, w->problems, w->n_problems, &w->cap_problems, sizeof *w->problems);
    w->problems[w->n_problems++] = (struct walk_problem){ path, str_copy(a, str_z(e->message)) };
}

static int add_file(struct arena *a, struct walk *w, struct str path, struct err *e)
{
    if (w->files.n == WALK_FILES_MAX)
        return err_set(e, ERR_LIMIT, "more than %d files: choose a folder further down",
                       WALK_FILES_MAX);
    vec_push(a, &w->files, path);
    return 0;
}

static int walk_any(struct arena *a, struct str folder, unsigned depth, struct walk *w,
                    struct err *e);

/* What git could not read, such as a folder without permission, it says line by line. */
static void add_warnings(struct arena *a, struct walk *w, struct str folder, struct str text)
{
    while (text.n) {
        struct str line = str_trim(str_cut(&text, '\n'));
        struct err e;

        if (!line.n)
            continue;
        err_set(&e, ERR_IO, "git: %.*s", STR(line));
        add_problem(a, w, folder, &e);
    }
}

/*
 * Asks git; returns 1 when git cannot tell (no git, no work tree, a repository that it refuses).
 * `git ls-files` runs nothing of the repository once its file-system monitor hook is off, so it
 * may look at a repository of another owner too (as in a container).
 */
static int walk_git(struct arena *a, struct str folder, unsigned depth, struct walk *w,
                    struct err *e)
{
    const char *argv[] = {
        "git",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "safe.directory=*",
        "-C",
        folder.p,
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        NULL,
    };
    struct proc_result r;
    struct err ignored;
    bool submodules = false;
    struct str rest, last = { 0 };

    if (proc_run(a, argv, walk_git_variables, str_lit(""), &r, &ignored) < 0 || r.status != 0)
        return 1;
    if (r.output.n == 0)
        return 1;
    add_warnings(a, w, folder, r.errors);
    rest = r.output;
    while (rest.n) {
        struct str name = str_cut(&rest, '\0'), base = path_base(name);

        submodules |= str_is(name, ".gitmodules");
        if (str_ends(name, str_lit("/"))) {
            /* A repository inside this one that is not a submodule. */
            struct str inner = str_slice(name, 0, name.n - 1);

            if (!has_never_entered(inner))
                TRY(walk_any(a, path_join(a, folder, inner), depth + 1, w, e));
        } else if (walk_wants(base) && !has_never_entered(name) && !str_eq(name, last)) {
            TRY(add_file(a, w, str_printf(a, "%.*s/%.*s", STR(folder), STR(name)), e));
        }
        last = name;
    }
    for (rest = r.output; submodules && rest.n;) {
        struct str name = str_cut(&rest, '\0');
        struct str path = str_printf(a, "%.*s/%.*s", STR(folder), STR(name));
        enum fs_kind kind;

        if (!walk_wants(path_base(name)) && fs_stat(path.p, NULL, &kind, &ignored) == 0 &&
            kind == FS_DIR && access(path_join(a, path, str_lit(".git")).p, F_OK) == 0)
            TRY(walk_any(a, path, depth + 1, w, e));
    }
    return 0;
}

static bool is_repository(const struct fs_entries *entries)
{
    for (size_t i = 0; i < entries->n; i++)
        if (str_is(entries->items[i].name, ".git"))
            return true;
    return false;
}

static int walk_any(struct arena *a, struct str folder, unsigned depth, struct walk *w,
                    struct err *e)
{
    struct fs_entries entries;
    struct err problem;

    if (depth > WALK_DEPTH_MAX)
        return err_set(e, ERR_LIMIT, "%.*s: more than %d folders deep", STR(folder),
                       WALK_DEPTH_MAX);
    if (fs_list(a, folder.p, &entries, &problem) < 0) {
        add_problem(a, w, folder, &problem);
        return 0;
    }
    if (depth > 0 && is_repository(&entries)) {
        int answer = walk_git(a, folder, depth, w, e);

        if (answer <= 0)
            return answer;
    }
    for (size_t i = 0; i < entries.n; i++) {
        const struct fs_entry *entry = &entries.items[i];
        struct str path = str_printf(a, "%.*s/%.*s", STR(folder), STR(entry->name));

        if (entry->kind == FS_DIR && !is_never_entered(entry->name))
            TRY(walk_any(a, path, depth + 1, w, e));
        else if ((entry->kind == FS_FILE || entry->kind == FS_LINK) && walk_wants(entry->name))
            TRY(add_file(a, w, path, e));
    }
    return 0;
}

static bool has_files_below(const struct walk *w, struct str folder)
{
    for (size_t i = 0; i < w->files.n; i++) {
        struct str path = w->files.items[i];

        if (str_starts(path, folder) && path.n > folder.n && path.p[folder.n] == '/')
            return true;
    }
    return false;
}

int walk_folder(struct arena *a, struct str folder, struct str named, struct walk *ret,
                struct err *e)
{
    struct walk w = { 0 };
    struct str root;
    int answer = 1;

    folder = str_copy(a, folder);
    /* A folder inside a work tree: git restricts its answer to the folder by itself. */
    if (walk_git_root(a, folder, &root))
        answer = walk_git(a, folder, 0, &w, e);
    if (answer > 0)
        answer = walk_any(a, folder, 0, &w, e);
    if (answer >= 0 && !str_eq(named, folder) && !has_files_below(&w, named))
        answer = walk_any(a, str_copy(a, named), 0, &w, e);
    if (answer < 0)
        return -1;
    if (w.files.n)
        qsort(w.files.items, w.files.n, sizeof *w.files.items, str_cmp_ptr);
    *ret = w;
    return 0;
}
