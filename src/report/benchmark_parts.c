#include "report/benchmark_parts.h"

#include "report/wrap.h"

struct str assessment_text(enum assessment assessment)
{
    return assessment == ASSESSMENT_MANUAL ? str_lit("manual") : str_lit("automated");
}

struct str level_text(struct arena *a, uint64_t level)
{
    return str_printf(a, "L%ju", (uintmax_t)level);
}

struct str params_text(struct arena *a, const struct value *params)
{
    AUTO_BUF struct buf b = BUF_INIT;

    for (size_t i = 0; params && i < params->u.map.n; i++) {
        buf_printf(&b, "%s%.*s = ", i == 0 ? "" : ", ", STR(params->u.map.keys[i]));
        value_json(&b, params->u.map.values[i]);
    }
    return str_copy(a, buf_str(&b));
}

struct str help_text(struct arena *a, const struct control *c, const struct brings *brings,
                     const struct benchmark_report_options *o)
{
    AUTO_BUF struct buf b = BUF_INIT;

    if (brings->n)
        buf_printf(&b, "footing upgrade --to %.*s", STR(brings->items[0].benchmark->id));
    for (size_t i = 0; i < c->commands.n; i++)
        buf_printf(&b, "%sfooting %.*s%s", b.n ? ", " : "", STR(c->commands.items[i]),
                   o->has_command(c->commands.items[i]) ? "" : " (to come)");
    if (c->commands.n == 0)
        buf_printf(&b, "%sby hand: %.*s", b.n ? "; " : "", STR(c->fix));
    return str_copy(a, buf_str(&b));
}

void heading(struct buf *out, const struct benchmark_report_options *o, struct str text)
{
    if (o->colour)
        buf_addz(out, "\033[1m");
    wrap_text(out, text, 0, o->columns);
    if (o->colour)
        buf_addz(out, "\033[0m");
}

void json_key_text(struct json_writer *w, const char *name, struct str text)
{
    if (text.n) {
        jw_key_text(w, name, text);
        return;
    }
    jw_key(w, name);
    jw_null(w);
}

void json_key_texts(struct json_writer *w, const char *name, const struct data_texts *texts)
{
    jw_key(w, name);
    jw_array(w);
    for (size_t i = 0; i < texts->n; i++)
        jw_text(w, texts->items[i]);
    jw_end(w);
}

void json_key_params(struct json_writer *w, const char *name, const struct value *params)
{
    jw_key(w, name);
    jw_raw(w);
    if (params)
        value_json(w->out, params);
    else
        buf_addz(w->out, "{}");
}

void json_key_commands(struct json_writer *w, const struct control *c,
                       const struct benchmark_report_options *o)
{
    jw_key(w, "commands");
    jw_array(w);
    for (size_t i = 0; i < c->commands.n; i++) {
        jw_object(w);
        jw_key_text(w, "name", c->commands.items[i]);
        jw_key_bool(w, "available", o->has_command(c->commands.items[i]));
        jw_end(w);
    }
    jw_end(w);
}

void json_bring_fields(struct json_writer *w, const struct bring *bring)
{
    jw_key_text(w, "benchmark", bring->benchmark->id);
    jw_key_text(w, "repository", bring->repository->name);
    jw_key_text(w, "minimum", bring->target->minimum_text);
}

void json_key_upgrades(struct json_writer *w, const struct brings *brings)
{
    jw_key(w, "upgrades");
    jw_array(w);
    for (size_t i = 0; i < brings->n; i++) {
        jw_object(w);
        json_bring_fields(w, &brings->items[i]);
        jw_end(w);
    }
    jw_end(w);
}

void json_recommendation_fields(struct json_writer *w, const struct recommendation *r)
{
    jw_key_text(w, "number", r->number);
    jw_key_text(w, "title", r->title);
    jw_key_number(w, "level", r->level);
    jw_key_text(w, "assessment", assessment_text(r->assessment));
    json_key_params(w, "params", r->params);
}
