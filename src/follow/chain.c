#include "follow/chain.h"

#include "base/array.h"
#include "follow/again.h"
#include "follow/fragments.h"
#include "follow/judge.h"
#include "follow/limit.h"
#include "follow/outcome.h"
#include "follow/probe.h"
#include "follow/shared.h"
#include "follow/verdict.h"
#include "follow/whole.h"
#include "places/place.h"
#include "places/walls.h"

#include <stdlib.h>

/* --- The end of a chain --- */

static void end(struct follow *f, struct chain *c, enum reason reason)
{
    whole_share(f, c);
    if (c->probes) {
        probe_end(f, c, reason);
        chain_clear(c);
        return;
    }
    shared_leave(f, c);
    if (!outcome_write(c, reason)) {
        f->failed = true;
        return;
    }
    if (!c->page) { /* which its jar and answers have to outlive */
        chain_clear(c);
    }
    STAILQ_INSERT_TAIL(&f->ended, c, entry);
}

static struct step *last_step(const struct chain *c)
{
    return &c->steps[c->step_count - 1];
}

/* --- Steps --- */

/* Where a chain goes next. */
struct move {
    struct buffer text; /* a URL */
    enum via via;
};

static bool head_for(struct move *to, struct slice url, enum via via)
{
    buffer_reset(&to->text);
    buffer_add(&to->text, url);
    to->via = via;
    return true;
}

/* The text of the URL that led here; NULL: a part of the last step's did. */
static struct text *led_here(const struct chain *c)
{
    const struct answer *before = c->step_count ? last_step(c)->answer : NULL;
    return before ? before->led : c->step_count ? NULL : c->cached.key;
}

/* Has the step's URL last as long as the step. False: out of memory. */
static bool keep_url(struct step *step, struct text *at_hand)
{
    struct slice url = step->url.href;
    bool is_same = at_hand && slice_equal(text_slice(at_hand), url);
    step->text = is_same ? text_hold(at_hand) : text_new(url);
    if (step->text) {
        url_move(&step->url, text_slice(step->text));
    }
    return step->text != NULL;
}

static struct step *add_step(struct follow *f, struct chain *c, struct url url, enum via via)
{
    struct step step = { .url = url, .via = via };
    struct step *steps = array_grow(c->steps, c->step_count, &c->step_room, sizeof *steps);
    c->steps = steps ? steps : c->steps;
    if (!steps || !keep_url(&step, led_here(c))) {
        f->failed = true;
        return NULL;
    }
    c->steps[c->step_count] = step;
    return &c->steps[c->step_count++];
}

/* --- Standing at a URL --- */

static bool is_mute_permalink(const struct url *u)
{
    struct match match;
    return place_match(u, &match) && match.place->mute;
}

/* Sent to a wall, what was linked has not been seen: the last URL before it is where we got. */
static enum wall find_wall(const struct url *u, enum via via)
{
    return via == VIA_NONE || via == VIA_UNWRAP ? WALL_NONE : wall_at(u);
}

/* --- Waiting for an answer --- */

static void ask(struct follow *f, const struct chain *c, struct answer *a, int64_t budget,
                enum face face)
{
    struct ask ask = { .url = cached_key(&a->cached),
                       .budget_ms = budget,
                       .jar = last_step(c)->cookies == JAR_FULL ? NULL : c->jar,
                       .most = whole_most(f, c, a),
                       .face = face,
                       .ahead = c->step_count > 1,
                       .robots = true,
                       .asker = f,
                       .tag = a };
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
    int64_t budget = c->timeout_ms - c->spent;
    if (a->state == ANSWER_DONE && !was_cut_short(a, budget)) {
        STAILQ_INSERT_TAIL(&f->moving, c, entry);
        return;
    }
    STAILQ_INSERT_TAIL(&a->waiting, c, entry);
    if (a->state != ANSWER_ASKED) {
        c->joined = 0;
        ask(f, c, a, budget, FACE_OWN);
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
    c->joined = spent;
}

bool chain_show(struct follow *f, struct answer *a, const struct exchange *x, enum face face)
{
    int64_t budget = 0;
    struct chain *c;
    STAILQ_FOREACH(c, &a->waiting, entry)
    {
        charge(c, x);
        int64_t left = c->timeout_ms - c->spent;
        budget = left > budget ? left : budget;
    }
    if (budget == 0) {
        return false;
    }
    STAILQ_FOREACH(c, &a->waiting, entry)
    {
        c->joined = 0;
    }
    /* Of an answer with a jar, or of a page, which is not shared, one chain alone waits. */
    ask(f, STAILQ_FIRST(&a->waiting), a, budget, face);
    return true;
}

void chain_wake(struct follow *f, struct answer *a, const struct exchange *x)
{
    struct chain_list waiting = STAILQ_HEAD_INITIALIZER(waiting);
    STAILQ_CONCAT(&waiting, &a->waiting);
    struct chain *c = STAILQ_FIRST(&waiting);
    while (c && !f->failed) {
        struct chain *after = STAILQ_NEXT(c, entry);
        if (x->fault == FAULT_OUT_OF_TIME && a->state != ANSWER_DONE) {
            end(f, c, REASON_OUT_OF_TIME);
        } else {
            charge(c, x);
            struct answer *own = whole_instead(f, c, a);
            await(f, c, own ? own : a);
        }
        c = after;
    }
}

/* The chain has no right to ask for the URL at which it stands. Whoever goes on from there knows
 * nothing of the way to it, so what needs no answer is told now. */
static void cut(struct follow *f, struct chain *c)
{
    struct judgement judged = judge_unasked(c, &f->failed);
    if (judged.reason != REASON_NONE) {
        c->outcome.final = c->steps[judged.last].url.href;
    }
    end(f, c, judged.reason != REASON_NONE ? judged.reason : REASON_HOP_LIMIT);
}

static void stand(struct follow *f, struct chain *c)
{
    if (limit_is_reached(c, f->options.max_hops)) {
        cut(f, c);
        return;
    }
    struct answer *a = whole_answer(f, c);
    if (!a) {
        f->failed = true;
        return;
    }
    last_step(c)->answer = a;
    shared_join(f, c);
    bool is_late = c->timeout_ms - c->spent <= 0;
    if (a->state != ANSWER_DONE && is_late && !net_recalls(f->net, &last_step(c)->url)) {
        end(f, c, REASON_TIMEOUT);
        return;
    }
    await(f, c, a);
}

/* --- Where to go next --- */

/* Takes a wrapper's target out of its URL; false where there is none to go to. */
static bool take_out(struct follow *f, const struct url *u, struct move *to)
{
    buffer_reset(&to->text);
    bool wraps = unwrap(u, &to->text);
    f->failed = f->failed || to->text.failed;
    if (!wraps || f->failed) {
        return false;
    }
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url target;
    enum url_status status = url_parse(buffer_slice(&to->text), NULL, &text, &target);
    f->failed = f->failed || status == URL_NO_MEMORY;
    if (status == URL_OK) {
        head_for(to, target.href, VIA_UNWRAP);
    }
    to->via = VIA_UNWRAP;
    buffer_free(&text);
    return status == URL_OK || status == URL_OTHER_SCHEME;
}

/* A question for consent that says what it is about does not stand in our way, unless it is asked
 * again. */
static bool pass_wall(struct follow *f, const struct chain *c, enum wall wall, struct move *to)
{
    return wall == WALL_ROBOTS && take_out(f, &last_step(c)->url, to) &&
           !limit_was_at(c, buffer_slice(&to->text));
}

/* Decides about the URL at which the chain's last step stands. True: it goes on, *to says where.
 */
static bool consider(struct follow *f, struct chain *c, struct move *to)
{
    const struct url *u = &last_step(c)->url;
    if (limit_goes_round(c)) {
        if (again_in_loop(f, c)) {
            return head_for(to, c->outcome.url, VIA_NONE);
        }
        end(f, c, REASON_LOOP);
        return false;
    }
    enum wall wall = find_wall(u, to->via);
    if (wall != WALL_NONE) {
        if (pass_wall(f, c, wall, to)) {
            return true;
        }
        c->outcome.final = c->steps[c->step_count - 2].url.href;
        end(f, c, verdict_of_wall(wall));
    } else if (take_out(f, u, to)) {
        return true;
    } else if (f->failed) {
        return false;
    } else if (net_denies(f->net, u) || (to->via != VIA_NONE && url_port_is_bad(u))) {
        end(f, c, REASON_DENIED);
    } else if (is_mute_permalink(u)) {
        c->outcome.final = u->href;
        end(f, c, REASON_UNVERIFIED);
    } else {
        stand(f, c);
    }
    return false;
}

/* Takes the step to a URL of the web. */
static bool arrive(struct follow *f, struct chain *c, const struct url *u, struct move *to)
{
    again_take_cookies(f, c, u);
    struct step *step = add_step(f, c, *u, to->via);
    if (!step) {
        return false;
    }
    if (c->jar && !jar_state(c->jar, &step->cookies)) {
        step->cookies = JAR_FULL; /* no wall needs as much to let somebody in: it stays at home */
    }
    return consider(f, c, to);
}

/* What a chain ends with that is led to what is no URL of the web. */
static void end_outside(struct follow *f, struct chain *c, const struct url *u,
                        enum url_status status, enum via via)
{
    if (status != URL_OTHER_SCHEME) {
        end(f, c, c->step_count ? REASON_MALFORMED_REDIRECT : REASON_MALFORMED);
    } else if (add_step(f, c, *u, via)) {
        end(f, c, REASON_DENIED);
    }
}

/* As Chromium has it: the URL Standard leaves a bar in a path as it is. */
static enum url_status parse_step(struct slice input, struct buffer *text, struct url *u)
{
    enum url_status status = url_parse(input, NULL, text, u);
    if (status != URL_OK || slice_find(u->path, '|') == u->path.length) {
        return status;
    }
    struct buffer escaped = BUFFER(URL_MOST + 1);
    struct slice end = slice_skip(u->href, (size_t)(u->path.data - u->href.data) + u->path.length);
    for (const char *at = u->href.data; at < end.data; at++) {
        buffer_add(&escaped, *at == '|' ? SLICE("%7C") : slice_of(at, 1));
    }
    buffer_add(&escaped, end);
    bool whole = !escaped.failed;
    status = whole               ? url_parse(buffer_slice(&escaped), NULL, text, u)
             : escaped.no_memory ? URL_NO_MEMORY
                                 : URL_TOO_LONG;
    buffer_free(&escaped);
    return status;
}

/* Takes the next step. True: it does not end there, *to says where it goes on. */
static bool go(struct follow *f, struct chain *c, struct move *to)
{
    if (c->step_count > (c->probes ? PROBE_HOPS : limit_of_steps(f->options.max_hops))) {
        end(f, c, REASON_TOO_MANY_HOPS);
        return false;
    }
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url u = { .href = { 0 } };
    bool goes_on = false;
    enum url_status status = parse_step(buffer_slice(&to->text), &text, &u);
    if (to->text.failed || status == URL_NO_MEMORY) {
        f->failed = true;
    } else if (status == URL_OK) {
        url_drop_userinfo(&u, &text);
        goes_on = arrive(f, c, &u, to);
    } else {
        end_outside(f, c, &u, status, to->via);
    }
    buffer_free(&text);
    return goes_on;
}

/* --- What the last answer said --- */

/* Whether the page has nothing that the URL's fragment names, as far as that is known. */
static bool misses_fragment(struct follow *f, const struct chain *c, const struct answer *a)
{
    struct slice fragment = last_step(c)->url.fragment;
    if (!a->names || fragment.length < 2) {
        return false;
    }
    enum fragment_state state = fragment_find(a->names, slice_skip(fragment, 1));
    f->failed = f->failed || state == FRAGMENT_NO_MEMORY;
    return state == FRAGMENT_MISSING;
}

/* A fragment that was linked is not replaced by one that a page gives itself where there is none.
 */
static bool has_address(const struct chain *c, const struct answer *a)
{
    struct slice without = slice_part(a->address, 0, slice_find(a->address, '#'));
    const struct url *u = &last_step(c)->url;
    return a->address.data &&
           !(u->fragment.data && slice_equal(without, url_without_fragment(u->href)));
}

static void conclude(struct follow *f, struct chain *c, const struct answer *a)
{
    struct outcome *o = &c->outcome;
    struct judgement judged = judge_chain(c, &f->failed);
    if (!probe_settle(f, c, &judged.reason) || !shared_settle(f, c, &judged.reason)) {
        return;
    }
    bool before_wall = judged.last + 1 < c->step_count;
    if (judged.reason == REASON_OK && misses_fragment(f, c, a)) {
        judged.reason = REASON_MISSED_FRAGMENT;
    }
    if (before_wall || (a->status && (a->stays || judged.reason != REASON_MALFORMED_REDIRECT))) {
        o->final = c->steps[judged.last].url.href; /* whatever the answer, it came from there */
    }
    if (!before_wall && judged.reason == REASON_OK && has_address(c, a)) {
        o->final = a->address;
    }
    if (!before_wall) {
        o->tls = (enum tls_fault)a->tls;
        o->title = a->title;
        o->canonical = a->canonical;
        o->oembed = a->oembed;
    }
    end(f, c, judged.reason);
}

/* Where the answer leads, with the fragment that a redirect hands on (RFC 9110 section 10.2.2). */
static void lead_on(const struct chain *c, const struct answer *a, struct move *to)
{
    struct slice fragment = last_step(c)->url.fragment;
    head_for(to, a->next, (enum via)a->via);
    if (to->via == VIA_REDIRECT && fragment.length > 1 &&
        slice_find(a->next, '#') == a->next.length &&
        a->next.length + fragment.length <= URL_LONGEST) {
        buffer_add(&to->text, fragment);
    }
}

void chain_walk(struct follow *f, struct chain *c)
{
    struct move to = { .text = BUFFER(URL_MOST + 1) };
    const struct answer *a = c->step_count ? last_step(c)->answer : NULL;
    bool goes_on = true;
    bool leads = a && a->next.data && a->reason == REASON_NONE;
    bool again = a && !leads && again_at_end(f, c);
    if (!a || again) {
        head_for(&to, c->outcome.url, VIA_NONE);
    } else if (leads) {
        lead_on(c, a, &to);
    } else if (again_by_reload(f, c)) {
        head_for(&to, last_step(c)->url.href, VIA_REFRESH);
    } else {
        conclude(f, c, a);
        goes_on = false;
    }
    while (goes_on && !f->failed) {
        goes_on = go(f, c, &to);
    }
    buffer_free(&to.text);
}
