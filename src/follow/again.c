#include "follow/again.h"

#include "places/hosts.h"

static const struct step *last_step(const struct chain *c)
{
    return &c->steps[c->step_count - 1];
}

static bool sets_cookies(const struct step *step)
{
    return step->answer && step->answer->sets_cookies;
}

static bool some_step_sets_cookies(const struct chain *c)
{
    bool sets = false;
    for (size_t i = 0; !sets && i < c->step_count; i++) {
        sets = sets_cookies(&c->steps[i]);
    }
    return sets;
}

/* What is set with the refusal itself was of no use to those who came before, and what another site
 * set is not for this one. */
static bool host_set_cookies_before(const struct chain *c)
{
    struct slice host = host_without_form(last_step(c)->url.host);
    bool sets = false;
    for (size_t i = 0; !sets && i + 1 < c->step_count; i++) {
        sets = sets_cookies(&c->steps[i]) &&
               slice_equal(host_without_form(c->steps[i].url.host), host);
    }
    return sets;
}

/* Whether it ends at a page for readers without cookies, which the link did not ask for. */
static bool misses_cookies(const struct chain *c)
{
    struct slice word = SLICE("cookie");
    const struct url *u = &last_step(c)->url;
    struct slice linked = c->outcome.url;
    return slice_find_nocase(linked, word) == linked.length &&
           (slice_find_nocase(u->path, word) < u->path.length ||
            slice_find_nocase(u->query, word) < u->query.length);
}

static bool is_refused(const struct answer *a)
{
    return a->reason == REASON_BLOCKED || a->reason == REASON_CLIENT_ERROR;
}

/* As those who look at their readers do, before they let them in. */
static bool is_shown_for_a_moment(const struct chain *c)
{
    return last_step(c)->answer->reloads && sets_cookies(last_step(c));
}

/* Gives the chain a jar with what was set on its way. */
static bool open_jar(struct follow *f, struct chain *c)
{
    c->jar = jar_open();
    bool good = c->jar != NULL;
    for (size_t i = 0; good && i < c->step_count; i++) {
        const struct answer *a = c->steps[i].answer;
        good = !a || jar_add(c->jar, &c->steps[i].url, a->cookies);
    }
    f->failed = f->failed || !good;
    return good;
}

static bool begin_anew(struct follow *f, struct chain *c)
{
    bool good = open_jar(f, c);
    if (good) {
        chain_clear_steps(c);
    }
    return good;
}

void again_take_cookies(struct follow *f, struct chain *c, const struct url *to)
{
    bool takes = false;
    for (size_t i = 0; !c->jar && !c->probes && !takes && i < c->step_count; i++) {
        const struct answer *a = c->steps[i].answer;
        takes = a && jar_would_send(&c->steps[i].url, a->cookies, to);
    }
    if (takes) {
        open_jar(f, c);
    }
}

bool again_in_loop(struct follow *f, struct chain *c)
{
    return !c->jar && some_step_sets_cookies(c) && begin_anew(f, c);
}

bool again_at_end(struct follow *f, struct chain *c)
{
    bool may_help = (misses_cookies(c) && some_step_sets_cookies(c)) ||
                    (is_refused(last_step(c)->answer) && host_set_cookies_before(c));
    return !c->jar && may_help && begin_anew(f, c);
}

bool again_by_reload(struct follow *f, struct chain *c)
{
    const struct step *last = last_step(c);
    uint64_t cookies;
    bool was_reloaded =
        c->step_count > 1 && slice_equal(c->steps[c->step_count - 2].url.href, last->url.href);
    return is_shown_for_a_moment(c) && !was_reloaded && (c->jar || open_jar(f, c)) &&
           jar_state(c->jar, &cookies) && cookies != last->cookies;
}
