#include "upgrade/migration.h"

#include "base/buf.h"

const char *const migration_effects[MIGRATION_EFFECTS] = { "create", "update", "destroy" };

const char *migration_verb_name(enum migration_verb verb)
{
    switch (verb) {
    case MIGRATION_MV:
        return "mv";
    case MIGRATION_XMV:
        return "xmv";
    case MIGRATION_RM:
        return "rm";
    case MIGRATION_IMPORT:
        return "import";
    case MIGRATION_REPLACE_PROVIDER:
        return "replace-provider";
    }
    BUG("a verb of unknown kind");
}

/* A leading dash would be an option of the tool that the text is given to. */
static int check_word(const char *what, struct str word, struct err *e)
{
    if (!word.n)
        return err_set(e, ERR_USAGE, "%s is empty", what);
    if (word.p[0] == '-')
        return err_set(e, ERR_USAGE, "%s \"%.*s\" begins with a dash", what, STR(word));
    if (str_find_char(word, '\0') != STR_NONE)
        return err_set(e, ERR_USAGE, "%s has a NUL byte in it", what);
    return 0;
}

static int check_import(const struct migration_action *action, struct err *e)
{
    if (resource_address_is_module(&action->from_address))
        return err_set(e, ERR_USAGE, "\"%.*s\" is a module; what is imported is one resource",
                       STR(action->from));
    if (action->from_address.data)
        return err_set(e, ERR_USAGE, "\"%.*s\" is a data source, which cannot be imported",
                       STR(action->from));
    return 0;
}

int migration_add(struct arena *a, struct migration *m, enum migration_verb verb, struct str from,
                  struct str to, struct err *e)
{
    struct migration_action action = { .verb = verb, .from = from, .to = to };
    bool addresses = verb == MIGRATION_MV || verb == MIGRATION_RM || verb == MIGRATION_IMPORT;

    if (m->actions.n == MIGRATION_ACTIONS_MAX)
        return err_set(e, ERR_LIMIT, "a migration has more than %d actions", MIGRATION_ACTIONS_MAX);
    TRY(check_word("the first argument", from, e));
    if (verb != MIGRATION_RM)
        TRY(check_word("the second argument", to, e));
    if (addresses)
        TRY(resource_address_parse(a, from, &action.from_address, e));
    if (verb == MIGRATION_MV)
        TRY(resource_address_parse(a, to, &action.to_address, e));
    if (verb == MIGRATION_IMPORT)
        TRY(check_import(&action, e));
    /* tfmigrate calls xmv without a wildcard a plain mv. */
    if (verb == MIGRATION_XMV && str_find_char(from, '*') == STR_NONE)
        return migration_add(a, m, MIGRATION_MV, from, to, e);
    vec_push(a, &m->actions, action);
    return 0;
}

int migration_expect(struct arena *a, struct migration *m, unsigned effect, struct str address,
                     struct err *e)
{
    struct resource_address parsed = { 0 };

    if (m->expected[effect].n == MIGRATION_EXPECTED_MAX)
        return err_set(e, ERR_LIMIT, "a migration expects more than %d changes",
                       MIGRATION_EXPECTED_MAX);
    if (!str_is(address, "*"))
        TRY(resource_address_parse(a, address, &parsed, e));
    vec_push(a, &m->expected[effect], parsed);
    return 0;
}

struct str migration_expected_text(struct arena *a, const struct resource_address *address)
{
    struct str text = resource_address_text(a, address);

    return text.n ? text : str_lit("*");
}

bool migration_id_is_valid(struct str id)
{
    if (!id.n || id.n > MIGRATION_ID_MAX || id.p[0] == '.' || id.p[0] == '-')
        return false;
    for (size_t i = 0; i < id.n; i++) {
        char c = id.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');

        if (!letter && c != '-' && c != '_' && c != '.')
            return false;
    }
    return true;
}

/* ---- words of a shell ---------------------------------------------------------------------- */

void shell_quote(struct buf *out, struct str word)
{
    bool plain = word.n > 0;

    for (size_t i = 0; i < word.n; i++) {
        char c = word.p[i];

        plain &= (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 (c && strchr("_-./:,@%+=", c));
    }
    if (plain) {
        buf_add(out, word);
        return;
    }
    buf_addc(out, '\'');
    for (size_t i = 0; i < word.n; i++) {
        if (word.p[i] == '\'')
            buf_addz(out, "'\\''");
        else
            buf_addc(out, word.p[i]);
    }
    buf_addc(out, '\'');
}

struct splitter {
    struct arena *arena;
    struct buf word;
    bool in_word, escaped;
    char quote; /* ' or ", or NUL */
};

static void end_word(struct splitter *s, struct shell_words *words)
{
    if (s->in_word)
        vec_push(s->arena, words, str_copy(s->arena, buf_str(&s->word)));
    buf_clear(&s->word);
    s->in_word = false;
}

static void add_char(struct splitter *s, char c)
{
    buf_addc(&s->word, c);
    s->in_word = true;
}

/* A character that is not escaped and not within quotes. */
static int bare_char(struct splitter *s, char c, struct shell_words *words, struct err *e)
{
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        end_word(s, words);
        return 0;
    }
    if (strchr(";&|<>()`", c) && c)
        return err_set(e, ERR_SYNTAX,
                       "a bare \"%c\" means something else to a shell: put the "
                       "address in single quotes",
                       c);
    add_char(s, c);
    return 0;
}

static int one_char(struct splitter *s, char c, struct shell_words *words, struct err *e)
{
    if (s->escaped) {
        /* go-shellwords: \t and \n are what they are in C, also outside of quotes. */
        add_char(s, c == 't' ? '\t' : c == 'n' ? '\n' : c);
        s->escaped = false;
    } else if (c == '\\' && s->quote != '\'') {
        s->escaped = true;
    } else if (s->quote && c == s->quote) {
        s->quote = '\0';
    } else if (s->quote) {
        add_char(s, c);
    } else if (c == '\'' || c == '"') {
        s->quote = c;
        s->in_word = true;
    } else {
        return bare_char(s, c, words, e);
    }
    return 0;
}

static void release(struct splitter *s)
{
    buf_release(&s->word);
}

int shell_split(struct arena *a, struct str text, struct shell_words *ret, struct err *e)
{
    CLEANUP(release) struct splitter s = { .arena = a, .word = BUF_INIT };
    struct shell_words words = { 0 };

    for (size_t i = 0; i < text.n; i++)
        TRY(one_char(&s, text.p[i], &words, e));
    if (s.quote || s.escaped)
        return err_set(e, ERR_SYNTAX, s.quote ? "a %c is not closed" : "it ends with a backslash",
                       s.quote);
    end_word(&s, &words);
    *ret = words;
    return 0;
}
