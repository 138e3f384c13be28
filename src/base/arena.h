/* An arena: many small allocations that live and go together. It remembers failure. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/slice.h"

struct arena {
    struct arena_block *blocks;
    char *next;
    size_t left;
    bool failed; /* some allocation gave NULL: what was built is incomplete */
};

/* An arena starts as { 0 }. Freeing leaves it so. */
void arena_free(struct arena *a);

/* Forgets all that was allocated and the failure, keeps the last block. */
void arena_reset(struct arena *a);

/* Of an arena that holds nothing: has room for so many bytes and no more, as what lives long and is
 * small wants it. */
void arena_expect(struct arena *a, size_t size);

/* Zeroed, aligned for anything; NULL after failing. */
void *arena_alloc(struct arena *a, size_t size);

/* Room for bytes alone: not zeroed, not aligned. */
char *arena_bytes(struct arena *a, size_t size);

/* A copy of s with a NUL behind it (not counted): what a caller of the library is lent is a C
 * string too. The absent slice stays absent, and so does one that found no memory. */
struct slice arena_copy(struct arena *a, struct slice s);

#define ARENA_NEW(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc((arena), sizeof(type) * (count)))

#endif
