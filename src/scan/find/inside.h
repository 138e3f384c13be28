/* The words inside an element that is known to hold a platform's post. */
#ifndef SCAN_FIND_INSIDE_H
#define SCAN_FIND_INSIDE_H

#include "base/buffer.h"
#include "scan/find/context.h"
#include "scan/find/post.h"

enum { INSIDE_LINKS = 64 };

/* The links that are written in the words, up to INSIDE_LINKS. Gives how many. */
size_t inside_links(struct slice words, struct near_link out[INSIDE_LINKS]);

/* Sets the claim's name, handle and text, cleaned into `scratch`, which is reset. */
void flattened_set_words(struct slice name, struct slice handle, const struct post *post,
                         struct buffer *scratch, struct claim *out);

#endif
