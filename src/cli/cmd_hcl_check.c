#include "cli/cmd_hcl.h"

static int run(struct arena *a, int argc, char **argv);

const struct command command_hcl_check = {
    .name = "hcl check",
    .summary = "syntax errors of HCL files",
    .help = "Usage: footing hcl check FILE...\n",
    .run = run,
};

static int run(struct arena *a, int argc, char **argv)
{
    struct str_list operands;

    return cli_parse(a, &command_hcl_check, argc, argv, NULL, 0, &operands);
}
