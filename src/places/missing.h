/* How pages say that what was asked for is not there, whatever their status: words of many
 * languages, and paths. None of it proves anything alone. */
#ifndef PLACES_MISSING_H
#define PLACES_MISSING_H

#include "base/slice.h"

#include <stddef.h>

/* Whether a text of UTF-8 says so and nothing else: "Page not found", "Error 404: Seite nicht
 * gefunden!", "404". Case, punctuation and white space do not matter. False also where memory ran
 * out, which *failed tells. */
bool missing_is_phrase(struct slice text, bool *failed);

/* Whether a segment of a title is such a phrase, the others being the site's name and the like:
 * "Page not found | The Courier", "404 - The Courier". */
bool missing_in_title(struct slice title, bool *failed);

/* Whether a path names the number, or a page for what is not found, as a word of its own: "/404",
 * "/errors/not-found.html", "/Status/404". */
bool missing_in_path(struct slice path);

/* The phrases as they are compared, sorted by their bytes. */
extern const char *const missing_phrases[];
extern const size_t missing_phrase_count;

#endif
