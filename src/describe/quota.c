#include "describe/quota.h"

int64_t quota_take(struct quota *q, int64_t now)
{
    int64_t *oldest = &q->at[q->count % q->most];
    int64_t free_at = *oldest + QUOTA_MS;
    int64_t at = q->count >= q->most && free_at > now ? free_at : now;
    *oldest = at;
    q->count++;
    return at;
}
