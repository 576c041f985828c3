#include "report/benchmark_report.h"

#include "report/json_writer.h"
#include "report/table.h"

/* ---- all versions ---------------------------------------------------------------------------- */

static struct str count_text(struct arena *a, size_t n)
{
    return str_printf(a, "%3zu", n);
}

/* The ids of other versions that mean this one: "also cis-aws-4.0.0". */
static struct str aliases_text(struct arena *a, const struct benchmark *b)
{
    AUTO_BUF struct buf text = BUF_INIT;

    for (size_t i = 0; i < b->aliases.n; i++)
        buf_printf(&text, "%s%.*s", i == 0 ? "also " : ", ", STR(b->aliases.items[i]));
    return str_copy(a, buf_str(&text));
}

void report_benchmarks_table(struct buf *out, const struct benchmarks *all,
                             const struct benchmark_report_options *o)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct table t = { .arena = &a, .width = o->columns, .colour = o->colour };

    table_column(&t, "VERSION", 20);
    table_column(&t, "RELEASED", 8);
    table_column(&t, "ALL", 3);
    table_column(&t, " L1", 3);
    table_column(&t, " L2", 3);
    table_column(&t, "AUTO", 4);
    table_column(&t, "MANUAL", 6);
    table_column(&t, "", 0);
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
            aliases_text(&a, b),
        };

        table_row(&t, cells);
    }
    table_print(&t, out);
}

static void counts_json(struct json_writer *w, const struct benchmark *b)
{
    struct benchmark_counts c = benchmark_count(b);

    jw_key_number(w, "recommendations", c.all);
    jw_key_number(w, "level_1", c.level_1);
    jw_key_number(w, "level_2", c.level_2);
    jw_key_number(w, "automated", c.automated);
    jw_key_number(w, "manual", c.manual);
}

/* The text, or null where there is none. */
static void key_text(struct json_writer *w, const char *name, struct str text)
{
    if (text.n) {
        jw_key_text(w, name, text);
        return;
    }
    jw_key(w, name);
    jw_null(w);
}

static void texts_json(struct json_writer *w, const char *name, const struct data_texts *texts)
{
    jw_key(w, name);
    jw_array(w);
    for (size_t i = 0; i < texts->n; i++)
        jw_text(w, texts->items[i]);
    jw_end(w);
}

void report_benchmarks_json(struct buf *out, const struct benchmarks *all)
{
    struct json_writer w = { .out = out };

    jw_object(&w);
    jw_key(&w, "benchmarks");
    jw_array(&w);
    for (size_t i = 0; i < all->benchmarks.n; i++) {
        const struct benchmark *b = &all->benchmarks.items[i];

        jw_object(&w);
        jw_key_text(&w, "id", b->id);
        jw_key_text(&w, "title", b->title);
        key_text(&w, "released", b->released);
        key_text(&w, "supersedes", b->supersedes);
        texts_json(&w, "aliases", &b->aliases);
        key_text(&w, "note", b->note);
        counts_json(&w, b);
        jw_end(&w);
    }
    jw_end(&w);
    jw_end(&w);
    buf_addc(out, '\n');
}
