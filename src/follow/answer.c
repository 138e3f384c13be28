#include "follow/inside.h"

#include "base/array.h"
#include "follow/verdict.h"
#include "syntax/utf8.h"

#include <stdlib.h>

/* --- The table --- */

/* The URL is a step's, up to its end or its fragment: only in the latter case it is copied. */
static struct answer *add_answer(struct follow *f, struct slice url, CURLSH *jar)
{
    struct answer *a = ARENA_NEW(&f->arena, struct answer);
    bool ends = url.data[url.length] == '\0';
    url = ends ? url : arena_copy(&f->arena, url);
    if (!a || !url.data) {
        return NULL;
    }
    a->url = url;
    a->jar = jar;
    STAILQ_INIT(&a->waiting);
    return a;
}

static bool make_room(struct follow *f)
{
    struct answer **answers =
        array_grow(f->answers, f->answer_count, &f->answer_room, sizeof(void *));
    f->answers = answers ? answers : f->answers;
    return answers != NULL;
}

struct answer *answer_of(struct follow *f, struct slice url, CURLSH *jar)
{
    uint32_t index;
    if (jar) {
        return add_answer(f, url, jar);
    }
    if (map_get(&f->answer_map, url, &index)) {
        return f->answers[index];
    }
    struct answer *a = make_room(f) ? add_answer(f, url, NULL) : NULL;
    if (!a) {
        return NULL;
    }
    f->answers[f->answer_count] = a;
    map_get_or_put(&f->answer_map, a->url, (uint32_t)f->answer_count);
    f->answer_count++;
    return f->answer_map.failed ? NULL : a;
}

/* --- Time --- */

int64_t answer_time_left(const struct answer *a)
{
    return (int64_t)a->budget - a->ms - a->waited;
}

void answer_charge(struct answer *a, int32_t *account)
{
    *account += a->since ? (int32_t)(time_tick_ms() - a->since) : 0;
    a->since = 0;
}

static int64_t spent_on(const struct answer *a)
{
    return (int64_t)a->ms + a->waited + (a->since ? time_tick_ms() - a->since : 0);
}

/* A chain pays for what it waited, not for what an answer took before it came by. */
static void charge_chain(struct chain *c, const struct answer *a)
{
    int64_t spent = spent_on(a);
    c->spent += spent > c->joined ? spent - c->joined : 0;
    c->joined = spent;
}

/* --- Asking --- */

static void ask(struct follow *f, struct answer *a, int64_t budget)
{
    a->state = ANSWER_ASKED;
    a->budget = (int32_t)budget;
    a->since = 0;
    a->ms = a->waited = 0;
    a->attempts = 0;
    drive_ask(f, a);
}

/* A chain that has little time left does not speak for those that have more. */
static bool was_cut_short(const struct answer *a, int64_t budget)
{
    return a->state == ANSWER_DONE && a->reason == REASON_TIMEOUT && budget / 2 > a->budget;
}

void answer_await(struct follow *f, struct answer *a, struct chain *c)
{
    int64_t budget = f->options.timeout_ms - c->spent;
    if (a->state == ANSWER_DONE && (f->over || !was_cut_short(a, budget))) {
        STAILQ_INSERT_TAIL(&f->moving, c, entry);
        return;
    }
    STAILQ_INSERT_TAIL(&a->waiting, c, entry);
    c->joined = a->state == ANSWER_ASKED ? spent_on(a) : 0;
    if (a->state != ANSWER_ASKED) {
        ask(f, a, budget);
    } else if (a->attempts == 0 && a->budget < budget) {
        a->budget = (int32_t)budget; /* it still waits for its turn */
    }
}

void answer_end(struct follow *f, struct answer *a)
{
    a->state = ANSWER_DONE;
    struct chain_list waiting = STAILQ_HEAD_INITIALIZER(waiting);
    STAILQ_CONCAT(&waiting, &a->waiting);
    struct chain *c = STAILQ_FIRST(&waiting);
    while (c) {
        struct chain *after = STAILQ_NEXT(c, entry);
        charge_chain(c, a);
        answer_await(f, a, c); /* asks again for those with more time */
        c = after;
    }
}

/* --- Reading --- */

/* Takes a target for the answer's next; false where it is none. */
static bool lead(struct follow *f, struct answer *a, struct slice target, const struct url *base,
                 enum via via)
{
    struct url to;
    enum url_status status = url_parse(target, base, &f->other, &to);
    if (status == URL_NO_MEMORY) {
        f->failed = true;
    }
    if ((status != URL_OK && status != URL_OTHER_SCHEME) || to.href.length > URL_LONGEST) {
        return false;
    }
    a->next = arena_copy(&f->arena, to.href);
    a->via = (uint8_t)via;
    a->reason = REASON_NONE;
    return true;
}

/* A Location that is not UTF-8 stands for its bytes. */
static void escape_bytes(struct slice s, struct buffer *into)
{
    for (size_t i = 0; i < s.length; i++) {
        unsigned char c = (unsigned char)s.data[i];
        if (c < 0x80) {
            buffer_add_char(into, s.data[i]);
        } else {
            buffer_printf(into, "%%%02X", c);
        }
    }
}

static bool read_location(struct follow *f, struct answer *a, const struct url *base,
                          const struct http_head *head)
{
    struct slice location = head->location;
    if (head->locations_differ || location.length > URL_LONGEST || location.length == 0) {
        return false;
    }
    if (utf8_is_valid(location)) {
        return lead(f, a, location, base, VIA_REDIRECT);
    }
    struct buffer escaped = BUFFER(URL_MOST);
    escape_bytes(location, &escaped);
    f->failed = f->failed || escaped.failed; /* for want of memory: a Location is shorter */
    bool leads = !f->failed && lead(f, a, buffer_slice(&escaped), base, VIA_REDIRECT);
    buffer_free(&escaped);
    return leads;
}

void answer_read(struct follow *f, struct answer *a, struct fetch *fetch)
{
    const struct http_head *head = &fetch->head.says;
    struct url base;
    if (url_parse(a->url, NULL, &f->url, &base) != URL_OK) {
        f->failed = true; /* it parsed before, so memory ran out */
        return;
    }
    a->status = (uint16_t)head->status;
    a->sets_cookies = head->sets_cookies;
    a->reason = (uint8_t)verdict_of_status(head->status, head->challenged);
    if (verdict_is_redirect(head->status)) {
        if (!read_location(f, a, &base, head)) {
            a->reason = REASON_MALFORMED_REDIRECT;
        }
    } else if (a->reason == REASON_OK) {
        page_read(f, a, &base, head, buffer_slice(&fetch->body));
    }
}
