#include "report/migrate_report.h"

#include "base/buf.h"

static const char *const statuses[] = { "unknown", "pending", "done", "fault", "failed" };
static const char *const step_statuses[] = { "pending", "done", "gone", "fault" };

static size_t n_sides(const struct migration *m)
{
    return m->kind == MIGRATION_STATE ? 1 : 2;
}

static const struct migration_side *side_of(const struct migration *m, size_t i)
{
    return i == 0 ? &m->from : &m->to;
}

/* Control characters of a file must not reach a terminal. */
static void add_shown(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];

        if (c == '\n' || c >= ' ')
            buf_addc(out, c == 0x7f ? '?' : (char)c);
        else
            buf_addc(out, '?');
    }
}

/* ---- what would be run --------------------------------------------------------------------- */

struct commands {
    struct arena *arena;
    VEC(struct str) lines;
};

static void add_unit_command(struct commands *c, const struct migrate_item *item, size_t side,
                             const char *const *args, const char *after)
{
    struct str words = tool_command(c->arena, item->sides[side].tool, args);
    struct str workspace = side_of(&item->file->migration, side)->workspace;
    AUTO_BUF struct buf b = BUF_INIT;

    buf_addz(&b, "(cd ");
    shell_quote(&b, item->sides[side].folder);
    buf_addz(&b, " && ");
    if (workspace.n) {
        buf_addz(&b, "TF_WORKSPACE=");
        shell_quote(&b, workspace);
        buf_addc(&b, ' ');
    }
    buf_add(&b, words);
    buf_printf(&b, "%s)", after);
    vec_push(c->arena, &c->lines, str_copy(c->arena, buf_str(&b)));
}

static void add_step_command(struct commands *c, const struct migrate_item *item,
                             enum migration_verb verb, struct str from, struct str to)
{
    bool two = item->file->migration.kind == MIGRATION_MULTI_STATE;
    bool tofu = item->sides[0].tool == TOOL_TOFU;
    AUTO_BUF struct buf b = BUF_INIT;

    buf_addz(&b, tofu ? "tofu " : "terraform ");
    if (verb != MIGRATION_IMPORT)
        buf_addz(&b, "state ");
    buf_addz(&b, migration_verb_name(verb));
    buf_addz(&b, two ? " -state=from.tfstate -state-out=to.tfstate " : " -state=from.tfstate ");
    shell_quote(&b, from);
    if (verb != MIGRATION_RM) {
        buf_addc(&b, ' ');
        shell_quote(&b, to);
    }
    vec_push(c->arena, &c->lines, str_copy(c->arena, buf_str(&b)));
}

static void add_steps(struct commands *c, const struct migrate_item *item)
{
    const struct migration *m = &item->file->migration;

    if (!item->checked) {
        for (size_t i = 0; i < m->actions.n; i++)
            add_step_command(c, item, m->actions.items[i].verb, m->actions.items[i].from,
                             m->actions.items[i].to);
        return;
    }
    for (size_t i = 0; i < item->check.steps.n; i++) {
        const struct migration_step *step = &item->check.steps.items[i];

        if (step->status == STEP_PENDING)
            add_step_command(c, item, step->verb, step->from, step->to);
    }
}

/* In the order in which --run does it. */
static void make_commands(struct commands *c, const struct migrate_item *item)
{
    static const char *const files[] = { "from.tfstate", "to.tfstate" };
    static const char *const pulls[] = { " >from.tfstate", " >to.tfstate" };
    const char *const pull[] = { "state", "pull", NULL };
    const char *const plan[] = { "plan", "-input=false", "-lock=false", "-detailed-exitcode",
                                 NULL };
    const struct migration *m = &item->file->migration;

    for (size_t i = 0; i < n_sides(m); i++)
        add_unit_command(c, item, i, pull, pulls[i]);
    add_steps(c, item);
    for (size_t i = 0; i < n_sides(m); i++)
        if (!side_of(m, i)->skip_plan)
            add_unit_command(c, item, i, plan, "");
    for (size_t i = n_sides(m); i > 0; i--) {
        const char *const push[] = { "state", "push", files[i - 1], NULL };

        add_unit_command(c, item, i - 1, push, "");
    }
}

/* ---- text ---------------------------------------------------------------------------------- */

static void add_expected(struct buf *out, const struct migration *m)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    bool any = false;

    for (size_t i = 0; i < MIGRATION_EFFECTS; i++) {
        for (size_t k = 0; k < m->expected[i].n; k++) {
            struct str address = migration_expected_text(&a, &m->expected[i].items[k]);

            buf_printf(out, "  plan      may %s %.*s\n", migration_effects[i], STR(address));
            any = true;
        }
    }
    if (!any)
        buf_addz(out, "  plan      no changes\n");
}

static void add_head(struct buf *out, const struct migrate_item *item)
{
    const struct migration *m = &item->file->migration;

    buf_printf(out, "%.*s: %s (%.*s)\n", STR(m->id), statuses[item->status],
               STR(item->file->source.path));
    if (m->why.n) {
        buf_addz(out, "  why       ");
        add_shown(out, m->why);
        buf_addc(out, '\n');
    }
    if (m->from_release.n || m->to_release.n) {
        buf_addz(out, "  release   ");
        add_shown(out, m->from_release);
        buf_addz(out, " -> ");
        add_shown(out, m->to_release);
        buf_addc(out, '\n');
    }
    for (size_t i = 0; i < n_sides(m); i++) {
        buf_printf(out, "  %-9s %.*s (%s",
                   n_sides(m) == 1 ? "unit"
                   : i             ? "to"
                                   : "from",
                   STR(item->sides[i].folder), tool_name(item->sides[i].tool));
        if (side_of(m, i)->workspace.n)
            buf_printf(out, ", workspace %.*s", STR(side_of(m, i)->workspace));
        buf_addz(out, ")\n");
        if (item->sides[i].state.n)
            buf_printf(out, "  state     %.*s\n", STR(item->sides[i].state));
    }
    if (item->journal.n)
        buf_printf(out, "  journal   %.*s\n", STR(item->journal));
    add_expected(out, m);
    if (m->force)
        buf_addz(out, "  note      force = true has no effect: footing always looks at the plan\n");
}

static void add_action(struct buf *out, const char *status, enum migration_verb verb,
                       struct str from, struct str to, struct str what)
{
    buf_printf(out, "    %-9s %s ", status, migration_verb_name(verb));
    add_shown(out, from);
    if (verb != MIGRATION_RM) {
        buf_addz(out, " -> ");
        add_shown(out, to);
    }
    buf_addc(out, '\n');
    if (what.n) {
        buf_addz(out, "              ");
        add_shown(out, what);
        buf_addc(out, '\n');
    }
}

static void add_actions(struct buf *out, const struct migrate_item *item)
{
    const struct migration *m = &item->file->migration;

    buf_addz(out, "  actions\n");
    for (size_t i = 0; !item->checked && i < m->actions.n; i++)
        add_action(out, "", m->actions.items[i].verb, m->actions.items[i].from,
                   m->actions.items[i].to, str_lit(""));
    for (size_t i = 0; item->checked && i < item->check.steps.n; i++) {
        const struct migration_step *step = &item->check.steps.items[i];

        add_action(out, step_statuses[step->status], step->verb, step->from, step->to, step->what);
    }
}

void report_migrations_text(struct buf *out, const struct migrate_items *items)
{
    for (size_t i = 0; i < items->n; i++) {
        const struct migrate_item *item = &items->items[i];
        AUTO_ARENA struct arena a = ARENA_INIT;
        struct commands c = { .arena = &a };

        if (i)
            buf_addc(out, '\n');
        add_head(out, item);
        add_actions(out, item);
        if (item->status == MIGRATE_STATUS_DONE || item->status == MIGRATE_STATUS_FAULT)
            continue;
        make_commands(&c, item);
        buf_addz(out, "  commands\n");
        for (size_t k = 0; k < c.lines.n; k++) {
            buf_addz(out, "    ");
            add_shown(out, c.lines.items[k]);
            buf_addc(out, '\n');
        }
    }
}

/* ---- JSON ---------------------------------------------------------------------------------- */

static void json_or_null(struct json_writer *w, const char *key, struct str text)
{
    jw_key(w, key);
    if (text.n)
        jw_text(w, text);
    else
        jw_null(w);
}

static void json_sides(struct json_writer *w, const struct migrate_item *item)
{
    const struct migration *m = &item->file->migration;

    jw_key(w, "units");
    jw_array(w);
    for (size_t i = 0; i < n_sides(m); i++) {
        jw_object(w);
        jw_key_text(w, "folder", item->sides[i].folder);
        jw_key_text(w, "workspace",
                    side_of(m, i)->workspace.n ? side_of(m, i)->workspace : str_lit("default"));
        jw_key_text(w, "tool", str_z(tool_name(item->sides[i].tool)));
        jw_key_bool(w, "skip_plan", side_of(m, i)->skip_plan);
        json_or_null(w, "state", item->sides[i].state);
        jw_end(w);
    }
    jw_end(w);
}

static void json_expected(struct json_writer *w, const struct migration *m)
{
    AUTO_ARENA struct arena a = ARENA_INIT;

    jw_key(w, "expected");
    jw_object(w);
    for (size_t i = 0; i < MIGRATION_EFFECTS; i++) {
        jw_key(w, migration_effects[i]);
        jw_array(w);
        for (size_t k = 0; k < m->expected[i].n; k++)
            jw_text(w, migration_expected_text(&a, &m->expected[i].items[k]));
        jw_end(w);
    }
    jw_end(w);
}

static void json_action(struct json_writer *w, enum migration_verb verb, struct str from,
                        struct str to, const struct migration_step *step)
{
    jw_object(w);
    jw_key_text(w, "action", str_z(migration_verb_name(verb)));
    jw_key_text(w, "from", from);
    json_or_null(w, "to", to);
    json_or_null(w, "status", step ? str_z(step_statuses[step->status]) : str_lit(""));
    jw_key_number(w, "instances", step ? step->n_instances : 0);
    json_or_null(w, "note", step ? step->what : str_lit(""));
    jw_end(w);
}

static void json_actions(struct json_writer *w, const struct migrate_item *item)
{
    const struct migration *m = &item->file->migration;

    jw_key(w, "actions");
    jw_array(w);
    for (size_t i = 0; !item->checked && i < m->actions.n; i++)
        json_action(w, m->actions.items[i].verb, m->actions.items[i].from, m->actions.items[i].to,
                    NULL);
    for (size_t i = 0; item->checked && i < item->check.steps.n; i++) {
        const struct migration_step *step = &item->check.steps.items[i];

        json_action(w, step->verb, step->from, step->to, step);
    }
    jw_end(w);
}

static void json_item(struct json_writer *w, const struct migrate_item *item)
{
    const struct migration *m = &item->file->migration;
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct commands c = { .arena = &a };

    jw_object(w);
    jw_key_text(w, "id", m->id);
    jw_key_text(w, "file", item->file->source.path);
    jw_key_text(w, "name", m->name);
    jw_key_text(w, "kind", str_z(m->kind == MIGRATION_STATE ? "state" : "multi_state"));
    json_or_null(w, "why", m->why);
    json_or_null(w, "from_release", m->from_release);
    json_or_null(w, "to_release", m->to_release);
    json_sides(w, item);
    json_expected(w, m);
    jw_key_text(w, "status", str_z(statuses[item->status]));
    json_or_null(w, "journal", item->journal);
    json_or_null(w, "error", item->error);
    json_actions(w, item);
    make_commands(&c, item);
    jw_key(w, "commands");
    jw_array(w);
    for (size_t i = 0; i < c.lines.n; i++)
        jw_text(w, c.lines.items[i]);
    jw_end(w);
    jw_end(w);
}

static void json_problem(struct json_writer *w, const struct migration_file *file,
                         const struct hcl_diag *d)
{
    uint32_t line = 0, column = 0;

    jw_object(w);
    jw_key_text(w, "file", file->source.path);
    if (d) {
        hcl_position(file->source.text, d->at.start, &line, &column);
        jw_key_text(w, "message", d->summary);
        jw_key_text(w, "detail", d->detail);
        jw_key_number(w, "line", line);
        jw_key_number(w, "column", column);
    } else {
        jw_key_text(w, "message", file->failure);
    }
    jw_end(w);
}

void report_migrations_json(struct buf *out, const struct migrate_items *items,
                            const struct migration_files *files)
{
    struct json_writer w = { .out = out };

    jw_object(&w);
    jw_key_text(&w, "root", files->root);
    jw_key(&w, "migrations");
    jw_array(&w);
    for (size_t i = 0; i < items->n; i++)
        json_item(&w, &items->items[i]);
    jw_end(&w);
    jw_key(&w, "problems");
    jw_array(&w);
    for (size_t i = 0; i < files->n; i++) {
        if (files->items[i].failure.n)
            json_problem(&w, &files->items[i], NULL);
        for (size_t k = 0; k < files->items[i].diags.n; k++)
            json_problem(&w, &files->items[i], &files->items[i].diags.items[k]);
    }
    jw_end(&w);
    jw_end(&w);
}
