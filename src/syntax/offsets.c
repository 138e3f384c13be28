#include "syntax/offsets.h"

#include "base/array.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_RUNS = 64 }; /* a page has several for each of its lines */

void offsets_free(struct offsets *o)
{
    free(o->runs);
    *o = (struct offsets){ 0 };
}

void offsets_clear(struct offsets *o)
{
    *o = (struct offsets){ .runs = o->runs, .room = o->room };
}

/* Makes the memory of forgotten runs free for new ones. Each run is moved once for every run that
 * was forgotten, at most. */
static void reclaim(struct offsets *o)
{
    if (o->first > 0 && o->first >= o->count - o->first) {
        memmove(o->runs, o->runs + o->first, (o->count - o->first) * sizeof *o->runs);
        o->count -= o->first;
        o->first = 0;
    }
}

__attribute__((noinline)) static struct offsets_run *append_slowly(struct offsets *o)
{
    reclaim(o);
    struct offsets_run *runs =
        array_grow_from(FIRST_RUNS, o->runs, o->count, &o->room, sizeof *runs);
    if (!runs) {
        o->failed = true;
        return NULL;
    }
    o->runs = runs;
    return &o->runs[o->count++];
}

static inline struct offsets_run *append(struct offsets *o)
{
    return o->count < o->room ? &o->runs[o->count++] : append_slowly(o);
}

static bool goes_on(const struct offsets *o, uint64_t source, uint32_t from, uint32_t to)
{
    if (o->first == o->count || source != o->source) {
        return false;
    }
    const struct offsets_run *last = &o->runs[o->count - 1];
    return last->from == from && last->to == to;
}

void offsets_add(struct offsets *o, uint64_t source, uint64_t count, uint32_t from, uint32_t to)
{
    if (count == 0 || to == 0 || o->failed) {
        return;
    }
    if (!goes_on(o, source, from, to)) {
        struct offsets_run *run = append(o);
        if (!run) {
            return;
        }
        *run = (struct offsets_run){ o->decoded, source, from, to };
    }
    o->decoded += count * to;
    o->source = source + count * from;
}

/* The run that has this decoded byte: the last that begins at or before it. */
static const struct offsets_run *find(const struct offsets *o, uint64_t decoded)
{
    size_t from = o->first;
    size_t to = o->count;
    while (to - from > 1) {
        size_t middle = from + (to - from) / 2;
        if (o->runs[middle].decoded <= decoded) {
            from = middle;
        } else {
            to = middle;
        }
    }
    return &o->runs[from];
}

uint64_t offsets_start(const struct offsets *o, uint64_t decoded)
{
    if (o->first == o->count) {
        return decoded;
    }
    if (decoded >= o->decoded) {
        return o->source;
    }
    const struct offsets_run *run = find(o, decoded);
    uint64_t behind = decoded > run->decoded ? decoded - run->decoded : 0;
    return run->source + behind / run->to * run->from;
}

uint64_t offsets_end(const struct offsets *o, uint64_t decoded)
{
    if (o->first == o->count || decoded == 0) {
        return offsets_start(o, decoded);
    }
    if (decoded >= o->decoded) {
        return o->source;
    }
    const struct offsets_run *run = find(o, decoded - 1);
    uint64_t behind = decoded > run->decoded ? decoded - run->decoded : 0;
    return run->source + (behind + run->to - 1) / run->to * run->from;
}

void offsets_forget(struct offsets *o, uint64_t decoded)
{
    if (o->first < o->count) {
        o->first = (size_t)(find(o, decoded) - o->runs);
    }
}
