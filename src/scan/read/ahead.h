/* The scan of a large text by several threads: it is cut into parts, each is scanned by itself, and
 * they are joined in their order. */
#ifndef SCAN_READ_AHEAD_H
#define SCAN_READ_AHEAD_H

#include "scan/gather/gather.h"
#include "scan/read/text.h"

/* As scan_ahead; false: out of memory. */
bool ahead_scan(struct text *t, struct gather *gather, const struct scan_source *source,
                uint64_t *at);

#endif
