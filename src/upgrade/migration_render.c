/*
 * Writing of migrations: the file, and the script for people.
 */
#include "base/buf.h"
#include "upgrade/migration.h"

/* ---- the file ------------------------------------------------------------------------------ */

/* One line of a comment: what would break it becomes a space. */
static void add_line_text(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        buf_addc(out, (unsigned char)text.p[i] < ' ' || text.p[i] == 0x7f ? ' ' : text.p[i]);
}

static void add_comment(struct buf *out, const char *key, struct str text)
{
    /* What becomes a space at its ends would not be read back. */
    while (text.n && ((unsigned char)text.p[0] <= ' ' || text.p[0] == 0x7f))
        text = str_skip(text, 1);
    while (text.n && ((unsigned char)text.p[text.n - 1] <= ' ' || text.p[text.n - 1] == 0x7f))
        text.n--;
    if (!text.n)
        return;
    buf_printf(out, "# footing: %-6s ", key);
    add_line_text(out, text);
    buf_addc(out, '\n');
}

/* An HCL text: the escapes are those of an address's key. */
static void add_hcl_text(struct buf *out, struct str text)
{
    buf_addc(out, '"');
    resource_key_escape(out, text);
    buf_addc(out, '"');
}

static void add_attribute(struct buf *out, const char *name, struct str text)
{
    if (!text.n)
        return;
    buf_printf(out, "  %s = ", name);
    add_hcl_text(out, text);
    buf_addc(out, '\n');
}

static void add_side(struct buf *out, const char *prefix, const struct migration_side *side)
{
    char name[32];

    snprintf(name, sizeof name, "%sdir", prefix);
    add_attribute(out, name, side->dir);
    snprintf(name, sizeof name, "%sworkspace", prefix);
    add_attribute(out, name, side->workspace);
    if (side->skip_plan)
        buf_printf(out, "  %sskip_plan = true\n", prefix);
}

static void add_action_words(struct buf *out, const struct migration_action *action)
{
    buf_addz(out, migration_verb_name(action->verb));
    buf_addc(out, ' ');
    shell_quote(out, action->from);
    if (action->verb == MIGRATION_RM)
        return;
    buf_addc(out, ' ');
    shell_quote(out, action->to);
}

void migration_render(struct buf *out, const struct migration *m)
{
    add_comment(out, "id", m->id);
    add_comment(out, "from", m->from_release);
    add_comment(out, "to", m->to_release);
    add_comment(out, "why", m->why);
    for (size_t i = 0; i < MIGRATION_EFFECTS; i++) {
        for (size_t k = 0; k < m->expected[i].n; k++) {
            AUTO_ARENA struct arena a = ARENA_INIT;
            struct str address = migration_expected_text(&a, &m->expected[i].items[k]);

            add_comment(out, "expect",
                        str_printf(&a, "%s %.*s", migration_effects[i], STR(address)));
        }
    }
    buf_printf(out, "migration \"%s\" ", m->kind == MIGRATION_STATE ? "state" : "multi_state");
    add_hcl_text(out, m->name);
    buf_addz(out, " {\n");
    add_side(out, m->kind == MIGRATION_STATE ? "" : "from_", &m->from);
    if (m->kind == MIGRATION_MULTI_STATE)
        add_side(out, "to_", &m->to);
    if (m->force)
        buf_addz(out, "  force = true\n");
    buf_addz(out, "  actions = [\n");
    for (size_t i = 0; i < m->actions.n; i++) {
        AUTO_BUF struct buf words = BUF_INIT;

        add_action_words(&words, &m->actions.items[i]);
        buf_addz(out, "    ");
        add_hcl_text(out, buf_str(&words));
        buf_addz(out, ",\n");
    }
    buf_addz(out, "  ]\n}\n");
}

/* ---- the script ---------------------------------------------------------------------------- */

static const char script_head[] =
    "set -eu\n"
    "umask 077\n"
    "\n"
    "root=$(cd \"${1:-$(git rev-parse --show-toplevel)}\" && pwd)\n"
    "keep=$root/.footing/migrations/$id\n"
    "mkdir -p \"$keep\"\n"
    "[ -e \"$root/.footing/.gitignore\" ] || echo '*' >\"$root/.footing/.gitignore\"\n"
    "\n"
    "# Each step is shown before it is taken.\n"
    "step() { printf '+' >&2; printf ' %q' \"$@\" >&2; printf '\\n' >&2; \"$@\"; }\n"
    "\n"
    "# The state before anything is changed; an earlier backup is never overwritten.\n"
    "backup() {\n"
    "    local file\n"
    "    file=$keep/$1-$(date -u +%Y%m%dT%H%M%SZ)-$$.tfstate\n"
    "    echo \"backup: $file\" >&2\n"
    "    (cd \"$root/$2\" && tool state pull) >\"$file\"\n"
    "    [ -s \"$file\" ] || echo 'backup: there is no state yet' >&2\n"
    "}\n";

static void add_tool(struct buf *out, struct str tool, const struct migration_side *side)
{
    bool terragrunt = str_is(tool, "terragrunt");

    if (side->workspace.n) {
        buf_addz(out, "export TF_WORKSPACE=");
        shell_quote(out, side->workspace);
        buf_addc(out, '\n');
    }
    buf_printf(out, "tool() { %.*s%s \"$@\"; }\n", STR(tool), terragrunt ? " run --" : "");
}

static void add_heading(struct buf *out, const struct migration *m)
{
    buf_addz(out, "#!/usr/bin/env bash\n# ");
    add_line_text(out, m->why.n ? m->why : m->name);
    if (m->from_release.n && m->to_release.n) {
        buf_addz(out, "\n# ");
        add_line_text(out, m->from_release);
        buf_addz(out, " to ");
        add_line_text(out, m->to_release);
    }
    buf_addz(out, "\n#\n# Takes the root of the repository as its argument; without one, git is "
                  "asked. What is done already\n# is not done again. The same with every check: "
                  "footing upgrade migrate --id ");
    buf_add(out, m->id);
    buf_addz(out, " --run\nid=");
    shell_quote(out, m->id);
    buf_addc(out, '\n');
    buf_addz(out, script_head);
}

static void add_call(struct buf *out, const char *function, const struct migration_action *action)
{
    buf_printf(out, "%s ", function);
    shell_quote(out, action->from);
    if (action->verb != MIGRATION_RM) {
        buf_addc(out, ' ');
        shell_quote(out, action->to);
    }
    buf_addc(out, '\n');
}

/*
 * What is done already. `state list ADDRESS` would not do: given a module without a key, it lists
 * the instances with keys, too, which `state mv` does not mean.
 */
static const char done_functions[] = "# LIST ADDRESS: is there that instance, or something in that "
                                     "module; is there one with a key?\n"
                                     "inside() {\n"
                                     "    local line\n"
                                     "    while IFS= read -r line; do\n"
                                     "        case $line in \"$2\" | \"$2\".*) return 0 ;; esac\n"
                                     "    done <<<\"$1\"\n"
                                     "    return 1\n"
                                     "}\n"
                                     "keyed() {\n"
                                     "    local line\n"
                                     "    while IFS= read -r line; do\n"
                                     "        case $line in \"$2[\"*) return 0 ;; esac\n"
                                     "    done <<<\"$1\"\n"
                                     "    return 1\n"
                                     "}\n"
                                     "# LIST FROM LIST TO: has it been moved already?\n"
                                     "moved() {\n"
                                     "    if inside \"$1\" \"$2\"; then return 1; fi\n"
                                     "    if inside \"$3\" \"$4\"; then return 0; fi\n"
                                     "    if keyed \"$1\" \"$2\"; then return 1; fi\n"
                                     "    keyed \"$3\" \"$4\"\n"
                                     "}\n";

static const char single_head[] = "list_() { tool state list || true; }\n"
                                  "mv_() {\n"
                                  "    local list\n"
                                  "    list=$(list_)\n"
                                  "    if moved \"$list\" \"$1\" \"$list\" \"$2\"; then echo "
                                  "\"already moved: $2\" >&2; return; fi\n"
                                  "    step tool state mv \"$1\" \"$2\"\n"
                                  "}\n";

static const char rm_function[] =
    "rm_() {\n"
    "    local list\n"
    "    list=$(list_)\n"
    "    if ! inside \"$list\" \"$1\" && ! keyed \"$list\" \"$1\"; then\n"
    "        echo \"not there (any more): $1\" >&2\n"
    "        return\n"
    "    fi\n"
    "    step tool state rm \"$1\"\n"
    "}\n";

static const char import_function[] =
    "import_() {\n"
    "    if inside \"$(list_)\" \"$1\"; then echo \"already there: $1\" >&2; return; fi\n"
    "    step tool import -input=false \"$1\" \"$2\"\n"
    "}\n";

static const char provider_function[] =
    "provider_() { step tool state replace-provider -auto-approve \"$1\" \"$2\"; }\n";

static bool has_verb(const struct migration *m, enum migration_verb verb)
{
    for (size_t i = 0; i < m->actions.n; i++)
        if (m->actions.items[i].verb == verb)
            return true;
    return false;
}

/*
 * xmv in a script: the pattern as a regular expression of bash, over `state list`. Greedy, as
 * tfmigrate matches; a match may end before the address does and then names what holds it.
 */
static const char xmv_function[] =
    "# xmv_ REGEX TO: TO has $1, $2, … for what the groups matched.\n"
    "xmv_() {\n"
    "    local address from to i seen=$'\\n'\n"
    "    while IFS= read -r address; do\n"
    "        [[ $address =~ $1 ]] || continue\n"
    "        from=${BASH_REMATCH[0]} to=$2\n"
    "        case $seen in *$'\\n'\"$from\"$'\\n'*) continue ;; esac\n"
    "        seen+=$from$'\\n'\n"
    "        for ((i = ${#BASH_REMATCH[@]} - 1; i > 0; i--)); do\n"
    "            to=${to//\"\\${$i}\"/\"${BASH_REMATCH[i]}\"}\n"
    "            to=${to//\"\\$$i\"/\"${BASH_REMATCH[i]}\"}\n"
    "        done\n"
    "        mv_ \"$from\" \"$to\"\n"
    "    done <<<\"$(list_)\"\n"
    "}\n";

/* The pattern of an xmv as an extended regular expression: "*" is "(.*)", all else is itself. */
static void add_xmv(struct buf *out, const struct migration_action *action)
{
    AUTO_BUF struct buf regex = BUF_INIT;

    buf_addc(&regex, '^');
    for (size_t i = 0; i < action->from.n; i++) {
        char c = action->from.p[i];

        if (c == '*')
            buf_addz(&regex, "(.*)");
        else if (c && strchr("\\^$.|?+()[]{}", c))
            buf_printf(&regex, "\\%c", c);
        else
            buf_addc(&regex, c);
    }
    buf_addz(out, "# shellcheck disable=SC2016  # it is xmv_ that reads $1\n");
    buf_addz(out, "xmv_ ");
    shell_quote(out, buf_str(&regex));
    buf_addc(out, ' ');
    shell_quote(out, action->to);
    buf_addc(out, '\n');
}

static void add_actions(struct buf *out, const struct migration *m)
{
    static const char *const functions[] = { "mv_", "xmv_", "rm_", "import_", "provider_" };

    for (size_t i = 0; i < m->actions.n; i++) {
        const struct migration_action *action = &m->actions.items[i];

        if (action->verb == MIGRATION_XMV)
            add_xmv(out, action);
        else
            add_call(out, functions[action->verb], action);
    }
}

static void add_expected(struct buf *out, const struct migration *m)
{
    bool any = false;

    for (size_t i = 0; i < MIGRATION_EFFECTS; i++) {
        for (size_t k = 0; k < m->expected[i].n; k++) {
            AUTO_ARENA struct arena a = ARENA_INIT;

            buf_printf(out, "# expected: %s ", migration_effects[i]);
            add_line_text(out, migration_expected_text(&a, &m->expected[i].items[k]));
            buf_addc(out, '\n');
            any = true;
        }
    }
    if (!any)
        buf_addz(out, "# expected: no changes\n");
}

static void add_functions(struct buf *out, const struct migration *m)
{
    static const struct {
        enum migration_verb verb;
        const char *text;
    } functions[] = {
        { MIGRATION_XMV, xmv_function },
        { MIGRATION_RM, rm_function },
        { MIGRATION_IMPORT, import_function },
        { MIGRATION_REPLACE_PROVIDER, provider_function },
    };

    for (size_t i = 0; i < ARRAY_LEN(functions); i++)
        if (has_verb(m, functions[i].verb))
            buf_addz(out, functions[i].text);
}

static void script_state(struct buf *out, const struct migration *m, struct str tool)
{
    add_tool(out, tool, &m->from);
    buf_addz(out, done_functions);
    buf_addz(out, single_head);
    add_functions(out, m);
    buf_addz(out, "\ncd \"$root\"/");
    shell_quote(out, m->from.dir);
    if (!str_is(tool, "terragrunt"))
        buf_addz(out, "\nstep tool init -input=false >&2");
    buf_addz(out, "\nbackup before ");
    shell_quote(out, m->from.dir);
    buf_addc(out, '\n');
    add_actions(out, m);
    buf_addc(out, '\n');
    add_expected(out, m);
    buf_addz(out, "step tool plan -input=false\n");
}

/* What a workspace is for: one side's commands and no other's. */
static void add_side_call(struct buf *out, const struct migration_side *side, const char *command)
{
    buf_addz(out, "(cd \"$root\"/");
    shell_quote(out, side->dir);
    buf_addz(out, " && ");
    if (side->workspace.n) {
        buf_addz(out, "export TF_WORKSPACE=");
        shell_quote(out, side->workspace);
        buf_addz(out, " && ");
    }
    buf_printf(out, "%s)\n", command);
}

static const char multi_head[] =
    "# Between two states it is local copies that are changed. The destination is pushed first, so "
    "that\n# nothing is ever in neither; push refuses a state that has moved meanwhile.\n"
    "work=$(mktemp -d)\n"
    "trap 'rm -rf \"$work\"' EXIT\n"
    "listed() { [ ! -s \"$work/$1\" ] || local_ state list -state=\"$work/$1\"; }\n"
    "list_() { listed from; }\n"
    "mv_() {\n"
    "    if moved \"$(listed from)\" \"$1\" \"$(listed to)\" \"$2\"; then\n"
    "        echo \"already moved: $2\" >&2\n"
    "        return\n"
    "    fi\n"
    "    step local_ state mv -state=\"$work/from\" -state-out=\"$work/to\" \"$1\" \"$2\"\n"
    "}\n";

static void script_multi_state(struct buf *out, const struct migration *m, struct str tool)
{
    bool terragrunt = str_is(tool, "terragrunt");

    add_tool(out, tool, &(struct migration_side){ 0 });
    if (terragrunt)
        buf_addz(out, "local_() { (cd \"$work\" && \"${TG_TF_PATH:-terraform}\" \"$@\"); }\n");
    else
        buf_addz(out, "local_() { (cd \"$work\" && tool \"$@\"); }\n");
    buf_addz(out, done_functions);
    buf_addz(out, multi_head);
    add_functions(out, m);
    buf_addc(out, '\n');
    if (!terragrunt) {
        add_side_call(out, &m->from, "step tool init -input=false >&2");
        add_side_call(out, &m->to, "step tool init -input=false >&2");
    }
    add_side_call(out, &m->from, "tool state pull >\"$work/from\"");
    add_side_call(out, &m->to, "tool state pull >\"$work/to\"");
    buf_addz(out, "cp \"$work/from\" \"$keep/from-$(date -u +%Y%m%dT%H%M%SZ)-$$.tfstate\"\n"
                  "cp \"$work/to\" \"$keep/to-$(date -u +%Y%m%dT%H%M%SZ)-$$.tfstate\"\n"
                  "[ -s \"$work/to\" ] || rm \"$work/to\"\n\n");
    add_actions(out, m);
    buf_addc(out, '\n');
    add_side_call(out, &m->to, "step tool state push \"$work/to\"");
    add_side_call(out, &m->from, "step tool state push \"$work/from\"");
    buf_addc(out, '\n');
    add_expected(out, m);
    add_side_call(out, &m->from, "step tool plan -input=false");
    add_side_call(out, &m->to, "step tool plan -input=false");
}

void migration_render_script(struct buf *out, const struct migration *m, struct str tool)
{
    add_heading(out, m);
    if (m->kind == MIGRATION_STATE)
        script_state(out, m, tool);
    else
        script_multi_state(out, m, tool);
}
