/* WARC records written to a recorder's file, each a gzip member of its own: a record is begun,
 * given fields, and ended with its block; those that are ended are handed over together. */
#ifndef NET_SCRIBE_H
#define NET_SCRIBE_H

#include "base/time.h"
#include "net/recorder_file.h"
#include "syntax/gzip.h"
#include "syntax/warc.h"

#include <openssl/evp.h>

enum { SCRIBE_ID = sizeof "<urn:uuid:00000000-0000-4000-8000-000000000000>" };

struct scribe {
    struct recorder_file file;
    struct gzip_writer *writer;
    EVP_MD *sha1;
    EVP_MD_CTX *context;
    char run[SCRIBE_ID];   /* the name of a record with the number 0 */
    uint64_t last;         /* the number of the record that was begun last */
    struct time_text date; /* of the record that was begun, ... */
    struct buffer record;  /* ... and its head; then all of it */
    struct buffer members; /* that were not handed over yet, ... */
    struct buffer ends;    /* ... and where each of them ends: a size_t */
    bool no_memory;
};

/* False: memory ran out. Close it all the same. */
bool scribe_open(struct scribe *s);
void scribe_close(struct scribe *s);

/* Begins a record and gives its number. */
uint64_t scribe_begin(struct scribe *s, struct slice type, int64_t date);

/* Adds fields to its head: the name of a record, by its number; the digest of a payload. */
void scribe_add_id(struct scribe *s, struct slice name, uint64_t number);
void scribe_add_payload_digest(struct scribe *s, struct slice payload);

/* Ends it with a block of two parts, pressed if that is of use. */
void scribe_end(struct scribe *s, struct slice type, struct slice first, struct slice second,
                bool press);

/* Has what was ended written. False: it could not be, and errno says why, or it is ENOMEM. */
bool scribe_hand_over(struct scribe *s);

#endif
