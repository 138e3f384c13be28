/* Finds into the document: one link for each distinct URL, with all the places where it stands, and
 * one embed for each post. The only writer of a document. */
#ifndef SCAN_GATHER_GATHER_H
#define SCAN_GATHER_GATHER_H

#include "base/map.h"
#include "record.h"
#include "scan/find/find.h"

/* Where a link was gathered last, in the scanned text. */
struct placed {
    uint64_t start;
    uint64_t source; /* ... and in the input */
    uint32_t link;
    int32_t embed; /* whose it is */
};

enum { PLACED_MOST = 64, AUTHORS_KNOWN = 64 };

/* An author who was met, as the document has the words; all 0: none was. */
struct author_known {
    const struct place *place;
    struct author author;
};

/* Which URLs that stand in words are links. */
enum gather_linking {
    GATHER_ALL,
    GATHER_EXTENDED, /* those that GFM links, outside of what is silent */
    GATHER_TAGGED    /* none: only tags link */
};

struct gather {
    struct document *document;
    enum gather_linking linking;
    struct span *silent; /* words in which no URL is a link, in order */
    size_t silent_count, silent_room;
    struct map by_url;
    struct buffer parsed, composed, handle;
    struct placed placed[PLACED_MOST]; /* a ring, the latest at placed_count - 1 */
    size_t placed_count;
    struct map by_post; /* embeds by the ids of their posts */
    struct author_known authors[AUTHORS_KNOWN];
    uint64_t post_end; /* where the last embed ends in the scanned text */
    bool repeated;     /* some link stands in several places */
    bool failed;       /* out of memory */
};

void gather_init(struct gather *g, struct document *document);
void gather_free(struct gather *g);

/* Takes finds that follow those that were taken before, `lines` lines further down than they say.
 * False: out of memory. */
bool gather_take(struct gather *g, const struct finds *finds, uint64_t lines);

/* All was taken: brings the document into order. */
bool gather_finish(struct gather *g);

/* linked.c: no URL in the words of this span is a link. False: out of memory. */
bool gather_silence(struct gather *g, const struct span *span);

/* linked.c: when all was taken, leaves out what is no link. What a post has stays. False: out of
 * memory. */
bool gather_keep_linked(struct gather *g);

/* Adds the post that is claimed, with the links that were placed at [links, find->end) of the text,
 * or, if it is an element, in its span. */
bool gather_post(struct gather *g, const struct find *find, uint64_t lines);

/* Gives the posts of one author, where a text prints the handle several times, the name that was
 * read by the surest sign. False: out of memory. */
bool gather_names(struct document *document);

#endif
