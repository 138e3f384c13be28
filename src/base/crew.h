/* Numbered tasks, done by several threads in any order and taken in order.
 *
 * What a task makes stands in a slot until it is taken, task i's in slot i % slots: memory is
 * bounded by the slots, however uneven the tasks are. */
#ifndef BASE_CREW_H
#define BASE_CREW_H

#include <stdbool.h>
#include <stddef.h>

enum { CREW_MOST = 8, CREW_SLOTS_MOST = 2 * CREW_MOST };

struct crew {
    size_t threads, slots; /* at most CREW_MOST and CREW_SLOTS_MOST; the caller's thread is one */
    size_t tasks;
    void *owner;
    /* On any thread, several at a time; the owner answers for what they share. */
    void (*work)(void *owner, size_t task, size_t slot);
    /* On the caller's thread, one after the other; false: no more is to be done. */
    bool (*take)(void *owner, size_t task, size_t slot);
};

/* How many threads can run at once: the processors this process may use, at most CREW_MOST. */
size_t crew_size(void);

/* True: every task was done and taken. The threads it starts are gone when it returns, and take no
 * signals. Where none can be started the caller's thread does it all. */
bool crew_run(const struct crew *crew);

#endif
