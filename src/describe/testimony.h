/* What speaks for an embed's fields, and where it disagrees, noted while the embed is described. */
#ifndef DESCRIBE_TESTIMONY_H
#define DESCRIBE_TESTIMONY_H

#include "record.h"

struct testimony {
    struct arena *arena; /* the document's: values are copied there */
    struct evidence evidence[EVIDENCE_MOST];
    bool silent[EVIDENCE_MOST]; /* it is compared, and not told */
    size_t evidence_count;
    struct conflict conflicts[CONFLICTS_MOST];
    size_t conflict_count;
};

/* What is believed is to be noted before what it is compared with. An absent value is not noted.
 * The endpoint is NULL unless an API or an archive speaks. */
void testimony_add(struct testimony *n, const char *field, struct slice value, enum source source,
                   const char *endpoint);
void testimony_add_date(struct testimony *n, const struct date *date, const char *endpoint);

/* The same, for comparing alone: nobody is told. */
void testimony_add_silent(struct testimony *n, const char *field, struct slice value,
                          enum source source);

/* Whether two values of a field are the same for all that matters. */
typedef bool testimony_same(void *of, struct slice believed, struct slice other);

/* Notes a conflict where values of the field differ. The note lives for ever. */
void testimony_compare(struct testimony *n, const char *field, testimony_same *same, void *of,
                       const char *note);

/* A date as records have it. */
struct slice testimony_date(struct testimony *n, const struct date *date);

/* Gives the embed what was noted. */
void testimony_keep(const struct testimony *n, struct embed *embed);

#endif
