/* Pages as inputs: got through the follower, as a link would be followed, and then scanned. */
#include "session/pages.h"

#include "follow/follow.h"
#include "scan/scan.h"
#include "session/feed.h"
#include "session/session.h"
#include "session/settle.h"
#include "session/wanted.h"
#include "syntax/url.h"

/* Memory is bounded by these: only one page at a time may be large. Another that turns out to be is
 * asked for again, in its turn. */
enum { MOST_FETCHED = 16, SMALL_PAGE = 2 << 20, LARGE_PAGE = 64 << 20 };

/* --- No document comes of it --- */

static bool is_media_type(struct slice media)
{
    struct slice rest = media;
    struct slice type = slice_cut(&rest, '/');
    bool is = type.length && rest.length;
    for (size_t i = 0; is && i < type.length; i++) {
        is = ascii_is_alpha(type.data[i]);
    }
    for (size_t i = 0; is && i < rest.length; i++) {
        is = ascii_is_alnum(rest.data[i]) || rest.data[i] == '-' || rest.data[i] == '+' ||
             rest.data[i] == '.';
    }
    return is;
}

/* The type that was stated, or else what nothing is known of (RFC 9110, section 8.3). False: out of
 * memory. */
static bool set_media(struct document *d, struct slice stated)
{
    char *media = arena_alloc(&d->arena, stated.length + 1);
    for (size_t i = 0; media && i < stated.length; i++) {
        media[i] = ascii_lower(stated.data[i]);
    }
    if (media) {
        media[stated.length] = '\0';
    }
    d->media_type = is_media_type(stated) ? media : "application/octet-stream";
    return media != NULL;
}

/* The record says why in two words. */
static lf_status fail(struct lf_session *s, struct job *job, enum reason reason, struct slice media)
{
    job->document.error = reason;
    job->status = set_media(&job->document, media) ? LF_UNREADABLE : LF_NO_MEMORY;
    return session_land(s, job);
}

/* What its chain came to instead. */
static lf_status fail_to_get(struct lf_session *s, struct job *job, const struct outcome *o)
{
    const char *name = job->document.name.data;
    const char *state = state_word(reason_state(o->reason));
    const char *reason = reason_word(o->reason);
    if (o->tls != TLS_NONE) {
        session_fail(&job->error, LF_UNREADABLE, "%s: %s, %s: %s", name, state, reason,
                     tls_word(o->tls));
    } else if (o->status >= 400) {
        session_fail(&job->error, LF_UNREADABLE, "%s: %s, %s: HTTP status %d", name, state, reason,
                     o->status);
    } else {
        session_fail(&job->error, LF_UNREADABLE, "%s: %s, %s", name, state, reason);
    }
    return fail(s, job, o->reason, (struct slice){ 0 });
}

/* --- A document --- */

/* Notes where the page was got. False: out of memory. */
static bool note_place(struct document *d, const struct outcome *o, const struct exchange *x)
{
    struct slice url = url_without_fragment(o->final);
    d->url = url.length ? arena_copy(&d->arena, url) : url;
    d->got = x && x->began ? x->began : o->attempts ? o->checked_at : 0;
    d->truncated = x ? x->cut : NULL;
    return !d->arena.failed;
}

/* A part of a page is not the page. */
static lf_status refuse_part(struct lf_session *s, struct job *job, const struct exchange *x)
{
    bool large = strcmp(x->cut, "limit") == 0;
    session_fail(&job->error, LF_UNREADABLE, "%s: %s", job->document.name.data,
                 large ? "is larger than 64 MiB, the most that is written back"
                       : "only a part of it came: it is not written back");
    return fail(s, job, REASON_OK, x->says.media);
}

static lf_status scan_page(struct lf_session *s, struct job *job, const struct exchange *x)
{
    struct document *d = &job->document;
    struct slice media = x->says.media;
    if (!http_may_be_text(&x->says)) {
        session_fail(&job->error, LF_UNREADABLE, "%s: it is sent as %.*s, not as text",
                     d->name.data, (int)media.length, media.data);
        return fail(s, job, REASON_OK, media);
    }
    struct feed feed = { .bytes = x->whole,
                         .fd = -1,
                         .threads = job->threads,
                         .room = &s->room,
                         .error = &job->error,
                         .media = media,
                         .charset = x->says.charset,
                         .base = d->url };
    bool is_article = job->article.counted > 0;
    if (is_article && x->cut) {
        return refuse_part(s, job, x);
    }
    job->status = is_article && !articles_keep(s, job, &feed) ? LF_NO_MEMORY : LF_OK;
    job->status = job->status == LF_OK ? feed_scan(s, &feed, d) : job->status;
    return job->status == LF_UNREADABLE ? fail(s, job, REASON_OK, media) : session_land(s, job);
}

/* --- Getting pages --- */

static lf_status fetch(struct lf_session *s, struct job *job)
{
    struct pages *pages = &s->pages;
    TAILQ_REMOVE(&pages->queue, job, entry);
    size_t most = pages->large ? SMALL_PAGE : LARGE_PAGE;
    job->page = follow_page(s->follow, link_url(&job->link), most);
    lf_status status = job->page ? settle_wait(s, job, job->page) : LF_NO_MEMORY;
    if (status != LF_OK) {
        job_drop(s, job);
        return status;
    }
    pages->large = pages->large ? pages->large : job;
    pages->fetched++;
    return LF_OK;
}

/* Has those asked for that may be now. */
static lf_status fetch_some(struct lf_session *s)
{
    struct pages *pages = &s->pages;
    lf_status status = LF_OK;
    struct job *job = TAILQ_FIRST(&pages->queue);
    while (job && pages->fetched < MOST_FETCHED && status == LF_OK) {
        struct job *after = TAILQ_NEXT(job, entry);
        bool may = !job->is_large || !pages->large;
        status = may ? fetch(s, job) : LF_OK;
        job = after;
    }
    return status;
}

static bool is_too_large(const struct lf_session *s, const struct job *job,
                         const struct exchange *x)
{
    return x && x->cut && strcmp(x->cut, "limit") == 0 && s->pages.large != job;
}

lf_status pages_take(struct lf_session *s, struct job *job)
{
    struct outcome *o = job->page;
    const struct exchange *x = follow_page_got(o);
    struct pages *pages = &s->pages;
    lf_status status = LF_OK;
    job->page = NULL;
    if (is_too_large(s, job, x)) {
        job->is_large = true;
        TAILQ_INSERT_HEAD(&pages->queue, job, entry);
    } else if (!note_place(&job->document, o, x)) {
        job->status = LF_NO_MEMORY;
        status = session_land(s, job);
    } else {
        status = x && o->reason == REASON_OK ? scan_page(s, job, x) : fail_to_get(s, job, o);
    }
    follow_page_put_away(s->follow, o);
    pages->fetched--;
    pages->large = pages->large == job ? NULL : pages->large;
    return status == LF_OK ? fetch_some(s) : status;
}

/* --- Adding --- */

/* The URL is read as one that is followed for itself; what leaves links out leaves no input out. */
static lf_status add(struct lf_session *s, const char *url, unsigned depth, bool is_article)
{
    struct job *job;
    lf_status status = job_begin_document(s, url, &job);
    if (status != LF_OK) {
        return status;
    }
    job->depth = depth;
    if (is_article) {
        articles_expect(s, job);
    }
    if (!scan_url(slice_from(url), &job->link, &job->document.arena)) {
        job_drop(s, job);
        return LF_NO_MEMORY;
    }
    enum reason reason = wanted_unfit(s, &job->link);
    if (reason != REASON_NONE) {
        session_fail(&job->error, LF_UNREADABLE, "%s: %s, %s", url,
                     state_word(reason_state(reason)), reason_word(reason));
        return fail(s, job, reason, (struct slice){ 0 });
    }
    TAILQ_INSERT_TAIL(&s->pages.queue, job, entry);
    return fetch_some(s);
}

lf_status pages_add(struct lf_session *s, const char *url, unsigned depth)
{
    return add(s, url, depth, false);
}

static lf_status add_page(struct lf_session *s, const char *url, bool is_article)
{
    if (s->options.mode == LF_SCAN) {
        return session_fail(&s->error, LF_USAGE,
                            "%s: no page is asked for where nothing is followed", url);
    }
    return is_article && articles_are_full(s) ? LF_FULL : add(s, url, 0, is_article);
}

lf_status lf_add_page(lf_session *s, const char *url)
{
    return session_give(s, add_page(s, url, false));
}

lf_status lf_add_article_page(lf_session *s, const char *url)
{
    return session_give(s, add_page(s, url, true));
}
