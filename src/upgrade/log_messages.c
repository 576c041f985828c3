#include "upgrade/log_messages.h"

#include <stdlib.h>

#include "text/utf8.h"

/* A message that is being put together. */
struct slot {
    bool open;
    bool framed; /* a box whose top was there */
    enum log_kind kind;
    struct buf text;
    struct log_start lines[LOG_MESSAGE_LINES];
    size_t n_lines;
    unsigned blanks; /* empty lines since the last one with text */
    unsigned strays; /* lines of others since a box was begun */
};

/* A unit has two messages at a time: boxes come on one stream, what is around them on another. */
struct log_stream {
    struct buf unit;
    uint64_t used; /* the number of its last line */
    struct slot box, plain;
};

enum {
    BLANKS_MAX = 3, /* that many empty lines are not inside of a message */
    STRAYS_MAX = 200,
};

/* ---- what a line is -------------------------------------------------------------------------- */

static bool starts_with_one(struct str s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (str_starts(s, str_z(words[i])))
            return true;
    return false;
}

/* Does a message begin here? "Error message: …" is inside of one. */
static bool is_start(struct str s, enum log_kind *ret_kind)
{
    static const char *const errors[] = {
        "Error: ",
        "An error occurred (",
        "aws: [ERROR]: An error occurred (",
        "Error loading state",
        "Error locking state",
        "Error refreshing state",
        "Error asking for user input",
        "Error applying plan",
        "Error configuring the backend",
        "Error initializing ",
        "Error downloading modules",
    };

    if (str_starts(s, str_lit("Warning: "))) {
        *ret_kind = LOG_WARNING;
        return true;
    }
    *ret_kind = LOG_ERROR;
    return starts_with_one(s, errors, ARRAY_LEN(errors)) || str_is(s, "Error:");
}

/* What Terragrunt says about an error that it has just passed on. */
static bool is_echo(struct str s)
{
    static const char *const echoes[] = {
        "Terraform invocation failed",
        "terraform invocation failed",
        "OpenTofu invocation failed",
        "tofu invocation failed",
        "Hit multiple errors",
        "Encountered the following errors",
        "Unable to determine underlying exit code",
        "Failed to execute ",
        "exit status ",
        "error occurred",
        "Module ",
        "Unit ",
        "Dependency ",
        "Run failed",
        "Retry ",
        "* ",
    };
    size_t digits = 0;

    while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
        digits++;
    return starts_with_one(s, echoes, ARRAY_LEN(echoes)) ||
           (digits && str_starts(str_skip(s, digits), str_lit(" error")));
}

/* Output that goes on behind a message without a box. */
static bool is_progress(struct str s)
{
    static const char *const begins[] = {
        "Releasing state lock",
        "Acquiring state lock",
        "Apply complete!",
        "Destroy complete!",
        "Plan: ",
        "Initializing ",
        "Terraform will ",
        "OpenTofu will ",
        "Terraform planned ",
        "Terraform has been ",
        "OpenTofu has ",
        "Refreshing state",
    };
    static const char *const steps[] = {
        "Creating...",   "Creation complete",    "Still ",         "Refreshing state",
        "Reading...",    "Read complete",        "Modifying...",   "Modificat",
        "Destroying...", "Destruction complete", "Importing from", "Import prepared",
        "Plan to ",
    };
    size_t colon = str_find(s, str_lit(": "));

    return starts_with_one(s, begins, ARRAY_LEN(begins)) ||
           (colon != STR_NONE && starts_with_one(str_skip(s, colon + 2), steps, ARRAY_LEN(steps)));
}

/* ---- slots ----------------------------------------------------------------------------------- */

static int flush(struct log_messages *m, const struct log_stream *stream, struct slot *slot,
                 struct err *e)
{
    const struct log_message message = {
        .kind = slot->kind,
        .text = buf_str(&slot->text),
        .unit = buf_str(&stream->unit),
        .lines = slot->lines,
        .n_lines = slot->n_lines,
    };
    int code = 0;

    if (slot->open && slot->n_lines)
        code = m->on_message(m->context, &message, e);
    slot->open = false;
    return code;
}

static int begin(struct log_messages *m, const struct log_stream *stream, struct slot *slot,
                 enum log_kind kind, struct err *e)
{
    TRY(flush(m, stream, slot, e));
    buf_clear(&slot->text);
    slot->open = true;
    slot->framed = false;
    slot->kind = kind;
    slot->n_lines = 0;
    slot->blanks = 0;
    slot->strays = 0;
    return 0;
}

/* Appends a line; a message that is too long ends, and what follows is without a beginning. */
static int append(struct log_messages *m, const struct log_stream *stream, struct slot *slot,
                  struct str text, struct err *e)
{
    size_t most = slot->kind == LOG_OTHER ? LOG_OTHER_LINES : LOG_MESSAGE_LINES;

    if (text.n == 0)
        return 0;
    if (slot->n_lines >= most || (slot->n_lines && slot->text.n + text.n > LOG_MESSAGE_MAX))
        TRY(begin(m, stream, slot, LOG_OTHER, e));
    if (slot->text.n)
        buf_addc(&slot->text, ' ');
    slot->lines[slot->n_lines++] = (struct log_start){ slot->text.n, m->n_lines };
    buf_add(&slot->text, text);
    slot->blanks = 0;
    return 0;
}

static int begin_with(struct log_messages *m, const struct log_stream *stream, struct slot *slot,
                      enum log_kind kind, struct str text, struct err *e)
{
    TRY(begin(m, stream, slot, kind, e));
    return append(m, stream, slot, text, e);
}

/* ---- lines ----------------------------------------------------------------------------------- */

static int box_line(struct log_messages *m, struct log_stream *stream, const struct log_line *line,
                    struct err *e)
{
    struct slot *slot = &stream->box;
    enum log_kind kind;

    if (line->mark == LOG_BOX_END)
        return flush(m, stream, slot, e);
    if (line->mark == LOG_BOX_TOP) {
        TRY(begin(m, stream, slot, LOG_OTHER, e));
        slot->framed = true;
        return 0;
    }
    if (slot->open && slot->framed && slot->n_lines == 0 && is_start(line->text, &kind))
        slot->kind = kind;
    else if (!(slot->open && slot->framed) && is_start(line->text, &kind))
        TRY(begin(m, stream, slot, kind, e));
    else if (!slot->open)
        TRY(begin(m, stream, slot, LOG_OTHER, e));
    return append(m, stream, slot, line->text, e);
}

/* A line with a level of Terragrunt's own. */
static int tool_line(struct log_messages *m, struct log_stream *stream, const struct log_line *line,
                     struct err *e)
{
    struct slot *slot = &stream->plain;
    enum log_kind kind;

    if (line->level == LOG_INFO)
        return flush(m, stream, slot, e);
    if (slot->open && slot->kind == LOG_OTHER &&
        (line->text.n == 0 || str_starts(line->text, str_lit("- "))))
        return append(m, stream, slot, line->text, e);
    if (!is_start(line->text, &kind))
        kind = line->level == LOG_FAULT && !is_echo(line->text) ? LOG_ERROR : LOG_OTHER;
    return begin_with(m, stream, slot, kind, line->text, e);
}

static int empty_line(struct log_messages *m, struct log_stream *stream, struct err *e)
{
    struct slot *slot = &stream->plain;
    bool goes_on = slot->kind != LOG_OTHER || str_ends(buf_str(&slot->text), str_lit(":"));

    if (slot->open && (++slot->blanks >= BLANKS_MAX || !goes_on))
        return flush(m, stream, slot, e);
    return 0;
}

/* The AWS provider ends this message with the error behind it, on a line "Error: …". */
static bool quotes_error(const struct slot *slot)
{
    return slot->open &&
           str_find(buf_str(&slot->text),
                    str_lit("There are a number of possible causes of this")) != STR_NONE;
}

static int plain_line(struct log_messages *m, struct log_stream *stream,
                      const struct log_line *line, struct err *e)
{
    struct slot *slot = &stream->plain;
    enum log_kind kind = LOG_OTHER;

    if (stream->box.open && ++stream->box.strays > STRAYS_MAX)
        TRY(flush(m, stream, &stream->box, e));
    if (line->level != LOG_NO_LEVEL && line->level != LOG_OUTPUT && !line->whole)
        return tool_line(m, stream, line, e);
    if (line->text.n == 0)
        return empty_line(m, stream, e);
    if (is_start(line->text, &kind) && !quotes_error(slot))
        return begin_with(m, stream, slot, kind, line->text, e);
    if (!slot->open || line->whole || (slot->kind != LOG_OTHER && is_progress(line->text)))
        return begin_with(m, stream, slot, LOG_OTHER, line->text, e);
    return append(m, stream, slot, line->text, e);
}

/* The stream of that unit; if there are too many, the one that was silent longest makes room. */
static int find_stream(struct log_messages *m, struct str unit, struct log_stream **ret,
                       struct err *e)
{
    struct log_stream *oldest = &m->streams[0];

    for (size_t i = 0; i < LOG_UNITS_MAX; i++) {
        struct log_stream *s = &m->streams[i];

        if (s->used && str_eq(buf_str(&s->unit), unit)) {
            *ret = s;
            return 0;
        }
        if (s->used < oldest->used)
            oldest = s;
    }
    TRY(flush(m, oldest, &oldest->box, e));
    TRY(flush(m, oldest, &oldest->plain, e));
    buf_clear(&oldest->unit);
    buf_add(&oldest->unit, unit);
    *ret = oldest;
    return 0;
}

static int take_line(struct log_messages *m, struct err *e)
{
    struct log_stream *stream;
    struct log_line line;
    int code;

    m->n_lines++;
    m->n_cut += m->cutting;
    m->cutting = false;
    log_line_read(&m->scratch, buf_str(&m->line), &line);
    buf_clear(&m->line);
    TRY(find_stream(m, line.unit, &stream, e));
    stream->used = m->n_lines;
    if (line.mark != LOG_PLAIN)
        code = box_line(m, stream, &line, e);
    else
        code = plain_line(m, stream, &line, e);
    if (code == 0 && line.whole)
        code = flush(m, stream, &stream->plain, e);
    return code;
}

/* ---- bytes ----------------------------------------------------------------------------------- */

static void add_bytes(struct log_messages *m, struct str bytes)
{
    size_t room = LOG_LINE_MAX - m->line.n;

    if (bytes.n > room) {
        m->cutting = true;
        bytes = str_slice(bytes, 0, room);
    }
    buf_add(&m->line, bytes);
}

static int feed_utf8(struct log_messages *m, struct str bytes, struct err *e)
{
    while (bytes.n) {
        size_t end = str_find_char(bytes, '\n');

        add_bytes(m, str_slice(bytes, 0, end == STR_NONE ? bytes.n : end));
        if (end == STR_NONE)
            break;
        TRY(take_line(m, e));
        bytes = str_skip(bytes, end + 1);
    }
    return 0;
}

/* One unit of UTF-16; halves of pairs without the other half become U+FFFD. */
static int feed_unit(struct log_messages *m, uint32_t unit, struct err *e)
{
    char bytes[4];
    bool high = unit >= 0xd800 && unit < 0xdc00, low = unit >= 0xdc00 && unit < 0xe000;

    if (m->surrogate && low)
        unit = 0x10000 + ((m->surrogate - 0xd800) << 10) + (unit - 0xdc00);
    else if (low)
        unit = 0xfffd;
    else if (m->surrogate)
        add_bytes(m, str_lit("\xef\xbf\xbd"));
    m->surrogate = high ? unit : 0;
    if (high)
        return 0;
    return feed_utf8(m, str_of(bytes, utf8_encode(unit, bytes)), e);
}

static int feed_wide(struct log_messages *m, struct str bytes, struct err *e)
{
    for (size_t i = 0; i < bytes.n; i++) {
        uint32_t byte = (unsigned char)bytes.p[i];

        if (m->n_odd == 0) {
            m->odd = (unsigned char)byte;
            m->n_odd = 1;
            continue;
        }
        m->n_odd = 0;
        TRY(feed_unit(m, m->wide == 1 ? m->odd | byte << 8 : (uint32_t)m->odd << 8 | byte, e));
    }
    return 0;
}

/* The first bytes say what the others are; they can come one by one. */
static struct str take_mark(struct log_messages *m, struct str bytes)
{
    while (bytes.n && m->n_bytes < 3 && m->wide == 0 && m->line.n == m->n_bytes &&
           m->n_lines == 0) {
        if (bytes.p[0] == '\n')
            break;
        buf_addc(&m->line, bytes.p[0]);
        m->n_bytes++;
        bytes = str_skip(bytes, 1);
        if (str_is(buf_str(&m->line), "\xff\xfe"))
            m->wide = 1;
        else if (str_is(buf_str(&m->line), "\xfe\xff"))
            m->wide = 2;
        if (m->wide || str_is(buf_str(&m->line), "\xef\xbb\xbf"))
            buf_clear(&m->line);
    }
    return bytes;
}

int log_messages_feed(struct log_messages *m, struct str bytes, struct err *e)
{
    bytes = take_mark(m, bytes);
    m->n_bytes += bytes.n;
    return m->wide ? feed_wide(m, bytes, e) : feed_utf8(m, bytes, e);
}

int log_messages_end(struct log_messages *m, struct err *e)
{
    if (m->line.n || m->cutting)
        TRY(take_line(m, e));
    for (size_t i = 0; i < LOG_UNITS_MAX; i++) {
        struct log_stream *s = &m->streams[i];

        TRY(flush(m, s, &s->box, e));
        TRY(flush(m, s, &s->plain, e));
    }
    return 0;
}

/* ---- the whole ------------------------------------------------------------------------------- */

void log_messages_init(struct log_messages *m, log_message_fn *on_message, void *context)
{
    *m = (struct log_messages){ .on_message = on_message, .context = context };
    m->line = BUF_INIT;
    m->scratch = BUF_INIT;
    m->streams = xmalloc(LOG_UNITS_MAX * sizeof *m->streams);
    for (size_t i = 0; i < LOG_UNITS_MAX; i++) {
        m->streams[i] = (struct log_stream){ .unit = BUF_INIT };
        m->streams[i].box.text = BUF_INIT;
        m->streams[i].plain.text = BUF_INIT;
    }
}

void log_messages_release(struct log_messages *m)
{
    for (size_t i = 0; i < LOG_UNITS_MAX; i++) {
        buf_release(&m->streams[i].unit);
        buf_release(&m->streams[i].box.text);
        buf_release(&m->streams[i].plain.text);
    }
    free(m->streams);
    buf_release(&m->line);
    buf_release(&m->scratch);
}

uint64_t log_message_line(const struct log_message *m, size_t offset, size_t *ret_start)
{
    size_t i = 0;

    while (i + 1 < m->n_lines && m->lines[i + 1].offset <= offset)
        i++;
    *ret_start = m->lines[i].offset;
    return m->lines[i].number;
}
