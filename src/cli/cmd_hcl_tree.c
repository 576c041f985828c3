#include "cli/cmd_hcl.h"
#include "hcl/parse.h"
#include "text/json.h"

static int run(struct arena *a, int argc, char **argv);

const struct command command_hcl_tree = {
    .name = "hcl tree",
    .summary = "attributes and blocks of HCL files with their byte ranges, as JSON",
    .help = "Usage: footing hcl tree [--files-from LIST] FILE...\n"
            "\n"
            "Prints one JSON object a line for every file. A FILE of - is standard input.\n"
            "\n"
            "  {\"file\", \"body\": BODY, \"errors\": [{\"severity\", \"summary\", \"detail\", "
            "\"line\",\n"
            "   \"column\", \"range\"}]}\n"
            "\n"
            "where BODY, in the order of the file, is\n"
            "\n"
            "  {\"attributes\": [{\"name\", \"range\", \"name_range\", \"expr_range\"}],\n"
            "   \"blocks\": [{\"type\", \"labels\": [...], \"range\", \"type_range\",\n"
            "     \"label_ranges\": [...], \"open_brace_range\", \"close_brace_range\", \"body\": "
            "BODY}]}\n"
            "\n"
            "Every range is {\"start\", \"end\"} in bytes from the start of the file, the end "
            "excluded.\n"
            "A file with errors has a body too: what could be understood of it.\n"
            "\n"
            "  --files-from LIST   also the files named in LIST (- is standard input), one a line\n"
            "                      or separated by NUL\n"
            "\n"
            "Exit codes: 0 no errors, 1 errors, 2 usage, 3 a file could not be read (it has no\n"
            "line; the others are printed all the same).\n",
    .run = run,
};

static void add_body(struct buf *out, const struct hcl_body *body);

static void add_attribute(struct buf *out, const struct hcl_attribute *a)
{
    buf_addz(out, "{\"name\":");
    json_quote(out, a->name.text);
    buf_addc(out, ',');
    hcl_json_range(out, "range", a->range);
    buf_addc(out, ',');
    hcl_json_range(out, "name_range", a->name.range);
    buf_addc(out, ',');
    hcl_json_range(out, "expr_range", a->value->range);
    buf_addc(out, '}');
}

static void add_block(struct buf *out, const struct hcl_block *b)
{
    buf_addz(out, "{\"type\":");
    json_quote(out, b->type.text);
    buf_addz(out, ",\"labels\":[");
    for (size_t i = 0; i < b->n_labels; i++) {
        buf_addz(out, i ? "," : "");
        json_quote(out, b->labels[i].text);
    }
    buf_addz(out, "],");
    hcl_json_range(out, "range", b->range);
    buf_addc(out, ',');
    hcl_json_range(out, "type_range", b->type.range);
    buf_addz(out, ",\"label_ranges\":[");
    for (size_t i = 0; i < b->n_labels; i++) {
        buf_addz(out, i ? "," : "");
        hcl_json_range(out, "", b->labels[i].range);
    }
    buf_addz(out, "],");
    hcl_json_range(out, "open_brace_range", b->open);
    buf_addc(out, ',');
    hcl_json_range(out, "close_brace_range", b->close);
    buf_addz(out, ",\"body\":");
    add_body(out, &b->body);
    buf_addc(out, '}');
}

/* As deep as blocks are nested, which the parser has limited to HCL_DEPTH_MAX. */
static void add_body(struct buf *out, const struct hcl_body *body)
{
    const char *between = "";

    buf_addz(out, "{\"attributes\":[");
    for (size_t i = 0; i < body->n; i++) {
        if (!body->items[i].attribute)
            continue;
        buf_addz(out, between);
        add_attribute(out, body->items[i].attribute);
        between = ",";
    }
    buf_addz(out, "],\"blocks\":[");
    between = "";
    for (size_t i = 0; i < body->n; i++) {
        if (!body->items[i].block)
            continue;
        buf_addz(out, between);
        add_block(out, body->items[i].block);
        between = ",";
    }
    buf_addz(out, "]}");
}

/* Prints a file's line; its exit code. */
static int print_tree(struct str name)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    AUTO_BUF struct buf b = BUF_INIT;
    struct hcl_diags d = { .arena = &a };
    struct hcl_source source;
    struct err e;

    b.max = SIZE_MAX / 2; /* a file of FS_FILE_MAX bytes has a tree that is many times as large */
    if (hcl_file_read(&a, name, &source, &e) < 0) {
        cli_error("%s", e.message);
        return EXIT_INCOMPLETE;
    }
    buf_addz(&b, "{\"file\":");
    json_quote(&b, name);
    buf_addz(&b, ",\"body\":");
    add_body(&b, hcl_parse_file(&a, &source, &d));
    buf_addz(&b, ",\"errors\":[");
    for (size_t i = 0; i < d.n; i++) {
        buf_addz(&b, i ? ",{" : "{");
        hcl_json_diag(&b, &d.items[i]);
        buf_addc(&b, '}');
    }
    buf_addz(&b, "]}\n");
    cli_out(buf_str(&b));
    return d.n_errors ? EXIT_FINDINGS : EXIT_CLEAN;
}

static int run(struct arena *a, int argc, char **argv)
{
    struct str files_from = { 0 };
    struct option options[] = { { "files-from", OPT_TEXT, &files_from } };
    struct str_list operands, files;
    int result =
        cli_parse(a, &command_hcl_tree, argc, argv, options, ARRAY_LEN(options), &operands);

    if (result)
        return result;
    result = hcl_files(a, &command_hcl_tree, &operands, files_from, &files);
    if (result)
        return result;
    for (size_t i = 0; i < files.n; i++) {
        int code = print_tree(files.items[i]);

        result = code > result ? code : result;
    }
    return result;
}
