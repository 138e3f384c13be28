/* The bytes around which a text is looked at: finding the next one is what a scan mostly does. */
#ifndef SCAN_READ_TRIGGER_H
#define SCAN_READ_TRIGGER_H

#include "scan/read/text.h"

/* The next byte in [at, to) of the window that triggers a recogniser, or `to`. Looks behind `to`
 * where the window has more. Tells where lines end by the way. */
size_t trigger_find(struct text *t, const struct window *w, size_t at, size_t to);

#endif
