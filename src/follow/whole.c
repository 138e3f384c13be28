#include "follow/whole.h"

#include "follow/fragments.h"
#include "follow/probe.h"

/* Of what is kept for pages that are expected: of one, and in all, about. */
enum { EXPECTED_MOST = 256 << 10, KEPT_MOST = 32 << 20 };

/* --- Answers --- */

/* Marks the answer of a page that is expected, as long as nobody asked for it. */
static void expect(const struct follow *f, struct answer *a)
{
    bool fresh = a && a->state == ANSWER_NEW && !a->expected && f->expected.count;
    if (fresh && f->kept_bytes < KEPT_MOST) {
        a->expected = seen_has(&f->expected, cached_key(&a->cached));
    }
}

/* The answer that a page shares with links; NULL: it does not. */
static struct answer *claim(struct follow *f, struct text *url)
{
    struct answer *a = NULL;
    if (seen_has(&f->expected, url_without_fragment(text_slice(url)))) {
        a = answer_of(&f->answers, url, true);
        expect(f, a);
    }
    bool is_good = a && a->expected && !a->claimed && (a->state != ANSWER_DONE || a->page);
    if (a && !is_good) {
        answer_let_go(a);
        return NULL;
    }
    if (a) {
        a->claimed = true;
    }
    return a;
}

struct answer *whole_answer(struct follow *f, const struct chain *c)
{
    struct text *url = c->steps[c->step_count - 1].text;
    struct slice asked = url_without_fragment(text_slice(url));
    struct answer *on = c->most && !c->jar ? answer_on(&f->answers, asked) : NULL;
    if (c->most && !c->jar && !on && f->expected.count) {
        on = claim(f, url);
    }
    if (on) {
        return on;
    }
    struct answer *a = answer_of(&f->answers, url, !c->jar && !c->most);
    if (!c->jar && !c->most) {
        expect(f, a);
    }
    return a;
}

/* A page that may be compared with another, or that fragments are looked for in, is read further
 * than its head. */
size_t whole_most(const struct follow *f, const struct chain *c, const struct answer *a)
{
    size_t most = f->options.fragments ? FRAGMENT_READS : f->options.probe ? PROBE_READS : 0;
    if (a->expected) {
        return most > EXPECTED_MOST ? most : EXPECTED_MOST;
    }
    return c->most ? c->most : most;
}

struct answer *whole_instead(struct follow *f, struct chain *c, const struct answer *a)
{
    bool came = a->state == ANSWER_DONE && a->reason == REASON_OK;
    if (!c->most || c->jar || !a->expected || a->page || !came) {
        return NULL;
    }
    struct step *step = &c->steps[c->step_count - 1];
    struct answer *own = answer_of(&f->answers, step->text, false);
    f->failed = f->failed || !own;
    if (own) {
        answer_let_go(step->answer);
        step->answer = own;
    }
    return own;
}

/* --- What was kept --- */

static size_t size_of(const struct exchange *x)
{
    return x->whole.length + x->head.length;
}

/* Takes what was kept for an answer; NULL: nothing was. */
static struct exchange *take(struct answer *a)
{
    struct exchange *x = a->page;
    if (x) {
        LIST_REMOVE(a, kept);
        a->keeper->kept_bytes -= size_of(x);
        a->page = NULL;
    }
    return x;
}

void whole_forget(struct answer *a)
{
    struct exchange *x = take(a);
    if (x) {
        net_release(a->keeper->net, x);
    }
}

void whole_forget_all(struct follow *f)
{
    struct answer *a;
    LIST_FOREACH(a, &f->kept, kept)
    {
        a->page = NULL;
    }
    LIST_INIT(&f->kept);
}

void whole_put_away(struct follow *f, struct chain *c)
{
    if (c->page) {
        net_release(f->net, c->page);
        c->page = NULL;
    }
}

void whole_share(struct follow *f, struct chain *c)
{
    bool is_page = c->most > 0;
    for (size_t i = 0; is_page && i < c->step_count; i++) {
        struct answer *a = c->steps[i].answer;
        if (a && !c->page && i + 1 == c->step_count) {
            c->page = take(a);
        }
        bool shares = a && !c->jar && a->state == ANSWER_DONE;
        f->failed = f->failed || (shares && !answer_share(a));
    }
}

/* What is not all of a page, or is large, it asks for itself. */
static bool keep_expected(struct follow *f, struct answer *a, struct exchange *x)
{
    whole_forget(a); /* what came to another face */
    if (x->cut || size_of(x) > EXPECTED_MOST || f->kept_bytes >= KEPT_MOST) {
        return false;
    }
    a->page = x;
    a->keeper = f;
    f->kept_bytes += size_of(x);
    LIST_INSERT_HEAD(&f->kept, a, kept);
    return true;
}

bool whole_keep(struct follow *f, struct answer *a, struct exchange *x)
{
    struct chain *c = STAILQ_FIRST(&a->waiting);
    bool good = x->fault == FAULT_NONE && x->status / 100 == 2;
    if (!c || !good || a->state != ANSWER_DONE || a->reason != REASON_OK) {
        return false;
    }
    if (a->expected) {
        return keep_expected(f, a, x);
    }
    if (!c->most) {
        return false;
    }
    whole_put_away(f, c); /* what came to another face */
    c->page = x;
    return true;
}
