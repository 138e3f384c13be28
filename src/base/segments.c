#include "base/segments.h"

/* Makes room for one segment more. The list that it outgrows is left in the arena: all of them are
 * no longer than the last. */
static bool make_room(struct segments *c, struct arena *arena, size_t count)
{
    enum { FIRST_ROOM = 4 };
    if (count < c->room) {
        return true;
    }
    size_t room = c->room ? c->room * 2 : FIRST_ROOM;
    char **list = ARENA_ARRAY(arena, char *, room);
    if (!list) {
        return false;
    }
    if (count) {
        memcpy((void *)list, (const void *)c->list, count * sizeof *list);
    }
    c->list = list;
    c->room = room;
    return true;
}

static bool add_segment(struct segments *c, struct arena *arena, size_t index)
{
    if (!make_room(c, arena, index)) {
        return false;
    }
    if (!c->list[index]) { /* else its entries were taken out */
        c->list[index] = arena_alloc(arena, SEGMENT_ENTRIES * c->size);
    }
    return c->list[index] != NULL;
}

void *segments_add(struct segments *c, struct arena *arena)
{
    if (c->count % SEGMENT_ENTRIES == 0 && !add_segment(c, arena, c->count / SEGMENT_ENTRIES)) {
        return NULL;
    }
    return memset(segments_at(c, c->count++), 0, c->size);
}
