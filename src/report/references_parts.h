/*
 * references_parts: what the reports of references and those of upgrades share.
 */
#ifndef REPORT_REFERENCES_PARTS_H
#define REPORT_REFERENCES_PARTS_H

#include "report/json_writer.h"
#include "report/references_report.h"

const char *bump_status_word(enum bump_status s);

/* "file:line:column", as shown to people. In arena a. */
struct str place_text(struct arena *a, const struct hcl_source *source, struct hcl_range at);

/* Fields of an object that is open: file, line, column, range. */
void json_place(struct json_writer *w, const struct hcl_source *source, struct hcl_range range);

/* "files": the edits. */
void json_files(struct json_writer *w, const struct bump_files *files);

/* "written", and "refused" if something was; `applied` NULL: nothing was to be written. */
void json_applied(struct json_writer *w, const struct apply_result *applied);

/* Items of an array that is open: files that could not be read or parsed. */
void json_problem_items(struct json_writer *w, const struct repository *r);

#endif
