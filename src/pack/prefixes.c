#include "pack/prefixes.h"

#include "pack/bytes.h"

#include <endian.h>

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

/* The bytes of a host that stand behind "https://", or of whatever stands there, up to a slash. */
static size_t hash_of(struct slice url)
{
    enum { BEGIN = 8 };
    uint64_t word = 0;
    size_t begin = url.length < BEGIN + sizeof word ? 0 : BEGIN;
    size_t length = url.length < sizeof word ? url.length : sizeof word;
    memcpy(&word, url.data + begin, length);
    uint64_t bytes = le64toh(word);
    uint64_t other = bytes ^ 0x2f2f2f2f2f2f2f2f; /* 0 where there is a slash */
    uint64_t slash = (other - 0x0101010101010101) & ~other & 0x8080808080808080;
    bytes &= slash ? ((slash & -slash) >> 7) - 1 : UINT64_MAX;
    bytes *= 0x9e3779b97f4a7c15;
    return bytes >> 55;
}

void prefixes_init(struct prefixes *p)
{
    static const char none[BYTES_STEP];
    p->list[0] = slice_of(none, 0);
}

/* A copy with zeros behind it. */
static struct slice keep(struct arena *arena, struct slice prefix)
{
    char *kept = arena_bytes(arena, prefix.length + BYTES_STEP);
    if (!kept) {
        return (struct slice){ 0 };
    }
    memcpy(kept, prefix.data, prefix.length);
    memset(kept + prefix.length, 0, BYTES_STEP);
    return slice_of(kept, prefix.length);
}

static unsigned add(struct prefixes *p, struct arena *arena, struct slice prefix, uint8_t *slot)
{
    bool fits = prefix.length && p->count < PREFIXES_MOST;
    struct slice kept = fits ? keep(arena, prefix) : (struct slice){ 0 };
    if (kept.data) {
        *slot = (uint8_t)++p->count;
        p->list[*slot] = kept;
    }
    return *slot;
}

/* Whether a URL begins with what is known, which is no longer: all but the shortest are compared by
 * steps, of which the last may have bytes of the one before. */
static bool begins(struct slice url, struct slice known)
{
    enum { STEP = 8 };
    if (known.length < STEP) {
        return memcmp(url.data, known.data, known.length) == 0;
    }
    size_t last = known.length - STEP;
    bool same = memcmp(url.data + last, known.data + last, STEP) == 0;
    for (size_t at = 0; same && at < last; at += STEP) {
        same = memcmp(url.data + at, known.data + at, STEP) == 0;
    }
    return same;
}

/* What is known ends with a slash: whatever begins with it has it. */
unsigned prefixes_number(struct prefixes *p, struct arena *arena, struct slice url)
{
    size_t hash = url.length ? hash_of(url) : 0;
    for (size_t i = 0; url.length && i < SLOTS_SEEN; i++) {
        uint8_t *slot = &p->slots[(hash + i) % PREFIX_SLOTS];
        if (*slot == 0) {
            return add(p, arena, slice_part(url, 0, prefix_length(url)), slot);
        }
        struct slice known = p->list[*slot];
        if (url.length >= known.length && begins(url, known)) {
            return *slot;
        }
    }
    return 0;
}
