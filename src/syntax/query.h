/* Parameters of a query, application/x-www-form-urlencoded (URL Standard section 5.1). */
#ifndef SYNTAX_QUERY_H
#define SYNTAX_QUERY_H

#include "base/buffer.h"
#include "base/slice.h"

/* The value of the first parameter of this name, not decoded; the absent slice if there is none.
 * `query` has its "?" or is absent; an "&amp;" in it, left over from markup, is an "&". */
struct slice query_value(struct slice query, struct slice name);

/* Adds s with its percent escapes decoded, once; with `plus`, "+" as a space. A percent sign that
 * no two hexadecimal digits follow stays. */
void percent_decode(struct slice s, bool plus, struct buffer *into);

/* The first character of s, decoded, and the bytes it takes; no bytes: s is empty. */
char percent_decode_first(struct slice s, size_t *length);

#endif
