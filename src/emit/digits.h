/* The decimal digits of numbers below a hundred million, eight of each: the first one's byte is the
 * lowest, and zeros stand before them. */
#ifndef EMIT_DIGITS_H
#define EMIT_DIGITS_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { DIGITS_LIMIT = 100000000 };

/* Two halves of four, four pairs, eight digits, each step all at once. */
static inline uint64_t digits_of(uint32_t n)
{
    uint64_t fours = n / 10000 | (uint64_t)(n % 10000) << 32;
    uint64_t hundreds = (fours * 5243 >> 19) & 0x7f0000007f; /* of either: * 5243 >> 19 is / 100 */
    uint64_t twos = hundreds | (fours - hundreds * 100) << 16;
    uint64_t tens = (twos * 103 >> 10) & 0x000f000f000f000f; /* likewise / 10 */
    return tens | (twos - tens * 10) << 8;
}

#if defined(__SSE2__)

/* The same of two numbers at once, each in its half of the register. */
static inline void digits_of_two(uint32_t a, uint32_t b, uint64_t out[2])
{
    __m128i n = _mm_set_epi64x(b, a);
    __m128i high = _mm_srli_epi64(_mm_mul_epu32(n, _mm_set1_epi64x(0xd1b71759)), 45); /* / 10000 */
    __m128i low = _mm_sub_epi64(n, _mm_mul_epu32(high, _mm_set1_epi64x(10000)));
    __m128i fours = _mm_or_si128(high, _mm_slli_epi64(low, 32));
    __m128i hundreds = _mm_srli_epi16(_mm_mulhi_epu16(fours, _mm_set1_epi16(5243)), 3);
    __m128i ones = _mm_sub_epi16(fours, _mm_mullo_epi16(hundreds, _mm_set1_epi16(100)));
    __m128i twos = _mm_or_si128(hundreds, _mm_slli_epi64(ones, 16));
    __m128i tens = _mm_mulhi_epu16(twos, _mm_set1_epi16(6554)); /* / 10 */
    ones = _mm_sub_epi16(twos, _mm_mullo_epi16(tens, _mm_set1_epi16(10)));
    _mm_storeu_si128((__m128i *)(void *)out, _mm_or_si128(tens, _mm_slli_epi16(ones, 8)));
}

#else

static inline void digits_of_two(uint32_t a, uint32_t b, uint64_t out[2])
{
    out[0] = digits_of(a);
    out[1] = digits_of(b);
}

#endif

static inline char *digits_put_behind(char *at, uint64_t digits, unsigned skipped)
{
    uint64_t text = htole64((digits | 0x3030303030303030) >> 8 * skipped);
    memcpy(at, &text, sizeof text);
    return at + (8 - skipped);
}

/* Puts all eight. */
static inline char *digits_put_all(char *at, uint64_t digits)
{
    return digits_put_behind(at, digits, 0);
}

/* Puts them without the zeros before them; eight bytes are stored. */
static inline char *digits_put(char *at, uint64_t digits)
{
    const uint64_t last = (uint64_t)1 << 56; /* which is written though it be zero */
    return digits_put_behind(at, digits, (unsigned)__builtin_ctzll(digits | last) / 8);
}

#endif
