/* What nearly all of a text is looked through for, as many bytes at a time as the processor can. */
#ifndef SCAN_INPUT_MARKS_H
#define SCAN_INPUT_MARKS_H

#include "scan/input/block.h"

/* Goes over whole blocks from `at` on, and gives how many have none of the marks of a plain text,
 * "/", "@", LF and "P", before the first that has one: *found has a bit for each of those in it,
 * and maybe for some other bytes; it is 0 where no block has a mark. */
size_t marks_skip(const char *at, size_t blocks, uint64_t *found);

/* Line ends where there is no CR. */
size_t marks_count_feeds(const char *at, size_t length);

#endif
