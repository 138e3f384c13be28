#include "scan/input/marks.h"

#include "scan/input/count.h"

#include <string.h>

/* Blocks of 64 bytes at a time, in which nothing that is looked for stands. */
static size_t skip(const char *at, size_t blocks, uint64_t *found)
{
    static const char marks[4] = { '/', '@', '\n', 'P' };
    size_t block = 0;
    *found = 0;
    while (block < blocks) {
        *found = block_find_four(at + block * BLOCK, marks);
        if (*found) {
            break;
        }
        block++;
    }
    return block;
}

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE __attribute__((target("avx2")))

enum { HALF = BLOCK / 2, COUNT_LEAST = 2 * BLOCK };

/* A byte is a mark if the table has it, one bit left out, at its low four bits: "@" and "P" differ
 * in that bit alone. "?" and SUB are found besides. */
WIDE static inline __m256i find_in_half(const char *at, __m256i table)
{
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)at);
    __m256i lacking = _mm256_and_si256(bytes, _mm256_set1_epi8((char)0xef));
    return _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, bytes), lacking);
}

WIDE static inline __m256i marks_table(void)
{
    const char no = (char)0xff;
    __m128i table =
        _mm_setr_epi8('@', no, no, no, no, no, no, no, no, no, '\n', no, no, no, no, '/');
    return _mm256_broadcastsi128_si256(table);
}

WIDE static size_t skip_wide(const char *at, size_t blocks, uint64_t *found)
{
    const __m256i table = marks_table();
    size_t block = 0;
    *found = 0;
    for (; block < blocks; block++) {
        __m256i low = find_in_half(at + block * BLOCK, table);
        __m256i high = find_in_half(at + block * BLOCK + HALF, table);
        __m256i any = _mm256_or_si256(low, high);
        if (!_mm256_testz_si256(any, any)) {
            uint64_t bits = (unsigned)_mm256_movemask_epi8(high);
            *found = bits << HALF | (unsigned)_mm256_movemask_epi8(low);
            break;
        }
    }
    return block;
}

size_t marks_skip(const char *at, size_t blocks, uint64_t *found)
{
    return __builtin_cpu_supports("avx2") ? skip_wide(at, blocks, found) : skip(at, blocks, found);
}

WIDE static size_t count_wide(const char *at, size_t length)
{
    const __m256i feed = _mm256_set1_epi8('\n');
    const __m256i none = _mm256_setzero_si256();
    __m256i sums = none;
    size_t i = 0;
    while (length - i >= HALF) {
        __m256i counts = none;
        size_t steps = (length - i) / HALF < UINT8_MAX ? (length - i) / HALF : UINT8_MAX;
        for (size_t step = 0; step < steps; step++, i += HALF) {
            __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(at + i));
            counts = _mm256_sub_epi8(counts, _mm256_cmpeq_epi8(bytes, feed));
        }
        sums = _mm256_add_epi64(sums, _mm256_sad_epu8(counts, none));
    }
    uint64_t each[4];
    memcpy(each, &sums, sizeof each);
    return each[0] + each[1] + each[2] + each[3] + count_feeds(at + i, length - i);
}

size_t marks_count_feeds(const char *at, size_t length)
{
    return length >= COUNT_LEAST && __builtin_cpu_supports("avx2") ? count_wide(at, length)
                                                                   : count_feeds(at, length);
}

#else

size_t marks_skip(const char *at, size_t blocks, uint64_t *found)
{
    return skip(at, blocks, found);
}

size_t marks_count_feeds(const char *at, size_t length)
{
    return count_feeds(at, length);
}

#endif
