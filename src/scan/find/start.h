/* Where the text of a post begins in the prose around it. */
#ifndef SCAN_FIND_START_H
#define SCAN_FIND_START_H

#include "scan/find/context.h"

/* What is known of the text. */
struct start_search {
    const struct context *context;
    const struct place *place;
    size_t end;   /* of the text, before the links that trail it */
    size_t links; /* how many stand before that end */
    bool quoted;  /* its lines begin with ">" */
    bool crowded; /* what signs the post stands on its last line, with more behind it */
    bool spaced;  /* blank lines are kept between paragraphs; where they were lost a line is one */
    bool glued;   /* nothing stands between it and what signs it, so line breaks were lost, too */
    struct slice name, handle; /* the author's */
    struct date date;          /* SOURCE_NONE: unknown */
};

/* Finds where the text begins. *open: nobody can tell; then it is the farthest likely place. */
size_t start_find(const struct start_search *q, bool *open);

#endif
