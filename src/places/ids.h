/* The arithmetic of ids that hold a time, shared by platforms. */
#ifndef PLACES_IDS_H
#define PLACES_IDS_H

#include "base/slice.h"

#include <stdint.h>

/* A decimal id as a number; false if it is none or needs more than 63 bits. */
bool id_number(struct slice id, uint64_t *out);

/* The instant in a decimal id: what stands above `bits`, in units of `unit_ms` since 1970. */
bool id_shifted_ms(struct slice id, unsigned bits, int64_t unit_ms, int64_t *ms);

/* The first `count` characters as digits of base 64 (RFC 4648 section 5) or of atproto's sortable
 * base 32, most significant first. False if one is no digit or there are fewer. */
bool id_base64url(struct slice id, size_t count, uint64_t *out);
bool id_base32_sortable(struct slice id, size_t count, uint64_t *out);

/* The instant in a shortcode of Instagram or Threads: a 64-bit number whose upper bits are
 * milliseconds. What may follow the first eleven digits is a key to a private post. */
bool id_meta_shortcode_ms(struct slice id, int64_t *ms);

#endif
