#include "net/recall.h"

#include "base/time.h"
#include "net/body.h"
#include "net/jar.h"
#include "net/request.h"

/* What a body says; one that is not wrapped as its header says is taken as it stands. Where memory
 * ran out, `page` has failed. */
static void read_page(struct exchange *got, size_t most, bool any, struct buffer *page)
{
    struct body body;
    if (!body_is_page(&got->says, most, any)) {
        got->page.length = 0;
        return;
    }
    body_init(&body);
    body_begin(&body, &got->says, most);
    body_take(&body, got->body);
    body_end(&body);
    bool is_so = !body.broken && body.chunks.state != CHUNK_BROKEN;
    struct slice says = most ? body_whole(&body) : body_page(&body);
    buffer_add(page, is_so ? says : got->body);
    got->page.length = most && is_so ? body_page(&body).length : page->length;
    bool broke_off = got->unread && strcmp(got->unread, "disconnect") == 0;
    got->cut = body_is_cut(&body) ? "limit" : most || broke_off ? got->unread : NULL;
    page->failed = page->failed || body.no_memory;
    body_free(&body);
}

/* Head, body and page stand in one buffer. */
void request_keep(struct request *r, struct exchange *got)
{
    struct buffer page = BUFFER(SIZE_MAX);
    buffer_reset(&r->kept);
    http_read_head(got->head, &got->says);
    read_page(got, r->most, r->any, &page);
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
    if (r->jar && got.cookies_after) {
        jar_recall(r->jar, got.cookies_after);
    }
    n->failed = n->failed || r->kept.failed;
    r->exchange = got;
    return true;
}

bool request_is_offline(const struct net *n)
{
    return n->options.recall && n->options.recall->alone;
}

bool net_recalls(const struct net *n, const struct url *u)
{
    const struct recall *recall = n->options.recall;
    struct slice url = slice_part(u->href, 0, u->href.length - u->fragment.length);
    return recall && recall->alone && recall->knows && recall->knows(recall->of, url);
}

void request_note_cookies(struct net *n, const struct request *r, uint64_t *into)
{
    if (r->jar && n->options.recall && !jar_state(r->jar, into)) {
        *into = JAR_FULL;
    }
}

/* --- What is told --- */

void request_tell_try(struct net *n, struct request *r)
{
    const struct recall *recall = n->options.recall;
    struct exchange *x = &r->exchange;
    if (recall && recall->tried) {
        x->sent = fetch_sent(r->fetch);
        x->unread = fetch_unread(r->fetch, r->code);
        recall->tried(recall->of, x);
    }
}

/* What was denied at first sight, or for want of time, nobody was asked for. */
void request_tell(struct net *n, struct request *r)
{
    const struct recall *recall = n->options.recall;
    struct exchange *x = &r->exchange;
    if (x->recalled) {
        return;
    }
    x->ended = time_now_ms();
    if (recall && recall->put && r->site && x->fault != FAULT_OUT_OF_TIME) {
        request_note_cookies(n, r, &x->cookies_after);
        recall->put(recall->of, x);
    }
}

void request_keep_told(const struct net *n)
{
    const struct recall *recall = n->options.recall;
    if (recall && recall->keep) {
        recall->keep(recall->of);
    }
}

void request_tell_name(const struct net *n, const struct lookup_result *result)
{
    static const enum fault faults[] = {
        [LOOKUP_FOUND] = FAULT_NONE,
        [LOOKUP_NO_SUCH_HOST] = FAULT_NO_SUCH_HOST,
        [LOOKUP_FAILED] = FAULT_UNREACHABLE,
    };
    const struct recall *recall = n->options.recall;
    const struct site *site = result->tag;
    if (recall && recall->named && result->status < sizeof faults / sizeof *faults) {
        struct naming naming = { site->name, faults[result->status], result->addresses.list,
                                 result->addresses.count };
        recall->named(recall->of, &naming);
    }
}
