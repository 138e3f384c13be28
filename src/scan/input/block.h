/* 64 bytes at a time: every link has a "/", rare in prose, so that finding the next one is what a
 * scan mostly does. */
#ifndef SCAN_INPUT_BLOCK_H
#define SCAN_INPUT_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { BLOCK = 64 };

/* A capital letter, an apostrophe, or a byte beyond ASCII: few are in a run of words. */
static inline bool block_is_sign(char c)
{
    return (c >= 'A' && c <= 'Z') || c == '\'' || (unsigned char)c >= 0x80;
}

#if defined(__SSE2__)

static inline __m128i block_part(const char *at, size_t part)
{
    return _mm_loadu_si128((const __m128i *)(const void *)(at + part * 16));
}

static inline __m128i block_either(__m128i bytes, __m128i a, __m128i b)
{
    return _mm_or_si128(_mm_cmpeq_epi8(bytes, a), _mm_cmpeq_epi8(bytes, b));
}

/* One bit a byte. */
static inline uint64_t block_bits(__m128i p, __m128i q, __m128i r, __m128i s)
{
    uint64_t low = (unsigned)_mm_movemask_epi8(p) | (unsigned)_mm_movemask_epi8(q) << 16;
    uint64_t high = (unsigned)_mm_movemask_epi8(r) | (unsigned)_mm_movemask_epi8(s) << 16;
    return low | high << 32;
}

/* A bit for each of the 64 bytes at `at` that is a or b, the first byte's lowest. Unrolled by hand,
 * for not every level of optimisation does it. */
static inline uint64_t block_find(const char *at, char a, char b)
{
    const __m128i as = _mm_set1_epi8(a);
    const __m128i bs = _mm_set1_epi8(b);
    __m128i p = block_either(block_part(at, 0), as, bs);
    __m128i q = block_either(block_part(at, 1), as, bs);
    __m128i r = block_either(block_part(at, 2), as, bs);
    __m128i s = block_either(block_part(at, 3), as, bs);
    __m128i any = _mm_or_si128(_mm_or_si128(p, q), _mm_or_si128(r, s));
    return _mm_movemask_epi8(any) ? block_bits(p, q, r, s) : 0;
}

/* The same for any of four bytes. */
static inline uint64_t block_find_four(const char *at, const char any_of[4])
{
    const __m128i as = _mm_set1_epi8(any_of[0]);
    const __m128i bs = _mm_set1_epi8(any_of[1]);
    const __m128i cs = _mm_set1_epi8(any_of[2]);
    const __m128i ds = _mm_set1_epi8(any_of[3]);
    __m128i p = block_part(at, 0);
    __m128i q = block_part(at, 1);
    __m128i r = block_part(at, 2);
    __m128i s = block_part(at, 3);
    p = _mm_or_si128(block_either(p, as, bs), block_either(p, cs, ds));
    q = _mm_or_si128(block_either(q, as, bs), block_either(q, cs, ds));
    r = _mm_or_si128(block_either(r, as, bs), block_either(r, cs, ds));
    s = _mm_or_si128(block_either(s, as, bs), block_either(s, cs, ds));
    __m128i any = _mm_or_si128(_mm_or_si128(p, q), _mm_or_si128(r, s));
    return _mm_movemask_epi8(any) ? block_bits(p, q, r, s) : 0;
}

static inline __m128i block_signs_part(__m128i bytes)
{
    __m128i capitals = _mm_and_si128(_mm_cmpgt_epi8(bytes, _mm_set1_epi8('A' - 1)),
                                     _mm_cmplt_epi8(bytes, _mm_set1_epi8('Z' + 1)));
    __m128i others = _mm_or_si128(bytes, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\'')));
    return _mm_or_si128(capitals, others);
}

/* The same for each byte that block_is_sign. */
static inline uint64_t block_signs(const char *at)
{
    return block_bits(block_signs_part(block_part(at, 0)), block_signs_part(block_part(at, 1)),
                      block_signs_part(block_part(at, 2)), block_signs_part(block_part(at, 3)));
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

static inline uint64_t block_find_four(const char *at, const char any_of[4])
{
    return block_find(at, any_of[0], any_of[1]) | block_find(at, any_of[2], any_of[3]);
}

static inline uint64_t block_signs(const char *at)
{
    uint64_t mask = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        mask |= (uint64_t)block_is_sign(at[i]) << i;
    }
    return mask;
}

#endif

#endif
