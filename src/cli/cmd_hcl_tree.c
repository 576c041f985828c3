#include "cli/cmd_hcl.h"

static int run(struct arena *a, int argc, char **argv);

const struct command command_hcl_tree = {
    .name = "hcl tree",
    .summary = "attributes and blocks of HCL files with their byte ranges, as JSON",
    .help = "Usage: footing hcl tree FILE...\n",
    .run = run,
};

static int run(struct arena *a, int argc, char **argv)
{
    struct str_list operands;

    return cli_parse(a, &command_hcl_tree, argc, argv, NULL, 0, &operands);
}
