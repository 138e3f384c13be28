#include "judge/fingerprint.h"

#include "base/sha256.h"

#include <inttypes.h>
#include <stdio.h>

/* Of what is hashed; a change to any of it makes every baseline useless. */
#define KIND SLICE("landfall finding 1")

void fingerprint_write(struct slice class, struct slice file, struct slice url, uint64_t ordinal,
                       char out[FINGERPRINT + 1])
{
    char number[24];
    int length = snprintf(number, sizeof number, "%" PRIu64, ordinal);
    const struct slice parts[] = { KIND, class, file, url, slice_of(number, (size_t)length) };
    struct sha256 h;
    sha256_open(&h);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        sha256_add_part(&h, parts[i]);
    }
    sha256_close_hex(&h, FINGERPRINT, out);
}

bool fingerprint_is(struct slice s)
{
    bool fits = s.length >= FINGERPRINT_LEAST && s.length <= FINGERPRINT_MOST;
    for (size_t i = 0; fits && i < s.length; i++) {
        fits = ascii_is_digit(s.data[i]) || (s.data[i] >= 'a' && s.data[i] <= 'f');
    }
    return fits;
}
