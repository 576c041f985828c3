#include "cli/commands.h"

static int run(struct arena *a, int argc, char **argv);

const struct command command_hcl = {
    .name = "hcl",
    .summary = "HCL plumbing for scripts: check, tree, get, eval, edit",
    .help = "Usage: footing hcl check FILE...\n",
    .run = run,
};

static int run(struct arena *a, int argc, char **argv)
{
    struct str_list operands;

    return cli_parse(a, &command_hcl, argc, argv, NULL, 0, &operands);
}
