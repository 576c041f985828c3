/*
 * main: finds the command and runs it. See src/cli/ for the commands and README.md for a tour.
 */
#include <malloc.h>
#include <signal.h>
#include <stdio.h>

#include "cli/commands.h"

static void print_help(void)
{
    AUTO_BUF struct buf b = BUF_INIT;

    buf_addz(&b, "footing: AWS organizations on their foundations, in code and in the accounts.\n"
                 "\nUsage: footing COMMAND [OPTION...] [ARGUMENT...]\n\nCommands:\n");
    for (size_t i = 0; all_commands[i]; i++)
        buf_printf(&b, "  %-10s %s\n", all_commands[i]->name, all_commands[i]->summary);
    buf_addz(&b, "\n  footing COMMAND --help    what a command does, with all its options\n"
                 "  footing --version         the version\n"
                 "\nExit codes: 0 clean, 1 findings or pending changes, 2 usage or configuration,\n"
                 "3 something could not be read or done.\n");
    cli_out(buf_str(&b));
}

int main(int argc, char **argv)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct command *command;
    struct str name;

    /* Arenas come and go file by file: what was freed is used again, not given back and faulted in.
     */
    mallopt(M_MMAP_THRESHOLD, 64 << 20);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
    mallopt(M_TOP_PAD, 1 << 20);
    /* A reader that goes away is told by write(); it must not kill us in the middle of a job. */
    signal(SIGPIPE, SIG_IGN);
    if (argc < 2) {
        print_help();
        return EXIT_USAGE;
    }
    name = str_z(argv[1]);
    if (str_is(name, "--help") || str_is(name, "-h") || str_is(name, "help")) {
        print_help();
        return EXIT_CLEAN;
    }
    if (str_is(name, "--version")) {
        cli_out(str_lit("footing " FOOTING_VERSION "\n"));
        return EXIT_CLEAN;
    }
    command = command_find(name);
    if (command)
        return command->run(&a, argc - 1, argv + 1);
    cli_error("unknown command %s\nTry: footing --help", argv[1]);
    return EXIT_USAGE;
}
