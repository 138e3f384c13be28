/* Finding the bytes that end parts of tags, 16 at a time: most parts are shorter than that. */
#ifndef SYNTAX_HTML_SCAN_H
#define SYNTAX_HTML_SCAN_H

#include "base/slice.h"

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* Whether a tag's or attribute's name ends before this byte. None of those is above '>'. */
static inline bool html_ends_name(char c)
{
    const uint64_t ends = 1ULL << ' ' | 1ULL << '\t' | 1ULL << '\n' | 1ULL << '\r' | 1ULL << '\f' |
                          1ULL << '/' | 1ULL << '>';
    return (unsigned char)c <= '>' && (ends >> (unsigned char)c & 1);
}

#if defined(__SSE2__)

/* So many steps cost less than a call of memchr does. */
enum { HTML_STEP = 16, HTML_STEPS = 4 };

static inline __m128i html_load(const char *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

/* A bit for each of 16 bytes that may end a name: some that do not are among them, control
 * characters. */
static inline unsigned html_name_ends(const char *at, char other)
{
    __m128i bytes = html_load(at);
    const __m128i space = _mm_set1_epi8(' ');
    __m128i ends = _mm_cmpeq_epi8(_mm_min_epu8(bytes, space), bytes);
    ends = _mm_or_si128(ends, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('/')));
    ends = _mm_or_si128(ends, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('>')));
    ends = _mm_or_si128(ends, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(other)));
    return (unsigned)_mm_movemask_epi8(ends);
}

#endif

/* Where a name ends that goes on at `at`, or `end`; before `other`, too. */
static inline const char *html_name_end(const char *at, const char *end, char other)
{
#if defined(__SSE2__)
    if (end - at >= HTML_STEP) {
        unsigned ends = html_name_ends(at, other);
        at += ends ? (size_t)__builtin_ctz(ends) : HTML_STEP;
        if (ends && *at == other) {
            return at;
        }
    }
#endif
    while (at < end && *at != other && !html_ends_name(*at)) {
        at++;
    }
    return at;
}

/* Where a word ends that goes on at `at`: before white space, or at `end`. Bytes before `seen` can
 * be looked at. */
static inline const char *html_word_end(const char *at, const char *end, const char *seen)
{
#if defined(__SSE2__)
    if (seen - at >= HTML_STEP) {
        __m128i bytes = html_load(at);
        __m128i small = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(' ')), bytes);
        unsigned found = (unsigned)_mm_movemask_epi8(small);
        at += found ? __builtin_ctz(found) : HTML_STEP;
        if (at >= end) {
            return end;
        }
    }
#else
    (void)seen;
#endif
    while (at < end && !ascii_is_space(*at)) {
        at++;
    }
    return at;
}

/* The first c from `at` on, or `end`. */
static inline const char *html_find(const char *at, const char *end, char c)
{
#if defined(__SSE2__)
    for (int step = 0; step < HTML_STEPS && end - at >= HTML_STEP; step++) {
        __m128i same = _mm_cmpeq_epi8(html_load(at), _mm_set1_epi8(c));
        unsigned found = (unsigned)_mm_movemask_epi8(same);
        if (found) {
            return at + __builtin_ctz(found);
        }
        at += HTML_STEP;
    }
#endif
    const char *found = at < end ? memchr(at, c, (size_t)(end - at)) : NULL;
    return found ? found : end;
}

#endif
