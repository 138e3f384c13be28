/* Codings that HTTP bodies are wrapped in: chunked (RFC 9112 section 7.1), and gzip, deflate, br
 * and zstd (RFC 9110 section 8.4.1, RFC 7932, RFC 8878). */
#ifndef SYNTAX_CODING_H
#define SYNTAX_CODING_H

#include "base/buffer.h"

#include <stdint.h>

enum coding { CODING_NONE, CODING_GZIP, CODING_DEFLATE, CODING_BROTLI, CODING_ZSTD };

enum { CODINGS_MOST = 5 };

/* In the order in which they were applied. */
struct codings {
    uint8_t list[CODINGS_MOST]; /* enum coding */
    unsigned count;
    bool unknown;  /* there is one that cannot be undone */
    bool too_many; /* there are more than fit */
};

/* Adds the codings that a field names. Chunked is none of them. */
void codings_add(struct codings *c, struct slice field);

enum coding_end {
    CODING_WHOLE,
    CODING_CUT, /* the input ended before its end, or the output has reached its limit */
    CODING_BROKEN,
    CODING_NO_MEMORY
};

/* Undoes all codings of an input, or of its beginning, and adds what comes out to `out`, as much as
 * its limit lets. What was added before an input turns out broken stays. What takes room is gone
 * before it comes back, but for what was added. */
enum coding_end codings_undo(const struct codings *c, struct slice in, struct buffer *out);

/* --- Chunks, a piece at a time --- */

enum chunk_state {
    CHUNK_SIZE, /* at the start */
    CHUNK_EXTENSION,
    CHUNK_DATA,
    CHUNK_DATA_END,
    CHUNK_TRAILER,      /* at the start of a line behind the last chunk */
    CHUNK_TRAILER_LINE, /* in it */
    CHUNK_DONE,
    CHUNK_BROKEN
};

/* It starts as { 0 }. */
struct chunks {
    enum chunk_state state;
    uint64_t left;   /* of the chunk's data; of a size being read, its value */
    unsigned digits; /* of a size being read */
    size_t trailing; /* bytes behind the last chunk */
};

/* Reads the next piece of a chunked body and adds its data to `out`, as much as its limit lets.
 * Gives how much of the piece belongs to the body: less than all where it is done, or broken. */
size_t chunks_read(struct chunks *c, struct slice piece, struct buffer *out);

#endif
