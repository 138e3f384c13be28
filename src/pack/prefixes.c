#include "pack/prefixes.h"

/* How long what is known may be, and how many slots are looked at for it. */
enum { LONGEST = 64, SLOTS_SEEN = 8 };

/* How much of the URL is scheme, host and slash; 0: too much. */
static size_t prefix_length(struct slice url)
{
    struct slice head = slice_part(url, 0, url.length < LONGEST ? url.length : LONGEST);
    size_t slash = slice_find(head, '/');
    if (slash > 0 && slash + 1 < head.length && head.data[slash - 1] == ':') {
        slash += 2 + slice_find(slice_skip(head, slash + 2), '/');
    }
    return slash < head.length ? slash + 1 : 0;
}

static size_t hash_of(struct slice s)
{
    uint64_t hash = s.length;
    while (s.length) {
        uint64_t word = 0;
        size_t length = s.length < sizeof word ? s.length : sizeof word;
        memcpy(&word, s.data, length);
        hash = (hash ^ word) * 0x9e3779b97f4a7c15;
        hash ^= hash >> 32;
        s = slice_skip(s, length);
    }
    return hash;
}

static unsigned add(struct prefixes *p, struct arena *arena, struct slice prefix, uint8_t *slot)
{
    struct slice kept = p->count < PREFIXES_MOST ? arena_copy(arena, prefix) : (struct slice){ 0 };
    if (kept.data) {
        *slot = (uint8_t)++p->count;
        p->list[*slot] = kept;
    }
    return *slot;
}

unsigned prefixes_number(struct prefixes *p, struct arena *arena, struct slice url)
{
    struct slice prefix = slice_part(url, 0, prefix_length(url));
    size_t hash = hash_of(prefix);
    for (size_t i = 0; prefix.length && i < SLOTS_SEEN; i++) {
        uint8_t *slot = &p->slots[(hash + i) % PREFIX_SLOTS];
        if (*slot == 0) {
            return add(p, arena, prefix, slot);
        }
        if (slice_equal(p->list[*slot], prefix)) {
            return *slot;
        }
    }
    return 0;
}
