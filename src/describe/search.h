/* One lookup of a copy, step by step: what is asked next, and what an answer makes of it. Nothing
 * here asks; archive.c does. */
#ifndef DESCRIBE_SEARCH_H
#define DESCRIBE_SEARCH_H

#include "describe/archive.h"
#include "describe/captures.h"

enum step {
    STEP_AVAILABLE, /* what the availability API knows, which may miss copies */
    STEP_CDX,       /* all captures: which is the closest */
    STEP_PLAY,      /* the copy of a post: what it says */
    STEP_MOVED,     /* a redirect that was kept: where it led */
    STEP_GATE,      /* a TimeGate, and what it leads to */
    STEP_DONE
};

struct search {
    const struct archives_options *options;
    struct lookup *lookup; /* whose arena has the slices below */
    struct slice url;      /* that is looked up */
    int64_t near;          /* CAPTURE_LATEST: the latest */
    struct subject post;   /* no place: it is none */
    bool is_short;
    enum step step;
    unsigned moves; /* redirects that this step went through */
    size_t gate;    /* which TimeGate */
    struct capture available;
    struct captures captures;
    struct archive wayback; /* why it has no copy */
    struct archive gates;   /* the same of the first TimeGate that failed */
    bool no_memory;
};

/* The URL of the present step. False: a word is missing, or it is too long; then it is as if the
 * answer were none. */
bool search_url(const struct search *s, struct buffer *into);

/* The time that is asked for with it, in ms since 1970; 0: none. */
int64_t search_datetime(const struct search *s);

/* Whether an answer that is a redirect is the answer, and not the way to it. */
bool search_is_kept_redirect(const struct search *s, const struct exchange *x);

/* Takes the answer of the present step (NULL: there was no way to ask), which came from `from` at
 * last, and goes to the next step. */
void search_take(struct search *s, const struct exchange *x, struct slice from);

#endif
