/* What answers in place of the network, and what is told of what the network answered: the seam for
 * a record that is replayed, and for a cache. */
#ifndef NET_RECALL_H
#define NET_RECALL_H

#include "net/exchange.h"

struct recall {
    void *of;

    /* Fills in what is known of a request: at least `head`, or `fault`; then `body`, `peer`,
     * `began`, `ms`, `attempts`. The slices are copied at once. `into` holds what is asked (`url`,
     * `with_cookies`, `face`). False: it knows nothing, and the network is asked. NULL: it never
     * knows. */
    bool (*get)(void *of, struct exchange *into);

    /* Tells of an exchange that the network was asked for, before it is lent. NULL: nobody wants to
     * know. */
    void (*put)(void *of, const struct exchange *x);
};

#endif
