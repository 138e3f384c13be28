/* Inputs that are scanned several at a time: whole inputs, each by one thread. */
#include "session/scans.h"

#include "base/crew.h"
#include "base/map.h"
#include "base/thread.h"
#include "scan/find/markup.h"
#include "session/feed.h"
#include "session/session.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { THREADS_MOST = 64 };

/* So many inputs are in hand for each thread that none waits for the one which adds them, and so
 * few that they leave most file descriptors to others. */
enum { IN_HAND_EACH = 4, DESCRIPTORS_SHARE = 8 };

static size_t most_in_hand(size_t threads)
{
    struct rlimit files;
    size_t most = threads > 1 ? threads * IN_HAND_EACH : 1;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur / DESCRIPTORS_SHARE < most) {
        most = (size_t)files.rlim_cur / DESCRIPTORS_SHARE;
    }
    return most > 0 ? most : 1;
}

bool scans_open(struct lf_session *s)
{
    struct scans *scans = &s->scans;
    unsigned jobs = s->options.jobs;
    s->threads = jobs == 0 ? crew_size() : jobs < THREADS_MOST ? jobs : THREADS_MOST;
    scans->most = most_in_hand(s->threads);
    scans->threads = calloc(s->threads, sizeof *scans->threads);
    scans->markup = malloc(sizeof *scans->markup);
    if (!scans->threads || !scans->markup) {
        return false;
    }
    markup_index_build(scans->markup);
    scans->seed = map_draw_seed();
    return true;
}

void scans_close(struct scans *scans)
{
    pthread_mutex_lock(&scans->lock);
    scans->stopped = true;
    pthread_cond_broadcast(&scans->queued);
    pthread_mutex_unlock(&scans->lock);
    while (scans->thread_count > 0) {
        pthread_join(scans->threads[--scans->thread_count], NULL);
    }
    free(scans->threads);
    free(scans->markup);
    pthread_cond_destroy(&scans->queued);
    pthread_cond_destroy(&scans->scanned);
    pthread_mutex_destroy(&scans->lock);
}

bool scans_are_full(struct scans *scans)
{
    pthread_mutex_lock(&scans->lock);
    bool full = scans->waiting + scans->running + scans->finished >= scans->most;
    pthread_mutex_unlock(&scans->lock);
    return full;
}

void scans_do(struct lf_session *s, struct job *job, int fd, struct feed_room *room)
{
    struct feed feed = { .fd = fd,
                         .threads = job->threads,
                         .size = job->size,
                         .room = room,
                         .error = &job->error,
                         .names = &job->names };
    job->status = feed_scan(s, &feed, &job->document);
}

/* What follows is called with the lock held. */

static void do_one(struct lf_session *s, struct feed_room *room)
{
    struct scans *scans = &s->scans;
    struct job *job = TAILQ_FIRST(&scans->queue);
    TAILQ_REMOVE(&scans->queue, job, entry);
    scans->waiting--;
    scans->running++;
    size_t share = s->threads / (scans->waiting + scans->running);
    job->threads = share < 1 ? 1 : share < CREW_MOST ? share : CREW_MOST;
    pthread_mutex_unlock(&scans->lock);
    scans_do(s, job, job->fd, room);
    close(job->fd);
    job->fd = -1;
    pthread_mutex_lock(&scans->lock);
    scans->running--;
    scans->finished++;
    TAILQ_INSERT_TAIL(&scans->done, job, entry);
}

static void *help(void *of)
{
    struct lf_session *s = of;
    struct scans *scans = &s->scans;
    struct feed_room room = { 0 };
    pthread_mutex_lock(&scans->lock);
    while (!scans->stopped) {
        if (!TAILQ_EMPTY(&scans->queue)) {
            do_one(s, &room);
            pthread_cond_signal(&scans->scanned);
            watch_wake(&s->watch);
        } else {
            scans->idle++;
            pthread_cond_wait(&scans->queued, &scans->lock);
            scans->idle--;
        }
    }
    pthread_mutex_unlock(&scans->lock);
    feed_room_free(&room);
    return NULL;
}

/* Where none can be started, the calling thread does it all. */
static void start_thread(struct lf_session *s)
{
    struct scans *scans = &s->scans;
    scans->thread_count += thread_start(&scans->threads[scans->thread_count], help, s);
}

/* One that waits alone is scanned by the calling thread. */
void scans_add(struct lf_session *s, struct job *job)
{
    struct scans *scans = &s->scans;
    pthread_mutex_lock(&scans->lock);
    TAILQ_INSERT_TAIL(&scans->queue, job, entry);
    scans->waiting++;
    if (scans->waiting > 1 && scans->idle > 0) {
        pthread_cond_signal(&scans->queued);
    } else if (scans->waiting > 1 && scans->thread_count + 1 < s->threads) {
        start_thread(s);
    }
    pthread_mutex_unlock(&scans->lock);
}

struct job *scans_next(struct lf_session *s, bool wait)
{
    struct scans *scans = &s->scans;
    pthread_mutex_lock(&scans->lock);
    bool waits = true;
    while (waits && TAILQ_EMPTY(&scans->done) && scans->waiting + scans->running > 0) {
        waits = wait || scans->waiting > 0;
        if (scans->waiting > 0) {
            do_one(s, &s->room);
        } else if (waits) {
            pthread_cond_wait(&scans->scanned, &scans->lock);
        }
    }
    struct job *job = TAILQ_FIRST(&scans->done);
    if (job) {
        TAILQ_REMOVE(&scans->done, job, entry);
        scans->finished--;
    }
    pthread_mutex_unlock(&scans->lock);
    return job;
}
