/*
 * bump_text: what a new version looks like where it is written.
 */
#include "upgrade/bump.h"
#include "upgrade/semver.h"

/* ---- the request ---------------------------------------------------------------------------- */

/*
 * The "=" between repository and version: the first one that is not the "=" of a query, so that an
 * address may be pasted as it stands ("github.com/a/b?ref=v1=v2").
 */
static size_t find_equals(struct str text)
{
    size_t from = 0, query = str_find_char(text, '?');

    for (;;) {
        size_t at = str_find_char(str_skip(text, from), '='), key;

        if (at == STR_NONE)
            return STR_NONE;
        at += from;
        key = at;
        while (key > 0 && text.p[key - 1] >= 'a' && text.p[key - 1] <= 'z')
            key--;
        if (query == STR_NONE || at < query || key == 0 ||
            (text.p[key - 1] != '?' && text.p[key - 1] != '&'))
            return at;
        from = at + 1;
    }
}

static bool is_version_text(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f || s.p[i] == '"' || s.p[i] == '\\' ||
            s.p[i] == '\'' || s.p[i] == '`')
            return false;
    return s.n > 0 && str_find(s, str_lit("${")) == STR_NONE &&
           str_find(s, str_lit("%{")) == STR_NONE;
}

static bool is_comment_text(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
            return false;
    return str_find(s, str_lit("*/")) == STR_NONE;
}

int bump_request_parse(struct arena *a, struct str text, struct bump_request *ret, struct err *e)
{
    struct bump_request r = { .given = text };
    size_t equals = find_equals(text), hash;
    struct str repository;

    if (equals == STR_NONE || equals == 0)
        return err_set(e, ERR_USAGE, "\"%.*s\" is not REPOSITORY[//PATH]=VERSION", STR(text));
    repository = str_trim(str_slice(text, 0, equals));
    text = str_skip(text, equals + 1);
    if (str_starts(text, str_lit("="))) {
        r.exact = true;
        text = str_skip(text, 1);
    }
    hash = str_find_char(text, '#');
    if (hash != STR_NONE) {
        r.comment = str_trim(str_skip(text, hash + 1));
        text = str_slice(text, 0, hash);
    }
    r.version = str_trim(text);
    source_pattern_parse(a, repository, &r.pattern);
    if (!is_version_text(r.version))
        return err_set(e, ERR_USAGE,
                       "\"%.*s\" is no version: it is empty, or has quotes, "
                       "backslashes, \"${\" or control characters",
                       STR(r.version));
    if (!is_comment_text(r.comment))
        return err_set(e, ERR_USAGE, "the comment \"%.*s\" cannot be written", STR(r.comment));
    if (!r.pattern.repository.n)
        return err_set(e, ERR_USAGE, "\"%.*s\" names no repository", STR(repository));
    *ret = r;
    return 0;
}

/* ---- the new text --------------------------------------------------------------------------- */

static const struct str ref_prefixes[] = {
    STR_INIT("refs/tags/"),
    STR_INIT("refs/heads/"),
    STR_INIT("tags/"),
    STR_INIT("heads/"),
};

static struct str ref_prefix(struct str ref)
{
    for (size_t i = 0; i < ARRAY_LEN(ref_prefixes); i++)
        if (str_starts(ref, ref_prefixes[i]))
            return str_slice(ref, 0, ref_prefixes[i].n);
    return str_lit("");
}

struct str bump_plain_name(struct arena *a, struct str ref)
{
    ref = source_decode(a, ref);
    return str_skip(ref, ref_prefix(ref).n);
}

/* Encodes what would end or change a query; "/" too if the old text had it encoded. */
static struct str encode(struct arena *a, struct str text, bool slash, bool upper)
{
    const char *digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
    char *p = arena_alloc(a, text.n * 3 + 1);
    size_t n = 0;

    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];

        if (c == '&' || c == '#' || c == '%' || c == ' ' || c == '?' || (slash && c == '/')) {
            p[n++] = '%';
            p[n++] = digits[c >> 4];
            p[n++] = digits[c & 15];
        } else {
            p[n++] = (char)c;
        }
    }
    return str_of(p, n);
}

static bool has_encoded_slash(struct str s, bool *ret_upper)
{
    *ret_upper = str_find(s, str_lit("%2F")) != STR_NONE;
    return *ret_upper || str_find(s, str_lit("%2f")) != STR_NONE;
}

static struct str new_tag(struct arena *a, const struct reference *ref,
                          const struct bump_request *request)
{
    struct str old = source_decode(a, ref->ref), prefix = ref_prefix(old), text = request->version;
    bool upper, slash = has_encoded_slash(ref->ref, &upper);

    if (prefix.n && !ref_prefix(text).n && !is_commit_hash(text))
        text = str_printf(a, "%.*s%.*s", STR(prefix), STR(text));
    return encode(a, text, slash, upper || !slash);
}

/* ---- constraints --------------------------------------------------------------------------- */

static struct str without_v(struct str version)
{
    return str_skip(version, version.n && (version.p[0] == 'v' || version.p[0] == 'V'));
}

/*
 * The version with as many numbers as the condition has: the operator's meaning depends on them.
 * Missing ones are zero; a version with a suffix stays whole.
 */
static struct str with_parts(struct arena *a, const struct semver *v, struct str version, size_t n)
{
    struct str out = without_v(version);
    size_t at = 0, seen = 1;

    if (v->suffix.n)
        return out;
    for (size_t i = v->n_parts; i < n; i++)
        out = str_printf(a, "%.*s.0", STR(out));
    while (at < out.n && !(out.p[at] == '.' && seen++ == n))
        at++;
    return str_slice(out, 0, at);
}

/* Terraform selects a pre-release only where exactly that is asked for. */
static bool allows(const struct constraints *c, const struct semver *v)
{
    bool exact = false;

    for (size_t i = 0; i < c->n; i++)
        exact |= c->items[i].op == OP_EQ;
    return constraints_allow(c, v) && (exact || !v->suffix.n || v->suffix.p[0] != '-');
}

static bool is_lower_bound(const struct constraint *c)
{
    return c->op == OP_PESSIMISTIC || c->op == OP_GE || c->op == OP_EQ;
}

/* The constraint with another version in the condition, if that allows it; "" if not. */
static struct str move_bound(struct arena *a, struct str old, const struct constraint *item,
                             const struct semver *v, struct str version)
{
    size_t at = (size_t)(item->version_text.p - old.p);
    struct constraints moved;
    struct str number, text;

    if (!is_lower_bound(item))
        return str_lit("");
    number =
        item->op == OP_EQ ? without_v(version) : with_parts(a, v, version, item->version.n_parts);
    text = str_printf(a, "%.*s%.*s%.*s", STR(str_slice(old, 0, at)), STR(number),
                      STR(str_skip(old, at + item->version_text.n)));
    return constraints_parse(text, &moved) && allows(&moved, v) ? text : str_lit("");
}

/* See bump.h for the rules. */
static struct str new_constraint(struct arena *a, struct str old, struct str version,
                                 struct str *ret_note, struct str *ret_reason)
{
    struct constraints c;
    struct semver v;
    struct str text = str_lit(""), plain;
    bool allowed;

    if (!semver_parse(version, &v))
        return version; /* a constraint by itself: written as given */
    plain = without_v(version);
    if (!constraints_parse(old, &c))
        return plain;
    allowed = allows(&c, &v);
    if (!allowed || (c.n == 1 && is_lower_bound(&c.items[0])))
        for (size_t i = 0; i < c.n && !text.n; i++)
            text = move_bound(a, old, &c.items[i], &v, version);
    if (allowed && (!text.n || str_eq(text, old))) {
        if (c.items[0].op != OP_EQ)
            *ret_reason = str_printf(a, "%.*s allows %.*s already", STR(old), STR(plain));
        return old;
    }
    if (allowed && c.items[0].op != OP_EQ)
        *ret_note = str_printf(a, "%.*s allowed %.*s already; its lower bound was raised", STR(old),
                               STR(plain));
    if (!text.n)
        *ret_note = str_printf(a, "was the constraint \"%.*s\", is the one version %.*s now",
                               STR(old), STR(plain));
    return text.n ? text : plain;
}

static void note_form(struct arena *a, const struct reference *ref, struct str text,
                      struct str *ret_note)
{
    struct semver was, is;
    struct str old = bump_plain_name(a, ref->ref);

    text = bump_plain_name(a, text);
    if (is_commit_hash(old) != is_commit_hash(text))
        *ret_note = is_commit_hash(old) ? str_lit("was a commit, is a name now")
                                        : str_lit("was a name, is a commit now");
    else if (!semver_parse(old, &was) || !semver_parse(text, &is))
        *ret_note = semver_parse(old, &was) == semver_parse(text, &is) || is_commit_hash(text)
                        ? str_lit("")
                        : str_lit("the form differs: only one of the two is a version");
    else if (was.has_v != is.has_v)
        *ret_note = was.has_v ? str_lit("was written with \"v\", is written without it now")
                              : str_lit("was written without \"v\", is written with it now");
    else if (was.n_parts != is.n_parts)
        *ret_note = str_printf(a, "had %zu numbers, has %zu now", was.n_parts, is.n_parts);
}

bool bump_new_text(struct arena *a, const struct reference *ref, const struct bump_request *request,
                   struct str *ret_text, struct str *ret_note, struct str *ret_reason)
{
    struct constraints c;
    struct semver v;

    *ret_note = *ret_reason = str_lit("");
    if (request->exact) {
        *ret_text = request->version;
        return true;
    }
    if (ref->module.kind == SOURCE_REGISTRY) {
        if (!constraints_parse(request->version, &c)) {
            *ret_reason = str_printf(a, "a registry has versions, and \"%.*s\" is none",
                                     STR(request->version));
            return false;
        }
        if (ref->is_constraint)
            *ret_text = new_constraint(a, ref->ref, request->version, ret_note, ret_reason);
        else
            *ret_text =
                semver_parse(request->version, &v) ? without_v(request->version) : request->version;
        return true;
    }
    *ret_text = new_tag(a, ref, request);
    note_form(a, ref, *ret_text, ret_note);
    return true;
}

/* What stands for a ref when refs are compared: of a constraint the version that it begins with. */
static bool comparable(struct arena *a, struct str text, bool constraint, struct semver *ret)
{
    struct constraints c;

    if (!constraint)
        return semver_parse(bump_plain_name(a, text), ret);
    if (!constraints_parse(text, &c))
        return false;
    for (size_t i = 0; i < c.n; i++) {
        *ret = c.items[i].version;
        if (is_lower_bound(&c.items[i]) || c.items[i].op == OP_GT)
            return true;
    }
    return false;
}

bool bump_is_downgrade(struct arena *a, const struct reference *ref, struct str new_text)
{
    bool constraint = ref->module.kind == SOURCE_REGISTRY;
    struct semver was, is;

    return comparable(a, ref->ref, constraint, &was) && comparable(a, new_text, constraint, &is) &&
           semver_cmp(&is, &was) < 0;
}

/* ---- dividing it among the places ------------------------------------------------------------ */

static struct str span_text(const struct reference *ref, const struct origin_span *s)
{
    return str_slice(ref->ref, s->at, s->at + s->len);
}

static bool is_separator(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'z') ||
            (s.p[i] >= 'A' && s.p[i] <= 'Z'))
            return false;
    return s.n > 0;
}

/* "${major}.${minor}": the fixed "." tells which part of the new text belongs where. */
static bool divide_by_separators(const struct reference *ref, struct str rest, struct str *texts)
{
    bool separators = false;

    for (size_t i = 0; i < ref->n_spans; i++) {
        struct str own = span_text(ref, &ref->spans[i]), next;
        size_t end = rest.n;
        bool fixed = is_separator(own) || (i == 0 && str_is(own, "v") && ref->n_spans > 1);

        if (fixed) {
            if (!str_starts(rest, own))
                return false;
            separators |= i > 0;
            texts[i] = own;
            rest = str_skip(rest, own.n);
            continue;
        }
        if (i + 1 < ref->n_spans) {
            next = span_text(ref, &ref->spans[i + 1]);
            if (!is_separator(next))
                return false;
            end = str_find(rest, next);
            if (end == STR_NONE)
                return false;
        }
        texts[i] = str_slice(rest, 0, end);
        rest = str_skip(rest, end);
        if (!texts[i].n)
            return false;
    }
    return rest.n == 0 && (separators || ref->n_spans <= 2);
}

/* What is the same at both ends stays; the piece between must be one span's, or the main one's. */
static bool divide_by_ends(const struct reference *ref, struct str rest, struct str *texts)
{
    size_t first = 0, last = ref->n_spans;

    while (first + 1 < last && str_starts(rest, span_text(ref, &ref->spans[first]))) {
        texts[first] = span_text(ref, &ref->spans[first]);
        rest = str_skip(rest, texts[first].n);
        first++;
    }
    while (first + 1 < last && str_ends(rest, span_text(ref, &ref->spans[last - 1]))) {
        texts[last - 1] = span_text(ref, &ref->spans[last - 1]);
        rest.n -= texts[last - 1].n;
        last--;
    }
    for (size_t i = first; i < last; i++) {
        const struct origin_span *s = &ref->spans[i];

        if (s == ref->main_span || first + 1 == last)
            texts[i] = rest;
        else if (i == 0 && str_is(span_text(ref, s), "v"))
            texts[i] = str_lit(""); /* any other piece may mean something elsewhere, too */
        else
            return false;
    }
    return first + 1 == last ||
           (ref->main_span >= &ref->spans[first] && ref->main_span < &ref->spans[last]);
}

int bump_divide(struct arena *a, const struct reference *ref, struct str new_text,
                struct bump_piece *pieces, size_t *ret_n, struct str *ret_reason)
{
    struct str *texts = arena_array(a, ref->n_spans + 1, sizeof *texts);
    size_t covered = 0, n = 0;

    for (size_t i = 0; i < ref->n_spans; i++) {
        const struct origin_span *s = &ref->spans[i];

        if (s->kind == ORIGIN_GIVEN) {
            *ret_reason = str_printf(a, "it is given by %.*s", STR(s->note));
            return -1;
        }
        if (s->at == covered)
            covered += s->len;
    }
    if (!ref->n_spans || covered != ref->ref.n) {
        *ret_reason = str_lit("it is computed; no text of a file holds it");
        return -1;
    }
    if (!divide_by_separators(ref, new_text, texts) && !divide_by_ends(ref, new_text, texts)) {
        *ret_reason = str_lit("it is put together from pieces, and the new version does not "
                              "divide among them");
        return -1;
    }
    for (size_t i = 0; i < ref->n_spans; i++)
        if (!str_eq(texts[i], span_text(ref, &ref->spans[i])))
            pieces[n++] = (struct bump_piece){ &ref->spans[i], texts[i] };
    *ret_n = n;
    return 0;
}
