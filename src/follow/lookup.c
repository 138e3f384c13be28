#include "follow/lookup.h"

#include "base/time.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/queue.h>
#include <time.h>
#include <unistd.h>

enum { MOST_THREADS = 16, THREAD_STACK = 256 << 10, CLOSE_WAIT_MS = 100 };

struct question {
    TAILQ_ENTRY(question) entry;
    void *tag;
    int64_t begun;
    bool abandoned;
    struct lookup_result result;
    char host[];
};

TAILQ_HEAD(questions, question);

struct lookup {
    pthread_mutex_t lock;
    pthread_cond_t work;  /* something is asked, or it closes */
    pthread_cond_t leave; /* a thread has left */
    struct questions asked, running, answered;
    unsigned threads, idle, owners;
    bool closing;
    int wake;
    lookup_function *look;
};

/* --- One look --- */

static void collect(const struct addrinfo *found, int family, struct addresses *out)
{
    for (const struct addrinfo *at = found; at && out->count < PIN_ADDRESSES; at = at->ai_next) {
        if (at->ai_family == family && address_of(at->ai_addr, &out->list[out->count])) {
            out->count++;
        }
    }
}

/* Takes from both lists in turn, the family that the system prefers first. */
static void take_turns(const struct addresses *first, const struct addresses *second,
                       struct addresses *out)
{
    *out = (struct addresses){ 0 };
    for (unsigned i = 0; i < PIN_ADDRESSES; i++) {
        if (i < first->count && out->count < PIN_ADDRESSES) {
            out->list[out->count++] = first->list[i];
        }
        if (i < second->count && out->count < PIN_ADDRESSES) {
            out->list[out->count++] = second->list[i];
        }
    }
}

static int look_up(const char *host, struct addresses *out)
{
    const struct addrinfo hints = { .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM };
    struct addrinfo *found = NULL;
    int fault = getaddrinfo(host, NULL, &hints, &found);
    if (fault) {
        return fault;
    }
    struct addresses v4 = { 0 };
    struct addresses v6 = { 0 };
    collect(found, AF_INET, &v4);
    collect(found, AF_INET6, &v6);
    bool prefers_v6 = found && found->ai_family == AF_INET6;
    freeaddrinfo(found);
    take_turns(prefers_v6 ? &v6 : &v4, prefers_v6 ? &v4 : &v6, out);
    return out->count ? 0 : EAI_NODATA;
}

/* Without a file to ask with, the C library says all kinds of things, "no such host" too. */
static bool files_are_left(int some_file)
{
    int probe = fcntl(some_file, F_DUPFD_CLOEXEC, 0);
    if (probe < 0) {
        return errno != EMFILE && errno != ENFILE;
    }
    close(probe);
    return true;
}

/* Only NXDOMAIN, said twice, means that there is no such host: a name without an address is one. */
static enum lookup_status answer(const struct lookup *l, const char *host, struct addresses *out)
{
    int fault = l->look(host, out);
    if (fault == EAI_NONAME) {
        fault = l->look(host, out);
    }
    if (fault == 0) {
        return LOOKUP_FOUND;
    }
    if (!files_are_left(l->wake)) {
        return LOOKUP_NO_FILES;
    }
    if (fault == EAI_MEMORY) {
        return LOOKUP_NO_MEMORY;
    }
    return fault == EAI_NONAME ? LOOKUP_NO_SUCH_HOST : LOOKUP_FAILED;
}

/* --- Threads --- */

static void free_questions(struct questions *list)
{
    struct question *q = TAILQ_FIRST(list);
    while (q) {
        struct question *after = TAILQ_NEXT(q, entry);
        free(q);
        q = after;
    }
    TAILQ_INIT(list);
}

/* Leaves; the last to leave frees it all. Called with the lock held, gives it up. */
static void leave(struct lookup *l)
{
    bool last = --l->owners == 0;
    pthread_cond_signal(&l->leave);
    pthread_mutex_unlock(&l->lock);
    if (!last) {
        return;
    }
    free_questions(&l->asked);
    free_questions(&l->running);
    free_questions(&l->answered);
    close(l->wake);
    pthread_cond_destroy(&l->work);
    pthread_cond_destroy(&l->leave);
    pthread_mutex_destroy(&l->lock);
    free(l);
}

static void report(struct lookup *l, struct question *q)
{
    TAILQ_REMOVE(&l->running, q, entry);
    if (q->abandoned) {
        free(q);
        return;
    }
    TAILQ_INSERT_TAIL(&l->answered, q, entry);
    if (!l->closing) {
        eventfd_write(l->wake, 1);
    }
}

static void *work(void *argument)
{
    struct lookup *l = argument;
    pthread_mutex_lock(&l->lock);
    while (!l->closing) {
        struct question *q = TAILQ_FIRST(&l->asked);
        if (!q) {
            l->idle++;
            pthread_cond_wait(&l->work, &l->lock);
            l->idle--;
            continue;
        }
        TAILQ_REMOVE(&l->asked, q, entry);
        TAILQ_INSERT_TAIL(&l->running, q, entry);
        q->begun = time_tick_ms();
        pthread_mutex_unlock(&l->lock);
        enum lookup_status status = answer(l, q->host, &q->result.addresses);
        pthread_mutex_lock(&l->lock);
        q->result.status = status;
        report(l, q);
    }
    l->threads--;
    leave(l);
    return NULL;
}

/* Signals are the business of the threads that were there before. */
static bool start_thread(struct lookup *l)
{
    pthread_attr_t attributes;
    if (pthread_attr_init(&attributes) != 0) {
        return false;
    }
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, THREAD_STACK);
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_t thread;
    bool started = pthread_create(&thread, &attributes, work, l) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    l->threads += started;
    l->owners += started;
    return started;
}

/* --- The owner's side --- */

struct lookup *lookup_open(int wake, lookup_function *look)
{
    struct lookup *l = calloc(1, sizeof *l);
    if (!l) {
        return NULL;
    }
    l->wake = fcntl(wake, F_DUPFD_CLOEXEC, 0);
    if (l->wake < 0) {
        free(l);
        return NULL;
    }
    l->look = look ? look : look_up;
    l->owners = 1;
    TAILQ_INIT(&l->asked);
    TAILQ_INIT(&l->running);
    TAILQ_INIT(&l->answered);
    pthread_condattr_t clock;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->work, &clock);
    pthread_cond_init(&l->leave, &clock);
    pthread_condattr_destroy(&clock);
    return l;
}

/* Threads that only wait for work leave at once; those inside the C library are left to themselves.
 */
void lookup_close(struct lookup *l)
{
    if (!l) {
        return;
    }
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += CLOSE_WAIT_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&l->lock);
    l->closing = true;
    free_questions(&l->asked);
    pthread_cond_broadcast(&l->work);
    int fault = 0;
    while (l->threads > 0 && fault == 0) {
        fault = pthread_cond_timedwait(&l->leave, &l->lock, &until);
    }
    leave(l);
}

bool lookup_ask(struct lookup *l, struct slice host, void *tag)
{
    struct question *q = calloc(1, sizeof *q + host.length + 1);
    if (!q) {
        return false;
    }
    memcpy(q->host, host.data, host.length);
    q->tag = q->result.tag = tag;
    pthread_mutex_lock(&l->lock);
    TAILQ_INSERT_TAIL(&l->asked, q, entry);
    bool served = l->idle > 0;
    if (served) {
        pthread_cond_signal(&l->work);
    } else if (l->threads < MOST_THREADS) {
        start_thread(l);
    }
    served = l->threads > 0;
    if (!served) {
        TAILQ_REMOVE(&l->asked, q, entry);
        free(q);
    }
    pthread_mutex_unlock(&l->lock);
    return served;
}

bool lookup_take(struct lookup *l, struct lookup_result *out)
{
    pthread_mutex_lock(&l->lock);
    struct question *q = TAILQ_FIRST(&l->answered);
    if (q) {
        TAILQ_REMOVE(&l->answered, q, entry);
        *out = q->result;
    }
    pthread_mutex_unlock(&l->lock);
    free(q);
    return q != NULL;
}

/* The first question that runs and is still waited for: the oldest, for they begin in order. */
static struct question *oldest(const struct lookup *l)
{
    struct question *q = TAILQ_FIRST(&l->running);
    while (q && q->abandoned) {
        q = TAILQ_NEXT(q, entry);
    }
    return q;
}

void *lookup_overdue(struct lookup *l, int64_t since)
{
    pthread_mutex_lock(&l->lock);
    struct question *q = oldest(l);
    void *tag = NULL;
    if (q && q->begun <= since) {
        q->abandoned = true;
        tag = q->tag;
    }
    pthread_mutex_unlock(&l->lock);
    return tag;
}

int64_t lookup_oldest(struct lookup *l)
{
    pthread_mutex_lock(&l->lock);
    const struct question *q = oldest(l);
    int64_t begun = q ? q->begun : INT64_MAX;
    pthread_mutex_unlock(&l->lock);
    return begun;
}
