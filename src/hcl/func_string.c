#include "hcl/func.h"
#include "text/utf8.h"

/* ---- case --------------------------------------------------------------------------------- */

/* s with each code point mapped; what stays as it was keeps its provenance. */
static const struct value *map_case(struct call *c, uint32_t (*map)(uint32_t code, void *state),
                                    void *state)
{
    const struct value *v = c->args[0];
    struct str s = v->u.string;
    struct text_builder b;
    size_t kept = 0, n;

    text_init(&b, c->arena);
    for (size_t i = 0; i < s.n; i += n) {
        uint32_t code, mapped;
        char bytes[4];

        n = utf8_next(str_skip(s, i), &code);
        mapped = map(code, state);
        if (mapped == code)
            continue;
        text_add_value(&b, v, kept, i);
        text_add(&b, str_of(bytes, utf8_encode(mapped, bytes)));
        kept = i + n;
    }
    if (kept == 0)
        return v;
    text_add_value(&b, v, kept, s.n);
    return func_finish(c, &b);
}

static uint32_t to_lower(uint32_t code, void *state)
{
    (void)state;
    return utf8_lower(code);
}

static uint32_t to_upper(uint32_t code, void *state)
{
    (void)state;
    return utf8_upper(code);
}

/* Does a word begin after this character? So thinks Go's strings.Title: also after "'". */
static bool separates_words(uint32_t code)
{
    if (code < 0x80)
        return !((code >= '0' && code <= '9') || (code >= 'A' && code <= 'Z') ||
                 (code >= 'a' && code <= 'z') || code == '_');
    return utf8_is_space(code);
}

static uint32_t to_title(uint32_t code, void *state)
{
    bool *at_start = state;
    bool title = *at_start;

    *at_start = separates_words(code);
    return title ? utf8_title(code) : code;
}

static const struct value *lower_run(struct call *c)
{
    return map_case(c, to_lower, NULL);
}

static const struct value *upper_run(struct call *c)
{
    return map_case(c, to_upper, NULL);
}

static const struct value *title_run(struct call *c)
{
    bool at_start = true;

    return map_case(c, to_title, &at_start);
}

/* ---- the ends ----------------------------------------------------------------------------- */

static const struct value *chomp_run(struct call *c)
{
    struct str s = arg_text(c, 0);

    while (s.n && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
        s.n--;
    return func_part(c, c->args[0], s);
}

static bool contains_code(struct str set, uint32_t code)
{
    for (size_t n; set.n; set = str_skip(set, n)) {
        uint32_t other;

        n = utf8_next(set, &other);
        if (other == code)
            return true;
    }
    return false;
}

static const struct value *trim_run(struct call *c)
{
    struct str s = arg_text(c, 0), set = arg_text(c, 1);
    uint32_t code;
    size_t n;

    while (s.n && (n = utf8_next(s, &code), contains_code(set, code)))
        s = str_skip(s, n);
    while (s.n && (n = utf8_prev(s, &code), contains_code(set, code)))
        s.n -= n;
    return func_part(c, c->args[0], s);
}

static const struct value *trimspace_run(struct call *c)
{
    struct str s = arg_text(c, 0);

    s = str_skip(s, utf8_space_prefix(s));
    s.n -= utf8_space_suffix(s);
    return func_part(c, c->args[0], s);
}

static const struct value *trimprefix_run(struct call *c)
{
    struct str s = arg_text(c, 0), prefix = arg_text(c, 1);

    return func_part(c, c->args[0], str_starts(s, prefix) ? str_skip(s, prefix.n) : s);
}

static const struct value *trimsuffix_run(struct call *c)
{
    struct str s = arg_text(c, 0), suffix = arg_text(c, 1);

    return func_part(c, c->args[0], str_ends(s, suffix) ? str_slice(s, 0, s.n - suffix.n) : s);
}

/* ---- tests -------------------------------------------------------------------------------- */

static const struct value *startswith_run(struct call *c)
{
    return value_bool(c->arena, str_starts(arg_text(c, 0), arg_text(c, 1)));
}

static const struct value *endswith_run(struct call *c)
{
    return value_bool(c->arena, str_ends(arg_text(c, 0), arg_text(c, 1)));
}

static const struct value *strcontains_run(struct call *c)
{
    return value_bool(c->arena, str_find(arg_text(c, 0), arg_text(c, 1)) != STR_NONE);
}

/* ---- parts -------------------------------------------------------------------------------- */

/* The offset of grapheme cluster number n, or s.n if there are fewer. */
static size_t cluster_offset(struct str s, int64_t n)
{
    size_t at = 0;

    for (; n > 0 && at < s.n; n--)
        at += utf8_cluster(str_skip(s, at));
    return at;
}

/*
 * As Terraform has it: an offset below 0 counts from the end; one in front of the text means its
 * start; a length below 0 means up to the end, and so does length 0 with an offset below 0.
 */
static const struct value *substr_run(struct call *c)
{
    struct str s = arg_text(c, 0);
    int64_t offset, len;

    if (!arg_int(c, 1, INT64_MIN, INT64_MAX, &offset) || !arg_int(c, 2, INT64_MIN, INT64_MAX, &len))
        return NULL;
    if (offset < 0)
        offset += (int64_t)utf8_clusters(s);
    else if (len == 0)
        return func_text(c, str_lit(""));
    s = str_skip(s, cluster_offset(s, offset));
    if (len > 0)
        s = str_slice(s, 0, cluster_offset(s, len));
    return func_part(c, c->args[0], s);
}

static const struct value *strrev_run(struct call *c)
{
    const struct value *v = c->args[0];
    struct str s = v->u.string;
    VEC(size_t) starts = { 0 };
    struct text_builder b;

    text_init(&b, c->arena);
    for (size_t i = 0; i < s.n; i += utf8_cluster(str_skip(s, i)))
        vec_push(c->arena, &starts, i);
    for (size_t i = starts.n, end = s.n; i > 0; i--) {
        text_add_value(&b, v, starts.items[i - 1], end);
        end = starts.items[i - 1];
    }
    return func_finish(c, &b);
}

static const struct value *split_run(struct call *c)
{
    struct str separator = arg_text(c, 0), s = arg_text(c, 1);
    VEC(const struct value *) items = { 0 };
    uint32_t code;

    while (separator.n || s.n) {
        size_t at = separator.n ? str_find(s, separator) : utf8_next(s, &code);
        struct str part = str_slice(s, 0, at);

        if (!func_items_fit(c, items.n + 1))
            return NULL;
        vec_push(c->arena, &items, func_part(c, c->args[1], part));
        if (at == STR_NONE)
            break;
        s = str_skip(s, at + separator.n);
    }
    return value_list(c->arena, &type_string, items.items, items.n);
}

static const struct value *join_run(struct call *c)
{
    struct text_builder b;
    bool first = true;

    if (c->n < 2)
        return call_error(c, -1, "a separator and at least one list are needed");
    text_init(&b, c->arena);
    for (size_t k = 1; k < c->n; k++) {
        const struct value *list = c->args[k];

        for (size_t i = 0; i < list->u.list.n; i++) {
            const struct value *item = list->u.list.items[i];

            if (value_is_null(item))
                return call_error(c, (int)k, "element %zu is null, which cannot be joined", i);
            if (!first)
                text_add_value(&b, c->args[0], 0, arg_text(c, 0).n);
            text_add_value(&b, item, 0, item->u.string.n);
            first = false;
        }
    }
    return func_finish(c, &b);
}

/* ---- changed texts ------------------------------------------------------------------------ */

static const struct value *indent_run(struct call *c)
{
    const struct value *v = c->args[1];
    struct str s = v->u.string;
    struct text_builder b;
    struct str pad;
    uint64_t lines = 0;
    int64_t n;

    if (!arg_int(c, 0, 0, TEXT_MAX, &n))
        return NULL;
    for (size_t i = 0; i < s.n; i++)
        lines += s.p[i] == '\n';
    if (lines == 0 || n == 0)
        return v;
    if (!func_text_fits(c, s.n + lines * (uint64_t)n))
        return NULL;
    pad = str_of(memset(arena_alloc(c->arena, (size_t)n), ' ', (size_t)n), (size_t)n);
    text_init(&b, c->arena);
    for (size_t i = 0, start = 0; i < s.n; i++) {
        if (s.p[i] == '\n') {
            text_add_value(&b, v, start, i + 1);
            text_add(&b, pad);
            start = i + 1;
        }
        if (i + 1 == s.n)
            text_add_value(&b, v, start, s.n);
    }
    return func_finish(c, &b);
}

/* replace() with an empty text to search: it is found in front of each code point and at the
 * end. */
static const struct value *replace_between(struct call *c)
{
    const struct value *v = c->args[0], *with = c->args[2];
    struct str s = v->u.string;
    struct text_builder b;
    size_t n = 0;
    uint32_t code;

    text_init(&b, c->arena);
    for (size_t i = 0; i < s.n; i += n) {
        if (!func_text_fits(c, b.text.n + with->u.string.n))
            return NULL;
        n = utf8_next(str_skip(s, i), &code);
        text_add_value(&b, with, 0, with->u.string.n);
        text_add_value(&b, v, i, i + n);
    }
    text_add_value(&b, with, 0, with->u.string.n);
    return func_finish(c, &b);
}

const struct value *func_replace_text(struct call *c)
{
    const struct value *v = c->args[0], *with = c->args[2];
    struct str s = v->u.string, what = arg_text(c, 1);
    struct text_builder b;
    size_t start = 0, at;

    if (what.n == 0)
        return replace_between(c);
    at = str_find(s, what);
    if (at == STR_NONE)
        return v;
    text_init(&b, c->arena);
    while (at != STR_NONE) {
        if (!func_text_fits(c, b.text.n + at + with->u.string.n))
            return NULL;
        text_add_value(&b, v, start, start + at);
        text_add_value(&b, with, 0, with->u.string.n);
        start += at + what.n;
        at = str_find(str_skip(s, start), what);
    }
    if (!func_text_fits(c, b.text.n + s.n - start))
        return NULL;
    text_add_value(&b, v, start, s.n);
    return func_finish(c, &b);
}

/* ---- table -------------------------------------------------------------------------------- */

static const struct type list_of_strings = { .kind = TYPE_LIST, .element = &type_string };

static const struct param one_string[] = { { "str", &type_string, 0 } };
static const struct param trim_params[] = { { "str", &type_string, 0 },
                                            { "cutset", &type_string, 0 } };
static const struct param prefix_params[] = { { "str", &type_string, 0 },
                                              { "prefix", &type_string, 0 } };
static const struct param suffix_params[] = { { "str", &type_string, 0 },
                                              { "suffix", &type_string, 0 } };
static const struct param contains_params[] = { { "str", &type_string, 0 },
                                                { "substr", &type_string, 0 } };
static const struct param substr_params[] = { { "str", &type_string, 0 },
                                              { "offset", &type_number, 0 },
                                              { "length", &type_number, 0 } };
static const struct param split_params[] = { { "separator", &type_string, 0 },
                                             { "str", &type_string, 0 } };
static const struct param join_params[] = { { "separator", &type_string, 0 } };
static const struct param join_lists = { "lists", &list_of_strings, 0 };
static const struct param indent_params[] = { { "spaces", &type_number, 0 },
                                              { "str", &type_string, 0 } };

static const struct function table[] = {
    { "chomp", one_string, 1, NULL, result_string, chomp_run },
    { "endswith", suffix_params, 2, NULL, result_bool, endswith_run },
    { "indent", indent_params, 2, NULL, result_string, indent_run },
    { "join", join_params, 1, &join_lists, result_string, join_run },
    { "lower", one_string, 1, NULL, result_string, lower_run },
    { "split", split_params, 2, NULL, result_strings, split_run },
    { "startswith", prefix_params, 2, NULL, result_bool, startswith_run },
    { "strcontains", contains_params, 2, NULL, result_bool, strcontains_run },
    { "strrev", one_string, 1, NULL, result_string, strrev_run },
    { "substr", substr_params, 3, NULL, result_string, substr_run },
    { "title", one_string, 1, NULL, result_string, title_run },
    { "trim", trim_params, 2, NULL, result_string, trim_run },
    { "trimprefix", prefix_params, 2, NULL, result_string, trimprefix_run },
    { "trimspace", one_string, 1, NULL, result_string, trimspace_run },
    { "trimsuffix", suffix_params, 2, NULL, result_string, trimsuffix_run },
    { "upper", one_string, 1, NULL, result_string, upper_run },
};

const struct function_table functions_string = { table, ARRAY_LEN(table), &functions_format };
