/* What answers in place of the network, and what is told of what the network answered: the seam for
 * a record that is replayed, and for a cache. */
#ifndef NET_RECALL_H
#define NET_RECALL_H

#include "net/exchange.h"

/* What looking up a name brought. */
struct naming {
    struct slice name;
    enum fault fault; /* FAULT_NONE: it has these addresses */
    const struct address *addresses;
    unsigned count;
};

/* Functions that are NULL are not called. */
struct recall {
    void *of;

    /* Fills in what is known of a request: at least `head`, or `fault`; then `body`, `peer`,
     * `began`, `ended`, `ms`, `waited`, `attempts`, `cookies_after`, `unread`. The slices are
     * copied at once. `into` holds what is asked (`url`, `cookies`, `face`, `wants_whole`). False:
     * it knows nothing, and the network is asked. */
    bool (*get)(void *of, struct exchange *into);

    /* Tells of an exchange that the network was asked for, before it is lent. */
    void (*put)(void *of, const struct exchange *x);

    /* Tells of each of its tries, as soon as it is over: `x` is the exchange as far as that goes,
     * and `sent` is empty where it got no connection. */
    void (*tried)(void *of, struct exchange *x);

    /* Has all that was told kept: what came of it is lent next. */
    void (*keep)(void *of);

    /* Tells of a name that was looked up. */
    void (*named)(void *of, const struct naming *n);

    /* The network is not asked at all: what is not known is FAULT_OFFLINE. */
    bool alone;

    /* Whether it knows something of a URL; then that counts even where the URL's address may not be
     * contacted, or there is no time. Where it is not alone, nobody wants to know. */
    bool (*knows)(void *of, struct slice url);
};

#endif
