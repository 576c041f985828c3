/*
 * The version comment beside a version: `source = "...?ref=0f3c1a7…" # v1.0.0`.
 *
 * A comment is people's text. It is edited only if it is clear which version in it is the module's.
 */
#include "upgrade/bump_internal.h"
#include "upgrade/semver.h"

/* ---- which version of a comment is it? ----------------------------------------------------- */

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* In front of a version in the same clause, these say that it is another thing's or another one. */
static const char *const others_before[] = {
    /* what has versions, too */
    "terraform", "tf", "opentofu", "tofu", "terragrunt", "tg", "provider", "providers", "aws",
    "azurerm", "google", "helm", "chart", "kubernetes", "k8s", "eks", "node", "nodejs", "python",
    "go", "golang", "java", "ruby", "docker", "image", "ami", "engine", "postgres", "postgresql",
    "mysql", "redis", "api", "sdk", "cli", "lambda", "runtime",
    /* what is said of versions */
    "needs", "need", "needed", "requires", "require", "required", "requiring", "since", "until",
    "till", "before", "after", "from", "to", "than", "least", "most", "below", "above", "fixes",
    "fixed", "fix", "breaks", "broken", "bug", "introduced", "removed", "deprecated", "supports",
    "wait", "waiting", "was", "were", "old", "previous", "previously", "formerly", "instead", "not",
    "no", "todo", "next", "upcoming", "planned", "other", "unlike", "without", "compatible", NULL
};

static const char *const others_after[] = { "of",     "or",       "is",     "has",   "was",
                                            "does",   "breaks",   "broken", "fails", "required",
                                            "needed", "provider", NULL };

static bool is_one_of(struct str word, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        if (str_eq_nocase(word, str_z(words[i])))
            return true;
    return false;
}

static bool is_word_char(char c)
{
    return is_alnum(c) || (c && strchr("-_/@", c));
}

/* "terraform-aws-vpc" is one word. */
static struct str word_at(struct str s, size_t at)
{
    size_t end = at;

    while (end < s.n && is_word_char(s.p[end]))
        end++;
    return str_slice(s, at, end);
}

/* Is what begins there the end of a name? "node-18.2", "mod-v1.0.0" */
static bool ends_name(struct str s, size_t start)
{
    return start > 0 && memchr("-_", s.p[start - 1], 2);
}

/* Is the version at start..end, as far as the words around it tell, the module's? */
static bool is_plausible(struct str s, size_t start, size_t end)
{
    size_t clause = start, at;

    for (at = start; at > 0 && s.p[at - 1] == ' '; at--)
        ;
    if (at > 0 && (memchr("<>^~!$", s.p[at - 1], 6) ||
                   (s.p[at - 1] == '=' && at > 1 && memchr("<>=!", s.p[at - 2], 4))))
        return false; /* ">= 1.5.0" */
    if (ends_name(s, start))
        return false;
    if (end < s.n && memchr("/+%*", s.p[end], 4))
        return false; /* "10.0.0.0/16" */
    while (clause > 0 && !memchr(";,.()", s.p[clause - 1], 5))
        clause--;
    for (at = clause; at < start; at++)
        if ((at == clause || !is_word_char(s.p[at - 1])) &&
            is_one_of(word_at(s, at), others_before))
            return false;
    at = end;
    while (at < s.n && s.p[at] == ' ')
        at++;
    return !is_one_of(word_at(s, at), others_after);
}

/* Is the whole of the comment one version, of only one number perhaps ("v4")? */
static bool is_one_word(struct str s, size_t *ret_start, size_t *ret_end)
{
    static const struct str wraps[] = { STR_INIT("renovate: "), STR_INIT("tag="),
                                        STR_INIT("tag: "),      STR_INIT("pin@"),
                                        STR_INIT("pin @"),      STR_INIT("ref ") };
    struct semver v;
    size_t start = 0;

    for (size_t i = 0; i < ARRAY_LEN(wraps); i++)
        start += str_starts(str_skip(s, start), wraps[i]) ? wraps[i].n : 0;
    *ret_start = start;
    *ret_end = s.n;
    return semver_parse(str_skip(s, start), &v) && (v.n_parts > 1 || v.has_v);
}

/* "Testing (v4)", as add_comment() writes it, and no other version. */
static bool is_in_parens(struct str s, size_t *ret_start, size_t *ret_end)
{
    size_t open = str_rfind_char(s, '('), start, end;

    if (open == STR_NONE || !str_ends(s, str_lit(")")) ||
        semver_find(str_slice(s, 0, open), 0, &start, &end) ||
        !is_one_word(str_slice(s, open + 1, s.n - 1), &start, &end))
        return false;
    *ret_start = open + 1 + start;
    *ret_end = open + 1 + end;
    return true;
}

/* The next place of `name` as a word of its own. */
static bool find_name(struct str s, struct str name, size_t from, size_t *ret_start)
{
    while (name.n) {
        size_t at = str_find(str_skip(s, from), name), end;

        if (at == STR_NONE)
            return false;
        at += from;
        end = at + name.n;
        if ((at == 0 || !(is_alnum(s.p[at - 1]) || memchr("-_.", s.p[at - 1], 3))) &&
            (end == s.n || !(is_alnum(s.p[end]) || memchr("-_+", s.p[end], 3) ||
                             (s.p[end] == '.' && end + 1 < s.n && is_alnum(s.p[end + 1]))))) {
            *ret_start = at;
            return true;
        }
        from = at + 1;
    }
    return false;
}

static bool same_version(struct str x, struct str y)
{
    struct semver a, b;

    return semver_parse(x, &a) && semver_parse(y, &b) && a.n_parts == b.n_parts &&
           semver_cmp(&a, &b) == 0;
}

/* The places of the old version, by its name or as a version ("1.0.0" for v1.0.0). */
static size_t find_old(struct str s, struct str old, struct bump_mention *ret)
{
    size_t start, end, n = 0;

    for (size_t at = 0; find_name(s, old, at, &start); at = start + old.n, n++)
        *ret = (struct bump_mention){ MENTION_FOUND, start, start + old.n, true };
    for (size_t at = 0; !n && semver_find(s, at, &start, &end); at = end)
        if (!ends_name(s, start) && same_version(str_slice(s, start, end), old)) {
            *ret = (struct bump_mention){ MENTION_FOUND, start, end, true };
            n++;
        }
    return n;
}

struct bump_mention bump_find_mention(struct str comment, struct str old)
{
    struct bump_mention ret = { MENTION_NONE };
    size_t start, end, n = 0;
    bool old_is_version = semver_find(old, 0, &start, &end);

    if (old_is_version && find_old(comment, old, &ret) == 1)
        return ret;
    if (is_one_word(comment, &start, &end) || is_in_parens(comment, &start, &end))
        return (struct bump_mention){ MENTION_FOUND, start, end,
                                      str_eq(old, str_slice(comment, start, end)) };
    for (size_t at = 0; semver_find(comment, at, &start, &end); at = end, n++)
        ret = (struct bump_mention){ MENTION_FOUND, start, end, false };
    if (n > 1)
        ret.kind = MENTION_SEVERAL;
    else if (n == 1 && !is_plausible(comment, ret.start, ret.end))
        ret.kind = MENTION_OTHER;
    return ret;
}

/* ---- what happens to it -------------------------------------------------------------------- */

/* Comments that tools read are not added to. */
static bool is_for_tools(struct str comment)
{
    static const struct str starts[] = { STR_INIT("renovate:"), STR_INIT("tflint-ignore"),
                                         STR_INIT("tfsec:"),    STR_INIT("trivy:"),
                                         STR_INIT("checkov:"),  STR_INIT("kics"),
                                         STR_INIT("nosemgrep"), STR_INIT("infracost"),
                                         STR_INIT("snyk:"),     STR_INIT("yamllint "),
                                         STR_INIT("noqa") };

    for (size_t i = 0; i < ARRAY_LEN(starts); i++)
        if (str_starts(comment, starts[i]))
            return true;
    return false;
}

static void wish(struct planner *p, size_t outcome, const struct hcl_source *source,
                 struct hcl_range range, struct str text)
{
    vec_push(
        p->arena, &p->wishes,
        ((struct wish){
            .source = source, .range = range, .text = text, .outcome = outcome, .comment = true }));
}

/* The given comment, where no version stands yet. */
static void add_comment(struct planner *p, size_t outcome, const struct hcl_source *source,
                        const struct comment_place *place)
{
    struct bump_outcome *o = &p->plan.outcomes.items[outcome];
    struct str text = str_slice(source->text, place->text.start, place->text.end);
    struct str given = o->request->comment;
    struct hcl_range at = { place->line_end, place->line_end };
    const char *why_not = place->why_not;

    if (str_find(text, given) != STR_NONE)
        return; /* it is there, and is no version */
    if (place->found && !is_for_tools(text)) {
        at.start = at.end = place->text.end;
        wish(p, outcome, source, at,
             text.n ? str_printf(p->arena, " (%.*s)", STR(given))
                    : str_printf(p->arena, " %.*s", STR(given)));
    } else if (!place->found && place->can_add) {
        wish(p, outcome, source, at, str_printf(p->arena, " # %.*s", STR(given)));
    } else {
        if (place->found)
            why_not = "the comment there is for a tool";
        bump_note(p->arena, o,
                  str_printf(p->arena, "the comment %.*s was not written: %s", STR(given),
                             why_not));
    }
}

/* The version as it is written in place of `now`: with "v" or without, if only that differed. */
static struct str renamed(struct arena *a, const struct reference *ref,
                          const struct bump_outcome *o, struct str now, bool is_old)
{
    struct str text = o->request->comment;
    struct semver was, is;

    if (text.n)
        return text;
    if (!is_old)
        return o->request->version;
    text = bump_plain_name(a, o->new_ref);
    if (str_eq(now, bump_plain_name(a, ref->ref)) || !semver_parse(now, &was) ||
        !semver_parse(text, &is) || was.has_v == is.has_v)
        return text;
    return was.has_v ? str_printf(a, "v%.*s", STR(text)) : str_skip(text, 1);
}

static void note_left(struct planner *p, struct bump_outcome *o, struct str comment,
                      const struct bump_mention *m)
{
    struct str named = str_slice(comment, m->start, m->end), given = o->request->comment;

    if (m->kind == MENTION_FOUND)
        bump_note(p->arena, o,
                  str_printf(p->arena, "the comment still says %.*s: give both as COMMIT#VERSION",
                             STR(named)));
    else
        bump_note(p->arena, o,
                  str_printf(p->arena, "%.*s%sthe comment was left: %s", STR(given),
                             given.n ? " was not written and " : "",
                             m->kind == MENTION_SEVERAL
                                 ? "it names several versions"
                                 : "the version in it seems to be about something else"));
}

/* Does a source stand in the comment? It is listed as commented out, and never touched. */
static bool holds_source(const struct planner *p, const struct hcl_source *source,
                         struct hcl_range comment)
{
    const struct references *list = &p->r->references;

    if (str_find(str_slice(source->text, comment.start, comment.end), str_lit("source")) ==
        STR_NONE)
        return false;
    for (size_t i = 0; i < list->n; i++) {
        const struct reference *ref = &list->items[i];

        if (ref->kind == REFERENCE_COMMENTED && ref->source_file == source &&
            ref->source_range.start >= comment.start && ref->source_range.end <= comment.end)
            return true;
    }
    return false;
}

/*
 * A version comment beside a commit moves along; beside a name only if it repeats that name. What
 * is given is written there, or added; what is not is told.
 */
void bump_wish_comment(struct planner *p, const struct reference *ref, size_t outcome)
{
    struct bump_outcome *o = &p->plan.outcomes.items[outcome];
    struct str given = o->request->comment, old = bump_plain_name(p->arena, ref->ref), comment;
    bool was_commit = is_commit_hash(old), is_commit = is_commit_hash(o->new_ref);
    const struct hcl_source *source = ref->main_span ? ref->main_span->source : NULL;
    bool moves = !str_eq(ref->ref, o->new_ref);
    struct comment_place place;
    struct bump_mention m;
    struct hcl_range range;

    if (!source || (!moves && !given.n))
        return;
    bump_find_comment(&p->places, ref->main_span, &place);
    if (place.found && holds_source(p, source, place.text)) {
        if (given.n)
            bump_note(p->arena, o,
                      str_printf(p->arena,
                                 "the comment %.*s was not written: a source stands there",
                                 STR(given)));
        return;
    }
    comment = place.found ? str_slice(source->text, place.text.start, place.text.end) : str_lit("");
    m = bump_find_mention(comment, was_commit ? str_lit("") : old);
    if (m.kind == MENTION_NONE) {
        if (given.n)
            add_comment(p, outcome, source, &place);
        return;
    }
    if (!given.n && !was_commit && !m.is_old && m.kind != MENTION_SEVERAL)
        return; /* a version that was another one before is not this module's */
    if (m.kind != MENTION_FOUND || (!given.n && is_commit)) {
        note_left(p, o, comment, &m);
        return;
    }
    range.start = place.text.start + (uint32_t)m.start;
    range.end = place.text.start + (uint32_t)m.end;
    wish(p, outcome, source, range,
         renamed(p->arena, ref, o, str_slice(comment, m.start, m.end), m.is_old));
}
