/* A hash map from bytes to a 32-bit value: an index into an array that its owner keeps.
 *
 * The owner keeps the keys too and compares them, so a slot is 8 bytes. Hashes are seeded: what a
 * hostile page chooses cannot make them collide. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/slice.h"

#include <stdint.h>

struct map_slot {
    uint32_t hash; /* 0: free */
    uint32_t value;
};

struct map {
    struct map_slot *slots;
    size_t room; /* a power of two */
    size_t count;
    uint64_t seed;
    bool (*same)(const void *owner, uint32_t value, struct slice key);
    const void *owner;
    bool failed; /* out of memory: the value put last is not in the map */
};

/* Holds nothing until the first put; `same` tells whether the owner's `value` has this key. */
void map_init(struct map *m, bool (*same)(const void *, uint32_t, struct slice), const void *owner);
void map_free(struct map *m);

/* Has a map that holds nothing make room for so many keys at once. False: out of memory. */
bool map_reserve(struct map *m, size_t count);

/* A seed that nobody can guess, which is never 0. To ask the system for one for each of many small
 * maps costs more than they do. */
uint64_t map_draw_seed(void);

/* The same as map_init, with a seed that was drawn before. */
void map_init_seeded(struct map *m, bool (*same)(const void *, uint32_t, struct slice),
                     const void *owner, uint64_t seed);

/* Forgets all, keeps the memory; with another seed. */
void map_clear(struct map *m, uint64_t seed);

bool map_get(const struct map *m, struct slice key, uint32_t *value);

/* Gives the value the key has, or, where it has none, puts `fresh` and gives that. */
uint32_t map_get_or_put(struct map *m, struct slice key, uint32_t fresh);

/* Gives a key that has a value another one, whose key is the same. */
void map_replace(struct map *m, struct slice key, uint32_t value);

/* Takes a key out, if it has a value; the owner still has it. */
void map_remove(struct map *m, struct slice key);

/* --- For maps larger than the caches, whose owner knows a key before it is put --- */

/* The key's hash in this map and in those that share its seed; never 0. */
uint32_t map_hash(const struct map *m, struct slice key);

/* Begins to fetch the memory where a key with this hash belongs. */
void map_expect(const struct map *m, uint32_t hash);

/* map_get_or_put, with the key's hash. */
uint32_t map_get_or_put_hashed(struct map *m, struct slice key, uint32_t hash, uint32_t fresh);

#endif
