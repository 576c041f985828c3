#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int err_set(struct err *e, enum err_code code, const char *format, ...)
{
    va_list args;

    if (!e)
        return -1;
    e->code = code;
    va_start(args, format);
    vsnprintf(e->message, sizeof e->message, format, args);
    va_end(args);
    return -1;
}

int err_prefix(struct err *e, const char *format, ...)
{
    char context[ERR_MESSAGE_MAX / 2], message[ERR_MESSAGE_MAX];
    va_list args;
    size_t room;

    if (!e)
        return -1;
    va_start(args, format);
    vsnprintf(context, sizeof context, format, args);
    va_end(args);
    memcpy(message, e->message, sizeof message);
    snprintf(e->message, sizeof e->message, "%s: ", context);
    room = sizeof e->message - strlen(e->message);
    snprintf(e->message + strlen(e->message), room, "%.*s", (int)room, message);
    return -1;
}

const char *err_errno(int number)
{
    const char *text = strerrordesc_np(number);

    return text ? text : "unknown error";
}
