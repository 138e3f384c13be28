#include "net/pace.h"

enum { US_PER_MS = 1000 };

int64_t pace_due(const struct pace *p)
{
    return (p->next_us + US_PER_MS - 1) / US_PER_MS;
}

/* Turns come at whole milliseconds: what one is late for want of finer ones, the next is not. */
void pace_take(struct pace *p, int64_t now)
{
    bool is_punctual = p->next_us > (now - 1) * US_PER_MS;
    p->before_us = p->next_us;
    p->next_us = (is_punctual ? p->next_us : now * US_PER_MS) + p->interval_us;
}

void pace_give_back(struct pace *p)
{
    p->next_us = p->before_us;
}
