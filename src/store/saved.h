/* An outcome as text that outlives its run, and back.
 *
 * The text may have been written by anybody: what is not exactly as saved_write makes it is no
 * answer. */
#ifndef STORE_SAVED_H
#define STORE_SAVED_H

#include "base/buffer.h"
#include "record.h"

enum { SAVED_HOPS = 64, SAVED_MOST = 256 << 10 };

/* Whether an outcome is one to be kept: it is done, it says something of its URL, and it has no
 * more hops than SAVED_HOPS. */
bool saved_is_worth(const struct outcome *o);

/* Adds the text of an outcome that is worth it. */
void saved_write(const struct outcome *o, struct buffer *into);

/* Reads the text that was kept of a URL; what *out points to is copied into the arena, but for the
 * URL itself. False: it is no such text, or memory ran out. */
bool saved_read(struct slice url, struct slice text, struct arena *arena, struct outcome *out);

#endif
