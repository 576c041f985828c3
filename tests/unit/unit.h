/* unit: what every unit test includes: cmocka with its prerequisites, and str assertions. */
#ifndef UNIT_H
#define UNIT_H

/* cmocka needs these four in front of it. */
// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
// clang-format on

#include "base/buf.h"

#define assert_str(got, want)                                                                      \
    do {                                                                                           \
        AUTO_ARENA struct arena unit_arena = ARENA_INIT;                                           \
        assert_string_equal(str_cstr(&unit_arena, (got)), (want));                                 \
    } while (0)

#endif
