/* The part of a string that JSON has as it is: ASCII from space to "~", without quote and
 * backslash. Nearly all of nearly every string is. */
#ifndef EMIT_PLAIN_H
#define EMIT_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

static inline bool plain_byte(char c)
{
    return c >= ' ' && c < 0x7f && c != '"' && c != '\\';
}

#if defined(__SSE2__)

enum { PLAIN_STEP = 16 };

static inline __m128i plain_load(const char *from)
{
    return _mm_loadu_si128((const __m128i *)(const void *)from);
}

static inline void plain_store(char *to, __m128i bytes)
{
    _mm_storeu_si128((__m128i *)(void *)to, bytes);
}

/* Ones where a byte is plain. One more than it, as a signed number, exceeds a space: that of a
 * control character does not, and those of DEL and of what is not ASCII are no positive numbers. */
static inline __m128i plain_bytes(__m128i bytes)
{
    __m128i one_more = _mm_add_epi8(bytes, _mm_set1_epi8(1));
    __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
    __m128i slash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
    return _mm_andnot_si128(_mm_or_si128(quote, slash),
                            _mm_cmpgt_epi8(one_more, _mm_set1_epi8(' ')));
}

/* How many bytes are plain before the first that is not. */
static inline size_t plain_count(__m128i bytes)
{
    return (size_t)__builtin_ctz(~(unsigned)_mm_movemask_epi8(plain_bytes(bytes)));
}

/* Copies PLAIN_STEP bytes and gives how many of them are plain before the first that is not. */
static inline size_t plain_copy(char *to, const char *from)
{
    __m128i bytes = plain_load(from);
    plain_store(to, bytes);
    return plain_count(bytes);
}

/* Copies twice as many, and gives whether all are plain. */
static inline bool plain_copy_twice(char *to, const char *from)
{
    __m128i first = plain_load(from);
    __m128i second = plain_load(from + PLAIN_STEP);
    plain_store(to, first);
    plain_store(to + PLAIN_STEP, second);
    __m128i both = _mm_and_si128(plain_bytes(first), plain_bytes(second));
    return _mm_movemask_epi8(both) == 0xffff;
}

/* Copies as many bytes and gives whether the first of them, `count` at most, are plain. */
static inline bool plain_copy_some(char *to, const char *from, size_t count)
{
    __m128i first = plain_load(from);
    __m128i second = plain_load(from + PLAIN_STEP);
    plain_store(to, first);
    plain_store(to + PLAIN_STEP, second);
    uint64_t plain = (unsigned)_mm_movemask_epi8(plain_bytes(first)) |
                     (uint64_t)_mm_movemask_epi8(plain_bytes(second)) << PLAIN_STEP;
    return (~plain & (((uint64_t)1 << count) - 1)) == 0;
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

static inline bool plain_copy_twice(char *to, const char *from)
{
    return plain_copy(to, from) == PLAIN_STEP &&
           plain_copy(to + PLAIN_STEP, from + PLAIN_STEP) == PLAIN_STEP;
}

static inline bool plain_copy_some(char *to, const char *from, size_t count)
{
    size_t run = 0;
    memcpy(to, from, 2 * PLAIN_STEP);
    while (run < count && plain_byte(from[run])) {
        run++;
    }
    return run == count;
}

#endif

enum { PLAIN_TWICE = 2 * PLAIN_STEP };

/* Copies a string, and gives whether all of it is plain. As many bytes as PLAIN_TWICE are read
 * behind it at most, and as many are written behind its end. */
static inline bool plain_put(char *to, const char *from, size_t length)
{
    size_t at = 0;
    while (length - at > PLAIN_TWICE) {
        if (!plain_copy_twice(to + at, from + at)) {
            return false;
        }
        at += PLAIN_TWICE;
    }
    return plain_copy_some(to + at, from + at, length - at);
}

/* Copies less than a step, likewise. */
static inline size_t plain_copy_short(char *to, const char *from, size_t length)
{
    size_t at = 0;
#if defined(__SSE2__)
    uint64_t first, last;
    if (length >= sizeof first) { /* two halves, which may have bytes in common */
        memcpy(&first, from, sizeof first);
        memcpy(&last, from + length - sizeof last, sizeof last);
        memcpy(to, &first, sizeof first);
        memcpy(to + length - sizeof last, &last, sizeof last);
        size_t run = plain_count(_mm_set_epi64x((long long)last, (long long)first));
        return run < sizeof first ? run : run - 2 * sizeof first + length;
    }
#endif
    while (at < length && plain_byte(from[at])) {
        to[at] = from[at];
        at++;
    }
    return at;
}

/* Copies the plain beginning of [from, from + length), and gives its length; there must be room for
 * all. */
static inline size_t plain_run(char *to, const char *from, size_t length)
{
    size_t at = 0;
    if (length < PLAIN_STEP) {
        return plain_copy_short(to, from, length);
    }
    while (length - at >= PLAIN_TWICE && plain_copy_twice(to + at, from + at)) {
        at += PLAIN_TWICE;
    }
    for (; length - at >= PLAIN_STEP; at += PLAIN_STEP) {
        size_t run = plain_copy(to + at, from + at);
        if (run < PLAIN_STEP) {
            return at + run;
        }
    }
    if (at < length) {
        /* The last step again, with what is left. */
        at = length - PLAIN_STEP;
        at += plain_copy(to + at, from + at);
    }
    return at;
}

#endif
