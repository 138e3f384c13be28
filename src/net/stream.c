#include "net/stream.h"

#include "net/curl_fault.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <unistd.h>

enum {
    RECEIVE_ROOM = 128 << 10, /* as much as is read of a page */
    MOST_HOST = 256
};

static enum stream_news break_with(struct stream *s, enum fault fault)
{
    s->fault = s->fault ? s->fault : fault;
    return STREAM_BROKE;
}

/* --- The socket --- */

static socklen_t socket_address(const struct address *a, unsigned port, struct sockaddr_storage *to)
{
    *to = (struct sockaddr_storage){ 0 };
    if (address_is_v4(a)) {
        struct sockaddr_in v4 = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
        memcpy(&v4.sin_addr, a->bytes + 12, sizeof v4.sin_addr);
        memcpy(to, &v4, sizeof v4);
        return sizeof v4;
    }
    struct sockaddr_in6 v6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t)port) };
    memcpy(&v6.sin6_addr, a->bytes, sizeof v6.sin6_addr);
    memcpy(to, &v6, sizeof v6);
    return sizeof v6;
}

/* The kernel would let the buffer of a socket grow to many megabytes: no server is to fill the
 * system's memory instead of ours. */
static void set_up(int fd)
{
    static const int room = RECEIVE_ROOM;
    static const int at_once = 1;
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
}

enum stream_start stream_connect(struct stream *s, const struct address *to, unsigned port)
{
    struct sockaddr_storage where;
    socklen_t length = socket_address(to, port, &where);
    *s = (struct stream){ .fd = socket(where.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC,
                                       IPPROTO_TCP),
                          .limit = STREAM_REQUEST_BYTES };
    if (s->fd < 0) {
        bool memory = errno == ENOBUFS || errno == ENOMEM;
        s->fault = FAULT_UNREACHABLE; /* a family that this machine does not have */
        return errno == EMFILE || errno == ENFILE ? STREAM_NO_FILES
               : memory                           ? STREAM_NO_MEMORY
                                                  : STREAM_NO_ROUTE;
    }
    set_up(s->fd);
    if (connect(s->fd, (struct sockaddr *)&where, length) != 0 && errno != EINPROGRESS) {
        s->fault = FAULT_UNREACHABLE;
        return STREAM_NO_ROUTE;
    }
    return STREAM_STARTED;
}

enum stream_news stream_is_connected(struct stream *s)
{
    socklen_t length = sizeof s->error;
    struct sockaddr_storage peer;
    socklen_t peer_length = sizeof peer;
    if (getsockopt(s->fd, SOL_SOCKET, SO_ERROR, &s->error, &length) != 0 || s->error != 0) {
        return break_with(s, FAULT_UNREACHABLE);
    }
    s->connected = getpeername(s->fd, (struct sockaddr *)&peer, &peer_length) == 0;
    return s->connected ? STREAM_DONE : STREAM_WAITS;
}

/* --- Raw bytes --- */

/* As recv(2). Beyond the limit nothing is read any more. */
static ssize_t receive(struct stream *s, char *into, size_t room)
{
    uint64_t left = s->limit - s->came;
    s->cut = s->cut || left == 0;
    if (s->cut) {
        errno = EPROTO;
        return -1;
    }
    ssize_t count = recv(s->fd, into, room < left ? room : (size_t)left, 0);
    s->came += count > 0 ? (uint64_t)count : 0;
    s->over = s->over || count == 0;
    return count;
}

static bool is_later(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

/* --- TLS: OpenSSL reads and writes by these --- */

static int bio_read(BIO *bio, char *into, int room)
{
    struct stream *s = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    ssize_t count = receive(s, into, (size_t)room);
    if (count < 0 && is_later(errno)) {
        BIO_set_retry_read(bio);
    } else if (count < 0) {
        s->error = errno;
    }
    return (int)count;
}

/* Whether what is sent is our last word before the request, or before the end: both go in one
 * packet with what follows at once. Before TLS 1.3 the server may have a word to say before the
 * request. */
static bool sends_more(const struct stream *s)
{
    bool greets = SSL_get_state(s->ssl) == TLS_ST_CW_FINISHED;
    return s->closes || (greets && SSL_version(s->ssl) == TLS1_3_VERSION);
}

static int bio_write(BIO *bio, const char *bytes, int length)
{
    struct stream *s = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    int how = MSG_NOSIGNAL | (sends_more(s) ? MSG_MORE : 0);
    ssize_t count = send(s->fd, bytes, (size_t)length, how);
    if (count < 0 && is_later(errno)) {
        BIO_set_retry_write(bio);
    } else if (count < 0) {
        s->error = errno;
    }
    return (int)count;
}

static long bio_control(BIO *bio, int what, long number, void *pointer)
{
    (void)number;
    (void)pointer;
    const struct stream *s = BIO_get_data(bio);
    return what == BIO_CTRL_FLUSH ? 1 : what == BIO_CTRL_EOF ? s->over : 0;
}

BIO_METHOD *stream_bio_method(void)
{
    BIO_METHOD *method = BIO_meth_new(BIO_TYPE_SOURCE_SINK, "landfall stream");
    if (method) {
        BIO_meth_set_read(method, bio_read);
        BIO_meth_set_write(method, bio_write);
        BIO_meth_set_ctrl(method, bio_control);
    }
    return method;
}

/* A session holds all certificates that the server sent, in ten times the room they took on the
 * way. Whoever sends very many is not resumed. */
static bool is_small(const SSL *ssl)
{
    enum { MOST_BYTES = 12 << 10 };
    STACK_OF(X509) *chain = SSL_get_peer_cert_chain(ssl);
    int64_t bytes = 0;
    for (int i = 0; i < sk_X509_num(chain); i++) { /* none of no chain */
        bytes += i2d_X509(sk_X509_value(chain, i), NULL);
    }
    return bytes <= MOST_BYTES;
}

/* A session to resume with has come: it is kept if it is small. It takes thirty bytes and costs us
 * some computing, so that a request's bytes would be half a second of it: nobody needs many. */
int stream_keep_session(SSL *ssl, SSL_SESSION *session)
{
    enum { MOST_SESSIONS = 32 };
    struct stream *s = SSL_get_app_data(ssl);
    s->sessions++;
    if (s->sessions > MOST_SESSIONS) {
        s->limit = s->came; /* nothing more is read */
        return 0;
    }
    if (!is_small(ssl)) {
        return 0;
    }
    SSL_SESSION_free(s->session);
    s->session = session;
    return 1;
}

/* Empties OpenSSL's list of errors; whether want of memory is one of them. */
static bool read_errors(void)
{
    bool found = false;
    unsigned long error = ERR_get_error();
    while (error) {
        found = found || ERR_GET_REASON(error) == ERR_R_MALLOC_FAILURE;
        error = ERR_get_error();
    }
    return found;
}

/* What OpenSSL says of its last step; it must have begun with no errors listed. */
static int read_end(struct stream *s, int done)
{
    int why = done == 1 ? SSL_ERROR_NONE : SSL_get_error(s->ssl, done);
    s->no_memory = read_errors() || s->no_memory;
    return why;
}

/* A name without its final dot, or an address without brackets. */
static bool bare_host(const char *host, char out[MOST_HOST])
{
    struct slice s = slice_from(host);
    if (slice_starts(s, SLICE("["))) {
        s = slice_part(s, 1, s.length - 1);
    } else if (s.length > 1 && s.data[s.length - 1] == '.') {
        s = slice_part(s, 0, s.length - 1);
    }
    if (s.length >= MOST_HOST) {
        return false;
    }
    memcpy(out, s.data, s.length);
    out[s.length] = '\0';
    return true;
}

bool stream_secure(struct stream *s, const struct tls *tls, const char *host, SSL_SESSION *resumed)
{
    char name[MOST_HOST];
    struct address literal;
    BIO *bio = BIO_new(tls->bio_method);
    s->ssl = bio ? SSL_new(tls->context) : NULL;
    if (!s->ssl || !bare_host(host, name)) {
        BIO_free(bio);
        return false;
    }
    BIO_set_data(bio, s);
    BIO_set_init(bio, 1);
    SSL_set_bio(s->ssl, bio, bio);
    SSL_set_app_data(s->ssl, s);
    SSL_set_connect_state(s->ssl);
    bool named =
        address_parse(slice_from(host), &literal) || SSL_set_tlsext_host_name(s->ssl, name) == 1;
    s->resumes = resumed != NULL;
    return named && (!resumed || SSL_set_session(s->ssl, resumed) == 1);
}

/* OpenSSL lets a wildcard stand for letters, digits and hyphens alone. Hosts below such a name have
 * underscores, too, and browsers take them: any other label has to do as well, by a wildcard. */
static int check_host(X509 *certificate, const char *name)
{
    const unsigned flags = X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
    int found = X509_check_host(certificate, name, 0, flags, NULL);
    const char *above = strchr(name, '.');
    char other[MOST_HOST] = "x";
    char *matched = NULL;
    if (found != 0 || !above || !memchr(name, '_', (size_t)(above - name))) {
        return found;
    }
    memcpy(other + 1, above, strlen(above) + 1);
    found = X509_check_host(certificate, other, 0, flags, &matched);
    found = found == 1 ? matched && matched[0] == '*' : found;
    OPENSSL_free(matched);
    return found;
}

static bool is_certified(struct stream *s, const char *host)
{
    char name[MOST_HOST];
    struct address literal;
    X509 *certificate = SSL_get0_peer_certificate(s->ssl);
    if (!certificate || !bare_host(host, name)) {
        return false;
    }
    int found = address_parse(slice_from(host), &literal) ? X509_check_ip_asc(certificate, name, 0)
                                                          : check_host(certificate, name);
    s->no_memory = s->no_memory || found < 0;
    return found == 1;
}

/* What TLS has nothing to say to is a connection that broke in the middle of it. */
static enum stream_news break_hands(struct stream *s, int why)
{
    char words[256] = "";
    long verified = SSL_get_verify_result(s->ssl);
    if (s->cut) {
        return break_with(s, FAULT_PROTOCOL);
    }
    s->no_memory = s->no_memory || verified == X509_V_ERR_OUT_OF_MEM;
    if (verified != X509_V_OK) {
        s->tls = tls_fault_of_certificate(verified);
        return break_with(s, FAULT_TLS);
    }
    if (why != SSL_ERROR_SSL) {
        return break_with(s, FAULT_UNREACHABLE);
    }
    ERR_error_string_n(ERR_peek_error(), words, sizeof words);
    return break_with(s, curl_fault(CURLE_SSL_CONNECT_ERROR, 0, words, &s->tls));
}

/* The host is looked for in the certificate when all else of it is good, as libcurl does; what is
 * resumed was found good before. */
enum stream_news stream_shake_hands(struct stream *s, const char *host)
{
    ERR_clear_error();
    int done = SSL_do_handshake(s->ssl);
    int why = done == 1 ? SSL_ERROR_NONE : SSL_get_error(s->ssl, done);
    if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE) {
        return STREAM_WAITS;
    }
    if (why != SSL_ERROR_NONE) {
        enum stream_news news = break_hands(s, why);
        s->no_memory = read_errors() || s->no_memory;
        return news;
    }
    s->trusted = SSL_session_reused(s->ssl) || is_certified(s, host);
    if (!s->trusted) {
        s->tls = TLS_WRONG_HOST;
        return break_with(s, FAULT_TLS);
    }
    return STREAM_DONE;
}

static enum stream_news read_tls(struct stream *s, char *into, size_t room, size_t *count)
{
    ERR_clear_error();
    int done = SSL_read_ex(s->ssl, into, room, count);
    int why = read_end(s, done);
    switch (why) {
    case SSL_ERROR_NONE:
        return STREAM_DONE;
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
        return STREAM_WAITS;
    case SSL_ERROR_ZERO_RETURN:
        return STREAM_ENDED;
    default: /* many a server closes without a word of TLS (RFC 8446 section 6.1) */
        return s->cut    ? break_with(s, FAULT_PROTOCOL)
               : s->over ? STREAM_ENDED
                         : break_with(s, FAULT_UNREACHABLE);
    }
}

enum stream_news stream_read(struct stream *s, char *into, size_t room, size_t *count)
{
    if (s->ssl) {
        return read_tls(s, into, room, count);
    }
    ssize_t got = receive(s, into, room);
    *count = got > 0 ? (size_t)got : 0;
    return got > 0           ? STREAM_DONE
           : got == 0        ? STREAM_ENDED
           : s->cut          ? break_with(s, FAULT_PROTOCOL)
           : is_later(errno) ? STREAM_WAITS
                             : break_with(s, FAULT_UNREACHABLE);
}

static enum stream_news write_tls(struct stream *s, const char *bytes, size_t length, size_t *count)
{
    ERR_clear_error();
    int done = SSL_write_ex(s->ssl, bytes, length, count);
    int why = read_end(s, done);
    return why == SSL_ERROR_NONE ? STREAM_DONE
           : why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE
               ? STREAM_WAITS
               : break_with(s, FAULT_UNREACHABLE);
}

enum stream_news stream_write(struct stream *s, const char *bytes, size_t length, size_t *count)
{
    *count = 0;
    if (s->ssl) {
        return write_tls(s, bytes, length, count);
    }
    ssize_t sent = send(s->fd, bytes, length, MSG_NOSIGNAL);
    *count = sent > 0 ? (size_t)sent : 0;
    return sent >= 0         ? STREAM_DONE
           : is_later(errno) ? STREAM_WAITS
                             : break_with(s, FAULT_UNREACHABLE);
}

/* --- Between requests --- */

bool stream_is_clean(struct stream *s)
{
    char byte;
    size_t count = 0;
    return !s->over && !s->cut && stream_read(s, &byte, 1, &count) == STREAM_WAITS;
}

void stream_allow(struct stream *s, uint64_t more)
{
    s->limit = s->came + STREAM_REQUEST_BYTES + more;
    s->sessions = 0;
}

/* OpenSSL forgets the session of a connection that ends without a word: it could be resumed all the
 * same. */
void stream_close(struct stream *s)
{
    if (s->ssl && s->trusted && !s->over && !s->fault) {
        s->closes = true;
        ERR_clear_error();
        SSL_shutdown(s->ssl);
        ERR_clear_error();
    } else if (s->ssl) {
        SSL_set_shutdown(s->ssl, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    }
    SSL_free(s->ssl);
    SSL_SESSION_free(s->session);
    if (s->fd >= 0) {
        close(s->fd);
    }
    *s = (struct stream){ .fd = -1 };
}
