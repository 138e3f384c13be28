#include "follow/queue.h"

#include <stddef.h>

void queue_init(struct queue *q, unsigned most, unsigned per_host)
{
    *q = (struct queue){ .most = most, .per_host = per_host };
    STAILQ_INIT(&q->line);
}

void host_init(struct host *h)
{
    *h = (struct host){ 0 };
    STAILQ_INIT(&h->waiting);
}

static void line_up(struct queue *q, struct host *h)
{
    if (h->open && !h->in_line && h->running < q->per_host && !STAILQ_EMPTY(&h->waiting)) {
        h->in_line = true;
        STAILQ_INSERT_TAIL(&q->line, h, entry);
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

void queue_open(struct queue *q, struct host *h)
{
    h->open = true;
    line_up(q, h);
}

struct turn *queue_take_back(struct host *h)
{
    struct turn *first = STAILQ_FIRST(&h->waiting);
    h->open = false;
    STAILQ_INIT(&h->waiting);
    return first;
}

struct turn *queue_take(struct queue *q)
{
    while (q->running < q->most && !STAILQ_EMPTY(&q->line)) {
        struct host *h = STAILQ_FIRST(&q->line);
        STAILQ_REMOVE_HEAD(&q->line, entry);
        h->in_line = false;
        struct turn *t = STAILQ_FIRST(&h->waiting);
        if (!t || !h->open) { /* closed while it stood in line */
            continue;
        }
        STAILQ_REMOVE_HEAD(&h->waiting, entry);
        h->running++;
        q->running++;
        line_up(q, h);
        return t;
    }
    return NULL;
}

void queue_end(struct queue *q, struct host *h)
{
    h->running--;
    q->running--;
    line_up(q, h);
}
