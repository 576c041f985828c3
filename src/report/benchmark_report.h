/*
 * benchmark_report: benchmarks and their differences, for people and for programs.
 *
 * The JSON forms are documented in docs/json.md; a field keeps its meaning once published.
 */
#ifndef REPORT_BENCHMARK_REPORT_H
#define REPORT_BENCHMARK_REPORT_H

#include "judge/benchmark.h"

struct benchmark_report_options {
    unsigned columns; /* of the terminal; 0: none */
    bool colour;
};

void report_benchmarks_table(struct buf *out, const struct benchmarks *all,
                             const struct benchmark_report_options *o);
void report_benchmarks_json(struct buf *out, const struct benchmarks *all);

#endif
