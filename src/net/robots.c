/* What robots.txt says of requests: it is asked for once for each origin, and what is to be asked
 * of that waits for it (RFC 9309 sections 2.3 and 2.4). */
#include "net/request.h"

#include "base/time.h"

#include <stdlib.h>

enum { MOST_HOPS = 5, MOST_HELD_BYTES = 32 << 20 };

/* A robots.txt that is asked for. */
struct robots_ask {
    struct site *site; /* of which it tells; held */
    unsigned hops;
    struct buffer url;
};

/* --- Asking --- */

static void free_ask(struct robots_ask *ask)
{
    site_let_go(ask->site);
    buffer_free(&ask->url);
    free(ask);
}

static bool ask_once(struct net *n, struct robots_ask *ask)
{
    struct ask asked = {
        .url = slice_from(buffer_string(&ask->url)),
        .budget_ms = n->options.timeout_ms,
        .most = ROBOTS_MOST,
        .asker = n,
        .tag = ask,
    };
    return asked.url.data && net_ask(n, &asked);
}

/* "https://host:port" of a URL. */
static struct slice origin_of(struct slice url)
{
    size_t start = slice_find(url, ':') + strlen("://");
    return slice_part(url, 0, start + slice_find(slice_skip(url, start), '/'));
}

static bool ask_for(struct net *n, struct site *site, struct slice url)
{
    struct robots_ask *ask = malloc(sizeof *ask);
    if (!ask) {
        return false;
    }
    *ask = (struct robots_ask){ .site = site, .url = BUFFER(URL_MOST + 1) };
    cache_hold(&site->cached);
    buffer_add(&ask->url, origin_of(url));
    buffer_add(&ask->url, SLICE("/robots.txt"));
    site->robots_state = ROBOTS_ASKED;
    if (!ask_once(n, ask)) {
        free_ask(ask);
        return false;
    }
    return true;
}

static enum request_state wait_for(struct request *r)
{
    r->waits = &r->site->checking;
    TAILQ_INSERT_TAIL(r->waits, r, entry);
    return REQUEST_CHECKS;
}

static bool is_allowed(struct net *n, const struct request *r)
{
    struct slice url = r->exchange.url;
    struct slice path = slice_skip(url, origin_of(url).length);
    return robots_allow(&r->site->robots, path, &n->failed);
}

/* What is wrong with a site that cannot be asked for its robots.txt is so for all else. */
enum request_state robots_check(struct net *n, struct request *r)
{
    struct exchange *x = &r->exchange;
    struct site *site = r->site;
    locate_leave(n, r);
    if (request_is_held(n, r)) {
        return request_hold(n, r);
    }
    switch (site->robots_state) {
    case ROBOTS_KNOWN:
        r->obeys = false;
        x->fault = is_allowed(n, r) ? FAULT_NONE : FAULT_EXCLUDED;
        return x->fault == FAULT_NONE ? REQUEST_ALLOWED : REQUEST_DONE;
    case ROBOTS_FAILED:
        x->fault = site->robots_fault;
        x->tls = site->robots_tls;
        return REQUEST_DONE;
    case ROBOTS_UNKNOWN:
        n->failed = n->failed || !ask_for(n, site, x->url);
        return wait_for(r);
    default:
        return wait_for(r);
    }
}

/* --- What comes of it --- */

/* Those that waited are told. What is known takes memory: if there is much of it already, it is
 * asked for again where it is needed. */
static void settle(struct net *n, struct site *site, enum robots_state state)
{
    site->robots_state = state;
    struct request *r = TAILQ_FIRST(&site->checking);
    while (r && !n->failed) {
        request_go_on(n, r); /* which does not wait any more */
        r = TAILQ_FIRST(&site->checking);
    }
    n->sites.robots_bytes += site->robots.rules.room;
    if (state == ROBOTS_FAILED || n->sites.robots_bytes > MOST_HELD_BYTES) {
        n->sites.robots_bytes -= site->robots.rules.room;
        robots_free(&site->robots);
        site->robots_state = ROBOTS_UNKNOWN;
    }
}

/* Where a redirect leads; false: nowhere, or too far. */
static bool follow(struct net *n, struct robots_ask *ask, const struct exchange *x)
{
    bool is_redirect =
        (x->status >= 301 && x->status <= 303) || x->status == 307 || x->status == 308;
    struct buffer text = BUFFER(URL_MOST + 1);
    struct buffer base_text = BUFFER(URL_MOST + 1);
    struct url base;
    struct url u;
    bool leads = is_redirect && x->says.location.length && ask->hops < MOST_HOPS &&
                 url_parse(x->url, NULL, &base_text, &base) == URL_OK &&
                 url_parse(x->says.location, &base, &text, &u) == URL_OK;
    if (leads) {
        url_drop_userinfo(&u, &text);
        buffer_reset(&ask->url);
        buffer_add(&ask->url, url_without_fragment(u.href));
        ask->hops++;
    }
    n->failed = n->failed || base_text.no_memory || text.no_memory;
    buffer_free(&base_text);
    buffer_free(&text);
    return leads;
}

/* Whether what went wrong is the host's, so that it is the same for all that is asked of it. */
static bool is_of_host(const struct request *r)
{
    bool was_connected = r->fetch && !fetch_is_unconnected(r->fetch, r->code);
    switch (r->exchange.fault) {
    case FAULT_NONE:
    case FAULT_LARGE_HEADER:
    case FAULT_PROTOCOL:
    case FAULT_OFFLINE:
        return false;
    case FAULT_UNREACHABLE:
    case FAULT_TIMEOUT:
        return !was_connected;
    default:
        return true;
    }
}

static bool read_rules(const struct net *n, struct site *site, const struct exchange *x)
{
    bool is_answered = x->fault == FAULT_NONE && x->status / 100 != 5;
    if (!is_answered && x->fault != FAULT_OFFLINE) {
        return robots_forbid_all(&site->robots);
    }
    struct slice file = x->status / 100 == 2 ? x->whole : SLICE("");
    struct slice product =
        robots_product(slice_from(n->options.user_agent ? n->options.user_agent : ""));
    struct pace *pace = &site->named->limit.pace;
    bool read = robots_read(file, product, &site->robots);
    int64_t delay = (int64_t)site->robots.delay_s * 1000000;
    pace->interval_us = delay > pace->interval_us ? delay : pace->interval_us;
    return read;
}

static void take(struct net *n, struct robots_ask *ask, const struct request *r)
{
    const struct exchange *x = &r->exchange;
    struct site *site = ask->site;
    if (is_of_host(r)) {
        site->robots_fault = x->fault;
        site->robots_tls = x->tls;
        settle(n, site, ROBOTS_FAILED);
    } else {
        n->failed = n->failed || !read_rules(n, site, x);
        settle(n, site, ROBOTS_KNOWN);
    }
}

void robots_take(struct net *n)
{
    struct request *r = TAILQ_FIRST(&n->robots_done);
    while (r && !n->failed) {
        struct robots_ask *ask = r->exchange.tag;
        TAILQ_REMOVE(&n->robots_done, r, entry);
        if (!follow(n, ask, &r->exchange)) {
            take(n, ask, r);
            free_ask(ask);
        } else if (!ask_once(n, ask)) {
            n->failed = true;
            free_ask(ask);
        }
        r->exchange.asker = NULL; /* what was asked is not its own any more */
        net_release(n, &r->exchange);
        r = TAILQ_FIRST(&n->robots_done);
    }
}

void robots_let_go(const struct net *n, struct request *r)
{
    if (r->exchange.asker == n) {
        free_ask(r->exchange.tag);
    }
}
