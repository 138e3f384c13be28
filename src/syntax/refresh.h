/* Where a page sends its reader next without a Location header. */
#ifndef SYNTAX_REFRESH_H
#define SYNTAX_REFRESH_H

#include "base/slice.h"

#include <stdint.h>

/* The "shared declarative refresh steps" of the HTML Standard (section 4.2.5.3), for a Refresh
 * header or the content of a meta element. False: not a refresh. *seconds is capped at UINT32_MAX;
 * *url is a part of `content`, still to be resolved against the document's base; absent where the
 * page is to reload itself. */
bool refresh_parse(struct slice content, uint32_t *seconds, struct slice *url);

#endif
