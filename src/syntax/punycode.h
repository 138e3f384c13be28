/* Punycode (RFC 3492), written: for labels of any length, which libidn2 does not give. */
#ifndef SYNTAX_PUNYCODE_H
#define SYNTAX_PUNYCODE_H

#include "base/buffer.h"

#include <stdint.h>

/* Keeps the arithmetic within 32 bits, and its square time short. */
enum { PUNYCODE_MOST = 255 };

/* Adds what stands for `count` (at most PUNYCODE_MOST) code points, without "xn--". */
void punycode_encode(const uint32_t *points, size_t count, struct buffer *into);

#endif
