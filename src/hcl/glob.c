#include "hcl/glob.h"

#include "base/fs.h"
#include "text/utf8.h"

/* Steps of comparing one name with one pattern; more than that is a trap, not a pattern. */
enum { STEPS_MAX = 100 * 1000 };

struct walk {
    struct arena *arena;
    struct glob_matches *found;
    struct str *parts; /* of the pattern, between slashes */
    size_t n_parts;
    size_t entries;
    struct err *err;
};

/* ---- one name ----------------------------------------------------------------------------- */

struct matcher {
    struct arena *arena;
    unsigned steps;
    struct err *err;
};

/* 1: matches, 0: does not, -1: error. */
static int match(struct matcher *m, struct str pattern, struct str name);

static int bad(struct matcher *m, const char *what)
{
    return err_set(m->err, ERR_SYNTAX, "the pattern is wrong: %s", what);
}

/* The offset of c where no backslash stands in front of it, or STR_NONE. */
static size_t find_unescaped(struct str s, char c)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == c && (i == 0 || s.p[i - 1] != '\\'))
            return i;
    return STR_NONE;
}

/* A character of a class at the start of *s; false if there is none. */
static bool class_char(struct str *s, uint32_t *ret)
{
    if (s->n == 0 || s->p[0] == '-')
        return false;
    if (s->p[0] == '\\')
        *s = str_skip(*s, 1);
    if (s->n == 0)
        return false;
    *s = str_skip(*s, utf8_next(*s, ret));
    return true;
}

/* Is code among the characters of a class, given without its brackets? */
static int match_class(struct matcher *m, struct str class, uint32_t code)
{
    bool negated = class.n && class.p[0] == '^', found = false;

    if (class.n == 0)
        return bad(m, "there is nothing between the brackets");
    class = str_skip(class, negated);
    while (class.n) {
        uint32_t low, high;

        if (!class_char(&class, &low))
            return bad(m, "a character is missing between the brackets");
        high = low;
        if (class.n && class.p[0] == '-') {
            class = str_skip(class, 1);
            if (!class_char(&class, &high))
                return bad(m, "the end of a range is missing between the brackets");
        }
        found = found || (low <= code && code <= high);
    }
    return found != negated;
}

static int match_options(struct matcher *m, struct str pattern, struct str name)
{
    size_t end = find_unescaped(pattern, '}');
    struct str options, rest;

    if (end == STR_NONE)
        return bad(m, "a closing brace is missing");
    options = str_slice(pattern, 0, end);
    rest = str_skip(pattern, end + 1);
    for (;;) {
        size_t comma = find_unescaped(options, ',');
        struct str option = str_slice(options, 0, comma);
        int r = match(m, str_printf(m->arena, "%.*s%.*s", STR(option), STR(rest)), name);

        if (r != 0 || comma == STR_NONE)
            return r;
        options = str_skip(options, comma + 1);
    }
}

static int match_star(struct matcher *m, struct str pattern, struct str name)
{
    if (pattern.n == 0)
        return 1;
    while (name.n) {
        uint32_t code;
        int r = match(m, pattern, name);

        if (r > 0 || m->steps >= STEPS_MAX)
            return r;
        name = str_skip(name, utf8_next(name, &code));
    }
    return 0;
}

static int match(struct matcher *m, struct str pattern, struct str name)
{
    if (pattern.n == 0)
        return name.n == 0;
    while (pattern.n && name.n) {
        uint32_t p, c;
        size_t p_len = utf8_next(pattern, &p), c_len = utf8_next(name, &c), end;
        int r;

        if (++m->steps >= STEPS_MAX)
            return bad(m, "it is too complicated");
        if (p == '*')
            return match_star(m, str_skip(pattern, 1), name);
        if (p == '{')
            return match_options(m, str_skip(pattern, 1), name);
        if (p == '[') {
            pattern = str_skip(pattern, 1);
            end = find_unescaped(pattern, ']');
            if (end == STR_NONE)
                return bad(m, "a closing bracket is missing");
            r = match_class(m, str_slice(pattern, 0, end), c);
            if (r <= 0)
                return r;
            p_len = end + 1;
        } else if (p == '\\') {
            pattern = str_skip(pattern, 1);
            if (pattern.n == 0)
                return bad(m, "a backslash stands at its end");
            p_len = utf8_next(pattern, &p);
            if (p != c)
                return 0;
        } else if (p != '?' && p != c) {
            return 0;
        }
        pattern = str_skip(pattern, p_len);
        name = str_skip(name, c_len);
    }
    if (pattern.n == 0 && name.n == 0)
        return 1;
    return (name.n == 0 && str_is(pattern, "*")) || str_is(pattern, "**");
}

static int match_name(struct walk *w, struct str pattern, struct str name)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct matcher m = { .arena = &scratch, .err = w->err };

    return match(&m, pattern, name);
}

/* ---- folders ------------------------------------------------------------------------------ */

static int walk(struct walk *w, struct str folder, size_t part, unsigned depth);

static bool is_pattern(struct str part)
{
    for (size_t i = 0; i < part.n; i++)
        if (part.p[i] && strchr("*?[{\\", part.p[i]))
            return true;
    return false;
}

/* What the path is, links followed; FS_OTHER if it is nothing. */
static enum fs_kind kind_of(struct walk *w, struct str path)
{
    struct fs_stamp stamp;
    enum fs_kind kind;

    return fs_stat(str_cstr(w->arena, path), &stamp, &kind, NULL) < 0 ? FS_OTHER : kind;
}

static void add(struct walk *w, struct str path)
{
    if (kind_of(w, path) == FS_FILE)
        vec_push(w->arena, w->found, path);
}

/* The part "**": every folder below, with the same part again; all files, if it is the last. */
static int walk_all(struct walk *w, struct str folder, const struct fs_entries *entries,
                    size_t part, unsigned depth)
{
    for (size_t i = 0; i < entries->n; i++) {
        struct str path = path_join(w->arena, folder, entries->items[i].name);

        if (kind_of(w, path) == FS_DIR)
            TRY(walk(w, path, part, depth + 1));
        else if (part + 1 == w->n_parts)
            add(w, path);
    }
    return 0;
}

static int walk_matching(struct walk *w, struct str folder, const struct fs_entries *entries,
                         size_t part, unsigned depth)
{
    for (size_t i = 0; i < entries->n; i++) {
        struct str name = entries->items[i].name;
        int r = match_name(w, w->parts[part], name);

        TRY(r);
        if (!r)
            continue;
        if (part + 1 == w->n_parts)
            add(w, path_join(w->arena, folder, name));
        else
            TRY(walk(w, path_join(w->arena, folder, name), part + 1, depth + 1));
    }
    return 0;
}

static int walk(struct walk *w, struct str folder, size_t part, unsigned depth)
{
    struct fs_entries entries;

    for (; part < w->n_parts && !is_pattern(w->parts[part]); part++)
        folder = path_join(w->arena, folder, w->parts[part]);
    if (part == w->n_parts) {
        add(w, folder);
        return 0;
    }
    if (depth > GLOB_DEPTH_MAX)
        return err_set(w->err, ERR_LIMIT, "more than %d folders inside each other: %.*s",
                       GLOB_DEPTH_MAX, STR(folder));
    /* A folder that cannot be read counts as empty, as in the reference. */
    if (kind_of(w, folder) != FS_DIR ||
        fs_list(w->arena, str_cstr(w->arena, folder), &entries, NULL) < 0)
        return 0;
    w->entries += entries.n;
    if (w->entries > GLOB_ENTRIES_MAX)
        return err_set(w->err, ERR_LIMIT, "more than %d folder entries have to be looked at",
                       GLOB_ENTRIES_MAX);
    if (str_is(w->parts[part], "**")) {
        TRY(walk_all(w, folder, &entries, part, depth));
        if (++part == w->n_parts)
            return 0;
    }
    return walk_matching(w, folder, &entries, part, depth);
}

int glob_files(struct arena *a, struct str root, struct str pattern, struct glob_matches *ret,
               struct err *e)
{
    struct walk w = { .arena = a, .found = ret, .err = e };
    VEC(struct str) parts = { 0 };

    while (pattern.n) {
        size_t slash = find_unescaped(pattern, '/');

        vec_push(a, &parts, str_slice(pattern, 0, slash));
        pattern = str_skip(pattern, slash == STR_NONE ? pattern.n : slash + 1);
    }
    w.parts = parts.items;
    w.n_parts = parts.n;
    return walk(&w, root, 0, 0);
}
