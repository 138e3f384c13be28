/* Final statuses that the user takes for alive: "403", "200..=299,403", "HOST=999". */
#ifndef JUDGE_ACCEPT_H
#define JUDGE_ACCEPT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "record.h"
#include "syntax/host_pattern.h"

struct accept_range {
    unsigned first, last;
};

struct accept {
    bool anywhere; /* else of these hosts alone: */
    struct host_pattern host;
    struct accept_range *ranges;
    size_t range_count;
};

/* Reads one; what it has is in the arena. *why is what is wrong with it, which lives for ever.
 * False: that, or, where *why is NULL, out of memory. */
bool accept_read(struct slice given, struct arena *arena, struct accept *out, const char **why);

/* Whether the outcome is alive by one of them: its final status made it what it is, and the host
 * that gave the answer is meant. The buffer is for URLs that are looked at; where that has no
 * memory, nothing holds. */
bool accept_holds(const struct accept *accepts, size_t count, const struct outcome *outcome,
                  struct buffer *scratch);

#endif
