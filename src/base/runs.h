/* Runs of bytes of a class, 16 at a time: a class is a few ranges. */
#ifndef BASE_RUNS_H
#define BASE_RUNS_H

#include <stddef.h>

#if defined(__SSE2__)
#include <emmintrin.h>

#define RUNS_STEP 16

static inline __m128i runs_load(const char *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

static inline __m128i runs_range(__m128i bytes, char first, char last)
{
    __m128i from_first = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
    __m128i most = _mm_set1_epi8((char)(last - first));
    return _mm_cmpeq_epi8(_mm_min_epu8(from_first, most), from_first);
}

static inline __m128i runs_byte(__m128i bytes, char c)
{
    return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c));
}

static inline __m128i runs_letters(__m128i bytes)
{
    return runs_range(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
}

/* How many of the 16 bytes belong to the class, up to the first that does not. */
static inline size_t runs_length(__m128i in)
{
    return (size_t)__builtin_ctz(~(unsigned)_mm_movemask_epi8(in));
}

#endif

#endif
