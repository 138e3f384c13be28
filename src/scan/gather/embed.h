/* Embeds into the document. */
#ifndef SCAN_GATHER_EMBED_H
#define SCAN_GATHER_EMBED_H

#include "places/place.h"
#include "scan/read/text.h"

/* The post a URL is the permalink of. The slices are copies in the document's arena. */
struct identity {
    const struct place *place;
    const char *kind;
    struct slice id, handle, url; /* the URL is the canonical one */
};

/* False: no post's permalink, or out of memory. */
bool identity_read(struct text *t, struct slice url, struct identity *out);

/* Adds an embed that spans [start, end) of the view and holds the latest `links` links, which
 * become its own. There is room for one more. NULL: out of memory. */
struct embed *embed_add(struct sight *at, size_t start, size_t end, size_t links);

/* Gives the embed one more link, for which there must be room, unless it has it. */
void embed_add_link(struct text *t, int32_t own, uint32_t index);

void embed_identify(struct text *t, struct embed *embed, const struct identity *identity);

/* The author's page, where the place has one. */
void embed_add_author(struct text *t, struct embed *embed, const struct place *place,
                      struct slice name, struct slice handle);

#endif
