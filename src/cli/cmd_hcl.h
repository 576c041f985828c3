/*
 * cmd_hcl: the sub-commands of `footing hcl`, each in its own file cmd_hcl_NAME.c.
 *
 * To add one: define a `struct command` whose name is "hcl NAME", declare it here and list it in
 * cmd_hcl.c. Its run() gets the words from NAME on, so cli_parse() works as in any command.
 */
#ifndef CLI_CMD_HCL_H
#define CLI_CMD_HCL_H

#include "cli/cli.h"
#include "hcl/diag.h"

extern const struct command command_hcl_check;
extern const struct command command_hcl_tree;
extern const struct command command_hcl_get;
extern const struct command command_hcl_eval;
extern const struct command command_hcl_edit;

/* ---- for those that work through many files (hcl_files.c) -------------------------------------
 */

/*
 * The files to work on: the operands and, if `files_from` is not empty, the names in that file
 * ("-": standard input), which are separated by NUL or, if there is none in it, by newlines. No
 * name at all is wrong usage. 0, or EXIT_USAGE or EXIT_INCOMPLETE after a message.
 */
int hcl_files(struct arena *a, const struct command *c, const struct str_list *operands,
              struct str files_from, struct str_list *ret);

/* Reads a file, or standard input for the name "-", whose path is then "<stdin>". */
MUST_CHECK int hcl_file_read(struct arena *a, struct str name, struct hcl_source *ret,
                             struct err *e);

/* Appends "range":{"start":1,"end":2} under that name, or with `label` empty only the object. */
void hcl_json_range(struct buf *out, const char *label, struct hcl_range r);

/* Appends the fields of a diagnostic, without the braces around it. */
void hcl_json_diag(struct buf *out, const struct hcl_diag *d);

#endif
