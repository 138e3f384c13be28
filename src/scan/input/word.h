/* Whether a word stands in bytes, 16 of them at a time: memmem looks at each alone. */
#ifndef SCAN_INPUT_WORD_H
#define SCAN_INPUT_WORD_H

#include "base/slice.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* A word of two bytes at least. */
static inline bool word_is_in(struct slice s, struct slice word)
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
    return at < s.length && memmem(s.data + at, s.length - at, word.data, word.length);
}

#endif
