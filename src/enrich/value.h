/* What of a record may be put into an article, and how it is written there: in ASCII, so that it
 * can neither end an attribute, a script or a line, nor be read otherwise in another encoding. */
#ifndef ENRICH_VALUE_H
#define ENRICH_VALUE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/time.h"

/* Scratch space for URLs; starts as VALUE_ROOM and is freed with buffer_free. */
#define VALUE_ROOM BUFFER(1 << 17)

/* Whether it is an http(s) URL exactly as the URL Standard serialises it. */
bool value_is_url(struct slice url, struct buffer *room);

/* Reads a date that is well-formed from its first byte to its last: a day, or an instant with its
 * zone. */
bool value_read_date(struct slice text, int64_t *ms, enum time_precision *precision);

/* Adds a URL that value_is_url as it stands in an attribute, whatever its quotes. */
void value_add_url(struct slice url, struct buffer *into);

/* Adds ` name="value"`; the value is written as it is. */
void value_add_attribute(const char *name, struct slice value, struct buffer *into);

/* Adds a JSON string. "<", ">", "&" and what is not ASCII are escapes; what is no UTF-8 becomes
 * U+FFFD. */
void value_add_string(struct slice text, struct buffer *into);

/* Keeps an attribute's value as it stands in the article, in ASCII and between double quotes, so
 * that it means the same there and value_recall gives it back: a double quote and what is not ASCII
 * become numeric references, and a reference that stands there already and looks like one of these
 * gets one more zero. */
void value_keep(struct slice raw, struct buffer *into);

/* Adds what value_keep was given. */
void value_recall(struct slice kept, struct buffer *into);

#endif
