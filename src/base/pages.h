/* Memory that many megabytes of are filled one after another: the system is asked for large pages,
 * for a fault on each small one costs more than what is written to it. */
#ifndef BASE_PAGES_H
#define BASE_PAGES_H

#include <stddef.h>

enum { PAGES_LARGE = 2 << 20 };

/* Tells the system that this memory, of malloc, will be filled. It may do nothing. */
void pages_expect(void *memory, size_t size);

#endif
