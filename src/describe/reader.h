/* Readers of answers: what an endpoint sent, told in our own words. Pure functions; what they tell
 * is copied. */
#ifndef DESCRIBE_READER_H
#define DESCRIBE_READER_H

#include "describe/told.h"
#include "describe/tree.h"

struct describer_options;

/* What an answer says of a post's account. */
struct account_told {
    enum reason cause; /* why its posts are gone; REASON_NONE: it does not say */
    int64_t since;     /* when it began, ms since 1970; 0: it does not say */
};

struct reader {
    const struct subject *about;
    const struct endpoint *endpoint;
    const struct describer_options *options;
    int status;
    struct slice media, body;    /* as sent: the type without parameters, and the body decoded */
    struct slice did;            /* of the account, as far as it is known */
    struct arena *arena;         /* where what is told is copied to */
    struct told *told;           /* out; empty before but for the endpoint */
    enum answer_form next;       /* out: what is to be asked now, of the same endpoint */
    struct account_told account; /* out, of READ_PROFILE */
    bool no_memory;              /* out */
};

/* Reads an answer with the reader that its endpoint's row names, or `as`. */
void reader_run(struct reader *r, enum answer_form as);

/* --- For readers --- */

/* What an answer without the post says by its status alone; REASON_OK of one that may hold it. */
enum reason reader_status(const struct reader *r);

/* A reader's beginning: the JSON object that was sent with a good status, for json_decref; NULL:
 * there is none, and why is told. */
json_t *reader_object(struct reader *r);

/* A copy that lasts as long as what is told. */
struct slice reader_keep(struct reader *r, struct slice s);

/* The instant that RFC 3339 text says; one without a zone is a day. False: it says none. */
bool reader_instant(struct slice text, enum time_precision finest, struct date *out);

/* Tells the instant that RFC 3339 text says; one without a zone is told as a day. */
void reader_date(struct reader *r, struct slice text, enum time_precision finest);

/* Whether a URL that stands in the post leads away from it: to no page of its platform but
 * another's post. */
bool reader_leads_away(struct reader *r, struct slice url);

/* A URL of the web, normalised and kept; absent: it is none. */
struct slice reader_url(struct reader *r, struct slice url);

/* The permalink of another post of the platform, kept; absent: it has none. */
struct slice reader_permalink(struct reader *r, struct slice handle, struct slice id);

/* The profile of a handle, likewise. */
struct slice reader_profile(struct reader *r, struct slice handle);

void read_oembed(struct reader *r);
void read_keyed(struct reader *r);
void read_syndication(struct reader *r);
void read_handle(struct reader *r);
void read_posts(struct reader *r);
void read_profile(struct reader *r);
void read_status(struct reader *r);

#endif
