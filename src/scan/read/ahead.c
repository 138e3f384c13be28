#include "scan/read/ahead.h"

#include "base/crew.h"
#include "scan/read/part.h"

#include <stdlib.h>

/* What is found in a part stays in the cache of the processor that found it until it is gathered.
 */
enum { PART = 2 << 20 };

struct ahead {
    struct text *text;
    struct gather *gather;
    const struct scan_source *source;
    uint64_t start; /* of the first part, in the text */
    size_t part;
    struct part *parts[CREW_SLOTS_MOST];
};

static uint64_t start_of(const struct ahead *a, size_t task)
{
    return a->start + (uint64_t)task * a->part;
}

static void work(void *owner, size_t task, size_t slot)
{
    struct ahead *a = owner;
    part_scan(a->parts[slot], a->source, start_of(a, task), start_of(a, task + 1));
}

/* What the text found by itself. */
static bool deliver(struct ahead *a)
{
    struct finds *finds = a->text->out;
    bool taken = gather_take(a->gather, finds, 0);
    finds_clear(finds);
    return taken && !a->text->failed;
}

/* Where the part cannot be joined the text is scanned on through it. */
static bool take(void *owner, size_t task, size_t slot)
{
    struct ahead *a = owner;
    struct text *t = a->text;
    struct part *p = a->parts[slot];
    uint64_t lines;
    if (part_join(p, t, &lines)) {
        return gather_take(a->gather, &p->finds, lines);
    }
    uint64_t edge = EDGE_MOST + t->locator.positions.skipped;
    if (!part_feed(t, a->source, start_of(a, task) + edge, start_of(a, task + 1) + edge, p->room)) {
        return false;
    }
    text_settle(t, start_of(a, task + 1));
    return deliver(a);
}

static bool open_parts(struct ahead *a, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        a->parts[i] = pages_alloc(sizeof *a->parts[i]);
        if (!a->parts[i]) {
            return false;
        }
        part_init(a->parts[i], a->text);
    }
    return true;
}

static void close_parts(struct ahead *a)
{
    for (size_t i = 0; i < CREW_SLOTS_MOST; i++) {
        if (a->parts[i]) {
            part_free(a->parts[i]);
            free(a->parts[i]);
        }
    }
}

/* How far the text has been fed. */
static uint64_t fed(const struct text *t)
{
    return t->carry_offset + t->carried + t->locator.positions.skipped;
}

bool ahead_scan(struct text *t, struct gather *gather, const struct scan_source *source,
                uint64_t *at)
{
    struct ahead a = {
        .text = t, .gather = gather, .source = source, .part = source->part ? source->part : PART
    };
    struct crew crew = { .owner = &a, .work = work, .take = take };
    crew.threads = source->threads ? source->threads : crew_size();
    crew.slots = 2 * crew.threads;
    crew.tasks = source->size > *at ? (size_t)((source->size - *at) / a.part) : 0;
    if ((crew.threads < 2 && !source->threads) || crew.tasks < 2 || fed(t) != *at ||
        *at < KEEP + EDGE_MOST) {
        return true;
    }
    a.start = *at - t->locator.positions.skipped - EDGE_MOST;
    text_settle(t, a.start);
    if (deliver(&a) && open_parts(&a, crew.slots)) {
        crew_run(&crew);
    }
    close_parts(&a);
    *at = fed(t);
    return !t->failed && !gather->failed;
}
