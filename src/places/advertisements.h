/* Lines that pages print around what they sell, which extractors leave amid other words. */
#ifndef PLACES_ADVERTISEMENTS_H
#define PLACES_ADVERTISEMENTS_H

#include "base/slice.h"

/* No label is longer, in bytes. */
enum { ADVERTISEMENT_MOST = 64 };

/* Whether a whole line, without white space around it, is such a label. */
bool advertisement_is_label(struct slice line);

#endif
