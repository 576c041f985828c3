/* fuzz_csv: no text makes the CSV reader misbehave, and what it calls verbatim is. */
#include "text/csv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text = str_of((const char *)data, len);
    struct csv csv;
    struct err e;

    if (csv_parse(&a, text, &csv, &e) < 0)
        return 0;
    for (size_t i = 0; i < csv.n; i++) {
        if (csv.items[i].n != csv.items[0].n)
            BUG("record %zu has %zu fields", i, csv.items[i].n);
        for (size_t k = 0; k < csv.items[i].n; k++) {
            const struct csv_field *f = &csv.items[i].items[k];

            if (f->start > f->end || f->end > text.n)
                BUG("range %u..%u", f->start, f->end);
            if (f->verbatim && !str_eq(f->text, str_slice(text, f->text_start, f->text_end)))
                BUG("text at %u..%u is not verbatim", f->text_start, f->text_end);
        }
    }
    return 0;
}
