/* Counting bytes 16 at a time, for lines, columns and lengths in code points. */
#ifndef SCAN_INPUT_COUNT_H
#define SCAN_INPUT_COUNT_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Whether a line ends at a byte: LF, CR and CR LF end one each. */
static inline bool ends_line(char before, char c)
{
    return c == '\r' || (c == '\n' && before != '\r');
}

static inline size_t count_ends_plainly(const char *at, size_t length, char before)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += ends_line(before, at[i]);
        before = at[i];
    }
    return count;
}

/* Bytes that begin a code point of UTF-8. */
static inline size_t count_points_plainly(const char *at, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += (at[i] & 0xc0) != 0x80;
    }
    return count;
}

#if defined(__SSE2__)

enum { COUNT_STEP = 16, COUNT_UNROLLED = 64 };

static inline __m128i count_load(const void *at)
{
    return _mm_loadu_si128((const __m128i *)at);
}

/* The sum of 16 bytes. */
static inline size_t count_sum(__m128i bytes)
{
    __m128i halves = _mm_sad_epu8(bytes, _mm_setzero_si128());
    return (size_t)_mm_cvtsi128_si32(halves) +
           (size_t)_mm_cvtsi128_si32(_mm_unpackhi_epi64(halves, halves));
}

/* All bits of the last `count` bytes of a step. */
static inline __m128i count_last(size_t count)
{
    static const signed char bytes[2 * COUNT_STEP] = { [COUNT_STEP... 2 * COUNT_STEP - 1] = -1 };
    return count_load(bytes + count);
}

/* Counts in each byte of `counts`, where those of the mask count. */
typedef __m128i count_step(__m128i counts, const char *at, __m128i mask);

static inline __m128i count_feeds_step(__m128i counts, const char *at, __m128i mask)
{
    __m128i feeds = _mm_cmpeq_epi8(count_load(at), _mm_set1_epi8('\n'));
    return _mm_sub_epi8(counts, _mm_and_si128(feeds, mask));
}

static inline __m128i count_ends_step(__m128i counts, const char *at, __m128i mask)
{
    const __m128i ret = _mm_set1_epi8('\r');
    __m128i bytes = count_load(at);
    __m128i feeds = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
    __m128i behind = _mm_cmpeq_epi8(count_load(at - 1), ret);
    __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, ret), _mm_andnot_si128(behind, feeds));
    return _mm_sub_epi8(counts, _mm_and_si128(ends, mask));
}

static inline __m128i count_points_step(__m128i counts, const char *at, __m128i mask)
{
    __m128i leads = _mm_cmpgt_epi8(count_load(at), _mm_set1_epi8((char)0xbf));
    return _mm_sub_epi8(counts, _mm_and_si128(leads, mask));
}

/* Counts 16 bytes at a time, and the rest with the last step again; for 16 bytes at least. */
static inline size_t count_all(const char *at, size_t length, count_step *step)
{
    const __m128i all = _mm_set1_epi8(-1);
    const __m128i none = _mm_setzero_si128();
    const char *end = at + length;
    size_t count = 0;
    while (end - at >= COUNT_STEP) {
        __m128i counts = none;
        /* Before bytes overflow. */
        for (int i = 0; i < 32 && end - at >= COUNT_UNROLLED; i++, at += COUNT_UNROLLED) {
            counts = step(counts, at, all);
            counts = step(counts, at + 16, all);
            counts = step(counts, at + 32, all);
            counts = step(counts, at + 48, all);
        }
        for (int i = 0; i < 3 && end - at >= COUNT_STEP; i++, at += COUNT_STEP) {
            counts = step(counts, at, all);
        }
        count += count_sum(counts);
    }
    return count + count_sum(step(none, end - COUNT_STEP, count_last((size_t)(end - at))));
}

/* Line ends where there is no CR. */
static inline size_t count_feeds(const char *at, size_t length)
{
    return length >= COUNT_STEP ? count_all(at, length, count_feeds_step)
                                : count_ends_plainly(at, length, ' ');
}

/* Line ends, the first of them behind `before`. */
static inline size_t count_ends(const char *at, size_t length, char before)
{
    return length > COUNT_STEP
               ? ends_line(before, at[0]) + count_all(at + 1, length - 1, count_ends_step)
               : count_ends_plainly(at, length, before);
}

static inline size_t count_points(const char *at, size_t length)
{
    return length >= COUNT_STEP ? count_all(at, length, count_points_step)
                                : count_points_plainly(at, length);
}

#else

static inline size_t count_feeds(const char *at, size_t length)
{
    return count_ends_plainly(at, length, ' ');
}

static inline size_t count_ends(const char *at, size_t length, char before)
{
    return count_ends_plainly(at, length, before);
}

static inline size_t count_points(const char *at, size_t length)
{
    return count_points_plainly(at, length);
}

#endif

#endif
