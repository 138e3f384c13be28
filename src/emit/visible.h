/* Text from outside made fit to be shown to people: in reports and in messages.
 *
 *     struct visible v = visible_of(text);
 *     char room[VISIBLE_ROOM];
 *     for (struct slice s = visible_next(&v, room); s.length; s = visible_next(&v, room)) ...
 *
 * The pieces are the text as it stands, but for the passwords of URLs, which are "***", and for
 * what would steer a terminal or reorder a line: control characters, separators of lines, marks of
 * direction and bytes that are no UTF-8 are spelt out, as \x1b or \u202e. */
#ifndef EMIT_VISIBLE_H
#define EMIT_VISIBLE_H

#include "base/slice.h"

enum { VISIBLE_ROOM = sizeof "\\uffff" };

struct visible {
    struct slice rest;
    size_t clear;    /* bytes at its beginning that hold no password ... */
    size_t password; /* ... which is so long and follows them, if ... */
    bool masks;      /* ... one does */
};

/* The text must live as long as its pieces. */
struct visible visible_of(struct slice text);

/* The same, of text in which nothing is a password: a path, say. */
struct visible visible_of_path(struct slice path);

/* The next piece; the absent slice: the text is over. It may stand in `room`. */
struct slice visible_next(struct visible *v, char room[VISIBLE_ROOM]);

/* The same, but only passwords are replaced. */
struct slice visible_next_masked(struct visible *v);

/* The length in bytes of the code point of UTF-8 that a text begins with; 0: it does with none. */
size_t visible_decode(struct slice text, uint32_t *code);

/* The first password of a URL, as [*start, *end); false: there is none. */
bool visible_password(struct slice text, size_t *start, size_t *end);

#endif
