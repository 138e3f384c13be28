/* The handshakes of TLS, whose arithmetic is most of what a connection costs: their steps are taken
 * by several threads, the caller's among them. All else of a connection is done by the caller's
 * thread alone, and while a step is taken nobody but who takes it touches the stream. */
#ifndef NET_HANDSHAKES_H
#define NET_HANDSHAKES_H

#include "base/crew.h"
#include "net/stream.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/queue.h>

enum handshake_state {
    HANDSHAKE_RESTS, /* until its socket has news */
    HANDSHAKE_WAITS, /* for a thread */
    HANDSHAKE_RUNS,  /* a thread takes a step */
    HANDSHAKE_STOPS, /* the step was taken; until the caller learns of it */
    HANDSHAKE_ENDS   /* it was the last one, and the caller knows */
};

struct handshakes;

struct handshake {
    struct handshakes *all;
    struct stream *stream;
    const char *host;
    TAILQ_ENTRY(handshake) entry; /* among those that wait, or have stopped */
    enum handshake_state state;
    unsigned steps;        /* that were taken before */
    bool again;            /* there was news of its socket while a step was taken */
    enum stream_news news; /* of the last step */
};

TAILQ_HEAD(handshake_list, handshake);

struct handshakes {
    pthread_mutex_t lock;   /* of all that follows, and of what all handshakes hold */
    pthread_cond_t come;    /* more wait */
    pthread_cond_t stopped; /* a step was taken */
    /* That wait: those that have begun go first, but for those that come in very many pieces. */
    struct handshake_list begun, fresh, pieces;
    struct handshake_list stops;
    size_t count;            /* of those that wait */
    size_t threads, started; /* helpers there may be, and that there are */
    unsigned taken;          /* steps, to take turns */
    /* Handshakes that wait or have stopped, and those of them that come in very many pieces; these
     * two may be read without the lock. */
    atomic_size_t due, due_pieces;
    bool closes;
    int wake; /* an eventfd */
    pthread_t helpers[CREW_MOST];
};

/* At most so many threads, the caller's among them; helpers are started when there is something to
 * do for them. They write to `wake`, an eventfd, when there is something to be taken. It must stay
 * where it is. */
void handshakes_open(struct handshakes *all, size_t threads, int wake);

/* None is under way. */
void handshakes_close(struct handshakes *all);

/* A handshake is to begin on a stream that speaks TLS; stream and host are borrowed until it has
 * ended or is dropped. */
void handshake_init(struct handshake *h, struct handshakes *all, struct stream *stream,
                    const char *host);

/* The socket has news, or the handshake was taken: STREAM_WAITS until the handshake has ended, then
 * as stream_shake_hands. */
enum stream_news handshake_go_on(struct handshake *h);

/* It is not to go on, whatever its state: nobody touches its stream any more. */
void handshake_drop(struct handshake *h);

/* Takes one step, if one waits to be taken. */
bool handshakes_work(struct handshakes *all);

/* One that has ended; NULL: none has since. */
struct handshake *handshakes_take(struct handshakes *all);

/* Whether one of the two above has something to do. */
bool handshakes_are_due(const struct handshakes *all);

/* Whether more wait than all threads take in some milliseconds: others would only wait, too. Those
 * that come in very many pieces do not count: a step of them is short, others go before them, and
 * whoever sends byte by byte is not to hold up everybody else. */
bool handshakes_are_many(const struct handshakes *all);

/* Whether half as many wait. */
bool handshakes_are_some(const struct handshakes *all);

#endif
