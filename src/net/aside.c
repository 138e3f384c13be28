/* Requests that their hosts refuse now: they are put aside, and asked once more when all the rest
 * is done. */
#include "net/head.h"
#include "net/request.h"

#include "base/time.h"

enum {
    MOST_KEPT = 8 << 10, /* of an answer */
    LEAST_PART = 4       /* of a request's time has to be left */
};

int64_t request_retry_after(const struct request *r)
{
    const struct exchange *x = &r->exchange;
    int64_t named = head_retry_after(x->says.retry_after);
    return named < 0 && x->status == 429 && r->refusal_ms ? r->refusal_ms : named;
}

bool request_is_refused(const struct request *r)
{
    const struct exchange *x = &r->exchange;
    bool refuses = x->status == 429 || x->status == 503;
    return x->fault == FAULT_NONE && refuses && !x->says.challenged;
}

/* Its answer counts if nothing better comes, and what is small of it is kept until then. */
static void keep_answer(struct net *n, struct request *r)
{
    struct exchange *x = &r->exchange;
    bool with_body = x->head.length + x->body.length + x->page.length <= MOST_KEPT;
    struct exchange told = { .head = x->head.length <= MOST_KEPT ? x->head : SLICE(""),
                             .body = with_body ? x->body : SLICE("") };
    request_keep(r, &told);
    n->failed = n->failed || r->kept.failed;
    launch_put_away(n, r);
    x->head = told.head;
    x->body = told.body;
    x->page = told.page;
    x->whole = told.whole;
    x->says = told.says;
}

enum request_state request_put_aside(struct net *n, struct request *r)
{
    struct exchange *x = &r->exchange;
    if (r->last || x->asker == n || request_time_left(r) < x->budget_ms / LEAST_PART) {
        return REQUEST_DONE;
    }
    if (r->fetch) {
        keep_answer(n, r);
    }
    n->put_aside++;
    TAILQ_INSERT_TAIL(&n->aside, r, entry);
    return REQUEST_ASIDE;
}

bool request_is_for_later(const struct net *n, const struct request *r, bool named, int64_t wait)
{
    bool is_last = r->exchange.attempts == n->options.retries;
    return request_is_refused(r) &&
           (r->last || (is_last && !named) || wait >= request_time_left(r));
}

bool request_is_held(const struct net *n, const struct request *r)
{
    int64_t most = n->options.timeout_ms;
    int64_t left = request_time_left(r);
    const struct pace *pace = request_pace(r);
    return pace->is_firm && pace->until - time_tick_ms() > (left < most ? left : most);
}

enum request_state request_hold(struct net *n, struct request *r)
{
    struct exchange *x = &r->exchange;
    if (x->attempts == 0) {
        x->fault = request_pace(r)->status == 429 ? FAULT_RATE_LIMITED : FAULT_OVERLOADED;
    }
    return request_put_aside(n, r);
}

void request_leave_aside(struct net *n, struct request *r)
{
    TAILQ_REMOVE(&n->aside, r, entry);
    n->put_aside--;
}

void request_ask_again(struct net *n, struct request *r)
{
    request_leave_aside(n, r);
    r->last = true;
    r->site->named->limit.slow++;
    r->state = r->obeys ? REQUEST_CHECKS : REQUEST_LOOKS_UP;
    request_go_on(n, r);
}
