/* SHA-256 (FIPS 180-4, section 6.2), for names that nobody can make two things share. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/slice.h"

#include <stdint.h>

enum { SHA256_BYTES = 32, SHA256_BLOCK = 64 };

struct sha256 {
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    unsigned char block[SHA256_BLOCK];
};

void sha256_open(struct sha256 *h);
void sha256_add(struct sha256 *h, struct slice s);

/* Adds a part that cannot be confused with those beside it: its length goes before it. */
void sha256_add_part(struct sha256 *h, struct slice s);

/* Gives the sum; the hash is of no use behind it. */
void sha256_close(struct sha256 *h, unsigned char out[SHA256_BYTES]);

/* The first digits of the sum, in lower-case hexadecimal and with a NUL behind them: `count` is
 * even and 2 * SHA256_BYTES at most. */
void sha256_close_hex(struct sha256 *h, size_t count, char *out);

#endif
