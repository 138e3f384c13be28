/* Local links of a check: where documents stand below the root, and what becomes of links to files
 * that are beside them. */
#ifndef SESSION_LOCALS_H
#define SESSION_LOCALS_H

#include "base/buffer.h"
#include "base/map.h"
#include "follow/local.h"
#include "landfall.h"

struct job;
struct lf_session;

struct locals {
    struct local *local;     /* NULL: no local links are looked for */
    struct slice root;       /* its path, without symbolic links */
    struct slice folder;     /* of the document that was placed last, as named; in `bytes`, ... */
    struct slice real;       /* ... and its path without symbolic links; absent: there is none */
    struct arena bytes;      /* where these two stand */
    struct buffer reference; /* scratch */
    struct map by_path;      /* the documents that came, by their paths, ... */
    struct slice *paths;     /* ... which are here, ... */
    size_t path_count, path_room;
    struct arena names; /* ... and their bytes here */
};

/* Opens the root, if there is one. */
lf_status locals_open(struct lf_session *s);
void locals_close(struct lf_session *s);

/* Gives a document that is a file below the root its path from there. False: out of memory. */
bool locals_place(struct lf_session *s, struct document *document);

/* Whether a document of that path came before: however often a file is named, its links are checked
 * once. The first time it is noted. False, too, when memory runs out (*good is false then). */
bool locals_came(struct lf_session *s, const struct document *document, bool *good);

/* What a scan is to be told of the document's place: absent, and there are no local links. */
struct slice locals_place_of(const struct lf_session *s, const struct document *document);

/* Whether a document is in no folder, so that its own names have to be known. */
bool locals_want_names(const struct lf_session *s, const struct document *document);

/* Where a link is one to a file: sets what becomes of it, which takes no request, and where it
 * leads. It was not skipped before, or for want of a network alone. False: out of memory. */
bool locals_settle(struct lf_session *s, struct job *job, struct link *link);

/* What may be meant by such a link that leads to nothing, in the arena; absent: nobody can tell; or
 * out of memory, as the arena knows. */
struct slice locals_guess(const struct lf_session *s, const struct document *document,
                          const struct link *link, struct arena *arena);

#endif
