/*
 * fuzz_migration: resource addresses, state documents and migration files, of any bytes. An address
 * that is read is printed and read again as the same; a state with another serial has the same
 * instances; a file that is read is written and read again as the same file; a migration that is
 * checked against a state makes no instances of its own; of a plan what was not declared is listed.
 */
#include "base/buf.h"
#include "upgrade/migrate_plan.h"
#include "upgrade/migration_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_address(struct arena *a, struct str text)
{
    struct resource_address address, again;
    struct str printed;
    struct err e;

    if (resource_address_parse(a, text, &address, &e) < 0)
        return;
    printed = resource_address_text(a, &address);
    if (resource_address_parse(a, printed, &again, &e) < 0 ||
        resource_address_cmp(&address, &again) != 0)
        BUG("an address is not what it was after printing");
    if (!resource_address_holds(&address, &again, false))
        BUG("an address does not hold itself");
}

static bool fuzz_state(struct arena *a, struct str text, struct state *ret)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct state again;
    struct str raised;
    struct err e;

    if (state_read(a, text, ret, &e) < 0)
        return false;
    if (!ret->exists)
        return true;
    if (state_with_serial(a, ret, 4711, &raised, &e) < 0 || state_read(a, raised, &again, &e) < 0 ||
        again.serial != 4711)
        BUG("a state cannot be given another serial");
    if (state_differences(ret, &again, 10, &b))
        BUG("a state with another serial is another state");
    return true;
}

static bool fuzz_file(struct arena *a, struct str text, struct migration *ret)
{
    struct hcl_source first = { .path = str_lit("x.hcl"), .text = text }, second = first;
    AUTO_BUF struct buf b = BUF_INIT, c = BUF_INIT;
    struct hcl_diags d = { .arena = a };
    struct migration again;

    (void)migration_is_one(&first);
    if (migration_parse(a, &first, NULL, ret, &d) < 0)
        return false;
    migration_render(&b, ret);
    migration_render_script(&c, ret, str_lit("terraform"));
    second.text = str_copy(a, buf_str(&b));
    if (migration_parse(a, &second, NULL, &again, &d) < 0)
        BUG("a file that was written is not read: %.*s", STR(d.items[0].detail));
    buf_clear(&c);
    migration_render(&c, &again);
    if (!str_eq(buf_str(&b), buf_str(&c)))
        BUG("a file that was written is read as another one");
    ret->source = NULL;
    return true;
}

static void fuzz_plan(struct str text, const struct migration *m)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct plan_verdict v;
    struct err e;

    if (plan_judge(text, m, &b, &v, &e) == 0 && (v.n_undeclared > 0) != (b.n > 0))
        BUG("what was not declared is not listed");
}

/* A migration file, a NUL, and a state or a plan; or one of them alone, or an address. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text = str_copy(&a, str_of((const char *)data, size)), rest = text;
    struct str file = str_cut(&rest, '\0');
    struct migration_check check;
    struct migration m;
    struct state s;

    fuzz_address(&a, text);
    if (!rest.n) {
        fuzz_state(&a, text, &s);
        fuzz_file(&a, text, &m);
        return 0;
    }
    if (!fuzz_file(&a, file, &m))
        return 0;
    fuzz_plan(rest, &m);
    if (!fuzz_state(&a, rest, &s))
        return 0;
    migration_check(&a, &m, &s, m.kind == MIGRATION_STATE ? NULL : &s, &check);
    if (m.kind == MIGRATION_STATE && check.from.instances.n > s.instances.n + m.actions.n)
        BUG("a migration within one state made instances");
    return 0;
}
