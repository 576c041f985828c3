#include "hcl/func.h"

/* ---- conversions -------------------------------------------------------------------------- */

static const struct value *to(struct call *c, const struct type *t)
{
    const struct value *v = c->args[0], *converted;
    struct str why = { 0 };

    converted = value_convert(c->arena, v, t, &why);
    if (!converted)
        return call_error(c, 0, "%s cannot become %s: %.*s", type_words(c, v->type),
                          type_words(c, t), STR(why));
    return converted;
}

static const struct type list_of_any = { .kind = TYPE_LIST, .element = &type_dynamic };
static const struct type set_of_any = { .kind = TYPE_SET, .element = &type_dynamic };
static const struct type map_of_any = { .kind = TYPE_MAP, .element = &type_dynamic };

static const struct value *tobool_run(struct call *c)
{
    return to(c, &type_bool);
}

static const struct value *tolist_run(struct call *c)
{
    return to(c, &list_of_any);
}

static const struct value *tomap_run(struct call *c)
{
    return to(c, &map_of_any);
}

static const struct value *tonumber_run(struct call *c)
{
    return to(c, &type_number);
}

static const struct value *toset_run(struct call *c)
{
    return to(c, &set_of_any);
}

static const struct value *tostring_run(struct call *c)
{
    return to(c, &type_string);
}

/* ---- sensitive values --------------------------------------------------------------------- */

static const struct value *sensitive_run(struct call *c)
{
    return value_with_sensitive(c->arena, c->args[0], true);
}

static const struct value *nonsensitive_run(struct call *c)
{
    return value_with_sensitive(c->arena, c->args[0], false);
}

static const struct value *issensitive_run(struct call *c)
{
    const struct value *v = c->args[0];

    if (!v->sensitive && v->state == VALUE_UNKNOWN)
        return func_unknown(c, &type_bool);
    return value_bool(c->arena, v->sensitive);
}

/* There are no ephemeral values here. */
static const struct value *ephemeralasnull_run(struct call *c)
{
    return c->args[0];
}

/* ---- table -------------------------------------------------------------------------------- */

static const struct param any[] = {
    { "v", &type_dynamic, PARAM_NULL | PARAM_UNKNOWN | PARAM_DYNAMIC | PARAM_SENSITIVE }
};

static const struct function table[] = {
    { "ephemeralasnull", any, 1, NULL, NULL, ephemeralasnull_run },
    { "issensitive", any, 1, NULL, NULL, issensitive_run },
    { "nonsensitive", any, 1, NULL, NULL, nonsensitive_run },
    { "sensitive", any, 1, NULL, NULL, sensitive_run },
    { "tobool", any, 1, NULL, NULL, tobool_run },
    { "tolist", any, 1, NULL, NULL, tolist_run },
    { "tomap", any, 1, NULL, NULL, tomap_run },
    { "tonumber", any, 1, NULL, NULL, tonumber_run },
    { "toset", any, 1, NULL, NULL, toset_run },
    { "tostring", any, 1, NULL, NULL, tostring_run },
};

const struct function_table functions_type = { table, ARRAY_LEN(table), &functions_encoding };
