#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/vec.h"

void cli_error(const char *format, ...)
{
    va_list args;

    fputs("footing: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
}

int cli_usage(const struct command *c, const char *format, ...)
{
    va_list args;

    fprintf(stderr, "footing %s: ", c->name);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fprintf(stderr, "\nTry: footing %s --help\n", c->name);
    return EXIT_USAGE;
}

void cli_out(struct str s)
{
    while (s.n) {
        ssize_t put = write(STDOUT_FILENO, s.p, s.n);

        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0 && errno == EPIPE)
            exit(EXIT_CLEAN);
        if (put < 0) {
            cli_error("cannot write the output: %s", err_errno(errno));
            exit(EXIT_INCOMPLETE);
        }
        s = str_skip(s, (size_t)put);
    }
}

bool cli_colour(int fd)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

    return isatty(fd) && !(no && *no) && !(term && strcmp(term, "dumb") == 0);
}

unsigned cli_columns_of(int fd)
{
    struct winsize w;

    if (!isatty(fd))
        return 0;
    if (ioctl(fd, TIOCGWINSZ, &w) < 0 || w.ws_col == 0)
        return 80;
    return w.ws_col;
}

unsigned cli_columns(void)
{
    return cli_columns_of(STDOUT_FILENO);
}

static const struct option *find_option(const struct option *options, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_is(name, options[i].name))
            return &options[i];
    return NULL;
}

static void store(struct arena *a, const struct option *o, struct str value)
{
    switch (o->kind) {
    case OPT_FLAG:
        *(bool *)o->target = true;
        break;
    case OPT_TEXT:
        *(struct str *)o->target = value;
        break;
    case OPT_LIST: {
        struct str_list *list = o->target;

        vec_push(a, list, value);
        break;
    }
    case OPT_ORDERED: {
        struct option_list *list = o->target;

        vec_reserve(a, list);
        list->items[list->n].name = o->name;
        list->items[list->n++].value = value;
        break;
    }
    }
}

int cli_parse(struct arena *a, const struct command *c, int argc, char **argv,
              const struct option *options, size_t n_options, struct str_list *ret_operands)
{
    struct str_list operands = { 0 };
    bool ended = false;

    for (int i = 1; i < argc; i++) {
        struct str word = str_z(argv[i]), name, value;
        const struct option *o;
        bool has_value;

        if (ended || word.n < 2 || word.p[0] != '-') {
            vec_push(a, &operands, word);
            continue;
        }
        if (str_is(word, "--")) {
            ended = true;
            continue;
        }
        if (str_is(word, "--help") || str_is(word, "-h")) {
            cli_out(str_z(c->help));
            exit(EXIT_CLEAN);
        }
        if (!str_starts(word, str_lit("--")))
            return cli_usage(c, "unknown option %s (options are long: --name)", argv[i]);
        value = str_skip(word, 2);
        has_value = str_find_char(value, '=') != STR_NONE;
        name = str_cut(&value, '=');
        o = find_option(options, n_options, name);
        if (!o)
            return cli_usage(c, "unknown option --%.*s", STR(name));
        if (o->kind == OPT_FLAG && has_value)
            return cli_usage(c, "--%s takes no value", o->name);
        if (o->kind != OPT_FLAG && !has_value) {
            if (i + 1 == argc)
                return cli_usage(c, "--%s needs a value", o->name);
            value = str_z(argv[++i]);
        }
        store(a, o, value);
    }
    *ret_operands = operands;
    return 0;
}
