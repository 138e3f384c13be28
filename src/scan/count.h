/* Counting bytes 16 at a time, for lines and columns. */
#ifndef SCAN_COUNT_H
#define SCAN_COUNT_H

#include <stdbool.h>
#include <stddef.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/* LF bytes, and whether there is a CR. */
struct breaks {
    size_t feeds;
    bool returns;
};

static inline void count_break(struct breaks *b, char c)
{
    b->feeds += c == '\n';
    b->returns |= c == '\r';
}

/* Whether a line ends at a byte: LF, CR and CR LF end one each. */
static inline bool ends_line(char before, char c)
{
    return c == '\r' || (c == '\n' && before != '\r');
}

static inline size_t count_ends_plainly(const char *at, size_t length, char before)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += ends_line(before, at[i]);
        before = at[i];
    }
    return count;
}

/* Whether a byte begins a code point of UTF-8. */
static inline bool begins_point(char c)
{
    return (c & 0xc0) != 0x80;
}

#if defined(__SSE2__)

enum { COUNT_STEP = 16, COUNT_UNROLLED = 64 };

static inline __m128i count_load(const void *at)
{
    return _mm_loadu_si128((const __m128i *)at);
}

/* The sum of 16 bytes. */
static inline size_t count_sum(__m128i bytes)
{
    __m128i halves = _mm_sad_epu8(bytes, _mm_setzero_si128());
    return (size_t)_mm_cvtsi128_si32(halves) +
           (size_t)_mm_cvtsi128_si32(_mm_unpackhi_epi64(halves, halves));
}

/* All bits of the last `count` bytes of a step. */
static inline __m128i count_last(size_t count)
{
    static const signed char bytes[2 * COUNT_STEP] = { [COUNT_STEP... 2 * COUNT_STEP - 1] = -1 };
    return count_load(bytes + count);
}

/* What is counted, byte for byte, and what was seen. */
struct counting {
    __m128i counts, seen;
};

/* A step, in which the bytes of the mask count. */
typedef void count_step(struct counting *c, const char *at, __m128i mask);

static inline void count_breaks_step(struct counting *c, const char *at, __m128i mask)
{
    __m128i bytes = _mm_and_si128(count_load(at), mask);
    c->counts = _mm_sub_epi8(c->counts, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
    c->seen = _mm_or_si128(c->seen, _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
}

static inline void count_ends_step(struct counting *c, const char *at, __m128i mask)
{
    const __m128i ret = _mm_set1_epi8('\r');
    __m128i bytes = count_load(at);
    __m128i feeds = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
    __m128i behind = _mm_cmpeq_epi8(count_load(at - 1), ret);
    __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(bytes, ret), _mm_andnot_si128(behind, feeds));
    c->counts = _mm_sub_epi8(c->counts, _mm_and_si128(ends, mask));
}

static inline void count_points_step(struct counting *c, const char *at, __m128i mask)
{
    __m128i leads = _mm_cmpgt_epi8(count_load(at), _mm_set1_epi8((char)0xbf));
    c->counts = _mm_sub_epi8(c->counts, _mm_and_si128(leads, mask));
}

/* Counts 16 bytes at a time, and the rest with the last step again; for 16 bytes at least. */
static inline size_t count_all(struct counting *c, const char *at, size_t length, count_step *step)
{
    const __m128i all = _mm_set1_epi8(-1);
    const char *end = at + length;
    size_t count = 0;
    c->seen = _mm_setzero_si128();
    while (end - at >= COUNT_STEP) {
        c->counts = _mm_setzero_si128();
        /* Before bytes overflow. */
        for (int i = 0; i < 32 && end - at >= COUNT_UNROLLED; i++, at += COUNT_UNROLLED) {
            step(c, at, all);
            step(c, at + 16, all);
            step(c, at + 32, all);
            step(c, at + 48, all);
        }
        for (int i = 0; i < 3 && end - at >= COUNT_STEP; i++, at += COUNT_STEP) {
            step(c, at, all);
        }
        count += count_sum(c->counts);
    }
    c->counts = _mm_setzero_si128();
    step(c, end - COUNT_STEP, count_last((size_t)(end - at)));
    return count + count_sum(c->counts);
}

static inline struct breaks count_breaks(const char *at, size_t length)
{
    struct counting c;
    struct breaks b = { 0 };
    if (length >= COUNT_STEP) {
        b.feeds = count_all(&c, at, length, count_breaks_step);
        b.returns = _mm_movemask_epi8(c.seen) != 0;
        return b;
    }
    for (size_t i = 0; i < length; i++) {
        count_break(&b, at[i]);
    }
    return b;
}

/* Line ends where there are CR bytes, the first of them behind `before`. */
static inline size_t count_ends(const char *at, size_t length, char before)
{
    struct counting c;
    if (length > COUNT_STEP) {
        return ends_line(before, at[0]) + count_all(&c, at + 1, length - 1, count_ends_step);
    }
    return count_ends_plainly(at, length, before);
}

static inline size_t count_points(const char *at, size_t length)
{
    struct counting c;
    if (length >= COUNT_STEP) {
        return count_all(&c, at, length, count_points_step);
    }
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += begins_point(at[i]);
    }
    return count;
}

#else

static inline struct breaks count_breaks(const char *at, size_t length)
{
    struct breaks b = { 0 };
    for (size_t i = 0; i < length; i++) {
        count_break(&b, at[i]);
    }
    return b;
}

static inline size_t count_ends(const char *at, size_t length, char before)
{
    return count_ends_plainly(at, length, before);
}

static inline size_t count_points(const char *at, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += begins_point(at[i]);
    }
    return count;
}

#endif

#endif
