/* Where lines end in a stretch of a text: how many do before a byte of it is known without going
 * over them. */
#ifndef SCAN_INPUT_LINES_H
#define SCAN_INPUT_LINES_H

#include "scan/input/block.h"

enum { MARKED_MOST = 32, BLOCK_HALF = BLOCK / 2, HALVES = 2 * MARKED_MOST };

/* Line ends in so many blocks as are looked through together, by halves of these. */
struct lines {
    bool returns;           /* there is a CR in them: the rest is not true */
    uint64_t filled;        /* a bit for each half in which a line ends; of these ... */
    uint32_t ends[HALVES];  /* ... a bit for each byte that ends one ... */
    uint16_t until[HALVES]; /* ... and how many lines end in it and before it */
};

/* How many lines end before a byte, and where the last of them ends, behind its LF; 0: none does.
 */
struct lines_before {
    size_t count, end;
};

/* Of the halves of which a bit is given, which are filled, all before the last line end. */
static inline struct lines_before lines_in(const struct lines *l, uint64_t halves)
{
    if (halves == 0) {
        return (struct lines_before){ 0, 0 };
    }
    size_t half = HALVES - 1 - (size_t)__builtin_clzll(halves);
    size_t last = BLOCK_HALF - (size_t)__builtin_clz(l->ends[half]);
    return (struct lines_before){ l->until[half], half * BLOCK_HALF + last };
}

static inline struct lines_before lines_in_all(const struct lines *l)
{
    return lines_in(l, l->filled);
}

/* Those before a byte of the stretch. */
static inline struct lines_before lines_before(const struct lines *l, size_t at)
{
    size_t half = at / BLOCK_HALF;
    uint64_t before = l->filled & ~(UINT64_MAX << half);
    uint32_t ends = l->filled >> half & 1 ? l->ends[half] : 0;
    uint32_t here = ends & ~(UINT32_MAX << at % BLOCK_HALF);
    if (here == 0) {
        return lines_in(l, before);
    }
    size_t behind = (size_t)__builtin_popcount(ends ^ here);
    size_t last = BLOCK_HALF - (size_t)__builtin_clz(here);
    return (struct lines_before){ l->until[half] - behind, half * BLOCK_HALF + last };
}

#endif
