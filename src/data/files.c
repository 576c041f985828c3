#include "data/files.h"

#include "base/buf.h"
#include "base/fs.h"

/* A walk through one folder that was given. */
struct walk {
    struct arena *arena;
    struct data_files *files;
    size_t n_found, n_bytes;
};

static int by_name(const void *x, const void *y)
{
    return str_cmp(((const struct data_file *)x)->name, ((const struct data_file *)y)->name);
}

/* Replaces the file of that name, or adds one. */
static void put(struct walk *w, const struct data_file *file)
{
    struct data_files *files = w->files;
    struct data_file *old = NULL;

    if (files->n)
        old = bsearch(file, files->items, files->n, sizeof *file, by_name);
    if (old) {
        *old = *file;
        return;
    }
    vec_push(w->arena, files, *file);
    qsort(files->items, files->n, sizeof *file, by_name);
}

static int read_file(struct walk *w, struct str path, struct str name, struct err *e)
{
    struct data_file file = { .name = name, .path = path };

    TRY(fs_read(w->arena, str_cstr(w->arena, path), &file.text, NULL, e));
    w->n_bytes += file.text.n;
    w->n_found++;
    if (w->n_bytes > DATA_BYTES_MAX)
        return err_set(e, ERR_LIMIT, "%.*s: more than %d bytes of data in one folder", STR(path),
                       DATA_BYTES_MAX);
    if (w->n_found > DATA_FILES_MAX)
        return err_set(e, ERR_LIMIT, "%.*s: more than %d files of data in one folder", STR(path),
                       DATA_FILES_MAX);
    put(w, &file);
    return 0;
}

static int read_folder(struct walk *w, struct str path, struct str name, unsigned depth,
                       struct err *e)
{
    struct fs_entries entries = { 0 };

    if (depth > DATA_FOLDERS_MAX)
        return err_set(e, ERR_LIMIT, "%.*s: more than %d folders inside of each other", STR(path),
                       DATA_FOLDERS_MAX);
    TRY(fs_list(w->arena, str_cstr(w->arena, path), &entries, e));
    for (size_t i = 0; i < entries.n; i++) {
        const struct fs_entry *entry = &entries.items[i];
        struct str inner = path_join(w->arena, path, entry->name);
        struct str inner_name = str_printf(w->arena, "%.*s/%.*s", STR(name), STR(entry->name));
        enum fs_kind kind = entry->kind;

        if (str_starts(entry->name, str_lit(".")))
            continue;
        if (kind == FS_LINK) /* which is what it points to */
            TRY(fs_stat(str_cstr(w->arena, inner), &(struct fs_stamp){ 0 }, &kind, e));
        if (kind == FS_FILE)
            TRY(read_file(w, inner, inner_name, e));
        else if (kind == FS_DIR)
            TRY(read_folder(w, inner, inner_name, depth + 1, e));
    }
    return 0;
}

/* The folders of the built-in data: "benchmarks", "controls". */
static size_t built_in_folders(struct arena *a, struct str **ret)
{
    struct str *folders = arena_array(a, data_embedded_n, sizeof *folders);
    size_t n = 0;

    for (size_t i = 0; i < data_embedded_n; i++) {
        struct str name = data_embedded[i].name, folder = str_cut(&name, '/');

        if (name.n && (n == 0 || !str_eq(folders[n - 1], folder)))
            folders[n++] = folder;
    }
    *ret = folders;
    return n;
}

/* Somebody who means data/benchmarks when data is asked for must be told, not ignored. */
static int no_data(struct str dir, const struct str *folders, size_t n, struct err *e)
{
    AUTO_BUF struct buf list = BUF_INIT;

    for (size_t i = 0; i < n; i++)
        buf_printf(&list, "%s%.*s", i == 0 ? "" : ", ", STR(folders[i]));
    return err_set(e, ERR_USAGE,
                   "%.*s: no data there; it is looked for in folders with the names that the "
                   "program's own have: %.*s",
                   STR(dir), STR(buf_str(&list)));
}

static int read_dir(struct arena *a, struct str dir, const struct str *folders, size_t n,
                    struct data_files *files, struct err *e)
{
    struct walk w = { .arena = a, .files = files };
    struct fs_stamp stamp;
    enum fs_kind kind;

    TRY(fs_stat(str_cstr(a, dir), &stamp, &kind, e));
    if (kind != FS_DIR)
        return err_set(e, ERR_USAGE, "%.*s is not a folder", STR(dir));
    for (size_t i = 0; i < n; i++) {
        struct str path = path_join(a, dir, folders[i]);

        if (fs_stat(str_cstr(a, path), &stamp, &kind, e) < 0) {
            if (e->code == ERR_NOT_FOUND)
                continue;
            return -1;
        }
        if (kind == FS_DIR)
            TRY(read_folder(&w, path, folders[i], 1, e));
    }
    return w.n_found ? 0 : no_data(dir, folders, n, e);
}

int data_files_open(struct arena *a, const struct str *dirs, size_t n_dirs, struct data_files *ret,
                    struct err *e)
{
    struct data_files files = { 0 };
    struct str *folders;
    size_t n_folders = built_in_folders(a, &folders);

    for (size_t i = 0; i < data_embedded_n; i++)
        vec_push(a, &files, data_embedded[i]);
    for (size_t i = 0; i < n_dirs; i++)
        TRY(read_dir(a, dirs[i], folders, n_folders, &files, e));
    *ret = files;
    return 0;
}

const struct data_file *data_files_in(const struct data_files *files, const char *folder,
                                      size_t *ret_n)
{
    size_t len = strlen(folder), first = 0, end;

    for (; first < files->n; first++)
        if (str_starts(files->items[first].name, str_z(folder)) &&
            files->items[first].name.n > len && files->items[first].name.p[len] == '/')
            break;
    for (end = first; end < files->n; end++)
        if (!str_starts(files->items[end].name, str_z(folder)) || files->items[end].name.n <= len ||
            files->items[end].name.p[len] != '/')
            break;
    *ret_n = end - first;
    return files->items + first;
}
