#include "follow/limit.h"

static bool is_same_page(struct slice a, struct slice b)
{
    return slice_equal(url_without_fragment(a), url_without_fragment(b));
}

/* Whether it is the URL of one of the first `count` steps. */
static bool is_among(const struct chain *c, size_t count, struct slice url)
{
    bool is = false;
    for (size_t i = 0; !is && i < count; i++) {
        is = is_same_page(c->steps[i].url.href, url);
    }
    return is;
}

bool limit_was_at(const struct chain *c, struct slice url)
{
    return is_among(c, c->step_count, url);
}

bool limit_goes_round(const struct chain *c)
{
    const struct step *last = &c->steps[c->step_count - 1];
    for (size_t i = 0; i + 1 < c->step_count; i++) {
        if (c->steps[i].cookies == last->cookies &&
            is_same_page(c->steps[i].url.href, last->url.href)) {
            return true;
        }
    }
    return false;
}

bool limit_is_reached(const struct chain *c, unsigned max_hops)
{
    size_t last = c->step_count - 1;
    unsigned asked = 0;
    for (size_t i = 0; i < last; i++) {
        asked += c->steps[i].answer && !is_among(c, i, c->steps[i].url.href);
    }
    return max_hops < FOLLOW_MOST_HOPS && asked > max_hops &&
           !is_among(c, last, c->steps[last].url.href);
}

unsigned limit_of_steps(unsigned max_hops)
{
    return max_hops < FOLLOW_MOST_HOPS ? FOLLOW_MOST_HOPS : max_hops;
}
