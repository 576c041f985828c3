/*
 * Functions about files and paths. Files are read through the scope's host, which knows what a
 * relative path is relative to, keeps provenance and sets limits.
 */
#include "base/fs.h"
#include "hcl/func.h"
#include "hcl/glob.h"
#include "text/utf8.h"

/* ---- paths -------------------------------------------------------------------------------- */

/* False after call_error(): a NUL would cut the path for the operating system. */
static bool path_is_sane(struct call *c, size_t arg)
{
    if (str_find_char(arg_text(c, arg), '\0') == STR_NONE)
        return true;
    call_error(c, (int)arg, "a path cannot contain a NUL");
    return false;
}

/* "~" and "~/…" with the home folder instead; false after call_error(). */
static bool expand_home(struct call *c, size_t arg, struct str *ret)
{
    struct str path = arg_text(c, arg), home;

    if (!path_is_sane(c, arg))
        return false;
    if (path.n == 0 || path.p[0] != '~') {
        *ret = path;
        return true;
    }
    if (path.n > 1 && path.p[1] != '/') {
        call_error(c, (int)arg, "only the own home folder can be expanded, not another user's");
        return false;
    }
    home = str_z(getenv("HOME"));
    if (home.n == 0) {
        call_error(c, (int)arg, "~ cannot be expanded: the environment has no HOME");
        return false;
    }
    *ret = path_join(c->arena, home,
                     str_of(path.n > 2 ? path.p + 2 : "", path.n > 2 ? path.n - 2 : 0));
    return true;
}

static bool base_dir(struct call *c, struct str *ret)
{
    const struct scope *scope = func_outermost(c);

    if (!scope || !scope->host || !scope->host->base_dir) {
        call_error(c, -1, "files are not available here");
        return false;
    }
    *ret = scope->host->base_dir(scope->host->data, c->scope);
    return true;
}

static const struct value *pathexpand_run(struct call *c)
{
    struct str path;

    if (!expand_home(c, 0, &path))
        return NULL;
    return func_part(c, c->args[0], path);
}

static const struct value *abspath_run(struct call *c)
{
    struct str path = arg_text(c, 0), base;

    if (!path_is_sane(c, 0))
        return NULL;
    if (path.n && path.p[0] == '/') {
        path = path_clean(c->arena, path);
    } else {
        if (!base_dir(c, &base))
            return NULL;
        path = path_join(c->arena, base, path);
    }
    return str_eq(path, arg_text(c, 0)) ? c->args[0] : func_text(c, path);
}

static const struct value *basename_run(struct call *c)
{
    struct str s = arg_text(c, 0);
    size_t slash;

    if (s.n == 0)
        return func_text(c, str_lit("."));
    while (s.n && s.p[s.n - 1] == '/')
        s.n--;
    if (s.n == 0)
        return func_text(c, str_lit("/"));
    slash = str_rfind_char(s, '/');
    return func_part(c, c->args[0], slash == STR_NONE ? s : str_skip(s, slash + 1));
}

static const struct value *dirname_run(struct call *c)
{
    struct str s = arg_text(c, 0), clean;
    size_t slash = str_rfind_char(s, '/');

    s = str_slice(s, 0, slash == STR_NONE ? 0 : slash + 1);
    clean = path_clean(c->arena, s);
    return func_part(c, c->args[0], str_starts(s, clean) ? str_slice(s, 0, clean.n) : clean);
}

/* ---- content ------------------------------------------------------------------------------ */

const struct hcl_source *func_read(struct call *c, size_t arg)
{
    const struct scope *scope = func_outermost(c);
    const struct hcl_source *source;
    struct str path;
    struct err e = { 0 };

    if (!scope || !scope->host || !scope->host->read_file) {
        call_error(c, -1, "files are not available here");
        return NULL;
    }
    if (!expand_home(c, arg, &path))
        return NULL;
    path = path_clean(c->arena, path);
    if (scope->host->read_file(scope->host->data, c->scope, path, &source, &e) < 0) {
        call_error(c, (int)arg, "%s", e.message);
        return NULL;
    }
    return source;
}

static const struct value *file_run(struct call *c)
{
    const struct hcl_source *source = func_read(c, 0);
    struct text_builder b;
    size_t valid;

    if (!source)
        return NULL;
    valid = utf8_valid_prefix(source->text);
    if (valid < source->text.n)
        return call_error(c, 0, "byte %zu of the file is not UTF-8; filebase64() reads any file",
                          valid);
    text_init(&b, c->arena);
    text_add_source(&b, source->text, source, (struct hcl_range){ 0, (uint32_t)source->text.n });
    return func_finish(c, &b);
}

static const struct value *filebase64_run(struct call *c)
{
    const struct hcl_source *source = func_read(c, 0);

    return source ? func_text(c, base64_encode(c->arena, source->text)) : NULL;
}

static const struct value *fileexists_run(struct call *c)
{
    const struct scope *scope = func_outermost(c);
    struct str path;
    struct err e = { 0 };
    bool exists;

    if (!scope || !scope->host || !scope->host->file_exists)
        return call_error(c, -1, "files are not available here");
    if (!expand_home(c, 0, &path))
        return NULL;
    path = path_clean(c->arena, path);
    if (scope->host->file_exists(scope->host->data, c->scope, path, &exists, &e) < 0)
        return call_error(c, 0, "%s", e.message);
    return value_bool(c->arena, exists);
}

/*
 * The path's own characters are part of the pattern, too: so it is in the reference. Results are
 * relative to the path.
 */
static const struct value *fileset_run(struct call *c)
{
    struct str base, path = arg_text(c, 0), pattern;
    const struct value **items;
    struct glob_matches found = { 0 };
    struct err e = { 0 };

    if (!path_is_sane(c, 0) || !path_is_sane(c, 1) || !base_dir(c, &base))
        return NULL;
    pattern =
        path_clean(c->arena, str_printf(c->arena, "%.*s/%.*s", STR(path.n ? path : str_lit(".")),
                                        STR(arg_text(c, 1))));
    path = path_join(c->arena, base, path);
    if (pattern.p[0] == '/') {
        base = str_lit("/");
        pattern = str_skip(pattern, 1);
    }
    if (glob_files(c->arena, base, pattern, &found, &e) < 0)
        return call_error(c, 1, "%s", e.message);
    items = arena_array(c->arena, found.n, sizeof *items);
    for (size_t i = 0; i < found.n; i++)
        items[i] = func_text(c, path_relative(c->arena, path, found.items[i]));
    return value_set(c->arena, &type_string, items, found.n);
}

static const struct type *fileset_type(struct call *c)
{
    return type_set(c->arena, &type_string);
}

static const struct param path_param[] = { { "path", &type_string, 0 } };
static const struct param fileset_params[] = { { "path", &type_string, 0 },
                                               { "pattern", &type_string, 0 } };

static const struct function table[] = {
    { "abspath", path_param, 1, NULL, result_string, abspath_run },
    { "basename", path_param, 1, NULL, result_string, basename_run },
    { "dirname", path_param, 1, NULL, result_string, dirname_run },
    { "file", path_param, 1, NULL, result_string, file_run },
    { "filebase64", path_param, 1, NULL, result_string, filebase64_run },
    { "fileexists", path_param, 1, NULL, result_bool, fileexists_run },
    { "fileset", fileset_params, 2, NULL, fileset_type, fileset_run },
    { "pathexpand", path_param, 1, NULL, result_string, pathexpand_run },
};

const struct function_table functions_file = { table, ARRAY_LEN(table), &functions_template };
