#include "base/map.h"

#include "base/pages.h"

#include <stdlib.h>
#include <sys/random.h>

enum { FIRST_ROOM = 16 };

static uint64_t fold(uint64_t a, uint64_t b)
{
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t word(const char *at, size_t length)
{
    uint64_t w = 0;
    memcpy(&w, at, length);
    return w;
}

/* Folded multiplication, 16 bytes a step, as wyhash and its kin do. What the last step shares with
 * the one before it does no harm: the length counts, too. */
uint32_t map_hash(const struct map *m, struct slice key)
{
    const uint64_t odd = 0x9e3779b97f4a7c15;
    uint64_t state = m->seed ^ key.length * odd;
    uint64_t first = 0;
    uint64_t last = 0;
    struct slice rest = key;
    while (rest.length > 16) {
        state = fold(word(rest.data, 8) ^ odd, word(rest.data + 8, 8) ^ state);
        rest = slice_skip(rest, 16);
    }
    if (key.length >= 16) {
        first = word(rest.data + rest.length - 16, 8);
        last = word(rest.data + rest.length - 8, 8);
    } else if (key.length >= 8) {
        first = word(rest.data, 8);
        last = word(rest.data + rest.length - 8, 8);
    } else if (key.length) {
        first = word(rest.data, rest.length);
    }
    state = fold(fold(first ^ odd, last ^ state), m->seed ^ odd);
    uint32_t hash = (uint32_t)(state ^ state >> 32);
    return hash ? hash : 1;
}

uint64_t map_draw_seed(void)
{
    uint64_t seed = 0;
    if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != sizeof seed) {
        seed = (uint64_t)(uintptr_t)&seed; /* early in boot: address randomisation has to do */
    }
    return seed ? seed : 1;
}

void map_init(struct map *m, bool (*same)(const void *, uint32_t, struct slice), const void *owner)
{
    map_init_seeded(m, same, owner, map_draw_seed());
}

void map_init_seeded(struct map *m, bool (*same)(const void *, uint32_t, struct slice),
                     const void *owner, uint64_t seed)
{
    *m = (struct map){ .same = same, .owner = owner, .seed = seed };
}

void map_free(struct map *m)
{
    free(m->slots);
    m->slots = NULL;
    m->room = m->count = 0;
}

void map_clear(struct map *m, uint64_t seed)
{
    if (m->count > 0) {
        memset(m->slots, 0, m->room * sizeof *m->slots);
    }
    m->count = 0;
    m->seed = seed;
    m->failed = false;
}

/* The slot that holds the key, or the free one where it belongs. */
static struct map_slot *probe(const struct map *m, struct slice key, uint32_t hash)
{
    for (size_t i = hash;; i++) {
        struct map_slot *slot = &m->slots[i & (m->room - 1)];
        if (slot->hash == 0 || (slot->hash == hash && m->same(m->owner, slot->value, key))) {
            return slot;
        }
    }
}

static void move_slot(struct map *m, struct map_slot from)
{
    size_t i = from.hash;
    while (m->slots[i & (m->room - 1)].hash) {
        i++;
    }
    m->slots[i & (m->room - 1)] = from;
}

static struct map_slot *alloc_slots(size_t room)
{
    size_t size;
    if (__builtin_mul_overflow(room, sizeof(struct map_slot), &size)) {
        return NULL;
    }
    return size >= PAGES_LARGE ? pages_alloc_large(size) : malloc(size);
}

static bool grow(struct map *m, size_t room)
{
    struct map old = *m;
    m->room = room;
    m->slots = alloc_slots(room);
    if (!m->slots) {
        *m = old;
        m->failed = true;
        return false;
    }
    /* Not calloc, whose pages would be faulted in twice: for the look, and for what is put. */
    memset(m->slots, 0, m->room * sizeof *m->slots);
    for (size_t i = 0; i < old.room; i++) {
        if (old.slots[i].hash) {
            move_slot(m, old.slots[i]);
        }
    }
    free(old.slots);
    return true;
}

bool map_get(const struct map *m, struct slice key, uint32_t *value)
{
    if (m->room == 0) {
        return false;
    }
    const struct map_slot *slot = probe(m, key, map_hash(m, key));
    *value = slot->value;
    return slot->hash != 0;
}

void map_expect(const struct map *m, uint32_t hash)
{
    if (m->room) {
        __builtin_prefetch(&m->slots[hash & (m->room - 1)], 1);
    }
}

static bool is_full(size_t count, size_t room)
{
    return count * 4 >= room * 3;
}

bool map_reserve(struct map *m, size_t count)
{
    size_t room = FIRST_ROOM;
    while (is_full(count, room)) {
        room *= 2;
    }
    return m->room > 0 || grow(m, room);
}

uint32_t map_get_or_put(struct map *m, struct slice key, uint32_t fresh)
{
    return map_get_or_put_hashed(m, key, map_hash(m, key), fresh);
}

uint32_t map_get_or_put_hashed(struct map *m, struct slice key, uint32_t hash, uint32_t fresh)
{
    if (is_full(m->count, m->room) && !grow(m, m->room ? m->room * 2 : FIRST_ROOM)) {
        return fresh;
    }
    struct map_slot *slot = probe(m, key, hash);
    if (slot->hash == 0) {
        *slot = (struct map_slot){ hash, fresh };
        m->count++;
    }
    return slot->value;
}

void map_replace(struct map *m, struct slice key, uint32_t value)
{
    struct map_slot *slot = m->room ? probe(m, key, map_hash(m, key)) : NULL;
    if (slot && slot->hash) {
        slot->value = value;
    }
}

/* What stands behind it and could not stand where it belongs moves up. */
void map_remove(struct map *m, struct slice key)
{
    struct map_slot *slot = m->room ? probe(m, key, map_hash(m, key)) : NULL;
    if (!slot || !slot->hash) {
        return;
    }
    size_t mask = m->room - 1;
    size_t hole = (size_t)(slot - m->slots);
    for (size_t i = (hole + 1) & mask; m->slots[i].hash; i = (i + 1) & mask) {
        size_t home = m->slots[i].hash & mask;
        if (((i - home) & mask) >= ((i - hole) & mask)) {
            m->slots[hole] = m->slots[i];
            hole = i;
        }
    }
    m->slots[hole].hash = 0;
    m->count--;
}
