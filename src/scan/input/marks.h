/* Where any of four bytes stands, looked for as many bytes at a time as the processor can. */
#ifndef SCAN_INPUT_MARKS_H
#define SCAN_INPUT_MARKS_H

#include "scan/input/block.h"

/* Goes over whole blocks from `at` on, and gives how many have none of the bytes before the first
 * that has one: *found has a bit for each of those in it, and is 0 where no block has. */
size_t marks_skip(const char *at, size_t blocks, const char any_of[4], uint64_t *found);

#endif
