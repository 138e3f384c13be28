/* What every unit test includes: cmocka needs these headers in this order. */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

// clang-format off
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
// clang-format on

#include "base/slice.h"

/* Compares a slice with a literal and prints both where they differ. */
#define assert_slice(got, want)                                                                    \
    do {                                                                                           \
        struct slice got_ = (got), want_ = slice_from(want);                                       \
        if (!slice_equal(got_, want_)) {                                                           \
            fail_msg("got \"%.*s\", want \"%s\"", (int)got_.length, got_.data ? got_.data : "",    \
                     want_.data ? want_.data : "(absent)");                                        \
        }                                                                                          \
    } while (0)

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
