#include "base/seen.h"

#include <stdlib.h>
#include <sys/random.h>

enum { FIRST_ROOM = 64 };

/* --- SipHash-1-3 (Aumasson and Bernstein): one round a word, three at the end --- */

static uint64_t turn(uint64_t x, unsigned bits)
{
    return x << bits | x >> (64 - bits);
}

static void mix(uint64_t v[4])
{
    v[0] += v[1];
    v[1] = turn(v[1], 13) ^ v[0];
    v[0] = turn(v[0], 32);
    v[2] += v[3];
    v[3] = turn(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = turn(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = turn(v[1], 17) ^ v[2];
    v[2] = turn(v[2], 32);
}

static void take_word(uint64_t v[4], uint64_t word)
{
    v[3] ^= word;
    mix(v);
    v[0] ^= word;
}

/* Eight bytes, the first of them the lowest. */
static uint64_t word_of(const char *bytes, size_t length)
{
    uint64_t word = 0;
    for (size_t i = 0; i < length; i++) {
        word |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    }
    return word;
}

static uint64_t hash(const uint64_t key[2], struct slice of)
{
    uint64_t v[4] = { key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d,
                      key[0] ^ 0x6c7967656e657261, key[1] ^ 0x7465646279746573 };
    uint64_t last = (uint64_t)of.length << 56;
    while (of.length >= 8) {
        take_word(v, word_of(of.data, 8));
        of = slice_skip(of, 8);
    }
    take_word(v, last | word_of(of.data, of.length));
    v[2] ^= 0xff;
    mix(v);
    mix(v);
    mix(v);
    uint64_t sum = v[0] ^ v[1] ^ v[2] ^ v[3];
    return sum ? sum : 1;
}

/* --- The set --- */

void seen_init(struct seen *s)
{
    *s = (struct seen){ .slots = NULL };
    if (getrandom(s->key, sizeof s->key, GRND_NONBLOCK) != sizeof s->key) {
        s->key[0] = (uint64_t)(uintptr_t)s; /* early in boot: address randomisation has to do */
    }
}

void seen_free(struct seen *s)
{
    free(s->slots);
    s->slots = NULL;
    s->room = s->count = 0;
}

/* Where the hash stands, or the free slot where it belongs. */
static uint64_t *find(const struct seen *s, uint64_t of)
{
    size_t i = of & (s->room - 1);
    while (s->slots[i] && s->slots[i] != of) {
        i = (i + 1) & (s->room - 1);
    }
    return &s->slots[i];
}

static bool grow(struct seen *s)
{
    struct seen more = *s;
    more.room = s->room ? s->room * 2 : FIRST_ROOM;
    more.slots = calloc(more.room, sizeof *more.slots);
    if (!more.slots) {
        return false;
    }
    for (size_t i = 0; i < s->room; i++) {
        if (s->slots[i]) {
            *find(&more, s->slots[i]) = s->slots[i];
        }
    }
    free(s->slots);
    *s = more;
    return true;
}

bool seen_add(struct seen *s, struct slice key, bool *fresh)
{
    *fresh = false;
    if (s->count * 4 >= s->room * 3 && !grow(s)) {
        return false;
    }
    uint64_t of = hash(s->key, key);
    uint64_t *slot = find(s, of);
    *fresh = *slot == 0;
    s->count += *fresh;
    *slot = of;
    return true;
}

bool seen_has(const struct seen *s, struct slice key)
{
    return s->room && *find(s, hash(s->key, key));
}
