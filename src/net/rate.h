/* The rates that the user wants hosts to be asked at. */
#ifndef NET_RATE_H
#define NET_RATE_H

#include "syntax/host_pattern.h"

struct rate {
    struct host_pattern host;
    int64_t interval_us;
};

struct rates {
    const struct rate *list;
    size_t count;
};

/* Reads "HOST=N/s", "HOST=N/m" and "HOST=N/h" into the arena. False: `why` says which one is wrong
 * and how, or is empty if memory ran out. */
bool rates_read(const char *const *given, struct arena *arena, struct rates *out,
                struct buffer *why);

/* Microseconds from one request to the next; 0: as fast as it goes. Of several rates that
 * fit the host, that counts which names it most closely, of equals the last. */
int64_t rates_interval(const struct rates *rates, struct slice host);

#endif
