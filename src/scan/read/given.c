#include "scan/read/given.h"

#include "scan/find/line.h"
#include "scan/limits.h"

bool given_follows(const struct text *t, const struct window *w, uint64_t offset)
{
    enum { GAP_MOST = 256 };
    uint64_t from = t->embed_end;
    if (!t->had_post || from > offset || offset - from > GAP_MOST || from < w->offset) {
        return false;
    }
    return line_is_blank(w->bytes, (size_t)(from - w->offset), (size_t)(offset - w->offset), false);
}

const struct find *given_wide(struct text *t, uint64_t from)
{
    t->wide = t->wide > t->next ? t->wide : t->next;
    while (t->wide < t->given.count) {
        const struct find *find = &t->given.items[t->wide];
        bool opaque = find->type == FIND_LINK || find->type == FIND_NOTHING;
        if (opaque && find->end > find->start && find->start >= from) {
            return find;
        }
        t->wide++;
    }
    return NULL;
}

uint64_t given_next(const struct text *t, uint64_t to)
{
    bool waits = t->next < t->given.count && t->given.items[t->next].start < to;
    return waits ? t->given.items[t->next].start : to;
}

struct find *text_give_begin(struct text *t)
{
    /* What was handed on lives here until it is taken. */
    if (t->out->count == 0 && t->next >= GIVEN_DROP && t->next * 2 > t->given.count) {
        finds_drop(&t->given, t->next);
        t->dropped += t->next;
        t->wide = t->wide > t->next ? t->wide - t->next : 0;
        t->next = 0;
    }
    struct find *find = finds_begin(&t->given);
    t->failed |= t->given.failed;
    return find;
}

size_t text_give_end(struct text *t)
{
    t->failed |= !finds_end(&t->given);
    t->here++;
    return t->dropped + t->given.count - 1;
}

size_t text_give(struct text *t, const struct find *find)
{
    struct find *given = text_give_begin(t);
    if (!given) {
        return t->dropped + t->given.count - 1;
    }
    *given = *find;
    return text_give_end(t);
}

struct find *text_given(struct text *t, size_t number)
{
    bool known = number >= t->dropped + t->next && number < t->dropped + t->given.count;
    return known ? &t->given.items[number - t->dropped] : NULL;
}

void text_take_back(struct text *t, uint64_t from, uint64_t to)
{
    for (size_t i = t->next; i < t->given.count; i++) {
        struct find *find = &t->given.items[i];
        if (find->span.start < from || find->span.start >= to) {
            continue;
        }
        if (find->type == FIND_LINK) {
            find->type = FIND_NOTHING;
            find->end = find->start;
        } else if (find->type == FIND_POST) {
            find->is.post.claim = NULL;
        }
    }
}

static void take(struct text *t, const struct window *w, const struct find *find)
{
    struct find post;
    switch (find->type) {
    case FIND_LINK:
        t->failed |= !finds_lend(t->out, find);
        seen_note(&t->seen, find->start, find->end, find->is.link.kind, find->is.link.place);
        t->free = find->end > t->free ? find->end : t->free;
        break;
    case FIND_POST:
        t->in_post = false;
        if (find->is.post.claim) {
            post = *find;
            post.is.post.follows = given_follows(t, w, find->is.post.links);
            t->failed |= !finds_lend(t->out, &post);
            t->embed_end = find->end;
            t->had_post = true;
        }
        break;
    case FIND_OPEN:
        t->in_post = true;
        break;
    case FIND_NOTHING:
    default:
        t->free = find->end > t->free ? find->end : t->free;
    }
}

void text_take_given(struct text *t, const struct window *w, uint64_t to)
{
    while (t->next < t->given.count && t->given.items[t->next].start < to) {
        take(t, w, &t->given.items[t->next++]);
    }
}

const struct find *text_given_at(const struct text *t, uint64_t offset)
{
    for (size_t i = t->next; i < t->given.count && t->given.items[i].start <= offset; i++) {
        const struct find *find = &t->given.items[i];
        if (find->type == FIND_LINK && find->end > offset) {
            return find;
        }
    }
    return NULL;
}
