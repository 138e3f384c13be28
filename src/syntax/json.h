/* JSON (RFC 8259) read piece by piece, as whoever knows what should stand there wants it: nothing
 * is kept, and nothing grows with the text but a string that is asked for.
 *
 *     bool any = false;
 *     if (json_begin(&j, '{')) {
 *         while (json_next(&j, '}', &any) && json_key(&j, &key)) {
 *             ... json_string(&j, &value), or json_skip(&j) ...
 *         }
 *     }
 *
 * The first thing that is wrong ends it: every function gives false from then on. */
#ifndef SYNTAX_JSON_H
#define SYNTAX_JSON_H

#include "base/buffer.h"

enum { JSON_DEEPEST = 64 }; /* brackets in each other, in what is skipped */

struct json {
    struct slice text;
    size_t at;
    const char *wrong; /* what is wrong at `at`, in words that live for ever; NULL: nothing yet */
};

void json_open(struct json *j, struct slice text);

/* Says that something is wrong here, unless something was before. Gives false. */
bool json_fail(struct json *j, const char *wrong);

/* Whether an object ('{') or array ('[') begins here, and enters it. Otherwise nothing is taken,
 * and nothing is wrong. */
bool json_begin(struct json *j, char bracket);

/* Whether there is one more in what was entered; else its end, `bracket`, is taken. `any`: there
 * was one before, set. */
bool json_next(struct json *j, char bracket, bool *any);

/* Reads a member's name and the colon behind it. */
bool json_key(struct json *j, struct buffer *into);

/* Reads a string, whose content is put into the buffer. One that the buffer has no room for is
 * wrong. */
bool json_string(struct json *j, struct buffer *into);

/* Passes over a value of any kind. */
bool json_skip(struct json *j);

/* Where the next thing stands. */
size_t json_here(struct json *j);

/* Whether nothing but white space is left, and nothing was wrong. */
bool json_end(struct json *j);

/* Where it stands, from 1; columns in bytes. */
void json_place(const struct json *j, size_t *line, size_t *column);

#endif
