/* What a check finds: each document is judged when all of it is known, and what was found is lent
 * once more, finding by finding, when everything that was added is done. */
#ifndef SESSION_FINDINGS_H
#define SESSION_FINDINGS_H

#include "base/map.h"
#include "judge/policy.h"
#include "landfall.h"

struct lf_session;
struct job;

/* A document's findings, which outlive it. */
struct kept_findings {
    struct kept_findings *next;
    struct arena arena;
    struct finding *list;
    size_t count;
    void *tag; /* the document's */
};

/* A file that was judged: the same may be given again, and an archive has many documents. */
struct judged_file {
    struct slice name;
    uint64_t times;
};

struct findings {
    struct policy policy;
    struct buffer scratch;
    struct arena names;
    struct map by_name;
    struct judged_file *files;
    size_t file_count, file_room;
    struct kept_findings *first, *last; /* in the order in which their documents were lent */
    size_t lent;                        /* of the first one's */
    struct lf_record record;            /* of the one that is lent */
    struct record_text text;
};

/* Reads the policy out of the options. */
lf_status findings_open(struct lf_session *s);
void findings_close(struct lf_session *s);

/* Takes an outcome that is done for alive if the user accepts its status. False: out of memory. */
bool findings_accept(struct lf_session *s, struct outcome *outcome);

/* judged.c: judges a document of which all is known. False: out of memory. */
bool findings_make(struct lf_session *s, struct document *document);

/* judged.c: whether nothing is asked or said of a post, as the user leaves out the link to it. */
bool findings_are_left_out(const struct document *document, const struct embed *embed);

/* What was found in a document, to outlive it; NULL: out of memory, or nothing was. */
struct kept_findings *findings_copy(const struct document *document);
void findings_free(struct kept_findings *kept);

/* Takes what was found in a document that is lent, and counts it. NULL is fine. */
void findings_take(struct lf_session *s, struct kept_findings *kept, void *tag);

/* The next of those that were kept. LF_END: there is none. */
lf_status findings_next(struct lf_session *s, const lf_record **out);

#endif
