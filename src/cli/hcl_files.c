#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/fs.h"
#include "cli/cmd_hcl.h"
#include "text/json.h"

/* All of a descriptor that may be a pipe. */
static int read_stream(struct arena *a, int fd, const char *name, struct str *ret, struct err *e)
{
    AUTO_BUF struct buf b = BUF_INIT;
    char piece[16 * 1024];

    for (;;) {
        ssize_t got = read(fd, piece, sizeof piece);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return err_set(e, ERR_IO, "cannot read %s: %s", name, err_errno(errno));
        if (got == 0)
            break;
        if (b.n + (size_t)got > FS_FILE_MAX)
            return err_set(e, ERR_LIMIT, "cannot read %s: more than %d bytes", name, FS_FILE_MAX);
        buf_add(&b, str_of(piece, (size_t)got));
    }
    *ret = str_copy(a, buf_str(&b));
    return 0;
}

static int read_list(struct arena *a, struct str name, struct str *ret, struct err *e)
{
    const char *path = str_cstr(a, name);
    int fd, result;

    if (str_is(name, "-"))
        return read_stream(a, STDIN_FILENO, "standard input", ret, e);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_set(e, ERR_IO, "cannot read %s: %s", path, err_errno(errno));
    result = read_stream(a, fd, path, ret, e);
    close(fd);
    return result;
}

int hcl_files(struct arena *a, const struct command *c, const struct str_list *operands,
              struct str files_from, struct str_list *ret)
{
    struct str text = { 0 };
    struct err e;
    char separator;

    *ret = *operands;
    if (files_from.n && read_list(a, files_from, &text, &e) < 0) {
        cli_error("%s", e.message);
        return EXIT_INCOMPLETE;
    }
    separator = str_find_char(text, '\0') == STR_NONE ? '\n' : '\0';
    while (text.n) {
        struct str name = str_cut(&text, separator);

        if (name.n)
            vec_push(a, ret, name);
    }
    if (!ret->n && !files_from.n)
        return cli_usage(c, "which files?");
    return 0;
}

int hcl_file_read(struct arena *a, struct str name, struct hcl_source *ret, struct err *e)
{
    *ret = (struct hcl_source){ .path = name };
    if (str_is(name, "-")) {
        ret->path = str_lit("<stdin>");
        return read_stream(a, STDIN_FILENO, "standard input", &ret->text, e);
    }
    return fs_read(a, str_cstr(a, name), &ret->text, NULL, e);
}

void hcl_json_range(struct buf *out, const char *label, struct hcl_range r)
{
    if (*label)
        buf_printf(out, "\"%s\":", label);
    buf_printf(out, "{\"start\":%u,\"end\":%u}", r.start, r.end);
}

void hcl_json_diag(struct buf *out, const struct hcl_diag *d)
{
    uint32_t line = 1, column = 1;

    if (d->source)
        hcl_position(d->source->text, d->at.start, &line, &column);
    buf_printf(out, "\"severity\":\"%s\",\"summary\":",
               d->severity == HCL_WARNING ? "warning" : "error");
    json_quote(out, d->summary);
    buf_addz(out, ",\"detail\":");
    json_quote(out, d->detail);
    buf_printf(out, ",\"line\":%u,\"column\":%u,", line, column);
    hcl_json_range(out, "range", d->at);
}
