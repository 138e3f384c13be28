#include "describe/archive.h"

#include "base/time.h"
#include "describe/quota.h"
#include "describe/redirect.h"
#include "describe/remembered.h"
#include "describe/search.h"
#include "describe/tree.h"

#include <stdlib.h>

enum {
    LOOKUPS_MOST = 8 << 20,   /* bytes of what is remembered though nobody holds it */
    REFUSAL_MS = 60000,       /* that an archive wants when it refuses and names no time */
    PAGE_MOST = 4 << 20,      /* bytes of a copy that is read */
    AVAILABLE_A_MINUTE = 120, /* how often each is asked; the archive allows 30 and 600 */
    CDX_A_MINUTE = 24,
    PLAY_A_MINUTE = 600
};

/* A lookup under way. */
struct search_under_way {
    struct search search; /* its first member: lookup->search */
    LIST_ENTRY(search_under_way) entry;
    struct text *url; /* that is asked; held. NULL: none is */
    int64_t spent;    /* of the time limit */
};

struct archives {
    struct archives_options options;
    struct net *net;
    struct cache cache;
    struct cache_table lookups;
    LIST_HEAD(, search_under_way) searches;
    STAILQ_HEAD(, lookup) ended;
    struct quota quotas[STEP_DONE]; /* by step; without a `most` there is no limit */
    bool failed;                    /* memory ran out */
};

/* --- The table --- */

static void release(struct cached *cached)
{
    struct lookup *l = (struct lookup *)cached; /* its first member */
    arena_free(&l->said);
    free(l);
}

static size_t size_of(const struct cached *cached)
{
    const struct lookup *l = (const struct lookup *)cached;
    return CACHED_BESIDES + sizeof *l + (size_t)cached->key->length * 2 + l->told.text.length;
}

static const struct cached_kind kind = { .free = release, .size = size_of };

struct archives *archives_open(const struct archives_options *options, struct net *net)
{
    struct archives *a = calloc(1, sizeof *a);
    if (!a) {
        return NULL;
    }
    a->options = *options;
    a->net = net;
    a->quotas[STEP_AVAILABLE].most = AVAILABLE_A_MINUTE;
    a->quotas[STEP_CDX].most = CDX_A_MINUTE;
    a->quotas[STEP_PLAY].most = PLAY_A_MINUTE;
    cache_open(&a->cache, LOOKUPS_MOST);
    cache_table_open(&a->lookups, &a->cache, &kind);
    LIST_INIT(&a->searches);
    STAILQ_INIT(&a->ended);
    return a;
}

bool archives_check(const struct archives_options *options, struct buffer *why)
{
    bool good = true;
    for (const char *const *gate = options->timegates; gate && *gate && good; gate++) {
        struct buffer text = BUFFER(URL_MOST);
        struct url u;
        good = url_parse(slice_from(*gate), NULL, &text, &u) == URL_OK && !u.userinfo.data;
        if (!good && !text.no_memory) {
            buffer_printf(
                why, "--timegate %s: give an http(s) URL, as in https://example.org/gate/", *gate);
        }
        why->failed = why->failed || text.no_memory;
        buffer_free(&text);
    }
    return good;
}

static void end_search(struct search_under_way *s)
{
    LIST_REMOVE(s, entry);
    text_let_go(s->url);
    free(s);
}

void archives_close(struct archives *a)
{
    if (!a) {
        return;
    }
    struct search_under_way *s = LIST_FIRST(&a->searches);
    while (s) {
        struct search_under_way *after = LIST_NEXT(s, entry);
        end_search(s);
        s = after;
    }
    cache_table_close(&a->lookups);
    free(a);
}

void lookup_let_go(struct lookup *l)
{
    if (l) {
        cache_let_go(&l->cached, l->done);
    }
}

/* --- Asking --- */

/* Redirects that were kept are played, too. */
static struct quota *quota_of(struct archives *a, enum step step)
{
    struct quota *q = &a->quotas[step == STEP_MOVED ? STEP_PLAY : step];
    return q->most ? q : NULL;
}

static void ask(struct archives *a, struct search_under_way *s)
{
    struct quota *quota = s->search.moves ? NULL : quota_of(a, s->search.step);
    struct ask ask = { .url = text_slice(s->url),
                       .budget_ms = a->options.timeout_ms - s->spent,
                       .most = PAGE_MOST,
                       .any = true,
                       .datetime = search_datetime(&s->search),
                       .not_before = quota ? quota_take(quota, time_tick_ms()) : 0,
                       .refusal_ms = REFUSAL_MS,
                       .asker = a,
                       .tag = s };
    a->failed = a->failed || !net_ask(a->net, &ask);
}

/* The URL of the present step, held. NULL: there is none, or memory ran out. */
static struct text *url_of(struct archives *a, const struct search *s)
{
    struct buffer built = BUFFER(URL_MOST);
    struct buffer text = BUFFER(URL_MOST);
    struct text *kept = NULL;
    struct url u;
    if (search_url(s, &built) && url_parse(buffer_slice(&built), NULL, &text, &u) == URL_OK &&
        !u.userinfo.data && u.href.length <= URL_LONGEST) {
        kept = text_new(url_without_fragment(u.href));
        a->failed = a->failed || !kept;
    }
    a->failed = a->failed || built.no_memory || text.no_memory;
    buffer_free(&built);
    buffer_free(&text);
    return kept;
}

static const char copies[] = "copy"; /* the kind of what is remembered */

static bool remember(struct archives *a, struct lookup *l)
{
    const struct remembers *r = a->options.remembers;
    struct slice text;
    bool known = r && r->find(r->of, copies, cached_key(&l->cached), &l->said, &text) &&
                 lookup_read(l, text) && cache_share(&l->cached);
    if (known) {
        cache_hold(&l->cached); /* until it is done */
        STAILQ_INSERT_TAIL(&a->ended, l, entry);
    }
    return known;
}

/* That there is none may change soon, and that nobody told at once. */
static void keep(const struct archives *a, const struct lookup *l)
{
    const struct remembers *r = a->options.remembers;
    struct buffer text = BUFFER(REMEMBERED_MOST);
    const char *why = l->found.reason;
    bool fails = why && (strcmp(why, "rate_limited") == 0 || strcmp(why, "unreachable") == 0);
    enum state state = fails ? STATE_UNSURE : why ? STATE_DEAD : STATE_ALIVE;
    if (r) {
        lookup_write(l, &text);
        if (!text.failed) {
            r->keep(r->of, copies, cached_key(&l->cached), state, buffer_slice(&text));
        }
    }
    buffer_free(&text);
}

const char *archive_endpoint(struct slice source)
{
    return slice_equal(source, SLICE("wayback")) ? "wayback.play" : "timegate";
}

static void settle(struct archives *a, struct search_under_way *s)
{
    struct lookup *l = s->search.lookup;
    l->told.endpoint = archive_endpoint(l->found.source);
    l->search = NULL;
    end_search(s);
    keep(a, l);
    STAILQ_INSERT_TAIL(&a->ended, l, entry);
}

/* Asks for what the present step wants, or ends. */
static void go_on(struct archives *a, struct search_under_way *s)
{
    text_let_go(s->url);
    s->url = NULL;
    while (s->search.step != STEP_DONE && !s->url && !a->failed) {
        s->search.moves = 0;
        s->spent = 0;
        s->url = url_of(a, &s->search);
        if (!s->url && !a->failed) {
            search_take(&s->search, NULL, (struct slice){ 0 });
        }
    }
    a->failed = a->failed || s->search.no_memory;
    if (s->url && !a->failed) {
        ask(a, s);
    } else if (!a->failed) {
        settle(a, s);
    }
}

/* --- A new lookup --- */

static void write_key(const struct wanted_copy *wanted, struct buffer *into)
{
    int64_t near = wanted->near;
    buffer_printf(into, "%llu%s ", near > 0 ? (unsigned long long)near : 0ULL,
                  wanted->post       ? "p"
                  : wanted->is_short ? "s"
                                     : "");
    buffer_add(into, wanted->url);
}

static void copy_wanted(struct search *s, const struct wanted_copy *wanted)
{
    struct arena *arena = &s->lookup->said;
    s->url = arena_copy(arena, wanted->url);
    s->near = wanted->near > 0 ? wanted->near : CAPTURE_LATEST;
    s->is_short = wanted->is_short;
    if (wanted->post) {
        s->post = (struct subject){ .place = wanted->post->place,
                                    .platform = wanted->post->platform,
                                    .kind = wanted->post->kind,
                                    .host = arena_copy(arena, wanted->post->host),
                                    .id = arena_copy(arena, wanted->post->id) };
    }
    s->wayback.source = SLICE("wayback");
}

static bool begin(struct archives *a, struct lookup *l, const struct wanted_copy *wanted)
{
    struct search_under_way *s = calloc(1, sizeof *s);
    if (!s) {
        return false;
    }
    s->search = (struct search){ .options = &a->options, .lookup = l, .step = STEP_AVAILABLE };
    copy_wanted(&s->search, wanted);
    LIST_INSERT_HEAD(&a->searches, s, entry);
    if (l->said.failed || !cache_share(&l->cached)) {
        end_search(s);
        return false;
    }
    cache_hold(&l->cached); /* until it is done */
    go_on(a, s);
    return true;
}

static struct lookup *new_lookup(struct archives *a, struct slice key,
                                 const struct wanted_copy *wanted)
{
    struct text *text = text_new(key);
    struct lookup *l = text ? (struct lookup *)cache_new(&a->lookups, sizeof *l, text) : NULL;
    text_let_go(text);
    if (l && !remember(a, l) && !begin(a, l, wanted)) {
        cache_free(&l->cached);
        l = NULL;
    }
    return l;
}

struct lookup *archives_ask(struct archives *a, const struct wanted_copy *wanted)
{
    struct buffer key = BUFFER(URL_MOST);
    struct lookup *l = NULL;
    write_key(wanted, &key);
    if (!key.failed) {
        l = (struct lookup *)cache_find(&a->lookups, buffer_slice(&key));
        l = l ? l : new_lookup(a, buffer_slice(&key), wanted);
    }
    buffer_free(&key);
    return l;
}

/* --- Answers --- */

/* Goes where an archive sends who asks it. False: nowhere. */
static bool move(struct archives *a, struct search_under_way *s, const struct exchange *x)
{
    bool leads = s->search.moves < REDIRECTS_MOST && s->spent < a->options.timeout_ms &&
                 redirect_take(&s->url, x, &a->failed);
    s->search.moves += leads;
    return leads;
}

void archives_take(struct archives *a, struct exchange *x)
{
    struct search_under_way *s = x->tag;
    struct text *asked = text_hold(s->url); /* which the exchange holds on to */
    s->spent += (int64_t)x->ms + x->waited;
    bool leads = redirect_is(x) && !search_is_kept_redirect(&s->search, x) && move(a, s, x);
    if (!leads && !a->failed) {
        search_take(&s->search, x, text_slice(s->url));
    }
    net_release(a->net, x);
    if (a->failed) {
        text_let_go(asked);
        return;
    }
    if (leads) {
        ask(a, s);
    } else {
        go_on(a, s);
    }
    text_let_go(asked);
}

struct lookup *archives_next(struct archives *a)
{
    struct lookup *l = a->failed ? NULL : STAILQ_FIRST(&a->ended);
    if (l) {
        STAILQ_REMOVE_HEAD(&a->ended, entry);
        l->done = true; /* its own hold is the caller's now */
    }
    return l;
}

bool archives_can_go_on(const struct archives *a)
{
    return a->failed || !STAILQ_EMPTY(&a->ended);
}

bool archives_failed(const struct archives *a)
{
    return a->failed;
}
