#include "upgrade/migrate_plan.h"

#include "text/json.h"

enum { LINES_MAX = 50 };

/* What the actions of a change mean, as a bit for each effect; others are their own. */
enum { DOES_CREATE = 1, DOES_UPDATE = 2, DOES_DESTROY = 4, DOES_FORGET = 8, DOES_UNKNOWN = 16 };

static unsigned effects_of(const struct json *actions)
{
    static const struct {
        const char *word;
        unsigned effect;
    } words[] = {
        { "no-op", 0 },
        { "read", 0 },
        { "create", DOES_CREATE },
        { "update", DOES_UPDATE },
        { "delete", DOES_DESTROY },
        { "forget", DOES_FORGET },
    };
    unsigned effects = 0;

    if (!actions || actions->kind != JSON_ARRAY || !actions->n)
        return DOES_UNKNOWN;
    for (size_t i = 0; i < actions->n; i++) {
        unsigned effect = DOES_UNKNOWN;

        for (size_t k = 0; k < ARRAY_LEN(words); k++)
            if (actions->items[i]->kind == JSON_STRING &&
                str_is(actions->items[i]->text, words[k].word))
                effect = words[k].effect;
        effects |= effect;
    }
    return effects;
}

static const char *effect_name(unsigned effects)
{
    switch (effects) {
    case DOES_CREATE:
        return "create";
    case DOES_UPDATE:
        return "update";
    case DOES_DESTROY:
        return "destroy";
    case DOES_CREATE | DOES_DESTROY:
        return "replace";
    case DOES_FORGET:
        return "forget";
    default:
        return "something that footing does not know with";
    }
}

static bool is_expected(const struct migration *m, unsigned effects,
                        const struct resource_address *address)
{
    for (unsigned i = 0; i < MIGRATION_EFFECTS; i++) {
        bool found = false;

        if (!(effects & (1U << i)))
            continue;
        for (size_t k = 0; k < m->expected[i].n && !found; k++)
            found = resource_address_holds(&m->expected[i].items[k], address, true);
        if (!found)
            return false;
    }
    return !(effects & (DOES_FORGET | DOES_UNKNOWN));
}

static int judge_change(struct arena *a, const struct json *j, const struct migration *m,
                        struct buf *out, struct plan_verdict *v, struct err *e)
{
    const struct json *change = json_get(j, str_lit("change"));
    const struct json *text = json_get(j, str_lit("address"));
    struct resource_address address;
    unsigned effects;

    if (!change || change->kind != JSON_OBJECT || !text || text->kind != JSON_STRING)
        return err_set(e, ERR_SYNTAX, "the plan has a change without an address at byte %u",
                       j->start);
    effects = effects_of(json_get(change, str_lit("actions")));
    if (!effects)
        return 0;
    v->n_changes++;
    if (resource_address_parse(a, text->text, &address, NULL) == 0 &&
        is_expected(m, effects, &address))
        return 0;
    if (v->n_undeclared++ < LINES_MAX)
        buf_printf(out, "  %s %.*s\n", effect_name(effects), STR(text->text));
    return 0;
}

static size_t changed_outputs(const struct json *outputs)
{
    size_t n = 0;

    for (size_t i = 0; outputs && outputs->kind == JSON_OBJECT && i < outputs->n; i++)
        n += outputs->items[i]->kind == JSON_OBJECT &&
             effects_of(json_get(outputs->items[i], str_lit("actions"))) != 0;
    return n;
}

int plan_judge(struct str json, const struct migration *m, struct buf *out,
               struct plan_verdict *ret, struct err *e)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct plan_verdict v = { 0 };
    const struct json *changes, *version, *errored;
    struct json *root;

    if (json_parse(&a, json, &root, NULL, e) < 0)
        return err_prefix(e, "cannot read the plan");
    version = root->kind == JSON_OBJECT ? json_get(root, str_lit("format_version")) : NULL;
    if (!version || version->kind != JSON_STRING || !str_starts(version->text, str_lit("1.")))
        return err_set(e, ERR_SYNTAX, "the plan is not of format version 1");
    errored = json_get(root, str_lit("errored"));
    if (errored && errored->boolean)
        return err_set(e, ERR_SYNTAX, "the plan ended with errors");
    changes = json_get(root, str_lit("resource_changes"));
    if (changes && changes->kind != JSON_ARRAY)
        return err_set(e, ERR_SYNTAX, "the plan's resource_changes are no list");
    for (size_t i = 0; changes && i < changes->n; i++) {
        if (changes->items[i]->kind != JSON_OBJECT)
            return err_set(e, ERR_SYNTAX, "a change of the plan is no object");
        TRY(judge_change(&a, changes->items[i], m, out, &v, e));
    }
    v.n_outputs = changed_outputs(json_get(root, str_lit("output_changes")));
    if (v.n_undeclared > LINES_MAX)
        buf_printf(out, "  and %zu more\n", v.n_undeclared - LINES_MAX);
    *ret = v;
    return 0;
}
