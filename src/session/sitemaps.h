/* Pages that sitemaps name, which become inputs. */
#ifndef SESSION_SITEMAPS_H
#define SESSION_SITEMAPS_H

#include "base/seen.h"
#include "session/jobs.h"

/* A page that a sitemap names, until it becomes an input. */
struct listed {
    STAILQ_ENTRY(listed) entry;
    unsigned depth; /* how many sitemaps lead to it */
    void *tag;      /* of the first of them */
    char url[];
};

struct sitemaps {
    STAILQ_HEAD(, listed) waiting;
    size_t count, bytes; /* of all that were, in the run */
    struct seen seen;
};

void sitemaps_open(struct sitemaps *m);
void sitemaps_close(struct sitemaps *m);

/* Lists the pages of a job's document, if that is a sitemap, as inputs. False: out of memory. */
bool sitemaps_list(struct lf_session *s, const struct job *job);

/* Whether one of those that are listed can be added now. */
bool sitemaps_can_go_on(const struct lf_session *s);

/* Adds it. */
lf_status sitemaps_go_on(struct lf_session *s);

#endif
