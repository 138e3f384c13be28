/* The bytes around which a text is looked at: finding the next one is what a scan mostly does. */
#ifndef SCAN_READ_TRIGGER_H
#define SCAN_READ_TRIGGER_H

#include "scan/read/text.h"

/* The next byte in [at, to) that triggers a recogniser, or `to`. Looks behind `to` where s has
 * more.
 */
size_t trigger_find(const struct text *t, struct slice s, size_t at, size_t to);

#endif
