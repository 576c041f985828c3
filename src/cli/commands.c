#include "cli/commands.h"

const struct command *const all_commands[] = {
    &command_upgrade,
    &command_benchmark,
    &command_hcl,
    NULL,
};

const struct command *command_find(struct str name)
{
    for (size_t i = 0; all_commands[i]; i++)
        if (str_is(name, all_commands[i]->name))
            return all_commands[i];
    return NULL;
}
