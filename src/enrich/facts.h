/* What a document knows of its links and posts that an article can be told, with nothing in it but
 * http(s) URLs and dates. */
#ifndef ENRICH_FACTS_H
#define ENRICH_FACTS_H

#include "base/buffer.h"
#include "record.h"

/* What facts are read with; starts with facts_open, ends with facts_close. Where memory ran out,
 * which facts_failed tells in the end, facts may be missing. */
struct facts_room {
    const struct document *document;
    const struct embed **copied; /* posts with a copy, sorted by platform and id */
    size_t count;
    struct buffer url, target; /* scratch */
    bool failed;
};

void facts_open(struct facts_room *room, const struct document *document);
void facts_close(struct facts_room *room);
bool facts_failed(const struct facts_room *room);

/* Where a link leads, and its copy. */
struct link_facts {
    struct slice original; /* its other end: the final target of one that is alive, else the first
                              URL on the way that is neither shortener nor wrapper, else its own */
    bool is_alive;         /* the first of these */
    struct slice version;  /* the copy; absent: there is none */
    struct slice date;     /* of the copy, or, without one, the day of the document; may be empty */
    char date_text[TIME_TEXT];
};

/* False: it has neither a copy nor another end than itself. `date` stands in the facts. A permalink
 * has the copy of its post, where it has none of its own. */
bool facts_of_link(struct facts_room *room, const struct link *link, struct link_facts *out);

/* The copy's URL, or the absent slice; `archive` may be NULL. */
struct slice facts_copy(const struct archive *archive, struct facts_room *room);

#endif
