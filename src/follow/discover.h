/* Where a page says that the oEmbed of what it shows is (https://oembed.com, section 4). */
#ifndef FOLLOW_DISCOVER_H
#define FOLLOW_DISCOVER_H

#include "base/arena.h"
#include "net/exchange.h"
#include "syntax/url.h"

/* The URL of the JSON: as a link element has it (`href`, not decoded; absent: there is none), or a
 * Link field of the answer (RFC 8288). Copied to the arena; absent: the page says none. */
struct slice discover_oembed(const struct exchange *x, struct slice href, const struct url *base,
                             struct arena *arena, bool *no_memory);

#endif
