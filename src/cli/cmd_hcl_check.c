#include <stdio.h>

#include "cli/cmd_hcl.h"
#include "hcl/parse.h"
#include "text/json.h"

static int run(struct arena *a, int argc, char **argv);

const struct command command_hcl_check = {
    .name = "hcl check",
    .summary = "syntax errors of HCL files",
    .help =
        "Usage: footing hcl check [--format json] [--files-from LIST] FILE...\n"
        "\n"
        "Reports all syntax errors of HCL files (.tf, .hcl, .tfvars), of each file as many as\n"
        "make sense. A FILE of - is standard input.\n"
        "\n"
        "  --files-from LIST   also the files named in LIST (- is standard input), one a line\n"
        "                      or separated by NUL\n"
        "  --format json       one JSON document instead of text: {\"files\": N,\n"
        "                      \"diagnostics\": [{\"file\", \"severity\", \"summary\", "
        "\"detail\",\n"
        "                      \"line\", \"column\", \"range\": {\"start\", \"end\"}}]}\n"
        "\n"
        "Lines and columns count from 1, columns in characters; ranges count bytes from 0.\n"
        "\n"
        "Exit codes: 0 no errors, 1 errors, 2 usage, 3 a file could not be read (the others were\n"
        "checked all the same).\n",
    .run = run,
};

struct check {
    bool json;
    size_t n_files, n_errors, n_bad, n_unread;
};

static void print(struct check *c, struct str name, const struct hcl_diag *d)
{
    AUTO_BUF struct buf b = BUF_INIT;

    if (c->json) {
        buf_addz(&b, c->n_errors ? ",\n{\"file\":" : "\n{\"file\":");
        json_quote(&b, name);
        buf_addc(&b, ',');
        hcl_json_diag(&b, d);
        buf_addc(&b, '}');
    } else {
        hcl_diag_print(&b, d);
    }
    c->n_errors++;
    cli_out(buf_str(&b));
}

/* Memory lives no longer than its file: there may be thousands. */
static void check_file(struct check *c, struct str name)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct hcl_diags d = { .arena = &a };
    struct hcl_source source;
    struct err e;

    if (hcl_file_read(&a, name, &source, &e) < 0) {
        cli_error("%s", e.message);
        c->n_unread++;
        return;
    }
    c->n_files++;
    hcl_parse_file(&a, &source, &d);
    for (size_t i = 0; i < d.n; i++)
        print(c, name, &d.items[i]);
    if (d.n_errors > d.n)
        cli_error("%.*s: %zu more errors", STR(source.path), d.n_errors - d.n);
    c->n_bad += d.n_errors > 0;
}

static void summarise(const struct check *c)
{
    fprintf(stderr, "%zu file%s checked, ", c->n_files, c->n_files == 1 ? "" : "s");
    if (c->n_errors)
        fprintf(stderr, "%zu error%s in %zu of them", c->n_errors, c->n_errors == 1 ? "" : "s",
                c->n_bad);
    else
        fputs("no errors", stderr);
    if (c->n_unread)
        fprintf(stderr, "; %zu could not be read", c->n_unread);
    fputc('\n', stderr);
}

static int run(struct arena *a, int argc, char **argv)
{
    struct str format = str_lit("text"), files_from = { 0 };
    struct option options[] = { { "format", OPT_TEXT, &format },
                                { "files-from", OPT_TEXT, &files_from } };
    struct str_list operands, files;
    struct check c = { 0 };
    int result =
        cli_parse(a, &command_hcl_check, argc, argv, options, ARRAY_LEN(options), &operands);

    if (result)
        return result;
    c.json = str_is(format, "json");
    if (!c.json && !str_is(format, "text"))
        return cli_usage(&command_hcl_check, "--format is text or json, not %.*s", STR(format));
    result = hcl_files(a, &command_hcl_check, &operands, files_from, &files);
    if (result)
        return result;
    if (c.json)
        cli_out(str_lit("{\"diagnostics\":["));
    for (size_t i = 0; i < files.n; i++)
        check_file(&c, files.items[i]);
    if (c.json) {
        struct str end = str_printf(a, "%s],\n\"files\":%zu}\n", c.n_errors ? "\n" : "", c.n_files);

        cli_out(end);
    } else {
        summarise(&c);
    }
    return c.n_unread ? EXIT_INCOMPLETE : c.n_bad ? EXIT_FINDINGS : EXIT_CLEAN;
}
