/* What speaks for an embed's fields, and where it disagrees, noted while the embed is described. */
#ifndef DESCRIBE_NOTES_H
#define DESCRIBE_NOTES_H

#include "record.h"

struct notes {
    struct arena *arena; /* the document's: values are copied there */
    struct evidence evidence[EVIDENCE_MOST];
    bool silent[EVIDENCE_MOST]; /* it is compared, and not told */
    size_t evidence_count;
    struct conflict conflicts[CONFLICTS_MOST];
    size_t conflict_count;
};

/* What is believed is to be noted before what it is compared with. An absent value is not noted.
 * The endpoint is NULL unless an API or an archive speaks. */
void notes_add(struct notes *n, const char *field, struct slice value, enum source source,
               const char *endpoint);
void notes_add_date(struct notes *n, const struct date *date, const char *endpoint);

/* The same, for comparing alone: nobody is told. */
void notes_add_silent(struct notes *n, const char *field, struct slice value, enum source source);

/* Whether two values of a field are the same for all that matters. */
typedef bool notes_same(void *of, struct slice believed, struct slice other);

/* Notes a conflict where values of the field differ. The note lives for ever. */
void notes_compare(struct notes *n, const char *field, notes_same *same, void *of,
                   const char *note);

/* Two sources disagree, the one that is believed first. */
void notes_dispute(struct notes *n, const char *field, const struct evidence *believed,
                   const struct evidence *other, const char *note);

/* A date as records have it. */
struct slice notes_date(struct notes *n, const struct date *date);

/* Gives the embed what was noted. */
void notes_keep(const struct notes *n, struct embed *embed);

#endif
