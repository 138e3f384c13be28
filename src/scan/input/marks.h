/* What nearly all of a text is looked through for, as many bytes at a time as the processor can. */
#ifndef SCAN_INPUT_MARKS_H
#define SCAN_INPUT_MARKS_H

#include "scan/input/block.h"

enum { MARKED_MOST = 32 };

/* Blocks of a text that were looked through together. */
struct marked {
    uint64_t from; /* where the first of them stands in the text */
    size_t blocks;
    unsigned filled; /* a bit for each block in which something was found: most are empty */
    bool returns;    /* there is a CR in them */
    uint64_t found[MARKED_MOST]; /* a bit for each byte */
};

/* Looks through so many blocks for the marks of a plain text, "/", "@", LF and "P"; some other
 * bytes may be found besides. Sets all but `from`. */
void marks_find(const char *at, size_t blocks, struct marked *out);

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
