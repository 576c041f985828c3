/*
 * benchmark_report: benchmarks and their differences, for people and for programs.
 *
 * The JSON forms are documented in docs/json.md; a field keeps its meaning once published.
 */
#ifndef REPORT_BENCHMARK_REPORT_H
#define REPORT_BENCHMARK_REPORT_H

#include "judge/benchmark.h"
#include "upgrade/catalog.h"

struct benchmark_report_options {
    unsigned columns; /* of the terminal; 0: none */
    bool colour;
    const struct catalog *catalog; /* what upgrades of the code bring about */
    /* Has this program that command? What the data names and it has not is shown as to come. */
    bool (*has_command)(struct str name);
};

/* All versions, with their counts. */
void report_benchmarks_table(struct buf *out, const struct benchmarks *all,
                             const struct benchmark_report_options *o);
void report_benchmarks_json(struct buf *out, const struct benchmarks *all);

/* One version, section by section. */
void report_benchmark_table(struct buf *out, const struct benchmark *b,
                            const struct benchmark_report_options *o);
void report_benchmark_json(struct buf *out, const struct benchmark *b,
                           const struct benchmark_report_options *o);

/* One recommendation, and what it is in every version. */
void report_recommendation_text(struct buf *out, const struct benchmarks *all,
                                const struct benchmark *b, const struct recommendation *r,
                                const struct benchmark_report_options *o);
void report_recommendation_json(struct buf *out, const struct benchmarks *all,
                                const struct benchmark *b, const struct recommendation *r,
                                const struct benchmark_report_options *o);

/* What differs between two versions (benchmark_diff_report.c). */
void report_benchmark_diff_text(struct buf *out, const struct benchmark_diff *d,
                                const struct benchmark_report_options *o);
void report_benchmark_diff_json(struct buf *out, const struct benchmark_diff *d,
                                const struct benchmark_report_options *o);

#endif
