/* Articles that are to be written back: kept until their records are lent. */
#ifndef SESSION_ARTICLES_H
#define SESSION_ARTICLES_H

#include "base/buffer.h"
#include "enrich/enrich.h"
#include "landfall.h"

struct feed;
struct job;
struct lf_session;

/* An article that is to be written back. */
struct record_article {
    struct article *article; /* NULL: there is none */
    struct enrich_options how;
    struct buffer out;
    bool is_written; /* `out` holds it */
    size_t counted;  /* its bytes, or those that a page is expected to have; 0: it is none */
};

/* Reads the file of records, if one is named. */
lf_status articles_open(struct lf_session *s);
void articles_close(struct lf_session *s);

/* Whether as much is kept of articles as is good for memory. */
bool articles_are_full(const struct lf_session *s);

/* A page is asked for that is to be kept. */
void articles_expect(struct lf_session *s, struct job *job);

/* Keeps an article of a job, which has its name: a feed's bytes, for which those are put that are
 * to be scanned. False: out of memory. */
bool articles_keep(struct lf_session *s, struct job *job, struct feed *feed);

/* The job's, if it has one, does not count any more; it goes with the job. */
void articles_leave(struct lf_session *s, struct job *job);
void articles_free(struct job *job);

/* Puts what the records say, if there are any, into what was scanned. False: out of memory. */
bool articles_tell(const struct lf_session *s, struct job *job);

#endif
