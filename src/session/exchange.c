/* Who gets which exchange. */
#include "describe/archive.h"
#include "describe/question.h"
#include "follow/follow.h"
#include "session/evidence.h"
#include "session/session.h"

/* Whoever asked for it reads it. */
static void hand_out(struct lf_session *s, struct exchange *x)
{
    if (x->asker == s->follow) {
        follow_take(s->follow, x);
    } else if (x->asker == s->describer) {
        describer_take(s->describer, x);
    } else if (x->asker == s->archives) {
        archives_take(s->archives, x);
    } else {
        net_release(s->net, x);
    }
}

/* Nothing more comes of the net. */
static lf_status stop_going_on(struct lf_session *s)
{
    if (atomic_load(&s->interrupted)) {
        return LF_INTERRUPTED;
    }
    const char *why = net_why(s->net);
    return why ? session_fail(&s->error, LF_USAGE, "%s", why) : LF_NO_MEMORY;
}

lf_status session_exchange(struct lf_session *s, int wait_ms)
{
    struct exchange *x = net_next(s->net, wait_ms);
    if (!x && wait_ms >= 0 && !net_interrupted(s->net) && !net_failed(s->net)) {
        return LF_LATER;
    }
    if (!x) {
        return stop_going_on(s);
    }
    if (evidence_failed(s)) {
        net_release(s->net, x);
        return LF_NO_MEMORY;
    }
    park_wake(s, x->url);
    hand_out(s, x);
    return LF_OK;
}
