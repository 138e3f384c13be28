#include "base/crew.h"

#include "base/thread.h"

#include <sched.h>
#include <stdlib.h>

struct shift {
    const struct crew *crew;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    size_t started, taken;
    bool done[CREW_SLOTS_MOST];
    bool stopped;
};

size_t crew_size(void)
{
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return count > CREW_MOST ? CREW_MOST : (size_t)count;
}

static bool can_start(const struct shift *s)
{
    return s->started < s->crew->tasks && s->started < s->taken + s->crew->slots;
}

/* Called with the lock held, as all below. */
static void do_one(struct shift *s)
{
    size_t task = s->started++;
    size_t slot = task % s->crew->slots;
    pthread_mutex_unlock(&s->lock);
    s->crew->work(s->crew->owner, task, slot);
    pthread_mutex_lock(&s->lock);
    s->done[slot] = true;
    pthread_cond_broadcast(&s->changed);
}

static void take_one(struct shift *s)
{
    size_t slot = s->taken % s->crew->slots;
    pthread_mutex_unlock(&s->lock);
    bool more = s->crew->take(s->crew->owner, s->taken, slot);
    pthread_mutex_lock(&s->lock);
    s->done[slot] = false;
    s->taken++;
    s->stopped = !more;
    pthread_cond_broadcast(&s->changed);
}

static void *help(void *of)
{
    struct shift *s = of;
    pthread_mutex_lock(&s->lock);
    while (!s->stopped && s->started < s->crew->tasks) {
        if (can_start(s)) {
            do_one(s);
        } else {
            pthread_cond_wait(&s->changed, &s->lock);
        }
    }
    pthread_mutex_unlock(&s->lock);
    return NULL;
}

static void lead(struct shift *s)
{
    pthread_mutex_lock(&s->lock);
    while (!s->stopped && s->taken < s->crew->tasks) {
        if (s->done[s->taken % s->crew->slots]) {
            take_one(s);
        } else if (can_start(s)) {
            do_one(s);
        } else {
            pthread_cond_wait(&s->changed, &s->lock);
        }
    }
    pthread_mutex_unlock(&s->lock);
}

static size_t start_helpers(struct shift *s, pthread_t *helpers)
{
    size_t count = 0;
    size_t most = s->crew->threads < s->crew->tasks ? s->crew->threads : s->crew->tasks;
    while (count + 1 < most && thread_start(&helpers[count], help, s)) {
        count++;
    }
    return count;
}

bool crew_run(const struct crew *crew)
{
    struct shift s = { .crew = crew,
                       .lock = PTHREAD_MUTEX_INITIALIZER,
                       .changed = PTHREAD_COND_INITIALIZER };
    pthread_t helpers[CREW_MOST];
    size_t count = start_helpers(&s, helpers);
    lead(&s);
    while (count > 0) {
        pthread_join(helpers[--count], NULL);
    }
    pthread_cond_destroy(&s.changed);
    pthread_mutex_destroy(&s.lock);
    return !s.stopped && s.taken == crew->tasks;
}
