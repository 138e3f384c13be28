#include "follow/answer.h"

#include "base/array.h"
#include "follow/face.h"
#include "follow/page.h"
#include "follow/verdict.h"
#include "syntax/utf8.h"

#include <stdlib.h>

/* --- The table --- */

static bool has_url(const void *owner, uint32_t value, struct slice key)
{
    const struct answers *as = owner;
    return slice_equal(as->list[value]->url, key);
}

void answers_open(struct answers *as, struct arena *arena)
{
    *as = (struct answers){ .arena = arena };
    map_init(&as->map, has_url, as);
}

void answers_close(struct answers *as)
{
    map_free(&as->map);
    free(as->list);
}

/* The URL is a step's, up to its end or its fragment: only in the latter case it is copied. */
static struct answer *add_answer(struct answers *as, struct slice url)
{
    struct answer *a = ARENA_NEW(as->arena, struct answer);
    bool ends = url.data[url.length] == '\0';
    url = ends ? url : arena_copy(as->arena, url);
    if (!a || !url.data) {
        return NULL;
    }
    a->url = url;
    STAILQ_INIT(&a->waiting);
    return a;
}

static bool make_room(struct answers *as)
{
    struct answer **list = array_grow(as->list, as->count, &as->room, sizeof(void *));
    as->list = list ? list : as->list;
    return list != NULL;
}

struct answer *answer_of(struct answers *as, struct slice url, bool shared)
{
    uint32_t index;
    if (!shared) {
        return add_answer(as, url);
    }
    if (map_get(&as->map, url, &index)) {
        return as->list[index];
    }
    struct answer *a = make_room(as) ? add_answer(as, url) : NULL;
    if (!a) {
        return NULL;
    }
    as->list[as->count] = a;
    map_get_or_put(&as->map, a->url, (uint32_t)as->count);
    as->count++;
    return as->map.failed ? NULL : a;
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

static bool read_location(struct answer *a, const struct http_head *says, const struct url *base,
                          struct arena *arena)
{
    a->reason = REASON_MALFORMED_REDIRECT;
    struct slice location = says->location;
    if (says->locations_differ || location.length > URL_LONGEST || location.length == 0) {
        return true;
    }
    if (utf8_is_valid(location)) {
        return lead(a, location, base, arena);
    }
    struct buffer escaped = BUFFER(URL_MOST);
    escape_bytes(location, &escaped);
    bool read = !escaped.failed && lead(a, buffer_slice(&escaped), base, arena);
    buffer_free(&escaped);
    return read;
}

static bool read_page(struct answer *a, const struct exchange *x, const struct url *url,
                      struct arena *arena)
{
    struct page page;
    bool read = page_read(x, url, arena, &page);
    a->title = page.title;
    a->canonical = page.canonical;
    a->signs = (uint8_t)page.signs;
    if (page.next.data) {
        a->next = page.next;
        a->via = (uint8_t)page.via;
        a->reason = REASON_NONE;
    }
    return read;
}

static bool read_head(struct answer *a, const struct exchange *x, struct arena *arena)
{
    struct buffer text = BUFFER(URL_MOST + 1);
    struct url url;
    bool read = url_parse(a->url, NULL, &text, &url) == URL_OK; /* as before, or memory ran out */
    if (read && verdict_is_redirect(x->status)) {
        read = read_location(a, &x->says, &url, arena);
    } else if (read && a->reason == REASON_OK) {
        read = read_page(a, x, &url, arena);
    }
    buffer_free(&text);
    return read;
}

static bool read_exchange(struct answer *a, const struct exchange *x, struct arena *arena)
{
    bool out_of_time = x->fault == FAULT_OUT_OF_TIME;
    a->request = NULL;
    a->state = out_of_time ? ANSWER_NEW : ANSWER_DONE;
    a->budget = x->budget_ms;
    a->status = (uint16_t)x->status;
    a->attempts = (uint8_t)x->attempts;
    a->tls = (uint8_t)x->tls;
    if (x->fault != FAULT_NONE) {
        a->reason = (uint8_t)verdict_of_fault(x->fault);
        return true;
    }
    a->sets_cookies = x->says.sets_cookies;
    a->reason = (uint8_t)verdict_of_status(x->status, x->says.challenged);
    return read_head(a, x, arena);
}

bool answer_read(struct answer *a, const struct exchange *x, struct arena *arena)
{
    struct answer first = *a;
    bool read = read_exchange(a, x, arena);
    if (x->face == FACE_OWN) {
        return read;
    }
    unsigned attempts = first.attempts + x->attempts;
    if (!face_was_better(&first, a)) {
        first.request = NULL;
        first.state = ANSWER_DONE;
        *a = first;
    }
    a->attempts = attempts < UINT8_MAX ? (uint8_t)attempts : UINT8_MAX;
    return read;
}
