/* What speaks for an embed's fields, and where it disagrees, noted while the embed is described. */
#ifndef DESCRIBE_NOTES_H
#define DESCRIBE_NOTES_H

#include "record.h"

struct notes {
    struct arena *arena; /* the document's: values are copied there */
    struct evidence evidence[EVIDENCE_MOST];
    size_t evidence_count;
    struct conflict conflicts[CONFLICTS_MOST];
    size_t conflict_count;
};

void notes_add(struct notes *n, const char *field, struct slice value, enum source source);
void notes_add_date(struct notes *n, const struct date *date);

/* Two sources disagree. The note lives for ever. */
void notes_dispute(struct notes *n, const char *field, struct slice one, struct slice other,
                   const char *note);
void notes_dispute_date(struct notes *n, const struct date *one, const struct date *other,
                        const char *note);

/* Gives the embed what was noted. */
void notes_keep(const struct notes *n, struct embed *embed);

#endif
