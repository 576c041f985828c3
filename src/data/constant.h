/*
 * constant: the value of one attribute of a data file, as the type that a table asks for.
 *
 * For read.c only. Each function reports what is wrong with a diagnostic at the value and then
 * returns zero, false, NULL or an empty text.
 */
#ifndef DATA_CONSTANT_H
#define DATA_CONSTANT_H

#include "data/read.h"

struct constant {
    struct arena *arena;
    struct hcl_diags *diags;
    const struct hcl_source *source;
    const struct data_attribute *type;
    const struct hcl_expr *expr;
};

struct str constant_text(const struct constant *c); /* DATA_TEXT, DATA_KEY */
unsigned constant_word(const struct constant *c);
uint64_t constant_number(const struct constant *c);
bool constant_bool(const struct constant *c);
struct data_texts constant_texts(const struct constant *c);
const struct value *constant_value(const struct constant *c); /* DATA_VALUE, DATA_OBJECT */

#endif
