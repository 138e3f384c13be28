/* An allocator that fails at one point, or from there on, for tests in which each allocation fails
 * once. It stands in for the program's own; under a sanitizer, which has its own, for what the
 * objects of the library call (the build wraps these names). */
#ifndef TESTS_STARVING_H
#define TESTS_STARVING_H

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* Allocations are counted and may fail while `armed`. `failing` 0: none does. */
static atomic_bool armed;
static bool for_ever;
static atomic_size_t points;
static size_t failing;

static bool refuses(void)
{
    if (!armed) {
        return false;
    }
    size_t point = ++points;
    bool refused = point == failing || (for_ever && point > failing);
    if (refused) {
        errno = ENOMEM;
    }
    return refused;
}

#ifdef LANDFALL_WRAPPED
#define REAL(name) __real_##name
#define OWN(name)  __wrap_##name
#else
#define REAL(name) __libc_##name
#define OWN(name)  name
#endif

extern void *REAL(malloc)(size_t size);
extern void *REAL(calloc)(size_t count, size_t size);
extern void *REAL(realloc)(void *old, size_t size);

#ifdef STARVES_LIBC /* shared libraries call these, too */
#define SEEN __attribute__((visibility("default")))
#else
#define SEEN
#endif

SEEN void *OWN(malloc)(size_t size);
SEEN void *OWN(calloc)(size_t count, size_t size);
SEEN void *OWN(realloc)(void *old, size_t size);
SEEN void *OWN(reallocarray)(void *old, size_t count, size_t size);

void *OWN(malloc)(size_t size)
{
    return refuses() ? NULL : REAL(malloc)(size);
}

void *OWN(calloc)(size_t count, size_t size)
{
    return refuses() ? NULL : REAL(calloc)(count, size);
}

void *OWN(realloc)(void *old, size_t size)
{
    return refuses() ? NULL : REAL(realloc)(old, size);
}

void *OWN(reallocarray)(void *old, size_t count, size_t size)
{
    return refuses() || size == 0 || count > SIZE_MAX / size ? NULL
                                                             : REAL(realloc)(old, count * size);
}

#endif
