#include "base/pages.h"

#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

/* Only whole large pages: what shares one with the ends is another's. */
void pages_expect(void *memory, size_t size)
{
    uintptr_t at = (uintptr_t)memory;
    uintptr_t begin = (at + PAGES_LARGE - 1) & ~(uintptr_t)(PAGES_LARGE - 1);
    uintptr_t end = (at + size) & ~(uintptr_t)(PAGES_LARGE - 1);
    if (memory && begin < end) {
        madvise((char *)memory + (begin - at), end - begin, MADV_HUGEPAGE);
    }
}

void *pages_alloc(size_t size)
{
    return aligned_alloc(PAGES_SMALL, size);
}
