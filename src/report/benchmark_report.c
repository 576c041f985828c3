#include "report/benchmark_report.h"

#include "report/benchmark_parts.h"
#include "report/table.h"
#include "report/wrap.h"

/* ---- all versions ---------------------------------------------------------------------------- */

static struct str count_text(struct arena *a, size_t n)
{
    return str_printf(a, "%3zu", n);
}

/* Below the table, so that it stays narrow. */
static void aliases_text(struct buf *out, const struct benchmarks *all,
                         const struct benchmark_report_options *o)
{
    AUTO_BUF struct buf line = BUF_INIT;

    for (size_t i = 0; i < all->benchmarks.n; i++) {
        const struct benchmark *b = &all->benchmarks.items[i];

        for (size_t k = 0; k < b->aliases.n; k++) {
            buf_clear(&line);
            buf_printf(&line, "%.*s is the same as %.*s.", STR(b->aliases.items[k]), STR(b->id));
            wrap_text(out, buf_str(&line), 0, o->columns);
        }
    }
}

void report_benchmarks_table(struct buf *out, const struct benchmarks *all,
                             const struct benchmark_report_options *o)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct table t = { .arena = &a, .width = o->columns, .colour = o->colour };

    table_column(&t, "VERSION", 0);
    table_column(&t, "RELEASED", 0);
    table_column(&t, "ALL", 0);
    table_column(&t, " L1", 0);
    table_column(&t, " L2", 0);
    table_column(&t, "AUTO", 0);
    table_column(&t, "MANUAL", 0);
    for (size_t i = 0; i < all->benchmarks.n; i++) {
        const struct benchmark *b = &all->benchmarks.items[i];
        struct benchmark_counts c = benchmark_count(b);
        const struct str cells[] = {
            b->id,
            b->released,
            count_text(&a, c.all),
            count_text(&a, c.level_1),
            count_text(&a, c.level_2),
            count_text(&a, c.automated),
            count_text(&a, c.manual),
        };

        table_row(&t, cells);
    }
    table_print(&t, out);
    aliases_text(out, all, o);
}

/* What a version is, without its recommendations; fields of an object that is open. */
static void benchmark_fields(struct json_writer *w, const struct benchmark *b)
{
    struct benchmark_counts c = benchmark_count(b);

    jw_key_text(w, "id", b->id);
    jw_key_text(w, "title", b->title);
    json_key_text(w, "released", b->released);
    json_key_text(w, "supersedes", b->supersedes);
    json_key_texts(w, "aliases", &b->aliases);
    json_key_text(w, "note", b->note);
    jw_key_number(w, "total", c.all);
    jw_key_number(w, "level_1", c.level_1);
    jw_key_number(w, "level_2", c.level_2);
    jw_key_number(w, "automated", c.automated);
    jw_key_number(w, "manual", c.manual);
}

void report_benchmarks_json(struct buf *out, const struct benchmarks *all)
{
    struct json_writer w = { .out = out };

    jw_object(&w);
    jw_key(&w, "benchmarks");
    jw_array(&w);
    for (size_t i = 0; i < all->benchmarks.n; i++) {
        jw_object(&w);
        benchmark_fields(&w, &all->benchmarks.items[i]);
        jw_end(&w);
    }
    jw_end(&w);
    jw_end(&w);
}

/* ---- one version ----------------------------------------------------------------------------- */

static void about_benchmark(struct buf *out, const struct benchmark *b,
                            const struct benchmark_report_options *o)
{
    AUTO_BUF struct buf line = BUF_INIT;
    struct benchmark_counts c = benchmark_count(b);

    buf_printf(&line, "%.*s (%.*s)", STR(b->title), STR(b->id));
    heading(out, o, buf_str(&line));
    buf_clear(&line);
    buf_printf(&line,
               "%zu recommendations: %zu of level 1, %zu of level 2; %zu automated, %zu manual.",
               c.all, c.level_1, c.level_2, c.automated, c.manual);
    if (b->released.n)
        buf_printf(&line, " Released %.*s.", STR(b->released));
    if (b->supersedes.n)
        buf_printf(&line, " Supersedes %.*s.", STR(b->supersedes));
    if (b->note.n)
        buf_printf(&line, " %.*s", STR(b->note));
    wrap_text(out, buf_str(&line), 0, o->columns);
}

void report_benchmark_table(struct buf *out, const struct benchmark *b,
                            const struct benchmark_report_options *o)
{
    about_benchmark(out, b, o);
    for (size_t i = 0; i < b->sections.n; i++) {
        AUTO_ARENA struct arena a = ARENA_INIT;
        const struct section *s = &b->sections.items[i];
        struct table t = { .arena = &a, .width = o->columns, .wrap = true, .plain = true };

        buf_addc(out, '\n');
        heading(out, o, str_printf(&a, "%.*s %.*s", STR(s->number), STR(s->title)));
        t.indent = 2;
        table_column(&t, "2.1.1", 0); /* titles are not shown, but make the tables equally wide */
        table_column(&t, "L1", 0);
        table_column(&t, "automated", 0);
        table_column(&t, "", 0);
        for (size_t k = 0; k < b->recommendations.n; k++) {
            const struct recommendation *r = &b->recommendations.items[k];
            const struct str cells[] = { r->number, level_text(&a, r->level),
                                         assessment_text(r->assessment), r->title };

            if (r->section == s)
                table_row(&t, cells);
        }
        table_print(&t, out);
    }
}

static void sections_json(struct json_writer *w, const struct benchmark *b)
{
    jw_key(w, "sections");
    jw_array(w);
    for (size_t i = 0; i < b->sections.n; i++) {
        jw_object(w);
        jw_key_text(w, "number", b->sections.items[i].number);
        jw_key_text(w, "title", b->sections.items[i].title);
        jw_end(w);
    }
    jw_end(w);
}

/* Everything that is known of a recommendation; fields of an object that is open. */
static void recommendation_fields(struct json_writer *w, const struct benchmark *b,
                                  const struct recommendation *r,
                                  const struct benchmark_report_options *o)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct brings brings;

    brings_of_control(&a, o->catalog, b, NULL, r->control, &brings);
    json_recommendation_fields(w, r);
    jw_key_text(w, "section", r->section->number);
    json_key_text(w, "changed", r->changed);
    json_key_text(w, "note", r->note);
    jw_key_text(w, "control", r->control_key);
    jw_key_text(w, "about", r->control->about);
    jw_key_text(w, "fix", r->control->fix);
    jw_key_text(w, "resource", r->control->resource);
    json_key_upgrades(w, &brings);
    json_key_commands(w, r->control, o);
    json_key_params(w, "defaults", r->control->params);
}

void report_benchmark_json(struct buf *out, const struct benchmark *b,
                           const struct benchmark_report_options *o)
{
    struct json_writer w = { .out = out };

    jw_object(&w);
    benchmark_fields(&w, b);
    sections_json(&w, b);
    jw_key(&w, "recommendations");
    jw_array(&w);
    for (size_t i = 0; i < b->recommendations.n; i++) {
        jw_object(&w);
        recommendation_fields(&w, b, &b->recommendations.items[i], o);
        jw_end(&w);
    }
    jw_end(&w);
    jw_end(&w);
}

/* ---- one recommendation ---------------------------------------------------------------------- */

/* "  level       1", the value wrapped; nothing if there is none. */
static void fact(struct buf *out, const struct benchmark_report_options *o, const char *name,
                 struct str value)
{
    if (value.n == 0)
        return;
    buf_printf(out, "  %-10s  ", name);
    wrap_text(out, value, 14, o->columns);
}

/* "terraform-aws-security from v0.54.0 on" */
static struct str modules_text(struct arena *a, const struct brings *brings)
{
    AUTO_BUF struct buf b = BUF_INIT;

    for (size_t i = 0; i < brings->n; i++)
        buf_printf(&b, "%s%.*s from %.*s on", i == 0 ? "" : ", ",
                   STR(brings->items[i].repository->name),
                   STR(brings->items[i].target->minimum_text));
    return str_copy(a, buf_str(&b));
}

/* What a version has that it did not have before: what it sets, and what it changed. */
static struct str remarks(struct arena *a, const struct recommendation *r)
{
    struct str params = params_text(a, r->params);

    if (params.n && r->changed.n)
        return str_printf(a, "%.*s; %.*s", STR(params), STR(r->changed));
    return params.n ? params : r->changed;
}

static void versions_table(struct buf *out, const struct benchmarks *all,
                           const struct recommendation *of,
                           const struct benchmark_report_options *o)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct table t = {
        .arena = &a, .width = o->columns, .colour = o->colour, .wrap = true, .indent = 2
    };

    table_column(&t, "VERSION", 0);
    table_column(&t, "NUMBER", 0);
    table_column(&t, "", 0);
    table_column(&t, "", 0);
    table_column(&t, "", 0);
    for (size_t i = 0; i < all->benchmarks.n; i++) {
        const struct benchmark *b = &all->benchmarks.items[i];
        const struct recommendation *r = benchmark_find_control(b, of->control);
        struct str cells[] = { b->id, str_lit("-"), { 0 }, { 0 }, { 0 } };

        if (r) {
            cells[1] = r->number;
            cells[2] = level_text(&a, r->level);
            cells[3] = assessment_text(r->assessment);
            cells[4] = remarks(&a, r);
        }
        table_row(&t, cells);
    }
    table_print(&t, out);
}

void report_recommendation_text(struct buf *out, const struct benchmarks *all,
                                const struct benchmark *b, const struct recommendation *r,
                                const struct benchmark_report_options *o)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct control *c = r->control;
    struct brings brings;

    brings_of_control(&a, o->catalog, b, NULL, c, &brings);
    heading(out, o, str_printf(&a, "%.*s %.*s: %.*s", STR(b->id), STR(r->number), STR(r->title)));
    buf_addc(out, '\n');
    fact(out, o, "section",
         str_printf(&a, "%.*s %.*s", STR(r->section->number), STR(r->section->title)));
    fact(out, o, "level", str_printf(&a, "%ju", (uintmax_t)r->level));
    fact(out, o, "assessment", assessment_text(r->assessment));
    fact(out, o, "control", r->control_key);
    fact(out, o, "about", c->about);
    fact(out, o, "one per", c->resource);
    fact(out, o, "to fix", c->fix);
    if (brings.n || c->commands.n)
        fact(out, o, "helped by", help_text(&a, c, &brings, o));
    fact(out, o, "modules", modules_text(&a, &brings));
    fact(out, o, "parameters", params_text(&a, r->params));
    fact(out, o, "defaults", r->params ? (struct str){ 0 } : params_text(&a, c->params));
    fact(out, o, "changed", r->changed);
    fact(out, o, "note", r->note);
    buf_addc(out, '\n');
    versions_table(out, all, r, o);
}

void report_recommendation_json(struct buf *out, const struct benchmarks *all,
                                const struct benchmark *b, const struct recommendation *r,
                                const struct benchmark_report_options *o)
{
    struct json_writer w = { .out = out };

    jw_object(&w);
    jw_key_text(&w, "benchmark", b->id);
    recommendation_fields(&w, b, r, o);
    jw_key(&w, "versions");
    jw_array(&w);
    for (size_t i = 0; i < all->benchmarks.n; i++) {
        const struct recommendation *other =
            benchmark_find_control(&all->benchmarks.items[i], r->control);

        if (!other)
            continue;
        jw_object(&w);
        jw_key_text(&w, "benchmark", all->benchmarks.items[i].id);
        json_recommendation_fields(&w, other);
        json_key_text(&w, "changed", other->changed);
        jw_end(&w);
    }
    jw_end(&w);
    jw_end(&w);
}
