/* What fragments may name in the files of a folder. */
#ifndef FOLLOW_FRAGMENTS_H
#define FOLLOW_FRAGMENTS_H

#include "base/cache.h"
#include "follow/files.h"
#include "follow/nearby.h"
#include "net/exchange.h"
#include "syntax/anchors.h"

enum fragment_state {
    FRAGMENT_THERE,   /* or nobody can say that it is not: the file is no HTML and no Markdown */
    FRAGMENT_MISSING, /* it names nothing in the file */
    FRAGMENT_NO_MEMORY
};

enum {
    FRAGMENT_READS = 2 << 20
}; /* of a page that is asked for: behind it there may be any name */

void fragments_open(struct cache_table *files, struct cache *cache);

/* Whether a fragment is there, percent-encoded and without its "#", in a file that was found; its
 * path without symbolic links is what it is remembered by. Always there are "", "top", what scripts
 * read as a path ("/x") in pages, "L10" and "L10-L20" in others, and what a directive for text
 * (":~:") stands behind. */
enum fragment_state fragment_look(struct cache_table *files, const struct file_found *found,
                                  struct slice real, struct slice fragment);

/* Adds what is nearest, in such a file, to a fragment that is not in it. */
void fragment_guess(struct cache_table *files, const struct file_found *found, struct slice real,
                    struct slice fragment, struct nearby *nearby, struct buffer *into);

/* The names in the page that came with an exchange, of malloc, for fragments_free; NULL: it is no
 * page, or *failed, memory ran out. */
struct anchors *fragments_of(const struct exchange *x, bool *failed);
void fragments_free(struct anchors *names);

/* The same of a page that was asked for, whose site may have a script that brings "L10" about. */
enum fragment_state fragment_find(const struct anchors *names, struct slice fragment);

#endif
