/* Counts what is skipped: each distinct URL once, however many documents name it. What is followed
 * has an outcome that remembers whether it was counted. */
#include "base/array.h"
#include "session/session.h"

#include <stdlib.h>

static bool same_skipped(const void *owner, uint32_t value, struct slice key)
{
    const struct lf_session *s = owner;
    return slice_equal(s->skipped[value], key);
}

static bool make_room(struct lf_session *s)
{
    struct slice *skipped =
        array_grow(s->skipped, s->skipped_count, &s->skipped_room, sizeof *skipped);
    s->skipped = skipped ? skipped : s->skipped;
    return skipped != NULL;
}

void tally_open(struct lf_session *s)
{
    map_init(&s->skips, same_skipped, s);
}

void tally_close(struct lf_session *s)
{
    map_free(&s->skips);
    free(s->skipped);
}

/* A malformed link has no URL: its words stand for it. */
bool tally_skipped(struct lf_session *s, const struct link *link, bool *first)
{
    struct slice url = link_url(link);
    struct slice key = url.data ? url : link_written(link);
    uint32_t at;
    *first = false;
    if (map_get(&s->skips, key, &at)) {
        return true;
    }
    struct slice kept = arena_copy(&s->arena, key);
    if (!kept.data || !make_room(s)) {
        return false;
    }
    s->skipped[s->skipped_count] = kept;
    map_get_or_put(&s->skips, kept, (uint32_t)s->skipped_count);
    if (s->skips.failed) {
        s->skips.failed = false;
        return false;
    }
    s->skipped_count++;
    *first = true;
    return true;
}
