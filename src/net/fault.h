/* Why a request brought no answer. */
#ifndef NET_FAULT_H
#define NET_FAULT_H

#include "base/slice.h"

enum fault {
    FAULT_NONE,         /* it brought one */
    FAULT_DENIED,       /* what it leads to may not be contacted */
    FAULT_NO_SUCH_HOST, /* NXDOMAIN, confirmed */
    FAULT_UNREACHABLE,  /* refused, reset, no route, no name server answers */
    FAULT_TIMEOUT,
    FAULT_TLS, /* enum tls_fault says what failed */
    FAULT_LARGE_HEADER,
    FAULT_PROTOCOL,     /* what came breaks HTTP */
    FAULT_RATE_LIMITED, /* not asked: its host said 429 to others, and is to be left alone, ... */
    FAULT_OVERLOADED,   /* ... or 503 */
    FAULT_EXCLUDED,     /* not asked: robots.txt does not allow it */
    FAULT_OUT_OF_TIME,  /* the run has ended */
    FAULT_OFFLINE,      /* the network was not to be asked */
    FAULT_COUNT
};

/* Its word in files, which lives for ever; and the fault of a word. False: it is none. */
struct slice fault_word(enum fault fault);
bool fault_of_word(struct slice word, enum fault *out);

#endif
