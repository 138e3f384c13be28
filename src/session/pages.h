/* Inputs that are pages: asked for as links are, and scanned when they are here. */
#ifndef SESSION_PAGES_H
#define SESSION_PAGES_H

#include "session/jobs.h"

/* Those that are not asked for yet, and how many are. */
struct pages {
    struct job_list queue;
    size_t fetched;
    const struct job *large; /* the one that may be a large one; NULL: the next may */
};

/* Adds a page to be got: so many sitemaps lead to it. LF_FULL: there is no room now. */
lf_status pages_add(struct lf_session *s, const char *url, unsigned depth);

/* The outcome of its page is done: it is scanned. */
lf_status pages_take(struct lf_session *s, struct job *job);

#endif
