#include "follow/outcome.h"

#include "base/time.h"

#include <stddef.h>

static bool is_done(const struct answer *a)
{
    return a && a->state == ANSWER_DONE;
}

/* The outcome holds the step's URL from now on. */
static void write_hop(struct chain *c, size_t i)
{
    struct outcome *o = &c->outcome;
    struct step *step = &c->steps[i];
    o->hops[i] = (struct hop){ .url = step->url.href, .via = step->via };
    c->urls[i] = step->text;
    c->size += step->text->length;
    step->text = NULL;
    if (is_done(step->answer)) {
        const struct answer *a = step->answer;
        o->hops[i].status = a->status;
        o->status = a->status ? a->status : o->status;
        o->attempts = a->attempts > o->attempts ? a->attempts : o->attempts;
        o->checked_at = a->at > o->checked_at ? a->at : o->checked_at;
    }
}

/* The last step is no hop where it was cut. */
static void write_hops(struct chain *c)
{
    struct outcome *o = &c->outcome;
    for (size_t i = 0; i < c->step_count; i++) {
        write_hop(c, i);
    }
    c->url_count = c->step_count;
    o->cut = o->reason == REASON_HOP_LIMIT;
    o->hop_count = c->step_count - o->cut;
    outcome_note_redirects(o);
}

bool outcome_write(struct chain *c, enum reason reason)
{
    struct outcome *o = &c->outcome;
    size_t count = c->step_count ? c->step_count : 1;
    c->size = count * (sizeof *o->hops + sizeof(void *)) + o->title.length + o->canonical.length +
              o->oembed.length + 2 * sizeof(max_align_t);
    arena_expect(&c->said, c->size);
    o->hops = ARENA_ARRAY(&c->said, struct hop, count);
    c->urls = ARENA_ARRAY(&c->said, struct text *, count);
    o->title = arena_copy(&c->said, o->title);
    o->canonical = arena_copy(&c->said, o->canonical);
    o->oembed = arena_copy(&c->said, o->oembed);
    if (c->said.failed) {
        return false;
    }
    o->reason = reason;
    o->ms = c->spent;
    write_hops(c);
    o->checked_at = o->checked_at ? o->checked_at : time_now_ms();
    return true;
}
