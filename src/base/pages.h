/* Memory in whole pages, as the system has it. */
#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>

enum { PAGES_SMALL = 4 << 10, PAGES_LARGE = 2 << 20 };

/* Memory to read files into, for free; NULL: out of memory. It begins a page, for the system copies
 * from pages: into a room that begins a few bytes behind where a page does, as malloc's large ones
 * do, it copies a fifth slower. The size is a multiple of a page's. */
void *pages_alloc(size_t size);

/* Memory for what is looked up all over, in large pages where the system gives some: where a small
 * one lies has to be looked up, too, and the processor waits for it. For free; NULL: out of memory.
 * The size is a multiple of a large page's. */
void *pages_alloc_large(size_t size);

/* Has the system give this memory, of malloc, which will all be written to, at once: a fault on
 * each page costs more than what is written to it. It may do nothing. */
void pages_fill(void *memory, size_t size);

#endif
