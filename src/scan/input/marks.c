#include "scan/input/marks.h"

#include "scan/input/count.h"

#include <string.h>

static void find(const char *at, size_t blocks, struct marked *out)
{
    static const char marks[4] = { '/', '@', '\n', 'P' };
    uint64_t returns = 0;
    unsigned filled = 0;
    for (size_t block = 0; block < blocks; block++) {
        out->found[block] = block_find_four(at + block * BLOCK, marks);
        filled |= (unsigned)(out->found[block] != 0) << block;
        returns |= block_find(at + block * BLOCK, '\r', '\r');
    }
    out->blocks = blocks;
    out->filled = filled;
    out->returns = returns != 0;
}

static unsigned find_ends(const char *at, size_t blocks, uint64_t *found)
{
    unsigned some = 0;
    for (size_t block = 0; block < blocks; block++) {
        found[block] = block_find(at + block * BLOCK, '\n', '\r');
        some |= (unsigned)(found[block] != 0) << block;
    }
    return some;
}

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2")))

enum { HALF = BLOCK / 2, COUNT_LEAST = 2 * BLOCK };

WIDE static inline __m256i load_half(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

/* A byte is a mark if the table has it, one bit left out, at its low four bits: "@" and "P" differ
 * in that bit alone. "?" and SUB are found besides. */
WIDE static inline unsigned find_in_half(__m256i bytes, __m256i table)
{
    __m256i lacking = _mm256_and_si256(bytes, _mm256_set1_epi8((char)0xef));
    __m256i marks = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, bytes), lacking);
    return (unsigned)_mm256_movemask_epi8(marks);
}

WIDE static inline __m256i marks_table(void)
{
    const char no = (char)0xff;
    __m128i table =
        _mm_setr_epi8('@', no, no, no, no, no, no, no, no, no, '\n', no, no, no, no, '/');
    return _mm256_broadcastsi128_si256(table);
}

WIDE static void find_wide(const char *at, size_t blocks, struct marked *out)
{
    const __m256i table = marks_table();
    const __m256i ret = _mm256_set1_epi8('\r');
    __m256i returns = _mm256_setzero_si256();
    unsigned filled = 0;
    for (size_t block = 0; block < blocks; block++) {
        __m256i low = load_half(at + block * BLOCK);
        __m256i high = load_half(at + block * BLOCK + HALF);
        uint64_t found = (uint64_t)find_in_half(high, table) << HALF | find_in_half(low, table);
        out->found[block] = found;
        filled |= (unsigned)(found != 0) << block;
        returns = _mm256_or_si256(returns, _mm256_cmpeq_epi8(low, ret));
        returns = _mm256_or_si256(returns, _mm256_cmpeq_epi8(high, ret));
    }
    out->blocks = blocks;
    out->filled = filled;
    out->returns = !_mm256_testz_si256(returns, returns);
}

void marks_find(const char *at, size_t blocks, struct marked *out)
{
    (__builtin_cpu_supports("avx2") ? find_wide : find)(at, blocks, out);
}

WIDE static inline __m256i find_ends_in_half(const char *at, __m256i table)
{
    __m256i bytes = load_half(at);
    return _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, bytes), bytes);
}

/* Both in a table by the low four bits; a byte beyond ASCII is looked up as NUL, which it is not.
 */
WIDE static inline __m256i ends_table(void)
{
    const char no = (char)0xff;
    __m128i table =
        _mm_setr_epi8(no, no, no, no, no, no, no, no, no, no, '\n', no, no, '\r', no, no);
    return _mm256_broadcastsi128_si256(table);
}

WIDE static unsigned find_ends_wide(const char *at, size_t blocks, uint64_t *found)
{
    const __m256i table = ends_table();
    unsigned some = 0;
    for (size_t block = 0; block < blocks; block++) {
        __m256i low = find_ends_in_half(at + block * BLOCK, table);
        __m256i high = find_ends_in_half(at + block * BLOCK + HALF, table);
        if (_mm256_movemask_epi8(_mm256_or_si256(low, high))) {
            uint64_t bits = (unsigned)_mm256_movemask_epi8(high);
            found[block] = bits << HALF | (unsigned)_mm256_movemask_epi8(low);
            some |= 1U << block;
        }
    }
    return some;
}

unsigned marks_find_ends(const char *at, size_t blocks, uint64_t *found)
{
    return (__builtin_cpu_supports("avx2") ? find_ends_wide : find_ends)(at, blocks, found);
}

WIDE static inline __m256i count_in_half(const char *at, bool points)
{
    __m256i bytes = load_half(at);
    return points ? _mm256_cmpgt_epi8(bytes, _mm256_set1_epi8((char)0xbf))
                  : _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\n'));
}

/* The last `count` bytes of a half. */
WIDE static inline __m256i last_of_half(size_t count)
{
    static const signed char bytes[2 * HALF] = { [HALF... 2 * HALF - 1] = -1 };
    return load_half((const char *)bytes + count);
}

/* Counts line ends or code points in half a block at least: the rest with the last half again. */
WIDE static inline size_t count_wide(const char *at, size_t length, bool points)
{
    const __m256i none = _mm256_setzero_si256();
    __m256i last =
        _mm256_and_si256(count_in_half(at + length - HALF, points), last_of_half(length % HALF));
    __m256i sums = _mm256_sad_epu8(_mm256_sub_epi8(none, last), none);
    for (size_t i = 0; length - i >= HALF;) {
        __m256i counts = none;
        size_t steps = (length - i) / HALF < UINT8_MAX ? (length - i) / HALF : UINT8_MAX;
        for (size_t step = 0; step < steps; step++, i += HALF) {
            counts = _mm256_sub_epi8(counts, count_in_half(at + i, points));
        }
        sums = _mm256_add_epi64(sums, _mm256_sad_epu8(counts, none));
    }
    uint64_t each[4];
    memcpy(each, &sums, sizeof each);
    return each[0] + each[1] + each[2] + each[3];
}

WIDE static size_t count_feeds_wide(const char *at, size_t length)
{
    return count_wide(at, length, false);
}

WIDE static size_t count_points_wide(const char *at, size_t length)
{
    return count_wide(at, length, true);
}

size_t marks_count_feeds(const char *at, size_t length)
{
    return length >= COUNT_LEAST && __builtin_cpu_supports("avx2") ? count_feeds_wide(at, length)
                                                                   : count_feeds(at, length);
}

size_t marks_count_points(const char *at, size_t length)
{
    return length >= HALF && __builtin_cpu_supports("avx2") ? count_points_wide(at, length)
                                                            : count_points(at, length);
}

/* Pairs of bytes by the low four bits of their first. */
struct pairs {
    __m256i firsts, seconds;
};

WIDE static struct pairs pairs_table(const char *signs)
{
    char firsts[16];
    char seconds[16] = { 0 };
    for (size_t i = 0; i < sizeof firsts; i++) {
        firsts[i] = (char)~i; /* no byte that is looked for here */
    }
    for (size_t i = 0; signs[i]; i += 2) {
        firsts[signs[i] & 0xf] = signs[i];
        seconds[signs[i] & 0xf] = signs[i + 1];
    }
    __m128i first = _mm_loadu_si128((const __m128i *)(const void *)firsts);
    __m128i second = _mm_loadu_si128((const __m128i *)(const void *)seconds);
    return (struct pairs){ _mm256_broadcastsi128_si256(first),
                           _mm256_broadcastsi128_si256(second) };
}

/* The bytes of half a block with which a pair begins. */
WIDE static inline __m256i pairs_in_half(const char *at, struct pairs pairs)
{
    __m256i bytes = load_half(at);
    __m256i behind = load_half(at + 1);
    __m256i low = _mm256_and_si256(bytes, _mm256_set1_epi8(0xf));
    __m256i first = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(pairs.firsts, low), bytes);
    __m256i second = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(pairs.seconds, low), behind);
    return _mm256_and_si256(first, second);
}

/* In more than half a block: the rest with the last half again. */
WIDE static bool have_wide(const char *at, size_t length, const char *signs)
{
    struct pairs pairs = pairs_table(signs);
    __m256i any = pairs_in_half(at + length - HALF - 1, pairs);
    for (size_t i = 0; i + HALF < length; i += HALF) {
        any = _mm256_or_si256(any, pairs_in_half(at + i, pairs));
    }
    return !_mm256_testz_si256(any, any);
}

bool marks_may_have(const char *at, size_t length, const char *pairs)
{
    bool quick = length > HALF && __builtin_cpu_supports("avx2");
    return !quick || have_wide(at, length, pairs);
}

#else

void marks_find(const char *at, size_t blocks, struct marked *out)
{
    find(at, blocks, out);
}

unsigned marks_find_ends(const char *at, size_t blocks, uint64_t *found)
{
    return find_ends(at, blocks, found);
}

size_t marks_count_feeds(const char *at, size_t length)
{
    return count_feeds(at, length);
}

size_t marks_count_points(const char *at, size_t length)
{
    return count_points(at, length);
}

bool marks_may_have(const char *at, size_t length, const char *pairs)
{
    (void)at;
    (void)length;
    (void)pairs;
    return true;
}

#endif
