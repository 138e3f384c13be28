#include "net/pipe_guard.h"

#include <time.h>

void pipe_guard_begin(struct pipe_guard *g)
{
    sigset_t pending;
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    sigpending(&pending);
    g->pending = sigismember(&pending, SIGPIPE) == 1;
    pthread_sigmask(SIG_BLOCK, &pipe, &g->before);
}

void pipe_guard_end(const struct pipe_guard *g)
{
    static const struct timespec at_once = { 0 };
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    if (!g->pending) {
        sigtimedwait(&pipe, NULL, &at_once);
    }
    pthread_sigmask(SIG_SETMASK, &g->before, NULL);
}
