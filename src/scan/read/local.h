/* Links to files beside the document: they are read against a base that stands for the document's
 * place in its folder, whose root is the base's only known part.
 *
 * The host of such a base is nobody's, and above the root it has folders that are nobody's either,
 * so that a link that climbs out of the root is told from one that begins there. */
#ifndef SCAN_READ_LOCAL_H
#define SCAN_READ_LOCAL_H

#include "base/buffer.h"

/* Adds the base of a document that stands there: its path from the root, or "", that it is in no
 * folder. */
void local_base(struct slice place, struct buffer *into);

/* Whether a URL that was read against a base is of such a one. */
bool local_is(struct slice url);

/* Adds where such a URL leads: the path from the root, percent-encoded, and the fragment with its
 * "#"; of a document that is in no folder the fragment alone. ".." stands for all that is outside
 * of the root. False: it leads nowhere, as the document is in no folder. */
bool local_reference(struct slice url, bool in_folder, struct buffer *into);

/* Whether it is for programs that make pages out of templates, and no link yet: "{{ url }}". */
bool local_is_template(struct slice written);

/* Whether markup of this origin ("a@href", "markdown") holds links to files. */
bool local_has(const char *from);

#endif
