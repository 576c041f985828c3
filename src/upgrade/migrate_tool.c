#include "upgrade/migrate_tool.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "upgrade/migration.h"
#include "upgrade/semver.h"

const char *tool_name(enum tool_kind kind)
{
    switch (kind) {
    case TOOL_TERRAFORM:
        return "terraform";
    case TOOL_TOFU:
        return "tofu";
    case TOOL_TERRAGRUNT:
        return "terragrunt";
    }
    BUG("a tool of unknown kind");
}

bool tool_kind_parse(struct str name, enum tool_kind *ret)
{
    for (enum tool_kind k = TOOL_TERRAFORM; k <= TOOL_TERRAGRUNT; k++) {
        if (str_is(name, tool_name(k))) {
            *ret = k;
            return true;
        }
    }
    return false;
}

bool tool_is_installed(struct arena *a, const char *program)
{
    const char *path = getenv("PATH");
    struct str rest = str_z(path ? path : "/usr/local/bin:/usr/bin:/bin");

    while (rest.n) {
        struct str folder = str_cut(&rest, ':');
        struct str file = path_join(a, folder.n ? folder : str_lit("."), str_z(program));

        if (access(file.p, X_OK) == 0)
            return true;
    }
    return false;
}

enum tool_kind tool_kind_of(struct arena *a, struct str folder)
{
    struct fs_entries entries;
    struct err ignored;
    bool tofu = false;

    if (fs_list(a, folder.p, &entries, &ignored) < 0)
        entries.n = 0;
    for (size_t i = 0; i < entries.n; i++) {
        struct str name = entries.items[i].name;

        if (str_is(name, "terragrunt.hcl") || str_is(name, "terragrunt.hcl.json"))
            return TOOL_TERRAGRUNT;
        tofu |= str_ends(name, str_lit(".tofu")) || str_ends(name, str_lit(".tofu.json"));
    }
    if (tofu || (!tool_is_installed(a, "terraform") && tool_is_installed(a, "tofu")))
        return TOOL_TOFU;
    return TOOL_TERRAFORM;
}

/* ---- opening ------------------------------------------------------------------------------- */

static const char *local_of_terragrunt(struct arena *a)
{
    static const char *const variables[] = { "TG_TF_PATH", "TERRAGRUNT_TFPATH" };

    for (size_t i = 0; i < ARRAY_LEN(variables); i++) {
        const char *path = getenv(variables[i]);

        if (path && *path)
            return path;
    }
    return tool_is_installed(a, "tofu") ? "tofu" : "terraform";
}

/* "terragrunt version v0.72.3": from 0.73 on, "run --" is the way to any command. */
static int find_version(struct arena *a, struct migrate_tool *tool, struct err *e)
{
    const char *const argv[] = { tool->program, "--version", NULL };
    struct semver since = { .parts = { 0, 73 }, .n_parts = 2 }, version;
    struct proc_result r;
    struct str rest;

    TRY(proc_run(a, argv, NULL, str_lit(""), &r, e));
    rest = r.output;
    tool->run_dashes = true;
    while (rest.n) {
        struct str line = str_cut(&rest, '\n');

        while (line.n) {
            if (semver_parse(str_trim(str_cut(&line, ' ')), &version)) {
                tool->run_dashes = semver_cmp(&version, &since) >= 0;
                return 0;
            }
        }
    }
    return 0;
}

static int check_installed(struct arena *a, const char *program, struct err *e)
{
    if (strchr(program, '/') ? access(program, X_OK) == 0 : tool_is_installed(a, program))
        return 0;
    return err_set(e, ERR_NOT_FOUND,
                   "%s is not installed (not in PATH); --tool says which program to use", program);
}

int tool_open(struct arena *a, enum tool_kind kind, struct migrate_tool *ret, struct err *e)
{
    struct migrate_tool tool = { .kind = kind, .program = tool_name(kind) };

    tool.local = kind == TOOL_TERRAGRUNT ? local_of_terragrunt(a) : tool.program;
    TRY(check_installed(a, tool.program, e));
    TRY(check_installed(a, tool.local, e));
    if (kind == TOOL_TERRAGRUNT)
        TRY(find_version(a, &tool, e));
    *ret = tool;
    return 0;
}

/* ---- running ------------------------------------------------------------------------------- */

/* What a program said, without colours, frames and empty lines, on one line. */
static struct str plain(struct arena *a, struct str text)
{
    static const struct str frames[] = { STR_INIT("\u2502"), STR_INIT("\u2577"),
                                         STR_INIT("\u2575") };
    enum { SHOWN_MAX = 1200 };
    AUTO_BUF struct buf out = BUF_INIT;

    for (size_t i = 0; i < text.n && out.n < SHOWN_MAX; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool frame = false;

        for (size_t k = 0; k < ARRAY_LEN(frames) && !frame; k++)
            frame = str_starts(str_skip(text, i), frames[k]);
        if (frame) {
            i += frames[0].n - 1;
        } else if (c == 0x1b) {
            while (i < text.n && text.p[i] != 'm')
                i++;
        } else if (c <= ' ' || c == 0x7f) {
            if (out.n && out.p[out.n - 1] != ' ')
                buf_addc(&out, ' ');
        } else {
            buf_addc(&out, (char)c);
        }
    }
    return str_copy(a, str_trim(buf_str(&out)));
}

static struct str joined(struct arena *a, const char *const *argv)
{
    AUTO_BUF struct buf out = BUF_INIT;

    for (size_t i = 0; argv[i]; i++) {
        if (i)
            buf_addc(&out, ' ');
        shell_quote(&out, str_z(argv[i]));
    }
    return str_copy(a, buf_str(&out));
}

struct words {
    const char **items;
    size_t n, cap;
};

static void add_command(struct arena *a, struct words *words, const char *program, bool run_dashes,
                        const char *const *args)
{
    vec_push(a, words, program);
    if (run_dashes) {
        vec_push(a, words, "run");
        vec_push(a, words, "--");
    }
    while (*args)
        vec_push(a, words, *args++);
    vec_push(a, words, NULL);
}

struct str tool_command(struct arena *a, enum tool_kind kind, const char *const *args)
{
    struct words words = { 0 };

    add_command(a, &words, tool_name(kind), kind == TOOL_TERRAGRUNT, args);
    return joined(a, words.items);
}

static void add_variable(struct arena *a, struct words *set, const char *name, const char *value)
{
    vec_push(a, set, str_printf(a, "%s=%s", name, value).p);
}

/* Nothing may ask, nothing may write log lines where a state is expected. */
static const char **variables(struct arena *a, const struct migrate_tool *tool,
                              const struct tool_place *place)
{
    struct words set = { 0 };

    add_variable(a, &set, "TF_IN_AUTOMATION", "1");
    add_variable(a, &set, "TF_INPUT", "0");
    add_variable(a, &set, "CHECKPOINT_DISABLE", "1");
    add_variable(a, &set, "TG_NON_INTERACTIVE", "true");
    add_variable(a, &set, "TERRAGRUNT_NON_INTERACTIVE", "true");
    add_variable(a, &set, "TG_TF_FORWARD_STDOUT", "true");
    add_variable(a, &set, "TERRAGRUNT_FORWARD_TF_STDOUT", "true");
    if (place->workspace.n)
        add_variable(a, &set, "TF_WORKSPACE", str_cstr(a, place->workspace));
    if (place->work && tool->kind == TOOL_TERRAGRUNT) {
        add_variable(a, &set, "TG_DOWNLOAD_DIR", place->work);
        add_variable(a, &set, "TERRAGRUNT_DOWNLOAD", place->work);
    } else if (place->work) {
        add_variable(a, &set, "TF_DATA_DIR", place->work);
    }
    vec_push(a, &set, NULL);
    return set.items;
}

static int run(struct arena *a, const struct words *words, const struct proc_options *o,
               int also_fine, struct proc_result *ret, struct err *e)
{
    struct str said, command;

    TRY(proc_run_with(a, words->items, o, ret, e));
    if (ret->status == 0 || ret->status == also_fine)
        return 0;
    said = plain(a, ret->errors);
    command = joined(a, words->items);
    return err_set(e, ERR_IO, "%.*s: exit status %d%s%.*s", STR(str_slice(command, 0, 400)),
                   ret->status, said.n ? ": " : "", STR(said));
}

int tool_run(struct arena *a, const struct migrate_tool *tool, const struct tool_place *place,
             const char *const *args, int also_fine, struct proc_result *ret, struct err *e)
{
    static const char *const unset[] = { "TF_WORKSPACE", "TF_LOG", "TG_LOG_LEVEL", NULL };
    struct words words = { 0 };
    const struct proc_options o = {
        .folder = place->folder,
        .unset = unset,
        .set = variables(a, tool, place),
    };

    add_command(a, &words, tool->program, tool->run_dashes, args);
    return run(a, &words, &o, also_fine, ret, e);
}

int tool_run_local(struct arena *a, const struct migrate_tool *tool, const char *folder,
                   const char *const *args, struct err *e)
{
    /* What people set for their units means nothing to a file in an empty folder. */
    static const char *const unset[] = { "TF_WORKSPACE",         "TF_LOG",
                                         "TF_DATA_DIR",          "TF_CLI_ARGS",
                                         "TF_CLI_ARGS_state",    "TF_CLI_ARGS_state_mv",
                                         "TF_CLI_ARGS_state_rm", NULL };
    const struct tool_place place = { .folder = folder };
    struct words words = { 0 };
    const struct proc_options o = { folder, unset, variables(a, tool, &place), str_lit("") };
    struct proc_result r;

    add_command(a, &words, tool->local, false, args);
    return run(a, &words, &o, 0, &r, e);
}
