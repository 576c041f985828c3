#include "report/benchmark_parts.h"
#include "report/wrap.h"

/* ---- pieces ---------------------------------------------------------------------------------- */

/* "1.20 -> 2.1.5", or the one number that there is. */
static struct str numbers_text(struct arena *a, const struct benchmark_change *c)
{
    if (!c->from)
        return c->to->number;
    if (!c->to || str_eq(c->from->number, c->to->number))
        return c->from->number;
    return str_printf(a, "%.*s -> %.*s", STR(c->from->number), STR(c->to->number));
}

static size_t count(const struct benchmark_diff *d, unsigned what)
{
    size_t n = 0;

    for (size_t i = 0; i < d->changes.n; i++)
        n += (d->changes.items[i].what & what) != 0;
    return n;
}

/* Changes that are nothing but other words. */
static bool is_reworded(const struct benchmark_change *c)
{
    return (c->what & CHANGE_TITLE) && !(c->what & CHANGE_UPDATED);
}

static size_t count_reworded(const struct benchmark_diff *d)
{
    size_t n = 0;

    for (size_t i = 0; i < d->changes.n; i++)
        n += is_reworded(&d->changes.items[i]);
    return n;
}

/* ---- for people ------------------------------------------------------------------------------ */

struct report {
    struct buf *out;
    const struct benchmark_diff *d;
    const struct benchmark_report_options *o;
    struct arena *arena;
    size_t numbers; /* columns of the widest number */
};

static void begin_section(struct report *r, struct str title)
{
    buf_addc(r->out, '\n');
    heading(r->out, r->o, title);
}

/* "  2.1.3  title", the title wrapped. */
static void item(struct report *r, const struct benchmark_change *c, struct str title)
{
    struct str numbers = numbers_text(r->arena, c);

    buf_addz(r->out, "  ");
    buf_add(r->out, numbers);
    buf_repeat(r->out, ' ', r->numbers - numbers.n + 2);
    wrap_text(r->out, title, r->numbers + 4, r->o->columns);
}

/* A line below an item. */
static void detail(struct report *r, const char *format, ...) PRINTF_LIKE(2, 3);
static void detail(struct report *r, const char *format, ...)
{
    va_list args;
    struct str text;

    va_start(args, format);
    text = str_vprintf(r->arena, format, args);
    va_end(args);
    buf_repeat(r->out, ' ', r->numbers + 6);
    wrap_text(r->out, text, r->numbers + 6, r->o->columns);
}

/* What an upgrade on the way from one version to the other does about it. */
static void find_brings(struct arena *a, const struct benchmark_diff *d, const struct control *c,
                        const struct benchmark_report_options *o, struct brings *ret)
{
    *ret = (struct brings){ 0 };
    if (!d->backwards)
        brings_of_control(a, o->catalog, d->to, d->from, c, ret);
}

static void help(struct report *r, const struct benchmark_change *c)
{
    struct brings brings;

    find_brings(r->arena, r->d, c->control, r->o, &brings);
    detail(r, "-> %.*s", STR(help_text(r->arena, c->control, &brings, r->o)));
}

/* "1.2.0 4.1 and 4.2", as the names of recommendations that others took the place of. */
static struct str kin_text(struct arena *a, const struct benchmark *b,
                           const struct benchmark_change *c)
{
    AUTO_BUF struct buf text = BUF_INIT;

    buf_printf(&text, "%.*s", STR(b->id));
    for (size_t i = 0; i < c->kin.n; i++)
        buf_printf(&text, "%s%.*s",
                   i == 0             ? " "
                   : i + 1 < c->kin.n ? ", "
                                      : " and ",
                   STR(c->kin.items[i]->number));
    return str_copy(a, buf_str(&text));
}

static void new_ones(struct report *r)
{
    begin_section(r, str_printf(r->arena, "New (%zu)", count(r->d, CHANGE_NEW)));
    for (size_t i = 0; i < r->d->changes.n; i++) {
        const struct benchmark_change *c = &r->d->changes.items[i];

        if (c->what != CHANGE_NEW)
            continue;
        item(r, c, c->to->title);
        detail(r, "level %ju, %.*s", (uintmax_t)c->to->level,
               STR(assessment_text(c->to->assessment)));
        if (c->kin.n)
            detail(r, "takes the place of %.*s", STR(kin_text(r->arena, r->d->from, c)));
        help(r, c);
    }
}

static void removed_ones(struct report *r)
{
    begin_section(r, str_printf(r->arena, "Removed (%zu): no longer asked for",
                                count(r->d, CHANGE_REMOVED)));
    for (size_t i = 0; i < r->d->changes.n; i++) {
        const struct benchmark_change *c = &r->d->changes.items[i];

        if (c->what != CHANGE_REMOVED)
            continue;
        item(r, c, c->from->title);
        if (c->kin.n)
            detail(r, "now part of %.*s", STR(kin_text(r->arena, r->d->to, c)));
    }
}

static void param_details(struct report *r, const struct benchmark_change *c)
{
    const struct value *params = c->control->params;

    for (size_t i = 0; i < params->u.map.n; i++) {
        struct str name = params->u.map.keys[i];
        AUTO_BUF struct buf from = BUF_INIT, to = BUF_INIT;

        value_json(&from, recommendation_param(c->from, name));
        value_json(&to, recommendation_param(c->to, name));
        if (!str_eq(buf_str(&from), buf_str(&to)))
            detail(r, "%.*s: %.*s -> %.*s", STR(name), STR(buf_str(&from)), STR(buf_str(&to)));
    }
}

static void updated_ones(struct report *r)
{
    begin_section(r, str_printf(r->arena, "Updated (%zu)", count(r->d, CHANGE_UPDATED)));
    for (size_t i = 0; i < r->d->changes.n; i++) {
        const struct benchmark_change *c = &r->d->changes.items[i];

        if (!(c->what & CHANGE_UPDATED))
            continue;
        item(r, c, c->to->title);
        if (c->what & CHANGE_TITLE)
            detail(r, "was: %.*s", STR(c->from->title));
        if (c->what & CHANGE_LEVEL)
            detail(r, "level: %ju -> %ju", (uintmax_t)c->from->level, (uintmax_t)c->to->level);
        if (c->what & CHANGE_ASSESSMENT)
            detail(r, "assessment: %.*s -> %.*s", STR(assessment_text(c->from->assessment)),
                   STR(assessment_text(c->to->assessment)));
        if (c->what & CHANGE_PARAMS)
            param_details(r, c);
        for (size_t k = 0; k < c->criteria.n; k++)
            detail(r, "since %.*s: %.*s", STR(c->criteria.items[k].benchmark->id),
                   STR(c->criteria.items[k].recommendation->changed));
        if ((c->what & (CHANGE_PARAMS | CHANGE_CRITERION)) && !r->d->backwards)
            help(r, c); /* something else is asked for */
    }
}

static void renumbered_ones(struct report *r)
{
    begin_section(r, str_printf(r->arena,
                                "Renumbered (%zu): the same recommendation under another number",
                                count(r->d, CHANGE_NUMBER)));
    for (size_t i = 0; i < r->d->changes.n; i++)
        if (r->d->changes.items[i].what & CHANGE_NUMBER)
            item(r, &r->d->changes.items[i], r->d->changes.items[i].to->title);
}

static void reworded_ones(struct report *r)
{
    begin_section(r, str_printf(r->arena, "Reworded (%zu): only the title differs",
                                count_reworded(r->d)));
    for (size_t i = 0; i < r->d->changes.n; i++) {
        const struct benchmark_change *c = &r->d->changes.items[i];

        if (!is_reworded(c))
            continue;
        item(r, c, c->to->title);
        detail(r, "was: %.*s", STR(c->from->title));
    }
}

/* What the catalogs of modules say of one version. */
static void brought_by_version(struct report *r, const struct benchmark *b)
{
    struct brings brings;

    brings_of_version(r->arena, r->o->catalog, b, &brings);
    if (brings.n == 0)
        return;
    begin_section(r, str_printf(r->arena, "Brought by footing upgrade --to %.*s", STR(b->id)));
    for (size_t i = 0; i < brings.n; i++) {
        const struct catalog_target *target = brings.items[i].target;
        AUTO_BUF struct buf line = BUF_INIT;

        buf_printf(&line, "%.*s %.*s or later: ", STR(brings.items[i].repository->name),
                   STR(target->minimum_text));
        for (size_t k = 0; k < target->recommendations.n; k++)
            buf_printf(&line, "%s%.*s", k == 0 ? "" : ", ", STR(target->recommendations.items[k]));
        buf_addz(r->out, "  ");
        wrap_text(r->out, buf_str(&line), 4, r->o->columns);
    }
}

/* The versions after `from` up to `to`, in that order; none if they are not of one line. */
struct way {
    VEC(const struct benchmark *) versions;
};

static struct way way_of(struct arena *a, const struct benchmark_diff *d)
{
    struct way back = { 0 }, way = { 0 };
    const struct benchmark *b = d->to;

    for (; b && b != d->from; b = b->before)
        vec_push(a, &back.versions, b);
    for (size_t i = back.versions.n; b && i-- > 0;)
        vec_push(a, &way.versions, back.versions.items[i]);
    return way;
}

static void brought(struct report *r)
{
    struct way way = way_of(r->arena, r->d);

    for (size_t i = 0; i < way.versions.n; i++)
        brought_by_version(r, way.versions.items[i]);
}

static void summary(struct report *r)
{
    const struct benchmark_diff *d = r->d;
    struct str text =
        str_printf(r->arena,
                   "%.*s -> %.*s: %zu new, %zu removed, %zu updated, %zu renumbered, %zu reworded, "
                   "%zu unchanged.",
                   STR(d->from->id), STR(d->to->id), count(d, CHANGE_NEW), count(d, CHANGE_REMOVED),
                   count(d, CHANGE_UPDATED), count(d, CHANGE_NUMBER), count_reworded(d), d->n_same);

    heading(r->out, r->o, text);
    if (d->backwards)
        wrap_text(r->out,
                  str_lit("The second version is the earlier one: what holds since another "
                          "does not hold in it."),
                  0, r->o->columns);
}

void report_benchmark_diff_text(struct buf *out, const struct benchmark_diff *d,
                                const struct benchmark_report_options *o)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct report r = { .out = out, .d = d, .o = o, .arena = &a };

    for (size_t i = 0; i < d->changes.n; i++) {
        size_t n = numbers_text(&a, &d->changes.items[i]).n;

        if (n > r.numbers)
            r.numbers = n;
    }
    summary(&r);
    if (count(d, CHANGE_NEW))
        new_ones(&r);
    if (count(d, CHANGE_REMOVED))
        removed_ones(&r);
    if (count(d, CHANGE_UPDATED))
        updated_ones(&r);
    if (count(d, CHANGE_NUMBER))
        renumbered_ones(&r);
    if (count_reworded(d))
        reworded_ones(&r);
    brought(&r);
}

/* ---- for programs ---------------------------------------------------------------------------- */

static void side_json(struct json_writer *w, const char *name, const struct recommendation *r)
{
    jw_key(w, name);
    if (!r) {
        jw_null(w);
        return;
    }
    jw_object(w);
    json_recommendation_fields(w, r);
    jw_end(w);
}

static void what_json(struct json_writer *w, unsigned what)
{
    static const struct {
        unsigned bit;
        const char *name;
    } names[] = {
        { CHANGE_NEW, "new" },       { CHANGE_REMOVED, "removed" },
        { CHANGE_NUMBER, "number" }, { CHANGE_LEVEL, "level" },
        { CHANGE_PARAMS, "params" }, { CHANGE_ASSESSMENT, "assessment" },
        { CHANGE_TITLE, "title" },   { CHANGE_CRITERION, "criterion" },
    };

    jw_key(w, "what");
    jw_array(w);
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (what & names[i].bit)
            jw_text(w, str_z(names[i].name));
    jw_end(w);
}

static void change_json(struct json_writer *w, const struct benchmark_diff *d,
                        const struct benchmark_change *c, const struct benchmark_report_options *o)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct brings brings;

    find_brings(&a, d, c->control, o, &brings);
    jw_object(w);
    jw_key_text(w, "control", c->control->key);
    what_json(w, c->what);
    side_json(w, "from", c->from);
    side_json(w, "to", c->to);
    jw_key(w, "criteria");
    jw_array(w);
    for (size_t i = 0; i < c->criteria.n; i++) {
        jw_object(w);
        jw_key_text(w, "benchmark", c->criteria.items[i].benchmark->id);
        jw_key_text(w, "changed", c->criteria.items[i].recommendation->changed);
        jw_end(w);
    }
    jw_end(w);
    jw_key(w, "kin");
    jw_array(w);
    for (size_t i = 0; i < c->kin.n; i++) {
        jw_object(w);
        jw_key_text(w, "control", c->kin.items[i]->control_key);
        jw_key_text(w, "number", c->kin.items[i]->number);
        jw_end(w);
    }
    jw_end(w);
    json_key_upgrades(w, &brings);
    json_key_commands(w, c->control, o);
    jw_key_text(w, "fix", c->control->fix);
    jw_end(w);
}

static void upgrades_json(struct json_writer *w, const struct benchmark_diff *d,
                          const struct benchmark_report_options *o)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct way way = way_of(&a, d);

    jw_key(w, "upgrades");
    jw_array(w);
    for (size_t i = 0; i < way.versions.n; i++) {
        struct brings brings;

        brings_of_version(&a, o->catalog, way.versions.items[i], &brings);
        for (size_t k = 0; k < brings.n; k++) {
            jw_object(w);
            json_bring_fields(w, &brings.items[k]);
            json_key_texts(w, "recommendations", &brings.items[k].target->recommendations);
            jw_end(w);
        }
    }
    jw_end(w);
}

void report_benchmark_diff_json(struct buf *out, const struct benchmark_diff *d,
                                const struct benchmark_report_options *o)
{
    struct json_writer w = { .out = out };

    jw_object(&w);
    jw_key_text(&w, "from", d->from->id);
    jw_key_text(&w, "to", d->to->id);
    jw_key_bool(&w, "backwards", d->backwards);
    jw_key(&w, "counts");
    jw_object(&w);
    jw_key_number(&w, "new", count(d, CHANGE_NEW));
    jw_key_number(&w, "removed", count(d, CHANGE_REMOVED));
    jw_key_number(&w, "updated", count(d, CHANGE_UPDATED));
    jw_key_number(&w, "renumbered", count(d, CHANGE_NUMBER));
    jw_key_number(&w, "reworded", count_reworded(d));
    jw_key_number(&w, "unchanged", d->n_same);
    jw_end(&w);
    jw_key(&w, "changes");
    jw_array(&w);
    for (size_t i = 0; i < d->changes.n; i++)
        change_json(&w, d, &d->changes.items[i], o);
    jw_end(&w);
    upgrades_json(&w, d, o);
    jw_end(&w);
}
