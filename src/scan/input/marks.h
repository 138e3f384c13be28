/* What nearly all of a text is looked through for, as many bytes at a time as the processor can. */
#ifndef SCAN_INPUT_MARKS_H
#define SCAN_INPUT_MARKS_H

#include "scan/input/lines.h"

/* Blocks of a text that were looked through together, by halves. */
struct marked {
    uint64_t from; /* where the first of them stands in the text */
    size_t blocks;
    uint64_t filled; /* a bit for each half in which something was found, few; of these ... */
    uint32_t found[HALVES]; /* ... a bit for each byte */
};

static inline uint32_t marked_in(const struct marked *m, size_t half)
{
    return m->filled >> half & 1 ? m->found[half] : 0;
}

/* Looks through so many blocks, and at the byte behind them, for what may trigger a recogniser in a
 * plain text: "/", "@", a LF before the first byte of a post's words, a "P" before the next byte of
 * them; some others may be found besides. Sets all but `from`. */
void marks_find(const char *at, size_t blocks, struct marked *out, struct lines *lines);

/* Gives a bit for each of so many blocks, MARKED_MOST at most, that has a LF or CR, and sets
 * `found` of that: a bit for each of them and for no other byte. */
unsigned marks_find_ends(const char *at, size_t blocks, uint64_t *found);

/* Line ends where there is no CR. */
size_t marks_count_feeds(const char *at, size_t length);

/* Bytes that begin a code point of UTF-8. */
size_t marks_count_points(const char *at, size_t length);

/* Whether one of some pairs of bytes may stand in a text: it does not if this is false. Their first
 * bytes differ in their low four bits. */
bool marks_may_have(const char *at, size_t length, const char *pairs);

#endif
