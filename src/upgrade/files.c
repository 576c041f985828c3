#include "upgrade/files.h"

#include <unistd.h>

#include "hcl/json_body.h"

void files_init(struct files *f, struct arena *a, struct str shown_from, const struct map *overlay,
                const struct files *base)
{
    *f = (struct files){ .arena = a, .shown_from = shown_from, .overlay = overlay, .base = base };
}

struct str files_shown(const struct files *f, struct str path)
{
    if (!path.n || path.p[0] != '/')
        return path;
    return path_relative(f->arena, f->shown_from, path);
}

void files_copied(struct files *f, struct str folder, struct str original)
{
    struct str *value = arena_new(f->arena, struct str);

    if (str_eq(folder, original))
        return;
    *value = original;
    map_put(f->arena, &f->copies, folder, value);
}

struct str files_original(const struct files *f, struct str path)
{
    struct str folder = path;

    /* The innermost copied folder counts: stacks generate within stacks. */
    while (f->copies.n && folder.n > 1 && folder.p[0] == '/') {
        const struct str *original = map_get(&f->copies, folder);

        if (original) {
            struct str inner = str_skip(path, folder.n), found;

            found = str_printf(f->arena, "%.*s%.*s", STR(*original), STR(inner));
            /* What was generated beside the copy is found where it is. */
            return access(found.p, F_OK) == 0 ? found : path;
        }
        folder = path_dir(folder);
    }
    return path;
}

static struct str identity(struct arena *a, const struct fs_stamp *s)
{
    struct {
        dev_t dev;
        ino_t ino;
    } key;

    memset(&key, 0, sizeof key);
    key.dev = s->dev;
    key.ino = s->ino;
    return str_copy(a, str_of((const char *)&key, sizeof key));
}

/*
 * The same inode is the same file when its paths lead to one place (through links to folders);
 * hard links are files of their own, since a file is replaced by renaming.
 */
static struct repo_file *same_file(struct files *f, struct str path, const struct fs_stamp *stamp)
{
    struct str key = identity(f->arena, stamp), real, other;
    struct repo_file *first = map_get(&f->by_identity, key);
    struct err ignored;

    if (!first)
        return NULL;
    if (fs_real(f->arena, path.p, &real, &ignored) < 0 ||
        fs_real(f->arena, first->path.p, &other, &ignored) < 0 || str_eq(real, other))
        return first;
    return map_get(&f->by_path, real);
}

static struct repo_file *add(struct files *f, struct repo_file *file)
{
    vec_push(f->arena, &f->list, file);
    file->source.id = (uint32_t)f->list.n;
    return file;
}

static struct repo_file *read_new(struct files *f, struct str path)
{
    struct repo_file *file = arena_new(f->arena, struct repo_file);
    struct err e;
    struct str real;

    file->path = path;
    if (fs_read(f->arena, path.p, &file->source.text, &file->stamp, &e) < 0) {
        file->failure = arena_new(f->arena, struct err);
        *file->failure = e;
    } else {
        struct repo_file *same = same_file(f, path, &file->stamp);

        if (same)
            return same;
        map_put(f->arena, &f->by_identity, identity(f->arena, &file->stamp), file);
        if (file->stamp.link && fs_real(f->arena, path.p, &real, &e) == 0)
            file->path = real;
    }
    if (f->overlay && map_get(f->overlay, file->path))
        file->source.text = *(struct str *)map_get(f->overlay, file->path);
    file->source.path = files_shown(f, file->path);
    file->diags.arena = f->arena;
    return add(f, file);
}

/* The file as the base has it, but for an overlaid text; NULL if the base has not read it. */
static struct repo_file *take_over(struct files *f, struct str path)
{
    const struct repo_file *known = f->base ? map_get(&f->base->by_path, path) : NULL;
    struct str *other;
    struct repo_file *file;

    if (!known)
        return NULL;
    if (!str_eq(known->path, path)) /* a link: its target is the file */
        return files_read(f, known->path);
    file = arena_new(f->arena, struct repo_file);
    *file = *known;
    file->comments_scanned = false;
    other = f->overlay ? map_get(f->overlay, path) : NULL;
    if (other) {
        file->source.text = *other;
        file->body = NULL;
        file->diags = (struct hcl_diags){ .arena = f->arena };
    }
    return add(f, file);
}

struct repo_file *files_read(struct files *f, struct str path)
{
    struct repo_file *file;

    path = files_original(f, path);
    file = map_get(&f->by_path, path);
    if (file)
        return file;
    path = str_copy(f->arena, path);
    file = take_over(f, path);
    if (!file)
        file = read_new(f, path);
    map_put(f->arena, &f->by_path, path, file);
    return file;
}

struct repo_file *files_parse_in(struct files *f, struct arena *a, struct str path)
{
    struct repo_file *file = files_read(f, path);

    if (file->body || file->failure)
        return file;
    /* Diagnostics outlive the tree; a file that is parsed twice tells them once. */
    file->diags = (struct hcl_diags){ .arena = f->arena };
    if (str_ends(file->path, str_lit(".json")))
        file->body = hcl_json_body(a, &file->source, &file->diags);
    else
        file->body = hcl_parse_file(a, &file->source, &file->diags);
    return file;
}

struct repo_file *files_parse(struct files *f, struct str path)
{
    return files_parse_in(f, f->arena, path);
}

void files_forget(struct repo_file *file)
{
    file->body = NULL;
}

bool files_is_generated(struct str name)
{
    return str_is(name, "terragrunt.values.hcl") || str_is(name, "terragrunt.autoinclude.hcl") ||
           str_is(name, "terragrunt.autoinclude.stack.hcl");
}

struct str files_why_not_edited(struct arena *a, const struct repo_file *file)
{
    if (files_is_generated(path_base(file->path)))
        return str_printf(a,
                          "%.*s is written by a stack: change the terragrunt.stack.hcl that "
                          "generates it",
                          STR(file->source.path));
    if (file->diags.n_errors)
        return str_printf(a, "%.*s has syntax errors: mend them first", STR(file->source.path));
    return str_lit("");
}

struct repo_file *files_of(const struct files *f, const struct hcl_source *source)
{
    if (!source || source->id == 0 || source->id > f->list.n)
        return NULL;
    return f->list.items[source->id - 1];
}
