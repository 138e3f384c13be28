/* Local links: whether the file that a link leads to is there, and what its fragment names.
 *
 * The folder that holds them all, the root, is opened once. What is outside of it is not looked at.
 * The names in documents are remembered, those of the latest up to so many bytes. */
#ifndef FOLLOW_LOCAL_H
#define FOLLOW_LOCAL_H

#include "record.h"
#include "syntax/url.h"

struct local_options {
    const char *root;     /* a folder */
    const char *base_url; /* where its files are published; NULL: nowhere */
    bool fragments;       /* they are looked for */
    size_t memory;        /* bytes of names that are remembered; 0: LOCAL_MEMORY */
};

enum { LOCAL_MEMORY = 48 << 20 };

struct local;

/* NULL: the error says why, or nothing, if memory ran out. */
struct local *local_open(const struct local_options *options, struct buffer *error);

/* NULL is fine. */
void local_close(struct local *l);

/* What becomes of a link's reference (record.h). `in_page`: it stands in a page of a site, whose
 * server may find "a.html" for "a". REASON_NONE: out of memory. */
enum reason local_judge(struct local *l, struct slice reference, bool in_page);

/* What may be meant by a reference that leads to nothing, for people: "#name" for a fragment that
 * is not there, else a path from the root. In the arena, valid UTF-8. Absent: nobody can tell; or
 * out of memory, as the arena knows. */
struct slice local_guess(struct local *l, struct slice reference, enum reason reason, bool in_page,
                         struct arena *arena);

/* The path that a reference leads to, in the arena: decoded, and valid UTF-8. Absent: outside of
 * the root; or out of memory, as the arena knows. */
struct slice local_target(struct slice reference, struct arena *arena);

/* Whether a URL is of the site that is published; then the reference of what it leads to goes to
 * the buffer, which is reset. */
bool local_published(const struct local *l, struct slice url, struct buffer *reference);

#endif
