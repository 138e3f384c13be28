#include "describe/window.h"

int64_t window_take(struct window *w, int64_t now)
{
    int64_t *oldest = &w->at[w->count % w->most];
    int64_t free_at = *oldest + WINDOW_MS;
    int64_t at = w->count >= w->most && free_at > now ? free_at : now;
    *oldest = at;
    w->count++;
    return at;
}
