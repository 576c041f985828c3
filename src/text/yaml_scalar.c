#include "text/yaml_scalar.h"

static const char tag_prefix[] = "tag:yaml.org,2002:";

enum tag { TAG_NONE, TAG_STR, TAG_BOOL, TAG_INT, TAG_FLOAT, TAG_NULL, TAG_TIMESTAMP, TAG_BINARY };

static bool find_tag(const char *tag, enum tag *ret)
{
    static const char *const names[] = {
        [TAG_STR] = "str",       [TAG_BOOL] = "bool", [TAG_INT] = "int",
        [TAG_FLOAT] = "float",   [TAG_NULL] = "null", [TAG_TIMESTAMP] = "timestamp",
        [TAG_BINARY] = "binary",
    };

    *ret = TAG_NONE;
    if (!tag)
        return true;
    if (!str_starts(str_z(tag), str_of(tag_prefix, sizeof tag_prefix - 1)))
        return false;
    for (size_t i = TAG_STR; i < ARRAY_LEN(names); i++) {
        if (strcmp(tag + sizeof tag_prefix - 1, names[i]) == 0) {
            *ret = (enum tag)i;
            return true;
        }
    }
    return false;
}

/* ---- words -------------------------------------------------------------------------------- */

/* Is s one of the words, in lower case, upper case or with a capital letter? */
static bool is_word(struct str s, const char *word)
{
    static const enum { LOWER, UPPER, CAPITAL } forms[] = { LOWER, UPPER, CAPITAL };
    size_t n = strlen(word), first = word[0] == '.' || word[0] == '-' || word[0] == '+';

    if (first && word[1] == '.')
        first = 2;
    if (s.n != n)
        return false;
    for (size_t f = 0; f < ARRAY_LEN(forms); f++) {
        bool same = true;

        for (size_t i = 0; i < n; i++) {
            bool upper = forms[f] == UPPER || (forms[f] == CAPITAL && i == first);
            char c = word[i];

            if (upper && c >= 'a' && c <= 'z')
                c = (char)(c - 'a' + 'A');
            same = same && s.p[i] == c;
        }
        if (same)
            return true;
    }
    return false;
}

static bool is_bool(struct str s, bool *ret)
{
    static const char *const yes[] = { "y", "yes", "true", "on" };
    static const char *const no[] = { "n", "no", "false", "off" };

    for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
        *ret = is_word(s, yes[i]);
        if (*ret || is_word(s, no[i]))
            return true;
    }
    return false;
}

static bool is_null(struct str s)
{
    return s.n == 0 || str_is(s, "~") || is_word(s, "null");
}

static bool is_infinite(struct str s, const char **ret)
{
    *ret = is_word(s, "-.inf") ? "-inf" : "inf";
    return is_word(s, ".inf") || is_word(s, "+.inf") || is_word(s, "-.inf");
}

/* ---- numbers ------------------------------------------------------------------------------ */

static size_t skip_digits(struct str s, size_t at)
{
    while (at < s.n && s.p[at] >= '0' && s.p[at] <= '9')
        at++;
    return at;
}

/* [-+]? digits with at most one point, at least one digit, and perhaps an exponent. */
static bool is_decimal(struct str s)
{
    size_t at = s.n && (s.p[0] == '-' || s.p[0] == '+'), start = at, digits;

    at = skip_digits(s, at);
    digits = at - start;
    if (at < s.n && s.p[at] == '.') {
        start = ++at;
        at = skip_digits(s, at);
        digits += at - start;
    }
    if (digits == 0)
        return false;
    if (at < s.n && (s.p[at] == 'e' || s.p[at] == 'E')) {
        at++;
        at += at < s.n && (s.p[at] == '-' || s.p[at] == '+');
        start = at;
        at = skip_digits(s, at);
        if (at == start)
            return false;
    }
    return at == s.n;
}

/* 0x…, 0o…, 0b… that fits into 64 bits; *ret is its decimal text. */
static bool parse_radix(struct arena *a, struct str s, struct str *ret)
{
    bool minus = s.n && s.p[0] == '-';
    uint64_t n = 0, base;

    s = str_skip(s, s.n && (s.p[0] == '-' || s.p[0] == '+'));
    if (s.n < 3 || s.p[0] != '0')
        return false;
    base = strchr("xX", s.p[1]) ? 16 : strchr("oO", s.p[1]) ? 8 : strchr("bB", s.p[1]) ? 2 : 0;
    if (base == 0)
        return false;
    for (size_t i = 2; i < s.n; i++) {
        char c = s.p[i];
        unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                         : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A' + 10)
                                                : 16;

        if (digit >= base || n > (UINT64_MAX - digit) / base)
            return false;
        n = n * base + digit;
    }
    if (minus && n > (uint64_t)INT64_MAX + 1)
        return false;
    *ret = str_printf(a, "%s%llu", minus ? "-" : "", (unsigned long long)n);
    return true;
}

/* Is s an integer literal of YAML 1.2: decimal, 0o or 0x? */
static bool is_radix(struct str s)
{
    size_t at = 2;

    if (s.n < 3 || s.p[0] != '0' || (s.p[1] != 'x' && s.p[1] != 'o'))
        return false;
    for (; at < s.n; at++) {
        char c = s.p[at];
        bool octal = c >= '0' && c <= '7';
        bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');

        if (s.p[1] == 'o' ? !octal : !hex)
            return false;
    }
    return true;
}

/* What is tagged !!int or !!float, or looks like it. Underscores are allowed to those tagged. */
static bool parse_number(struct arena *a, struct str s, struct str *ret)
{
    char *plain = arena_alloc(a, s.n + 1);
    size_t n = 0;
    struct str text;

    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '_')
            plain[n++] = s.p[i];
    text = n == s.n ? s : str_of(plain, n);
    if (is_decimal(text)) {
        *ret = text;
        return true;
    }
    if (str_is(text, "inf") || str_is(text, "Inf") || str_is(text, "+inf") ||
        str_is(text, "+Inf")) {
        *ret = str_lit("inf");
        return true;
    }
    if (str_is(text, "-inf") || str_is(text, "-Inf")) {
        *ret = str_lit("-inf");
        return true;
    }
    return parse_radix(a, text, ret);
}

/* ---- times -------------------------------------------------------------------------------- */

struct clock {
    int year, month, day, hour, minute, second;
    int zone_minutes;
};

/* One or two digits (exactly two if `two`), at most max. */
static bool take_number(struct str *s, int min, int max, bool two, int *ret)
{
    size_t n = skip_digits(str_slice(*s, 0, 2), 0);

    if (n == 0 || (two && n < 2))
        return false;
    *ret = s->p[0] - '0';
    if (n == 2)
        *ret = *ret * 10 + (s->p[1] - '0');
    *s = str_skip(*s, n);
    return *ret >= min && *ret <= max;
}

static bool take_char(struct str *s, char c)
{
    if (s->n == 0 || s->p[0] != c)
        return false;
    *s = str_skip(*s, 1);
    return true;
}

static int days_in_month(int year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

static bool take_date(struct str *s, struct clock *c)
{
    if (skip_digits(*s, 0) != 4)
        return false;
    c->year = 0;
    for (size_t i = 0; i < 4; i++)
        c->year = c->year * 10 + (s->p[i] - '0');
    *s = str_skip(*s, 4);
    return take_char(s, '-') && take_number(s, 1, 12, false, &c->month) && take_char(s, '-') &&
           take_number(s, 1, 31, false, &c->day) && c->day <= days_in_month(c->year, c->month);
}

static bool take_time(struct str *s, struct clock *c)
{
    if (!take_number(s, 0, 23, false, &c->hour) || !take_char(s, ':') ||
        !take_number(s, 0, 59, false, &c->minute) || !take_char(s, ':') ||
        !take_number(s, 0, 59, false, &c->second))
        return false;
    if (s->n >= 2 && (s->p[0] == '.' || s->p[0] == ',') && skip_digits(*s, 1) > 1)
        *s = str_skip(*s, skip_digits(*s, 1));
    return true;
}

static bool take_zone(struct str *s, struct clock *c)
{
    bool minus = s->n && s->p[0] == '-';
    int hours, minutes;

    if (take_char(s, 'Z'))
        return true;
    if (!take_char(s, minus ? '-' : '+') || !take_number(s, 0, 24, true, &hours) ||
        !take_char(s, ':') || !take_number(s, 0, 60, true, &minutes))
        return false;
    c->zone_minutes = (hours * 60 + minutes) * (minus ? -1 : 1);
    return true;
}

/* A date, perhaps with a time; *ret is the same in RFC 3339 form, without fractions. */
static bool parse_time(struct arena *a, struct str s, struct str *ret)
{
    struct clock c = { 0 };
    unsigned zone;

    if (!take_date(&s, &c))
        return false;
    if (take_char(&s, ' ')) {
        if (!take_time(&s, &c))
            return false;
    } else if (take_char(&s, 'T') || take_char(&s, 't')) {
        if (!take_time(&s, &c) || !take_zone(&s, &c))
            return false;
    }
    if (s.n)
        return false;
    zone = (unsigned)(c.zone_minutes < 0 ? -c.zone_minutes : c.zone_minutes);
    *ret = str_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d", c.year, c.month, c.day, c.hour, c.minute,
                      c.second);
    if (zone == 0)
        *ret = str_printf(a, "%.*sZ", STR(*ret));
    else
        *ret = str_printf(a, "%.*s%c%02u:%02u", STR(*ret), c.zone_minutes < 0 ? '-' : '+',
                          zone / 60, zone % 60);
    return true;
}

/* ---- base64 ------------------------------------------------------------------------------- */

static bool is_base64_char(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' ||
           c == '/';
}

static bool is_base64(struct str s)
{
    size_t digits = 0, padding = 0;

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\r' || s.p[i] == '\n')
            continue;
        if (s.p[i] == '=')
            padding++;
        else if (padding || !is_base64_char(s.p[i]))
            return false;
        else
            digits++;
    }
    return padding <= 2 && (digits + padding) % 4 == 0 && (!padding || digits % 4 >= 2);
}

/* ---- resolution --------------------------------------------------------------------------- */

static const char *as_string(struct yaml *node)
{
    node->kind = YAML_STRING;
    node->text = node->raw;
    return NULL;
}

static const char *resolve_tagged(struct arena *a, struct yaml *node, enum tag tag)
{
    switch (tag) {
    case TAG_NONE:
    case TAG_STR:
        return as_string(node);
    case TAG_BINARY:
        return is_base64(node->raw) ? as_string(node) : "a !!binary scalar must be base64";
    case TAG_BOOL:
        node->kind = YAML_BOOL;
        return is_bool(node->raw, &node->boolean) ? NULL : "this is no !!bool";
    case TAG_INT:
    case TAG_FLOAT:
        node->kind = YAML_NUMBER;
        return parse_number(a, node->raw, &node->text) ? NULL : "this is no number";
    case TAG_TIMESTAMP:
        node->kind = YAML_STRING;
        return parse_time(a, node->raw, &node->text) ? NULL : "this is no !!timestamp";
    case TAG_NULL:
        node->kind = YAML_NULL;
        return NULL;
    }
    BUG("tag %d", (int)tag);
}

/* A scalar whose first character says that it might be more than text. */
static bool resolve_hinted(struct arena *a, struct yaml *node, enum tag tag, const char **ret_why)
{
    struct str s = node->raw;
    const char *infinite;

    *ret_why = NULL;
    if (is_null(s)) {
        node->kind = YAML_NULL;
        return true;
    }
    if (is_bool(s, &node->boolean)) {
        node->kind = YAML_BOOL;
        return true;
    }
    if (is_infinite(s, &infinite)) {
        node->kind = YAML_NUMBER;
        node->text = str_z(infinite);
        return true;
    }
    if (tag == TAG_NONE && (str_is(s, ".nan") || str_is(s, ".NaN") || str_is(s, ".NAN"))) {
        *ret_why = "NaN is not supported";
        return true;
    }
    if ((tag == TAG_NONE || tag == TAG_TIMESTAMP) && parse_time(a, s, &node->text)) {
        node->kind = YAML_STRING;
        return true;
    }
    if (is_decimal(s) || is_radix(s)) {
        *ret_why = resolve_tagged(a, node, TAG_FLOAT);
        return true;
    }
    return false;
}

/* In a block scalar without a tag the meaning is found as in a plain one, then made text. */
static void block_to_text(struct yaml *node)
{
    node->is_text = true;
    if (node->kind == YAML_BOOL)
        node->text = node->boolean ? str_lit("true") : str_lit("false");
    if (node->kind == YAML_NUMBER || node->kind == YAML_BOOL)
        node->kind = YAML_STRING;
}

const char *yaml_resolve(struct arena *a, struct yaml *node, const char *tag_text)
{
    enum tag tag;
    bool hinted;
    const char *why = NULL;

    if (!find_tag(tag_text, &tag))
        return "this tag is not supported";
    hinted =
        node->raw.n == 0 || (node->raw.p[0] && strchr("+-0123456789yYnNtTfFoO~.", node->raw.p[0]));
    if (hinted && tag != TAG_STR && tag != TAG_BINARY) {
        if (node->style == YAML_STYLE_QUOTED)
            return as_string(node);
        if (!resolve_hinted(a, node, tag, &why))
            why = resolve_tagged(a, node, tag);
    } else {
        why = resolve_tagged(a, node, tag);
    }
    if (!why && node->style == YAML_STYLE_BLOCK && tag == TAG_NONE)
        block_to_text(node);
    return why;
}
