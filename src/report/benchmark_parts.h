/*
 * benchmark_parts: pieces that the reports of benchmarks have in common. For them only.
 */
#ifndef REPORT_BENCHMARK_PARTS_H
#define REPORT_BENCHMARK_PARTS_H

#include "report/benchmark_report.h"
#include "report/json_writer.h"
#include "upgrade/brings.h"

struct str assessment_text(enum assessment assessment);
struct str level_text(struct arena *a, uint64_t level); /* "L1" */

/* "max_unused_days = 45, x = [1]": what the version sets; empty if it sets nothing. */
struct str params_text(struct arena *a, const struct value *params);

/* "footing upgrade --to cis-aws-1.4.0, footing fix (to come)"; or what to do by hand. */
struct str help_text(struct arena *a, const struct control *c, const struct brings *brings,
                     const struct benchmark_report_options *o);

/* A line in bold. */
void heading(struct buf *out, const struct benchmark_report_options *o, struct str text);

/* The text under that name, or null where it is empty. */
void json_key_text(struct json_writer *w, const char *name, struct str text);
/* An object of the parameters, or {}. */
void json_key_params(struct json_writer *w, const char *name, const struct value *params);
/* [{"name": "fix", "available": false}] */
void json_key_commands(struct json_writer *w, const struct control *c,
                       const struct benchmark_report_options *o);
void json_bring_fields(struct json_writer *w, const struct bring *bring);
/* "upgrades": [{"benchmark": "cis-aws-1.4.0", "repository": "x", "minimum": "v1.0.0"}] */
void json_key_upgrades(struct json_writer *w, const struct brings *brings);
/* number, title, level, assessment, params: fields of an object that is open. */
void json_recommendation_fields(struct json_writer *w, const struct recommendation *r);
/* An array of texts. */
void json_key_texts(struct json_writer *w, const char *name, const struct data_texts *texts);

#endif
