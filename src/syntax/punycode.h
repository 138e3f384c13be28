/* Punycode (RFC 3492), for labels longer than DNS holds and with any sign in them: libidn2 refuses
 * both. */
#ifndef SYNTAX_PUNYCODE_H
#define SYNTAX_PUNYCODE_H

#include "base/buffer.h"

#include <stdint.h>

/* Keeps the arithmetic within 32 bits, and its square time short. */
enum { PUNYCODE_MOST = 255 };

/* Adds what stands for `count` (at most PUNYCODE_MOST) code points, without "xn--". */
void punycode_encode(const uint32_t *points, size_t count, struct buffer *into);

/* Reads it back, into room for PUNYCODE_MOST; false if it is not punycode, or longer. */
bool punycode_decode(struct slice s, uint32_t *points, size_t *count);

#endif
