/* Where links wait whose host is crowded: as text, a list for each host. So a host that is slow
 * takes little of the room that there is for links under way, however many links it has. */
#include "session/park.h"

#include "base/array.h"
#include "net/net.h"
#include "session/session.h"

#include <stdlib.h>

enum { MOST_BYTES = 32 << 20, OVERHEAD = 16 /* of an allocation */ };

static bool has_name(const void *owner, uint32_t value, struct slice key)
{
    const struct park *p = owner;
    return slice_equal(p->hosts[value]->name, key);
}

void park_open(struct park *p)
{
    map_init(&p->map, has_name, p);
    TAILQ_INIT(&p->asleep);
    TAILQ_INIT(&p->woken);
}

static void free_host(struct parked_host *h)
{
    while (!STAILQ_EMPTY(&h->list)) {
        struct parked *one = STAILQ_FIRST(&h->list);
        STAILQ_REMOVE_HEAD(&h->list, entry);
        free(one);
    }
    free(h);
}

void park_close(struct park *p)
{
    for (size_t i = 0; i < p->host_count; i++) {
        free_host(p->hosts[i]);
    }
    map_free(&p->map);
    free(p->hosts);
}

/* The host of a normalised URL, without its final dot: hosts are crowded by name. */
static struct slice host_of(struct slice url)
{
    size_t start = slice_find(url, ':') + strlen("://");
    struct slice rest = slice_skip(url, start);
    struct slice host = slice_part(rest, 0, slice_find(rest, '/'));
    size_t at = slice_find(host, '@');
    host = at < host.length ? slice_skip(host, at + 1) : host;
    size_t bracket = slice_find(host, ']');
    host.length = bracket < host.length ? bracket + 1 : slice_find(host, ':');
    host.length -= host.length && host.data[host.length - 1] == '.';
    return host;
}

static struct parked_host *find(const struct park *p, struct slice name)
{
    uint32_t place;
    return map_get(&p->map, name, &place) ? p->hosts[place] : NULL;
}

bool park_is_for(const struct lf_session *s, const struct link *link)
{
    struct slice url = link_url(link);
    if (!s->net || s->options.ordered || !url.data || link->skipped != REASON_NONE) {
        return false;
    }
    struct slice host = host_of(url);
    return net_is_crowded(s->net, host) || (s->park.count && find(&s->park, host));
}

/* --- In --- */

static struct parked_host *add_host(struct park *p, struct slice name)
{
    struct parked_host **hosts = array_grow(p->hosts, p->host_count, &p->host_room, sizeof(void *));
    p->hosts = hosts ? hosts : p->hosts;
    struct parked_host *h = hosts ? malloc(sizeof *h + name.length) : NULL;
    if (!h) {
        return NULL;
    }
    *h = (struct parked_host){ .place = (uint32_t)p->host_count };
    h->name = slice_of(memcpy(h + 1, name.data, name.length), name.length);
    STAILQ_INIT(&h->list);
    p->hosts[p->host_count] = h;
    map_get_or_put(&p->map, h->name, h->place);
    if (p->map.failed) {
        p->map.failed = false;
        free(h);
        return NULL;
    }
    p->host_count++;
    TAILQ_INSERT_TAIL(&p->asleep, h, entry);
    return h;
}

static size_t size_of(size_t length)
{
    return sizeof(struct parked) + length + OVERHEAD;
}

lf_status park_add(struct lf_session *s, const struct link *link, struct slice given,
                   uint64_t index)
{
    struct park *p = &s->park;
    struct slice name = host_of(link_url(link));
    if (p->bytes >= MOST_BYTES) {
        return LF_FULL;
    }
    struct parked *one = malloc(sizeof *one + given.length);
    struct parked_host *h = one ? find(p, name) : NULL;
    h = one && !h ? add_host(p, name) : h;
    if (!h) {
        free(one);
        return LF_NO_MEMORY;
    }
    *one = (struct parked){ .index = index, .tag = s->tag, .length = given.length };
    memcpy(one->text, given.data, given.length);
    STAILQ_INSERT_TAIL(&h->list, one, entry);
    p->count++;
    p->bytes += size_of(given.length);
    return LF_OK;
}

/* --- Out --- */

static void wake(struct park *p, struct parked_host *h)
{
    if (!h->woken) {
        h->woken = true;
        TAILQ_REMOVE(&p->asleep, h, entry);
        TAILQ_INSERT_TAIL(&p->woken, h, entry);
    }
}

static void fall_asleep(struct park *p, struct parked_host *h)
{
    h->woken = false;
    TAILQ_REMOVE(&p->woken, h, entry);
    TAILQ_INSERT_TAIL(&p->asleep, h, entry);
}

/* The last host takes its place. */
static void drop_host(struct park *p, struct parked_host *h)
{
    struct parked_host *last = p->hosts[--p->host_count];
    TAILQ_REMOVE(&p->woken, h, entry);
    map_remove(&p->map, h->name);
    if (last != h) {
        map_replace(&p->map, last->name, h->place);
        p->hosts[h->place] = last;
        last->place = h->place;
    }
    free(h);
}

void park_wake(struct lf_session *s, struct slice url)
{
    struct parked_host *h = s->park.count ? find(&s->park, host_of(url)) : NULL;
    if (h) {
        wake(&s->park, h);
    }
}

/* Whoever has all that is open done has nothing to be woken by. */
static void wake_one(struct lf_session *s)
{
    struct parked_host *h = s->open == 0 ? TAILQ_FIRST(&s->park.asleep) : NULL;
    if (h) {
        wake(&s->park, h);
    }
}

/* The first of the hosts that are awake and not crowded; the others fall asleep. */
static struct parked_host *first_awake(struct lf_session *s)
{
    struct parked_host *h = TAILQ_FIRST(&s->park.woken);
    while (h && net_is_crowded(s->net, h->name)) {
        fall_asleep(&s->park, h);
        h = TAILQ_FIRST(&s->park.woken);
    }
    return h;
}

struct parked *park_take(struct lf_session *s)
{
    struct park *p = &s->park;
    if (p->count == 0 || !job_has_room(s, RECORD_LINK)) {
        return NULL;
    }
    wake_one(s);
    struct parked_host *h = first_awake(s);
    if (!h) {
        return NULL;
    }
    struct parked *one = STAILQ_FIRST(&h->list);
    STAILQ_REMOVE_HEAD(&h->list, entry);
    p->count--;
    p->bytes -= size_of(one->length);
    if (STAILQ_EMPTY(&h->list)) {
        drop_host(p, h);
    } else { /* hosts take turns */
        TAILQ_REMOVE(&p->woken, h, entry);
        TAILQ_INSERT_TAIL(&p->woken, h, entry);
    }
    return one;
}

bool park_can_go_on(const struct lf_session *s)
{
    bool awake = !TAILQ_EMPTY(&s->park.woken) || (s->park.count && s->open == 0);
    return awake && job_has_room(s, RECORD_LINK);
}
