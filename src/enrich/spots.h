/* Where the links of a document stand, in order: from a place in the article to its link. */
#ifndef ENRICH_SPOTS_H
#define ENRICH_SPOTS_H

#include "record.h"

struct spot {
    uint64_t start, end; /* bytes of the article */
    const char *from;    /* the markup; NULL: text */
    size_t link;         /* index */
};

struct spots {
    struct spot *list;
    size_t count;
};

/* False: out of memory. To be freed with spots_free all the same. */
bool spots_open(struct spots *s, const struct document *document);
void spots_free(struct spots *s);

/* The first that begins there and was found in such markup; NULL: none does. */
const struct spot *spots_find(const struct spots *s, uint64_t start, const char *from);

#endif
