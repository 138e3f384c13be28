#include "scan/find/seen.h"

void seen_note(struct seen *s, uint64_t start, uint64_t end, enum link_kind kind,
               const struct place *place)
{
    struct seen_link *link = &s->last[s->count++ % SEEN_MOST];
    link->start = start;
    link->end = end;
    link->kind = kind;
    link->place = place;
}

size_t seen_since(const struct seen *s, uint64_t from)
{
    size_t count = 0;
    const struct seen_link *link = seen_latest(s, 0);
    while (link && link->start >= from) {
        link = seen_latest(s, ++count);
    }
    return count;
}
