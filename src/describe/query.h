/* The inside of the describer: questions on their way. */
#ifndef DESCRIBE_QUERY_H
#define DESCRIBE_QUERY_H

#include "describe/question.h"

/* One endpoint's part in a question: an exchange, where it is redirected another, and where its
 * answer says so one more. */
struct query {
    LIST_ENTRY(query) entry;
    LIST_ENTRY(query) waiting; /* for another that asks where the same handle leads to */
    struct handle *handle;     /* held; NULL: it asks about none */
    struct question *question;
    const struct endpoint *endpoint; /* the row that is asked now */
    struct told *told;
    struct text *url; /* that is asked; held */
    int64_t spent;    /* of the time limit */
    unsigned moves;   /* redirects */
    struct slice did; /* of the account, once it is known; in the question's arena */
};

LIST_HEAD(query_list, query);

struct describer {
    struct describer_options options;
    struct net *net;
    struct cache cache;
    struct cache_table questions, handles;
    struct query_list queries; /* under way */
    STAILQ_HEAD(, question) ended;
    bool failed; /* memory ran out */
};

/* --- handles.c: where handles lead to is asked once for all posts of an account --- */

void handles_open(struct cache_table *handles, struct cache *cache);

enum handle_turn {
    HANDLE_ASKS,  /* nobody has asked: the query does, for all that come by */
    HANDLE_WAITS, /* another asks: the query is woken when that one knows */
    HANDLE_KNOWN  /* the query has been told: its `did`, or why there is none */
};

/* A query stands before its handle's question. */
enum handle_turn handle_join(struct describer *d, struct query *q);

/* The query that asked knows: adds those that waited, which have been told, to `woken`. */
void handle_tell(struct describer *d, struct query *q, struct query_list *woken);

void handle_let_go(struct handle *h);

#endif
