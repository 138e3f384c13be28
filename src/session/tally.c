/* Counts each distinct URL once, however many documents name it. */
#include "session/tally.h"

#include "session/session.h"

void tally_open(struct lf_session *s)
{
    seen_init(&s->followed);
    seen_init(&s->skipped);
}

void tally_close(struct lf_session *s)
{
    seen_free(&s->followed);
    seen_free(&s->skipped);
}

/* A malformed link has no URL: its words stand for it, and for a local one where it leads. */
bool tally_first(struct lf_session *s, const struct link *link, bool *first)
{
    *first = false;
    if (s->options.unique < 0) {
        return true;
    }
    struct slice url = link_url(link);
    bool follows = s->follow && link->skipped == REASON_NONE;
    url = url.data ? url : link_rest(link).reference;
    url = url.data ? url : link_written(link);
    return seen_add(follows ? &s->followed : &s->skipped, url, first);
}
