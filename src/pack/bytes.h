/* Short runs of bytes, copied by steps of one size: most are as long as a step or two, which takes
 * less time than to ask how long they are. */
#ifndef PACK_BYTES_H
#define PACK_BYTES_H

#include "base/slice.h"

/* A step reads and writes as many bytes behind a run at most. */
enum { BYTES_STEP = 32 };

/* Puts a run behind which a step's bytes can be read, and written at `at`, and gives its end. The
 * two do not overlap. */
static inline char *bytes_put(char *at, struct slice s)
{
    size_t done = 0;
    do {
        memcpy(at + done, s.data + done, BYTES_STEP);
        done += BYTES_STEP;
    } while (done < s.length);
    return at + s.length;
}

/* The same where nothing behind the run can be read. */
static inline char *bytes_put_short(char *at, struct slice s)
{
    enum { HALF = BYTES_STEP / 2 };
    if (s.length >= HALF && s.length <= BYTES_STEP) { /* two halves, which may overlap */
        char last[HALF];
        memcpy(last, s.data + s.length - HALF, HALF);
        memcpy(at, s.data, HALF);
        memcpy(at + s.length - HALF, last, HALF);
    } else if (s.length) {
        memcpy(at, s.data, s.length);
    }
    return at + s.length;
}

/* Has memory fetched that is read soon: what is packed is larger than the caches. */
static inline void bytes_expect(const char *at, size_t length)
{
    enum { LINE = 64 };
    for (size_t i = 0; i < length; i += LINE) {
        __builtin_prefetch(at + i);
    }
}

#endif
