#include "upgrade/migration_check.h"

#include "base/buf.h"
#include "text/regex.h"

/* States as they are in the middle of a migration: changed in place, not sorted. */
struct simulation {
    struct arena *arena;
    struct state *from, *to; /* the same one within one state */
    struct migration_check *check;
};

/* What a move finds at both of its ends. */
struct ends {
    const struct state_instance *from, *to; /* an instance there, or NULL */
    bool whole;                             /* a resource with all its instances */
};

/* ---- what stands where --------------------------------------------------------------------- */

static const struct state_instance *find_exactly(const struct state *s,
                                                 const struct resource_address *address)
{
    for (size_t i = 0; i < s->instances.n; i++)
        if (resource_address_eq(&s->instances.items[i].address, address))
            return &s->instances.items[i];
    return NULL;
}

/*
 * `terraform state mv` reads an address without a key as the instance without one, if there is
 * one, otherwise as the whole resource. So may the destination of an instance be.
 */
static struct ends find_ends(const struct simulation *s, const struct resource_address *from,
                             const struct resource_address *to)
{
    struct ends ends = { 0 };
    bool single = resource_address_is_module(from) || resource_address_is_module(to);

    if (single) {
        ends.from = state_find(s->from, from, false);
        ends.to = state_find(s->to, to, false);
        return ends;
    }
    ends.from = find_exactly(s->from, from);
    ends.to = find_exactly(s->to, to);
    if (!ends.from && from->key.kind == INSTANCE_NO_KEY) {
        ends.from = state_find(s->from, from, false);
        ends.whole = ends.from != NULL;
    }
    if (!ends.to && to->key.kind == INSTANCE_NO_KEY && (ends.whole || !ends.from))
        ends.to = state_find(s->to, to, false);
    return ends;
}

/* ---- faults -------------------------------------------------------------------------------- */

static void fault(struct migration_step *step, struct str what)
{
    step->status = STEP_FAULT;
    step->what = what;
}

static const char *kind_name(const struct resource_address *address)
{
    return resource_address_is_module(address) ? "a module"
           : address->data                     ? "a data source"
                                               : "a resource";
}

/* A name that stands there with other keys, or without: the usual mistake. */
static struct str hint(struct simulation *s, const struct resource_address *from)
{
    struct resource_address any = *from;
    const struct state_instance *near;
    struct str text;

    any.modules = arena_array(s->arena, from->n_modules, sizeof *any.modules);
    for (size_t i = 0; i < from->n_modules; i++)
        any.modules[i] = (struct module_step){ .name = from->modules[i].name };
    any.key = (struct instance_key){ 0 };
    near = state_find(s->from, &any, true);
    if (!near)
        return str_lit("");
    any = near->address;
    if (resource_address_is_module(from)) {
        any.n_modules = from->n_modules;
        any.type = any.name = str_lit("");
    }
    text = resource_address_text(s->arena, &any);
    return str_printf(s->arena, "; there is %.*s", STR(text));
}

static bool is_possible(struct simulation *s, struct migration_step *step,
                        const struct resource_address *from, const struct resource_address *to)
{
    bool modules = resource_address_is_module(from);

    if (modules != resource_address_is_module(to) || from->data != to->data)
        fault(step, str_printf(s->arena, "%.*s is %s and %.*s is %s: only like becomes like",
                               STR(step->from), kind_name(from), STR(step->to), kind_name(to)));
    else if (!modules && !str_eq(from->type, to->type))
        fault(step, str_printf(s->arena, "%.*s and %.*s are of different types (%.*s, %.*s)",
                               STR(step->from), STR(step->to), STR(from->type), STR(to->type)));
    else if (s->from == s->to && resource_address_eq(from, to))
        fault(step, str_lit("both addresses are the same"));
    else if (s->from == s->to && modules && resource_address_holds(from, to, false))
        fault(step,
              str_printf(s->arena, "%.*s lies in %.*s itself", STR(step->to), STR(step->from)));
    return step->status != STEP_FAULT;
}

static bool is_whole_possible(struct simulation *s, struct migration_step *step,
                              const struct ends *ends, const struct resource_address *to)
{
    if (!ends->whole || to->key.kind == INSTANCE_NO_KEY)
        return true;
    fault(step, str_printf(s->arena,
                           "%.*s has instances with keys (%.*s, …): move each, or all to a "
                           "resource without a key",
                           STR(step->from), STR(ends->from->text)));
    return false;
}

/* ---- the actions --------------------------------------------------------------------------- */

static void remove_at(struct state *s, size_t i)
{
    s->instances.items[i] = s->instances.items[--s->instances.n];
}

static size_t move_instances(struct simulation *s, const struct resource_address *from,
                             const struct resource_address *to, bool exactly)
{
    size_t moved = 0;

    for (size_t i = 0; i < s->from->instances.n;) {
        struct state_instance *item = &s->from->instances.items[i];
        bool hit = exactly ? resource_address_eq(from, &item->address)
                           : resource_address_holds(from, &item->address, false);

        if (hit) {
            struct state_instance copy = *item;

            copy.address = resource_address_moved(s->arena, &item->address, from, to);
            copy.text = resource_address_text(s->arena, &copy.address);
            moved++;
            if (s->from == s->to) {
                *item = copy;
            } else {
                remove_at(s->from, i);
                vec_push(s->arena, &s->to->instances, copy);
                continue;
            }
        }
        i++;
    }
    return moved;
}

static void do_move(struct simulation *s, struct migration_step *step,
                    const struct resource_address *from, const struct resource_address *to)
{
    struct ends ends;
    bool exactly;

    if (!is_possible(s, step, from, to))
        return;
    ends = find_ends(s, from, to);
    exactly = !ends.whole && !resource_address_is_module(from);
    if (!ends.from && ends.to) {
        step->status = STEP_DONE;
    } else if (!ends.from) {
        struct str near = hint(s, from);

        fault(step,
              str_printf(s->arena, "%.*s is not in the state%.*s", STR(step->from), STR(near)));
    } else if (is_whole_possible(s, step, &ends, to)) {
        if (ends.to)
            fault(step, str_printf(s->arena, "%.*s is in the state already (%.*s), and so is %.*s",
                                   STR(step->to), STR(ends.to->text), STR(step->from)));
        else
            step->n_instances = move_instances(s, from, to, exactly);
    }
}

static void do_rm(struct simulation *s, struct migration_step *step,
                  const struct resource_address *address)
{
    for (size_t i = 0; i < s->from->instances.n;) {
        if (resource_address_holds(address, &s->from->instances.items[i].address, true)) {
            remove_at(s->from, i);
            step->n_instances++;
        } else {
            i++;
        }
    }
    if (!step->n_instances) {
        step->status = STEP_GONE;
        step->what = str_printf(s->arena, "%.*s is not in the state (any more)", STR(step->from));
    }
}

static void do_import(struct simulation *s, struct migration_step *step,
                      const struct resource_address *address)
{
    struct state_instance item = { .address = *address };

    if (find_exactly(s->from, address)) {
        step->status = STEP_DONE;
        return;
    }
    item.text = resource_address_text(s->arena, address);
    item.deposed = item.provider = item.digest = str_lit("");
    vec_push(s->arena, &s->from->instances, item);
    s->from->evaluated = true;
    step->n_instances = 1;
}

/* `provider` with another source: module.x.provider["SOURCE"].alias. A short one keeps the host. */
static struct str with_source(struct arena *a, struct str provider, struct str source)
{
    struct str old = state_provider_source(provider), rest = old, host = str_cut(&rest, '/');
    size_t at = (size_t)(old.p - provider.p), parts = 1;

    for (size_t i = 0; i < source.n; i++)
        parts += source.p[i] == '/';
    if (parts < 3)
        source =
            str_printf(a, "%.*s/%s%.*s", STR(host), parts == 1 ? "hashicorp/" : "", STR(source));
    return str_printf(a, "%.*s%.*s%.*s", STR(str_slice(provider, 0, at)), STR(source),
                      STR(str_skip(provider, at + old.n)));
}

static void do_replace(struct simulation *s, struct migration_step *step)
{
    bool has_to = false;

    for (size_t i = 0; i < s->from->instances.n; i++) {
        struct state_instance *item = &s->from->instances.items[i];
        struct str source = state_provider_source(item->provider);

        has_to |= state_provider_is(source, step->to);
        if (!source.n || !state_provider_is(source, step->from))
            continue;
        item->provider = with_source(s->arena, item->provider, step->to);
        step->n_instances++;
    }
    if (!step->n_instances && has_to)
        step->status = STEP_DONE;
    else if (!step->n_instances)
        fault(step,
              str_printf(s->arena, "nothing in the state is of provider %.*s", STR(step->from)));
}

/* ---- wildcards ----------------------------------------------------------------------------- */

/* The pattern as a regular expression, as tfmigrate makes it: "*" is "(.*)". */
static int compile(struct arena *a, struct str pattern, struct regex **ret, struct err *e)
{
    AUTO_BUF struct buf b = BUF_INIT;

    buf_addc(&b, '^');
    for (size_t i = 0; i < pattern.n; i++) {
        if (pattern.p[i] == '*')
            buf_addz(&b, "(.*)");
        else if (strchr("\\^$.|?+()[]{}", pattern.p[i]))
            buf_printf(&b, "\\%c", pattern.p[i]);
        else
            buf_addc(&b, pattern.p[i]);
    }
    return regex_compile(a, str_copy(a, buf_str(&b)), ret, e);
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* Reads $1 or ${1} at the start of s; false if there is something else. Go: $1x is the group
 * named "1x", which does not exist and is empty. */
static bool read_group(struct str s, size_t *ret_len, struct str *ret_name)
{
    bool braces = s.n > 1 && s.p[1] == '{';
    size_t start = braces ? 2 : 1, end = start;

    while (end < s.n && is_word(s.p[end]))
        end++;
    if (end == start || (braces && (end == s.n || s.p[end] != '}')))
        return false;
    *ret_name = str_slice(s, start, end);
    *ret_len = braces ? end + 1 : end;
    return true;
}

static struct str expand(struct arena *a, struct str to, const struct regex_run *run, size_t groups)
{
    AUTO_BUF struct buf out = BUF_INIT;

    while (to.n) {
        uint64_t group;
        struct str name;
        size_t len = 1;

        if (to.p[0] != '$') {
            buf_addc(&out, to.p[0]);
        } else if (str_starts(to, str_lit("$$"))) {
            buf_addc(&out, '$');
            len = 2;
        } else if (!read_group(to, &len, &name)) {
            buf_addc(&out, '$');
        } else if (str_to_u64(name, groups, &group) && run->spans[group].start != STR_NONE) {
            buf_add(&out, str_slice(run->text, run->spans[group].start, run->spans[group].end));
        }
        to = str_skip(to, len);
    }
    return str_copy(a, buf_str(&out));
}

static void run_step(struct simulation *s, struct migration_step *step);

static void add_step(struct simulation *s, struct migration_step step)
{
    vec_push(s->arena, &s->check->steps, step);
}

/* The moves that a wildcard means, found before any of them is made. */
static int expand_wildcards(struct simulation *s, const struct migration_action *action,
                            struct migration_step *template, struct err *e)
{
    struct state sorted = state_copy(s->arena, s->from);
    struct map seen = { 0 };
    struct regex *re;
    size_t before = s->check->steps.n;

    TRY(compile(s->arena, action->from, &re, e));
    state_sort(&sorted);
    for (size_t i = 0; i < sorted.instances.n; i++) {
        AUTO_ARENA struct arena scratch = ARENA_INIT;
        struct regex_run run;
        int found;

        regex_start(&run, &scratch, re, sorted.instances.items[i].text);
        found = regex_next(&run, e);
        if (found < 0)
            return -1;
        if (!found || sorted.instances.items[i].deposed.n)
            continue;
        template->from = str_slice(run.text, 0, run.spans[0].end);
        if (map_put(s->arena, &seen, template->from, template))
            continue;
        template->to = expand(s->arena, action->to, &run, regex_groups(re));
        template->verb = MIGRATION_MV;
        add_step(s, *template);
    }
    if (s->check->steps.n == before) {
        template->status = STEP_GONE;
        template->what =
            str_printf(s->arena, "%.*s matches nothing in the state (any more)", STR(action->from));
        add_step(s, *template);
    }
    return 0;
}

static void do_wildcards(struct simulation *s, const struct migration_action *action)
{
    struct migration_step step = {
        .action = action, .verb = MIGRATION_XMV, .from = action->from, .to = action->to
    };
    size_t before = s->check->steps.n;
    struct err e;

    if (expand_wildcards(s, action, &step, &e) < 0) {
        fault(&step, str_copy(s->arena, str_z(e.message)));
        add_step(s, step);
        return;
    }
    for (size_t i = before; i < s->check->steps.n; i++)
        if (s->check->steps.items[i].verb == MIGRATION_MV)
            run_step(s, &s->check->steps.items[i]);
}

/* ---- one step, all steps ------------------------------------------------------------------- */

/* An mv of a wildcard has its addresses as text only. */
static void run_move(struct simulation *s, struct migration_step *step)
{
    struct resource_address from, to;
    struct err e;

    if (resource_address_parse(s->arena, step->from, &from, &e) < 0 ||
        resource_address_parse(s->arena, step->to, &to, &e) < 0)
        fault(step, str_copy(s->arena, str_z(e.message)));
    else
        do_move(s, step, &from, &to);
}

static void run_step(struct simulation *s, struct migration_step *step)
{
    switch (step->verb) {
    case MIGRATION_MV:
        run_move(s, step);
        break;
    case MIGRATION_RM:
        do_rm(s, step, &step->action->from_address);
        break;
    case MIGRATION_IMPORT:
        do_import(s, step, &step->action->from_address);
        break;
    case MIGRATION_REPLACE_PROVIDER:
        do_replace(s, step);
        break;
    case MIGRATION_XMV:
        BUG("a wildcard is expanded first");
    }
}

static void count(struct migration_check *check)
{
    for (size_t i = 0; i < check->steps.n; i++) {
        check->n_pending += check->steps.items[i].status == STEP_PENDING;
        check->n_faults += check->steps.items[i].status == STEP_FAULT;
    }
}

static struct simulation simulate(struct arena *a, const struct state *from, const struct state *to,
                                  struct migration_check *check)
{
    struct simulation s = { .arena = a, .check = check };

    check->from = state_copy(a, from);
    if (to)
        check->to = state_copy(a, to);
    s.from = &check->from;
    s.to = to ? &check->to : s.from;
    return s;
}

/*
 * Chains: after "mv b c", "mv a b" both b and c are there and a is gone, which looks like a fault
 * of the first move although all is done. So the moves are undone from the last to the first: if
 * that leads through without a fault, the state is the one after them.
 */
static bool undo_step(struct simulation *s, const struct migration_action *action)
{
    struct migration_step step = { .action = action, .from = action->to, .to = action->from };

    switch (action->verb) {
    case MIGRATION_MV:
        do_move(s, &step, &action->to_address, &action->from_address);
        return step.status == STEP_PENDING;
    case MIGRATION_RM:
        return state_find(s->from, &action->from_address, true) == NULL;
    case MIGRATION_IMPORT:
        do_rm(s, &step, &action->from_address);
        return step.n_instances == 1;
    case MIGRATION_REPLACE_PROVIDER:
        do_replace(s, &step);
        return step.status == STEP_PENDING;
    case MIGRATION_XMV:
        break;
    }
    return false;
}

static bool is_all_done(struct arena *a, const struct migration *m, const struct state *from,
                        const struct state *to)
{
    struct migration_check unused = { 0 };
    struct simulation s = simulate(a, from, to, &unused), back = s;

    back.from = s.to;
    back.to = s.from;
    for (size_t i = m->actions.n; i > 0; i--)
        if (!undo_step(m->actions.items[i - 1].verb == MIGRATION_MV ? &back : &s,
                       &m->actions.items[i - 1]))
            return false;
    return true;
}

static void mark_done(struct arena *a, const struct state *from, const struct state *to,
                      struct migration_check *check)
{
    simulate(a, from, to, check);
    for (size_t i = 0; i < check->steps.n; i++) {
        check->steps.items[i].status = STEP_DONE;
        check->steps.items[i].n_instances = 0;
        check->steps.items[i].what = str_lit("");
    }
}

void migration_check(struct arena *a, const struct migration *m, const struct state *from,
                     const struct state *to, struct migration_check *ret)
{
    struct simulation s;

    *ret = (struct migration_check){ 0 };
    s = simulate(a, from, to, ret);
    for (size_t i = 0; i < m->actions.n; i++) {
        const struct migration_action *action = &m->actions.items[i];

        if (action->verb == MIGRATION_XMV) {
            do_wildcards(&s, action);
            continue;
        }
        add_step(&s, (struct migration_step){ .action = action,
                                              .verb = action->verb,
                                              .from = action->from,
                                              .to = action->to,
                                              .what = str_lit("") });
        run_step(&s, &ret->steps.items[ret->steps.n - 1]);
    }
    count(ret);
    if (ret->n_faults && is_all_done(a, m, from, to)) {
        mark_done(a, from, to, ret);
        ret->n_pending = ret->n_faults = 0;
    }
    state_sort(&ret->from);
    state_sort(&ret->to);
}
