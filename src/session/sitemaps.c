/* The pages of a site: those that its sitemaps name become inputs. */
#include "session/sitemaps.h"

#include "follow/follow.h"
#include "follow/local.h"
#include "session/session.h"
#include "syntax/url.h"

#include <stdlib.h>

/* A sitemap that a sitemap of an index names is not taken any further; a site has so many pages. */
enum { DEPTH_MOST = 2, PAGES_MOST = 50000, BYTES_MOST = 16 << 20 };

void sitemaps_open(struct sitemaps *m)
{
    STAILQ_INIT(&m->waiting);
    seen_init(&m->seen);
}

void sitemaps_close(struct sitemaps *m)
{
    while (!STAILQ_EMPTY(&m->waiting)) {
        struct listed *one = STAILQ_FIRST(&m->waiting);
        STAILQ_REMOVE_HEAD(&m->waiting, entry);
        free(one);
    }
    seen_free(&m->seen);
}

/* The host and the port of a URL, in a buffer of their own. False: it is none of the web's. */
static bool read_site(struct slice url, struct buffer *into, struct slice *site)
{
    struct buffer parsed = BUFFER(URL_MOST);
    struct url u;
    bool good = url_parse(url, NULL, &parsed, &u) == URL_OK;
    buffer_reset(into);
    if (good) {
        buffer_add(into, u.host);
        buffer_add(into, u.port);
    }
    into->no_memory |= parsed.no_memory;
    buffer_free(&parsed);
    *site = buffer_slice(into);
    return good;
}

static bool list(struct lf_session *s, const struct job *of, struct slice url)
{
    struct sitemaps *m = &s->sitemaps;
    bool fresh;
    url = url_without_fragment(url);
    if (!seen_add(&m->seen, url, &fresh)) {
        return false;
    }
    if (!fresh || m->count >= PAGES_MOST || m->bytes + url.length > BYTES_MOST) {
        return true;
    }
    struct listed *one = malloc(sizeof *one + url.length + 1);
    if (!one || !follow_expect(s->follow, url)) {
        free(one);
        return false;
    }
    one->depth = of->depth + 1;
    one->tag = of->record.tag;
    memcpy(one->url, url.data, url.length);
    one->url[url.length] = '\0';
    STAILQ_INSERT_TAIL(&m->waiting, one, entry);
    m->count++;
    m->bytes += url.length;
    return true;
}

/* A link to a page of the sitemap's own site, which is not looked up in files. */
static bool is_of_site(struct lf_session *s, const struct link *link, struct slice site,
                       struct buffer *scratch)
{
    struct slice other;
    bool sound = !link->truncated && !link->malformed && link_url(link).data;
    bool is_file = sound && s->locals.local &&
                   local_published(s->locals.local, link_url(link), &s->locals.reference);
    return sound && !is_file && read_site(link_url(link), scratch, &other) &&
           slice_equal(site, other);
}

/* The site is that of the sitemap, or, of a file, that of the first page it names. */
bool sitemaps_list(struct lf_session *s, const struct job *job)
{
    const struct document *d = &job->document;
    struct buffer own = BUFFER(URL_MOST);
    struct buffer scratch = BUFFER(URL_MOST);
    struct slice site = { 0 };
    bool good = true;
    if (!d->is_sitemap || !s->follow || job->depth >= DEPTH_MOST || d->link_count == 0) {
        return true;
    }
    if (d->url.data) {
        seen_add(&s->sitemaps.seen, d->url, &(bool){ false }); /* one that names itself */
    }
    bool has_site = read_site(d->url.data ? d->url : link_url(&d->links[0]), &own, &site);
    for (size_t i = 0; has_site && good && i < d->link_count; i++) {
        if (is_of_site(s, &d->links[i], site, &scratch)) {
            good = list(s, job, link_url(&d->links[i]));
        }
    }
    good = good && !own.no_memory && !scratch.no_memory && !s->locals.reference.no_memory;
    buffer_free(&own);
    buffer_free(&scratch);
    return good;
}

bool sitemaps_can_go_on(const struct lf_session *s)
{
    return !STAILQ_EMPTY(&s->sitemaps.waiting) && !job_next(s) && job_has_room(s, RECORD_DOCUMENT);
}

lf_status sitemaps_go_on(struct lf_session *s)
{
    struct listed *one = STAILQ_FIRST(&s->sitemaps.waiting);
    void *tag = s->tag;
    s->tag = one->tag;
    lf_status status = pages_add(s, one->url, one->depth);
    s->tag = tag;
    if (status != LF_FULL) {
        STAILQ_REMOVE_HEAD(&s->sitemaps.waiting, entry);
        free(one);
    }
    return status == LF_FULL ? LF_OK : status;
}
