/* Percent-encoding by section 1.3 of the URL Standard. */
#ifndef SYNTAX_URL_ENCODE_H
#define SYNTAX_URL_ENCODE_H

#include "base/buffer.h"

/* Where a byte stands decides whether it stays as it is. The query is that of http and https. */
enum { URL_IN_PATH = 1, URL_IN_QUERY = 2, URL_IN_FRAGMENT = 4, URL_IN_USERINFO = 8 };

/* Adds s with every byte encoded that may not stand there. */
void url_encode(struct buffer *into, struct slice s, unsigned where);

#endif
