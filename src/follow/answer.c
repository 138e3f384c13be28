#include "follow/answer.h"

#include "follow/face.h"
#include "follow/fragments.h"
#include "follow/page.h"
#include "follow/verdict.h"
#include "follow/whole.h"
#include "net/reason.h"
#include "syntax/http_fields.h"
#include "syntax/utf8.h"

#include <stdlib.h>

enum { MOST_COOKIES = 8 << 10 }; /* of one answer */

/* --- The table --- */

static void release(struct cached *c)
{
    struct answer *a = (struct answer *)c; /* its first member */
    whole_forget(a);
    text_let_go(a->led);
    fragments_free(a->names);
    arena_free(&a->said);
    free(a);
}

static size_t size_of(const struct cached *c)
{
    const struct answer *a = (const struct answer *)c;
    return CACHED_BESIDES + sizeof *a + c->key->length + a->next.length + a->title.length +
           a->canonical.length + a->oembed.length + a->address.length + a->sketch.length +
           a->cookies.length + (a->names ? anchors_size(a->names) : 0);
}

static const struct cached_kind kind = { .free = release, .size = size_of };

void answers_open(struct cache_table *answers, struct cache *cache)
{
    cache_table_open(answers, cache, &kind);
}

/* An answer under the URL, its fragment apart. */
static struct answer *new_answer(struct cache_table *answers, struct text *url)
{
    struct slice asked = url_without_fragment(text_slice(url));
    struct text *key = asked.length == url->length ? text_hold(url) : text_new(asked);
    struct answer *a = key ? (struct answer *)cache_new(answers, sizeof *a, key) : NULL;
    text_let_go(key);
    if (a) {
        STAILQ_INIT(&a->waiting);
    }
    return a;
}

struct answer *answer_of(struct cache_table *answers, struct text *url, bool shared)
{
    struct slice asked = url_without_fragment(text_slice(url));
    struct answer *a = shared ? (struct answer *)cache_find(answers, asked) : NULL;
    a = a ? a : new_answer(answers, url);
    if (a && shared && !a->cached.shared && !cache_share(&a->cached)) {
        answer_let_go(a);
        return NULL;
    }
    return a;
}

struct answer *answer_on(const struct cache_table *answers, struct slice url)
{
    struct answer *a = (struct answer *)cache_find(answers, url);
    if (a && (a->state != ANSWER_DONE || a->reason != REASON_NONE || !a->next.data)) {
        answer_let_go(a);
        return NULL;
    }
    return a;
}

bool answer_share(struct answer *a)
{
    struct cached *known = cache_find(a->cached.table, cached_key(&a->cached));
    if (known) {
        cache_let_go(known, true);
    }
    return known || cache_share(&a->cached);
}

void answer_let_go(struct answer *a)
{
    cache_let_go(&a->cached, a->state == ANSWER_DONE);
}

/* --- Reading --- */

/* Takes a Location for the answer's next. False: out of memory. */
static bool lead(struct answer *a, struct slice target, const struct url *base, struct arena *arena)
{
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url to;
    enum url_status status = url_parse(target, base, &text, &to);
    bool leads = (status == URL_OK || status == URL_OTHER_SCHEME) && to.href.length <= URL_LONGEST;
    if (leads) {
        a->next = arena_copy(arena, to.href);
        a->via = VIA_REDIRECT;
        a->reason = REASON_NONE;
    }
    buffer_free(&text);
    return status != URL_NO_MEMORY;
}

/* A Location that is not UTF-8 stands for its bytes, and one space for what breaks its lines (RFC
 * 9112 section 5.2). */
static void write_location(struct slice s, struct buffer *into)
{
    bool text = utf8_is_valid(s);
    while (s.length) {
        struct slice line = slice_cut(&s, '\n');
        line.length -= s.length && line.length && line.data[line.length - 1] == '\r';
        for (size_t i = 0; i < line.length; i++) {
            if (text || (unsigned char)line.data[i] < 0x80) {
                buffer_add_char(into, line.data[i]);
            } else {
                buffer_printf(into, "%%%02X", (unsigned char)line.data[i]);
            }
        }
        slice_skip_spaces(&s);
        if (s.length) {
            buffer_add_char(into, ' ');
        }
    }
}

static bool read_location(struct answer *a, const struct http_head *says, const struct url *base,
                          struct arena *arena)
{
    a->reason = REASON_MALFORMED_REDIRECT;
    struct slice location = says->location;
    if (says->locations_differ || location.length > URL_LONGEST || location.length == 0) {
        return true;
    }
    struct buffer text = BUFFER(URL_MOST);
    write_location(location, &text);
    bool read = !text.failed && lead(a, buffer_slice(&text), base, arena);
    buffer_free(&text);
    return read;
}

/* Keeps what was set by an answer that leads on, and by its page's scripts: a line each. False: out
 * of memory. */
static bool keep_cookies(struct answer *a, const struct exchange *x, struct arena *arena)
{
    struct buffer all = BUFFER(MOST_COOKIES);
    struct slice head = x->says.sets_cookies && (a->next.data || a->reloads) ? x->head : SLICE("");
    struct slice value;
    while (http_next_field(&head, SLICE("set-cookie"), &value)) {
        if (slice_find(value, '\n') == value.length && value.length < MOST_COOKIES - all.length) {
            buffer_add(&all, value);
            buffer_add_char(&all, '\n');
        }
    }
    buffer_add(&all, a->cookies);
    if (all.length && !all.failed) {
        a->cookies = arena_copy(arena, buffer_slice(&all));
    }
    bool kept = !all.no_memory && !arena->failed;
    buffer_free(&all);
    return kept;
}

/* Of an error's page only where it leads is kept: it says nothing of what was asked for. */
static bool read_page(struct answer *a, const struct exchange *x, const struct url *url,
                      bool thorough, struct arena *arena)
{
    struct page page;
    bool read = page_read(x, url, thorough, arena, &page);
    if (a->reason == REASON_OK) {
        a->title = page.title;
        a->canonical = page.canonical;
        a->oembed = page.oembed;
        a->address = page.address;
        a->sketch = page.sketch;
        a->signs = (uint8_t)page.signs;
    }
    a->reloads = page.reloads;
    a->cookies = page.cookies;
    a->sets_cookies = a->sets_cookies || page.cookies.length > 0;
    if (page.next.data) {
        a->next = page.next;
        a->via = (uint8_t)page.via;
        a->reason = REASON_NONE;
    }
    return read;
}

/* Whether a page that came with this leads anywhere. In place of an error that has no page, and of
 * a proxy's that is none, browsers show one of their own; a wall against robots, or one that asks
 * for a password, leads those on who have done something first. */
static bool may_lead(const struct exchange *x)
{
    bool empty = x->status == 204 || x->status == 205;
    bool unread = x->says.length != 0 && x->says.type == HTTP_OTHER;
    bool blank = x->status >= 400 && x->page.length == 0 && !unread;
    bool walled = x->says.challenged || (x->status == 401 && x->says.asks_password);
    return !empty && !blank && x->status != 407 && !walled;
}

static bool read_head(struct answer *a, const struct exchange *x, bool thorough,
                      struct arena *arena)
{
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url url;
    bool read = url_parse(cached_key(&a->cached), NULL, &text, &url) ==
                URL_OK; /* as before, or memory ran out */
    if (read && verdict_is_redirect(x->status)) {
        a->stays = x->says.location.length == 0 && !x->says.locations_differ;
        read = read_location(a, &x->says, &url, arena);
    }
    if (read && (a->stays || !verdict_is_redirect(x->status)) && may_lead(x)) {
        read = read_page(a, x, &url, thorough, arena);
    }
    read = keep_cookies(a, x, arena) && read;
    buffer_free(&text);
    return read;
}

/* What was found is copied to where it lasts as long as the answer. */
static bool keep_text(struct answer *a)
{
    if (a->next.data && (!a->led || a->next.data != a->led->bytes)) {
        text_let_go(a->led);
        a->led = text_new(a->next);
        a->next = a->led ? text_slice(a->led) : (struct slice){ 0 };
        a->said.failed = a->said.failed || !a->led;
    }
    size_t title = a->title.data ? a->title.length + 1 : 0;
    size_t canonical = a->canonical.data ? a->canonical.length + 1 : 0;
    size_t oembed = a->oembed.data ? a->oembed.length + 1 : 0;
    size_t address = a->address.data ? a->address.length + 1 : 0;
    arena_expect(&a->said,
                 title + canonical + oembed + address + a->sketch.length + a->cookies.length + 2);
    a->title = arena_copy(&a->said, a->title);
    a->canonical = arena_copy(&a->said, a->canonical);
    a->oembed = arena_copy(&a->said, a->oembed);
    a->address = arena_copy(&a->said, a->address);
    a->sketch = arena_copy(&a->said, a->sketch);
    a->cookies = arena_copy(&a->said, a->cookies);
    return !a->said.failed;
}

static bool read_exchange(struct answer *a, const struct exchange *x, bool thorough,
                          struct arena *arena)
{
    bool out_of_time = x->fault == FAULT_OUT_OF_TIME;
    a->request = NULL;
    a->state = out_of_time ? ANSWER_NEW : ANSWER_DONE;
    a->budget = x->budget_ms;
    a->status = (uint16_t)x->status;
    a->attempts = (uint8_t)x->attempts;
    a->at = x->ended;
    a->tls = (uint8_t)x->tls;
    if (x->fault != FAULT_NONE) {
        a->reason = (uint8_t)reason_of_fault(x->fault);
        return true;
    }
    a->stays = a->reloads = false;
    a->cookies = (struct slice){ 0 };
    a->sets_cookies = x->says.sets_cookies;
    a->reason = (uint8_t)verdict_of_status(x->status, x->says.challenged);
    return read_head(a, x, thorough, arena);
}

bool answer_read(struct answer *a, const struct exchange *x, bool thorough, struct arena *arena)
{
    struct answer first = *a;
    bool read = read_exchange(a, x, thorough, arena);
    if (x->face == FACE_OWN) {
        return read && keep_text(a);
    }
    unsigned attempts = first.attempts + x->attempts;
    bool failed = false;
    bool better = face_was_better(&first, a, &failed);
    if (!better) {
        first.request = NULL;
        first.state = ANSWER_DONE;
        *a = first;
    }
    a->attempts = attempts < UINT8_MAX ? (uint8_t)attempts : UINT8_MAX;
    return read && !failed && (!better || keep_text(a));
}
