/* Where platforms can be asked: their rows by name, and the URL of one question. */
#ifndef PLACES_ENDPOINT_H
#define PLACES_ENDPOINT_H

#include "places/place.h"

/* The words of a post that its endpoints' URLs are made with; absent where they are not known. */
struct endpoint_words {
    struct slice url, keyed, id, handle, account, host, did;
};

/* Those of the Wayback Machine, ended by { 0 }. */
extern const struct endpoint archive_endpoints[];

/* The first row of this name, of any platform or archive; NULL: there is none. */
const struct endpoint *endpoint_named(struct slice name);

/* The name, or the platform that can be asked, that is most like a mistyped word; NULL: none is. */
const char *endpoint_nearest(const char *name);
const char *endpoint_nearest_platform(const char *name);

/* Adds the URL of the question: `base` stands for the row's URL unless it is absent. False, and
 * nothing added: a word is not known. */
bool endpoint_url(const struct endpoint *endpoint, struct slice base,
                  const struct endpoint_words *words, struct buffer *into);

/* Adds the token that X's syndication wants beside an id: in JavaScript,
 * ((Number(id) / 1e15) * Math.PI).toString(36).replace(/(0+|\.)/g, ''). False, and nothing added:
 * the id is no number. */
bool endpoint_token(struct slice id, struct buffer *into);

#endif
