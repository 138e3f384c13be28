/* UTF-16 to UTF-8, piece by piece, as the Encoding Standard decodes it (section 14.2): what is no
 * pair becomes U+FFFD. */
#ifndef SYNTAX_UTF16_H
#define SYNTAX_UTF16_H

#include "base/buffer.h"

#include <stdint.h>

struct utf16 {
    bool big_endian;
    bool half;          /* a byte waits for its other half ... */
    unsigned char byte; /* ... this one */
    uint32_t lead;      /* a surrogate that waits for its other half; 0: none does */
};

void utf16_decode(struct utf16 *u, struct slice piece, struct buffer *into);

/* The input is complete: what was waiting is an error of its own. */
void utf16_finish(struct utf16 *u, struct buffer *into);

#endif
