/* Finding the bytes that end parts of tags: names 16 at a time, as most are shorter than that, and
 * values 64 at a time, as how many steps a shorter one takes is hard to predict. */
#ifndef SYNTAX_HTML_SCAN_H
#define SYNTAX_HTML_SCAN_H

#include "base/slice.h"

#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__SSE2__)
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

/* So many blocks cost less than a call of memchr does. */
enum { HTML_STEP = 16, HTML_BLOCK = 64, HTML_BLOCKS = 3 };

static inline __m128i html_load(const char *at)
{
    return _mm_loadu_si128((const __m128i *)(const void *)at);
}

/* A bit for each of 16 bytes that is c. */
static inline uint64_t html_same(const char *at, char c)
{
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(html_load(at), _mm_set1_epi8(c)));
}

/* The same of 64. */
static inline uint64_t html_same_in_block(const char *at, char c)
{
    return html_same(at, c) | html_same(at + HTML_STEP, c) << HTML_STEP |
           html_same(at + (size_t)2 * HTML_STEP, c) << 2 * HTML_STEP |
           html_same(at + (size_t)3 * HTML_STEP, c) << 3 * HTML_STEP;
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

/* What stands in 64 bytes of a tag, a bit for each. */
struct html_block {
    const char *from;
    uint64_t quotes;
    uint64_t ends; /* what may end a name: some that do not are among them, control characters, "<"
                      and "?" */
};

static inline void html_look(struct html_block *block, const char *at)
{
    const __m128i space = _mm_set1_epi8(' ');
    const __m128i slash = _mm_set1_epi8('/');
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i four = _mm_set1_epi8((char)0xfc);
    const __m128i signs = _mm_set1_epi8('<'); /* to "?", with "=" and ">" between them */
    block->from = at;
    block->quotes = block->ends = 0;
    for (unsigned i = 0; i < HTML_BLOCK; i += HTML_STEP) {
        __m128i bytes = html_load(at + i);
        __m128i ends = _mm_cmpeq_epi8(_mm_min_epu8(bytes, space), bytes);
        ends = _mm_or_si128(ends, _mm_cmpeq_epi8(bytes, slash));
        ends = _mm_or_si128(ends, _mm_cmpeq_epi8(_mm_and_si128(bytes, four), signs));
        block->ends |= (uint64_t)(unsigned)_mm_movemask_epi8(ends) << i;
        bytes = _mm_cmpeq_epi8(bytes, quote);
        block->quotes |= (uint64_t)(unsigned)_mm_movemask_epi8(bytes) << i;
    }
}

#if defined(__x86_64__)

/* For processors with AVX2: 32 bytes at a time. */
#define HTML_WIDE __attribute__((target("avx2")))

HTML_WIDE static inline void html_look_wide(struct html_block *block, const char *at)
{
    enum { HALF = HTML_BLOCK / 2 };
    const __m256i space = _mm256_set1_epi8(' ');
    const __m256i four = _mm256_set1_epi8((char)0xfc);
    block->from = at;
    block->quotes = block->ends = 0;
    for (unsigned i = 0; i < HTML_BLOCK; i += HALF) {
        __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(at + i));
        __m256i ends = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, space), bytes);
        __m256i signs = _mm256_cmpeq_epi8(_mm256_and_si256(bytes, four), _mm256_set1_epi8('<'));
        ends = _mm256_or_si256(ends, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('/')));
        ends = _mm256_or_si256(ends, signs);
        block->ends |= (uint64_t)(unsigned)_mm256_movemask_epi8(ends) << i;
        bytes = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('"'));
        block->quotes |= (uint64_t)(unsigned)_mm256_movemask_epi8(bytes) << i;
    }
}

#endif

/* The bits of a block from a place on that lies behind its beginning. */
static inline uint64_t html_bits_from(const struct html_block *block, uint64_t bits, const char *at)
{
    size_t gone = (size_t)(at - block->from);
    return gone < HTML_BLOCK ? bits >> gone : 0;
}

#endif

/* Where a name ends that goes on at `at`, or `end`; before `other`, too. */
static inline const char *html_name_end(const char *at, const char *end, char other)
{
#if defined(__SSE2__)
    if (end - at >= HTML_STEP) {
        unsigned ends = html_name_ends(at, other);
        at += __builtin_ctz(ends | 1U << HTML_STEP);
    }
#endif
    /* Not in a loop's condition, so that the usual end is one branch. */
    if (at < end && (html_ends_name(*at) | (*at == other))) {
        return at;
    }
    while (at < end && *at != other && !html_ends_name(*at)) {
        at++;
    }
    return at;
}

/* Where a tag's name may end that begins at `at`, or HTML_SHORT bytes behind, all of which can be
 * looked at: before what ends names, or another control character. */
enum { HTML_SHORT = 16 };

static inline const char *html_short_name_end(const char *at)
{
#if defined(__SSE2__)
    return at + __builtin_ctz(html_name_ends(at, '>') | 1U << HTML_SHORT);
#else
    return html_name_end(at, at + HTML_SHORT, '>');
#endif
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
    for (int i = 0; i < HTML_BLOCKS && end - at >= HTML_BLOCK; i++, at += HTML_BLOCK) {
        uint64_t same = html_same_in_block(at, c);
        if (same) {
            return at + __builtin_ctzll(same);
        }
    }
#endif
    const char *found = at < end ? memchr(at, c, (size_t)(end - at)) : NULL;
    return found ? found : end;
}

#endif
