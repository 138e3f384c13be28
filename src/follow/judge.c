#include "follow/judge.h"

#include "follow/verdict.h"
#include "places/hosts.h"
#include "places/parked.h"
#include "places/walls.h"

size_t judge_first_meant(const struct chain *c)
{
    size_t first = 0;
    while (first + 1 < c->step_count &&
           (c->steps[first + 1].via == VIA_UNWRAP || host_is_shortener(c->steps[first].url.host))) {
        first++;
    }
    return first;
}

static bool is_for_sale(const struct chain *c, bool *failed)
{
    bool is = false;
    for (size_t i = 0; !is && i + 1 < c->step_count; i++) {
        is = parked_is_offer(&c->steps[i].url, &c->steps[c->step_count - 1].url, failed);
    }
    return is;
}

static bool is_back_at(const struct chain *c, const struct url *from)
{
    const struct url *last = &c->steps[c->step_count - 1].url;
    return slice_equal(host_without_form(last->host), host_without_form(from->host)) &&
           slice_equal(last->path, from->path);
}

/* The wall, if any, that a step is for one before it. Some sites send all their readers to a login
 * and back. */
static enum wall wall_at_step(const struct chain *c, size_t step, bool *failed)
{
    enum wall wall = WALL_NONE;
    for (size_t i = 0; wall == WALL_NONE && i < step; i++) {
        const struct url *from = &c->steps[i].url;
        wall = is_back_at(c, from) ? WALL_NONE : wall_between(from, &c->steps[step].url, failed);
    }
    return wall;
}

/* Whoever is sent home by an error's page has met that error. */
static enum reason error_before(const struct chain *c)
{
    enum reason reason = REASON_REDIRECTED_HOME;
    for (size_t i = 0; i + 1 < c->step_count; i++) {
        const struct answer *a = c->steps[i].answer;
        if (a && a->status >= 400) {
            reason = verdict_of_status(a->status, false);
        }
    }
    return reason;
}

static enum reason reason_of(const struct chain *c, bool *failed)
{
    const struct step *last = &c->steps[c->step_count - 1];
    size_t first = judge_first_meant(c);
    enum reason reason = (enum reason)last->answer->reason;
    if (is_for_sale(c, failed)) {
        return REASON_PARKED;
    }
    if (reason == REASON_OK) {
        reason = verdict_of_page(&c->steps[first].url, &last->url, first + 1 < c->step_count,
                                 last->answer->signs);
    }
    return reason == REASON_REDIRECTED_HOME ? error_before(c) : reason;
}

/* A wrapper between a URL and its wall has said nothing. */
static size_t last_asked(const struct chain *c, size_t step)
{
    while (step > 0 && !c->steps[step].answer) {
        step--;
    }
    return step;
}

/* Whether some step was for a wall before another; REASON_NONE: none was. */
static struct judgement judge_walls(const struct chain *c, bool *failed)
{
    for (size_t i = 1; i < c->step_count; i++) {
        enum wall wall = wall_at_step(c, i, failed);
        if (wall != WALL_NONE) {
            return (struct judgement){ verdict_of_wall(wall), last_asked(c, i - 1) };
        }
    }
    return (struct judgement){ REASON_NONE, c->step_count - 1 };
}

struct judgement judge_chain(const struct chain *c, bool *failed)
{
    struct judgement judged = judge_walls(c, failed);
    judged.reason = judged.reason == REASON_NONE ? reason_of(c, failed) : judged.reason;
    return judged;
}

struct judgement judge_unasked(const struct chain *c, bool *failed)
{
    struct judgement judged = judge_walls(c, failed);
    if (judged.reason == REASON_NONE && is_for_sale(c, failed)) {
        judged.reason = REASON_PARKED;
    }
    return judged;
}
