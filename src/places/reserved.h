/* Hosts that stand in documents for others: nobody means to lead a reader there. */
#ifndef PLACES_RESERVED_H
#define PLACES_RESERVED_H

#include "base/slice.h"

/* Whether a host, as a URL has it, is one for examples (RFC 2606, section 3) or the reader's own
 * machine (RFC 6761, section 6.3). */
bool host_is_reserved(struct slice host);

#endif
