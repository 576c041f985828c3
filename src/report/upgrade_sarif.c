/*
 * A plan as SARIF 2.1.0, for code scanning: a result for everything that is to be done, at the
 * place where it is to be done. Rules have names that stay: "upgrade/input/create_macie_bucket".
 */
#include "hcl/hash.h"
#include "report/upgrade_parts.h"
#include "report/wrap.h"

#define BASE_ID "ROOT" /* what paths are relative to: the root of the repository */

struct result {
    struct str rule, about; /* `about`: what the rule is for */
    const char *level;
    struct str message;
    struct str unit;
    struct str key;    /* the unit, wherever the command is started */
    struct str detail; /* what tells it from others of this rule and unit, whatever moves around */
    bool placed;
    struct change_place place;
};

struct results {
    struct arena *arena;
    const struct upgrade_plan *plan;
    bool written; /* the edits were made: only what is left is told */
    VEC(struct result) list;
    struct map rules; /* name to the first result of the rule */
};

/* ---- collecting ------------------------------------------------------------------------------ */

static struct result *add(struct results *r, struct str rule, const char *level, size_t unit)
{
    const struct reference *ref = unit_reference(r->plan, unit);
    struct str dir = path_relative(r->arena, r->plan->survey.repository->root, ref->dir);
    struct result result = { .rule = rule, .level = level, .unit = ref->unit };

    result.key = str_printf(r->arena, "%.*s/%.*s", STR(dir), STR(path_base(ref->unit)));

    result.placed = unit_place(r->plan, unit, &result.place);
    vec_push(r->arena, &r->list, result);
    return &r->list.items[r->list.n - 1];
}

static struct str step_rule(struct results *r, const struct step *step)
{
    return str_printf(r->arena, "upgrade/%s/%.*s", step_kind_word(step->kind), STR(step->name));
}

static void add_references(struct results *r)
{
    for (size_t i = 0; i < r->plan->survey.units.n; i++) {
        const struct bump_outcome *o = unit_outcome(r->plan, i);
        struct str why = why_not_reached(r->arena, r->plan, i);
        struct result *result;

        if (why.n) {
            result = add(r, str_lit("upgrade/not-reached"), "error", i);
            result->about = str_lit("The unit cannot be brought to the benchmark from here.");
            result->message = str_printf(r->arena, "%.*s: %.*s", STR(result->unit), STR(why));
        } else if (o && o->status == BUMP_CHANGED && !r->written) {
            result = add(r, str_lit("upgrade/ref"), "warning", i);
            result->about = str_lit("The module needs a release that can meet the benchmark.");
            result->message = str_printf(r->arena, "%.*s: %.*s to %.*s, for %.*s",
                                         STR(result->unit), STR(unit_reference(r->plan, i)->ref),
                                         STR(o->new_ref), STR(r->plan->survey.benchmark));
        }
    }
}

static struct str first_line(struct results *r, struct str value)
{
    struct str rest = value, first = str_cut(&rest, '\n');

    return rest.n ? str_printf(r->arena, "%.*s …", STR(str_trim_end(first))) : first;
}

static void add_change(struct results *r, const struct change *c)
{
    bool failed = c->status == CHANGE_FAILED;
    struct str subject = change_subject(r->arena, r->plan, c);
    bool valued = c->edit.value.n && c->edit.op != HCL_ADD_BLOCK;
    struct result *result;

    if (!failed && r->written)
        return;
    result = add(r, step_rule(r, c->step), failed ? "error" : "warning", c->unit);
    result->about = c->step->why;
    result->detail = str_printf(r->arena, "%.*s\n%.*s", STR(subject), STR(c->edit.value));
    result->placed = change_place(r->plan, c, &result->place);
    if (c->file && c->file != r->plan->survey.units.items[c->unit].file)
        result->key = path_relative(r->arena, r->plan->survey.repository->root, c->file->path);
    if (failed)
        result->message =
            str_printf(r->arena, "%.*s: %.*s cannot be done: %.*s. %.*s", STR(result->unit),
                       STR(subject), STR(c->reason), STR(c->step->why));
    else
        result->message =
            str_printf(r->arena, "%.*s: %s %.*s%s%.*s. %.*s", STR(result->unit),
                       change_op_word(c->edit.op), STR(subject),
                       !valued                    ? ""
                       : c->edit.op == HCL_RENAME ? " to "
                                                  : " = ",
                       STR(valued ? first_line(r, c->edit.value) : str_lit("")), STR(c->step->why));
}

static void add_states(struct results *r)
{
    for (size_t i = 0; i < r->plan->states.n; i++) {
        const struct state_change *c = &r->plan->states.items[i];
        struct result *result = add(r, step_rule(r, c->step), "warning", c->unit);

        result->about = c->step->why;
        result->message =
            str_printf(r->arena, "%.*s: migrate its state: %zu action%s. %.*s", STR(result->unit),
                       c->actions.n, c->actions.n == 1 ? "" : "s", STR(c->step->why));
    }
}

static void add_notices(struct results *r)
{
    for (size_t i = 0; i < r->plan->notices.n; i++) {
        const struct notice *n = &r->plan->notices.items[i];
        bool pin = n->step->kind == STEP_PIN;
        struct result *result = add(r, step_rule(r, n->step), pin ? "warning" : "note", n->unit);

        result->about = n->step->why;
        result->detail = n->text;
        if (n->place.n)
            result->placed |= notice_place(r->plan, n, &result->place);
        result->message = str_printf(r->arena, "%.*s: %.*s%s%.*s", STR(result->unit), STR(n->text),
                                     n->text.n ? ". " : "", STR(n->step->why));
    }
}

static void add_contradictions(struct results *r)
{
    for (size_t i = 0; i < r->plan->survey.problems.n; i++) {
        const struct survey_problem *p = &r->plan->survey.problems.items[i];
        const struct notice as_notice = { .place = p->place };
        struct result result = { .rule = str_lit("upgrade/contradiction"),
                                 .about = str_lit("Two places say different things."),
                                 .level = "error",
                                 .unit = p->place,
                                 .message = p->message,
                                 .detail = p->message };

        result.placed = notice_place(r->plan, &as_notice, &result.place);
        for (size_t k = 0; !result.placed && k < r->plan->survey.units.n; k++)
            if (str_eq(unit_reference(r->plan, k)->unit, p->place))
                result.placed = unit_place(r->plan, k, &result.place);
        vec_push(r->arena, &r->list, result);
    }
}

/* ---- where ----------------------------------------------------------------------------------- */

/* Lines and columns as SARIF counts them: from 1, columns in code points. */
static void position(struct str text, size_t offset, uint64_t *ret_line, uint64_t *ret_column)
{
    static const struct str bom = STR_INIT("\xef\xbb\xbf");
    size_t start = str_starts(text, bom) && offset >= bom.n ? bom.n : 0;

    *ret_line = *ret_column = 1;
    for (size_t i = start; i < offset && i < text.n; i++) {
        if (text.p[i] == '\n') {
            ++*ret_line;
            *ret_column = 1;
        } else if (((unsigned char)text.p[i] & 0xc0) != 0x80) {
            ++*ret_column;
        }
    }
}

static void key_region(struct json_writer *w, const struct change_place *place)
{
    struct str text = place->source->text;
    uint64_t line, column;

    if (!place->range.end)
        return; /* the file, as a whole */
    jw_key(w, "region");
    jw_object(w);
    position(text, place->range.start, &line, &column);
    jw_key_number(w, "startLine", line);
    jw_key_number(w, "startColumn", column);
    position(text, place->range.end, &line, &column);
    jw_key_number(w, "endLine", line);
    jw_key_number(w, "endColumn", column);
    jw_end(w);
}

/* A path as a reference of RFC 3986. */
static struct str uri_of(struct arena *a, struct str path)
{
    static const char plain[] = "-._~/";
    AUTO_BUF struct buf b = BUF_INIT;

    for (size_t i = 0; i < path.n; i++) {
        char c = path.p[i];

        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
            (c && strchr(plain, c)))
            buf_addc(&b, c);
        else
            buf_printf(&b, "%%%02X", (unsigned)(unsigned char)c);
    }
    return str_copy(a, buf_str(&b));
}

static void key_location(struct json_writer *w, struct results *r, const struct result *result)
{
    const struct repository *repository = r->plan->survey.repository;
    const struct repo_file *file =
        result->placed ? files_of(&repository->files, result->place.source) : NULL;

    jw_key(w, "locations");
    jw_array(w);
    jw_object(w);
    if (file) {
        jw_key(w, "physicalLocation");
        jw_object(w);
        jw_key(w, "artifactLocation");
        jw_object(w);
        jw_key_text(w, "uri",
                    uri_of(r->arena, path_relative(r->arena, repository->root, file->path)));
        jw_key_text(w, "uriBaseId", str_lit(BASE_ID));
        jw_end(w);
        key_region(w, &result->place);
        jw_end(w);
    }
    jw_key(w, "logicalLocations");
    jw_array(w);
    jw_object(w);
    jw_key_text(w, "fullyQualifiedName", result->unit);
    jw_key_text(w, "kind", str_lit("module"));
    jw_end(w);
    jw_end(w);
    jw_end(w);
    jw_end(w);
}

/* ---- writing --------------------------------------------------------------------------------- */

/*
 * SARIF 2.1.0, 3.11.5: "{" and "}" are written twice, since they hold placeholders; 3.11.6:
 * "[text](place)" is a link, which no text from a repository may make.
 */
static void key_message(struct json_writer *w, const char *key, struct str text)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    AUTO_BUF struct buf b = BUF_INIT;

    text = text_printable(&scratch, text);
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];

        buf_addc(&b, c);
        if (c == '{' || c == '}')
            buf_addc(&b, c);
        else if (c == ']' && i + 1 < text.n && text.p[i + 1] == '(')
            buf_addc(&b, ' ');
    }
    jw_key(w, key);
    jw_object(w);
    jw_key_text(w, "text", buf_str(&b));
    jw_end(w);
}

/* Each rule once, in the order in which they come up; results know them by their index. */
static void write_rules(struct json_writer *w, struct results *r)
{
    jw_key(w, "rules");
    jw_array(w);
    for (size_t i = 0; i < r->list.n; i++) {
        const struct result *result = &r->list.items[i];
        size_t *index;

        if (map_get(&r->rules, result->rule))
            continue;
        index = arena_new(r->arena, size_t);
        *index = r->rules.n;
        map_put(r->arena, &r->rules, result->rule, index);
        jw_object(w);
        jw_key_text(w, "id", result->rule);
        key_message(w, "shortDescription", result->about);
        jw_key(w, "defaultConfiguration");
        jw_object(w);
        jw_key_text(w, "level", str_z(result->level));
        jw_end(w);
        jw_end(w);
    }
    jw_end(w);
}

static void write_result(struct json_writer *w, struct results *r, const struct result *result)
{
    const size_t *index = map_get(&r->rules, result->rule);
    struct str print = str_printf(r->arena, "%.*s\n%.*s\n%.*s", STR(result->rule), STR(result->key),
                                  STR(result->detail));

    jw_object(w);
    jw_key_text(w, "ruleId", result->rule);
    jw_key_number(w, "ruleIndex", *index);
    jw_key_text(w, "level", str_z(result->level));
    key_message(w, "message", result->message);
    key_location(w, r, result);
    jw_key(w, "partialFingerprints");
    jw_object(w);
    jw_key_text(w, "footingUpgrade/v1", str_slice(hash_sha256(r->arena, print), 0, 32));
    jw_end(w);
    jw_end(w);
}

/* What could not be read is about the run, not about the code. */
static void write_invocation(struct json_writer *w, struct results *r,
                             const struct apply_result *applied)
{
    const struct repository *repository = r->plan->survey.repository;
    size_t n = applied ? applied->refusals.n : 0;

    for (size_t i = 0; i < repository->problems.n; i++)
        n += repository->problems.items[i].chosen;
    jw_key(w, "invocations");
    jw_array(w);
    jw_object(w);
    jw_key_bool(w, "executionSuccessful", n == 0);
    jw_key(w, "toolExecutionNotifications");
    jw_array(w);
    for (size_t i = 0; i < repository->problems.n; i++) {
        const struct problem *p = &repository->problems.items[i];
        struct str text = p->diag
                              ? str_printf(r->arena, "%.*s: %.*s. %.*s",
                                           STR(place_text(r->arena, p->diag->source, p->diag->at)),
                                           STR(p->diag->summary), STR(p->diag->detail))
                              : str_printf(r->arena, "%.*s: %.*s", STR(p->path), STR(p->message));

        if (!p->chosen)
            continue;
        jw_object(w);
        jw_key_text(w, "level", str_lit("error"));
        key_message(w, "message", text);
        jw_end(w);
    }
    jw_end(w);
    jw_end(w);
    jw_end(w);
}

static void write_run(struct json_writer *w, struct results *r, const struct apply_result *applied)
{
    jw_object(w);
    jw_key(w, "tool");
    jw_object(w);
    jw_key(w, "driver");
    jw_object(w);
    jw_key_text(w, "name", str_lit("footing"));
    jw_key_text(w, "version", str_lit(FOOTING_VERSION));
    write_rules(w, r);
    jw_end(w);
    jw_end(w);
    jw_key(w, "automationDetails");
    jw_object(w);
    jw_key_text(w, "id",
                str_printf(r->arena, "footing/upgrade/%.*s/", STR(r->plan->survey.benchmark)));
    jw_end(w);
    jw_key_text(w, "columnKind", str_lit("unicodeCodePoints"));
    jw_key(w, "originalUriBaseIds");
    jw_object(w);
    jw_key(w, BASE_ID);
    jw_object(w);
    key_message(w, "description", str_lit("The root of the repository."));
    jw_end(w);
    jw_end(w);
    write_invocation(w, r, applied);
    jw_key(w, "results");
    jw_array(w);
    for (size_t i = 0; i < r->list.n; i++)
        write_result(w, r, &r->list.items[i]);
    jw_end(w);
    jw_end(w);
}

void report_upgrade_sarif(struct buf *out, const struct upgrade_plan *plan,
                          const struct apply_result *applied)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    struct results r = { .arena = &scratch,
                         .plan = plan,
                         .written = applied && !applied->refusals.n };
    struct json_writer w = { .out = out };

    add_references(&r);
    for (size_t i = 0; i < plan->changes.n; i++)
        add_change(&r, &plan->changes.items[i]);
    add_states(&r);
    add_notices(&r);
    add_contradictions(&r);
    jw_object(&w);
    jw_key_text(&w, "$schema", str_lit("https://json.schemastore.org/sarif-2.1.0.json"));
    jw_key_text(&w, "version", str_lit("2.1.0"));
    jw_key(&w, "runs");
    jw_array(&w);
    write_run(&w, &r, applied);
    jw_end(&w);
    jw_end(&w);
}
