/* Base64 (RFC 4648, section 4). */
#ifndef SYNTAX_BASE64_H
#define SYNTAX_BASE64_H

#include "base/buffer.h"

/* Adds what s stands for; white space is skipped, padding may be missing. False: it holds other
 * signs, and what was added is no use. Gives three bytes for four. */
bool base64_decode(struct slice s, struct buffer *into);

#endif
