/* Where hosts are: the table of hosts of this machine, then the Domain Name System by c-ares,
 * without threads.
 *
 * A name is asked for as it stands, absolutely: no search list is tried (resolv.conf(5)), which
 * would have dead names live, and tell them to strangers. What a question can take is bounded by
 * the number of tries, whatever a server does; whoever has less time goes on without the answer. */
#ifndef NET_LOOKUP_H
#define NET_LOOKUP_H

#include "net/pin.h"

enum lookup_status {
    LOOKUP_FOUND,
    LOOKUP_NO_SUCH_HOST, /* NXDOMAIN, said twice */
    LOOKUP_FAILED,       /* may pass: no answer, no network */
    LOOKUP_NO_FILES,     /* no file descriptor is left to ask with */
    LOOKUP_NO_MEMORY
};

/* Where to look; NULL is the system's own, 0 as long as usual. */
struct lookup_source {
    const char *hosts;   /* a file as hosts(5) has it */
    const char *servers; /* "ADDRESS:PORT[,ADDRESS:PORT]" */
    int try_ms;          /* a server's time for the first try; each round of tries doubles it */
};

struct lookup;

/* NULL: out of memory or files. */
struct lookup *lookup_open(const struct lookup_source *source);
void lookup_close(struct lookup *l);

/* A file descriptor that can be read when lookup_work has something to do. */
int lookup_fd(const struct lookup *l);

/* Asks for a host; `tag` comes back with the answer. False: out of memory. */
bool lookup_ask(struct lookup *l, struct slice host, void *tag);

/* Sends what is to be sent and reads what has come. Never waits. */
void lookup_work(struct lookup *l);

/* When lookup_work is to be called at the latest (time_tick_ms); INT64_MAX: nothing is asked. */
int64_t lookup_due(const struct lookup *l);

/* What is found is good for so long at least, whatever its time to live: names of many links are
 * not to be asked for again and again. */
enum { LOOKUP_LEAST_TTL_MS = 5000 };

struct lookup_result {
    void *tag;
    enum lookup_status status;
    int64_t good_until;         /* of what was found (time_tick_ms); INT64_MAX: for ever */
    struct addresses addresses; /* the two families take turns (RFC 8305 section 4) */
};

/* Takes a finished lookup; false: none is. */
bool lookup_take(struct lookup *l, struct lookup_result *out);

#endif
