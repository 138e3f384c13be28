#include "net/replay_index.h"

#include "base/array.h"

#include <stdlib.h>

static struct slice bytes_of(const uint64_t *hash)
{
    return slice_of((const char *)hash, sizeof *hash);
}

static bool has_key(const void *owner, uint32_t value, struct slice key)
{
    const struct replay_index *x = owner;
    return slice_equal(bytes_of(&x->keys[value].hash), key);
}

static bool has_id(const void *owner, uint32_t value, struct slice id)
{
    const struct replay_index *x = owner;
    return slice_equal(bytes_of(&x->entries[value].id), id);
}

void index_open(struct replay_index *x)
{
    *x = (struct replay_index){ 0 };
    map_init(&x->by_key, has_key, x);
    map_init(&x->by_id, has_id, x);
}

void index_close(struct replay_index *x)
{
    map_free(&x->by_key);
    map_free(&x->by_id);
    free(x->entries);
    free(x->keys);
}

/* --- Hashes: 64 bits of two maps' seeds, so that no file can choose them --- */

static uint64_t hash_of(const struct replay_index *x, struct slice s)
{
    return (uint64_t)map_hash(&x->by_key, s) << 32 | map_hash(&x->by_id, s);
}

uint64_t index_hash_id(const struct replay_index *x, struct slice id)
{
    return hash_of(x, id);
}

uint64_t index_hash_url(const struct replay_index *x, struct slice url, const struct way *way)
{
    uint64_t hash = hash_of(x, url);
    uint64_t ways[] = { hash, way->cookies, (uint64_t)way->face << 1 | way->wants_whole };
    bool is_plain = ways[1] == 0 && ways[2] == 0;
    return is_plain ? hash : hash_of(x, slice_of((const char *)ways, sizeof ways));
}

/* --- Adding --- */

static uint32_t add_entry(struct replay_index *x, const struct entry *entry)
{
    struct entry *entries = array_grow(x->entries, x->entry_count, &x->entry_room, sizeof *entries);
    if (!entries || x->entry_count >= NO_ENTRY) {
        x->no_memory = true;
        return NO_ENTRY;
    }
    x->entries = entries;
    x->entries[x->entry_count] = *entry;
    x->entries[x->entry_count].next = NO_ENTRY;
    return (uint32_t)x->entry_count++;
}

static struct key *key_of(struct replay_index *x, uint64_t hash)
{
    struct key *keys = array_grow(x->keys, x->key_count, &x->key_room, sizeof *keys);
    if (!keys) {
        x->no_memory = true;
        return NULL;
    }
    x->keys = keys;
    x->keys[x->key_count] = (struct key){ hash, NO_ENTRY, NO_ENTRY, NO_ENTRY, false };
    uint32_t index = map_get_or_put(&x->by_key, bytes_of(&hash), (uint32_t)x->key_count);
    x->key_count += index == x->key_count;
    x->no_memory = x->no_memory || x->by_key.failed;
    return &x->keys[index];
}

void index_add(struct replay_index *x, uint64_t hash, const struct entry *entry)
{
    struct key *key = key_of(x, hash);
    uint32_t index = key ? add_entry(x, entry) : NO_ENTRY;
    if (index == NO_ENTRY) {
        return;
    }
    if (key->last == NO_ENTRY) {
        key->first = index;
    } else {
        x->entries[key->last].next = index;
    }
    key->last = index;
    key->has_notes = key->has_notes || entry->has_note;
    if (entry->id) {
        map_get_or_put(&x->by_id, bytes_of(&entry->id), index);
        x->no_memory = x->no_memory || x->by_id.failed;
    }
}

/* --- Finding --- */

struct entry *index_response(const struct replay_index *x, uint64_t id)
{
    uint32_t index;
    return map_get(&x->by_id, bytes_of(&id), &index) ? &x->entries[index] : NULL;
}

struct key *index_find(const struct replay_index *x, uint64_t hash)
{
    uint32_t index;
    return map_get(&x->by_key, bytes_of(&hash), &index) ? &x->keys[index] : NULL;
}

static bool answers(const struct key *key, const struct entry *e)
{
    return !e->is_void && (e->has_note || !key->has_notes);
}

struct entry *index_take(const struct replay_index *x, struct key *key)
{
    uint32_t at = key->at == NO_ENTRY ? key->first : x->entries[key->at].next;
    while (at != NO_ENTRY && !answers(key, &x->entries[at])) {
        at = x->entries[at].next;
    }
    key->at = at == NO_ENTRY ? key->at : at;
    return key->at == NO_ENTRY ? NULL : &x->entries[key->at];
}
