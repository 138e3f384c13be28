#include "scan/find/find.h"

#include "syntax/utf8.h"

#include <stdlib.h>

/* A page has so many links at least, most often: fewer would be moved again and again. */
enum { FIRST_ROOM = 128 };

/* Makes room for one more; NULL: out of memory. */
static struct find *make_room(struct finds *f)
{
    if (f->count == f->room) {
        size_t room = f->room ? 2 * f->room : FIRST_ROOM;
        struct find *items = reallocarray(f->items, room, sizeof *items);
        if (!items) {
            f->failed = true;
            return NULL;
        }
        f->items = items;
        f->room = room;
    }
    return &f->items[f->count];
}

void finds_free(struct finds *f)
{
    free(f->items);
    arena_free(&f->arena);
    *f = (struct finds){ 0 };
}

void finds_clear(struct finds *f)
{
    arena_reset(&f->arena);
    f->count = 0;
    f->failed = false;
}

typedef struct slice copy_words(struct arena *, struct slice);

/* Whether b is the end of a; mostly they are the same bytes. */
static bool ends_with(struct slice a, struct slice b)
{
    if (a.length < b.length) {
        return false;
    }
    struct slice end = slice_skip(a, a.length - b.length);
    return end.data == b.data || slice_equal(end, b);
}

/* Where `written` is the end of the URL, one copy serves both. */
static void keep_link(struct arena *arena, struct link_find *link, copy_words *copy)
{
    struct slice url = link->url;
    struct slice written = link->written;
    link->url = arena_copy(arena, url);
    if (link->url.data && ends_with(url, written)) {
        link->written = slice_skip(link->url, url.length - written.length);
    } else {
        link->written = copy(arena, written);
    }
    if (link->unwrapped.data) {
        link->unwrapped = arena_copy(arena, link->unwrapped);
    }
    if (link->anchor.data) {
        link->anchor = copy(arena, link->anchor);
    }
    if (link->reference.data) {
        link->reference = arena_copy(arena, link->reference);
    }
}

/* Most of what a claim may say is absent. */
static inline void keep_words(struct arena *arena, struct slice *words)
{
    if (words->data) {
        *words = utf8_copy(arena, *words);
    }
}

/* Copies words that stand together at once, if they are valid each. False: they are not. */
static bool keep_together(struct arena *arena, struct claim *kept)
{
    enum { PARTS = 4 };
    struct slice *const parts[PARTS] = { &kept->name, &kept->handle, &kept->title, &kept->text };
    struct slice words = kept->words;
    bool valid = words.data && utf8_is_valid(words);
    for (size_t i = 0; valid && i < PARTS; i++) {
        valid = !parts[i]->length || utf8_begins(*parts[i]->data);
    }
    if (valid) {
        kept->words = arena_copy(arena, words);
        for (size_t i = 0; kept->words.data && i < PARTS; i++) {
            struct slice part = *parts[i];
            parts[i]->data = part.data ? kept->words.data + (part.data - words.data) : NULL;
        }
    }
    return valid;
}

static void keep_apart(struct arena *arena, struct claim *kept)
{
    kept->words = (struct slice){ 0 };
    keep_words(arena, &kept->name);
    keep_words(arena, &kept->handle);
    keep_words(arena, &kept->title);
    keep_words(arena, &kept->text);
}

static const struct claim *keep_claim(struct arena *arena, const struct claim *claim)
{
    struct claim *kept = ARENA_NEW(arena, struct claim);
    if (kept) {
        *kept = *claim;
        kept->url = arena_copy(arena, claim->url);
        keep_words(arena, &kept->id);
        keep_words(arena, &kept->lang);
        if (!keep_together(arena, kept)) {
            keep_apart(arena, kept);
        }
    }
    return kept;
}

/* Adds the find that stands behind the last. */
static struct find *keep(struct finds *f, copy_words *copy)
{
    struct find *kept = &f->items[f->count];
    if (kept->type == FIND_LINK) {
        keep_link(&f->arena, &kept->is.link, copy);
    } else if (kept->type == FIND_POST && kept->is.post.claim) {
        kept->is.post.claim = keep_claim(&f->arena, kept->is.post.claim);
    }
    if (f->arena.failed) {
        f->failed = true;
        return NULL;
    }
    f->count++;
    return kept;
}

static struct find *add(struct finds *f, const struct find *find, copy_words *copy)
{
    struct find *kept = make_room(f);
    if (!kept) {
        return NULL;
    }
    *kept = *find;
    return keep(f, copy);
}

struct find *finds_begin(struct finds *f)
{
    return make_room(f);
}

struct find *finds_end(struct finds *f)
{
    return keep(f, utf8_copy);
}

struct find *finds_add(struct finds *f, const struct find *find)
{
    return add(f, find, utf8_copy);
}

struct find *finds_hand_on(struct finds *f, const struct find *find)
{
    return add(f, find, arena_copy);
}

struct find *finds_lend(struct finds *f, const struct find *find)
{
    struct find *lent = make_room(f);
    if (lent) {
        *lent = *find;
        f->count++;
    }
    return lent;
}

/* What is left is copied into an arena of its own, so that memory goes too. */
void finds_drop(struct finds *f, size_t count)
{
    struct finds left = { 0 };
    for (size_t i = count; i < f->count; i++) {
        finds_hand_on(&left, &f->items[i]);
    }
    left.failed |= f->failed;
    finds_free(f);
    *f = left;
}
