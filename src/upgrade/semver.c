#include "upgrade/semver.h"

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool alnum(char c)
{
    return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool semver_parse(struct str text, struct semver *ret)
{
    struct semver v = { 0 };
    size_t i = 0;

    if (text.n && (text.p[0] == 'v' || text.p[0] == 'V')) {
        v.has_v = true;
        i = 1;
    }
    for (;;) {
        size_t start = i;

        while (i < text.n && digit(text.p[i]))
            i++;
        if (v.n_parts == SEMVER_PARTS_MAX ||
            !str_to_u64(str_slice(text, start, i), UINT64_MAX, &v.parts[v.n_parts]))
            return false;
        v.n_parts++;
        if (i + 1 < text.n && text.p[i] == '.' && digit(text.p[i + 1]))
            i++;
        else
            break;
    }
    v.suffix = str_skip(text, i);
    if (v.suffix.n) {
        /* "1st-release" is a branch, "1.2.3-rc1", "3.5.1_0" and "1.0+x" are versions. */
        char c = v.suffix.p[0];

        if ((c != '-' && c != '_' && c != '+') || v.suffix.n == 1 || (v.n_parts == 1 && !v.has_v))
            return false;
        for (size_t k = 1; k < v.suffix.n; k++)
            if (!alnum(v.suffix.p[k]) && !memchr("-_.+", v.suffix.p[k], 4))
                return false;
    }
    *ret = v;
    return true;
}

static bool all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!digit(s.p[i]))
            return false;
    return s.n > 0;
}

/* Section 11.4: identifier by identifier, numeric ones as numbers and before others. */
static int cmp_prerelease(struct str x, struct str y)
{
    while (x.n && y.n) {
        struct str a = str_cut(&x, '.'), b = str_cut(&y, '.');
        uint64_t m, n;
        int c;

        if (all_digits(a) != all_digits(b))
            return all_digits(a) ? -1 : 1;
        if (str_to_u64(a, UINT64_MAX, &m) && str_to_u64(b, UINT64_MAX, &n))
            c = (m > n) - (m < n);
        else
            c = str_cmp(a, b);
        if (c)
            return c;
    }
    return (x.n > 0) - (y.n > 0);
}

int semver_cmp(const struct semver *x, const struct semver *y)
{
    struct str xs = x->suffix, ys = y->suffix;
    bool x_pre = xs.n && xs.p[0] == '-', y_pre = ys.n && ys.p[0] == '-';

    for (size_t i = 0; i < SEMVER_PARTS_MAX; i++)
        if (x->parts[i] != y->parts[i])
            return x->parts[i] > y->parts[i] ? 1 : -1;
    if (x_pre != y_pre)
        return x_pre ? -1 : 1;
    if (x_pre) {
        struct str x_pre_text = str_skip(xs, 1), y_pre_text = str_skip(ys, 1);

        return cmp_prerelease(str_cut(&x_pre_text, '+'), str_cut(&y_pre_text, '+'));
    }
    return str_cmp(xs, ys);
}

static bool parse_op(struct str *text, struct constraint *ret)
{
    static const struct {
        struct str text;
        enum constraint_op op;
    } ops[] = {
        { STR_INIT("~>"), OP_PESSIMISTIC }, { STR_INIT(">="), OP_GE }, { STR_INIT("<="), OP_LE },
        { STR_INIT("!="), OP_NE },          { STR_INIT("="), OP_EQ },  { STR_INIT(">"), OP_GT },
        { STR_INIT("<"), OP_LT },
    };

    ret->op = OP_EQ;
    ret->op_text = str_slice(*text, 0, 0);
    for (size_t i = 0; i < ARRAY_LEN(ops); i++) {
        if (str_starts(*text, ops[i].text)) {
            ret->op = ops[i].op;
            ret->op_text = str_slice(*text, 0, ops[i].text.n);
            *text = str_skip(*text, ops[i].text.n);
            return true;
        }
    }
    return false;
}

bool constraints_parse(struct str text, struct constraints *ret)
{
    struct constraints c = { 0 };

    if (str_trim(text).n == 0)
        return false;
    while (text.n) {
        struct str part = str_trim(str_cut(&text, ','));
        struct constraint *item = &c.items[c.n];

        if (c.n == CONSTRAINTS_MAX)
            return false;
        parse_op(&part, item);
        item->version_text = str_trim(part);
        if (!semver_parse(item->version_text, &item->version))
            return false;
        c.n++;
    }
    *ret = c;
    return true;
}

static bool allows(const struct constraint *c, const struct semver *v)
{
    int order = semver_cmp(v, &c->version);

    switch (c->op) {
    case OP_EQ:
        return order == 0;
    case OP_NE:
        return order != 0;
    case OP_GT:
        return order > 0;
    case OP_GE:
        return order >= 0;
    case OP_LT:
        return order < 0;
    case OP_LE:
        return order <= 0;
    case OP_PESSIMISTIC:
        /* Only the rightmost part that is written may grow: "~> 1.2" allows 1.9, not 2.0. */
        for (size_t i = 0; i + 1 < c->version.n_parts; i++)
            if (v->parts[i] != c->version.parts[i])
                return false;
        return order >= 0;
    }
    return false;
}

bool constraints_allow(const struct constraints *c, const struct semver *v)
{
    for (size_t i = 0; i < c->n; i++)
        if (!allows(&c->items[i], v))
            return false;
    return true;
}

bool is_commit_hash(struct str text)
{
    bool letter = false;

    if (text.n < 7 || (text.n > 40 && text.n != 64))
        return false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];

        if (!digit(c) && !(c >= 'a' && c <= 'f') && !(c >= 'A' && c <= 'F'))
            return false;
        letter |= !digit(c);
    }
    return letter || text.n == 40;
}

bool semver_find(struct str text, size_t from, size_t *ret_start, size_t *ret_end)
{
    for (size_t i = from; i < text.n; i++) {
        struct semver v;
        size_t end = i;

        if (i > 0 && (alnum(text.p[i - 1]) || text.p[i - 1] == '.'))
            continue;
        if (!digit(text.p[i]) && text.p[i] != 'v' && text.p[i] != 'V')
            continue;
        while (end < text.n && (alnum(text.p[end]) || memchr("-_.+", text.p[end], 4)))
            end++;
        while (end > i && !alnum(text.p[end - 1]))
            end--; /* "v1.2.3." at the end of a sentence */
        if (semver_parse(str_slice(text, i, end), &v) && v.n_parts >= 2) {
            *ret_start = i;
            *ret_end = end;
            return true;
        }
    }
    return false;
}
