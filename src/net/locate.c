/* Where sites are, and the proxy: asking for it, and telling those that wait. */
#include "net/request.h"

#include "base/time.h"

/* --- Asking, and waiting --- */

/* Behind a proxy that is given names, they are looked up all the same, to see whether they lead to
 * where nothing may be contacted; unless the user says that they cannot be. */
void locate_site(struct net *n, struct site *site)
{
    site_doubt(site, time_tick_ms());
    if (site->state != SITE_NEW || site_is_known(&n->sites, site, &n->failed)) {
        return;
    }
    if (n->manner.proxy && n->options.proxy_dns) {
        site->state = SITE_FOUND;
        return;
    }
    site->state = SITE_ASKING;
    cache_hold(&site->cached); /* until the lookup is done */
    n->failed = n->failed || !lookup_ask(n->lookup, site->name, site);
}

void locate_wait(struct net *n, struct request *r, struct request_list *waiting)
{
    if (r->waits != waiting) {
        locate_leave(n, r);
        r->since = r->since ? r->since : time_tick_ms();
        r->waits = waiting;
        TAILQ_INSERT_TAIL(waiting, r, entry);
    }
}

void locate_leave(struct net *n, struct request *r)
{
    if (r->waits) {
        TAILQ_REMOVE(r->waits, r, entry);
        r->waits = NULL;
    }
    timers_unset(&n->timers, &r->timer);
}

/* --- What was found --- */

static void wake(struct net *n, struct request_list *waiting)
{
    struct request *r = TAILQ_FIRST(waiting);
    while (r && !n->failed) {
        request_go_on(n, r); /* which does not wait there any more */
        r = TAILQ_FIRST(waiting);
    }
}

/* Those that waited for the site are told. */
static void wake_site(struct net *n, struct site *site, enum site_state state)
{
    site->state = state;
    wake(n, &site->waiting);
    bool lasts = state == SITE_FOUND || state == SITE_NOWHERE;
    site->state = lasts ? state : SITE_NEW;
}

static void read_lookup_of_proxy(struct net *n, const struct lookup_result *result)
{
    enum proxy_state state = proxy_take(&n->proxy, n->lookup, result, time_tick_ms());
    n->failed = n->failed || state == PROXY_NO_MEMORY;
    if (state != PROXY_ASKED) {
        wake(n, &n->waiting);
    }
}

static void read_lookup(struct net *n, const struct lookup_result *result)
{
    struct site *site = result->tag;
    request_tell_name(n, result);
    switch (result->status) {
    case LOOKUP_FOUND:
        n->starved_since = 0;
        n->failed = n->failed || !site_found(site, &result->addresses, result->good_until);
        wake_site(n, site, SITE_FOUND);
        break;
    case LOOKUP_NO_SUCH_HOST:
        wake_site(n, site, SITE_NOWHERE);
        break;
    case LOOKUP_NO_FILES:
        if (request_starves(n)) {
            wake_site(n, site, SITE_NO_FILES);
        }
        break;
    case LOOKUP_NO_MEMORY:
        n->failed = true;
        break;
    case LOOKUP_FAILED:
    default:
        wake_site(n, site, site_keep(site, time_tick_ms()) ? SITE_FOUND : SITE_FAILED);
        break;
    }
}

void locate_read(struct net *n)
{
    struct lookup_result result;
    lookup_work(n->lookup);
    while (!n->failed && lookup_take(n->lookup, &result)) {
        if (result.tag == &n->proxy) {
            read_lookup_of_proxy(n, &result);
        } else {
            read_lookup(n, &result);
            site_let_go(result.tag);
        }
    }
}
