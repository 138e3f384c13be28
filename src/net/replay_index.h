/* Where in an archive the answers stand, by what was asked. Of URLs and names of records only
 * hashes are kept: whoever reads a record there sees to it that it is the one. */
#ifndef NET_REPLAY_INDEX_H
#define NET_REPLAY_INDEX_H

#include "base/map.h"
#include "net/exchange.h"
#include "syntax/warc_file.h"

enum { NO_ENTRY = UINT32_MAX };

/* What is asked, besides the URL. */
struct way {
    uint64_t cookies;
    enum face face;
    bool wants_whole;
};

/* An answer: a response, or what was noted of an exchange, or both. */
struct entry {
    struct warc_file_place response, note;
    uint64_t id;   /* hash of the response's name */
    int64_t date;  /* the response's */
    uint32_t next; /* of those that were asked alike, in the order of the file */
    bool has_response, has_note;
    bool is_revisit; /* its body stands in another response */
    bool is_void;    /* it answers something else */
};

struct key {
    uint64_t hash;
    uint32_t first, last, at; /* `at` was given last, or NO_ENTRY */
    bool has_notes;           /* then responses that have none were tries that did not count */
};

struct replay_index {
    struct entry *entries;
    size_t entry_count, entry_room;
    struct key *keys;
    size_t key_count, key_room;
    struct map by_key, by_id;
    bool no_memory;
};

/* Must stay where it is while open. */
void index_open(struct replay_index *x);
void index_close(struct replay_index *x);

uint64_t index_hash_url(const struct replay_index *x, struct slice url, const struct way *way);
uint64_t index_hash_id(const struct replay_index *x, struct slice id);

/* Adds an entry under the hash of what was asked. */
void index_add(struct replay_index *x, uint64_t hash, const struct entry *entry);

/* The response of a name; NULL: there is none. */
struct entry *index_response(const struct replay_index *x, uint64_t id);

/* The key, or NULL. */
struct key *index_find(const struct replay_index *x, uint64_t hash);

/* The next answer of a key: the one behind that which was given last, or, behind the last, that
 * again. NULL: there is none. */
struct entry *index_take(const struct replay_index *x, struct key *key);

#endif
