/*
 * migration_files: the migrations of a repository.
 *
 * Files are found as walk.h finds them: `*.tfmigrate.hcl` and `*.tfmigrate.json` anywhere, and
 * other HCL files in a folder `migrations` (at any depth of it) that have a migration block. A
 * file that is named is read whatever it is called. tfmigrate's own configuration,
 * `.tfmigrate.hcl`, is none. They come in the order of their names, as tfmigrate runs them.
 */
#ifndef UPGRADE_MIGRATION_FILES_H
#define UPGRADE_MIGRATION_FILES_H

#include "upgrade/migration.h"

struct migration_file {
    struct hcl_source source; /* source.path: as shown to people */
    struct migration migration;
    struct hcl_diags diags; /* n_errors: the file is broken, `migration` is not to be used */
    struct str failure;     /* it could not be read; or empty */
};

struct migration_files {
    struct str root; /* of the repository: what folders in migrations are relative to */
    struct migration_file *items;
    size_t n, cap;
};

/*
 * `named` is a folder or a file, as given; `env` may be NULL (migration_parse). ERR_NOT_FOUND,
 * ERR_IO. ERR_CONFLICT: two migrations have the same id. In arena a.
 */
MUST_CHECK int migration_files_find(struct arena *a, struct str named, struct str shown_from,
                                    const struct map *env, struct migration_files *ret,
                                    struct err *e);

#endif
