/* Numbers in bytes: seven bits a byte, the lowest first; all but the last byte have the eighth. */
#ifndef PACK_NUMBERS_H
#define PACK_NUMBERS_H

#include <stdint.h>

/* The most bytes that a number takes. */
enum { NUMBER_MOST = 10 };

static inline char *number_put(char *at, uint64_t n)
{
    while (n > 0x7f) {
        *at++ = (char)(n | 0x80);
        n >>= 7;
    }
    *at++ = (char)n;
    return at;
}

/* Reads a number, and moves *at behind it. */
static inline uint64_t number_get(const char **at)
{
    uint64_t byte = (unsigned char)*(*at)++;
    uint64_t n = byte & 0x7f;
    for (unsigned shift = 7; byte & 0x80; shift += 7) {
        byte = (unsigned char)*(*at)++;
        n |= (byte & 0x7f) << shift;
    }
    return n;
}

/* A difference, small whatever its sign: 0, -1, 1, -2, ... become 0, 1, 2, 3, ... */
static inline char *difference_put(char *at, uint64_t to, uint64_t from)
{
    uint64_t less = to - from;
    return number_put(at, less << 1 ^ -(less >> 63));
}

static inline uint64_t difference_get(const char **at, uint64_t from)
{
    uint64_t n = number_get(at);
    return from + (n >> 1 ^ -(n & 1));
}

#endif
