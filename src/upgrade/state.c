#include "upgrade/state.h"

#include <stdlib.h>

#include "base/buf.h"
#include "hcl/hash.h"
#include "text/edits.h"
#include "text/json.h"

/* ---- the hash of what must stay ------------------------------------------------------------ */

/*
 * JSON in one form: no white space, strings as decoded, numbers as written. Terraform writes the
 * same document with other escapes and indentation each time. The tree is at most JSON_DEPTH_MAX
 * deep, as the reader saw to.
 */
static void add_canonical(struct buf *out, const struct json *j)
{
    switch (j->kind) {
    case JSON_NULL:
        buf_addz(out, "null");
        break;
    case JSON_BOOL:
        buf_addz(out, j->boolean ? "true" : "false");
        break;
    case JSON_NUMBER:
        buf_add(out, j->text);
        break;
    case JSON_STRING:
        json_quote(out, j->text);
        break;
    case JSON_ARRAY:
    case JSON_OBJECT:
        buf_addc(out, j->kind == JSON_ARRAY ? '[' : '{');
        for (size_t i = 0; i < j->n; i++) {
            if (i)
                buf_addc(out, ',');
            if (j->kind == JSON_OBJECT) {
                json_quote(out, j->keys[i]->text);
                buf_addc(out, ':');
            }
            add_canonical(out, j->items[i]);
        }
        buf_addc(out, j->kind == JSON_ARRAY ? ']' : '}');
        break;
    }
}

/* Dependencies name other addresses, which moves change; sensitive paths are written in any
 * order. */
static const char *const kept_members[] = {
    "attributes", "attributes_flat", "identity", "private", "schema_version", "status",
};

/* A place for text that is secret, used again for each instance and wiped at the end. */
static void wipe(struct buf *b)
{
    if (b->p)
        explicit_bzero(b->p, b->cap);
    buf_release(b);
}

static struct str digest_of(struct arena *a, struct buf *scratch, const struct json *instance)
{
    buf_clear(scratch);
    for (size_t i = 0; i < ARRAY_LEN(kept_members); i++) {
        const struct json *member = json_get(instance, str_z(kept_members[i]));

        if (!member || member->kind == JSON_NULL)
            continue;
        buf_printf(scratch, "\n%s=", kept_members[i]);
        add_canonical(scratch, member);
    }
    return hash_sha256(a, buf_str(scratch));
}

/* ---- reading ------------------------------------------------------------------------------- */

struct reader {
    struct arena *arena, *tree;
    struct buf *scratch;
    struct state *state;
    struct err *err;
};

/* A text member; "" if it is absent or null. */
static int text_member(const struct json *object, const char *name, struct str *ret, struct err *e)
{
    const struct json *j = json_get(object, str_z(name));

    *ret = str_lit("");
    if (!j || j->kind == JSON_NULL)
        return 0;
    if (j->kind != JSON_STRING)
        return err_set(e, ERR_SYNTAX, "\"%s\" at byte %u is no text", name, j->start);
    *ret = j->text;
    return 0;
}

static int read_index(struct reader *r, const struct json *instance, struct instance_key *ret)
{
    const struct json *j = json_get(instance, str_lit("index_key"));

    *ret = (struct instance_key){ 0 };
    if (!j || j->kind == JSON_NULL)
        return 0;
    if (j->kind == JSON_STRING) {
        *ret = (struct instance_key){ INSTANCE_TEXT, 0, str_copy(r->arena, j->text) };
        return 0;
    }
    ret->kind = INSTANCE_NUMBER;
    if (j->kind != JSON_NUMBER || !str_to_u64(j->text, INT64_MAX, &ret->number))
        return err_set(r->err, ERR_SYNTAX, "\"index_key\" at byte %u is no text and no number",
                       j->start);
    return 0;
}

static int read_instance(struct reader *r, const struct json *j,
                         const struct resource_address *resource, struct str provider)
{
    struct state_instance instance = { .address = *resource, .provider = provider };
    struct str deposed;

    if (j->kind != JSON_OBJECT)
        return err_set(r->err, ERR_SYNTAX, "an instance at byte %u is no object", j->start);
    if (r->state->instances.n == STATE_INSTANCES_MAX)
        return err_set(r->err, ERR_LIMIT, "more than %d instances", STATE_INSTANCES_MAX);
    TRY(read_index(r, j, &instance.address.key));
    TRY(text_member(j, "deposed", &deposed, r->err));
    instance.deposed = str_copy(r->arena, deposed);
    instance.text = resource_address_text(r->arena, &instance.address);
    instance.digest = digest_of(r->arena, r->scratch, j);
    vec_push(r->arena, &r->state->instances, instance);
    return 0;
}

/* The address of a resource, from the members that it is spread over. */
static int read_address(struct reader *r, const struct json *j, struct resource_address *ret)
{
    struct str module, mode, type, name, text;

    TRY(text_member(j, "module", &module, r->err));
    TRY(text_member(j, "mode", &mode, r->err));
    TRY(text_member(j, "type", &type, r->err));
    TRY(text_member(j, "name", &name, r->err));
    if (!str_is(mode, "managed") && !str_is(mode, "data"))
        return err_set(r->err, ERR_SYNTAX, "the resource at byte %u has an unknown mode", j->start);
    text = str_printf(r->arena, "%.*s%s%s%.*s.%.*s", STR(module), module.n ? "." : "",
                      str_is(mode, "data") ? "data." : "", STR(type), STR(name));
    if (resource_address_parse(r->arena, text, ret, NULL) < 0)
        return err_set(r->err, ERR_SYNTAX, "the resource at byte %u has no valid address",
                       j->start);
    return 0;
}

static int read_resource(struct reader *r, const struct json *j)
{
    const struct json *instances = json_get(j, str_lit("instances"));
    struct resource_address address;
    struct str provider;

    if (j->kind != JSON_OBJECT)
        return err_set(r->err, ERR_SYNTAX, "a resource at byte %u is no object", j->start);
    TRY(read_address(r, j, &address));
    TRY(text_member(j, "provider", &provider, r->err));
    provider = str_copy(r->arena, provider);
    if (!instances || instances->kind == JSON_NULL)
        return 0;
    if (instances->kind != JSON_ARRAY)
        return err_set(r->err, ERR_SYNTAX, "\"instances\" at byte %u is no list", instances->start);
    for (size_t i = 0; i < instances->n; i++)
        TRY(read_instance(r, instances->items[i], &address, provider));
    return 0;
}

static int read_head(struct reader *r, const struct json *root)
{
    const struct json *version = json_get(root, str_lit("version"));
    const struct json *serial = json_get(root, str_lit("serial"));
    const struct json *outputs = json_get(root, str_lit("outputs"));
    struct str lineage, by;

    if (root->kind != JSON_OBJECT || !version || version->kind != JSON_NUMBER)
        return err_set(r->err, ERR_SYNTAX, "not a Terraform state: no object with a \"version\"");
    if (!str_is(version->text, "4"))
        return err_set(r->err, ERR_SYNTAX,
                       "a state of version %.*s; footing reads version 4, which Terraform 0.12 and "
                       "later and OpenTofu write: let one of them write it first",
                       STR(str_slice(version->text, 0, 20)));
    if (!serial || serial->kind != JSON_NUMBER ||
        !str_to_u64(serial->text, INT64_MAX, &r->state->serial))
        return err_set(r->err, ERR_SYNTAX, "\"serial\" is missing or no number");
    r->state->serial_start = serial->start;
    r->state->serial_end = serial->end;
    TRY(text_member(root, "lineage", &lineage, r->err));
    TRY(text_member(root, "terraform_version", &by, r->err));
    r->state->lineage = str_copy(r->arena, lineage);
    r->state->terraform_version = str_copy(r->arena, by);
    buf_clear(r->scratch);
    if (outputs && outputs->n)
        add_canonical(r->scratch, outputs);
    r->state->outputs = hash_sha256(r->arena, buf_str(r->scratch));
    return 0;
}

static int instance_cmp(const void *x, const void *y)
{
    const struct state_instance *a = x, *b = y;
    int order = resource_address_cmp(&a->address, &b->address);

    return order ? order : str_cmp(a->deposed, b->deposed);
}

void state_sort(struct state *s)
{
    if (s->instances.n)
        qsort(s->instances.items, s->instances.n, sizeof *s->instances.items, instance_cmp);
}

static int read_document(struct reader *r, struct str text)
{
    const struct state_instance *items;
    const struct json *resources;
    struct json *root;
    size_t offset = 0;

    if (json_parse(r->tree, text, &root, &offset, r->err) < 0)
        return err_prefix(r->err, "at byte %zu", offset);
    TRY(read_head(r, root));
    resources = json_get(root, str_lit("resources"));
    if (resources && resources->kind != JSON_ARRAY && resources->kind != JSON_NULL)
        return err_set(r->err, ERR_SYNTAX, "\"resources\" is no list");
    for (size_t i = 0; resources && i < resources->n; i++)
        TRY(read_resource(r, resources->items[i]));
    state_sort(r->state);
    items = r->state->instances.items;
    for (size_t i = 1; i < r->state->instances.n; i++)
        if (instance_cmp(&items[i - 1], &items[i]) == 0)
            return err_set(r->err, ERR_SYNTAX, "%.*s is in it twice", STR(items[i].text));
    return 0;
}

int state_read(struct arena *a, struct str text, struct state *ret, struct err *e)
{
    AUTO_ARENA struct arena tree = ARENA_INIT;
    CLEANUP(wipe) struct buf scratch = BUF_INIT;
    struct state s = { .text = text, .outputs = hash_sha256(a, str_lit("")) };
    struct reader r = { a, &tree, &scratch, &s, e };

    if (str_trim(text).n) {
        s.exists = true;
        if (read_document(&r, text) < 0)
            return err_prefix(e, "cannot read the state");
    }
    *ret = s;
    return 0;
}

int state_with_serial(struct arena *a, const struct state *s, uint64_t serial, struct str *ret,
                      struct err *e)
{
    struct edits list = { 0 };
    struct str number = str_printf(a, "%llu", (unsigned long long)serial);

    edits_add(a, &list, s->serial_start, s->serial_end, number);
    TRY(edits_apply(a, s->text, &list, ret, e));
    return edits_verify(s->text, *ret, &list, e);
}

/* ---- asking -------------------------------------------------------------------------------- */

const struct state_instance *state_find(const struct state *s, const struct resource_address *outer,
                                        bool any_key)
{
    for (size_t i = 0; i < s->instances.n; i++)
        if (resource_address_holds(outer, &s->instances.items[i].address, any_key))
            return &s->instances.items[i];
    return NULL;
}

struct state state_copy(struct arena *a, const struct state *s)
{
    struct state copy = *s;

    copy.instances.items = arena_array(a, s->instances.n, sizeof *copy.instances.items);
    copy.instances.cap = s->instances.n;
    if (s->instances.n)
        memcpy(copy.instances.items, s->instances.items,
               s->instances.n * sizeof *copy.instances.items);
    return copy;
}

struct str state_provider_source(struct str provider)
{
    struct str rest = provider;

    if (str_find_char(rest, '"') == STR_NONE)
        return str_lit("");
    str_cut(&rest, '"');
    return str_cut(&rest, '"');
}

static size_t count_char(struct str s, char c)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == c;
    return n;
}

bool state_provider_is(struct str source, struct str name)
{
    static const struct str registries[] = { STR_INIT("registry.terraform.io/"),
                                             STR_INIT("registry.opentofu.org/") };

    if (count_char(name, '/') >= 2)
        return str_eq(source, name);
    for (size_t i = 0; i < ARRAY_LEN(registries); i++) {
        struct str rest = str_skip(source, registries[i].n);

        if (!str_starts(source, registries[i]))
            continue;
        if (count_char(name, '/') == 0) {
            if (!str_starts(rest, str_lit("hashicorp/")))
                return false;
            rest = str_skip(rest, strlen("hashicorp/"));
        }
        return str_eq(rest, name);
    }
    return false;
}

/* ---- comparing ----------------------------------------------------------------------------- */

struct listing {
    struct buf *out;
    size_t n, max;
    bool evaluated; /* see struct state */
};

static void tell(struct listing *l, const struct state_instance *i, const char *what)
{
    if (l->evaluated && i->address.data)
        return;
    if (l->n++ < l->max)
        buf_printf(l->out, "  %.*s%s%.*s %s\n", STR(i->text), i->deposed.n ? " deposed " : "",
                   STR(i->deposed), what);
}

static void compare_instance(struct listing *l, const struct state_instance *wanted,
                             const struct state_instance *got)
{
    if (wanted->digest.n && !str_eq(wanted->digest, got->digest))
        tell(l, got, "has other attributes than before");
    if (wanted->provider.n && !str_eq(wanted->provider, got->provider) &&
        !state_provider_is(state_provider_source(got->provider),
                           state_provider_source(wanted->provider)))
        tell(l, got, "has another provider than expected");
}

size_t state_differences(const struct state *wanted, const struct state *got, size_t max,
                         struct buf *out)
{
    struct listing l = { out, 0, max, wanted->evaluated };
    size_t i = 0, k = 0;

    while (i < wanted->instances.n || k < got->instances.n) {
        const struct state_instance *w = NULL, *g = NULL;
        int order;

        if (i < wanted->instances.n)
            w = &wanted->instances.items[i];
        if (k < got->instances.n)
            g = &got->instances.items[k];
        order = !w ? 1 : !g ? -1 : instance_cmp(w, g);

        if (order < 0)
            tell(&l, w, "is missing");
        else if (order > 0)
            tell(&l, g, "is not expected");
        else
            compare_instance(&l, w, g);
        i += order <= 0;
        k += order >= 0;
    }
    if (!wanted->evaluated && !str_eq(wanted->outputs, got->outputs) && l.n++ < max)
        buf_addz(out, "  the outputs are not the same\n");
    if (l.n > max)
        buf_printf(out, "  and %zu more\n", l.n - max);
    return l.n;
}
