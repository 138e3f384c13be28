#include "scan/input/marks.h"

static size_t skip(const char *at, size_t blocks, const char any_of[4], uint64_t *found)
{
    size_t block = 0;
    *found = 0;
    while (block < blocks) {
        *found = block_find_four(at + block * BLOCK, any_of);
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

WIDE static inline __m256i find_in_half(const char *at, const __m256i any_of[4])
{
    __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)at);
    __m256i one =
        _mm256_or_si256(_mm256_cmpeq_epi8(bytes, any_of[0]), _mm256_cmpeq_epi8(bytes, any_of[1]));
    __m256i other =
        _mm256_or_si256(_mm256_cmpeq_epi8(bytes, any_of[2]), _mm256_cmpeq_epi8(bytes, any_of[3]));
    return _mm256_or_si256(one, other);
}

WIDE static size_t skip_wide(const char *at, size_t blocks, const char any_of[4], uint64_t *found)
{
    const __m256i all[4] = { _mm256_set1_epi8(any_of[0]), _mm256_set1_epi8(any_of[1]),
                             _mm256_set1_epi8(any_of[2]), _mm256_set1_epi8(any_of[3]) };
    size_t block = 0;
    *found = 0;
    for (; block < blocks; block++) {
        __m256i low = find_in_half(at + block * BLOCK, all);
        __m256i high = find_in_half(at + block * BLOCK + BLOCK / 2, all);
        uint64_t bits = (unsigned)_mm256_movemask_epi8(high);
        bits = bits << 32 | (unsigned)_mm256_movemask_epi8(low);
        if (bits) {
            *found = bits;
            break;
        }
    }
    return block;
}

size_t marks_skip(const char *at, size_t blocks, const char any_of[4], uint64_t *found)
{
    return __builtin_cpu_supports("avx2") ? skip_wide(at, blocks, any_of, found)
                                          : skip(at, blocks, any_of, found);
}

#else

size_t marks_skip(const char *at, size_t blocks, const char any_of[4], uint64_t *found)
{
    return skip(at, blocks, any_of, found);
}

#endif
