#include "base/arena.h"

#include "base/pages.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>

struct arena_block {
    struct arena_block *before;
    alignas(max_align_t) char bytes[];
};

/* Blocks double from the first to the last size: small documents stay small. */
enum { FIRST_BLOCK = 4 << 10, LAST_BLOCK = 1 << 20 };

void arena_free(struct arena *a)
{
    while (a->blocks) {
        struct arena_block *before = a->blocks->before;
        free(a->blocks);
        a->blocks = before;
    }
    *a = (struct arena){ 0 };
}

void arena_reset(struct arena *a)
{
    struct arena_block *last = a->blocks;
    if (last) {
        struct arena rest = { .blocks = last->before };
        arena_free(&rest);
        size_t room = (size_t)(a->next - last->bytes) + a->left;
        last->before = NULL;
        *a = (struct arena){ .blocks = last, .next = last->bytes, .left = room };
    } else {
        a->failed = false;
    }
}

static size_t next_size(const struct arena *a)
{
    size_t used = a->blocks ? (size_t)(a->next - a->blocks->bytes) + a->left : FIRST_BLOCK / 2;
    return used >= LAST_BLOCK ? LAST_BLOCK : used * 2;
}

static bool open_block(struct arena *a, size_t room)
{
    struct arena_block *block = malloc(sizeof *block + room);
    if (!block) {
        a->failed = true;
        return false;
    }
    block->before = a->blocks;
    a->blocks = block;
    a->next = block->bytes;
    a->left = room;
    return true;
}

/* Whoever needs a block of the last size has filled as much already, and fills this one. */
static bool add_block(struct arena *a, size_t size)
{
    size_t next = next_size(a);
    size_t room = next < size ? size : next;
    bool added = open_block(a, room);
    if (added && room >= LAST_BLOCK) {
        pages_fill(a->blocks, sizeof *a->blocks + room);
    }
    return added;
}

void arena_expect(struct arena *a, size_t size)
{
    if (!a->blocks && size > 0 && size <= PTRDIFF_MAX / 2) {
        open_block(a, size);
    }
}

char *arena_bytes(struct arena *a, size_t size)
{
    if (size > PTRDIFF_MAX / 2) {
        a->failed = true;
        return NULL;
    }
    if ((size > a->left || !a->next) && !add_block(a, size)) {
        return NULL;
    }
    char *at = a->next;
    a->next += size;
    a->left -= size;
    return at;
}

void *arena_alloc(struct arena *a, size_t size)
{
    size_t pad = -(uintptr_t)a->next % alignof(max_align_t);
    if (pad <= a->left && a->next) {
        a->next += pad;
        a->left -= pad;
    } else {
        a->left = 0;
    }
    size_t rounded =
        (size + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
    char *at = rounded < size ? NULL : arena_bytes(a, rounded);
    if (!at) {
        a->failed = true;
        return NULL;
    }
    return memset(at, 0, size);
}

struct slice arena_copy(struct arena *a, struct slice s)
{
    if (!s.data) {
        return s;
    }
    char *to = arena_bytes(a, s.length + 1);
    if (!to) {
        return (struct slice){ 0 };
    }
    memcpy(to, s.data, s.length);
    to[s.length] = '\0';
    return slice_of(to, s.length);
}
