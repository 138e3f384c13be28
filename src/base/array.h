/* Arrays that grow by doubling. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>

/* Makes room for one more entry of so many bytes behind `count` others, and gives where the array
 * is now; NULL: out of memory, and the array is as it was. *room is 0 where `entries` is NULL. */
void *array_grow(void *entries, size_t count, size_t *room, size_t size);

/* The same where many are to come: the first room is for so many, which are not moved. */
void *array_grow_from(size_t first, void *entries, size_t count, size_t *room, size_t size);

#endif
