#include "upgrade/migrate_journal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "text/json.h"

static const char *const event_names[JOURNAL_EVENTS] = {
    "begin", "backup", "ready", "push", "pushed", "done", "rollback", "rolled-back",
};

/* ---- reading ------------------------------------------------------------------------------- */

static struct str member(struct arena *a, const struct json *object, const char *name)
{
    const struct json *j = json_get(object, str_z(name));

    return j && j->kind == JSON_STRING ? str_copy(a, j->text) : str_lit("");
}

static int read_line(struct journal *j, struct str line, struct err *e)
{
    AUTO_ARENA struct arena tree = ARENA_INIT;
    struct journal_entry entry = { .event = JOURNAL_EVENTS };
    const struct json *serial;
    struct json *root;
    struct str name;

    TRY(json_parse(&tree, line, &root, NULL, e));
    name = member(j->arena, root, "event");
    for (unsigned i = 0; i < JOURNAL_EVENTS; i++)
        if (str_is(name, event_names[i]))
            entry.event = (enum journal_event)i;
    if (entry.event == JOURNAL_EVENTS)
        return err_set(e, ERR_SYNTAX, "unknown event \"%.*s\"", STR(name));
    serial = json_get(root, str_lit("serial"));
    if (serial && serial->kind == JSON_NUMBER)
        str_to_u64(serial->text, INT64_MAX, &entry.serial);
    entry.side = member(j->arena, root, "side");
    entry.file = member(j->arena, root, "file");
    entry.sha256 = member(j->arena, root, "sha256");
    entry.lineage = member(j->arena, root, "lineage");
    entry.time = member(j->arena, root, "time");
    /* It becomes part of a path. */
    if (str_find_char(entry.file, '/') != STR_NONE)
        return err_set(e, ERR_SYNTAX, "a file with a \"/\" in its name");
    vec_push(j->arena, &j->entries, entry);
    return 0;
}

/* Of a last line without a newline nothing is known to be true. */
static int read_lines(struct journal *j, size_t *ret_good, struct err *e)
{
    struct str text;
    struct err problem;
    size_t good = 0;

    *ret_good = 0;
    if (fs_read(j->arena, j->path.p, &text, NULL, &problem) < 0) {
        if (problem.code == ERR_NOT_FOUND)
            return 0;
        return err_set(e, problem.code, "%s", problem.message);
    }
    while (good < text.n) {
        struct str rest = str_skip(text, good);
        size_t end = str_find_char(rest, '\n');

        if (end == STR_NONE)
            break;
        if (j->entries.n == JOURNAL_LINES_MAX)
            return err_set(e, ERR_LIMIT, "%s has more than %d lines", j->path.p, JOURNAL_LINES_MAX);
        if (read_line(j, str_slice(rest, 0, end), e) < 0)
            return err_prefix(e, "%s, line %zu", j->path.p, j->entries.n + 1);
        good += end + 1;
    }
    *ret_good = good;
    return 0;
}

static struct journal journal_of(struct arena *a, struct str root, struct str id)
{
    struct str folder = path_join(a, root, str_lit(".footing/migrations"));

    return (struct journal){
        .arena = a,
        .folder = path_join(a, folder, id),
        .path = str_printf(a, "%.*s/%.*s.jsonl", STR(folder), STR(id)),
        .lock = -1,
    };
}

int journal_read(struct arena *a, struct str root, struct str id, struct journal *ret,
                 struct err *e)
{
    size_t good;

    *ret = journal_of(a, root, id);
    return read_lines(ret, &good, e);
}

/* ---- opening ------------------------------------------------------------------------------- */

/*
 * Without O_CLOEXEC on purpose: a program that we have started goes on when we are killed, and
 * may be pushing. So it keeps the lock until it ends.
 */
static int take_lock(struct journal *j, struct err *e)
{
    struct str dir = path_dir(j->folder);
    struct str path = str_printf(j->arena, "%.*s/lock", STR(dir));

    j->lock = open(path.p, O_RDWR | O_CREAT | O_NOFOLLOW, 0600);
    if (j->lock < 0)
        return err_set(e, ERR_IO, "cannot open %s: %s", path.p, err_errno(errno));
    if (flock(j->lock, LOCK_EX | LOCK_NB) == 0)
        return 0;
    if (errno != EWOULDBLOCK)
        return err_set(e, ERR_IO, "cannot lock %s: %s", path.p, err_errno(errno));
    return err_set(e, ERR_CONFLICT,
                   "another migration is running in this repository, or a program that it has "
                   "started (%s is locked): wait until it has ended",
                   path.p);
}

/* States have secrets: Git must not take them. */
static int ignore_folder(struct arena *a, struct str root, struct err *e)
{
    struct str path = path_join(a, root, str_lit(".footing/.gitignore"));

    if (access(path.p, F_OK) == 0)
        return 0;
    return fs_write_private(path.p, str_lit("# Backups of states: never commit them.\n*\n"), e);
}

int journal_open(struct arena *a, struct str root, struct str id, struct journal *ret,
                 struct err *e)
{
    size_t good;

    *ret = journal_of(a, root, id);
    TRY(fs_make_private_folder(ret->folder.p, e));
    TRY(ignore_folder(a, root, e));
    TRY(take_lock(ret, e));
    TRY(read_lines(ret, &good, e));
    if (access(ret->path.p, F_OK) == 0 && truncate(ret->path.p, (off_t)good) < 0)
        return err_set(e, ERR_IO, "cannot write %s: %s", ret->path.p, err_errno(errno));
    return 0;
}

void journal_close(struct journal *j)
{
    if (j->lock >= 0)
        close(j->lock);
    j->lock = -1;
}

/* ---- writing ------------------------------------------------------------------------------- */

static struct str time_text(struct arena *a)
{
    time_t now = time(NULL);
    struct tm t = { 0 };

    gmtime_r(&now, &t);
    return str_printf(a, "%04d-%02d-%02dT%02d:%02d:%02dZ", t.tm_year + 1900, t.tm_mon + 1,
                      t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

static void add_member(struct buf *out, const char *name, struct str text)
{
    if (!text.n)
        return;
    buf_printf(out, ", \"%s\": ", name);
    json_quote(out, text);
}

static int append(const char *path, struct str text)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    int result = 0;

    if (fd < 0)
        return -1;
    while (result == 0 && text.n) {
        ssize_t put = write(fd, text.p, text.n);

        if (put > 0)
            text = str_skip(text, (size_t)put);
        else if (put < 0 && errno != EINTR)
            result = -1;
    }
    if (result == 0)
        result = fsync(fd);
    close(fd);
    return result;
}

int journal_write(struct journal *j, const struct journal_entry *entry, struct err *e)
{
    AUTO_BUF struct buf b = BUF_INIT;
    struct journal_entry written = *entry;

    written.time = time_text(j->arena);
    buf_addz(&b, "{\"time\": ");
    json_quote(&b, written.time);
    add_member(&b, "event", str_z(event_names[entry->event]));
    add_member(&b, "side", entry->side);
    add_member(&b, "file", entry->file);
    add_member(&b, "sha256", entry->sha256);
    add_member(&b, "lineage", entry->lineage);
    if (entry->serial)
        buf_printf(&b, ", \"serial\": %llu", (unsigned long long)entry->serial);
    buf_addz(&b, "}\n");
    if (append(j->path.p, buf_str(&b)) < 0)
        return err_set(e, ERR_IO, "cannot write %s: %s", j->path.p, err_errno(errno));
    vec_push(j->arena, &j->entries, written);
    return 0;
}

/* ---- asking -------------------------------------------------------------------------------- */

struct str journal_file(const struct journal *j, const char *name)
{
    return path_join(j->arena, j->folder, str_z(name));
}

const struct journal_entry *journal_last(const struct journal *j, enum journal_event event,
                                         const char *side)
{
    for (size_t i = j->entries.n; i > 0; i--) {
        const struct journal_entry *entry = &j->entries.items[i - 1];

        if (entry->event == event && (!side || str_is(entry->side, side)))
            return entry;
        if (entry->event == JOURNAL_BEGIN)
            return NULL;
    }
    return NULL;
}

struct str journal_summary(const struct journal *j)
{
    static const struct {
        enum journal_event event;
        const char *text;
    } words[] = {
        { JOURNAL_ROLLED_BACK, "rolled back at %.*s" },
        { JOURNAL_ROLLBACK, "the rollback of %.*s did not end" },
        { JOURNAL_DONE, "done at %.*s" },
        { JOURNAL_PUSH, "the run of %.*s ended while it was pushing; --run goes on" },
        { JOURNAL_BEGIN, "the run of %.*s ended before anything was pushed" },
    };

    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        const struct journal_entry *entry = journal_last(j, words[i].event, NULL);
        struct str text = str_z(words[i].text), head = str_cut(&text, '%');

        if (entry)
            return str_printf(j->arena, "%.*s%.*s%.*s", STR(head), STR(entry->time),
                              STR(str_skip(text, 3)));
    }
    return str_lit("");
}
