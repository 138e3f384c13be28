/* How a request gets on the wire. */
#include "net/request.h"

#include "base/time.h"

enum {
    STARVE_MS = 20000, /* without a file descriptor, before it is given up */
    LONGEST_CONNECT_MS = 10000,
    LONGEST_CONNECT_OF_SEVERAL_MS = 3000, /* where another address may do better */
    MOST_SHARES = 3,                      /* of the time, that are left for later tries */
    MOST_CONNECT_TO = 1 << 10,
    HOT = 32,    /* requests */
    LATER_MS = 1 /* until a connection may be opened, where others are */
};

/* For tests: all that is asked is asked by libcurl. */
#ifdef LANDFALL_LIBCURL_ONLY
enum { LIBCURL_ONLY = true };
#else
enum { LIBCURL_ONLY = false };
#endif

/* --- Where to --- */

/* Passes over addresses that may not be contacted; false if no other is left. */
static bool choose_address(const struct net *n, struct request *r)
{
    const struct addresses *all = r->site->addresses;
    if (!all) {
        return true; /* behind a proxy */
    }
    while (r->address < all->count &&
           !address_is_allowed(&n->manner.policy, site_address(r->site, r->address))) {
        r->address++;
    }
    return r->address < all->count;
}

/* A proxy that takes names is given the name, once its addresses have been checked here. */
static void write_connect_to(const struct net *n, const struct request *r, struct buffer *into)
{
    const struct site *site = r->site;
    if (site->addresses && !(n->manner.proxy && n->manner.proxy->takes_names)) {
        char text[ADDRESS_TEXT];
        address_format(site_address(site, r->address), text);
        buffer_printf(into, "::%s:%u", text, site->port);
    } else if (site->redirected) {
        buffer_printf(into, "::%.*s:%u", (int)site->name.length, site->name.data, site->port);
    }
}

static int64_t connect_time(const struct net *n, const struct request *r)
{
    const struct addresses *all = r->site->addresses;
    bool several = all && r->address + 1U < all->count;
    int64_t longest = several ? LONGEST_CONNECT_OF_SEVERAL_MS : LONGEST_CONNECT_MS;
    unsigned retries = n->options.retries < MOST_SHARES ? n->options.retries : MOST_SHARES;
    int64_t share = request_time_left(r) / (retries + 1 + several);
    return share < 1 ? 1 : share < longest ? share : longest;
}

/* --- What has to be there first --- */

/* Certificates are read before a first https request. */
static enum tls_load load_certificates(struct net *n, const struct request *r)
{
    bool needed = slice_starts(r->exchange.url, SLICE("https:")) ||
                  (n->manner.proxy && n->manner.proxy->is_https);
    enum tls_load loaded = n->tls_loaded || !needed ? TLS_LOADED : tls_load(&n->tls, &n->why);
    n->tls_loaded = n->tls_loaded || (needed && loaded == TLS_LOADED);
    return loaded;
}

/* --- File descriptors --- */

bool request_starves(struct net *n)
{
    int64_t now = time_tick_ms();
    n->starved_since = n->starved_since ? n->starved_since : now;
    wire_drop_idle(&n->wire, n->queue.running == 0);
    if (n->queue.running == 0 && now - n->starved_since >= STARVE_MS) {
        buffer_reset(&n->why);
        buffer_printf(&n->why, "no file descriptor is left: raise the limit (ulimit -n)");
        n->failed = true;
    }
    return !n->failed;
}

/* --- Launching --- */

static struct fetch *take_fetch(struct net *n)
{
    struct fetch *fetch = STAILQ_FIRST(&n->idle);
    if (fetch) {
        STAILQ_REMOVE_HEAD(&n->idle, entry);
    }
    return fetch ? fetch : fetch_new(&n->manner);
}

/* A host that is asked so often is asked over few connections, by HTTP/2, if it speaks that:
 * libcurl does. One request finds out. */
static bool wants_http2(struct site *site)
{
    bool hot = site->requests >= HOT;
    if (!hot || site->no_http2 || (site->asked_http2 && !site->has_http2)) {
        return false;
    }
    site->asked_http2 = true;
    return true;
}

/* libcurl knows proxies and cookies, too. */
static bool is_direct(const struct net *n, struct request *r)
{
    bool possible = !LIBCURL_ONLY && !n->manner.proxy && !r->jar && r->site->addresses;
    bool secure = slice_starts(r->exchange.url, SLICE("https:"));
    return possible && (!secure || r->fresh || !wants_http2(r->site));
}

/* The headers of a site, under the request's face, and what it asks for itself. */
static struct curl_slist *headers_of(const struct net *n, const struct request *r)
{
    struct curl_slist *headers = r->site->headers;
    enum face face = r->exchange.face;
    if (face != FACE_OWN) {
        headers = face_dress(face, headers, n->sites.common, &r->fetch->face);
    }
    return r->datetime ? face_date(r->datetime, headers, &r->fetch->date) : headers;
}

/* Sets the transfer up and puts it on the wire; false: out of memory. */
static bool put_on_wire(struct net *n, struct request *r)
{
    struct buffer to = BUFFER(MOST_CONNECT_TO);
    int64_t left = request_time_left(r);
    struct fetch_request request = {
        .url = r->exchange.url.data,
        .user_agent = face_agent(&n->options, r->exchange.face),
        .headers = headers_of(n, r),
        .cookies = r->jar,
        .timeout_ms = left < 1 ? 1 : left,
        .connect_ms = connect_time(n, r),
        .most = r->most,
        .any = r->any,
        .pooled = r->site->shortener || r->site->requests > 1,
        .fresh = r->fresh,
        .http2 = !r->fresh && !r->site->no_http2,
    };
    if (is_direct(n, r)) {
        request.where = site_address(r->site, r->address);
        request.port = r->site->port;
    } else {
        write_connect_to(n, r, &to);
        request.connect_to = to.length ? buffer_string(&to) : NULL;
    }
    r->fetch->owner = r;
    bool added =
        !to.failed && fetch_prepare(r->fetch, &request) && wire_add(&n->wire, r->fetch, &request);
    buffer_free(&to);
    return added;
}

static enum launch begin(struct net *n, struct request *r)
{
    r->fetch = take_fetch(n);
    if (!r->fetch || !put_on_wire(n, r)) {
        fetch_free(r->fetch);
        r->fetch = NULL;
        return LAUNCH_IMPOSSIBLE;
    }
    r->since = time_tick_ms();
    r->exchange.began = time_now_ms();
    r->fetch->counted = !r->counted;
    r->counted = true;
    r->exchange.attempts += r->fetch->counted;
    n->requests += r->fetch->counted || r->fresh;
    r->number = n->requests;
    return LAUNCH_RUNS;
}

static bool may_be_direct(const struct net *n, const struct request *r)
{
    return !LIBCURL_ONLY && !n->manner.proxy && !r->jar && !r->site->has_http2;
}

/* What it needs beside its turn. A connection that waits for a processor would time out where many
 * do, and knows a session to resume when the first of them are served. */
static enum need need_of(const struct net *n, const struct request *r)
{
    const struct host *host = &r->site->host;
    unsigned others = host->running - 1;
    if (!may_be_direct(n, r) || !direct_opens(&n->wire.direct, r->exchange.url)) {
        return NEED_NOTHING;
    }
    return others == 0                             ? NEED_FIRST
           : others < queue_share(&n->queue, host) ? NEED_MORE
                                                   : NEED_SPARE;
}

/* What is to be had where so many others are under way to all. */
static enum need had(const struct net *n, unsigned others)
{
    enum need turns = queue_had(&n->queue, others, time_tick_ms());
    enum need processors = direct_had(&n->wire.direct);
    return turns < processors ? turns : processors;
}

enum need launch_had(const struct net *n)
{
    return had(n, n->queue.running);
}

int64_t launch_due(const struct net *n)
{
    bool waits = direct_had(&n->wire.direct) >= NEED_SPARE;
    return waits ? queue_spare_due(&n->queue) : INT64_MAX;
}

/* Whether it would be one more connection to a host that has enough to do with those that are
 * opened to it, or may soon give a session that makes one cheap. */
static bool is_for_later(const struct net *n, const struct request *r)
{
    return may_be_direct(n, r) && direct_is_opening(&n->wire.direct, r->exchange.url);
}

enum launch launch(struct net *n, struct request *r)
{
    int64_t now = time_tick_ms();
    if (request_pace(r)->until > now) {
        return LAUNCH_HELD;
    }
    if (site_is_silent(r->site, now)) {
        return LAUNCH_SILENT;
    }
    if (!choose_address(n, r)) {
        return LAUNCH_DENIED;
    }
    r->need = need_of(n, r);
    if (r->need > had(n, n->queue.running - 1)) {
        return LAUNCH_LATER;
    }
    if (is_for_later(n, r)) {
        queue_hold(r->site->host.limit, now + LATER_MS);
        return LAUNCH_HELD;
    }
    site_probe(r->site, now);
    switch (load_certificates(n, r)) {
    case TLS_LOADED:
        return begin(n, r);
    case TLS_NO_FILES:
        return LAUNCH_NO_FILES;
    case TLS_UNUSABLE:
    default:
        return LAUNCH_IMPOSSIBLE;
    }
}

enum request_state launch_put_off(struct net *n, struct request *r)
{
    queue_put_off(&n->queue, &r->site->host, &r->turn, r->need);
    return REQUEST_QUEUED;
}

/* What the request that was to find out found. */
static void note_http2(const struct request *r)
{
    const struct fetch *fetch = r->fetch;
    struct site *site = r->site;
    if (site && site->asked_http2 && !fetch->direct && !site->has_http2) {
        site->has_http2 = fetch->spoke_http2;
        site->no_http2 = site->no_http2 || !fetch->spoke_http2;
    }
}

void launch_put_away(struct net *n, struct request *r)
{
    struct exchange *x = &r->exchange;
    struct fetch *fetch = r->fetch;
    if (!fetch) {
        return;
    }
    note_http2(r);
    if (r->state == REQUEST_RUNS) {
        wire_remove(&n->wire, fetch);
    }
    if (r->jar) { /* its cookies must not meet the next request */
        fetch_free(fetch);
    } else {
        fetch_clear(fetch);
        STAILQ_INSERT_HEAD(&n->idle, fetch, entry);
    }
    r->fetch = NULL;
    x->sent = x->head = x->body = x->page = x->whole = (struct slice){ 0 };
    x->says = (struct http_head){ 0 };
}
