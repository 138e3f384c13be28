#include "scan/input/marks.h"

#include "scan/input/count.h"

#include <string.h>

/* What a mark needs behind it to trigger anything, as bits: a byte has those that both its low four
 * bits and its high four bits stand for. Behind a LF the first six of them do, which are the bytes
 * of flattened_first and a few others; behind a "P" the last two, "o" and "u". */
enum { BEHIND_FEED = 0x3f, BEHIND_P = 0xc0 };

static const unsigned char behind_low[16] = { 0x15, 0x00, 0x30, 0x24, 0x12, 0x80, 0x00, 0x32,
                                              0x10, 0x08, 0x27, 0x03, 0x08, 0x01, 0x18, 0x42 };
static const unsigned char behind_high[16] = {
    [0x0] = 0x08, [0x2] = 0x01, [0x3] = 0x08, [0x4] = 0x02, [0x5] = 0x04,
    [0x6] = 0x40, [0x7] = 0x88, [0xc] = 0x10, [0xd] = 0x10, [0xe] = 0x20
};

/* The same by the high four bits of a mark. "/" and "@" need nothing: what a mark has is added to
 * this, and 0x80 is enough. */
static const unsigned char mark_needs[16] = { [0x0] = BEHIND_FEED, [0x5] = BEHIND_P };
static const unsigned char mark_alone[16] = { 0x7f, 0x7f, 0x80, 0x7f, 0x80, 0x7f, 0x7f, 0x7f };

static bool may_trigger(unsigned char mark, unsigned char behind)
{
    unsigned char has = behind_low[behind & 0xf] & behind_high[behind >> 4];
    return mark_alone[mark >> 4] + (mark_needs[mark >> 4] & has) >= 0x80;
}

/* Those of the marks in half a block that may trigger something. */
static uint32_t settle(const char *at, uint32_t marks)
{
    uint32_t found = 0;
    for (; marks; marks &= marks - 1) {
        size_t i = (size_t)__builtin_ctz(marks);
        found |= (uint32_t)may_trigger((unsigned char)at[i], (unsigned char)at[i + 1]) << i;
    }
    return found;
}

/* Notes the marks and line ends of half a block. */
static void note_half(size_t half, const char *at, uint32_t marks, uint32_t ends,
                      struct marked *out, struct lines *lines)
{
    unsigned before = half ? lines->until[half - 1] : 0;
    out->found[half] = settle(at, marks);
    out->filled |= (uint64_t)(out->found[half] != 0) << half;
    lines->ends[half] = ends;
    lines->until[half] = (uint16_t)(before + (unsigned)__builtin_popcount(ends));
    lines->filled |= (uint64_t)(ends != 0) << half;
}

static void find(const char *at, size_t blocks, struct marked *out, struct lines *lines)
{
    static const char marks[4] = { '/', '@', '\n', 'P' };
    uint64_t returns = 0;
    out->blocks = blocks;
    out->filled = lines->filled = 0;
    for (size_t half = 0; half < 2 * blocks; half += 2, at += BLOCK) {
        uint64_t found = block_find_four(at, marks);
        uint64_t ends = found ? block_find(at, '\n', '\n') : 0;
        returns |= block_find(at, '\r', '\r');
        note_half(half, at, (uint32_t)found, (uint32_t)ends, out, lines);
        note_half(half + 1, at + BLOCK_HALF, (uint32_t)(found >> BLOCK_HALF),
                  (uint32_t)(ends >> BLOCK_HALF), out, lines);
    }
    lines->returns = returns != 0;
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

enum { COUNT_LEAST = 2 * BLOCK };

WIDE static inline __m256i load_half(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

WIDE static inline __m256i load_table(const void *table)
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)table));
}

WIDE static inline uint32_t bits_of(__m256i bytes)
{
    return (uint32_t)_mm256_movemask_epi8(bytes);
}

/* A byte is found if the table has it, one bit left out, at its low four bits: "@" and "P" differ
 * in that bit alone. CR, "?" and two control characters are found besides. */
WIDE static inline __m256i marks_table(void)
{
    const char no = (char)0xff;
    const char marks[16] = { '@', no, no, no, no, no, no, no, no, no, '\n', no, no, '\r', no, '/' };
    return load_table(marks);
}

WIDE static inline __m256i marks_in(const char *at, __m256i table)
{
    __m256i bytes = load_half(at);
    __m256i lacking = _mm256_and_si256(bytes, _mm256_set1_epi8((char)0xef));
    return _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, bytes), lacking);
}

/* What is not 0 in both halves of a block, of which two bytes become one. */
WIDE static inline __m256i marks_in_block(const char *at, __m256i table)
{
    return _mm256_packs_epi16(marks_in(at, table), marks_in(at + BLOCK_HALF, table));
}

/* A bit for each half of four blocks that has a mark. */
WIDE static inline unsigned filled_in_four(const char *at, __m256i table)
{
    __m256i two = _mm256_packs_epi16(marks_in_block(at, table), marks_in_block(at + BLOCK, table));
    at += 2 * BLOCK;
    __m256i more = _mm256_packs_epi16(marks_in_block(at, table), marks_in_block(at + BLOCK, table));
    __m256i four = _mm256_packs_epi16(two, more);
    __m128i each = _mm_or_si128(_mm256_castsi256_si128(four), _mm256_extracti128_si256(four, 1));
    __m128i empty = _mm_cmpeq_epi16(each, _mm_setzero_si128());
    return ~(unsigned)_mm_movemask_epi8(_mm_packs_epi16(empty, empty)) & 0xff;
}

/* A bit for each half that has a mark. */
WIDE static uint64_t filled_in(const char *at, size_t blocks, __m256i table)
{
    uint64_t filled = 0;
    size_t half = 0;
    for (; half + 8 <= 2 * blocks; half += 8) {
        filled |= (uint64_t)filled_in_four(at + half * BLOCK_HALF, table) << half;
    }
    for (; half < 2 * blocks; half++) {
        filled |= (uint64_t)(bits_of(marks_in(at + half * BLOCK_HALF, table)) != 0) << half;
    }
    return filled;
}

WIDE static inline __m256i high_bits(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0xf));
}

/* The bytes of half a block that trigger something if they are marks, by their highest bits. */
WIDE static inline __m256i settle_half(const char *at)
{
    __m256i behind = load_half(at + 1);
    __m256i low = _mm256_and_si256(behind, _mm256_set1_epi8(0xf));
    __m256i has = _mm256_and_si256(_mm256_shuffle_epi8(load_table(behind_low), low),
                                   _mm256_shuffle_epi8(load_table(behind_high), high_bits(behind)));
    __m256i mark = high_bits(load_half(at));
    __m256i needs = _mm256_shuffle_epi8(load_table(mark_needs), mark);
    return _mm256_adds_epu8(_mm256_and_si256(needs, has),
                            _mm256_shuffle_epi8(load_table(mark_alone), mark));
}

WIDE static void find_wide(const char *at, size_t blocks, struct marked *out, struct lines *lines)
{
    const __m256i table = marks_table();
    __m256i returns = _mm256_setzero_si256();
    uint64_t filled = 0;
    uint64_t lined = 0;
    size_t count = 0;
    for (uint64_t some = filled_in(at, blocks, table); some; some &= some - 1) {
        size_t half = (size_t)__builtin_ctzll(some);
        const char *begin = at + half * BLOCK_HALF;
        __m256i bytes = load_half(begin);
        uint32_t found = bits_of(_mm256_and_si256(marks_in(begin, table), settle_half(begin)));
        uint32_t ends = bits_of(_mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\n')));
        returns = _mm256_or_si256(returns, _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8('\r')));
        count += (size_t)__builtin_popcount(ends);
        filled |= (uint64_t)(found != 0) << half;
        lined |= (uint64_t)(ends != 0) << half;
        out->found[half] = found;
        lines->ends[half] = ends;
        lines->until[half] = (uint16_t)count;
    }
    out->blocks = blocks;
    out->filled = filled;
    lines->filled = lined;
    lines->returns = !_mm256_testz_si256(returns, returns);
}

void marks_find(const char *at, size_t blocks, struct marked *out, struct lines *lines)
{
    (__builtin_cpu_supports("avx2") ? find_wide : find)(at, blocks, out, lines);
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
        __m256i high = find_ends_in_half(at + block * BLOCK + BLOCK_HALF, table);
        if (_mm256_movemask_epi8(_mm256_or_si256(low, high))) {
            uint64_t bits = (unsigned)_mm256_movemask_epi8(high);
            found[block] = bits << BLOCK_HALF | (unsigned)_mm256_movemask_epi8(low);
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
    static const signed char bytes[2 * BLOCK_HALF] = { [BLOCK_HALF... 2 * BLOCK_HALF - 1] = -1 };
    return load_half((const char *)bytes + count);
}

/* Counts line ends or code points in half a block at least: the rest with the last half again. */
WIDE static inline size_t count_wide(const char *at, size_t length, bool points)
{
    const __m256i none = _mm256_setzero_si256();
    __m256i last = _mm256_and_si256(count_in_half(at + length - BLOCK_HALF, points),
                                    last_of_half(length % BLOCK_HALF));
    __m256i sums = _mm256_sad_epu8(_mm256_sub_epi8(none, last), none);
    for (size_t i = 0; length - i >= BLOCK_HALF;) {
        __m256i counts = none;
        size_t steps =
            (length - i) / BLOCK_HALF < UINT8_MAX ? (length - i) / BLOCK_HALF : UINT8_MAX;
        for (size_t step = 0; step < steps; step++, i += BLOCK_HALF) {
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
    return length >= BLOCK_HALF && __builtin_cpu_supports("avx2") ? count_points_wide(at, length)
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
    __m256i any = pairs_in_half(at + length - BLOCK_HALF - 1, pairs);
    for (size_t i = 0; i + BLOCK_HALF < length; i += BLOCK_HALF) {
        any = _mm256_or_si256(any, pairs_in_half(at + i, pairs));
    }
    return !_mm256_testz_si256(any, any);
}

bool marks_may_have(const char *at, size_t length, const char *pairs)
{
    bool quick = length > BLOCK_HALF && __builtin_cpu_supports("avx2");
    return !quick || have_wide(at, length, pairs);
}

#else

void marks_find(const char *at, size_t blocks, struct marked *out, struct lines *lines)
{
    find(at, blocks, out, lines);
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
