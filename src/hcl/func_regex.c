#include "hcl/func.h"
#include "text/regex.h"
#include "text/utf8.h"

static struct regex *compile(struct call *c, int arg, struct str pattern)
{
    struct regex *re;
    struct err e = { 0 };

    if (regex_compile(c->arena, pattern, &re, &e) == 0)
        return re;
    call_error(c, arg, "this regular expression cannot be used: %s", e.message);
    return NULL;
}

/* ---- regex and regexall ------------------------------------------------------------------- */

/* Named groups give an object, others a tuple, no groups the whole match. Not both kinds. */
static bool groups_are_uniform(struct call *c, const struct regex *re)
{
    size_t named = 0;

    for (size_t i = 1; i <= regex_groups(re); i++)
        named += regex_group_name(re, i).n > 0;
    if (named == 0 || named == regex_groups(re))
        return true;
    call_error(c, 0, "either all groups must have names or none of them");
    return false;
}

static const struct type *match_type(struct call *c, const struct regex *re)
{
    const struct type **types = arena_array(c->arena, regex_groups(re), sizeof *types);
    const struct value **nulls = arena_array(c->arena, regex_groups(re), sizeof *nulls);
    struct str *names = arena_array(c->arena, regex_groups(re), sizeof *names);

    if (regex_groups(re) == 0)
        return &type_string;
    for (size_t i = 0; i < regex_groups(re); i++) {
        types[i] = &type_string;
        nulls[i] = value_null(c->arena, &type_string);
        names[i] = regex_group_name(re, i + 1);
    }
    if (names[0].n == 0)
        return type_tuple(c->arena, types, regex_groups(re));
    return value_object(c->arena, names, nulls, regex_groups(re))->type;
}

static const struct value *span_value(struct call *c, const struct value *text,
                                      const struct regex_span *span)
{
    if (span->start == STR_NONE)
        return value_null(c->arena, &type_string);
    return func_part(c, text, str_slice(text->u.string, span->start, span->end));
}

static const struct value *match_value(struct call *c, const struct regex_run *run)
{
    size_t n = regex_groups(run->re);
    const struct value **items = arena_array(c->arena, n, sizeof *items);
    struct str *names = arena_array(c->arena, n, sizeof *names);

    if (n == 0)
        return span_value(c, c->args[1], &run->spans[0]);
    for (size_t i = 0; i < n; i++) {
        items[i] = span_value(c, c->args[1], &run->spans[i + 1]);
        names[i] = regex_group_name(run->re, i + 1);
    }
    return names[0].n ? value_object(c->arena, names, items, n) : value_tuple(c->arena, items, n);
}

static const struct value *regex_run_one(struct call *c)
{
    struct regex *re = compile(c, 0, arg_text(c, 0));
    struct regex_run run;
    struct err e = { 0 };
    int found;

    if (!re || !groups_are_uniform(c, re))
        return NULL;
    regex_start(&run, c->arena, re, arg_text(c, 1));
    found = regex_next(&run, &e);
    if (found < 0)
        return call_error(c, 0, "%s", e.message);
    if (found == 0)
        return call_error(c, 1,
                          "the pattern matches no part of the text; regexall() would give "
                          "an empty list");
    return match_value(c, &run);
}

static const struct value *regexall_run(struct call *c)
{
    struct regex *re = compile(c, 0, arg_text(c, 0));
    VEC(const struct value *) items = { 0 };
    struct regex_run run;
    struct err e = { 0 };
    int found;

    if (!re || !groups_are_uniform(c, re))
        return NULL;
    regex_start(&run, c->arena, re, arg_text(c, 1));
    while ((found = regex_next(&run, &e)) > 0) {
        if (!func_items_fit(c, items.n + 1))
            return NULL;
        vec_push(c->arena, &items, match_value(c, &run));
    }
    if (found < 0)
        return call_error(c, 0, "%s", e.message);
    return value_list(c->arena, match_type(c, re), items.items, items.n);
}

static const struct type *regexall_type(struct call *c)
{
    return type_list(c->arena, &type_dynamic);
}

/* ---- replace ------------------------------------------------------------------------------ */

/*
 * "$1", "$name", "${name}" at the start of s, which begins behind the sign: the name, and how long
 * all of it is. A name goes as far as it can: $1x is ${1x}. False: the sign is plain text.
 */
static bool scan_reference(struct str s, struct str *ret_name, size_t *ret_len)
{
    bool braces = str_starts(s, str_lit("{"));
    size_t start = braces, end = start;

    while (end < s.n) {
        uint32_t code;
        size_t n = utf8_next(str_skip(s, end), &code);

        if (code != '_' &&
            !(code < 0x80 ? utf8_is_id_continue(code)
                          : *utf8_category(code) == 'L' || strcmp(utf8_category(code), "Nd") == 0))
            break;
        end += n;
    }
    *ret_name = str_slice(s, start, end);
    if (end == start || (braces && !(end < s.n && s.p[end] == '}')))
        return false;
    *ret_len = end + braces;
    return true;
}

/* The group that a reference names; STR_NONE if there is none. */
static size_t find_group(const struct regex_run *run, struct str name)
{
    uint64_t number;

    if (str_to_u64(name, UINT32_MAX, &number) && !(name.n > 1 && name.p[0] == '0'))
        return number <= regex_groups(run->re) ? (size_t)number : STR_NONE;
    for (size_t i = 1; i <= regex_groups(run->re); i++)
        if (str_eq(regex_group_name(run->re, i), name) && run->spans[i].start != STR_NONE)
            return i;
    return STR_NONE;
}

/* Adds the replacement with its references filled in. */
static void add_replacement(struct call *c, struct text_builder *b, const struct regex_run *run)
{
    const struct value *with = c->args[2];
    struct str s = with->u.string, name;
    size_t at = 0, len;

    while (at < s.n) {
        size_t sign = str_find_char(str_skip(s, at), '$');
        size_t group;

        sign = sign == STR_NONE ? s.n : at + sign;
        text_add_value(b, with, at, sign);
        at = sign;
        if (at == s.n)
            break;
        if (at + 1 < s.n && s.p[at + 1] == '$') {
            text_add_value(b, with, at, at + 1);
            at += 2;
            continue;
        }
        if (!scan_reference(str_skip(s, at + 1), &name, &len)) {
            text_add_value(b, with, at, at + 1);
            at++;
            continue;
        }
        group = find_group(run, name);
        if (group != STR_NONE && run->spans[group].start != STR_NONE)
            text_add_value(b, c->args[0], run->spans[group].start, run->spans[group].end);
        at += 1 + len;
    }
}

static const struct value *replace_matches(struct call *c, struct str pattern)
{
    const struct value *v = c->args[0];
    struct regex *re = compile(c, 1, pattern);
    struct text_builder b;
    struct regex_run run;
    struct err e = { 0 };
    size_t last = 0;
    int found;

    if (!re)
        return NULL;
    text_init(&b, c->arena);
    regex_start(&run, c->arena, re, v->u.string);
    while ((found = regex_next(&run, &e)) > 0) {
        text_add_value(&b, v, last, run.spans[0].start);
        add_replacement(c, &b, &run);
        last = run.spans[0].end;
        if (b.too_long)
            break;
    }
    if (found < 0)
        return call_error(c, 1, "%s", e.message);
    text_add_value(&b, v, last, v->u.string.n);
    return func_finish(c, &b);
}

/* A text between slashes is a regular expression. */
static const struct value *replace_run(struct call *c)
{
    struct str what = arg_text(c, 1);

    if (what.n > 1 && what.p[0] == '/' && what.p[what.n - 1] == '/')
        return replace_matches(c, str_slice(what, 1, what.n - 1));
    return func_replace_text(c);
}

/* ---- table -------------------------------------------------------------------------------- */

static const struct param regex_params[] = { { "pattern", &type_string, 0 },
                                             { "string", &type_string, 0 } };
static const struct param replace_params[] = { { "str", &type_string, 0 },
                                               { "substr", &type_string, 0 },
                                               { "replace", &type_string, 0 } };

static const struct function table[] = {
    { "regex", regex_params, 2, NULL, NULL, regex_run_one },
    { "regexall", regex_params, 2, NULL, regexall_type, regexall_run },
    { "replace", replace_params, 3, NULL, result_string, replace_run },
};

const struct function_table functions_regex = { table, ARRAY_LEN(table), &functions_collection };
