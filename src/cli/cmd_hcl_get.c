/*
 * cmd_hcl_get: footing hcl get: the source text at an address.
 */
#include "cli/cmd_hcl.h"

#include "hcl/address.h"
#include "hcl/parse.h"

static int run(struct arena *a, int argc, char **argv);

/* What an address is; also for the help of edit. */
#define ADDRESS_HELP                                                                               \
    "Addresses are written as in Terraform:\n"                                                     \
    "  terraform.source                 an attribute of a block\n"                                 \
    "  module.vpc.source                of a block with labels: all of them are given\n"           \
    "  generate[\"my file\"].path         what is no identifier: in brackets and quotes\n"         \
    "  ingress[1].from_port             of the second of several blocks of that name\n"            \
    "  inputs.tags.Name                 a key of an object; also in an argument of merge(...)\n"   \
    "  dependencies.paths[0]            an element of a list\n"                                    \
    "  inputs.merge(1).x                a key in a certain argument of a call\n"                   \
    "  generate.p.contents!terraform.required_version\n"                                           \
    "                                   behind \"!\": in the HCL that a heredoc holds\n"

const struct command command_hcl_get = {
    .name = "hcl get",
    .summary = "the source text of the value, or the block, at an address",
    .help =
        "Usage: footing hcl get [--with-filename] ADDRESS FILE...\n"
        "\n"
        "Prints what is written at an address, byte for byte: the expression of an attribute,\n"
        "key or element, or a whole block. A FILE of - is standard input.\n"
        "\n" ADDRESS_HELP "\n"
        "  --with-filename       \"FILE: \" in front of each; by itself with several files\n"
        "  --files-from LIST     also the files named in LIST (- is standard input), one a line\n"
        "                        or separated by NUL\n"
        "\n"
        "Exit codes: 0 found in some file, 1 in none, 2 usage, 3 a file could not be read or\n"
        "parsed, or the address means several things in it.\n",
    .run = run,
};

struct getter {
    const struct address *address;
    bool with_filename;
    size_t n_found, n_failed;
};

static void get(struct getter *g, struct str name, bool tell_missing)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf out = BUF_INIT;
    struct hcl_diags diags = { .arena = &a };
    struct address_target target;
    struct hcl_source source;
    struct hcl_text text;
    struct err e;

    if (hcl_file_read(&a, name, &source, &e) < 0) {
        cli_error("%s", e.message);
        g->n_failed++;
        return;
    }
    text = hcl_text_file(&source, hcl_parse_file(&a, &source, &diags));
    if (diags.n_errors) {
        AUTO_BUF struct buf b = BUF_INIT;

        hcl_diag_print(&b, &diags.items[0]);
        cli_error("%.*s", STR(str_trim_end(buf_str(&b))));
        g->n_failed++;
        return;
    }
    if (address_resolve(&a, &text, g->address, &target, &e) < 0) {
        if (e.code != ERR_NOT_FOUND || tell_missing)
            cli_error("%.*s: %s", STR(source.path), e.message);
        g->n_failed += e.code != ERR_NOT_FOUND;
        return;
    }
    g->n_found++;
    if (g->with_filename)
        buf_printf(&out, "%.*s: ", STR(source.path));
    buf_add(&out, hcl_text_slice(&a, target.in, target.range));
    buf_addc(&out, '\n');
    cli_out(buf_str(&out));
}

static int run(struct arena *a, int argc, char **argv)
{
    struct str_list operands, files;
    struct str files_from = { 0 };
    struct getter g = { 0 };
    struct address address;
    const struct option options[] = { { "with-filename", OPT_FLAG, &g.with_filename },
                                      { "files-from", OPT_TEXT, &files_from } };
    struct err e;
    int code;

    code = cli_parse(a, &command_hcl_get, argc, argv, options, ARRAY_LEN(options), &operands);
    if (code)
        return code;
    if (!operands.n)
        return cli_usage(&command_hcl_get, "an address is needed, and files");
    if (address_parse(a, operands.items[0], &address, NULL, &e) < 0)
        return cli_usage(&command_hcl_get, "%s", e.message);
    operands.items++;
    operands.n--;
    code = hcl_files(a, &command_hcl_get, &operands, files_from, &files);
    if (code)
        return code;
    g.address = &address;
    g.with_filename |= files.n > 1;
    for (size_t i = 0; i < files.n; i++)
        get(&g, files.items[i], files.n == 1);
    if (g.n_failed)
        return EXIT_INCOMPLETE;
    return g.n_found ? EXIT_CLEAN : EXIT_FINDINGS;
}
