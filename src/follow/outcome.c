#include "follow/outcome.h"

#include "base/time.h"

static void note_redirects(struct outcome *o)
{
    o->permanent = true;
    for (size_t i = 0; i + 1 < o->hop_count + o->cut; i++) {
        if (o->hops[i + 1].via == VIA_REDIRECT) {
            o->redirected = true;
            o->permanent = o->permanent && (o->hops[i].status == 301 || o->hops[i].status == 308);
        }
    }
    o->permanent = o->permanent && o->redirected;
}

/* --- Copies --- */

static size_t size_of_text(const struct chain *c)
{
    const struct outcome *o = &c->outcome;
    size_t size = (c->step_count + 1) * sizeof *o->hops;
    for (size_t i = 0; i < c->step_count; i++) {
        size += c->steps[i].url.href.length + 1;
    }
    return size + o->final.length + o->title.length + o->canonical.length + 3;
}

/* The URL with which it all began stands there already. */
static struct slice keep_url(struct chain *c, struct slice url)
{
    return url.data == c->outcome.url.data ? url : arena_copy(&c->text, url);
}

/* Most chains end at one of their hops. */
static struct slice keep_final(struct chain *c, struct slice url)
{
    for (size_t i = 0; i < c->step_count; i++) {
        if (c->steps[i].url.href.data == url.data) {
            return c->outcome.hops[i].url;
        }
    }
    return arena_copy(&c->text, url);
}

/* --- Steps --- */

static bool is_done(const struct answer *a)
{
    return a && a->state == ANSWER_DONE;
}

static void write_hop(struct chain *c, size_t i)
{
    struct outcome *o = &c->outcome;
    const struct step *step = &c->steps[i];
    o->hops[i] = (struct hop){ .url = keep_url(c, step->url.href), .via = step->via };
    if (is_done(step->answer)) {
        const struct answer *a = step->answer;
        o->hops[i].status = a->status;
        o->status = a->status ? a->status : o->status;
        o->attempts = a->attempts > o->attempts ? a->attempts : o->attempts;
    }
}

/* The last step is no hop where it was cut. */
bool outcome_write(struct chain *c, enum reason reason)
{
    struct outcome *o = &c->outcome;
    c->text_size = size_of_text(c);
    arena_expect(&c->text, c->text_size);
    o->hops = ARENA_ARRAY(&c->text, struct hop, c->step_count ? c->step_count : 1);
    if (!o->hops) {
        return false;
    }
    for (size_t i = 0; i < c->step_count; i++) {
        write_hop(c, i);
    }
    o->final = keep_final(c, o->final);
    o->title = arena_copy(&c->text, o->title);
    o->canonical = arena_copy(&c->text, o->canonical);
    o->reason = reason;
    o->cut = reason == REASON_HOP_LIMIT;
    o->hop_count = c->step_count - o->cut;
    o->ms = c->spent;
    o->checked_at = time_now_ms();
    note_redirects(o);
    return !c->text.failed;
}
