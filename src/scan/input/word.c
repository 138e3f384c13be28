#include "scan/input/word.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

static bool is_among(struct slice s, size_t at, struct slice word)
{
    return at < s.length && memmem(s.data + at, s.length - at, word.data, word.length);
}

bool word_is_in_narrow(struct slice s, struct slice word)
{
    size_t at = 0;
#if defined(__SSE2__)
    enum { STEP = 16 };
    const size_t last = word.length - 1;
    const __m128i first_byte = _mm_set1_epi8(word.data[0]);
    const __m128i last_byte = _mm_set1_epi8(word.data[last]);
    for (; s.length - at >= STEP + last; at += STEP) {
        const char *begin = s.data + at;
        __m128i begins = _mm_loadu_si128((const __m128i *)(const void *)begin);
        __m128i ends = _mm_loadu_si128((const __m128i *)(const void *)(begin + last));
        __m128i both =
            _mm_and_si128(_mm_cmpeq_epi8(begins, first_byte), _mm_cmpeq_epi8(ends, last_byte));
        for (unsigned found = (unsigned)_mm_movemask_epi8(both); found; found &= found - 1) {
            if (memcmp(begin + __builtin_ctz(found), word.data, word.length) == 0) {
                return true;
            }
        }
    }
#endif
    return is_among(s, at, word);
}

#if defined(__x86_64__)

#define WIDE __attribute__((target("avx2")))

enum { HALF = 32, STEP = 2 * HALF };

/* Which of 32 places have the word's first byte, and its last where it would end. */
WIDE static inline __m256i find_ends(const char *at, size_t last, __m256i first_byte,
                                     __m256i last_byte)
{
    __m256i begins = _mm256_loadu_si256((const __m256i *)(const void *)at);
    __m256i ends = _mm256_loadu_si256((const __m256i *)(const void *)(at + last));
    return _mm256_and_si256(_mm256_cmpeq_epi8(begins, first_byte),
                            _mm256_cmpeq_epi8(ends, last_byte));
}

WIDE static bool is_in_wide(struct slice s, struct slice word)
{
    const size_t last = word.length - 1;
    const __m256i first_byte = _mm256_set1_epi8(word.data[0]);
    const __m256i last_byte = _mm256_set1_epi8(word.data[last]);
    size_t at = 0;
    for (; s.length - at >= STEP + last; at += STEP) {
        const char *begin = s.data + at;
        __m256i low = find_ends(begin, last, first_byte, last_byte);
        __m256i high = find_ends(begin + HALF, last, first_byte, last_byte);
        __m256i any = _mm256_or_si256(low, high);
        if (!_mm256_testz_si256(any, any) &&
            word_is_in_narrow(slice_of(begin, STEP + last), word)) {
            return true;
        }
    }
    return is_among(s, at, word);
}

bool word_is_in(struct slice s, struct slice word)
{
    return s.length >= STEP + word.length && __builtin_cpu_supports("avx2")
               ? is_in_wide(s, word)
               : word_is_in_narrow(s, word);
}

#else

bool word_is_in(struct slice s, struct slice word)
{
    return word_is_in_narrow(s, word);
}

#endif
