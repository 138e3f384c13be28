/* The inside of the describer: questions on their way. */
#ifndef DESCRIBE_QUERY_H
#define DESCRIBE_QUERY_H

#include "describe/question.h"
#include "describe/reader.h"

/* One endpoint's part in a question: an exchange, where it is redirected another, and where its
 * answer says so one more. */
struct query {
    LIST_ENTRY(query) entry;
    LIST_ENTRY(query) waiting;     /* for another that asks the same of an account */
    struct known_account *account; /* held; NULL: it asks about none */
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
    struct cache_table questions, accounts;
    struct query_list queries; /* under way */
    STAILQ_HEAD(, question) ended;
    bool failed; /* memory ran out */
};

/* --- accounts.c: what is asked of an account is asked once for all its posts: where a handle leads
 * to, and why posts are gone --- */

void accounts_open(struct cache_table *accounts, struct cache *cache);

enum account_turn {
    ACCOUNT_ASKS,  /* nobody has asked: the query does, for all that come by */
    ACCOUNT_WAITS, /* another asks: the query is woken when that one knows */
    ACCOUNT_KNOWN  /* the query has been told: its `did`, or why there is none; or why the post is
                      gone */
};

/* A query stands before a question about an account, which it lets go of another for. */
enum account_turn account_join(struct describer *d, struct query *q);

/* The query that asked knows: adds those that waited, which have been told, to `woken`. `told` is
 * by a profile, or empty. */
void account_tell(struct describer *d, struct query *q, bool of_profile,
                  const struct account_told *told, struct query_list *woken);

void account_let_go(struct known_account *a);

#endif
