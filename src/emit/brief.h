/* Links as most links of a text are, written on one line in one go: what they mean and say is plain
 * and short, they stand in one place, and nothing else is known of them. */
#ifndef EMIT_BRIEF_H
#define EMIT_BRIEF_H

#include "emit/writer.h"
#include "pack/pack.h"

enum { BRIEF_KINDS = LINK_LOCAL + 1, BRIEF_WORD = 32 };

/* What stands between what a link says and where it stands, for each kind of link. */
struct brief {
    struct {
        char text[BRIEF_WORD];
        size_t length;
    } kinds[BRIEF_KINDS];
};

void brief_open(struct brief *b);

/* Writes a link as a member of an array, as records do. False: nothing is written, for it is not
 * one of these. */
bool brief_write(const struct brief *b, struct writer *w, const struct link *link,
                 const struct link_parts *parts);

#endif
