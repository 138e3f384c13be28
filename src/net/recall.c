#include "net/recall.h"

#include "net/request.h"

/* Head and body stand in one buffer. */
static void keep(struct request *r, struct exchange *got)
{
    buffer_add(&r->kept, got->head);
    buffer_add(&r->kept, got->body);
    struct slice kept = buffer_slice(&r->kept);
    got->body = slice_skip(kept, got->head.length);
    got->head = slice_part(kept, 0, got->head.length);
    http_read_head(got->head, &got->says);
    got->status = got->says.status;
    got->recalled = true;
}

bool request_recall(struct net *n, struct request *r)
{
    const struct recall *recall = n->options.recall;
    struct exchange got = r->exchange;
    if (!recall || !recall->get || !recall->get(recall->of, &got)) {
        return false;
    }
    keep(r, &got);
    n->failed = n->failed || r->kept.failed;
    r->exchange = got;
    return true;
}

void request_tell(struct net *n, const struct request *r)
{
    const struct recall *recall = n->options.recall;
    const struct exchange *x = &r->exchange;
    bool was_asked = x->attempts && !x->recalled && x->fault != FAULT_OUT_OF_TIME;
    if (recall && recall->put && was_asked) {
        recall->put(recall->of, x);
    }
}
