#include "text/yaml.h"

#include <yaml.h>

#include "base/map.h"
#include "base/vec.h"
#include "text/yaml_scalar.h"

/* Every MARK_STEP characters the byte offset is noted, so that marks are found quickly. */
enum { MARK_STEP = 64 };

struct anchor {
    struct yaml *node; /* NULL until the first definition is complete */
    unsigned pending;  /* definitions that are being read */
};

struct reader {
    struct arena *arena;
    struct str text;
    uint32_t *marks; /* byte offset of every MARK_STEP-th character; NULL: all ASCII */
    size_t n_marks;
    size_t bom; /* bytes in front of character 0 */
    struct map anchors;
    unsigned flow_depth; /* collections in brackets around what is read */
    size_t aliased;      /* nodes that the aliases so far stand for */
    size_t last_end;     /* where the last scalar, alias or flow collection ends */
    yaml_parser_t parser;
    yaml_event_t event;
    bool has_event;
    size_t fault; /* offset of the error */
    struct err *err;
};

static int read_node(struct reader *r, unsigned depth, struct yaml **ret);

/* ---- places ------------------------------------------------------------------------------- */

static size_t char_len(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/*
 * libyaml's marks count characters. Only called on texts that libyaml reads, or up to the place
 * where it stops reading: invalid UTF-8 cannot lead astray, it only makes offsets of errors vague.
 */
static void find_marks(struct reader *r)
{
    VEC(uint32_t) marks = { 0 };
    bool ascii = true;
    size_t n = 0;

    if (str_starts(r->text, str_lit("\xef\xbb\xbf")))
        r->bom = 3;
    for (size_t i = r->bom; i < r->text.n && ascii; i++)
        ascii = (unsigned char)r->text.p[i] < 0x80;
    if (ascii)
        return;
    for (size_t i = r->bom; i < r->text.n; n++) {
        if (n % MARK_STEP == 0)
            vec_push(r->arena, &marks, (uint32_t)i);
        i += char_len((unsigned char)r->text.p[i]);
    }
    r->marks = marks.items;
    r->n_marks = marks.n;
}

static size_t byte_of(const struct reader *r, yaml_mark_t mark)
{
    size_t step = mark.index / MARK_STEP, at;

    if (!r->marks) {
        at = r->bom + mark.index;
    } else if (step >= r->n_marks) {
        at = r->text.n;
    } else {
        at = r->marks[step];
        for (size_t i = mark.index % MARK_STEP; i > 0 && at < r->text.n; i--)
            at += char_len((unsigned char)r->text.p[at]);
    }
    return at < r->text.n ? at : r->text.n;
}

static int fail_at(struct reader *r, size_t at, enum err_code code, const char *what)
{
    unsigned line = 1;

    for (size_t i = 0; i < at; i++)
        line += r->text.p[i] == '\n';
    r->fault = at;
    return err_set(r->err, code, "line %u: %s", line, what);
}

static int fail(struct reader *r, const char *what)
{
    return fail_at(r, byte_of(r, r->event.start_mark), ERR_SYNTAX, what);
}

static int limit(struct reader *r, const char *what)
{
    return fail_at(r, byte_of(r, r->event.start_mark), ERR_LIMIT, what);
}

/* ---- events ------------------------------------------------------------------------------- */

static int next_event(struct reader *r)
{
    const char *problem;

    if (r->has_event)
        yaml_event_delete(&r->event);
    r->has_event = false;
    if (yaml_parser_parse(&r->parser, &r->event)) {
        r->has_event = true;
        return 0;
    }
    problem = r->parser.problem ? r->parser.problem : "not YAML";
    switch (r->parser.error) {
    case YAML_MEMORY_ERROR:
        die("out of memory");
    case YAML_READER_ERROR:
        return fail_at(r,
                       r->parser.problem_offset < r->text.n ? r->parser.problem_offset : r->text.n,
                       ERR_SYNTAX, problem);
    case YAML_NO_ERROR:
    case YAML_SCANNER_ERROR:
    case YAML_PARSER_ERROR:
    case YAML_COMPOSER_ERROR:
    case YAML_WRITER_ERROR:
    case YAML_EMITTER_ERROR:
        break;
    }
    return fail_at(r, byte_of(r, r->parser.problem_mark), ERR_SYNTAX, problem);
}

/* Moves on; the new event has to be of that type. */
static int expect(struct reader *r, yaml_event_type_t type, const char *otherwise)
{
    TRY(next_event(r));
    return r->event.type == type ? 0 : fail(r, otherwise);
}

/* ---- anchors ------------------------------------------------------------------------------ */

static struct anchor *anchor_of(struct reader *r, const yaml_char_t *name)
{
    struct str key = str_z((const char *)name);
    struct anchor *anchor = map_get(&r->anchors, key);

    if (!anchor) {
        anchor = arena_new(r->arena, struct anchor);
        map_put(r->arena, &r->anchors, str_copy(r->arena, key), anchor);
    }
    return anchor;
}

/* NULL if the node has no anchor. */
static struct anchor *begin_anchor(struct reader *r, const yaml_char_t *name)
{
    struct anchor *anchor = name ? anchor_of(r, name) : NULL;

    if (anchor)
        anchor->pending++;
    return anchor;
}

static void complete_anchor(struct anchor *anchor, struct yaml *node)
{
    if (!anchor)
        return;
    anchor->pending--;
    anchor->node = node;
}

static int read_alias(struct reader *r, struct yaml **ret)
{
    struct anchor *anchor = anchor_of(r, r->event.data.alias.anchor);

    if (anchor->pending)
        return fail(r, "an alias cannot stand inside the node that it refers to");
    if (!anchor->node)
        return fail(r, "there is no anchor of that name before this alias");
    /* Aliases stand at different places of the text, so this counts each node that they add once,
     * however deep they refer to each other. */
    r->aliased += anchor->node->weight;
    if (r->aliased > YAML_ALIASED_MAX)
        return limit(r, "the aliases of this text stand for more than a million nodes");
    r->last_end = byte_of(r, r->event.end_mark);
    *ret = anchor->node;
    return 0;
}

/* ---- scalars ------------------------------------------------------------------------------ */

/*
 * An event begins at the node's anchor and tag. Where does the node itself begin? Between them
 * may be space, line breaks and comments.
 */
static size_t skip_properties(const struct reader *r, size_t at, bool *ret_bare_tag)
{
    const char *p = r->text.p;
    size_t n = r->text.n;

    while (at < n && (p[at] == '&' || p[at] == '!')) {
        size_t start = at;

        while (at < n && !strchr(" \t\r\n", p[at]))
            at++;
        if (p[start] == '!' && at == start + 1)
            *ret_bare_tag = true;
        while (at < n && strchr(" \t\r\n#", p[at])) {
            if (p[at] == '#')
                while (at < n && p[at] != '\n')
                    at++;
            else
                at++;
        }
    }
    return at;
}

static enum yaml_style style_of(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return YAML_STYLE_QUOTED;
    case YAML_LITERAL_SCALAR_STYLE:
    case YAML_FOLDED_SCALAR_STYLE:
        return YAML_STYLE_BLOCK;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE:
        break;
    }
    return YAML_STYLE_PLAIN;
}

/* The event's scalar. *ret_merge: it is the merge key, if it stands where a key stands. */
static int read_scalar(struct reader *r, bool as_key, struct yaml **ret, bool *ret_merge)
{
    struct anchor *anchor = begin_anchor(r, as_key ? NULL : r->event.data.scalar.anchor);
    struct yaml *node = arena_new(r->arena, struct yaml);
    const char *tag = (const char *)r->event.data.scalar.tag;
    bool bare_tag = false;
    const char *why;

    node->raw = str_copy(r->arena, str_of((const char *)r->event.data.scalar.value,
                                          r->event.data.scalar.length));
    node->start = (uint32_t)skip_properties(r, byte_of(r, r->event.start_mark), &bare_tag);
    node->end = (uint32_t)byte_of(r, r->event.end_mark);
    if (node->end < node->start)
        node->start = node->end;
    r->last_end = node->end;
    node->weight = 1;
    node->style = style_of(r->event.data.scalar.style);
    node->in_flow = r->flow_depth > 0;
    *ret_merge = !tag && !bare_tag && str_is(node->raw, "<<");
    why = yaml_resolve(r->arena, node, bare_tag ? "!" : tag);
    if (why)
        return fail(r, why);
    yaml_find_pieces(r->arena, r->text, node);
    complete_anchor(anchor, node);
    *ret = node;
    return 0;
}

/* ---- collections -------------------------------------------------------------------------- */

struct members {
    VEC(struct yaml *) items;
    VEC(struct yaml *) keys;
};

static int check_tag(struct reader *r, const yaml_char_t *tag, const char *wanted)
{
    if (!tag || strcmp((const char *)tag, wanted) == 0)
        return 0;
    return fail(r, "this tag is not supported here");
}

/* Counts an item of a collection that is being read. */
static int add_item(struct reader *r, struct yaml *node, struct members *m, struct yaml *item)
{
    vec_push(r->arena, &m->items, item);
    if (item->height >= node->height)
        node->height = item->height + 1;
    if (node->height > YAML_DEPTH_MAX)
        return limit(r, "too many collections inside each other");
    node->weight += item->weight;
    return 0;
}

/* "<<: *other": the members of the mapping that follows, as if they were written here. */
static int read_merge(struct reader *r, unsigned depth, struct yaml *node, struct members *m)
{
    struct yaml *from;

    TRY(next_event(r));
    TRY(read_node(r, depth, &from));
    if (from->kind != YAML_MAPPING)
        return fail(r, "only a mapping can be merged with <<, not a list or scalar");
    for (size_t i = 0; i < from->n; i++) {
        vec_push(r->arena, &m->keys, from->keys[i]);
        TRY(add_item(r, node, m, from->items[i]));
    }
    return 0;
}

static int read_member(struct reader *r, unsigned depth, struct yaml *node, struct members *m)
{
    struct yaml *key, *item;
    bool merge;

    if (r->event.type != YAML_SCALAR_EVENT)
        return fail(r, "a mapping's key must be a scalar");
    TRY(read_scalar(r, true, &key, &merge));
    if (merge)
        return read_merge(r, depth, node, m);
    if (key->kind == YAML_NULL)
        return fail(r, "a mapping's key must not be null");
    vec_push(r->arena, &m->keys, key);
    TRY(next_event(r));
    TRY(read_node(r, depth, &item));
    return add_item(r, node, m, item);
}

static int read_collection(struct reader *r, unsigned depth, struct yaml **ret)
{
    bool mapping = r->event.type == YAML_MAPPING_START_EVENT, flow, ignored;
    struct anchor *anchor = begin_anchor(r, mapping ? r->event.data.mapping_start.anchor
                                                    : r->event.data.sequence_start.anchor);
    yaml_event_type_t end = mapping ? YAML_MAPPING_END_EVENT : YAML_SEQUENCE_END_EVENT;
    struct yaml *node = arena_new(r->arena, struct yaml);
    struct members m = { 0 };

    if (mapping)
        TRY(check_tag(r, r->event.data.mapping_start.tag, YAML_MAP_TAG));
    else
        TRY(check_tag(r, r->event.data.sequence_start.tag, YAML_SEQ_TAG));
    if (depth >= YAML_DEPTH_MAX)
        return limit(r, "too many collections inside each other");
    flow = mapping ? r->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                   : r->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    node->kind = mapping ? YAML_MAPPING : YAML_SEQUENCE;
    node->start = (uint32_t)skip_properties(r, byte_of(r, r->event.start_mark), &ignored);
    node->end = node->start;
    node->height = 1;
    node->weight = 1;
    r->flow_depth += flow;
    for (;;) {
        TRY(next_event(r));
        if (r->event.type == end)
            break;
        if (mapping) {
            TRY(read_member(r, depth + 1, node, &m));
        } else {
            struct yaml *item;

            TRY(read_node(r, depth + 1, &item));
            TRY(add_item(r, node, &m, item));
        }
    }
    r->flow_depth -= flow;
    /* Of a block collection the event's end is where the next token begins, that is too far. */
    if (flow)
        r->last_end = byte_of(r, r->event.end_mark);
    if (r->last_end > node->start)
        node->end = (uint32_t)r->last_end;
    node->items = m.items.items;
    node->keys = m.keys.items;
    node->n = m.items.n;
    complete_anchor(anchor, node);
    *ret = node;
    return 0;
}

/* The node that begins with the event at hand. */
static int read_node(struct reader *r, unsigned depth, struct yaml **ret)
{
    bool merge;

    switch (r->event.type) {
    case YAML_SCALAR_EVENT:
        return read_scalar(r, false, ret, &merge);
    case YAML_ALIAS_EVENT:
        return read_alias(r, ret);
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        return read_collection(r, depth, ret);
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        break;
    }
    return fail(r, "expected a value");
}

/* ---- documents ---------------------------------------------------------------------------- */

static int read_document(struct reader *r, struct yaml **ret)
{
    struct yaml *root;

    TRY(expect(r, YAML_STREAM_START_EVENT, "expected YAML"));
    TRY(expect(r, YAML_DOCUMENT_START_EVENT, "the text has no content; it needs a value"));
    if (r->event.data.document_start.version_directive &&
        r->event.data.document_start.version_directive->minor != 1)
        return fail(r, "only YAML 1.1 is supported, remove the %YAML directive");
    TRY(next_event(r));
    TRY(read_node(r, 0, &root));
    TRY(expect(r, YAML_DOCUMENT_END_EVENT, "expected nothing more after the value"));
    TRY(expect(r, YAML_STREAM_END_EVENT, "only one document is allowed in the text"));
    *ret = root;
    return 0;
}

int yaml_parse(struct arena *a, struct str text, struct yaml **ret, size_t *ret_offset,
               struct err *e)
{
    struct reader r = { .arena = a, .text = text, .err = e };
    int rc;

    if (text.n >= UINT32_MAX)
        return err_set(e, ERR_LIMIT, "the text is larger than 4 GiB");
    if (!yaml_parser_initialize(&r.parser))
        die("out of memory");
    /* Without this, libyaml would take a text that begins with other marks for UTF-16. */
    if (!str_starts(text, str_lit("\xef\xbb\xbf")))
        yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)text.p, text.n);
    find_marks(&r);
    rc = read_document(&r, ret);
    if (r.has_event)
        yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    if (rc < 0 && ret_offset)
        *ret_offset = r.fault;
    return rc;
}

struct yaml *yaml_get(const struct yaml *mapping, struct str key)
{
    if (mapping->kind != YAML_MAPPING)
        return NULL;
    for (size_t i = mapping->n; i > 0; i--)
        if (str_eq(mapping->keys[i - 1]->raw, key))
            return mapping->items[i - 1];
    return NULL;
}
