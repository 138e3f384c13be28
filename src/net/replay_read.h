/* The blocks of records that answer in the network's place, read. */
#ifndef NET_REPLAY_READ_H
#define NET_REPLAY_READ_H

#include "net/exchange.h"
#include "net/replay_index.h"

enum {
    REPLAY_PAGE_MOST = 512 << 10, /* of a response: more than is read of a page and its head */
    REPLAY_WHOLE_MOST = 160 << 20 /* more than of a whole one */
};

/* What a recorder noted of an exchange, or of a name. */
struct replay_note {
    struct way way;
    enum fault fault;
    enum tls_fault tls;
    int32_t ms, waited;
    unsigned attempts;
    int64_t ended; /* 0: it does not say */
    uint64_t cookies_after;
};

/* Reads a block of fields. False: it is neither, but a try's or another writer's. */
bool replay_read_note(struct slice block, struct replay_note *out);

/* A response's head and body, in slices of the block. */
struct replay_answer {
    struct slice head, body;
    int status;
};

/* False: it is none of HTTP. Informational answers before it are left out. */
bool replay_read_answer(struct slice block, struct replay_answer *out);

/* A WARC-Truncated's word, which lives for ever; NULL: nothing is missing. */
const char *replay_truncation(struct slice word);

#endif
