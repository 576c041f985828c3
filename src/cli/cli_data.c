#include "cli/cli_data.h"

#include <stdio.h>

int cli_data_open(struct arena *a, const struct str_list *dirs, struct data_files *ret)
{
    struct err e;

    if (data_files_open(a, dirs->items, dirs->n, ret, &e) == 0)
        return 0;
    cli_error("--data: %s", e.message);
    return e.code == ERR_USAGE || e.code == ERR_NOT_FOUND ? EXIT_USAGE : EXIT_INCOMPLETE;
}

int cli_data_errors(const struct hcl_diags *d, const char *what)
{
    AUTO_BUF struct buf b = BUF_INIT;

    if (!d->n_errors)
        return 0;
    for (size_t i = 0; i < d->n; i++)
        hcl_diag_print(&b, &d->items[i]);
    fwrite(b.p ? b.p : "", 1, b.n, stderr);
    cli_error("%s has %zu error%s; nothing was done", what, d->n_errors,
              d->n_errors == 1 ? "" : "s");
    return EXIT_USAGE;
}
