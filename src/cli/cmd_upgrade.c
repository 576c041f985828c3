#include "cli/commands.h"

static int run(struct arena *a, int argc, char **argv);

const struct command command_upgrade = {
    .name = "upgrade",
    .summary = "module references: list them, change them where they are written",
    .help = "Usage: footing upgrade DIR --list\n",
    .run = run,
};

static int run(struct arena *a, int argc, char **argv)
{
    struct str_list operands;

    return cli_parse(a, &command_upgrade, argc, argv, NULL, 0, &operands);
}
