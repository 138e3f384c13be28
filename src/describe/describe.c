#include "describe/describe.h"

#include "describe/fields.h"
#include "describe/target.h"

static struct arena *arena_of(const struct account *a)
{
    return &a->c->document->arena;
}

/* --- Which post it is --- */

/* The permalink has the present handle. */
static void take_post(struct account *a)
{
    struct embed *e = a->embed;
    const struct match *m = &a->post.match;
    e->post_id = m->id;
    struct match named = *m;
    named.handle = m->handle.data ? m->handle : e->author.handle;
    if (m->route) {
        e->url = context_built(a->c, match_permalink(&named, &a->c->built));
    }
    bool by_url = m->route != NULL;
    testimony_add(&a->testimony, "post_id", m->id, by_url ? a->post.source : SOURCE_MARKUP, NULL);
    FIELDS_NOTE(a, "post_id", post_id);
    struct slice present = FIELDS_NOTE(a, "url", url);
    if (present.length) {
        testimony_add(&a->testimony, "url", e->url, by_url ? a->post.source : SOURCE_MARKUP, NULL);
        e->url = present;
    }
}

/* "RT @handle: ": the words that follow are another's. */
static bool quotes_all(const struct account *a)
{
    struct slice text = a->embed->text;
    struct slice sign = SLICE("RT @");
    struct slice handle = a->post.handle;
    struct slice rest =
        slice_starts(text, sign) ? slice_skip(text, sign.length) : (struct slice){ 0 };
    return handle.length && rest.length > handle.length &&
           slice_equal_nocase(slice_part(rest, 0, handle.length), handle) &&
           rest.data[handle.length] == ':';
}

static void repost(struct account *a, const struct author *original, struct slice url)
{
    struct embed_more *more = embed_more_of(a->embed, arena_of(a));
    if (more) {
        more->original = (struct author){ arena_copy(arena_of(a), original->name),
                                          arena_copy(arena_of(a), original->handle),
                                          arena_copy(arena_of(a), original->url) };
        more->reposted = arena_copy(arena_of(a), url);
        a->embed->text = (struct slice){ 0 };
        a->embed->text_open = false;
    }
}

/* Of a repost only the original's words are known: they are not its author's. */
static void take_repost(struct account *a)
{
    for (size_t i = 0; i < fields_told_count(a); i++) {
        const struct told *told = fields_told(a, i);
        if (told && (told->reposted.length || told->original.handle.length)) {
            repost(a, &told->original, told->reposted);
            return;
        }
    }
    if (a->own == OWN_FOREIGN && quotes_all(a)) {
        const struct match *m = &a->post.match;
        struct author original = { .handle = a->post.handle };
        original.url = context_built(a->c, place_profile(m->place, m->handle, &a->c->built));
        struct slice url = context_built(a->c, match_permalink(m, &a->c->built));
        repost(a, &original, url);
    }
}

/* --- Where it points to, and what became of it --- */

static void take_target(struct account *a, const struct outcome *led)
{
    struct lead lead = target_find(a->c, a->embed, a->embed->post_id);
    bool leads = lead.lost && led && led->final.length &&
                 !target_is_own(a->c, a->embed, a->embed->post_id, led->final);
    struct slice end = leads ? led->final : lead.end;
    FIELDS_NOTE(a, "target", target);
    const struct link_more *more_of_link = lead.link ? lead.link->more : NULL;
    if (lead.lost && more_of_link && more_of_link->archive) {
        const struct archive *kept = more_of_link->archive;
        testimony_add(&a->testimony, "target", kept->moved_to, SOURCE_ARCHIVE,
                      archive_endpoint(kept->source));
    }
    struct embed_more *more = end.length ? embed_more_of(a->embed, arena_of(a)) : NULL;
    if (more) {
        more->target = end;
    }
}

/* Who shows a post to some people only does not say whether it is there. */
static bool same_state(void *of, struct slice believed, struct slice other)
{
    (void)of;
    struct slice unsure = slice_from(state_word(STATE_UNSURE));
    return slice_equal(believed, other) || slice_equal(believed, unsure) ||
           slice_equal(other, unsure);
}

/* A platform that gives a post in one place and calls it dead in another is at odds with itself. */
static void note_states(struct account *a)
{
    enum reason believed = a->question ? a->question->reason : REASON_NONE;
    for (unsigned pass = 0; pass < 2; pass++) {
        for (size_t i = 0; a->question && i < a->question->told_count; i++) {
            const struct told *told = &a->question->told[i];
            bool in_turn = (told->reason == believed) == (pass == 0);
            if (in_turn && question_is_verdict(told->reason)) {
                const char *word = state_word(reason_state(told->reason));
                testimony_add(&a->testimony, "state", slice_from(word), SOURCE_API, told->endpoint);
            }
        }
    }
    testimony_compare(&a->testimony, "state", same_state, NULL,
                      "the platform's answers differ on whether the post is there");
}

/* Whether no answer, nor the want of one, says anything: then the post's own page is heard. */
static bool is_silent(const struct question *q)
{
    bool silent = true;
    for (size_t i = 0; i < q->told_count; i++) {
        enum reason reason = q->told[i].reason;
        silent = silent && (reason == REASON_NONE || reason == REASON_OFFLINE ||
                            reason == REASON_OUT_OF_TIME);
    }
    return silent;
}

/* Whether a permalink in the post is its own: it may name others', whose pages say nothing of it.
 */
static bool is_page_of(const struct account *a, const struct link *link)
{
    struct post named;
    const struct match *own = &a->post.match;
    return post_read(a->c, link_url(link), &named) && named.match.place == own->place &&
           slice_equal(named.match.id, own->id) &&
           (own->place->hosts || slice_equal(named.match.host, own->host));
}

enum reason describe_judge(const struct account *a, enum reason unasked)
{
    const struct question *q = a->question;
    if (q && !is_silent(q)) {
        return q->reason;
    }
    bool tells = a->own == OWN_POST && !a->post.match.place->mute;
    for (size_t i = 0; tells && i < a->embed->link_count; i++) {
        const struct link *link = post_link(a->c, a->embed, i);
        if (link->kind == LINK_PERMALINK && link_outcome(link) && is_page_of(a, link)) {
            return link_outcome(link)->reason;
        }
    }
    return q ? q->reason : unasked;
}

enum reason describe_end_reason(const struct question *q, enum reason of_page)
{
    bool mute = q->about.place && q->about.place->mute;
    return !is_silent(q) || mute ? q->reason : of_page;
}

/* --- All of it --- */

static void complete(struct account *a, const struct learned *learned, size_t index)
{
    fields_take_author(a);
    if (a->own == OWN_POST) {
        take_post(a);
    }
    fields_take_date(a);
    fields_take_words(a);
    take_repost(a);
    take_target(a, learned->targets ? learned->targets[index] : NULL);
    note_states(a);
    a->embed->reason = describe_judge(a, learned->unasked);
    testimony_keep(&a->testimony, a->embed);
}

/* Most embeds of a large text are of posts that nothing names: an account, which is large, is not
 * even begun for those. */
static void describe_embed(struct context *c, size_t index, const struct learned *learned)
{
    struct post post;
    struct embed *embed = &c->document->embeds[index];
    enum own own = post_of(c, embed, &post);
    if (own == OWN_NONE && learned->unasked == REASON_NONE) {
        return;
    }
    const struct lookup *copy = learned->copies ? learned->copies[index] : NULL;
    struct account a; /* all of it but for the entries of its lists, which are large */
    a.c = c;
    a.testimony.arena = &c->document->arena;
    a.testimony.evidence_count = a.testimony.conflict_count = 0;
    a.embed = embed;
    a.question = learned->questions ? learned->questions[index] : NULL;
    a.copy = copy && copy->told.reason == REASON_OK ? &copy->told : NULL;
    a.own = own;
    a.post = post;
    complete(&a, learned, index);
}

bool describe_document(struct document *document, const struct learned *learned)
{
    struct context c;
    context_open(&c, document);
    for (size_t i = 0; i < document->embed_count; i++) {
        describe_embed(&c, i, learned);
    }
    context_close(&c);
    return !c.failed && !document->arena.failed;
}

bool describe_unasked(struct document *document)
{
    return describe_document(document, &(struct learned){ .unasked = REASON_NONE });
}

/* --- For asking --- */

bool describe_subject(struct document *d, const struct embed *embed, struct subject *out)
{
    struct context c;
    struct post post;
    context_open(&c, d);
    bool known = post_of(&c, embed, &post) == OWN_POST;
    if (known) {
        post_subject(&c, embed, &post, out);
        out->oembed = post_oembed(&c, embed, &post);
        out->keyed = post_keyed(&c, embed, &post);
    } else {
        known = post_of_registry(&c, embed, out);
    }
    d->arena.failed = d->arena.failed || c.failed;
    context_close(&c);
    return known;
}

bool describe_end(struct slice url, struct arena *arena, struct subject *out)
{
    struct document holder = { .arena = { 0 } };
    struct context c;
    struct post post;
    const struct embed nothing = { .kind = "post" };
    context_open(&c, &holder);
    bool known = post_read(&c, url, &post);
    if (known) {
        post_subject(&c, &nothing, &post, out);
        out->url = arena_copy(arena, out->url);
        out->host = arena_copy(arena, out->host);
        out->account = arena_copy(arena, out->account);
        out->handle = arena_copy(arena, out->handle);
        out->id = arena_copy(arena, out->id);
        out->keyed = arena_copy(arena, post_holds_key(&c, &post, url) ? url : (struct slice){ 0 });
    }
    arena->failed = arena->failed || c.failed || holder.arena.failed;
    context_close(&c);
    arena_free(&holder.arena);
    return known;
}
