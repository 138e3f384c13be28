#include "net/queue.h"

#include <stddef.h>

enum { IDLE_MS = 250 }; /* so long nobody wants a turn before it is one to spare */

void queue_init(struct queue *q, unsigned most, unsigned per_host, int64_t patience_ms)
{
    enum { CROWD = 16 };
    *q = (struct queue){ .most = most,
                         .per_host = per_host,
                         .patience_ms = patience_ms,
                         .was_full = true,
                         .crowd = CROWD + 2 * per_host };
    for (enum need need = NEED_NOTHING; need < NEED_COUNT; need++) {
        TAILQ_INIT(&q->lines[need]);
    }
}

void limit_init(struct limit *l)
{
    *l = (struct limit){ 0 };
    TAILQ_INIT(&l->blocked);
}

unsigned limit_most(const struct limit *l, unsigned per_host)
{
    return l->most ? l->most : per_host;
}

void host_init(struct host *h, struct limit *limit)
{
    *h = (struct host){ .limit = limit };
    STAILQ_INIT(&h->waiting);
}

void queue_free(struct queue *q)
{
    timers_free(&q->timers);
}

static struct limit *limit_of_timer(struct timer *t)
{
    return (struct limit *)((char *)t - offsetof(struct limit, timer));
}

static bool has_room(const struct queue *q, const struct limit *l)
{
    return l->running < (l->slow ? 1 : pace_most(&l->pace, limit_most(l, q->per_host)));
}

/* --- Lists of hosts --- */

static void enter(struct host_list *list, struct host *h)
{
    TAILQ_INSERT_TAIL(list, h, entry);
    h->list = list;
}

static void leave(struct host *h)
{
    if (h->list) {
        TAILQ_REMOVE(h->list, h, entry);
        h->list = NULL;
    }
}

static void line_up(struct queue *q, struct host *h)
{
    if (!h->list && !STAILQ_EMPTY(&h->waiting)) {
        enter(has_room(q, h->limit) ? &q->lines[NEED_NOTHING] : &h->limit->blocked, h);
    }
}

/* Something that was in the way is not any more: the host that waits longest may go. */
static void unblock(struct queue *q, struct limit *l)
{
    struct host *h = has_room(q, l) ? TAILQ_FIRST(&l->blocked) : NULL;
    if (h) {
        leave(h);
        line_up(q, h);
    }
}

/* The one that is to be seen to next; NULL: none is. A host that was put off though nothing runs at
 * it was the first in line before, and is so again. */
static struct host *first_host(const struct queue *q, enum need had)
{
    struct host *h = had >= NEED_FIRST ? TAILQ_FIRST(&q->lines[NEED_FIRST]) : NULL;
    for (enum need need = NEED_NOTHING; !h && need <= had; need++) {
        h = TAILQ_FIRST(&q->lines[need]);
    }
    return h;
}

static bool is_put_off(const struct queue *q, const struct host *h)
{
    bool is = false;
    for (enum need need = NEED_FIRST; need < NEED_COUNT; need++) {
        is = is || h->list == &q->lines[need];
    }
    return is;
}

bool queue_has_turn(const struct queue *q, enum need had)
{
    return q->running < q->most && first_host(q, had);
}

int64_t queue_due(const struct queue *q)
{
    return timers_due(&q->timers);
}

bool queue_is_crowded(const struct queue *q, const struct limit *l)
{
    return l->waiting >= q->crowd;
}

unsigned queue_share(const struct queue *q, const struct host *h)
{
    uint64_t own = h->waits + h->running;
    uint64_t all = q->waiting + q->running;
    return all ? (unsigned)(own * q->most / all) : q->most;
}

static bool is_full(const struct queue *q, unsigned others)
{
    return q->was_full || others >= q->most;
}

enum need queue_had(const struct queue *q, unsigned others, int64_t now)
{
    return !is_full(q, others) && now - q->full_at >= IDLE_MS ? NEED_SPARE : NEED_MORE;
}

int64_t queue_spare_due(const struct queue *q)
{
    bool waits = !is_full(q, q->running) && !TAILQ_EMPTY(&q->lines[NEED_SPARE]);
    return waits ? q->full_at + IDLE_MS : INT64_MAX;
}

/* Notes that all turns run, or did until the last of them ended. */
static void note_full(struct queue *q, int64_t now)
{
    if (is_full(q, q->running)) {
        q->full_at = now;
        q->was_full = false;
    }
}

static void count_in(struct queue *q, struct host *h)
{
    struct limit *l = h->limit;
    h->waits++;
    q->waiting++;
    q->crowded += queue_is_crowded(q, l);
    l->waiting++;
}

static void count_out(struct queue *q, struct host *h)
{
    struct limit *l = h->limit;
    h->waits--;
    q->waiting--;
    l->waiting--;
    q->crowded -= queue_is_crowded(q, l);
}

void queue_add(struct queue *q, struct host *h, struct turn *t)
{
    t->host = h;
    count_in(q, h);
    STAILQ_INSERT_TAIL(&h->waiting, t, entry);
    line_up(q, h);
}

void queue_put_back(struct queue *q, struct host *h, struct turn *t)
{
    t->host = h;
    count_in(q, h);
    STAILQ_INSERT_HEAD(&h->waiting, t, entry);
    line_up(q, h);
}

void queue_put_off(struct queue *q, struct host *h, struct turn *t, enum need need)
{
    leave(h);
    enter(&q->lines[need], h);
    queue_put_back(q, h, t);
}

static int64_t due(const struct limit *l)
{
    return l->held > pace_due(&l->pace) ? l->held : pace_due(&l->pace);
}

/* Has the host wait until its pace allows a turn, and it is not held any more. */
static void wait_for_pace(struct queue *q, struct host *h)
{
    struct limit *l = h->limit;
    enter(&l->blocked, h);
    if (l->timer.place == 0 && !timers_set(&q->timers, &l->timer, due(l))) {
        q->failed = true;
    }
}

static struct turn *take_turn(struct queue *q, struct host *h, int64_t now)
{
    struct turn *t = STAILQ_FIRST(&h->waiting);
    STAILQ_REMOVE_HEAD(&h->waiting, entry);
    count_out(q, h);
    h->running++;
    h->limit->running++;
    q->running++;
    pace_take(&h->limit->pace, now);
    unblock(q, h->limit);
    line_up(q, h);
    return t;
}

static void ring(struct queue *q, int64_t now)
{
    struct timer *timer = timers_take(&q->timers, now);
    while (timer) {
        unblock(q, limit_of_timer(timer));
        timer = timers_take(&q->timers, now);
    }
}

void queue_hold(struct limit *l, int64_t until)
{
    l->held = until;
}

void queue_hurry(struct queue *q, struct limit *l)
{
    timers_unset(&q->timers, &l->timer);
    unblock(q, l);
}

static bool has_to_wait(const struct queue *q, const struct limit *l, int64_t now)
{
    const struct pace *p = &l->pace;
    return due(l) > now && (!p->is_firm || p->until - now <= q->patience_ms);
}

struct turn *queue_take(struct queue *q, enum need had, int64_t now)
{
    ring(q, now);
    note_full(q, now);
    while (queue_has_turn(q, had) && !q->failed) {
        struct host *h = first_host(q, had);
        leave(h);
        if (!has_room(q, h->limit)) { /* another host of its name was before it */
            line_up(q, h);
        } else if (has_to_wait(q, h->limit, now)) {
            wait_for_pace(q, h);
        } else {
            return take_turn(q, h, now);
        }
    }
    return NULL;
}

static void give_back(struct queue *q, struct host *h)
{
    h->running--;
    h->limit->running--;
    q->running--;
    if (is_put_off(q, h)) {
        leave(h);
    }
    unblock(q, h->limit);
    line_up(q, h);
}

void queue_end(struct queue *q, struct host *h)
{
    h->limit->held = 0;
    q->was_full = is_full(q, q->running);
    give_back(q, h);
}

void queue_end_unused(struct queue *q, struct host *h)
{
    pace_give_back(&h->limit->pace);
    give_back(q, h);
}
