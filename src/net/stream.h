/* A TCP connection, with TLS over it or not, that never blocks and counts every raw byte that comes
 * over it (TLS records, tickets, bytes that mean nothing). */
#ifndef NET_STREAM_H
#define NET_STREAM_H

#include "net/address.h"
#include "net/fault.h"
#include "net/tls.h"
#include "record.h"

#include <openssl/ssl.h>

/* Raw bytes that one request may take: 128 KiB of header and as much of a page are read at the
 * most, the rest is room for what wraps them. */
enum { STREAM_REQUEST_BYTES = 1 << 20 };

enum stream_news {
    STREAM_DONE,  /* what was wanted */
    STREAM_WAITS, /* until its socket has news */
    STREAM_ENDED, /* the other side has closed it: nothing more comes */
    STREAM_BROKE  /* with the fault that it keeps */
};

struct stream {
    int fd;
    SSL *ssl;             /* NULL: TLS is not spoken over it */
    SSL_SESSION *session; /* to resume it with, the last that was given; NULL: none was */
    uint64_t came;        /* raw bytes ... */
    uint64_t limit;       /* ... of so many at the most */
    unsigned sessions;    /* that were given since the last request began */
    bool connected;       /* the other side has answered */
    bool resumes;         /* it was offered a session */
    bool trusted;         /* its certificate was found to be good */
    bool over;            /* the other side has closed it ... */
    bool closes;          /* ... or this one does */
    bool cut;             /* it carried too much */
    bool no_memory;       /* ran out */
    int error;            /* errno of what broke it; 0: none did */
    enum fault fault;
    enum tls_fault tls;
};

enum stream_start {
    STREAM_STARTED,
    STREAM_NO_FILES,
    STREAM_NO_MEMORY,
    STREAM_NO_ROUTE /* its fault says what is wrong */
};

/* Begins to connect. The address is not judged. */
enum stream_start stream_connect(struct stream *s, const struct address *to, unsigned port);

/* Speaks TLS to `host` once it is connected, resuming the session unless that is NULL. False: out
 * of memory. The stream must stay where it is. */
bool stream_secure(struct stream *s, const struct tls *tls, const char *host, SSL_SESSION *resumed);

/* Whether it is connected; then whether TLS has shaken hands, and the certificate is good. The host
 * is the one that was named before. */
enum stream_news stream_is_connected(struct stream *s);
enum stream_news stream_shake_hands(struct stream *s, const char *host);

/* Reads or writes what it can at once. */
enum stream_news stream_read(struct stream *s, char *into, size_t room, size_t *count);
enum stream_news stream_write(struct stream *s, const char *bytes, size_t length, size_t *count);

/* Whether nothing has come since its last answer, and the other side has not closed it. */
bool stream_is_clean(struct stream *s);

/* A request may take as many bytes, and so many more. */
void stream_allow(struct stream *s, uint64_t more);

/* Says good-bye where that is usual, and closes it. */
void stream_close(struct stream *s);

/* --- For the context that streams share --- */

/* How OpenSSL reads and writes over a stream; NULL: out of memory. */
BIO_METHOD *stream_bio_method(void);

/* SSL_CTX_sess_set_new_cb. */
int stream_keep_session(SSL *ssl, SSL_SESSION *session);

#endif
