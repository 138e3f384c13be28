#include "net/curl_wire.h"

#include "net/jar.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    SEND_ROOM = 16 << 10, /* the least that libcurl takes */
    RECEIVE_ROOM = BODY_MOST,
    STALL_BYTES = 16 /* a second */
};

/* --- Addresses --- */

static bool may_contact(const struct fetch *f, const struct address *a)
{
    return f->manner->proxy || address_is_allowed(&f->manner->policy, a);
}

/* --- Connections --- */

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
    f->spoke_http2 = f->connection->multiplexed;
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

static size_t take_header(char *data, size_t size, size_t count, void *user)
{
    return fetch_line(user, slice_of(data, size * count)) ? size * count : 0;
}

static size_t take_body(char *data, size_t size, size_t count, void *user)
{
    return fetch_data(user, slice_of(data, size * count)) ? size * count : 0;
}

/* --- What is sent --- */

/* The last head counts: a proxy may have had one of its own before. */
static int take_debug(CURL *easy, curl_infotype type, char *data, size_t length, void *user)
{
    (void)easy;
    struct fetch *f = user;
    if (type == CURLINFO_HEADER_OUT) {
        buffer_reset(&f->curl_sent);
        buffer_add(&f->curl_sent, slice_of(data, length));
        f->no_memory = f->no_memory || f->curl_sent.no_memory;
    }
    return 0;
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
    if (f->manner->keeps_raw) {
        SET(CURLOPT_DEBUGFUNCTION, take_debug);
        SET(CURLOPT_DEBUGDATA, f);
        SET(CURLOPT_VERBOSE, 1L);
    }
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

static bool set_connect_to(struct fetch *f, const char *connect_to)
{
    buffer_reset(&f->connect_text);
    buffer_add(&f->connect_text, slice_from(connect_to));
    buffer_add_char(&f->connect_text, '\0');
    f->connect_to = (struct curl_slist){ .data = f->connect_text.data };
    return connect_to != NULL;
}

static bool set_up(struct fetch *f)
{
    f->easy = curl_easy_init();
    if (f->easy && set_callbacks(f) && set_manner(f)) {
        return true;
    }
    curl_easy_cleanup(f->easy);
    f->easy = NULL;
    return false;
}

bool curl_prepare(struct fetch *f, const struct fetch_request *request)
{
    if (!f->easy && !set_up(f)) {
        return false;
    }
    bool leads = set_connect_to(f, request->connect_to);
    CURLcode fault = f->connect_text.failed ? CURLE_OUT_OF_MEMORY : CURLE_OK;
    SET(CURLOPT_URL, request->url);
    SET(CURLOPT_CONNECT_TO, leads ? &f->connect_to : NULL);
    SET(CURLOPT_USERAGENT, request->user_agent);
    SET(CURLOPT_HTTPHEADER, request->headers);
    SET(CURLOPT_RESOLVE, f->manner->proxy ? f->manner->proxy->where : NULL);
    if (request->cookies) {
        SET(CURLOPT_SHARE, jar_share(request->cookies));
        SET(CURLOPT_COOKIEFILE, ""); /* turns the cookie engine on */
    }
    SET(CURLOPT_TIMEOUT_MS, (long)request->timeout_ms);
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_ms);
    SET(CURLOPT_LOW_SPEED_TIME, fetch_stall_seconds(request->timeout_ms));
    SET(CURLOPT_FORBID_REUSE, request->pooled ? 0L : 1L);
    SET(CURLOPT_FRESH_CONNECT, request->fresh ? 1L : 0L);
    SET(CURLOPT_HTTP_VERSION,
        (long)(request->pooled && request->http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
    return fault == CURLE_OK;
}
