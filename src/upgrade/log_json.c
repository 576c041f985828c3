#include "upgrade/log_json.h"

#include "text/json.h"

static struct str text_of(const struct json *object, const char *name)
{
    const struct json *member =
        object && object->kind == JSON_OBJECT ? json_get(object, str_z(name)) : NULL;

    return member && member->kind == JSON_STRING ? member->text : str_lit("");
}

/* A message as Terraform prints it to people: summary, place, detail. */
static void add_diagnostic(struct buf *out, const struct json *diagnostic)
{
    const struct json *range = json_get(diagnostic, str_lit("range")),
                      *snippet = json_get(diagnostic, str_lit("snippet"));
    struct str address = text_of(diagnostic, "address"), file = text_of(range, "filename"),
               context = text_of(snippet, "context");

    buf_addz(out, str_is(text_of(diagnostic, "severity"), "warning") ? "Warning: " : "Error: ");
    log_clean(out, text_of(diagnostic, "summary"));
    if (address.n) {
        buf_addz(out, " with ");
        log_clean(out, address);
        buf_addc(out, ',');
    }
    if (file.n) {
        buf_addz(out, " on ");
        log_clean(out, file);
        buf_addz(out, context.n ? ", in " : ":");
        log_clean(out, context);
        buf_addz(out, context.n ? ": " : "");
        log_clean(out, text_of(snippet, "code"));
    }
    buf_addc(out, ' ');
    log_clean(out, text_of(diagnostic, "detail"));
}

bool log_json_read(struct buf *scratch, struct str line, struct log_line *ret)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    const struct json *diagnostic;
    struct str message, unit;
    struct json *object;
    size_t unit_end;

    if (str_find(line, str_lit("\"@message\"")) == STR_NONE &&
        str_find(line, str_lit("\"msg\"")) == STR_NONE)
        return false;
    /* The object's texts lie in the line, and the line in scratch, which is written anew below. */
    line = str_copy(&a, line);
    if (json_parse(&a, line, &object, NULL, NULL) < 0 || object->kind != JSON_OBJECT)
        return false;
    message = text_of(object, "@message");
    if (message.n == 0)
        message = text_of(object, "msg");
    ret->level = log_level_of(text_of(object, "@level").n ? text_of(object, "@level")
                                                          : text_of(object, "level"));
    unit = str_copy(&a, text_of(object, "prefix").n ? text_of(object, "prefix") : ret->unit);
    diagnostic = json_get(object, str_lit("diagnostic"));
    buf_clear(scratch);
    log_clean(scratch, unit);
    unit_end = scratch->n;
    buf_addc(scratch, '\n');
    ret->whole = diagnostic && diagnostic->kind == JSON_OBJECT;
    if (ret->whole)
        add_diagnostic(scratch, diagnostic);
    else
        log_clean(scratch, message);
    ret->unit = str_slice(buf_str(scratch), 0, unit_end);
    ret->text = str_skip(buf_str(scratch), unit_end + 1);
    return true;
}
