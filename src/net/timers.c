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
    struct timer *heap = array_grow(t->heap, t->count, &t->room, sizeof *heap);
    t->heap = heap ? heap : t->heap;
    return heap != NULL;
}

bool timers_add(struct timers *t, int64_t due, void *what)
{
    if (!make_room(t)) {
        return false;
    }
    size_t at = t->count++;
    while (at > 0 && t->heap[(at - 1) / 2].due > due) {
        t->heap[at] = t->heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    t->heap[at] = (struct timer){ due, what };
    return true;
}

int64_t timers_due(const struct timers *t)
{
    return t->count ? t->heap[0].due : INT64_MAX;
}

/* Lets `last` sink from the top to its place. */
static void sink(struct timers *t, struct timer last)
{
    size_t at = 0;
    while (at * 2 + 1 < t->count) {
        size_t child = at * 2 + 1;
        child += child + 1 < t->count && t->heap[child + 1].due < t->heap[child].due;
        if (last.due <= t->heap[child].due) {
            break;
        }
        t->heap[at] = t->heap[child];
        at = child;
    }
    t->heap[at] = last;
}

void *timers_take(struct timers *t, int64_t now)
{
    if (t->count == 0 || timers_due(t) > now) {
        return NULL;
    }
    void *what = t->heap[0].what;
    t->count--;
    if (t->count) {
        sink(t, t->heap[t->count]);
    }
    return what;
}
