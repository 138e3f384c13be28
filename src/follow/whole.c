#include "follow/whole.h"

struct answer *whole_answer(struct follow *f, const struct chain *c)
{
    struct text *url = c->steps[c->step_count - 1].text;
    struct slice asked = url_without_fragment(text_slice(url));
    struct answer *on = c->most && !c->jar ? answer_on(&f->answers, asked) : NULL;
    return on ? on : answer_of(&f->answers, url, !c->jar && !c->most);
}

void whole_share(struct follow *f, const struct chain *c)
{
    for (size_t i = 0; c->most && !c->jar && i < c->step_count; i++) {
        struct answer *a = c->steps[i].answer;
        f->failed = f->failed || (a && a->state == ANSWER_DONE && !answer_share(a));
    }
}

void whole_put_away(struct follow *f, struct chain *c)
{
    if (c->page) {
        net_release(f->net, c->page);
        c->page = NULL;
    }
}

bool whole_keep(struct follow *f, struct answer *a, struct exchange *x)
{
    struct chain *c = STAILQ_FIRST(&a->waiting);
    bool good = x->fault == FAULT_NONE && x->status / 100 == 2;
    if (!c || !c->most || !good || a->state != ANSWER_DONE || a->reason != REASON_OK) {
        return false;
    }
    whole_put_away(f, c); /* what came to another face */
    c->page = x;
    return true;
}
