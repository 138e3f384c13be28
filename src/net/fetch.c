#include "net/fetch.h"

#include "base/time.h"
#include "net/curl_fault.h"
#include "net/curl_wire.h"

#include <stdlib.h>

enum {
    DRAIN_MOST = 16 << 10,
    DRAIN_MS = 500,       /* longer than a new connection to most servers takes */
    KEPT_ROOM = 32 << 10, /* what a buffer may hold on to between two requests */
    MOST_CONNECT_TO = 1 << 10,
    MOST_SENT = 64 << 10, /* of a request's head: no URL is longer than 8 KiB */
    LONG_LINE = 60 << 10  /* 100 KB, of which HPACK may write each letter in 5 bits */
};

/* --- What is read --- */

/* RFC 9110 section 6.4.1. What follows such a header on the connection is no answer to anything, so
 * the connection is not used again. Over HTTP/2 each answer has a stream of its own. */
static bool leaves_connection_open(const struct fetch *f)
{
    bool bodiless = f->head.says.status == 204 || f->head.says.status == 304;
    return f->connection && f->connection->multiplexed ? true : !bodiless;
}

/* The header is complete: how to go on. False: stop. */
static bool plan(struct fetch *f)
{
    const struct http_head *says = &f->head.says;
    bool page = body_is_page(says, f->most, f->any);
    f->plan = page ? FETCH_KEEP : FETCH_DRAIN;
    body_begin(&f->body, says, f->most);
    if (!page) { /* nobody reads it: it is waited for only so that the connection can be kept */
        f->body.fair_until = time_tick_ms() + DRAIN_MS;
    }
    f->enough = !leaves_connection_open(f) ||
                (!page && (!f->pooled || says->length > DRAIN_MOST || !body_is_readable(says)));
    return !f->enough;
}

/* Trailers come here too where libcurl reads, behind the body (RFC 9112 section 7.1.2): enough is
 * enough of them. */
bool fetch_line(struct fetch *f, struct slice line)
{
    if (!head_line(&f->head, line)) {
        f->no_memory = f->no_memory || f->head.text.failed;
        f->enough = f->head.complete;
        f->too_large = !f->enough && !f->no_memory;
        return false;
    }
    if (f->plan != FETCH_HEADER || !f->head.complete) {
        return true;
    }
    const struct http_head *says = &f->head.says;
    f->pooled = f->direct ? says->persists && (says->chunked || says->length >= 0) : f->pooled;
    return plan(f);
}

static bool keep(struct fetch *f, struct slice part)
{
    bool wants_more = body_take(&f->body, part);
    f->enough = f->body.enough;
    f->no_memory = f->no_memory || f->body.no_memory;
    return wants_more;
}

bool fetch_data(struct fetch *f, struct slice part)
{
    if (f->plan == FETCH_KEEP) {
        return keep(f, part);
    }
    body_note(&f->body, part);
    f->no_memory = f->no_memory || f->body.no_memory;
    f->enough = f->body.bytes > DRAIN_MOST || time_tick_ms() >= body_due(&f->body);
    return !f->enough && !f->no_memory;
}

/* --- Its life --- */

struct fetch *fetch_new(const struct fetch_manner *manner)
{
    struct fetch *f = calloc(1, sizeof *f);
    if (f) {
        f->manner = manner;
        body_init(&f->body);
        f->body.keeps_raw = manner->keeps_raw;
        f->connect_text = BUFFER(MOST_CONNECT_TO);
        head_init(&f->head);
        http1_init(&f->http1, f);
        f->curl_sent = BUFFER(MOST_SENT);
    }
    return f;
}

void fetch_free(struct fetch *f)
{
    if (!f) {
        return;
    }
    curl_easy_cleanup(f->easy);
    fetch_leave(f);
    head_free(&f->head);
    body_free(&f->body);
    buffer_free(&f->connect_text);
    http1_clear(&f->http1);
    buffer_free(&f->curl_sent);
    free(f);
}

void fetch_leave(struct fetch *f)
{
    if (f->connection && f->sent) {
        f->connection->active--;
    }
    connection_release(f->connection);
    f->connection = NULL;
    f->sent = f->reused = false;
}

static void forget(struct fetch *f)
{
    head_reset(&f->head);
    buffer_reset(&f->curl_sent);
    body_begin(&f->body, &f->head.says, 0);
    f->plan = FETCH_HEADER;
    f->peer = (struct address){ { 0 } };
    f->enough = f->too_large = f->refused = f->out_of_files = f->no_memory = f->stale = false;
    f->connected = f->cut = f->spoke_http2 = false;
    f->message[0] = '\0';
}

bool fetch_prepare(struct fetch *f, const struct fetch_request *request)
{
    forget(f);
    f->direct = request->where != NULL;
    f->pooled = request->pooled;
    f->most = request->most;
    f->any = request->any;
    return f->direct ? http1_prepare(&f->http1, request) : curl_prepare(f, request);
}

/* Half the time without news, in whole seconds, is a stall: then another try fits. */
long fetch_stall_seconds(int64_t timeout_ms)
{
    return timeout_ms < 4000 ? 0 : (long)(timeout_ms / 2000);
}

void fetch_clear(struct fetch *f)
{
    fetch_leave(f);
    http1_clear(&f->http1);
    body_clear(&f->body);
    if (f->head.text.room > KEPT_ROOM) {
        buffer_free(&f->head.text);
    }
    f->owner = NULL;
}

void fetch_end(struct fetch *f)
{
    body_end(&f->body);
    f->enough = f->enough || f->body.enough;
    f->no_memory = f->no_memory || f->body.no_memory;
}

/* --- What it is worth --- */

static bool is_late(const struct fetch *f, CURLcode code)
{
    return f->direct ? f->http1.fault == FAULT_TIMEOUT : code == CURLE_OPERATION_TIMEDOUT;
}

static bool ended_well(const struct fetch *f, CURLcode code)
{
    return f->direct ? f->http1.fault == FAULT_NONE : code == CURLE_OK;
}

/* A connection that is reset is no worse than one that is closed. A page that was wanted whole is
 * of use as far as it came. */
static bool broke_off(const struct fetch *f, CURLcode code)
{
    bool lost = f->direct ? f->http1.fault == FAULT_UNREACHABLE : code == CURLE_RECV_ERROR;
    bool late = f->most && f->plan == FETCH_KEEP && is_late(f, code);
    return code == CURLE_PARTIAL_FILE || lost || late;
}

static bool is_whole(const struct fetch *f, CURLcode code)
{
    bool chunks_end = !f->body.says.chunked || f->body.chunks.state == CHUNK_DONE;
    bool to_its_end = f->direct ? f->http1.whole : code == CURLE_OK && chunks_end;
    return to_its_end || f->enough || f->plan != FETCH_KEEP;
}

const char *fetch_cut(const struct fetch *f, CURLcode code)
{
    return body_is_cut(&f->body) ? "limit"
           : is_whole(f, code)   ? NULL
           : !is_late(f, code)   ? "disconnect"
           : f->most             ? "time"
                                 : NULL;
}

const char *fetch_unread(const struct fetch *f, CURLcode code)
{
    bool to_its_end = f->direct ? f->http1.whole : ended_well(f, code) && !f->body.says.chunked;
    return body_is_whole(&f->body) || (to_its_end && !f->enough) ? NULL
           : f->enough                                           ? "length"
           : is_late(f, code)                                    ? "time"
                                                                 : "disconnect";
}

struct slice fetch_sent(const struct fetch *f)
{
    struct slice text = buffer_slice(&f->http1.text);
    size_t sent = f->http1.sent < text.length ? f->http1.sent : text.length;
    return f->direct ? slice_part(text, 0, sent) : buffer_slice(&f->curl_sent);
}

bool fetch_is_settled(const struct fetch *f, CURLcode code)
{
    bool came = f->body.bytes > 0;
    bool fair = is_late(f, code) && f->plan == FETCH_KEEP && f->body.fair_until;
    bool ended_early = (broke_off(f, code) && came) || fair || fetch_was_cut(f);
    bool says_all = f->head.says.status >= 300; /* whatever becomes of its body */
    return f->head.complete && !f->head.says.ambiguous && (says_all || !f->body.broken) &&
           (says_all || ended_well(f, code) || f->enough || ended_early || f->plan == FETCH_DRAIN);
}

/* As the wire says. An answer that ended well and is none breaks HTTP. */
static enum fault wire_fault(const struct fetch *f, CURLcode code, enum tls_fault *tls)
{
    if (f->direct) {
        *tls = f->http1.tls;
        return f->http1.fault ? f->http1.fault : FAULT_PROTOCOL;
    }
    long verified = 0;
    curl_easy_getinfo(f->easy, CURLINFO_SSL_VERIFYRESULT, &verified);
    return curl_fault(code, verified, f->message, tls);
}

enum fault fetch_fault(const struct fetch *f, CURLcode code, enum tls_fault *tls)
{
    enum fault fault = wire_fault(f, code, tls);
    bool broken = f->body.broken || f->head.says.ambiguous;
    return f->refused                   ? FAULT_DENIED
           : f->too_large               ? FAULT_LARGE_HEADER
           : fetch_was_cut(f) || broken ? FAULT_PROTOCOL
                                        : fault;
}

/* libcurl says the same of a header line over 100 KB, which takes more than one look to come. */
bool fetch_ran_out(const struct fetch *f, CURLcode code)
{
    bool brought_line = f->connection && connection_brought(f->connection, LONG_LINE);
    return f->no_memory || (code == CURLE_OUT_OF_MEMORY && !brought_line) ||
           (code == CURLE_SSL_CONNECT_ERROR && strstr(f->message, "malloc failure"));
}

bool fetch_was_cut(const struct fetch *f)
{
    return f->direct ? f->cut : f->connection && f->connection->cut;
}

/* A server may send 408 on an idle connection before it closes it; whichever request comes next
 * then takes that for its answer. */
bool fetch_may_be_stale(const struct fetch *f, CURLcode code)
{
    bool had_others = f->reused || (f->connection && f->connection->shared);
    if (f->head.complete) { /* what another stream brought cut this one short, too */
        bool multiplexed = f->connection && f->connection->multiplexed;
        bool cut_short =
            fetch_was_cut(f) && multiplexed && had_others && !f->enough && code != CURLE_OK;
        return cut_short || (f->reused && f->head.says.status == 408);
    }
    return f->stale || (had_others && !f->refused);
}

bool fetch_is_unconnected(const struct fetch *f, CURLcode code)
{
    if (f->refused || f->out_of_files) {
        return false;
    }
    if (f->direct) {
        return !f->connected && f->http1.fault != FAULT_NONE;
    }
    curl_off_t connected = 0;
    curl_easy_getinfo(f->easy, CURLINFO_CONNECT_TIME_T, &connected);
    return (code == CURLE_COULDNT_CONNECT || code == CURLE_OPERATION_TIMEDOUT) && connected == 0;
}
