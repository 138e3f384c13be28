/* Memory in whole pages, as the system has it. */
#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>

enum { PAGES_SMALL = 4 << 10, PAGES_LARGE = 2 << 20 };

/* Memory to read files into, for free; NULL: out of memory. It begins a page, for the system copies
 * from pages: into a room that begins a few bytes behind where a page does, as malloc's large ones
 * do, it copies a fifth slower. The size is a multiple of a page's. */
void *pages_alloc(size_t size);

/* Tells the system that this memory, of malloc, will be filled from its beginning to its end: many
 * megabytes of large pages, for a fault on each small one costs more than what is written to it. It
 * may do nothing. */
void pages_expect(void *memory, size_t size);

#endif
