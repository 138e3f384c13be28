/* White space that a page's reader has to fold, 16 bytes at a time. */
#ifndef SCAN_INPUT_SPACES_H
#define SCAN_INPUT_SPACES_H

#include "base/slice.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { SPACES_STEP = 16 };

#if defined(__SSE2__)

/* Whether nothing but words and single spaces stands in 16 bytes; one byte more is looked at. Most
 * often it does. */
static inline bool spaces_are_single(const char *at)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i behind = _mm_loadu_si128((const __m128i *)(const void *)(at + 1));
    const __m128i space = _mm_set1_epi8(' ');
    __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(' ' - 1)), bytes);
    __m128i special = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('&'));
    __m128i pair = _mm_and_si128(_mm_cmpeq_epi8(bytes, space), _mm_cmpeq_epi8(behind, space));
    return _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(control, special), pair)) == 0;
}

/* A bit for each of 16 bytes, the first one's lowest, that is white space, but for single spaces;
 * one byte more is looked at. *specials: likewise, for "&" and NUL. */
static inline unsigned spaces_find(const char *at, unsigned *specials)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i from_tab = _mm_sub_epi8(bytes, _mm_set1_epi8('\t'));
    __m128i breaks = _mm_cmpeq_epi8(_mm_min_epu8(from_tab, _mm_set1_epi8('\r' - '\t')), from_tab);
    breaks = _mm_andnot_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\v')), breaks);
    __m128i special = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('&')),
                                   _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
    unsigned spaces = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')));
    unsigned behind = spaces >> 1 | (unsigned)(at[SPACES_STEP] == ' ') << (SPACES_STEP - 1);
    *specials = (unsigned)_mm_movemask_epi8(special);
    return (spaces & behind) | (unsigned)_mm_movemask_epi8(breaks);
}

#else

static inline bool spaces_are_single(const char *at)
{
    (void)at;
    return false;
}

static inline unsigned spaces_find(const char *at, unsigned *specials)
{
    unsigned found = 0;
    *specials = 0;
    for (unsigned i = 0; i < SPACES_STEP; i++) {
        bool single = at[i] == ' ' && at[i + 1] != ' ';
        found |= (unsigned)(ascii_is_space(at[i]) && !single) << i;
        *specials |= (unsigned)(at[i] == '&' || at[i] == '\0') << i;
    }
    return found;
}

#endif

#endif
