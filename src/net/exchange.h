/* What is asked, and what came of it: the type in which those who ask meet the wire. */
#ifndef NET_EXCHANGE_H
#define NET_EXCHANGE_H

#include "net/address.h"
#include "net/fault.h"
#include "record.h"
#include "syntax/http.h"

struct jar;

/* As whom it is asked: there are hosts that answer browsers otherwise than others. */
enum face {
    FACE_OWN,     /* as options say */
    FACE_BROWSER, /* as a browser of these days */
    FACE_PLAIN,   /* as a program that is none */
    FACE_COUNT
};

/* A GET of one URL. */
struct ask {
    struct slice url;  /* normalised http or https, without fragment and userinfo, a NUL behind it.
                          It and the jar must live until the exchange is let go */
    int64_t budget_ms; /* for all its tries together; waiting for a turn is not counted */
    struct jar *jar;   /* cookies to be sent and kept; NULL: none are */
    enum face face;    /* another than FACE_OWN is tried once */
    size_t most;       /* the whole page is wanted, so many bytes of it; 0: its head is enough */
    bool any;          /* with `most`: also what comes with an error, or is no text */
    bool ahead;        /* before others that wait for the host: what is under way is to end */
    int64_t
        not_before; /* it is not asked before (time_tick_ms): this wait is not counted, either */
    int64_t refusal_ms; /* how long its host is left alone where it refuses (429) and names no time;
                           0: as is usual */
    int64_t datetime;   /* sent as Accept-Datetime (RFC 7089), in ms since 1970; 0: none is */
    bool robots;        /* if the options want robots.txt heeded, it is for this */
    const void *asker;  /* who asks ... */
    void *tag;          /* ... and what for: both come back with the exchange */
};

/* One request and its answer, or why there is none. The slices are the exchange's own and live
 * until it is let go. */
struct exchange {
    struct slice url;
    struct slice sent;  /* the head of the last request, where it is recorded */
    struct slice head;  /* the last answer's, as it came */
    struct slice body;  /* as far as it was read, with its chunks, where it is recorded; else of a
                           page alone */
    const char *unread; /* why that is not all, in WARC-Truncated's words, where it is recorded */
    struct slice page;  /* what a page says, all codings undone */
    struct slice whole; /* of one that was wanted whole: all of it, also where it is no HTML, ... */
    const char *cut;    /* ... but what came behind a "limit" or the "time"; of any, what came
                           behind a "disconnect" */
    struct http_head says; /* what the head says, in slices of it */
    int status;            /* 0: no answer came. With a fault: of one that broke off */
    enum fault fault;
    enum tls_fault tls;     /* of FAULT_TLS */
    struct address peer;    /* who answered; all zeros where that is not known */
    int64_t began;          /* the last try, by the wall clock (ms since 1970); 0: none was made */
    int64_t ended;          /* when all was over, likewise */
    int32_t ms;             /* that its tries took */
    int32_t waited;         /* that lookups and pauses between tries took */
    int32_t budget_ms;      /* that all this may take */
    unsigned attempts;      /* tries; a name that was not found is one, too */
    uint64_t cookies;       /* what the jar held before (jar_state), ... */
    uint64_t cookies_after; /* ... and when all was over; 0: there is no jar, or nobody records */
    uint64_t note;          /* left to whoever records the tries */
    enum face face;         /* as whom */
    bool has_jar;           /* cookies may have been sent */
    bool wants_whole;       /* it was asked for the whole page */
    bool recalled;          /* the network was not asked */
    const void *asker;
    void *tag;
};

#endif
