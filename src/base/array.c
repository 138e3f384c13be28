#include "base/array.h"

#include <stdlib.h>

enum { FIRST_ROOM = 2 };

void *array_grow(void *entries, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return entries;
    }
    size_t more = *room ? *room * 2 : FIRST_ROOM;
    void *moved = reallocarray(entries, more, size);
    *room = moved ? more : *room;
    return moved;
}
