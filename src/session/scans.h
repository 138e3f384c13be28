/* Inputs that are scanned several at a time, each by one thread, the calling one among them. */
#ifndef SESSION_SCANS_H
#define SESSION_SCANS_H

#include "session/jobs.h"

#include <pthread.h>

struct feed_room;
struct markup_index;

/* The threads besides the calling one are started when there is work for them. */
struct scans {
    pthread_mutex_t lock; /* for all below */
    pthread_cond_t queued, scanned;
    struct job_list queue, done;
    size_t waiting, running, finished; /* how many are in the queue, being scanned, in `done` */
    size_t most;                       /* ... in all */
    size_t idle;                       /* threads that wait */
    bool stopped;
    pthread_t *threads;
    size_t thread_count;
    struct markup_index *markup; /* read by all of them */
    uint64_t seed;               /* of the maps of all scans */
};

/* False: out of memory. */
bool scans_open(struct lf_session *s);

/* Waits for the threads that scan; the session is interrupted. */
void scans_close(struct scans *scans);

/* Whether as much is in hand as is good for memory and speed. */
bool scans_are_full(struct scans *scans);

/* Has a job scanned. */
void scans_add(struct lf_session *s, struct job *job);

/* Scans a file for a job on this thread. */
void scans_do(struct lf_session *s, struct job *job, int fd, struct feed_room *room);

/* A job that was scanned: scans one on this thread, or waits for another's. NULL: there is none,
 * or, where it is not to wait, not yet. */
struct job *scans_next(struct lf_session *s, bool wait);

#endif
