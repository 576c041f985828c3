/* commands: every command of the program. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/cli.h"

extern const struct command command_upgrade;
extern const struct command command_upgrade_explain;
extern const struct command command_upgrade_migrate; /* upgrade's own */
extern const struct command command_benchmark;
extern const struct command command_hcl;

/* All of them, in the order in which they are listed; ends with NULL. */
extern const struct command *const all_commands[];

/* The command of that name, or NULL. */
const struct command *command_find(struct str name);

#endif
