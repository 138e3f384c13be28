/* Files of gzip members, one behind the other (RFC 1952), written and read a piece at a time. */
#ifndef SYNTAX_GZIP_H
#define SYNTAX_GZIP_H

#include "base/buffer.h"

/* What writes members; NULL: out of memory. */
struct gzip_writer *gzip_writer_new(void);
void gzip_writer_free(struct gzip_writer *w);

/* Adds a member that holds this: pressed, fast rather than small, or as it is, which costs next to
 * nothing. */
void gzip_write(struct gzip_writer *w, struct slice in, bool press, struct buffer *out);

/* --- Reading --- */

/* Whether a member may begin here, by the bytes that are the same in all. */
bool gzip_may_begin(struct slice in);

enum gzip_step {
    GZIP_MORE,   /* it wants more input, or more room */
    GZIP_MEMBER, /* a member has ended, with its check sum right */
    GZIP_BROKEN, /* what comes is no member, or a damaged one */
    GZIP_NO_MEMORY
};

/* NULL: out of memory. */
struct gunzip *gunzip_new(void);
void gunzip_free(struct gunzip *g);

/* The next input is the start of a member. */
void gunzip_begin(struct gunzip *g);

/* Takes what it can off *in and adds at most `most` bytes to `out`. */
enum gzip_step gunzip_take(struct gunzip *g, struct slice *in, size_t most, struct buffer *out);

#endif
