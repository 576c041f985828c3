#include "hcl/inner.h"

#include "base/vec.h"
#include "hcl/parse.h"

struct hcl_text hcl_text_file(const struct hcl_source *source, const struct hcl_body *body)
{
    return (struct hcl_text){ .source = source, .body = body };
}

void hcl_text_index(struct arena *a, struct hcl_text *text)
{
    struct map *names = arena_new(a, struct map);

    for (size_t i = 0; i < text->body->n; i++) {
        const struct hcl_element *item = &text->body->items[i];
        struct str name = item->attribute ? item->attribute->name.text : item->block->type.text;
        struct hcl_named *named = map_get(names, name);

        if (!named) {
            named = arena_new(a, struct hcl_named);
            map_put(a, names, name, named);
        }
        vec_push(a, named, (uint32_t)i);
    }
    text->names = names;
}

/* ---- decoding ---------------------------------------------------------------------------- */

struct decoder {
    struct arena *arena;
    const struct hcl_text *outer;
    struct buf text;
    VEC(struct inner_piece) pieces;
};

static void put_piece(struct decoder *d, enum inner_kind kind, struct str text,
                      struct hcl_range written)
{
    struct inner_piece piece = { .kind = kind,
                                 .at = (uint32_t)d->text.n,
                                 .len = (uint32_t)text.n,
                                 .start = written.start,
                                 .end = written.end };

    buf_add(&d->text, text);
    vec_push(d->arena, &d->pieces, piece);
}

static void decode(struct decoder *d, const struct hcl_parts *parts)
{
    struct str source = d->outer->source->text;

    for (size_t i = 0; i < parts->n; i++) {
        const struct hcl_part *part = &parts->items[i];
        struct str written = str_slice(source, part->range.start, part->range.end);

        if (part->kind == HCL_PART_TEXT && !part->text.n) {
            continue; /* nothing but indentation that is taken away: a gap */
        } else if (part->kind != HCL_PART_TEXT) {
            char *hole = arena_alloc(d->arena, written.n + 1);

            memset(hole, '_', written.n);
            put_piece(d, INNER_HOLE, str_of(hole, written.n), part->range);
            d->pieces.items[d->pieces.n - 1].directive = part->kind != HCL_PART_VALUE;
        } else {
            put_piece(d, str_eq(part->text, written) ? INNER_SAME : INNER_ESCAPE, part->text,
                      part->range);
        }
    }
}

/*
 * How much of the line start..end is blank for us: all of it if it has holes and blanks only, or
 * what is before the end of a directive that begins it, since that gives lines of its own and
 * takes the rest of its last line with "~}". `first` is the first piece in it.
 */
static size_t blank_end(const struct decoder *d, size_t start, size_t end, size_t first)
{
    size_t at = start, blank = start;

    for (size_t i = first; i < d->pieces.n && at < end; i++) {
        const struct inner_piece *piece = &d->pieces.items[i];
        size_t stop = piece->at + piece->len < end ? piece->at + piece->len : end;

        if (piece->kind != INNER_HOLE && str_trim(str_of(d->text.p + at, stop - at)).n)
            return blank;
        at = stop;
        if (piece->kind == INNER_HOLE && piece->directive)
            blank = stop;
    }
    return end;
}

/*
 * Lines that the outer template computes are blank for us: whatever stands there, it is lines of
 * its own, and no identifier could stand alone on a line of a body.
 */
static void blank_lines(struct decoder *d)
{
    size_t start = 0, first = 0;

    while (start < d->text.n) {
        struct str rest = str_of(d->text.p + start, d->text.n - start);
        size_t at = str_find_char(rest, '\n'), end = start + (at == STR_NONE ? rest.n : at);
        size_t blank;

        while (first < d->pieces.n &&
               d->pieces.items[first].at + d->pieces.items[first].len <= start)
            first++;
        blank = blank_end(d, start, end, first);
        for (size_t i = start; i < blank; i++)
            if (d->text.p[i] == '_')
                d->text.p[i] = ' ';
        start = end + 1;
    }
}

int inner_open(struct arena *a, const struct hcl_text *outer, const struct hcl_expr *from,
               const struct hcl_text **ret, struct err *e)
{
    struct decoder d = { .arena = a, .outer = outer, .text = BUF_INIT };
    struct hcl_source *source = arena_new(a, struct hcl_source);
    struct hcl_diags diags = { .arena = a };
    struct hcl_text *text = arena_new(a, struct hcl_text);
    uint32_t line = hcl_text_line(outer, from->range.start);

    if (outer->depth == INNER_DEPTH_MAX)
        return err_set(e, ERR_LIMIT, "texts are nested more than %d deep", INNER_DEPTH_MAX);
    decode(&d, &from->u.template.parts);
    blank_lines(&d);
    source->path = outer->source->path;
    source->text = str_copy(a, buf_str(&d.text));
    buf_release(&d.text);
    text->source = source;
    text->outer = outer;
    text->from = from;
    text->pieces = d.pieces.items;
    text->n_pieces = d.pieces.n;
    text->depth = outer->depth + 1;
    text->body = hcl_parse_file(a, source, &diags);
    if (diags.n_errors)
        return err_set(e, ERR_SYNTAX,
                       "what the template of line %u contains is no HCL: line %u: %.*s", line,
                       hcl_text_line(text, diags.items[0].at.start), STR(diags.items[0].summary));
    *ret = text;
    return 0;
}

/* ---- places ------------------------------------------------------------------------------ */

/* The piece that byte `offset` is in, or n_pieces behind the last one. */
static size_t piece_at(const struct hcl_text *text, size_t offset)
{
    size_t low = 0, high = text->n_pieces;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (text->pieces[middle].at + text->pieces[middle].len <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t hcl_text_offset(const struct hcl_text *text, size_t offset)
{
    for (; text->outer; text = text->outer) {
        size_t i = piece_at(text, offset);

        if (i == text->n_pieces)
            offset = i ? text->pieces[i - 1].end : text->from->u.template.content.start;
        else if (text->pieces[i].kind == INNER_SAME)
            offset = text->pieces[i].start + (offset - text->pieces[i].at);
        else
            offset = text->pieces[i].start;
    }
    return offset;
}

uint32_t hcl_text_line(const struct hcl_text *text, size_t offset)
{
    const struct hcl_text *file = text;
    uint32_t line, column;

    while (file->outer)
        file = file->outer;
    hcl_position(file->source->text, hcl_text_offset(text, offset), &line, &column);
    return line;
}

static void put_slice(struct buf *out, const struct hcl_text *text, struct hcl_range range)
{
    size_t at = range.start;

    if (!text->outer) {
        buf_add(out, str_slice(text->source->text, range.start, range.end));
        return;
    }
    for (size_t i = piece_at(text, at); i < text->n_pieces && at < range.end; i++) {
        const struct inner_piece *p = &text->pieces[i];
        size_t end = p->at + p->len < range.end ? p->at + p->len : range.end;
        struct hcl_range outer = { p->start, p->end };

        if (p->kind == INNER_SAME) {
            outer.start = p->start + (uint32_t)(at - p->at);
            outer.end = p->start + (uint32_t)(end - p->at);
        }
        if (p->kind == INNER_ESCAPE)
            buf_add(out, str_slice(text->source->text, at, end));
        else
            put_slice(out, text->outer, outer);
        at = end;
    }
}

struct str hcl_text_slice(struct arena *a, const struct hcl_text *text, struct hcl_range range)
{
    AUTO_BUF struct buf out = BUF_INIT;

    if (!text->outer)
        return str_slice(text->source->text, range.start, range.end);
    put_slice(&out, text, range);
    return str_copy(a, buf_str(&out));
}

bool hcl_text_has_hole(const struct hcl_text *text, struct hcl_range range)
{
    for (size_t i = piece_at(text, range.start); i < text->n_pieces; i++) {
        if (text->pieces[i].at >= range.end)
            break;
        if (text->pieces[i].kind == INNER_HOLE)
            return true;
    }
    return false;
}

/* ---- edits ------------------------------------------------------------------------------- */

struct mapper {
    struct arena *arena;
    const struct hcl_text *text;
    struct str indent; /* what <<- takes away from each line */
    bool quoted;
};

static bool starts_line(const struct hcl_text *text, size_t offset)
{
    return offset == 0 || text->source->text.p[offset - 1] == '\n';
}

/* The outer place behind the piece before `i`. */
static uint32_t end_before(const struct hcl_text *text, size_t i)
{
    return i ? text->pieces[i - 1].end : text->from->u.template.content.start;
}

/* The indentation that <<- takes away: the gap before the first line that has one. */
static struct str taken_indent(const struct hcl_text *text)
{
    if (text->from->u.template.kind != HCL_HEREDOC_INDENTED)
        return str_lit("");
    for (size_t i = 0; i < text->n_pieces; i++) {
        const struct inner_piece *p = &text->pieces[i];

        if (starts_line(text, p->at) && p->start > end_before(text, i))
            return str_slice(text->outer->source->text, end_before(text, i), p->start);
    }
    return str_lit("");
}

/* ERR_CONFLICT if bytes start..end touch what cannot be changed from inside. */
static int check_pieces(const struct mapper *m, size_t start, size_t end, struct err *e)
{
    const struct hcl_text *text = m->text;

    for (size_t i = piece_at(text, start); i < text->n_pieces; i++) {
        const struct inner_piece *p = &text->pieces[i];
        size_t stop = p->at + p->len;

        if (p->at >= end)
            break;
        if (p->kind == INNER_HOLE && (start != end || p->at < start))
            return err_set(e, ERR_CONFLICT,
                           "%.*s on line %u is computed by the outer template and cannot be "
                           "changed from inside",
                           STR(str_slice(text->outer->source->text, p->start, p->end)),
                           hcl_text_line(text, p->at));
        if (p->kind == INNER_ESCAPE &&
            ((start > p->at && start < stop) || (end > p->at && end < stop)))
            return err_set(e, ERR_CONFLICT, "an escape sequence on line %u would be cut in two",
                           hcl_text_line(text, p->at));
    }
    return 0;
}

/* The outer place of an inner one that need not be in the middle of a piece. `after`: behind
 * the gap that may be there, not before it. */
static uint32_t outer_place(const struct hcl_text *text, size_t offset, bool after)
{
    size_t i = piece_at(text, offset);

    if (i < text->n_pieces && text->pieces[i].at < offset)
        return text->pieces[i].start + (uint32_t)(offset - text->pieces[i].at);
    return after && i < text->n_pieces ? text->pieces[i].start : end_before(text, i);
}

/* The first character of new text as the template has to write it. */
static void put_escaped(struct buf *out, struct str rest, bool quoted)
{
    static const char plain[] = "\n\r\t\"\\", escaped[] = "nrt\"\\";
    char c = rest.p[0];
    const char *found = c ? strchr(plain, c) : NULL;

    if ((c == '$' || c == '%') && rest.n > 1 && rest.p[1] == '{')
        buf_addc(out, c);
    if (quoted && found)
        buf_printf(out, "\\%c", escaped[found - plain]);
    else if (quoted && (unsigned char)c < 0x20)
        buf_printf(out, "\\u%04x", c);
    else
        buf_addc(out, c);
}

/* New text with the escapes and the indentation of the template. */
static struct str encode(const struct mapper *m, struct str text, bool at_line_start)
{
    AUTO_BUF struct buf out = BUF_INIT;

    while (text.n) {
        bool blank = text.p[0] == '\n' || str_starts(text, str_lit("\r\n"));

        if (at_line_start && !blank)
            buf_add(&out, m->indent);
        at_line_start = text.p[0] == '\n';
        put_escaped(&out, text, m->quoted);
        text = str_skip(text, 1);
    }
    return str_copy(m->arena, buf_str(&out));
}

int inner_map(struct arena *a, const struct hcl_text *text, const struct edits *inner,
              struct edits *ret_outer, struct err *e)
{
    struct mapper m = { .arena = a,
                        .text = text,
                        .indent = taken_indent(text),
                        .quoted = text->from->u.template.kind == HCL_QUOTED };
    struct edits outer = { 0 };

    for (size_t i = 0; i < inner->n; i++) {
        const struct edit *edit = &inner->items[i];
        bool from_line_start = starts_line(text, edit->start);
        bool whole = edit->text.n ? edit->text.p[edit->text.n - 1] == '\n' : from_line_start;
        bool to_line_start = starts_line(text, edit->end);
        uint32_t start, end;

        TRY(check_pieces(&m, edit->start, edit->end, e));
        /*
         * A line begins before the indentation that was taken away from it; whole lines are
         * put and removed with theirs.
         */
        start = outer_place(text, edit->start, !from_line_start && edit->start != edit->end);
        end = outer_place(text, edit->end, to_line_start && !whole);
        edits_add(a, &outer, start, end < start ? start : end,
                  encode(&m, edit->text, from_line_start));
    }
    *ret_outer = outer;
    return 0;
}
