#include "base/pages.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/* Only whole pages: what shares one with the ends is another's. */
static void advise(void *memory, size_t size, uintptr_t page, int advice)
{
    uintptr_t at = (uintptr_t)memory;
    uintptr_t begin = (at + page - 1) & ~(page - 1);
    uintptr_t end = (at + size) & ~(page - 1);
    if (memory && begin < end) {
        madvise((char *)memory + (begin - at), end - begin, advice);
    }
}

void *pages_alloc(size_t size)
{
    return aligned_alloc(PAGES_SMALL, size);
}

/* It begins a large page: even a few small ones at its ends would be felt. */
void *pages_alloc_large(size_t size)
{
    void *memory = aligned_alloc(PAGES_LARGE, size);
    advise(memory, size, PAGES_LARGE, MADV_HUGEPAGE);
    return memory;
}

/* Systems before Linux 5.14 do not know it, and fault. */
void pages_fill(void *memory, size_t size)
{
#if defined(MADV_POPULATE_WRITE)
    advise(memory, size, PAGES_SMALL, MADV_POPULATE_WRITE);
#else
    (void)memory;
    (void)size;
#endif
}
