/* What a transfer tells of its host. */
#include "net/request.h"

#include "base/time.h"

enum { SILENCE_LEAST_MS = 3000 /* after which no answer is one */ };

void learn_of_fault(const struct net *n, struct request *r, int32_t ms)
{
    const struct exchange *x = &r->exchange;
    int64_t usual = n->options.timeout_ms;
    bool heard = r->fetch->head.bytes > 0 || x->fault != FAULT_TIMEOUT;
    bool had_time = x->budget_ms > usual / 2;
    bool waited = had_time && (ms >= SILENCE_LEAST_MS || ms >= usual / 4);
    if (heard) {
        site_break_silence(r->site);
    } else if (waited && !r->was_silent) {
        r->was_silent = true;
        site_note_silence(r->site, time_tick_ms());
    }
}

static void learn_of_good(struct net *n, const struct request *r)
{
    struct limit *limit = &r->site->named->limit;
    int64_t before = limit->pace.until;
    pace_answer(&limit->pace, limit_most(limit, n->options.per_host), r->number);
    if (limit->pace.until < before) {
        queue_hurry(&n->queue, limit);
    }
}

void learn_of_answer(struct net *n, const struct request *r, int64_t began)
{
    const struct exchange *x = &r->exchange;
    struct refusal refusal = { x->status, request_retry_after(r), began, r->number };
    site_break_silence(r->site);
    if (request_is_refused(r)) {
        unsigned most = limit_most(&r->site->named->limit, n->options.per_host);
        pace_refuse(request_pace(r), most, refusal, time_tick_ms() + 1);
    } else if (x->status < 500) {
        learn_of_good(n, r);
    }
}

void learn_address(struct request *r)
{
    struct site *site = r->site;
    if (site->addresses && r->address && !fetch_is_unconnected(r->fetch, r->code)) {
        site->at = (unsigned char)((site->at + r->address) % site->addresses->count);
        r->address = 0;
    }
}

bool learn_tls(struct request *r)
{
    enum tls_fault tls = TLS_NONE;
    bool is = !fetch_is_settled(r->fetch, r->code) &&
              fetch_fault(r->fetch, r->code, &tls) == FAULT_TLS && r->site->tls != tls;
    r->site->tls = is ? tls : r->site->tls;
    return is;
}
