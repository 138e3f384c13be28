/* 64 bytes at a time: every link has a "/", rare in prose, so that finding the next one is what a
 * scan mostly does. */
#ifndef SCAN_BLOCK_H
#define SCAN_BLOCK_H

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { BLOCK = 64 };

#if defined(__SSE2__)

static inline __m128i block_part(const char *at, size_t part)
{
    return _mm_loadu_si128((const __m128i *)(const void *)(at + part * 16));
}

/* A bit for each of the 64 bytes at `at` that is a or b, the first byte's lowest. */
static inline uint64_t block_find(const char *at, char a, char b)
{
    const __m128i as = _mm_set1_epi8(a);
    const __m128i bs = _mm_set1_epi8(b);
    __m128i hits[4];
    for (size_t i = 0; i < 4; i++) {
        __m128i bytes = block_part(at, i);
        hits[i] = _mm_or_si128(_mm_cmpeq_epi8(bytes, as), _mm_cmpeq_epi8(bytes, bs));
    }
    __m128i any = _mm_or_si128(_mm_or_si128(hits[0], hits[1]), _mm_or_si128(hits[2], hits[3]));
    if (_mm_movemask_epi8(any) == 0) {
        return 0;
    }
    uint64_t mask = 0;
    for (size_t i = 0; i < 4; i++) {
        mask |= (uint64_t)(unsigned)_mm_movemask_epi8(hits[i]) << (i * 16);
    }
    return mask;
}

/* How many of the 64 bytes begin a code point of UTF-8. */
static inline size_t block_points(const char *at)
{
    const __m128i last_following = _mm_set1_epi8((char)0xbf);
    __m128i count = _mm_setzero_si128();
    for (size_t i = 0; i < 4; i++) {
        count = _mm_sub_epi8(count, _mm_cmpgt_epi8(block_part(at, i), last_following));
    }
    __m128i sums = _mm_sad_epu8(count, _mm_setzero_si128());
    return (size_t)_mm_cvtsi128_si32(sums) + (size_t)_mm_extract_epi16(sums, 4);
}

#else

static inline uint64_t block_find(const char *at, char a, char b)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        mask |= (uint64_t)(at[i] == a || at[i] == b) << i;
    }
    return mask;
}

static inline size_t block_points(const char *at)
{
    size_t count = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        count += (at[i] & 0xc0) != 0x80;
    }
    return count;
}

#endif

#endif
