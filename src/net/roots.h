/* The certificates of a PEM file, each found by the name it is for and read when it is asked for:
 * to read 150 takes OpenSSL 20 ms, most of them for their keys, and a run needs a few. Only those
 * that share a name, as few do, are read at once. */
#ifndef NET_ROOTS_H
#define NET_ROOTS_H

#include <openssl/x509_vfy.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/* May be asked by several threads at once. Zeroed, it holds nothing. */
struct roots {
    pthread_mutex_t lock; /* of the list, once it is made */
    X509_LOOKUP_METHOD *method;
    struct root *list;
    size_t count, room;
};

/* Has a store look into a file, at all times and below all that it holds itself. The roots must
 * outlive it, and stay where they are. False: the file cannot be read, or holds no certificates, or
 * something else, too, which OpenSSL can tell; then nothing is held, and the store is as it was. */
bool roots_open(struct roots *r, X509_STORE *store, const char *file);

void roots_close(struct roots *r);

#endif
