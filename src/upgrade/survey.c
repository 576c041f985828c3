#include "upgrade/survey.h"

#include <stdlib.h>

#include "hcl/address.h"
#include "hcl/edit_plan.h"

enum { ACCOUNT_ID_DIGITS = 12 };

static bool is_account_id(struct str s)
{
    if (s.n != ACCOUNT_ID_DIGITS)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return true;
}

static void add_problem(struct survey *s, struct str place, struct str message)
{
    vec_push(s->repository->arena, &s->problems, ((struct survey_problem){ place, message }));
}

/* ---- units --------------------------------------------------------------------------------- */

static void take_standing(struct survey_unit *u, const struct reference *ref)
{
    const struct catalog_target *t = u->target;
    struct semver goal;

    u->standing = STANDING_UNKNOWN;
    if (!t || ref->state != REF_KNOWN || !semver_parse(ref->ref, &u->now))
        return;
    if (t->floor.n_parts && semver_cmp(&u->now, &t->floor) < 0)
        u->standing = STANDING_TOO_OLD;
    else if (semver_cmp(&u->now, &t->minimum) >= 0)
        u->standing = catalog_is_past(u->catalog, t, &u->now) ? STANDING_PAST : STANDING_THERE;
    else if (u->module && u->module->until.n_parts && semver_parse(u->goal, &goal) &&
             semver_cmp(&goal, &u->module->until) >= 0)
        u->standing = STANDING_GONE;
    else
        u->standing = STANDING_BEHIND;
}

static void read_terragrunt(struct survey *s, struct survey_unit *u, const struct reference *ref)
{
    struct repository *r = s->repository;
    static const struct str names[] = { STR_INIT("terragrunt.hcl"),
                                        STR_INIT("terragrunt.hcl.json") };
    struct hcl_diags ignored = { .arena = r->arena, .mute = true };
    struct tg_config *c = NULL;
    struct eval e;

    for (size_t i = 0; !c && i < ARRAY_LEN(names); i++) {
        struct str path = path_join(r->arena, ref->dir, names[i]);

        if (tg_exists(&r->terragrunt, path))
            c = tg_open(&r->terragrunt, path, NULL);
    }
    if (!c)
        return;
    eval_init(&e, r->arena, &ignored);
    u->config = c;
    u->file = c->file;
    u->body = c->file->body;
    u->prefix = str_lit("inputs");
    u->locals = tg_locals(&e, c);
    u->inputs = tg_inputs(&e, c);
    if (!value_is_map(u->inputs))
        u->inputs = NULL;
}

/* The arguments of a module block; only constants are evaluated. */
static const struct value *module_arguments(struct arena *a, const struct hcl_source *source,
                                            const struct hcl_body *body)
{
    struct hcl_diags ignored = { .arena = a, .mute = true };
    struct scope scope = { .source = source, .functions = &functions_core };
    struct str *keys = arena_array(a, body->n, sizeof *keys);
    const struct value **values = arena_array(a, body->n, sizeof *values);
    struct eval e;
    size_t n = 0;

    eval_init(&e, a, &ignored);
    for (size_t i = 0; i < body->n; i++) {
        const struct hcl_attribute *attribute = body->items[i].attribute;

        if (!attribute)
            continue;
        keys[n] = attribute->name.text;
        values[n] = eval_expr(&e, &scope, attribute->value);
        if (!values[n])
            values[n] = value_unknown(a, &type_dynamic, str_lit("known only when applied"));
        n++;
    }
    return value_object(a, keys, values, n);
}

static void read_module(struct survey *s, struct survey_unit *u, const struct reference *ref)
{
    struct repository *r = s->repository;
    struct repo_file *file = files_of(&r->files, ref->source_file);
    size_t colon = str_find(ref->unit, str_lit(":module."));
    const struct hcl_block *block = NULL;

    u->plain = true;
    if (!file || colon == STR_NONE)
        return;
    file = files_parse(&r->files, file->path);
    while (file->body && (block = hcl_body_block(file->body, str_lit("module"), block))) {
        if (block->range.start > ref->source_range.start ||
            block->range.end < ref->source_range.end)
            continue;
        u->file = file;
        u->body = &block->body;
        u->prefix = str_skip(ref->unit, colon + 1);
        u->inputs = module_arguments(r->arena, &file->source, &block->body);
        u->locals = value_object(r->arena, NULL, NULL, 0);
    }
}

/* Evaluated is only what has a part in the plan, or tells about the organization. */
static bool has_part(const struct survey_unit *u)
{
    return u->standing == STANDING_BEHIND || u->standing == STANDING_THERE ||
           (u->module && u->module->role.n);
}

static void add_unit(struct survey *s, size_t index, bool exact)
{
    const struct reference *ref = &s->repository->references.items[index];
    struct survey_unit u = { .reference = index };

    u.catalog = catalog_find(s->catalog, &ref->module);
    if (!u.catalog || ref->kind == REFERENCE_COMMENTED || ref->told_by_stacks)
        return;
    u.module = catalog_module(u.catalog, ref->module.path);
    u.target = catalog_target(u.catalog, s->benchmark);
    if (u.target)
        u.goal = catalog_goal(u.catalog, u.target, exact);
    take_standing(&u, ref);
    if (!ref->chosen && !(u.module && u.module->role.n))
        return;
    if (has_part(&u) && ref->kind == REFERENCE_UNIT)
        read_terragrunt(s, &u, ref);
    if (has_part(&u) && ref->kind == REFERENCE_MODULE)
        read_module(s, &u, ref);
    vec_push(s->repository->arena, &s->units, u);
}

/* ---- accounts ------------------------------------------------------------------------------ */

static struct account *account(const struct survey *s, struct str name)
{
    const void *place = map_get(&s->account_places, name);

    return place ? &s->accounts.items[(uintptr_t)place - 1] : NULL;
}

static void place_account(struct survey *s, size_t i)
{
    map_put(s->repository->arena, &s->account_places, s->accounts.items[i].name,
            (void *)(uintptr_t)(i + 1));
}

static void note_account(struct survey *s, struct str name, struct str id, uint64_t order)
{
    struct account *known = account(s, name);

    if (!known) {
        vec_push(s->repository->arena, &s->accounts, ((struct account){ name, id, order }));
        place_account(s, s->accounts.n - 1);
        return;
    }
    if (!known->id.n)
        known->id = id;
    if (!known->order)
        known->order = order;
}

static uint64_t order_of(const struct value *v)
{
    const struct value *order = value_is_map(v) ? value_get(v, str_lit("deploy_order")) : NULL;

    if (!order || order->state != VALUE_KNOWN || order->type->kind != TYPE_NUMBER)
        return 0;
    return (uint64_t)mpfr_get_d(order->u.number, MPFR_RNDN);
}

/* The id in a table of accounts: a text of twelve digits, or an object with one as "id". */
static struct str id_in(const struct value *v)
{
    if (value_is_map(v))
        v = value_get(v, str_lit("id"));
    return value_is_text(v) && is_account_id(v->u.string) ? v->u.string : str_lit("");
}

/* A local that maps names of accounts to ids, whatever it is called. */
static bool is_table_of_accounts(const struct value *v)
{
    if (!value_is_map(v) || !v->u.map.n)
        return false;
    for (size_t i = 0; i < v->u.map.n; i++)
        if (!id_in(v->u.map.values[i]).n)
            return false;
    return true;
}

static void collect_accounts(struct survey *s, const struct survey_unit *u)
{
    for (size_t i = 0; u->locals && value_is_map(u->locals) && i < u->locals->u.map.n; i++) {
        const struct value *table = u->locals->u.map.values[i];

        if (!is_table_of_accounts(table))
            continue;
        for (size_t k = 0; k < table->u.map.n; k++)
            note_account(s, table->u.map.keys[k], id_in(table->u.map.values[k]),
                         order_of(table->u.map.values[k]));
    }
}

/* The first part of the unit's path below the repository that is an account's name. */
static struct str account_in_path(struct survey *s, const struct survey_unit *u)
{
    const struct reference *ref = &s->repository->references.items[u->reference];
    struct str path = path_relative(s->repository->arena, s->repository->root, ref->dir);

    while (path.n) {
        struct str part = str_cut(&path, '/');

        if (account(s, part))
            return part;
    }
    return str_lit("");
}

static void find_account(struct survey *s, struct survey_unit *u)
{
    const struct value *name =
        value_is_map(u->locals) ? value_get(u->locals, str_lit("account_name")) : NULL;
    const struct value *id = u->inputs ? value_get(u->inputs, str_lit("aws_account_id")) : NULL;

    if (value_is_text(id) && is_account_id(id->u.string))
        u->account_id = id->u.string;
    for (size_t i = 0; u->account_id.n && i < s->accounts.n; i++)
        if (str_eq(s->accounts.items[i].id, u->account_id))
            u->account = s->accounts.items[i].name;
    if (!u->account.n && value_is_text(name))
        u->account = name->u.string;
    if (!u->account.n)
        u->account = account_in_path(s, u);
    if (!u->account.n)
        return;
    note_account(s, u->account, u->account_id, 0);
    if (!u->account_id.n)
        u->account_id = account(s, u->account)->id;
}

/* What would need the id of such an account cannot be written. */
static void check_accounts(struct survey *s)
{
    for (size_t i = 0; i < s->units.n; i++) {
        const struct survey_unit *u = &s->units.items[i];

        if (u->file && !u->plain && u->module && u->module->role.n && u->account.n &&
            !account(s, u->account)->id.n)
            add_problem(s, u->file->source.path,
                        str_printf(s->repository->arena,
                                   "the account %.*s has no id: it is in no table of accounts "
                                   "(accounts.json) and the unit gives no aws_account_id",
                                   STR(u->account)));
    }
}

static int compare_accounts(const void *x, const void *y)
{
    return str_cmp(((const struct account *)x)->name, ((const struct account *)y)->name);
}

static void sort_accounts(struct survey *s)
{
    if (s->accounts.n)
        qsort(s->accounts.items, s->accounts.n, sizeof *s->accounts.items, compare_accounts);
    for (size_t i = 0; i < s->accounts.n; i++)
        place_account(s, i);
}

/* ---- relations ----------------------------------------------------------------------------- */

/* Is the input given with something in it? */
static bool says_something(const struct value *v)
{
    if (!v || v->state == VALUE_NULL)
        return false;
    if (v->state != VALUE_KNOWN)
        return true;
    switch (v->type->kind) {
    case TYPE_BOOL:
        return v->u.boolean;
    case TYPE_STRING:
        return v->u.string.n > 0;
    case TYPE_MAP:
    case TYPE_OBJECT:
        return v->u.map.n > 0;
    case TYPE_LIST:
    case TYPE_SET:
    case TYPE_TUPLE:
        return v->u.list.n > 0;
    case TYPE_NUMBER:
    case TYPE_DYNAMIC:
        break;
    }
    return true;
}

/* Where the unit gives the input, "file:line:column"; if an include does, the unit's file. */
static struct str place_of(const struct survey *s, const struct survey_unit *u, struct str name)
{
    struct arena *a = s->repository->arena;
    struct str text = str_printf(a, "%.*s[%.*s]", STR(u->prefix), STR(plan_quoted(a, name)));
    struct hcl_text file = hcl_text_file(&u->file->source, u->file->body);
    struct address_target found;
    struct address address;
    uint32_t line, column;
    struct err e;

    if (address_parse(a, text, &address, NULL, &e) < 0 ||
        address_resolve(a, &file, &address, &found, &e) < 0)
        return u->file->source.path;
    hcl_position(u->file->source.text, found.range.start, &line, &column);
    return str_printf(a, "%.*s:%u:%u", STR(u->file->source.path), line, column);
}

static void settle_relation(struct survey *s, struct relation *found, struct str account,
                            const struct survey_unit *by, struct str how)
{
    struct arena *a = s->repository->arena;

    if (!found->account.n) {
        found->account = account;
        return;
    }
    if (!str_eq(found->account, account))
        add_problem(s, place_of(s, by, how),
                    str_printf(a, "%.*s says that the %.*s is the account %.*s, others say %.*s",
                               STR(how), STR(found->of->about), STR(account), STR(found->account)));
}

static void ask_unit(struct survey *s, struct relation *found, const struct survey_unit *u)
{
    const struct catalog_relation *of = found->of;

    for (size_t i = 0; u->account.n && i < of->claimed_by.n; i++)
        if (says_something(value_get(u->inputs, of->claimed_by.items[i])))
            settle_relation(s, found, u->account, u, of->claimed_by.items[i]);
    for (size_t i = 0; i < of->named_by.n; i++) {
        const struct value *v = value_get(u->inputs, of->named_by.items[i]);

        for (size_t k = 0; value_is_text(v) && v->u.string.n && k < s->accounts.n; k++)
            if (str_eq(s->accounts.items[k].id, v->u.string))
                settle_relation(s, found, s->accounts.items[k].name, u, of->named_by.items[i]);
    }
}

static void assume(struct survey *s, struct relation *found)
{
    const struct catalog_relation *of = found->of;

    if (of->default_account.n && account(s, of->default_account))
        found->account = of->default_account;
    for (size_t i = 0; !found->account.n && of->default_role.n && i < s->n_all; i++) {
        const struct survey_unit *u = &s->units.items[i];

        if (u->module && str_eq(u->module->role, of->default_role))
            found->account = u->account;
    }
    found->assumed = found->account.n > 0;
}

static void find_relations(struct survey *s)
{
    for (size_t i = 0; i < s->catalog->repositories.n; i++) {
        const struct catalog_repository *c = &s->catalog->repositories.items[i];

        for (size_t k = 0; k < c->relations.n; k++) {
            struct relation found = { .of = &c->relations.items[k] };

            for (size_t n = 0; n < s->n_all; n++)
                if (s->units.items[n].catalog == c && s->units.items[n].inputs)
                    ask_unit(s, &found, &s->units.items[n]);
            if (!found.account.n)
                assume(s, &found);
            vec_push(s->repository->arena, &s->relations, found);
        }
    }
}

/* ---- together ------------------------------------------------------------------------------ */

static void add_units(struct survey *s, bool chosen, bool exact)
{
    for (size_t i = 0; i < s->repository->references.n; i++)
        if (s->repository->references.items[i].chosen == chosen)
            add_unit(s, i, exact);
}

void survey_repository(struct repository *r, const struct catalog *c, struct str benchmark,
                       bool exact, struct survey *ret)
{
    size_t n_chosen;

    *ret = (struct survey){ .repository = r, .catalog = c, .benchmark = benchmark };
    add_units(ret, true, exact);
    n_chosen = ret->units.n;
    add_units(ret, false, exact);
    ret->n_all = ret->units.n;
    ret->units.n = n_chosen;
    for (size_t i = 0; i < ret->n_all; i++)
        collect_accounts(ret, &ret->units.items[i]);
    for (size_t i = 0; i < ret->n_all; i++)
        find_account(ret, &ret->units.items[i]);
    sort_accounts(ret);
    check_accounts(ret);
    find_relations(ret);
}

const struct account *survey_account(const struct survey *s, struct str name)
{
    return account(s, name);
}

struct str survey_relation(const struct survey *s, struct str name)
{
    for (size_t i = 0; i < s->relations.n; i++)
        if (str_eq(s->relations.items[i].of->name, name))
            return s->relations.items[i].account;
    return str_lit("");
}
