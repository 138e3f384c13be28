/* What is asked about a post, and what one answer says of it. */
#ifndef DESCRIBE_TOLD_H
#define DESCRIBE_TOLD_H

#include "places/place.h"
#include "record.h"

/* A post as its platform can be asked about it. The account names its author in the permalink; the
 * handle is the same, or absent where that is none. What is not known is absent. */
struct subject {
    const struct place *place; /* NULL: a platform without a file, whose ... */
    const char *platform;      /* ... name this is; it lives for ever */
    const char *kind;          /* "post", "video"; lives for ever */
    struct slice url;          /* the permalink */
    struct slice keyed;        /* a URL of it with what opens it, if it is private */
    struct slice host, account, handle, id;
    bool is_page;                     /* of many posts: a playlist */
    bool is_unknown;                  /* to the platform's endpoints */
    const struct endpoint *endpoints; /* of a platform without a file; NULL: it has none */
    struct slice oembed;              /* where the post's page says that its oEmbed is */
};

/* What an answer says. Slices live as long as the question. */
struct told {
    const char *endpoint; /* who was asked; lives for ever */
    struct slice post_id, url;
    struct author author;
    struct date date; /* by SOURCE_API, or none */
    struct slice text, title, lang;
    struct slice target; /* what the post's first link that leads away points to; or a post that it
                            quotes */
    struct slice lead;   /* a short link in its words, of which the answer does not say where it
                            leads to */
    struct author original; /* of what it reposts, */
    struct slice reposted;  /* whose permalink this is; absent: it is no repost */
    enum reason reason; /* REASON_OK: it gives the post itself; a failure; REASON_NONE: not a word
                           about it */
    bool archived;      /* it is a copy in an archive that says so */
};

#endif
