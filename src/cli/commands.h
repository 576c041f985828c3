/* commands: every command of the program; main.c lists them in this order. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cli.h"

extern const struct command command_upgrade;
extern const struct command command_hcl;

#endif
