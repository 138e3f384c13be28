#include "follow/inside.h"
#include "follow/verdict.h"

enum {
    FIRST_WAIT_MS = 1000, /* before another try; doubles each time */
    LONGEST_CONNECT_MS = 10000,
    LONGEST_CONNECT_OF_SEVERAL_MS = 3000, /* where another address may do better */
    MOST_SHARES = 3,                      /* of the time, that are left for later tries */
    STARVE_MS = 20000,                    /* without a file descriptor, before it is given up */
    STARVE_CHECK_MS = 100,
    SILENCE_LEAST_MS = 3000 /* after which no answer is one */
};

/* --- Asking: a turn at the site --- */

void drive_end_with(struct follow *f, struct answer *a, enum reason reason)
{
    a->reason = (uint8_t)reason;
    answer_end(f, a);
}

static bool find_site(struct follow *f, struct answer *a)
{
    struct url u;
    if (url_parse(a->url, NULL, &f->url, &u) != URL_OK) {
        f->failed = true; /* it parsed before, so memory ran out */
        return false;
    }
    if (u.host.length > NAME_MOST) {
        drive_end_with(f, a, REASON_NO_SUCH_HOST);
        return false;
    }
    a->site = site_of(&f->sites, &u);
    f->failed = f->failed || !a->site;
    return a->site != NULL;
}

void drive_ask(struct follow *f, struct answer *a)
{
    if (!a->site && !find_site(f, a)) {
        return;
    }
    if (a->site->state == SITE_NOWHERE) {
        drive_end_with(f, a, REASON_NO_SUCH_HOST);
        return;
    }
    a->address = 0;
    a->counted = false;
    a->site->requests++;
    queue_add(&f->queue, &a->site->host, &a->turn);
    locate_site(f, a);
}

void drive_ask_in(struct follow *f, struct answer *a, int64_t ms)
{
    f->failed = f->failed || !timers_add(&f->timers, time_tick_ms() + ms, a);
}

/* --- Trying again --- */

void drive_end_or_retry(struct follow *f, struct answer *a, int64_t wait)
{
    int64_t doubled = (int64_t)FIRST_WAIT_MS << (a->attempts < 20 ? a->attempts - 1 : 20);
    wait = wait >= 0 ? wait : doubled;
    bool silent = a->reason == REASON_TIMEOUT && site_is_silent(a->site, time_tick_ms());
    if (!verdict_may_pass((enum reason)a->reason) || a->attempts > f->options.retries ||
        a->attempts == UINT8_MAX || wait >= answer_time_left(a) || silent) {
        answer_end(f, a);
        return;
    }
    a->waited += (int32_t)wait;
    drive_ask_in(f, a, wait);
}

/* --- File descriptors --- */

bool drive_starves(struct follow *f)
{
    int64_t now = time_tick_ms();
    f->starved_since = f->starved_since ? f->starved_since : now;
    wire_drop_idle(&f->wire, f->queue.running == 0);
    if (f->queue.running == 0 && now - f->starved_since >= STARVE_MS) {
        buffer_reset(&f->why);
        buffer_printf(&f->why, "no file descriptor is left: raise the limit (ulimit -n)");
        f->failed = true;
    }
    return !f->failed;
}

/* Fewer are to be used at once, until some are free. */
static void wait_for_files(struct follow *f, struct answer *a)
{
    if (!drive_starves(f)) {
        return;
    }
    f->queue.most = f->queue.running ? f->queue.running : 1;
    if (f->queue.running) {
        queue_put_back(&f->queue, &a->site->host, &a->turn);
    } else {
        drive_ask_in(f, a, STARVE_CHECK_MS);
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

/* A proxy that takes names is given the name, once its addresses have been checked here. */
static void write_connect_to(const struct follow *f, const struct site *site, unsigned address,
                             struct buffer *into)
{
    if (site->addresses && !(f->manner.proxy && f->manner.proxy->takes_names)) {
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
    unsigned retries = f->options.retries < MOST_SHARES ? f->options.retries : MOST_SHARES;
    int64_t share = answer_time_left(a) / (retries + 1 + several);
    return share < 1 ? 1 : share < longest ? share : longest;
}

/* Sets the fetch up and puts it on the wire; false: out of memory. */
static bool launch(struct follow *f, struct answer *a, struct fetch *fetch)
{
    buffer_reset(&f->other);
    write_connect_to(f, a->site, a->address, &f->other);
    if (f->other.failed) {
        return false;
    }
    struct fetch_request request = {
        .url = a->url.data,
        .connect_to = f->other.length ? buffer_string(&f->other) : NULL,
        .headers = a->site->headers,
        .cookies = a->jar,
        .timeout_ms = answer_time_left(a) < 1 ? 1 : answer_time_left(a),
        .connect_ms = connect_time(f, a),
        .pooled = a->site->shortener || a->site->requests > 1,
        .fresh = a->fresh,
        .http2 = !a->fresh && !a->site->no_http2,
    };
    fetch->owner = a;
    return fetch_prepare(fetch, &request) && wire_add(&f->wire, fetch->easy, request.pooled);
}

/* Certificates are read before a first https request. False: they could not be. */
static bool has_certificates(struct follow *f, struct answer *a)
{
    bool needed =
        slice_starts(a->url, SLICE("https:")) || (f->manner.proxy && f->manner.proxy->is_https);
    if (f->tls_loaded || !needed) {
        return true;
    }
    enum tls_load loaded = tls_load(&f->tls, &f->why);
    f->tls_loaded = loaded == TLS_LOADED;
    if (loaded == TLS_NO_FILES) {
        queue_end(&f->queue, &a->site->host);
        wait_for_files(f, a);
    } else if (loaded == TLS_UNUSABLE) {
        f->failed = true;
    }
    return f->tls_loaded;
}

static bool is_interrupted(const void *f)
{
    return follow_interrupted(f);
}

/* False: nobody knows where the proxy is, and the answer has ended. */
static bool has_proxy(struct follow *f, struct answer *a)
{
    a->since = time_tick_ms();
    int64_t until = a->since + answer_time_left(a);
    until = until < f->ends_at ? until : f->ends_at;
    enum proxy_status status = proxy_find(f->manner.proxy, until, is_interrupted, f);
    answer_charge(a, &a->waited);
    if (status == PROXY_FOUND) {
        return true;
    }
    queue_end(&f->queue, &a->site->host);
    f->failed = f->failed || status == PROXY_NO_MEMORY;
    a->attempts++;
    a->reason = status == PROXY_LATE ? REASON_TIMEOUT : REASON_UNREACHABLE;
    drive_end_or_retry(f, a, -1);
    return false;
}

/* Where it may be asked. False: nowhere, and it has ended. */
static bool may_start(struct follow *f, struct answer *a)
{
    int64_t now = time_tick_ms();
    if (site_is_silent(a->site, now)) {
        queue_end(&f->queue, &a->site->host);
        drive_end_with(f, a, REASON_TIMEOUT);
        return false;
    }
    if (choose_address(f, a)) {
        site_probe(a->site, now);
        return !f->manner.proxy || has_proxy(f, a);
    }
    queue_end(&f->queue, &a->site->host);
    if (a->attempts) { /* those that may be contacted did not answer */
        drive_end_or_retry(f, a, -1);
    } else {
        drive_end_with(f, a, REASON_DENIED);
    }
    return false;
}

static void start(struct follow *f, struct answer *a)
{
    if (!may_start(f, a) || !has_certificates(f, a)) {
        return;
    }
    struct fetch *fetch = take_fetch(f);
    if (!fetch || !launch(f, a, fetch)) {
        fetch_free(fetch);
        f->failed = true;
        return;
    }
    STAILQ_INSERT_TAIL(&f->busy, fetch, entry);
    a->since = time_tick_ms();
    fetch->counted = !a->counted;
    a->counted = true;
    a->attempts += fetch->counted;
    f->requests += fetch->counted || a->fresh;
}

/* --- Ending --- */

static void read_fault(struct answer *a, const struct fetch *fetch, CURLcode code)
{
    enum tls_fault tls;
    a->status = fetch->head.complete ? (uint16_t)fetch->head.says.status : 0;
    a->reason = (uint8_t)verdict_of_fault(fetch_fault(fetch, code, &tls));
    a->tls = (uint8_t)tls;
}

static bool has_other_address(const struct answer *a)
{
    const struct addresses *all = a->site->addresses;
    return all && a->address + 1U < all->count && answer_time_left(a) > 0;
}

/* Asks once more, at once, and counts it as the same try. */
static void ask_afresh(struct follow *f, struct answer *a, const struct fetch *fetch)
{
    a->fresh = true;
    a->site->no_http2 = a->site->no_http2 || fetch_was_cut(fetch);
    f->requests -= fetch->stale; /* which was not even sent */
    queue_put_back(&f->queue, &a->site->host, &a->turn);
}

/* Not a byte in a time in which others answer. */
static void note_silence(const struct follow *f, struct answer *a, const struct fetch *fetch,
                         int32_t ms)
{
    bool heard = fetch->head.bytes > 0 || a->reason != REASON_TIMEOUT;
    bool had_time = a->budget > f->options.timeout_ms / 2;
    bool waited = had_time && (ms >= SILENCE_LEAST_MS || ms >= f->options.timeout_ms / 4);
    if (heard) {
        site_break_silence(a->site);
    } else if (waited && !a->was_silent) {
        a->was_silent = true;
        site_note_silence(a->site, time_tick_ms());
    }
}

static void read_fetch(struct follow *f, struct answer *a, struct fetch *fetch, CURLcode code)
{
    int32_t before = a->ms;
    a->tls = TLS_NONE;
    answer_charge(a, &a->ms);
    if (fetch_ran_out(fetch, code)) {
        f->failed = true;
        return;
    }
    if (fetch->out_of_files) {
        a->counted = !fetch->counted;
        a->attempts -= fetch->counted;
        f->requests -= fetch->counted || a->fresh;
        wait_for_files(f, a);
        return;
    }
    f->starved_since = 0;
    f->queue.most += f->queue.most < f->options.concurrency; /* as some are free again */
    if (!a->fresh && fetch_may_be_stale(fetch, code) && answer_time_left(a) > 0) {
        ask_afresh(f, a, fetch);
        return;
    }
    a->fresh = false;
    if (fetch_is_settled(fetch, code)) {
        site_break_silence(a->site);
        answer_read(f, a, fetch);
        drive_end_or_retry(f, a, head_retry_after(fetch->head.says.retry_after));
        return;
    }
    read_fault(a, fetch, code);
    if (fetch_is_unconnected(fetch, code) && has_other_address(a)) {
        a->address++;
        queue_put_back(&f->queue, &a->site->host, &a->turn);
        return;
    }
    note_silence(f, a, fetch, a->ms - before);
    drive_end_or_retry(f, a, -1);
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

static int64_t next_event(const struct follow *f)
{
    int64_t due = timers_due(&f->timers);
    int64_t locate = locate_due(f);
    due = due < locate ? due : locate;
    return due < f->ends_at ? due : f->ends_at;
}

static void start_all(struct follow *f)
{
    struct turn *t = queue_take(&f->queue);
    while (t && !f->failed) {
        start(f, answer_at(t));
        t = f->failed ? NULL : queue_take(&f->queue);
    }
}

void drive_on(struct follow *f)
{
    locate_read(f);
    struct answer *due = timers_take(&f->timers, time_tick_ms());
    while (due) {
        drive_ask(f, due);
        due = timers_take(&f->timers, time_tick_ms());
    }
    start_all(f);
    if (STAILQ_EMPTY(&f->moving) && !f->failed) {
        wire_work(&f->wire, next_event(f));
        read_transfers(f);
    }
}

void drive_stop(struct follow *f)
{
    struct fetch *fetch = STAILQ_FIRST(&f->busy);
    while (fetch) {
        struct fetch *after = STAILQ_NEXT(fetch, entry);
        wire_remove(&f->wire, fetch->easy, fetch->pooled);
        queue_end(&f->queue, &((struct answer *)fetch->owner)->site->host);
        fetch_free(fetch);
        fetch = after;
    }
    STAILQ_INIT(&f->busy);
}

void drive_close(struct follow *f)
{
    drive_stop(f);
    struct fetch *fetch = STAILQ_FIRST(&f->idle);
    while (fetch) {
        struct fetch *after = STAILQ_NEXT(fetch, entry);
        fetch_free(fetch);
        fetch = after;
    }
}
