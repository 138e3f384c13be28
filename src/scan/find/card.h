/* A post as its platform's script drew it, copied as text:
 *
 *     Follow
 *     Donald Trump Jr. ✔ @DonaldJTrumpJr
 *     The words
 *     8:27 AM - 11 Jul 2017
 *     14,477 14,477 Retweets   41,606 41,606 likes */
#ifndef SCAN_FIND_CARD_H
#define SCAN_FIND_CARD_H

#include "scan/find/context.h"

struct card {
    const struct place *place;
    size_t start, end;
    struct slice name, handle, text;
    struct date date; /* the day where the reader is */
};

/* Reads the card whose handle begins with the "@" at the view's place. False: there is none. */
bool card_read(const struct context *c, struct card *out);

#endif
