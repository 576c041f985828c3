/*
 * cmd_hcl: the sub-commands of `footing hcl`, each in its own file cmd_hcl_NAME.c.
 *
 * To add one: define a `struct command` whose name is "hcl NAME", declare it here and list it in
 * cmd_hcl.c. Its run() gets the words from NAME on, so cli_parse() works as in any command.
 */
#ifndef CLI_CMD_HCL_H
#define CLI_CMD_HCL_H

#include "cli/cli.h"

extern const struct command command_hcl_check;
extern const struct command command_hcl_tree;

#endif
