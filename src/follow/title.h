/* A page's title, as records have it. */
#ifndef FOLLOW_TITLE_H
#define FOLLOW_TITLE_H

#include "base/buffer.h"

/* Adds a title as its element holds it, decoded, its white space collapsed, and cut where it is
 * very long. The scratch is left with what was decoded. */
void title_add(struct slice raw, struct buffer *scratch, struct buffer *into);

#endif
