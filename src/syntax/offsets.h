/* A map of offsets: from the bytes of a decoded text back to the bytes it was decoded from.
 *
 * It is a list of runs in order. In a run every `to` decoded bytes came from `from` source bytes:
 * plain text is a run of 1 to 1, "&amp;" one of 5 to 1, Cyrillic letters in windows-1251 one of 1
 * to 2, ASCII in UTF-16 one of 2 to 1. Source bytes between two runs left nothing behind: tags
 * between joined texts. So maps serve character references, removed markup and encodings alike;
 * where two were done one after the other, the caller asks one map after the other.
 *
 * A map without runs is the identity. Runs that go on as the last one did are joined, so memory is
 * bounded by the changes in what is not forgotten yet: 24 bytes each. */
#ifndef SYNTAX_OFFSETS_H
#define SYNTAX_OFFSETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct offsets_run {
    uint64_t decoded, source; /* where it begins in both */
    uint32_t from, to;        /* source bytes and the decoded bytes they gave; to is never 0 */
};

struct offsets {
    struct offsets_run *runs;
    size_t first; /* the runs before it are forgotten */
    size_t count; /* behind the last run */
    size_t room;
    uint64_t decoded; /* how many decoded bytes were added */
    uint64_t source;  /* behind the last source byte that was added */
    bool failed;      /* out of memory: what was added since is lost */
};

/* A map starts as { 0 }. Freeing leaves it so. */
void offsets_free(struct offsets *o);

/* Makes it empty, and keeps the memory. */
void offsets_clear(struct offsets *o);

/* The next `count` times `to` decoded bytes came from `count` times `from` source bytes, which
 * begin at `source`. Sources never go back. Where count or to is 0 nothing is added. */
void offsets_add(struct offsets *o, uint64_t source, uint64_t count, uint32_t from, uint32_t to);

/* The next bytes came one to one. */
static inline void offsets_add_plain(struct offsets *o, uint64_t source, uint64_t length)
{
    offsets_add(o, source, length, 1, 1);
}

/* Where the source of a decoded byte begins. For the offset behind the last byte: where the source
 * of the last one ends. Offsets before what is not forgotten give the first that is known. */
uint64_t offsets_start(const struct offsets *o, uint64_t decoded);

/* Where the source of the first byte that is not forgotten begins; without any: 0. */
static inline uint64_t offsets_first(const struct offsets *o)
{
    return o->first < o->count ? o->runs[o->first].source : 0;
}

/* Where the source of what ends at `decoded` ends: a span of decoded bytes [a, b), a < b, came from
 * [offsets_start(a), offsets_end(b)), which has all of the references at both its ends. */
uint64_t offsets_end(const struct offsets *o, uint64_t decoded);

/* Decoded bytes before this one are not asked for any more. */
void offsets_forget(struct offsets *o, uint64_t decoded);

#endif
