/* What a document knows of its links and posts that an article can be told, with nothing in it but
 * http(s) URLs and dates. */
#ifndef ENRICH_FACTS_H
#define ENRICH_FACTS_H

#include "base/buffer.h"
#include "record.h"

/* Scratch space; starts as FACTS_ROOM, freed with facts_room_free. Where memory ran out, one of the
 * two says so in the end (no_memory), and facts may be missing. */
struct facts_room {
    struct buffer url, target;
};

#define FACTS_ROOM ((struct facts_room){ BUFFER(1 << 17), BUFFER(1 << 17) })

void facts_room_free(struct facts_room *room);

/* Where a link leads, and its copy. */
struct link_facts {
    struct slice original; /* its other end: the final target of one that is alive, else the first
                              URL on the way that is neither shortener nor wrapper, else its own */
    bool is_alive;         /* the first of these */
    struct slice version;  /* the copy; absent: there is none */
    struct slice date;     /* of the copy, or, without one, the day of the document; may be empty */
    char date_text[TIME_TEXT];
};

/* False: it has neither a copy nor another end than itself, or memory ran out (room->url.no_memory,
 * or the other). `date` stands in the facts. */
bool facts_of_link(const struct document *document, const struct link *link,
                   struct facts_room *room, struct link_facts *out);

/* The copy's URL, or the absent slice; `archive` may be NULL. */
struct slice facts_copy(const struct archive *archive, struct facts_room *room);

#endif
