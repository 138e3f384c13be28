/* What fragments may name in a document that is in no folder: its names are read beside its scan,
 * as nobody can look them up later. */
#ifndef SESSION_OWN_NAMES_H
#define SESSION_OWN_NAMES_H

#include "record.h"
#include "syntax/anchors.h"
#include "syntax/encoding.h"

struct own_names {
    bool off;           /* none are wanted, or the document is none that has any */
    bool begun;         /* it is known what the document is */
    struct buffer held; /* its bytes until then */
    struct anchors *names;
    struct anchor_reader reader;
    bool decodes;
    struct encoding_decoder decoder;
    struct buffer decoded;
};

void own_names_init(struct own_names *o, bool wanted);
void own_names_free(struct own_names *o);

/* The next bytes of the document, behind the scan, which knows what it is at some time. False: out
 * of memory. */
bool own_names_feed(struct own_names *o, const struct document *document, struct slice piece);

/* All was fed. Gives the names, of malloc, for fragments_free; NULL: it has none. */
bool own_names_finish(struct own_names *o, const struct document *document, struct anchors **names);

#endif
