#include "upgrade/files.h"

#include "hcl/json_body.h"

void files_init(struct files *f, struct arena *a, struct str shown_from, const struct map *overlay)
{
    *f = (struct files){ .arena = a, .shown_from = shown_from, .overlay = overlay };
}

struct str files_shown(const struct files *f, struct str path)
{
    if (!path.n || path.p[0] != '/')
        return path;
    return path_relative(f->arena, f->shown_from, path);
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
        struct str key = identity(f->arena, &file->stamp);
        struct repo_file *same = map_get(&f->by_identity, key);

        if (same)
            return same;
        map_put(f->arena, &f->by_identity, key, file);
        if (file->stamp.link && fs_real(f->arena, path.p, &real, &e) == 0)
            file->path = real;
    }
    if (f->overlay && map_get(f->overlay, file->path))
        file->source.text = *(struct str *)map_get(f->overlay, file->path);
    file->source.path = files_shown(f, file->path);
    vec_push(f->arena, &f->list, file);
    file->source.id = (uint32_t)f->list.n;
    file->diags.arena = f->arena;
    return file;
}

struct repo_file *files_read(struct files *f, struct str path)
{
    struct repo_file *file = map_get(&f->by_path, path);

    if (file)
        return file;
    path = str_copy(f->arena, path);
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

struct repo_file *files_of(const struct files *f, const struct hcl_source *source)
{
    if (!source || source->id == 0 || source->id > f->list.n)
        return NULL;
    return f->list.items[source->id - 1];
}
