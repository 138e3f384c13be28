/* Pages that stand in front of others: whoever is sent to one has not seen what was linked. */
#ifndef PLACES_WALLS_H
#define PLACES_WALLS_H

#include "syntax/url.h"

enum wall {
    WALL_NONE,
    WALL_LOGIN,
    WALL_ROBOTS /* a captcha, a question for consent: for people only */
};

enum wall wall_at(const struct url *u);

#endif
