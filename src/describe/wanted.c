/* What is to be asked for besides platforms: where a post's lost link led, and copies of what is
 * dead. */
#include "describe/describe.h"
#include "describe/fields.h"
#include "describe/target.h"
#include "places/hosts.h"

/* --- Where a post points to --- */

/* What the answers say of it, or else the copy. A short link is followed where none that is
 * believed more knows better. */
static struct slice told_target(const struct question *question, const struct lookup *copy)
{
    struct slice told = { 0 };
    bool first = true;
    for (size_t i = 0; question && i < question->told_count && !told.length; i++) {
        const struct told *answer = &question->told[i];
        if (answer->reason == REASON_OK) {
            told = first && answer->lead.length ? answer->lead : answer->target;
            first = false;
        }
    }
    return told.length || !copy ? told : copy->told.target;
}

/* Where an archive saw the link lead that is lost now. */
static struct slice moved_target(const struct lead *lead)
{
    const struct link_more *more = lead->link ? lead->link->more : NULL;
    return more && more->archive ? more->archive->moved_to : (struct slice){ 0 };
}

struct slice describe_lead(struct document *d, const struct embed *embed,
                           const struct question *question, const struct lookup *copy)
{
    struct context c;
    struct post post;
    context_open(&c, d);
    bool known = post_of(&c, embed, &post) == OWN_POST;
    struct lead lead = target_find(&c, embed, known ? post.match.id : (struct slice){ 0 });
    struct slice told = told_target(question, copy);
    told = told.length ? told : moved_target(&lead);
    d->arena.failed = d->arena.failed || c.failed;
    context_close(&c);
    return lead.lost ? told : (struct slice){ 0 };
}

/* --- Copies --- */

/* The time for which a copy is wanted: the post's own by its id, or the printed one; else the
 * document's. */
static int64_t time_of(struct context *c, const struct embed *embed)
{
    const struct document *d = c->document;
    struct post post;
    int64_t of_document = d->published.source != SOURCE_NONE ? d->published.ms : d->got;
    int64_t printed = embed && embed->date.source != SOURCE_NONE ? embed->date.ms : 0;
    bool known = embed && post_of(c, embed, &post) == OWN_POST;
    int64_t of_id = known && post.date.source != SOURCE_NONE ? post.date.ms : 0;
    return of_id ? of_id : printed ? printed : of_document;
}

static void want_post(struct wanted_copy *out, const struct subject *post)
{
    out->url = post->url;
    out->post = post->place && post->place->kept ? post : NULL;
}

bool describe_wanted(struct document *d, const struct embed *embed, const struct question *question,
                     struct wanted_copy *out, struct subject *post)
{
    struct context c;
    context_open(&c, d);
    struct account a = { .c = &c, .embed = (struct embed *)embed, .question = question };
    a.own = post_of(&c, embed, &a.post);
    bool wanted = a.own == OWN_POST && reason_state(describe_judge(&a, REASON_NONE)) == STATE_DEAD;
    if (wanted) {
        *out = (struct wanted_copy){ .near = time_of(&c, embed) };
        post_subject(&c, embed, &a.post, post);
        want_post(out, post);
    }
    d->arena.failed = d->arena.failed || c.failed;
    context_close(&c);
    return wanted && out->url.length > 0;
}

/* The first URL of a chain that is no shortener's and wraps no other; or the last of all, which is
 * the shortener's that is gone. */
static struct slice linked_url(struct context *c, const struct outcome *o, bool *is_short)
{
    for (size_t i = 0; i < o->hop_count; i++) {
        struct url u;
        bool wraps = i + 1 < o->hop_count && o->hops[i + 1].via == VIA_UNWRAP;
        if (!wraps && url_parse(o->hops[i].url, NULL, &c->scratch, &u) == URL_OK &&
            !host_is_shortener(u.host)) {
            return o->hops[i].url;
        }
    }
    struct slice last = o->hop_count ? o->hops[o->hop_count - 1].url : o->url;
    struct url u;
    *is_short = url_parse(last, NULL, &c->scratch, &u) == URL_OK && host_is_shortener(u.host);
    return last;
}

bool describe_wanted_link(struct document *d, const struct link *link, struct wanted_copy *out,
                          struct subject *post)
{
    const struct outcome *o = link_outcome(link);
    if (!o || reason_state(o->reason) != STATE_DEAD) {
        return false;
    }
    struct context c;
    context_open(&c, d);
    const struct embed *embed = link->embed >= 0 ? &d->embeds[link->embed] : NULL;
    *out = (struct wanted_copy){ .near = time_of(&c, embed) };
    if (o->final.length && describe_end(o->final, &d->arena, post)) {
        want_post(out, post);
    } else {
        out->url = url_without_fragment(linked_url(&c, o, &out->is_short));
    }
    d->arena.failed = d->arena.failed || c.failed;
    context_close(&c);
    return out->url.length > 0;
}
