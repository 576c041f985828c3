/*
 * cli: what all commands share: the command table's row, options, exit codes.
 *
 * To add a command: write src/cli/cmd_NAME.c with one `const struct command`, declare it in
 * commands.h and list it in commands.c. Only this folder prints and decides exit codes.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/buf.h"
#include "base/err.h"

/* Exit codes, the same for every command. */
enum {
    EXIT_CLEAN = 0,      /* done, nothing found, nothing to do */
    EXIT_FINDINGS = 1,   /* findings, or changes that are pending */
    EXIT_USAGE = 2,      /* wrong words on the command line or in a configuration */
    EXIT_INCOMPLETE = 3, /* something could not be read or done; what could be is done */
};

struct command {
    const char *name;
    const char *summary; /* one line for the command list */
    const char *help;    /* the whole --help text */
    /* argv[0] is the command's name; returns the exit code. */
    int (*run)(struct arena *a, int argc, char **argv);
};

/* "footing: message" on standard error, with a newline. */
void cli_error(const char *format, ...) PRINTF_LIKE(1, 2);

/* The same for wrong usage, with a pointer to --help; returns EXIT_USAGE. */
int cli_usage(const struct command *c, const char *format, ...) PRINTF_LIKE(2, 3);

/* Writes all of s to standard output. A closed pipe ends the program quietly; other errors exit 3.
 */
void cli_out(struct str s);

/* Is colour wanted on this descriptor? A terminal, NO_COLOR unset, TERM not dumb. */
bool cli_colour(int fd);

/* Columns of the terminal on standard output, or on any descriptor; 0 when it is none. */
unsigned cli_columns(void);
unsigned cli_columns_of(int fd);

/* ---- options ----------------------------------------------------------------------------- */

/*
 * Long options: --name VALUE, --name=VALUE, or --name for flags. "--" ends options; a lone "-"
 * is an operand. Options and operands may be mixed.
 *
 *     struct option options[] = { { "format", OPT_TEXT, &format }, { "write", OPT_FLAG, &write } };
 *     if (cli_parse(a, cmd, argc, argv, options, ARRAY_LEN(options), &operands)) return EXIT_USAGE;
 */
enum option_kind {
    OPT_FLAG,    /* bool * */
    OPT_TEXT,    /* struct str *; given twice, the last one counts */
    OPT_LIST,    /* struct str_list *; collects */
    OPT_ORDERED, /* struct option_list *; several options collect into one list, in order */
};

struct option_list {
    struct {
        const char *name;
        struct str value;
    } * items;
    size_t n, cap;
};

struct str_list {
    struct str *items;
    size_t n, cap;
};

struct option {
    const char *name; /* without the dashes */
    enum option_kind kind;
    void *target;
};

/* 0, or EXIT_USAGE after a message. `--help` prints the help and exits 0. */
int cli_parse(struct arena *a, const struct command *c, int argc, char **argv,
              const struct option *options, size_t n_options, struct str_list *ret_operands);

#endif
