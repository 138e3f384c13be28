/* A set of keys that is only asked whether a key is new: it holds a hash of 64 bits of each, and
 * not the key.
 *
 * Two keys are taken for one with a probability of 2^-64, and since the hash is keyed at random
 * (SipHash-1-3) nobody who chooses keys can make it more. Among a million keys that happens once in
 * forty million runs: good enough to count by, not to answer by. */
#ifndef BASE_SEEN_H
#define BASE_SEEN_H

#include "base/slice.h"

#include <stdint.h>

struct seen {
    uint64_t *slots; /* 0: free */
    size_t room;     /* a power of two */
    size_t count;
    uint64_t key[2];
};

void seen_init(struct seen *s);
void seen_free(struct seen *s);

/* Puts a key into the set; *fresh: it was not there. False: out of memory, and it is as it was. */
bool seen_add(struct seen *s, struct slice key, bool *fresh);

/* Whether a key was put into the set. */
bool seen_has(const struct seen *s, struct slice key);

#endif
