/* OpenSSL writes without MSG_NOSIGNAL, and what a library does about a signal must not show. So
 * SIGPIPE is blocked in this thread while there is work, and one that came meanwhile is taken away.
 */
#ifndef NET_PIPE_GUARD_H
#define NET_PIPE_GUARD_H

#include <signal.h>
#include <stdbool.h>

struct pipe_guard {
    sigset_t before;
    bool pending;
};

void pipe_guard_begin(struct pipe_guard *g);
void pipe_guard_end(const struct pipe_guard *g);

#endif
