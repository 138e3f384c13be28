#include "net/recall.h"

#include "net/body.h"
#include "net/request.h"

/* What a body says; one that is not wrapped as its header says is taken as it stands. Where memory
 * ran out, `page` has failed. */
static void read_page(struct exchange *got, size_t most, struct buffer *page)
{
    struct body body;
    body_init(&body);
    body_begin(&body, &got->says, most);
    body_take(&body, got->body);
    body_end(&body);
    bool is_so = !body.broken && body.chunks.state != CHUNK_BROKEN;
    struct slice says = most ? body_whole(&body) : body_page(&body);
    buffer_add(page, is_so ? says : got->body);
    got->page.length = most && is_so ? body_page(&body).length : page->length;
    got->cut = body_is_cut(&body) ? "limit" : NULL;
    page->failed = page->failed || body.no_memory;
    body_free(&body);
}

/* Head, body and page stand in one buffer. */
void request_keep(struct request *r, struct exchange *got)
{
    struct buffer page = BUFFER(SIZE_MAX);
    buffer_reset(&r->kept);
    http_read_head(got->head, &got->says);
    read_page(got, r->most, &page);
    buffer_add(&r->kept, got->head);
    buffer_add(&r->kept, got->body);
    buffer_add(&r->kept, buffer_slice(&page));
    struct slice kept = buffer_slice(&r->kept);
    r->kept.failed = r->kept.failed || page.failed;
    buffer_free(&page);
    if (r->kept.failed) {
        return;
    }
    size_t head = got->head.length;
    size_t body = head + got->body.length;
    got->head = slice_part(kept, 0, head);
    got->body = slice_part(kept, head, body);
    got->whole = slice_skip(kept, body);
    got->page = slice_part(got->whole, 0, got->page.length);
    http_read_head(got->head, &got->says);
    got->status = got->says.status;
}

bool request_recall(struct net *n, struct request *r)
{
    const struct recall *recall = n->options.recall;
    struct exchange got = r->exchange;
    if (!recall || !recall->get || !recall->get(recall->of, &got)) {
        return false;
    }
    request_keep(r, &got);
    got.recalled = true;
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
