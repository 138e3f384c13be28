/* Words that sites print around a platform's posts, and that are no part of them: "Skip Twitter
 * post 2 by @name", "View this post on Instagram". The rows are the places'. */
#ifndef SCAN_FIND_FURNITURE_H
#define SCAN_FIND_FURNITURE_H

#include "places/place.h"

/* Where the words begin behind the last furniture in [low, end); `low` if there is none. `name` is
 * the author's, which furniture may repeat. */
size_t furniture_end(const struct place *place, struct slice s, size_t low, size_t end,
                     struct slice name);

/* Where the words in [low, end) end, before what stands behind them for a picture. */
size_t furniture_before_picture(const struct place *place, struct slice s, size_t low, size_t end);

#endif
