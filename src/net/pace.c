#include "net/pace.h"

enum { US_PER_MS = 1000 };

int64_t pace_due(const struct pace *p)
{
    int64_t next = (p->next_us + US_PER_MS - 1) / US_PER_MS;
    return next > p->until ? next : p->until;
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

unsigned pace_most(const struct pace *p, unsigned per_host)
{
    return p->most ? p->most : per_host;
}

/* The pause after so many refusals in a row, where the host asks for another (-1: for none). */
static int64_t pause_after(const struct pace *p, int64_t wait_ms)
{
    enum { MOST_DOUBLED = 20 };
    unsigned doubled = p->refusals - 1;
    int64_t pause = wait_ms >= 0 ? 0 : PACE_FIRST_MS;
    if (doubled >= PACE_PATIENCE && p->answered) {
        doubled = PACE_PATIENCE - 1;
    } else if (doubled >= PACE_PATIENCE) {
        doubled -= PACE_PATIENCE;
        pause = PACE_LONG_MS;
    }
    pause <<= doubled < MOST_DOUBLED ? doubled : MOST_DOUBLED;
    pause = wait_ms > pause ? wait_ms : pause;
    return pause < PACE_LONGEST_MS ? pause : PACE_LONGEST_MS;
}

static void count_refusal(struct pace *p, unsigned per_host, int64_t now)
{
    p->most = pace_most(p, per_host) > 1 ? pace_most(p, per_host) / 2 : 1;
    p->good = 0;
    p->refusals++;
    p->refused_at = now;
}

void pace_refuse(struct pace *p, unsigned per_host, struct refusal refusal, int64_t now)
{
    bool counts = p->refusals == 0 || refusal.began >= p->refused_at;
    if (refusal.number < p->last_answered) {
        return;
    }
    if (counts) {
        count_refusal(p, per_host, now);
    }
    p->status = refusal.status;
    p->last_refused = refusal.number > p->last_refused ? refusal.number : p->last_refused;
    int64_t until = now + pause_after(p, refusal.wait_ms);
    if (until > p->until && (counts || refusal.wait_ms >= 0)) {
        p->until = until;
        p->is_firm = refusal.wait_ms >= 0 || !p->answered;
    }
}

static void note_answer(struct pace *p, uint64_t number)
{
    p->answered = true;
    p->last_answered = number > p->last_answered ? number : p->last_answered;
    p->refusals = 0;
    if (number > p->last_refused) {
        p->until = 0;
    }
}

/* As many good answers as there may be requests at once: one more may be. */
void pace_answer(struct pace *p, unsigned per_host, uint64_t number)
{
    note_answer(p, number);
    p->good++;
    if (p->most && p->good >= p->most) {
        p->most = p->most + 1 < per_host ? p->most + 1 : 0;
        p->good = 0;
    }
}
