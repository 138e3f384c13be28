/* Links into the document: one for each distinct URL, with all the places where it stands. */
#ifndef SCAN_GATHER_LINKS_H
#define SCAN_GATHER_LINKS_H

#include "base/map.h"
#include "record.h"
#include "scan/find/meaning.h"

/* Where a link was found last. Offsets into the scanned text. */
struct occurrence {
    uint64_t start, end;
    uint32_t link;
};

enum { OCCURRENCES = 64 };

struct links {
    struct document *document;
    struct map by_url;
    struct reader reader;
    uint32_t hash;                       /* of what was read last, in the map */
    bool repeated;                       /* some link stands in several places */
    struct occurrence last[OCCURRENCES]; /* a ring, the latest at count - 1 */
    size_t count;
};

void links_init(struct links *l, struct document *document);
void links_free(struct links *l);

/* Begins anew, with an empty document. */
void links_restart(struct links *l, struct document *document);

/* Reads what is written, to be added next: what it means lasts until the next is read. False: out
 * of memory. */
bool links_read(struct links *l, struct slice written, bool has_scheme, struct meaning *out);

/* Adds what was read, at a span. False: out of memory. A truncated link is one of its own, for what
 * was cut off may differ. */
bool links_add(struct links *l, const struct meaning *meaning, const struct span *span,
               uint32_t *index);

void links_note(struct links *l, struct occurrence where);

/* The latest but `back` occurrence; NULL where none is remembered. */
const struct occurrence *links_latest(const struct links *l, size_t back);

/* The latest occurrences that begin at `from` or later, oldest first; gives how many. */
size_t links_since(const struct links *l, uint64_t from, struct occurrence out[OCCURRENCES]);

/* Goes on in another document, which is empty, and takes the latest occurrences from `from` on
 * there: their links become its first. False: out of memory. */
bool links_move(struct links *l, struct document *to, uint64_t from);

/* Before joining: gives the hash of each link's URL, as out[index]. */
void links_hashes(const struct links *l, uint32_t *out);

/* Adds a link of another document that goes on where this one ends, and whose arena this one's
 * adopts; with the hash of its URL. False: out of memory. */
bool links_adopt(struct links *l, const struct link *link, uint32_t hash, uint32_t *index);

/* Gives a link more places, from the latest back, in this document's arena and behind all that it
 * has. */
void links_add_places(struct links *l, uint32_t index, struct span_list *latest);

/* Brings the places of each link into order. */
void links_finish(struct links *l);

#endif
