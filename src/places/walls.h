/* Pages that stand in front of others: whoever is sent to one has not seen what was linked. */
#ifndef PLACES_WALLS_H
#define PLACES_WALLS_H

#include "syntax/url.h"

enum wall {
    WALL_NONE,
    WALL_LOGIN,
    WALL_ROBOTS /* a captcha, a question for consent: for people only */
};

/* A wall that is known by its address. */
enum wall wall_at(const struct url *u);

/* A wall that nobody knows: whoever came from `from` was sent to a path or a host that a word calls
 * a login or a question for consent, and the query carries `from` back. *failed: memory ran out. */
enum wall wall_between(const struct url *from, const struct url *u, bool *failed);

#endif
