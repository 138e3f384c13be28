/* What the recognisers give: links, and claims that here stands a post. They write nothing and know
 * no document; gather/ makes records of it. */
#ifndef SCAN_FIND_FIND_H
#define SCAN_FIND_FIND_H

#include "places/place.h"
#include "terms.h"

/* A claim that a post stands here. The slices are borrowed: parts of what was read, or of the
 * caller's buffers. What is unknown is absent. */
struct claim {
    const struct place *place;
    const char *kind; /* NULL: as the URL's route has it, else "post" */
    enum embed_form form;
    struct slice url; /* its permalink as it was found, in any of the place's forms, still to be
                         matched; absolute, or relative to the document's base */
    struct slice id;  /* where no URL says it */
    struct slice name, handle;
    struct slice text, lang, title;
    bool text_open; /* nobody can tell where the text begins */
    struct date date;
};

#endif
