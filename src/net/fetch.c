#include "net/fetch.h"

#include "base/time.h"
#include "net/curl_fault.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    DRAIN_MOST = 16 << 10,
    KEPT_ROOM = 32 << 10, /* what a buffer may hold on to between two requests */
    SEND_ROOM = 16 << 10, /* the least that libcurl takes */
    MOST_CONNECT_TO = 1 << 10,
    LONG_LINE = 60 << 10, /* 100 KB, of which HPACK may write each letter in 5 bits */
    RECEIVE_ROOM = BODY_MOST,
    STALL_BYTES = 16 /* a second */
};

/* --- Addresses --- */

static bool may_contact(const struct fetch *f, const struct address *a)
{
    return f->manner->proxy || address_is_allowed(&f->manner->policy, a);
}

/* --- Connections --- */

void fetch_leave(struct fetch *f)
{
    if (f->connection && f->sent) {
        f->connection->active--;
    }
    connection_release(f->connection);
    f->connection = NULL;
    f->sent = f->reused = false;
}

/* As much as is read of an answer, so that no server can fill the system's memory instead of ours:
 * the kernel would let the buffer of a socket grow to many megabytes. */
static void bound_buffer(int fd)
{
    static const int room = RECEIVE_ROOM;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
}

static curl_socket_t enter(struct fetch *f, int fd)
{
    fetch_leave(f);
    bound_buffer(fd);
    f->connection = pool_open(f->manner->pool, fd);
    if (!f->connection) {
        f->no_memory = true;
        close(fd);
        return CURL_SOCKET_BAD;
    }
    return fd;
}

/* Every address is checked before it is connected to ... */
static curl_socket_t open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *to)
{
    (void)purpose;
    struct fetch *f = user;
    struct address a;
    if (!address_of(&to->addr, &a) || !may_contact(f, &a)) {
        f->refused = true;
        return CURL_SOCKET_BAD;
    }
    int fd = socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
    f->out_of_files = fd < 0 && (errno == EMFILE || errno == ENFILE);
    f->no_memory = fd < 0 && (errno == ENOBUFS || errno == ENOMEM);
    return fd < 0 ? CURL_SOCKET_BAD : enter(f, fd);
}

/* As was agreed on in the handshake (RFC 7301), whatever a status line may say. */
static bool speaks_http2(CURL *easy)
{
    const struct curl_tlssessioninfo *tls = NULL;
    const unsigned char *name = NULL;
    unsigned length = 0;
    if (curl_easy_getinfo(easy, CURLINFO_TLS_SSL_PTR, &tls) == CURLE_OK && tls && tls->internals) {
        SSL_get0_alpn_selected(tls->internals, &name, &length);
    }
    return name && slice_equal(slice_of((const char *)name, length), SLICE("h2"));
}

/* The last moment at which it can be told what came over it. */
static int close_socket(void *pool, curl_socket_t fd)
{
    pool_check(pool, fd);
    return close(fd);
}

/* An old connection is found by its ends. False: it is not as its last answer left it, so that what
 * stands there would be taken for the answer to this request. */
static bool take_connection(struct fetch *f, const struct address *to, int to_port, int from_port)
{
    if (!f->connection || f->sent) {
        fetch_leave(f);
        f->connection = pool_find(f->manner->pool, (unsigned)from_port, to, (unsigned)to_port);
        f->reused = true;
        f->stale = !f->connection || !connection_is_clean(f->connection);
    }
    if (f->stale) {
        return false;
    }
    f->connection->multiplexed = f->connection->multiplexed || speaks_http2(f->easy);
    connection_begin(f->connection, (unsigned)from_port);
    f->connection->limit += (uint64_t)2 * f->most; /* with what wraps it */
    f->sent = true;
    return true;
}

/* ... and once more before anything is sent, for a connection may be an old one. */
static int before_request(void *user, char *to, char *from, int to_port, int from_port)
{
    (void)from;
    struct fetch *f = user;
    struct address a;
    f->refused = !address_parse(slice_from(to), &a) || !may_contact(f, &a);
    f->peer = f->manner->proxy ? f->peer : a;
    if (!f->refused && take_connection(f, &a, to_port, from_port)) {
        return CURL_PREREQFUNC_OK;
    }
    curl_easy_setopt(f->easy, CURLOPT_FORBID_REUSE, 1L); /* libcurl would keep the connection */
    return CURL_PREREQFUNC_ABORT;
}

static CURLcode set_up_tls(CURL *easy, void *context, void *user)
{
    (void)easy;
    const struct fetch *f = user;
    tls_configure(f->manner->tls, context, f->connection);
    return CURLE_OK;
}

/* --- What is read --- */

static bool is_readable(const struct http_head *says)
{
    return !says->content.unknown && !says->transfer.unknown;
}

static bool is_page(const struct fetch *f, const struct http_head *says)
{
    bool fits = f->most ? http_may_be_text(says) : says->type != HTTP_OTHER;
    return says->status >= 200 && says->status < 300 && fits && is_readable(says);
}

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
    bool page = is_page(f, says);
    f->plan = page ? FETCH_KEEP : FETCH_DRAIN;
    body_begin(&f->body, says, f->most);
    f->enough = !leaves_connection_open(f) ||
                (!page && (!f->pooled || says->length > DRAIN_MOST || !is_readable(says)));
    return !f->enough;
}

/* Trailers come here too, behind the body (RFC 9112 section 7.1.2): enough is enough of them. */
static size_t take_header(char *data, size_t size, size_t count, void *user)
{
    struct fetch *f = user;
    if (!head_line(&f->head, slice_of(data, size * count))) {
        f->no_memory = f->no_memory || f->head.text.failed;
        f->enough = f->head.complete;
        f->too_large = !f->enough && !f->no_memory;
        return 0;
    }
    bool go_on = f->plan != FETCH_HEADER || !f->head.complete || plan(f);
    return go_on ? size * count : 0;
}

static size_t keep(struct fetch *f, struct slice part)
{
    bool wants_more = body_take(&f->body, part);
    f->enough = f->body.enough;
    f->no_memory = f->no_memory || f->body.no_memory;
    return wants_more ? part.length : 0;
}

static size_t take_body(char *data, size_t size, size_t count, void *user)
{
    struct fetch *f = user;
    size_t length = size * count;
    if (f->plan == FETCH_KEEP) {
        return keep(f, slice_of(data, length));
    }
    f->body_bytes += length;
    f->enough = f->body_bytes > DRAIN_MOST;
    return f->enough ? 0 : length;
}

/* --- The handle --- */

#define SET(option, value) (fault = fault ? fault : curl_easy_setopt(f->easy, option, value))

static bool set_callbacks(struct fetch *f)
{
    CURLcode fault = CURLE_OK;
    SET(CURLOPT_PRIVATE, f);
    SET(CURLOPT_ERRORBUFFER, f->message);
    SET(CURLOPT_HEADERFUNCTION, take_header);
    SET(CURLOPT_HEADERDATA, f);
    SET(CURLOPT_WRITEFUNCTION, take_body);
    SET(CURLOPT_WRITEDATA, f);
    SET(CURLOPT_OPENSOCKETFUNCTION, open_socket);
    SET(CURLOPT_OPENSOCKETDATA, f);
    SET(CURLOPT_CLOSESOCKETFUNCTION, close_socket);
    SET(CURLOPT_CLOSESOCKETDATA, f->manner->pool);
    SET(CURLOPT_PREREQFUNCTION, before_request);
    SET(CURLOPT_PREREQDATA, f);
    SET(CURLOPT_SSL_CTX_FUNCTION, set_up_tls);
    SET(CURLOPT_SSL_CTX_DATA, f);
    return fault == CURLE_OK;
}

static bool set_manner(struct fetch *f)
{
    CURLcode fault = CURLE_OK;
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_PATH_AS_IS, 1L);
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    SET(CURLOPT_PROXY, f->manner->proxy ? f->manner->proxy->url : "");
    SET(CURLOPT_NOPROXY, "");
    SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SET(CURLOPT_ACCEPT_ENCODING, "gzip, deflate, br, zstd");
    SET(CURLOPT_HTTP_CONTENT_DECODING, 0L); /* bodies are wanted as they came */
    SET(CURLOPT_HTTP_TRANSFER_DECODING, 0L);
    SET(CURLOPT_DNS_CACHE_TIMEOUT, f->manner->proxy ? 60L : 0L);
    /* The store is set by tls_configure; with a file or folder named too, each connection would
     * read it again. */
    SET(CURLOPT_CAINFO, NULL);
    SET(CURLOPT_CAPATH, NULL);
    SET(CURLOPT_PROXY_CAINFO, NULL);
    SET(CURLOPT_PROXY_CAPATH, NULL);
    /* One socket at a time, so that the last one opened is the one that is used. */
    SET(CURLOPT_HAPPY_EYEBALLS_TIMEOUT_MS, 86400000L);
    SET(CURLOPT_LOW_SPEED_LIMIT, (long)STALL_BYTES);
    /* libcurl copies what it sends over TLS through a buffer of this size, 64 KiB by default: the
     * most of a connection's memory, for a GET. */
    SET(CURLOPT_UPLOAD_BUFFERSIZE, (long)SEND_ROOM);
    /* Each handle would hold on to 5 sessions with all their certificates: 70 KB for the rare host
     * that is asked again but does not keep its connections. */
    SET(CURLOPT_SSL_SESSIONID_CACHE, 0L);
    return fault == CURLE_OK;
}

struct fetch *fetch_new(const struct fetch_manner *manner)
{
    struct fetch *f = calloc(1, sizeof *f);
    if (!f) {
        return NULL;
    }
    f->manner = manner;
    body_init(&f->body);
    f->body.keeps_raw = manner->keeps_raw;
    f->connect_text = BUFFER(MOST_CONNECT_TO);
    head_init(&f->head);
    f->easy = curl_easy_init();
    if (!f->easy || !set_callbacks(f) || !set_manner(f)) {
        fetch_free(f);
        return NULL;
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
    free(f);
}

static void forget(struct fetch *f)
{
    head_reset(&f->head);
    body_begin(&f->body, &f->head.says, 0);
    f->plan = FETCH_HEADER;
    f->peer = (struct address){ { 0 } };
    f->body_bytes = 0;
    f->enough = f->too_large = f->refused = f->out_of_files = f->no_memory = f->stale = false;
    f->message[0] = '\0';
}

/* Half the time without news, in whole seconds, is a stall: then another try fits. */
static long stall_seconds(int64_t timeout_ms)
{
    return timeout_ms < 4000 ? 0 : (long)(timeout_ms / 2000);
}

static bool set_connect_to(struct fetch *f, const char *connect_to)
{
    buffer_reset(&f->connect_text);
    buffer_add(&f->connect_text, slice_from(connect_to));
    buffer_add_char(&f->connect_text, '\0');
    f->connect_to = (struct curl_slist){ .data = f->connect_text.data };
    return connect_to != NULL;
}

bool fetch_prepare(struct fetch *f, const struct fetch_request *request)
{
    forget(f);
    f->pooled = request->pooled;
    f->most = request->most;
    bool leads = set_connect_to(f, request->connect_to);
    CURLcode fault = f->connect_text.failed ? CURLE_OUT_OF_MEMORY : CURLE_OK;
    SET(CURLOPT_URL, request->url);
    SET(CURLOPT_CONNECT_TO, leads ? &f->connect_to : NULL);
    SET(CURLOPT_USERAGENT, request->user_agent);
    SET(CURLOPT_HTTPHEADER, request->headers);
    SET(CURLOPT_RESOLVE, f->manner->proxy ? f->manner->proxy->where : NULL);
    if (request->cookies) {
        SET(CURLOPT_SHARE, (CURLSH *)request->cookies);
        SET(CURLOPT_COOKIEFILE, ""); /* turns the cookie engine on */
    }
    SET(CURLOPT_TIMEOUT_MS, (long)request->timeout_ms);
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_ms);
    SET(CURLOPT_LOW_SPEED_TIME, stall_seconds(request->timeout_ms));
    SET(CURLOPT_FORBID_REUSE, request->pooled ? 0L : 1L);
    SET(CURLOPT_FRESH_CONNECT, request->fresh ? 1L : 0L);
    SET(CURLOPT_HTTP_VERSION,
        (long)(request->pooled && request->http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
    return fault == CURLE_OK;
}

void fetch_clear(struct fetch *f)
{
    fetch_leave(f);
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

/* A page that was wanted whole is of use as far as it came. */
static bool broke_off(const struct fetch *f, CURLcode code)
{
    bool late = code == CURLE_OPERATION_TIMEDOUT || code == CURLE_RECV_ERROR;
    return code == CURLE_PARTIAL_FILE || (f->most && f->plan == FETCH_KEEP && late);
}

const char *fetch_cut(const struct fetch *f, CURLcode code)
{
    bool chunks_end = !f->body.says.chunked || f->body.chunks.state == CHUNK_DONE;
    bool whole = (code == CURLE_OK && chunks_end) || f->enough || f->plan != FETCH_KEEP;
    return body_is_cut(&f->body)              ? "limit"
           : !f->most || whole                ? NULL
           : code == CURLE_OPERATION_TIMEDOUT ? "time"
                                              : "disconnect";
}

bool fetch_is_settled(const struct fetch *f, CURLcode code)
{
    bool came = f->body_bytes + f->body.bytes > 0;
    bool ended_early = (broke_off(f, code) && came) || fetch_was_cut(f);
    return f->head.complete && !f->body.broken &&
           (code == CURLE_OK || f->enough || ended_early || f->plan == FETCH_DRAIN);
}

enum fault fetch_fault(const struct fetch *f, CURLcode code, enum tls_fault *tls)
{
    long verified = 0;
    curl_easy_getinfo(f->easy, CURLINFO_SSL_VERIFYRESULT, &verified);
    enum fault fault = curl_fault(code, verified, f->message, tls);
    return f->refused                           ? FAULT_DENIED
           : f->too_large                       ? FAULT_LARGE_HEADER
           : fetch_was_cut(f) || f->body.broken ? FAULT_PROTOCOL
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
    return f->connection && f->connection->cut;
}

/* A server may send 408 on an idle connection before it closes it; whichever request comes next
 * then takes that for its answer. */
bool fetch_may_be_stale(const struct fetch *f, CURLcode code)
{
    bool had_others = f->reused || (f->connection && f->connection->shared);
    if (f->head.complete) { /* what another stream brought cut this one short, too */
        bool cut_short = fetch_was_cut(f) && f->connection->multiplexed && had_others &&
                         !f->enough && code != CURLE_OK;
        return cut_short || (f->reused && f->head.says.status == 408);
    }
    return f->stale || (had_others && !f->refused);
}

bool fetch_is_unconnected(const struct fetch *f, CURLcode code)
{
    curl_off_t connected = 0;
    curl_easy_getinfo(f->easy, CURLINFO_CONNECT_TIME_T, &connected);
    return (code == CURLE_COULDNT_CONNECT || code == CURLE_OPERATION_TIMEDOUT) && connected == 0 &&
           !f->refused && !f->out_of_files;
}
