/* A growing array of entries of one size, in an arena: it is never moved, so that growing copies
 * nothing and entries stay where they are. */
#ifndef BASE_SEGMENTS_H
#define BASE_SEGMENTS_H

#include "base/arena.h"

enum { SEGMENT_ENTRIES = 16 };

/* Starts as { .size = the entries' size }. */
struct segments {
    char **list;
    size_t size, count, room; /* of an entry; entries; segments that `list` has room for */
};

/* Adds an entry, zeroed; NULL: out of memory. */
void *segments_add(struct segments *c, struct arena *arena);

/* The entry at an index below `count`. */
static inline void *segments_at(const struct segments *c, size_t index)
{
    return c->list[index / SEGMENT_ENTRIES] + index % SEGMENT_ENTRIES * c->size;
}

/* Takes out the last entry. */
static inline void segments_drop(struct segments *c)
{
    c->count--;
}

#endif
