/* Fields of HTTP answers that few ask for: by name, as links and as dates. Nothing is allocated. */
#ifndef SYNTAX_HTTP_FIELDS_H
#define SYNTAX_HTTP_FIELDS_H

#include "base/slice.h"

#include <stdint.h>

/* Takes the value of the next field of this name off what *head keeps of a header, whose lines end
 * as they came; without the space around it. False: there is none. */
bool http_next_field(struct slice *head, struct slice name, struct slice *value);

/* One link of a Link field (RFC 8288 section 3); slices of it, a value's quotes left out and what
 * is escaped in it as it stands. What is not said is absent. */
struct http_link {
    struct slice target; /* a URL, perhaps a relative one */
    struct slice rel;    /* words with spaces between */
    struct slice type, datetime;
};

/* Takes the next link off *value. Commas stand in URLs and in quotes, too. What is no link is
 * passed over. False: there is none. */
bool http_next_link(struct slice *value, struct http_link *out);

/* Whether the link says that it is one of these, whatever the case. */
bool http_link_is(const struct http_link *link, struct slice rel);

/* Reads a date of HTTP (RFC 9110 section 5.6.7, all of whose forms but the one with two digits of a
 * year) as milliseconds since 1970. */
bool http_read_date(struct slice s, int64_t *ms);

/* Writes one, "Tue, 19 Jun 2018 03:04:05 GMT", for a year from 0 to 9999. */
enum { HTTP_DATE = 30 };
void http_write_date(int64_t ms, char out[HTTP_DATE]);

#endif
