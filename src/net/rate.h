/* The rates that the user wants hosts to be asked at. */
#ifndef NET_RATE_H
#define NET_RATE_H

#include "syntax/host_pattern.h"

/* Reads "HOST=N/s", "HOST=N/m" and "HOST=N/h" into the arena, as microseconds from one request to
 * the next. False: `why` says which one is wrong and how, or is empty if memory ran out. */
bool rates_read(const char *const *given, struct arena *arena, struct host_values *out,
                struct buffer *why);

#endif
