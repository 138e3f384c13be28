/* Where lines begin and end, as many bytes at a time as the processor can. */
#include "scan/find/line.h"

#include "scan/input/block.h"

static size_t find_start(struct slice s, size_t at, size_t low)
{
    for (; at >= BLOCK && at > low; at -= BLOCK) {
        uint64_t breaks = block_find(s.data + at - BLOCK, '\n', '\r');
        if (at - low < BLOCK) {
            breaks = breaks >> (BLOCK - (at - low)) << (BLOCK - (at - low));
        }
        if (breaks || at - low <= BLOCK) {
            return breaks ? at - (size_t)__builtin_clzll(breaks) : low;
        }
    }
    while (at > low && !line_is_break(s.data[at - 1])) {
        at--;
    }
    return at;
}

static size_t find_end(struct slice s, size_t at)
{
    for (; at + BLOCK <= s.length; at += BLOCK) {
        uint64_t breaks = block_find(s.data + at, '\n', '\r');
        if (breaks) {
            return at + (size_t)__builtin_ctzll(breaks);
        }
    }
    if (s.length >= BLOCK && at < s.length) {
        size_t seen = BLOCK - (s.length - at);
        uint64_t breaks = block_find(s.data + s.length - BLOCK, '\n', '\r') >> seen;
        return breaks ? at + (size_t)__builtin_ctzll(breaks) : s.length;
    }
    while (at < s.length && !line_is_break(s.data[at])) {
        at++;
    }
    return at;
}

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2")))

enum { STEP = 32, HALF = STEP / 2, QUARTER = HALF / 2 };

/* A bit for each line break among some bytes: both are in a table by their low four bits, where a
 * byte beyond ASCII is looked up as NUL, which it is not. */
WIDE static inline unsigned breaks_in(__m256i bytes)
{
    const char no = (char)0xff;
    const __m128i table =
        _mm_setr_epi8(no, no, no, no, no, no, no, no, no, no, '\n', no, no, '\r', no, no);
    __m256i found = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(table), bytes);
    return (unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(found, bytes));
}

WIDE static inline unsigned breaks_at(const char *at)
{
    return breaks_in(_mm256_loadu_si256((const __m256i *)(const void *)at));
}

/* The same for all of a slice of less than a step, but a quarter of one at least: of its two ends.
 */
WIDE static inline unsigned breaks_of_few(struct slice s)
{
    bool half = s.length >= HALF;
    size_t end = s.length - (half ? HALF : QUARTER);
    __m128i first = half ? _mm_loadu_si128((const __m128i *)(const void *)s.data)
                         : _mm_loadl_epi64((const __m128i *)(const void *)s.data);
    __m128i last = half ? _mm_loadu_si128((const __m128i *)(const void *)(s.data + end))
                        : _mm_loadl_epi64((const __m128i *)(const void *)(s.data + end));
    unsigned breaks = breaks_in(_mm256_inserti128_si256(_mm256_castsi128_si256(first), last, 1));
    return (breaks & 0xffff) | breaks >> HALF << end;
}

/* Behind the last of some breaks before `end`; `low`: there are none. */
static inline size_t behind_last(unsigned breaks, size_t end, size_t low)
{
    return breaks ? end - (size_t)__builtin_clz(breaks) : low;
}

WIDE static size_t find_start_wide(struct slice s, size_t at, size_t low)
{
    for (; at - low >= STEP; at -= STEP) {
        unsigned breaks = breaks_at(s.data + at - STEP);
        if (breaks) {
            return behind_last(breaks, at, low);
        }
    }
    if (at < STEP) {
        unsigned breaks = breaks_at(s.data) & ((1U << at) - 1) & ~((1U << low) - 1);
        return behind_last(breaks, STEP, low);
    }
    size_t seen = STEP - (at - low);
    return seen < STEP ? behind_last(breaks_at(s.data + at - STEP) >> seen << seen, at, low) : low;
}

WIDE static size_t find_end_wide(struct slice s, size_t at)
{
    unsigned breaks = 0;
    if (s.length < STEP) {
        breaks = breaks_of_few(s) >> at;
        return breaks ? at + (size_t)__builtin_ctz(breaks) : s.length;
    }
    for (; breaks == 0 && s.length - at >= STEP; at += STEP) {
        breaks = breaks_at(s.data + at);
    }
    if (breaks) {
        return at - STEP + (size_t)__builtin_ctz(breaks);
    }
    if (at < s.length) {
        breaks = breaks_at(s.data + s.length - STEP) >> (STEP - (s.length - at));
    }
    return breaks ? at + (size_t)__builtin_ctz(breaks) : s.length;
}

size_t line_find_start(struct slice s, size_t at, size_t low)
{
    bool wide = s.length >= STEP && __builtin_cpu_supports("avx2");
    return wide ? find_start_wide(s, at, low) : find_start(s, at, low);
}

size_t line_find_end(struct slice s, size_t at)
{
    bool wide = s.length >= QUARTER && __builtin_cpu_supports("avx2");
    return wide ? find_end_wide(s, at) : find_end(s, at);
}

#else

size_t line_find_start(struct slice s, size_t at, size_t low)
{
    return find_start(s, at, low);
}

size_t line_find_end(struct slice s, size_t at)
{
    return find_end(s, at);
}

#endif
