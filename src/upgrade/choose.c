#include "upgrade/choose.h"

#include <fnmatch.h>

struct str choose_pattern(struct arena *a, struct str folder, struct str given)
{
    struct str clean = path_clean(a, given);

    return given.n && given.p[0] == '/' ? path_relative(a, folder, clean) : clean;
}

bool choose_matches(struct str pattern, struct str unit)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;

    if (str_is(pattern, "."))
        return !str_is(unit, "..") && !str_starts(unit, str_lit("../"));
    if (str_starts(unit, pattern) &&
        (unit.n == pattern.n || unit.p[pattern.n] == '/' || unit.p[pattern.n] == ':'))
        return true;
    return fnmatch(str_cstr(&scratch, pattern), str_cstr(&scratch, unit), 0) == 0;
}

/* Marks the patterns that mean the name; is there one? */
static bool is_meant(const struct str *patterns, size_t n, struct str name, bool *used)
{
    bool any = false;

    for (size_t i = 0; i < n; i++) {
        if (!choose_matches(patterns[i], name))
            continue;
        used[i] = any = true;
    }
    return any;
}

void choose_units(struct repository *r, const struct str *given, size_t n, bool *ret_used)
{
    struct str *patterns = arena_array(r->arena, n, sizeof *patterns);

    memset(ret_used, 0, n * sizeof *ret_used);
    for (size_t i = 0; i < n; i++)
        patterns[i] = choose_pattern(r->arena, r->files.shown_from, given[i]);
    for (size_t i = 0; n && i < r->references.n; i++) {
        struct reference *ref = &r->references.items[i];

        ref->chosen = ref->chosen && is_meant(patterns, n, ref->unit, ret_used);
    }
    for (size_t i = 0; n && i < r->problems.n; i++) {
        struct problem *p = &r->problems.items[i];

        /* A unit's name is that of its folder, a module's begins with that of its file. */
        p->chosen = p->chosen && (is_meant(patterns, n, path_dir(p->path), ret_used) ||
                                  is_meant(patterns, n, p->path, ret_used));
    }
}
