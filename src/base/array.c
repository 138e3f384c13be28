#include "base/array.h"

#include <stdlib.h>

enum { FIRST_ROOM = 2 };

void *array_grow(void *entries, size_t count, size_t *room, size_t size)
{
    return array_grow_from(FIRST_ROOM, entries, count, room, size);
}

void *array_grow_from(size_t first, void *entries, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return entries;
    }
    size_t more = *room ? *room * 2 : first;
    void *moved = reallocarray(entries, more, size);
    *room = moved ? more : *room;
    return moved;
}
