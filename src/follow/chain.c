#include "follow/chain.h"

#include "base/array.h"
#include "base/time.h"
#include "follow/verdict.h"
#include "places/place.h"
#include "places/walls.h"

#include <stdlib.h>

/* --- The end of a chain --- */

static void note_redirects(struct outcome *o)
{
    o->permanent = true;
    for (size_t i = 0; i + 1 < o->hop_count; i++) {
        if (o->hops[i + 1].via == VIA_REDIRECT) {
            o->redirected = true;
            o->permanent = o->permanent && (o->hops[i].status == 301 || o->hops[i].status == 308);
        }
    }
    o->permanent = o->permanent && o->redirected;
}

static bool is_done(const struct answer *a)
{
    return a && a->state == ANSWER_DONE;
}

/* Writes what the chain's steps said into its outcome. */
static void tell(struct chain *c)
{
    struct outcome *o = &c->outcome;
    for (size_t i = 0; i < c->step_count; i++) {
        const struct step *step = &c->steps[i];
        o->hops[i] = (struct hop){ .url = step->url, .via = step->via };
        if (!is_done(step->answer)) {
            continue;
        }
        const struct answer *a = step->answer;
        o->hops[i].status = a->status;
        o->status = a->status ? a->status : o->status;
        o->attempts = a->attempts > o->attempts ? a->attempts : o->attempts;
    }
    o->hop_count = c->step_count;
    o->ms = c->spent;
    note_redirects(o);
}

static void end(struct follow *f, struct chain *c, enum reason reason)
{
    struct outcome *o = &c->outcome;
    o->hops = ARENA_ARRAY(&f->arena, struct hop, c->step_count ? c->step_count : 1);
    if (!o->hops) {
        f->failed = true;
        return;
    }
    tell(c);
    o->reason = reason;
    o->checked_at = time_now_ms();
    chain_free(c);
    STAILQ_INSERT_TAIL(&f->ended, c, entry);
}

void chain_free(struct chain *c)
{
    free(c->steps);
    c->steps = NULL;
    c->step_count = 0;
    jar_close(c->jar);
    c->jar = NULL;
}

static struct slice last_url(const struct chain *c)
{
    return c->steps[c->step_count - 1].url;
}

/* --- Steps --- */

/* A copy of a URL that lasts; the one that led there, where it is the same. */
static struct slice keep_url(struct follow *f, const struct chain *c, struct slice url)
{
    const struct answer *before = c->step_count ? c->steps[c->step_count - 1].answer : NULL;
    struct slice kept = before ? before->next : c->outcome.url;
    return slice_equal(kept, url) ? kept : arena_copy(&f->arena, url);
}

static struct step *add_step(struct follow *f, struct chain *c, struct slice url, enum via via)
{
    struct slice kept = keep_url(f, c, url);
    struct step *steps = array_grow(c->steps, c->step_count, &c->step_room, sizeof *steps);
    if (!steps) {
        f->failed = true;
        return NULL;
    }
    c->steps = steps;
    struct step *step = &c->steps[c->step_count++];
    *step = (struct step){ .url = kept, .via = via };
    return step;
}

/* Whether an earlier step was the same request as the last: every request is a GET, so the URL and
 * the cookies make it. */
static bool goes_round(const struct chain *c)
{
    const struct step *last = &c->steps[c->step_count - 1];
    struct slice url = url_without_fragment(last->url);
    for (size_t i = 0; i + 1 < c->step_count; i++) {
        if (c->steps[i].cookies == last->cookies &&
            slice_equal(url_without_fragment(c->steps[i].url), url)) {
            return true;
        }
    }
    return false;
}

/* Before a loop is one, the chain is walked again with a jar, if there is a cookie that could make
 * a difference. */
static bool start_again_with_cookies(struct follow *f, struct chain *c)
{
    bool sets_cookies = false;
    for (size_t i = 0; i < c->step_count; i++) {
        sets_cookies = sets_cookies || (c->steps[i].answer && c->steps[i].answer->sets_cookies);
    }
    if (c->jar || !sets_cookies) {
        return false;
    }
    c->jar = jar_open();
    f->failed = f->failed || !c->jar;
    c->step_count = 0;
    return c->jar != NULL;
}

/* --- Standing at a URL --- */

static bool is_mute_permalink(const struct url *u)
{
    struct match match;
    return place_match(u, &match) && match.place->mute;
}

/* Sent to a wall, what was linked has not been seen: the last URL before it is where we got. */
static enum reason wall_reason(const struct url *u, enum via via)
{
    enum wall wall = via == VIA_NONE || via == VIA_UNWRAP ? WALL_NONE : wall_at(u);
    return wall == WALL_LOGIN    ? REASON_LOGIN_WALL
           : wall == WALL_ROBOTS ? REASON_BLOCKED
                                 : REASON_NONE;
}

/* --- Waiting for an answer --- */

static void ask(struct follow *f, struct answer *a, struct jar *jar, int64_t budget)
{
    struct ask ask = { .url = a->url, .budget_ms = budget, .jar = jar, .asker = f, .tag = a };
    a->state = ANSWER_ASKED;
    a->request = net_ask(f->net, &ask);
    f->failed = f->failed || !a->request;
}

/* A chain that has little time left does not speak for those that have more. */
static bool was_cut_short(const struct answer *a, int64_t budget)
{
    return a->reason == REASON_TIMEOUT && budget / 2 > a->budget;
}

/* Has the chain wait for the answer, asking for it if nobody did; one that is known moves on. */
static void await(struct follow *f, struct chain *c, struct answer *a)
{
    int64_t budget = f->options.timeout_ms - c->spent;
    if (a->state == ANSWER_DONE && !was_cut_short(a, budget)) {
        STAILQ_INSERT_TAIL(&f->moving, c, entry);
        return;
    }
    STAILQ_INSERT_TAIL(&a->waiting, c, entry);
    if (a->state != ANSWER_ASKED) {
        c->joined = 0;
        ask(f, a, c->jar, budget);
    } else {
        c->joined = net_spent(a->request);
        net_allow(a->request, budget);
    }
}

/* A chain pays for what it waited, not for what an answer took before it came by. */
static void charge(struct chain *c, const struct exchange *x)
{
    int64_t spent = (int64_t)x->ms + x->waited;
    c->spent += spent > c->joined ? spent - c->joined : 0;
}

void chain_wake(struct follow *f, struct answer *a, const struct exchange *x)
{
    struct chain_list waiting = STAILQ_HEAD_INITIALIZER(waiting);
    STAILQ_CONCAT(&waiting, &a->waiting);
    struct chain *c = STAILQ_FIRST(&waiting);
    while (c && !f->failed) {
        struct chain *after = STAILQ_NEXT(c, entry);
        if (x->fault == FAULT_OUT_OF_TIME) {
            end(f, c, REASON_OUT_OF_TIME);
        } else {
            charge(c, x);
            await(f, c, a);
        }
        c = after;
    }
}

static void stand(struct follow *f, struct chain *c)
{
    struct answer *a = answer_of(&f->answers, url_without_fragment(last_url(c)), !c->jar);
    if (!a) {
        f->failed = true;
        return;
    }
    if (a->state != ANSWER_DONE && f->options.timeout_ms - c->spent <= 0) {
        end(f, c, REASON_TIMEOUT);
        return;
    }
    c->steps[c->step_count - 1].answer = a;
    await(f, c, a);
}

/* --- Where to go next --- */

/* Reads a wrapper's target into f->target; false where there is none to go to. */
static bool take_out(struct follow *f, const struct url *u)
{
    struct url target;
    buffer_reset(&f->target);
    bool wraps = unwrap(u, &f->target);
    f->failed = f->failed || f->target.failed;
    if (!wraps || f->failed) {
        return false;
    }
    enum url_status status = url_parse(buffer_slice(&f->target), NULL, &f->other, &target);
    f->failed = f->failed || status == URL_NO_MEMORY;
    return status == URL_OK || status == URL_OTHER_SCHEME;
}

/* Sets where the chain is to go next. */
static bool head_for(struct follow *f, enum via *way, struct slice url, enum via via)
{
    buffer_reset(&f->target);
    buffer_add(&f->target, url);
    *way = via;
    return true;
}

/* Decides about the URL at which the chain's last step stands. True: it goes on to f->target. */
static bool consider(struct follow *f, struct chain *c, const struct url *u, enum via *via)
{
    if (goes_round(c)) {
        if (start_again_with_cookies(f, c)) {
            return head_for(f, via, c->outcome.url, VIA_NONE);
        }
        end(f, c, REASON_LOOP);
        return false;
    }
    enum reason wall = wall_reason(u, *via);
    if (wall != REASON_NONE) {
        c->outcome.final = c->steps[c->step_count - 2].url;
        end(f, c, wall);
        return false;
    }
    if (take_out(f, u)) {
        *via = VIA_UNWRAP;
        return true;
    }
    if (f->failed) {
        return false;
    }
    if (net_denies(f->net, u)) {
        end(f, c, REASON_DENIED);
    } else if (is_mute_permalink(u)) {
        c->outcome.final = last_url(c);
        end(f, c, REASON_UNVERIFIED);
    } else {
        stand(f, c);
    }
    return false;
}

/* Takes the step to f->target. True: it does not end there, f->target is the next. */
static bool arrive(struct follow *f, struct chain *c, enum via *via)
{
    if (c->step_count > f->options.max_hops) {
        end(f, c, REASON_TOO_MANY_HOPS);
        return false;
    }
    struct url u;
    enum url_status status = url_parse(buffer_slice(&f->target), NULL, &f->url, &u);
    if (f->target.failed || status == URL_NO_MEMORY) {
        f->failed = true;
        return false;
    }
    bool web = status == URL_OK;
    if (!web && status != URL_OTHER_SCHEME) {
        end(f, c, c->step_count ? REASON_MALFORMED_REDIRECT : REASON_MALFORMED);
        return false;
    }
    if (web) {
        url_drop_userinfo(&u, &f->url);
    }
    struct step *step = add_step(f, c, u.href, *via);
    if (!step) {
        return false;
    }
    if (!web) {
        end(f, c, REASON_DENIED);
        return false;
    }
    if (c->jar && !jar_state(c->jar, &step->cookies)) {
        end(f, c, REASON_LOOP); /* no wall needs as much to let somebody in */
        return false;
    }
    return consider(f, c, &u, via);
}

/* --- What the last answer said --- */

/* A URL that was read before: it is one of the web's, or memory ran out. */
static bool read_url(struct follow *f, struct slice url, struct buffer *into, struct url *out)
{
    enum url_status status = url_parse(url, NULL, into, out);
    f->failed = f->failed || status == URL_NO_MEMORY;
    return status == URL_OK;
}

/* Where a deep link is sent to the front page it is as good as gone. What a shortener or a wrapper
 * stood for is only known from the first URL behind them. */
static bool is_sent_home(struct follow *f, const struct chain *c)
{
    struct url from;
    struct url to;
    size_t first = 0;
    while (first + 1 < c->step_count &&
           (c->steps[first + 1].via == VIA_UNWRAP ||
            !read_url(f, c->steps[first].url, &f->other, &from) || host_is_shortener(from.host))) {
        first++;
    }
    for (size_t i = first + 1; i < c->step_count; i++) {
        if (c->steps[i].via != VIA_REDIRECT) {
            return false;
        }
    }
    return first + 1 < c->step_count && read_url(f, last_url(c), &f->url, &to) &&
           verdict_is_sent_home(&from, &to);
}

static void conclude(struct follow *f, struct chain *c, const struct answer *a)
{
    struct outcome *o = &c->outcome;
    enum reason reason = (enum reason)a->reason;
    o->tls = (enum tls_fault)a->tls;
    if (a->status && reason != REASON_MALFORMED_REDIRECT) {
        o->final = last_url(c); /* whatever the answer, it came from there */
    }
    if (reason == REASON_OK) {
        o->title = a->title;
        o->canonical = a->canonical;
        reason = is_sent_home(f, c) ? REASON_REDIRECTED_HOME : REASON_OK;
    }
    if (!f->failed) {
        end(f, c, reason);
    }
}

/* Where the answer leads, with the fragment that a redirect hands on (RFC 9110 section 10.2.2). */
static bool lead_on(struct follow *f, const struct chain *c, const struct answer *a, enum via *via)
{
    head_for(f, via, a->next, (enum via)a->via);
    struct slice here = last_url(c);
    size_t fragment = slice_find(here, '#');
    if (*via == VIA_REDIRECT && slice_find(a->next, '#') == a->next.length &&
        a->next.length + here.length - fragment <= URL_LONGEST) {
        buffer_add(&f->target, slice_skip(here, fragment));
    }
    return true;
}

void chain_walk(struct follow *f, struct chain *c)
{
    enum via via = VIA_NONE;
    bool goes_on = false;
    if (c->step_count == 0) {
        goes_on = head_for(f, &via, c->outcome.url, VIA_NONE);
    } else {
        const struct answer *a = c->steps[c->step_count - 1].answer;
        if (a->next.data && a->reason == REASON_NONE) {
            goes_on = lead_on(f, c, a, &via);
        } else {
            conclude(f, c, a);
        }
    }
    while (goes_on && !f->failed) {
        goes_on = arrive(f, c, &via);
    }
}
