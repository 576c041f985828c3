#include "text/secrets.h"

#include "base/buf.h"
#include "text/regex.h"

/* Group 1 is the secret. */
static const char *const patterns[] = {
    "\\b(?:AKIA|ASIA|ABIA|ACCA)([A-Z0-9]{12,})\\b",
    "\\b(?:ghp|gho|ghu|ghs|ghr)_([A-Za-z0-9]{16,})",
    "\\bgithub_pat_([A-Za-z0-9_]{16,})",
    "\\bglpat-([A-Za-z0-9_-]{16,})",
    "\\bxox[abprs]-([A-Za-z0-9-]{8,})",
    "\\bhvs\\.([A-Za-z0-9_-]{16,})",
    "\\beyJ([A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}[.A-Za-z0-9_-]*)",
    "[a-z]://[^/@\\s:]*:([^/@\\s]+)@",
    "[a-z]://([^/@\\s:]{16,})@",
    ("(?i)\\b[a-z0-9_-]*(?:password|passwd|secret|token|api_?key|access_?key|credential|"
     "signature)[a-z0-9_-]*[\"']?\\s?=\\s?[\"']?([^\\s\"'&,;]{6,})"),
    ("(?i)\\b[a-z0-9_-]*(?:password|passwd|secret|token|api_?key|access_?key|credential|"
     "signature)[a-z0-9_-]*[\"']?:\\s?[\"']?([^\\s\"'&,;:]{16,})"),
    "(?i)\\bauthorization: ?(?:basic|bearer|token) ([^\\s\"']{6,})",
};

struct secrets {
    struct regex *patterns[ARRAY_LEN(patterns)];
};

struct secrets *secrets_new(struct arena *a)
{
    struct secrets *secrets = arena_new(a, struct secrets);
    struct err e;

    for (size_t i = 0; i < ARRAY_LEN(patterns); i++)
        if (regex_compile(a, str_z(patterns[i]), &secrets->patterns[i], &e) < 0)
            BUG("%s: %s", patterns[i], e.message);
    return secrets;
}

static struct str hide(struct arena *a, const struct regex *re, struct str s)
{
    AUTO_ARENA struct arena scratch = ARENA_INIT;
    AUTO_BUF struct buf out = BUF_INIT;
    struct regex_run run;
    size_t done = 0;
    int found;

    if (str_find(s, regex_literal(re)) == STR_NONE)
        return s;
    regex_start(&run, &scratch, re, s);
    while ((found = regex_next(&run, NULL)) > 0) {
        buf_add(&out, str_slice(s, done, run.spans[1].start));
        buf_addz(&out, "***");
        done = run.spans[1].end;
    }
    if (found < 0) /* too long to be looked at: better nothing than a secret */
        return str_lit("***");
    if (done == 0)
        return s;
    buf_add(&out, str_skip(s, done));
    return str_copy(a, buf_str(&out));
}

/* 40 letters and digits with "/" and "+", of all kinds: an AWS secret key; a path is none. */
static bool is_secret_key(struct str word)
{
    bool lower = false, upper = false, digit = false, hex = true;

    if (word.n != 40)
        return false;
    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];

        lower |= c >= 'a' && c <= 'z';
        upper |= c >= 'A' && c <= 'Z';
        digit |= c >= '0' && c <= '9';
        hex &= (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return lower && upper && digit && !hex;
}

static bool is_key_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '/' ||
           c == '+';
}

/* Long runs without any meaning to people: keys, and messages that AWS has encoded. */
static struct str hide_keys(struct arena *a, struct str s)
{
    AUTO_BUF struct buf out = BUF_INIT;
    size_t done = 0, start = 0;

    for (size_t i = 0; i <= s.n; i++) {
        struct str word;

        if (i < s.n && is_key_char(s.p[i]))
            continue;
        word = str_slice(s, start, i);
        if (is_secret_key(word) || (word.n > 100 && str_find_char(word, '/') == STR_NONE)) {
            buf_add(&out, str_slice(s, done, start));
            buf_addz(&out, "***");
            done = i;
        }
        start = i + 1;
    }
    if (done == 0)
        return s;
    buf_add(&out, str_skip(s, done));
    return str_copy(a, buf_str(&out));
}

struct str secrets_hidden(struct arena *a, const struct secrets *secrets, struct str s)
{
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++)
        s = hide(a, secrets->patterns[i], s);
    return hide_keys(a, s);
}
