#include "upgrade/migration_files.h"

#include <stdlib.h>

#include "base/fs.h"
#include "upgrade/walk.h"

static bool has_migrations_folder(struct str path)
{
    struct str rest = path_dir(path);

    while (rest.n) {
        struct str part = str_cut(&rest, '/');

        if (str_is(part, "migrations"))
            return true;
    }
    return false;
}

static bool is_named_like_one(struct str path)
{
    struct str name = path_base(path);

    return !str_is(name, ".tfmigrate.hcl") && (str_ends(name, str_lit(".tfmigrate.hcl")) ||
                                               str_ends(name, str_lit(".tfmigrate.hcl.json")) ||
                                               str_ends(name, str_lit(".tfmigrate.json")));
}

/* Paths below the root are looked at: a folder above it may be called anything. */
static bool may_be_one(const struct migration_files *files, struct str path)
{
    struct str below = str_skip(path, files->root.n);
    struct str name = path_base(path);

    if (is_named_like_one(path))
        return true;
    return has_migrations_folder(below) && !str_is(name, ".tfmigrate.hcl") &&
           (str_ends(name, str_lit(".hcl")) || str_ends(name, str_lit(".hcl.json")));
}

static void add_file(struct arena *a, struct migration_files *files, struct str path,
                     struct str shown_from, const struct map *env, bool sure)
{
    struct migration_file file = { .diags = { .arena = a } };
    struct migration_file *kept;
    struct err e;

    file.source.path = path_relative(a, shown_from, path);
    if (fs_read(a, path.p, &file.source.text, NULL, &e) < 0)
        file.failure = str_copy(a, str_z(e.message));
    else if (!sure && !migration_is_one(&file.source))
        return;
    vec_push(a, files, file);
    kept = &files->items[files->n - 1];
    if (!kept->failure.n &&
        migration_parse(a, &kept->source, env, &kept->migration, &kept->diags) < 0 &&
        !kept->diags.n_errors)
        BUG("a file is broken and nobody says why");
}

static int by_name(const void *x, const void *y)
{
    const struct str a = *(const struct str *)x, b = *(const struct str *)y;
    int order = str_cmp(path_base(a), path_base(b));

    return order ? order : str_cmp(a, b);
}

static int check_ids(struct arena *a, struct migration_files *files, struct err *e)
{
    struct map ids = { 0 };

    for (size_t i = 0; i < files->n; i++) {
        struct migration_file *file = &files->items[i];
        const struct migration_file *other;

        if (file->diags.n_errors || file->failure.n)
            continue;
        /* The pushes that move items are over: pointers stay. */
        other = map_put(a, &ids, file->migration.id, file);
        if (other)
            return err_set(e, ERR_CONFLICT,
                           "%.*s and %.*s have the same id, %.*s: give one of them a line "
                           "\"# footing: id NAME\"",
                           STR(other->source.path), STR(file->source.path),
                           STR(file->migration.id));
    }
    return 0;
}

/* Sources are pointed to by what was parsed, so a list that has grown is parsed where it lies. */
static void settle(struct migration_files *files)
{
    for (size_t i = 0; i < files->n; i++) {
        struct migration_file *file = &files->items[i];

        file->migration.source = &file->source;
        for (size_t k = 0; k < file->diags.n; k++)
            file->diags.items[k].source = &file->source;
    }
}

int migration_files_find(struct arena *a, struct str named, struct str shown_from,
                         const struct map *env, struct migration_files *ret, struct err *e)
{
    struct migration_files files = { 0 };
    struct str path, folder;
    enum fs_kind kind;
    struct walk walk;

    TRY(fs_real(a, str_cstr(a, named), &path, e));
    TRY(fs_stat(path.p, NULL, &kind, e));
    folder = kind == FS_DIR ? path : str_copy(a, path_dir(path));
    if (!walk_git_root(a, folder, &files.root))
        files.root = folder;
    if (kind == FS_DIR) {
        TRY(walk_folder(a, folder, folder, &walk, e));
        if (walk.files.n)
            qsort(walk.files.items, walk.files.n, sizeof *walk.files.items, by_name);
        for (size_t i = 0; i < walk.files.n; i++)
            if (may_be_one(&files, walk.files.items[i]))
                add_file(a, &files, walk.files.items[i], shown_from, env,
                         is_named_like_one(walk.files.items[i]));
    } else {
        add_file(a, &files, path, shown_from, env, true);
    }
    settle(&files);
    TRY(check_ids(a, &files, e));
    *ret = files;
    return 0;
}
