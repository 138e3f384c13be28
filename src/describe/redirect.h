/* Where platforms and archives send who asks them. */
#ifndef DESCRIBE_REDIRECT_H
#define DESCRIBE_REDIRECT_H

#include "base/text.h"
#include "net/exchange.h"

enum { REDIRECTS_MOST = 5 }; /* of one question */

bool redirect_is(const struct exchange *x);

/* Goes from a URL, which is held, to the one that the answer names, without its fragment. False,
 * and the URL is as it was: it names none that can be asked, or *no_memory is set. */
bool redirect_take(struct text **url, const struct exchange *x, bool *no_memory);

#endif
