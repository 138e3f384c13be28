#include "describe/query.h"

#include "describe/asked.h"
#include "describe/reader.h"
#include "describe/redirect.h"
#include "describe/remembered.h"

#include <stdlib.h>

/* --- The table --- */

static void release(struct cached *cached)
{
    struct question *q = (struct question *)cached; /* its first member */
    arena_free(&q->said);
    free(q);
}

static size_t size_of(const struct cached *cached)
{
    const struct question *q = (const struct question *)cached;
    return CACHED_BESIDES + sizeof *q + cached->key->length + q->size;
}

static const struct cached_kind kind = { .free = release, .size = size_of };

struct describer *describer_open(const struct describer_options *options, struct net *net)
{
    struct describer *d = calloc(1, sizeof *d);
    if (!d) {
        return NULL;
    }
    d->options = *options;
    d->net = net;
    cache_open(&d->cache, options->memory ? options->memory : DESCRIBER_MEMORY);
    cache_table_open(&d->questions, &d->cache, &kind);
    accounts_open(&d->accounts, &d->cache);
    LIST_INIT(&d->queries);
    STAILQ_INIT(&d->ended);
    return d;
}

static void free_query(struct query *q)
{
    account_let_go(q->account);
    text_let_go(q->url);
    free(q);
}

static void end_query(struct query *q)
{
    LIST_REMOVE(q, entry);
    free_query(q);
}

void describer_close(struct describer *d)
{
    if (!d) {
        return;
    }
    struct query *q = LIST_FIRST(&d->queries);
    while (q) {
        struct query *after = LIST_NEXT(q, entry);
        free_query(q);
        q = after;
    }
    cache_table_close(&d->accounts);
    cache_table_close(&d->questions);
    free(d);
}

void question_let_go(struct question *q)
{
    if (q) {
        cache_let_go(&q->cached, q->done);
    }
}

/* --- Asking --- */

bool describer_can_ask(const struct describer *d, const struct subject *about)
{
    bool can = false;
    for (const struct endpoint *e = asked_rows(about); e->name && !can; e++) {
        can = asked_is(&d->options, e, about);
    }
    return can && (about->id.length || about->url.length);
}

/* Whether a row before it has its name: then that one asks on by itself. */
static bool is_later(const struct endpoint *first, const struct endpoint *e)
{
    return e > first && strcmp(e[-1].name, e->name) == 0;
}

static void put_question(struct describer *d, struct query *q)
{
    struct ask ask = { .url = text_slice(q->url),
                       .budget_ms = d->options.timeout_ms - q->spent,
                       .most = TREE_MOST,
                       .any = true,
                       .asker = d,
                       .tag = q };
    d->failed = d->failed || !net_ask(d->net, &ask);
}

/* The endpoint's row whose answers are read so; NULL: it has none. */
static const struct endpoint *row_with(const struct query *q, enum answer_form form)
{
    const struct endpoint *e = asked_rows(&q->question->about);
    while (e->name && (e->reading != form || strcmp(e->name, q->endpoint->name) != 0)) {
        e++;
    }
    return e->name ? e : NULL;
}

/* Asks the same endpoint for what its answer says it is to be asked for. False: it cannot be. */
static bool ask_on(struct describer *d, struct query *q, enum answer_form next)
{
    const struct endpoint *e = row_with(q, next);
    struct text *url =
        e ? asked_url(&d->options, e, &q->question->about, q->did, &d->failed) : NULL;
    if (url) {
        text_let_go(q->url);
        q->url = url;
        q->endpoint = e;
        q->spent = 0;
        q->moves = 0;
    }
    return url != NULL;
}

static bool is_of_account(enum answer_form reading)
{
    return reading == READ_HANDLE || reading == READ_PROFILE;
}

/* What follows, once it is known what was asked of an account. False: nothing. */
static bool ask_on_of_account(struct describer *d, struct query *q)
{
    return q->endpoint->reading == READ_HANDLE && q->did.length && ask_on(d, q, READ_POSTS);
}

/* Asks for what the query stands at, unless that is about an account and another asks, or knows.
 * False: the query is over. */
static bool go(struct describer *d, struct query *q)
{
    bool joins = is_of_account(q->endpoint->reading) && q->moves == 0;
    enum account_turn turn = joins ? account_join(d, q) : ACCOUNT_ASKS;
    bool goes_on = turn != ACCOUNT_KNOWN || ask_on_of_account(d, q);
    if (goes_on && turn != ACCOUNT_WAITS && !d->failed) {
        put_question(d, q);
    }
    return goes_on;
}

/* Asks the first row from this one on, of the same name, whose words are known. */
static bool begin(struct describer *d, struct question *q, const struct endpoint *first)
{
    const struct endpoint *e = first;
    struct text *url = asked_url(&d->options, e, &q->about, (struct slice){ 0 }, &d->failed);
    while (!url && !d->failed && e[1].name && strcmp(e[1].name, first->name) == 0) {
        e++;
        url = asked_url(&d->options, e, &q->about, (struct slice){ 0 }, &d->failed);
    }
    struct query *query = url && q->told_count < TOLD_MOST ? calloc(1, sizeof *query) : NULL;
    if (!query) {
        d->failed = d->failed || (url && q->told_count < TOLD_MOST);
        text_let_go(url);
        return false;
    }
    struct told *told = &q->told[q->told_count++];
    *told = (struct told){ .endpoint = e->name };
    *query = (struct query){ .question = q, .endpoint = e, .told = told, .url = url };
    LIST_INSERT_HEAD(&d->queries, query, entry);
    q->open++;
    if (!go(d, query)) {
        end_query(query);
        q->open--;
    }
    return true;
}

static const char posts[] = "post"; /* the kind of what is remembered */

static bool remember(const struct describer *d, struct question *q)
{
    const struct remembers *r = d->options.remembers;
    struct slice text;
    q->is_remembered = r && r->find(r->of, posts, cached_key(&q->cached), &q->said, &text) &&
                       question_read(q, text);
    return q->is_remembered;
}

static void keep(const struct describer *d, const struct question *q)
{
    const struct remembers *r = d->options.remembers;
    struct buffer text = BUFFER(REMEMBERED_MOST);
    if (r && !q->is_remembered) {
        question_write(q, &text);
        if (!text.failed) {
            r->keep(r->of, posts, cached_key(&q->cached), reason_state(q->reason),
                    buffer_slice(&text));
        }
    }
    buffer_free(&text);
}

enum { SIZE_BESIDES = 512 }; /* what an answer takes besides its text, about */

static void settle(struct describer *d, struct question *q)
{
    for (size_t i = 0; q->is_strangers && i < q->told_count; i++) {
        bool gone = q->told[i].reason == REASON_DELETED; /* it has been nowhere but there */
        q->told[i].reason = gone ? REASON_UNVERIFIED : q->told[i].reason;
    }
    q->reason = question_verdict(q->told, q->told_count);
    for (size_t i = 0; i < q->told_count; i++) {
        q->size += q->told[i].text.length + SIZE_BESIDES;
    }
    keep(d, q);
    STAILQ_INSERT_TAIL(&d->ended, q, entry);
}

static bool copy_subject(struct question *q, const struct subject *about)
{
    struct arena *arena = &q->said;
    enum { NULS = 7 };
    q->about = *about;
    arena_expect(arena, about->url.length + about->host.length + about->account.length +
                            about->handle.length + about->id.length + about->oembed.length +
                            about->keyed.length + NULS);
    q->about.url = arena_copy(arena, about->url);
    q->about.keyed = arena_copy(arena, about->keyed);
    q->about.host = arena_copy(arena, about->host);
    q->about.account = arena_copy(arena, about->account);
    q->about.handle = arena_copy(arena, about->handle);
    q->about.id = arena_copy(arena, about->id);
    q->about.oembed = arena_copy(arena, about->oembed);
    return !arena->failed;
}

/* The same for all permalinks of a post: its id where the platform finds it by that alone. */
static void write_key(const struct subject *about, struct buffer *into)
{
    const struct place *place = about->place;
    struct match words = { .host = about->host, .id = about->id };
    buffer_add(into, slice_from(place ? place->name : about->platform));
    buffer_add_char(into, ' ');
    bool by_id = place && !about->is_page && place_permalink(place, &words, into);
    if (!by_id) {
        buffer_add(into, about->url.length ? about->url : about->id);
    }
}

static struct question *new_question(struct describer *d, struct slice key,
                                     const struct subject *about)
{
    struct text *text = text_new(key);
    struct question *q = text ? (struct question *)cache_new(&d->questions, sizeof *q, text) : NULL;
    text_let_go(text);
    if (!q || !copy_subject(q, about) || !cache_share(&q->cached)) {
        if (q) {
            cache_free(&q->cached);
        }
        return NULL;
    }
    cache_hold(&q->cached); /* until it is done */
    const struct endpoint *first = asked_rows(about);
    bool asks = !remember(d, q);
    for (const struct endpoint *e = first; asks && e->name; e++) {
        if (!is_later(first, e) && asked_is(&d->options, e, about)) {
            begin(d, q, e);
        }
    }
    if (q->open == 0) {
        settle(d, q);
    }
    return q;
}

struct question *describer_ask(struct describer *d, const struct subject *about)
{
    struct buffer key = BUFFER(URL_MOST);
    write_key(about, &key);
    struct question *q = NULL;
    if (!key.failed) {
        q = (struct question *)cache_find(&d->questions, buffer_slice(&key));
        q = q ? q : new_question(d, buffer_slice(&key), about);
    }
    buffer_free(&key);
    return q;
}

/* --- Answers --- */

/* Goes where an endpoint sends who asks it. False: nowhere. */
static bool move(struct describer *d, struct query *q, const struct exchange *x)
{
    bool leads = q->moves < REDIRECTS_MOST && redirect_take(&q->url, x, &d->failed);
    q->moves += leads;
    return leads && !d->failed;
}

/* Of an answer that leads nowhere, or whose body is not whole. */
static enum reason failure_of(const struct exchange *x)
{
    struct slice cut = slice_from(x->cut);
    return slice_equal(cut, SLICE("time"))         ? REASON_TIMEOUT
           : slice_equal(cut, SLICE("disconnect")) ? REASON_UNREACHABLE
                                                   : REASON_PROTOCOL;
}

/* Reads an answer. True: there is more to ask. */
static bool read(struct describer *d, struct query *q, const struct exchange *x,
                 struct account_told *account)
{
    if (x->fault != FAULT_NONE || redirect_is(x) || x->cut) {
        enum reason failure = x->fault != FAULT_NONE ? question_fault(x->fault) : failure_of(x);
        q->told->reason = q->told->reason == REASON_NONE ? failure : q->told->reason;
        return false;
    }
    struct reader r = { .about = &q->question->about,
                        .endpoint = q->endpoint,
                        .options = &d->options,
                        .status = x->status,
                        .media = x->says.media,
                        .body = x->whole,
                        .did = q->did,
                        .arena = &q->question->said,
                        .told = q->told };
    reader_run(&r, q->endpoint->reading);
    d->failed = d->failed || r.no_memory;
    q->did = r.did;
    *account = r.account;
    return r.next != READ_NOTHING && ask_on(d, q, r.next);
}

/* The query asks on, or is over. */
static void go_on(struct describer *d, struct query *q, bool asks)
{
    struct question *question = q->question;
    if (asks && !d->failed && go(d, q)) {
        return;
    }
    end_query(q);
    question->open--;
    if (question->open == 0) {
        settle(d, question);
    }
}

void describer_take(struct describer *d, struct exchange *x)
{
    struct query *q = x->tag;
    const struct endpoint *endpoint = q->endpoint;
    struct account_told account = { .cause = REASON_NONE };
    q->spent += (int64_t)x->ms + x->waited;
    struct text *asked = text_hold(q->url); /* which the exchange holds on to */
    bool goes_on = redirect_is(x) && move(d, q, x) && q->spent < d->options.timeout_ms;
    bool late = redirect_is(x) && q->spent >= d->options.timeout_ms;
    if (late) {
        q->told->reason = REASON_TIMEOUT;
    } else if (!goes_on) {
        goes_on = read(d, q, x, &account);
    }
    net_release(d->net, x);
    text_let_go(asked);
    struct query_list woken = LIST_HEAD_INITIALIZER(woken);
    if (is_of_account(endpoint->reading) && (!goes_on || q->endpoint != endpoint)) {
        account_tell(d, q, endpoint->reading == READ_PROFILE, &account, &woken);
    }
    go_on(d, q, goes_on);
    while (!LIST_EMPTY(&woken)) {
        struct query *next = LIST_FIRST(&woken);
        LIST_REMOVE(next, waiting);
        go_on(d, next, ask_on_of_account(d, next));
    }
}

struct question *describer_next(struct describer *d)
{
    struct question *q = d->failed ? NULL : STAILQ_FIRST(&d->ended);
    if (q) {
        STAILQ_REMOVE_HEAD(&d->ended, entry);
        q->done = true; /* its own hold is the caller's now */
    }
    return q;
}

bool describer_can_go_on(const struct describer *d)
{
    return d->failed || !STAILQ_EMPTY(&d->ended);
}

bool describer_failed(const struct describer *d)
{
    return d->failed;
}
