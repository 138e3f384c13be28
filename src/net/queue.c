#include "net/queue.h"

#include <stddef.h>

void queue_init(struct queue *q, unsigned most, unsigned per_host)
{
    *q = (struct queue){ .most = most, .per_host = per_host };
    STAILQ_INIT(&q->line);
}

void limit_init(struct limit *l)
{
    *l = (struct limit){ 0 };
    STAILQ_INIT(&l->blocked);
}

void host_init(struct host *h, struct limit *limit)
{
    *h = (struct host){ .limit = limit };
    STAILQ_INIT(&h->waiting);
}

static void line_up(struct queue *q, struct host *h)
{
    if (h->in_line || STAILQ_EMPTY(&h->waiting)) {
        return;
    }
    h->in_line = true;
    if (h->limit->running < q->per_host) {
        STAILQ_INSERT_TAIL(&q->line, h, entry);
    } else {
        STAILQ_INSERT_TAIL(&h->limit->blocked, h, entry);
    }
}

bool queue_has_turn(const struct queue *q)
{
    return q->running < q->most && !STAILQ_EMPTY(&q->line);
}

/* One of the limit's turns has ended: the host that waits longest may go. */
static void unblock(struct queue *q, struct limit *l)
{
    struct host *h = STAILQ_FIRST(&l->blocked);
    if (h) {
        STAILQ_REMOVE_HEAD(&l->blocked, entry);
        h->in_line = false;
        line_up(q, h);
    }
}

void queue_add(struct queue *q, struct host *h, struct turn *t)
{
    t->host = h;
    STAILQ_INSERT_TAIL(&h->waiting, t, entry);
    line_up(q, h);
}

void queue_put_back(struct queue *q, struct host *h, struct turn *t)
{
    t->host = h;
    STAILQ_INSERT_HEAD(&h->waiting, t, entry);
    line_up(q, h);
}

struct turn *queue_take(struct queue *q)
{
    while (q->running < q->most && !STAILQ_EMPTY(&q->line)) {
        struct host *h = STAILQ_FIRST(&q->line);
        STAILQ_REMOVE_HEAD(&q->line, entry);
        h->in_line = false;
        struct turn *t = STAILQ_FIRST(&h->waiting);
        if (h->limit->running >= q->per_host) { /* another host of its name was before it */
            line_up(q, h);
            continue;
        }
        STAILQ_REMOVE_HEAD(&h->waiting, entry);
        h->limit->running++;
        q->running++;
        line_up(q, h);
        return t;
    }
    return NULL;
}

void queue_end(struct queue *q, struct host *h)
{
    h->limit->running--;
    q->running--;
    unblock(q, h->limit);
    line_up(q, h);
}
