#include "cli/cmd_hcl.h"

#include "cli/commands.h"

static int run(struct arena *a, int argc, char **argv);

const struct command command_hcl = {
    .name = "hcl",
    .summary = "HCL plumbing for scripts: check, tree, get, eval, edit",
    .help = "",
    .run = run,
};

static const struct command *const commands[] = {
    &command_hcl_check, &command_hcl_tree, &command_hcl_get, &command_hcl_eval, &command_hcl_edit,
};

/* "hcl check" is listed and called as "check". */
static struct str short_name(const struct command *c)
{
    return str_skip(str_z(c->name), strlen("hcl "));
}

static void print_help(void)
{
    AUTO_BUF struct buf b = BUF_INIT;

    buf_addz(&b, "Usage: footing hcl COMMAND [OPTION...] [ARGUMENT...]\n\n"
                 "Plumbing for scripts, on the engine that the other commands use.\n\nCommands:\n");
    for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
        struct str name = short_name(commands[i]);

        buf_printf(&b, "  %-10.*s %s\n", STR(name), commands[i]->summary);
    }
    buf_addz(&b, "\n  footing hcl COMMAND --help    what a command does, with all its options\n");
    cli_out(buf_str(&b));
}

static int run(struct arena *a, int argc, char **argv)
{
    struct str name;

    if (argc < 2) {
        print_help();
        return EXIT_USAGE;
    }
    name = str_z(argv[1]);
    if (str_is(name, "--help") || str_is(name, "-h") || str_is(name, "help")) {
        print_help();
        return EXIT_CLEAN;
    }
    for (size_t i = 0; i < ARRAY_LEN(commands); i++)
        if (str_eq(name, short_name(commands[i])))
            return commands[i]->run(a, argc - 1, argv + 1);
    return cli_usage(&command_hcl, "unknown command %s", argv[1]);
}
