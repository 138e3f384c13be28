/* What stands above the last paragraph of a post: more of it, or the article around. In plain text
 * the blank lines between the paragraphs of both look alike. */
#ifndef SCAN_FIND_ABOVE_H
#define SCAN_FIND_ABOVE_H

#include "places/place.h"

/* Whether the paragraph `above` seems to be of the post that would else begin with the paragraph
 * `first`. `gone_on`: that one was above another itself. */
bool above_goes_on(struct slice first, struct slice above, bool gone_on);

/* Whether a paragraph says that a post of `place`, of `name` or `handle`, comes next: "The mayor
 * wrote this post:". */
bool above_introduces(struct slice paragraph, const struct place *place, struct slice name,
                      struct slice handle);

/* Whether words end with a colon. */
bool above_ends_with_colon(struct slice words);

/* Whether a quotation ends in the text that does not begin there, and begins in the paragraph. */
bool above_opens_quote(struct slice text, struct slice paragraph);

/* Whether a paragraph is a post's by itself: it begins or ends with what prose does not, and be it
 * not only somebody's name. What stands between it and the text is of the same post. */
bool above_is_signed(struct slice paragraph);

#endif
