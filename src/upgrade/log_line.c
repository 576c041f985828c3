#include "upgrade/log_line.h"

#include "upgrade/log_json.h"

/* ---- colours and control characters ---------------------------------------------------------- */

enum { OSC_MAX = 256 }; /* of a title, a link, a CI system's own; a longer one has no end */

/* Bytes of the escape sequence that s begins with (ECMA-48); at least 1. */
static size_t escape_length(struct str s)
{
    size_t n = 2;

    if (s.n < 2)
        return 1;
    if (memchr("]_P^X", s.p[1], 5)) {
        while (n < s.n && n < OSC_MAX && s.p[n] != '\a' && s.p[n] != '\033')
            n++;
        if (n == OSC_MAX || n == s.n)
            return 2;
        return s.p[n] == '\a' ? n + 1 : n;
    }
    if (s.p[1] == '[') {
        while (n < s.n && s.p[n] >= 0x20 && s.p[n] < 0x40)
            n++;
        return n < s.n ? n + 1 : n;
    }
    while (n <= s.n && s.p[n - 1] >= 0x20 && s.p[n - 1] < 0x30) /* "ESC ( B" */
        n++;
    return n < s.n ? n : s.n;
}

/* "[31m": a colour that has lost its escape character on the way; 0 if it is none. */
static size_t bare_colour(struct str s)
{
    size_t n = 1;

    if (s.n < 3 || s.p[0] != '[')
        return 0;
    while (n < s.n && n < 16 && ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == ';'))
        n++;
    return n > 1 && n < s.n && s.p[n] == 'm' ? n + 1 : 0;
}

/* The same with the escape character in letters: "\u001b[31m", "^[[31m". */
static size_t written_colour(struct str s)
{
    static const char *const escapes[] = { "\\u001b", "\\x1b", "\\033", "\\e", "^[" };

    for (size_t i = 0; i < ARRAY_LEN(escapes); i++) {
        struct str escape = str_z(escapes[i]);
        size_t n = str_starts(s, escape) ? bare_colour(str_skip(s, escape.n)) : 0;

        if (n)
            return escape.n + n;
    }
    return 0;
}

/* How many bytes at the start are neither space nor the beginning of a sequence. */
static size_t text_length(struct str s)
{
    size_t n = 0;

    while (n < s.n && (unsigned char)s.p[n] > ' ' && s.p[n] != 0x7f && s.p[n] != '[' &&
           s.p[n] != '\\' && s.p[n] != '^')
        n++;
    return n;
}

void log_clean(struct buf *out, struct str raw)
{
    bool space = false;

    while (raw.n) {
        size_t skip = 0, n = text_length(raw);

        if (raw.p[0] == 0x1b)
            skip = escape_length(raw);
        else if (raw.p[0] == '[')
            skip = bare_colour(raw);
        else if (n == 0)
            skip = written_colour(raw);
        if (skip == 0 && ((unsigned char)raw.p[0] <= ' ' || raw.p[0] == 0x7f)) {
            space = out->n > 0;
            skip = 1;
        }
        if (skip == 0) {
            if (space && out->p[out->n - 1] != ' ')
                buf_addc(out, ' ');
            space = false;
            skip = n ? n : 1;
            buf_add(out, str_slice(raw, 0, skip));
        }
        raw = str_skip(raw, skip);
    }
}

/* ---- pieces ---------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool skip_text(struct str *s, const char *z)
{
    struct str text = str_z(z);

    if (!str_starts(*s, text))
        return false;
    *s = str_skip(*s, text.n);
    return true;
}

static void skip_spaces(struct str *s)
{
    while (s->n && s->p[0] == ' ')
        *s = str_skip(*s, 1);
}

/* Takes what has the form: '0' is a digit, anything else itself. */
static bool skip_form(struct str *s, const char *form)
{
    size_t n = strlen(form);

    if (s->n < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (form[i] == '0' ? !is_digit(s->p[i]) : s->p[i] != form[i])
            return false;
    *s = str_skip(*s, n);
    return true;
}

static void skip_digits(struct str *s)
{
    while (s->n && is_digit(s->p[0]))
        *s = str_skip(*s, 1);
}

/* ---- prefixes -------------------------------------------------------------------------------- */

/* GitLab puts the stream behind the time: "00O ", "01E+". */
static void skip_stream(struct str *s)
{
    if (s->n >= 3 && is_digit(s->p[0]) && is_digit(s->p[1]) && (s->p[2] == 'O' || s->p[2] == 'E') &&
        (s->n == 3 || s->p[3] == ' ' || s->p[3] == '+'))
        *s = str_skip(*s, 4);
}

/* "2024-05-02T10:11:12.123Z ", "2021/08/03 12:00:00 ", "10:11:12.123 ", also in brackets. */
static bool skip_time(struct str *s)
{
    struct str rest = *s;
    bool bracket = skip_text(&rest, "[");

    if (skip_form(&rest, "0000-00-00T") || skip_form(&rest, "0000-00-00 ") ||
        skip_form(&rest, "0000/00/00 ")) {
        skip_spaces(&rest);
    }
    if (!skip_form(&rest, "00:00:00"))
        return false;
    if (skip_text(&rest, ".") || skip_text(&rest, ","))
        skip_digits(&rest);
    if (!skip_text(&rest, "Z") && !skip_form(&rest, "+00:00") && !skip_form(&rest, "-00:00") &&
        !skip_form(&rest, "+0000"))
        (void)skip_form(&rest, "-0000");
    if (bracket && !skip_text(&rest, "]"))
        return false;
    if (rest.n && rest.p[0] != ' ')
        return false;
    skip_spaces(&rest);
    if (!bracket)
        skip_stream(&rest);
    *s = rest;
    return true;
}

static const struct {
    const char *word;
    enum log_level level;
} levels[] = {
    { "STDOUT", LOG_OUTPUT }, { "STDERR", LOG_OUTPUT }, { "TRACE", LOG_INFO },
    { "DEBUG", LOG_INFO },    { "INFO", LOG_INFO },     { "WARN", LOG_WARN },
    { "ERROR", LOG_FAULT },   { "FATAL", LOG_FAULT },   { "TRAC", LOG_INFO },
    { "DEBU", LOG_INFO },     { "ERRO", LOG_FAULT },    { "FATA", LOG_FAULT },
    { "panic", LOG_FAULT },   { "fatal", LOG_FAULT },   { "error", LOG_FAULT },
    { "warning", LOG_WARN },  { "warn", LOG_WARN },     { "info", LOG_INFO },
    { "debug", LOG_INFO },    { "trace", LOG_INFO },    { "stdout", LOG_OUTPUT },
    { "stderr", LOG_OUTPUT },
};

enum log_level log_level_of(struct str word)
{
    for (size_t i = 0; i < ARRAY_LEN(levels); i++)
        if (str_is(word, levels[i].word))
            return levels[i].level;
    return LOG_NO_LEVEL;
}

/* "STDERR ", "ERRO[0012] ", "[ERROR] ": upper-case only, since "error" begins messages. */
static bool skip_level(struct str *s, struct log_line *ret)
{
    struct str rest = *s, word;
    bool bracket = skip_text(&rest, "[");
    enum log_level level;
    size_t n = 0;

    while (n < rest.n && rest.p[n] >= 'A' && rest.p[n] <= 'Z')
        n++;
    word = str_slice(rest, 0, n);
    level = log_level_of(word);
    rest = str_skip(rest, n);
    if (level == LOG_NO_LEVEL || (bracket && !skip_text(&rest, "]")))
        return false;
    if (!bracket && skip_text(&rest, "[")) {
        skip_digits(&rest);
        if (!skip_text(&rest, "]"))
            return false;
    }
    if (rest.n && rest.p[0] != ' ')
        return false;
    *s = rest;
    ret->level = level;
    return true;
}

static bool is_unit_char(char c)
{
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           memchr("/._-@~+:\\", c, 9) != NULL;
}

/* "[live/logs/account-baseline] ": the unit; "[terragrunt] " and CodeBuild's "[Container] " are
 * none. */
static bool skip_unit(struct str *s, struct log_line *ret)
{
    struct str rest = *s, name;
    bool letter = false;
    size_t n = 0;

    if (!skip_text(&rest, "["))
        return false;
    while (n < rest.n && is_unit_char(rest.p[n])) {
        letter |= (rest.p[n] | 0x20) >= 'a' && (rest.p[n] | 0x20) <= 'z';
        n++;
    }
    name = str_slice(rest, 0, n);
    rest = str_skip(rest, n);
    if (!skip_text(&rest, "]") || (rest.n && rest.p[0] != ' ') || !(letter || str_is(name, ".")))
        return false;
    if (!str_is(name, "terragrunt") && !str_is(name, "terraform") && !str_is(name, "tofu") &&
        !str_is(name, "Container"))
        ret->unit = name;
    *s = rest;
    return true;
}

/* At the end of a line the space behind a label is gone. */
static bool skip_last(struct str *s, const char *label)
{
    if (!str_eq(*s, str_trim_end(str_z(label))))
        return false;
    *s = str_lit("");
    return true;
}

/* What CI systems and Terragrunt put in front, with nothing to learn from it. */
static bool skip_label(struct str *s)
{
    static const char *const labels[] = { "terraform: ", "tofu: ", "terragrunt: ", "##[error]",
                                          "::error::",   "> ",     "##[group]",    "##[warning]" };

    for (size_t i = 0; i < ARRAY_LEN(labels); i++)
        if (skip_text(s, labels[i]) || skip_last(s, labels[i]))
            return true;
    return false;
}

/* "terraform_1 | ": docker compose. */
static bool skip_service(struct str *s)
{
    struct str rest;
    size_t n = 0;

    while (n < s->n && n < 64 && s->p[n] != '|' && is_unit_char(s->p[n]))
        n++;
    rest = str_skip(*s, n);
    if (n == 0 || (!skip_text(&rest, " | ") && !skip_last(&rest, " | ")))
        return false;
    *s = rest;
    return true;
}

/* The box, also as UTF-8 looks that was read as Windows-1252, and as some terminals copy it. */
static bool skip_box(struct str *s, struct log_line *ret)
{
    static const struct {
        const char *text;
        enum log_mark mark;
    } marks[] = {
        { "\u2577", LOG_BOX_TOP },
        { "\u2575", LOG_BOX_END },
        { "\u2502", LOG_BOX },
        { "\u00e2\u2022\u00b7", LOG_BOX_TOP },
        { "\u00e2\u2022\u00b5", LOG_BOX_END },
        { "\u00e2\u201d\u201a", LOG_BOX },
        { "| ", LOG_BOX },
    };

    for (size_t i = 0; i < ARRAY_LEN(marks); i++)
        if (skip_text(s, marks[i].text)) {
            ret->mark = marks[i].mark;
            return true;
        }
    if (!str_is(*s, "|"))
        return false;
    ret->mark = LOG_BOX;
    *s = str_lit("");
    return true;
}

/* ---- logfmt ---------------------------------------------------------------------------------- */

/* The value behind "name=" at the start of a word; quotes are taken off, escapes stay. */
static bool logfmt_value(struct str s, const char *name, struct str *ret)
{
    struct str key = str_z(name);
    size_t at = 0, end;

    for (;;) {
        size_t found = str_find(str_skip(s, at), key);

        if (found == STR_NONE)
            return false;
        at += found;
        if (at == 0 || s.p[at - 1] == ' ')
            break;
        at += key.n;
    }
    s = str_skip(s, at + key.n);
    if (s.n == 0 || s.p[0] != '"') {
        end = str_find_char(s, ' ');
        *ret = end == STR_NONE ? s : str_slice(s, 0, end);
        return true;
    }
    for (end = 1; end < s.n && s.p[end] != '"'; end++)
        if (s.p[end] == '\\')
            end++;
    *ret = str_slice(s, 1, end);
    return true;
}

/* "\n", "\t" and "\"" of a quoted value, in place: they become a space or the quote itself. */
static struct str unescape(struct buf *scratch, struct str s)
{
    char *p = scratch->p + (s.p - scratch->p);
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\\' && i + 1 < s.n) {
            i++;
            p[n++] = s.p[i] == 'n' || s.p[i] == 't' || s.p[i] == 'r' ? ' ' : s.p[i];
        } else {
            p[n++] = s.p[i];
        }
    }
    return str_of(p, n);
}

/* "[/live/logs]" and "/live/logs" are the same unit. */
static struct str unit_name(struct str s)
{
    s = str_trim(s);
    if (s.n >= 2 && s.p[0] == '[' && s.p[s.n - 1] == ']')
        s = str_slice(s, 1, s.n - 1);
    return s;
}

/* time=… level=error prefix=[…] msg="…", of Terragrunt where it writes to no terminal. */
static bool take_logfmt(struct buf *scratch, struct str *s, struct log_line *ret)
{
    struct str message, value, rest = *s;
    bool quoted;
    size_t at;

    if (!str_starts(rest, str_lit("time=")) && !str_starts(rest, str_lit("level=")))
        return false;
    at = str_find(rest, str_lit(" msg="));
    if (at == STR_NONE)
        return false;
    quoted = at + 5 < rest.n && rest.p[at + 5] == '"';
    if (logfmt_value(str_slice(rest, 0, at), "level=", &value))
        ret->level = log_level_of(value);
    if (logfmt_value(rest, "prefix=", &value))
        ret->unit = unit_name(value);
    if (quoted && logfmt_value(rest, "msg=", &message))
        *s = unescape(scratch, message);
    else
        *s = str_skip(rest, at + 5);
    return true;
}

/* Terragrunt's older format has the unit at the end: "ERRO[0005] text prefix=[/live/logs] ". */
static void cut_suffix(struct str *s, struct log_line *ret)
{
    size_t at = str_find(*s, str_lit(" prefix=["));
    struct str unit;

    if (at == STR_NONE)
        return;
    unit = str_skip(*s, at + strlen(" prefix=["));
    *s = str_slice(*s, 0, at);
    ret->unit = unit_name(str_cut(&unit, ']'));
}

/* ---- lines ----------------------------------------------------------------------------------- */

enum { PREFIXES_MAX = 12 };

static void take_prefixes(struct buf *scratch, struct str *s, struct log_line *ret)
{
    for (unsigned i = 0; i < PREFIXES_MAX; i++) {
        skip_spaces(s);
        if (skip_box(s, ret)) {
            skip_spaces(s);
            break;
        }
        if (!skip_time(s) && !skip_level(s, ret) && !skip_unit(s, ret) && !skip_label(s) &&
            !skip_service(s) && !take_logfmt(scratch, s, ret))
            break;
    }
}

void log_line_read(struct buf *scratch, struct str raw, struct log_line *ret)
{
    struct str s;

    buf_clear(scratch);
    *ret = (struct log_line){ .mark = LOG_PLAIN };
    log_clean(scratch, raw);
    s = buf_str(scratch);
    take_prefixes(scratch, &s, ret);
    if (ret->mark == LOG_PLAIN && s.n && s.p[0] == '{' && log_json_read(scratch, s, ret)) {
        s = ret->text;
        if (!ret->whole)
            take_prefixes(scratch, &s, ret);
    }
    cut_suffix(&s, ret);
    ret->text = str_trim(s);
}
