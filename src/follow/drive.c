#include "follow/inside.h"
#include "follow/verdict.h"

enum {
    MOST_NAME = 255,      /* bytes of a name in DNS (RFC 1035 section 2.3.4) */
    FIRST_WAIT_MS = 1000, /* before another try; doubles each time */
    LONGEST_CONNECT_MS = 10000,
    LONGEST_CONNECT_OF_SEVERAL_MS = 3000, /* where another address may do better */
    FILES_WAIT_MS = 250                   /* until some file descriptor may be free again */
};

static struct answer *answer_at(struct turn *t)
{
    return (struct answer *)t; /* its first member */
}

/* --- Asking: a turn at the site --- */

static void end_with(struct follow *f, struct answer *a, enum reason reason)
{
    a->reason = (uint8_t)reason;
    answer_end(f, a);
}

/* Finds out where the site is, unless somebody is about it. */
static void locate(struct follow *f, struct site *site)
{
    if (f->manner.proxy) {
        site->state = SITE_FOUND; /* where it is is the proxy's business */
    } else if (!site_is_known(&f->sites, site)) {
        site->state = SITE_ASKING;
        f->failed = f->failed || !lookup_ask(f->lookup, site->name, site);
        return;
    }
    queue_open(&f->queue, &site->host);
}

void drive_ask(struct follow *f, struct answer *a)
{
    if (!a->site) {
        struct url u;
        if (url_parse(a->url, NULL, &f->url, &u) == URL_OK && u.host.length > MOST_NAME) {
            end_with(f, a, REASON_NO_SUCH_HOST);
            return;
        }
        a->site = site_of(&f->sites, &u);
        if (!a->site) {
            f->failed = true;
            return;
        }
    }
    if (a->site->state == SITE_NOWHERE) {
        end_with(f, a, REASON_NO_SUCH_HOST);
        return;
    }
    a->address = 0;
    a->site->requests++;
    queue_add(&f->queue, &a->site->host, &a->turn);
    if (a->site->state == SITE_NEW) {
        locate(f, a->site);
    }
}

/* --- Trying again --- */

static int64_t time_left(const struct answer *a)
{
    return (int64_t)a->budget - a->ms - a->waited;
}

/* What the answer says counts unless another try may go better and there is time for it. */
static void end_or_retry(struct follow *f, struct answer *a, int64_t wait)
{
    int64_t doubled = (int64_t)FIRST_WAIT_MS << (a->attempts < 20 ? a->attempts - 1 : 20);
    wait = wait >= 0 ? wait : doubled;
    if (!verdict_may_pass((enum reason)a->reason) || a->attempts > f->options.retries ||
        wait >= time_left(a)) {
        answer_end(f, a);
        return;
    }
    a->waited += (int32_t)wait;
    f->failed = f->failed || !timers_add(&f->timers, time_tick_ms() + wait, a);
}

/* --- Lookups --- */

/* Everything that waits at the site comes to the same end. */
static void fail_site(struct follow *f, struct site *site, enum reason reason)
{
    struct turn *t = queue_take_back(&site->host);
    while (t) {
        struct turn *after = STAILQ_NEXT(t, entry);
        struct answer *a = answer_at(t);
        a->reason = (uint8_t)reason;
        a->status = 0;
        a->attempts++;
        end_or_retry(f, a, -1);
        t = after;
    }
}

static void postpone_site(struct follow *f, struct site *site)
{
    struct turn *t = queue_take_back(&site->host);
    while (t) {
        struct turn *after = STAILQ_NEXT(t, entry);
        f->failed =
            f->failed || !timers_add(&f->timers, time_tick_ms() + FILES_WAIT_MS, answer_at(t));
        t = after;
    }
}

static void read_lookup(struct follow *f, const struct lookup_result *result)
{
    enum { MOST_LOOKS = 40 };
    struct site *site = result->tag;
    site->state = SITE_NEW;
    switch (result->status) {
    case LOOKUP_FOUND:
        f->failed = f->failed || !site_found(&f->sites, site, &result->addresses);
        queue_open(&f->queue, &site->host);
        break;
    case LOOKUP_NO_SUCH_HOST:
        site->state = SITE_NOWHERE;
        fail_site(f, site, REASON_NO_SUCH_HOST);
        break;
    case LOOKUP_NO_FILES:
        if (f->queue.running && site->looks < MOST_LOOKS) {
            site->looks++;
            postpone_site(f, site);
            break;
        }
        fail_site(f, site, REASON_UNREACHABLE);
        break;
    case LOOKUP_NO_MEMORY:
        f->failed = true;
        break;
    case LOOKUP_FAILED:
    default:
        fail_site(f, site, REASON_UNREACHABLE);
        break;
    }
}

static void read_lookups(struct follow *f)
{
    struct lookup_result result;
    while (lookup_take(f->lookup, &result)) {
        read_lookup(f, &result);
    }
    for (;;) {
        struct site *site = lookup_overdue(f->lookup, time_tick_ms() - f->options.timeout_ms);
        if (!site) {
            return;
        }
        site->state = SITE_NEW;
        fail_site(f, site, REASON_TIMEOUT);
    }
}

/* --- Starting --- */

static struct fetch *take_fetch(struct follow *f)
{
    struct fetch *fetch = STAILQ_FIRST(&f->idle);
    if (fetch) {
        STAILQ_REMOVE_HEAD(&f->idle, entry);
    }
    return fetch ? fetch : fetch_new(&f->manner);
}

/* Passes over addresses that may not be contacted; false if no other is left. */
static bool choose_address(const struct follow *f, struct answer *a)
{
    const struct addresses *all = a->site->addresses;
    if (!all) {
        return true; /* behind a proxy */
    }
    while (a->address < all->count &&
           !address_is_allowed(&f->manner.policy, site_address(a->site, a->address))) {
        a->address++;
    }
    return a->address < all->count;
}

static void write_connect_to(const struct site *site, unsigned address, struct buffer *into)
{
    if (site->addresses) {
        char text[ADDRESS_TEXT];
        address_format(site_address(site, address), text);
        buffer_printf(into, "::%s:%u", text, site->port);
    } else if (site->redirected) {
        buffer_printf(into, "::%.*s:%u", (int)site->name.length, site->name.data, site->port);
    }
}

static int64_t connect_time(const struct follow *f, const struct answer *a)
{
    const struct addresses *all = a->site->addresses;
    bool several = all && a->address + 1U < all->count;
    int64_t longest = several ? LONGEST_CONNECT_OF_SEVERAL_MS : LONGEST_CONNECT_MS;
    int64_t share = time_left(a) / (f->options.retries + 1 + several);
    return share < 1 ? 1 : share < longest ? share : longest;
}

/* Sets the fetch up and puts it on the wire; false: out of memory. */
static bool launch(struct follow *f, struct answer *a, struct fetch *fetch)
{
    buffer_reset(&f->other);
    write_connect_to(a->site, a->address, &f->other);
    struct fetch_request request = {
        .url = a->url.data,
        .connect_to = f->other.length ? buffer_string(&f->other) : NULL,
        .headers = a->site->headers,
        .cookies = a->jar,
        .timeout_ms = time_left(a) < 1 ? 1 : time_left(a),
        .connect_ms = connect_time(f, a),
        .pooled = a->site->shortener || a->site->requests > 1,
    };
    fetch->owner = a;
    bool https = slice_starts(a->url, SLICE("https:"));
    if (https && !f->tls_loaded) {
        f->tls_loaded = tls_load(&f->tls);
    }
    return fetch_prepare(fetch, &request) && wire_add(&f->wire, fetch->easy, request.pooled);
}

static void start(struct follow *f, struct answer *a)
{
    if (!choose_address(f, a)) {
        queue_end(&f->queue, &a->site->host);
        if (a->attempts) { /* those that may be contacted did not answer */
            end_or_retry(f, a, -1);
        } else {
            end_with(f, a, REASON_DENIED);
        }
        return;
    }
    struct fetch *fetch = take_fetch(f);
    if (!fetch || !launch(f, a, fetch)) {
        fetch_free(fetch);
        f->failed = true;
        return;
    }
    STAILQ_INSERT_TAIL(&f->busy, fetch, entry);
    a->attempts += a->address == 0 || a->attempts == 0;
    f->requests += a->address == 0;
}

/* --- Ending --- */

/* No socket could be had: fewer are to be used at once. With none in use it is hopeless. */
static void wait_for_files(struct follow *f, struct answer *a)
{
    a->attempts--;
    f->requests--;
    unsigned others = f->queue.running;
    wire_drop_idle(&f->wire);
    f->queue.most = others ? others : 1;
    if (others) {
        queue_put_back(&f->queue, &a->site->host, &a->turn);
    } else {
        end_with(f, a, REASON_UNREACHABLE);
    }
}

static void read_fault(struct answer *a, const struct fetch *fetch, CURLcode code)
{
    long verified = 0;
    curl_easy_getinfo(fetch->easy, CURLINFO_SSL_VERIFYRESULT, &verified);
    enum tls_fault tls = tls_fault_of(code, verified, fetch->message);
    a->status = fetch->reply.complete ? (uint16_t)fetch->reply.status : 0;
    a->tls = (uint8_t)tls;
    a->reason = fetch->refused     ? REASON_DENIED
                : fetch->too_large ? REASON_TOO_LARGE_HEADER
                                   : (uint8_t)verdict_of_fault(code, tls, fetch->message);
}

static bool has_other_address(const struct answer *a)
{
    const struct addresses *all = a->site->addresses;
    return all && a->address + 1U < all->count && time_left(a) > 0;
}

static void read_fetch(struct follow *f, struct answer *a, struct fetch *fetch, CURLcode code)
{
    a->tls = TLS_NONE;
    a->ms += (int32_t)(time_tick_ms() - fetch->begun);
    if (fetch->out_of_files) {
        wait_for_files(f, a);
        return;
    }
    if (fetch_is_settled(fetch, code)) {
        answer_read(f, a, fetch);
        end_or_retry(f, a, fetch->reply.retry_after_ms);
        return;
    }
    read_fault(a, fetch, code);
    if (fetch_is_unconnected(fetch, code) && has_other_address(a)) {
        a->address++;
        queue_put_back(&f->queue, &a->site->host, &a->turn);
        return;
    }
    end_or_retry(f, a, -1);
}

/* The address that was connected to is the first to be tried from now on. */
static void note_address(struct answer *a, const struct fetch *fetch, CURLcode code)
{
    if (a->site->addresses && !fetch_is_unconnected(fetch, code) && a->address) {
        a->site->at = (unsigned char)((a->site->at + a->address) % a->site->addresses->count);
        a->address = 0;
    }
}

static void put_away(struct follow *f, const struct answer *a, struct fetch *fetch)
{
    if (a->jar) { /* its cookies must not meet the next request */
        fetch_free(fetch);
        return;
    }
    fetch_clear(fetch);
    STAILQ_INSERT_HEAD(&f->idle, fetch, entry);
}

static void read_transfers(struct follow *f)
{
    CURLcode code;
    CURL *easy = wire_take(&f->wire, &code);
    while (easy) {
        struct fetch *fetch = NULL;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &fetch);
        struct answer *a = fetch->owner;
        STAILQ_REMOVE(&f->busy, fetch, fetch, entry);
        queue_end(&f->queue, &a->site->host);
        note_address(a, fetch, code);
        read_fetch(f, a, fetch, code);
        put_away(f, a, fetch);
        easy = wire_take(&f->wire, &code);
    }
}

/* --- The loop --- */

static int64_t next_event(struct follow *f)
{
    int64_t due = timers_due(&f->timers);
    int64_t oldest = lookup_oldest(f->lookup);
    int64_t overdue = oldest == INT64_MAX ? INT64_MAX : oldest + f->options.timeout_ms;
    return due < overdue ? due : overdue;
}

void drive_on(struct follow *f)
{
    read_lookups(f);
    struct answer *due = timers_take(&f->timers, time_tick_ms());
    while (due) {
        drive_ask(f, due);
        due = timers_take(&f->timers, time_tick_ms());
    }
    struct turn *t = queue_take(&f->queue);
    while (t && !f->failed) {
        start(f, answer_at(t));
        t = f->failed ? NULL : queue_take(&f->queue);
    }
    if (STAILQ_EMPTY(&f->moving) && !f->failed) {
        wire_work(&f->wire, next_event(f));
        read_transfers(f);
    }
}

void drive_close(struct follow *f)
{
    struct fetch *fetch = STAILQ_FIRST(&f->busy);
    while (fetch) {
        struct fetch *after = STAILQ_NEXT(fetch, entry);
        wire_remove(&f->wire, fetch->easy, fetch->pooled);
        fetch_free(fetch);
        fetch = after;
    }
    fetch = STAILQ_FIRST(&f->idle);
    while (fetch) {
        struct fetch *after = STAILQ_NEXT(fetch, entry);
        fetch_free(fetch);
        fetch = after;
    }
}
