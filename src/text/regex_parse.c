#include "text/regex_tree.h"
#include "text/utf8.h"

struct flags {
    bool fold, multi_line, dot_all, lazy;
};

struct parser {
    struct arena *arena;
    struct str pattern;
    size_t at;
    struct flags flags;
    unsigned depth;
    struct regex_tree *tree;
    struct err *err;
};

typedef VEC(struct regex_node *) nodes;
typedef VEC(struct regex_item) items;

static int parse_alternation(struct parser *p, struct regex_node **ret);

/* ---- characters --------------------------------------------------------------------------- */

static int fail(struct parser *p, size_t at, const char *what)
{
    return err_set(p->err, ERR_SYNTAX, "%s, at byte %zu of the pattern", what, at);
}

static bool looking_at(const struct parser *p, const char *z)
{
    return str_starts(str_skip(p->pattern, p->at), str_z(z));
}

static int peek(const struct parser *p, size_t ahead)
{
    return ahead < p->pattern.n - p->at ? (unsigned char)p->pattern.p[p->at + ahead] : -1;
}

static bool take(struct parser *p, char c)
{
    if (peek(p, 0) != c)
        return false;
    p->at++;
    return true;
}

static int take_code(struct parser *p, uint32_t *ret)
{
    if (p->at == p->pattern.n)
        return fail(p, p->at, "the pattern ends too early");
    p->at += utf8_next(str_skip(p->pattern, p->at), ret);
    return *ret == UTF8_BAD ? fail(p, p->at - 1, "the pattern is not UTF-8") : 0;
}

static bool is_word(int c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

static struct regex_node *node_new(struct parser *p, enum regex_node_kind kind)
{
    struct regex_node *node = arena_new(p->arena, struct regex_node);

    node->kind = kind;
    return node;
}

/* ---- escapes ------------------------------------------------------------------------------ */

static int hex_value(uint32_t c)
{
    return c >= '0' && c <= '9'   ? (int)(c - '0')
           : c >= 'a' && c <= 'f' ? (int)(c - 'a' + 10)
           : c >= 'A' && c <= 'F' ? (int)(c - 'A' + 10)
                                  : -1;
}

/* Behind "\x": two digits, or any number of them in braces. */
static int take_hex(struct parser *p, size_t start, uint32_t *ret)
{
    bool braces = take(p, '{');
    uint32_t c;
    size_t n = 0;

    *ret = 0;
    while (braces ? peek(p, 0) != '}' : n < 2) {
        TRY(take_code(p, &c));
        if (hex_value(c) < 0)
            return fail(p, start, "an escape needs hexadecimal digits");
        *ret = *ret << 4 | (uint32_t)hex_value(c);
        if (*ret > 0x10ffff)
            return fail(p, start, "there is no such character");
        n++;
    }
    if (n == 0)
        return fail(p, start, "an escape needs hexadecimal digits");
    if (braces)
        p->at++;
    return 0;
}

/* A character that is written as an escape, at its backslash. */
static int take_escape(struct parser *p, uint32_t *ret)
{
    static const char names[] = "afnrtv", meant[] = "\a\f\n\r\t\v";
    size_t start = p->at++;
    const char *name;
    uint32_t c;

    if (p->at == p->pattern.n)
        return fail(p, start, "the pattern ends with a backslash");
    TRY(take_code(p, &c));
    name = c && c < 0x80 ? strchr(names, (int)c) : NULL;
    if (name) {
        *ret = (unsigned char)meant[name - names];
        return 0;
    }
    if (c == 'x')
        return take_hex(p, start, ret);
    if (c >= '1' && c <= '7' && !(peek(p, 0) >= '0' && peek(p, 0) <= '7'))
        return fail(p, start, "back-references are not supported");
    if (c >= '0' && c <= '7') {
        *ret = c - '0';
        for (int i = 0; i < 2 && peek(p, 0) >= '0' && peek(p, 0) <= '7'; i++)
            *ret = *ret * 8 + (uint32_t)(p->pattern.p[p->at++] - '0');
        return 0;
    }
    if (c >= 0x80 || (is_word((int)c) && c != '_'))
        return fail(p, start, "this escape is not supported");
    *ret = c;
    return 0;
}

/* ---- classes ------------------------------------------------------------------------------ */

/* Named sets as pairs of first and last characters. */
struct set {
    struct str name, ranges;
};

static const struct set perl_sets[] = {
    { STR_INIT("d"), STR_INIT("09") },
    { STR_INIT("s"), STR_INIT("\t\n\f\r  ") },
    { STR_INIT("w"), STR_INIT("09AZ__az") },
};

static const struct set posix_sets[] = {
    { STR_INIT("alnum"), STR_INIT("09AZaz") },
    { STR_INIT("alpha"), STR_INIT("AZaz") },
    { STR_INIT("ascii"), STR_INIT("\0\x7f") },
    { STR_INIT("blank"), STR_INIT("\t\t  ") },
    { STR_INIT("cntrl"), STR_INIT("\0\x1f\x7f\x7f") },
    { STR_INIT("digit"), STR_INIT("09") },
    { STR_INIT("graph"), STR_INIT("!~") },
    { STR_INIT("lower"), STR_INIT("az") },
    { STR_INIT("print"), STR_INIT(" ~") },
    { STR_INIT("punct"), STR_INIT("!/:@[`{~") },
    { STR_INIT("space"), STR_INIT("\t\r  ") },
    { STR_INIT("upper"), STR_INIT("AZ") },
    { STR_INIT("word"), STR_INIT("09AZ__az") },
    { STR_INIT("xdigit"), STR_INIT("09AFaf") },
};

/* "\p{Lu}", "\p{Greek}" and their like. */
static int take_category(struct parser *p, items *list)
{
    static const char names[] = "C Cc Cf Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe "
                                "Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs ";
    struct regex_item item = { .high = 0x10ffff, .negated = peek(p, 1) == 'P' };
    size_t start = p->at, end;
    struct str name;

    p->at += 2;
    end = p->at;
    if (take(p, '{')) {
        end = str_find_char(str_skip(p->pattern, p->at), '}');
        if (end == STR_NONE)
            return fail(p, start, "a closing brace is missing");
        name = str_slice(p->pattern, p->at, p->at + end);
        p->at += end + 1;
    } else {
        uint32_t c;

        TRY(take_code(p, &c));
        name = str_slice(p->pattern, end, p->at);
    }
    if (str_starts(name, str_lit("^"))) {
        item.negated = !item.negated;
        name = str_skip(name, 1);
    }
    item.script = utf8_script(name);
    item.by_script = item.script >= 0;
    if (!item.by_script && !str_is(name, "Any")) {
        struct str spaced = str_printf(p->arena, "%.*s ", STR(name));

        if (name.n == 0 || name.n > 2 || str_find(str_z(names), spaced) == STR_NONE)
            return fail(p, start, "this is neither a general category nor a script");
        memcpy(item.category, name.p, name.n);
    }
    vec_push(p->arena, list, item);
    return 0;
}

/* "\d" and its like; false if there is none. */
static bool take_perl_set(struct parser *p, items *list)
{
    for (size_t i = 0; i < ARRAY_LEN(perl_sets); i++) {
        int lower = perl_sets[i].name.p[0], upper = lower - 'a' + 'A';

        if (peek(p, 0) == '\\' && (peek(p, 1) == lower || peek(p, 1) == upper)) {
            struct regex_item item = { .set = perl_sets[i].ranges, .negated = peek(p, 1) == upper };

            vec_push(p->arena, list, item);
            p->at += 2;
            return true;
        }
    }
    return false;
}

/* "[:alpha:]" within a class; *ret_found is false if there is none. */
static int take_posix_set(struct parser *p, items *list, bool *ret_found)
{
    size_t end =
        looking_at(p, "[:") ? str_find(str_skip(p->pattern, p->at + 2), str_lit(":]")) : STR_NONE;
    struct regex_item item = { 0 };
    struct str name;

    *ret_found = end != STR_NONE;
    if (end == STR_NONE)
        return 0;
    name = str_slice(p->pattern, p->at + 2, p->at + 2 + end);
    if (str_starts(name, str_lit("^"))) {
        item.negated = true;
        name = str_skip(name, 1);
    }
    for (size_t i = 0; i < ARRAY_LEN(posix_sets); i++)
        if (str_eq(name, posix_sets[i].name))
            item.set = posix_sets[i].ranges;
    if (item.set.n == 0)
        return fail(p, p->at, "there is no character class of this name");
    vec_push(p->arena, list, item);
    p->at += end + 4;
    return 0;
}

static int take_class_char(struct parser *p, uint32_t *ret)
{
    return peek(p, 0) == '\\' ? take_escape(p, ret) : take_code(p, ret);
}

static int take_range(struct parser *p, items *list)
{
    struct regex_item item = { 0 };
    size_t start = p->at;

    TRY(take_class_char(p, &item.low));
    item.high = item.low;
    /* A minus in front of the closing bracket is itself. */
    if (peek(p, 0) == '-' && peek(p, 1) >= 0 && peek(p, 1) != ']') {
        p->at++;
        TRY(take_class_char(p, &item.high));
        if (item.high < item.low)
            return fail(p, start, "a range's end is smaller than its start");
    }
    vec_push(p->arena, list, item);
    return 0;
}

static struct regex_node *class_node(struct parser *p, const items *list, bool negated)
{
    struct regex_node *node = node_new(p, REGEX_CLASS);

    node->class = arena_new(p->arena, struct regex_class);
    *node->class = (struct regex_class){ list->items, list->n, negated, p->flags.fold };
    return node;
}

static int parse_class(struct parser *p, struct regex_node **ret)
{
    size_t start = p->at++;
    bool negated = take(p, '^'), first = true;
    items list = { 0 };

    while (first || peek(p, 0) != ']') {
        bool found = false;

        if (p->at == p->pattern.n)
            return fail(p, start, "a closing bracket is missing");
        first = false;
        TRY(take_posix_set(p, &list, &found));
        if (found)
            continue;
        if (looking_at(p, "\\p") || looking_at(p, "\\P"))
            TRY(take_category(p, &list));
        else if (!take_perl_set(p, &list))
            TRY(take_range(p, &list));
    }
    p->at++;
    *ret = class_node(p, &list, negated);
    return 0;
}

/* ---- atoms -------------------------------------------------------------------------------- */

static struct regex_node *char_node(struct parser *p, uint32_t code)
{
    struct regex_node *node = node_new(p, REGEX_CHAR);

    node->code = code;
    node->fold = p->flags.fold;
    return node;
}

static struct regex_node *assert_node(struct parser *p, enum regex_assertion assertion, size_t len)
{
    struct regex_node *node = node_new(p, REGEX_ASSERT);

    node->assertion = assertion;
    node->nullable = true;
    p->at += len;
    return node;
}

/* "\Q…\E": each character is a literal of its own. */
static int parse_quoted(struct parser *p, nodes *list)
{
    p->at += 2;
    while (p->at < p->pattern.n && !looking_at(p, "\\E")) {
        uint32_t c;

        TRY(take_code(p, &c));
        vec_push(p->arena, list, char_node(p, c));
    }
    if (p->at < p->pattern.n)
        p->at += 2;
    return 0;
}

/* A backslash and what follows. */
static int parse_escape(struct parser *p, nodes *list)
{
    struct regex_node *node;
    items class = { 0 };
    uint32_t c;

    switch (peek(p, 1)) {
    case 'A':
        node = assert_node(p, REGEX_TEXT_START, 2);
        break;
    case 'z':
        node = assert_node(p, REGEX_TEXT_END, 2);
        break;
    case 'b':
        node = assert_node(p, REGEX_WORD_EDGE, 2);
        break;
    case 'B':
        node = assert_node(p, REGEX_NO_WORD_EDGE, 2);
        break;
    case 'Q':
        return parse_quoted(p, list);
    case 'p':
    case 'P':
        TRY(take_category(p, &class));
        node = class_node(p, &class, false);
        break;
    default:
        if (take_perl_set(p, &class)) {
            node = class_node(p, &class, false);
            break;
        }
        TRY(take_escape(p, &c));
        node = char_node(p, c);
    }
    vec_push(p->arena, list, node);
    return 0;
}

/* The flags of "(?i-s:" or "(?i)", behind the question mark; *ret_group: a group begins. */
static int parse_flags(struct parser *p, bool *ret_group)
{
    struct flags flags = p->flags;
    size_t start = p->at - 2;
    bool on = true, seen = false;

    for (;; p->at++) {
        switch (peek(p, 0)) {
        case 'i':
            flags.fold = on;
            break;
        case 'm':
            flags.multi_line = on;
            break;
        case 's':
            flags.dot_all = on;
            break;
        case 'U':
            flags.lazy = on;
            break;
        case '-':
            if (!on)
                return fail(p, start, "this kind of group is not supported");
            on = false;
            seen = false;
            continue;
        case ':':
        case ')':
            if (!on && !seen)
                return fail(p, start, "a minus needs a flag behind it");
            *ret_group = p->pattern.p[p->at++] == ':';
            p->flags = flags;
            return 0;
        default:
            return fail(p, start, "this kind of group is not supported");
        }
        seen = true;
    }
}

/* The name of a group, up to its ">". */
static int parse_name(struct parser *p, struct str *ret)
{
    size_t start = p->at;

    while (is_word(peek(p, 0)))
        p->at++;
    *ret = str_slice(p->pattern, start, p->at);
    if (ret->n == 0 || !take(p, '>'))
        return fail(p, start, "a group's name consists of letters, digits and _");
    return 0;
}

static int parse_group(struct parser *p, nodes *list)
{
    struct flags outer = p->flags;
    size_t start = p->at, group = 0;
    struct str name = { 0 };
    struct regex_node *inner, *node;
    bool captures = true;

    if (looking_at(p, "(?P<") || looking_at(p, "(?<")) {
        p->at += looking_at(p, "(?<") ? 3 : 4;
        TRY(parse_name(p, &name));
    } else if (looking_at(p, "(?")) {
        bool is_group = false;

        p->at += 2;
        TRY(parse_flags(p, &is_group));
        if (!is_group)
            return 0; /* the flags hold up to the end of the group around */
        captures = false;
    } else {
        p->at++;
    }
    if (captures) {
        vec_push(p->arena, &p->tree->names, name);
        group = p->tree->names.n;
    }
    TRY(parse_alternation(p, &inner));
    if (!take(p, ')'))
        return fail(p, start, "a closing parenthesis is missing");
    p->flags = outer;
    node = inner;
    if (captures) {
        node = node_new(p, REGEX_GROUP);
        node->items = arena_array(p->arena, 1, sizeof *node->items);
        node->items[0] = inner;
        node->n = 1;
        node->group = group;
        node->nullable = inner->nullable;
    }
    vec_push(p->arena, list, node);
    return 0;
}

/* ---- repetition --------------------------------------------------------------------------- */

static bool take_int(struct str *s, int *ret)
{
    size_t n = 0;
    int value = 0;

    for (; n < s->n && s->p[n] >= '0' && s->p[n] <= '9'; n++)
        value = value > REGEX_REPEAT_MAX ? value : value * 10 + (s->p[n] - '0');
    if (n == 0 || (n > 1 && s->p[0] == '0'))
        return false;
    *s = str_skip(*s, n);
    *ret = value;
    return true;
}

/* "{n}", "{n,}", "{n,m}": its length, or 0 if that is no repetition but plain text. */
static size_t scan_braces(const struct parser *p, int *ret_min, int *ret_max)
{
    struct str s = str_skip(p->pattern, p->at + 1);

    if (!take_int(&s, ret_min))
        return 0;
    *ret_max = *ret_min;
    if (str_starts(s, str_lit(","))) {
        s = str_skip(s, 1);
        *ret_max = -1;
        if (!str_starts(s, str_lit("}")) && !take_int(&s, ret_max))
            return 0;
    }
    return str_starts(s, str_lit("}")) ? (size_t)(s.p + 1 - p->pattern.p) - p->at : 0;
}

/* Do the node's repetitions, multiplied, make no more than n copies of anything? */
static bool repeats_fit(const struct regex_node *node, int n)
{
    if (node->kind == REGEX_REPEAT) {
        int m = node->max < 0 ? node->min : node->max;

        if (node->max == 0)
            return true;
        if (m > n)
            return false;
        if (m > 1)
            n /= m;
    }
    for (size_t i = 0; i < node->n; i++)
        if (!repeats_fit(node->items[i], n))
            return false;
    return true;
}

/* A repetition sign applies to the last node of the list. */
static int parse_repeat(struct parser *p, nodes *list, size_t len, int min, int max, bool stacked)
{
    struct regex_node *node = node_new(p, REGEX_REPEAT);
    size_t start = p->at;

    p->at += len;
    node->lazy = p->flags.lazy != take(p, '?');
    if (stacked)
        return fail(p, start, "repetition signs cannot follow each other");
    if (list->n == 0)
        return fail(p, start, "there is nothing to repeat");
    if (min > REGEX_REPEAT_MAX || max > REGEX_REPEAT_MAX || (max >= 0 && min > max))
        return fail(p, start, "the numbers of this repetition are not possible");
    node->min = min;
    node->max = max;
    node->items = arena_array(p->arena, 1, sizeof *node->items);
    node->items[0] = list->items[list->n - 1];
    node->n = 1;
    node->nullable = min == 0 || node->items[0]->nullable;
    if ((min > 1 || max > 1) && !repeats_fit(node, REGEX_REPEAT_MAX))
        return fail(p, start, "nested repetitions multiply to more than 1000");
    list->items[list->n - 1] = node;
    return 0;
}

/* ---- sequences ---------------------------------------------------------------------------- */

/* One element of a sequence, which may be a flag group and so add nothing. */
static int parse_element(struct parser *p, nodes *list, bool *ret_repeat, bool stacked)
{
    struct regex_node *node = NULL;
    int c = peek(p, 0), min, max;
    uint32_t code;
    size_t len;

    *ret_repeat = true;
    if (c == '*' || c == '+' || c == '?')
        return parse_repeat(p, list, 1, c == '+', c == '?' ? 1 : -1, stacked);
    len = c == '{' ? scan_braces(p, &min, &max) : 0;
    if (len)
        return parse_repeat(p, list, len, min, max, stacked);
    *ret_repeat = false;
    switch (c) {
    case '(':
        return parse_group(p, list);
    case '\\':
        return parse_escape(p, list);
    case '[':
        TRY(parse_class(p, &node));
        break;
    case '.':
        node = node_new(p, REGEX_ANY);
        node->newline = p->flags.dot_all;
        p->at++;
        break;
    case '^':
        node = assert_node(p, p->flags.multi_line ? REGEX_LINE_START : REGEX_TEXT_START, 1);
        break;
    case '$':
        node = assert_node(p, p->flags.multi_line ? REGEX_LINE_END : REGEX_TEXT_END, 1);
        break;
    default:
        TRY(take_code(p, &code));
        node = char_node(p, code);
    }
    vec_push(p->arena, list, node);
    return 0;
}

static struct regex_node *list_node(struct parser *p, enum regex_node_kind kind, const nodes *list)
{
    struct regex_node *node;

    if (list->n == 1)
        return list->items[0];
    node = node_new(p, list->n ? kind : REGEX_EMPTY);
    node->items = list->items;
    node->n = list->n;
    node->nullable = kind == REGEX_CONCAT;
    for (size_t i = 0; i < list->n; i++) {
        if (kind == REGEX_CONCAT)
            node->nullable = node->nullable && list->items[i]->nullable;
        else
            node->nullable = node->nullable || list->items[i]->nullable;
    }
    return node;
}

static int parse_sequence(struct parser *p, struct regex_node **ret)
{
    nodes list = { 0 };
    bool repeat = false;

    while (p->at < p->pattern.n && peek(p, 0) != '|' && peek(p, 0) != ')')
        TRY(parse_element(p, &list, &repeat, repeat));
    *ret = list_node(p, REGEX_CONCAT, &list);
    return 0;
}

static int parse_alternation(struct parser *p, struct regex_node **ret)
{
    nodes list = { 0 };

    if (++p->depth > REGEX_DEPTH_MAX)
        return err_set(p->err, ERR_LIMIT, "the pattern has more than %d groups inside each other",
                       REGEX_DEPTH_MAX);
    do {
        struct regex_node *node;

        TRY(parse_sequence(p, &node));
        vec_push(p->arena, &list, node);
    } while (take(p, '|'));
    p->depth--;
    *ret = list_node(p, REGEX_ALTERNATE, &list);
    return 0;
}

int regex_parse(struct arena *a, struct str pattern, struct regex_tree *ret, struct err *e)
{
    struct parser p = { .arena = a, .pattern = pattern, .tree = ret, .err = e };

    *ret = (struct regex_tree){ 0 };
    TRY(parse_alternation(&p, &ret->root));
    if (p.at < pattern.n)
        return fail(&p, p.at, "there is a closing parenthesis too many");
    return 0;
}
