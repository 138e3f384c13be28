/* The header of an HTTP answer, as far as following it needs: RFC 9110, and the fields that
 * browsers and some servers have besides. */
#ifndef SYNTAX_HTTP_H
#define SYNTAX_HTTP_H

#include "syntax/coding.h"

#include <stdint.h>

enum http_type { HTTP_UNSTATED, HTTP_HTML, HTTP_XML, HTTP_OTHER };

/* What a header says. Its slices are parts of it, without the space around them. */
struct http_head {
    int status; /* 0: no status line, or one without a number */
    bool whole; /* its last line is empty, and it is not that of an informational answer (1xx) */
    struct slice location; /* the first Location ... */
    unsigned locations;    /* ... of so many ... */
    bool locations_differ; /* ... which do not all say the same */
    struct slice refresh;  /* the first Refresh */
    unsigned refreshes;
    struct slice retry_after; /* the last one: seconds or a date */
    int64_t length;           /* Content-Length; -1: not said ... */
    bool length_doubtful;     /* ... or what says where the body ends is at odds, or wrong; ... */
    bool ambiguous;           /* ... browsers refuse to read what names two ends */
    enum http_type type;
    struct slice media;   /* as it is stated, without parameters ... */
    struct slice charset; /* ... and the label stated with it */
    bool sets_cookies;
    bool challenged;         /* a wall against robots says it is one (cf-mitigated) */
    struct codings content;  /* what the body is wrapped in ... */
    struct codings transfer; /* ... and what that is for its way, besides chunks */
    bool chunked;
    bool closes;   /* Connection says close, or ... */
    bool persists; /* ... over HTTP/1.1, another answer may follow (RFC 9112 sections 6.3, 9.3) */
    bool attached; /* to be saved, not shown (RFC 6266): nothing that it says is run */
    bool asks_password; /* before a refusal's page is shown (WWW-Authenticate) */
    bool scriptless; /* what scripts it has in itself may not run (Content-Security-Policy) ... */
    bool sandboxed;  /* ... nor may its meta elements refresh it */
    bool strict;     /* its type is what it says, even nothing (X-Content-Type-Options: nosniff) */
};

/* Reads a header, its lines with their ends. Where several follow each other, informational ones
 * come first, and what they say is not the answer's: the last one counts. */
void http_read_head(struct slice head, struct http_head *out);

/* Takes what one Content-Security-Policy field forbids. */
void http_read_policy(struct http_head *h, struct slice value);

/* Whether a body of this type may be shown as a page. */
bool http_may_be_page(const struct http_head *says);

/* Whether a body of this type may be a text: HTML, Markdown and the like, or nobody can say. */
bool http_may_be_text(const struct http_head *says);

/* Cuts the next line off a header, without the space around it. A line that begins with a space
 * goes on with the field before it (RFC 9112, section 5.2). */
struct slice http_cut_line(struct slice *head);

/* Whether a line is the first of a header. */
bool http_is_status_line(struct slice line);

#endif
