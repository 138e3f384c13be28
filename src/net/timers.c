#include "net/timers.h"

#include "base/array.h"

#include <stdlib.h>

void timers_free(struct timers *t)
{
    free(t->heap);
    *t = (struct timers){ 0 };
}

static bool make_room(struct timers *t)
{
    struct timer **heap = array_grow(t->heap, t->count, &t->room, sizeof(void *));
    t->heap = heap ? heap : t->heap;
    return heap != NULL;
}

static void put(struct timers *t, size_t at, struct timer *timer)
{
    t->heap[at] = timer;
    timer->place = at + 1;
}

/* Lets a timer rise from a free place to where none above it is later. */
static void rise(struct timers *t, size_t at, struct timer *timer)
{
    while (at > 0 && t->heap[(at - 1) / 2]->due > timer->due) {
        put(t, at, t->heap[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
    put(t, at, timer);
}

/* Lets a timer sink from a free place to where none below it is sooner. */
static void sink(struct timers *t, size_t at, struct timer *timer)
{
    while (at * 2 + 1 < t->count) {
        size_t child = at * 2 + 1;
        child += child + 1 < t->count && t->heap[child + 1]->due < t->heap[child]->due;
        if (timer->due <= t->heap[child]->due) {
            break;
        }
        put(t, at, t->heap[child]);
        at = child;
    }
    put(t, at, timer);
}

bool timers_set(struct timers *t, struct timer *timer, int64_t due)
{
    if (!make_room(t)) {
        return false;
    }
    timer->due = due;
    rise(t, t->count++, timer);
    return true;
}

/* The last one fills the place, and goes from there to its own. */
void timers_unset(struct timers *t, struct timer *timer)
{
    if (timer->place == 0) {
        return;
    }
    size_t at = timer->place - 1;
    struct timer *last = t->heap[--t->count];
    if (last != timer) {
        bool is_sooner = at > 0 && last->due < t->heap[(at - 1) / 2]->due;
        (is_sooner ? rise : sink)(t, at, last);
    }
    timer->place = 0;
}

int64_t timers_due(const struct timers *t)
{
    return t->count ? t->heap[0]->due : INT64_MAX;
}

struct timer *timers_take(struct timers *t, int64_t now)
{
    if (t->count == 0 || timers_due(t) > now) {
        return NULL;
    }
    struct timer *soonest = t->heap[0];
    timers_unset(t, soonest);
    return soonest;
}
