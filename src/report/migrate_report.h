/*
 * migrate_report: migrations and what they would do, for people and for programs.
 *
 * The JSON form is documented in docs/json.md.
 */
#ifndef REPORT_MIGRATE_REPORT_H
#define REPORT_MIGRATE_REPORT_H

#include "report/json_writer.h"
#include "upgrade/migrate_tool.h"
#include "upgrade/migration_check.h"
#include "upgrade/migration_files.h"

enum migrate_status {
    MIGRATE_STATUS_UNKNOWN, /* no state was looked at */
    MIGRATE_STATUS_PENDING,
    MIGRATE_STATUS_DONE,
    MIGRATE_STATUS_FAULT,  /* it cannot be done with this state */
    MIGRATE_STATUS_FAILED, /* it was run and did not end well */
};

struct migrate_item {
    const struct migration_file *file;
    struct {
        struct str folder; /* as shown */
        enum tool_kind tool;
        struct str state; /* the file that was looked at, or empty */
    } sides[2];
    bool checked;
    struct migration_check check;
    struct str journal; /* what is known of earlier runs, or empty */
    enum migrate_status status;
    struct str error; /* FAILED: why */
};

struct migrate_items {
    struct migrate_item *items;
    size_t n, cap;
};

void report_migrations_text(struct buf *out, const struct migrate_items *items);
void report_migrations_json(struct buf *out, const struct migrate_items *items,
                            const struct migration_files *files);

#endif
