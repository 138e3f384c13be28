/* The part of a string that JSON has as it is: ASCII from space to "~", without quote and
 * backslash. Nearly all of nearly every string is. */
#ifndef EMIT_PLAIN_H
#define EMIT_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static inline bool plain_byte(char c)
{
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

/* Copies PLAIN_STEP bytes and gives how many of them are plain before the first that is not. */
#if defined(__SSE2__)

enum { PLAIN_STEP = 16 };

static inline size_t plain_copy(char *to, const char *from)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)from);
    _mm_storeu_si128((__m128i *)(void *)to, bytes);
    __m128i low = _mm_cmplt_epi8(bytes, _mm_set1_epi8(' ')); /* and all that are not ASCII */
    __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    __m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    __m128i delete = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7f));
    __m128i bad = _mm_or_si128(_mm_or_si128(low, quote), _mm_or_si128(slash, delete));
    return (size_t)__builtin_ctz((unsigned)_mm_movemask_epi8(bad) | 1U << PLAIN_STEP);
}

#else

enum { PLAIN_STEP = 8 };

static inline size_t plain_copy(char *to, const char *from)
{
    size_t run = 0;
    memcpy(to, from, PLAIN_STEP);
    while (run < PLAIN_STEP && plain_byte(from[run])) {
        run++;
    }
    return run;
}

#endif

/* Copies the plain beginning of [from, from + length), and gives its length; there must be room for
 * all. */
static inline size_t plain_run(char *to, const char *from, size_t length)
{
    size_t at = 0;
    for (; at + PLAIN_STEP <= length; at += PLAIN_STEP) {
        size_t run = plain_copy(to + at, from + at);
        if (run < PLAIN_STEP) {
            return at + run;
        }
    }
    if (at && at < length) {
        /* The last step again, with what is left. */
        at = length - PLAIN_STEP;
        return at + plain_copy(to + at, from + at);
    }
    while (at < length && plain_byte(from[at])) {
        to[at] = from[at];
        at++;
    }
    return at;
}

#endif
