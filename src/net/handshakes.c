#include "net/handshakes.h"

#include "base/thread.h"

#include <sys/eventfd.h>

enum {
    MANY = 16,
    MOST_STEPS = 32, /* more than a handshake takes whose certificates come in packets */
    PIECES_TURN = 8  /* of so many steps, one at least is for what comes in more */
};

void handshakes_open(struct handshakes *all, size_t threads, int wake)
{
    *all = (struct handshakes){ .lock = PTHREAD_MUTEX_INITIALIZER,
                                .come = PTHREAD_COND_INITIALIZER,
                                .stopped = PTHREAD_COND_INITIALIZER,
                                .threads = threads == 0          ? 1
                                           : threads < CREW_MOST ? threads
                                                                 : CREW_MOST,
                                .wake = wake };
    TAILQ_INIT(&all->begun);
    TAILQ_INIT(&all->fresh);
    TAILQ_INIT(&all->pieces);
    TAILQ_INIT(&all->stops);
}

void handshakes_close(struct handshakes *all)
{
    if (all->threads == 0) {
        return; /* it was not opened */
    }
    pthread_mutex_lock(&all->lock);
    all->closes = true;
    pthread_cond_broadcast(&all->come);
    pthread_mutex_unlock(&all->lock);
    while (all->started > 0) {
        pthread_join(all->helpers[--all->started], NULL);
    }
    pthread_cond_destroy(&all->come);
    pthread_cond_destroy(&all->stopped);
    pthread_mutex_destroy(&all->lock);
}

bool handshakes_are_due(const struct handshakes *all)
{
    return atomic_load(&all->due) > 0;
}

bool handshakes_are_many(const struct handshakes *all)
{
    return atomic_load(&all->due) >= MANY + atomic_load(&all->due_pieces);
}

bool handshakes_are_some(const struct handshakes *all)
{
    return atomic_load(&all->due) >= MANY / 2 + atomic_load(&all->due_pieces);
}

/* --- Steps; the lock is held where nothing else is said --- */

static bool is_in_pieces(const struct handshake *h)
{
    return h->steps > MOST_STEPS;
}

static void count_in(struct handshake *h)
{
    atomic_fetch_add(&h->all->due, 1);
    atomic_fetch_add(&h->all->due_pieces, is_in_pieces(h));
}

static void count_out(struct handshake *h)
{
    atomic_fetch_sub(&h->all->due, 1);
    atomic_fetch_sub(&h->all->due_pieces, is_in_pieces(h));
}

static struct handshake_list *line_of(struct handshake *h)
{
    return is_in_pieces(h) ? &h->all->pieces : h->steps ? &h->all->begun : &h->all->fresh;
}

/* NULL: none waits. */
static struct handshake *first(const struct handshakes *all)
{
    struct handshake *begun = TAILQ_FIRST(&all->begun);
    struct handshake *usual = begun ? begun : TAILQ_FIRST(&all->fresh);
    struct handshake *pieces = TAILQ_FIRST(&all->pieces);
    bool turn = all->taken % PIECES_TURN == 0;
    return pieces && (turn || !usual) ? pieces : usual;
}

static void leave_line(struct handshake *h)
{
    TAILQ_REMOVE(line_of(h), h, entry);
    h->all->count--;
    count_out(h);
}

/* The lock is not held while the step is taken. True: the caller is to be told, who may be waiting
 * for the wire: before there was nothing to be taken. */
static bool step(struct handshakes *all)
{
    struct handshake *h = first(all);
    leave_line(h);
    all->taken++;
    h->state = HANDSHAKE_RUNS;
    pthread_mutex_unlock(&all->lock);
    enum stream_news news = stream_shake_hands(h->stream, h->host);
    pthread_mutex_lock(&all->lock);
    h->news = news;
    h->state = HANDSHAKE_STOPS;
    h->steps++;
    bool news_to_take = TAILQ_EMPTY(&all->stops);
    TAILQ_INSERT_TAIL(&all->stops, h, entry);
    count_in(h);
    pthread_cond_broadcast(&all->stopped);
    return news_to_take;
}

static void *help(void *of)
{
    struct handshakes *all = of;
    pthread_mutex_lock(&all->lock);
    while (!all->closes) {
        if (!first(all)) {
            pthread_cond_wait(&all->come, &all->lock);
        } else if (step(all)) {
            eventfd_write(all->wake, 1);
        }
    }
    pthread_mutex_unlock(&all->lock);
    return NULL;
}

/* Where none can be started, those there are do the work. */
static void start_helper(struct handshakes *all)
{
    bool started = thread_start(&all->helpers[all->started], help, all);
    all->started += started;
    all->threads = started ? all->threads : all->started + 1;
}

/* The first that waits is the caller's. */
static void line_up(struct handshake *h)
{
    struct handshakes *all = h->all;
    h->state = HANDSHAKE_WAITS;
    h->again = false;
    TAILQ_INSERT_TAIL(line_of(h), h, entry);
    all->count++;
    count_in(h);
    if (all->count > all->started + 1 && all->started + 1 < all->threads) {
        start_helper(all);
    } else if (all->count > 1) {
        pthread_cond_signal(&all->come);
    }
}

bool handshakes_work(struct handshakes *all)
{
    pthread_mutex_lock(&all->lock);
    bool waits = first(all) != NULL;
    if (waits) {
        step(all);
    }
    pthread_mutex_unlock(&all->lock);
    return waits;
}

/* --- Handshakes --- */

void handshake_init(struct handshake *h, struct handshakes *all, struct stream *stream,
                    const char *host)
{
    *h = (struct handshake){ .all = all, .stream = stream, .host = host };
}

enum stream_news handshake_go_on(struct handshake *h)
{
    pthread_mutex_lock(&h->all->lock);
    enum stream_news news = STREAM_WAITS;
    switch (h->state) {
    case HANDSHAKE_RESTS:
        line_up(h);
        break;
    case HANDSHAKE_WAITS:
        break;
    case HANDSHAKE_RUNS:
    case HANDSHAKE_STOPS:
        h->again = true;
        break;
    case HANDSHAKE_ENDS:
        news = h->news;
        break;
    }
    pthread_mutex_unlock(&h->all->lock);
    return news;
}

void handshake_drop(struct handshake *h)
{
    struct handshakes *all = h->all;
    if (!all) {
        return;
    }
    pthread_mutex_lock(&all->lock);
    while (h->state == HANDSHAKE_RUNS) {
        pthread_cond_wait(&all->stopped, &all->lock);
    }
    if (h->state == HANDSHAKE_WAITS) {
        leave_line(h);
    } else if (h->state == HANDSHAKE_STOPS) {
        TAILQ_REMOVE(&all->stops, h, entry);
        count_out(h);
    }
    h->state = HANDSHAKE_ENDS;
    pthread_mutex_unlock(&all->lock);
}

/* What has to wait rests, or goes on where news came meanwhile. */
struct handshake *handshakes_take(struct handshakes *all)
{
    struct handshake *ended = NULL;
    if (!handshakes_are_due(all)) {
        return NULL;
    }
    pthread_mutex_lock(&all->lock);
    while (!ended && !TAILQ_EMPTY(&all->stops)) {
        struct handshake *h = TAILQ_FIRST(&all->stops);
        TAILQ_REMOVE(&all->stops, h, entry);
        count_out(h);
        if (h->news != STREAM_WAITS) {
            h->state = HANDSHAKE_ENDS;
            ended = h;
        } else if (h->again) {
            line_up(h);
        } else {
            h->state = HANDSHAKE_RESTS;
        }
    }
    pthread_mutex_unlock(&all->lock);
    return ended;
}
