/* Percent-encoding by section 1.3 of the URL Standard. */
#ifndef SYNTAX_URL_ENCODE_H
#define SYNTAX_URL_ENCODE_H

#include "base/buffer.h"

struct encoding;

/* Where a byte stands decides whether it stays as it is. The query is that of http and https. */
enum { URL_IN_PATH = 1, URL_IN_QUERY = 2, URL_IN_FRAGMENT = 4, URL_IN_USERINFO = 8 };

/* Adds s with every byte encoded that may not stand there. */
void url_encode(struct buffer *into, struct slice s, unsigned where);

/* Adds one byte as "%2F". */
void url_encode_byte(struct buffer *into, unsigned char byte);

/* Adds a reference of a document that is in this encoding, so that it can be parsed as if that were
 * UTF-8: what its query has beyond ASCII is encoded in it, and a character that it lacks by its
 * number (section 1.3, "percent-encode after encoding"). */
void url_encode_query(const struct encoding *e, struct slice reference, struct buffer *into);

#endif
