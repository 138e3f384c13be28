/* The body of a page as it comes: kept as it is, and read no further than tells where it leads, as
 * a rule, unless the whole is wanted.
 *
 * libcurl hands over what was sent, chunks and codings and all. Chunks are undone as they come. The
 * other codings are undone from the start now and then, and at the end: so nothing but the bytes
 * themselves is held for a transfer, whatever a decoder may take. */
#ifndef NET_BODY_H
#define NET_BODY_H

#include "base/buffer.h"
#include "syntax/http.h"

enum {
    BODY_MOST = 128 << 10,  /* of it, and of what comes out of it */
    BODY_RAW_MOST = 1 << 20 /* of it with its chunks, which may have a byte each */
};

struct body {
    struct http_head says;
    size_t most;        /* the whole is wanted, so many bytes of it; 0: a page's head */
    bool keeps_raw;     /* chunks are to be kept as they came */
    struct buffer raw;  /* with its chunks, if they are to be kept */
    struct buffer data; /* without them */
    struct buffer page; /* without codings, as far as they were undone; unused if there are none */
    struct chunks chunks;
    size_t bytes;       /* that came */
    size_t looked;      /* so much of `data` has been looked at ... */
    int64_t looked_at;  /* ... then (time_tick_ms) */
    size_t head_end;    /* where the body element begins in the page; 0: not seen yet */
    int64_t fair_until; /* nobody needs more of it: until then the rest is waited for
                           (time_tick_ms); 0: not yet */
    bool enough;        /* all that is needed was read */
    bool broken;        /* its codings are not what the header says */
    bool no_memory;
};

void body_init(struct body *b);

/* Lets go of what takes much room, or of all. */
void body_clear(struct body *b);
void body_free(struct body *b);

/* A page begins, whose header says this. `most`: see above. */
void body_begin(struct body *b, const struct http_head *says, size_t most);

/* Whether what its codings wrap can be read, and whether an answer with this header has a page for
 * its body; `any`: a body that is wanted whole may come with an error, or be no text. */
bool body_is_readable(const struct http_head *says);
bool body_is_page(const struct http_head *says, size_t most, bool any);

/* Takes a piece. False: nothing more is needed, or of use. */
bool body_take(struct body *b, struct slice piece);

/* Takes a piece of what is no page: it is kept as it came, if it is to be kept. */
void body_note(struct body *b, struct slice piece);

/* When the rest of a body is not worth waiting for; INT64_MAX: it is. */
int64_t body_due(const struct body *b);

/* Nothing more comes. */
void body_end(struct body *b);

/* Whether all of it was kept, as far as its header tells. */
bool body_is_whole(const struct body *b);

/* The body as it came, which is known if it was to be kept; and what it says. */
struct slice body_raw(const struct body *b);
struct slice body_page(const struct body *b);

/* Of a page that was wanted whole: all of it, and whether there is more than was wanted. */
struct slice body_whole(const struct body *b);
bool body_is_cut(const struct body *b);

#endif
