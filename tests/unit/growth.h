/* How the time of some work grows with its input, which is made to take long: twice as much may
 * take twice as long, where work that looks back again and again takes four times as long. The
 * sizes double until the time can be measured, so that quick work is measured on much. */
#ifndef TESTS_GROWTH_H
#define TESTS_GROWTH_H

#include "unit/unit.h"

#include "base/buffer.h"

#include <time.h>

/* One pattern again and again, behind what opens and before what closes. */
struct hostile {
    const char *before, *again, *after; /* NULL: nothing */
};

struct growth {
    void (*work)(const void *of, struct slice input);
    const void *of;   /* handed to it */
    const char *name; /* of what works, for messages */
};

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define GROWTH_SLOW
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define GROWTH_SLOW
#endif

/* GROWTH_LARGE: every pattern on one to eight megabytes. */
#ifdef GROWTH_SLOW
enum { GROWTH_LEAST = 16000, GROWTH_MOST = 64000, GROWTH_LARGEST = 256000 };
#elif defined(GROWTH_LARGE)
enum { GROWTH_LEAST = 1000000, GROWTH_MOST = 4000000, GROWTH_LARGEST = 8000000 };
#else
enum { GROWTH_LEAST = 64000, GROWTH_MOST = 1000000, GROWTH_LARGEST = 8000000 };
#endif

#define GROWTH_MS_ENOUGH  1.0 /* that is measured well enough */
#define GROWTH_RATIO_MOST 3

/* Of this process alone, whatever else the machine does. */
static inline double growth_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Some bytes more than `size` of the pattern: what is there is copied behind itself. */
static inline void growth_fill(const struct hostile *h, size_t size, struct buffer *into)
{
    size_t begin = h->before ? strlen(h->before) : 0;
    *into = BUFFER(2 * size + (1 << 16));
    assert_non_null(buffer_reserve(into, into->limit));
    buffer_add(into, slice_from(h->before ? h->before : ""));
    buffer_add(into, slice_from(h->again));
    while (into->length < size) {
        size_t left = size - into->length;
        size_t whole = into->length - begin;
        size_t length = strlen(h->again);
        size_t times = left / length + 1;
        buffer_add(into,
                   slice_of(into->data + begin, whole / length < times ? whole : times * length));
    }
    buffer_add(into, slice_from(h->after ? h->after : ""));
    assert_false(into->failed);
}

/* The least of some runs, but for work that takes long. */
static inline double growth_ms(const struct growth *g, const struct hostile *h, size_t size)
{
    enum { RUNS = 3, LONG_MS = 8 };
    struct buffer input;
    double least = 0;
    growth_fill(h, size, &input);
    for (size_t i = 0; i < RUNS && (i == 0 || least < LONG_MS); i++) {
        double begin = growth_now_ms();
        g->work(g->of, buffer_slice(&input));
        double took = growth_now_ms() - begin;
        least = i == 0 || took < least ? took : least;
    }
    buffer_free(&input);
    return least;
}

/* t(2n) / t(n); where other processes disturb it is measured again. Gives t(n). */
static inline double growth_ratio(const struct growth *g, const struct hostile *h, size_t size,
                                  double *ratio)
{
    enum { TRIES = 4 };
    double once = 0;
    *ratio = GROWTH_RATIO_MOST;
    for (size_t i = 0; i < TRIES && *ratio >= GROWTH_RATIO_MOST; i++) {
        once = growth_ms(g, h, size);
        *ratio = growth_ms(g, h, 2 * size) / (once > GROWTH_MS_ENOUGH ? once : GROWTH_MS_ENOUGH);
    }
    return once;
}

/* At a limit the time may take one step: what is longer is read in another way. */
static inline void growth_check_at(const struct growth *g, const struct hostile *h, size_t size)
{
    double ratio;
    double again;
    double once = growth_ratio(g, h, size, &ratio);
    if (ratio < GROWTH_RATIO_MOST) {
        return;
    }
    growth_ratio(g, h, 2 * size, &again);
    if (again >= GROWTH_RATIO_MOST) {
        fail_msg("%s: %zu KB of \"%s\" behind \"%s\" took %.1f ms, twice as much %.1f times as "
                 "long, and that again %.1f times",
                 g->name, size / 1000, h->again, h->before ? h->before : "", once, ratio, again);
    }
}

/* The same on one to eight megabytes. */
static inline void growth_check_large(const struct growth *g, const struct hostile *h)
{
    double once = growth_ms(g, h, GROWTH_LARGEST / 8);
    for (size_t size = GROWTH_LARGEST / 8; size < GROWTH_LARGEST; size *= 2) {
        double twice = growth_ms(g, h, 2 * size);
        if (twice >= GROWTH_RATIO_MOST * (once > GROWTH_MS_ENOUGH ? once : GROWTH_MS_ENOUGH)) {
            growth_check_at(g, h, size);
        }
        once = twice;
    }
}

/* Fails unless time grows as the input does. */
static inline void growth_check(const struct growth *g, const struct hostile *h)
{
#ifdef GROWTH_LARGE
    growth_check_large(g, h);
#else
    size_t size = GROWTH_LEAST;
    while (size < GROWTH_MOST && growth_ms(g, h, size) < GROWTH_MS_ENOUGH) {
        size *= 2;
    }
    growth_check_at(g, h, size);
#endif
}

#endif
