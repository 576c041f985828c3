#include "report/references_report.h"

#include "report/references_parts.h"
#include "report/table.h"
#include "text/diff.h"

/* ---- words ---------------------------------------------------------------------------------- */

static const char *kind_word(enum reference_kind k)
{
    static const char *const words[] = { "unit", "stack", "module", "unused", "commented" };

    return words[k];
}

static const char *state_word(enum reference_state s)
{
    static const char *const words[] = { "known", "none", "unknown", "failed" };

    return words[s];
}

static const char *source_word(enum source_kind k)
{
    static const char *const words[] = { "local", "git", "registry", "other", "unknown" };

    return words[k];
}

const char *bump_status_word(enum bump_status s)
{
    static const char *const words[] = { "changed", "already", "left", "blocked" };

    return words[s];
}

struct str place_text(struct arena *a, const struct hcl_source *source, struct hcl_range at)
{
    uint32_t line, column;

    hcl_position(source->text, at.start, &line, &column);
    return str_printf(a, "%.*s:%u:%u", STR(source->path), line, column);
}

/* ---- the table ------------------------------------------------------------------------------- */

static struct str short_repository(struct str s)
{
    static const struct str hosts[] = { STR_INIT("github.com/"),
                                        STR_INIT("registry.terraform.io/") };

    for (size_t i = 0; i < ARRAY_LEN(hosts); i++)
        if (str_starts(s, hosts[i]))
            return str_skip(s, hosts[i].n);
    return s;
}

static struct str module_cell(struct arena *a, const struct reference *ref)
{
    if (ref->module.kind == SOURCE_UNKNOWN && !ref->module.repository.n)
        return str_lit("unknown");
    return str_printf(a, "%.*s%s%.*s", STR(short_repository(ref->module.repository)),
                      ref->module.path.n ? "//" : "", STR(ref->module.path));
}

static struct str ref_cell(const struct reference *ref)
{
    switch (ref->state) {
    case REF_KNOWN:
        return ref->ref;
    case REF_NONE:
        return str_lit("-");
    case REF_UNKNOWN:
        return str_lit("unknown");
    case REF_FAILED:
        return str_lit("failed");
    }
    return str_lit("");
}

static struct str written_cell(struct arena *a, const struct reference *ref)
{
    if (ref->main_span) {
        struct str at = place_text(a, ref->main_span->source, ref->main_span->range);

        return ref->main_span->note.n
                   ? str_printf(a, "%.*s (%.*s)", STR(at), STR(ref->main_span->note))
                   : at;
    }
    if (ref->state == REF_KNOWN)
        return ref->n_spans && ref->spans[0].note.n ? ref->spans[0].note : str_lit("computed");
    if (ref->why.n)
        return ref->why;
    if (ref->state == REF_FAILED)
        return ref->problems.n ? ref->problems.items[0].summary : str_lit("see below");
    if (ref->module.kind == SOURCE_LOCAL)
        return str_lit("");
    return ref->module.kind == SOURCE_REGISTRY ? str_lit("no version: the latest release")
                                               : str_lit("no version: the default branch");
}

static struct str moves_cell(struct arena *a, const struct repository *r,
                             const struct reference *ref)
{
    size_t n = 0;

    for (size_t i = 0; ref->group && i < ref->group->n; i++)
        n += &r->references.items[ref->group->members[i]] != ref;
    return n ? str_printf(a, "%zu other%s", n, n == 1 ? "" : "s") : str_lit("");
}

static bool in_section(const struct reference *ref, unsigned section)
{
    return section == (ref->kind == REFERENCE_UNUSED      ? 1U
                       : ref->kind == REFERENCE_COMMENTED ? 2U
                                                          : 0U);
}

void report_references_table(struct buf *out, struct repository *r, const struct report_options *o)
{
    static const char *const titles[] = { NULL, "Written, but moves no unit:",
                                          "In comments, never touched:" };

    for (unsigned section = 0; section < ARRAY_LEN(titles); section++) {
        struct table t = {
            .arena = r->arena, .width = o->columns, .stack_below = 110, .colour = o->colour
        };
        size_t n = 0;

        table_column(&t, section ? "FILE" : "UNIT", 16);
        table_column(&t, "MODULE", 12);
        table_column(&t, "REF", 8);
        table_column(&t, "WRITTEN AT", 18);
        table_column(&t, section ? "" : "ALSO MOVES", section ? 0 : 8);
        for (size_t i = 0; i < r->references.n; i++) {
            const struct reference *ref = &r->references.items[i];

            if (!ref->chosen || !in_section(ref, section))
                continue;
            n++;
            table_row(&t, (struct str[]){ ref->unit, module_cell(r->arena, ref), ref_cell(ref),
                                          written_cell(r->arena, ref),
                                          section ? str_lit("") : moves_cell(r->arena, r, ref) });
        }
        if (!n)
            continue;
        if (titles[section])
            buf_printf(out, "\n%s\n", titles[section]);
        table_print(&t, out);
    }
}

/* ---- JSON -------------------------------------------------------------------------------------
 */

void json_place(struct json_writer *w, const struct hcl_source *source, struct hcl_range range)
{
    uint32_t line, column;

    hcl_position(source->text, range.start, &line, &column);
    jw_key_text(w, "file", source->path);
    jw_key_number(w, "line", line);
    jw_key_number(w, "column", column);
    jw_key(w, "range");
    jw_object(w);
    jw_key_number(w, "start", range.start);
    jw_key_number(w, "end", range.end);
    jw_end(w);
}

static void json_span(struct json_writer *w, const struct reference *ref,
                      const struct origin_span *s)
{
    static const char *const kinds[] = { "text", "unknown", "given" };

    jw_object(w);
    jw_key_text(w, "text",
                str_slice(ref->state == REF_KNOWN ? ref->ref : ref->ref_wanted, s->at,
                          s->at + s->len));
    jw_key_text(w, "kind", str_z(kinds[s->kind]));
    if (s->kind == ORIGIN_TEXT && s->source)
        json_place(w, s->source, s->range);
    if (s->note.n)
        jw_key_text(w, "note", s->note);
    jw_end(w);
}

static void json_diags(struct json_writer *w, const struct hcl_diags *diags)
{
    jw_key(w, "problems");
    jw_array(w);
    for (size_t i = 0; i < diags->n; i++) {
        const struct hcl_diag *d = &diags->items[i];

        jw_object(w);
        jw_key_text(w, "summary", d->summary);
        jw_key_text(w, "detail", d->detail);
        if (d->source)
            json_place(w, d->source, d->at);
        jw_end(w);
    }
    jw_end(w);
}

static void json_reference(struct json_writer *w, const struct repository *r,
                           const struct reference *ref)
{
    jw_object(w);
    jw_key_text(w, "unit", ref->unit);
    jw_key_text(w, "kind", str_z(kind_word(ref->kind)));
    jw_key_text(w, "state", str_z(state_word(ref->state)));
    jw_key_text(w, "source", ref->address);
    jw_key_text(w, "source_kind", str_z(source_word(ref->module.kind)));
    jw_key_text(w, "repository", ref->module.repository);
    jw_key_text(w, "path", ref->module.path);
    jw_key(w, "ref");
    if (ref->state == REF_KNOWN)
        jw_text(w, ref->ref);
    else
        jw_null(w);
    jw_key_bool(w, "constraint", ref->is_constraint);
    jw_key(w, "written_at");
    if (ref->main_span)
        json_span(w, ref, ref->main_span);
    else
        jw_null(w);
    jw_key(w, "pieces");
    jw_array(w);
    for (size_t i = 0; i < ref->n_spans; i++)
        json_span(w, ref, &ref->spans[i]);
    jw_end(w);
    jw_key(w, "also_moves");
    jw_array(w);
    for (size_t i = 0; ref->group && i < ref->group->n; i++) {
        const struct reference *other = &r->references.items[ref->group->members[i]];

        if (other != ref)
            jw_text(w, other->unit);
    }
    jw_end(w);
    if (ref->why.n)
        jw_key_text(w, "why", ref->why);
    if (ref->source_file && ref->source_range.end) {
        jw_key(w, "source_at");
        jw_object(w);
        json_place(w, ref->source_file, ref->source_range);
        jw_end(w);
    }
    if (ref->problems.n)
        json_diags(w, &ref->problems);
    jw_end(w);
}

void json_problem_items(struct json_writer *w, const struct repository *r)
{
    for (size_t i = 0; i < r->problems.n; i++) {
        const struct problem *p = &r->problems.items[i];

        if (!p->chosen)
            continue;
        jw_object(w);
        if (p->diag) {
            jw_key_text(w, "message",
                        p->diag->detail.n ? str_printf(r->arena, "%.*s: %.*s",
                                                       STR(p->diag->summary), STR(p->diag->detail))
                                          : p->diag->summary);
            json_place(w, p->diag->source, p->diag->at);
        } else {
            jw_key_text(w, "message", p->message);
            jw_key_text(w, "file", p->path);
        }
        jw_end(w);
    }
}

static void json_problems(struct json_writer *w, const struct repository *r)
{
    jw_key(w, "problems");
    jw_array(w);
    json_problem_items(w, r);
    jw_end(w);
}

void report_references_json(struct buf *out, struct repository *r)
{
    struct json_writer w = { .out = out };

    jw_object(&w);
    jw_key_text(&w, "folder", files_shown(&r->files, r->folder));
    jw_key_text(&w, "root", files_shown(&r->files, r->root));
    jw_key_number(&w, "files", r->n_files);
    jw_key(&w, "references");
    jw_array(&w);
    for (size_t i = 0; i < r->references.n; i++)
        if (r->references.items[i].chosen)
            json_reference(&w, r, &r->references.items[i]);
    jw_end(&w);
    json_problems(&w, r);
    jw_end(&w);
}

/* ---- problems ----------------------------------------------------------------------------------
 */

size_t report_problems(struct buf *out, const struct repository *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->problems.n; i++) {
        const struct problem *p = &r->problems.items[i];

        if (!p->chosen)
            continue;
        n++;
        if (p->diag)
            hcl_diag_print(out, p->diag);
        else
            buf_printf(out, "error: %.*s: %.*s\n", STR(p->path), STR(p->message));
    }
    for (size_t i = 0; i < r->references.n; i++) {
        const struct reference *ref = &r->references.items[i];

        if (!ref->chosen || !ref->problems.n)
            continue;
        n++;
        buf_printf(out, "%.*s:\n", STR(ref->unit));
        for (size_t k = 0; k < ref->problems.n; k++)
            hcl_diag_print(out, &ref->problems.items[k]);
    }
    return n;
}

/* ---- plans -------------------------------------------------------------------------------------
 */

void report_plan_diff(struct buf *out, const struct repository *r, const struct bump_plan *plan,
                      const struct report_options *o)
{
    for (size_t i = 0; i < plan->files.n; i++) {
        const struct bump_file *f = &plan->files.items[i];

        diff_unified(out, path_relative(r->arena, r->root, f->file->path), f->file->source.text,
                     f->new_text, &f->edits, o->colour);
    }
}

static size_t count(const struct bump_plan *plan, enum bump_status status)
{
    size_t n = 0;

    for (size_t i = 0; i < plan->outcomes.n; i++)
        n += plan->outcomes.items[i].status == status;
    return n;
}

/* What already has the version is told only where there is something to say about it. */
static bool is_told(const struct bump_outcome *o, enum bump_status status)
{
    return o->status == status && (status != BUMP_ALREADY || o->reason.n || o->note.n);
}

static void print_outcome(struct buf *out, struct repository *r, const struct bump_outcome *o)
{
    const struct reference *ref = &r->references.items[o->reference];

    buf_printf(out, "  %.*s", STR(ref->unit));
    if (o->status == BUMP_CHANGED) {
        struct str at = ref->main_span
                            ? place_text(r->arena, ref->main_span->source, ref->main_span->range)
                            : str_lit("");

        buf_printf(out, ": %.*s to %.*s at %.*s", STR(ref->ref), STR(o->new_ref), STR(at));
        if (ref->kind == REFERENCE_UNUSED)
            buf_addz(out, " (moves no unit)");
    } else if (o->reason.n) {
        buf_printf(out, ": %.*s", STR(o->reason));
    }
    if (o->note.n)
        buf_printf(out, "\n    note: %.*s", STR(o->note));
    buf_addc(out, '\n');
}

static void print_outcomes(struct buf *out, struct repository *r, const struct bump_plan *plan,
                           enum bump_status status, const char *title)
{
    bool first = true;

    for (size_t i = 0; i < plan->outcomes.n; i++) {
        if (!is_told(&plan->outcomes.items[i], status))
            continue;
        if (first)
            buf_printf(out, "%s\n", title);
        first = false;
        print_outcome(out, r, &plan->outcomes.items[i]);
    }
}

static void print_moved(struct buf *out, struct repository *r, const struct bump_plan *plan)
{
    if (plan->moved.n)
        buf_addz(out, "Moves along, though not chosen (--allow-shared):\n");
    for (size_t i = 0; i < plan->moved.n; i++) {
        const struct reference *ref = &r->references.items[plan->moved.items[i].reference];

        buf_printf(out, "  %.*s: %.*s to %.*s\n", STR(ref->unit), STR(ref->ref),
                   STR(plan->moved.items[i].new_ref));
    }
}

void report_plan_text(struct buf *out, struct repository *r, const struct bump_plan *plan)
{
    size_t edits = 0;

    for (size_t i = 0; i < plan->files.n; i++)
        edits += plan->files.items[i].edits.n;
    print_outcomes(out, r, plan, BUMP_CHANGED, "Changed:");
    print_moved(out, r, plan);
    print_outcomes(out, r, plan, BUMP_ALREADY, "Already there:");
    print_outcomes(out, r, plan, BUMP_LEFT, "Left as they are:");
    print_outcomes(out, r, plan, BUMP_BLOCKED, "Could not be reached:");
    buf_printf(out,
               "%zu to change (%zu edit%s in %zu file%s), %zu already there, %zu left, %zu not "
               "reached\n",
               count(plan, BUMP_CHANGED), edits, edits == 1 ? "" : "s", plan->files.n,
               plan->files.n == 1 ? "" : "s", count(plan, BUMP_ALREADY), count(plan, BUMP_LEFT),
               count(plan, BUMP_BLOCKED));
}

void json_files(struct json_writer *w, const struct bump_files *files)
{
    jw_key(w, "files");
    jw_array(w);
    for (size_t i = 0; i < files->n; i++) {
        const struct bump_file *f = &files->items[i];

        jw_object(w);
        jw_key_text(w, "file", f->file->source.path);
        jw_key(w, "edits");
        jw_array(w);
        for (size_t k = 0; k < f->edits.n; k++) {
            const struct edit *edit = &f->edits.items[k];
            struct hcl_range range = { (uint32_t)edit->start, (uint32_t)edit->end };

            jw_object(w);
            json_place(w, &f->file->source, range);
            jw_key_text(w, "old", str_slice(f->file->source.text, edit->start, edit->end));
            jw_key_text(w, "new", edit->text);
            jw_end(w);
        }
        jw_end(w);
        jw_end(w);
    }
    jw_end(w);
}

void json_applied(struct json_writer *w, const struct apply_result *applied)
{
    jw_key_bool(w, "written", applied && !applied->refusals.n);
    if (!applied || !applied->refusals.n)
        return;
    jw_key(w, "refused");
    jw_array(w);
    for (size_t i = 0; i < applied->refusals.n; i++) {
        jw_object(w);
        jw_key_text(w, "file", applied->refusals.items[i].path);
        jw_key_text(w, "reason", applied->refusals.items[i].reason);
        jw_end(w);
    }
    jw_end(w);
}

void report_plan_json(struct buf *out, struct repository *r, const struct bump_plan *plan,
                      const struct apply_result *applied)
{
    struct json_writer w = { .out = out };

    jw_object(&w);
    jw_key(&w, "outcomes");
    jw_array(&w);
    for (size_t i = 0; i < plan->outcomes.n; i++) {
        const struct bump_outcome *o = &plan->outcomes.items[i];
        const struct reference *ref = &r->references.items[o->reference];

        jw_object(&w);
        jw_key_text(&w, "unit", ref->unit);
        jw_key_text(&w, "kind", str_z(kind_word(ref->kind)));
        jw_key_text(&w, "request", o->request->given);
        jw_key_text(&w, "status", str_z(bump_status_word(o->status)));
        jw_key_text(&w, "old_ref", ref->ref);
        jw_key_text(&w, "new_ref", o->new_ref);
        if (o->reason.n)
            jw_key_text(&w, "reason", o->reason);
        if (o->note.n)
            jw_key_text(&w, "note", o->note);
        jw_end(&w);
    }
    jw_end(&w);
    jw_key(&w, "moved");
    jw_array(&w);
    for (size_t i = 0; i < plan->moved.n; i++) {
        const struct reference *ref = &r->references.items[plan->moved.items[i].reference];

        jw_object(&w);
        jw_key_text(&w, "unit", ref->unit);
        jw_key_text(&w, "old_ref", ref->ref);
        jw_key_text(&w, "new_ref", plan->moved.items[i].new_ref);
        jw_end(&w);
    }
    jw_end(&w);
    json_files(&w, &plan->files);
    json_applied(&w, applied);
    json_problems(&w, r);
    jw_end(&w);
}
