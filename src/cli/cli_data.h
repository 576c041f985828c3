/*
 * cli_data: what commands that read data/ share: opening it, and telling what is wrong with it.
 */
#ifndef CLI_CLI_DATA_H
#define CLI_CLI_DATA_H

#include "cli/cli.h"
#include "data/read.h"

/* The built-in data and those of --data. 0, or an exit code after a message. */
int cli_data_open(struct arena *a, const struct str_list *dirs, struct data_files *ret);

/* 0 if there are no errors; otherwise prints all and "WHAT: N errors; nothing was done". */
int cli_data_errors(const struct hcl_diags *d, const char *what);

#endif
