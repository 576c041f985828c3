#include "upgrade/upgrade_states.h"

#include <stdlib.h>

#include "upgrade/migration.h"

static const struct reference *reference(const struct upgrade_plan *plan, size_t unit)
{
    return &plan->survey.repository->references.items[plan->survey.units.items[unit].reference];
}

/* "guardduty-count-dev-_global-account-baseline": what is no letter or digit becomes "-". */
static struct str id_of(struct arena *a, const struct state_change *c, struct str unit)
{
    struct str id = str_printf(a, "%.*s-%.*s", STR(c->step->name), STR(unit));
    char *p = arena_copy(a, id.p, id.n);

    for (size_t i = 0; i < id.n; i++)
        if (!((p[i] | 0x20) >= 'a' && (p[i] | 0x20) <= 'z') && !(p[i] >= '0' && p[i] <= '9') &&
            p[i] != '_' && p[i] != '.')
            p[i] = '-';
    id = str_of(p, id.n < MIGRATION_ID_MAX ? id.n : MIGRATION_ID_MAX);
    return str_copy(a, id);
}

/* "mv a b", "rm a", "import a id", in words as a shell splits them. */
static int add_action(struct arena *a, struct migration *m, struct str text, struct err *e)
{
    static const enum migration_verb verbs[] = { MIGRATION_MV, MIGRATION_XMV, MIGRATION_RM,
                                                 MIGRATION_IMPORT, MIGRATION_REPLACE_PROVIDER };
    struct shell_words words = { 0 };

    TRY(shell_split(a, text, &words, e));
    for (size_t i = 0; i < ARRAY_LEN(verbs); i++) {
        size_t most = verbs[i] == MIGRATION_RM ? 2 : 3;

        if (words.n == most && str_is(words.items[0], migration_verb_name(verbs[i])))
            return migration_add(a, m, verbs[i], words.items[1],
                                 most > 2 ? words.items[2] : str_lit(""), e);
    }
    return err_set(e, ERR_USAGE, "\"%.*s\" is no action of a state migration", STR(text));
}

/*
 * Catalogs give addresses as Terragrunt has them: the module is the root module. In plain Terraform
 * it is called by a module block, and all is below that.
 */
static int below_module(struct arena *a, struct str module, struct str *action, struct err *e)
{
    struct shell_words words = { 0 };
    AUTO_BUF struct buf out = BUF_INIT;

    TRY(shell_split(a, *action, &words, e));
    for (size_t i = 0; i < words.n; i++) {
        bool address =
            i == 1 || (i == 2 && (str_is(words.items[0], "mv") || str_is(words.items[0], "xmv")));
        struct str word = words.items[i];

        if (address && !str_is(words.items[0], "replace-provider"))
            word = str_printf(a, "module.%.*s.%.*s", STR(module), STR(word));
        if (i)
            buf_addc(&out, ' ');
        shell_quote(&out, word);
    }
    *action = str_copy(a, buf_str(&out));
    return 0;
}

/* "main.tf:module.baseline" */
static int place_actions(struct arena *a, struct upgrade_plan *plan, struct state_change *c,
                         struct err *e)
{
    struct str unit = reference(plan, c->unit)->unit, mark = str_lit(":module.");
    size_t at = str_find(unit, mark);

    if (!plan->survey.units.items[c->unit].plain || at == STR_NONE)
        return 0;
    for (size_t i = 0; i < c->actions.n; i++)
        TRY(below_module(a, str_skip(unit, at + mark.n), &c->actions.items[i], e));
    return 0;
}

static int make(struct arena *a, const struct upgrade_plan *plan, const struct state_change *c,
                struct migration *ret, struct err *e)
{
    const struct survey_unit *u = &plan->survey.units.items[c->unit];
    const struct reference *ref = reference(plan, c->unit);
    struct str dir = path_relative(a, plan->survey.repository->root, ref->dir);

    *ret = (struct migration){
        .id = id_of(a, c, u->plain ? ref->unit : dir),
        .name = c->step->name,
        .kind = MIGRATION_STATE,
        .from = { .dir = dir },
        .from_release = ref->ref,
        .to_release = u->goal,
        .why = c->step->why,
    };
    for (size_t i = 0; i < c->actions.n; i++)
        TRY(add_action(a, ret, c->actions.items[i], e));
    /* The releases in between bring more than the moves: only what is destroyed tells of a fault.
     */
    TRY(migration_expect(a, ret, MIGRATION_CREATE, str_lit("*"), e));
    TRY(migration_expect(a, ret, MIGRATION_UPDATE, str_lit("*"), e));
    return 0;
}

static void add_file(struct upgrade_plan *plan, struct str name, struct str text)
{
    struct repository *r = plan->survey.repository;
    struct new_file file = { .text = str_copy(r->arena, text) };
    struct str old;
    struct err ignored;

    file.path = path_join(r->arena, path_join(r->arena, r->root, str_lit("migrations")), name);
    if (fs_read(r->arena, file.path.p, &old, NULL, &ignored) == 0 && str_eq(old, text))
        return;
    vec_push(r->arena, &plan->new_files, file);
}

static int compare_new(const void *x, const void *y)
{
    return str_cmp(((const struct new_file *)x)->path, ((const struct new_file *)y)->path);
}

int upgrade_states_files(struct upgrade_plan *plan, struct err *e)
{
    struct arena *a = plan->survey.repository->arena;

    for (size_t i = 0; i < plan->states.n; i++) {
        struct state_change *c = &plan->states.items[i];
        bool plain = plan->survey.units.items[c->unit].plain;
        AUTO_BUF struct buf file = BUF_INIT, script = BUF_INIT;
        struct migration m;

        TRY(place_actions(a, plan, c, e));
        TRY(make(a, plan, c, &m, e));
        migration_render(&file, &m);
        migration_render_script(&script, &m, plain ? str_lit("terraform") : str_lit("terragrunt"));
        add_file(plan, str_printf(a, "%.*s.tfmigrate.hcl", STR(m.id)), buf_str(&file));
        add_file(plan, str_printf(a, "%.*s.sh", STR(m.id)), buf_str(&script));
    }
    if (plan->new_files.n)
        qsort(plan->new_files.items, plan->new_files.n, sizeof *plan->new_files.items, compare_new);
    return 0;
}
