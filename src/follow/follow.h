/* Links in, hops and final targets out.
 *
 * Chains that come by the same URL meet in its answer: it is asked for once, as long as it is
 * remembered. Outcomes and answers that somebody still needs are, and of the others the latest, up
 * to so many bytes (follow_options); what was forgotten and comes again is asked for again.
 *
 * What is asked goes to the net; whoever drives it hands the exchanges back. */
#ifndef FOLLOW_FOLLOW_H
#define FOLLOW_FOLLOW_H

#include "net/net.h"
#include "record.h"
#include "syntax/host_pattern.h"

struct follow_options {
    int64_t
        timeout_ms; /* for the requests of one chain together; waiting for a turn is not counted */
    const struct host_values *timeouts; /* seconds instead of that, by the first URL's host; NULL:
                                            none. Borrowed for as long */
    unsigned max_hops; /* below FOLLOW_MOST_HOPS a chain is cut that would ask for more than this
                          and one URL more; else it is dead after as many hops */
    bool probe;     /* sites may be asked for names that cannot exist, where a page is doubtful */
    bool fragments; /* they are looked for in pages, which are read whole up to a limit */
    const char *user_agent; /* of the first face; borrowed for as long. NULL: unknown */
    size_t memory; /* bytes of what is remembered though nobody holds it; 0: FOLLOW_MEMORY */
};

enum { FOLLOW_MOST_HOPS = 20, FOLLOW_MEMORY = 96 << 20 };

struct follow;

/* The net is borrowed. NULL: out of memory. */
struct follow *follow_open(const struct follow_options *options, struct net *net);

/* The net is to be closed before, for what it was asked is the follower's. NULL is fine. */
void follow_close(struct follow *f);

/* The outcome of a normalised http(s) URL, done or still under way, held for the caller: the same
 * one for the same URL while anybody holds it, and after that as long as it is remembered. The URL
 * is copied. NULL: out of memory. */
struct outcome *follow_url(struct follow *f, struct slice url);

/* Holds an outcome once more. */
void follow_hold(const struct outcome *o);

/* Lets go of an outcome: of what it says nothing is needed any more. Once for each follow_url. */
void follow_let_go(const struct outcome *o);

/* The same of a page that is wanted whole, so many bytes of it: an outcome of its own each time.
 * Once it is done, what was got is lent with it, if the page answered well; else that is NULL.
 * Putting it away lets go of both, and is possible once it is done. */
struct outcome *follow_page(struct follow *f, struct slice url, size_t most);
const struct exchange *follow_page_got(const struct outcome *o);
void follow_page_put_away(struct follow *f, const struct outcome *o);

/* A page will be wanted whole: what links are answered by its URL before is kept for it, as far as
 * there is room. The URL is normalised and has no fragment. False: out of memory. */
bool follow_expect(struct follow *f, struct slice url);

/* Goes on as far as what is known reaches, and gives an outcome that became done; unless somebody
 * holds it, it lasts until the next call. NULL: none did before another exchange comes in, or it
 * has failed. */
struct outcome *follow_next(struct follow *f);

/* Whether follow_next has something to do before another exchange comes in. */
bool follow_can_go_on(const struct follow *f);

/* Reads an exchange that it asked for (`asker` is the follower), and lets go of it. */
void follow_take(struct follow *f, struct exchange *x);

/* Whether memory ran out, so that it cannot go on. */
bool follow_failed(const struct follow *f);

#endif
