/* The links that were found last, for recognisers that look back at them. */
#ifndef SCAN_FIND_SEEN_H
#define SCAN_FIND_SEEN_H

#include "places/place.h"
#include "terms.h"

/* Offsets into the scanned text. */
struct seen_link {
    uint64_t start, end;
    enum link_kind kind;
    const struct place *place; /* whose post, short link or picture it is; NULL: nobody's */
};

enum { SEEN_MOST = 64 };

/* A ring, the latest at count - 1. Starts as { .count = 0 }. */
struct seen {
    struct seen_link last[SEEN_MOST];
    size_t count;
};

/* The parts stand apart: copying what was just written makes the processor wait. */
void seen_note(struct seen *s, uint64_t start, uint64_t end, enum link_kind kind,
               const struct place *place);

/* The latest but `back`; NULL where none is remembered. */
static inline const struct seen_link *seen_latest(const struct seen *s, size_t back)
{
    bool remembered = back < SEEN_MOST && back < s->count;
    return remembered ? &s->last[(s->count - 1 - back) % SEEN_MOST] : NULL;
}

/* How many of the latest begin at `from` or later. */
size_t seen_since(const struct seen *s, uint64_t from);

#endif
