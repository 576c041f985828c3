#include "upgrade/source.h"

#include "base/buf.h"

#define DEFAULT_REGISTRY "registry.terraform.io"

static bool word_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The length of a forced getter "name::" at the start, or zero. */
static size_t getter_len(struct str s)
{
    size_t i = 0;

    while (i < s.n && (word_char(s.p[i]) || s.p[i] == '+' || s.p[i] == '-'))
        i++;
    return i > 0 && i + 1 < s.n && s.p[i] == ':' && s.p[i + 1] == ':' ? i + 2 : 0;
}

/* The length of a scheme with its "://", or zero. */
static size_t scheme_len(struct str s)
{
    size_t at = str_find(s, str_lit("://"));

    if (at == STR_NONE || at == 0)
        return 0;
    for (size_t i = 0; i < at; i++)
        if (!word_char(s.p[i]) && s.p[i] != '+' && s.p[i] != '-' && s.p[i] != '.')
            return 0;
    return at + 3;
}

/* "git@host:path": the length of "git@", and where the colon is; false if it is no scp form. */
static bool is_scp(struct str s, bool forced_git, size_t *ret_host, size_t *ret_colon)
{
    size_t colon = str_find_char(s, ':'), slash = str_find_char(s, '/');
    size_t at = str_find_char(s, '@');

    if (colon == STR_NONE || colon == 0 || (slash != STR_NONE && slash < colon))
        return false;
    if (at == STR_NONE || at > colon) {
        if (!forced_git)
            return false;
        at = STR_NONE;
    }
    *ret_host = at == STR_NONE ? 0 : at + 1;
    *ret_colon = colon;
    return true;
}

static bool is_shorthand(struct str s)
{
    static const struct str hosts[] = {
        STR_INIT("github.com/"),
        STR_INIT("gitlab.com/"),
        STR_INIT("bitbucket.org/"),
    };

    for (size_t i = 0; i < ARRAY_LEN(hosts); i++)
        if (s.n >= hosts[i].n && str_eq_nocase(str_slice(s, 0, hosts[i].n), hosts[i]))
            return true;
    return false;
}

static bool is_local(struct str s)
{
    return str_starts(s, str_lit("./")) || str_starts(s, str_lit("../")) ||
           str_starts(s, str_lit("/")) || str_is(s, ".") || str_is(s, "..") ||
           str_starts(s, str_lit("~/"));
}

/* host in lower case, "/", path without leading and trailing slashes and ".git". */
static struct str canonical(struct arena *a, struct str host, struct str path)
{
    size_t slash, n = 0;
    char *p;

    while (path.n && path.p[0] == '/')
        path = str_skip(path, 1);
    while (path.n && path.p[path.n - 1] == '/')
        path.n--;
    if (path.n > 4 && str_eq_nocase(str_skip(path, path.n - 4), str_lit(".git")))
        path.n -= 4;
    slash = host.n && path.n;
    /* Not printed: an address may have a NUL in it. */
    p = arena_alloc(a, host.n + slash + path.n + 1);
    for (; n < host.n; n++)
        p[n] = host.p[n] >= 'A' && host.p[n] <= 'Z' ? (char)(host.p[n] + 32) : host.p[n];
    if (slash)
        p[n++] = '/';
    if (path.n)
        memcpy(p + n, path.p, path.n);
    n += path.n;
    p[n] = '\0';
    return str_of(p, n);
}

/* Splits "user:secret@host:port/path" (no scheme). */
static void split_authority(struct str shape, size_t *ret_host, size_t *ret_host_end,
                            size_t *ret_path)
{
    size_t slash = str_find_char(shape, '/');
    size_t end = slash == STR_NONE ? shape.n : slash;
    size_t at = str_rfind_char(str_slice(shape, 0, end), '@');
    size_t host = at == STR_NONE ? 0 : at + 1;
    size_t colon = str_find_char(str_slice(shape, host, end), ':');

    *ret_host = host;
    *ret_host_end = colon == STR_NONE ? end : host + colon;
    *ret_path = end;
}

static size_t count_parts(struct str s)
{
    size_t n = 0;

    while (s.n) {
        if (str_cut(&s, '/').n == 0)
            return 0;
        n++;
    }
    return n;
}

/* Terraform's registry addresses: [host/]namespace/name/system, of plain characters only. */
static bool is_registry_address(struct str s)
{
    struct str first = s;
    size_t parts = count_parts(s);
    bool dotted;

    for (size_t i = 0; i < s.n; i++)
        if (!word_char(s.p[i]) && !memchr("-_./:", s.p[i], 5) && s.p[i] != SOURCE_HOLE)
            return false;
    first = str_cut(&first, '/');
    dotted = str_find_char(first, '.') != STR_NONE || str_is(first, "localhost") ||
             str_find_char(first, ':') != STR_NONE;
    return (parts == 3 && !dotted) || (parts == 4 && dotted);
}

struct cut {
    size_t address_end; /* of the part that names the repository */
    size_t sub_start, sub_end;
    size_t query_start, query_end;
};

/*
 * The first "//" after the scheme begins the folder inside, and a query may stand behind it or,
 * as in "github.com/o/r?ref=v1//sub", in front of it.
 */
static struct cut cut_address(struct str shape, size_t from)
{
    struct cut c = { shape.n, shape.n, shape.n, shape.n, shape.n };
    size_t sub = str_find(str_skip(shape, from), str_lit("//"));
    size_t query;

    if (sub != STR_NONE) {
        c.address_end = from + sub;
        c.sub_start = from + sub + 2;
    }
    query = str_find_char(str_slice(shape, 0, c.address_end), '?');
    if (query != STR_NONE) {
        c.query_start = query + 1;
        c.query_end = c.address_end;
        c.address_end = query;
        return c;
    }
    query = str_find_char(str_skip(shape, c.sub_start), '?');
    if (query != STR_NONE && c.sub_start < shape.n) {
        c.sub_end = c.sub_start + query;
        c.query_start = c.sub_end + 1;
        c.query_end = shape.n;
    }
    return c;
}

static void find_ref(struct str shape, const struct cut *c, struct source *s)
{
    static const char *const keys[] = { "ref", "version", "rev", "tag", "digest" };
    size_t at = c->query_start;

    while (at < c->query_end) {
        struct str rest = str_slice(shape, at, c->query_end);
        struct str pair = str_cut(&rest, '&'), key = pair;
        size_t pair_n = pair.n, equals = str_find_char(pair, '='), fragment;

        key = equals == STR_NONE ? pair : str_slice(pair, 0, equals);
        for (size_t i = 0; equals != STR_NONE && i < ARRAY_LEN(keys); i++) {
            /* "version" is a registry's, "ref" is git's; "tag" and "digest" are OCI's. */
            if (!str_is(key, keys[i]) || (i == 0 && s->kind == SOURCE_REGISTRY) ||
                (i == 1 && s->kind == SOURCE_GIT) || (i >= 2 && s->kind == SOURCE_GIT))
                continue;
            s->has_ref = true;
            s->ref_key = str_z(keys[i]);
            s->ref_start = at + equals + 1;
            fragment = str_find_char(str_skip(pair, equals), '#');
            s->ref_end = fragment == STR_NONE ? at + pair_n : at + equals + fragment;
            /* A source in a heredoc ends with a newline. */
            while (s->ref_end > s->ref_start && memchr(" \t\r\n", shape.p[s->ref_end - 1], 4))
                s->ref_end--;
            return;
        }
        at += pair_n + 1;
    }
}

static struct str registry_name(struct arena *a, struct str text)
{
    size_t parts = count_parts(text);

    if (parts == 3)
        return canonical(a, str_lit(DEFAULT_REGISTRY), text);
    {
        struct str path = text, host = str_cut(&path, '/');

        return canonical(a, host, path);
    }
}

static bool known_git_host(struct str host)
{
    return str_eq_nocase(host, str_lit("github.com")) ||
           str_eq_nocase(host, str_lit("gitlab.com")) ||
           str_eq_nocase(host, str_lit("bitbucket.org")) ||
           str_eq_nocase(host, str_lit("www.github.com"));
}

/* Is it downloaded and unpacked, by its name or because the query says so? */
static bool is_archive(struct str shape, const struct cut *c)
{
    static const struct str ends[] = {
        STR_INIT(".zip"), STR_INIT(".tar.gz"),  STR_INIT(".tgz"),    STR_INIT(".tar.bz2"),
        STR_INIT(".tar"), STR_INIT(".tbz2"),    STR_INIT(".tar.xz"), STR_INIT(".txz"),
        STR_INIT(".gz"),  STR_INIT(".tar.zst"), STR_INIT(".tzst"),
    };
    struct str path = str_slice(shape, 0, c->address_end);
    struct str query = str_slice(shape, c->query_start, c->query_end);

    for (size_t i = 0; i < ARRAY_LEN(ends); i++)
        if (str_ends(path, ends[i]))
            return true;
    while (query.n)
        if (str_starts(str_cut(&query, '&'), str_lit("archive=")))
            return true;
    return false;
}

/* The address behind a scheme: "user@host:port/path". */
static void parse_url(struct arena *a, struct str text, struct str shape, size_t from,
                      const struct cut *c, struct str scheme, bool forced_git, struct source *s)
{
    size_t host, host_end, path;
    struct str name;

    split_authority(str_slice(shape, from, c->address_end), &host, &host_end, &path);
    name = str_slice(text, from + host, from + host_end);
    s->repository = canonical(a, name, str_slice(text, from + path, c->address_end));
    if (str_is(scheme, "tfr")) {
        s->kind = SOURCE_REGISTRY;
        if (name.n == 0)
            s->repository = canonical(a, str_lit(DEFAULT_REGISTRY), s->repository);
    } else if (forced_git || str_is(scheme, "git") || str_is(scheme, "ssh") ||
               str_is(scheme, "git+ssh") ||
               ((known_git_host(name) ||
                 str_ends(str_slice(shape, from, c->address_end), str_lit(".git"))) &&
                !is_archive(shape, c))) {
        s->kind = SOURCE_GIT;
    } else if (str_is(scheme, "file")) {
        s->kind = SOURCE_LOCAL;
    }
}

static void parse_plain(struct arena *a, struct str text, struct str shape, size_t from,
                        const struct cut *c, bool forced_git, enum source_language language,
                        struct source *s)
{
    struct str address = str_slice(shape, from, c->address_end);
    size_t host, colon;

    if (is_scp(address, forced_git, &host, &colon)) {
        s->kind = SOURCE_GIT;
        s->repository = canonical(a, str_slice(text, from + host, from + colon),
                                  str_slice(text, from + colon + 1, c->address_end));
    } else if (is_shorthand(address) || forced_git) {
        struct str path = str_slice(text, from, c->address_end), name = str_cut(&path, '/');

        s->kind = SOURCE_GIT;
        s->repository = canonical(a, name, path);
    } else if (language == SOURCE_IN_TERRAFORM && is_registry_address(address)) {
        s->kind = SOURCE_REGISTRY;
        s->repository = registry_name(a, str_slice(text, from, c->address_end));
    } else if (language == SOURCE_IN_TERRAGRUNT) {
        s->kind = SOURCE_LOCAL;
        s->repository = str_slice(text, from, c->address_end);
    } else {
        s->repository = str_slice(text, from, c->address_end);
    }
}

void source_parse(struct arena *a, struct str text, struct str shape, enum source_language language,
                  struct source *ret)
{
    struct source s = { .kind = SOURCE_OTHER };
    size_t from = 0, getter, scheme;
    bool forced_git = false, forced = false;
    struct cut c;

    while ((getter = getter_len(str_skip(shape, from)))) {
        forced = true;
        forced_git = str_is(str_slice(shape, from, from + getter), "git::");
        from += getter;
    }
    scheme = scheme_len(str_skip(shape, from));
    c = cut_address(shape, from + scheme);
    s.path = str_trim(str_slice(text, c.sub_start, c.sub_end));
    while (s.path.n && s.path.p[s.path.n - 1] == '/')
        s.path.n--;
    if (!forced && is_local(shape)) {
        s.kind = SOURCE_LOCAL;
        s.repository = text;
        s.path = str_lit("");
        *ret = s;
        return;
    }
    if (from < shape.n && shape.p[from] == SOURCE_HOLE && !scheme) {
        s.kind = forced_git ? SOURCE_GIT : SOURCE_UNKNOWN;
        s.repository = str_slice(text, from, c.address_end);
    } else if (scheme) {
        struct str name = str_slice(shape, from, from + scheme - 3);

        parse_url(a, text, shape, from + scheme, &c, name, forced_git, &s);
    } else {
        parse_plain(a, text, shape, from, &c, forced_git, language, &s);
    }
    if (forced && !forced_git)
        s.kind = SOURCE_OTHER;
    if (s.kind != SOURCE_LOCAL)
        find_ref(shape, &c, &s);
    *ret = s;
}

static struct str redact_user(struct arena *a, struct str text)
{
    size_t scheme = str_find(text, str_lit("://"));
    struct str rest;
    size_t end, at;

    if (scheme == STR_NONE)
        return text;
    rest = str_skip(text, scheme + 3);
    end = str_find_char(rest, '/');
    at = str_rfind_char(str_slice(rest, 0, end == STR_NONE ? rest.n : end), '@');
    if (at == STR_NONE || str_is(str_slice(rest, 0, at), "git"))
        return text;
    return str_printf(a, "%.*s***%.*s", STR(str_slice(text, 0, scheme + 3)),
                      STR(str_skip(rest, at)));
}

/* A private key or a key's secret in the query: "…?sshkey=LS0tLS1CRUdJTi…". */
static struct str redact_parameter(struct arena *a, struct str text, struct str key)
{
    size_t at = str_find(text, key), value, end;

    if (at == STR_NONE || at == 0 || (text.p[at - 1] != '?' && text.p[at - 1] != '&'))
        return text;
    value = at + key.n;
    end = str_find_char(str_skip(text, value), '&');
    end = end == STR_NONE ? text.n : value + end;
    return str_printf(a, "%.*s***%.*s", STR(str_slice(text, 0, value)), STR(str_skip(text, end)));
}

struct str source_redact(struct arena *a, struct str text)
{
    static const struct str secrets[] = {
        STR_INIT("sshkey="),
        STR_INIT("aws_access_key_secret="),
        STR_INIT("aws_access_token="),
    };

    text = redact_user(a, text);
    for (size_t i = 0; i < ARRAY_LEN(secrets); i++)
        text = redact_parameter(a, text, secrets[i]);
    return text;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

struct str source_decode(struct arena *a, struct str text)
{
    char *p;
    size_t n = 0;

    if (str_find_char(text, '%') == STR_NONE)
        return text;
    p = arena_alloc(a, text.n + 1);
    for (size_t i = 0; i < text.n; i++) {
        int high = i + 2 < text.n ? hex(text.p[i + 1]) : -1;
        int low = i + 2 < text.n ? hex(text.p[i + 2]) : -1;

        if (text.p[i] == '%' && high >= 0 && low >= 0) {
            p[n++] = (char)(high * 16 + low);
            i += 2;
        } else {
            p[n++] = text.p[i];
        }
    }
    return str_of(p, n);
}

void source_pattern_parse(struct arena *a, struct str text, struct source_pattern *ret)
{
    struct source s;

    source_parse(a, text, text, SOURCE_IN_TERRAFORM, &s);
    if (s.kind == SOURCE_OTHER || s.kind == SOURCE_LOCAL || s.kind == SOURCE_REGISTRY) {
        /* A bare name, owner/name or a registry address: compared by the parts that it has. */
        struct cut c = cut_address(text, scheme_len(text));

        if (!scheme_len(text))
            s.repository = canonical(a, str_lit(""), str_slice(text, 0, c.address_end));
    }
    ret->repository = s.repository;
    ret->path = s.path;
}

/* Takes the last "/"-separated part off. */
static struct str cut_last(struct str *s)
{
    size_t at = str_rfind_char(*s, '/');
    struct str last = at == STR_NONE ? *s : str_skip(*s, at + 1);

    *s = at == STR_NONE ? str_slice(*s, 0, 0) : str_slice(*s, 0, at);
    return last;
}

static bool is_tail(struct str wanted, struct str have)
{
    if (!wanted.n)
        return false;
    while (wanted.n) {
        if (!have.n || !str_eq_nocase(cut_last(&wanted), cut_last(&have)))
            return false;
    }
    return true;
}

/* Are these consecutive parts of it? */
static bool is_inside(struct str wanted, struct str have)
{
    for (; have.n; cut_last(&have))
        if (is_tail(wanted, have))
            return true;
    return false;
}

bool source_matches(const struct source_pattern *p, const struct source *s)
{
    struct str without_system = s->repository;

    if (s->kind == SOURCE_LOCAL || s->kind == SOURCE_UNKNOWN)
        return false;
    if (s->kind == SOURCE_REGISTRY) {
        /* One word is the module's name; its system ("aws") alone names nothing. */
        bool one_word = str_find_char(p->repository, '/') == STR_NONE;

        cut_last(&without_system);
        if (!is_tail(p->repository, without_system) &&
            (one_word || !is_tail(p->repository, s->repository)))
            return false;
    } else if (s->kind == SOURCE_OTHER && !s->has_ref) {
        if (!is_inside(p->repository, s->repository))
            return false;
    } else if (!is_tail(p->repository, s->repository)) {
        return false;
    }
    if (!p->path.n || str_eq(p->path, s->path))
        return true;
    return str_starts(s->path, p->path) && s->path.p[p->path.n] == '/';
}
