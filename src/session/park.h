/* URLs given as such that would only wait for a crowded host: they are kept as text, so that there
 * is room for others. */
#ifndef SESSION_PARK_H
#define SESSION_PARK_H

#include "base/map.h"
#include "landfall.h"

#include <sys/queue.h>

struct link;

struct parked {
    STAILQ_ENTRY(parked) entry;
    uint64_t index;
    void *tag;
    size_t length;
    char text[];
};

struct parked_host {
    TAILQ_ENTRY(parked_host) entry; /* among all, or those that may be asked */
    STAILQ_HEAD(, parked) list;
    struct slice name;
    uint32_t place; /* in `hosts` */
    bool woken;     /* it may be asked again */
};

TAILQ_HEAD(parked_hosts, parked_host);

struct park {
    struct map map; /* of hosts' names, to where they stand in ... */
    struct parked_host **hosts;
    size_t host_count, host_room;
    struct parked_hosts asleep, woken;
    size_t count, bytes; /* of what is parked */
};

void park_open(struct park *p);
void park_close(struct park *p);

/* Whether a link is better parked than followed: its host is crowded, or others wait for it. */
bool park_is_for(const struct lf_session *s, const struct link *link);

/* Parks a link with the URL as it was given. LF_FULL: there is no room for more. */
lf_status park_add(struct lf_session *s, const struct link *link, struct slice given,
                   uint64_t index);

/* One that may be followed now, for the caller to free; NULL: there is none, or no room for it. */
struct parked *park_take(struct lf_session *s);

/* Whether park_take would give one. */
bool park_can_go_on(const struct lf_session *s);

/* Something came of a request: its host may not be crowded any more. */
void park_wake(struct lf_session *s, struct slice url);

#endif
