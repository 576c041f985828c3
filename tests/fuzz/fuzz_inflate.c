/* fuzz_inflate: no bytes make the decompressor misbehave or grow beyond its limit. */
#include "text/inflate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len)
{
    AUTO_ARENA struct arena a = ARENA_INIT;
    struct str text;
    struct err e;

    if (gunzip(&a, str_of((const char *)data, len), 100 * 1000, &text, &e) == 0 &&
        text.n > 100 * 1000)
        BUG("%zu bytes", text.n);
    return 0;
}
