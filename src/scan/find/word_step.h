/* Letters and digits of ASCII, as many as a step tells at once. */
#ifndef SCAN_FIND_WORD_STEP_H
#define SCAN_FIND_WORD_STEP_H

#include "base/runs.h"
#include "base/slice.h"

#if defined(RUNS_STEP)

/* How many of the letters and digits from `at` on can be told in a step: fewer than a step are all.
 */
static inline size_t word_step(struct slice s, size_t at)
{
    if (s.length - at < RUNS_STEP) {
        return 0;
    }
    __m128i bytes = runs_load(s.data + at);
    return runs_length(_mm_or_si128(runs_letters(bytes), runs_range(bytes, '0', '9')));
}

/* The same for those at the end of s. */
static inline size_t word_step_back(struct slice s)
{
    if (s.length < RUNS_STEP) {
        return 0;
    }
    __m128i bytes = runs_load(s.data + s.length - RUNS_STEP);
    __m128i word = _mm_or_si128(runs_letters(bytes), runs_range(bytes, '0', '9'));
    unsigned others = ~(unsigned)_mm_movemask_epi8(word) << RUNS_STEP;
    return others ? (size_t)__builtin_clz(others) : RUNS_STEP;
}

#else

static inline size_t word_step(struct slice s, size_t at)
{
    (void)s;
    (void)at;
    return 0;
}

static inline size_t word_step_back(struct slice s)
{
    (void)s;
    return 0;
}

#endif

#endif
