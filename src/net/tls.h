/* Certificates to trust, loaded once. */
#ifndef NET_TLS_H
#define NET_TLS_H

#include "base/buffer.h"
#include "net/pool.h"
#include "net/roots.h"
#include "net/verified.h"

#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

/* SSL_CTX_set_security_callback. */
typedef int tls_judge(const SSL *ssl, const SSL_CTX *context, int of, int bits, int nid, void *what,
                      void *own);

/* One store for all connections of a follower: libcurl would read the system's files anew for each,
 * which takes 20 times as long as the handshake. */
struct tls {
    X509_STORE *store;
    struct roots roots;        /* in which it looks for what it does not hold */
    SSL_CTX *context;          /* of all streams; NULL until the store is loaded */
    struct verified *verified; /* by all contexts; NULL: nothing is remembered */
    BIO_METHOD *bio_method;    /* by which they read and write */
    tls_judge *usual;          /* OpenSSL's, of what is secure; once there is a context */
    const char *file, *folder; /* the system's, to be read at the first need; or NULL */
};

/* To be called before anything else of OpenSSL is, which exit(3) takes down otherwise, unless the
 * program has used it before: threads may shake hands then, where a session was not closed. */
void tls_begin(void);

/* Reads `cacert`, or, where that is NULL, finds the system's certificates. False: `why` says what
 * is wrong and how to mend it, or is empty if memory ran out. */
bool tls_open(struct tls *t, const char *cacert, struct buffer *why);
void tls_close(struct tls *t);

enum tls_load {
    TLS_LOADED,
    TLS_NO_FILES, /* no file descriptor is left to read them with */
    TLS_UNUSABLE  /* `why` says what is wrong and how to mend it, or is empty if memory ran out */
};

/* Makes sure the store is loaded, and that there is a context, before a first https request. */
enum tls_load tls_load(struct tls *t, struct buffer *why);

/* Has a context verify with the store, and counts what comes over its connection, which must
 * outlive it. */
void tls_configure(const struct tls *t, SSL_CTX *context, struct connection *connection);

#endif
